"""Read the table of documents (CSV, TSV), one row per document, matched by name or record number."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import regex

from teikit.edition.columns import COLUMNS, DATES, IDENTIFYING
from teikit.errors import ConfigRefused, did_you_mean

TABS = (".tsv", ".tab")
"""Endings of tables whose columns are separated by tabs."""
DAY = regex.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")  # a date in the table: 1962-10-28, 1962-10, 1962
STATED = regex.compile(r"\s*sep=(?P<separator>[,;\t])[ ]*(?=\r?\n)")
"""A first line that tells Excel the separator: ``sep=;``."""
SAVE = "Save it as CSV or TSV in UTF-8; the first line names the columns."


class CatalogueRow(NamedTuple):
    """One row: its line in the file (from 1), and its values by their columns; empty ones are left out."""

    line: int
    values: tuple[tuple[str, str], ...]

    def get(self, column: str) -> str:
        """The value of a column, empty if there is none."""
        return next((value for name, value in self.values if name == column), "")

    def several(self, column: str) -> list[str]:
        """The parts of a value that are separated by semicolons."""
        return [part.strip() for part in self.get(column).split(";") if part.strip()]


NO_ROW = CatalogueRow(0, ())  # the row of a document without one


@dataclass(frozen=True)
class Table:
    """All rows, and the name of the file for messages; ``columns`` are those that it has, by teikit's names."""

    place: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[CatalogueRow, ...] = ()

    @cached_property
    def _by_name(self) -> dict[str, CatalogueRow]:
        return {_folded(row.get(key)): row for row in self.rows for key in IDENTIFYING if row.get(key)}

    def rows_of(self, names: Iterable[str]) -> list[CatalogueRow]:
        """The rows of a document with these names, in the order of the table."""
        named = {self._by_name.get(_folded(name)) for name in names}
        return sorted(row for row in named if row)

    def row_of(self, names: Iterable[str]) -> CatalogueRow:
        """The row of a document; an empty one if there is none. Raises TABLE-ROWS if there are several."""
        several = self.rows_of(names)
        if len(several) > 1:
            lines = " and ".join(str(row.line) for row in several)
            message = f"lines {lines} of {self.place} are both about this document"
            raise ConfigRefused("TABLE-ROWS", message, "Merge the two rows.")
        return several[0] if several else NO_ROW

    def fingerprint(self, names: Iterable[str]) -> str:
        """A digest that changes if the row of a document is changed, added or removed; empty if there is none."""
        values = [row.values for row in self.rows_of(names)]
        return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:16] if values else ""


def read_table(data: bytes, place: str, columns: Mapping[str, str]) -> Table:
    """The table in a file; ``columns`` maps teikit's names of columns to those in the file, if they differ.

    Raises ConfigRefused: TABLE-ENCODING, TABLE-COLUMNS, TABLE-TWICE, TABLE-DATE, with the line.
    """
    table = cells(data, place)
    first, head = next(table, (1, []))
    names = _names(head, columns, f"{place}:{first}")
    rows = tuple(_row(line, cells, names, place) for line, cells in table)
    _refuse_twice(rows, place)
    return Table(place, tuple(filter(None, names)), rows)


