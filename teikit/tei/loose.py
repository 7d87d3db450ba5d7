"""What no mark holds: specks that a rule took away, and signs at the edge of a field or between two.

A block was marked on the text that is left, so ``: THEREFORE`` begins at the T, and of ``FROM: SAIGON +`` a rule took
the field only. Nothing of that may be lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from teikit.core import Draft, Layer, Mark, Role, Span, kinds

WRITTEN = re.compile(r"\S(?:[^\r\n]*\S)?")
RULE = "strays"


def with_loose(draft: Draft, whole: Span) -> list[Mark]:
    """The marks of a stretch of a draft, such that each letter of the running text stands in a block or a gap.

    What stands beside a block in its line belongs to it; what does not is marked as a speck of its own. Of blocks that
    overlap the later one begins where the earlier one ends. A mark without text where the stretch ends belongs to what
    comes after it.
    """
    end = whole.end + (whole.end == len(draft.source.text))
    marks = sorted(
        (_from(whole.start, mark) for mark in draft.marks if _is_in(Span(whole.start, end), mark)), key=order
    )
    asides = sorted(mark.span for mark in marks if mark.aside)
    gaps = _merged(mark.span for mark in marks if _is_gap(mark) and mark.span.start < mark.span.end)
    loose = list(_loose(draft, whole, marks, gaps))
    starts = [mark.span.start for mark in marks if mark.kind.is_block]
    complete: list[Mark] = []
    index = done = 0
    for mark in marks:
        if not mark.kind.is_block:
            complete.append(mark)
            continue
        span = _beside_asides(asides, mark.span)
        span = Span(_behind_gap(gaps, span.start), _behind_gap(gaps, span.end))
        if span.start < done < span.end:
            span = Span(done, span.end)
        if not draft.source.text[span.start : span.end].strip():
            continue
        before: list[Span] = []
        while index < len(loose) and loose[index].end <= span.start:
            before.append(loose[index])
            index += 1
        while before and _is_one_line(draft, asides, before[-1].end, span.start):
            span = Span(before.pop().start, span.end)
        complete += [Mark(stretch, kinds.SPECK, RULE) for stretch in before]
        if index < len(loose) and loose[index].start < span.start:  # an edit stands where it begins
            span = Span(loose[index].start, span.end)
        while index < len(loose) and loose[index].start < span.end:
            index += 1
        after = bisect_left(starts, span.end)
        edge = starts[after] if after < len(starts) else whole.end  # what is edited at its head is of the next block
        while index < len(loose) and loose[index].start < edge:
            if not _is_one_line(draft, asides, span.end, loose[index].start):
                break
            span = Span(span.start, loose[index].end)
            index += 1
        complete.append(replace(mark, span=span))
        done = max(done, span.end)
    return [*complete, *(Mark(stretch, kinds.SPECK, RULE) for stretch in loose[index:])]


def _is_in(whole: Span, mark: Mark) -> bool:
    """Whether a mark begins in a stretch, or is a block that began before it: on a page of another telegram."""
    start, end = mark.span
    return whole.start <= start < whole.end or (mark.kind.is_block and start < whole.start < end)


def _from(start: int, mark: Mark) -> Mark:
    """A mark without what stands before an offset."""
    return mark if start <= mark.span.start else replace(mark, span=Span(start, mark.span.end))


def _beside_asides(asides: list[Span], span: Span) -> Span:
    """A block without the asides that reach over its edges: a later rule set aside what was a block before."""
    start, end = span
    index = bisect_right(asides, Span(start, -1))
    for aside in asides[max(index - 1, 0) :]:
        if not aside.start <= start < aside.end:
            break
        start = aside.end
    index = bisect_right(asides, Span(end, -1)) - 1
    if index >= 0 and asides[index].start < end < asides[index].end:
        end = asides[index].start
    return Span(start, max(start, end))


def _behind_gap(gaps: list[Span], offset: int) -> int:
    """The end of the gap in which an offset stands, else the offset: no block begins or ends inside a gap."""
    index = bisect_left(gaps, Span(offset, -1)) - 1
    return gaps[index].end if index >= 0 and offset < gaps[index].end else offset


def _is_gap(mark: Mark) -> bool:
    """Whether a mark is a gap that may stand alone."""
    return mark.kind.layer is Layer.GAP and mark.kind.role is Role.P


def order(mark: Mark) -> tuple[int, int, int]:
    """By place; at one place the block that holds the others first, then what has no length, then the rest."""
    rank = 1 if mark.span.start == mark.span.end else 0 if mark.kind.is_block else 2
    return mark.span.start, rank, -mark.span.end


def _loose(draft: Draft, whole: Span, marks: list[Mark], gaps: list[Span]) -> Iterator[Span]:
    """What was edited, wherever it stands, and the rest that stands in no block, but for what a gap takes up."""
    held = _merged(mark.span for mark in marks if mark.kind.is_block or _is_gap(mark))
    starts = draft.table.starts
    for piece in draft.pieces[max(bisect_right(starts, whole.start) - 1, 0) : bisect_left(starts, whole.end)]:
        is_before = piece.span.start < whole.start
        if piece.hidden or (is_before and piece.new is not None):
            continue
        span = Span(whole.start, piece.span.end) if is_before else piece.span
        for part in _outside(gaps if piece.why else held, span):
            if piece.why and draft.source.text[part.start : part.end].strip():
                yield part
            elif not piece.why:
                yield from (Span(*match.span()) for match in WRITTEN.finditer(draft.source.text, *part))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Stretches in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _outside(spans: list[Span], span: Span) -> Iterator[Span]:
    """The parts of a stretch that none of ``spans`` covers, which are in order and do not overlap."""
    start = span.start
    first = max(bisect_right(spans, span) - 1, 0)
    for cover in spans[first:]:
        if cover.start >= span.end:
            break
        if start < cover.start:
            yield Span(start, cover.start)
        start = max(start, cover.end)
    if start < span.end:
        yield Span(start, span.end)


def _is_one_line(draft: Draft, asides: list[Span], start: int, end: int) -> bool:
    """Whether nothing stands between two places, no line end and no aside either."""
    between = draft.source.text[start:end]
    if start > end or between.strip() or "\n" in between or "\r" in between:
        return False
    index = bisect_right(asides, Span(start, -1))
    return index == len(asides) or asides[index].start >= end
