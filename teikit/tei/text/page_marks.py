"""The marks of a draft, page by page, with specks for text that no mark covers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from teikit.core import Draft, Mark, Span, kinds
from teikit.core.packet import Page
from teikit.tei.text.loose import emptied_fields, order, with_loose

IN_ONE_LANGUAGE = (kinds.P, kinds.ITEM, kinds.POSTSCRIPT, kinds.CELL)
"""Kinds of marks at whose edges a passage in another language is cut."""
OVER_PAGES = (kinds.FOREIGN, kinds.SPECK, kinds.GAP)
"""Kinds of marks that may go on over the end of a page, as blocks and asides may; a person may mark such a gap."""
UNKNOWN_LINES = 4  # lines of a block of a header that no rule recognised, at most; a paragraph of the text has more
REMARK_WORDS = 6  # words of the longest line of a remark on a routing sheet, at least
UNKNOWN_WORDS = 8  # words of such a line, on average, at most


class Pages:
    """All marks of a draft, and specks for text that no mark covers, by page."""

    def __init__(self, draft: Draft, pages: list[Page]) -> None:
        self._text = draft.source.text
        self._starts = sorted(page.span.start for page in pages)
        self._ends = {page.span.start: page.span.end for page in pages}
        self._marks: dict[int, list[Mark]] = {start: [] for start in self._starts}
        self._continued: set[Span] = set()  # parts of marks that began on an earlier page
        whole = Span(min(self._starts), max(self._ends.values()))
        for mark in sorted(_cut_by_blocks(with_loose(draft, whole)), key=order):
            self._enter(mark)
        self._emptied = [mark for mark in emptied_fields(draft, draft.marks) if mark.get("type")]
        self._places = {start: [mark.span.start for mark in marks] for start, marks in self._marks.items()}

    def _enter(self, mark: Mark) -> None:
        """Enter a mark on the page where it begins, or a part of it on each page if it may go on over their ends."""
        is_cut = mark.kind.is_block or mark.aside or mark.kind in OVER_PAGES
        first = bisect_right(self._starts, mark.span.start) - 1
        for index in range(first, len(self._starts)):
            start = self._starts[index]
            if start >= mark.span.end and start != mark.span.start:
                break
            part = Span(max(mark.span.start, start), min(mark.span.end, self._ends[start]))
            if mark.span.start < part.start:
                self._continued.add(part)
            if part.start < part.end or mark.span.start == mark.span.end:
                self._marks[start].append(replace(mark, span=part) if part != mark.span else mark)
            if not is_cut:
                break

    def is_continued(self, mark: Mark) -> bool:
        """Whether a mark is a part of one that began on an earlier page."""
        return mark.span in self._continued

    def begins_part(self, page: Page) -> bool:
        """Whether a part of a telegram begins with a page."""
        return any(mark.kind == kinds.PART and not mark.get("type") for mark in self.on(page))

    def routing_sheets(self, pages: Sequence[Page]) -> int:
        """How many of the pages of a telegram are routing sheets on top of it; none if it has no other pages."""
        return next((at for at, page in enumerate(pages) if not self._is_routing_sheet(page)), 0)

    def _is_routing_sheet(self, page: Page) -> bool:
        """Whether a page is a routing sheet, or empty."""
        on_page = {mark.kind for mark in self.on(page)}
        return kinds.ROUTING in on_page or not any(kind.is_block for kind in on_page)

    def enclosures(self, page: Page) -> list[int]:
        """The offsets at which enclosures begin on a page."""
        return [mark.span.start for mark in self.on(page) if mark.kind == kinds.PART and mark.get("type")]

    def on(self, page: Page) -> list[Mark]:
        """The marks of one page in order, enclosing marks before those inside them."""
        return self._marks[page.span.start]

    def with_emptied(self, page: Page) -> list[Mark]:
        """The marks of one page, including the fields whose text asides took up."""
        emptied = (mark for mark in self._emptied if page.span.start <= mark.span.start < page.span.end)
        return sorted([*self.on(page), *emptied], key=order)

    def may_be_of_header(self, page: Page, span: Span) -> bool:
        """Whether a stretch of a page is short enough to be lines of a header that no rule recognised.

        Lines of a word each are a column of offices, however many there are: ``NSC`` / ``INR`` / ``CIA``. Several
        lines of many words on a routing sheet are a remark.
        """
        lines = [line.split() for line in self._text[span.start : span.end].splitlines() if line.strip()]
        words = sum(map(len, lines))
        if self._is_routing_sheet(page) and len(lines) > 1 and max(map(len, lines)) >= REMARK_WORDS:
            return False
        return words == len(lines) or (len(lines) <= UNKNOWN_LINES and words <= UNKNOWN_WORDS * len(lines))

    def within(self, page: Page, span: Span) -> list[Mark]:
        """The marks of one page in a stretch of the source."""
        places = self._places[page.span.start]
        first, last = bisect_left(places, span.start), bisect_right(places, span.end)
        return [mark for mark in self.on(page)[first:last] if mark.span.end <= span.end]


def _cut_by_blocks(marks: list[Mark]) -> Iterator[Mark]:
    """The marks, with each passage in another language cut at the edges of paragraphs and cells."""
    blocks = [mark.span for mark in marks if mark.kind in IN_ONE_LANGUAGE]
    for mark in marks:
        if mark.kind != kinds.FOREIGN:
            yield mark
            continue
        for start, end in blocks:
            part = Span(max(start, mark.span.start), min(end, mark.span.end))
            if part.start < part.end:
                yield replace(mark, span=part)
