"""Whether a text is older than the messages of a collection, so that 1867 is not a misread 1967."""

from __future__ import annotations

from functools import lru_cache

import regex

from teikit.lexicon.dates import Calendar

YEAR = regex.compile(r"(?<![0-9.,/-])(?:1[789][0-9]{2}|20[0-2][0-9])(?![0-9,/-])")  # a year of a text


def is_older(text: str, calendar: Calendar) -> bool:
    """Whether a text has a date before the first year of a collection, and most of its years are earlier.

    One such year alone may be misread (``October 1863``), or be that of a birth.
    """
    named = [int(year) for year in YEAR.findall(text)]
    older = [year for year in named if year < calendar.years[0]]
    if 2 * len(older) <= len(named):
        return False
    return any(int(match["year"]) < calendar.years[0] for match in _dates(calendar).finditer(text))


@lru_cache(maxsize=8)
def _dates(calendar: Calendar) -> regex.Pattern[str]:
    """The pattern of a date in words with its year, of any century: ``June 4, 1867``, ``14th May, 1923``."""
    year, day = r"(?P<year>1[789][0-9]{2}|20[0-9]{2})", rf"[0-9]{{1,2}}{calendar.nth}"
    return regex.compile(
        rf"\b(?i:{calendar.month})\.?\s{{1,2}}{day},?\s{{1,2}}{year}\b|\b{day}\s(?i:{calendar.month})\.?,?\s{year}\b"
    )
