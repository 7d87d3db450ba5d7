"""The page images, and the zones of lines on them: ``facsimile``, and the ids to which ``@facs`` points."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

from lxml import etree

from teikit.core import Source, Span
from teikit.core.layout import Box, Layout, LayoutLine
from teikit.core.packet import Page, Telegram
from teikit.errors import UsageError, did_you_mean
from teikit.options import Options
from teikit.tei.build import id_prefix, make

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""A placeholder in a template: ``{image}``."""
PLACEHOLDERS = ("image", "stem", "name", "page")
"""The placeholders of a template of image URLs."""
SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]+):")
"""The scheme of a URL, of two letters at least: ``C:`` is a drive."""
SCHEMES = ("http", "https", "file")
"""The schemes of URLs that show an image and cannot run code, as ``javascript:`` can."""


class Facsimile:
    """The images and zones of one telegram; without a layout there are none, and every pointer is None.

    ``options.images`` is a path or URL of the page images in which ``{image}``, ``{stem}`` (the image without its
    ending), ``{name}`` (the input without its ending) and ``{page}`` (its position from 1) are filled in; empty: the
    name of the image that the input itself gives. ``options.word_zones`` adds a zone for each word.
    """

    def __init__(self, source: Source, telegram: Telegram, options: Options) -> None:
        self._layout, self._name, self._telegram = source.layout, source.name, telegram
        self._images, self._words = options.images, options.word_zones
        self._prefix = id_prefix(telegram.id)
        self._pages = sorted(telegram.pages, key=lambda page: page.order)
        self._line_ids: dict[int, str] = {}  # by the offset where the line begins
        self._regions: dict[int, list[tuple[str, str, Box]]] = {}  # id, type and box, by the order of the page
        for page in self._pages:
            for number, line in enumerate(source.layout.lines_in(page.span) if source.layout else (), 1):
                if line.box:
                    self._line_ids[line.span.start] = f"{self._prefix}z{page.order}.{number}"

    def surface(self, page: Page) -> str | None:
        """A pointer to the surface of a page; None without a layout."""
        return f"#{self._prefix}i{page.order}" if self._layout and self._layout.pages else None

    def line(self, offset: int) -> str | None:
        """A pointer to the zone of the line that contains an offset of the source; None if it has no box."""
        line = self._layout.line_at(offset) if self._layout else None
        id = self._line_ids.get(line.span.start) if line else None
        return f"#{id}" if id else None

    def region(self, kind: str, offset: int, box: Box | None) -> str | None:
        """A pointer to a new zone, on the page of an offset of the source; ``kind`` is its type: ``stamp``, ``gap``.

        None without a box or a layout.
        """
        if box is None or not self._layout:
            return None
        page = self._telegram.page_at(offset)
        regions = self._regions.setdefault(page.order, [])
        id = f"{self._prefix}z{page.order}.{kind}{len(regions) + 1}"
        regions.append((id, kind, box))
        return f"#{id}"

    def around(self, span: Span) -> Box | None:
        """The box around a stretch of the source; None if it is unknown."""
        return self._layout.box_of(span) if self._layout else None

    def element(self) -> etree._Element | None:
        """``facsimile``; None without a layout. It is built last: each call of :meth:`region` adds a zone."""
        if not self._layout or not self._layout.pages:
            return None
        element = make("facsimile")
        for page in self._pages:
            element.append(self._surface(page, self._layout))
        return element

    def _surface(self, page: Page, layout: Layout) -> etree._Element:
        """The ``surface`` of a page: its size, its image, the zones of its lines, then those of other regions."""
        lines = layout.lines_in(page.span)
        scanned = layout.page_at(lines[0].span.start if lines else page.span.start)
        surface = make("surface", id=f"{self._prefix}i{page.order}", n=str(page.order))
        if scanned:
            if scanned.width > 0 and scanned.height > 0:
                _place(surface, Box(0, 0, scanned.width, scanned.height))
            url = image_url(self._images, scanned.image, self._name, layout.pages.index(scanned) + 1)
            if url:
                surface.append(make("graphic", url=url))
        surface.text = "\n"
        for line in lines:
            if line.span.start in self._line_ids and line.box:
                surface.append(self._line_zone(line, self._line_ids[line.span.start], line.box))
        for id, kind, box in self._regions.get(page.order, ()):
            surface.append(_place(make("zone", id=id, type=kind), box))
        for child in surface:
            child.tail = "\n"
        return surface

    def _line_zone(self, line: LayoutLine, id: str, box: Box) -> etree._Element:
        """The ``zone`` of a line, with zones of its words if they are wanted."""
        zone = _place(make("zone", id=id, type="line"), box)
        if self._words:
            for number, word in enumerate(line.words, 1):
                if word.box:
                    zone.append(_place(make("zone", id=f"{id}.{number}", type="word"), word.box))
        return zone


def _place(element: etree._Element, box: Box) -> etree._Element:
    """Set the coordinates of an element, and return it; parts above the page or left of it are cut off."""
    for name, value in zip(("ulx", "uly", "lrx", "lry"), box, strict=True):
        element.set(name, str(max(value, 0)))
    return element


def image_url(template: str, image: str, name: str, page: int) -> str:
    """The URL of a page image; empty if neither the user nor the input names one.

    ``template`` is that of the user, a folder or its URL if it names no image; ``image`` is the name that the input
    gives the image, ``name`` that of the input, ``page`` the number of the page from 1. Only the last part of a path in
    the input is used, and nothing is opened.

    >>> image_url("https://iiif.example.org/{stem}/full/max/0/default.jpg", "scans/p 1.png", "cable.hocr", 1)
    'https://iiif.example.org/p%201/full/max/0/default.jpg'
    >>> image_url("", "C:\\\\scans\\\\p01.png", "cable.hocr", 1)
    'p01.png'
    >>> image_url("https://example.org/scans/", "p01.png", "cable.hocr", 1)
    'https://example.org/scans/p01.png'
    """
    label = posixpath.basename(image.replace("\\", "/"))
    if not template:
        return quote(label, safe="", errors="replace")
    if "{" not in template and "." not in posixpath.basename(template):  # a folder
        template = f"{template.rstrip('/')}/{{image}}" if label else ""
    values = {"image": label, "stem": label.rpartition(".")[0] or label, "name": name.rpartition(".")[0] or name}
    filled = {key: quote(value, safe="", errors="replace") for key, value in values.items()} | {"page": str(page)}
    return PLACEHOLDER.sub(lambda match: filled[match[1]], template)


def check_template(template: str) -> None:
    """Check a template of image URLs.

    Raises :class:`~teikit.errors.UsageError` (USAGE-IMAGES) for an unknown placeholder, a scheme that is not among
    :data:`SCHEMES`, and white space.
    """
    for match in PLACEHOLDER.finditer(template):
        if match[1] not in PLACEHOLDERS:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            hint = f"{did_you_mean(match[1], PLACEHOLDERS)} There are {known}.".strip()
            raise UsageError("USAGE-IMAGES", f"--images knows no {match[0]}", hint)
    scheme = SCHEME.match(template)
    if scheme and scheme[1].lower() not in SCHEMES:
        raise UsageError("USAGE-IMAGES", f"--images takes a path, or an http or https URL, not {scheme[1]}:")
    if re.search(r"\s", template.strip()):
        raise UsageError("USAGE-IMAGES", "--images has white space in it", "Write a space in a URL as %20.")
