"""A decision: the variant chosen where the releases differ, and its certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from teikit.collation.columns import Column
from teikit.collation.witness import key_of
from teikit.core import Certainty

# Margins, in nats, from which a reading replaces that of the base. On typed pairs of other telegrams, 93 of 100 changes
# are right from 6 nats on, and 85 from 4 on; 2 and 9 in 100 spoil a right word.
HIGH_MARGIN = 6.0  # nats for high certainty
MEDIUM_MARGIN = 4.0  # nats for medium certainty
LOW_MARGIN = 0.5  # nats for low certainty
MARKS_MARGIN = 9.0  # nats for high certainty if only marks differ; then HIGH_MARGIN is enough for medium
UNREAD = 30.0  # nats of lead for a reading that only a correction has, and no OCR anywhere: KI?G > KING


@dataclass(frozen=True)
class Decision:
    """The decision about a column of the base where the releases differ.

    ``before`` is the reading of the base, ``reading`` the chosen one. ``margin`` is the number of nats by which that is
    likelier than the reading of the base, ``lead`` than the next likeliest. ``sources`` are the ids of the witnesses
    with this reading, ``seen`` has the OCR reading of each witness, by its id. ``is_open`` says that it is undecided;
    ``stands_elsewhere`` that each word of the reading occurs somewhere in the OCR of a release.
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

    @cached_property
    def cert(self) -> Certainty | None:
        """How certain it is that the base should have another reading; None if it should not."""
        if self.reading == self.before or self.is_open or self.margin < LOW_MARGIN:
            return None
        only_marks = key_of(self.reading) == key_of(self.before)
        if only_marks and len(self.seen) > 2 and len(self.sources) < 2:
            return None  # each has marks of its own: RESTAURANT) next to a box, RESTAURANT: and RESTAURANT,
        if not (self.is_read or self.stands_elsewhere or (self.sources and self.lead >= UNREAD)):
            return Certainty.LOW  # Begiastog of one release and Beglastag of another are not a reason to read BESETS
        high, medium = (MARKS_MARGIN, HIGH_MARGIN) if only_marks else (HIGH_MARGIN, MEDIUM_MARGIN)
        if self.margin >= high and not self.is_conjecture:
            return Certainty.HIGH if self.is_read else Certainty.MEDIUM
        # That a correction of ADV SE has no stop says little against ADVISE. of the base.
        is_guess = self.is_conjecture or (only_marks and self.reading not in self.seen.values())
        return Certainty.MEDIUM if self.margin >= (high if is_guess else medium) else Certainty.LOW

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
        return f"{readings}{unread}; likelier by {self.margin:.1f} nats"


def _keys(text: str) -> list[str]:
    """The keys of the words of a text: a release with ``kidnapec`` does not read ``kidnap ec``."""
    return [key for key in map(key_of, text.split()) if key]
