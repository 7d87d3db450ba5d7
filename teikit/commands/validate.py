"""``teikit validate``: check TEI files against the schema and the rules beyond it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teikit.check.validation import Fault, validate
from teikit.commands import load_tei
from teikit.edition import NO_EDITION
from teikit.errors import ExitCode, TeikitError
from teikit.folder.records import tei_files
from teikit.tei.build import ID
from teikit.wording import counted, say, visible


class Warned(NamedTuple):
    """A warning that is only counted, with its file and its place."""

    fault: Fault
    file: str
    place: str


def run(options: argparse.Namespace) -> ExitCode:
    """Print every fault of every file; a file that cannot be read does not stop the others."""
    failed: list[ExitCode] = []
    summed: list[Warned] | None = None if options.verbose or not any(map(os.path.isdir, options.files)) else []
    seen: dict[str, str] | None = {} if getattr(options, "edition", NO_EDITION).id else None
    for name in _named(options.files):
        try:
            errors = _faults(name, options, seen, summed)
        except TeikitError as error:
            say(str(error))
            failed.append(error.exit_code)
        else:
            failed += [ExitCode.OUTPUT_INVALID] * bool(errors)
    if summed and not options.quiet:
        _say_sums(summed)
    if len(set(failed)) > 1:
        return ExitCode.SOME_FAILED
    return failed[0] if failed else ExitCode.DONE


def _named(names: list[str]) -> Iterator[str]:
    """The files that were named, and those in the folders that were named."""
    for name in names:
        yield from (str(path) for path, _ in tei_files(name)) if os.path.isdir(name) else (name,)


def _faults(name: str, options: argparse.Namespace, seen: dict[str, str] | None, summed: list[Warned] | None) -> int:
    """Print the faults of one file, and return the number of errors, without warnings.

    Warnings are added to ``summed`` instead of being printed, unless that is None.
    ``seen`` has the identifiers of earlier documents and their files, if the project file has a pattern for them; each
    must be unique.
    """
    errors = 0
    root = load_tei(name)
    faults = validate(root, bool(options.edited))
    id = root.get(ID)
    if id and seen is not None and (before := seen.setdefault(id, name)) != name:
        faults.append(Fault("T0110", f'xml:id="{id}" is that of {before}, too. See that the pattern has {{name}}.', 1))
    for fault in faults:
        error = fault.severity == "error"
        errors += error
        line = "" if fault.line is None else f":{fault.line}"
        if not error and summed is not None:
            summed.append(Warned(fault, name, f"{visible(name)}{line}"))
        elif error or not options.quiet:
            say(f"{visible(name)}{line}: {fault.code}: {'' if error else 'warning: '}{visible(fault.message)}")
    if not errors and not options.quiet:
        say(f"{visible(name)}: valid")
    return errors


def _say_sums(warnings: Sequence[Warned]) -> None:
    """Print one line for each code of a warning: how often it occurs, in how many files, and first where."""
    by_code: dict[str, list[Warned]] = {}
    for warning in warnings:
        by_code.setdefault(warning.fault.code, []).append(warning)
    for code, same in sorted(by_code.items()):
        files = counted(len({warning.file for warning in same}), "file")
        say(f"{len(same):,} x {code} in {files}, first {same[0].place}: warning: {visible(same[0].fault.message)}")
    say(f"{counted(len(warnings), 'warning')} in all; -v shows each with its place")
