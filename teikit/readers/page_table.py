"""The cells of a table in PAGE: as the standard writes them, and as Transkribus does."""

from __future__ import annotations

from typing import NamedTuple

from teikit.readers.page_order import Element, children, is_region
from teikit.xml import local

LARGEST = 10_000  # rows or columns; a larger number is none


class Cell(NamedTuple):
    """A cell: the element that has its text, where it stands (from 0), over how many rows and columns it reaches."""

    element: Element
    row: int
    column: int
    rows: int
    columns: int


def cells(table: Element) -> list[Cell]:
    """The cells of a ``TableRegion`` whose place in it is known; those of a table within it are not its own.

    Transkribus writes ``<TableCell row="0" col="1" rowSpan="1" colSpan="1">``; the standard gives a TextRegion the
    role ``<TableCellRole rowIndex="0" columnIndex="1" rowSpan="1" colSpan="1"/>``.
    """
    known: list[Cell] = []
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
            known.append(cell)
        elif is_region(element):
            waiting += list(element)[::-1]
    return known


def _cell(element: Element, place: Element, row: str, column: str) -> Cell | None:
    at = (_whole(place.get(row)), _whole(place.get(column)))
    if at[0] is None or at[1] is None:
        return None
    return Cell(element, at[0], at[1], _whole(place.get("rowSpan")) or 1, _whole(place.get("colSpan")) or 1)


def _whole(value: str | None) -> int | None:
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 and int(digits) < LARGEST else None
