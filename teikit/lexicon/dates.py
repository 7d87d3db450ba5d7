"""Dates and hours as telegrams write them, read by a strict grammar that accepts only dates that exist.

``OCTOBER 28, 1962``, ``OCTOBER 28, 8 PM``, ``DECEMBER 28, 0940Z``, ``July 17, noon``, ``10/28/62, 10 PM``, ``042008Z
FEB 94``. An hour without Z is local time; it gets no offset, because the page does not state it. The names of the
months and whatever else depends on the language come from the collection.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

import regex

from teikit.lexicon.matching import letters

DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"  # a day of the month in digits
EARLIEST = 40  # lowest year of the century that two digits name: a review stamp of 1/5/04 is of 2004
LEAP = 2000  # a leap year, in which every date without a century exists
Pattern = regex.Pattern[str]


@dataclass(frozen=True)
class Calendar:
    """How a collection writes dates.

    A word that begins with the shortest name of a month means that month: ``SEPTBR``.
    """

    months: tuple[tuple[str, ...], ...]  # the twelve months, each with its names in capitals, the shortest last
    halves: tuple[str, str]  # the halves of the day: AM, PM
    clock: str  # what may be between hour and minutes
    hours: Mapping[str, int] = field(hash=False)  # the hours that have a name: noon is 12
    ordinals: tuple[str, ...] = ()  # what may follow the number of a day: 1st
    day_first: bool = False  # whether 10/5/62 is in May
    hour_first: bool = False  # whether an hour may precede its date
    day_begins: str = ""  # hour in Greenwich before which it is still the previous day where messages are typed
    years: tuple[int, int] = (datetime.MINYEAR, datetime.MAXYEAR)  # first and last year of its messages

    # ------------------------------------------------------------ what it looks like

    @property
    def month(self) -> str:
        """A regular expression for the names of the months, in capitals."""
        return _any_of([name for rank in zip_longest(*self.months) for name in rank if name])

    @property
    def full_month(self) -> str:
        """A regular expression for the full names of the months, in capitals."""
        return _any_of([names[0] for names in self.months])

    @property
    def nth(self) -> str:
        """A regular expression for what may follow the number of a day."""
        return f"(?i:{_any_of(self.ordinals)})?" if self.ordinals else ""

    @property
    def half(self) -> str:
        """A regular expression for a half of the day: ``AM``, ``p.m``."""
        return "(?i:" + "|".join(r"\.?\s?".join(name) for name in self.halves) + ")"

    @property
    def time(self) -> str:
        """A regular expression for an hour: ``8 PM``, ``5:44 p.m.``, ``0940Z``, ``noon``."""
        named = "|".join(self.hours)
        return rf"[0-9]{{1,2}}(?:[{self.clock}][0-9]{{2}})?\s?{self.half}\b\.?|[0-9]{{4}}Z\b|(?i:{named})\b"

    @property
    def minutes(self) -> str:
        """A regular expression for an hour with minutes as on stamps: ``5:44 PM``."""
        return rf"[0-9]{{1,2}}[{self.clock}][0-9]{{2}}\s?{self.half}\b\.?"

    @cached_property
    def date(self) -> Pattern:
        """The pattern of a date in a header, with its hour."""
        nth, hour = self.nth, rf"(?:,?\s+(?:{self.time}))?"
        before = rf"(?:(?:{self.time}),?\s+)?" if self.hour_first else ""
        return regex.compile(
            rf"{before}(?:(?i:\b{self.month}\.?\s+{DAY}{nth}(?:,?\s+(?:19)[0-9]{{2}})?\b){hour}"
            rf"|\b[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}}\b{hour}"
            rf"|(?<![0-9]\s)\b{DAY}{nth}\s+(?i:{self.month})\.?,?\s+(?:19)?[0-9]{{2}}\b"
            rf"|\b[0-3][0-9][0-2][0-9][0-5][0-9]Z\s+{self.month}\s+(?:19)?[0-9]{{2}}\b)"
        )

    @cached_property
    def clock_time(self) -> Pattern:
        """The pattern of an hour in a header."""
        return regex.compile(self.time)

    @cached_property
    def stamped_hour(self) -> Pattern:
        """The pattern of an hour with minutes at the end of a line, with the spaces before it."""
        return regex.compile(rf"\s+{self.minutes}\s*$")

    @cached_property
    def figures(self) -> Pattern:
        """The pattern of a numerical date, with the hour after it: ``10/28/62, 10 PM``."""
        return regex.compile(rf"(?<![0-9/])[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2}}(?![0-9/])(?:, (?:{self.time}))?")

    @cached_property
    def day_and_month(self) -> Pattern:
        """The pattern of a day and a month in text, also without a year: ``9 NOV``; not ``1 MAY``, a misread I MAY."""
        return regex.compile(rf"(?<![0-9]\s)\b(?!1\s){DAY}{self.nth}\s+(?i:{self.month})\b")

    @cached_property
    def day(self) -> Pattern:
        """The pattern of a month and a day, as in running heads."""
        return regex.compile(rf"\b{self.full_month}\s+[0-9]{{1,2}}\b", regex.IGNORECASE)

    # ------------------------------------------------------------------ what it says

    def when(self, text: str, year: int | None = None) -> str | None:
        """The first date in a text as ISO 8601, with the hour after it if there is one; None if there is no real date.

        ``year`` is used for a date without a year; if it is None, such a date does not count.
        """
        for group in self._group.finditer(text):
            if day := self._date(group, None):
                return self._with_hour(day, group)
        rest = self._group.sub(lambda group: "|" * len(group[0]), text)  # FEB 28 of 310000Z FEB 28 is not a date
        dated = ((match, self._date(match, year)) for pattern in self._dates for match in pattern.finditer(rest))
        # JAN 63 of 11 JAN 63 is not a day of January
        match, day = next(((match, day) for match, day in dated if day), (None, None))
        if match is None or day is None:
            return None
        hour = self._hour.search(text, match.end())
        if not hour and self.hour_first:
            hour = self._hour.search(text, 0, match.start())
        return self._with_hour(day, hour) if hour else day.isoformat()

    def hour(self, text: str) -> str | None:
        """The first hour in a text, as it is written there."""
        match = self._hour.search(text)
        return str(match[0]) if match else None

    def year_in(self, text: str) -> int | None:
        """The year of the first full date in a text; None if there is none."""
        for pattern in self._dates:
            for match in pattern.finditer(text):
                if day := self._date(match, None):
                    return day.year
        return None

    def invalid(self, text: str) -> str | None:
        """The first thing in a text that looks like a full date but does not exist: ``FEBRUARY 30, 1962``.

        None if there is none. ``5/26/04`` exists, in one century or another.
        """
        for pattern in self._dates if self.day_first else self._dates[:2]:
            for match in pattern.finditer(text):
                named = match["month"].isdigit() or self.number(match["month"])
                if named and match["year"] and self._date(match, None) is None and not self._is_undecided(match):
                    return str(match[0])
        return None

    def number(self, name: str) -> int:
        """The number of the month that a name begins with, 1 to 12; 0 for any other name."""
        numbers = (number for number, names in enumerate(self.months, 1) if name.upper().startswith(names[-1]))
        return next(numbers, 0)

    # ----------------------------------------------------------------------- how it is read

    @cached_property
    def _dates(self) -> Sequence[Pattern]:
        """The patterns of dates, the usual ones of the collection first."""
        longest = max((len(name) for names in self.months for name in names), default=3)
        name, nth = rf"(?P<month>\p{{L}}{{3,{longest}}})", self.nth
        first, second = ("day", "month") if self.day_first else ("month", "day")
        written = rf"{name}\.?\s+(?P<day>[0-9]{{1,2}}){nth}(?:,?\s+(?P<year>19[0-9]{{2}}))?(?![0-9])"
        slashed = rf"(?P<{first}>[0-9]{{1,2}})/(?P<{second}>[0-9]{{1,2}})/(?P<year>19[0-9]{{2}}|[0-9]{{2}})(?![0-9])"
        day_first = rf"(?<![0-9])(?P<day>[0-9]{{1,2}}){nth}\s+{name}\.?,?\s+(?P<year>(?:19)?[0-9]{{2}})(?![0-9:])"
        usual = (regex.compile(written, regex.IGNORECASE), regex.compile(slashed))
        return (regex.compile(day_first), *usual) if self.day_first else (*usual, regex.compile(day_first))

    @cached_property
    def _group(self) -> Pattern:
        """The pattern of a date-time group."""
        longest = max((len(name) for names in self.months for name in names), default=3)
        return regex.compile(
            r"\b(?P<day>[0-3][0-9])(?P<zulu>[0-2][0-9][0-5][0-9])Z\s+"
            rf"(?P<month>\p{{L}}{{3,{longest}}})\s+(?P<year>(?:19)?[0-9]{{2}})\b"
        )

    @cached_property
    def _hour(self) -> Pattern:
        """The pattern of an hour with its parts."""
        return regex.compile(
            rf"(?P<hour>[0-9]{{1,2}})(?:[{self.clock}](?P<minute>[0-9]{{2}}))?\s?(?P<half>{self.half})\b"
            rf"|(?P<zulu>[0-9]{{4}})Z\b|(?P<word>{'|'.join(self.hours)})\b",
            regex.IGNORECASE,
        )

    def _date(self, match: regex.Match[str], year: int | None) -> datetime.date | None:
        """The date of a match, with ``year`` if it names none; None if there is no such date."""
        written = match["year"]
        if written:
            year = year_of(written)
        month = match["month"]
        try:
            number = int(month) if month.isdigit() else self.number(month)
            return datetime.date(year, number, int(match["day"])) if year else None
        except ValueError:
            return None

    def _is_undecided(self, match: regex.Match[str]) -> bool:
        """Whether a date lacks only its century."""
        if year_of(match["year"]) or not match["month"].isdigit():
            return False
        try:
            datetime.date(LEAP + int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return False
        return True

    def _with_hour(self, day: datetime.date, hour: regex.Match[str]) -> str:
        """A day with an hour as ISO 8601; the day alone if there is no such hour."""
        if hour["zulu"]:
            clock, minute = int(hour["zulu"][:2]), int(hour["zulu"][2:])
        elif hour["word"]:
            clock, minute = self.hours[hour["word"].lower()], 0
        else:
            late = letters(hour["half"]) == self.halves[1]
            clock, minute = int(hour["hour"]) % 12 + 12 * late, int(hour["minute"] or 0)
            if int(hour["hour"]) > 12:
                return day.isoformat()
        try:
            moment = datetime.datetime(day.year, day.month, day.day, clock, minute)
        except ValueError:
            return day.isoformat()
        return moment.isoformat() + ("Z" if hour["zulu"] else "")


def year_of(figures: str) -> int:
    """The year that two or four digits name; 0 if two digits may be of this century or the last.

    >>> year_of("63"), year_of("1963"), year_of("2021"), year_of("04")
    (1963, 1963, 2021, 0)
    """
    year = int(figures)
    return year if len(figures) == 4 else 1900 + year if year >= EARLIEST else 0


def _any_of(names: Sequence[str]) -> str:
    """A regular expression for one of the names; it matches nothing if there are none."""
    return f"(?:{'|'.join(names) or '(?!)'})"
