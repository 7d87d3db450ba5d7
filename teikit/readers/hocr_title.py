"""The properties in the title attributes of hOCR: box, confidence, image."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teikit.core.layout import Box
from teikit.files.xml import number
from teikit.readers.tally import Tally

PROPERTY = re.compile(r"""(?:[^;"']++|"[^"]*"|(?<=\s)'[^']*'|["'])++""")
"""One property of a title. Semicolons in quotes belong to it (``image "a;b.png"``); a lone quote (``image c'd.png``) is
an apostrophe.
"""

EDGES = 4  # numbers of a box
MOST_PARTS = 5  # cuts after which a text clearly has too many numbers


def properties(title: str) -> Iterator[tuple[str, str]]:
    """The properties of a ``title``, their names in lower case, in order; a value in quotes may hold semicolons.

    >>> list(properties('image "a;b.png"; bbox 0 0 9 9'))
    [('image', '"a;b.png"'), ('bbox', '0 0 9 9')]
    """
    parts = PROPERTY.findall(title) if '"' in title or "'" in title else title.split(";")
    for part in parts:
        key, _, value = part.strip().partition(" ")
        if key:
            yield key.lower(), value.strip()


class Titles:
    """Reads titles, and counts invalid numbers in a tally (HOCR-BAD-NUMBER)."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally

    def box_and_confidence(self, attrib: dict[str, str]) -> tuple[Box | None, float | None]:
        """The box and the confidence (0 to 1) of an element, each None if the title has no valid one."""
        title = self.properties(attrib)
        box = self.box(title["bbox"]) if "bbox" in title else None
        return box, self.confidence(title["x_wconf"]) if "x_wconf" in title else None

    def properties(self, attrib: dict[str, str]) -> dict[str, str]:
        """The properties in the title of an element; the first one if a property is repeated."""
        first: dict[str, str] = {}
        repeated = False
        for key, value in properties(attrib.get("title", "")):
            repeated = repeated or key in first
            first.setdefault(key, value)
        if repeated:
            self.tally["HOCR-BAD-NUMBER"] += 1
        return first

    def box(self, text: str) -> Box | None:
        """The box whose edges a text gives; None if it is not a box."""
        parts = text.split(None, MOST_PARTS)
        numbers = [value for value in map(number, parts) if value is not None]
        box = Box(*map(round, numbers)) if len(numbers) == len(parts) == EDGES else None
        if box is None or box.width < 0 or box.height < 0:
            self.tally["HOCR-BAD-NUMBER"] += 1
            return None
        return box

    def confidence(self, text: str) -> float | None:
        """A confidence, given in per cent, as a number from 0 to 1; None if it is not such a number."""
        value = number(text)
        if value is None or not 0 <= value <= 100:
            self.tally["HOCR-BAD-NUMBER"] += 1
            return None
        return value / 100
