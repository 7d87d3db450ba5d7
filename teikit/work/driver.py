"""Do one run from its plan to its end: lock, claim, work, commit; whatever happens, it can be resumed.

Documents that are named one by one are processed in a short way, which differs in three points: they are done in this
process, the ledger is in memory, and there is no lock, so no folder is left behind. If a ledger in the output folder
lists them, their rows are updated.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from teikit.conversion import load_lexicon
from teikit.decisions.files import load_book
from teikit.errors import ExitCode, TeikitError
from teikit.files import write
from teikit.work.batch import Batch, exit_code
from teikit.work.batch_folder import (
    CONFIGURATION,
    known_outputs,
    ledgers_in,
    ledgers_there,
    lock_folder,
    open_ledgers,
    update_ledgers,
    work_folder,
)
from teikit.work.commit import Committer, stopping
from teikit.work.configuration import configuration_of, digest_of_configuration, refuse_changed
from teikit.work.documents import BatchDocument, Numbered
from teikit.work.engines.watch import Watch
from teikit.work.existing import Target, protected
from teikit.work.ledger.ledger import LEDGER_FOLDER, Ledger
from teikit.work.ledger.rows import LedgerRow
from teikit.work.outcome import Failure, Outcome
from teikit.work.plan import Before, Plan, ledger_outputs, make_plan
from teikit.work.request import Request
from teikit.work.stop import Stop, listening
from teikit.work.tasks.task import Task
from teikit.work.worker import UNLIMITED, Job

Settled = Callable[[BatchDocument, Outcome, str], None]
"""A function called with a document, its outcome, and the places of its outputs (``written a.xml``, empty for none)."""


def planned(
    task: Task,
    request: Request,
    documents: Sequence[Numbered],
    of_folder: Ledger | None = None,
    of_shard: Ledger | None = None,
) -> Plan:
    """The plan of a request; ``of_folder`` and ``of_shard`` are the ledgers of the folder and of the shard, if any.

    Raises LEDGER-CHANGED if documents were done under another configuration, unless the request forces it or there is a
    project file, which describes the whole folder, so documents done otherwise are done again.
    """
    now = configuration_of(task)
    digest = digest_of_configuration(now)
    configurations = {digest: now}
    known: dict[str, LedgerRow] = {}
    outputs: dict[str, list[tuple[str, int]]] = {}
    for ledger in (of_folder, of_shard):
        if ledger:
            first = ledger.configuration() or now
            if not (request.force or request.project or request.leaves_older):
                refuse_changed(first, now, ledger.path)
            configurations |= {digest_of_configuration(first): first, **ledger.configurations()}
            known.update(ledger.rows())
            outputs.update(ledger_outputs(ledger))
    book, _ = load_book(task.options.decisions)
    before = Before(digest, book, known, outputs, configurations)
    plan = make_plan(documents, before, request.folder, task, request)
    ids = {document.id for _, document in documents}
    gone = (id for id in known.keys() - ids if request.part is None or request.part.has(id))
    return replace(plan, gone=sum(not id.startswith("//") for id in gone))


def preview(task: Task, request: Request, documents: Sequence[Numbered]) -> Plan:
    """The plan as it would be now; nothing is written or locked."""
    with ExitStack() as stack:
        return planned(task, request, documents, *ledgers_there(request, stack))


@contextmanager
def open_batch(task: Task, request: Request, documents: Sequence[Numbered], short: bool) -> Iterator[Batch]:
    """A run with its plan; for a batch, its folder is locked and signals are handled.

    Raises what the plan raises, LOCKED, and errors of the output folder.
    """
    payload = request.folder / "data" if task.options.bag else request.folder
    with ExitStack() as stack:
        if short:
            plan = Plan(tuple((place, document, _first_state(document)) for place, document in documents))
            if request.output and plan.todo:
                write.prepare(payload)
            ledger = Ledger(None)
            stack.callback(ledger.close)
            yield Batch(task, request, short, plan, ledger, Stop())
            return
        write.prepare(payload)
        folder = request.folder / LEDGER_FOLDER
        write.prepare(folder)
        lock_folder(request, folder, stack)
        of_folder, ledger = open_ledgers(request, stack)
        plan = planned(task, request, documents, of_folder, None if ledger is of_folder else ledger)
        yield Batch(task, request, short, plan, ledger, stack.enter_context(listening()))


def _first_state(document: BatchDocument) -> str:
    return "refused" if document.refusal else "todo"


def run(batch: Batch, settled: Settled, tick: Callable[[], None]) -> None:
    """Run a batch. ``settled`` is called for each committed document, ``tick`` several times a second.

    The cause of an early end (a full disk, too many failures, a signal) is in ``batch`` afterwards; it is not raised.
    """
    configuration = {} if batch.is_short else configuration_of(batch.task)
    run_id = _begin(batch, configuration)
    code = ExitCode.BUG
    try:
        _work(batch, run_id, digest_of_configuration(configuration), settled, tick)
        code = exit_code(batch)
    except TeikitError as error:
        batch.error, code = error, error.exit_code
        batch.stop.ask(error.exit_code, error.code)
    except BrokenPipeError:
        raise
    except OSError as error:
        batch.error = write.refusal(error, batch.request.folder)
        batch.stop.ask(batch.error.exit_code, batch.error.code)
    finally:
        with suppress(TeikitError):
            batch.ledger.end(run_id, code)


def _begin(batch: Batch, configuration: dict[str, str]) -> int:
    """Enter the run and its configuration into the ledger; returns the id of the run."""
    request, ledger = batch.request, batch.ledger
    of_folder = (ledger.configuration() if request.only_new else None) or configuration
    run_id = ledger.begin(of_folder, batch.plan.documents)
    if not batch.is_short:
        ledger.remember_configuration(digest_of_configuration(configuration), configuration)
        text = json.dumps(of_folder, sort_keys=True, indent=1)
        write.write(request.folder / LEDGER_FOLDER / CONFIGURATION, f"{text}\n".encode("ascii"), force=True)
    return run_id


def _work(batch: Batch, run_id: int, configuration: str, settled: Settled, tick: Callable[[], None]) -> None:
    """Make and commit the documents of a run that is in the ledger; ``configuration`` is the digest of one."""
    request = batch.request
    output = request.folder if request.output else None
    inputs = protected(document for _, document, _ in batch.plan.documents) if output else frozenset()
    now = configuration_of(batch.task) if batch.is_short and output and ledgers_in(output) else None

    def count(document: BatchDocument, outcome: Outcome, placed: str) -> None:
        if output and now:
            update_ledgers(output, document, outcome, now)
        batch.count(document, outcome)
        settled(document, outcome, placed)

    with ExitStack() as stack:
        work = Path() if batch.is_short else stack.enter_context(work_folder(request))
        known = known_outputs(output) if output and now else {}
        target = Target(output, work, request.overwrite, request.add_to_mets, inputs, request.discard_edits, known)
        committer = Committer(target, batch.ledger, configuration, count)
        _refused(batch, committer)

        def attend() -> None:
            committer.flush_if_due()
            tick()

        with closing(_results(batch, work, run_id, attend)) as results:
            for document, outcome in results:
                _take(batch, committer, document, outcome)
        committer.flush()


def _refused(batch: Batch, committer: Committer) -> None:
    """Enter the documents that were refused before the run as failures."""
    for _, document, state in batch.plan.documents:
        if state == "refused" and document.refusal:
            committer.add(document, Outcome(failure=Failure(*document.refusal)))


def _take(batch: Batch, committer: Committer, document: BatchDocument, outcome: Outcome) -> None:
    """Pass on one outcome; after a full disk, which is not the document's fault, it is to be tried again."""
    if outcome.failure and stopping(outcome.failure):
        batch.error = batch.error or outcome.failure.error
        batch.stop.ask(outcome.failure.error.exit_code, outcome.failure.code)
        return
    committer.add(document, outcome)
    if batch.is_short or (outcome.failed and (batch.request.on_error == "abort" or batch.request.max_failures)):
        committer.flush()  # failures are judged when they are committed


