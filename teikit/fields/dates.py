"""Dates and date-time groups of headers, as engines misread them: ``2612222 FEB 68``, ``23 o¢ronee 1967``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import regex

from teikit.core import Span
from teikit.fields.likeness import Forms
from teikit.fields.words import figures
from teikit.lexicon.dates import Calendar, year_of

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days of the months
CENTURIES = ("19", "20")
LATEST = 2099  # the last year that a date in words may have: August 2, 2021
SURE = 0.99  # likeness of a month that is read to the letter
LIKE = 0.6  # likeness of a misread month of four letters and more
LIKE_SHORT = 0.66  # likeness of a misread month of three letters, which no other one is like: 17 NOY 1961
LIKE_ALONE = 0.75  # likeness of a month whose day is not legible
FIGURE = "[0-9OoIilLS|!B@]"  # a figure, or what engines make of one: SECRET @82118Z
DAY = rf"(?:{FIGURE}{{1,2}}|[12]h)"  # the day of a month; a typed 4 is often read as h: 2h April 1961
YEAR = r"(?P<year>(?:19|20)?[0-9]{2})"
WORDED_YEAR = r"(?P<year>(?:19|20)?[0-9]{2}|19(?:h[0-9]|[0-9]h)|1[0-8][0-9]{2}(?!\s?[\p{L}0-9]))"
"""The year of a date in words, its century perhaps misread (``13 Fea 1359``), or a 4 (``23 April 19h5``); ``6 SEPT 1606
HOURS`` has an hour."""
GROUP = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<day>{FIGURE}{{2}}|[0-3]a)(?P<hour>{FIGURE}{{2}})(?P<minute>{FIGURE}{{2}})\s?(?P<zone>[Z27%zX])"
    rf"(?![\p{{L}}\p{{N}}])(?:[\s.,-]{{1,4}}(?P<month>[\p{{L}}4]{{3,9}})[.,]?(?:\s{{1,2}}{YEAR}(?![0-9]))?)?"
)
"""``271731Z``, ``2612222 FEB 68``, ``1a17122 MAY 69``, ``2617552 4aR 69``: its zone, Z, is often read as 2, 7 or %."""
LOOSE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<day>[0-3][0-9])[0-9]{{4,6}}[Z%zX]?\s{{1,2}}(?P<month>\p{{L}}{{3,4}})\s{{1,2}}{YEAR}(?![0-9])"
)
"""A date-time group with a figure too many: ``26132222 FEB 68``; only its day is sure."""
DAY_FIRST = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}/.-])(?<![0-9]\s)(?P<day>{DAY})(?:[\s/.,_-]{{1,3}}|(?<=[0-9]))"
    rf"(?P<month>[\p{{L}}¢]{{3,9}})[\s.,'’/_-]{{0,3}}{WORDED_YEAR}"
    r"(?![\p{L}0-9])"
)
"""``16 October 63``, ``27DEC63``; the S of Sopt. 50 is no day.