def cells(data: bytes, place: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a CSV or TSV that are not empty, each with its number in the file.

    Raises ConfigRefused (TABLE-ENCODING, TABLE-COLUMNS), with the line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"this is not UTF-8 (byte 0x{data[error.start]:02X})"
        raise ConfigRefused("TABLE-ENCODING", message, SAVE, f"{place}:{line}") from None
    stated = STATED.match(text)
    if stated:
        text = text.replace(stated[0].strip(), "", 1)
    separator = stated["separator"] if stated else _separator(text, place)
    return _lines(csv.reader(io.StringIO(text), delimiter=separator, strict=True), place)


def _separator(text: str, place: str) -> str:
    """The separator of the columns: tabs in a TSV, else the one that the first line with text has most often."""
    if place.lower().endswith(TABS):
        return "\t"
    return max(",;\t", key=text.lstrip().partition("\n")[0].count)


def _lines(lines: Iterator[Sequence[str]], place: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, each with its number in the file."""
    number = 1
    try:
        for cells in lines:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield number, stripped
            number = lines.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        raise ConfigRefused("TABLE-COLUMNS", f"this row cannot be read: {error}", SAVE, f"{place}:{number}") from None


def column_of(name: str, known: Iterable[str]) -> str:
    """The known column that a head names, whatever its letter case: ``Title``; the head itself if there is none."""
    return name.lower() if name.lower() in known else name


def _names(head: Sequence[str], columns: Mapping[str, str], place: str) -> list[str]:
    """The columns by the names that teikit gives them."""
    own_names = {name_in_file: name for name, name_in_file in columns.items()}
    for name, name_in_file in columns.items():
        if name_in_file not in head:
            hint = did_you_mean(name_in_file, head) or f"There are {', '.join(head)}."
            raise ConfigRefused("TABLE-COLUMNS", f"there is no column {name_in_file!r} for {name}", hint, place)
    known = {name: column_of(name, COLUMNS) for name in head}
    names = [own_names.get(name, known[name] if known[name] not in columns else "") for name in head]
    double = next((name for name in names if name and names.count(name) > 1), "")
    if double:
        raise ConfigRefused("TABLE-TWICE", f"two columns are called {double}", "Rename one.", place)
    if not set(names) & set(IDENTIFYING):
        hint = "A column 'name' has names of files, a column 'record' numbers of records. "
        hint += 'Other names: [metadata] columns = { name = "Dateiname" }.'
        has = f"there are {', '.join(filter(None, head))}" if any(head) else "the table is empty"
        message = f"no column says which document a row is about: {has}"
        raise ConfigRefused("TABLE-COLUMNS", message, hint, place)
    return names


def _row(line: int, cells: Sequence[str], names: Sequence[str], place: str) -> CatalogueRow:
    """A row of the table by the names of its columns. Raises ConfigRefused for surplus values and for faulty dates."""
    where = f"{place}:{line}"
    if len(cells) > len(names) and any(cells[len(names) :]):
        message = f"{len(cells)} values for {len(names)} columns"
        raise ConfigRefused("TABLE-COLUMNS", message, "Put values with a separator in them in quotation marks.", where)
    values = dict(zip(names, cells, strict=False))
    for name in DATES:
        if values.get(name) and not is_date(values[name]):
            hint = "Write it as 1962-10-28, 1962-10 or 1962."
            raise ConfigRefused("TABLE-DATE", f"{name} {values[name]!r} is not a date", hint, where)
    return CatalogueRow(line, tuple((name, value) for name, value in values.items() if name and value))


def is_date(text: str) -> bool:
    """Whether a text is an existing day, month or year, in digits: ``1962-10-28``, ``1962-10``, ``1962``."""
    if not DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _refuse_twice(rows: Sequence[CatalogueRow], place: str) -> None:
    """Refuse two rows about one document (TABLE-TWICE)."""
    seen: dict[str, int] = {}
    for row in rows:
        if not any(row.get(key) for key in IDENTIFYING):
            message = "this row has neither name nor record"
            raise ConfigRefused("TABLE-COLUMNS", message, "Say which document it is about.", f"{place}:{row.line}")
        for name in {_folded(row.get(key)) for key in IDENTIFYING if row.get(key)}:
            if name in seen:
                message = f"there is already a row for {name}, in line {seen[name]}"
                raise ConfigRefused("TABLE-TWICE", message, "Merge the two rows.", f"{place}:{row.line}")
            seen[name] = row.line


def unused(table: Table, asked: Iterable[str]) -> list[str]:
    """Columns of a table that are neither known nor used by a pattern, each with the known one that it may mean."""
    names = [name for name in table.columns if name not in COLUMNS and name not in set(asked)]
    missing = [name for name in COLUMNS if name not in table.columns]
    return [_with_hint(name, did_you_mean(name, missing)) for name in names]


def _with_hint(name: str, hint: str) -> str:
    """A name with a hint after it, if there is one: ``titel (did you mean title?)``."""
    return f"{name} ({hint[0].lower()}{hint[1:]})" if hint else name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip())
