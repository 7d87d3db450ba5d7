"""Whether a line begins a paragraph, as it and the line before it show, and as the page is typed."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import regex

from teikit.core import Line
from teikit.layers.measures import measured
from teikit.lexicon import Lexicon
from teikit.paragraphing.points import SENTENCE, Point, is_lone, next_point, point_of

SENTENCE_END = regex.compile(r"(?:[.?!:]['\"”’)\]]*|[.?!]\W{0,3}[({\[]\w{1,2}[)}\]])\W{0,3}$")
"""A full stop, with the classification of the paragraph behind it perhaps: ``in Exile. (S)``."""
PARTING = regex.compile(r":\n|\n[\"“”]")
"""What parts two sentences wherever they stand: a colon (``Dear Brother:``), and the beginning of a quotation."""
BROKEN_WORD = regex.compile(r"\p{L}[-\xad‐‑¬]\s*$")
STRAY = regex.compile(r"[^\w.:)]*[0-9b-hj-np-xz][^\w.:)]*")
"""A speck that was read as a figure or small letter, alone on its line; ``4.``, ``1:`` and ``b)`` are points."""
COMMA = regex.compile(r",\W{0,3}$")
LAST_WORD = regex.compile(r"(?r)(\p{L}{2,})\W{0,3}$")
FIRST_WORD = regex.compile(r"\W{0,2}(\p{L}{2,})")
WHOLE = 3  # letters of a word that is surely none of the scraps that engines make of specks, at least
PAIRS = 2  # times that two words follow each other in cables, from which they belong to one sentence
LABEL = regex.compile(r"\p{L}[\p{L} /]{1,20}:|\W?\p{Lu}[\p{Lu} ,/]{1,50}:\W?$")
"""A label at the beginning of a line: ``Distribution:``, ``cc:``, ``FOR THE DEPUTY DIRECTOR FOR PLANS:``"""
TYPED_NAME = regex.compile(
    r"\W?(?:\p{Lu}\p{L}+\s+(?:\p{Lu}[.,]\s?){1,2}|(?:\p{Lu}[.,]\s?){2})\s?\p{Lu}[\p{L}'’-]{2,}"
    r"(?:,? (?:Jr|JR|Sr|SR|III?)\.?)?\W?"
)
"""A typed name under a signature: ``ALBIN R. TRACIOKAS``, ``CHESTER D, DAINOLD``"""
ITEM = regex.compile(r"[-–—•*·]\s*[^\s\W]")
"""A paragraph that begins with a dash or bullet: ``- Cuba``"""
LONG_WORD = regex.compile(r"\p{L}{4,}")
SMALL_WORD = regex.compile(r"\b(?:\p{Ll}{2,}|HE|THE|THAT|AND|OF)\b")
SHORT = 0.75  # length of a line as a share of the usual length, below which it ends short of the margin
FULL = 0.85  # length of a line as a share of the usual length, from which it reaches the margin
LEAST = 20  # characters of a line, above which its length counts
ENOUGH = 6  # such lines of a page that has a margin of its own, at least
FOLLOWED = 0.6  # share of lines before a blank line, from which blank lines mean nothing: Apple Vision writes so
FEW_LINES = 4  # lines of a document, below which blank lines count however many there are
INDENT = 3  # blanks before a line that is indented, at least
ROOM = 12  # characters that would have fitted behind an open line, from which it is no first line of a paragraph


@dataclass(frozen=True)
class Setting:
    """How a page is typed: its usual length of lines in characters, and whether a blank line means anything.

    ``reach`` is the length that nine of ten lines do not exceed: where the engine parted many rows, it is nearer to
    the margin than the usual length.
    """

    width: float
    has_blank_lines: bool
    reach: float

    def is_short(self, line: Line) -> bool:
        """Whether a line ends well short of the margin."""
        return len(line.text.rstrip()) < SHORT * self.width

    def is_full(self, line: Line) -> bool:
        """Whether a line reaches the margin."""
        return len(line.text.rstrip()) >= FULL * self.width


def setting_of(text: str, lines: Sequence[Line], document: Setting | None = None) -> Setting:
    """How some lines of a text are typed; ``document``, the setting of the whole, stands in for a page of few lines."""
    lengths = [len(line.text.rstrip()) for line in lines if len(line.text) > LEAST]
    if document:
        return (
            Setting(_usual(lengths), document.has_blank_lines, _reach(lengths)) if len(lengths) >= ENOUGH else document
        )
    followed = sum(text[line.next : line.next + 1] in ("\n", "\r") for line in lines)
    has_blank_lines = followed < FOLLOWED * len(lines) or len(lines) < FEW_LINES
    return Setting(_usual(lengths or [0]), has_blank_lines, _reach(lengths or [0]))


def _usual(lengths: Sequence[int]) -> int:
    """The length that three of four lines do not exceed: engines break more lines than they join."""
    return sorted(lengths)[len(lengths) * 3 // 4]


def _reach(lengths: Sequence[int]) -> int:
    """The length that nine of ten lines do not exceed."""
    return sorted(lengths)[len(lengths) * 9 // 10]


class Breaks:
    """Reads the lines of a text in order and tells of each whether it begins a paragraph."""

    def __init__(self, text: str, lexicon: Lexicon, rows: Container[int] = ()) -> None:
        """``rows`` are the starts of the lines with a point that belongs to a row of points."""
        self._text = text
        self._rows = rows
        self._words = lexicon.words
        self._goes_on = lexicon.patterns["goes on"]
        self._closing = lexicon.patterns["closing line"]
        self._last: Point | None = None  # the point that began a paragraph last
        self._below = ""  # the line below the one that is asked about
        self._is_first = True  # whether the line before began its paragraph
        self._is_dashed = False  # whether the paragraph of the line before begins with a dash

    def begins(self, before: Line | None, line: Line, below: Line | None, setting: Setting, is_apart: bool) -> bool:
        """Whether a line begins a paragraph; ``below`` is the line that follows it.

        ``is_apart`` says that something stands between it and the line before.
        """
        point = point_of(line.text) or next_point(line.text, self._last)
        self._below = below.text if below else ""
        begins = before is None or is_apart or self._begins(before, line, setting, point)
        if begins and point:
            self._last = point
        self._is_first = begins
        if begins:
            self._is_dashed = ITEM.match(line.text.strip()) is not None
        return begins

    def is_stray(self, before: Line, line: Line) -> bool:
        """Whether a line is a speck in an open sentence: ``assessment. Since`` / ``4``."""
        is_open = SENTENCE_END.search(before.text.rstrip()) is None and self._words.get(_last_word(before.text), 0) > 0
        return is_open and STRAY.fullmatch(line.text) is not None and line.start not in self._rows

    def _begins(self, before: Line, line: Line, setting: Setting, point: Point | None) -> bool:
        """The same for a line that directly follows another; ``point`` is that with which it begins, if any."""
        if BROKEN_WORD.search(before.text) or (is_lone(before.text) and self._is_first):
            return False
        is_ended = SENTENCE_END.search(before.text.rstrip()) is not None
        has_blank_line = bool(self._text[before.next : line.start].strip(" \t")) and setting.has_blank_lines
        if self._is_marked(before, line, point, is_ended):
            return True
        if point and has_blank_line and not setting.is_full(before):
            return True
        if self._runs_on(before.text, line.text, is_ended, setting.is_short(before)):
            return False
        if has_blank_line and (is_ended or not setting.is_full(before)):
            return True
        if is_lone(line.text) and (is_ended or setting.is_short(before)):
            return True
        if len(line.text) - len(line.text.lstrip()) >= INDENT and not before.text.startswith(" " * INDENT):
            return True
        if is_ended:
            return self._follows_sentence(before, line, setting)
        return setting.is_short(before) and self._is_under_heading(before, line, point)

    def _is_marked(self, before: Line, line: Line, point: Point | None, is_ended: bool) -> bool:
        """Whether the wording shows that a line begins a paragraph: END OF MESSAGE, a point of a row, a dash."""
        if self._closing.search(line.text) or self._closing.search(before.text):
            return True
        if point and (is_ended or point.follows(self._last) or line.start in self._rows):
            return True
        return self._is_dashed and ITEM.match(line.text.strip()) is not None

    def _follows_sentence(self, before: Line, line: Line, setting: Setting) -> bool:
        """Whether a line below the end of a sentence begins a paragraph, by its wording or by a short line above."""
        if ITEM.match(line.text) or TYPED_NAME.fullmatch(line.text.strip()):
            return True
        if _is_heading(line.text.strip(), before.text, setting.width):
            return True
        is_next = self._text.count("\n", before.next, line.start) <= 1  # parts of one row are neighbours
        may_be_long = self._last is not None and self._last.is_plain  # where paragraphs are numbered
        limit = setting.width if may_be_long or setting.is_short(line) else 0.0
        ends_row = self._ends_row(before, line, setting)
        if ends_row and not PARTING.search(f"{before.text.rstrip()}\n{line.text.lstrip()}"):
            limit = setting.reach
        goes_on = ends_row and self._goes_on_below()
        is_parted = is_next and self._is_one_row(before.text.strip(), line.text.strip(), limit, goes_on)
        return setting.is_short(before) and not is_parted

    def _goes_on_below(self) -> bool:
        """Whether the line below begins with a known word in small letters."""
        first = FIRST_WORD.match(self._below)
        return first is not None and first[1].islower() and first[1].upper() in self._words

    def _ends_row(self, before: Line, line: Line, setting: Setting) -> bool:
        """Whether a line is too short for a first line of prose, and fills a row together with the one before.

        ``He is told that`` / ``"the Consul is not in. He is told that he can``: the first word of the full line below
        would have fitted behind the line, but not behind both.
        """
        first = self._below.split(maxsplit=1)[0] if self._below else ""
        alone, below = len(line.text.strip()) + 1, len(self._below.rstrip())
        both = len(before.text.strip()) + 1 + alone + len(first)
        is_row = below >= FULL * setting.width and alone + below > setting.reach
        return is_row and alone + len(first) + ROOM <= setting.width < both + ROOM

    def _is_one_row(self, before: str, line: str, limit: float, goes_on: bool) -> bool:
        """Whether two lines are one row of the page that the engine parted between two sentences.

        ``family of the subject.`` / ``It is pointed out`` are: together they are not longer than ``limit``, and the
        second one neither ends a sentence, as a short first line of a paragraph would, nor looks like a heading, which
        has no small words; ``goes_on`` says that the line below begins with one.
        """
        is_heading = all(word[0].isupper() for word in LONG_WORD.findall(line)) and not line.isupper()
        is_prose = SMALL_WORD.search(line) is not None or measured(line, self._words).is_fluent
        is_prose = (is_prose and not is_heading) or COMMA.search(line) is not None or goes_on
        is_open = SENTENCE_END.search(line) is None and LABEL.match(line) is None
        fits = len(before) + 1 + len(line) <= limit
        return fits and is_prose and is_open and SENTENCE.match(line) is not None and LABEL.match(before) is None

    def _runs_on(self, before: str, line: str, is_ended: bool, is_short: bool) -> bool:
        """Whether a sentence runs on from one line to the next, by the last word of the one and the first of the other.

        No paragraph begins with a small letter: a full stop before one is a speck or ends an abbreviation.
        """
        if not is_ended and (self._goes_on.search(before) or (COMMA.search(before) and not is_short)):
            return True
        last, first = LAST_WORD.search(before), FIRST_WORD.match(line)
        if last is None or first is None or LABEL.match(line) or (is_ended and ITEM.match(line)):
            return False
        left, right = last[1].upper(), first[1].upper()
        if left not in self._words or right not in self._words:
            return False
        if first[1].islower():
            return not is_ended or len(first[1]) >= WHOLE
        return not is_ended and line.isupper() and self._words.pair_count(left, right) >= PAIRS

    def _is_under_heading(self, before: Line, line: Line, point: Point | None) -> bool:
        """Whether the line before is a heading, or this line is a label or a first point."""
        is_heading = self._is_first and _is_in_capitals(before.text) and not _is_in_capitals(line.text)
        return (
            is_heading
            or LABEL.match(line.text) is not None
            or (point is not None and point.is_plain and point.place == 1)
        )


def _last_word(text: str) -> str:
    """The last word of a line, in capitals; empty if it ends otherwise."""
    match = LAST_WORD.search(text)
    return match[1].upper() if match else ""


def _is_heading(line: str, before: str, width: float) -> bool:
    """Whether a line below the end of a sentence is a heading in capitals in a text in small letters.

    ``The only contact is at the club.`` / ``JOHN MARTINO``: together they are too long for one row.
    """
    is_alone = _is_in_capitals(line) and not before.isupper() and COMMA.search(line) is None
    return is_alone and len(line) < SHORT * width < width < len(before.strip()) + 1 + len(line)


def _is_in_capitals(line: str) -> bool:
    """Whether a line is in capitals, as ``C. ASSOCIATES`` is, and no typed name."""
    return line.isupper() and LONG_WORD.search(line) is not None and not TYPED_NAME.fullmatch(line.strip())
