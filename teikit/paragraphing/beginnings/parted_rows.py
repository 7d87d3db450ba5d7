"""Rows of the page that an engine wrote as two lines, usually where one sentence ends and another begins.

``family of the subject.`` / ``It is pointed out`` / ``that in his letter ...``: the second line does not begin a
paragraph.
"""

from __future__ import annotations

import regex

from teikit.layers.measures import measured
from teikit.paragraphing.line_patterns import (
    BROKEN_WORD,
    COMMA,
    FIRST_WORD,
    LABEL_FIRST,
    LONG_WORD,
    SENTENCE_END,
    SENTENCE_WORD,
)
from teikit.paragraphing.points import SENTENCE
from teikit.paragraphing.setting import FULL_SHARE, OPEN_ROOM, Setting
from teikit.words.vocabulary import Vocabulary

PARTING = regex.compile(r":\n|\n[\"“”]")
"""What separates two sentences anywhere: a colon (``Dear Brother:``), and the beginning of a quotation."""
BEGINNING = regex.compile(r"\W{0,2}(?:\p{Lu}|(?:\d{1,2}|[a-z])[.)]\s)")
"""The beginning of a title, perhaps with the number of a point: ``b. Requesting a 201 File Opening``."""
INITIAL = regex.compile(r"\W{0,2}\p{Lu}\.\s")  # R. Ashmann, below his first name
TITLE_SHARE = 0.6  # length of a title as a share of the usual length, at most
LONGEST_ROW = 1.06  # length of a row as a share of the reach, at most
FILLED_ROOM = 9  # the same as ``OPEN_ROOM`` for a line that just fills a row with the one before it
FILLED_SHARE = 0.93  # length of the two parts of a row as a share of the reach, from which they surely fill it
NO_ROW_SHARE = 0.9  # length of two other lines together as a share of the reach, below which they are not a row


def is_right_part(before: str, line: str, below: str, setting: Setting, may_be_long: bool, words: Vocabulary) -> bool:
    """Whether a line ends the row of the page that the line before it begins; a sentence ends between them.

    Together they are not longer than a row, and the second one neither ends a sentence, as a short first line of a
    paragraph would, nor looks like a heading, which has no words in lower case. ``below`` is the line that follows;
    ``may_be_long`` says that even a long line may be such a part, because paragraphs are numbered.
    """
    before, line, below = before.strip(), line.strip(), below.strip()
    limit = setting.width if may_be_long or setting.is_short(line) else 0.0
    goes_on = _goes_on(line, below, words)
    ends_row = _ends_row(before, line, below, setting, goes_on)
    if ends_row and not PARTING.search(f"{before}\n{line}"):
        limit = setting.reach * (LONGEST_ROW if goes_on else 1)
    is_heading = all(word[0].isupper() for word in LONG_WORD.findall(line)) and not line.isupper()
    is_prose = SENTENCE_WORD.search(line) is not None or measured(line, words).is_fluent
    is_prose = (is_prose and not is_heading) or COMMA.search(line) is not None or (ends_row and goes_on)
    is_open = SENTENCE_END.search(line) is None and LABEL_FIRST.match(line) is None
    fits = len(before) + 1 + len(line) <= limit
    return fits and is_prose and is_open and SENTENCE.match(line) is not None and LABEL_FIRST.match(before) is None


def _ends_row(before: str, line: str, below: str, setting: Setting, goes_on: bool) -> bool:
    """Whether a line is too short for a first line of prose, and fills a row together with the one before.

    ``He is told that`` / ``"the Consul is not in. He is told that he can``: the first word of the line below would have
    fitted after the line, but not after both; and the line below is not part of its row, because together they are too
    long for one, or too short while the line and the one before it just fill one (``every lead.``). ``goes_on`` says
    that the line below continues its sentence.
    """
    first = below.split(maxsplit=1)[0] if below else ""
    both, next_both = len(before) + 1 + len(line), len(line) + 1 + len(below)
    is_filled = FILLED_SHARE * setting.reach <= both <= LONGEST_ROW * setting.reach
    is_below_apart = next_both > setting.reach or (is_filled and next_both < NO_ROW_SHARE * setting.reach)
    is_row = is_below_apart if goes_on else len(below) >= FULL_SHARE * setting.width and next_both > setting.reach
    room = FILLED_ROOM if is_filled and goes_on else OPEN_ROOM
    is_broken = BROKEN_WORD.search(line) is not None and setting.is_short(line)
    is_open = is_broken or len(line) + 1 + len(first) + room <= setting.width
    return is_row and is_open and setting.width < both + 1 + len(first) + OPEN_ROOM


def _goes_on(line: str, below: str, words: Vocabulary) -> bool:
    """Whether a line ends in a broken word, or the line ``below`` begins with a known word in lower case."""
    first = FIRST_WORD.match(below)
    if first is None or not first[1].islower():
        return False
    return BROKEN_WORD.search(line) is not None or first[1].upper() in words


def is_title_above(before: str, line: str, setting: Setting, words: Vocabulary) -> bool:
    """Whether a line is a row of prose, and the line before it, which ends no sentence, has names or a title.

    ``By Surell Brady`` / ``Casasin stated that he retired from the Central Intelligence``: together they are not a row.
    """
    names = LONG_WORD.findall(before)
    has_names = bool(names) and all(word[0].isupper() for word in names) and not before.isupper()
    is_title = has_names and BEGINNING.match(before) and len(before.strip()) <= TITLE_SHARE * setting.width
    is_row = setting.is_full(line) and len(before.strip()) + 1 + len(line.strip()) > LONGEST_ROW * setting.reach
    is_prose = SENTENCE.match(line) is not None and SENTENCE_WORD.search(line) and measured(line, words).is_fluent
    return bool(is_title and is_row and is_prose and not COMMA.search(before) and not INITIAL.match(line))
