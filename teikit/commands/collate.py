"""``teikit collate``: compare the releases of one telegram, or of many."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from teikit import inputs
from teikit.decisions.files import with_decisions_of
from teikit.errors import ExitCode, UsageError
from teikit.options import Options
from teikit.work.named_records import named_record, named_records
from teikit.work.request import Request
from teikit.work.task_run import run_task
from teikit.work.tasks.collate import CollateTask


def run(arguments: argparse.Namespace) -> ExitCode:
    """Collate the releases of each record; one that fails does not stop the others. Many records are a batch.

    Raises USAGE-OUTPUT if releases are named as files and the name of the output has no ending.
    """
    options, request = Options.of(arguments), Request.of(arguments)
    folders = any(map(os.path.isdir, arguments.inputs)) and not request.output.endswith(".xml")
    inputs.refuse_input((request.report, request.ledger), [arguments.pairs] if arguments.pairs else [])
    if arguments.pairs or folders or request.is_batch:
        options = _placed(with_decisions_of(options, request.output), request.output)
        task = CollateTask(options, html=_seen_from(request.output, request.html))
        return run_task(task, request, lambda: named_records(arguments.inputs, arguments.pairs, request))
    target = Path(request.output)
    if not target.suffix:
        hint = "Use -o NAME.xml; to write editions into a folder, name a folder of records as input."
        raise UsageError("USAGE-OUTPUT", f"-o must name a file here, but {request.output} looks like a folder", hint)
    folder = str(target.parent)
    options = _placed(with_decisions_of(options, folder), folder)
    task = CollateTask(options, target.name, _seen_from(folder, request.html))
    return run_task(task, replace(request, output=folder), lambda: named_record(arguments.inputs, target))


def _placed(options: Options, folder: str) -> Options:
    """The options, with the folder of the releases relative to the output folder."""
    return replace(options, releases=_seen_from(folder, options.releases))


def _seen_from(folder: str, path: str) -> str:
    """A path relative to a folder if it is inside, else the whole path; empty for none."""
    whole, top = os.path.abspath(path), os.path.abspath(folder)
    inside = whole.startswith(top.rstrip(os.sep) + os.sep)
    return "" if not path else os.path.relpath(whole, top) if inside else whole
