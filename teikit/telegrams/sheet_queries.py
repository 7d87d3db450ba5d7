"""Contradictions between an identification sheet and the documents after it, as queries to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from teikit.core import Draft, Mark, kinds
from teikit.core.genres import POSTED, SHEET, WIRED
from teikit.core.packet import Query, Telegram
from teikit.genres.knowledge import genre_knowledge
from teikit.genres.sheet_fields import SheetField
from teikit.lexicon import Lexicon
from teikit.telegrams.header_fields import HeaderFields
from teikit.telegrams.sending_dates import DAY, SendingDates

MOST_DAYS = 3652  # days from the date on the sheet to one that a document may have; a later one is of a review's stamp
MOST_DAYS_SENT = 2  # days from the sending of a message to its receipt, at most
MOST_DAYS_LATER = 366  # days from the document of a sheet to a later one of its record, at most


def sheet_queries(draft: Draft, telegrams: Sequence[Telegram], lexicon: Lexicon) -> Iterator[Query]:
    """Queries about documents whose sheet has another date than they, or describes a paper of another kind."""
    reader, text = genre_knowledge(lexicon).sheets, draft.source.text
    fields: dict[str, SheetField] = {}
    is_next = False  # whether a document comes right after its sheet
    for telegram in sorted(telegrams, key=lambda telegram: telegram.pages[0].order):
        if telegram.genre == SHEET:
            read = [field for page in telegram.pages for field in reader.read(text, page.span)]
            fields = {field.field: field for field in reversed(read)}
        else:
            yield from _dates_differ(draft, telegram, fields.get("date"), is_next, lexicon)
            yield from _papers_differ(telegram, fields.get("title"), lexicon) if is_next else ()
        is_next = telegram.genre == SHEET


def _dates_differ(
    draft: Draft, telegram: Telegram, field: SheetField | None, is_next: bool, lexicon: Lexicon
) -> Iterator[Query]:
    """A document with another day than its sheet; one that is not ``is_next`` to it may be earlier, or a year later."""
    page = telegram.pages[0].span
    marks = draft.marks_on(page)
    text, when = SendingDates(HeaderFields(draft, marks), lexicon).sent
    known = field.when if field and field.when else ""
    if len(known) != DAY or len(when) < DAY:
        return
    days = (date.fromisoformat(when[:DAY]) - date.fromisoformat(known)).days
    is_received = "T" in when and -MOST_DAYS_SENT <= days < 0
    is_other = days != 0 and not is_received if is_next else days > MOST_DAYS_LATER
    if field and is_other and abs(days) <= MOST_DAYS:
        message = (
            f"the identification sheet has {field.value}, the document {text}: one of them was misread, "
            "or the sheet is that of another paper"
        )
        yield Query("DATE-DIFFERS", message, _place(draft, marks, text, page.start))


def _place(draft: Draft, marks: Sequence[Mark], text: str, start: int) -> int:
    """Where a date stands among some marks; ``start`` where none of them is marked as it."""
    dates = (mark for mark in marks if mark.kind == kinds.DATE)
    return next((mark.span.start for mark in dates if " ".join(draft.read(mark.span).split()) == text), start)


def _papers_differ(telegram: Telegram, field: SheetField | None, lexicon: Lexicon) -> Iterator[Query]:
    """A sheet that describes a paper of another kind than the document after it."""
    title = " ".join(field.value.split()) if field else ""
    if is_of_another_kind(title, telegram.genre, lexicon):
        message = f"the identification sheet describes {title}, and a {telegram.genre} comes after it"
        yield Query("SHEET-DIFFERS", message, telegram.pages[0].span.start)


def is_of_another_kind(title: str, kind: str, lexicon: Lexicon) -> bool:
    """Whether the title on a sheet names a paper that a document of a kind is not: a memorandum, but it is a cable."""
    is_paper = kind in WIRED and lexicon.patterns["paper of a sheet"].match(title)
    return bool(is_paper or (kind in POSTED and lexicon.patterns["message of a sheet"].match(title)))
