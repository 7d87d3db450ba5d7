"""A decision: the variant chosen where the releases differ, and its certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from teikit.collation.columns import Column
from teikit.collation.witness import key_of
from teikit.core import Certainty
from teikit.words.chance import Chance

HIGH_MARGIN = 6.0  # nats by which a reading of a printing, or of most releases, is likelier; then it is certain
MEDIUM_MARGIN = 4.0  # the same for medium certainty
LEAST_MARGIN = 0.5  # nats by which a reading must be likelier than that of the base
HIGH_CHANCE = 0.94  # chance of being right for high certainty
MEDIUM_CHANCE = 0.5  # chance of being right for medium certainty
MOST_HARM = 0.07  # chance of spoiling a right word for medium certainty, at most
UNREAD = 30.0  # nats of lead for a reading that only a correction has, and no OCR anywhere: KI?G > KING


@dataclass(frozen=True)
class Decision:
    """The decision about a column of the base where the releases differ.

    ``before`` is the reading of the base, ``reading`` the chosen one. ``margin`` is the number of nats by which that is
    likelier than the reading of the base, ``lead`` than the next likeliest. ``sources`` are the ids of the witnesses
    with this reading, ``seen`` has the OCR reading of each witness, by its id. ``is_open`` says that it is undecided;
    ``stands_elsewhere`` that each word of the reading occurs somewhere in the OCR of a release. ``by_rule`` says that
    a rule chose it (numbers are counted, not weighed). ``chance`` has the chances that a new reading is right and that
    it does harm; None if a printing has it.
    """

    column: Column
    before: str
    reading: str
    margin: float
    lead: float
    sources: tuple[str, ...]
    seen: Mapping[str, str]
    is_open: bool = False
    stands_elsewhere: bool = False
    by_rule: bool = False
    chance: Chance | None = None

    @cached_property
    def cert(self) -> Certainty | None:
        """How certain it is that the base should have another reading; None if it should not."""
        if not self.is_new:
            return None
        if self.only_marks and len(self.seen) > 2 and len(self.sources) < 2:
            return None  # each has marks of its own: RESTAURANT) next to a box, RESTAURANT: and RESTAURANT,
        if not (self.is_read or self.stands_elsewhere or (self.sources and self.lead >= UNREAD)):
            return Certainty.LOW  # Begiastog of one release and Beglastag of another are not a reason to read BESETS
        is_certain = self.is_read and not self.is_conjecture
        if self.chance is None:
            return Certainty.HIGH if is_certain and self.margin >= HIGH_MARGIN else Certainty.MEDIUM
        if is_certain and self.chance.right >= HIGH_CHANCE:
            return Certainty.HIGH
        is_harmless = self.by_rule or self.chance.harm <= MOST_HARM  # the rules have guards of their own
        return Certainty.MEDIUM if is_harmless and self.chance.right >= MEDIUM_CHANCE else Certainty.LOW

    @property
    def is_new(self) -> bool:
        """Whether another reading than that of the base is likelier."""
        return self.reading != self.before and not self.is_open and self.margin >= LEAST_MARGIN

    @property
    def only_marks(self) -> bool:
        """Whether the reading differs from that of the base in marks and case only."""
        return key_of(self.reading) == key_of(self.before)

    @property
    def is_read(self) -> bool:
        """Whether the OCR of a release has the reading here, word for word, before any correction."""
        keys = _keys(self.reading)
        return any(_keys(text) == keys for text in self.seen.values())

    @property
    def is_conjecture(self) -> bool:
        """Whether no release has this reading, neither in its OCR nor as corrected by itself."""
        return not self.sources

    @property
    def why(self) -> str:
        """The ground of the decision, in words for a reader."""
        shown = self.sources or tuple(self.seen)
        readings = "; ".join(f"{name} has {text}" for name, text in self.seen.items() if name in shown)
        unread = "; no release reads so" if self.is_conjecture else ""
        chance = f"; chance {self.chance.right:.2f}" if self.chance else ""
        return f"{readings}{unread}; likelier by {self.margin:.1f} nats{chance}"


def _keys(text: str) -> list[str]:
    """The keys of the words of a text: a release with ``kidnapec`` does not read ``kidnap ec``."""
    return [key for key in map(key_of, text.split()) if key]
