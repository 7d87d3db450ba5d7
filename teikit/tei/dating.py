"""When a document was written: by its own words, its identification sheet, and what the collection knows of years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

import regex

from teikit.core import Mark, kinds
from teikit.core.packet import Packet
from teikit.lexicon import Lexicon
from teikit.lexicon.years import Years
from teikit.tei.sheets import Described
from teikit.telegrams.correspondence import Correspondence

SPACE = regex.compile(r"\s+")
DAY = 10  # characters of a date that names its day
YEAR = 4  # characters of its year
LATEST = 2  # days from the sending of a message to its receipt
NEAR = 31  # days between two dates of a file that belong together
LEAP = "02-29"  # a day that another year may lack
STAMPED = 10  # years after the date on its sheet at which a date on a paper is a stamp of its review
WRITTEN = regex.compile(r"\p{L}{4,}\W+[0-9]{1,2}\W+(?:19|20)[0-9]{2}")
"""A date in words, as authors write it and stamps do not: ``August 2, 2021``."""
Told = tuple[str, str | None]
"""A date as it is written, and as ISO 8601 where that is known."""
UNTOLD: Told = ("", None)


class Dating:
    """The date of one document. ``marks`` are those of its pages, ``year`` is the one that its other dates name."""

    def __init__(
        self,
        packet: Packet,
        marks: Iterable[Mark],
        described: Described,
        correspondence: Correspondence,
        lexicon: Lexicon,
        year: int | None,
    ) -> None:
        self._draft, self._text = packet.draft, packet.source.text
        self._described, self._correspondence = described, correspondence
        self._calendar, self._years, self._year = lexicon.calendar, Years(lexicon.years), year
        self._heads = [mark for mark in marks if mark.kind == kinds.HEADER]

    def read(self, text: str) -> str | None:
        """A date as ISO 8601, of the year of the document where it names none."""
        return self._calendar.when(text, self._year)

    @cached_property
    def written(self) -> Told:
        """The date by page and identification sheet.

        A date of the page that the sheet has, too, is right. Where they differ, the page is right behind a label
        (``Date: 2/5/64``) or where it tells the hour and the sheet the day of receipt; the sheet is where the two
        differ in one figure, which the page was misread in, where the page has the stamp of a review, and where it has
        no header, so that its date may be one that it only cites. Else nothing is said: both may be the one that has
        the figure wrong if the page has a label.
        """
        told_text, told = self._described.date
        text, when = self._of_page
        if not told:
            return (text, when) if not when else self._believed(text, when)
        if alike := self._correspondence.agreeing(told)[0]:
            return (text, when) if when and when.startswith(told) else (alike, told)
        if when and _is_stamped(text, when, told):
            text, when = self._correspondence.until(int(told[:YEAR]) + STAMPED)
        if not when:
            return told_text, told
        if when.startswith(told) or _is_received(when, told):
            return text, when
        labelled = self._correspondence.is_labelled
        if _differ(when, told) == 1:
            return UNTOLD if labelled else (told_text, told)
        if labelled:
            return text, when
        return UNTOLD if self._correspondence.is_headed else (told_text, told)

    def _believed(self, text: str, when: str) -> Told:
        """The date of a page without a sheet; nothing where it is likely of something else, or of another year.

        Where another date of the file is near to that day of the other year, that is the year.
        """
        of_record = self._described.date_of_record
        cited = len(when) < DAY and not self._described.is_first and not self._correspondence.is_headed
        if cited or (of_record and _is_stamped(text, when, of_record)):
            return UNTOLD  # a month alone on a later page belongs to what the page tells: Sopt. 50
        if not self._years.is_doubtful(int(when[:YEAR]), self._text, text):
            return text, when
        mended = f"{self._years.rival(int(when[:YEAR]))}{when[YEAR:]}"
        return (text, mended) if self._is_near_another(mended) else UNTOLD

    @property
    def certainty(self) -> str | None:
        """Medium where the date has another year than the page shows; None otherwise."""
        text, when = self._of_page
        return (
            "medium"
            if text and when and self.written[0] == text and not f"{self.written[1]}".startswith(when[:YEAR])
            else None
        )

    def _is_near_another(self, when: str) -> bool:
        """Whether the file has another date within a month of a day."""
        return any(abs((other - day).days) <= NEAR for day in _days([when]) for other in _days(self._others))

    @property
    def _others(self) -> Iterator[str]:
        """The dates of the file, as far as they name day, month and year."""
        dates = (mark for mark in self._draft.marks if mark.kind == kinds.DATE)
        return (mark.get("when") or self._calendar.when(self._draft.read(mark.span)) or "" for mark in dates)

    @cached_property
    def _of_page(self) -> Told:
        """The date sent, whatever the sheet says; the running head may have its hour."""
        text, when = self._correspondence.sent
        if text and self._heads and not self._calendar.hour(text):
            hour = self._calendar.hour(SPACE.sub(" ", self._draft.read(self._heads[0].span)).strip())
            return (f"{text}, {hour}", self.read(f"{text}, {hour}")) if hour else (text, when or self.read(text))
        return text, when or self.read(text)


def _days(dates: Iterable[str]) -> list[date]:
    """The dates that name a day there is."""
    return [date.fromisoformat(when[:DAY]) for when in dates if len(when) >= DAY and when[5:DAY] != LEAP]


def _is_stamped(text: str, when: str, told: str) -> bool:
    """Whether a date is that of a review: it is too long after the date on the sheet to be the author's."""
    return int(when[:YEAR]) - int(told[:YEAR]) > STAMPED and WRITTEN.match(text) is None


def _is_received(when: str, told: str) -> bool:
    """Whether a message that was sent at an hour may have been received on the day that its sheet tells."""
    days = (date.fromisoformat(told) - date.fromisoformat(when[:DAY])).days if len(told) == DAY and "T" in when else -1
    return 0 < days <= LATEST


def _differ(when: str, told: str) -> int:
    """In how many figures two dates differ; a date of fewer figures differs in those that it lacks."""
    figures = zip(when[:DAY], told[:DAY], strict=False)
    return sum(ours != theirs for ours, theirs in figures) + abs(len(when[:DAY]) - len(told[:DAY]))
