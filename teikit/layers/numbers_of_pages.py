"""The number of a page between dashes or behind the word, and the number of a file at the head of a later page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex

from teikit.layers.facts import PageLine
from teikit.lexicon import Lexicon

DASHED_NUMBER = regex.compile(
    r"\W?\s?[-–—=~+]\s?\d{1,3}%?\s?[-–—=~+]\s?\W?|[-–—=~]{1,3}\s?\p{Lu}[*e]?\s?[-–—=~]{1,2}\W?"
)
"""The number or letter of a page: ``-19 -``, ``= 28 =``, ``- B* -``, ``=-De-``"""
HALF_DASHED = regex.compile(r"[-–—=~+]\s?\d{1,2}\s?\.")
"""The number of a page, at its foot, whose second dash was read as a full stop: ``- 2 .``"""
NAMED_NUMBER = regex.compile(r"(?i)\W{0,3}page\W{0,3}\d{1,3}\W{0,3}")
"""The number of a page behind the word: ``Page 22``, ``PAGE : 2``"""
TOP = 2  # lines at the head of a page in which its file number stands, at most


def is_dashed_number(lines: Sequence[PageLine], stays: Sequence[bool], at: int) -> bool:
    """Whether a line is the number or letter of a page between dashes; ``stays`` says which lines stay in the text."""
    text = lines[at].text.strip()
    is_last = not any(stays[place] for place in range(at + 1, len(lines)) if lines[place].page == lines[at].page)
    return DASHED_NUMBER.fullmatch(text) is not None or (is_last and HALF_DASHED.fullmatch(text) is not None)


def is_page_number(text: str) -> bool:
    """Whether a line of the head or foot of a page is its number: ``-4-``, ``- B* -``, ``- 2 .``, ``Page 22``."""
    return any(number.fullmatch(text.strip()) for number in (DASHED_NUMBER, HALF_DASHED, NAMED_NUMBER))


def is_file_head(lines: Sequence[PageLine], stays: Sequence[bool], at: int, lexicon: Lexicon) -> bool:
    """Whether a line is the number of a file at the head of a later page: ``RH 92-264``."""
    is_number = lexicon.patterns["file head"].match(lines[at].text) is not None
    return is_number and lines[at].page > 0 and _is_top(lines, stays, at)


def _is_top(lines: Sequence[PageLine], stays: Sequence[bool], at: int) -> bool:
    """Whether a line is among the first on its page, not counting specks and stamps."""
    above = takewhile(lambda number: lines[number].page == lines[at].page, range(at - 1, -1, -1))
    return sum(stays[number] for number in above) < TOP
