"""Read and check a project file: unknown keys and wrong values are refused, with their lines."""

from __future__ import annotations

import os
import tomllib
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import regex

from teikit.edition import NO_EDITION, Change, Edition, Editor, Table
from teikit.edition.columns import COLUMNS
from teikit.edition.patterns import fault_in, named
from teikit.edition.references import uri
from teikit.edition.table import is_date, unused
from teikit.errors import ConfigRefused, did_you_mean
from teikit.inputs import load
from teikit.lexicon.language import languages
from teikit.lexicon.levels import levels
from teikit.project.defaults import VALUE_KINDS, Defaults
from teikit.project.documents_table import documents_table
from teikit.project.faults import NO_FILE, ProjectFile
from teikit.project.keys import ANY, COMMANDS, LISTS, NEEDED, SECTIONS, Key

FILES = ("words", "decisions", "collection", "persons", "places", "organisations")
"""Options whose values name files or folders relative to the project file."""
Commands = Callable[[], Mapping[str, ArgumentParser]]
"""A function that returns the parsers of all commands by their names."""


@dataclass(frozen=True)
class Project:
    """A project file that was read: the metadata of the edition, and defaults of options by command.

    ``unused`` are columns of the table that are not used.
    """

    path: Path
    edition: Edition = NO_EDITION
    shared: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()

    def defaults(self, command: str) -> dict[str, Any]:
        """The defaults of the options of a command, by the names of their fields."""
        return {**self.shared, **self.options.get(command, {})}


