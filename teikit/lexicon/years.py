"""Whether a year that a page shows is likelier another one misread: ``5 September 1951`` on a paper of 1961.

What tells is how many documents of either year were counted, and whether the same file names the year once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

import regex

YEAR = regex.compile(
    r"(?<![0-9.,/-])(?:19|20)[0-9]{2}(?![0-9,/-])|(?<=[0-9]\s?\p{L}{3,9}[.,]?\s)[4-9][0-9](?![0-9.,/:-])"
)
"""A year in a text: ``in 1961``, ``16 Oct 53``."""
CENTURY = 1900  # what a year of two figures lacks
MISREAD = {"5": "6", "8": "6"}
"""Figures of decades and what they were before they were misread: 1951, 1952, 1957, 1983 for years of the sixties."""
SHARE = 0.02  # share of the dates of the sixties that were misread so: 4 of about 200
LATER = 25.0  # how much likelier a later year is if a file names it alone: no page of 1957 tells of 1967
SURE = 3.0  # how much likelier a year must be than the one that it may be misread from


class Years:
    """The years of the documents of a collection: how many were counted of each."""

    def __init__(self, documents: Mapping[int, int]) -> None:
        self._documents = documents

    def rival(self, year: int) -> int:
        """The year that another one is misread from perhaps; 0 where no engine misreads its decade."""
        figures = str(year)
        usual = MISREAD.get(figures[2:3])
        return int(figures[:2] + usual + figures[3:]) if usual and self._documents else 0

    def is_doubtful(self, year: int, text: str, shown: str) -> bool:
        """Whether a year is likely misread. ``text`` is the file, ``shown`` the date as it stands there.

        It is not where the file names that year or the one before elsewhere.
        """
        rival = self.rival(year)
        likelier, counted = SURE * SHARE * self._near(rival), self._near(year)
        if not rival or counted >= likelier * LATER:
            return False
        named = _years_in(text) - _years_in(shown)
        if named[year] or named[year - 1]:
            return False
        told = rival > year and bool(named[rival] or named[rival - 1])
        return counted < likelier * (LATER if told else 1.0)

    def _near(self, year: int) -> float:
        """How many documents were counted of a year and of those beside it, on the average."""
        return sum(self._documents.get(near, 0) for near in (year - 1, year, year + 1)) / 3


@lru_cache(maxsize=4)
def _years_in(text: str) -> Counter[int]:
    """The years that a text names, and how often."""
    years = (int(match[0]) for match in YEAR.finditer(text))
    return Counter(year if year > CENTURY else CENTURY + year for year in years)
