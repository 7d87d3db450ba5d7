"""The state of a running batch: its request, its results so far, its limits."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from teikit.errors import ExitCode, TeikitError
from teikit.work.commit import stopping
from teikit.work.documents import BatchDocument, Numbered
from teikit.work.ledger.ledger import Ledger
from teikit.work.outcome import Failure, Outcome
from teikit.work.plan import Plan
from teikit.work.request import Request
from teikit.work.stop import Stop
from teikit.work.tasks.task import Task

CLAIMED = 64  # most documents that are claimed at once


@dataclass
class Batch:
    """A running batch and its results.

    ``is_short`` says that the short way is used (:mod:`teikit.work.driver`), ``error`` why the run ended early, unless
    it was a signal. ``finished`` counts documents with an outcome: ``failed`` by code, ``alone`` those of one release
    only, ``partial`` those without some of their files. ``kinds`` has the sums of the counts in their facts.
    ``slowest`` has the seconds of processor time of the document that took longest, and its name; ``peak`` is the most
    memory of a worker, in MiB.
    """

    task: Task
    request: Request
    is_short: bool
    plan: Plan
    ledger: Ledger
    stop: Stop
    error: TeikitError | None = None
    finished: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    alone: int = 0
    partial: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    begun: float = field(default_factory=time.monotonic)
    peak: int = 0

    @property
    def single(self) -> bool:
        """Whether the plan has only one document."""
        return len(self.plan.documents) == 1

    def claimed(self, run_id: int) -> Iterator[Numbered]:
        """The documents to be done, claimed a few at a time."""
        todo = iter(self.plan.todo)
        while group := list(islice(todo, CLAIMED)):
            free = set(self.ledger.claim([document.id for _, document in group], run_id))
            yield from ((number, document) for number, document in group if document.id in free)

    def count(self, document: BatchDocument, outcome: Outcome) -> None:
        """Count an outcome; ask to stop if there are too many failures."""
        self.finished += 1
        self.peak = max(self.peak, outcome.peak)
        if outcome.failure and outcome.failed:
            self.failed[outcome.failure.code] += 1
            self._judge(outcome.failure)
        self.alone += outcome.failure is not None and not outcome.failed
        self.partial += bool(outcome.left_out)
        if not outcome.failure:
            self.kinds.update(outcome.facts.get("kinds", {}))
            self.kinds["document"] += outcome.facts.get("documents", 0)
        self.slowest = max(self.slowest, (outcome.seconds, document.shown))

    def death(self, document: BatchDocument) -> int:
        """Count the death of a worker over a document; returns how many there were."""
        return self.ledger.death(document.id)

    def _judge(self, failure: Failure) -> None:
        """Request a stop after a failure that ends the batch, or after too many."""
        failures = self.failed.total()
        count, share = self.request.allowed_failures
        most = count if share is None else int(share * len(self.plan.documents))
        if self.stop.asked:
            return
        if stopping(failure):
            self.error = failure.error
        elif self.request.on_error == "abort":
            message = f"this {self.task.noun} failed"
            self.error = _enough(message, "Correct it, or use --on-error skip; the same command resumes the rest.")
        elif most is not None and failures > most:
            hint = "Look at the first failures. The same command continues; --retry-failed tries the failed ones again."
            message = f"{failures} {self.task.noun}s failed, more than --max-failures allows ({most})"
            self.error = _enough(message, hint)
        if self.error:
            self.stop.ask(self.error.exit_code, "failures")


def _enough(message: str, hint: str) -> TeikitError:
    error = TeikitError("TOO-MANY-FAILURES", message, hint)
    error.exit_code = ExitCode.SOME_FAILED
    return error


def exit_code(batch: Batch) -> ExitCode:
    """The exit code of a run: for all its documents, including those that failed in an earlier run."""
    if batch.stop.code is not None:
        return batch.stop.code
    failed = [row.failure for row in islice(batch.ledger.entries("failed"), 1)]
    if batch.single and failed and failed[0]:
        return ExitCode(failed[0].exit)
    return ExitCode.SOME_FAILED if failed or batch.ledger.partial() else ExitCode.DONE
