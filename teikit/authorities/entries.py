"""Read authority lists from CSV or TSV: names with variants, identifiers, dates and offices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from teikit.edition.references import uri
from teikit.edition.table import cells, column_of
from teikit.errors import ConfigRefused, did_you_mean

LIST_KINDS = ("persons", "places", "organisations")
"""The kinds of lists, under their names in the project file and on the command line."""
LIST_COLUMNS = {
    "name": "the name: `Dobrynin, Anatoly` or `Anatoly Dobrynin`, `Paris`, `Central Intelligence Agency`",
    "variants": "other forms, separated by semicolons, such as `RUSK` for the surname alone, `CIA`",
    "id": "a URL that identifies it: GND, VIAF, Wikidata, GeoNames, or one of your own",
    "role": "the office of a person: a surname with another title (UNDER SECRETARY JOHNSON, where the list has a "
    "President) is taken for somebody else",
    "dates": "years of life or existence, for readers of the list",
}
"""The columns of a list and their meanings."""
NAME_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}]*(?:['’.-]+\p{L}[\p{L}\p{M}\p{N}]*)*")
"""A word of a name: O'NEIL, SAINT-LÔ, U.S."""
APOSTROPHES = str.maketrans("’‘", "''", ".")
"""Typographic apostrophes become the typed one; full stops are removed."""


class Entry(NamedTuple):
    """One line of a list. ``kind`` is that of the list, ``place`` the file and line."""

    kind: str
    name: str
    variants: tuple[str, ...]
    ref: str
    role: str
    dates: str
    place: str

    @property
    def surname(self) -> str:
        """The surname of a person in the form for comparison; empty for other kinds, and for a single name."""
        if self.kind != "persons":
            return ""
        last, comma, _ = self.name.partition(",")
        words = folded(last if comma else self.name)
        return " ".join(words) if comma else words[-1] if len(words) > 1 else ""

    @property
    def forms(self) -> set[tuple[str, ...]]:
        """All forms that are certainly this name: as listed, with first names before the surname, variants."""
        last, comma, first = self.name.partition(",")
        whole = f"{first} {last}" if comma else self.name
        names = [folded(self.name), folded(whole), *map(folded, self.variants)]
        return {tuple(words) for words in names if words}


def folded(text: str) -> list[str]:
    """The words of a name in the form for comparison: in capitals, without full stops.

    >>> folded("Dean O’Neil, U.S.")
    ['DEAN', "O'NEIL", 'US']
    """
    return [match[0].upper().translate(APOSTROPHES) for match in NAME_WORD.finditer(text)]


def read_entries(data: bytes, place: str, kind: str) -> tuple[Entry, ...]:
    """The entries of a list.

    Raises ConfigRefused, with the line: AUTHORITY-COLUMNS, AUTHORITY-ENTRY, TABLE-ENCODING, TABLE-COLUMNS.
    """
    return tuple(_entries(data, place, kind))


def _entries(data: bytes, place: str, kind: str) -> Iterator[Entry]:
    """The entries of a table. Raises ConfigRefused for a faulty head, and for an entry without a name."""
    table = cells(data, place)
    first, names = next(table, (1, []))
    if not any(map(str.strip, names)):
        raise ConfigRefused("AUTHORITY-COLUMNS", "this list is empty", "The first line names the columns.", place)
    head = [column_of(name, LIST_COLUMNS) for name in names]
    for name in head:
        if name and name not in LIST_COLUMNS:
            hint = did_you_mean(name, LIST_COLUMNS) or f"There are {', '.join(LIST_COLUMNS)}."
            raise ConfigRefused("AUTHORITY-COLUMNS", f"there is no column {name!r}", hint, f"{place}:{first}")
        if name and head.count(name) > 1:
            hint = "Keep one of them."
            raise ConfigRefused("AUTHORITY-COLUMNS", f"there are several columns {name}", hint, f"{place}:{first}")
    for name in ("name", "id"):
        if name not in head:
            hint = "The first line names the columns."
            raise ConfigRefused("AUTHORITY-COLUMNS", f"there is no column {name}", hint, f"{place}:{first}")
    for line, row in table:
        values = dict(zip(head, row, strict=False))
        where = f"{place}:{line}"
        if not folded(values.get("name", "")):
            raise ConfigRefused("AUTHORITY-ENTRY", "this entry has no name", "Give it one.", where)
        ref = values.get("id", "")
        if ref and not uri(ref):
            raise ConfigRefused("AUTHORITY-ENTRY", f"{ref!r} is not an identifier", "Write one URL, or none.", where)
        variants = tuple(part.strip() for part in values.get("variants", "").split(";") if part.strip())
        yield Entry(kind, values["name"], variants, ref, values.get("role", ""), values.get("dates", ""), where)
