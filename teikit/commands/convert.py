"""``teikit convert``: turn one or many inputs into TEI."""

from __future__ import annotations

import argparse

from teikit.decisions.files import with_decisions_of
from teikit.errors import ExitCode
from teikit.options import Options
from teikit.work.named_inputs import named_inputs
from teikit.work.request import Request
from teikit.work.task_run import run_task
from teikit.work.tasks.convert import ConvertTask


def run(arguments: argparse.Namespace) -> ExitCode:
    """Convert every input; one that fails does not stop the others. Folders and many inputs are a batch."""
    options, request = Options.of(arguments), Request.of(arguments)
    options = with_decisions_of(options, request.output)
    task = ConvertTask(options, request.output, request.add_to_mets)
    return run_task(task, request, lambda: named_inputs(arguments.inputs, options, request))
