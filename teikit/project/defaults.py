"""Read the defaults of options from the sections of a project file that have the names of commands."""

from __future__ import annotations

from argparse import Action, ArgumentParser
from collections.abc import Mapping
from typing import Any

from teikit.errors import did_you_mean
from teikit.project.faults import ProjectFile
from teikit.project.keys import SECTIONS

VALUE_KINDS = {
    str: "a text in quotation marks",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
}
"""Kinds of values, in the words of messages."""


class Defaults:
    """Reads defaults of the options that the parsers of commands know."""

    def __init__(self, file: ProjectFile, parsers: Mapping[str, ArgumentParser]) -> None:
        self.file, self.parsers = file, parsers
        self.paths = {"FILE": file.beside, "DIR": file.beside, "NAME|FILE": file.beside_or_known}
        """How values that are files or folders are found, by the name that the help of an option gives to them."""

    def known(self, command: str) -> dict[str, Action]:
        """The options of a command that may have defaults in a project file, by their long names."""
        elsewhere = {key.option for keys in SECTIONS.values() for key in keys} | {"help", "project"}
        actions = (action for action in self.parsers[command]._actions if action.option_strings)
        return {action.option_strings[-1][2:]: action for action in actions if action.dest not in elsewhere}

    def of(self, command: str, section: Mapping[str, Any]) -> dict[str, Any]:
        """The defaults in the section of a command, by the names of the fields of its options."""
        actions = self.known(command)
        values = {}
        for name, value in section.items():
            action = actions[name.replace("_", "-")]
            values[action.dest] = self._option(command, name, action, value)
        return values

    def _option(self, command: str, name: str, action: Action, value: Any) -> Any:
        """The value of an option as the command line would give it. Raises PROJECT-VALUE for one it would refuse."""
        if action.nargs == 0:
            if not isinstance(value, bool):
                self.file.wrong(command, name, VALUE_KINDS[bool], "true")
            return value or None
        several = type(action).__name__ == "_AppendAction"
        values = value if several and isinstance(value, list) else [value]
        for item in values:
            self._check(command, name, action, item)
        if find := self.paths.get(str(action.metavar)):
            values = list(map(find, values))
        return values if several else values[0]

    def _check(self, command: str, name: str, action: Action, item: Any) -> None:
        """Refuse a value of the wrong kind, and one that is not among the choices (PROJECT-VALUE)."""
        kind = action.type if action.type in (int, float) else str
        if isinstance(item, bool) or not isinstance(item, (int, float) if kind is float else kind):
            self.file.wrong(command, name, VALUE_KINDS[kind], '"..."' if kind is str else "10")
        if action.choices and item not in action.choices:
            choices = [str(choice) for choice in action.choices]
            hint = did_you_mean(str(item), choices) or f"Use one of these: {', '.join(choices)}."
            self.file.refuse("PROJECT-VALUE", f"{item!r} is not a value of {name}", hint, name, command)
