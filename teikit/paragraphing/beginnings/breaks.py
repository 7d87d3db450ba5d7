"""Whether a line begins a paragraph, by that line, the line before it, and the way in which the page is typed."""

from __future__ import annotations

import regex

from teikit.core import Line
from teikit.layers.open_sentences import PAIR_COUNT
from teikit.lexicon import Lexicon
from teikit.paragraphing.beginnings.begun_points import is_after_scrap, is_first_point
from teikit.paragraphing.beginnings.first_words import (
    begins_amid,
    goes_on_small,
    is_after_speck,
    is_named_next,
    is_prose,
    is_speck_amid,
    is_stopped_amid,
    last_word,
)
from teikit.paragraphing.beginnings.known_starts import KnownStarts
from teikit.paragraphing.beginnings.parted_rows import is_right_part, is_title_above
from teikit.paragraphing.beginnings.room import would_have_fitted
from teikit.paragraphing.beginnings.speakers import is_lone_turn
from teikit.paragraphing.beginnings.telegram_rows import are_fluent_rows, are_full_rows, are_one_row, are_rows
from teikit.paragraphing.beginnings.titles import (
    is_below_scrap,
    is_capital_title,
    is_in_capitals,
    is_labelled,
    is_small_title,
)
from teikit.paragraphing.line_patterns import (
    BROKEN_WORD,
    COMMA,
    DASHED,
    FIRST_WORD,
    LABEL_FIRST,
    PORTION,
    SENTENCE_END,
)
from teikit.paragraphing.points import SENTENCE, Point, has_sign, is_lone, lone_next, next_point, point_of
from teikit.paragraphing.setting import Setting
from teikit.paragraphing.worded_headings import is_beside_worded

SMALL_FIRST = regex.compile(r"\W?(?:\p{Ll}{2,}|a) \p{L}{2,}")  # by American authorities; a list of names
WHOLE_WORD = 3  # letters of a word that is surely not a scrap that an engine made of specks, at least


