"""The two chances of a change, to be right and to do harm, and the condition on which it is made."""

from __future__ import annotations

from typing import NamedTuple

LIKELY = 0.45  # least chance of being right of a change that is made
MOST_HARM = 0.1  # largest chance of spoiling a right word of a change that is made
LETTERS_A_WORD = 15.0  # letters that it must be expected to correct for each right word that it is expected to spoil


class Chance(NamedTuple):
    """The chances, 0 to 1, that a new reading is right, and that the old one was (harm); the rest is for neither."""

    right: float
    harm: float

    def pays(self, letters: int) -> bool:
        """Whether a change is likely enough to be right, and corrects enough ``letters`` for the harm it may do.

        >>> Chance(0.9, 0.05).pays(1), Chance(0.9, 0.07).pays(1), Chance(0.9, 0.07).pays(2), Chance(0.4, 0.0).pays(1)
        (True, False, True, False)
        """
        is_worth_it = self.right * letters >= self.harm * LETTERS_A_WORD
        return self.right >= LIKELY and self.harm <= MOST_HARM and is_worth_it
