"""What annotations point to: a field or a code in the margin, else the beginning of a page."""

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
        self._breaks: dict[int, etree._Element] = {}

    def add(self, mark: Mark, element: etree._Element) -> None:
        """An element that stands for the stretch of a mark."""
        self._elements.append((mark, element))

    def add_page(self, page: Page, pb: etree._Element) -> None:
        """The beginning of a page."""
        self._breaks[page.order] = pb

    def of(self, offset: int) -> str:
        """The id of the element that stands for an offset of the source."""
        for number, (mark, element) in enumerate(self._elements, 1):
            if mark.span.start <= offset < mark.span.end:
                return _named(element, f"{self._prefix}f{number}")
        page = self._telegram.page_at(offset)
        return _named(self._breaks[page.order], f"{self._prefix}p{page.order}")


def _named(element: etree._Element, name: str) -> str:
    """The id of an element, which is given one if it has none."""
    if element.get(ID) is None:
        element.set(ID, name)
    return element.get(ID) or ""
