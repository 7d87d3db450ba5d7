"""When a message was sent: from the dates in the fields of its header, nothing that is not sure.

A date-time group names day and hour; month and year come from another date of the header only if its day is that day
or the next one, on which the message was received.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

import regex

from teikit.core import Mark, kinds
from teikit.lexicon import Lexicon
from teikit.telegrams.header_fields import STAMP, HeaderFields

DATED = ("date", "number", "received", "control", "to", "from")
"""Fields that have dates, the likeliest first; in the line of a party one may stand beside it."""
HEADED = ("to", "from", "subject", "cite")
"""Fields of a header that says more than a date."""
TIMED = regex.compile(r"\p{Lu}{3} [0-9]{1,2} [0-9]{4}[Z27%zX]? [0-9]{2}")
"""The day and hour at which a cable was stamped: ``FEB 12 03062 60``."""
STAMPED = regex.compile(r"\p{Lu}{3} [0-9]{1,2} [0-9]{4}")  # the day of receipt, as stamps have it: OCT 14 1964
NONE_SENT = ("", "")  # the date of sending where the fields of a page have none
DAY = 10  # characters of an ISO date that names its day
YEAR = 4  # characters of the year in an ISO date
SEVERAL_DAYS = 3  # days in the header of a page that lists papers, at least
LATEST = 2  # days within which a message is received: on the day it was sent or the next


class SendingDates:
    """What the ``fields`` of one document say of the day on which it was sent."""

    def __init__(self, fields: HeaderFields, lexicon: Lexicon) -> None:
        self._fields, self._calendar = fields, lexicon.calendar
        self._before_date = lexicon.patterns["before a date"]

    def _dates(self, *types: str) -> list[Mark]:
        """The marks of dates in fields of some types."""
        return [mark for field in self._fields.of(*types) for mark in self._fields.inside(field, kinds.DATE)]

    def _full(self, *types: str) -> list[tuple[Mark, str]]:
        """Those that name a day, a month and a year, each with its date as ISO 8601."""
        dates = ((mark, self._when(mark)) for mark in self._dates(*types))
        return [(mark, when) for mark, when in dates if when]

    @cached_property
    def _days(self) -> list[tuple[Mark, str]]:
        """The full dates of the header."""
        return self._full(*DATED)

    @property
    def days(self) -> list[str]:
        """The full dates of the header as ISO 8601."""
        return [when for _, when in self._days]

    def _when(self, mark: Mark) -> str:
        return mark.get("when") or self._calendar.when(self._fields.text(mark)) or ""

    @cached_property
    def sent(self) -> tuple[str, str]:
        """The date sent as the page has it and as ISO 8601, which is empty where month or year are not sure.

        Of the time of receipt (``TOR: 270151Z JAN 78``) only the day is taken, as of that stamped on a cable beside a
        label that is illegible. A date after its label goes before a stamp. A page with several dates lists other
        papers, and has none of its own.
        """
        if len({when[:DAY] for _, when in self._full("date")}) >= SEVERAL_DAYS:
            return "", ""
        group = next((mark for mark in self._dates("date", "cite") if mark.get("clock")), None)
        if group is not None:
            return self._fields.text(group), self._when(group) or self._completed(group)
        after_number = next(iter(self._dates("number")), None)
        if after_number is not None:
            return self._fields.text(after_number), self._when(after_number)
        return self._own or self._stamped

    @property
    def _own(self) -> tuple[str, str] | None:
        """The first full date of the header that is not of something else; None if there is none."""
        received = self._dates("received")
        labelled = [(mark, when) for mark, when in self._full("date") if self._is_after_label(self._fields.text(mark))]
        is_stamped = bool(self._days) and STAMPED.fullmatch(self._fields.text(self._days[0][0])) is not None
        for mark, when in [*(labelled if is_stamped else ()), *self._days]:
            if not mark.get("of"):
                return (self._day(mark, when), when[:DAY]) if mark in received else (self._fields.text(mark), when)
        return None

    @property
    def _stamped(self) -> tuple[str, str]:
        """The day that was stamped on a cable, with its hour as the page has it; both empty if there is none."""
        stamped = ((self._fields.text(mark), when) for mark, when in self._full(STAMP))
        return next(((text, when[:DAY]) for text, when in stamped if TIMED.fullmatch(text)), ("", ""))

    def _day(self, received: Mark, when: str) -> str:
        """A date of receipt as the page has it, without the hour after it; as ISO 8601 where the hour is within it.

        So ``021632Z MAR 77``, the group of the time of receipt, is not stated as that of sending.
        """
        if received.get("clock"):
            return when[:DAY]
        text = self._fields.text(received)
        return text.removesuffix(".").removesuffix(self._calendar.hour(text) or ".").rstrip(" ,")

    def until(self, year: int) -> tuple[str, str]:
        """The first date of the header in ``year`` or before, as the page has it and as ISO 8601; empty without one."""
        early = ((mark, when) for mark, when in self._days if int(when[:YEAR]) <= year and not mark.get("of"))
        return next(((self._fields.text(mark), when) for mark, when in early), ("", ""))

    def agreeing(self, stated: str) -> tuple[str, str]:
        """The first date of the header that agrees with a known one (ISO 8601), as the page has it and as ISO 8601.

        Either may be less precise than the other; both are empty if no date agrees.
        """
        alike = ((mark, when) for mark, when in self._days if when.startswith(stated) or stated.startswith(when))
        return next(((self._fields.text(mark), when) for mark, when in alike), ("", ""))

    @cached_property
    def is_labelled(self) -> bool:
        """Whether the date sent stands after its label: ``Date: 2/5/64``."""
        return self._is_after_label(self.sent[0])

    def _is_after_label(self, text: str) -> bool:
        """Whether a date stands after the label of its field."""
        before = (self._fields.text(field).partition(text)[0] for field in self._fields.of("date") if text)
        return any(self._before_date.search(label) for label in before)

    @property
    def is_headed(self) -> bool:
        """Whether the page has a line of a header beside that of its date."""
        return next(self._fields.of(*HEADED), None) is not None

    def _completed(self, group: Mark) -> str:
        """A date-time group with the month and year of the day on which it was sent or received."""
        day, clock = int(group.get("day")), group.get("clock")
        earliest = -1 if clock < self._calendar.day_begins else 0
        full = (*self._days, *self._full(STAMP, "action"))
        known = [date.fromisoformat(when[:DAY]) for _, when in full if len(when) >= DAY]
        days = {received - timedelta(late) for received in known for late in range(earliest, LATEST)}
        days_sent = [sent for sent in days if sent.day == day]
        return f"{days_sent[0].isoformat()}T{clock[:2]}:{clock[2:]}:00Z" if len(days_sent) == 1 else ""
