"""Which of the proposals of a pass are taken: of two that overlap the first, and none against what a person decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from teikit.core.decided import Decided
from teikit.core.piece_table import PieceTable
from teikit.core.proposals import Certainty, Edit, Mark, Proposal
from teikit.core.span import Span


class Selection(NamedTuple):
    """Proposals, sorted. ``edits`` have beside them their span of the text; all else has spans of the source.

    A refused proposal that does not fit the text is as it was proposed.
    """

    edits: list[tuple[Span, Edit]]
    marks: list[Mark]
    refused: list[Proposal]
    suggested: list[Edit]


def select(
    table: PieceTable, decisions: Sequence[Decided], proposals: Iterable[Proposal], at_least: Certainty
) -> Selection:
    """Sort proposals, which have offsets of the text.

    What goes against ``decisions`` is refused; edits less certain than ``at_least`` are only suggested.
    """
    selection = Selection([], [], [], [])
    edited, aside = Span(0, 0), Span(0, 0)  # the last edit (in offsets of the text), the last aside (of the source)
    for proposal in sorted(proposals, key=lambda proposal: proposal.span.start):
        span = proposal.span
        if not 0 <= span.start <= span.end <= len(table.text):
            selection.refused.append(proposal)
            continue
        stored = replace(proposal, span=table.to_source(span))
        if isinstance(stored, Edit):
            is_same_place = bool(selection.edits) and selection.edits[-1][0] == span
            if stored.cert < at_least:
                selection.suggested.append(stored)
            elif (
                _clash(edited, span)
                or _crosses(stored.span, aside)
                or is_same_place
                or any(decided.closes_reading(stored.span) for decided in decisions)
            ):
                selection.refused.append(stored)
            else:
                selection.edits.append((span, stored))
                edited = Span(span.start, max(span.end, edited.end))
        elif any(decided.closes_kind(stored.span, stored.kind) for decided in decisions):
            selection.refused.append(stored)
        elif not stored.aside:
            selection.marks.append(stored)
        elif _clash(aside, stored.span) or _crosses(edited, span):
            selection.refused.append(stored)
        elif parts := _around_asides(table, decisions, stored):
            selection.marks.extend(parts)
            aside = stored.span
        else:
            selection.refused.append(stored)
    return selection


def _around_asides(table: PieceTable, decisions: Sequence[Decided], mark: Mark) -> list[Mark]:
    """An aside in one part, or in several where earlier asides cut it: asides never nest.

    What a person put into the running text cuts it, too, and what must stay whole for a person.
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
    """Whether a span that begins no earlier reaches into one that is taken."""
    return span.start < taken.end


def _crosses(edit: Span, aside: Span) -> bool:
    """Whether an edit lies partly inside an aside and partly outside it."""
    overlap = max(edit.start, aside.start) < min(edit.end, aside.end)
    return overlap and not (aside.start <= edit.start and edit.end <= aside.end)
