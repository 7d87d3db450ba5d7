"""Who signed a document: the first signature on its pages, unless it is that of another paper after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from teikit.core import Draft, Mark, Span, kinds
from teikit.core.packet import Page, Telegram
from teikit.genres.beginnings import DATED_LINES, LONE_DATE
from teikit.lexicon import Lexicon
from teikit.telegrams.party import are_alike

WRITTEN = regex.compile(r"(?<![^\r\n\f])[^\S\r\n\f]*+\S[^\r\n\f]*")  # a line that is not blank
MARKUP = "#"  # before the heading of a page that an engine writes: "## Page 5"
TRAILING = regex.compile(r"(?:[\s,;]|\.{2,})+$")
"""Signs after a name that are not part of it: ``Fredrick C. Wickham,`` with ``Jr.`` on the next line, ``STOKES..``."""

PERSON = regex.compile(r"(?P<surname>\p{Lu}{2,}),\s\p{Lu}{2,}(?:\s\p{Lu}{1,2}\.?)*")  # COOK, ROBERT A.


def signature(draft: Draft, telegram: Telegram, marks: Sequence[Mark], lexicon: Lexicon, author: str) -> str:
    """The name of the first signer, on one line; empty if nobody signed, or only another paper after the first one.

    After a memorandum of 7 June 1995 a page with ``June 6, 1995`` at the top is another paper, and so are those after
    it. ``marks`` are those of the pages of the telegram. If the ``author`` on its sheet is a person, nobody else
    signed it: ``WILLIAM FISHMAN`` in a report of ``COOK, ROBERT A.`` is a heading.
    """
    end = _own_end(draft, telegram, marks, lexicon)
    for mark in marks:
        if mark.kind == kinds.SIGNED and not mark.get("type") and mark.span.start < end:
            names = (name for name in marks if name.kind == kinds.PERS_NAME and mark.span.holds(name.span))
            name = TRAILING.sub("", " ".join(draft.read(next(names, mark).span).split()))
            if are_alike(name, author.partition(",")[0]) or not _is_person(author, lexicon):
                return name
    return ""


def _is_person(author: str, lexicon: Lexicon) -> bool:
    """Whether the author on a sheet is a person, and no officer: ``COOK, ROBERT A.``, not ``CHIEF, LAD``."""
    person = PERSON.fullmatch(author)
    titles = {entry.word for entry in lexicon.header_words if entry.kind in ("opening", "title", "field-officer")}
    return person is not None and person["surname"] not in titles


def _own_end(draft: Draft, telegram: Telegram, marks: Sequence[Mark], lexicon: Lexicon) -> int:
    """The start of the first later page with a date of its own at the top; the end of the last page if there is none.

    Nothing can be said if the first page of the document has no date.
    """
    enclosures = [mark.span.start for mark in marks if mark.kind == kinds.PART and mark.get("type")]
    if enclosures:
        return enclosures[0]
    first, *later = telegram.pages
    own = {mark.get("when") or _day(draft.read(mark.span), lexicon) for mark in _dates_on(first.span, marks)}
    own |= {_day(line, lexicon) for line in _dates_at_top(draft, first)}
    for page in later if own - {""} else ():
        days = {_day(line, lexicon) for line in _dates_at_top(draft, page)} - {""}
        if days and not days & own:
            return page.span.start
    return telegram.pages[-1].span.end


def _dates_on(span: Span, marks: Iterable[Mark]) -> Iterator[Mark]:
    """The dates marked on a page."""
    return (mark for mark in marks if mark.kind == kinds.DATE and span.start <= mark.span.start < span.end)


def _dates_at_top(draft: Draft, page: Page) -> Iterator[str]:
    """The lines at the top of a page that are nothing but a date."""
    lines = [match[0].strip() for match in WRITTEN.finditer(draft.source.plain, *page.span)]
    lines = [line for line in lines if not line.startswith(MARKUP)]
    return (line for line in lines[:DATED_LINES] if LONE_DATE.fullmatch(line))


def _day(text: str, lexicon: Lexicon) -> str:
    """A date in ISO 8601, without an hour; empty if it cannot be read."""
    return (lexicon.calendar.when(" ".join(text.split()), None) or "").split("T")[0]
