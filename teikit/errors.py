"""The errors of teikit, and the exit codes that report them to other programs."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

from teikit.wording import visible

LONGEST_MESSAGE = 1000  # characters of a message: it may quote a cell of a table, which may be of any length


BUG_HINT = "This is a bug in teikit, not in your file. Please report it with the file."
"""What to do about a failure of teikit itself."""


class ExitCode(IntEnum):
    """The exit codes of the command line. They are a stable interface: never renumbered, never reused."""

    DONE = 0
    BUG = 1
    USAGE = 2
    INPUT_REFUSED = 3
    OUTPUT_INVALID = 4
    FILE_SYSTEM = 5
    OUTPUT_EXISTS = 6
    SOME_FAILED = 7
    LIMIT = 8
    CONFIGURATION = 9
    LOCKED = 10
    MISSING_DEPENDENCY = 11
    FINDINGS = 12
    INTERRUPTED = 130
    TERMINATED = 143


class TeikitError(Exception):
    """A failure that a person can do something about: ``str()`` gives the whole message.

    ``code`` is for programs (``IN-BINARY``), ``message`` says what is wrong, ``hint`` what to do about it, and
    ``place`` where it is (``name:line:column``, or the name alone). Control characters in a name are escaped in
    the message.

    >>> print(TeikitError("TABLE-ENCODING", "byte 0xE9 is not UTF-8", "Try --encoding cp1252.", "a.txt:12:8"))
    a.txt:12:8: byte 0xE9 is not UTF-8 [TABLE-ENCODING]
      Try --encoding cp1252.
    >>> print(TeikitError("IN-MISSING", "there is no such file", place="\\x1b[2J.txt"))
    \\x1b[2J.txt: there is no such file [IN-MISSING]
    """

    exit_code = ExitCode.BUG

    def __init__(self, code: str, message: str, hint: str = "", place: str = "") -> None:
        super().__init__(code, message, hint, place)
        self.code, self.message, self.hint, self.place = code, message, hint, place

    def __str__(self) -> str:
        place = f"{visible(self.place)}: " if self.place else ""
        hint = "".join(f"\n  {visible(line)}" for line in self.hint.split("\n") if line)
        message = self.message
        if len(message) > LONGEST_MESSAGE:
            message = f"{message[: LONGEST_MESSAGE // 2]} ... {message[-LONGEST_MESSAGE // 2 :]}"
        return f"{place}{visible(message)} [{self.code}]{hint}"


class UsageError(TeikitError):
    """The command line is wrong."""

    exit_code = ExitCode.USAGE


class Refused(TeikitError):
    """The input is not something that teikit can read."""

    exit_code = ExitCode.INPUT_REFUSED


class OutputInvalid(TeikitError):
    """The output is not valid or does not give the source back, so nothing was written."""

    exit_code = ExitCode.OUTPUT_INVALID


class FileSystemError(TeikitError):
    """A file cannot be found, read or written."""

    exit_code = ExitCode.FILE_SYSTEM


class OutputExists(TeikitError):
    """The output exists with other contents."""

    exit_code = ExitCode.OUTPUT_EXISTS


class LimitReached(TeikitError):
    """A limit of size, time or memory was reached."""

    exit_code = ExitCode.LIMIT


class MissingDependency(TeikitError):
    """A package or program is needed that is not installed."""

    exit_code = ExitCode.MISSING_DEPENDENCY


class ConfigRefused(TeikitError):
    """A configuration, dictionary or schema is faulty."""

    exit_code = ExitCode.CONFIGURATION


def place_in_file(error: TeikitError, path: Path) -> None:
    """Set the place of an error to a file, keeping a line and column (``12:8``) if it has one."""
    is_in_file = error.place[:1].isdigit() and error.place != str(path)
    error.place = f"{path}:{error.place}" if is_in_file else str(path)


def without_option(error: TeikitError) -> None:
    """Replace the hint of an error of reading if it names an option, for a command that does not have such options."""
    if "--encoding" in error.hint:
        error.hint = "If it is text in another encoding, save it as UTF-8."
    elif " --" in error.hint:
        error.hint = ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to an unknown one; empty if none is near.

    >>> did_you_mean("hihg", ["low", "medium", "high"])
    "Did you mean 'high'?"
    >>> did_you_mean("zebra", ["low", "medium", "high"])
    ''
    """
    from rapidfuzz.distance import DamerauLevenshtein  # not at the top: a command that goes well never needs it

    distance = {name: DamerauLevenshtein.distance(word.lower(), name.lower()) for name in known}
    best = min(sorted(distance), key=distance.__getitem__, default="")
    return f"Did you mean '{best}'?" if best and distance[best] <= max(1, len(best) // 3) else ""
