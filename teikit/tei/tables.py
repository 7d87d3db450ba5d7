"""Tables: of the cells that a page has, and of the lines of an identification sheet."""

from __future__ import annotations

from lxml import etree

from teikit.core import Mark, Span, kinds
from teikit.tei.beside import Beside
from teikit.tei.build import is_blank, make, q
from teikit.tei.inline import Inline


class Tables:
    """Builds the tables of one telegram."""

    def __init__(self, inline: Inline, beside: Beside) -> None:
        self._inline, self._beside = inline, beside
        self._field = ""  # the field of an identification sheet in the row before

    def table(self, mark: Mark) -> etree._Element:
        """A table with its cells in their rows; text between two cells is a cell, too; a row without text is left out.

        A table without text has no rows.
        """
        rows: dict[str, list[etree._Element]] = {}
        at, cells = mark.span.start, [cell for cell in self._beside.marks_in(mark) if cell.kind == kinds.CELL]
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
        """A cell for text that stands in no cell of the page; nothing for blanks."""
        cell = self._cell(Mark(span, kinds.CELL, "tables"))
        return [] if is_blank(cell) else [cell]

    def _cell(self, mark: Mark) -> etree._Element:
        cell = make("cell", rows=mark.get("rows"), cols=mark.get("cols"))
        self._beside.fill(cell, mark)
        return cell

    def add_sheet_line(self, table: etree._Element, mark: Mark) -> None:
        """Add a line of an identification sheet to a table: the label in one cell, each line of its value in one."""
        start, end = mark.span
        label = mark.get("label")
        before, found, _ = self._inline.draft.source.text[start:end].partition(label) if label else ("", "", "")
        value = start + len(before) + len(label) if found else start  # a page may end within the line, and the label
        inner = self._beside.inside(mark)
        if any(within.span.start < value < within.span.end for within, _ in inner):
            value = start
        is_value = not label and bool(mark.get("type")) and mark.get("type") == self._field
        row = table[-1] if is_value and len(table) and table[-1].tag == q("row") else make("row")
        for span, role in ((Span(start, value), "label"), (Span(value, end), None)):
            cell = make("cell", role=role)
            held = [pair for pair in inner if span.start <= pair[0].span.start and pair[0].span.end <= span.end]
            self._inline.fill(cell, span, held, hidden=True)
            if not is_blank(cell):
                row.append(cell)
        if len(row):
            table.append(row)
        self._field = mark.get("type")
