"""The setting of a page: the usual length of its lines, and whether a blank line between them means anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from teikit.core import Draft, Line, kinds
from teikit.paragraphing.line_patterns import SENTENCE_END

SHORT_SHARE = 0.75  # length of a line as a share of the usual length, below which it ends short of the margin
SPARE_SHARE = 0.1  # room to spare after a word as a share of the reach, with which it would have been typed there
FULL_SHARE = 0.85  # length of a line as a share of the usual length, from which it reaches the margin
LEAST_INDENT = 3  # spaces between the left margin and a line that is indented, at least
LONG_LINE = 20  # characters of a line, above which its length counts
ENOUGH_LINES = 6  # such lines of a page that has a margin of its own, at least
FOLLOWED_SHARE = 0.6  # share of lines before a blank line, from which blank lines mean nothing: Apple Vision
WITHIN_SHARE = 0.3  # the same share of full lines that end within a sentence, below which blank lines mean something
PARTED_SHARE = 0.4  # share of full lines that end within a sentence, below which most lines are whole paragraphs
FEW_LINES = 4  # lines of a document, below which blank lines always mean something
OPEN_ROOM = 12  # characters that would have fitted after an open line, from which it begins no paragraph


@dataclass(frozen=True)
class Setting:
    """How a page is typed: its usual length of lines in characters, and whether a blank line means anything.

    ``reach`` is the length that nine of ten lines do not exceed: if the engine divided many rows, it is nearer to the
    margin than the usual length. Both count from the ``left`` margin, the spaces before all lines.
    """

    width: float
    has_blank_lines: bool
    reach: float
    left: int = 0

    def is_short(self, line: str) -> bool:
        """Whether a line ends well short of the margin."""
        return self.end(line) < SHORT_SHARE * self.width

    def is_full(self, line: str) -> bool:
        """Whether a line reaches the margin."""
        return self.end(line) >= FULL_SHARE * self.width

    def has_room(self, line: str, word: str) -> bool:
        """Whether a word would have fitted after a line, with room to spare."""
        return self.end(line) + 1 + len(word) <= (1 - SPARE_SHARE) * self.reach

    def is_indented(self, line: str) -> bool:
        """Whether a line begins well to the right of the left margin."""
        return len(line) - len(line.lstrip()) - self.left >= LEAST_INDENT

    def end(self, line: str) -> int:
        """The distance of the end of a line from the left margin, in characters; spaces before it may be left out."""
        return max(len(line.rstrip()) - self.left, len(line.strip()))


def settings_of(draft: Draft, free: Sequence[Line]) -> dict[int, Setting]:
    """How the page of each line of a draft is typed, by the start of the line; ``free`` are the lines of its text."""
    document = setting_of(draft.text, free)
    settings: dict[int, Setting] = {}
    for page in draft.cut_at(kinds.PAGE):
        lines = draft.written_lines_in(page)
        setting = setting_of(draft.text, lines, document)
        settings |= {line.start: setting for line in lines}
    return settings


def setting_of(text: str, lines: Sequence[Line], document: Setting | None = None) -> Setting:
    """How lines of a text are typed; ``document``, the setting of the whole, stands in for a page of few lines."""
    long = [line.text.rstrip() for line in lines if len(line.text.strip()) > LONG_LINE]
    left = min((len(row) - len(row.lstrip()) for row in long), default=0)
    lengths = [len(row) - left for row in long]
    if document and len(lengths) < ENOUGH_LINES:
        return document
    if document:
        return replace(document, width=_usual(lengths), reach=_reach(lengths), left=left)
    width = _usual(lengths or [0])
    return Setting(width, has_blank_lines=_has_blank_lines(text, lines, width), reach=_reach(lengths or [0]), left=left)


def _has_blank_lines(text: str, lines: Sequence[Line], width: float) -> bool:
    """Whether blank lines mean something: not if they are below most lines, and even within sentences."""
    if len(lines) < FEW_LINES or _followed(text, lines) < FOLLOWED_SHARE:
        return True
    full = [line for line in lines if len(line.text.strip()) >= FULL_SHARE * width]  # not a date at the right margin
    within = [line for line in full if not SENTENCE_END.search(line.text.rstrip())]
    return len(within) < PARTED_SHARE * len(full) or _followed(text, within) < WITHIN_SHARE


def _followed(text: str, lines: Sequence[Line]) -> float:
    """The share of lines of a text that precede a blank line; 0 if there are none."""
    return sum(text[line.next : line.next + 1] in ("\n", "\r") for line in lines) / len(lines) if lines else 0.0


def _usual(lengths: Sequence[int]) -> int:
    """The length that three of four lines do not exceed: engines break more lines than they join."""
    return sorted(lengths)[len(lengths) * 3 // 4]


def _reach(lengths: Sequence[int]) -> int:
    """The length that nine of ten lines do not exceed."""
    return sorted(lengths)[len(lengths) * 9 // 10]
