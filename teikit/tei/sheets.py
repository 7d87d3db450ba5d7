"""What the identification sheet of a document says of it, for the header: archivists told it, none is better.

A sheet is a division of its own; the document that it describes comes right after it. What the archive printed on the
pages of the document, and the name of its file, give the number of the record where there is no sheet.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath

from lxml import etree

from teikit.core.packet import Packet, Telegram
from teikit.genres.judging import SHEET
from teikit.genres.knowledge import knowledge
from teikit.genres.records import in_name, is_another, printed, record_of
from teikit.genres.sheet_fields import SheetField
from teikit.lexicon import Lexicon
from teikit.tei.build import legal, make

IDENTIFIERS = {"record-number": "record", "record-series": "series", "file-number": "file"}
"""Fields that identify a document, and the ``idno/@type`` of each."""
NAMED = {"title": "title", "from": "author", "originator": "orgName"}
"""Fields that have an element of their own."""
OF_THE_SHEET = frozenset({"form-date", "form-page", "date", *IDENTIFIERS, *NAMED})
"""Fields that are no notes on the document: they have elements, or speak of the sheet itself."""


class Described:
    """What is known of one document beside its own words."""

    def __init__(self, packet: Packet, telegram: Telegram, lexicon: Lexicon) -> None:
        self._packet, self._telegram, self._lexicon = packet, telegram, lexicon

    @cached_property
    def fields(self) -> dict[str, SheetField]:
        """The fields of its sheet, or of the sheet that it is."""
        sheet = self._sheet()
        if sheet is None:
            return {}
        reader, text = knowledge(self._lexicon).sheets, self._packet.source.text
        fields = [field for page in sheet.pages for field in reader.read(text, page.span)]
        return {field.field: field for field in reversed(fields)}

    @property
    def is_of_another(self) -> bool:
        """Whether the document is a sheet, and another one that it describes comes right after it."""
        last = max(page.order for page in self._telegram.pages)
        others = (telegram for telegram in self._packet.telegrams if telegram.kind != SHEET)
        return self._telegram.kind == SHEET and any(page.order == last + 1 for other in others for page in other.pages)

    def _sheet(self) -> Telegram | None:
        """The sheet whose last page comes right before the document."""
        if self._telegram.kind == SHEET:
            return self._telegram
        first = min(page.order for page in self._telegram.pages)
        return next((sheet for sheet in self._sheets if max(page.order for page in sheet.pages) == first - 1), None)

    @property
    def _sheets(self) -> list[Telegram]:
        """The identification sheets of the file, in its order."""
        return [telegram for telegram in self._packet.telegrams if telegram.kind == SHEET]

    @property
    def date(self) -> tuple[str, str]:
        """The date of the document as its sheet has it and as ISO 8601; both empty where the sheet says none."""
        field = self.fields.get("date")
        return (field.value, field.when) if field and field.when else ("", "")

    @property
    def date_of_record(self) -> str:
        """The date on the last sheet before the document, as ISO 8601; empty where none is there or it says none."""
        first = min(page.order for page in self._telegram.pages)
        before = [sheet for sheet in self._sheets if max(page.order for page in sheet.pages) < first]
        return Described(self._packet, before[-1], self._lexicon).date[1] if before else ""

    def named(self, name: str) -> str:
        """Who or what a field of the sheet names; empty where it says that nobody may know (``WITHHELD``)."""
        value = _line(self.fields[name]) if name in self.fields else ""
        return value if any(map(str.isalpha, value)) and not self._lexicon.patterns["nobody"].match(value) else ""

    @property
    def record(self) -> str:
        """The number of the record: of the sheet, of its pages, of the name of its file; empty where none says it.

        Where the first document of a file and its name differ in one figure, the page was misread; a later one may be
        of the next record.
        """
        named, told = self._in_name.get("record", ""), self._told_records
        if len(told) != 1:
            return "" if told else named
        number = min(told)
        return named if named and self.is_first and not is_another(number, named) else number

    @cached_property
    def _told_records(self) -> set[str]:
        """The numbers of records that its sheet tells, else its pages."""
        text = self._packet.source.text
        if field := self.fields.get("record-number"):
            return {record_of(field.value) or field.value.split("\n")[0]}
        return {record_of(text[page.span.start : page.span.end]) for page in self._telegram.pages} - {""}

    @property
    def is_first(self) -> bool:
        """Whether the document stands at the beginning of its file, behind its sheet perhaps."""
        pages = [*self._telegram.pages, *(sheet.pages if (sheet := self._sheet()) else ())]
        return min(page.order for page in pages) == 1

    @property
    def release(self) -> str:
        """The year of the release, as a notice on its pages says, else the name of its file."""
        text = self._packet.source.text
        marks = (mark for page in self._telegram.pages for mark in printed(text, page.span))
        years = {mark.value for mark in marks if mark.kind == "release"}
        return years.pop() if len(years) == 1 else self._in_name.get("release", "") if not years else ""

    @property
    def _in_name(self) -> dict[str, str]:
        name = self._packet.source.origin(self._telegram.pages[0].span.start)[1] or self._packet.source.name
        return in_name(PurePosixPath(name).name)

    def bibl(self) -> list[etree._Element]:
        """The parts of ``bibl``: what the sheet says, as it is written there, and the number of the record."""
        parts = [make(element, value) for name, element in NAMED.items() if (value := self.named(name))]
        if self.date[1]:
            parts.append(make("date", legal(self.date[0]), when=self.date[1]))
        record = [make("idno", legal(self.record), type="record")] if self.record else []
        others = [
            make("idno", _line(self.fields[name]), type=kind)
            for name, kind in IDENTIFIERS.items()
            if name in self.fields and kind != "record"
        ]
        notes = [
            _note(name, field)
            for name, field in sorted(self.fields.items())
            if name not in OF_THE_SHEET and field.value.strip()
        ]
        return [*parts, *record, *others, *notes]


def _note(name: str, field: SheetField) -> etree._Element:
    """A field as it is written; a date says its day, month or year in figures, where its century can be told."""
    if not field.when:
        return make("note", _line(field), type=name)
    return make("note", "", make("date", _line(field), when=field.when), type=name)


def _line(field: SheetField) -> str:
    """The value of a field; subjects stand one a line, as on the sheet."""
    lines = [" ".join(line.split()) for line in field.value.splitlines()]
    return legal(("\n" if field.field == "subjects" else " ").join(lines))
