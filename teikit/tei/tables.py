"""Tables: those of the page, by its cells, and those of identification sheets, by their lines."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from teikit.core import Mark, Span, kinds
from teikit.tei.asides import Asides
from teikit.tei.build import is_blank, make, q
from teikit.tei.inline import Inline, Inner


class Tables:
    """Builds the tables of one telegram."""

    def __init__(self, inline: Inline, asides: Asides) -> None:
        self._inline, self._asides = inline, asides
        self._field = ""  # the field of the line of an identification sheet that was added last

    def table(self, mark: Mark) -> etree._Element:
        """A table with its cells in their rows; text between two cells becomes a cell, too.

        Rows without text are left out, so a table without text has no rows.
        """
        rows: dict[str, list[etree._Element]] = {}
        at, cells = mark.span.start, [cell for cell in self._asides.marks_in(mark) if cell.kind == kinds.CELL]
        for cell in cells:
            row = rows.setdefault(cell.get("row"), [])
            row += self._loose_cells(Span(at, cell.span.start))
            row.append(self._cell(cell))
            at = cell.span.end
        rest = self._loose_cells(Span(at, mark.span.end))
        if rest:
            rows.setdefault(cells[-1].get("row") if cells else "", []).extend(rest)
        table = make("table")
        for row in rows.values():
            if not all(map(is_blank, row)):
                table.append(make("row", "", *row))
        return table

    def _loose_cells(self, span: Span) -> list[etree._Element]:
        """A cell for text that stands in no cell of the page; none for blanks."""
        cell = self._cell(Mark(span, kinds.CELL, "tables"))
        return [] if is_blank(cell) else [cell]

    def _cell(self, mark: Mark) -> etree._Element:
        cell = make("cell", rows=mark.get("rows"), cols=mark.get("cols"))
        self._asides.fill(cell, mark)
        return cell

    def add_sheet_line(self, table: etree._Element, mark: Mark) -> None:
        """Add a line of an identification sheet to a table: the label in one cell, each line of its value in one.

        A line without a label that belongs to the field of the line before goes on in its row.
        """
        inner = self._asides.inside(mark)
        value = self._value_start(mark, inner)
        goes_on = not mark.get("label") and bool(mark.get("type")) and mark.get("type") == self._field
        row = table[-1] if goes_on and len(table) and table[-1].tag == q("row") else make("row")
        for span, role in ((Span(mark.span.start, value), "label"), (Span(value, mark.span.end), None)):
            cell = make("cell", role=role)
            held = [pair for pair in inner if span.start <= pair[0].span.start and pair[0].span.end <= span.end]
            self._inline.fill(cell, span, held, hidden=True)
            if not is_blank(cell):
                row.append(cell)
        if len(row):
            table.append(row)
        self._field = mark.get("type")

    def _value_start(self, mark: Mark, inner: Sequence[Inner]) -> int:
        """The offset behind the label of a line; its beginning where it has none, or a mark runs across that place."""
        start, end = mark.span
        label = mark.get("label")
        at = self._inline.draft.source.text[start:end].find(label) if label else -1
        value = start if at < 0 else start + at + len(label)  # a page may end within the line, and within the label
        return start if any(held.span.start < value < held.span.end for held, _ in inner) else value
