"""The folders that a lexicon is read from, general to specific: collections of teikit, and folders of the user.

A level brings some of the files of ``FILES``, each for itself: a folder with nothing but ``posts.tsv`` is a collection.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from teikit.errors import ConfigRefused, did_you_mean
from teikit.lexicon.tables import Row, rows
from teikit.resources import folder

GENERAL = "general"
"""The level below all others: what holds for any typed English."""
DEFAULT = ("us",)
FILES = (
    "abbreviations.tsv", "banners.tsv", "beginning-points.tsv", "certainty-confidence.tsv", "certainty-grid.tsv",
    "certainty.tsv", "channel.tsv", "collection.toml", "confusions.tsv", "exemptions.tsv", "field-evidence.tsv",
    "field-orders.tsv", "fields.tsv", "form-labels.tsv", "genre-features.tsv", "genre-points.tsv", "genres.tsv",
    "header-words.tsv", "languages.tsv", "line-letters.tsv", "line-phrases.tsv", "line-roles.tsv", "pairs.tsv",
    "parties.tsv", "patterns.toml", "posts.tsv", "precedence.tsv", "series.tsv", "sheet-fields.tsv", "stamps.toml",
    "titles.tsv", "record-agencies.tsv", "withheld-points.tsv", "words.tsv", "years.tsv",
)  # fmt: skip
"""The files of a collection; lists of words beside them have any name that ends with .txt."""
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Level:
    """One folder, under the name that errors give it."""

    name: str
    home: Traversable
    shipped: bool
    _texts: dict[str, bytes] = field(default_factory=dict, compare=False)

    @property
    def files(self) -> list[str]:
        """The names of the files that the folder has of a collection, lists of words among them."""
        names = sorted(path.name for path in self.home.iterdir())
        return [name for name in names if name in FILES or is_word_list(name)]

    def data(self, name: str) -> bytes:
        """A file, which is read once; nothing where the folder has none of that name."""
        if name not in self._texts:
            path = self.home / name
            self._texts[name] = path.read_bytes() if path.is_file() else b""
        return self._texts[name]

    def text(self, name: str) -> str:
        """A file as text. Raises ConfigRefused (DICT-ENCODING) where it is not UTF-8."""
        try:
            return self.data(name).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            message = f"this file is not UTF-8 (byte {error.start})"
            raise ConfigRefused("DICT-ENCODING", message, place=self.place(name)) from None

    def place(self, name: str) -> str:
        """A file as errors name it."""
        return f"{self.name}/{name}"


def levels(names: Sequence[str | os.PathLike[str]]) -> tuple[Level, ...]:
    """The levels of these collections, the general one first; a name with a slash in it is a folder of the user.

    Raises ConfigRefused (COLLECTION-UNKNOWN, COLLECTION-FILE) for a name that is neither, and for a folder with a table
    of a name that no collection has.
    """
    return (_shipped(GENERAL), *(level(name) for name in names if name != GENERAL))


def shipped() -> list[str]:
    """The names of the collections that come with teikit."""
    homes = folder("dictionaries").iterdir()
    return sorted(home.name for home in homes if home.is_dir() and (home / "collection.toml").is_file())


def level(name: str | os.PathLike[str]) -> Level:
    """The level of one collection."""
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
    return Level(name, folder("dictionaries") / name, shipped=True)


def is_word_list(name: str) -> bool:
    """Whether a file is a plain list of words."""
    return name.endswith(".txt") and not name.lower().startswith(("readme", "license"))


def table(
    stack: Iterable[Level], name: str, columns: str, entry: Callable[[Row], Entry], key: Callable[[Entry], Hashable]
) -> tuple[Entry, ...]:
    """The entries of a table of all levels. Of two with one key the more specific counts, in the other's place."""
    wanted = tuple(columns.split())
    entries = (
        entry(row)
        for level in stack
        if level.data(name)
        for row in rows(level.text(name), level.place(name), wanted, level.shipped)
    )
    return tuple({key(one): one for one in entries}.values())
