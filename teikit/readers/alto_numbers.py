"""The numbers of an ALTO: the place of an element on the page, and how sure the engine was of a word."""

from __future__ import annotations

from teikit.core.layout import Box
from teikit.files.xml import number
from teikit.readers.tally import Tally


class Numbers:
    """Reads numbers, and counts invalid ones in a tally (ALTO-BAD-NUMBER)."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally

    def number(self, text: str | None) -> float | None:
        """The number in an attribute; None if it is missing or invalid."""
        if text is None:
            return None
        value = number(text)
        if value is None:
            self.tally["ALTO-BAD-NUMBER"] += 1
        return value

    def confidence(self, text: str | None) -> float | None:
        """The confidence in @WC, 0 to 1; None if it is missing, invalid or out of range."""
        value = self.number(text)
        if value is None or 0 <= value <= 1:
            return value
        self.tally["ALTO-BAD-NUMBER"] += 1
        return None

    def box(self, attrib: dict[str, str]) -> Box | None:
        """The box of an element; None if one of its four numbers is missing or invalid."""
        left, top = self.number(attrib.get("HPOS")), self.number(attrib.get("VPOS"))
        width, height = self.number(attrib.get("WIDTH")), self.number(attrib.get("HEIGHT"))
        negative = (width is not None and width < 0) + (height is not None and height < 0)
        if negative:
            self.tally["ALTO-BAD-NUMBER"] += negative
        if negative or left is None or top is None or width is None or height is None:
            return None
        return Box(round(left), round(top), round(left + width), round(top + height))
