"""The parser of the command line, and the arguments that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from teikit.errors import ExitCode, did_you_mean
from teikit.wording import visible

PATHS = ("INPUT", "FILE", "DIR", "DIR|URL", "NAME|FILE", "NEW", "SITE", "TRUTH", "OUTPUT", "OTHER")
"""Names that the help gives to values that are files or folders; an empty value would mean the current folder."""


class Parser(argparse.ArgumentParser):
    """An argparse parser without abbreviations that keeps the layout of examples and suggests what was meant."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **settings)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Refuse an empty name of a file, and a value that is not among the choices, suggesting the nearest one."""
        if value == "" and action.metavar in PATHS:
            raise argparse.ArgumentError(action, "the name is empty")
        choices = [str(choice) for choice in action.choices or ()]
        if choices and str(value) not in choices:
            hint = did_you_mean(str(value), choices)
            raise argparse.ArgumentError(action, f"'{value}' is not one of {', '.join(choices)}. {hint}".rstrip())

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """Parse as argparse does, but let each command refuse unknown arguments, because it knows its options."""
        values, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self._refuse(unknown[0].partition("=")[0])
        return values, unknown

    def _refuse(self, unknown: str) -> NoReturn:
        if not unknown.startswith("-"):
            self.error(f"'{unknown}' is one argument too many")
        long = [option for option in self._option_string_actions if option.startswith("--")]
        self.error(f"there is no option {unknown}. {did_you_mean(unknown, long)}".rstrip())

    def error(self, message: str) -> NoReturn:
        """End with the message and a pointer to the help, without a usage of many lines."""
        self.exit(ExitCode.USAGE, f"{self.prog}: {visible(message)}\n  See {self.prog} --help.\n")


def command_parser(commands: Any, name: str, about: str, *examples: str) -> Parser:
    """The parser of a command, added to ``commands``; ``about`` says what it does, beginning in lower case."""
    epilog = "examples:\n" + "\n".join(f"  {example}" for example in examples)
    description = f"{about[0].upper()}{about[1:]}."
    command: Parser = commands.add_parser(name, help=about, description=description, epilog=epilog)
    return command


def actions_of(command: Parser) -> Any:
    """The subparsers for the actions of a command; :func:`command_parser` adds an action with its options to them."""
    return command.add_subparsers(dest="action", metavar="ACTION", required=True)


def commands_of(parser: argparse.ArgumentParser) -> dict[str, Parser]:
    """The parsers of the commands of a parser, or of the actions of a command, by their names."""
    added = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(next((action.choices for action in added), {}))


def add_all_options(command: Parser, name: str) -> None:
    """Add the options that are fields of a dataclass, and those for the amount of messages."""
    from teikit.option_fields import add_options  # not at the top: most commands have none of them
    from teikit.options import Options
    from teikit.work.request import Request

    add_options(command, Options, name)
    add_options(command, Request, name)
    loudness = command.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true", default=None, help="print only errors")
    help = "print every correction with its reason"
    loudness.add_argument("-v", "--verbose", action="store_true", default=None, help=help)


def add_lists(command: Parser) -> None:
    """Add the options for the lists and collections with which the TEI was made (default: those of its project)."""
    add_project(command)
    for kind in ("words", "persons", "places", "organisations"):
        command.add_argument(
            f"--{kind}", action="append", metavar="FILE", help="a list or collection, as for convert (repeatable)"
        )
    command.add_argument(
        "--collection", action="append", metavar="NAME", help="a list or collection, as for convert (repeatable)"
    )


def add_project(command: Parser) -> None:
    """Add the option that names the project file."""
    help = "the project file (default: teikit.toml in the folder of the input or above; none: no project)"
    command.add_argument("--project", metavar="FILE", help=help)


def folder_parser(commands: Any, name: str, about: str, *examples: str) -> Parser:
    """The parser of a command that makes one file from the TEI files in a folder."""
    command = command_parser(commands, name, about, *examples)
    command.add_argument("folder", metavar="DIR", help="a folder of TEI files, or a single file")
    command.add_argument("-o", "--output", metavar="FILE", help="the file to write (default: standard output)")
    command.add_argument("-f", "--force", action="store_true", default=None, help="replace an existing file")
    add_project(command)
    return command
