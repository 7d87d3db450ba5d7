"""Page numbers (between dashes, after the word or alone), and file numbers at the head of later pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex

from teikit.core.genres import WIRED
from teikit.layers.facts import PageLine
from teikit.layers.figures import NEAR_LINES
from teikit.layers.recurrence import Recurrence, number_of
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import LineRole

DASHED_NUMBER = regex.compile(
    r"\W?\s?[-–—=~+]\s?\d{1,3}[%*]?\s?[-–—=~+]\s?\W?|[-–—=~]{1,3}\s?\p{Lu}[*e]?\s?[-–—=~]{1,2}\W?"
)
"""The number or letter of a page: ``-19 -``, ``= 28 =``, ``- B* -``, ``=-De-``, ``- 5* -``."""
LONE_LETTER = regex.compile(r"\W{0,3}\p{Lu}\W{0,3}")  # a letter without dashes: C, B.
HALF_DASHED = regex.compile(r"[-–—=~+]\s?\d{1,2}\s?\.")
"""A page number, at the foot, whose second dash was read as a full stop: ``- 2 .``."""
NAMED_NUMBER = regex.compile(r"(?i)\W{0,3}page\W{0,3}\d{1,3}\W{0,3}")
"""A page number after the word: ``Page 22``, ``PAGE : 2``."""
NUMBER_AT_FOOT = regex.compile(r"(?i)\W{0,3}(?:\d{6,9}\W{1,3})?page\W{0,3}(\d{1,4})\W{0,3}")
"""A page number at the foot, perhaps with that of the file before it: ``Page 22``, ``32203773 Page 10``."""
PLACE_NUMBER = regex.compile(r"[^\w(]{0,3}[0-9]{1,3}[^\w.,:)]{0,3}")
"""A number alone that is not a point (``2.``) and not in brackets (``(03``)."""
PAGE_ONE = regex.compile(r"(?i)\W{0,3}page\W{1,3}0{0,2}1\W{0,3}")
"""The number of the first page in the header of a cable: ``PAGE 001``."""
LABEL_OF_NUMBER = regex.compile(r"(?i)(?:.{0,30}\W)?page\W{0,3}")
"""A line that ends in the label of a page number: ``PAGE :``, ``DocId: 32303816 Page``."""
BELOW_NUMBER = (LineRole.BANNER, LineRole.HEAD, LineRole.STAMP)
"""Roles of lines that may be below a page number at the foot."""
LONG_NUMBER = regex.compile(r"[^\w(]{0,3}[0-9]{2,7}[^\w.,:)]{0,3}")
"""A number alone for which one page with the next number is enough: not a point (``2.``), not a frequent digit."""
POINT_NUMBER = regex.compile(r"\W*\d{1,2}\s?[.)]\W*")
"""A number alone that may be that of a point: ``4.``."""
PAGES_COUNTING = 2  # pages around whose numbers go up with a number, at least
LETTER = regex.compile(r"[\p{L}\d]")  # a letter or digit, which a line of specks has not
FEW_DIGITS = 4  # digits of a page number, at most: 0002681 counts the pages of an archive
TOP_LINES = 2  # lines at the top of a page that may have its file number


def is_dashed_number(lines: Sequence[PageLine], stays: Sequence[bool], at: int) -> bool:
    """Whether a line is the number or letter of a page between dashes; ``stays`` says which lines stay in the text."""
    text = lines[at].text.strip()
    is_half = HALF_DASHED.fullmatch(text) is not None
    return DASHED_NUMBER.fullmatch(text) is not None or (is_half and _is_last(lines, stays, at))


def _is_last(lines: Sequence[PageLine], stays: Sequence[bool], at: int) -> bool:
    """Whether no line below it stays in the text of its page."""
    return not any(stays[place] for place in range(at + 1, len(lines)) if lines[place].page == lines[at].page)


def is_cover_letter(lines: Sequence[PageLine], at: int, lexicon: Lexicon) -> bool:
    """Whether a line is the letter of a cover page, alone above the words: ``B.`` / ``COVER PAGE``."""
    below = lines[at + 1] if at + 1 < len(lines) and lines[at + 1].page == lines[at].page else None
    is_letter = LONE_LETTER.fullmatch(lines[at].text.strip()) is not None
    return is_letter and below is not None and lexicon.patterns["cover page"].match(below.text) is not None


def is_page_number(line: PageLine) -> bool:
    """Whether a line at the head or foot of a page is its number: ``-4-``, ``- 2 .``, ``Page 22``.

    A number alone (``4``) must be its place in the input, or in its document.
    """
    if _is_its_place(line):
        return True
    return any(number.fullmatch(line.text.strip()) for number in (DASHED_NUMBER, HALF_DASHED, NAMED_NUMBER))


def is_page_one(line: PageLine) -> bool:
    """Whether a line is the number of the first page of a cable."""
    is_first = line.genre in WIRED and line.page == line.first_page
    return is_first and PAGE_ONE.fullmatch(line.text.strip()) is not None


def is_number_at_foot(lines: Sequence[PageLine], stays: Sequence[bool], at: int) -> bool:
    """Whether the last line of a page is a page number equal to its place in the input: ``32203773 Page 10``."""
    number = NUMBER_AT_FOOT.fullmatch(lines[at].text.strip())
    if number is None or int(number[1]) != lines[at].page + 1:
        return False
    return _is_last(lines, stays, at)


def is_place_of_page(lines: Sequence[PageLine], at: int, lexicon: Lexicon) -> bool:
    """Whether a number alone is the place of its page in the input or its document, and is where page numbers are.

    That is on a later page below the label ``PAGE:``, or at the foot, with only banners, stamps and the end mark below
    it.
    """
    line = lines[at]
    if line.page == line.first_page or not (_is_its_place(line) and PLACE_NUMBER.fullmatch(line.text.strip())):
        return False
    if lines[at - 1].page == line.page and LABEL_OF_NUMBER.fullmatch(lines[at - 1].text.strip()):
        return True
    below = takewhile(lambda row: row.page == line.page, lines[at + 1 :])
    is_end = lexicon.patterns["end of message"].match
    return all(row.known_role in BELOW_NUMBER or not LETTER.search(row.text) or is_end(row.text) for row in below)


def _is_its_place(line: PageLine) -> bool:
    """Whether a line is only a number, the place of its page in the input or in its document."""
    return number_of(line.text) in (line.page + 1, line.page - line.first_page + 1)


def is_short_number(text: str) -> bool:
    """Whether a line whose number goes up with the pages around is a page number: ``76``, not ``0002681``."""
    return sum(map(str.isdigit, text)) <= FEW_DIGITS


def numbers_that_count(recurrence: Recurrence, lines: Sequence[PageLine]) -> dict[int, int]:
    """The places of the numbers alone that go up with the pages around, each with the number of these pages.

    Line numbers of a transcript (``2``, ``3`` below each other), and that of a point near the page number (``4.`` below
    ``3``), are not among them.
    """
    counting = {at: recurrence.counting(at) for at in range(len(lines))}
    needed = {at: 1 if LONG_NUMBER.fullmatch(line.text.strip()) else PAGES_COUNTING for at, line in enumerate(lines)}
    points = {at for at, line in enumerate(lines) if POINT_NUMBER.fullmatch(line.text.strip())}
    numbers = {at for at in counting.keys() - points if counting[at] >= needed[at] and not _counts_lines(lines, at)}
    alone = {at for at in points if counting[at] >= needed[at] and numbers.isdisjoint(_near(lines, at))}
    return {at: counting[at] for at in sorted(numbers | alone)}


def _counts_lines(lines: Sequence[PageLine], at: int) -> bool:
    """Whether a number alone on its line has the next one, or the one before, near it on its page."""
    value = number_of(lines[at].text)
    texts = (lines[place].text for place in _near(lines, at))
    numbers = (number_of(text) for text in texts if not POINT_NUMBER.fullmatch(text.strip()))
    return value is not None and any(number is not None and abs(number - value) == 1 for number in numbers)


def _near(lines: Sequence[PageLine], at: int) -> list[int]:
    """The places of the lines of a page that are near one of them."""
    around = range(max(at - NEAR_LINES, 0), min(at + NEAR_LINES + 1, len(lines)))
    return [place for place in around if place != at and lines[place].page == lines[at].page]


def is_file_head(lines: Sequence[PageLine], stays: Sequence[bool], at: int, lexicon: Lexicon) -> bool:
    """Whether a line is the number of a file at the head of a later page: ``RH 92-264``."""
    is_number = lexicon.patterns["file head"].match(lines[at].text) is not None
    return is_number and lines[at].page > 0 and _is_top(lines, stays, at)


def _is_top(lines: Sequence[PageLine], stays: Sequence[bool], at: int) -> bool:
    """Whether a line is among the first on its page, not counting specks and stamps."""
    above = takewhile(lambda place: lines[place].page == lines[at].page, range(at - 1, -1, -1))
    return sum(stays[place] for place in above) < TOP_LINES
