"""The dates in the value of a field: that of a message, and the day and number of its receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from teikit.core import Mark, Span, attrs, kinds
from teikit.fields.values.dates import MONTH_LIKENESS, Dates
from teikit.fields.values.numbers import number_of_receipt
from teikit.fields.values.stamped import STAMPED, serial_in
from teikit.fields.values.words import HeaderWords

MENTIONED = "mentioned"  # the sign of a date that is not that of the message, or was misread
MOST_BESIDE = 3  # letters and digits after a date at the end of a line, at most


class DatedValues:
    """Marks dates in values, which begin at an offset ``start`` of the text of a draft."""

    def __init__(self, dates: Dates, words: HeaderWords, rule: str) -> None:
        self._dates, self._words, self._rule = dates, words, rule

    def mentioned(self, value: str, start: int) -> Iterator[Mark]:
        """The first date of a value, as one that is not that of the message."""
        yield from map(_as_mentioned, self.first(value, start))

    def first(self, value: str, start: int) -> Iterator[Mark]:
        """The first date of a value; a misread one with the right day."""
        groups, written = self._dates.groups(value), self._dates.written(value)
        if written and not groups and not self._is_part(value, written):
            yield self._mark(written, start, kinds.DATE, of=MENTIONED if _is_doubtful(value, written) else None)
            return
        for dated in [*groups, *self._dates.days(value)][:1]:
            if dated.likeness >= MONTH_LIKENESS or dated.clock:
                day, clock = (f"{dated.day:02}", dated.clock) if dated.clock else (None, None)
                yield self._mark(dated.span, start, kinds.DATE, when=dated.when or None, day=day, clock=clock)
                return
        if month := self._dates.month_alone(value, self._words.is_word):
            yield self._mark(month.span, start, kinds.DATE, when=month.when)

    def beside(self, value: str, start: int) -> Iterator[Mark]:
        """The date at the end of the line of a party: ``Chief, WH/4/CI  24 April 1961``, ``FEB 12 03062 60``."""
        line = value.partition("\n")[0]
        for dated in self._dates.days(line)[-1:]:
            at_end = sum(map(str.isalnum, line[dated.span.end :])) <= MOST_BESIDE
            if at_end and dated.span.start and dated.likeness >= MONTH_LIKENESS:
                yield self._mark(dated.span, start, kinds.DATE, when=dated.when)

    def _is_part(self, value: str, written: Span) -> bool:
        """Whether a date without a year is the beginning of one with a year: ``JUN 15 0228Z 62``."""
        alike = (dated for dated in self._dates.days(value) if dated.span.start == written.start)
        return any(dated.span.end > written.end for dated in alike)

    def receipt(self, value: str, start: int) -> Iterator[Mark]:
        """The number under which a message was received, and the date."""
        if identifier := number_of_receipt(value):
            yield self._mark(identifier.span(), start, kinds.IDNO, type="control")
        yield from self.first(value, start)

    def stamped_receipt(self, value: str, start: int) -> Iterator[Mark]:
        """The day on which headquarters received a cable, and its serial number: ``10 DEC 63 IN 77 397``."""
        if serial := serial_in(value):
            yield self._mark(serial, start, kinds.IDNO, type="control")
        yield from map(_as_mentioned, self.stamped(value, start))

    def stamped(self, value: str, start: int) -> Iterator[Mark]:
        """The day on which headquarters received a cable: ``24 DEC 63 11 8 6 4-37``, ``13 DEC 6341 8 0396``."""
        if stamp := STAMPED.match(value):
            for day in self._dates.days(stamp["day"]):
                yield self._mark(stamp.span("day"), start, kinds.DATE, when=day.when)

    def _mark(self, span: tuple[int, int], start: int, element: kinds.Kind, **attributes: str | None) -> Mark:
        """A mark of a stretch of a value."""
        return Mark(Span(*span).moved(start), element, self._rule, attributes=attrs(**attributes))


def _is_doubtful(value: str, date: Span) -> bool:
    """Whether a date is of something else (``SAIGON (2 DECEMBER 1963)``), or is likely misread (``10 oct 50`` for
    60)."""
    letters = "".join(filter(str.isalpha, value[date.start : date.end]))
    return letters.islower() or value[date.end :].lstrip().startswith(")")


def _as_mentioned(date: Mark) -> Mark:
    """The mark of a date that is not that of the message."""
    return replace(date, attributes=(*date.attributes, *attrs(of=MENTIONED)))
