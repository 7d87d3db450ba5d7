"""The command line: all commands, and what happens around each of them. It imports nothing slow."""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

from teikit import __version__
from teikit.arguments import conversion, editing, folders, releases
from teikit.arguments.parser import Parser, command_parser, commands_of
from teikit.errors import BUG_HINT, ExitCode, TeikitError, UsageError
from teikit.wording import say, visible

STANDARD = "-"  # standard output, as the name of an output
NEED_A_NAME = ("collate", "review")  # commands whose output must have a name
SHELLS = ("bash", "zsh", "tcsh", "fish")  # shells for which completion can be printed
MAKE_ROOM, ASK = "Make room and run the same command again.", "Ask its owner, or use chmod."
HINTS = {errno.ENOSPC: MAKE_ROOM, errno.EDQUOT: MAKE_ROOM, errno.EACCES: ASK}
"""What to do about an error of the system that nothing nearer has explained."""
EXIT_CODES = """\
exit codes:
  0 done   1 a bug in teikit   2 usage   3 input refused   4 output not valid
  5 file system   6 output exists   7 some inputs failed, the rest is done
  8 a limit was reached   9 configuration   10 another run is writing there
  11 a package is missing   12 something needs a person (--strict)
  130 interrupted   143 terminated"""


class Terminated(BaseException):
    """Raised when a signal asks the process to end."""


def parser(named: str | None = None) -> Parser:
    """All commands and options; ``options.command`` names the module in :mod:`teikit.commands` that runs.

    If ``named`` says which command it will be, others may lack some of their options, to save time.
    """
    top = Parser(prog="teikit", description="Turn OCR text of telegrams into TEI: nothing lost, nothing invented.")
    top.epilog = f"example:\n  teikit convert samples -o out\n\n{EXIT_CODES}"
    top.add_argument("--version", action="version", version=f"teikit {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    conversion.convert(commands, named in (None, "convert"))
    conversion.recover(commands)
    conversion.text(commands)
    conversion.validate(commands)
    releases.collate(commands, named in (None, "collate"))
    releases.copies(commands)
    conversion.evaluate(commands)
    conversion.explain(commands)
    conversion.ledger(commands)
    editing.decisions(commands)
    editing.review(commands)
    conversion.sample(commands)
    conversion.init(commands)
    folders.cmif(commands)
    folders.links(commands)
    editing.names(commands)
    folders.stats(commands)
    folders.export(commands)
    folders.publish(commands)
    _completion(commands)
    return top


def _completion(commands: Any) -> None:
    """The arguments of ``teikit completion``."""
    about = "print a script for the shell that completes commands and options"
    command = command_parser(
        commands,
        "completion",
        about,
        "teikit completion bash > ~/.local/share/bash-completion/completions/teikit",
        "teikit completion zsh > ~/.zfunc/_teikit",
    )
    command.add_argument("shell", choices=SHELLS, help="the shell")
    command.set_defaults(parser=parser)  # the script is made from it


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Every failure ends in a message, none in a traceback."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments:
        parser().print_help(sys.stderr)
        return ExitCode.USAGE
    try:
        options = parser(next(iter(arguments), "")).parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        with _ending_politely():
            if "project" in options:
                _apply_project(options)
            _accept_standard_output(options)
            return int(importlib.import_module(f"teikit.commands.{options.command}").run(options))
    except TeikitError as error:
        if isinstance(error, UsageError) and "project" in options:
            from teikit.project import place_in_project

            place_in_project(error, options)
        return _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _fail("interrupted", ExitCode.INTERRUPTED)
    except Terminated:
        return _fail("terminated", ExitCode.TERMINATED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains when it flushes at exit
        return ExitCode.DONE
    except MemoryError:
        return _fail("there is not enough memory [LIMIT-MEMORY]", ExitCode.LIMIT)
    except OSError as error:
        if error.errno is None:  # it is not of the system: a package raised it
            return _bug(error)
        place = visible(os.fsdecode(error.filename or "standard output"))
        hint = "".join(f"\n  {HINTS[number]}" for number in (error.errno,) if number in HINTS)
        return _fail(f"{place}: {error.strerror} [IO]{hint}", ExitCode.FILE_SYSTEM)
    except Exception as error:
        return _bug(error)


def _apply_project(options: argparse.Namespace) -> None:
    """Complete the options from the project file, if there is one."""
    from teikit.project import apply  # not at the top: most commands have none

    project = apply(options, by_command)
    if project and project.unused and options.command in ("convert", "collate") and not options.quiet:
        place, columns = project.edition.table.place, ", ".join(project.unused)
        say(visible(f"{place}: unused columns: {columns}"))


def _accept_standard_output(options: argparse.Namespace) -> None:
    """Accept ``-o -`` for standard output, which is also the default.

    Raises USAGE-OUTPUT for commands whose output must have a name.
    """
    if vars(options).get("output") != STANDARD:
        return
    if options.command in NEED_A_NAME:
        message = f"the output of {options.command} cannot go to standard output"
        raise UsageError("USAGE-OUTPUT", message, "Name it: -o NAME")
    options.output = ""


def by_command() -> dict[str, Parser]:
    """The parsers of all commands by their names, with all their options."""
    return commands_of(parser())


def _bug(error: Exception) -> ExitCode:
    return _fail(f"{type(error).__name__}: {error} [BUG]\n  {BUG_HINT}", ExitCode.BUG)


def _fail(message: str, code: ExitCode) -> ExitCode:
    say(message)
    return code


@contextmanager
def _ending_politely() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the work as Ctrl-C does, so that nothing is left half-written."""

    def terminate(number: int, frame: FrameType | None) -> NoReturn:
        raise Terminated

    before = {}
    for number in (signal.SIGTERM, signal.SIGHUP):
        with suppress(ValueError):  # not in the main thread, so signals are not ours to handle
            if signal.getsignal(number) != signal.SIG_IGN:  # nohup
                before[number] = signal.signal(number, terminate)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
