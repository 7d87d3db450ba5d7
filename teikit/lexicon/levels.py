"""The folders from which a lexicon is read, general to specific: collections of teikit, and folders of the user.

A level may have any of the files in ``FILES``: even a folder with only ``posts.tsv`` is a collection.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from teikit.errors import ConfigRefused, did_you_mean
from teikit.lexicon.tables import DictionaryRow, rows
from teikit.resources import folder

GENERAL = "general"
"""The level below all others, for any typed English."""
DEFAULT = ("us",)
"""The collections of a lexicon if none are named."""
FILES = (
    "abbreviations.tsv", "accented.tsv", "banners.tsv", "beginning-points.tsv", "certainty-confidence.tsv",
    "certainty-grid.tsv", "certainty.tsv", "channel.tsv", "collection.toml", "confusions.tsv", "decided-points.tsv",
    "exemptions.tsv",
    "field-evidence.tsv", "field-orders.tsv", "fields.tsv", "form-labels.tsv", "genre-features.tsv",
    "genre-points.tsv", "genres.tsv", "header-words.tsv", "homographs.tsv", "languages.tsv", "line-letters.tsv",
    "line-phrases.tsv", "line-roles.tsv", "pairs.tsv", "parties.tsv", "patterns.toml", "posts.tsv", "precedence.tsv",
    "record-agencies.tsv", "series.tsv", "sheet-fields.tsv", "stamps.toml", "titles.tsv", "withheld-points.tsv",
    "words.tsv", "years.tsv",
)  # fmt: skip
"""The files of a collection. It may also have lists of words with any names ending in .txt."""
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Level:
    """One folder, with the name by which errors call it; ``shipped`` says that it comes with teikit."""

    name: str
    home: Traversable
    shipped: bool
    _texts: dict[str, bytes] = field(default_factory=dict, compare=False)

    @property
    def files(self) -> list[str]:
        """The names of the files of a collection in the folder, including lists of words."""
        names = sorted(path.name for path in self.home.iterdir())
        return [name for name in names if name in FILES or is_word_list(name)]

    def data(self, name: str) -> bytes:
        """The bytes of a file, which is read only once; empty if the folder does not have it."""
        if name not in self._texts:
            path = self.home / name
            self._texts[name] = path.read_bytes() if path.is_file() else b""
        return self._texts[name]

    def text(self, name: str) -> str:
        """A file as text. Raises ConfigRefused (DICT-ENCODING) if it is not UTF-8."""
        data = self.data(name)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            message = f"this file is not UTF-8 (byte 0x{data[error.start]:02X})"
            raise ConfigRefused("DICT-ENCODING", message, "Save it as UTF-8.", f"{self.place(name)}:{line}") from None

    def place(self, name: str) -> str:
        """The place of a file for error messages."""
        return f"{self.name}/{name}"


def levels(names: Sequence[str | os.PathLike[str]]) -> tuple[Level, ...]:
    """The levels of the collections, the general one first. A name is that of a shipped collection or of a folder.

    Raises ConfigRefused for a name that is neither (COLLECTION-UNKNOWN), and for a folder with a table that no
    collection has (COLLECTION-FILE).
    """
    return (_shipped(GENERAL), *(level(name) for name in names if name != GENERAL))


def shipped() -> list[str]:
    """The names of the collections that come with teikit."""
    homes = folder("dictionaries").iterdir()
    return sorted(home.name for home in homes if home.is_dir() and (home / "collection.toml").is_file())


def level(name: str | os.PathLike[str]) -> Level:
    """The level of one collection. Raises ConfigRefused as :func:`levels` does."""
    known = shipped()
    if isinstance(name, str) and name in known:
        return _shipped(name)
    path = Path(name)
    if not path.is_dir():
        near = did_you_mean(str(name), known)
        hint = f"{near} There are {', '.join(known)}; a folder of your own is named by its path.".strip()
        raise ConfigRefused("COLLECTION-UNKNOWN", f"there is no collection {str(name)!r}", hint)
    for file in sorted(path.iterdir()):
        if file.suffix in (".tsv", ".toml") and file.name not in FILES:
            hint = did_you_mean(file.name, FILES) or f"There are {', '.join(FILES)}."
            raise ConfigRefused("COLLECTION-FILE", "no collection has a file of this name", hint, str(file))
    return Level(str(path), path, shipped=False)


def _shipped(name: str) -> Level:
    """The level of a collection that comes with teikit."""
    return Level(name, folder("dictionaries") / name, shipped=True)


def is_word_list(name: str) -> bool:
    """Whether a file is a plain list of words, by its name."""
    return name.endswith(".txt") and not name.lower().startswith(("readme", "license"))


@cache
def word_list(stack: tuple[Level, ...], name: str) -> frozenset[str]:
    """The words of a plain list of all levels, as they are written there."""
    lines = (line.strip() for level in stack for line in level.text(name).splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def table(
    stack: Iterable[Level],
    name: str,
    columns: str,
    entry: Callable[[DictionaryRow], Entry],
    key: Callable[[Entry], Hashable],
) -> tuple[Entry, ...]:
    """The entries of a table from all levels; the more specific of two with the same key counts, in the same place.

    ``name`` is that of the file, ``columns`` are its columns, ``entry`` makes an entry of a row, ``key`` gives its key.
    """
    wanted = tuple(columns.split())
    entries = (
        entry(row)
        for level in stack
        if level.data(name)
        for row in rows(level.text(name), level.place(name), wanted, level.shipped)
    )
    return tuple({key(made): made for made in entries}.values())
