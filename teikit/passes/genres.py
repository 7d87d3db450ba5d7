"""Find the documents of an input and the genre of each: cable, memorandum, letter, identification sheet.

What it marks: the page on which each document begins, with its genre and the chance of that genre. Both come from a
score over many features of its pages (``dictionaries/us/genre-features.tsv``: CLASSIFIED MESSAGE, END OF MESSAGE, CITE
MEXI 7443, MEMORANDUM FOR, Dear, the share of capitals), each with the points that were learnt for it. A document begins
after an identification sheet, where the number of the record changes, and where the top of a page shows a beginning,
such as the form of a message below END OF MESSAGE, with the header of another one. A form with ``PAGE TWO`` continues
the message before it. A routing slip (``OFFICIAL ROUTING SLIP``) is marked; the slip, the paper that it routes, and a
second slip are parts of one document. The lines of an identification sheet are set aside, each with its label and its
field, so that no later rule takes DATE for a stamp or corrects a name there. What the archive stamped on a sheet is
marked as a stamp: ``NW 65924``, the number of the record above the sheet, pieces of a release notice (``SE UNDER THE
PRESIDENT JOHN F. KENNEDY ASSASSINA``). The version of the form (``v9.1``) and specks without a label (``aEK``, ``..``;
below all labels also ``% E``) are not lines of it.

What it leaves alone: a document for which no genre is likely enough is only a ``document``; a page whose running head
says that it continues the one before begins no document.

How it may be wrong: a memorandum that quotes a cable in full; a second memorandum that begins without a head.
Seen in: JFK records of the CIA, the FBI and committees of Congress; State Department telegrams of 1958 to 1969.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

import regex

from teikit.core import Certainty, Draft, Edit, Kind, Line, Mark, Span, attrs, kinds
from teikit.core.genres import SHEET
from teikit.genres.documents import JudgedDocument, documents
from teikit.genres.judging import grounds
from teikit.genres.knowledge import Knowledge, genre_knowledge
from teikit.genres.records import RECORD
from teikit.genres.sheets import SheetReader
from teikit.lexicon import Lexicon
from teikit.scorecard import ALWAYS
from teikit.words.vocabulary import Vocabulary

RULE = "genres"
HIGH = 0.9  # chance of a genre from which its certainty is high
AROUND = " \t.()[]|'"  # signs around a stamped number: "124-90139-10046)"
WORD = regex.compile(r"\p{L}{3,}")  # letters that may be a word on a line of specks
DRAWN = "*"  # the sign of the lines that an archive draws on a sheet: ***
FIGURES = 3  # digits of a page number, at most
SHOWN = 4  # grounds that a mark names, at most


def genres(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Take ``MEMORANDUM FOR:`` at the top for a memorandum; leave ``IN HIS MEMORANDUM FOR THE RECORD``."""
    knowledge = genre_knowledge(lexicon)
    if not knowledge.genres or not draft.text.strip():
        return
    pages = draft.cut_at(kinds.PAGE)
    for document in documents(draft.text, pages, knowledge):
        start = pages[document.first].start
        details, why = _details(document), _why(document, knowledge)
        yield Mark(Span(start, start), kinds.DOCUMENT, RULE, details, _certainty(document), why)
        for place in document.sheets:
            yield Mark(Span(pages[place].start, pages[place].start), kinds.ROUTING, RULE, why="the title of one")
        for place in document.parts:
            yield Mark(Span(pages[place].start, pages[place].start), kinds.PART, RULE, why="below a routing sheet")
        if document.genre.name == SHEET:
            yield from _lines(draft, Span(start, pages[document.last].end), knowledge, lexicon.words)


def _certainty(document: JudgedDocument) -> Certainty:
    """How certain the genre of a document is."""
    return Certainty.HIGH if document.genre.chance >= HIGH else Certainty.MEDIUM


def _details(document: JudgedDocument) -> tuple[tuple[str, str], ...]:
    """The attributes of the mark of a document: genre, its chance, the chance that it was sent by wire, subgenre."""
    chance, wired = f"{document.genre.chance:.2f}", f"{document.wired:.2f}"
    return attrs(type=document.genre.name, chance=chance, wired=wired, subgenre=document.subgenre)


def _why(document: JudgedDocument, knowledge: Knowledge) -> str:
    """The grounds that weigh most for the genre of a document, the weightiest first."""
    if document.genre.name == SHEET:
        return "its labels are those of an identification sheet"
    weighed = grounds(knowledge.genres, document.facts, document.genre.name)
    return "; ".join([fact for fact, points in weighed if points > 0 and fact != ALWAYS][:SHOWN])


