"""The targets of annotations: a field, a code in the margin, a paragraph, a running head, or else the page."""

from __future__ import annotations

from lxml import etree

from teikit.core import Mark
from teikit.core.packet import Page, Telegram
from teikit.tei.build import ID, id_prefix

Placed = tuple[Mark, etree._Element]
"""An element of the TEI, with the mark from which it was made."""


class Anchors:
    """The elements of one telegram to which annotations may point; an element gets an id when an annotation does."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._prefix = id_prefix(telegram.id)
        self._fields: list[Placed] = []
        self._blocks: dict[int, list[Placed]] = {}
        self._breaks: dict[int, etree._Element] = {}

    def add(self, mark: Mark, element: etree._Element) -> None:
        """Enter a field or a code in the margin."""
        self._fields.append((mark, element))

    def add_block(self, mark: Mark, element: etree._Element) -> None:
        """Enter a paragraph, an item of a list or a running head, which is the target if no field is."""
        page = self._telegram.page_at(mark.span.start)
        self._blocks.setdefault(page.order, []).append((mark, element))

    def add_page(self, page: Page, pb: etree._Element) -> None:
        """Enter the beginning of a page, which is the target if nothing else is."""
        self._breaks[page.order] = pb

    def id_at(self, offset: int) -> str:
        """The id of the element that contains an offset of the source; at the beginning of a page, the id of the page.

        Raises KeyError for an offset on a page that was not entered.
        """
        if field := _find(self._fields, offset):
            number, element = field
            return _id_of(element, f"{self._prefix}f{number}")
        page = self._telegram.page_at(offset)
        if offset != page.span.start:
            for order, placed in self._blocks.items():
                if block := _find(placed, offset):
                    number, element = block
                    return _id_of(element, f"{self._prefix}p{order}.{number}")
        return self.id_of_page(page)

    def id_of_page(self, page: Page) -> str:
        """The id of the beginning of a page. Raises KeyError for a page that was not entered."""
        return _id_of(self._breaks[page.order], f"{self._prefix}p{page.order}")


def _find(placed: list[Placed], offset: int) -> tuple[int, etree._Element] | None:
    """The first element in the text that contains an offset, with its number from 1; None if there is none."""
    for number, (mark, element) in enumerate(placed, 1):
        if mark.span.start <= offset < mark.span.end and element.getparent() is not None:
            return number, element
    return None


def _id_of(element: etree._Element, id: str) -> str:
    """The id of an element, which gets ``id`` if it has none."""
    if element.get(ID) is None:
        element.set(ID, id)
    return element.get(ID) or ""
