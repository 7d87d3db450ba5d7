"""Lines that recur on the pages of a document, like running heads, footers, page numbers and stamps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import regex
from rapidfuzz.distance import Levenshtein

from teikit.lexicon.matching import key

EDGE_LINES = 8  # lines at the head, and as many at the foot, of a page that are compared with those of other pages
NEAR_PAGES = 3  # pages before, and as many after, a page with which it is compared
NUMBER_LINE = regex.compile(r"[^\w@]*(?=[@OolI]*\d)([\d@OolI]{1,8})\W*")  # - 17 -, 0002680, @002681
MISREAD_DIGITS = str.maketrans("@OolI", "00011")  # the digits, by what engines read for them
SHORT_LINE = 4  # letters of a line, below which it must be exactly the same on other pages: of, NO.
MOST_LONGER = 3  # letters by which two lines that count as the same may differ in length, at most
SAME_LINE = 0.8  # similarity, 0 to 1, above which two lines count as the same, apart from digits
GARBLED_LINE = 0.65  # the same for a line at the very edge of its page that nearly all pages around have
LONG_LINE = 12  # letters of such a line, at least
DIGITS = regex.compile(r"\d+")  # the numbers of a line
FEW_DIGITS = 3  # digits of two lines, up to which they must be exactly the same: 27 is not 29
MANY_DIGITS = 6  # digits of a number of which one may be misread, at least
SAME_NUMBERS = 0.65  # similarity, 0 to 1, of the digits of two lines with the same numbers, at least
AGREEING_PAGES = 2  # near pages on which a line has the same numbers, or numbers that go up with the pages, at least
NO_KEYS: frozenset[str] = frozenset()
"""The lines at the head and foot of a page that does not exist."""


class Recurrence:
    """The lines of a document, and the number of pages on which each recurs. Lines are named by their places."""

    def __init__(self, lines: Sequence[str], pages: Mapping[int, Sequence[int]]) -> None:
        """``pages`` has the places of the lines of each page, in order."""
        self.keys = [key(line) for line in lines]
        self._numbers = [number_of(line) for line in lines]
        self._digits = [DIGITS.findall(line) for line in lines]
        self._page = {at: page for page, places in pages.items() for at in places}
        self._edges: dict[int, Sequence[int]] = (
            {page: _edge(places) for page, places in pages.items()} if len(pages) > 1 else {}
        )
        self._edge_keys = {page: {self.keys[at] for at in places} for page, places in self._edges.items()}
        self._pages_with: dict[str, set[int]] = defaultdict(set)
        for at, page in self._page.items():
            self._pages_with[self.keys[at]].add(page)

    def at_edges(self, at: int) -> int:
        """The number of near pages with a line at their head or foot, if its own has it there; 0 for a bare number."""
        wanted = self.keys[at]
        if not wanted or wanted.isdigit() or not self.is_edge(at):
            return 0
        pages = range(self._page[at] - NEAR_PAGES, self._page[at] + NEAR_PAGES + 1)
        return sum(self._has(wanted, page) for page in pages if page != self._page[at])

    def is_garbled(self, at: int) -> bool:
        """Whether a long line is a bad misreading of one that nearly all near pages have at their head or foot.

        ``COMIVELTEE SENSITIVE`` at the head of its page, where the pages around have ``COMMITTEE SENSITIVE``.
        """
        wanted = self.keys[at]
        if sum(map(str.isalpha, wanted)) < LONG_LINE or not self.is_edge(at):
            return False
        page = self._page[at]
        pages = [nearby for nearby in self._edges if nearby != page and abs(nearby - page) <= NEAR_PAGES]
        return sum(self._has(wanted, nearby, GARBLED_LINE) for nearby in pages) >= max(NEAR_PAGES, len(pages) - 1)

    def _has(self, wanted: str, page: int, alike: float = SAME_LINE) -> bool:
        """Whether a page has this line, perhaps misread, at its head or foot."""
        keys = self._edge_keys.get(page, NO_KEYS)
        return wanted in keys or (len(wanted) >= SHORT_LINE and any(is_same(wanted, key, alike) for key in keys))

    def agrees(self, at: int) -> bool:
        """Whether the numbers in a line are the same on near pages, or go up with the pages; a line may have none.

        ``DOHB 70-1-1`` agrees with itself, ``Phillips, page 3`` with ``Phillips, page 4`` on the next page; the
        headings ``Page 27.``, ``Page 33.`` of remarks do not agree, nor does ``File #A12 531 109`` with
        ``File #A14 529 111``.
        """
        if not self._digits[at]:
            return True
        page, wanted = self._page[at], self.keys[at]
        agreeing = 0
        for nearby, edge in self._near_edges(page).items():
            alike = (place for place in edge if self.keys[place] == wanted or is_same(wanted, self.keys[place]))
            agreeing += any(_agree(self._digits[at], self._digits[place], nearby - page) for place in alike)
        return agreeing >= AGREEING_PAGES

    def is_edge(self, at: int) -> bool:
        """Whether a line is among those at the head or foot of its page."""
        return at in self._edges.get(self._page[at], ())

    def anywhere(self, at: int) -> int:
        """The number of other pages with exactly this line anywhere: ``REPRODUCTION PROHIBITED``; 0 for a short one."""
        return len(self._pages_with[self.keys[at]]) - 1 if len(self.keys[at]) >= SHORT_LINE else 0

    def counting(self, at: int) -> int:
        """The number of near pages that fit a number: page 5 has 76 at its head or foot, page 6 has 77, page 8 79."""
        value, page = self._numbers[at], self._page[at]
        if value is None or not self.is_edge(at):
            return 0
        edges = self._near_edges(page)
        return sum(
            any(self._numbers[place] == value + nearby - page for place in edge) for nearby, edge in edges.items()
        )

    def _near_edges(self, page: int) -> dict[int, Sequence[int]]:
        """The lines at the head and foot of each near page."""
        pages = range(page - NEAR_PAGES, page + NEAR_PAGES + 1)
        return {nearby: self._edges[nearby] for nearby in pages if nearby != page and nearby in self._edges}


def is_same_number(first: str, second: str) -> bool:
    """Whether the digits of two numbers are the same; in a long number one may be misread.

    >>> is_same_number("3566650", "3566658"), is_same_number("166208", "166208"), is_same_number("27", "29")
    (True, True, False)
    """
    return first == second or (len(first) >= MANY_DIGITS and Levenshtein.distance(first, second, score_cutoff=1) <= 1)


def is_same(first: str, second: str, alike: float = SAME_LINE) -> bool:
    """Whether two lines that are not very short are the same, perhaps misread, apart from digits."""
    if len(first) < SHORT_LINE or abs(len(second) - len(first)) > MOST_LONGER:
        return False
    return Levenshtein.normalized_similarity(first, second, score_cutoff=alike) > alike


def _agree(first: Sequence[str], second: Sequence[str], pages: int) -> bool:
    """Whether the numbers of two lines are nearly the same, or differ by the number of pages between the lines."""
    digits, second_digits = "".join(first), "".join(second)
    likeness = Levenshtein.normalized_similarity(digits, second_digits)
    if not second or likeness == 1 or (likeness >= SAME_NUMBERS and len(digits) > FEW_DIGITS):
        return True
    return any(int(number) - int(start) == pages for start in first for number in second)


def number_of(line: str) -> int | None:
    """The number that is the whole of a line, perhaps with letters read for digits; None for any other line.

    >>> number_of("@002681"), number_of("- l7 -"), number_of("17 MARCH")
    (2681, 17, None)
    """
    digits = NUMBER_LINE.fullmatch(line.strip())
    return int(digits[1].translate(MISREAD_DIGITS)) if digits else None


def _edge(places: Sequence[int]) -> Sequence[int]:
    """The first and the last lines of a page; all if there are few."""
    return places if len(places) <= 2 * EDGE_LINES else [*places[:EDGE_LINES], *places[-EDGE_LINES:]]
