"""The places of the text of a TEI: the surfaces and zones of a facsimile, to which pb, lb and w point with @facs."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from teikit.core.layout import Box
from teikit.files.xml import XML_ID, number

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)  # the scheme of a URL: https:
LARGEST = 10_000_000  # the largest number that counts as a coordinate


def scheme(address: str) -> str:
    """The scheme of an address in lower case, empty for a relative one.

    >>> scheme("HTTPS://history.state.gov"), scheme("page-1.jpg")
    ('https', '')
    """
    match = SCHEME.match(address)
    return match[1].lower() if match else ""


class Surface(NamedTuple):
    """A written side: its size (0 if unknown), and its image as named in the file."""

    width: int
    height: int
    image: str


class Zones:
    """All surfaces and zones of a document, by their identifiers."""

    def __init__(self, root: etree._Element) -> None:
        self.surfaces: dict[str, Surface] = {}
        self.boxes: dict[str, Box] = {}
        self.own: dict[etree._Element, Box] = {}
        for surface in root.iter("{*}surface"):
            self._add(surface)

    def _add(self, surface: etree._Element) -> None:
        """Add a surface with its image and the boxes of its zones."""
        frame = _box(surface) or Box(0, 0, 0, 0)
        self.surfaces[surface.get(XML_ID, "")] = self.own_surface(surface)
        for zone in surface.iter("{*}zone", "{*}line"):
            box = _box(zone)
            if box:
                self.own[zone] = self.boxes[zone.get(XML_ID, "")] = Box(
                    box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top
                )

    @staticmethod
    def own_surface(surface: etree._Element) -> Surface:
        """A surface element as a value."""
        frame = _box(surface) or Box(0, 0, 0, 0)
        graphic = next(surface.iter("{*}graphic"), None)
        image = surface.get("facs", "") if graphic is None else graphic.get("url", "")
        return Surface(frame.width, frame.height, _label(image) if not image.startswith("#") else "")

    def box(self, element: etree._Element) -> Box | None:
        """The box of a zone or line of a surface, or of the zone that an element points to; None if there is none."""
        if element in self.own:
            return self.own[element]
        return next((self.boxes[name] for name in _targets(element) if name in self.boxes), None)

    def surface(self, pb: etree._Element) -> Surface:
        """The surface of the page that a pb begins. @facs may also name the image itself."""
        for name in _targets(pb):
            if name in self.surfaces:
                return self.surfaces[name]
        facs = pb.get("facs", "")
        return Surface(0, 0, "" if facs.startswith("#") else _label(facs))


def _label(address: str) -> str:
    """The address of an image; empty if it could be anything but a file or a page on the web."""
    return address if scheme(address) in ("", "http", "https") else ""


def _targets(element: etree._Element) -> list[str]:
    pointers = f"{element.get('facs', '')} {element.get('corresp', '')}".split()
    return [pointer[1:] for pointer in pointers if pointer.startswith("#")]


def _box(element: etree._Element) -> Box | None:
    """The box of an element by @ulx, @uly, @lrx, @lry, or around @points.

    It is None for anything that is not a number, and for numbers that do not make a rectangle.

    >>> _box(etree.fromstring('<zone points="10,20 30,20 30,40 10,40"/>'))
    Box(left=10, top=20, right=30, bottom=40)
    """
    named = [_number(element.get(name, "")) for name in ("ulx", "uly", "lrx", "lry")]
    if None in named:
        points = [_number(part) for part in re.split(r"[\s,]+", element.get("points", "").strip())]
        across = [point for point in points[0::2] if point is not None]
        down = [point for point in points[1::2] if point is not None]
        if len(across) + len(down) < len(points) or len(across) != len(down) or len(across) < 2:
            return None
        named = [min(across), min(down), max(across), max(down)]
    left, top, right, bottom = (edge or 0 for edge in named)
    return Box(left, top, right, bottom) if left <= right and top <= bottom else None


def _number(text: str) -> int | None:
    value = number(text)
    return round(value) if value is not None and abs(value) <= LARGEST else None
