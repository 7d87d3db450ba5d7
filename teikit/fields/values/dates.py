"""Dates and date-time groups of headers, even if they are misread: ``2612222 FEB 68``, ``23 o¢ronee 1967``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import regex

from teikit.core import Span, overlaps
from teikit.fields.values.likeness import Forms
from teikit.fields.values.words import figures
from teikit.lexicon.dates import Calendar, year_of
from teikit.lexicon.patterns import Patterns

DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days of each month, at most
CENTURY = 1900  # year before which the century of a year is misread, unless the collection has such years
LATEST_YEAR = 2099  # year that a date in words may have, at most: August 2, 2021
STAMPED_LIKENESS = 0.95  # likeness of the date of a stamp, which yields to a typed one
SURE_LIKENESS = 0.99  # likeness, 0 to 1, of an undamaged month, at least
MONTH_LIKENESS = 0.6  # likeness of a misread month of four letters or more, at least, and of any whose date counts
SHORT_MONTH_LIKENESS = 0.66  # the same for a month of three letters, which no other month resembles: 17 NOY 1961
SHORT_MONTH = 3  # letters of a short month
LONE_MONTH_LIKENESS = 0.75  # likeness of a month whose day is illegible, at least
FIGURE = "[0-9OoIilLS|!B@]"  # a digit, or a misreading of one: SECRET @82118Z
DIGIT = regex.compile(r"\d")  # a digit, of which each date has some
DAY = rf"(?:{FIGURE}{{1,2}}|[12]h)"  # the day of a month; a typed 4 is often read as h: 2h April 1961
YEAR = r"(?P<year>(?:19|20)?[0-9]{2})"  # 1962, or 62 alone
WORDED_YEAR = r"(?P<year>(?:19|20)?[0-9]{2}|19(?:h[0-9]|[0-9]h)|1[0-8][0-9]{2}(?!\s?[\p{L}0-9]))"
"""The year of a date in words, perhaps with a misread century (``13 Fea 1359``) or 4 (``23 April 19h5``). In ``6 SEPT
1606 HOURS`` there is an hour instead."""
ZONE = r"[Z27%zX]|[*#₴](?=\s\p{Lu}{3})"  # the zone of a date-time group, Z, perhaps misread: 101508* NOV
GROUP = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<day>{FIGURE}{{2}}|[0-3]a)(?P<hour>{FIGURE}{{2}})(?P<minute>{FIGURE}{{2}})\s?(?P<zone>{ZONE})"
    rf"(?![\p{{L}}\p{{N}}])(?:(?:[\s.,-]{{1,4}}|\s*[\r\n]\s*)(?P<month>[\p{{L}}4]{{3,9}})[.,]?(?:\s{{1,2}}{YEAR}(?![0-9]))?)?"
)
"""``271731Z``, ``2612222 FEB 68``, ``1a17122 MAY 69``, ``2617552 4aR 69``: its zone, Z, is often read as 2, 7 or %."""
LOOSE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<day>[0-3][0-9])[0-9]{{4,6}}[Z%zX]?\s{{1,2}}(?P<month>\p{{L}}{{3,4}})\s{{1,2}}{YEAR}(?![0-9])"
)
"""A date-time group with too many digits, of which only the day is sure: ``26132222 FEB 68``."""
DAY_FIRST = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}/.-])(?<!(?<![0-9])[0-9]{{1,2}}\s)(?P<day>{DAY})(?:(?:st|nd|rd|th)?[\s/.,_-]{{1,3}}|(?<=[0-9]))"
    rf"(?P<month>[\p{{L}}¢]{{3,9}})[\s.,'’/_-]{{0,3}}{WORDED_YEAR}"
    r"(?![\p{L}0-9])"
)
"""``16 October 63``, ``27DEC63``, ``3rd March 1953``; the S of ``Sopt. 50`` is not a day.

