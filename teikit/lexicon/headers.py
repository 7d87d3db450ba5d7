"""The header of a telegram as rows: which lines of a page are its form, and which field each part of them is.

Columns come apart in the OCR (``Control:`` / ``Rec'd:`` / ``19528`` / ``OCTOBER 28, 1962``), so a label without a value
takes the next row of the right kind, not simply the next row. Where the layout of the page is known, offices in its
left margin belong to the label above them there, and a wide hole ends a field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from teikit.core import Line, Span
from teikit.lexicon.lexicon import Lexicon
from teikit.lexicon.matching import nearest

LONG = 300
"""Characters from which on a line is no part of a form."""
SENTENCE = 6
"""Words of a line that is text, at least."""
SPECKS = regex.compile(r"[^\p{L}\p{N}(]*+")
CONTROL = regex.compile(r"[0-9]{3,5}(?![0-9])")
OFFICE = regex.compile(r"[A-Z][A-Z/]{0,5}(?:-[0-9]{1,2})?")
WORDS = regex.compile(r"\p{L}{2,}")
LABEL = regex.compile(r"(?P<label>\p{L}[\p{L}0-9']*)\s*[:;]\s*")
JOINED = frozenset({"action", "info", "control", "received"})
"""Fields whose values may stand on rows of their own below the label."""
Columns = Mapping[int, bool]
"""The offsets at which a column of a page begins, and whether it is that of the left margin."""


@dataclass(frozen=True)
class Row:
    """A stretch of a header line: a field, or something that no field explains (``type`` empty).

    ``span`` and ``value``, where the value begins, are offsets in the line. ``label`` is the right label of a field
    whose label is garbled; ``column`` says that the row stands in the left margin of the page, where the form has the
    offices that act and are informed.
    """

    line: Line
    span: Span
    type: str
    value: int
    label: str = ""
    column: bool = False

    @property
    def text(self) -> str:
        """The row as it stands."""
        return self.line.text[self.span.start : self.span.end]


class Form:
    """The fields that the forms of a collection may have, in the order in which they are tried."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon, self.collection, self.date = lexicon, lexicon.collection, lexicon.calendar.date
        families = {family: rank for rank, family in enumerate(self.collection.families)}
        known = (field for field in lexicon.fields if field.id not in self.collection.elsewhere)
        self.fields = sorted(known, key=lambda field: families.get(field.family, len(families)))

    # ------------------------------------------------------------------- the header

    def header(self, lines: list[Line], printed: bool, columns: Columns) -> list[Row]:
        """The rows of the header that lines begin with, down to its last field before the text; none if they have none.

        ``printed`` says that the letterhead of the form was found; ``columns`` is empty where the layout is not known.
        """
        rows: list[Row] = []
        end, seen, sentences = 0, set[str](), 0
        for line in lines:
            fields = list(self._rows(line, columns))
            types = {row.type for row in fields} - {""}
            if (not types and len(WORDS.findall(line.text)) >= SENTENCE) or types == {"subject"}:
                sentences += 1
                if sentences > 1 or seen & {"precedence", "reference", "distribution"}:
                    break
            rows += fields
            types -= {row.type for row in fields if row.column}
            if types & self.collection.form or (seen and self.date.fullmatch(line.text.strip())):
                end, sentences = len(rows), 0
                seen |= types
        is_header = len(seen & self.collection.form) > 1 and seen & self.collection.parties
        return self._routed(rows[:end]) if printed or is_header else []

    def grouped(self, rows: list[Row]) -> Iterator[list[Row]]:
        """The rows, labels together with the values that stand apart from them."""
        group: list[Row] = []
        for row in rows:
            if group and not (group[0].type in JOINED and not row.type and self._continues(group, row)):
                yield group
                group = []
            group.append(row)
        if group:
            yield group

    def _continues(self, group: list[Row], row: Row) -> bool:
        text = row.text.strip()
        value = " ".join(
            part.line.text[part.value : part.span.end] if part.type else part.text for part in group
        ).strip()
        match group[0].type:
            case "action" | "info":
                return OFFICE.fullmatch(text) is not None
            case "control":
                return not value and CONTROL.fullmatch(text) is not None
            case _:
                time = self.lexicon.calendar.clock_time
                return (not value and self.date.fullmatch(text) is not None) or (
                    bool(value) and not time.search(value) and time.fullmatch(text) is not None
                )

    # ------------------------------------------------------------------ the left margin

    def _routed(self, rows: list[Row]) -> list[Row]:
        """The rows, with the offices in the left margin as fields of the label there that stands above them."""
        routed, label, routing = [], "", self.collection.routing
        for row in rows:
            text = row.text.strip(" .:;,")
            if row.column and not row.type and (kind := self._label(text)):
                row = replace(row, type=routing[kind])
            if row.column and row.type in routing.values():
                label = row.type
            elif row.column and not row.type and label and OFFICE.fullmatch(text.upper()):
                row = replace(row, type=label, value=row.span.start)
            routed.append(row)
        return routed

    def _label(self, text: str) -> str | None:
        """Which label of the left margin a text is, misread perhaps: ``nfo``, but not ``INR``."""
        routing = self.collection.routing
        return nearest(text.upper(), routing, most=2 if len(text) > 4 else 1) if len(text) > 2 else None

    # ------------------------------------------------------------------------ one line

    def _rows(self, line: Line, columns: Columns) -> Iterator[Row]:
        """The fields of one line, which may hold two columns of the form."""
        if len(line.text) > LONG:
            yield Row(line, Span(0, len(line.text)), "", len(line.text))
            return
        inner = {match.start() for match in self.lexicon.patterns["inner label"].finditer(line.text)}
        cuts = sorted({0, *inner, *self._cuts(line, columns), len(line.text)})
        for start, end in pairwise(cuts):
            text = line.text[start:end]
            skip = SPECKS.match(text)
            begin = start + (skip.end() if skip else 0)
            if line.text[begin:end].strip():
                row = self._row(line, begin, start + len(text.rstrip()))
                yield replace(row, column=True) if columns.get(line.start + begin) else row
            elif text.strip():
                yield Row(line, Span(start, end), "", end)

    def _cuts(self, line: Line, columns: Columns) -> Iterator[int]:
        """Where another column begins in a line: after the left margin, and after the value of a field."""
        places = [offset for offset in range(line.start, line.end) if offset in columns] if columns else []
        begin, margin = line.start, columns.get(line.start, False)
        for offset in places:
            before = line.text[begin - line.start : offset - line.start]
            changes = margin or columns[offset] or any(field.reads.match(before) for field in self.fields)
            after = line.text[offset - line.start :]
            if changes and WORDS.search(before) and (margin != columns[offset] or WORDS.search(after)):
                yield offset - line.start
                begin, margin = offset, columns[offset]

    def _row(self, line: Line, start: int, end: int) -> Row:
        text, span = line.text[start:end], Span(start, end)
        if self.precedence(text):
            return Row(line, span, "precedence", start)
        matches = [(field, match) for field in self.fields if (match := field.reads.match(text))]
        if matches:
            field, match = max(matches, key=lambda read: read[1].end())
            return Row(line, span, field.id, start + match.end())
        label = LABEL.match(text)
        if label:
            for field in self.fields:
                dateless = field.id == "received" and not self.date.match(text, label.end())
                if field.label and label["label"] in field.garbled and not dateless:
                    return Row(line, span, field.id, start + label.end(), field.label)
        return Row(line, span, "", end)

    def precedence(self, text: str) -> str:
        """The precedence that a row is, or nothing. Specks and one short token of junk after it do not matter."""
        bare = regex.sub(r"^[^\p{L}]+|[^\p{L}]+$", "", text)
        words = bare.split()
        if not words or len(words) > 4:
            return ""
        forms = [precedence.form for precedence in self.lexicon.precedences]
        for precedence in self.lexicon.precedences:
            if bare == precedence.form or bare in precedence.garbled:
                return precedence.form
        if len(bare) > 5 and bare.upper() == bare and bare not in self.lexicon.words:
            return nearest(bare, [form for form in forms if len(form) > 4], most=2) or ""
        return ""
