"""Tab-separated tables: comments with #, then the names of the columns, then one entry a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex
from rapidfuzz.distance import Levenshtein

from teikit.core import Certainty
from teikit.errors import ConfigRefused


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. Each getter refuses a value that is not of its kind, and says where it stands.

    ``tested`` says that the table comes with teikit, whose tests compile all patterns; here that would take time.
    """

    place: str
    values: dict[str, str]
    tested: bool = False

    def text(self, column: str) -> str:
        """A value that must not be empty."""
        if not self.values[column]:
            raise ConfigRefused("DICT-EMPTY", f"{column} is empty", "Every entry needs one.", self.place)
        return self.values[column]

    def maybe(self, column: str) -> str:
        """A value that may be empty."""
        return self.values[column]

    def several(self, column: str) -> tuple[str, ...]:
        """The parts of a value that are separated by semicolons; none if it is empty."""
        return tuple(part.strip() for part in self.values[column].split(";") if part.strip())

    def choice(self, column: str, choices: Iterable[str]) -> str:
        """A value that must be one of ``choices``."""
        return one_of(self.values[column], column, choices, self.place)

    def certainty(self, column: str) -> Certainty:
        """A certainty: high, medium or low."""
        return certainty(self.values[column], column, self.place)

    def pattern(self, column: str) -> str:
        """A regular expression that can be read."""
        return self.text(column) if self.tested else pattern(self.text(column), self.place)

    def number(self, column: str) -> int | None:
        """A whole number, or None if it is empty."""
        value = self.values[column]
        if value and not (value.isascii() and value.isdigit()):
            raise ConfigRefused("DICT-NUMBER", f"{column} {value!r} is not a whole number", place=self.place)
        return int(value) if value else None

    def real(self, column: str) -> float:
        """A number with or without a fraction."""
        try:
            return float(self.text(column))
        except ValueError:
            message = f"{column} {self.values[column]!r} is not a number"
            raise ConfigRefused("DICT-NUMBER", message, place=self.place) from None


def certainty(value: str, what: str, place: str) -> Certainty:
    """The certainty that a word of a dictionary names."""
    return Certainty[one_of(value, what, ("high", "medium", "low"), place).upper()]


def pattern(value: str, place: str) -> str:
    """A regular expression, unless it cannot be read."""
    try:
        regex.compile(value)
    except regex.error as error:
        message = f"{value!r} is no regular expression: {error}"
        hint = "Put a backslash before ( ) [ ] . + * ? where they mean themselves."
        raise ConfigRefused("DICT-PATTERN", message, hint, place) from None
    return value


def one_of(value: str, what: str, choices: Iterable[str], place: str) -> str:
    """``value`` if it is one of ``choices``; otherwise an error that names them and the nearest."""
    known = tuple(choices)
    if value in known:
        return value
    near = min(known, key=lambda choice: Levenshtein.distance(value, choice))
    hint = f"Did you mean {near!r}?" if Levenshtein.distance(value, near) <= 2 else ""
    raise ConfigRefused("DICT-VALUE", f"{what} {value!r} is not one of {', '.join(known)}", hint, place)


def rows(text: str, name: str, columns: tuple[str, ...], tested: bool = False) -> Iterator[Row]:
    """The rows of a table. The columns may stand in any order; all of ``columns`` must be there and no others.

    A column whose name ends in ``?`` may be missing: its values are empty then.
    """
    optional = dict.fromkeys((column[:-1] for column in columns if column.endswith("?")), "")
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = _header(cells, columns, f"{name}:{number}")
            continue
        if len(cells) != len(header):
            message = f"{len(cells)} columns where there should be {len(header)}"
            raise ConfigRefused("DICT-COLUMNS", message, "Columns are separated by tabs.", f"{name}:{number}")
        yield Row(f"{name}:{number}", optional | dict(zip(header, cells, strict=True)), tested)


def _header(cells: list[str], columns: tuple[str, ...], place: str) -> list[str]:
    missing = {column for column in columns if column.rstrip("?") not in cells and not column.endswith("?")}
    names = [column.rstrip("?") for column in columns]
    if missing or len(set(cells)) != len(cells) or not set(cells) <= set(names):
        message = f"the columns are {', '.join(cells)}, not {', '.join(names)}"
        raise ConfigRefused("DICT-HEADER", message, "The first line that is no comment names the columns.", place)
    return cells
