"""Summarize a batch at its end: what was done, what failed and how to correct it, how to continue."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from textwrap import shorten

from teikit.decisions.files import DECISIONS_FILE, load_book
from teikit.edition import CatalogueRow
from teikit.errors import ExitCode
from teikit.inputs import Skipped
from teikit.lexicon.lexicon import NO_DECISIONS
from teikit.wording import counted, visible
from teikit.work.batch import Batch
from teikit.work.documents import records_of
from teikit.work.ledger.ledger import Ledger
from teikit.work.ledger.questions import questions
from teikit.work.outcome import Failure
from teikit.work.plan import Older
from teikit.work.progress import duration

MANY_DOCUMENTS = 20  # number of documents beyond which time and memory are reported
GROUPS = 8  # most codes of questions that are shown
LONGEST_EXAMPLE = 160  # most characters of an example
EXAMPLES = 5  # names shown of each kind; the report and ``teikit ledger show`` have all


def summary(batch: Batch, skipped: list[Skipped], code: ExitCode) -> Iterator[str]:
    """The lines of the summary; ``skipped`` are the files that were not inputs, ``code`` the exit code of the run."""
    left_out = [file.name for file in skipped if not file.is_part]
    if batch.request.verbose:
        yield from (f"{visible(file.name)}: left out, {file.why}" for file in skipped)
    elif left_out:
        names = ", ".join(visible(os.path.basename(name)) for name in left_out[:EXAMPLES])
        more = ", ..." if len(left_out) > EXAMPLES else ""
        yield f"{counted(len(left_out), 'other file')} left out ({names}{more})"
    yield from _idle_decisions(batch)
    if batch.single and (batch.is_short or (code == ExitCode.DONE and batch.finished)):
        return
    yield from _totals(batch)
    yield from _unmatched_rows(batch)
    yield from failures(batch.ledger, batch.task.noun)
    yield from _for_a_person(batch)
    yield from _next_commands(batch)


def _idle_decisions(batch: Batch) -> Iterator[str]:
    """The number of decisions that concern none of the inputs of this run."""
    names = batch.task.options.decisions
    book = load_book(names)[0] if names else NO_DECISIONS
    if not book.rows:
        return
    documents = [document for _, document, _ in batch.plan.documents]
    known = batch.ledger.rows()
    digests = [digest for document in documents if document.id in known for digest in known[document.id].sources]
    about = book.about(digests, [record for document in documents for record in records_of(document)])
    idle = len(book.rows) - len(about)
    if idle:
        folder = str(batch.request.folder)
        kept_there = os.path.join(folder, DECISIONS_FILE) in map(os.path.normpath, names)
        more = f"; `teikit decisions check {visible(folder)}` lists those that match no input" if kept_there else ""
        yield f"{counted(idle, 'decision is', 'decisions are')} about other inputs than these{more}"


def _totals(batch: Batch) -> Iterator[str]:
    """The numbers of documents that were done, now and before, or not; in a long run also the speed."""
    counts, noun, done = batch.ledger.counts(), batch.task.noun, batch.task.done
    now = batch.finished - batch.failed.total() - batch.alone
    yield f"{counted(now, noun)} {done}: {batch.task.total(batch.kinds)}"
    if batch.finished > MANY_DOCUMENTS and not batch.is_short:
        seconds = time.monotonic() - batch.begun
        rate = f"{batch.finished / seconds:.1f} a second"
        slowest = f"the slowest was {visible(batch.slowest[1])} with {duration(batch.slowest[0])}"
        yield f"It took {duration(seconds)}, {rate}; {slowest}; a worker used at most {batch.peak} MiB"
    before = batch.plan.counts["done"]
    if before:
        yield f"{counted(before, noun)} done in an earlier run"
    if batch.plan.older:
        stale = counted(len(batch.plan.older), noun)
        yield f"{stale} of another version or other options left as they are (--diff lists what would differ):"
        yield from (f"  {line}" for line in _older(batch.plan.older, None if batch.request.verbose else EXAMPLES))
    if counts.get("skipped"):
        yield f"{counted(counts['skipped'], noun)} skipped, because the output exists"
    if counts.get("alone"):
        yield f"{counted(counts['alone'], noun)} of one release only left out ({', '.join(_alone(batch))})"
    if batch.partial:
        yield f"{counted(batch.partial, noun)} {done} without some of {'its' if batch.partial == 1 else 'their'} files"


def _older(older: Sequence[Older], most: int | None) -> Iterator[str]:
    """The changes since documents were made, and the names of these documents: ``most`` of each group, or all."""
    groups: dict[str, list[str]] = {}
    for document, why in older:
        groups.setdefault(why, []).append(visible(document.shown))
    for why, names in groups.items():
        more = ", ..." if most and len(names) > most else ""
        yield f"{len(names):,} ({visible(why)}): {', '.join(names[:most])}{more}"


def _unmatched_rows(batch: Batch) -> Iterator[str]:
    """Rows of the table of documents without a document, and documents without a row.

    A row of a failed document is not reported: its failure is.
    """
    table = batch.task.options.edition.table
    if not table.rows:
        return
    names = {document.id: document.names for _, document, _ in batch.plan.documents}
    used: set[CatalogueRow] = set()
    without: list[str] = []
    for entry in batch.ledger.entries():
        rows = table.rows_of([*names.get(entry.id, ()), *entry.facts.get("names", ())])
        used.update(rows)
        without += [entry.shown] if entry.state == "done" and not rows else []
    idle = [f"line {row.line} ({row.get('name') or row.get('record')})" for row in table.rows if row not in used]
    if idle:
        yield f"{counted(len(idle), 'row')} of {visible(table.place)} without a document here: {_some(idle)}"
    if without:
        yield f"{counted(len(without), batch.task.noun)} without a row in {visible(table.place)}: {_some(without)}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(map(visible, names[:EXAMPLES])) + (", ..." if len(names) > EXAMPLES else "")


def _alone(batch: Batch) -> Iterator[str]:
    """The names of records with only one release: the first few, or all."""
    shown = None if batch.request.verbose else EXAMPLES
    rows = list(batch.ledger.entries("alone"))
    yield from (visible(row.shown) for row in rows[:shown])
    if shown and len(rows) > shown:
        yield "..."


def failures(ledger: Ledger, noun: str = "input") -> Iterator[str]:
    """The failures of the last plan by their codes, with some examples and what to do."""
    by_code: dict[str, list[Failure]] = {}
    for row in ledger.entries("failed"):
        if row.failure:
            by_code.setdefault(row.failure.code, []).append(row.failure)
    total = sum(map(len, by_code.values()))
    if total:
        yield f"{counted(total, noun)} failed:"
    for code, failed in sorted(by_code.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(failed) > 1:
            yield f"  {len(failed)} x {code}: {visible(failed[0].message)}"
        for failure in failed[:EXAMPLES]:
            yield f"{'    ' if len(failed) > 1 else '  '}{visible(failure.place)} [{code}]"
        if len(failed) > EXAMPLES:
            yield f"    ... and {len(failed) - EXAMPLES} more"


def _for_a_person(batch: Batch) -> Iterator[str]:
    """The questions to a person by their codes, with an example of each, and where to find all of them."""
    if not batch.finished:
        return
    asked = questions(batch.ledger)
    by_code = asked.most_frequent_first()
    if not by_code:
        return
    total = sum(question.count for question in by_code)
    yield f"To look at: {counted(total, 'place')} in {counted(asked.documents, batch.task.noun)}"
    for question in by_code[:GROUPS]:
        why = shorten(visible(question.why), LONGEST_EXAMPLE, placeholder=" ...")
        yield f"  {question.count:,} x {question.code}, first {visible(question.place)}{': ' if why else ''}{why}"
        if question.do:
            yield f"    {question.do}"
    if len(by_code) > GROUPS:
        yield f"  ... and {len(by_code) - GROUPS} more codes"
    request = batch.request
    places = [visible(request.report)] if request.report else []
    places += [visible(os.path.join(request.overview, "index.html"))] if request.overview else []
    where = " and ".join(places) or "--report FILE or --overview DIR"
    yield f"  All of them: {where}; teikit explain CODE says what a code means"


def _next_commands(batch: Batch) -> Iterator[str]:
    """The commands for the remaining work, and for failures that were not listed."""
    counts = batch.ledger.counts()
    left = counts.get("todo", 0)
    if left and not batch.is_short:
        yield f"{counted(left, batch.task.noun)} still to do: the same command continues where this one stopped"
    if counts.get("failed", 0) > EXAMPLES and not batch.is_short:
        yield f"All failures: teikit ledger show {batch.request.output} --failed"
