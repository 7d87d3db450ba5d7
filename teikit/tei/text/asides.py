"""Elements beside the text: the forme work of a page (``fw``), and what was put on it later (``note``)."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from lxml import etree

from teikit.core import Mark, Span, kinds
from teikit.core.packet import Page, Telegram
from teikit.tei.build import ID, LANG, element_or_anchors, id_prefix, make, q
from teikit.tei.text.anchors import Anchors
from teikit.tei.text.content import Content
from teikit.tei.text.flow import is_encoded_aside
from teikit.tei.text.inline import Inline, Inner
from teikit.tei.text.page_marks import Pages


class Asides:
    """Makes the elements of the asides of one telegram, and fills elements that contain asides."""

    def __init__(self, telegram: Telegram, pages: Pages, inline: Inline, anchors: Anchors) -> None:
        self._telegram, self._pages = telegram, pages
        self._inline, self._anchors = inline, anchors
        self._prefix = id_prefix(telegram.id)
        self._stamps: list[tuple[Mark, etree._Element]] = []
        self._text_edges: dict[int, tuple[int, int]] = {}  # start and end of the text of a page, by its order

    def language(self, mark: Mark) -> str:
        """The language code of a block that is entirely in another language than its document; else empty."""
        for candidate in self.marks_in(mark):
            if candidate.kind == kinds.FOREIGN:
                before, after = (mark.span.start, candidate.span.start), (candidate.span.end, mark.span.end)
                if not any(self._inline.has_letters(Span(*edge)) for edge in (before, after)):
                    return candidate.get("lang")
        return ""

    def fill(self, element: etree._Element, mark: Mark) -> Content:
        """Fill an element with the text of a mark and the marks inside it, and set its language if it differs."""
        language = self.language(mark)
        if language:
            element.set(LANG, language)
        return self._inline.fill(element, mark.span, self.inside(mark, language), hidden=mark.aside)

    def inside(self, mark: Mark, language: str = "") -> list[Inner]:
        """The marks inside another one: gaps and names as they are, asides with the elements made of them.

        A gap without text at the edge of an aside is outside it; at the edge of a block it belongs to the block. Cells
        are left out, since a table asks for them itself, and so are passages in the ``language`` of the block.
        """
        inner: list[Inner] = []
        for candidate in self.marks_in(mark):
            start, end = candidate.span
            if is_encoded_aside(candidate):
                inner.append((candidate, self.elements(candidate)))
                continue
            is_of_block = candidate.kind == kinds.FOREIGN and candidate.get("lang") == language
            if candidate.kind == kinds.CELL or is_of_block:
                continue
            if candidate.kind.is_inline and (start < end or self._has_gap(mark, start)):
                inner.append((candidate, None))
        return inner

    def _has_gap(self, mark: Mark, offset: int) -> bool:
        """Whether a gap without text at an offset is in a mark; where blocks or cells touch, it is in the second."""
        if not _may_end_in_gap(mark):
            return offset not in (mark.span.start, mark.span.end)  # at neither edge
        on_page = self._pages.on(self._telegram.page_at(mark.span.start)) if offset == mark.span.end else ()
        touching = (beside for beside in on_page if beside is not mark and beside.span.start == offset)
        return not any(map(_may_end_in_gap, touching))

    def elements(self, mark: Mark) -> list[etree._Element]:
        """The elements of an aside: ``fw``, ``note``, or a ``seg`` of a sheet.

        If all text of an aside was removed, the profile silent leaves nothing of it, and standoff an anchor.
        """
        inner = self.inside(mark)
        if mark.kind == kinds.RUNNING_HEAD:
            return self._header(mark, inner)
        place = mark.kind.place or ("" if mark.kind.element == "seg" else self._top_or_bottom(mark))
        type = mark.kind.type or (mark.get("type") or "other" if mark.kind.element == "seg" else "")
        element = make(mark.kind.element, type=type, place=place)
        stamp = etree.SubElement(element, q("stamp"), type=mark.get("type")) if mark.kind == kinds.STAMP else None
        content = element if stamp is None else stamp
        self._inline.fill(content, mark.span, inner, hidden=True)
        written = element_or_anchors(element, content)
        if element in written and stamp is not None:
            self._stamps.append((mark, stamp))
            self._point_to_zone(mark, element)
        elif element in written and mark.kind == kinds.EXEMPTION:
            self._anchors.add(mark, element)
        return written

    def _point_to_zone(self, mark: Mark, note: etree._Element) -> None:
        """Let the note of a stamp point to its place on the page image, if that is known."""
        facsimile = self._inline.facsimile
        if zone := facsimile.region("stamp", mark.span.start, facsimile.around(mark.span)):
            note.set("facs", zone)

    def _header(self, mark: Mark, inner: list[Inner]) -> list[etree._Element]:
        """The running head and the page number in it, side by side, as in the Guidelines at ``fw``."""
        number = next((part for part in self.marks_in(mark) if part.kind == kinds.PAGE_NUMBER), None)
        span = number.span if number else Span(mark.span.start, mark.span.start)
        before, after = mark.span._replace(end=span.start), mark.span._replace(start=span.end)
        elements: list[etree._Element] = []
        place = mark.kind.place if mark.get("n") else self._top_or_bottom(mark)  # only running heads give a number
        for part, kind in ((before, kinds.RUNNING_HEAD), (span, kinds.PAGE_NUMBER), (after, kinds.RUNNING_HEAD)):
            element = make(kind.element, type=kind.type, place=place)
            self._inline.fill(element, part, inner if kind == kinds.RUNNING_HEAD else (), hidden=True)
            elements += element_or_anchors(element, element)
            if kind == kinds.RUNNING_HEAD and elements[-1:] == [element]:
                self._anchors.add_block(mark, element)
        return elements

    def marks_in(self, mark: Mark) -> list[Mark]:
        """The other marks inside a mark, on its page."""
        page = self._telegram.page_at(mark.span.start)
        return [candidate for candidate in self._pages.within(page, mark.span) if candidate is not mark]

    def _top_or_bottom(self, mark: Mark) -> str:
        """``top`` if there is no text above an aside on its page, ``bottom`` if there is none below it, else empty.

        It is empty on a page without text.
        """
        page = self._telegram.page_at(mark.span.start)
        if page.order not in self._text_edges:
            self._text_edges[page.order] = self._edges_of_text(page)
        start, end = self._text_edges[page.order]
        if mark.span.end <= start:
            return "top"
        return "bottom" if start < end <= mark.span.start else ""

    def _edges_of_text(self, page: Page) -> tuple[int, int]:
        """The start and end of the text of a page, which has letters and is not an aside; both 0 if there is none."""
        parts: list[Span] = []
        at = page.span.start
        asides = [mark.span for mark in self._pages.on(page) if mark.aside]
        for aside in (*asides, Span(page.span.end, page.span.end)):
            part = Span(at, aside.start)
            if part.start < part.end and self._inline.has_letters(part):
                parts.append(part)
            at = max(at, aside.end)
        return (parts[0].start, parts[-1].end) if parts else (0, 0)

    def join_stamps(self) -> None:
        """Link the two parts of a stamp that the reading order of the engine separated, by ``@next`` and ``@prev``."""
        page_at = self._telegram.page_at
        joined: Counter[int] = Counter()
        for (mark, stamp), (following, rest) in pairwise(self._stamps):
            page = page_at(mark.span.start)
            is_same_page = page is page_at(following.span.start)
            if mark.get("name") and mark.get("name") == following.get("name") and is_same_page:
                for element in (stamp, rest):
                    if element.get(ID) is None:
                        joined[page.order] += 1
                        element.set(ID, f"{self._prefix}stamp{page.order}.{joined[page.order]}")
                stamp.set("next", f"#{rest.get(ID)}")
                rest.set("prev", f"#{stamp.get(ID)}")


def _may_end_in_gap(mark: Mark) -> bool:
    """Whether a gap without text at its end belongs to a mark: to a block, or a cell, not to an aside."""
    return mark.kind.is_block or mark.kind == kinds.CELL