def _lines(draft: Draft, sheet: Span, knowledge: Knowledge, words: Vocabulary) -> Iterator[Mark]:
    """The lines of a sheet, each with its label and the field of its value; what the archive stamped is a stamp.

    A line of signs below a label belongs to its field: ``RECORD SERIES`` / ``:``. The number below a stamp is stamped,
    too, and consecutive stamped lines are one stamp: ``HW 50955`` / ``DocId: 32203816`` / ``Page 1``. Printed words
    that were separated are one line: ``IDENTIFICATION`` / ``FORM``.
    """
    rows = list(_rows(draft, sheet, knowledge.sheets))
    first = next((row.label_span.start for row in rows if row.label), sheet.end)
    last = max((row.label_span.start for row in rows if row.label), default=sheet.end)
    above, is_stamp = "", False  # the field of the label in the line above; whether that line is a stamp
    stamped: list[Line] = []
    for row in rows:
        line = row.line
        is_number = line.start < first and RECORD.fullmatch(line.text.strip(AROUND)) is not None
        is_below = is_stamp and _is_figure(line.text)
        is_stamp = row.is_notice or (row.is_bare and (row.is_of_archive or is_number or is_below))
        if is_stamp:
            stamped.append(line)
            continue
        yield from _stamp(stamped, knowledge)
        stamped = []
        if row.is_bare and not row.part and (kind := _kind_beside(line, line.start > last, knowledge, words)):
            yield Mark(line.content, kind, RULE)
            continue
        is_sign = not any(map(str.isalnum, line.text))
        field = row.label or next(iter(row.fields), above if is_sign else "")
        if is_sign and not field and DRAWN not in line.text:
            yield Mark(line.content, kinds.NOISE, RULE)
            continue
        above = field if (row.label and not row.fields) or is_sign else ""
        label = draft.text[slice(*row.label_span)].strip()
        whole = Span(line.start, row.part.end if row.part else line.end)
        yield Mark(whole, kinds.SHEET, RULE, attributes=attrs(type=field, label=label))
    yield from _stamp(stamped, knowledge)


class _Row(NamedTuple):
    """A line of a sheet: its label and its place, the fields of its values, what shows the archive in it.

    ``part`` is the stretch of printed words that were parted, if it begins them.
    """

    line: Line
    label: str
    label_span: Span
    fields: tuple[str, ...]
    part: Span | None
    is_notice: bool
    is_of_archive: bool

    @property
    def is_bare(self) -> bool:
        """Whether it has neither a label nor a value."""
        return not self.label and not self.fields


def _rows(draft: Draft, sheet: Span, reader: SheetReader) -> Iterator[_Row]:
    """The lines of a sheet with their contents, without the second parts of printed words that were cut."""
    lines = draft.written_lines_in(sheet)
    values = sorted((span.start, field.field) for field in reader.read(draft.text, sheet) for span in field.spans)
    fields_on: dict[Line | None, list[str]] = defaultdict(list)
    for start, field in values:
        fields_on[_line_at(lines, start)].append(field)
    labels: dict[Line | None, tuple[str, Span]] = {}
    for label, span in reader.labels(draft.text, sheet):
        labels.setdefault(_line_at(lines, span.start), (label, span))
    parted = list(reader.parted(draft.text, sheet))
    for line in lines:
        if any(part.start < line.start < part.end for part in parted):
            continue
        fields, (label, span) = tuple(fields_on[line]), labels.get(line, ("", Span(0, 0)))
        part = next((part for part in parted if part.start == line.start), None)
        is_own = bool(fields or label or part)
        is_of_archive = reader.is_piece(line.text) or reader.is_stamped(line.text)
        is_of_archive = is_of_archive or (not is_own and reader.is_scrap(draft.text, line.content, sheet))
        yield _Row(line, label, span, fields, part, reader.is_notice(line.text), is_of_archive)


def _line_at(lines: Sequence[Line], place: int) -> Line | None:
    """The line at a place in the text; None if it is on none of them. The lines are in order."""
    at = bisect_right(lines, place, key=attrgetter("start")) - 1
    return lines[at] if at >= 0 and place < lines[at].end else None


def _kind_beside(line: Line, is_last: bool, knowledge: Knowledge, words: Vocabulary) -> Kind | None:
    """The kind of a line without label and value that is not of the sheet: a mark of the form (``v9.1``), or specks.

    ``is_last`` says that it is below all labels. None for any other line.
    """
    if knowledge.sheets.is_printed(line.text):
        return kinds.LABEL
    is_odd = knowledge.sheets.is_odd(line.text, is_last)
    is_known = any(word.upper() in words for word in WORD.findall(line.text))
    return kinds.NOISE if is_odd and not is_known else None


def _stamp(lines: Sequence[Line], knowledge: Knowledge) -> Iterator[Mark]:
    """The mark of the archive's stamp on consecutive lines; undamaged notices are left to the rule stamps."""
    if any(not knowledge.sheets.is_notice(line.text) for line in lines):
        yield Mark(Span(lines[0].start, lines[-1].end), kinds.STAMP, RULE, attributes=attrs(type="release"))


def _is_figure(text: str) -> bool:
    """Whether a line may be the number of a page: ``1`` below ``Page``."""
    figure = text.strip(AROUND)
    return figure.isdigit() and len(figure) <= FIGURES and figure != "0"
