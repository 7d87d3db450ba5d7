"""Lines between paragraphs that are not sentences: titles, labels, and what an engine made of marks.

The only contact is at the club.
JOHN MARTINO                            a heading; together the two lines are too long for one row
He came to the club on Monday.
"""

from __future__ import annotations

import regex

from teikit.layers.measures import measured
from teikit.paragraphing.beginnings.parted_rows import LONGEST_ROW
from teikit.paragraphing.line_patterns import COMMA, DASHED, LONG_WORD, SENTENCE_END, TYPED_NAME, WORD_OR_SCRAP
from teikit.paragraphing.points import SENTENCE
from teikit.paragraphing.setting import SHORT_SHARE, Setting
from teikit.words.vocabulary import Vocabulary

BARE_LABEL = regex.compile(r"\p{Lu}\p{L}+(?: \p{L}+)?:\W?")  # Comment:
CAPITAL_LABEL = regex.compile(r"\p{Lu}{4,}(?: \p{Lu}{2,}){0,2}: ")  # SOURCE: Minutes of the Special Group
CAPITAL_SHARE = 0.8  # share of the long words of a title in lower case that are in capitals, at most
SCRAP_SHARE = 0.35  # length of a line without a known word as a share of the usual length, at most
FIGURES_ONLY = regex.compile(r"\W{0,2}(?:\d{1,2}\s?[.,:;)].*|(?:18|19|20)\d\d)|\W*")
"""A possible number of a point, a year or a dash: ``3,``, ``1963``, ``-``."""
INITIAL = regex.compile(r"\W{0,2}(?![IVX]\.)\p{Lu}\.\s")  # R. Ashmann, below his first name; not a Roman numeral
WHOLE_WORD = regex.compile(r"(?<!\w)\p{L}{2,}(?!\w)")  # a word, not letters between digits, 1XX7B


def is_labelled(line: str) -> bool:
    """Whether a line is only a label, or begins with one in capitals, with lower case after it."""
    return BARE_LABEL.fullmatch(line) is not None or (CAPITAL_LABEL.match(line) is not None and not line.isupper())


def is_in_capitals(line: str) -> bool:
    """Whether a line is in capitals, as ``C. ASSOCIATES`` is, but not a typed name."""
    return line.isupper() and LONG_WORD.search(line) is not None and not TYPED_NAME.fullmatch(line.strip())


def is_in_small(line: str) -> bool:
    """Whether most letters of a line are lower-case, so that it is not a row in capitals with some misread letters."""
    return sum(map(str.islower, line)) > sum(map(str.isupper, line))


def is_capital_title(line: str, before: str, width: float) -> bool:
    """Whether a line below the end of a sentence is a heading in capitals in a text in lower case."""
    is_alone = is_in_capitals(line) and not before.isupper() and COMMA.search(line) is None
    return is_alone and _is_apart(line, before, width)


def is_small_title(line: str, before: str, below: str, setting: Setting, words: Vocabulary) -> bool:
    """Whether a line below the end of a sentence is a title, whose words begin with capitals, above a fluent sentence.

    ``Institute of International Relations that summer.`` / ``Birth to 1945: Summary and Conclusion`` / ``He is the``.
    """
    long_words = LONG_WORD.findall(line)
    is_titled = len(WORD_OR_SCRAP.findall(line)) > 1 and all(word[0].isupper() for word in (line, *long_words))
    is_small = sum(map(str.isupper, long_words)) < CAPITAL_SHARE * len(long_words)
    is_known = any(word.upper() in words for word in long_words)
    is_open = COMMA.search(line) is not None or SENTENCE_END.search(line) is not None
    is_apart = _is_apart(line, before, max(setting.width, LONGEST_ROW * setting.reach))
    is_above = _is_text(below, words) and INITIAL.match(below) is None
    return is_titled and is_small and is_known and not is_open and is_apart and is_above


def is_below_scrap(before: str, line: str, setting: Setting, words: Vocabulary) -> bool:
    """Whether a line begins a fluent sentence, and the one above it is a short one without a known word.

    The scrap that an engine made of marks is above a paragraph: ``1XX7B`` / ``Miss McGillen testified from 1025
    hours``.
    """
    is_known = FIGURES_ONLY.fullmatch(before.strip()) is not None or COMMA.search(before) is not None
    is_known = is_known or any(word.upper() in words for word in WHOLE_WORD.findall(before))
    return len(before.strip()) < SCRAP_SHARE * setting.width and not is_known and _is_text(line, words)


def _is_apart(line: str, before: str, width: float) -> bool:
    """Whether a line is short, and too long for one row together with the line before it."""
    return len(line) < SHORT_SHARE * width < width < len(before.strip()) + 1 + len(line)


def _is_text(line: str, words: Vocabulary) -> bool:
    """Whether a line begins a fluent sentence, not an entry with a dash."""
    return SENTENCE.match(line) is not None and not DASHED.match(line) and measured(line, words).is_fluent
