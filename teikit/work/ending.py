"""What a batch says at its end: what was done, what failed and how to mend it, how to go on."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from teikit import inputs
from teikit.errors import ExitCode
from teikit.wording import counted, visible
from teikit.work.driver import Batch
from teikit.work.ledger import Ledger
from teikit.work.outcome import Failure
from teikit.work.progress import duration

MANY = 20
"""From so many documents on, time and memory are worth a word."""
EXAMPLES = 5
"""So many failed documents of one kind are named; the report and ``teikit ledger show`` have all."""


def ending(batch: Batch, skipped: list[str], verbose: bool, code: ExitCode) -> Iterator[str]:
    """The lines of the summary."""
    if verbose:
        for name in skipped:
            yield f"{visible(name)}: left out, it is not called {', '.join(inputs.ENDINGS)}"
    elif skipped:
        some = ", ".join(visible(os.path.basename(name)) for name in skipped[:3])
        yield f"{counted(len(skipped), 'other file')} left out ({some}{', ...' if len(skipped) > 3 else ''})"
    if len(batch.plan.documents) == 1 and code == ExitCode.DONE and batch.finished:
        return
    yield from _totals(batch)
    yield from failures(batch.ledger)
    yield from _how_to_go_on(batch)


def _totals(batch: Batch) -> Iterator[str]:
    counts = batch.ledger.counts()
    kinds = (("document", ""), ("correction", ""), ("query", "queries"))
    found = [counted(batch.kinds[kind], kind, many) for kind, many in kinds]
    now = batch.finished - batch.failed.total()
    yield f"{counted(now, 'input')} converted: {', '.join(found)}"
    if batch.finished > MANY:
        seconds = time.monotonic() - batch.begun
        rate = f"{batch.finished / seconds:.1f} a second"
        yield f"It took {duration(seconds)}, {rate}; a worker took {batch.peak} MiB at most"
    before = batch.plan.counts["done"]
    if before:
        yield f"{counted(before, 'input')} done in an earlier run"
    if counts.get("skipped"):
        yield f"{counted(counts['skipped'], 'input')} skipped, because the output exists"
    if batch.partial:
        yield f"{counted(batch.partial, 'input')} converted without some of the files that belong to it"


def failures(ledger: Ledger) -> Iterator[str]:
    """The failures of the last plan by their codes, with some examples and what to do."""
    found: dict[str, list[Failure]] = {}
    for told in ledger.told("failed"):
        if told.failure:
            found.setdefault(told.failure.code, []).append(told.failure)
    total = sum(map(len, found.values()))
    if total:
        yield f"{counted(total, 'input')} failed:"
    for code, some in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(some) > 1:
            yield f"  {len(some)} x {code}: {visible(some[0].message)}"
        for one in some[:EXAMPLES]:
            yield f"{'    ' if len(some) > 1 else '  '}{visible(one.place)} [{code}]"
        if len(some) > EXAMPLES:
            yield f"    ... and {len(some) - EXAMPLES} more"


def _how_to_go_on(batch: Batch) -> Iterator[str]:
    counts = batch.ledger.counts()
    left = counts.get("todo", 0)
    if left:
        yield f"{counted(left, 'input')} still to do: the same command goes on where this one stopped"
    if counts.get("failed", 0) > EXAMPLES:
        yield f"All failures: teikit ledger show {batch.request.output} --failed"
