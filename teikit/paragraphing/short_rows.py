"""Whether a line begins by itself below a short one that ends no sentence: below a date, or below a wide gap.

Miami 21 August 1959                a dateline
Orlando has told me that the boat
"""

from __future__ import annotations

import regex

from teikit.layers.measures import FLUENT_WORDS, measured
from teikit.paragraphing.points import SENTENCE
from teikit.paragraphing.setting import Setting
from teikit.words.vocabulary import Vocabulary

DATE_LAST = regex.compile(
    r"(?<!\b(?:on|in) )(?<![\w/-])(?:\d{1,2}\W{1,2}\p{L}{3,9}\W{1,3}(?:\d\d)?\d\d|\p{L}{3,9}\W{1,2}\d{1,2}, ?\d{4}"
    r"|\d{1,4}[/-]\d{1,6}[/-]\d{1,6})[^\w,]{0,3}$",
    regex.IGNORECASE,
)
"""A date, or the number of a file, at the end of a line: ``Miami 21 August 1959``, ``w/Veciana 11/1/62``,
``201-25/812``; not ``on July 31, 1964``"""
CAPITAL_FIRST = regex.compile(r"\W{0,2}\p{Lu}\p{Ll}")  # the first word of an entry in small letters: Field Comments
WIDE_GAP = 2  # blank lines where one stands between most lines, at least


def is_below_entry(before: str, line: str, gap: str, setting: Setting, words: Vocabulary) -> bool:
    """Whether a line begins by itself below the line ``before``, which is short and ends no sentence.

    ``gap`` is what stands between the two lines. No row of a telegram does.
    """
    if line.isupper() or SENTENCE.match(line) is None:
        return False
    if DATE_LAST.search(before.strip()):
        return measured(before, words).long_words < FLUENT_WORDS
    is_wide = not setting.has_blank_lines and not gap.strip() and gap.count("\n") >= WIDE_GAP
    return is_wide and CAPITAL_FIRST.match(line) is not None
