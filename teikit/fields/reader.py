"""The reader of headers: from the lines of a page to its fields, by what a collection knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from teikit.core import Line, Mark, attrs, kinds
from teikit.core.genres import DATED_AT_FOOT
from teikit.fields.assigned import Known, PageFacts
from teikit.fields.by_place.foot import continued, foot
from teikit.fields.detached import Detached
from teikit.fields.evidence import Evidence, placed, text_begins, to_the_letter
from teikit.fields.facts import Facts
from teikit.fields.fitting import is_printed_form
from teikit.fields.header import Header
from teikit.fields.items import Item
from teikit.fields.labels import MENDED, Labels
from teikit.fields.rows import LONGEST_LINE, HeaderRow, rows
from teikit.fields.values.contents import Contents
from teikit.fields.values.dates import Dates
from teikit.fields.values.names import Names
from teikit.fields.values.numbers import MESSAGE_NUMBER, SYMBOL
from teikit.fields.values.parties import Parties
from teikit.fields.values.words import HeaderWords
from teikit.lexicon import Lexicon

RULE = "fields"
FURTHER = "F"  # the part of a field in a row apart from its first rows
MOST_IDLE_ROWS = 10  # consecutive rows without signs of a header, above which the search ends once the text has begun
EARLIEST_YEAR = 1700  # year of an older paper, at least
HEAD_LINES = 60  # written lines at the top of a page that may have a header
FOOT_LINES = 16  # lines at the foot of a page that may have date and number of a form
CLASSED = ("date", "number")  # types of field that may begin with the classification of a message
LONG_WORDS = regex.compile(r"\p{L}{4,}\s+\p{L}{4,}")
"""Words in the place of a date of receipt: ``Re`` of ``Re Los Angeles letters`` is not a misread ``Rec'd``."""


