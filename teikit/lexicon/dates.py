"""Dates and hours as telegrams write them, read by a strict grammar: what is not a real date is none.

``OCTOBER 28, 1962``, ``OCTOBER 28, 8 PM``, ``DECEMBER 28, 0940Z``, ``July 17, noon``, ``10/28/62, 10 PM``, ``042008Z
FEB 94``. An hour without Z is local time and stays without an offset, because the page does not say which it is.
"""

from __future__ import annotations

from datetime import date, datetime

import regex

MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
WRITTEN = regex.compile(
    r"(?P<month>\p{L}{3,9})\.?\s+(?P<day>[0-9]{1,2})(?:,?\s+(?P<year>19[0-9]{2}))?(?![0-9])", regex.IGNORECASE
)
SLASHED = regex.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>19[0-9]{2}|[0-9]{2})(?![0-9])")
DAY_FIRST = regex.compile(
    r"(?<![0-9])(?P<day>[0-9]{1,2})\s+(?P<month>\p{L}{3,9})\.?,?\s+(?P<year>(?:19)?[0-9]{2})(?![0-9:])"
)
GROUP = regex.compile(
    r"\b(?P<day>[0-3][0-9])(?P<zulu>[0-2][0-9][0-5][0-9])Z\s+(?P<month>\p{L}{3,9})\s+(?P<year>(?:19)?[0-9]{2})\b"
)
HOUR = regex.compile(
    r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?\s?(?P<half>[AP])\.?\s?M\b|(?P<zulu>[0-9]{4})Z\b|(?P<word>noon|midnight)\b",
    regex.IGNORECASE,
)


def when(text: str, year: int | None = None) -> str | None:
    """The first date in a text as ISO 8601, with the hour if one follows; None where there is no real date.

    ``year`` is used where the text names none; without it such a text has no date.

    >>> when("OCTOBER 28, 1962\\n5:44 PM"), when("DECEMBER 28, 0940Z", 1968), when("FEBRUARY 30, 1962"), when("MAY 3")
    ('1962-10-28T17:44:00', '1968-12-28T09:40:00Z', None, None)
    >>> when("042008Z FEB 94")
    '1994-02-04T20:08:00Z'
    """
    group = GROUP.search(text)
    if group:
        day = _day(group, None)
        return _with_hour(day, group) if day else None
    match = WRITTEN.search(text) or SLASHED.search(text) or DAY_FIRST.search(text)
    if not match:
        return None
    day = _day(match, year)
    if day is None:
        return None
    hour = HOUR.search(text, match.end())
    return _with_hour(day, hour) if hour else day.isoformat()


def hour(text: str) -> str | None:
    """The first hour in a text, as it stands there."""
    match = HOUR.search(text)
    return str(match[0]) if match else None


def year_in(text: str) -> int | None:
    """The year that the first full date of a text names."""
    for match in (*WRITTEN.finditer(text), *SLASHED.finditer(text), *DAY_FIRST.finditer(text)):
        day = _day(match, None)
        if day:
            return day.year
    return None


def invalid(text: str) -> str | None:
    """What looks like a full date but is none: ``FEBRUARY 30, 1962``."""
    for match in (*WRITTEN.finditer(text), *SLASHED.finditer(text)):
        named = match["month"].isdigit() or match["month"][:3].upper() in MONTHS
        if named and match["year"] and _day(match, None) is None:
            return str(match[0])
    return None


def _day(match: regex.Match[str], year: int | None) -> date | None:
    written = match["year"]
    if written:
        year = int(written) if len(written) == 4 else 1900 + int(written)
    month = match["month"]
    number = (
        int(month) if month.isdigit() else MONTHS.index(month[:3].upper()) + 1 if month[:3].upper() in MONTHS else 0
    )
    try:
        return date(year, number, int(match["day"])) if year else None
    except ValueError:
        return None


def _with_hour(day: date, hour: regex.Match[str]) -> str:
    if hour["zulu"]:
        clock, minute = int(hour["zulu"][:2]), int(hour["zulu"][2:])
    elif hour["word"]:
        clock, minute = (12, 0) if hour["word"].lower() == "noon" else (0, 0)
    else:
        clock, minute = int(hour["hour"]) % 12 + 12 * (hour["half"].upper() == "P"), int(hour["minute"] or 0)
        if int(hour["hour"]) > 12:
            return day.isoformat()
    try:
        moment = datetime(day.year, day.month, day.day, clock, minute)
    except ValueError:
        return day.isoformat()
    return moment.isoformat() + ("Z" if hour["zulu"] else "")
