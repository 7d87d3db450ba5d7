"""``teikit convert``: the whole way, for one input or many."""

from __future__ import annotations

import argparse
import os

from teikit import inputs
from teikit.errors import ExitCode, Refused, UsageError
from teikit.messages.explanations import check_rules
from teikit.options import Options
from teikit.tei.facsimile import check_template
from teikit.wording import counted
from teikit.work.convert_task import ConvertTask
from teikit.work.documents import documents
from teikit.work.request import Request
from teikit.work.telling import Work
from teikit.work.telling import run as run_task


def run(arguments: argparse.Namespace) -> ExitCode:
    """Convert every input; one that fails does not stop the others. Folders and many inputs are a batch."""
    options, request = Options.of(arguments), Request.of(arguments)
    check_rules(options.without, to_leave_out=True)
    check_template(options.images)
    if not request.output:
        _refuse_for_standard_output(options, request)
    if request.part and options.bag:
        hint = "Merge the ledgers first, then run the same command without --shard: it closes the bag."
        raise UsageError("USAGE-SHARD", "a part of a batch cannot be closed as a bag", hint)
    short = not request.is_batch and not (request.output and any(map(os.path.isdir, arguments.inputs)))
    work = _named(arguments.inputs, request, short)
    return run_task(ConvertTask(options, request.output, request.add_to_mets), request, work)


def _refuse_for_standard_output(options: Options, request: Request) -> None:
    asked = {
        "--bag": options.bag,
        "--add-to-mets": request.add_to_mets,
        "several --to": len(options.to) > 1,
        "--split": options.split,
        "a batch": request.is_batch,
    }
    for name, given in asked.items():
        if given:
            raise UsageError("USAGE-OUTPUT", f"{name} cannot go to standard output", "Name a folder: -o DIR")


def _named(names: list[str], request: Request, short: bool) -> Work:
    """All that was named, archives and bags opened. Raises IN-NOTHING and USAGE-OUTPUT, USAGE-STDIN."""
    found = inputs.expand(names, leave_out=request.folder if request.output else None)
    if not short and any(item.path is None for item in found.files):
        hint = "Convert it alone, or save it first."
        raise UsageError("USAGE-STDIN", "standard input cannot be part of a batch", hint)
    skipped = list(found.skipped)
    every = list(documents(found.files, found.failed, skipped))
    if not every:
        left_out = f" ({counted(len(skipped), 'other file')} left out)" if skipped else ""
        hint = f"teikit looks for {', '.join(inputs.ENDINGS)} in folders. Name a file itself to read it all the same."
        raise Refused("IN-NOTHING", f"there is no file here that teikit reads{left_out}", hint, " ".join(names))
    if not request.output and len(every) > 1:
        what = f"{len(every)} inputs cannot go to standard output"
        raise UsageError("USAGE-OUTPUT", what, "Name a folder: -o DIR")
    if request.output.endswith(".xml") and not os.path.isdir(request.output):
        hint = f"For a file, redirect: teikit convert {names[0]} > {request.output}"
        raise UsageError("USAGE-OUTPUT", f"-o names a folder, and {request.output} looks like a file", hint)
    return Work(every, skipped, short)
