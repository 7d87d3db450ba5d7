"""Pages, blocks, lines and words of a layout after correction, with boxes in the unit of their page."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from teikit.core import Edit
from teikit.core.layout import PIXEL, Box, around


class CorrectedWord(NamedTuple):
    """A word after correction; without a ``box`` if its place is unknown.

    ``confidence`` is that of the engine in its reading, from 0 to 1, None if it gives none. ``ocr`` is that reading:
    None if it is the same, empty if the OCR had no word of its own (if a word was separated, the first part has the
    whole reading). ``edits`` are those that changed it. ``half`` is 1 or 2 for the halves of a word broken over a line
    end, else 0; ``whole`` is that word, ``hyphen`` the last character of ``text`` if the line ends in a hyphen.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    ocr: str | None = None
    edits: tuple[Edit, ...] = ()
    half: int = 0
    whole: str = ""
    hyphen: str = ""


class CorrectedLine(NamedTuple):
    """A line of words, and its text as the OCR read it (``ocr``). There are no words if edits removed all."""

    box: Box | None
    words: tuple[CorrectedWord, ...]
    ocr: str

    @property
    def text(self) -> str:
        """The text of the line after correction."""
        return " ".join(word.text for word in self.words)


class CorrectedBlock(NamedTuple):
    """A block (ALTO) or region (PAGE) as the engine found it, with its language as the input names it."""

    box: Box | None
    lines: tuple[CorrectedLine, ...]
    language: str


class CorrectedPage(NamedTuple):
    """One page: its size (0 if it is unknown), its image as the input names it, its unit (``LayoutPage``)."""

    width: int
    height: int
    image: str
    blocks: tuple[CorrectedBlock, ...]
    unit: str = PIXEL

    @property
    def box(self) -> Box:
        """The page as a box; if its size is unknown, up to the right and lower edges of its contents."""
        words = (word.box for block in self.blocks for line in block.lines for word in line.words)
        used = around(chain(words, (line.box for block in self.blocks for line in block.lines)))
        return Box(0, 0, self.width or (used.right if used else 0), self.height or (used.bottom if used else 0))