class Reader:
    """Reads the headers of pages. It is expensive to build: use :func:`reader_of`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names = Names(lexicon.posts, lexicon.parties, lexicon.words)
        self.words = HeaderWords(self.names, lexicon.header_words, lexicon.precedences, lexicon.words)
        elsewhere = lexicon.collection.elsewhere
        self.labels = Labels((field for field in lexicon.fields if field.id not in elsewhere), lexicon.field_orders)
        self.dates = Dates(lexicon.calendar, lexicon.patterns)
        classes = {banner.form: banner.id for banner in lexicon.banners if banner.kind == "classification"}
        self._facts = Facts(self.names, self.words, self.dates, list(classes))
        self._classes = {form.replace(" ", ""): id for form, id in classes.items()}
        self._classed = regex.compile(
            "|".join(rf"{_spaced(form)}(?!\p{{L}})" for form in sorted(classes, reverse=True))
        )
        self._evidence = Evidence(lexicon.field_evidence)
        parties = Parties(self.names, self.words)
        self._contents = Contents(self.names, self.words, self.dates, parties, lexicon.patterns, RULE)
        detached = Detached(parties, self.words, lexicon.patterns)
        self._known = Known(self.words, self.dates, lexicon.collection, lexicon.patterns, detached)
        self._patterns = lexicon.patterns
        self._inner, self._section = lexicon.patterns["inner label"], lexicon.patterns["section"]

    def rows(self, lines: Sequence[Line], columns: Mapping[int, bool]) -> list[HeaderRow]:
        """The rows of a page, each with the facts that it shows and those about its place.

        ``columns`` has the offsets at which columns begin, and whether each is the left margin.
        """
        read: list[HeaderRow] = []
        idle = 0  # rows since the last one that shows something of a header
        for row in rows(lines[:HEAD_LINES], self.labels, self._inner, columns, self.dates):
            read.append(replace(row, facts=self._facts.of(row.text[:LONGEST_LINE], row.label)))
            idle = idle + 1 if read[-1].facts.get("bare") else 0
            if idle > MOST_IDLE_ROWS and text_begins(read) < len(read):
                break
        places = placed(read, min(len(lines), HEAD_LINES), self.labels)
        return [replace(row, facts=facts) for row, facts in zip(read, places, strict=True)]

    def read(self, lines: Sequence[Line], columns: Mapping[int, bool], page: PageFacts) -> Iterator[Item]:
        """The fields of a page, in order; ``columns`` is as for :meth:`rows`."""
        rows = self.rows(lines, columns)
        learnt = self._evidence.chances([row.facts for row in rows]) if self._evidence else None
        chances = learnt or to_the_letter(rows)
        items = list(Header(rows, chances, self._known, page).items())
        below = list(self._at_foot(lines, columns, items)) if page.genre in DATED_AT_FOOT else []
        taken = {row.span.start for item in below for row in item.rows}
        yield from (item for item in items if taken.isdisjoint(row.span.start for row in item.rows))
        yield from below

    def continued(self, lines: Sequence[Line]) -> Iterator[Item]:
        """The number at the head of a later page of a form, which does not begin a document."""
        yield from continued(self._shown(lines[:FOOT_LINES], {}), self.words)

    def _at_foot(self, lines: Sequence[Line], columns: Mapping[int, bool], items: Sequence[Item]) -> Iterator[Item]:
        """The fields at the foot of a form that its header does not have."""
        typed = [item for item in items if item.type]
        begin = max((item.span.end for item in typed), default=0)
        begins_foot = self._patterns["foot of a form"].match  # for pages whose end the engine lost
        ends = [place for place, line in enumerate(lines) if begins_foot(line.text)]
        last = lines[ends[0] : ends[0] + FOOT_LINES] if ends else lines[-FOOT_LINES:]
        free = (line for line in last if line.start >= begin)
        return foot(self._shown(free, columns), self.dates, {item.type for item in typed}, self._patterns)

    def _shown(self, lines: Iterable[Line], columns: Mapping[int, bool]) -> list[HeaderRow]:
        """The rows of lines, each with the facts that it shows by itself."""
        read = rows(lines, self.labels, self._inner, columns, self.dates)
        return [replace(row, facts=self._facts.of(row.text[:LONGEST_LINE], row.label)) for row in read]

    def marks(self, text: str, item: Item) -> Iterator[Mark]:
        """The mark of a field, and the marks in its value."""
        details = self._numbered(text, item) if item.type == "number" else ()
        label = len(text[item.span.start : item.span.end if self._is_label(text, item) else item.value.start].split())
        held = list(self._contents.of(text, item))
        is_cited = item.type == "received" and not held and LONG_WORDS.search(text, *item.value)
        kind = "" if is_cited else item.type or _captioned(item)
        part = FURTHER if item.is_further else None
        level = self._level(text, item)
        yield Mark(
            item.span, kinds.FIELD, RULE, attributes=(*attrs(type=kind, label=label, part=part, level=level), *details)
        )
        yield from held

    def _level(self, text: str, item: Item) -> str | None:
        """The id of the classification before the date or the number of a message: ``S E C R E T 041200Z``."""
        classed = self._classed.match(text, *item.span) if item.type in CLASSED else None
        return self._classes["".join(classed[0].split())] if classed else None

    def _is_label(self, text: str, item: Item) -> bool:
        """Whether the value of a field is only another label, or the name of the printed form.

        The value of ``SUBJECT DATE DISTR.`` or ``SUBJECT: OPTIONAL FORM`` is elsewhere.
        """
        value = text[item.value.start : item.value.end]
        if item.type == "subject" and is_printed_form(value, self._patterns):
            return True
        label = self.labels.read(value) if len(value) <= LONGEST_LINE else None
        return label is not None and label.exact and label.value >= len(value.rstrip(" ."))

    def _numbered(self, text: str, item: Item) -> tuple[tuple[str, str], ...]:
        """The number and the section in a NO line; the number of a report is a symbol: ``RP 2110/87``."""
        pattern = SYMBOL if item.rows[0].facts.get("symbol alone") else MESSAGE_NUMBER
        number, section = pattern.search(text, *item.value), self._section.search(text, *item.span)
        return attrs(
            number=" ".join(number[0].split()).upper() if number else None,
            section=section["section"].lstrip("0") if section else None,
            of=section["of"].lstrip("0") if section else None,
        )


def _spaced(form: str) -> str:
    """The pattern of a classification, with its letters apart or not."""
    return r"\s{0,3}".join(map(regex.escape, form.replace(" ", "")))


def _captioned(item: Item) -> str:
    """The type of a field that only reports have, by its legible label: ``COUNTRY Cuba.``"""
    label = item.rows[0].label
    return label.field.type if label is not None and label.likeness >= MENDED else ""


def reader_of(lexicon: Lexicon, is_older: bool = False) -> Reader:
    """The reader for a lexicon, which is built only once; ``is_older`` asks for that of papers of earlier years."""
    return lexicon.built(_of_older_papers if is_older else Reader)


def _of_older_papers(lexicon: Lexicon) -> Reader:
    """The reader of papers before the years of the collection: 1867 is not a misread 1967 there."""
    collection = lexicon.collection
    calendar = replace(collection.calendar, years=(EARLIEST_YEAR, collection.calendar.years[1]))
    return Reader(replace(lexicon, collection=replace(collection, calendar=calendar)))
