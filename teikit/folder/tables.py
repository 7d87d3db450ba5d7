"""Write rows of named tuples as TSV, as JSON, or as a table for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from teikit.wording import aligned, line_bytes, visible

LONGEST_CELL = 24  # characters of a cell in a table for people


def as_tsv(columns: Sequence[str], rows: Sequence[NamedTuple], between: str = " ") -> bytes:
    """Tab-separated values with the columns in the first line; tabs and line ends in values become spaces.

    ``between`` separates several values of one cell.
    """
    lines = [columns, *([_cell(value, between) for value in row] for row in rows)]
    return line_bytes(map("\t".join, lines))


def as_json(rows: Sequence[NamedTuple]) -> bytes:
    """A list of objects."""
    return (json.dumps([row._asdict() for row in rows], indent=1, ensure_ascii=True) + "\n").encode("ascii")


def as_table(
    columns: Sequence[str],
    rows: Sequence[NamedTuple],
    only: Sequence[str],
    width: int = 0,
    first_to_go: Sequence[str] = (),
) -> bytes:
    """Some of the columns, as wide as their widest cells; numbers are aligned to the right.

    From a table wider than ``width`` (0: any width), columns of ``first_to_go`` are left out until it fits.
    """
    shown = list(only)
    lines = _lines(columns, rows, shown)
    for name in first_to_go:
        if not width or max(map(len, lines)) <= width:
            break
        shown.remove(name)
        lines = _lines(columns, rows, shown)
    return line_bytes(lines)


def _lines(columns: Sequence[str], rows: Sequence[NamedTuple], only: Sequence[str]) -> list[str]:
    """The lines of a table of some columns."""
    places = [columns.index(name) for name in only]
    body = [[_short(_cell(row[place])) for place in places] for row in rows]
    numeric = [bool(rows) and all(isinstance(row[place], (int, float, type(None))) for row in rows) for place in places]
    return list(aligned([only, *body], numeric))


def _cell(value: Any, between: str = " ") -> str:
    text = between.join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return visible(" ".join(text.split()))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
