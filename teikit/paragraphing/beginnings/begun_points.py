"""Numbered points that begin a paragraph although no sentence seems to end above them.

POUCHING DETAILS. Xe                    a scrap after the sentence
2. MDC WANTS ADVICE WHAT ACTION
COMPLICATE DEVELOPMENT AND BURN ASSETS, a comma read for a full stop
2. DESPITE ABOVE HQS INTERESTED         the first legible number of the telegram
"""

from __future__ import annotations

import regex

from teikit.layers.measures import KNOWN_COUNT, measured
from teikit.paragraphing.points import NUMBERED, Point
from teikit.words.vocabulary import Vocabulary

NUMBERED_SENTENCE = regex.compile(r"\W{0,2}\d{1,2}\.\s(?!\p{Lu}\p{L}{2,8}[.,]? \d{4}\b)\W?\p{Lu}")
"""A point that is a sentence, ``13. Subject then departed``, not a date, ``17. May 1961``."""
OPEN_WORD = regex.compile(r"(?<!\p{L})(\p{L}{2,})$")  # the last word of a line with no mark after it: sailed on
LONG_WORD = regex.compile(r"\p{L}{3}")  # a word, which such a point has after its number
EARLY_POINT = 3  # number of a point that may be the first legible one of its document, at most


def is_first_point(line: str, point: Point, last: Point | None) -> bool:
    """Whether a line is the first legible point of its text: there is no ``last`` one above it."""
    is_early = last is None and 0 < point.place <= EARLY_POINT
    return is_early and LONG_WORD.search(line) is not None and _is_sentence(line, point)


def is_after_scrap(before: str, line: str, point: Point, words: Vocabulary) -> bool:
    """Whether a fluent line is a point although there is a scrap after the sentence above it.

    It is not below a known word, ``sailed on``.
    """
    word = OPEN_WORD.search(before.rstrip())
    is_known = word is not None and words.get(word[1].upper(), 0) >= KNOWN_COUNT
    return not is_known and _is_sentence(line, point) and measured(line, words).is_fluent


def _is_sentence(line: str, point: Point) -> bool:
    """Whether a line is a sentence with a plain number before it."""
    return point.is_plain and point.style == NUMBERED and NUMBERED_SENTENCE.match(line) is not None
