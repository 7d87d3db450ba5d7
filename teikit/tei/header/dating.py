"""The date of a document: by its own words, its identification sheet, and what the collection knows of years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

import regex

from teikit.core import Mark, kinds
from teikit.core.packet import Packet
from teikit.lexicon import Lexicon
from teikit.lexicon.years import Years
from teikit.tei.header.sheets import ArchivalDescription
from teikit.telegrams.sending_dates import NONE_SENT, SendingDates

DAY = 10  # characters of a date with year, month and day in ISO 8601
YEAR = 4  # characters of its year
LEAP_DAY = "02-29"  # month and day that another year may lack
MOST_DAYS_SENT = 2  # days from the sending of a message to its receipt, at most
MOST_DAYS_APART = 31  # days between two dates of a file that belong together, at most
MOST_YEARS = 10  # years after the date on the sheet, at most; a later date on a paper is that of a review stamp
IN_WORDS = regex.compile(r"\p{L}{4,}\W+[0-9]{1,2}\W+(?:19|20)[0-9]{2}")
"""A date in words, as authors write it and stamps do not: ``August 2, 2021``."""
LAST_YEAR = regex.compile(r"(?<![0-9])[0-9]{4}$")  # the year with which a date ends
RUN = regex.compile(r"(?<![0-9])(?:[0-9]{5}|[0-9]{7,})(?![0-9])")
"""More digits than an hour or a date-time group has, because of a misread Z: ``JUN 15 02282 62``."""
IN_FIGURES = regex.compile(r"(?<!\w)[0-9]\p{Ll}\s|[0-9]\p{Ll}[0-9](?!\w)")
"""A letter among digits: ``2h April 1961``, ``23 April 19h5``."""
WrittenDate = tuple[str, str | None]
"""A date as it is written, and as ISO 8601 if that is known."""
NO_DATE: WrittenDate = ("", None)
NO_DAY = ("", "")  # the date of a sheet that says nothing about one document


class DatesOfPages(NamedTuple):
    """The dates in the fields of a document: on all its pages, and on the first one."""

    all: SendingDates
    first: SendingDates


class Dating:
    """The date of one document."""

    def __init__(
        self,
        packet: Packet,
        marks: Iterable[Mark],
        archival: ArchivalDescription,
        dates: DatesOfPages,
        lexicon: Lexicon,
        year: int | None,
    ) -> None:
        """``marks`` are those of the pages of the document, ``year`` is the one that other dates on them name."""
        self._draft, self._text = packet.draft, packet.source.plain
        self._archival, self._dates, self._first = archival, dates.all, dates.first
        self._calendar, self._years, self._year = lexicon.calendar, Years(lexicon.years), year
        marks = list(marks)
        self._heads = [mark for mark in marks if mark.kind == kinds.RUNNING_HEAD]
        self._pages = slice(marks[0].span.start, max(mark.span.end for mark in marks)) if marks else slice(0)

    def read(self, text: str) -> str | None:
        """A date as ISO 8601; one that names no year is of the year of the document. None for anything else."""
        return self._calendar.when(text, self._year)

    @cached_property
    def written(self) -> WrittenDate:
        """The date by page and identification sheet; both empty if they contradict each other and neither is better.

        - If the sheet has no date, that of the page counts, unless it is likely to be a different date.
        - A date that page and sheet share is right, and so is that of the page if it gives the hour and the sheet the
          day of receipt.
        - If they differ in one digit, the page was misread, unless its date has a label (``Date: 2/5/64``), when either
          may be wrong, or the pages have the date twice (``SUBJECT: Meeting - 20 February 1964``).
        - If they differ more, the page counts if it has a label. Without label and header its date may be one that
          it only cites, or the stamp of a review: the sheet counts, or neither if the page is a few weeks later.
        - A sheet before a bundle of documents says nothing of any one of them, nor does one of a paper of another kind.
        - If the first page has no date, one of a later page counts only if the sheet has it: it may be of an
          enclosure.
        """
        sheet_text, sheet_day = NO_DAY if self._archival.may_describe_another else self._archival.date
        text, when = self._of_page
        if not sheet_day:
            return (text, when) if not when else self._without_sheet(text, when)
        dates = self._dates if self._first.sent == NONE_SENT else self._first
        if alike := dates.agreeing(sheet_day)[0]:
            return (text, when) if when and when.startswith(sheet_day) else (alike, sheet_day)
        if dates is not self._first:
            return (text, when) if when and _is_received(when, sheet_day) else (sheet_text, sheet_day)
        if when and _is_stamped(text, when, sheet_day):
            text, when = dates.until(int(sheet_day[:YEAR]) + MOST_YEARS)
        if not when:
            return sheet_text, sheet_day
        if when.startswith(sheet_day) or _is_received(when, sheet_day):
            return text, when
        labelled = dates.is_labelled
        if _figures_apart(when, sheet_day) == 1:
            differing = NO_DATE if labelled else (sheet_text, sheet_day)
            return (text, when) if self._recurs(when[:DAY]) else differing
        if labelled:
            return text, when
        is_own = self._dates.is_headed or _is_soon_after(when, sheet_day)
        return NO_DATE if is_own else (sheet_text, sheet_day)

    def _without_sheet(self, text: str, when: str) -> WrittenDate:
        """The date of a page without a sheet; empty if it is likely to be of something else, or of another year.

        The year of a record is doubtful if few documents are of that year, or if another date of its header is near the
        same day in one of the years that it may be. It is corrected if a date of the file is.
        """
        of_record = self._archival.date_of_record
        is_cited = len(when) < DAY and not self._archival.is_first and not self._dates.is_headed
        if is_cited or (of_record and _is_stamped(text, when, of_record)):
            return NO_DATE  # a month alone on a later page belongs to what the page tells: Sopt. 50
        rival = self._years.rival(int(when[:YEAR]))
        is_doubtful = self._years.is_doubtful(int(when[:YEAR]), self._text, text)
        if not self._archival.is_of_records or not (is_doubtful or self._is_headed(f"{rival}{when[YEAR:]}")):
            return text, when  # the years were counted on records
        years = (rival, *self._years_alike(when[:YEAR]))
        mended = [f"{year}{when[YEAR:]}" for year in years if self._is_near_another(f"{year}{when[YEAR:]}")]
        return (text, mended[0]) if mended else NO_DATE

    def _years_alike(self, year: str) -> list[str]:
        """The years of other dates of the file that differ from a year in one digit."""
        return sorted(near for near in {when[:YEAR] for when in self._dates_of_file} if _figures_apart(near, year) == 1)

    @property
    def certainty(self) -> str | None:
        """``medium`` if the date has a different year from the page, or is a month on the sheet; None otherwise.

        Archives give a bundle a month: ``06/00/75`` on the sheet of index cards, most of which were made in July.
        """
        text, when = self._of_page
        if self.written == self._archival.date and self.written[1] and len(self.written[1]) < DAY:
            return "medium"
        if not text or not when or self.written[0] != text:
            return None
        return None if f"{self.written[1]}".startswith(when[:YEAR]) else "medium"

    def _recurs(self, day: str) -> bool:
        """Whether the pages of the document have a date more than once, so that it was not misread."""
        dates = self._calendar.date.finditer(self._text[self._pages])
        return sum((self._calendar.when(written[0]) or "").startswith(day) for written in dates) > 1

    def _is_near_another(self, when: str) -> bool:
        """Whether the file has a date within :data:`MOST_DAYS_APART` days of a day."""
        return _is_near(when, self._dates_of_file)

    def _is_headed(self, when: str) -> bool:
        """Whether the header has a date so near a day: ``DATE OF CONTACT: 2 May 1963`` below ``16 May 1983``."""
        return not when.startswith("0") and _is_near(when, self._dates.days)

    @property
    def _dates_of_file(self) -> Iterator[str]:
        """The dates of the whole file, of headers and of texts, as ISO 8601; empty if one cannot be read."""
        dates = (mark for mark in self._draft.marks if mark.kind == kinds.DATE)
        yield from (mark.get("when") or self._calendar.when(self._draft.read(mark.span)) or "" for mark in dates)
        yield from (self._calendar.when(written[0]) or "" for written in self._calendar.date.finditer(self._text))

    @cached_property
    def _of_page(self) -> WrittenDate:
        """The date sent, of the first page if that has one; the hour may be in the running head."""
        text, when = self._dates.sent if self._first.sent == NONE_SENT else self._first.sent
        if text and self._heads and not self._calendar.hour(text):
            hour = self._calendar.hour(" ".join(self._draft.read(self._heads[0].span).split()))
            return (f"{text}, {hour}", self.read(f"{text}, {hour}")) if hour else (text, when or self.read(text))
        return text, when or self.read(text)


def is_before(received: str | None, sent: str | None) -> bool:
    """Whether a date of receipt is before the day of sending, and so of something else (``On 13 MAY 71``)."""
    return received is not None and sent is not None and len(sent) >= DAY and received[:DAY] < sent[:DAY]


def is_misread(text: str, when: str, read: str | None) -> bool:
    """Whether a written date was misread, as it is not the known one; ``read`` is the written date as ISO 8601."""
    if RUN.search(text):
        return True
    if read:
        return read[:DAY] != when[:DAY]
    year = LAST_YEAR.search(text)
    return bool(year and year[0] != when[:YEAR]) or IN_FIGURES.search(text) is not None


def _is_near(when: str, dates: Iterable[str]) -> bool:
    """Whether one of some dates is within :data:`MOST_DAYS_APART` days of a day."""
    known = _days(dates)
    return any(abs((near - day).days) <= MOST_DAYS_APART for day in _days([when]) for near in known)


def _days(dates: Iterable[str]) -> list[date]:
    """The dates that name a day, without leap days."""
    return [date.fromisoformat(when[:DAY]) for when in dates if len(when) >= DAY and when[5:DAY] != LEAP_DAY]


def _is_stamped(text: str, when: str, sheet_day: str) -> bool:
    """Whether a date is that of a review stamp: it is too long after the date on the sheet to be the author's."""
    return int(when[:YEAR]) - int(sheet_day[:YEAR]) > MOST_YEARS and IN_WORDS.match(text) is None


def _is_received(when: str, sheet_day: str) -> bool:
    """Whether a message whose hour of sending is known may have been received on the day of the sheet."""
    if len(sheet_day) != DAY or "T" not in when:
        return False
    return 0 < (date.fromisoformat(sheet_day) - date.fromisoformat(when[:DAY])).days <= MOST_DAYS_SENT


def _is_soon_after(when: str, sheet_day: str) -> bool:
    """Whether a date is a few weeks after that of the sheet: too late to be cited, too early to be a review's."""
    if len(sheet_day) != DAY or len(when) < DAY:
        return False
    return 0 < (date.fromisoformat(when[:DAY]) - date.fromisoformat(sheet_day)).days <= MOST_DAYS_APART


def _figures_apart(first: str, second: str) -> int:
    """The number of digits in which two dates differ; digits that one of them lacks differ, too."""
    figures = zip(first[:DAY], second[:DAY], strict=False)
    return sum(figure != second_figure for figure, second_figure in figures) + abs(len(first[:DAY]) - len(second[:DAY]))
