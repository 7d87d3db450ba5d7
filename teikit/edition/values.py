"""The metadata of an edition from its publisher: one frozen value, which is part of the options."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import PurePosixPath
from typing import Any, NamedTuple, Self

from teikit.edition.table import CatalogueRow, Table

NO_TABLE = Table()


class Editor(NamedTuple):
    """A person who is responsible for the edition; ``role`` says for what, empty for an editor."""

    name: str
    role: str = ""
    ref: str = ""


class Change(NamedTuple):
    """A change of the edition, and its day."""

    when: str
    text: str


@dataclass(frozen=True)
class Edition:
    """The metadata of an edition, under the names of the project file; empty if nothing is given.

    ``identifiers`` are kinds of identifiers, each with its pattern. ``name`` is the document, if it is about a single
    one: its path in the folder of inputs without ending; ``file`` is the name of its file.
    """

    title: str = ""
    id: str = ""
    series: str = ""
    publisher: str = ""
    place: str = ""
    date: str = ""
    licence: str = ""
    description: str = ""
    schemas: tuple[str, ...] = ()
    country: str = ""
    settlement: str = ""
    repository: str = ""
    collection: str = ""
    shelfmark: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    editors: tuple[Editor, ...] = ()
    changes: tuple[Change, ...] = ()
    table: Table = NO_TABLE
    name: str = ""
    file: str = ""

    def of(self, name: str, file: str = "") -> Self:
        """The edition for one of its documents."""
        return replace(self, name=name, file=file)

    def row(self, names: Iterable[str]) -> CatalogueRow:
        """The row of a document. Raises TABLE-ROWS if there are several."""
        return self.table.row_of(names)

    @property
    def names(self) -> list[str]:
        """The names by which a row may call the document as a file."""
        return names_of(self.name, self.file)

    @property
    def shared_values(self) -> str:
        """The values that hold for every document, as recorded in the ledger; empty if nothing is given."""
        values = asdict(self)
        for member in ("table", "name", "file"):
            del values[member]
        named = {name: value for name, value in values.items() if value}
        return json.dumps(named, sort_keys=True) if named else ""

    @classmethod
    def of_json(cls, values: Mapping[str, Any]) -> Self:
        """An edition from the dictionaries and lists of JSON."""
        table = values["table"]
        rows = tuple(CatalogueRow(line, _pairs(pairs)) for line, pairs in table["rows"])
        made: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in ((member.name, values[member.name]) for member in fields(cls))
        }
        made |= {
            "table": Table(table["place"], tuple(table["columns"]), rows),
            "identifiers": _pairs(values["identifiers"]),
            "editors": tuple(Editor(*editor) for editor in values["editors"]),
            "changes": tuple(Change(*change) for change in values["changes"]),
        }
        return cls(**made)


NO_EDITION = Edition()


def _pairs(pairs: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs)


def names_of(name: str, file: str = "") -> list[str]:
    """The names by which a row may call a document: its path, its last part, the name of its file.

    >>> names_of("1962/cable-03", "cable-03.txt"), names_of("cable-03")
    (['1962/cable-03', 'cable-03', 'cable-03.txt'], ['cable-03'])
    """
    return [named for named in dict.fromkeys((name, PurePosixPath(name).name, file)) if named]
