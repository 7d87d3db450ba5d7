"""What recurs over the pages of a document: the sign of running heads, footers, page numbers and stamps anywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import regex
from rapidfuzz.distance import Levenshtein

from teikit.lexicon.matching import key

EDGE = 8  # lines at the head and foot of a page that are compared with those of other pages
NEAR_PAGES = 3  # pages before and after that are compared
NUMBER_LINE = regex.compile(r"[^\w@]*(?=[@OolI]*\d)([\d@OolI]{1,8})\W*")  # - 17 -, 0002680, @002681
MISREAD_DIGITS = str.maketrans("@OolI", "00011")
SHORT = 4  # letters below which a line must be exactly the same on other pages: of, NO.
LONGER = 3  # letters by which two lines that count as one may differ in length
SAME_LINE = 0.8  # similarity above which two lines count as one, apart from a counter
NO_KEYS: frozenset[str] = frozenset()
"""What stands at the head and foot of a page that does not exist."""


class Recurrence:
    """The lines of a document, ready to be asked on which other pages they stand."""

    def __init__(self, lines: Sequence[str], pages: Mapping[int, Sequence[int]]) -> None:
        """``pages`` has the numbers of the lines of each page."""
        self.keys = [key(line) for line in lines]
        self._numbers = [number_of(line) for line in lines]
        self._page = {number: page for page, numbers in pages.items() for number in numbers}
        self._edges: dict[int, Sequence[int]] = (
            {page: _edge(numbers) for page, numbers in pages.items()} if len(pages) > 1 else {}
        )
        self._edge_keys = {page: {self.keys[number] for number in numbers} for page, numbers in self._edges.items()}
        self._pages_with: dict[str, set[int]] = defaultdict(set)
        for number, page in self._page.items():
            self._pages_with[self.keys[number]].add(page)

    def at_edges(self, number: int) -> int:
        """The near pages that have such a line at their head or foot, as its own page has it; none for a number."""
        wanted = self.keys[number]
        if not wanted or wanted.isdigit() or not self.is_edge(number):
            return 0
        near = range(self._page[number] - NEAR_PAGES, self._page[number] + NEAR_PAGES + 1)
        return sum(self._has(wanted, page) for page in near if page != self._page[number])

    def _has(self, wanted: str, page: int) -> bool:
        """Whether a page has such a line at its head or foot."""
        keys = self._edge_keys.get(page, NO_KEYS)
        if wanted in keys or len(wanted) < SHORT:
            return wanted in keys
        return any(
            abs(len(there) - len(wanted)) <= LONGER
            and Levenshtein.normalized_similarity(wanted, there, score_cutoff=SAME_LINE) > SAME_LINE
            for there in keys
        )

    def is_edge(self, number: int) -> bool:
        """Whether a line is at the head or foot of its page."""
        return number in self._edges.get(self._page[number], ())

    def anywhere(self, number: int) -> int:
        """The other pages of the document that have the very line, wherever it stands: ``REPRODUCTION PROHIBITED``."""
        return len(self._pages_with[self.keys[number]]) - 1 if len(self.keys[number]) >= SHORT else 0

    def counting(self, number: int) -> int:
        """The near pages that have a number at their head or foot that is as far from this one as they are."""
        value, page = self._numbers[number], self._page[number]
        if value is None or not self.is_edge(number):
            return 0
        edges = self._near_edges(page)
        return sum(any(self._numbers[place] == value + there - page for place in edge) for there, edge in edges.items())

    def _near_edges(self, page: int) -> dict[int, Sequence[int]]:
        near = range(page - NEAR_PAGES, page + NEAR_PAGES + 1)
        return {there: self._edges[there] for there in near if there != page and there in self._edges}


def number_of(line: str) -> int | None:
    """The number that a whole line consists of, as engines read it.

    >>> number_of("@002681"), number_of("- l7 -"), number_of("17 MARCH")
    (2681, 17, None)
    """
    digits = NUMBER_LINE.fullmatch(line.strip())
    return int(digits[1].translate(MISREAD_DIGITS)) if digits else None


def _edge(numbers: Sequence[int]) -> Sequence[int]:
    return numbers if len(numbers) <= 2 * EDGE else [*numbers[:EDGE], *numbers[-EDGE:]]
