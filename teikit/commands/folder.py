"""Functions shared by the commands that read a whole folder of TEI files."""

from __future__ import annotations

import argparse
from itertools import chain

from teikit import inputs
from teikit.authorities.entries import LIST_KINDS
from teikit.edition import NO_EDITION, Edition
from teikit.edition.references import URL
from teikit.errors import ExitCode, UsageError
from teikit.files import write
from teikit.folder.records import Record, Unread, records, tei_files
from teikit.wording import counted, say, visible


def all_records(options: argparse.Namespace) -> tuple[list[Record], list[Unread]]:
    """The documents in the folder that was named, and the files that could not be read; these are also reported."""
    unread: list[Unread] = []
    documents = list(records(options.folder, unread))
    for file in unread:
        say(str(file.error))
    return documents, unread


def edition_of(options: argparse.Namespace) -> Edition:
    """The metadata of the edition from the project file, if there is one."""
    edition: Edition = getattr(options, "edition", NO_EDITION)
    return edition


def address(named: str | None, option: str) -> str:
    """The address that an option names; empty without one. Raises USAGE-URL for anything but an address on the web."""
    if named and not URL.fullmatch(named):
        message = f"{option} must be an address on the web, not {named!r}"
        raise UsageError("USAGE-URL", message, "For example: https://example.org/cables")
    return named or ""


def write_result(options: argparse.Namespace, data: bytes, about: str, unread: list[Unread]) -> ExitCode:
    """Write ``data`` to the requested file, or to standard output, and report it with ``about``, a description.

    Returns SOME_FAILED if files could not be read (``unread``). Raises USAGE-SAME-FILE for an output that is an input.
    """
    if options.output:
        lists = (getattr(options, kind, None) or () for kind in ("words", *LIST_KINDS))
        read = [*(str(path) for path, _ in tei_files(options.folder)), *chain.from_iterable(lists)]
        inputs.refuse_input([options.output], read)
    if verdict := write.to_file_or_output(data, options.output or "", bool(options.force)):
        say(f"{verdict} {visible(options.output)} ({about})")
    if unread:
        say(f"{counted(len(unread), 'file')} could not be read")
        return ExitCode.SOME_FAILED
    return ExitCode.DONE
