"""What a file with a layout holds, before it has offsets: pages, blocks, lines, words; and the source made of them.

Every reader of such a format ends in a :class:`Scan`, so the text comes out the same whatever the format: words are
parted by a space, lines end in LF, blocks are parted by a blank line, a page begins with a form feed. That is how
Tesseract writes plain text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from teikit.core import Note, Part, Source, Span
from teikit.core.layout import Box, Layout, LayoutBlock, LayoutLine, LayoutPage, LayoutWord, around
from teikit.readers.hazards import hazards

WHITE = re.compile(r"[ \t\r\n\f\v]+")


class ScannedWord(NamedTuple):
    """A word with its box and its confidence (0 to 1), each None where the file does not say."""

    text: str
    box: Box | None = None
    confidence: float | None = None


class ScannedLine(NamedTuple):
    """A line of words. Without a box it has the one around its words."""

    words: Sequence[ScannedWord]
    box: Box | None = None


class ScannedBlock(NamedTuple):
    """A paragraph or region."""

    lines: Sequence[ScannedLine]
    box: Box | None = None
    language: str = ""


class ScannedPage(NamedTuple):
    """A page: its blocks in reading order, its size (0 where unknown), its image (a label, never opened)."""

    blocks: Sequence[ScannedBlock]
    width: int = 0
    height: int = 0
    image: str = ""


@dataclass
class Scan:
    """The pages of one file. ``engine`` is what the file says it was made by.

    ``carried`` is what the TEI is to carry along in the place of the file: the hOCR that was made of a picture.
    """

    pages: list[ScannedPage] = field(default_factory=list)
    engine: str = ""
    notes: list[Note] = field(default_factory=list)
    carried: Part | None = None


def source_of_file(scan: Scan, name: str, data: bytes, media: str) -> Source:
    """The text and layout of a scan that was read from one file, whose bytes are ``data``."""
    return source_of(scan, name, [scan.carried or Part(name, data, media)])


def source_of(scan: Scan, name: str, parts: Sequence[Part]) -> Source:
    """The text of a scan with its layout. ``parts`` are the files it was read from; the first gives the digest."""
    builder = _Builder()
    pages = tuple(builder.page(page, number) for number, page in enumerate(scan.pages))
    text = "".join(builder.parts)
    notes = (*scan.notes, *hazards(text))
    return Source(
        name, text, digest=parts[0].digest, notes=notes, layout=Layout(pages, scan.engine), parts=tuple(parts)
    )


class _Builder:
    """Writes the text and counts its characters."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0

    def add(self, text: str) -> Span:
        start = self.at
        self.parts.append(text)
        self.at += len(text)
        return Span(start, self.at)

    def page(self, page: ScannedPage, number: int) -> LayoutPage:
        start = self.at
        if number:
            self.add("\f")
        blocks: list[LayoutBlock] = []
        for block in page.blocks:
            written = self.block(block, first=not blocks)
            if written:
                blocks.append(written)
        return LayoutPage(Span(start, self.at), page.width, page.height, page.image, tuple(blocks))

    def block(self, block: ScannedBlock, first: bool) -> LayoutBlock | None:
        lines = [line for line in map(self.cleaned, block.lines) if line.words]
        if not lines:
            return None
        if not first:
            self.add("\n")
        start = self.at
        written = tuple(map(self.line, lines))
        box = block.box or around(line.box for line in written)
        return LayoutBlock(Span(start, self.at), box, written, block.language)

    @staticmethod
    def cleaned(line: ScannedLine) -> ScannedLine:
        words = [word._replace(text=WHITE.sub(" ", word.text).strip(" ")) for word in line.words]
        return line._replace(words=[word for word in words if word.text])

    def line(self, line: ScannedLine) -> LayoutLine:
        start = self.at
        words = []
        for number, word in enumerate(line.words):
            if number:
                self.add(" ")
            words.append(LayoutWord(self.add(word.text), word.box, word.confidence))
        span = Span(start, self.at)
        self.add("\n")
        return LayoutLine(span, line.box or around(word.box for word in words), tuple(words))
