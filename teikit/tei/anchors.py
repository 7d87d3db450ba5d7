"""What annotations point to: a field, a code in the margin, a paragraph or running head, else the page."""

from __future__ import annotations

from lxml import etree

from teikit.core import Mark
from teikit.core.packet import Page, Telegram
from teikit.tei.build import ID


class Anchors:
    """The elements of one telegram that may get an id, each when something points to it."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._prefix = f"{telegram.id}." if telegram.id else ""
        self._elements: list[tuple[Mark, etree._Element]] = []
        self._blocks: dict[int, list[tuple[Mark, etree._Element]]] = {}
        self._breaks: dict[int, etree._Element] = {}

    def add(self, mark: Mark, element: etree._Element) -> None:
        """An element that stands for the stretch of a mark."""
        self._elements.append((mark, element))

    def add_block(self, mark: Mark, element: etree._Element) -> None:
        """A paragraph, an item of a list or a running head: where nothing smaller stands for a place in it."""
        page = self._telegram.page_at(mark.span.start)
        self._blocks.setdefault(page.order, []).append((mark, element))

    def add_page(self, page: Page, pb: etree._Element) -> None:
        """The beginning of a page."""
        self._breaks[page.order] = pb

    def of(self, offset: int) -> str:
        """The id of the element that stands for an offset of the source; where a page begins, the page is meant."""
        for number, (mark, element) in enumerate(self._elements, 1):
            if mark.span.start <= offset < mark.span.end and element.getparent() is not None:
                return _named(element, f"{self._prefix}f{number}")
        page = self._telegram.page_at(offset)
        for order, placed in self._blocks.items() if offset != page.span.start else ():
            for number, (mark, element) in enumerate(placed, 1):
                if mark.span.start <= offset < mark.span.end and element.getparent() is not None:
                    return _named(element, f"{self._prefix}p{order}.{number}")
        return _named(self._breaks[page.order], f"{self._prefix}p{page.order}")


def _named(element: etree._Element, name: str) -> str:
    """The id of an element, which is given one if it has none."""
    if element.get(ID) is None:
        element.set(ID, name)
    return element.get(ID) or ""