def _results(
    batch: Batch, work: Path, run_id: int, tick: Callable[[], None]
) -> Generator[tuple[BatchDocument, Outcome], None, None]:
    """Run the jobs on the requested engine."""
    request = batch.request
    if not batch.plan.todo:
        return
    job = Job(
        task=batch.task,
        work="" if batch.is_short else str(work.resolve()),
        output=str(request.folder.resolve()),
        limits=UNLIMITED if batch.is_short else request.limits,
        report=request.reported,
        alone=batch.single,
        verbose=request.verbose,
    )
    documents = batch.claimed(run_id)
    if batch.is_short:
        from teikit.work.engines import here

        yield from here.results(documents, job, load_lexicon(batch.task.options), batch.stop)
    elif request.scheduler:
        from teikit.work.engines import dask as dask_engine

        total = len(batch.plan.todo)
        watch = Watch(batch.stop, batch.death, tick)
        yield from dask_engine.results(documents, total, job, request.scheduler, watch)
    else:
        yield from _in_pool(batch, documents, job, tick)


def _in_pool(
    batch: Batch, documents: Iterator[Numbered], job: Job, tick: Callable[[], None]
) -> Generator[tuple[BatchDocument, Outcome], None, None]:
    """Run the jobs in processes of this machine, which share the lexicon."""
    from teikit.work.engines import pool

    lexicon = load_lexicon(batch.task.options)
    lexicon.words.near("TELEGRAM", 1)  # index the lists of the user once, for all workers
    gc.collect()
    gc.freeze()  # the memory is shared with the workers, so the garbage collector must not touch it
    try:
        workers = min(batch.request.workers, len(batch.plan.todo))
        yield from pool.results(documents, job, lexicon, workers, Watch(batch.stop, batch.death, tick))
    finally:
        gc.unfreeze()