In ``1 8 DEC 1957`` inside a line it is unknown whether the 1 belongs to the day; in ``UFAA-4507 31 October 1972`` 4507
does not.
"""
SPACED = regex.compile(
    rf"(?<=^\W*|:\W*)(?P<day>[0-3]\s[0-9])[\s.]{{1,3}}(?P<month>\p{{L}}{{3,9}})[.,]?\s{{1,2}}{YEAR}(?=\W*$)"
)
"""A date that is a whole line or value, with a space in its day as on stamps: ``2 4 OCT 1975``."""
SPACED_MONTH_FIRST = regex.compile(
    rf"(?<=^\W*|:\W*)(?P<month>\p{{L}}{{3,9}})[.,]?\s(?P<day>[0-3]\s[0-9])[.,]?\s{WORDED_YEAR}(?=\W*$)"
)
"""The same with the month first, as receipts are stamped, too: ``APR 1 0 1963``"""
MONTH_FIRST = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<month>\p{{L}}{{3,9}})(?:[.,:;]?\s{{1,2}}|[:;])(?P<day>{DAY})(?:st|nd|rd|th)?[.,]?\s{{1,2}}"
    rf"(?=[0-9h]{{4}}){WORDED_YEAR}(?![0-9])"
)
"""``August 2, 2021``, ``June lL, 1972``, ``May:31, 1961``."""
SLASHED = regex.compile(
    rf"(?<![0-9/-])(?P<first>[0-9]{{1,2}})(?P<mark>[/-])(?P<second>[0-9]{{1,2}})(?P=mark){YEAR}(?![0-9/]|-[0-9])"
)
"""``6/5/63``, ``01-06-64``: in the order of the collection"""
LATER = regex.compile(r"\W*[0-9]{2}[/-][0-9]{2}[/-](?P<year>(?:19|20)[0-9]{2})(?![0-9])")
"""A numerical date with its whole year, perhaps with an illegible month: ``06-12-2023``, ``00-16-2023``"""
MONTH_ALONE = regex.compile(
    rf"\W*(?:(?P<before>(?!\S*[0-9]{{3}})\S{{1,4}})\s+){{0,2}}(?P<month>[\p{{L}}¢]{{3,9}})[\s.,_-]{{1,3}}{YEAR}(?![0-9])(?:\W{{1,3}}\w)?\W{{0,4}}"
)
"""A whole line that is a date with an illegible day: ``$ Catober 1976``, ``te Ip SEP 61``, ``et Feb 1965,1 :``"""
STAMPED = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<month>\p{{L}}{{3}})\s(?P<day>{FIGURE}{{1,2}})\s[0-9]{{4}}[Z27%zX]?\s{YEAR}(?![0-9])"
)
"""Date and hour at which a cable was stamped: ``JUN 15 0228Z 62``, misread ``AUG 31 11232 60``"""


class Dated(NamedTuple):
    """A date in a header.

    ``day``, ``month`` and ``year`` are 0 if unknown; ``likeness``, 0 to 1, says how well the month was read; ``clock``
    is the time of a date-time group as ``2207``, in UTC.
    """

    span: Span
    day: int
    month: int
    year: int
    likeness: float
    clock: str = ""

    @property
    def when(self) -> str:
        """The date as ISO 8601: the day with the time if known, else the month; empty without a month and a year."""
        if not (self.year and self.month):
            return ""
        if not self.day:
            return f"{self.year}-{self.month:02}"
        day = f"{self.year}-{self.month:02}-{self.day:02}"
        return f"{day}T{self.clock[:2]}:{self.clock[2:]}:00Z" if self.clock else day


class Dates:
    """Finds dates in the forms of a calendar, even if they are misread, within the years of a collection."""

    def __init__(self, calendar: Calendar, patterns: Patterns) -> None:
        self._calendar = calendar
        self._of_report, self._garbled_group = patterns["report date"], patterns["garbled group"]

    @cached_property
    def _months(self) -> tuple[dict[str, int], Forms]:
        """The numbers of the months by their names, and the names to be compared with misread ones."""
        numbers = {name: number for number, names in enumerate(self._calendar.months, 1) for name in names}
        return numbers, Forms(numbers)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The months by their full names."""
        return frozenset(names[0] for names in self._calendar.months)

    def written(self, text: str) -> Span | None:
        """The place of the first undamaged date, with its hour; None if there is none."""
        date = self._calendar.date.search(text)
        return Span(*date.span()) if date else None

    def hour_in(self, text: str) -> str | None:
        """The first hour in a text, as written there; None if there is none."""
        return self._calendar.hour(text)

    def is_hour(self, text: str) -> bool:
        """Whether a text is only an hour."""
        return self._calendar.clock_time.fullmatch(text) is not None

    def is_later(self, text: str) -> bool:
        """Whether a text is a numerical date after the last year of the papers, as of a reviewer: 06-12-2023."""
        later = LATER.match(text)
        return later is not None and int(later["year"]) > self._calendar.years[1]

    def month(self, word: str) -> tuple[int, float]:
        """The month, from 1, that a word is, perhaps misread, and the likeness, 0 to 1; both 0 for any other word."""
        numbers, forms = self._months
        name, like = forms.nearest(word)
        clear = like >= MONTH_LIKENESS if len(word) > SHORT_MONTH else bool(forms.clearest(word, SHORT_MONTH_LIKENESS))
        return (numbers[name], like) if clear else (0, 0.0)

    def month_form(self, word: str) -> str:
        """The name of the month that a misread word is; empty for an undamaged one, and for any other word."""
        numbers, forms = self._months
        return "" if word.upper() in numbers or not self.month(word)[0] else forms.nearest(word)[0]

    def _year(self, written: str, in_words: bool = False, in_capitals: bool = False) -> int:
        """The year that two or four digits name; 0 if it is not one of the collection.

        ``in_words`` says that no stamp writes such a date: papers of archivists are later than those of the collection.
        ``in_capitals`` says that its month is in capitals as on stamps, where an hour may follow it: 6 SEPT 1606.
        """
        written = written.replace("h", "4")
        first, last = self._calendar.years
        misread = len(written) > 2 and int(written) < min(first, CENTURY)
        if misread and in_capitals:
            return 0
        year = year_of(written[2:] if misread else written)
        return year if first <= year <= (LATEST_YEAR if in_words else last) else 0

    def groups(self, text: str) -> list[Dated]:
        """The date-time groups of a text: six digits for day and time, a zone, perhaps month and year."""
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
        """The dates of a text, in order, that have day, month and year and exist."""
        days: list[Dated] = []
        if not DIGIT.search(text):  # as in most lines
            return days
        for pattern in (self._of_report, SPACED, SPACED_MONTH_FIRST, DAY_FIRST, MONTH_FIRST, SLASHED, LOOSE, STAMPED):
            for match in pattern.finditer(text, overlapped=True):  # oiste. 10 of oiste. 10 February 1965 is no date
                dated = self._dated(match)
                if dated and pattern in (SPACED, SPACED_MONTH_FIRST) and dated.likeness < LONE_MONTH_LIKENESS:
                    continue
                if dated and not overlaps(dated.span, sorted(day.span for day in days)):
                    days.append(dated)
        return sorted(days)

    def month_alone(self, text: str, is_word: Callable[[str], bool]) -> Dated | None:
        """The date of a whole text with an illegible day, as month and year; None if a word precedes the month."""
        if not (match := MONTH_ALONE.fullmatch(text)):
            return self._garbled(text)
        (month, like), year = self.month(match["month"]), self._year(match["year"])
        if not (month and year and like >= LONE_MONTH_LIKENESS):
            return None
        if any(map(is_word, match.captures("before"))) or self.days(text):
            return None
        return Dated(Span(match.start("month"), match.end("year")), 0, month, year, like)

    def _garbled(self, text: str) -> Dated | None:
        """The month and year of a date-time group whose day and hour are illegible."""
        for match in self._garbled_group.finditer(text):
            (month, like), year = self.month(match["month"]), self._year(match["year"])
            if month and year and like >= SURE_LIKENESS and not self.groups(text):
                return Dated(Span(match.start("month"), match.end("year")), 0, month, year, like)
        return None

    def _dated(self, match: regex.Match[str]) -> Dated | None:
        """The date of a match of one of the patterns; None if there is no such day."""
        groups = match.groupdict()
        if "month" in groups:
            day, (month, like) = figures(match["day"]).replace(" ", ""), self.month(match["month"])
            in_words = match.re is MONTH_FIRST and match["month"].upper() in self._names
            is_alone = in_words or match.re is SPACED_MONTH_FIRST
            like = min(like, STAMPED_LIKENESS) if match.re is SPACED_MONTH_FIRST else like
            year = self._year(match["year"], in_words, in_capitals=match["month"].isupper() and not is_alone)
        else:
            year = self._year(match["year"])
            first, second = ("second", "first") if self._calendar.day_first else ("first", "second")
            day, month, like = match[second], int(match[first]), 1.0
        if not (day.isdigit() and 1 <= month <= 12 and 1 <= int(day) <= DAYS_OF_MONTHS[month - 1] and year):
            return None
        return Dated(Span(*match.span()), int(day), month, year, like)
