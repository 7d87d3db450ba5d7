"""One batch from its plan to its end: lock, claim, have it done, commit; whatever happens, the ledger can go on."""

from __future__ import annotations

import gc
import json
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from teikit import write
from teikit.errors import ExitCode, TeikitError
from teikit.lexicon import Lexicon
from teikit.work.commit import Committer, Target, protected, stopping
from teikit.work.documents import Document
from teikit.work.ledger import FOLDER, Ledger, Row
from teikit.work.outcome import Failure, Outcome
from teikit.work.place import CONFIGURATION, MAIN, ledger_path, lock_folder, open_ledgers, work_folder
from teikit.work.plan import (
    Plan,
    configuration_of,
    digest_of_configuration,
    ledger_outputs,
    make_plan,
    refuse_changed,
)
from teikit.work.request import Request
from teikit.work.stop import Stop, listening
from teikit.work.worker import Job

CLAIMED = 64
"""So many documents are claimed at once."""

Settled = Callable[[Document, Outcome, str], None]


@dataclass
class Batch:
    """A batch under way, and what has come of it. ``error`` is why it ended early, where it was no signal."""

    request: Request
    plan: Plan
    ledger: Ledger
    stop: Stop
    error: TeikitError | None = None
    finished: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    partial: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    begun: float = field(default_factory=time.monotonic)
    peak: int = 0

    def count(self, outcome: Outcome) -> None:
        """Take an outcome into the counts; ask to stop where there are too many failures."""
        self.finished += 1
        self.peak = max(self.peak, outcome.peak)
        if outcome.failure:
            self.failed[outcome.failure.code] += 1
            self._judge(outcome.failure)
        self.partial += bool(outcome.left_out)
        self.kinds.update(outcome.facts.get("kinds", {}))
        self.kinds["document"] += outcome.facts.get("documents", 0)

    def _judge(self, failure: Failure) -> None:
        request, failures = self.request, self.failed.total()
        most = request.most if request.share is None else int(request.share * len(self.plan.documents))
        if self.stop.asked:
            return
        if stopping(failure):
            self.error = failure.error
        elif request.abort:
            self.error = _enough("an input failed", "Put it right, or say --on-error skip; the rest can be resumed.")
        elif most is not None and failures > most:
            hint = "Look at the first failures. The same command goes on; --retry-failed tries the failed ones again."
            self.error = _enough(f"{failures} inputs failed, more than --max-failures allows ({most})", hint)
        if self.error:
            self.stop.ask(self.error.exit_code, "failures")


def _enough(message: str, hint: str) -> TeikitError:
    error = TeikitError("TOO-MANY-FAILURES", message, hint)
    error.exit_code = ExitCode.SOME_FAILED
    return error


def planned(
    request: Request, documents: Sequence[tuple[int, Document]], rows: Ledger | None, mine: Ledger | None
) -> Plan:
    """The plan of a request. ``rows`` is the ledger of the folder, ``mine`` that of the shard, where there are any.

    Raises LEDGER-CHANGED where documents were done under another configuration, unless it is forced.
    """
    now = configuration_of(request.options)
    known: dict[str, Row] = {}
    outputs: dict[str, list[tuple[str, int]]] = {}
    for ledger in (rows, mine):
        if ledger:
            if not request.force:
                refuse_changed(ledger.configuration(), now, ledger.path)
            known.update(ledger.rows())
            outputs.update(ledger_outputs(ledger))
    plan = make_plan(
        documents,
        known,
        digest_of_configuration(now),
        request.output,
        outputs,
        retry_failed=request.retry_failed,
        existing=request.existing,
        report=request.report is not None,
    )
    ids = {document.id for _, document in documents}
    gone = (id for id in known.keys() - ids if request.shard is None or request.shard.has(id))
    return replace(plan, gone=sum(not id.startswith("//") for id in gone))


def look(request: Request, documents: Sequence[tuple[int, Document]]) -> Plan:
    """The plan as it would be now; nothing is written and nothing locked."""
    with ExitStack() as stack:
        found = []
        for name in (MAIN, request.shard.name if request.shard else ""):
            path = ledger_path(request.output, name)
            ledger = Ledger(path, create=False) if name and path.is_file() else None
            if ledger:
                stack.callback(ledger.close)
            found.append(ledger)
        return planned(request, documents, *found)


@contextmanager
def opened(request: Request, documents: Sequence[tuple[int, Document]]) -> Iterator[Batch]:
    """A batch with its plan, its folder locked and signals heard. Raises what the plan raises, LOCKED, and errors of
    the output folder."""
    write.prepare(request.output / request.payload if request.payload else request.output)
    folder = request.output / FOLDER
    write.prepare(folder)
    with ExitStack() as stack:
        lock_folder(request, folder, stack)
        rows, ledger = open_ledgers(request, stack)
        plan = planned(request, documents, rows, None if ledger is rows else ledger)
        yield Batch(request, plan, ledger, stack.enter_context(listening()))


