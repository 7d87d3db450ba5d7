"""The cells of a table in PAGE: as the standard writes them, and as Transkribus does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from teikit.files.xml import local
from teikit.readers.page_order import Element, children, is_region

LARGEST = 10_000  # rows or columns; a larger number is an error
FEW_CELLS = 10  # cells added to the number of those of a table, so that a small one may have empty places
SPARSEST = 10  # places for each cell, at most, on average, in a table whose empty places are kept


class Cell(NamedTuple):
    """A cell: the element that has its text, its row and column (from 0), and how many rows and columns it spans."""

    element: Element
    row: int
    column: int
    rows: int
    columns: int


def cells(table: Element) -> list[Cell]:
    """The cells of a ``TableRegion`` whose places are known, without those of a table within it.

    Transkribus writes ``<TableCell row="0" col="1" rowSpan="1" colSpan="1">``; the standard gives a TextRegion the
    role ``<TableCellRole rowIndex="0" columnIndex="1" rowSpan="1" colSpan="1"/>``.
    """
    cells: list[Cell] = []
    waiting = list(table)[::-1]
    while waiting:
        element = waiting.pop()
        name = local(element.tag)
        if name == "TableRegion":
            continue
        cell = _cell(element, element, "row", "col") if name == "TableCell" else None
        role = next((role for roles in children(element, "Roles") for role in children(roles, "TableCellRole")), None)
        if role is not None:
            cell = _cell(element, role, "rowIndex", "columnIndex")
        if cell:
            cells.append(cell)
        elif is_region(element):
            waiting += list(element)[::-1]
    return cells


def parts(cell: Cell) -> list[Element]:
    """The element of a cell and the regions in it that are not regions of their own, as a table in it is."""
    inside: list[Element] = []
    waiting = [cell.element]
    while waiting:
        element = waiting.pop()
        inside.append(element)
        waiting += [child for child in element if is_region(child) and local(child.tag) != "TableRegion"][::-1]
    return inside


def rows(members: Sequence[Cell]) -> list[list[Cell | None]]:
    """The rows of a table, each with its cells; None if the file has no cell and none reaches over the place.

    There is nothing after the last cell of a row. A table with hardly any cells (row 9999, column 9999) gets no empty
    places.
    """
    by_row: dict[int, dict[int, list[Cell]]] = {}
    for cell in members:
        by_row.setdefault(cell.row, {}).setdefault(cell.column, []).append(cell)
    columns = sorted({cell.column for cell in members})
    if len(by_row) * len(columns) > SPARSEST * (len(members) + FEW_CELLS):
        return [[cell for column in sorted(by_row[row]) for cell in by_row[row][column]] for row in sorted(by_row)]
    taken = dict.fromkeys(columns, 0)  # the row from which a column is free again
    table: list[list[Cell | None]] = []
    for row in sorted(by_row):
        of_row: list[Cell | None] = []
        last = 0
        for column in columns:
            cells = by_row[row].get(column, [])
            if cells:
                right, below, last = column + cells[-1].columns, row + cells[-1].rows, len(of_row) + len(cells)
                of_row += cells
            elif not (of_row and last and column < right) and taken[column] <= row:
                of_row.append(None)
            if last and column < right:
                taken[column] = max(taken[column], below)
        table.append(of_row[:last])
    return table


def _cell(element: Element, place: Element, row: str, column: str) -> Cell | None:
    at = (_whole(place.get(row)), _whole(place.get(column)))
    if at[0] is None or at[1] is None:
        return None
    return Cell(element, at[0], at[1], _whole(place.get("rowSpan")) or 1, _whole(place.get("colSpan")) or 1)


def _whole(value: str | None) -> int | None:
    digits = (value or "").strip()
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST))
    return int(digits) if is_number and int(digits) < LARGEST else None
