"""Text that no mark covers: specks that a rule removed, and signs next to a field or between two.

Rules mark blocks in the corrected text: ``: THEREFORE`` begins at the T, and the field of ``FROM: SAIGON +`` does not
include the plus. None of it may be lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from teikit.core import Draft, Layer, Mark, Role, Span, kinds, overlaps

PRINTED = re.compile(r"\S(?:[^\r\n]*\S)?")
"""The text of a line, without white space around it."""
RULE = "strays"  # the rule to which specks are ascribed


def with_loose(draft: Draft, whole: Span) -> list[Mark]:
    """The marks of a stretch of the source, such that each letter of the running text is in a block or a gap.

    Loose text in the line of a block becomes part of the block; other loose text is marked as a speck of its own. If
    blocks overlap, the later one begins where the earlier one ends. A mark without text where the stretch ends belongs
    to the stretch after it, unless that is the end of the source.
    """
    end = whole.end + (whole.end == len(draft.source.text))
    inside = [_from(whole.start, mark) for mark in draft.marks if _is_in(Span(whole.start, end), mark)]
    emptied = set(emptied_fields(draft, inside))
    return _Completion(draft, whole, sorted((mark for mark in inside if mark not in emptied), key=order)).marks()


def emptied_fields(draft: Draft, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The fields that asides take up: they do not belong to the header after all, or a later page repeats them."""
    asides = _merged(mark.span for mark in marks if mark.aside)
    for mark in marks:
        if mark.kind == kinds.FIELD and overlaps(mark.span, asides):
            left = (draft.source.text[slice(*span)] for span in _outside(asides, mark.span))
            if not any(map(str.isalnum, "".join(left))):
                yield mark


class _Completion:
    """Goes through the marks of a stretch of the source, in order, and gives each block the loose text next to it."""

    def __init__(self, draft: Draft, whole: Span, marks: list[Mark]) -> None:
        self._draft, self._whole, self._marks = draft, whole, marks
        self._asides = sorted(mark.span for mark in marks if mark.aside)
        self._gaps = _merged(mark.span for mark in marks if _is_gap(mark) and mark.span.start < mark.span.end)
        self._starts = [mark.span.start for mark in marks if mark.kind.is_block]
        self._loose = deque(_loose(draft, whole, marks, self._gaps))  # what no block has taken yet
        self._done = 0  # the end of the last block

    def marks(self) -> list[Mark]:
        """The marks: blocks with the loose text next to them, and specks for the rest of it."""
        complete: list[Mark] = []
        for mark in self._marks:
            if not mark.kind.is_block:
                complete.append(mark)
                continue
            span = self._own(mark.span)
            if not self._draft.source.text[span.start : span.end].strip():
                continue
            specks, span = self._with_loose_before(span)
            span = self._with_loose_after(span)
            complete += [*map(_speck, specks), replace(mark, span=span)]
            self._done = max(self._done, span.end)
        return [*complete, *map(_speck, self._loose)]

    def _own(self, span: Span) -> Span:
        """The span of a block without asides and gaps at its edges, and without anything of the block before."""
        start, end = _beside_asides(self._asides, span)
        span = Span(_after_gap(self._gaps, start), _after_gap(self._gaps, end))
        return Span(self._done, span.end) if span.start < self._done < span.end else span

    def _with_loose_before(self, span: Span) -> tuple[list[Span], Span]:
        """The loose stretches before a block that are not in its line, and the block with those that are."""
        specks: list[Span] = []
        while self._loose and self._loose[0].end <= span.start:
            specks.append(self._loose.popleft())
        while specks and _is_one_line(self._draft, self._asides, specks[-1].end, span.start):
            span = Span(specks.pop().start, span.end)
        if self._loose and self._loose[0].start < span.start:  # there is an edit where the block begins
            span = Span(self._loose[0].start, span.end)
        return specks, span

    def _with_loose_after(self, span: Span) -> Span:
        """The block with the loose stretches in it and those after it in its line, up to the next block."""
        while self._loose and self._loose[0].start < span.end:
            self._loose.popleft()
        after = bisect_left(self._starts, span.end)
        edge = self._starts[after] if after < len(self._starts) else self._whole.end
        while self._loose and self._loose[0].start < edge:
            if not _is_one_line(self._draft, self._asides, span.end, self._loose[0].start):
                break
            span = Span(span.start, self._loose.popleft().end)
        return span


def _speck(span: Span) -> Mark:
    return Mark(span, kinds.SPECK, RULE)


def _is_in(whole: Span, mark: Mark) -> bool:
    """Whether a mark begins in a stretch, or is a block that reaches into it from a page of another telegram."""
    start, end = mark.span
    return whole.start <= start < whole.end or (mark.kind.is_block and start < whole.start < end)


def _from(start: int, mark: Mark) -> Mark:
    """A mark without its part before an offset."""
    return mark if start <= mark.span.start else replace(mark, span=Span(start, mark.span.end))


def _beside_asides(asides: list[Span], span: Span) -> Span:
    """A block without the asides that reach over its edges: a later rule set aside what an earlier one had marked."""
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


def _after_gap(gaps: list[Span], offset: int) -> int:
    """The end of the gap that contains an offset, else the offset: no block begins or ends inside a gap."""
    index = bisect_left(gaps, Span(offset, -1)) - 1
    return gaps[index].end if index >= 0 and offset < gaps[index].end else offset


def _is_gap(mark: Mark) -> bool:
    """Whether a mark is a gap that may be a block of its own."""
    return mark.kind.layer is Layer.GAP and mark.kind.role is Role.P


def order(mark: Mark) -> tuple[int, int, int, bool]:
    """The sort key of a mark: its place; at one place first blocks, the longest first, then empty marks, then others.

    If two marks have the same stretch, an aside encloses the other: a line of a sheet that is a gap, ``[REDACTED]``.
    """
    rank = 1 if mark.span.start == mark.span.end else 0 if mark.kind.is_block else 2
    return mark.span.start, rank, -mark.span.end, not mark.aside


def _loose(draft: Draft, whole: Span, marks: list[Mark], gaps: list[Span]) -> Iterator[Span]:
    """The loose text in order: all stretches that were edited, and text that is in no block; none of it in gaps."""
    covered = _merged(mark.span for mark in marks if mark.kind.is_block or _is_gap(mark))
    starts = draft.table.starts
    for piece in draft.pieces[max(bisect_right(starts, whole.start) - 1, 0) : bisect_left(starts, whole.end)]:
        is_before = piece.span.start < whole.start
        if piece.hidden or (is_before and piece.new is not None):
            continue
        span = Span(whole.start, piece.span.end) if is_before else piece.span
        for part in _outside(gaps if piece.why else covered, span):
            if piece.why and draft.source.text[part.start : part.end].strip():
                yield part
            elif not piece.why:
                yield from (Span(*match.span()) for match in PRINTED.finditer(draft.source.text, *part))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Stretches in order, with overlapping ones merged."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _outside(spans: list[Span], span: Span) -> Iterator[Span]:
    """The parts of a stretch that none of ``spans`` covers; these are in order and do not overlap."""
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
    """Whether there is nothing but spaces between two offsets of the source: no line end and no aside."""
    between = draft.source.text[start:end]
    if start > end or between.strip() or "\n" in between or "\r" in between:
        return False
    index = bisect_right(asides, Span(start, -1))
    return index == len(asides) or asides[index].start >= end
