"""Dates and hours as telegrams write them, read by a strict grammar that accepts only real dates.

``OCTOBER 28, 1962``, ``OCTOBER 28, 8 PM``, ``DECEMBER 28, 0940Z``, ``July 17, noon``, ``10/28/62, 10 PM``, ``042008Z
FEB 94``. An hour without Z is local time and stays without an offset, because the page does not say which it is. The
names of the months and what else a language has of its own come from its collection.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import regex

DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
EARLIEST = 40
"""The earliest year that two figures name: the stamp of a review of 1/5/04 is of 2004."""
LEAP = 2000  # a year of which every day of a year without century is one
Pattern = regex.Pattern[str]


@dataclass(frozen=True)
class Calendar:
    """How a collection writes dates.

    ``months`` are the twelve months, each with its names in capitals, the shortest last: a word that begins like that
    is the month (``SEPTBR``). ``halves`` are before and after noon (``AM``), ``clock`` is what may stand between hour
    and minutes, ``hours`` are those with a name; ``ordinals`` are what may follow the number of a day.
    ``day_first`` says that 10/5/62 is in May, ``hour_first`` that an hour may stand before its date. ``years`` are the
    first and the last year of which its messages can be: 06-12-2023 is on a stamp of the archive.
    """

    months: tuple[tuple[str, ...], ...]
    halves: tuple[str, str]
    clock: str
    hours: Mapping[str, int] = field(hash=False)
    ordinals: tuple[str, ...] = ()
    day_first: bool = False
    hour_first: bool = False
    years: tuple[int, int] = (datetime.MINYEAR, datetime.MAXYEAR)

    # ------------------------------------------------------------ what it looks like

    @property
    def month(self) -> str:
        """A regular expression for the names of the months, in capitals."""
        return _any_of([name for rank in range(3) for names in self.months for name in names[rank : rank + 1]])

    @property
    def full_month(self) -> str:
        """The same for their full names."""
        return _any_of([names[0] for names in self.months])

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
        """A regular expression for an hour with minutes, as it is stamped: ``5:44 PM``."""
        return rf"[0-9]{{1,2}}[{self.clock}][0-9]{{2}}\s?{self.half}\b\.?"

    @cached_property
    def date(self) -> Pattern:
        """A date in a header, with the hour that belongs to it."""
        nth, hour = self._nth, rf"(?:,?\s+(?:{self.time}))?"
        before = rf"(?:(?:{self.time}),?\s+)?" if self.hour_first else ""
        return regex.compile(
            rf"{before}(?:(?i:\b{self.month}\.?\s+{DAY}{nth}(?:,?\s+(?:19)[0-9]{{2}})?\b){hour}"
            rf"|\b[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}}\b{hour}"
            rf"|(?<![0-9]\s)\b{DAY}{nth}\s+(?i:{self.month})\.?,?\s+(?:19)?[0-9]{{2}}\b"
            rf"|\b[0-3][0-9][0-2][0-9][0-5][0-9]Z\s+{self.month}\s+(?:19)?[0-9]{{2}}\b)"
        )

    @cached_property
    def clock_time(self) -> Pattern:
        """An hour in a header."""
        return regex.compile(self.time)

    @cached_property
    def stamped_hour(self) -> Pattern:
        """An hour with minutes at the end of a line, and the space before it."""
        return regex.compile(rf"\s+{self.minutes}\s*$")

    @cached_property
    def figures(self) -> Pattern:
        """A date in figures, with the hour that follows: ``10/28/62, 10 PM``."""
        return regex.compile(rf"(?<![0-9/])[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2}}(?![0-9/])(?:, (?:{self.time}))?")

    @cached_property
    def day(self) -> Pattern:
        """A month and a day, as in running heads."""
        return regex.compile(rf"\b{self.full_month}\s+[0-9]{{1,2}}\b", regex.IGNORECASE)

    # ------------------------------------------------------------------ what it says

    def when(self, text: str, year: int | None = None) -> str | None:
        """The first date in a text as ISO 8601, with the hour if one follows; None where there is no real date.

        ``year`` is used where the text names none; without it such a text has no date.
        """
        group = self._group.search(text)
        if group:
            day = self._date(group, None)
            return self._with_hour(day, group) if day else None
        dated = ((match, self._date(match, year)) for pattern in self._dates for match in pattern.finditer(text))
        # JAN 63 of 11 JAN 63 is no day of January
        match, day = next(((match, day) for match, day in dated if day), (None, None))
        if match is None or day is None:
            return None
        hour = self._hour.search(text, match.end())
        if not hour and self.hour_first:
            hour = self._hour.search(text, 0, match.start())
        return self._with_hour(day, hour) if hour else day.isoformat()

    def hour(self, text: str) -> str | None:
        """The first hour in a text, as it stands there."""
        match = self._hour.search(text)
        return str(match[0]) if match else None

    def year_in(self, text: str) -> int | None:
        """The year that the first full date of a text names."""
        for pattern in self._dates:
            for match in pattern.finditer(text):
                if day := self._date(match, None):
                    return day.year
        return None

    def invalid(self, text: str) -> str | None:
        """What looks like a full date but is not: ``FEBRUARY 30, 1962``; ``5/26/04`` is one, of some century."""
        for pattern in self._dates if self.day_first else self._dates[:2]:
            for match in pattern.finditer(text):
                named = match["month"].isdigit() or self.number(match["month"])
                if named and match["year"] and self._date(match, None) is None and not self._is_undecided(match):
                    return str(match[0])
        return None

    def number(self, name: str) -> int:
        """The number of a month, 1 to 12; 0 for anything else."""
        known = (number for number, names in enumerate(self.months, 1) if name.upper().startswith(names[-1]))
        return next(known, 0)

    # ----------------------------------------------------------------------- how it is read

    @property
    def _nth(self) -> str:
        return f"(?i:{_any_of(self.ordinals)})?" if self.ordinals else ""

    @cached_property
    def _dates(self) -> Sequence[Pattern]:
        longest = max((len(name) for names in self.months for name in names), default=3)
        name, nth = rf"(?P<month>\p{{L}}{{3,{longest}}})", self._nth
        first, second = ("day", "month") if self.day_first else ("month", "day")
        written = rf"{name}\.?\s+(?P<day>[0-9]{{1,2}}){nth}(?:,?\s+(?P<year>19[0-9]{{2}}))?(?![0-9])"
        slashed = rf"(?P<{first}>[0-9]{{1,2}})/(?P<{second}>[0-9]{{1,2}})/(?P<year>19[0-9]{{2}}|[0-9]{{2}})(?![0-9])"
        day_first = rf"(?<![0-9])(?P<day>[0-9]{{1,2}}){nth}\s+{name}\.?,?\s+(?P<year>(?:19)?[0-9]{{2}})(?![0-9:])"
        usual = (regex.compile(written, regex.IGNORECASE), regex.compile(slashed))
        return (regex.compile(day_first), *usual) if self.day_first else (*usual, regex.compile(day_first))

    @cached_property
    def _group(self) -> Pattern:
        longest = max((len(name) for names in self.months for name in names), default=3)
        return regex.compile(
            r"\b(?P<day>[0-3][0-9])(?P<zulu>[0-2][0-9][0-5][0-9])Z\s+"
            rf"(?P<month>\p{{L}}{{3,{longest}}})\s+(?P<year>(?:19)?[0-9]{{2}})\b"
        )

    @cached_property
    def _hour(self) -> Pattern:
        return regex.compile(
            rf"(?P<hour>[0-9]{{1,2}})(?:[{self.clock}](?P<minute>[0-9]{{2}}))?\s?(?P<half>{self.half})\b"
            rf"|(?P<zulu>[0-9]{{4}})Z\b|(?P<word>{'|'.join(self.hours)})\b",
            regex.IGNORECASE,
        )

    def _date(self, match: regex.Match[str], year: int | None) -> datetime.date | None:
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
        """Whether a date lacks nothing but its century."""
        if year_of(match["year"]) or not match["month"].isdigit():
            return False
        try:
            datetime.date(LEAP + int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return False
        return True

    def _with_hour(self, day: datetime.date, hour: regex.Match[str]) -> str:
        if hour["zulu"]:
            clock, minute = int(hour["zulu"][:2]), int(hour["zulu"][2:])
        elif hour["word"]:
            clock, minute = self.hours[hour["word"].lower()], 0
        else:
            late = _letters(hour["half"]) == self.halves[1]
            clock, minute = int(hour["hour"]) % 12 + 12 * late, int(hour["minute"] or 0)
            if int(hour["hour"]) > 12:
                return day.isoformat()
        try:
            moment = datetime.datetime(day.year, day.month, day.day, clock, minute)
        except ValueError:
            return day.isoformat()
        return moment.isoformat() + ("Z" if hour["zulu"] else "")


def year_of(figures: str) -> int:
    """The year that two or four figures name; 0 where two of them may be of this century or of the last.

    >>> year_of("63"), year_of("1963"), year_of("2021"), year_of("04")
    (1963, 1963, 2021, 0)
    """
    year = int(figures)
    return year if len(figures) == 4 else 1900 + year if year >= EARLIEST else 0


def _any_of(names: Sequence[str]) -> str:
    return f"(?:{'|'.join(names) or '(?!)'})"


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.upper()))
