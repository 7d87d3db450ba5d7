"""Read PAGE, 2009 to 2024: bytes in, :class:`~teikit.readers.scan.Scan` out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from teikit.core import Note
from teikit.core.layout import Box, around
from teikit.errors import Refused
from teikit.files.xml import local, number, parse, refuse_root
from teikit.readers.letters import letters
from teikit.readers.page_order import Element, Order, children, index, is_region, outside_lines
from teikit.readers.page_table import Cell, cells, parts, rows
from teikit.readers.scan import Scan, ScannedBlock, ScannedCell, ScannedLine, ScannedPage, ScannedWord
from teikit.readers.tally import Tally

NAMESPACE = re.compile(
    r"\{https?://schema\.primaresearch\.org/PAGE/gts/pagecontent/20(?:09|1[0-9]|2[0-4])-[0-9]{2}-[0-9]{2}\}"
)

REMARKS = {
    "PAGE-ORDER-DISAGREES": "the reading order of a page is not the one in @custom; the former was followed",
    "PAGE-CUSTOM-ORDER": "regions, lines or words are in another order than that of @custom, which was followed",
    "ID-REWRITTEN": "a region whose id holds characters that no id may hold; the ids are not kept",
    "PAGE-BAD-NUMBER": "a coordinate or confidence that is not a proper number; it was left out",
    "PAGE-TEXT-OUTSIDE": "a line, word or cell with text is in no region or table; it comes last on its page",
    "PAGE-TEXT-NOT-READ": "a letter is outside of Unicode and PlainText; only these were read",
    "PAGE-LINES-WITHOUT-TEXT": "a line has a position on the page but no text",
    "PAGE-WORDS-WITHOUT-TEXT": "a word of a line has a position on the page but no text",
    "PAGE-WORDS-DIFFER": "the text of a line differs from that of its words; that of the line was read",
    "PAGE-REGIONS-DIFFER": "the text of a region or page differs from that of its lines; that of the lines was read",
}
"""The oddities that are counted in a PAGE, with their messages."""
STRAY_TEXT = etree.XPath(
    ".//text()[normalize-space()]"
    "[not(parent::*[local-name() = 'Unicode' or local-name() = 'PlainText' or local-name() = 'CornerPts'])]"
)
"""Text between the elements of a page: ``<TextLine>SECRET</TextLine>``, without the corners of Transkribus' cells."""


def read_page(data: bytes, name: str) -> Scan:
    """Read one PAGE file. ``name`` is its name in messages.

    The regions come in the reading order of the file, each exactly once whatever that order says; the rows of a table
    are lines. The notes count what the file has but the text lacks. Raises :class:`~teikit.errors.Refused` for what is
    not PAGE (IN-FORMAT), an unknown version of it (PAGE-VERSION), and all that :func:`teikit.files.xml.parse` refuses.
    """
    root, notes = parse(data, name)
    tag = str(root.tag)
    if local(tag) != "PcGts":
        raise refuse_root(tag, "PAGE", name)
    namespace = tag.removesuffix("PcGts")
    if namespace and not NAMESPACE.fullmatch(namespace):
        message = f"this is a version of PAGE that teikit does not know: {namespace[1:-1][:100]}"
        raise Refused("PAGE-VERSION", message, "teikit reads the versions of 2009 to 2024.", name)
    reader = _Page()
    pages = [reader.page(page) for page in children(root, "Page")]
    creator = next((text(child) for child in root.iter("{*}Creator")), "")
    return Scan(pages, creator, [*notes, *reader.notes()])


def text(element: Element) -> str:
    """The text of an element without the white space around it."""
    return "".join(map(str, element.itertext())).strip()


