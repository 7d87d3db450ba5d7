"""Heads and feet of pages that the judge may take for text: with the number of the document, or a page number.

CURRECTED COPY 2701512 JAN 78 43099      the header of the first page has 2701512 and 43099, too
Phillips, page 2:
(continued)                              also at the foot of a page
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import takewhile

import regex

from teikit.layers.edges import YEAR
from teikit.layers.facts import PageLine
from teikit.layers.measures import measured
from teikit.layers.pages import HEADER_LINES, goes_on_to_end, lines_by_page
from teikit.layers.recurrence import is_same_number
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import LineRole
from teikit.lexicon.patterns import Patterns
from teikit.words.vocabulary import Vocabulary

HEAD_CHANCE = 0.55  # chance of being text or header below which a line may be a head
HEAD_WORD = regex.compile(r"\p{L}{3,}")  # a word, which a head has, unlike a scrap or a point
AMOUNT = regex.compile(r"\d[.,]\d\d(?!\d)")  # ``200,00``
HEAD_LINES = 4  # lines at the top of a page that may have its head
LONGEST_HEAD = 60  # characters of such a line, at most
PAGES_BEFORE = 6  # pages before a page with which it may share a number
LEAST_DIGITS = 4  # digits of a number that identifies a document, at least
NUMBER_AS_READ = regex.compile(r"[\dOoQlISBZ]*\d[\dOoQlISBZ,./-]*")
"""A number, with letters that engines read for digits: ``I23-O``."""
FIGURES_BY_LETTER = str.maketrans("OoQlISBZ", "00011582")  # the digits, by the letters that engines read for them
ANY_DATE = regex.compile(
    r"\d{1,2}\W\d{1,2}\W(?:19)?\d{2}\b|(?i:\p{L}{3,}\W{1,3}\d{1,2},?\W{1,3}\d{4}|\d{1,2}\W{1,3}\p{L}{3,}\W{1,3}\d{4})"
)
"""A date, which documents have in common: ``3/30/63``, ``March 2, 1978``, ``2 March 1978``"""
RECORD = regex.compile(r"\d{2,3}-?\d{5}-\d{4,5}")
"""The number of a record in the archive, which a list names: ``104-10074-10368``"""
FOOT_LINES = 3  # lines at the foot of a page that may say that it is continued


def named_heads(
    lines: Sequence[PageLine],
    stays: Sequence[bool],
    kept: Sequence[float],
    references: Container[int],
    lexicon: Lexicon,
) -> set[int]:
    """The places of the lines at the head of later pages that are running heads.

    ``stays`` says of each line whether it stays in the text, ``kept`` what its chance of being text or header is;
    ``references`` are the lines that name a page of another text: ``(continued)`` below ``Page 9.`` belongs to it.
    """
    places, patterns = lines_by_page(lines), lexicon.patterns
    named: set[int] = set()
    for page in places:
        foot = [at for at in page if stays[at]][-FOOT_LINES:]
        named.update(at for at in foot if not lines[at].known_role and _goes_on(lines[at].text, patterns))
    for index, page in enumerate(places[1:], 1):
        if not goes_on_to_end(lines, places[index - 1], page):
            continue
        before = places[max(index - PAGES_BEFORE, 0) : index]
        known_numbers = {digits for page_before in before for digits in _known_numbers(lines, page_before)}
        above = takewhile(lambda at: at not in references, page)
        head = _head(lines, (at for at in above if stays[at]), lexicon.words)
        naming = (at for at in head if kept[at] < HEAD_CHANCE and _is_named(lines[at].text, known_numbers, patterns))
        last = max(naming, default=-1)
        named.update(at for at in head if at == last or (at < last and _is_above(lines[at], kept[at])))
    return named


def _head(lines: Sequence[PageLine], staying: Iterable[int], words: Vocabulary) -> list[int]:
    """The places of the short lines at the head of a page, above its first fluent line."""
    above_text = takewhile(lambda at: not measured(lines[at].text, words).is_fluent, staying)
    return [
        at
        for at in list(above_text)[:HEAD_LINES]
        if not lines[at].known_role and len(lines[at].text.strip()) <= LONGEST_HEAD
    ]


def _goes_on(text: str, patterns: Patterns) -> bool:
    """Whether a line says that a page continues: ``Continued from previous page``, ``END OF PAGE TWO``."""
    return patterns["page goes on"].match(text.strip()) is not None


def _is_above(line: PageLine, kept: float) -> bool:
    """Whether a line above a head may belong to it: ``STAFF`` above ``CORRECTED COPY``; a point or scrap does not."""
    return kept < HEAD_CHANCE and HEAD_WORD.search(line.text) is not None


def _known_numbers(lines: Sequence[PageLine], page: Sequence[int]) -> Iterator[str]:
    """The numbers in the header and the running heads of a page, and those at its head."""
    for order, at in enumerate(page):
        is_near = order < HEADER_LINES and not AMOUNT.search(lines[at].text)
        if is_near or lines[at].known_role in (LineRole.FIELD, LineRole.HEAD):
            yield from _numbers(lines[at].text)


def _numbers(text: str) -> Iterator[str]:
    """The digits of each number in a line that may identify a document, without dates and years."""
    for match in NUMBER_AS_READ.finditer(ANY_DATE.sub(" ", text)):
        digits = regex.sub(r"\D", "", match[0].translate(FIGURES_BY_LETTER))
        if len(digits) >= LEAST_DIGITS and not YEAR.fullmatch(digits):
            yield digits


def _is_named(text: str, known: set[str], patterns: Patterns) -> bool:
    """Whether a line has one of the known numbers, or a page number of its document."""
    if AMOUNT.search(text) or RECORD.search(text):
        return False
    if _goes_on(text, patterns) or patterns["page of a document"].fullmatch(text.strip()):
        return True
    return any(is_same_number(digits, number) for digits in _numbers(text) for number in known)
