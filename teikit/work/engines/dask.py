"""Run chunks of documents on a dask cluster; only file names go through the scheduler.

All machines see the same input and output folders. Temporary outputs and outcomes are files in the work folder; this
process alone commits them and writes the ledger.
"""

from __future__ import annotations

import queue
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from teikit.errors import ExitCode, MissingDependency, TeikitError
from teikit.work.documents import BatchDocument, Numbered
from teikit.work.engines.chunk import read_results, submit, write_spec
from teikit.work.engines.pool import TICK, died
from teikit.work.engines.watch import Watch
from teikit.work.outcome import Outcome
from teikit.work.worker import Job

if TYPE_CHECKING:
    from distributed import Client, Future

CHUNK = 200
"""Most documents of a chunk: half a minute of work, for some milliseconds of the scheduler."""
SHARES = 4  # fewest chunks for each thread of the cluster, if there are few documents
PATIENCE = 20  # seconds within which the scheduler must answer
RETRIES = 2  # times that the cluster tries a chunk again


class EngineFailed(TeikitError):
    """The cluster could not do a chunk."""

    exit_code = ExitCode.LIMIT


def results(
    documents: Iterator[Numbered],
    total: int,
    job: Job,
    scheduler: str,
    watch: Watch,
) -> Iterator[tuple[BatchDocument, Outcome]]:
    """Run a job on ``total`` documents on the cluster; yields each with its outcome, chunk by chunk.

    ``scheduler`` is the address of the cluster. After a stop, scheduled chunks are still finished and yielded, as far
    as time allows. Raises ENGINE-MISSING, ENGINE-UNREACHABLE and ENGINE-FAILED.
    """
    task = replace(job.task, options=job.task.options.resolved())  # type: ignore[type-var]
    cluster = _Cluster(_client(scheduler), replace(job, task=task))
    try:
        yield from cluster.run(documents, total, watch)
    finally:
        cluster.end()


def _client(scheduler: str) -> Client:
    """The client of a cluster. Raises MissingDependency if dask is not installed or no scheduler answers."""
    try:
        from distributed import Client
    except ImportError:
        hint = "Install it: pip install distributed"
        raise MissingDependency("ENGINE-MISSING", "the package distributed is not installed", hint) from None
    try:
        return Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        hint = "Start one (dask scheduler) and its workers (dask worker ADDRESS), or correct the address."
        message = f"no scheduler answers: {str(error).splitlines()[0]}"
        raise MissingDependency("ENGINE-UNREACHABLE", message, hint, scheduler) from None


class _Cluster:
    """A cluster and the chunks that are scheduled on it."""

    def __init__(self, client: Client, job: Job) -> None:
        self.client, self.job = client, job
        self.scheduled: dict[Future, tuple[Path, list[Numbered]]] = {}
        self.finished: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self.again: list[Numbered] = []
        self.submitted = 0

    @property
    def threads(self) -> int:
        """The number of chunks that the cluster can do at once."""
        workers = self.client.scheduler_info(n_workers=-1)["workers"].values()
        return max(1, sum(int(worker["nthreads"]) for worker in workers))

    def run(self, documents: Iterator[Numbered], total: int, watch: Watch) -> Iterator[tuple[BatchDocument, Outcome]]:
        """Yield each document with its outcome, until there is nothing left to do or a stop is requested.

        ``total`` is the number of documents, by which the size of chunks is chosen.
        """
        size = max(1, min(CHUNK, total // (SHARES * self.threads)))
        while True:
            while not watch.stop.asked and len(self.scheduled) <= self.threads:
                chunk = [self.again.pop() for _ in range(min(size, len(self.again)))] or list(islice(documents, size))
                if not chunk:
                    break
                self._submit(chunk)
            if not self.scheduled or watch.stop.now:
                return
            try:
                future = self.finished.get(timeout=TICK)
            except queue.Empty:
                watch.tick()
                continue
            yield from self._outcomes(future, watch)
            watch.tick()

    def _submit(self, chunk: list[Numbered]) -> None:
        """Submit a chunk of documents to the cluster."""
        self.submitted += 1
        spec = Path(self.job.work, f"chunk-{self.submitted}.json")
        write_spec(spec, self.job, chunk)
        future = self.client.submit(submit, str(spec), key=str(spec), retries=RETRIES, pure=False)
        self.scheduled[future] = (spec, chunk)
        future.add_done_callback(self.finished.put)

    def _outcomes(self, future: Future, watch: Watch) -> Iterator[tuple[BatchDocument, Outcome]]:
        """The outcomes of a chunk; if its worker died, each document is counted as a death or done again."""
        spec, chunk = self.scheduled.pop(future)
        if future.status == "finished":
            outcomes = read_results(spec)
            yield from ((document, outcomes[number]) for number, document in chunk)
            return
        error = future.exception()
        if type(error).__name__ != "KilledWorker":
            hint = "Is teikit installed there in this version, and are the folders the same on all machines?"
            raise EngineFailed("ENGINE-FAILED", f"a worker of the cluster could not do its chunk: {error}", hint)
        for number, document in chunk:
            outcome = died(0, document, watch.death(document))
            if outcome:
                yield document, outcome
            else:
                self.again.append((number, document))

    def end(self) -> None:
        """Leave the cluster; chunks that are still scheduled are cancelled."""
        self.client.cancel(list(self.scheduled))
        self.client.close()
