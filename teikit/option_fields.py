"""Options as fields of dataclasses: each is declared once, for command line, ledger and reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import Field, field, fields
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import argparse

BOTH = ("convert", "collate")  # commands that take nearly all options
CONVERT = ("convert",)  # those of options for single inputs
COLLATE = ("collate",)  # those of options for releases


class OptionProperties(NamedTuple):
    """The properties of an option other than its name and default.

    ``commands`` are those that take it. ``ordered`` says that the order of the values of an option matters, if it may
    be given several times; ``files`` that its values name files or folders, whose bytes then count instead of their
    names. ``type`` converts what was typed; ``short`` is the option in one letter, ``group`` its heading in the help,
    empty for the first. ``per_document`` says that the ledger records with each document the part of the value that
    concerns that document, so it is not part of the configuration of the batch.
    """

    help: str
    choices: tuple[str, ...] = ()
    metavar: str = ""
    commands: tuple[str, ...] = BOTH
    ordered: bool = False
    files: bool = False
    type: Callable[[str], Any] | None = None
    short: str = ""
    group: str = ""
    per_document: bool = False


def option(default: Any, help: str, **properties: Any) -> Any:
    """A field that is an option; the keywords are the fields of :class:`OptionProperties`."""
    return field(default=default, metadata={"properties": OptionProperties(help, **properties)})


def properties_of(option: Field[Any]) -> OptionProperties | None:
    """The properties of a field as an option; None for a field that is not an option."""
    return option.metadata.get("properties")


def names_files(option: Field[Any]) -> bool:
    """Whether the values of an option are names of files."""
    described = properties_of(option)
    return described is not None and described.files


def options_of(kind: type, command: str) -> Iterator[tuple[Field[Any], OptionProperties]]:
    """The fields of a dataclass that are options of a command, and their properties."""
    for member in fields(kind):
        described = properties_of(member)
        if described and command in described.commands:
            yield member, described


def add_options(parser: argparse.ArgumentParser, kind: type, command: str) -> None:
    """Give a parser the options of a command that are fields of a dataclass."""
    groups: dict[str, Any] = {"": parser}
    for member, described in options_of(kind, command):
        if described.group not in groups:
            groups[described.group] = parser.add_argument_group(described.group)
        keywords: dict[str, Any] = {"help": described.help, "default": None}
        if isinstance(member.default, bool):
            keywords["action"] = "store_true"
        else:
            keywords |= {"action": "append"} if isinstance(member.default, tuple) else {}
            given = {name: getattr(described, name) for name in ("choices", "metavar", "type")}
            keywords |= {name: value for name, value in given.items() if value}
        names = filter(None, (described.short, flag(member.name)))
        groups[described.group].add_argument(*names, **keywords)


def flag(name: str) -> str:
    """The name of an option on the command line.

    >>> flag("word_zones")
    '--word-zones'
    """
    return f"--{name.replace('_', '-')}"


def given(kind: type, options: argparse.Namespace) -> dict[str, Any]:
    """The values from the command line for the fields of a dataclass."""
    values = {member.name: getattr(options, member.name, None) for member in fields(kind)}
    return {name: value for name, value in values.items() if value is not None}