class Breaks:
    """Reads the lines of a text in order and decides for each whether it begins a paragraph."""

    def __init__(self, text: str, lexicon: Lexicon, known: KnownStarts) -> None:
        self._text, self._known = text, known
        self._words, self._titles, self._given = lexicon.words, lexicon.titles, lexicon.given_names
        self._patterns = lexicon.patterns
        self._goes_on, self._portion = lexicon.patterns["goes on"], lexicon.patterns["portion first"]
        self._closing, self._dated = lexicon.patterns["closing line"], lexicon.patterns["dated first"]
        self._summed = lexicon.patterns["summary end"]
        self._last: Point | None = None  # the point that began a paragraph last
        self._above = ""  # the line above the line before
        self._below = ""  # the line below the one in question
        self._is_between = False  # whether the line in question is between two points
        self._is_first = True  # whether the line before began its paragraph
        self._is_dashed = False  # whether the paragraph of the line before begins with a dash

    def begins(self, before: Line | None, line: Line, below: Line | None, setting: Setting, is_apart: bool) -> bool:
        """Whether a line begins a paragraph; ``below`` follows it, ``is_apart`` that there is something above it."""
        text = line.text.strip()
        point = next_point(text, self._last) or point_of(text)
        self._below = below.text.strip() if below else ""
        self._is_between = line.start in self._known.between
        begins = before is None or is_apart or self._begins(before, line, setting, point)
        self._above = before.text if before and not is_apart else ""
        self._is_first = begins
        if begins:
            self._last = point or lone_next(text, self._last) or self._last
            self._is_dashed = DASHED.match(text) is not None
        return begins

    def is_before_name(self, before: str, line: str) -> bool:
        """Whether a line ends with a title, or a given name and an initial, of the first name in the next line.

        ``that Mr.`` / ``Helms``, ``by Robert J.`` / ``Vance``.
        """
        return is_named_next(before, line, self._titles, self._given)

    def is_stray(self, before: Line, line: Line) -> bool:
        """Whether a line is a speck in an open sentence, not a point of a row: ``assessment. Since`` / ``4``."""
        return line.start not in self._known.points and is_speck_amid(before.text, line.text, self._words)

    @property
    def _is_numbered(self) -> bool:
        """Whether a point with a plain number or letter began a paragraph above: the next one would have a number."""
        return self._last is not None and self._last.is_plain

    def _begins(self, before: Line, line: Line, setting: Setting, point: Point | None) -> bool:
        """Whether a paragraph begins with a line right below another; ``point`` is that of the line, if it has one."""
        above, text = before.text.strip(), line.text.strip()
        if is_beside_worded(above, text, self._patterns) or self._is_lone_next(text):
            return True
        if self._is_cut_before(before, line):
            return False
        is_amid = point is None and is_stopped_amid(above, self._patterns, self._words)
        is_ended = SENTENCE_END.search(above) is not None and not is_amid
        is_ended = is_ended or (setting.is_short(before.text) and is_after_speck(above, text, self._words))
        has_blank_line = bool(self._text[before.next : line.start].strip(" \t")) and setting.has_blank_lines
        if self._is_marked(before, line, point, is_ended):
            return True
        if point and has_blank_line and not setting.is_full(before.text):
            return True
        if self._runs_on(above, text, is_ended, is_short=setting.is_short(before.text)):
            return False
        if has_blank_line and self._is_within(before, line, setting, is_ended):
            return False
        if has_blank_line and (is_ended or not setting.is_full(before.text)):
            return True
        if is_lone(text) and (is_ended or setting.is_short(before.text) or self._is_above_text(line)):
            return True
        if setting.is_indented(line.text) and not setting.is_indented(before.text):
            return True
        if is_ended:
            return self._follows_sentence(before, line, setting)
        return setting.is_short(before.text) and self._is_under_heading(before, line, point, setting)

    def _is_cut_before(self, before: Line, line: Line) -> bool:
        """Whether a line breaks off what the next one completes: a word, a name, or the beginning of a paragraph.

        That is a number or the name of a speaker, alone on its line: ``3.`` / ``The only contact``.
        """
        above = before.text.strip()
        is_column = is_lone(self._above) and line.text.strip()[:1].isdecimal()  # of numbers: 50. / 51c
        is_number = is_lone(above) and self._is_first and not (is_lone(line.text) or is_column)
        is_speaker = before.start in self._known.turns and is_lone_turn(above) and line.start not in self._known.turns
        is_broken = BROKEN_WORD.search(above) is not None
        return is_broken or is_number or is_speaker or self.is_before_name(above, line.text.strip())

    def _is_above_text(self, line: Line) -> bool:
        """Whether a number on a line of its own is one of a row of points, above a sentence.

        For a letter the sentence is in lower case.
        """
        below = self._below.strip()
        may_be_point = line.text.strip()[:1].isdecimal() or not below.isupper()
        return may_be_point and line.start in self._known.points and SENTENCE.match(below) is not None

    def _is_lone_next(self, line: str) -> bool:
        """Whether a line is the number after that of the last point, and the text of a point follows."""
        return lone_next(line, self._last) is not None and SENTENCE.match(self._below) is not None

    def _is_marked(self, before: Line, line: Line, point: Point | None, is_ended: bool) -> bool:
        """Whether the wording shows that a line begins a paragraph: END OF MESSAGE, a point of a row, a dash."""
        above, text = before.text.strip(), line.text.strip()
        if line.start in self._known.turns or line.start in self._known.begun or has_sign(text):
            return True
        if self._closing.search(text) or self._closing.search(above) or (is_ended and self._portion.match(text)):
            return True
        if point and (is_ended or point.follows(self._last) or line.start in self._known.points):
            return True
        if point and not self._goes_on.search(above) and is_first_point(text, point, self._last):
            return True
        if point and not self._is_open(above, is_short=False) and is_after_scrap(above, text, point, self._words):
            return True
        return self._is_dashed and DASHED.match(text) is not None

    def _follows_sentence(self, before: Line, line: Line, setting: Setting) -> bool:
        """Whether a line below the end of a sentence begins a paragraph, by its wording or by a short line above."""
        title, above = line.text.strip(), before.text.strip()
        if DASHED.match(title) or PORTION.search(above) or self._summed.search(f"{self._above} {above}"):
            return True
        if is_labelled(title) or is_capital_title(title, before.text, setting.width):
            return True
        if is_small_title(title, before.text, self._below, setting, self._words) and not self._goes_on.search(title):
            return True
        is_next = self._text.count("\n", before.next, line.start) <= 1  # parts of one row are neighbours
        if is_next and is_right_part(before.text, line.text, self._below, setting, self._is_numbered, self._words):
            return False
        rows = (self._above, before.text, line.text, self._below)
        if is_next and self._is_numbered and are_one_row(*rows, setting, self._words):
            return False
        return setting.is_short(before.text) or would_have_fitted(
            self._above, before.text, line.text, self._below, setting
        )

    def _runs_on(self, before: str, line: str, is_ended: bool, is_short: bool) -> bool:
        """Whether a sentence runs on from one line to the next, by the last word of the one and the first of the other.

        No paragraph begins with a lower-case letter: a full stop before one is a speck or ends an abbreviation. A label
        does, unless its first word often follows the last one above it: ``would be written in`` / ``the language:``.
        """
        if not is_ended and (self._is_open(before, is_short) or self._is_in_telegram(before, line)):
            return True
        first = FIRST_WORD.match(line)
        left, right = last_word(before), first[1].upper() if first else ""
        are_pair = self._words.pair_count(left, right) >= PAIR_COUNT
        is_amid = first is not None and first[1].islower() and self._goes_on.search(f"A {first[1]}") is not None
        if LABEL_FIRST.match(line) and not is_amid:  # of statement re: JFK
            return not is_ended and are_pair and line.strip()[:1].islower()
        if not is_ended and SMALL_FIRST.match(line) and is_prose(before, self._words):
            return True
        is_part = is_amid and goes_on_small(before, line) and not self._dated.match(line.strip())
        if is_part or begins_amid(before, line, self._words):
            return True
        if left not in self._words or right not in self._words or (is_ended and DASHED.match(line)):
            return False
        if first and first[1].islower():
            return not is_ended or len(right) >= WHOLE_WORD
        return not is_ended and line.isupper() and are_pair

    def _is_open(self, line: str, is_short: bool) -> bool:
        """Whether a line surely ends within a sentence: with THE or OF, or with a comma near the margin."""
        is_amid = self._goes_on.search(line) is not None or is_stopped_amid(line, self._patterns, self._words)
        return is_amid or (COMMA.search(line) is not None and not is_short)

    def _is_in_telegram(self, before: str, line: str) -> bool:
        """Whether two lines are rows of one paragraph of a telegram: the next one would have a number.

        ``IF POSSIBLE, TROCHTA WILL ATTEMPT CONTACT`` / ``CASASIN ON OR ABOUT 7 AUGUST``, after a blank line.
        """
        is_begun = not self._is_first or point_of(before.strip()) is not None or self._is_numbered
        return (is_begun or self._is_between) and are_rows(before, line, self._words, self._is_between)

    def _is_within(self, before: Line, line: Line, setting: Setting, is_ended: bool) -> bool:
        """Whether the blank line above a line is within a paragraph, as the rows above and below it show.

        The row above it is not short and ends within a sentence, or is full, in a telegram whose paragraphs have
        numbers.
        """
        above, text = before.text.strip(), line.text.strip()
        if is_ended:
            may_be = self._is_between and setting.is_full(before.text) and not PORTION.search(above)
            return may_be and are_full_rows(above, text, self._words)
        may_be = not (self._is_first or setting.is_short(before.text))
        return may_be and are_fluent_rows(above, text, self._words)

    def _is_under_heading(self, before: Line, line: Line, point: Point | None, setting: Setting) -> bool:
        """Whether the line before is a heading or a scrap, or this line is a label or a first point."""
        above, text = before.text.strip(), line.text.strip()
        if LABEL_FIRST.match(text) or (point and point.is_plain and point.place == 1):
            return True
        is_heading = is_in_capitals(above) and not is_in_capitals(text)
        if self._is_first and (is_heading or is_title_above(above, text, setting, self._words)):
            return True
        may_part = self._is_first or self._may_part(text, setting)
        return may_part and is_below_scrap(above, text, setting, self._words)

    def _may_part(self, line: str, setting: Setting) -> bool:
        """Whether a scrap above a line may be between paragraphs: the row above it is not full, or ends a sentence.

        ``party in these countries.`` / ``35`` / ``This Agency would``; in a telegram that says nothing.
        """
        is_open = setting.is_full(self._above) and SENTENCE_END.search(self._above.rstrip()) is None
        return not (is_open or is_lone(self._above) or line.isupper())
