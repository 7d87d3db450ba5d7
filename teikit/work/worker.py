"""What a worker does with one document: convert it and leave the result in files, within limits of memory and time.

The result goes into the work folder: each output under a name of its own, down to the disk, then the outcome. The
parent puts them into their places. So a worker that dies at any moment leaves nothing that anybody sees.
"""

from __future__ import annotations

import hashlib
import math
import os
import resource
import signal
import sys
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from teikit import write
from teikit.conversion import BUG, Conversion
from teikit.errors import LimitReached, TeikitError
from teikit.inputs import Input
from teikit.lexicon import Lexicon
from teikit.messages.message import as_json, messages_of
from teikit.messages.summary import headline, summarize
from teikit.options import Options
from teikit.readers import child
from teikit.single import convert_input, outputs_of
from teikit.wording import visible
from teikit.work.documents import Document, digest_of, in_unicode
from teikit.work.facts import facts_of
from teikit.work.outcome import Failure, Made, Outcome

GRACE = 10
"""Seconds after its time within which a worker is dead even where nobody is left to end it."""
MEMORY_HINT = "Give more with --memory if the file is in order. If it is a small one, it is damaged or does harm."
TIME_HINT = "Give more with --timeout if the file is in order. If it is a small one, it is damaged or does harm."


class Limits(NamedTuple):
    """What one document may take: seconds of time, MiB of memory beyond what a worker takes at rest."""

    seconds: float = 300.0
    memory: int = 2048


@dataclass(frozen=True)
class Job:
    """What every document of a batch has in common. ``work`` is the work folder, ``alone`` says to sum up in full."""

    work: str
    options: Options
    limits: Limits
    report: bool = False
    add_to_mets: bool = False
    payload: str = ""
    output: str = ""
    alone: bool = False
    verbose: bool = False


class _Worker(NamedTuple):
    job: Job
    lexicon: Lexicon


_worker: _Worker | None = None


def begin(job: Job, lexicon: Lexicon) -> None:
    """Make this process a worker: deaf to Ctrl-C and a closed terminal, which the parent hears, and with its limits."""
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
    _worker = _Worker(job, lexicon)


def _end(number: int, frame: FrameType | None) -> None:
    child.end_all()
    os._exit(128 + number)


def _address_space() -> int:
    """Bytes of address space that this process has; a guess where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 2**30
    return pages * resource.getpagesize()


def outcome_path(work: str, place: int) -> Path:
    """The file in the work folder that holds the outcome of the document at this place of the plan."""
    return Path(work, f"{place}.json")


def perform(document: Document, place: int) -> None:
    """Convert one document and leave the outcome in its file; whatever the document does, nothing is raised."""
    assert _worker is not None, "begin() makes a process a worker"
    if _worker.job.limits.seconds:
        signal.alarm(math.ceil(_worker.job.limits.seconds) + GRACE)  # for a worker whose parent is dead
    begun = time.process_time()
    try:
        outcome = _outcome(_worker, document)
    except TeikitError as error:
        error.place = error.place or document.shown
        outcome = Outcome(failure=Failure.of(error))
    except MemoryError:
        outcome = Outcome(failure=_too_much(_worker.job.limits, document.shown))
    except Exception as error:
        outcome = Outcome(failure=Failure("BUG", f"{type(error).__name__}: {error}", BUG, document.shown))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = {"seconds": time.process_time() - begun, "peak": usage.ru_maxrss >> 10}
    _leave(outcome_path(_worker.job.work, place), Outcome(**{**vars(outcome), **spent}).as_json())
    signal.alarm(0)


def _too_much(limits: Limits, shown: str) -> Failure:
    message = f"this takes more memory than the limit of {limits.memory} MiB"
    return Failure.of(LimitReached("LIMIT-MEMORY", message, MEMORY_HINT, shown))


def _outcome(worker: _Worker, document: Document) -> Outcome:
    job = worker.job
    item = document.opened()
    try:
        conversion, left_out = convert_input(item, worker.lexicon, job.options, job.verbose)
    except LimitReached as error:
        if error.code == "LIMIT-MEMORY" and not error.hint:
            raise _too_much(job.limits, document.shown).error from None
        raise
    made = tuple(_made(job, item, conversion))
    said = messages_of(conversion, item.shown)
    report = zlib.compress("".join(f"{as_json(one)}\n" for one in said).encode("ascii")) if job.report else None
    told = summarize(conversion, said, item.shown) if job.alone else ""
    if not told:
        codes = sorted({message.rule for message in said if message.kind == "note"})
        noted = f" [{' '.join(codes)}]" if codes else ""
        told = f"{visible(item.shown)}: {headline(conversion)}{noted}"
    failures = tuple(Failure.of(error) for error in left_out)
    digest = _digest(conversion, document)
    return Outcome(None, digest, made, failures, facts_of(conversion, said), told, report)


def _digest(conversion: Conversion, document: Document) -> str:
    """The SHA-256 of the bytes that were read; of a picture, whose text was made of it, that of the picture."""
    parts = conversion.source.parts
    if parts and parts[0].media == "text/html" and parts[0].name != os.path.basename(document.member or document.path):
        return "" if document.packed else digest_of(document)
    return parts[0].digest if parts else conversion.source.digest


def _made(job: Job, item: Input, conversion: Conversion) -> list[Made]:
    outputs = list(outputs_of(conversion, job.options, item.shown))
    names = [(Path(job.payload) / item.stem.with_name(f"{item.stem.name}{one.suffix}")).as_posix() for one in outputs]
    if job.add_to_mets:
        from teikit.export.mets import refuse_outside

        refuse_outside(item, conversion.source, [Path(job.output, name) for name in names])
    made = []
    for name, one in zip(names, outputs, strict=True):
        temporary = write.put(Path(job.work), one.data, name)
        made.append(
            Made(in_unicode(name), temporary.name, hashlib.sha256(one.data).hexdigest(), len(one.data), one.kind)
        )
    return made


def _leave(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; the parent reads it at once, so it need not be on the disk."""
    temporary = path.with_suffix(".part")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        raise write.refusal(error, path) from None
