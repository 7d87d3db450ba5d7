"""The seam between two lines, at which something may be missing."""

from __future__ import annotations

from typing import NamedTuple, Self

from teikit.geometry.body import AT_EDGE, HOLE, INDENT, POINT_OR_BULLET, Line
from teikit.geometry.page import TypedPage

ALONE = 16.0  # width in characters, beyond a typed space, of a hole without a code beside it, at least
SHORT_BESIDE = 5.0  # characters by which a line must end early, beyond the room for the next word, beside a code
SHORT_ALONE = 14.0  # the same with no code beside it
LINES_BESIDE = 1.0  # lines that must be missing, beyond the space between paragraphs, beside a code
LINES_ALONE = 3.0  # the same with no code beside it
PARAGRAPH = 0.5  # lines of white, beyond the usual distance, from which a new paragraph begins
ROOM_OF_END = 3  # characters that a line that ends a sentence leaves free, at most, if the next goes on


class Seam(NamedTuple):
    """The end of a line and the beginning of the next: in characters beyond what a typist leaves free, and in lines.

    ``early`` is by how many characters the line ends before the next word would not fit, ``late`` by how many the next
    one begins right of the margin, ``extra`` how many lines of white are between them, ``missing`` how many of these
    are more than the end of a paragraph explains. ``is_strong`` says that it is an excision even without a code beside
    it.
    """

    early: float
    late: float
    extra: float
    missing: float
    is_strong: bool

    @classmethod
    def of(cls, page: TypedPage, line: Line, below: Line, usual: float) -> Self:
        """The seam of two lines; ``usual`` are the lines of white between the paragraphs of the page."""
        last, first = line.words[-1], below.words[0]
        extra = (below.middle - line.middle) / page.measures.pitch - 1
        is_point = POINT_OR_BULLET.match(first.text) is not None
        is_paragraph = extra > PARAGRAPH or is_point or (line.ended and line.room > ROOM_OF_END)
        is_closed = is_paragraph and line.ended
        width = (first.right - first.left) / page.measures.cell
        early = 0.0 if is_closed or is_point else line.room - width - 1
        if last.text.endswith("-") and early < SHORT_ALONE:
            early = 0.0  # a broken word: the next word did not have to fit
        late = below.begins - (INDENT if is_paragraph else 0)
        missing = extra - (usual if is_closed else PARAGRAPH if is_paragraph else 0)
        is_in_sentence = not is_paragraph and not line.ended
        return cls(early, late, extra, missing, _is_strong(line, below, early, late, missing, is_in_sentence))

    @property
    def ends_early(self) -> bool:
        """Whether the line ends so early that a code beside it is for the rest of the line."""
        return self.early >= SHORT_BESIDE

    @property
    def begins_late(self) -> bool:
        """Whether the next line begins so late that a code beside it is for its start."""
        return self.late >= HOLE

    @property
    def only_begins_late(self) -> bool:
        """Whether nothing is missing from the line, only from the next."""
        return self.begins_late and not self.ends_early

    @property
    def is_apart(self) -> bool:
        """Whether lines are missing between the two."""
        return self.missing >= LINES_BESIDE

    @property
    def is_hole(self) -> bool:
        """Whether something may be missing."""
        return self.is_strong or self.ends_early or self.begins_late or self.is_apart

    @property
    def reason(self) -> str:
        """What is odd about it, for readers."""
        if self.is_apart:
            return "lines are missing"
        return "a line begins late" if self.only_begins_late else "a line ends early"


def _is_strong(line: Line, below: Line, early: float, late: float, missing: float, is_in_sentence: bool) -> bool:
    """Whether so much is missing that it is an excision even without a code beside it."""
    is_clear = line.clear and below.clear
    ends_early = early >= SHORT_ALONE and is_clear and is_in_sentence and below.begins < AT_EDGE
    begins_late = late >= ALONE and is_clear
    has_words = min(len(line.words), len(below.words)) > 1
    return ends_early or begins_late or (missing >= LINES_ALONE and (line.clear or below.clear) and has_words)
