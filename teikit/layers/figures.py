"""Numbers on lines of their own: those that may be content, and those that an engine made of specks or scrawls.

Short words that a column of a table repeats are content, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

from teikit.core.genres import SHEET
from teikit.layers.facts import PageLine
from teikit.layers.recurrence import number_of

LETTER = regex.compile(r"\p{L}")  # a letter, which no number has
FEWEST_DIGITS = 2  # digits of a number that may be content, at least
NEAR_LINES = 4  # lines up or down to the next number if the lines of a page are numbered, at most
MOST_DIGITS = 3  # digits of a number that may be a speck, at most: more may be the number of a message (``4818``)
MOST_FIGURES = 4  # numbers on lines of their own on a page that is not a table, at most
LONG_FIGURE = 7  # digits of a number that is one of a column if the page has others of its form, at least
COLUMN_FIGURES = 3  # numbers of one form in a column, at least
STRAY_CHANCE = 0.15  # chance of being text or header below which such a number is neither
SURELY_STRAY_CHANCE = 0.05  # the same for one that may have been typed: (80), the end of a file number in a stamp
CONTENT = regex.compile(r"\W*\d{1,3}\s?[.):]+\W*|\W*\(\d{1,3}.?|.*[$#].*|.*\d[.,]\d\d\W*|['’]\d\d")
"""A typed number: ``2.``, ``(5)``, ``$ 30``, ``7.50``, ``'60``"""
COPIES = regex.compile(r"\s*[-–—•]\s?\w")  # the line below the number of copies: 2 / - COS/G
AMOUNT = regex.compile(r"\W*\d[\d ,.]*[.,]\d\d\W*")  # 1,200.00
TABLE_AMOUNTS = 3  # amounts on lines of their own on a page that is a table, at least
LONE_DATE = regex.compile(r"\W*\d{1,2}([/-])\d{1,2}\1(?:\d{2}|\d{4})\W*")  # 02/21/78
VALUE = regex.compile(r"(?=\p{Ll}?\p{Lu})\p{L}{2,5}")  # a word that a column may repeat: HQ, cG
LEAST_REPEATED = 3  # times that a page has such a word on a line of its own, at least
OF_FIGURES = ("form", "list", SHEET)
"""Genres of documents that have numbers on lines of their own."""


def is_figure(text: str) -> bool:
    """Whether a line has digits and no letters."""
    return any(map(str.isdigit, text)) and not LETTER.search(text)


def may_be_content(lines: Sequence[PageLine], at: int) -> bool:
    """Whether a line is a number that may be content, such as the cents of a table, and does not count the lines."""
    text = lines[at].text
    if not is_figure(text) or len(regex.findall(r"\d", text)) < FEWEST_DIGITS:
        return False
    value = number_of(text)
    numbers = (number_of(line.text) for line in lines[max(at - NEAR_LINES, 0) : at + NEAR_LINES + 1])
    return value is None or not any(number is not None and abs(number - value) == 1 for number in numbers)


def is_of_column(lines: Sequence[PageLine], at: int) -> bool:
    """Whether a line is a long number, and its page has others of its form, as in a column: ``000-12-3456``."""
    line = lines[at]
    is_long = is_figure(line.text) and sum(map(str.isdigit, line.text)) >= LONG_FIGURE
    if not is_long or LONE_DATE.fullmatch(line.text.strip()):
        return False
    alike = (there for there in lines if there.page == line.page and _form(there.text) == _form(line.text))
    return sum(1 for _ in alike) >= COLUMN_FIGURES


def _form(text: str) -> str:
    """The form of a line of digits, without spaces: ``000-00-0000``."""
    return regex.sub(r"\d", "0", "".join(text.split()))


def pages_of_amounts(lines: Iterable[PageLine]) -> set[int]:
    """The pages that are tables of amounts, where a line like a label of a form may be the head of a column."""
    amounts = Counter(line.page for line in lines if AMOUNT.fullmatch(line.text.strip()))
    return {page for page, count in amounts.items() if count >= TABLE_AMOUNTS}


def repeated_values(lines: Sequence[PageLine]) -> set[int]:
    """The lines with a short word that a column of their page repeats, unlike specks and stamps: ``HQ``."""
    values = {
        at: (line.page, line.text.strip().upper())
        for at, line in enumerate(lines)
        if VALUE.fullmatch(line.text.strip())
    }
    counts = Counter(values.values())
    return {at for at, value in values.items() if counts[value] >= LEAST_REPEATED}


def is_stray(lines: Sequence[PageLine], stays: Sequence[bool], at: int, kept: float) -> bool:
    """Whether a line is a short number that belongs to nothing, on a page of prose: ``4 03 :``, ``÷81``.

    ``stays`` says of each line whether it stays in the text, ``kept`` is the chance of this one.
    """
    line, text = lines[at], lines[at].text.strip()
    if kept >= STRAY_CHANCE or line.genre in OF_FIGURES or not is_figure(text):
        return False
    if kept >= SURELY_STRAY_CHANCE and CONTENT.fullmatch(text):
        return False
    if sum(map(str.isdigit, text)) > MOST_DIGITS or (at + 1 < len(lines) and COPIES.match(lines[at + 1].text)):
        return False
    on_page = (staying for staying, stay in zip(lines, stays, strict=True) if stay and staying.page == line.page)
    return sum(is_figure(staying.text) for staying in on_page) <= MOST_FIGURES
