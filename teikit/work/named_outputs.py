"""Check the outputs that a request names: none may be an input, and no two may be the same file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from teikit import inputs
from teikit.errors import UsageError
from teikit.work.documents import NamedDocuments
from teikit.work.request import Request
from teikit.work.tasks.task import Task


def refuse_outputs(task: Task, request: Request, named: NamedDocuments) -> None:
    """Refuse files about the run that would overwrite an input, a list or another output (USAGE-SAME-FILE)."""
    if not (request.html or request.report or request.ledger or request.overview):
        return
    read = {file.path for document in named.documents for file in document.files if file.path}
    inputs.refuse_input((request.html, request.report, request.ledger), read.union(task.options.files))
    if request.overview:
        _refuse_folder(request.overview, {os.path.dirname(path) or "." for path in read})
    refuse_twice(_outputs(task, request, named))


def refuse_twice(outputs: Iterable[tuple[str, str]]) -> None:
    """Refuse two outputs with the same path; they are given as real paths and as they were named (USAGE-SAME-FILE)."""
    written: set[str] = set()
    for path, name in outputs:
        if path in written:
            raise UsageError("USAGE-SAME-FILE", "two outputs would have this name", "Name another file.", name)
        written.add(path)


def _refuse_folder(overview: str, folders: set[str]) -> None:
    """Refuse an overview in a folder of inputs, because its pages would be inputs of the next run."""
    there = inputs.identity(Path(overview))
    if there and there in (inputs.identity(Path(folder)) for folder in folders):
        message = "this folder contains inputs; the pages of an overview would be read as inputs, too"
        raise UsageError("USAGE-SAME-FILE", message, "Name another folder.", overview)


def _outputs(task: Task, request: Request, named: NamedDocuments) -> Iterator[tuple[str, str]]:
    """All outputs whose names are known before the work: the real path of each, and its path as it was named."""
    folder = os.path.realpath(request.output)
    for document in named.documents if request.output else ():
        if not document.refusal:
            for name in list(task.expected(document)) or [f"{document.stem}.xml"]:
                yield os.path.normpath(os.path.join(folder, name)), os.path.join(request.output, name)
    folders = [] if named.are_short else [request.html, request.overview]  # both begin with an index.html
    for name in filter(None, (request.report, request.ledger, *folders)):
        yield os.path.realpath(name), name
