"""The decisions of people about a source: stretches that no rule may change, and decisions that were not applied."""

from __future__ import annotations

from dataclasses import dataclass, replace

from teikit.core.kinds import GAP, PAGE_NUMBER, TABLE, Kind, Layer, P
from teikit.core.span import Span

READING_VERDICTS = frozenset({"reads", "as-read", "unclear"})  # verdicts after which no rule changes a word there
GAP_VERDICTS = frozenset({"gap", "no-gap"})  # verdicts after which no rule marks an excision there
NAME_VERDICTS = frozenset({"person", "place", "gap"})  # verdicts after which no rule marks a name there
WHOLE = frozenset({"gap", "person", "place", "unclear", "field"})
"""Verdicts on stretches that must stay in one piece."""
BLOCKS = (Layer.BODY, Layer.FORME_WORK)  # layers that may not part a stretch that must stay in one piece
NAMES = frozenset({"persName", "placeName", "orgName", "roleName", "idno", "date"})
"""The elements of names, none of which may be inside another."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of one or more people on a stretch of the source.

    ``verdict`` is what they decided (:mod:`teikit.decisions`); ``value`` completes a verdict that needs it: the kind of
    an aside, the code of a query. ``when`` is the day of the last decision. An ``open`` decision is not applied;
    ``code`` and ``message`` tell a person why, or that it was applied in another place than the one where it was made.
    ``note`` is the person's remark on it.
    """

    span: Span
    verdict: str
    who: tuple[str, ...]
    when: str = ""
    value: str = ""
    code: str = ""
    message: str = ""
    open: bool = False
    note: str = ""

    def moved(self, by: int) -> Decided:
        """The same decision in a source that begins ``by`` characters earlier."""
        return replace(self, span=self.span.moved(by))

    def protects_reading(self, span: Span) -> bool:
        """Whether this decision keeps rules from changing how a stretch reads."""
        return not self.open and self.verdict in READING_VERDICTS and _reaches(self.span, span)

    def forbids_mark(self, span: Span, kind: Kind) -> bool:
        """Whether this decision keeps rules from marking a stretch as ``kind``."""
        if self.open:
            return False
        if self.verdict in WHOLE and self._crosses(span) and not kind.is_aside and kind.layer in BLOCKS:
            return kind not in (P, TABLE)
        if kind == PAGE_NUMBER:
            return self.verdict == "gap" and self.span.start < self.span.end and _reaches(self.span, span)
        if kind == GAP:
            return self._forbids_gap(span)
        if kind.element in NAMES:
            return kind.layer is not Layer.BODY and self._forbids_name(span)  # a signature may hold a name
        return self.verdict == "field" and kind.layer is Layer.BODY and _reaches(self.span, span)

    def _forbids_gap(self, span: Span) -> bool:
        """Whether no gap may be there: what a person reads as brackets stays a reading.

        A word in the note of an editor does not forbid it: ``[2 lrnes not declassified]``.
        """
        if self.verdict == "reads":
            return _reaches(self.span, span) and (span == self.span or not span.holds(self.span))
        if self.verdict in WHOLE - GAP_VERDICTS:
            return self._crosses(span) and not self.span.holds(span)
        return self.verdict in GAP_VERDICTS and self.span.start <= span.end and span.start <= self.span.end

    def _forbids_name(self, span: Span) -> bool:
        """Whether no name may be there; nor may one reach into what is unclear: DEPARTMENT OF STATE, if STATE is."""
        is_cut = self.verdict == "unclear" and not self.span.holds(span) and not span.holds(self.span)
        return (is_cut or self.verdict in NAME_VERDICTS) and _reaches(self.span, span)

    @property
    def changes_nothing(self) -> bool:
        """Whether it is applied and leaves the text and its marks as they would be without it."""
        return not self.open and (self.verdict in ("as-read", "no-gap", "answered") or self.is_text)

    @property
    def is_text(self) -> bool:
        """Whether it says that a stretch belongs to the running text, so that no part of it may be set aside."""
        return not self.open and self.verdict == "layer" and self.value == "text"

    def keeps_off(self, aside: Span) -> bool:
        """Whether an aside must leave the stretch out: it is text or a field, or the aside would cut it in two.

        Inside a gap nothing can be set aside: if a person sees a hole there, ``B1A3`` is not an exemption code.
        """
        is_hole = self.verdict == "gap" and self.span.start <= aside.start < aside.end <= self.span.end
        is_whole = self.verdict == "field" or is_hole or (self.verdict in WHOLE and self._crosses(aside))
        return not self.open and (self.is_text or is_whole)

    def _crosses(self, span: Span) -> bool:
        """Whether this decision is about text, and a stretch covers a part of that text but not all of it."""
        return self.span.start < self.span.end and _reaches(self.span, span) and not span.holds(self.span)


def _reaches(closed: Span, span: Span) -> bool:
    """Whether a stretch shares a character with a closed one, or is a place inside it; touching it does not count."""
    if span.start == span.end or closed.start == closed.end:
        return span == closed or closed.start < span.start < closed.end or span.start < closed.start < span.end
    return closed.overlaps(span)
