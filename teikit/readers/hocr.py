"""Read hOCR, as XHTML or as tag soup: bytes in, :class:`~teikit.readers.scan.Scan` out, with little memory."""

from __future__ import annotations

from collections.abc import Iterator

from teikit.core import Note
from teikit.core.layout import Box
from teikit.errors import Refused
from teikit.files.xml import XINCLUDE, XML_LANG, feed, local, refuse_root, xinclude_ignored
from teikit.readers.hocr_classes import BREAKING, REMARKS, role_of
from teikit.readers.hocr_table import TableRow
from teikit.readers.hocr_title import Titles
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord
from teikit.readers.soup import feed_soup, may_be_soup
from teikit.readers.tally import Tally


def read_hocr(data: bytes, name: str) -> Scan:
    """Read one hOCR file. ``name`` is its name in messages.

    A file that is not XML is read as browsers read HTML, and a note says so; other notes count what the file has but
    the text lacks. Raises :class:`~teikit.errors.Refused` for HTML without hOCR (IN-FORMAT) and for what
    :func:`teikit.files.xml.feed` refuses, except for markup that is not well-formed.
    """
    reader = _Hocr()
    try:
        notes = [note for note in feed(data, name, reader) if note.code != "XML-DOCTYPE-IGNORED"]
    except Refused as error:
        if not may_be_soup(data, error.code):
            raise
        reader = _Hocr()
        notes = feed_soup(data, name, reader, error)
    if not reader.seen and reader.root != "html":
        raise refuse_root(reader.root, "hOCR", name)
    if not reader.seen:
        message = "this is HTML without hOCR: no element has a class like ocr_page, ocr_line or ocrx_word"
        raise Refused("IN-FORMAT", message, "If it is meant as plain text, remove the markup first.", name)
    return Scan(reader.pages, reader.engine, [*notes, *reader.notes()])


