"""The contents of a file with a layout, before they have offsets: pages, blocks, lines, words; and the source of them.

Every reader of such a format ends in a :class:`Scan`, so the text comes out the same whatever the format: words are
separated by a space, lines end in LF, blocks are separated by a blank line, a page begins with a form feed. That is how
Tesseract writes plain text. The row of a table is a line, its cells separated by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from teikit.core import Note, Source, SourceFile, Span
from teikit.core.layout import PIXEL, Box, Layout, LayoutBlock, LayoutCell, LayoutLine, LayoutPage, LayoutWord, around
from teikit.readers.hazards import hazards

WHITE = re.compile(r"[ \t\r\n\f\v]+")  # white space, which separates words
MASK = "[]"  # the sign for covered text, as for an excision in the text of engines


class ScannedWord(NamedTuple):
    """A word with its box and its confidence (0 to 1), each None if the file does not give it.

    ``whole`` is the whole word, if this is only its part before a line end and the file says so. A word that
    ``is_covered`` is legible in the file but not on the page: a redaction that failed.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    whole: str = ""
    is_covered: bool = False


class ScannedCell(NamedTuple):
    """A cell of a table: how many words of its row it has, and how many rows and columns it spans."""

    words: int
    rows: int = 1
    columns: int = 1


class ScannedLine(NamedTuple):
    """A line of words. Without a box it has the one around its words. ``cells`` are those of the row of a table."""

    words: Sequence[ScannedWord]
    box: Box | None = None
    cells: Sequence[ScannedCell] = ()


class ScannedBlock(NamedTuple):
    """A paragraph or region."""

    lines: Sequence[ScannedLine]
    box: Box | None = None
    language: str = ""


class ScannedPage(NamedTuple):
    """A page: its blocks in reading order, its size (0 if unknown), its image (a label, never opened), its unit."""

    blocks: Sequence[ScannedBlock]
    width: int = 0
    height: int = 0
    image: str = ""
    unit: str = PIXEL


@dataclass
class Scan:
    """The pages of one file. ``engine`` is the program that made the file, as it says itself.

    ``carried`` is what the TEI is to carry instead of the file: the hOCR that was made of an image.
    """

    pages: list[ScannedPage] = field(default_factory=list)
    engine: str = ""
    notes: list[Note] = field(default_factory=list)
    carried: SourceFile | None = None


def source_of_file(scan: Scan, name: str, data: bytes, media: str, reveal: bool = False) -> Source:
    """The text and layout of a scan that was read from one file, whose bytes are ``data``.

    ``media`` is the media type under which the TEI carries the file. Covered words are masked, and then the file is not
    carried; with ``reveal`` they are text like all other words.
    """
    withheld = not reveal and any(
        word.is_covered for page in scan.pages for block in page.blocks for line in block.lines for word in line.words
    )
    return source_of(scan, name, [scan.carried or SourceFile(name, data, media, withheld)], reveal=not withheld)


def source_of(scan: Scan, name: str, parts: Sequence[SourceFile], reveal: bool = False) -> Source:
    """The text of a scan with its layout. ``parts`` are its files, the first of which gives the digest."""
    builder = _Builder(reveal)
    pages = tuple(builder.page(page, number) for number, page in enumerate(scan.pages))
    text = "".join(builder.parts)
    notes = (*scan.notes, *hazards(text))
    return Source(
        name, text, digest=parts[0].digest, notes=notes, layout=Layout(pages, scan.engine), parts=tuple(parts)
    )


class _Builder:
    """Writes the text of a scan; ``at`` is the number of characters written so far."""

    def __init__(self, reveal: bool) -> None:
        self.reveal = reveal
        self.parts: list[str] = []
        self.at = 0

    def add(self, text: str) -> Span:
        """Write text; returns its place."""
        start = self.at
        self.parts.append(text)
        self.at += len(text)
        return Span(start, self.at)

    def page(self, page: ScannedPage, number: int) -> LayoutPage:
        """Write a page, which begins with a form feed unless its number is 0."""
        start = self.at
        if number:
            self.add("\f")
        blocks: list[LayoutBlock] = []
        for block in page.blocks:
            written = self.block(block, first=not blocks)
            if written:
                blocks.append(written)
        return LayoutPage(Span(start, self.at), page.width, page.height, page.image, tuple(blocks), page.unit)

    def block(self, block: ScannedBlock, first: bool) -> LayoutBlock | None:
        """Write a block, after a blank line unless it is the first of its page; None if it has no words."""
        lines = [line for line in map(self.cleaned, block.lines) if line.words]
        if not lines:
            return None
        if not first:
            self.add("\n")
        start = self.at
        written = tuple(map(self.line, lines))
        box = block.box or around(line.box for line in written)
        return LayoutBlock(Span(start, self.at), box, written, block.language)

    def cleaned(self, line: ScannedLine) -> ScannedLine:
        """A line without its blank words, and with covered words masked."""
        if not self.reveal and any(word.is_covered for word in line.words):
            line = line._replace(words=list(masked(line.words)))
        words = [without_blanks(word) if WHITE.search(word.text) else word for word in line.words]
        return line._replace(words=[word for word in words if line.cells or word.text])

    def line(self, line: ScannedLine) -> LayoutLine:
        """Write a line, or a row of a table with tabs between its cells."""
        start = self.at
        words: list[LayoutWord] = []
        cells: list[LayoutCell] = []
        for cell in line.cells or [ScannedCell(len(line.words))]:
            if cells:
                self.add("\t")
            begun = self.at
            for word in line.words[len(words) : len(words) + cell.words]:
                if self.at > begun:
                    self.add(" ")
                words.append(LayoutWord(self.add(word.text), word.box, word.confidence, word.whole, word.is_covered))
            cells.append(LayoutCell(Span(begun, self.at), cell.rows, cell.columns))
        span = Span(start, self.at)
        self.add("\n")
        box = line.box or around(word.box for word in words)
        return LayoutLine(span, box, tuple(words), tuple(cells) if line.cells else ())


def without_blanks(word: ScannedWord) -> ScannedWord:
    """A word with one space for each stretch of white space in it, and none at its ends."""
    return word._replace(text=WHITE.sub(" ", word.text).strip(" "))


def masked(words: Iterable[ScannedWord]) -> Iterator[ScannedWord]:
    """The words of a line, with each run of covered words as one mask with the box around them."""
    for is_covered, group in groupby(words, key=lambda word: word.is_covered):
        if is_covered:
            yield ScannedWord(MASK, around(word.box for word in group), is_covered=True)
        else:
            yield from group