def read(path: Path, commands: Commands) -> Project:
    """A project file.

    Raises ConfigRefused: PROJECT-ENCODING, PROJECT-TOML, PROJECT-KEY, PROJECT-VALUE, PROJECT-PATTERN, and TABLE-* for
    the table of documents.
    """
    data = load(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigRefused("PROJECT-ENCODING", "this is not UTF-8", "Save it as UTF-8.", f"{path}:{line}") from None
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = regex.search(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$", str(error))
        message = str(error)[: place.start()] if place else str(error)
        last = text.rstrip().count("\n") + 1
        where = f"{path}:{place[1]}:{place[2]}" if place and place[1] else f"{path}:{last}"
        hint = 'A line is `key = "value"`, a section begins with `[section]`.'
        raise ConfigRefused("PROJECT-TOML", f"this is not TOML: {message}", hint, where) from None
    return _Reader(path, text, sections, commands).project()


class _Reader:
    """Reads one project file."""

    def __init__(self, path: Path, text: str, sections: Mapping[str, Any], commands: Commands) -> None:
        self.file, self.sections = ProjectFile(path, text), sections
        self.defaults = Defaults(self.file, commands() if sections.keys() & set(COMMANDS) else {})

    def project(self) -> Project:
        """The project, once every section is checked."""
        for name, section in self.sections.items():
            self._section(name, section)
        own = {section: self._values(section, keys) for section, keys in SECTIONS.items()}
        everything = {key: value for values in own.values() for key, value in values.items()}
        optional = {key.name: key.option for keys in SECTIONS.values() for key in keys if key.option}
        shared = {optional[name]: value for name, value in everything.items() if name in optional}
        table = documents_table(self.file, own["metadata"])
        fields = {name: value for name, value in everything.items() if name not in (*optional, "table", "columns")}
        edition = Edition(
            **fields,
            identifiers=tuple(self.sections.get("identifiers", {}).items()),
            editors=tuple(Editor(**self._entry("editors", entry)) for entry in self.sections.get("editors", ())),
            changes=tuple(Change(**self._entry("changes", entry)) for entry in self.sections.get("changes", ())),
            table=table,
        )
        asked = [field for _, _, pattern in self._checked_patterns(own, table) for field in named(pattern)]
        options = {name: self.defaults.of(name, self.sections[name]) for name in COMMANDS if name in self.sections}
        return Project(self.file.path, edition, shared, options, tuple(unused(table, asked)))

    # -------------------------------------------------------------- what is there

    def _section(self, name: str, section: Any) -> None:
        """Check the name and the kind of a section, and the names of its keys (PROJECT-KEY, PROJECT-VALUE)."""
        known = (*SECTIONS, *ANY, *LISTS, *COMMANDS)
        if name not in known:
            known_keys = {key.name: f"[{part}]" for part, keys in SECTIONS.items() for key in keys}
            if name in known_keys and not isinstance(section, dict):
                hint = f"Put it below {known_keys[name]}."
                self.file.refuse("PROJECT-KEY", f"{name} is outside of a section", hint, name)
            self.file.unknown(name, known, "" if not isinstance(section, dict) else "section ", name)
        if name in LISTS:
            if not isinstance(section, list) or not all(isinstance(entry, dict) for entry in section):
                hint = f"Begin each with [[{name}]]."
                self.file.refuse("PROJECT-VALUE", f"{name} must be a list of tables", hint, name)
            return
        if not isinstance(section, dict):
            self.file.refuse("PROJECT-VALUE", f"{name} must be a section", f"Begin it with [{name}].", name)
        if name in ANY:
            for key, value in section.items():
                self._check(name, Key(key, "pattern", "", '"{record}"'), value)
            return
        keys = [key.name for key in SECTIONS[name]] if name in SECTIONS else list(self.defaults.known(name))
        for key in section:
            if key.replace("_", "-") not in keys:
                self.file.unknown(key, keys, "key ", name)

    def _values(self, section: str, keys: Iterable[Key]) -> dict[str, Any]:
        """The values of the keys that a section has, checked."""
        values = self.sections.get(section, {})
        return {key.name: self._check(section, key, values[key.name]) for key in keys if key.name in values}

    def _check(self, section: str, key: Key, value: Any) -> Any:
        """The checked value of a key: a list as a tuple, a date as a text, a file as a whole path."""
        if key.kind == "texts":
            return self._check_texts(section, key, [value] if isinstance(value, str) else value)
        if key.kind == "columns":
            return self._check_columns(section, key, value)
        if isinstance(value, date):
            value = value.isoformat()
        if not isinstance(value, str):
            self.file.wrong(section, key.name, VALUE_KINDS[str], key.example)
        if key.choices and value not in key.choices:
            hint = did_you_mean(value, key.choices) or f"Use one of these: {', '.join(key.choices)}."
            self.file.refuse("PROJECT-VALUE", f"{value!r} is not a value of {key.name}", hint, key.name, section)
        return value

    def _check_texts(self, section: str, key: Key, several: Any) -> tuple[Any, ...]:
        """A list of texts as a tuple; files as whole paths."""
        if not isinstance(several, list) or not all(isinstance(text, str) for text in several):
            self.file.wrong(section, key.name, "a list of texts", key.example)
        if wrong := [text for text in several if key.name == "schemas" and not uri(text)]:
            message = f"{wrong[0]!r} is not a reference"
            self.file.refuse("PROJECT-VALUE", message, "Write URLs or paths.", key.name, section)
        if key.name == "languages" and (wrong := [text for text in several if not languages().code(text)]):
            message = f"{wrong[0]!r} is neither the code nor the name of a language"
            self.file.refuse("PROJECT-VALUE", message, "Write a code, such as en, es or de-AT.", key.name, section)
        if key.option not in FILES:
            return tuple(several)
        paths = tuple(map(self.file.beside_or_known, several))
        if key.name == "collections":
            self._check_collections(section, paths)
        else:
            self._check_files(section, key.name, several)
        return paths

    def _check_columns(self, section: str, key: Key, value: Any) -> Any:
        """A table of texts whose names are those of columns."""
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            self.file.wrong(section, key.name, "a table of texts", key.example)
        for name in value:
            if name not in COLUMNS:
                self.file.unknown(name, tuple(COLUMNS), "column ", section)
        return value

    def _check_collections(self, section: str, names: Iterable[str]) -> None:
        """Refuse a name that is neither a collection nor a folder, with its line (COLLECTION-UNKNOWN)."""
        try:
            levels(tuple(names))
        except ConfigRefused as error:
            if error.place:
                raise
            self.file.refuse(error.code, error.message, error.hint, "collections", section)

    def _check_files(self, section: str, name: str, files: Iterable[str]) -> None:
        """Refuse a list that does not exist, with its line (PROJECT-VALUE)."""
        for file in files:
            if file != "-" and not os.path.lexists(self.file.beside(file)):
                self.file.refuse("PROJECT-VALUE", f"{name}: there is no file {file}", NO_FILE, name, section)
            if os.path.isdir(self.file.beside(file)):
                self.file.refuse("PROJECT-VALUE", f"{name}: {file} is a folder", "Name a file in it.", name, section)

    def _entry(self, section: str, entry: Mapping[str, Any]) -> dict[str, str]:
        """The checked values of one table of a list, such as an editor or a change."""
        known = [name for name, _ in LISTS[section]]
        values = {}
        for name, value in entry.items():
            if name not in known:
                self.file.unknown(name, known, "key ", section)
            values[name] = self._check(section, Key(name, "text", "", '"..."'), value)
        for name in NEEDED[section]:
            if not values.get(name):
                hint = f'Add a line {name} = "...".'
                self.file.refuse("PROJECT-VALUE", f"one of the {section} has no {name}", hint, section)
        if values.get("ref") and not uri(values["ref"]):
            hint = "Write a URL, such as https://orcid.org/0000-0000-0000-0000."
            self.file.refuse("PROJECT-VALUE", f"{values['ref']!r} is not a reference", hint, "ref", section)
        if section == "changes" and not is_date(values["when"]):
            self.file.refuse(
                "PROJECT-VALUE", f"{values['when']!r} is not a date", "Write it as 2026-03-01.", "when", section
            )
        return values

    def _checked_patterns(self, own: Mapping[str, Mapping[str, Any]], table: Table) -> list[tuple[str, str, str]]:
        """All patterns with their sections and keys, checked."""
        patterns = [
            (section, key.name, own[section][key.name])
            for section, keys in SECTIONS.items()
            for key in keys
            if key.kind == "pattern" and key.name in own[section]
        ]
        patterns += [("identifiers", name, value) for name, value in self.sections.get("identifiers", {}).items()]
        for section, name, pattern in patterns:
            if wrong := fault_in(pattern, (*COLUMNS, *table.columns)):
                self.file.refuse("PROJECT-PATTERN", *wrong, name, section)
            if section == "identifiers" and not regex.fullmatch(r"[\w.:-]+", name):
                hint = "Use letters, digits and . : - _ only."
                self.file.refuse("PROJECT-KEY", f"{name!r} is not a kind of identifier", hint, name, section)
        return patterns