Of ``1 8 DEC 1957`` inside a line nobody knows whether the 1 belongs to the day.
"""
SPACED = regex.compile(
    rf"(?<=^\W*|:\W*)(?P<day>[0-3]\s[0-9])[\s.]{{1,3}}(?P<month>\p{{L}}{{3,9}})[.,]?\s{{1,2}}{YEAR}(?=\W*$)"
)
"""A date that is all of a line or value, its day parted as stamps have it: ``2 4 OCT 1975``."""
MONTH_FIRST = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<month>\p{{L}}{{3,9}})[.,]?\s{{1,2}}(?P<day>{DAY})(?:st|nd|rd|th)?[.,]?\s{{1,2}}"
    rf"(?=[0-9h]{{4}}){WORDED_YEAR}(?![0-9])"
)
"""``August 2, 2021``, ``June lL, 1972``."""
SLASHED = regex.compile(
    rf"(?<![0-9/-])(?P<first>[0-9]{{1,2}})(?P<mark>[/-])(?P<second>[0-9]{{1,2}})(?P=mark){YEAR}(?![0-9/]|-[0-9])"
)
MONTH_ALONE = regex.compile(
    rf"\W*(?:(?P<before>(?!\S*[0-9]{{3}})\S{{1,4}})\s+){{0,2}}(?P<month>[\p{{L}}¢]{{3,9}})[\s.,_-]{{1,3}}{YEAR}(?![0-9])(?:\W{{1,3}}\w)?\W{{0,4}}"
)
"""A whole line that is a date whose day nobody can read: ``$ Catober 1976``, ``te Ip SEP 61``, ``et Feb 1965,1 :``."""
GARBLED = regex.compile(rf"[0-9]{{5,8}}[Z%]?\s(?P<month>\p{{Lu}}{{3}})\s{YEAR}(?=\s+STAFF\b)")
"""A date-time group whose day and hour nobody can read: ``E P 81527Z AUG 73 STAFF``."""
ISSUED = regex.compile(
    r"(?<=-\s?(?P<year>[4-9][0-9])(?:\(\(A\)\))?\s{1,2}IS\s)(?P<day>[0-9]{1,2})\s(?P<month>\p{L}{3})\s[0-9]{4}Z"
)
"""Day and hour of a report of the NSA, whose year its serial number has: ``2X/0/KOD/T437-63`` / ``IS 24 Nov 1529Z``."""
STAMPED = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<month>\p{{L}}{{3}})\s(?P<day>{FIGURE}{{1,2}})\s[0-9]{{4}}[Z27%zX]?\s{YEAR}(?![0-9])"
)
"""The hour at which a cable was stamped: ``JUN 15 0228Z 62``, read as ``AUG 31 11232 60``."""


class Dated(NamedTuple):
    """A date of a header: its place, day, month and year (0 for each not told), and how well its month was read.

    ``clock`` are hour and minute of a date-time group, ``2207``; its zone is Z.
    """

    span: Span
    day: int
    month: int
    year: int
    likeness: float
    clock: str = ""

    @property
    def when(self) -> str:
        """The date as ISO 8601, empty where it lacks a part."""
        if not (self.year and self.month):
            return ""
        if not self.day:
            return f"{self.year}-{self.month:02}"
        day = f"{self.year}-{self.month:02}-{self.day:02}"
        return f"{day}T{self.clock[:2]}:{self.clock[2:]}:00Z" if self.clock else day


class Dates:
    """Finds the dates that a calendar writes, perhaps misread."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    @cached_property
    def _months(self) -> tuple[dict[str, int], Forms]:
        numbers = {name: number for number, names in enumerate(self._calendar.months, 1) for name in names}
        return numbers, Forms(numbers)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The months by their full names."""
        return frozenset(names[0] for names in self._calendar.months)

    def written(self, text: str) -> Span | None:
        """Where the first date stands that is read to the letter, with its hour."""
        date = self._calendar.date.search(text)
        return Span(*date.span()) if date else None

    def hour_in(self, text: str) -> str | None:
        """The first hour of a text."""
        return self._calendar.hour(text)

    def is_hour(self, text: str) -> bool:
        """Whether a text is an hour and nothing else."""
        return self._calendar.clock_time.fullmatch(text) is not None

    def month(self, word: str) -> tuple[int, float]:
        """The month that a word is, from 1, and how like it the word is; 0 for a word that is none."""
        numbers, forms = self._months
        name, like = forms.nearest(word)
        clear = like >= LIKE if len(word) > 3 else bool(forms.clearest(word, LIKE_SHORT))
        return (numbers[name], like) if clear else (0, 0.0)

    def _year(self, written: str, in_words: bool = False, in_capitals: bool = False) -> int:
        """The year of a message that figures name; 0 where they name none of the collection.

        ``in_words`` says that the date is one that no stamp has: what archivists wrote on the collection is later.
        ``in_capitals`` says that its month is as stamps have it, which may have an hour behind it: 6 SEPT 1606.
        """
        written = written.replace("h", "4")
        misread = len(written) > 2 and written[:2] not in CENTURIES
        if misread and in_capitals:
            return 0
        year, (first, last) = year_of(written[2:] if misread else written), self._calendar.years
        return year if first <= year <= (LATEST if in_words else last) else 0

    def groups(self, text: str) -> list[Dated]:
        """The date-time groups of a text: six figures that are a day and an hour, a zone, month and year perhaps."""
        groups = []
        for match in GROUP.finditer(text):
            day, hour, minute = (figures(match[part]) for part in ("day", "hour", "minute"))
            if not (day + hour + minute).isdigit():
                continue
            if not (1 <= int(day) <= 31 and int(hour) < 24 and int(minute) < 60):
                continue
            month, like = self.month(match["month"]) if match["month"] else (0, 0.0)
            year = self._year(match["year"]) if month and match["year"] else 0
            end = match.end() if month else match.end("zone")
            groups.append(Dated(Span(match.start(), end), int(day), month, year, like, hour + minute))
        return groups

    def days(self, text: str) -> list[Dated]:
        """The dates of a text that name day, month and year, and are days that there are."""
        days: list[Dated] = []
        for pattern in (ISSUED, SPACED, DAY_FIRST, MONTH_FIRST, SLASHED, LOOSE, STAMPED):
            for match in pattern.finditer(text, overlapped=True):  # "oiste. 10" of oiste. 10 February 1965 is none
                dated = self._dated(match)
                if dated and pattern is SPACED and dated.likeness < LIKE_ALONE:
                    continue
                if dated and not any(dated.span.start < d.span.end and d.span.start < dated.span.end for d in days):
                    days.append(dated)
        return sorted(days)

    def month_alone(self, text: str, is_word: Callable[[str], bool]) -> Dated | None:
        """The month and year that a whole text is, behind figures and specks that are no day; not behind a word."""
        if not (match := MONTH_ALONE.fullmatch(text)):
            return self._garbled(text)
        (month, like), year = self.month(match["month"]), self._year(match["year"])
        told = any(map(is_word, match.captures("before")))
        if not (month and year and like >= LIKE_ALONE) or told or self.days(text):
            return None
        return Dated(Span(match.start("month"), match.end("year")), 0, month, year, like)

    def _garbled(self, text: str) -> Dated | None:
        """The month and year of a date-time group that is not legible otherwise."""
        for match in GARBLED.finditer(text):
            (month, like), year = self.month(match["month"]), self._year(match["year"])
            if month and year and like >= SURE and not self.groups(text):
                return Dated(Span(match.start("month"), match.end("year")), 0, month, year, like)
        return None

    def _dated(self, match: regex.Match[str]) -> Dated | None:
        groups = match.groupdict()
        if "month" in groups:
            day, (month, like) = figures(match["day"]).replace(" ", ""), self.month(match["month"])
            in_words = match.re is MONTH_FIRST and match["month"].upper() in self._names
            year = self._year(match["year"], in_words, match["month"].isupper())
        else:
            year = self._year(match["year"])
            first, second = ("second", "first") if self._calendar.day_first else ("first", "second")
            day, month, like = match[second], int(match[first]), 1.0
        if not (day.isdigit() and 1 <= month <= 12 and 1 <= int(day) <= DAYS[month - 1] and year):
            return None
        return Dated(Span(*match.span()), int(day), month, year, like)
