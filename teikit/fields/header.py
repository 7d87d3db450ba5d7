"""The header of a page: which of its rows are fields and of which type, and the parts of its address lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from teikit.core import Span
from teikit.core.genres import LETTER
from teikit.core.kinds import CORRESPONDENTS
from teikit.fields.assigned import Assigned, Known, PageFacts
from teikit.fields.by_place.cases import caption
from teikit.fields.by_place.foot import SYMBOL
from teikit.fields.extents import Extents
from teikit.fields.fitting import fits, is_beside_time, lists_offices
from teikit.fields.items import Item, begin, is_label_alone, type_of
from teikit.fields.rows import HeaderRow
from teikit.fields.values.address import parts
from teikit.fields.values.stamped import is_stamped

MOST_SUBJECT_ROWS = 3  # rows of a subject after the first, at most: longer ones are text
FIELDS_AFTER_CITE = 3  # fields after CITE DIR in which a number alone is that of the message
DATE_OF = regex.compile(r"(?i)date of\W*")  # the first half of the caption of a column: DATE OF / INFO.
CAPTION_REACH = 4  # rows from the first half of a caption to its second one, at most: DATE OF, REFERENCES, INFO.
ADDRESSED = frozenset({"to", "cite", "precedence", "date"})
"""Types of field whose line may be an address line with several parts."""


class Header:
    """The header of a page: its ``rows``, with the ``chances`` that each of them is a field."""

    def __init__(self, rows: Sequence[HeaderRow], chances: Sequence[float], known: Known, page: PageFacts) -> None:
        assigned = Assigned(rows, chances, known, page)
        self._rows, self._taken = assigned.rows, assigned.taken
        self._given, self._begins, self._further = assigned.given, assigned.begins, assigned.further
        self._extents = Extents(assigned, known, page.may_be_wired)
        self._words, self._patterns, self._page = known.words, known.patterns, page
        self._captions = known.patterns["case caption"]

    def items(self) -> Iterator[Item]:
        """The fields, in order; none if there is too little evidence of a header.

        On a page that is not of a telegram a number alone (``70130``) is a field only after CITE or between others.
        """
        cited = 0  # fields in which a number alone would still be that of the message
        above: Item | None = None
        for item in self._items():
            if item.type == "cite":
                cited = 0 if any(map(str.isdigit, item.rows[0].text)) else FIELDS_AFTER_CITE
            kind = self._type_in_place(item, above, is_cited=cited > 0)
            above = above if kind == "control" and above else item
            if kind is not None:
                cited = max(cited - 1, 0)
                yield replace(item, type=kind)

    def _type_in_place(self, item: Item, above: Item | None, *, is_cited: bool) -> str | None:
        """The type of a field below another; empty if none is sure, None if it is a number alone and not a field."""
        if item.type == "cite":
            return "cite"
        if item.type == "number" and item.rows[0].facts.get("number alone"):
            if is_cited:
                return "cite"
            is_field = self._page.may_be_wired or self._is_enclosed(item)
            return ("control" if self._page.is_form_of_telegram else "") if is_field else None
        kind = "cite" if above and is_beside_time(item, above) else self._checked(item)
        return "control" if not kind and self._page.is_telegram and is_stamped(item.rows[0].text) else kind

    def _checked(self, item: Item) -> str:
        """The type of a field; empty if the content of the field contradicts it."""
        if item.type == "info" and self._is_of_date(item):
            return "date"
        is_symbol = self._page.is_telegram and item.rows[0].facts.get(SYMBOL)
        if lists_offices(item, self._patterns):
            return "distribution" if self._page.may_be_wired else ""
        is_right = fits(item, self._page.may_be_wired, self._page.may_list_offices, self._patterns)
        return item.type if is_right and not is_symbol and self._names_somebody(item) else ""

    def _names_somebody(self, item: Item) -> bool:
        """Whether a party after a misread label has a known word, as all do on papers that were not sent by wire.

        ``Jo Atarch 1964`` and ``1O.- DIBDEMIMATEO 1W`` name nobody.
        """
        label = item.rows[0].label
        is_misread = label is not None and not label.exact and " " not in label.field.label
        is_beside = item.type in CORRESPONDENTS and not item.has_label_above
        is_doubtful = is_misread and is_beside and not self._page.may_be_wired
        read = self._words.read(item.value_text) if is_doubtful else []
        return not read or any(self._words.is_word(word.text) or word.role in ("address", "office") for word in read)

    def _is_label(self, at: int) -> bool:
        """Whether a row is only a label with its colon."""
        label = self._rows[at].label
        return is_label_alone(self._rows[at]) and label is not None and label.after == "colon"

    def _is_capital(self, at: int, end: int) -> bool:
        """Whether a row is only a label, and all rows below it up to ``end`` are in capitals."""
        return is_label_alone(self._rows[at]) and all(row.text.isupper() for row in self._rows[at + 1 : end + 1])

    def _is_of_date(self, item: Item) -> bool:
        """Whether a field is the second half of the caption ``DATE OF`` / ``INFO.`` and names nobody."""
        if item.value.start < item.span.end:
            return False
        above = [row for row in self._rows if row.span.end <= item.span.start]
        return any(DATE_OF.fullmatch(row.text) for row in above[-CAPTION_REACH:])

    def _is_enclosed(self, item: Item) -> bool:
        """Whether a field is directly between two others."""
        at = self._rows.index(item.rows[0])
        return {at - 1, at + 1} <= self._taken

    def _items(self) -> Iterator[Item]:
        """The fields by their rows, before their types are checked against each other."""
        at = 0
        while at < len(self._rows):
            if at not in self._taken:
                at += 1
                continue
            given = self._given.get(at)
            kind = given or type_of(self._rows[at])
            end = self._extents.last(at, kind)
            alone = self._is_label(at) or self._is_capital(at, end)
            if kind == "subject" and self._extents.words(at, end) > MOST_SUBJECT_ROWS + alone:
                if given or not self._is_label(at):
                    at = end + 1
                    continue
                end = at
            rows = tuple(self._rows[at : end + 1])
            is_address = given == "to" and self._page.genre == LETTER  # of which the first row names the person
            last = rows[0] if is_address else rows[-1]
            value = Span(rows[0].span.start + self._begins.get(at, 0), last.span.end)
            below_label = Item(kind, rows, value, has_label_above=True, is_further=at in self._further)
            for item in self._parts(kind, rows) if given is None else [below_label]:
                yield from self._without_captions(item)
            at = end + 1

    def _without_captions(self, item: Item) -> Iterator[Item]:
        """A field; a subject without its last rows that are captions of the case, and these as fields of their own.

        ``JOHN SMITH, aka`` / ``AR`` / ``(OO: ALBANY)``: the character of the case and the office in charge.
        """
        count = len(item.rows)
        is_case = item.type == "subject" and not self._page.may_be_wired
        while is_case and count > 1 and caption(item.rows[count - 1], self._captions):
            count -= 1
        if count == len(item.rows) or item.rows[count - 1].span.end <= item.value.start:
            yield item
            return
        value = Span(item.value.start, item.rows[count - 1].span.end)
        yield replace(item, rows=item.rows[:count], value=value)
        yield from (
            Item(caption(row, self._captions), (row,), row.span, has_label_above=True) for row in item.rows[count:]
        )

    def _parts(self, kind: str, rows: tuple[HeaderRow, ...]) -> Iterator[Item]:
        """One field, or the parts of an address line: addressees, those informed, the number to cite."""
        first, last = rows[0], rows[-1]
        value = Span(begin(kind, rows), last.span.end)
        if kind not in ADDRESSED or len(rows) > 1:
            yield Item(kind, rows, value)
            return
        timed = first.shows(("date-time group", "classified figures", "date"))
        addressees = list(parts(first.text, kind, timed, self._words))
        for part, start, end in addressees:
            span = Span(start, end).moved(first.span.start)
            row = replace(first, span=span, text=first.text[start:end])
            at = value.start if start == 0 and value.start < span.end else span.start
            yield Item(
                part, (row,), Span(at, span.end), is_before_info=part == "to" and start == 0 and len(addressees) > 1
            )
