"""Process one document in a worker, within limits of memory and time; the result is left in files.

The result goes into the work folder: each output under a name of its own, synced to the disk, then the outcome. The
parent puts them into their places. So a worker that dies at any moment leaves nothing visible.
"""

from __future__ import annotations

import gc
import hashlib
import json
import math
import os
import resource
import signal
import sys
import time
import traceback
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from teikit.errors import BUG_HINT, LimitReached, TeikitError
from teikit.files import write
from teikit.lexicon import Lexicon
from teikit.messages.message import as_json
from teikit.readers import child
from teikit.work.documents import BatchDocument, in_unicode, records_of
from teikit.work.outcome import Failure, Made, Outcome
from teikit.work.request import Limits
from teikit.work.tasks.task import Output, Task

UNLIMITED = Limits(0.0, 0)
NEW_OBJECTS = 50_000  # objects after which a worker collects garbage: a document makes few cycles
GRACE = 10  # seconds beyond its time limit after which a worker kills itself if its parent is gone
MEMORY_HINT = "Give more with --memory if the file is in order. If it is a small one, it is damaged or malicious."
TIME_HINT = "Give more with --timeout if the file is in order. If it is a small one, it is damaged or malicious."


@dataclass(frozen=True)
class Job:
    """The data that all documents of a batch have in common.

    ``work`` is the work folder, empty if outputs are kept in memory; ``output`` the output folder, for messages.
    ``alone`` asks for a full summary, ``report`` for the lines of the report.
    """

    task: Task
    work: str = ""
    output: str = ""
    limits: Limits = UNLIMITED
    report: bool = False
    alone: bool = False
    verbose: bool = False


class _Worker(NamedTuple):
    job: Job
    lexicon: Lexicon


_worker: _Worker | None = None


def begin(job: Job, lexicon: Lexicon) -> None:
    """Make this process a worker with limits; it ignores Ctrl-C and a closed terminal, which the parent handles."""
    global _worker
    # Forked in a process with threads, one of which may have been writing: those streams could be locked for ever here.
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, _end)
    if job.limits.memory:
        at_rest = _address_space()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (at_rest + job.limits.memory * 2**20, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    gc.set_threshold(NEW_OBJECTS)
    _worker = _Worker(job, lexicon)


def _end(number: int, frame: FrameType | None) -> None:
    child.end_all()
    os._exit(128 + number)


def _address_space() -> int:
    """The bytes of address space that this process uses; a guess if the system does not report it."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 2**30
    return pages * resource.getpagesize()


def outcome_path(work: str, place: int) -> Path:
    """The file in the work folder for the outcome of the document at this place of the plan."""
    return Path(work, f"{place}.json")


def perform(document: BatchDocument, place: int) -> None:
    """Do one document and leave the outcome in its file; whatever the document does, nothing is raised."""
    assert _worker is not None, "begin() makes a process a worker"
    job = _worker.job
    if job.limits.seconds:
        signal.alarm(math.ceil(job.limits.seconds) + GRACE)  # for a worker whose parent is dead
    _leave(outcome_path(job.work, place), outcome_of(job, _worker.lexicon, document).as_json())
    signal.alarm(0)


def outcome_of(job: Job, lexicon: Lexicon, document: BatchDocument) -> Outcome:
    """The result of one document; failures are in it, not raised."""
    begun = time.process_time()
    try:
        outcome = _outcome(job, lexicon, document)
    except TeikitError as error:
        error.place = error.place or document.shown
        outcome = Outcome(failure=Failure.of(error))
    except MemoryError:
        outcome = Outcome(failure=_too_much(job.limits, document.shown))
    except Exception as error:
        details = f"\n{traceback.format_exc()}" if job.verbose else ""
        failure = Failure("BUG", f"{type(error).__name__}: {error}", BUG_HINT + details, document.shown)
        outcome = Outcome(failure=failure)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return replace(outcome, seconds=time.process_time() - begun, peak=peak)


def _too_much(limits: Limits, shown: str) -> Failure:
    if not limits.memory:
        return Failure.of(LimitReached("LIMIT-MEMORY", "there is not enough memory for this input", place=shown))
    message = f"this takes more memory than the limit of {limits.memory} MiB"
    return Failure.of(LimitReached("LIMIT-MEMORY", message, MEMORY_HINT, shown))


def _outcome(job: Job, lexicon: Lexicon, document: BatchDocument) -> Outcome:
    """The outcome of a document, packed for the ledger."""
    result = job.task.make(document, lexicon, job.alone, job.verbose)
    lines = "".join(f"{as_json(message)}\n" for message in result.messages) if job.report else ""
    return Outcome(
        input=result.input,
        outputs=tuple(_made(job, output) for output in result.outputs),
        left_out=tuple(map(Failure.of, result.left_out)),
        facts=result.facts,
        summary=result.summary,
        report=zlib.compress(lines.encode("ascii")) if job.report else None,
        decided=lexicon.decisions.key(result.facts.get("sources", ()), records_of(document)),
        withheld=zlib.compress(json.dumps(result.withheld).encode("ascii")) if result.withheld else None,
        held=() if job.work else tuple(output.data for output in result.outputs),
    )


def _made(job: Job, output: Output) -> Made:
    temporary = write.put(Path(job.work), output.data, output.name).name if job.work else ""
    digest = hashlib.sha256(output.data).hexdigest()
    return Made(in_unicode(output.name), temporary, digest, len(output.data), output.kind)


def _leave(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; the parent reads it at once, so it need not be synced to the disk."""
    temporary = path.with_suffix(".part")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        raise write.refusal(error, path) from None