class _Page:
    """Reads pages, and counts oddities; ``read_...`` are the elements that were already read."""

    def __init__(self) -> None:
        self.tally = Tally(REMARKS)
        self.order = Order(self.tally)
        self.read_lines: set[Element] = set()
        self.read_regions: set[Element] = set()

    def notes(self) -> Iterator[Note]:
        """The notes on all pages read so far."""
        if self.order.bad_references:
            first = self.order.bad_references[0][:60]
            count = len(self.order.bad_references)
            message = f"the reading order names {count:,} × a region twice or one that is not there, first {first!r}"
            yield Note("PAGE-ORDER", f"{message}; every region was read once")
        yield from self.tally.notes()

    def page(self, page: Element) -> ScannedPage:
        """A page, its regions in reading order, then lines outside of any region."""
        width, height = (round(self.number(page.get(name, "0")) or 0) for name in ("imageWidth", "imageHeight"))
        tables = {table: cells(table) for table in page.iterdescendants("{*}TableRegion")}
        part_of = {part: table for table in tables for cell in tables[table] for part in parts(cell)}
        blocks: list[ScannedBlock] = []
        for region in self.order.regions(page, part_of):
            if tables.get(region):
                blocks.append(self.table(region, tables[region]))
            blocks.append(self.block(region))
        blocks.append(ScannedBlock(list(self.lines_outside(page))))
        self.tally["PAGE-TEXT-NOT-READ"] += sum(len(letters(stray)) for stray in STRAY_TEXT(page))
        return ScannedPage(
            [block for block in blocks if block.lines], max(width, 0), max(height, 0), page.get("imageFilename", "")
        )

    def block(self, region: Element) -> ScannedBlock:
        """A region with the lines of its own."""
        lines = self.lines(region)
        languages = (holder.get("primaryLanguage") for holder in (region, *region.iterancestors()))
        language = next(filter(None, languages), "")
        return ScannedBlock(lines, self.box(region), language)

    def table(self, region: Element, members: Sequence[Cell]) -> ScannedBlock:
        """A table, each row a line."""
        return ScannedBlock([self.row(row) for row in rows(members)], self.box(region))

    def row(self, members: Iterable[Cell | None]) -> ScannedLine:
        """A row of a table; None is an empty place in it."""
        words: list[ScannedWord] = []
        boxes: list[Box | None] = []
        sizes: list[ScannedCell] = []
        for cell in members:
            if cell is None:
                sizes.append(ScannedCell(0))
                continue
            lines = [line for part in parts(cell) for line in self.lines(part)]
            of_cell = [word for line in lines for word in line.words]
            words += of_cell
            boxes += [line.box for line in lines]
            sizes.append(ScannedCell(len(of_cell), cell.rows, cell.columns))
        return ScannedLine(words, around(boxes), sizes if words else ())

    def lines(self, region: Element) -> list[ScannedLine]:
        """The lines of a region or cell itself; if they have no text, those of its own text."""
        self.read_regions.add(region)
        inside = self.order.by_custom(list(children(region, "TextLine")))
        lines = [line for line in map(self.line, inside) if line.words]
        whole, _ = self.reading(region)
        if whole and not lines and self.is_of_parts(region, whole):
            whole = ""
        if whole and not lines:
            return lines_of(whole)
        self.tally["PAGE-LINES-WITHOUT-TEXT"] += len(inside) - len(lines)
        if whole:
            read = "".join(word.text for line in lines for word in line.words)
            self.tally["PAGE-REGIONS-DIFFER"] += "".join(whole.split()) != read and letters(whole) != letters(read)
        return lines

    def lines_outside(self, page: Element) -> Iterator[ScannedLine]:
        """Lines and words outside any region, where some programs put them."""
        lines = (self.line(line) for line in page.iter("{*}TextLine") if line not in self.read_lines)
        for scanned in lines:
            if scanned.words:
                self.tally["PAGE-TEXT-OUTSIDE"] += 1
                yield scanned
        words = (self.word(word) for word in page.iter("{*}Word") if word.getparent() not in self.read_lines)
        for scanned_word in words:
            if scanned_word.text:
                self.tally["PAGE-TEXT-OUTSIDE"] += 1
                yield ScannedLine([scanned_word])
        for holder in (page, *outside_lines(page)):
            if holder in self.read_regions or local(holder.tag) in ("TextLine", "Word"):
                continue
            whole = self.reading(holder)[0]
            if whole and not self.is_of_parts(holder, whole):
                self.tally["PAGE-TEXT-OUTSIDE"] += 1
                yield from lines_of(whole)

    def is_of_parts(self, holder: Element, whole: str) -> bool:
        """Whether the text of an element is that of the regions, cells and lines in it; a different text is counted."""
        read: list[str] = []
        for element in holder.iterdescendants(etree.Element):
            is_line = local(element.tag) == "TextLine"
            if is_line or local(element.tag) == "TableCell" or is_region(element):
                own = self.reading(element)[0] if is_line or next(element.iter("{*}TextLine"), None) is None else ""
                read.append(own or "".join(self.reading(word)[0] for word in children(element, "Word")))
        within = "".join(map(letters, read))
        self.tally["PAGE-REGIONS-DIFFER"] += bool(within) and sorted(within) != sorted(letters(whole))
        return bool(within)

    def line(self, line: Element) -> ScannedLine:
        """A line; if its own text differs from that of its words, its own text is read."""
        self.read_lines.add(line)
        inside = self.order.by_custom(list(children(line, "Word")))
        words = [word for word in map(self.word, inside or children(line, "Glyph")) if word.text]
        own = self.reading(line)[0].split()
        self.tally["PAGE-WORDS-WITHOUT-TEXT"] += len(inside) - len(words) if words and inside and not own else 0
        if own and own != " ".join(word.text for word in words).split():
            read = "".join(word.text for word in words)
            self.tally["PAGE-WORDS-DIFFER"] += bool(words) and letters("".join(own)) != letters(read)
            words = corrected(words, own)
        return ScannedLine(words, self.box(line))

    def word(self, word: Element) -> ScannedWord:
        """A word, or the text of its glyphs."""
        reading, confidence = self.reading(word)
        if not reading:
            reading = "".join(self.reading(glyph)[0] for glyph in children(word, "Glyph"))
        return ScannedWord(reading, self.box(word), confidence)

    def reading(self, element: Element) -> tuple[str, float | None]:
        """The text of an element and its confidence: that with the lowest index, then the most confident one."""
        best: tuple[float, float] | None = None
        chosen: tuple[str, float | None] = ("", None)
        for equivalent in children(element, "TextEquiv"):
            content = next(filter(None, (text(child) for child in children(equivalent, "Unicode"))), "")
            if not content:
                content = next(filter(None, (text(child) for child in children(equivalent, "PlainText"))), "")
            stated = equivalent.get("conf")
            confidence = None if stated is None else self.number(stated, largest=1)
            rank = (index(equivalent), -(confidence or 0))
            if content and (best is None or rank < best):
                best, chosen = rank, (content, confidence)
        return chosen

    def number(self, value: str, largest: float = math.inf) -> float | None:
        """A number from 0 to ``largest``; None, and counted, for any other value."""
        amount = number(value)
        if amount is None or not 0 <= amount <= largest:
            self.tally["PAGE-BAD-NUMBER"] += 1
            return None
        return amount

    def box(self, element: Element) -> Box | None:
        """The box around the outline of an element, in the form of newer or of older versions."""
        outline = next(children(element, "Coords"), None)
        if outline is None:
            return None
        points = [point.split(",") for point in outline.get("points", "").split()]
        points += [[point.get("x", ""), point.get("y", "")] for point in children(outline, "Point")]
        numbers = [[number(value) for value in point] for point in points]
        across = [round(point[0]) for point in numbers if len(point) == 2 and point[0] is not None]
        down = [round(point[1]) for point in numbers if len(point) == 2 and point[1] is not None]
        if not points or not len(across) == len(down) == len(points):
            self.tally["PAGE-BAD-NUMBER"] += 1
            return None
        return Box(min(across), min(down), max(across), max(down))


def lines_of(whole: str) -> list[ScannedLine]:
    """The lines of a text that a file gives only as a whole, word by word and without boxes."""
    return [ScannedLine(list(map(ScannedWord, row.split()))) for row in whole.splitlines()]


def corrected(words: list[ScannedWord], own: list[str]) -> list[ScannedWord]:
    """The words of the text of a line, in the boxes of its words if there are equally many."""
    if len(words) != len(own):
        return list(map(ScannedWord, own))
    return [word if word.text == text else ScannedWord(text, word.box) for word, text in zip(words, own, strict=True)]