class _Hocr:
    """Makes pages of elements: a :class:`teikit.files.xml.Handler`.

    ``open`` are the roles of the open elements, ``inside`` is the number of pages, blocks and lines around the text
    now, ``silent`` that of open elements whose content is not shown. ``seen`` says whether any element of hOCR was
    read. ``unread`` counts the words without text of the open line. ``includes`` says whether it includes another file
    (XInclude), ``containers`` are the open containers, and ``block_of`` is that of the open block.
    """

    def __init__(self) -> None:
        self.pages: list[ScannedPage] = []
        self.engine = ""
        self.root = ""
        self.tally = Tally(REMARKS)
        self.titles = Titles(self.tally)
        self.includes = self.seen = self.line_has_words = False
        self.open: list[str] = []
        self.silent = self.inside = self.unread = 0
        self.languages: list[str] = [""]
        self.containers: list[ScannedBlock] = []
        self.block: ScannedBlock | None = None
        self.block_of: ScannedBlock | None = None
        self.blocks: list[ScannedBlock] | None = None
        self.line: ScannedLine | None = None
        self.row: TableRow | None = None
        self.words: list[ScannedWord] = []
        self.word: ScannedWord | None = None
        self.text: list[str] = []
        self.handlers = {
            "page": self.start_page,
            "block": self.start_block,
            "line": self.start_line,
            "word": self.start_word,
            "cell": self.start_cell,
        }

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        """An element starts; what it begins ends rows and lines that are open."""
        kind = local(tag)
        self.root = self.root or kind
        role = self.role(kind, attrib)
        language = attrib.get("lang") or attrib.get(XML_LANG) or ""
        self.languages.append(language if language and (self.inside or role) else self.languages[-1])
        if role in ("page", "block", "row"):
            self.end_row()
        if role in ("page", "block", "line"):
            self.end_line()
            self.inside += 1
        if role in self.handlers:
            self.handlers[role](attrib)
        elif role == "row":
            self.row = TableRow()
        elif role == "silent":
            self.silent += 1
        elif kind in BREAKING:
            self.gap()
        elif kind == "meta" and attrib.get("name", "").lower() == "ocr-system":
            self.engine = attrib.get("content", "").strip()
        self.includes = self.includes or tag == XINCLUDE
        self.open.append(role)

    def end(self, tag: str) -> None:
        """An element ends."""
        role, kind = self.open.pop(), local(tag)
        self.languages.pop()
        if role == "word":
            self.end_word()
        elif role == "row":
            self.end_row()
        elif role == "cell":
            self.end_line()
            if self.row:
                self.row.end_cell()
        elif role in ("page", "block", "line"):
            if role == "line":
                self.tally["HOCR-LINES-WITHOUT-TEXT"] += self.is_empty_line()
            self.end_line()
            if role == "block":
                self.containers.pop()
            elif role == "page":
                self.blocks = self.block = None
            self.inside -= 1
        elif role == "silent":
            self.silent -= 1
        elif kind in BREAKING:
            self.gap()

    def data(self, data: str) -> None:
        """Text: of the open word, or loose in a line."""
        if not self.silent:
            self.text.append(data)

    def close(self) -> None:
        """End what is still open at the end of the file."""
        self.end_row()

    def notes(self) -> Iterator[Note]:
        """The notes on the file, once it is closed."""
        yield from self.tally.notes()
        if self.includes:
            yield xinclude_ignored()

    def role(self, kind: str, attrib: dict[str, str]) -> str:
        """The role of an element: a value of ROLES, row, cell, silent, or empty; in a word all are its text."""
        role = role_of(kind, attrib)
        if role == "silent":
            return role
        self.seen = self.seen or role != ""
        if not role and self.inside and self.line is None:
            role = self.role_in_table(kind)
        return "" if self.word is not None else role

    def role_in_table(self, kind: str) -> str:
        """The role of a part of a table; a table in a cell is text of the cell."""
        if kind == "tr" and self.row is None:
            return "row"
        return "cell" if kind in ("td", "th") and self.row is not None and self.row.begun is None else ""

    def start_block(self, attrib: dict[str, str]) -> None:
        """A block starts; it gets lines once there are words."""
        box, _ = self.titles.box_and_confidence(attrib)
        self.containers.append(ScannedBlock([], box, self.languages[-1]))

    def start_line(self, attrib: dict[str, str]) -> None:
        """A line starts."""
        box, _ = self.titles.box_and_confidence(attrib)
        self.line, self.line_has_words = ScannedLine([], box), False

    def start_word(self, attrib: dict[str, str]) -> None:
        """A word starts; text before it that is in no word becomes words of its own."""
        self.loose_words()
        box, confidence = self.titles.box_and_confidence(attrib)
        self.word, self.line_has_words = ScannedWord("", box, confidence), True

    def start_cell(self, attrib: dict[str, str]) -> None:
        """A cell of the open row starts."""
        self.end_line()
        if self.row:
            self.row.start_cell(attrib)

    def start_page(self, attrib: dict[str, str]) -> None:
        """A page starts."""
        title = self.titles.properties(attrib)
        box = self.titles.box(title["bbox"]) if "bbox" in title else None
        self.open_page(box, title.get("image", "").strip("\"'"))

    def open_page(self, box: Box | None = None, image: str = "") -> None:
        """Open a page; text outside of all pages has one of its own."""
        self.blocks, self.block = [], None
        width, height = (max(box.right, 0), max(box.bottom, 0)) if box else (0, 0)
        self.pages.append(ScannedPage(self.blocks, width, height, image))

    def gap(self) -> None:
        """Break the line as HTML does: a space in a line of hOCR, the end of a line outside of one."""
        if self.line is not None or self.word is not None:
            self.text.append(" ")
        else:
            self.end_line()

    def loose_words(self) -> None:
        """Take text between words as words without a box; outside of all pages and blocks it is only counted."""
        text, self.text = "".join(self.text), []
        if self.inside:
            self.words += map(ScannedWord, text.split())
        elif text and not text.isspace():
            self.tally["HOCR-TEXT-OUTSIDE"] += len(text.split())

    def is_empty_line(self) -> bool:
        """Whether the line that ends is empty; Tesseract writes words of one space where it saw no letters."""
        return self.line is not None and not self.line_has_words and not "".join(self.text).strip()

    def end_word(self) -> None:
        """Close the word, if one is open."""
        if self.word is not None:
            self.unread += not self.text
            self.words.append(self.word._replace(text="".join(self.text)))
            self.word, self.text = None, []

    def end_line(self) -> None:
        """Close the line or the stretch without one, and put its words where they belong."""
        self.end_word()
        self.loose_words()
        if self.words:
            self.tally["HOCR-WORDS-WITHOUT-TEXT"] += self.unread
        if self.row:
            self.row.words += self.words
        elif self.words:
            self.lines().append(ScannedLine(self.words, self.line.box if self.line else None))
        self.words, self.line, self.unread = [], None, 0

    def end_row(self) -> None:
        """Close the row of a table, and put it where its words belong."""
        self.end_line()
        row, self.row = self.row, None
        if row and row.words:
            self.lines().append(row.line())

    def lines(self) -> list[ScannedLine]:
        """The lines of the block that is open now: that of the innermost area or paragraph, or of the page."""
        if self.blocks is None:
            self.open_page()
        container = self.containers[-1] if self.containers else None
        if self.block is None or self.block_of is not container:
            box, language = (container.box, container.language) if container else (None, self.languages[-1])
            self.block, self.block_of = ScannedBlock([], box, language), container
            assert self.blocks is not None
            self.blocks.append(self.block)
        assert isinstance(self.block.lines, list)
        return self.block.lines