def do(batch: Batch, lexicon: Callable[[], Lexicon], settled: Settled, tick: Callable[[], None]) -> None:
    """Do what is to be done. ``settled`` hears of each document when it is committed, ``tick`` is called now and then.

    What ends a batch early (a full disk, too many failures, a signal) is in ``batch`` afterwards, and not raised.
    """
    request, ledger = batch.request, batch.ledger
    configuration = configuration_of(request.options)
    number = ledger.begin(configuration, batch.plan.documents)
    beside = json.dumps(configuration, sort_keys=True, indent=1)
    write.write(request.output / FOLDER / CONFIGURATION, f"{beside}\n".encode("ascii"), force=True)

    def done(document: Document, outcome: Outcome, told: str) -> None:
        batch.count(outcome)
        settled(document, outcome, told)

    inputs = protected([document for _, document, _ in batch.plan.documents], request.output)
    code = ExitCode.BUG
    try:
        with work_folder(request) as work:
            target = Target(request.output, work, request.overwrite, request.add_to_mets, inputs)
            committer = Committer(target, ledger, digest_of_configuration(configuration), done)
            _refused(batch, committer)
            attend = _both(committer.flush_if_due, tick)
            with closing(_results(batch, work, number, lexicon, attend)) as results:
                for document, outcome in results:
                    _take(batch, committer, document, outcome)
            committer.flush()
        code = exit_code(batch)
    except TeikitError as error:
        batch.error, code = error, error.exit_code
        batch.stop.ask(error.exit_code, error.code)
    except OSError as error:
        batch.error = write.refusal(error, request.output)
        batch.stop.ask(batch.error.exit_code, batch.error.code)
    finally:
        with suppress(TeikitError):
            ledger.end(number, code)


def _both(one: Callable[[], None], other: Callable[[], None]) -> Callable[[], None]:
    def both() -> None:
        one()
        other()

    return both


def _refused(batch: Batch, committer: Committer) -> None:
    for _, document, state in batch.plan.documents:
        if state == "refused" and document.refusal:
            committer.add(document, Outcome(failure=Failure(*document.refusal)))


def _take(batch: Batch, committer: Committer, document: Document, outcome: Outcome) -> None:
    """Take one outcome; a full disk is no fault of the document, which is to be tried again."""
    if outcome.failure and stopping(outcome.failure):
        batch.error = batch.error or outcome.failure.error
        batch.stop.ask(outcome.failure.error.exit_code, outcome.failure.code)
        return
    committer.add(document, outcome)
    if outcome.failure and (batch.request.abort or batch.request.most is not None or batch.request.share is not None):
        committer.flush()  # failures are judged when they are committed


def _results(
    batch: Batch, work: Path, number: int, lexicon: Callable[[], Lexicon], tick: Callable[[], None]
) -> Generator[tuple[Document, Outcome], None, None]:
    """Have it done by the engine that was asked for."""
    request = batch.request
    if not batch.plan.todo:
        return
    job = Job(
        work=str(work.resolve()),
        options=request.options,
        limits=request.limits,
        report=request.reported,
        add_to_mets=request.add_to_mets,
        payload=request.payload,
        output=str(request.output.resolve()),
        alone=len(batch.plan.documents) == 1,
        verbose=request.verbose,
    )
    tasks = _claimed(batch, number)

    def death(document: Document) -> int:
        return batch.ledger.death(document.id)

    if request.scheduler:
        from teikit.work.engines import dask as dask_engine

        total = len(batch.plan.todo)
        yield from dask_engine.results(tasks, total, job, request.scheduler, batch.stop, death, tick)
        return
    from teikit.work.engines import pool

    loaded = lexicon()
    gc.collect()
    gc.freeze()  # what is there now is shared with the workers, so nothing should touch it
    try:
        yield from pool.results(tasks, job, loaded, min(request.jobs, len(batch.plan.todo)), batch.stop, death, tick)
    finally:
        gc.unfreeze()


def _claimed(batch: Batch, number: int) -> Iterator[tuple[int, Document]]:
    """The documents that are to be done, claimed some at a time."""
    todo = iter(batch.plan.todo)
    while some := list(islice(todo, CLAIMED)):
        free = set(batch.ledger.claim([document.id for _, document in some], number))
        yield from (task for task in some if task[1].id in free)


def exit_code(batch: Batch) -> ExitCode:
    """The exit code of a batch: of all its documents, also those that failed in an earlier run."""
    if batch.stop.code is not None:
        return batch.stop.code
    failed = [told.failure for told in islice(batch.ledger.told("failed"), 1)]
    if len(batch.plan.documents) == 1 and failed and failed[0]:
        return ExitCode(failed[0].exit)
    return ExitCode.SOME_FAILED if failed or batch.ledger.partial() else ExitCode.DONE
