"""Tables with tabs: lines of comments (``#``), a line with the names of the columns, then an entry on each line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import regex
from rapidfuzz.distance import Levenshtein

from teikit.core import Certainty
from teikit.errors import ConfigRefused, did_you_mean

ANY = "*"  # means every key of a table
KINDS = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    list: "a list",
    dict: "a table",
    object: "a value",
}
"""The types of values in TOML, in words."""


@dataclass(frozen=True, slots=True)
class DictionaryRow:
    """One row of a table. Each getter raises ConfigRefused for a value that is not of its type.

    ``place`` is that of the row, for error messages; ``tested`` says that the table comes with teikit, whose tests
    compile all patterns, so that they need not be compiled here.
    """

    place: str
    values: dict[str, str]
    tested: bool = False

    def text(self, column: str) -> str:
        """A value that must not be empty. Raises ConfigRefused (DICT-EMPTY)."""
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
        """A value that must be one of ``choices``. Raises ConfigRefused (DICT-VALUE)."""
        return one_of(self.values[column], column, choices, self.place)

    def certainty(self, column: str) -> Certainty:
        """A certainty: high, medium or low. Raises ConfigRefused (DICT-VALUE)."""
        return certainty(self.values[column], column, self.place)

    def pattern(self, column: str) -> str:
        """A regular expression. Raises ConfigRefused (DICT-PATTERN) if it cannot be compiled."""
        return self.text(column) if self.tested else pattern(self.text(column), self.place)

    def number(self, column: str) -> int | None:
        """A whole number from 0 on; None if it is empty. Raises ConfigRefused (DICT-NUMBER)."""
        value = self.values[column]
        if value and not (value.isascii() and value.isdigit()):
            raise ConfigRefused("DICT-NUMBER", f"{column} {value!r} is not a whole number", place=self.place)
        return int(value) if value else None

    def real(self, column: str) -> float:
        """A number, with or without a fraction. Raises ConfigRefused (DICT-NUMBER, DICT-EMPTY)."""
        try:
            return float(self.text(column))
        except ValueError:
            message = f"{column} {self.values[column]!r} is not a number"
            raise ConfigRefused("DICT-NUMBER", message, place=self.place) from None


def certainty(value: str, name: str, place: str) -> Certainty:
    """The certainty of a word: high, medium or low. Raises ConfigRefused (DICT-VALUE) for any other."""
    return Certainty[one_of(value, name, ("high", "medium", "low"), place).upper()]


def pattern(value: str, place: str, filled: str = "") -> str:
    """A regular expression as it is. Raises ConfigRefused (DICT-PATTERN) if it cannot be compiled.

    ``filled`` is the expression to be compiled, if a collection still fills something into ``value``.
    """
    try:
        regex.compile(filled or value)
    except regex.error as error:
        message = f"{value!r} is not a regular expression: {error}"
        hint = "Put a backslash before ( ) [ ] . + * ? where they mean themselves."
        raise ConfigRefused("DICT-PATTERN", message, hint, place) from None
    return value


def toml(text: str, place: str) -> dict[str, Any]:
    """The tables of a file in TOML. Raises ConfigRefused (DICT-TOML) if it cannot be read."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigRefused("DICT-TOML", str(error), place=place) from None


def check(value: object, kind: Any, name: str, place: str) -> None:
    """Check the value of a key of a TOML file, and what is in it.

    ``kind`` is a type; a list with the kind of its items; or a table with the kinds of its keys, or with one kind for
    all keys under ``ANY``. Raises ConfigRefused for another value (DICT-KIND) and for an unknown key (DICT-KEY).
    """
    wanted = type(kind) if isinstance(kind, (list, dict)) else kind
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise ConfigRefused("DICT-KIND", f"the value of {name} is not {KINDS[wanted]}: {value!r}", place=place)
    if isinstance(kind, list) and isinstance(value, list):
        for item in value:
            check(item, kind[0], name, place)
    if isinstance(kind, dict) and isinstance(value, dict):
        for key, inner in value.items():
            if key not in kind and ANY not in kind:
                raise ConfigRefused("DICT-KEY", f"there is no key {key!r}", did_you_mean(key, kind), place)
            check(inner, kind.get(key, kind.get(ANY)), key, place)


def one_of(value: str, name: str, choices: Iterable[str], place: str) -> str:
    """``value`` as it is. Raises ConfigRefused (DICT-VALUE), with the nearest choice, if it is not one of them."""
    known = tuple(choices)
    if value in known:
        return value
    near = min(known, key=lambda choice: Levenshtein.distance(value, choice))
    hint = f"Did you mean {near!r}?" if Levenshtein.distance(value, near) <= 2 else ""
    raise ConfigRefused("DICT-VALUE", f"{name} {value!r} is not one of {', '.join(known)}", hint, place)


def rows(text: str, name: str, columns: tuple[str, ...], tested: bool = False) -> Iterator[DictionaryRow]:
    """The rows of a table; ``name`` is that of the file. All ``columns`` must be there, in any order, and no others.

    A column whose name ends in ``?`` may be missing; its values are empty then. Raises ConfigRefused for other columns
    (DICT-HEADER), and for a row with more or fewer cells than columns (DICT-COLUMNS).
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
        yield DictionaryRow(f"{name}:{number}", optional | dict(zip(header, cells, strict=True)), tested)


def _header(cells: list[str], columns: tuple[str, ...], place: str) -> list[str]:
    """The names of the columns of a table. Raises ConfigRefused (DICT-HEADER) if they are wrong."""
    missing = {column for column in columns if column.rstrip("?") not in cells and not column.endswith("?")}
    names = [column.rstrip("?") for column in columns]
    if missing or len(set(cells)) != len(cells) or not set(cells) <= set(names):
        message = f"the columns are {', '.join(cells)}, not {', '.join(names)}"
        raise ConfigRefused("DICT-HEADER", message, "The first line that is not a comment names the columns.", place)
    return cells
