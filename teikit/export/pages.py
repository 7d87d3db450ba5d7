"""Pages, blocks, lines and words of a layout as they read now."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from teikit.core import Edit
from teikit.core.layout import Box, around


class CorrectedWord(NamedTuple):
    """A word as it reads now.

    ``ocr`` is how the OCR read it: None where it read the same, empty where it had no word of its own there (of a word
    that was separated the first part has the whole reading). ``half`` is 1 or 2 for the halves of a word broken over a
    line end, else 0; ``whole`` is that word, ``hyphen`` the last character of ``text`` if the line ends in one.
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
    """A line of words, and how the OCR read the line. Edits may have taken all words away."""

    box: Box | None
    words: tuple[CorrectedWord, ...]
    ocr: str

    @property
    def text(self) -> str:
        """How the line reads now."""
        return " ".join(word.text for word in self.words)


class CorrectedBlock(NamedTuple):
    """A paragraph or region as the engine cut it."""

    box: Box | None
    lines: tuple[CorrectedLine, ...]
    language: str


class CorrectedPage(NamedTuple):
    """One page: its size (0 where unknown), its image as the input names it."""

    width: int
    height: int
    image: str
    blocks: tuple[CorrectedBlock, ...]

    @property
    def box(self) -> Box:
        """The page as a box; of unknown size, from its corner to the last of what is on it."""
        words = (word.box for block in self.blocks for line in block.lines for word in line.words)
        used = around(chain(words, (line.box for block in self.blocks for line in block.lines)))
        return Box(0, 0, self.width or (used.right if used else 0), self.height or (used.bottom if used else 0))
