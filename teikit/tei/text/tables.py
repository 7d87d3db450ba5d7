"""Tables: those of the page, by its cells, and those of identification sheets, by their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import regex
from lxml import etree

from teikit.core import Mark, Span, kinds
from teikit.tei.build import is_blank, make, q
from teikit.tei.text.asides import Asides
from teikit.tei.text.content import Content
from teikit.tei.text.inline import Inline, Inner

COLON = regex.compile(r"\s*:(?=.*[\p{L}\p{N}])", regex.DOTALL)
"""The colon of a label, read before the value in the line below: ``CLASSIFICATION`` / ``: SECRET``"""
WRAPPED = frozenset({"title", "from", "to", "opening-criteria", "comments"})
"""Fields of an identification sheet with one value, which may go on in the next lines; subjects are several values."""
LISTED = 3  # commas of a line that is a list of subjects, at least; the name of a person has one: OSWALD, LEE HARVEY


class Tables:
    """Builds the tables of one telegram."""

    def __init__(self, inline: Inline, asides: Asides) -> None:
        self._inline, self._asides = inline, asides
        self._rows: dict[str, etree._Element] = {}  # the last row of each field of an identification sheet
        self._labels: dict[str, Content] = {}  # the last cell with a label of each
        self._values: dict[str, Content] = {}  # the last cell with a value of each

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
        """A cell for text that is in no cell of the page; none for white space."""
        cell = self._cell(Mark(span, kinds.CELL, "tables"))
        return [] if is_blank(cell) else [cell]

    def _cell(self, mark: Mark) -> etree._Element:
        cell = make("cell", rows=mark.get("rows"), cols=mark.get("cols"))
        self._asides.fill(cell, mark)
        return cell

    def add_sheet_line(self, table: etree._Element, mark: Mark) -> None:
        """Add a line of an identification sheet to a table: the label in one cell, the value in one.

        A line without a label goes into the row of its field on the same page, even if there are other labels between:
        an engine that reads columns gives all labels first and then all values. A label that goes on in the next line
        stays in its cell (``AGENCY FILE`` / ``NUMBER`` / ``:``), as does the title of the document, or another single
        value; each of several values, such as subjects, has a cell of its own.
        """
        inner = self._asides.inside(mark)
        value = self._value_start(mark, inner)
        row, field = self._row(table, mark), mark.get("type")
        for span in (Span(mark.span.start, value), Span(value, mark.span.end)):
            is_sign = bool(field) and not any(map(str.isalnum, self._inline.draft.source.text[slice(*span)]))
            is_label = span.end == value or is_sign
            held = [pair for pair in inner if span.holds(pair[0].span)]
            open_cell = self._open_label(row, field) if is_label else self._open_value(row, field)
            if open_cell is not None:
                open_cell.line_ends()
                self._inline.fill_content(open_cell, span, held, hidden=True)
                continue
            cell = self._inline.fill(make("cell", role="label" if is_label else None), span, held, hidden=True)
            if not is_blank(cell.element):
                row.append(cell.element)
                (self._labels if is_label else self._values)[field] = cell
        if not len(row):
            table.remove(row)

    def _open_label(self, row: etree._Element, field: str) -> Content | None:
        """The last cell of a row if it is a label without its colon, which may go on in the next line."""
        label = self._labels.get(field)
        if label is None or label.element.getparent() is not row or label.element.getnext() is not None:
            return None
        return label if ":" not in "".join(label.element.itertext()) else None

    def _open_value(self, row: etree._Element, field: str) -> Content | None:
        """The last cell of a row if it is a value that goes on in the next line.

        Subjects up to a comma go on, too (``ASSOC, PLOT,`` / ``ASSA``), and so does a list of them (``ELC, ACA, PLOT,
        SUGAR``). A date alone is the value of another field, which is next to this label.
        """
        value = self._values.get(field)
        if value is None or value.element.getparent() is not row or value.element.getnext() is not None:
            return None
        if field in WRAPPED and any(
            map(str.isalpha, _characters(value.element))
        ):  # at the first letter of a long value
            return value
        is_list = len(list(islice((char for char in _characters(value.element) if char == ","), LISTED))) == LISTED
        return value if is_list or "".join(value.element.itertext()).rstrip().endswith(",") else None

    def _row(self, table: etree._Element, mark: Mark) -> etree._Element:
        """The row for a line of an identification sheet."""
        field = mark.get("type")
        row = self._rows.get(field)
        is_here = row is not None and row.getparent() is table and next(row.itersiblings(q("pb")), None) is None
        if row is None or not is_here or (mark.get("label") and not _is_begun_label(row)):
            row = make("row")
            table.append(row)
        if field:
            self._rows[field] = row
        return row

    def _value_start(self, mark: Mark, inner: Sequence[Inner]) -> int:
        """The offset after the label of a line, or after the colon that an engine put before the value.

        The beginning of the line if it has neither, or if a mark runs across that place.
        """
        start, end = mark.span
        text, label = self._inline.draft.source.text[start:end], mark.get("label")
        at = text.find(label) if label else -1
        if at >= 0:  # a page may end within the line, and within the label
            value = start + at + len(label)
        else:
            colon = COLON.match(text) if mark.get("type") else None
            value = start + (colon.end() if colon else 0)
        return start if any(held.span.start < value < held.span.end for held, _ in inner) else value


def _is_begun_label(row: etree._Element) -> bool:
    """Whether a row is the last of its table and has only labels: ``RECORD`` above ``NUMBER : 104-10014-10067``."""
    return row.getnext() is None and all(cell.get("role") == "label" for cell in row)


def _characters(element: etree._Element) -> Iterator[str]:
    """The characters of the text in an element, one by one."""
    return (char for text in element.itertext() for char in text)
