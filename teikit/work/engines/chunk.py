"""Process a chunk of documents on a machine of a cluster: specification and results are files in the work folder.

The worker of the cluster runs this module as a process of its own, so that limits, deaths and memory are handled as in
:mod:`teikit.work.engines.pool`, whatever the cluster allows its workers. It ends when its standard input is closed, so
it does not outlive that worker.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from teikit.edition import Edition
from teikit.options import Options
from teikit.work.documents import BatchDocument, Numbered
from teikit.work.engines.watch import Watch
from teikit.work.outcome import Outcome
from teikit.work.request import Limits
from teikit.work.stop import Stop
from teikit.work.tasks.collate import CollateTask
from teikit.work.tasks.convert import ConvertTask
from teikit.work.tasks.task import Task
from teikit.work.worker import Job

COMPLAINTS = 2000  # characters of standard error that a failure quotes
TASKS: dict[str, Callable[..., Task]] = {task.command: task for task in (ConvertTask, CollateTask)}
"""The tasks by their commands."""


def write_spec(path: Path, job: Job, documents: Sequence[Numbered]) -> None:
    """Write a job and the documents of a chunk as JSON, for the machines of the cluster."""
    path.write_text(json.dumps({"command": job.task.command, "job": asdict(job), "documents": documents}), "ascii")


def read_spec(path: Path) -> tuple[Job, list[Numbered]]:
    """The job and the documents that :func:`write_spec` wrote."""
    values = json.loads(path.read_text("ascii"))
    job = values["job"]
    chosen = job["task"]["options"]
    options = Options(**{**chosen, "edition": Edition.of_json(chosen["edition"])})
    task = TASKS[values["command"]](**{**job["task"], "options": options})
    job = Job(**{**job, "task": task, "limits": Limits(*job["limits"])})
    return job, [(number, _document(fields)) for number, fields in values["documents"]]


def _document(fields: Sequence[Any]) -> BatchDocument:
    """A document from the lists that JSON gives."""
    document = BatchDocument(*fields)
    return document._replace(parts=tuple(map(_document, document.parts)))


def results_path(spec: Path) -> Path:
    """The file with the outcomes of a chunk, one per line: the number of the document, a tab, the outcome as JSON."""
    return spec.with_suffix(".done")


def read_results(spec: Path) -> dict[int, Outcome]:
    """The outcomes of a chunk by the numbers of its documents."""
    pairs = (line.split(b"\t", 1) for line in results_path(spec).read_bytes().splitlines())
    return {int(number): Outcome.from_json(data) for number, data in pairs}


def submit(path: str) -> None:
    """Run the process of a chunk; the cluster calls this. Raises RuntimeError with its complaints if it fails."""
    command = [sys.executable, "-m", "teikit.work.engines.chunk", path]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    try:
        complaints = process.stderr.read()
        process.wait()
    finally:
        process.kill()
    if process.returncode:
        last = complaints.decode("utf-8", "replace")[-COMPLAINTS:]
        raise RuntimeError(f"the chunk {path} ended with exit status {process.returncode}: {last}")


def main(path: str) -> None:
    """Convert or collate the documents of a specification one after the other, and write the outcomes next to it."""
    from teikit.conversion import load_lexicon
    from teikit.work.engines import pool

    job, documents = read_spec(Path(path))
    name = f"{Path(path).stem}-{secrets.token_hex(4)}"
    own = Path(job.work, name)
    own.mkdir()
    numbers = {document.id: number for number, document in documents}
    lines = []
    inner = replace(job, work=str(own))
    lexicon = load_lexicon(job.task.options)
    for document, outcome in pool.results(iter(documents), inner, lexicon, 1, Watch(Stop())):
        made = tuple(output._replace(temporary=f"{name}/{output.temporary}") for output in outcome.outputs)
        lines.append(b"%d\t%b\n" % (numbers[document.id], replace(outcome, outputs=made).as_json()))
    temporary = own / "results"
    temporary.write_bytes(b"".join(lines))
    os.replace(temporary, results_path(Path(path)))


def _end_with_parent() -> None:
    while os.read(0, 1024):  # not sys.stdin: forked workers close that, and would wait for this thread
        pass
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    main(sys.argv[1])
    os._exit(0)  # the thread still waits for its input
