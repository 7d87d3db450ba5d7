"""Show what an upgrade would change: make finished documents once more, and compare the results with their outputs.

The verdict on an output says what differs: the ``text`` that people read; its ``encoding`` (header, marks, layout);
nothing but the ``version`` of teikit that it names; nothing (``same``). Or the output would be ``new``, or would no
longer be made (``gone``), or was ``edited``, so that no run would replace it, or the document ``failed``. The results
are discarded after the comparison.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from teikit.check.validation import parse
from teikit.conversion import load_lexicon
from teikit.errors import ExitCode, TeikitError
from teikit.files import write
from teikit.tei import reading_text
from teikit.wording import counted, line_bytes, say, visible
from teikit.work.batch_folder import ledgers_there
from teikit.work.documents import BatchDocument, from_unicode
from teikit.work.dry_run import plan_line
from teikit.work.engines import pool
from teikit.work.engines.watch import Watch
from teikit.work.outcome import Outcome
from teikit.work.plan import Plan
from teikit.work.progress import Progress
from teikit.work.request import Request
from teikit.work.stop import Stop, listening
from teikit.work.tasks.task import Task
from teikit.work.worker import Job

VERSION = re.compile(
    rb'(?<=<application ident="teikit" version=")[^"]*|(?<=<softwareVersion>)[^<]*|(?<=<Creator>teikit )[^<]*'
)
"""The places in TEI, ALTO and PAGE with the version of teikit that wrote them."""
VERDICTS = {
    "text": "in their text",
    "encoding": "in their encoding",
    "new": "new",
    "gone": "no longer made",
    "failed": "cannot be made again",
    "edited": "edited since, and kept",
    "version": "the same except for the version in them",
    "same": "the same",
}
"""Verdicts on outputs, in the order in which they are counted, and the words of the count for each."""
CHANGED = ("text", "encoding", "new", "gone", "failed")
"""Verdicts that say that something would differ."""
LONGEST_LINE = 60  # characters of a line that is shown
DIFF_HEAD = 3  # lines of a unified diff before the first that differs: ---, +++, @@


class OutputDifference(NamedTuple):
    """The verdict on one output of a document, its path, the first difference, and why it was made once more."""

    verdict: str
    document: str
    output: str = ""
    detail: str = ""
    why: str = ""


def show_differences(plan: Plan, task: Task, request: Request) -> ExitCode:
    """Print which outputs would differ, in the order of the plan; with ``--strict``, a difference is a finding."""
    with listening() as stop:
        differences = _compared(plan, task, request, stop)
    counts = Counter(difference.verdict for difference in differences)
    shown = [difference for difference in differences if request.verbose or difference.verdict in CHANGED]
    lines = (json.dumps(row._asdict()) if request.json else "\t".join(map(visible, row)).rstrip("\t") for row in shown)
    write.hand_over(line_bytes(lines))
    summary = ", ".join(f"{counts[verdict]:,} {words}" for verdict, words in VERDICTS.items() if counts[verdict])
    compared = f"{counted(len(differences), 'output')} compared{': ' if summary else ''}{summary}"
    say(f"{plan_line(plan, task)}\n{compared}. Nothing was written (--diff).")
    if stop.code is not None:
        say(f"Stopped ({stop.reason}): the list is not complete.")
        return stop.code
    return ExitCode.FINDINGS if request.strict and any(counts[verdict] for verdict in CHANGED) else ExitCode.DONE


def _compared(plan: Plan, task: Task, request: Request, stop: Stop) -> list[OutputDifference]:
    """The verdicts on all outputs of the documents that another version or other options made."""
    numbers = {document.id: number for number, document, _ in plan.documents}
    why = {document.id: why for document, why in plan.older}
    by_document: dict[str, list[OutputDifference]] = {}
    progress = Progress(len(plan.older), quiet=request.quiet, as_json=request.log_json)
    with ExitStack() as stack:
        written = _written(request, stack)
        work = stack.enter_context(TemporaryDirectory(prefix="teikit-"))
        job = Job(task, work, str(request.folder.resolve()), request.limits)
        again = ((numbers[document.id], document) for document, _ in plan.older)
        lexicon = load_lexicon(task.options)
        workers = max(1, min(request.workers, len(plan.older)))
        for document, outcome in pool.results(again, job, lexicon, workers, Watch(stop, tick=progress.tick)):
            verdicts = _verdicts(document, outcome, written.get(document.id, {}), request.folder, Path(work))
            by_document[document.id] = [verdict._replace(why=why[document.id]) for verdict in verdicts]
            progress.count(outcome.failed)
        progress.end()
    return [difference for document, _ in plan.older for difference in by_document.get(document.id, ())]


def _written(request: Request, stack: ExitStack) -> dict[str, dict[str, str]]:
    """The SHA-256 of the outputs of each document as they were written, by their paths."""
    written: dict[str, dict[str, str]] = {}
    for ledger in filter(None, ledgers_there(request, stack)):
        for id, path, sha256, _ in ledger.all_outputs():
            written.setdefault(id, {})[path] = sha256
    return written


def _verdicts(
    document: BatchDocument, outcome: Outcome, before: dict[str, str], folder: Path, work: Path
) -> Iterator[OutputDifference]:
    """The verdict on each output of a document; ``before`` has the SHA-256 of those written, by their paths."""
    shown = document.shown
    if outcome.failure:
        yield OutputDifference("failed", shown, detail=f"{outcome.failure.message} [{outcome.failure.code}]")
        return
    for made in outcome.outputs:
        fresh = (work / made.temporary).read_bytes()
        (work / made.temporary).unlink()
        try:
            there = (folder / from_unicode(made.path)).read_bytes()
        except OSError:
            yield OutputDifference("new", shown, made.path)
            continue
        if hashlib.sha256(there).hexdigest() != before.get(made.path):
            yield OutputDifference("edited", shown, made.path)
        else:
            verdict, detail = _compare(there, fresh, made.kind)
            yield OutputDifference(verdict, shown, made.path, detail)
    for path in sorted(before.keys() - {made.path for made in outcome.outputs}):
        yield OutputDifference("gone", shown, path)


def _compare(there: bytes, fresh: bytes, kind: str) -> tuple[str, str]:
    """The verdict on two states of an output, and the first lines that differ."""
    if there == fresh:
        return "same", ""
    there, fresh = VERSION.sub(b"", there), VERSION.sub(b"", fresh)
    if there == fresh:
        return "version", ""
    texts = _reading_texts(there, fresh) if kind == "tei" else ("", "")
    if texts[0] != texts[1]:
        return "text", first_difference(*texts)
    return "encoding", first_difference(there.decode("utf-8", "replace"), fresh.decode("utf-8", "replace"))


def _reading_texts(there: bytes, fresh: bytes) -> tuple[str, str]:
    """The reading texts of two states of a TEI file; both are empty if one cannot be read."""
    try:
        return reading_text(parse(there, limit=len(there))), reading_text(parse(fresh, limit=len(fresh)))
    except TeikitError:
        return "", ""


def first_difference(before: str, after: str) -> str:
    """The number of lines that differ, and the first of them.

    >>> first_difference("A\\nUS EVALUATlON\\nB\\n", "A\\nUS EVALUATION\\nB\\n")
    '1 line, first: US EVALUATlON > US EVALUATION'
    """
    changed = list(difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm=""))[DIFF_HEAD:]
    old = [line[1:].strip() for line in changed if line.startswith("-")]
    new = [line[1:].strip() for line in changed if line.startswith("+")]
    shown = [lines[0][:LONGEST_LINE] if lines else "nothing" for lines in (old, new)]
    return f"{counted(max(len(old), len(new)), 'line')}, first: {shown[0]} > {shown[1]}"
