"""Putting together the text of a TEI: pieces become words, words lines, lines blocks, blocks pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teikit.core.layout import Box, around
from teikit.readers.scan import ScannedBlock, ScannedLine, ScannedPage, ScannedWord
from teikit.readers.zones import Surface


class Written:
    """The text read so far. ``line`` has the pieces of the open line, each with its box.

    ``box`` is that of the pieces to come, ``line_box`` and ``block_box`` those of the open line and block. ``joining``
    says whether a line end cut the last word: it is ``waiting`` for its rest, or the rest has ``begun``.
    """

    def __init__(self) -> None:
        self.pages: list[ScannedPage] = []
        self.surface = Surface(0, 0, "")
        self.numbered = False
        self.blocks: list[ScannedBlock] = []
        self.block_box: Box | None = None
        self.language = ""
        self.lines: list[ScannedLine] = []
        self.line_box: Box | None = None
        self.line: list[tuple[str, Box | None]] = []
        self.box: Box | None = None
        self.joining = ""
        self.next_box: Box | None = None

    def text(self, text: str | None) -> None:
        """Add text to the open line."""
        if not text:
            return
        if self.joining:
            text = self._join(text)
        if text:
            self.line.append((text, self.box))

    def _join(self, text: str) -> str:
        """Join the rest of a word that is cut at a line end to its beginning; the line ends only then."""
        word, rest = _cut(text.lstrip() if self.joining == "waiting" else text)
        if word:
            self.line.append((word, self.box))
            self.joining = "begun"
        if rest:
            self.end_line()
        return rest

    def hyphen(self) -> None:
        """Add the hyphen that a word had at the line end, unless it is there."""
        if not self.ends_with("-"):
            self.line.append(("-", self.line[-1][1] if self.line else None))

    def begin_line(self, box: Box | None) -> None:
        """Begin a line with a box."""
        self.end_line()
        self.line_box = box

    def begin_line_in_word(self, box: Box | None) -> None:
        """Begin a line with a box, once the rest of the last word has come."""
        self.joining, self.next_box = "waiting", box

    def end_line(self) -> None:
        """Close the line, if there are words in it."""
        words = list(_words(self.line))
        if words:
            self.lines.append(ScannedLine(words, self.line_box))
        self.line, self.line_box, self.next_box, self.joining = [], self.next_box, None, ""

    def end_block(self) -> None:
        """Close the block, if there are lines in it."""
        self.end_line()
        if self.lines:
            self.blocks.append(ScannedBlock(self.lines, self.block_box, self.language))
        self.lines, self.block_box, self.language = [], None, ""

    def begin_page(self, surface: Surface) -> None:
        """Begin a page that the document names; the one before it must be closed."""
        self.surface, self.numbered = surface, True

    def end_page(self) -> None:
        """Close the page, whose last block must be closed; one with neither text nor pb does not count."""
        if self.blocks or self.numbered:
            surface = self.surface
            self.pages.append(ScannedPage(self.blocks, surface.width, surface.height, surface.image))
        self.blocks, self.surface, self.numbered = [], Surface(0, 0, ""), False

    @property
    def is_block_begun(self) -> bool:
        """Whether the open block has text."""
        return bool(self.lines) or any(text.strip() for text, _ in self.line)

    def ends_with(self, character: str) -> bool:
        """Whether this is the last character of the open line."""
        return bool(self.line) and self.line[-1][0].endswith(character)


def _cut(text: str) -> tuple[str, str]:
    """A text up to its first white space, and the rest."""
    space = re.search(r"\s", text)
    return (text[: space.start()], text[space.start() :]) if space else (text, "")


def _words(pieces: list[tuple[str, Box | None]]) -> Iterator[ScannedWord]:
    """Cut a line, given as pieces with a box each, into words; a word of several pieces has the box around theirs."""
    word, boxes = "", list[Box | None]()
    for text, box in pieces:
        for part in re.findall(r"[ \t\r\n]+|[^ \t\r\n]+", text):
            if part.isspace():
                if word:
                    yield ScannedWord(word, around(boxes))
                word, boxes = "", []
            else:
                word += part
                boxes.append(box)
    if word:
        yield ScannedWord(word, around(boxes))
