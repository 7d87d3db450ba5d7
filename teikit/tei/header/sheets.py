"""What the archive says about a document, for the header: on its identification sheet, on its pages, in its file name.

A sheet is a division of its own; the document that it describes comes right after it. If there is no sheet, the number
of the record is the one that the archive printed on the pages, or else the one in the name of the file or folder.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath

import regex
from lxml import etree

from teikit.core.genres import SHEET
from teikit.core.packet import Packet, Telegram
from teikit.genres.knowledge import genre_knowledge
from teikit.genres.records import in_name, is_another, printed, record_of
from teikit.genres.sheet_fields import SheetField
from teikit.lexicon import Lexicon
from teikit.tei.build import legal, make
from teikit.telegrams.sheet_queries import is_of_another_kind

IDENTIFIERS = {"record-number": "record", "record-series": "series", "file-number": "file"}
"""Fields of a sheet that identify a document, and the ``idno/@type`` of each."""
ELEMENTS = {"title": "title", "from": "author", "originator": "orgName"}
"""Fields of a sheet for which ``bibl`` has an element."""
NUMBERS = ("file-number", "pages")
"""Fields of a sheet that hold numbers: a date next to such a label belongs to something else."""
DATE_BEGINNING = regex.compile(r"[0-9]{1,2}[/-][0-9]{1,2}[/.][0-9]{1,4}")
"""The beginning of a numerical date, which no file number has: ``12/03/63``, ``11-04.2021``."""
CITED = regex.compile(r"(?i)\bdated\s+$")  # before the date of a paper that another one cites
LONGEST_CITED = 20  # characters before such a date in which it is looked for
BUNDLE = 5  # fewest documents after one sheet that are a bundle
NO_NOTES = frozenset({"form-date", "form-page", "date", *IDENTIFIERS, *ELEMENTS})
"""Fields of a sheet that do not become a ``note``: they have elements, or are about the sheet itself."""


class ArchivalDescription:
    """What the archive says about one document of an input."""

    def __init__(self, packet: Packet, telegram: Telegram, lexicon: Lexicon, path: str = "") -> None:
        """``path`` is that of the input in the folder of inputs, if it is known."""
        self._packet, self._telegram, self._lexicon, self._path = packet, telegram, lexicon, path

    @cached_property
    def fields(self) -> dict[str, SheetField]:
        """The fields of its sheet, or of the sheet that it is, by their names; the first of each name counts."""
        sheet = self._sheet()
        if sheet is None:
            return {}
        reader, text = genre_knowledge(self._lexicon).sheets, self._packet.source.plain
        read = (field for page in sheet.pages for field in reader.read(text, page.span))
        fields = [field for field in read if field.field not in NUMBERS or not self._is_day(field.value)]
        return {field.field: field for field in reversed(fields)}

    def _is_day(self, value: str) -> bool:
        """Whether a value is a date."""
        return DATE_BEGINNING.match(value) is not None or self._lexicon.calendar.date.fullmatch(value) is not None

    @property
    def is_of_another(self) -> bool:
        """Whether the document is a sheet, and the document that it describes comes right after it."""
        return self._telegram.genre == SHEET and self._packet.sheet_order.is_followed(self._telegram)

    def _sheet(self) -> Telegram | None:
        """The document itself if it is a sheet, else the sheet whose last page is right before it; else None."""
        if self._telegram.genre == SHEET:
            return self._telegram
        return self._packet.sheet_order.right_before(self._telegram)

    @property
    def may_describe_another(self) -> bool:
        """Whether the parties and the date on its sheet need not be its own.

        They may be those of another paper if the sheet precedes a bundle, if it describes another kind of paper (a
        memorandum, while this document is a cable), or if the document has its date as that of a paper that it cites:
        ``teletype dated 3/25/59``.
        """
        is_unlike = is_of_another_kind(self.named("title"), self._telegram.genre, self._lexicon)
        return is_unlike or self._is_before_bundle or self._is_cited

    @property
    def _is_cited(self) -> bool:
        """Whether the document has the date of its sheet, and only as that of a paper which it cites."""
        calendar, day = self._lexicon.calendar, self.date[1]
        texts = [self._packet.source.text[slice(*page.span)] for page in self._telegram.pages] if day else []
        before = [
            text[: match.start()]
            for text in texts
            for match in calendar.date.finditer(text)
            if (calendar.when(match[0]) or "").startswith(day)
        ]
        return bool(before) and all(CITED.search(text[-LONGEST_CITED:]) for text in before)

    @property
    def _is_before_bundle(self) -> bool:
        """Whether its sheet precedes several documents."""
        return self._packet.sheet_order.count_from(self._telegram) >= BUNDLE

    @property
    def date(self) -> tuple[str, str]:
        """The date of the document as on its sheet, and as ISO 8601; both empty if the sheet has none."""
        field = self.fields.get("date")
        return (field.value, field.when) if field and field.when else ("", "")

    @property
    def date_of_record(self) -> str:
        """The date on the last sheet anywhere before the document, as ISO 8601; empty if there is none."""
        sheet = self._last_sheet
        return sheet.date[1] if sheet else ""

    @property
    def _last_sheet(self) -> ArchivalDescription | None:
        """The description by the last sheet anywhere before the document; None if there is none."""
        sheet = self._packet.sheet_order.last_before(self._telegram)
        return ArchivalDescription(self._packet, sheet, self._lexicon, self._path) if sheet else None

    def named(self, name: str, numbered: bool = False) -> str:
        """The name in a field of the sheet; empty if there is none, or it is withheld (``WITHHELD``).

        ``numbered`` says that a number is enough, too; ``SEE TITLE`` is not a name.
        """
        value = _line(self.fields[name]) if name in self.fields else ""
        is_legible = numbered or any(map(str.isalpha, value))
        return value if is_legible and not self._lexicon.patterns["nobody"].match(value) else ""

    @property
    def record(self) -> str:
        """The number of the record: of the sheet, else of the pages, of the file name or folder, or of the last sheet.

        It is empty if none of them has one, or the pages have several. A record begins with its sheet, so whatever
        follows that belongs to it.

        If the number of the first document of a file differs from its file name or folder in one digit, it was misread,
        and so was the number on its sheet if the archive stamped that of the file name on it. A later document may
        belong to the next record.
        """
        description: ArchivalDescription | None = self
        while description and not description._printed_records and "record" not in description._in_name:
            description = description._last_sheet
        return description._own_record if description else ""

    @property
    def _own_record(self) -> str:
        """The number of the record, without regard to earlier sheets."""
        in_name, printed_records = self._in_name.get("record", ""), self._printed_records
        if len(printed_records) != 1:
            return "" if printed_records else in_name
        number = min(printed_records)
        is_misread = bool(in_name) and self.is_first and (not is_another(number, in_name) or self._is_stamped(in_name))
        return in_name if is_misread else number

    @property
    def is_of_records(self) -> bool:
        """Whether its sheet, its pages or its file name show that it is among the numbered records of an archive."""
        return bool(self._in_name or self._printed_records or self.release or self._last_sheet)

    def _is_stamped(self, record: str) -> bool:
        """Whether the number of a record is on the sheet of the document, or on its own pages."""
        text, sheet = self._packet.source.plain, self._sheet()
        spans = [page.span for part in (self._telegram, sheet) if part for page in part.pages]
        marks = (mark for span in spans for mark in printed(text, span, self._lexicon.patterns))
        return any(mark.kind == "record" and mark.value == record for mark in marks)

    @cached_property
    def _printed_records(self) -> set[str]:
        """The record numbers on its sheet, else on its pages."""
        text = self._packet.source.plain
        if field := self.fields.get("record-number"):
            return {record_of(field.value) or field.value.split("\n")[0]}
        return {record_of(text[page.span.start : page.span.end]) for page in self._telegram.pages} - {""}

    @property
    def is_first(self) -> bool:
        """Whether the document is the first of the input, perhaps after its sheet."""
        sheet = self._sheet()
        pages = [*self._telegram.pages, *(sheet.pages if sheet else ())]
        return min(page.order for page in pages) == 1

    @property
    def release(self) -> str:
        """The year of the release, by a notice on its pages, else by its file name; empty if notices differ."""
        text = self._packet.source.plain
        marks = (mark for page in self._telegram.pages for mark in printed(text, page.span, self._lexicon.patterns))
        years = {mark.value for mark in marks if mark.kind == "release"}
        if not years:
            return self._in_name.get("release", "")
        return min(years) if len(years) == 1 else ""

    @property
    def _in_name(self) -> dict[str, str]:
        """The facts in the name of the file, or else of its folder: ``record``, ``release``."""
        name = self._packet.source.origin(self._telegram.pages[0].span.start)[1] or self._packet.source.name
        return in_name(self._path) | in_name(PurePosixPath(name).name)

    def bibl(self) -> list[etree._Element]:
        """The parts of ``bibl``: the number of the record, and all that the sheet says, as it is written there."""
        values = ((element, self.named(name)) for name, element in ELEMENTS.items())
        parts = [make(element, value) for element, value in values if value]
        if self.date[1]:
            parts.append(make("date", legal(self.date[0]), when=self.date[1]))
        if self.record:
            parts.append(make("idno", legal(self.record), type="record"))
        identified = {name: self.named(name, numbered=True) for name in IDENTIFIERS}
        for name, type in IDENTIFIERS.items():
            if identified[name] and type != "record":
                parts.append(make("idno", identified[name], type=type))
        for name, field in sorted(self.fields.items()):
            is_noted = name not in NO_NOTES or (name in IDENTIFIERS and not identified[name])
            if is_noted and field.value.strip():
                parts.append(_note(name, field))
        return parts


def _note(name: str, field: SheetField) -> etree._Element:
    """A ``note`` with a field as it is written; a date has ``@when``, unless its century is unknown."""
    if not field.when:
        return make("note", _line(field), type=name)
    return make("note", "", make("date", _line(field), when=field.when), type=name)


def _line(field: SheetField) -> str:
    """The value of a field on one line; subjects are on a line each, as on the sheet."""
    lines = [" ".join(line.split()) for line in field.value.splitlines()]
    return legal(("\n" if field.field == "subjects" else " ").join(lines))
