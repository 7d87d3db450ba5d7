"""Choose among the proposals of a pass: the first of two that overlap, none that contradicts a person's decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from teikit.core.decided import Decided
from teikit.core.piece_table import PieceTable
from teikit.core.proposals import Certainty, Edit, Mark, Proposal
from teikit.core.span import Span


class Selection(NamedTuple):
    """The proposals of a pass, sorted into edits, marks, and those that were refused or only suggested.

    ``edits`` are given with their spans of the text; all else has spans of the source. A refused proposal outside the
    text is given as it was proposed.
    """

    edits: list[tuple[Span, Edit]]
    marks: list[Mark]
    refused: list[Proposal]
    suggested: list[Edit]


def select(
    table: PieceTable, decisions: Sequence[Decided], proposals: Iterable[Proposal], at_least: Certainty
) -> Selection:
    """Sort proposals, which have offsets of the text.

    Proposals against ``decisions`` are refused; edits less certain than ``at_least`` are only suggested.
    """
    selector = _Selector(table, decisions, at_least)
    for proposal in sorted(proposals, key=lambda proposal: proposal.span.start):
        selector.add(proposal)
    return selector.selection


class _Selector:
    """Sorts proposals that come by rising offsets.

    ``edited`` is the stretch of the text that the last edits cover, ``aside`` the stretch of the source of the last
    aside.
    """

    def __init__(self, table: PieceTable, decisions: Sequence[Decided], at_least: Certainty) -> None:
        self.table, self.decisions, self.at_least = table, decisions, at_least
        self.selection = Selection([], [], [], [])
        self.edited, self.aside = Span(0, 0), Span(0, 0)

    def add(self, proposal: Proposal) -> None:
        """Sort one proposal."""
        span = proposal.span
        if not 0 <= span.start <= span.end <= len(self.table.text):
            self.selection.refused.append(proposal)
            return
        stored = replace(proposal, span=self.table.to_source(span))
        is_taken = self._take_edit(stored, span) if isinstance(stored, Edit) else self._take_mark(stored, span)
        if not is_taken:
            self.selection.refused.append(stored)

    def _take_edit(self, edit: Edit, span: Span) -> bool:
        """Apply or suggest an edit; ``span`` is its span of the text. False if it must be refused."""
        edits = self.selection.edits
        if edit.cert < self.at_least:
            self.selection.suggested.append(edit)
            return True
        is_same_place = bool(edits) and edits[-1][0] == span
        if is_same_place or _clash(self.edited, span) or _crosses(edit.span, self.aside):
            return False
        if any(decided.protects_reading(edit.span) for decided in self.decisions):
            return False
        edits.append((span, edit))
        self.edited = Span(span.start, max(span.end, self.edited.end))
        return True

    def _take_mark(self, mark: Mark, span: Span) -> bool:
        """Accept a mark, an aside in parts around earlier ones; False if it must be refused."""
        if any(decided.forbids_mark(mark.span, mark.kind) for decided in self.decisions):
            return False
        if not mark.aside:
            self.selection.marks.append(mark)
            return True
        if _clash(self.aside, mark.span) or _crosses(self.edited, span):
            return False
        parts = _around_asides(self.table, self.decisions, mark)
        self.selection.marks.extend(parts)
        self.aside = mark.span if parts else self.aside
        return bool(parts)


def _around_asides(table: PieceTable, decisions: Sequence[Decided], mark: Mark) -> list[Mark]:
    """An aside in one part, or in several if earlier asides cut it: asides never nest.

    Text that a person put into the running text cuts it, too, and so does text that must stay whole by a decision.
    """
    low, high = table.within(mark.span)
    text = [decided.span for decided in decisions if decided.keeps_off(mark.span)]
    taken = [piece.span for piece in table.pieces[low:high] if piece.hidden] + text
    parts, start = [], mark.span.start
    for span in (*sorted(taken), Span(mark.span.end, mark.span.end)):
        parts.append(Span(start, max(start, min(span.start, mark.span.end))))
        start = max(start, span.end)
    written = [span for span in parts if table.source[span.start : span.end].strip()]
    return [replace(mark, span=span) for span in written or [span for span in parts if span.start < span.end][:1]]


def _clash(taken: Span, span: Span) -> bool:
    """Whether a span that begins no earlier reaches into one that was accepted."""
    return span.start < taken.end


def _crosses(edit: Span, aside: Span) -> bool:
    """Whether an edit lies partly inside an aside and partly outside it."""
    overlap = max(edit.start, aside.start) < min(edit.end, aside.end)
    return overlap and not aside.holds(edit)
