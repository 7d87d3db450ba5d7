"""Read PAGE, 2009 to 2024: bytes in, :class:`~teikit.readers.scan.Scan` out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from teikit.core import Note
from teikit.core.layout import Box
from teikit.errors import Refused
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord
from teikit.xml import local, number, parse, refuse_root

NAMESPACE = re.compile(
    r"\{https?://schema\.primaresearch\.org/PAGE/gts/pagecontent/20(?:09|1[0-9]|2[0-4])-[0-9]{2}-[0-9]{2}\}"
)
IDENTIFIER = re.compile(r"[^\W\d][\w.\-·]*")
"""What an id of XML may be; files have ``1``, ``region 2`` and ``r"><x``."""
GROUPS = re.compile(r"(?:Ordered|Unordered)Group(?:Indexed)?")
"""The elements of the reading order that hold others."""
NO_INDEX = 10.0**9  # the index of an element that has none: it comes last

Element = etree._Element


def read_page(data: bytes, name: str) -> Scan:
    """Read one PAGE file. ``name`` is how messages call it.

    The regions come in the reading order of the file, each exactly once whatever that order says. Raises
    :class:`~teikit.errors.Refused` for what is not PAGE (IN-FORMAT), a version of it that nobody knows yet
    (PAGE-VERSION), and all that :func:`teikit.xml.parse` refuses.
    """
    root, notes = parse(data, name)
    tag = str(root.tag)
    if local(tag) != "PcGts":
        raise refuse_root(tag, "PAGE", name)
    namespace = tag.removesuffix("PcGts")
    if namespace and not NAMESPACE.fullmatch(namespace):
        message = f"this is PAGE of a version that teikit does not know: {namespace[1:-1][:100]}"
        raise Refused("PAGE-VERSION", message, "teikit reads the versions of 2009 to 2024.", name)
    reader = _Page()
    pages = [reader.page(page) for page in children(root, "Page")]
    creator = next((text(child) for child in root.iter("{*}Creator")), "")
    return Scan(pages, creator, [*notes, *reader.notes()])


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of an element that have a name, whatever their namespace."""
    return element.iterchildren(f"{{*}}{name}")


def text(element: Element) -> str:
    """The text of an element without the white space around it."""
    return "".join(map(str, element.itertext())).strip()


def regions(element: Element) -> Iterator[Element]:
    """All regions in a page or region, those within others too, in the order of the file."""
    return (child for child in element.iterdescendants(etree.Element) if local(child.tag).endswith("Region"))


def nested(region: Element, apart: set[Element]) -> Iterator[Element]:
    """A region and all within it, save for those (with what is in them) that stand apart."""
    waiting = [region]
    while waiting:
        element = waiting.pop()
        yield element
        inner = [child for child in element.iterchildren(etree.Element) if local(child.tag).endswith("Region")]
        waiting += [child for child in reversed(inner) if child not in apart]


def references(page: Element) -> Iterator[str]:
    """The ids of regions as the reading order names them, groups within groups in their places."""
    waiting = [group for order in children(page, "ReadingOrder") for group in order.iterchildren(etree.Element)][::-1]
    while waiting:
        element = waiting.pop()
        reference = element.get("regionRef")
        if reference is not None:
            yield reference
        if GROUPS.fullmatch(local(element.tag)):
            members = list(element.iterchildren(etree.Element))
            if local(element.tag).startswith("Ordered"):
                members.sort(key=index)
            waiting += reversed(members)


def index(element: Element) -> float:
    """The index of an element among others; those without one come last."""
    value = number(element.get("index", ""))
    return NO_INDEX if value is None else value


class _Page:
    """Reads pages and counts what is odd about them."""

    def __init__(self) -> None:
        self.bad_numbers = 0
        self.bad_ids = 0
        self.bad_references: list[str] = []

    def notes(self) -> Iterator[Note]:
        if self.bad_references:
            first = self.bad_references[0][:60]
            message = f"the reading order names {len(self.bad_references)} × a region twice or one that is not there"
            yield Note("PAGE-ORDER", f"{message}, first {first!r}; every region was read once")
        if self.bad_ids:
            message = f"{self.bad_ids} × a region whose id holds characters that no id may hold; the ids are not kept"
            yield Note("ID-REWRITTEN", message)
        if self.bad_numbers:
            message = f"{self.bad_numbers} × a coordinate or confidence that is no proper number; it was left out"
            yield Note("PAGE-BAD-NUMBER", message)

    def page(self, page: Element) -> ScannedPage:
        width, height = (round(self.number(page.get(name, "0")) or 0) for name in ("imageWidth", "imageHeight"))
        blocks = [self.block(region) for region in self.ordered(page)]
        return ScannedPage(
            [block for block in blocks if block.lines], max(width, 0), max(height, 0), page.get("imageFilename", "")
        )

    def ordered(self, page: Element) -> list[Element]:
        """The text regions of a page: first as the reading order says, then the others as they stand in the file."""
        known: dict[str, Element] = {}
        doubled: set[str] = set()
        every = list(regions(page))
        for region in every:
            identifier = region.get("id")
            if identifier is None:
                continue
            self.bad_ids += not IDENTIFIER.fullmatch(identifier)
            if identifier in known:
                doubled.add(identifier)
            known.setdefault(identifier, region)
        named: dict[Element, None] = {}
        for reference in references(page):
            referred = known.get(reference)
            if referred is None or referred in named or reference in doubled:
                self.bad_references.append(reference)
            if referred is not None:
                named.setdefault(referred)
        apart = set(named)
        done: dict[Element, None] = {}
        for start in (*named, *every):
            if start not in done:
                for region in nested(start, apart):
                    done.setdefault(region)
        return [region for region in done if local(region.tag) == "TextRegion"]

    def block(self, region: Element) -> ScannedBlock:
        lines = [line for line in map(self.line, children(region, "TextLine")) if line.words]
        if not lines:
            whole, _ = self.reading(region)
            lines = [ScannedLine(list(map(ScannedWord, row.split()))) for row in whole.splitlines()]
        language = ""
        for holder in (region, *region.iterancestors()):
            language = language or holder.get("primaryLanguage", "")
        return ScannedBlock(lines, self.box(region), language)

    def line(self, line: Element) -> ScannedLine:
        words = [word for word in map(self.word, children(line, "Word")) if word.text]
        own = self.reading(line)[0].split()
        if own and own != " ".join(word.text for word in words).split():
            words = corrected(words, own)
        return ScannedLine(words, self.box(line))

    def word(self, word: Element) -> ScannedWord:
        reading, confidence = self.reading(word)
        if not reading:
            reading = "".join(self.reading(glyph)[0] for glyph in children(word, "Glyph"))
        return ScannedWord(reading, self.box(word), confidence)

    def reading(self, element: Element) -> tuple[str, float | None]:
        """The text of an element and its confidence: of several the one with the lowest index, then the surest."""
        best: tuple[float, float] | None = None
        chosen: tuple[str, float | None] = ("", None)
        for equivalent in children(element, "TextEquiv"):
            content = next(filter(None, (text(child) for child in children(equivalent, "Unicode"))), "")
            if not content:
                content = next(filter(None, (text(child) for child in children(equivalent, "PlainText"))), "")
            confidence = self.confidence(equivalent.get("conf"))
            rank = (index(equivalent), -(confidence or 0))
            if content and (best is None or rank < best):
                best, chosen = rank, (content, confidence)
        return chosen

    def number(self, value: str) -> float | None:
        amount = number(value)
        self.bad_numbers += amount is None
        return amount

    def confidence(self, value: str | None) -> float | None:
        if value is None:
            return None
        amount = self.number(value)
        if amount is not None and not 0 <= amount <= 1:
            self.bad_numbers += 1
            return None
        return amount

    def box(self, element: Element) -> Box | None:
        """The box around the outline of an element, as newer versions write it or as older ones do."""
        outline = next(children(element, "Coords"), None)
        if outline is None:
            return None
        points = [point.split(",") for point in outline.get("points", "").split()]
        points += [[point.get("x", ""), point.get("y", "")] for point in children(outline, "Point")]
        numbers = [[number(value) for value in point] for point in points]
        across = [round(point[0]) for point in numbers if len(point) == 2 and point[0] is not None]
        down = [round(point[1]) for point in numbers if len(point) == 2 and point[1] is not None]
        if not points or not len(across) == len(down) == len(points):
            self.bad_numbers += 1
            return None
        return Box(min(across), min(down), max(across), max(down))


def corrected(words: list[ScannedWord], own: list[str]) -> list[ScannedWord]:
    """The words as the line says them, in the boxes of the words it has if there are as many."""
    if len(words) != len(own):
        return list(map(ScannedWord, own))
    return [word if word.text == text else ScannedWord(text, word.box) for word, text in zip(words, own, strict=True)]
