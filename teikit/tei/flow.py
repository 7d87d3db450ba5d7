"""What stands on the pages of a telegram, in order: each block with the part it has in the division."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from teikit.core import Draft, Mark, Span
from teikit.telegrams.assembling import Page, Telegram

ASIDES = {"classification", "caption", "letterhead", "label", "header", "stamp", "exemption", "catch"}
BLOCKS = {"field", "p", "signed", "initials", "postscript"}
BEGIN_TEXT = {"p", "on", "gap", "signed", "initials", "postscript"}
CLOSERS = {"signed", "initials"}


@dataclass(frozen=True)
class Block:
    """A mark, or the part of one that stands on one page. ``role`` is the element of the division that holds it.

    Roles: opener, p, closer, postscript; ``on`` for the part of a paragraph that goes on from the page before;
    ``aside``, ``speck``, ``pb`` and ``missing`` go where what stands around them goes.
    """

    role: str
    span: Span
    page: Page
    mark: Mark | None = None


class Pages:
    """All marks of a draft, by the page they stand on, and the specks that no mark holds."""

    def __init__(self, draft: Draft, pages: list[Page]) -> None:
        self._starts = sorted(page.span.start for page in pages)
        self._marks: dict[int, list[Mark]] = {start: [] for start in self._starts}
        ends = {page.span.start: page.span.end for page in pages}
        whole = Span(min(self._starts), max(ends.values()))
        for mark in sorted(_with_specks(draft, whole), key=_order):
            index = bisect_right(self._starts, mark.span.start) - 1
            while index < len(self._starts) and (
                self._starts[index] < mark.span.end or self._starts[index] == mark.span.start
            ):
                start = self._starts[index]
                cut = Span(max(mark.span.start, start), min(mark.span.end, ends[start]))
                if cut.start < cut.end or mark.span.start == mark.span.end:
                    self._marks[start].append(replace(mark, span=cut) if cut != mark.span else mark)
                index += 1
                if mark.kind not in BLOCKS:
                    break

        self._places = {start: [mark.span.start for mark in marks] for start, marks in self._marks.items()}

    def on(self, page: Page) -> list[Mark]:
        """The marks of one page, those that enclose before those that are enclosed."""
        return self._marks[page.span.start]

    def within(self, page: Page, span: Span) -> list[Mark]:
        """The marks of one page that stand in a stretch of the source."""
        places = self._places[page.span.start]
        first, last = bisect_left(places, span.start), bisect_right(places, span.end)
        return [mark for mark in self.on(page)[first:last] if mark.span.end <= span.end]


def _order(mark: Mark) -> tuple[int, int, int]:
    """By place; at one place the block that holds the others first, then what has no length, then the rest."""
    rank = 1 if mark.span.start == mark.span.end else 0 if mark.kind in BLOCKS else 2
    return mark.span.start, rank, -mark.span.end


def _with_specks(draft: Draft, whole: Span) -> list[Mark]:
    """The marks of a stretch of a draft; specks at the edge of a block belong to it, a line of specks is a block.

    A block was marked on the text that is left, so ``: THEREFORE`` begins at the T; the speck must not be lost.
    """
    starts = draft.piece_starts
    specks = [
        piece.span
        for piece in draft.pieces[bisect_left(starts, whole.start) : bisect_left(starts, whole.end)]
        if piece.why and not piece.hidden and draft.source.text[piece.span.start : piece.span.end].strip()
    ]
    within = [mark for mark in draft.marks if whole.start <= mark.span.start <= whole.end]
    asides = sorted(mark.span for mark in within if mark.aside)
    marks: list[Mark] = []
    index = 0
    for mark in sorted(within, key=_order):
        if mark.kind not in BLOCKS:
            marks.append(mark)
            continue
        span = mark.span
        while index < len(specks) and specks[index].end <= span.start:
            speck = specks[index]
            index += 1
            if _one_line(draft, speck.end, span.start) and not _any_within(asides, speck.end, span.start):
                span = Span(speck.start, span.end)
            else:
                marks.append(Mark(speck, "speck", "strays"))
        while index < len(specks) and specks[index].start < span.end:
            index += 1
        while index < len(specks) and _one_line(draft, span.end, specks[index].start):
            if _any_within(asides, span.end, specks[index].start):
                break
            span = Span(span.start, specks[index].end)
            index += 1
        marks.append(replace(mark, span=span))
    return [*marks, *(Mark(speck, "speck", "strays") for speck in specks[index:])]


def _one_line(draft: Draft, start: int, end: int) -> bool:
    between = draft.source.text[start:end]
    return start <= end and not between.strip() and "\n" not in between and "\r" not in between


def _any_within(spans: list[Span], start: int, end: int) -> bool:
    index = bisect_right(spans, Span(start, -1))
    return index < len(spans) and spans[index].start < end


def blocks(telegram: Telegram, pages: Pages) -> list[Block]:
    """The blocks of a telegram's pages, with their roles."""
    found = list(_blocks(telegram, pages))
    first = next((index for index, block in enumerate(found) if block.role in BEGIN_TEXT), len(found))
    tail = _tail(found)
    roles = {"field": "p", "gap": "p", "signed": "p", "initials": "p", "postscript": "p"}
    result = []
    for index, block in enumerate(found):
        role = block.role
        if role == "field" and index < first:
            role = "opener"
        elif index >= tail and role in CLOSERS:
            role = "closer"
        elif index < tail or role != "postscript":
            role = roles.get(role, role)
        result.append(replace(block, role=role))
    return result


def _tail(found: list[Block]) -> int:
    """Where the closer and the postscripts begin: TEI wants them after all paragraphs, and one at least."""
    tail, stage = len(found), "postscript"
    for index in range(len(found) - 1, -1, -1):
        role = found[index].role
        if role in ("p", "on", "gap", "field") or (role == "postscript" and stage == "closer"):
            break
        if role in CLOSERS or role == "postscript":
            tail, stage = index, "closer" if role in CLOSERS else stage
    before = any(block.role in ("p", "on", "gap", *CLOSERS, "postscript") for block in found[:tail])
    return tail if before else len(found)


def _blocks(telegram: Telegram, pages: Pages) -> Iterator[Block]:
    before: Page | None = None
    missing = list(telegram.missing)
    for page in telegram.pages:
        for n in [n for n in missing if page.n.isdigit() and int(n) < int(page.n)]:
            missing.remove(n)
            yield Block("missing", Span(page.span.start, page.span.start), page)
        yield Block("pb", Span(page.span.start, page.span.start), page)
        yield from _on_page(page, pages.on(page), before)
        before = page


def _on_page(page: Page, marks: list[Mark], before: Page | None) -> Iterator[Block]:
    end = closed = -1
    for mark in marks:
        if mark.span.start < end or mark.span == (closed, closed):
            continue  # it stands inside the block before, or at its very end
        if mark.kind in BLOCKS:
            goes_on = (
                mark.kind == "p"
                and mark.span.start == page.span.start
                and before is not None
                and before.span.end == page.span.start
            )
            yield Block("on" if goes_on else mark.kind, mark.span, page, mark)
            end = closed = mark.span.end
        elif mark.kind in ("gap", "recovered"):
            yield Block("gap", mark.span, page, mark)
        elif mark.kind in ASIDES or mark.kind == "speck":
            yield Block("speck" if mark.kind == "speck" else "aside", mark.span, page, mark)
            end = mark.span.end
