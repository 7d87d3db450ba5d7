"""``teikit validate``: TEI files against the schema and the rules beyond it."""

from __future__ import annotations

import argparse

from teikit.check.validation import validate
from teikit.commands import load_tei, say
from teikit.errors import ExitCode, TeikitError
from teikit.wording import visible


def run(options: argparse.Namespace) -> ExitCode:
    """Name every fault of every file; one file that cannot be read does not stop the others."""
    failed: list[ExitCode] = []
    for name in options.files:
        try:
            errors = _faults(name, options.quiet)
        except TeikitError as error:
            say(str(error))
            failed.append(error.exit_code)
        else:
            failed += [ExitCode.OUTPUT_INVALID] * bool(errors)
    if len(set(failed)) > 1:
        return ExitCode.SOME_FAILED
    return failed[0] if failed else ExitCode.DONE


def _faults(name: str, quiet: bool) -> int:
    """Say what is wrong with one file, and how many errors (not warnings) there are."""
    errors = 0
    for fault in validate(load_tei(name)):
        error = fault.severity == "error"
        errors += error
        if error or not quiet:
            line = "" if fault.line is None else f":{fault.line}"
            say(f"{visible(name)}{line}: {fault.code}: {'' if error else 'warning: '}{visible(fault.message)}")
    if not errors and not quiet:
        say(f"{visible(name)}: valid")
    return errors
