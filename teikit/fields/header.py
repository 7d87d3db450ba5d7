"""The header of a page: which of its rows are fields and of which type, and the parts of its address lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from teikit.core import Span
from teikit.core.genres import DATED_AT_FOOT, LETTER, WIRED
from teikit.fields.address import parts
from teikit.fields.chosen import chosen, confirmed, labelled
from teikit.fields.dates import Dates
from teikit.fields.detached import Detached
from teikit.fields.extents import Extents
from teikit.fields.foot import SYMBOL
from teikit.fields.items import Item, begin, is_numbered, is_told, type_of
from teikit.fields.rows import Row, routed
from teikit.fields.unlabelled import (
    above_sender,
    above_subject,
    addressed,
    dateline,
    exchanged,
    issued,
    numbered,
    officers,
    unlabelled,
)
from teikit.fields.words import HeaderWords
from teikit.lexicon.collection import Collection

MOST_SUBJECT = 3  # further rows of a subject, at most: what goes on longer is text
CITED = 3  # fields after CITE DIR in which a number alone is that of the message
DATE_OF = regex.compile(r"(?i)date of\W*")
NEAR = 4  # rows above the second half of a caption in which its first half stands, at most: DATE OF, REFERENCES, INFO.
PARTY = frozenset({"to", "from"})  # types of field that name addressee and sender
ADDRESSED = frozenset({"to", "cite", "precedence", "date"})
"""Types of field whose line may be an address line with several parts."""


class Header:
    """The rows of a page, with the ``chances`` that each of them is a field.

    ``printed`` says that the page has the letterhead of a form; ``genre`` is that of the document that begins with the
    page, None if none does; ``wired`` says that the page may be of a telegram: on other papers, and without a
    letterhead, a number alone (``70130``) is no control number.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        chances: Sequence[float],
        words: HeaderWords,
        dates: Dates,
        collection: Collection,
        detached: Detached,
        printed: bool,
        genre: str | None = None,
        wired: bool = True,
    ) -> None:
        routing = frozenset(collection.routing.values())
        self._rows, self._words, self._wired = routed(rows, routing), words, wired
        self._telegram, self._printed = genre in WIRED, printed and genre is not None
        opens = genre is not None
        self._taken = chosen(self._rows, chances, collection, printed, opens, genre in WIRED)
        if opens and not self._telegram:
            self._rows = confirmed(self._rows, self._taken, chances)
        self._given = detached.kinds(self._rows, [type_of(row) for row in self._rows], self._taken)
        report = issued(self._rows) if opens else {}
        self._given |= report
        if opens and not self._given:
            self._given = unlabelled(self._rows, self._taken, words, dates)
            if not self._given and not wired:
                self._given = dateline(self._rows, chances, self._taken, dates)
            elif self._given:
                self._taken |= labelled(self._rows, chances)
        self._begins = above_sender(self._rows, self._taken, detached)
        self._given |= dict.fromkeys(self._begins, "to")
        number = numbered(self._rows, self._taken, dates) if self._telegram and printed else {}
        self._begins |= number
        self._given |= dict.fromkeys(number, "number")
        sender = {} if wired or self._given else above_subject(self._rows, self._taken, detached)
        self._begins |= sender
        self._given |= dict.fromkeys(sender, "from")
        self._given |= addressed(self._rows) if genre == LETTER else {}
        if report:  # TO Washington, 17 Dec 63: what stands below is of the message that the report quotes
            last = max(report)
            self._taken = {index for index in self._taken if index <= last}
            self._given = {index: kind for index, kind in self._given.items() if index <= last}
        chiefs = officers(self._rows, words) if genre in DATED_AT_FOOT else set()
        self._given |= exchanged(self._rows, chiefs, self._has_party())
        self._taken |= self._given.keys() | chiefs
        self._extents = Extents(self._rows, self._taken, self._given, words, dates, detached, routing, wired)

    def items(self) -> Iterator[Item]:
        """The fields, in order; none if there is too little evidence of a header."""
        cited = 0  # fields in which a number alone would still be that of the message
        for item in self._items():
            if item.type == "cite":
                cited = 0 if any(map(str.isdigit, item.rows[0].text)) else CITED
            elif item.type == "number" and item.rows[0].facts.get("number alone"):
                if cited <= 0 and not self._wired and not self._is_enclosed(item):
                    continue
                item = replace(item, type="cite" if cited > 0 else "control" if self._printed and self._wired else "")
            elif item.type == "info" and self._is_of_date(item):
                item = replace(item, type="date")
            elif is_told(item) or not is_numbered(item) or (self._telegram and item.rows[0].facts.get(SYMBOL)):
                item = replace(item, type="")
            cited -= 1
            yield item

    def _has_party(self) -> bool:
        """Whether a field names addressee or sender; a label without a value does not."""
        named = {self._given.get(i) or type_of(self._rows[i]) for i in self._taken if not self._is_bare(i)}
        return not PARTY.isdisjoint(named)

    def _is_label(self, index: int) -> bool:
        """Whether a row is a label with its colon, and nothing else."""
        label = self._rows[index].label
        return self._is_bare(index) and label is not None and label.after == "colon"

    def _is_capital(self, index: int, end: int) -> bool:
        """Whether a row is a label and nothing else, and all rows below it up to ``end`` are in capitals."""
        return self._is_bare(index) and all(row.text.isupper() for row in self._rows[index + 1 : end + 1])

    def _is_bare(self, index: int) -> bool:
        """Whether a row is a label and nothing else."""
        row = self._rows[index]
        return row.label is not None and row.label.value >= len(row.text)

    def _is_of_date(self, item: Item) -> bool:
        """Whether a field is the second half of the caption ``DATE OF`` / ``INFO.`` and names nobody."""
        if item.value.start < item.span.end:
            return False
        above = [row for row in self._rows if row.span.end <= item.span.start]
        return any(DATE_OF.fullmatch(row.text) for row in above[-NEAR:])

    def _is_enclosed(self, item: Item) -> bool:
        """Whether a field stands directly between two others."""
        index = self._rows.index(item.rows[0])
        return {index - 1, index + 1} <= self._taken

    def _items(self) -> Iterator[Item]:
        """The fields by their rows, before their types are checked against each other."""
        index = 0
        while index < len(self._rows):
            if index not in self._taken:
                index += 1
                continue
            given = self._given.get(index)
            kind = given or type_of(self._rows[index])
            end = self._extents.last(index, kind)
            alone = self._is_label(index) or self._is_capital(index, end)
            if kind == "subject" and end - index > MOST_SUBJECT + alone:
                if given or not self._is_label(index):
                    index = end + 1
                    continue
                end = index
            rows = tuple(self._rows[index : end + 1])
            value = Span(rows[0].span.start + self._begins.get(index, 0), rows[-1].span.end)
            yield from self._parts(kind, rows) if given is None else [Item(kind, rows, value, True)]
            index = end + 1

    def _parts(self, kind: str, rows: tuple[Row, ...]) -> Iterator[Item]:
        """One field, or the parts of an address line: addressees, those informed, the number to cite."""
        first, last = rows[0], rows[-1]
        value = Span(begin(kind, rows), last.span.end)
        if kind not in ADDRESSED or len(rows) > 1:
            yield Item(kind, rows, value)
            return
        timed = any(first.facts.get(fact) for fact in ("date-time group", "classified figures", "date"))
        addressees = list(parts(first.text, kind, timed, self._words))
        for part, start, end in addressees:
            span = Span(first.span.start + start, first.span.start + end)
            row = replace(first, span=span, text=first.text[start:end])
            at = value.start if start == 0 and value.start < span.end else span.start
            yield Item(part, (row,), Span(at, span.end), turns=part == "to" and start == 0 and len(addressees) > 1)
