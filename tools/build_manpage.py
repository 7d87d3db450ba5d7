"""Make docs/teikit.1, the manual page, from the parser: every command, every option, every exit code.

python tools/build_manpage.py
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from teikit import __version__
from teikit.arguments.parser import commands_of
from teikit.cli import EXIT_CODES, parser

TARGET = Path(__file__).resolve().parent.parent / "docs" / "teikit.1"
FILES = """\
.SH FILES
.TP
.I teikit.toml
The project file of an edition, in the folder of the inputs or above; \\fBteikit init\\fR makes one.
.TP
.I OUT/.teikit/
The ledger of a batch. If it is lost, \\fBteikit ledger rebuild\\fR makes a new one from the output.
.TP
.I OUT/decisions.jsonl
The decisions of people. This file is always read.
"""


def manpage() -> str:
    """The whole page, in the format of groff."""
    top = parser()
    lines = [
        f'.TH TEIKIT 1 "" "teikit {__version__}" "User Commands"',
        ".SH NAME",
        f"teikit \\- {escaped('OCR text of declassified telegrams to TEI: nothing lost, nothing invented')}",
        ".SH SYNOPSIS",
        ".B teikit",
        "COMMAND [OPTION]... [ARGUMENT]...",
        ".SH DESCRIPTION",
        "Read OCR (plain text, hOCR, ALTO, PAGE, TEI, METS, PDF, images, archives of these), separate the layers of",
        "the page, correct what was misread, and write valid TEI, from which the input can be recovered byte for byte.",
        ".SH COMMANDS",
    ]
    for name, command in commands_of(top).items():
        lines += list(_command(name, command))
    lines += [".SH EXIT STATUS", ".nf", *map(escaped, EXIT_CODES.splitlines()[1:]), ".fi", FILES.rstrip("\n")]
    return "\n".join(lines) + "\n"


def _command(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    options = "" if commands_of(command) else "[OPTION]... "
    places = " ".join(str(action.metavar or action.dest) for action in command._actions if not action.option_strings)
    yield f'.SS "teikit {name} {options}{escaped(places)}"'
    yield escaped(command.description or "")
    for action in command._actions:
        if action.help == argparse.SUPPRESS or action.dest in ("help", "action"):
            continue
        yield ".TP"
        yield _named(action)
        yield escaped(_help(action))
    examples = (command.epilog or "").splitlines()[1:]
    if examples:
        yield from (".PP", "Examples:", ".PP", ".nf", *map(escaped, examples), ".fi")
    for action_name, action_parser in commands_of(command).items():
        yield from _command(f"{name} {action_name}", action_parser)


def _named(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"\\fI{escaped(str(action.metavar or action.dest))}\\fR"
    names = ", ".join(f"\\fB{escaped(name)}\\fR" for name in action.option_strings)
    if action.nargs == 0:
        return names
    value = action.metavar or "|".join(map(str, action.choices or (action.dest.upper(),)))
    return f"{names} \\fI{escaped(str(value))}\\fR"


def _help(action: argparse.Action) -> str:
    text = (action.help or "").replace("%%", "%")
    return f"{text[:1].upper()}{text[1:]}." if text else "."


def escaped(text: str) -> str:
    """A text with the characters escaped that have a meaning for groff."""
    line = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{line}" if line.startswith((".", "'")) else line


if __name__ == "__main__":
    TARGET.write_text(manpage(), "utf-8")
