"""Whether a year on a page is likely to be a misreading: ``5 September 1951`` on a paper of 1961.

The evidence is how many documents there are from both years, and whether the same file names the year elsewhere.
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
CENTURY = 1900  # century of a year of two digits
MISREAD = {"5": "6", "8": "6"}
"""Misread digits of decades, with the right ones: 1951, 1952, 1957 and 1983 were read for years of the sixties."""
SHARE = 0.02  # share of the dates of the sixties with such a misreading: 4 of about 200
LATER = 25.0  # factor by which a later year is likelier if a file names it: no page of 1957 speaks of 1967
SURE = 3.0  # factor by which the other year must be likelier than the one on the page, at least


class Years:
    """The years of a collection, with the number of its documents of each year."""

    def __init__(self, documents: Mapping[int, int]) -> None:
        self._documents = documents

    def rival(self, year: int) -> int:
        """The year of which another one may be a misreading; 0 if engines do not misread its decade."""
        figures = str(year)
        usual = MISREAD.get(figures[2:3])
        return int(figures[:2] + usual + figures[3:]) if usual and self._documents else 0

    def is_doubtful(self, year: int, text: str, shown: str) -> bool:
        """Whether a year is likely to be misread. ``text`` is that of the file, ``shown`` the date as written there.

        It is not if the file names that year, or the year before it, elsewhere.
        """
        rival = self.rival(year)
        likelier, counted = SURE * SHARE * self._near(rival), self._near(year)
        if not rival or counted >= likelier * LATER:
            return False
        named = _years_in(text) - _years_in(shown)
        if named[year] or named[year - 1]:
            return False
        is_confirmed = rival > year and bool(named[rival] or named[rival - 1])
        return counted < likelier * (LATER if is_confirmed else 1.0)

    def _near(self, year: int) -> float:
        """The mean number of documents of a year and of those before and after it."""
        return sum(self._documents.get(near, 0) for near in (year - 1, year, year + 1)) / 3


@lru_cache(maxsize=4)
def _years_in(text: str) -> Counter[int]:
    """The years that a text names, and how often it names each."""
    years = (int(match[0]) for match in YEAR.finditer(text))
    return Counter(year if year > CENTURY else CENTURY + year for year in years)
