"""The chances of a change, and what they must be for it to be made: each right word it may spoil is paid in letters."""

from __future__ import annotations

from typing import NamedTuple

LIKELY = 0.45  # chance of being right from which a change is made
MOST_HARM = 0.1  # chance of spoiling a right word up to which it is made
LETTERS_A_WORD = 15.0  # letters that it must mend, as can be expected, for each right word that it may spoil


class Chance(NamedTuple):
    """How likely a new reading is right, and how likely it is that the old one was: 0 to 1 each."""

    right: float
    harm: float

    def pays(self, letters: int) -> bool:
        """Whether a change of so many letters is likely enough, and mends enough for what it may spoil.

        >>> Chance(0.9, 0.05).pays(1), Chance(0.9, 0.07).pays(1), Chance(0.9, 0.07).pays(2), Chance(0.4, 0.0).pays(1)
        (True, False, True, False)
        """
        is_worth_it = self.right * letters >= self.harm * LETTERS_A_WORD
        return self.right >= LIKELY and self.harm <= MOST_HARM and is_worth_it
