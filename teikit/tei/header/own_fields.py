"""Which fields on the pages of a document are its own, and which belong to a paper that it encloses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter

import regex

from teikit.core import Draft, Mark, Span, kinds
from teikit.core.packet import Telegram
from teikit.lexicon import Lexicon
from teikit.telegrams.as_read import as_read
from teikit.telegrams.correspondence import NAMED, Correspondence
from teikit.telegrams.sending_dates import NONE_SENT, SendingDates

OF_HEADER = frozenset({"to", "from", "date"})
"""Fields that belong to the paper in whose header they stand; a number stands at the head of each page."""
HEADED = OF_HEADER | {"subject"}  # fields of a header
LEAST_HEADED = 2  # different fields of these that are a header, at least: later pages repeat the subject
SHORT_LABEL = regex.compile(r"\W*\p{L}{1,3}(?!\p{L})")  # RE: of an enclosure; heads of later pages have SUBJECT:
SEVERAL = 3  # references on a page that lists papers, at least: RE: Peter Viertel
FIRST_ITEM = regex.compile(
    r"(?m)^[^\p{L}\p{N}\n]{0,3}1\.\s+(?!\p{L}+\s?:)\p{L}.*"
)  # 1. Memo to SAIC-PI, not 1. SUBJECT:
HEAD_PAGES = 2  # pages of a document among which its header stands: the first may be a sheet that routes it


class OwnFields:
    """The fields of one document that say who sent it to whom, and when.

    ``marks`` are those of its pages, in order.
    """

    def __init__(self, draft: Draft, telegram: Telegram, marks: Sequence[Mark], lexicon: Lexicon) -> None:
        self._draft, self._lexicon, self._marks = draft, lexicon, marks
        self._pages = [page.span for page in telegram.pages]
        self._fields = [mark for mark in marks if mark.kind == kinds.FIELD]
        self._is_wired = telegram.is_wired

    @cached_property
    def addressed(self) -> Span | None:
        """The page with the header of the document: of its first pages the first that names an addressee, or None."""
        return next((page for page in self._pages[:HEAD_PAGES] if self._is_addressed(page)), None)

    @cached_property
    def marks(self) -> list[Mark]:
        """The marks without the parties, subjects and dates that are of something else.

        So are those below the first item of a list (``1. Memo to SAIC`` / ``From: SA``), those in the headers of later
        pages, which begin enclosures, and an office at the head of the page (``HQ DETACHMENT``) above the addressee,
        who stands after a label. A message that was sent by wire has a head on each page, and addresses without labels.
        """
        listed = {mark.span for page in self._pages for mark in (*self._listed(page), *self._indorsed(page))}
        wired = () if self._is_wired else ("cite",)
        own = [
            mark
            for mark in self._marks
            if mark.kind != kinds.FIELD or not (mark.span in listed or mark.get("type") in wired)
        ]
        return own if self._is_wired else self._without_enclosures(own)

    def _listed(self, page: Span) -> list[Mark]:
        """The fields of papers that a page lists: several references, and fields with labels below the first item.

        No field stands in the line of the item itself.
        """
        references = [field for field in self._on(page, ("subject",)) if self._is_reference(field)]
        below = self._below_item(page)
        return [*references, *below] if len(references) >= SEVERAL else below

    def _indorsed(self, page: Span) -> list[Mark]:
        """The labelled addressees of a page below the first one, to whom somebody passed the paper on."""
        fields = [field for field in self._on(page, ("to",)) if field.get("label") not in ("", "0")]
        filled = [field for field in fields if len(self._draft.read(field.span).split()) > int(field.get("label"))]
        return [] if self._is_wired else filled[1:]

    def _below_item(self, page: Span) -> list[Mark]:
        """The fields with labels below the first item on a page, if no field stands in its line."""
        fields = [field for field in self._on(page, HEADED) if field.get("label") not in ("", "0")]
        item = FIRST_ITEM.search(self._draft.source.plain, *page)
        if item is None or any(item.start() <= field.span.start <= item.end() for field in fields):
            return []
        return [field for field in fields if field.span.start > item.end() and field.get("type") != "date"]

    def _without_enclosures(self, marks: Sequence[Mark]) -> list[Mark]:
        """Some marks without the parties and dates of enclosures and letterheads."""
        last = self.addressed or self._pages[:HEAD_PAGES][-1]
        later = (page for page in self._pages if page.start > last.start and self._is_headed(page))
        enclosure = next(later, None)
        letterheads = self._letterheads(last)
        return [
            mark
            for mark in marks
            if mark not in letterheads and (enclosure is None or not _is_of_header(mark, enclosure))
        ]

    def _letterheads(self, page: Span) -> list[Mark]:
        """The fields above a labelled addressee on a page that have no label, and were taken for his."""
        fields = self._on(page, ("to",))
        labelled = [field for field in fields if field.get("label") not in ("", "0") and self._is_read(field)]
        return [field for field in fields if field.get("label") == "0" and labelled]

    def _is_read(self, field: Mark) -> bool:
        """Whether a field names an addressee legibly."""
        return as_read(self._draft.read(field.span), "to", self._lexicon) != ""

    @property
    def dates(self) -> SendingDates:
        """The dates of the page with the header, or else of the first page."""
        pages = [page for page in (self.addressed, self._pages[0]) if page]
        dated = [self._stated([mark for mark in self._marks if page.has(mark.span.start)]).dates for page in pages]
        return next((dates for dates in dated if dates.sent != NONE_SENT), dated[-1])

    @property
    def subject(self) -> str:
        """The subject, which no later page states with a short label: that is of an enclosure."""
        end = self._pages[:HEAD_PAGES][-1].end
        return self._stated(
            [mark for mark in self.marks if mark.span.start < end or not self._is_reference(mark)]
        ).subject

    def _stated(self, marks: Sequence[Mark]) -> Correspondence:
        """What the fields among some marks say."""
        return Correspondence(self._draft, marks, self._lexicon)

    def _is_reference(self, mark: Mark) -> bool:
        """Whether a mark is a subject with a short label: ``RE: Peter Viertel``."""
        is_subject = mark.kind == kinds.FIELD and mark.get("type") == "subject"
        return is_subject and SHORT_LABEL.match(self._draft.read(mark.span)) is not None

    def _on(self, page: Span, types: Iterable[str]) -> list[Mark]:
        """The fields of some types on a page."""
        first, end = (bisect_left(self._fields, at, key=attrgetter("span.start")) for at in page)
        return [field for field in self._fields[first:end] if field.get("type") in types]

    def _is_addressed(self, page: Span) -> bool:
        """Whether a page names an addressee, in the words of a list or legibly."""
        return any(
            self._is_read(field) or any(mark.kind in NAMED and field.span.holds(mark.span) for mark in self._marks)
            for field in self._on(page, ("to",))
        )

    def _is_headed(self, page: Span) -> bool:
        """Whether a page has a header."""
        return len({field.get("type") for field in self._on(page, HEADED)}) >= LEAST_HEADED


def _is_of_header(mark: Mark, page: Span) -> bool:
    """Whether a mark is a party or a date of a page or of one after it."""
    return mark.span.start >= page.start and mark.kind == kinds.FIELD and mark.get("type") in OF_HEADER
