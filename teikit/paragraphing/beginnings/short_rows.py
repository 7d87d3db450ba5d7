"""Lines that begin something new below a short one that ends no sentence: below a date, or below a wide gap.

Miami 21 August 1959                a dateline
Orlando has told me that the boat
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from teikit.core import Line
from teikit.layers.measures import FLUENT_WORDS, measured
from teikit.lexicon import Lexicon
from teikit.paragraphing.groups import Bounds
from teikit.paragraphing.line_patterns import SENTENCE_END, goes_on
from teikit.paragraphing.points import SENTENCE
from teikit.paragraphing.setting import Setting

DATE_LAST = regex.compile(
    r"(?<!\b(?:on|in) )(?<![\w/-])(?:\d{1,2}\W{1,2}\p{L}{3,9}\W{1,3}(?:\d\d)?\d\d|\p{L}{3,9}\W{1,2}\d{1,2}, ?\d{4}"
    r"|\d{1,4}[/-]\d{1,6}[/-]\d{1,6})[^\w,]{0,3}$",
    regex.IGNORECASE,
)
"""A date, or the number of a file, at the end of a line: ``Miami 21 August 1959``, ``w/Veciana 11/1/62``,
``201-25/812``; not ``on July 31, 1964``"""
CAPITAL_FIRST = regex.compile(r"\W{0,2}\p{Lu}\p{Ll}")  # the first word of a line in lower case: Field Comments
WIDE_GAP = 2  # blank lines, at least, if there is one between most lines


def below_short_rows(
    text: str, documents: Sequence[Sequence[Line]], settings: Mapping[int, Setting], bounds: Bounds, lexicon: Lexicon
) -> Iterator[int]:
    """The starts of the lines of each document that begin something new below a date or a wide gap.

    ``settings`` says how the page of each line is typed, by its start.
    """
    for lines in documents:
        for above, (before, line) in zip([None, *lines], pairwise(lines), strict=False):
            setting = settings[line.start]
            if not bounds.follows(before, line) or not setting.is_short(before.text):
                continue
            rows = [row.text.rstrip() for row in (above, before) if row and bounds.are_on_one_page(row, line)]
            if any(map(setting.is_full, rows)) and not SENTENCE_END.search(rows[0]):
                continue  # the line before may be a scrap within a sentence
            if _begins(rows[-1], line.text.strip(), text[before.next : line.start], setting, lexicon):
                yield line.start


def _begins(before: str, line: str, gap: str, setting: Setting, lexicon: Lexicon) -> bool:
    """Whether a line begins something new; ``gap`` is the white space above it. No row of a telegram does."""
    if line.isupper() or SENTENCE.match(line) is None:
        return False
    if DATE_LAST.search(before):
        return measured(before, lexicon.words).long_words < FLUENT_WORDS
    is_wide = not setting.has_blank_lines and not gap.strip() and gap.count("\n") >= WIDE_GAP
    is_of_text = SENTENCE_END.search(before) is not None or goes_on(before, lexicon.patterns)
    return is_wide and not is_of_text and CAPITAL_FIRST.match(line) is not None
