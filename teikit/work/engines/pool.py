"""Run jobs in workers on this machine: a document that crashes, blocks or overfills its worker fails alone."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from pebble import CONSTS, ProcessExpired, ProcessPool

from teikit.errors import LimitReached, TeikitError
from teikit.files import write
from teikit.lexicon import Lexicon
from teikit.work.documents import BatchDocument, Numbered
from teikit.work.engines.watch import Watch
from teikit.work.outcome import Failure, Outcome
from teikit.work.stop import Stop
from teikit.work.worker import TIME_HINT, Job, begin, outcome_path, perform

ATTEMPTS = 3  # deaths of workers over a document after which it is given up
REBUILDS = 5  # pools in a row that may break without a single result
RECYCLED = 1000  # documents after which a worker makes way for a new one
CONSTS.channel_lock_timeout = 5.0
"""Seconds after which workers give up waiting for one that was killed while it held their common lock; the pool is then
made anew. Nothing else holds that lock for more than three seconds."""
TICK = 0.25  # seconds between two checks of the workers by the parent
ORPHANED = 10.0
"""Seconds after which a document whose worker is gone counts as orphaned. The pool settles every other document at
once, except when a worker ignores the signal to end: for three seconds that worker no longer belongs to the pool, and
its document is not settled yet."""
DIED_HINT = "It crashes its reader, or the machine is short of memory (see its log). --retry-failed tries it again."


def results(
    documents: Iterator[Numbered], job: Job, lexicon: Lexicon, jobs: int, watch: Watch
) -> Iterator[tuple[BatchDocument, Outcome]]:
    """Run a job on documents in ``jobs`` workers; yields each with its outcome, in the order in which they finish.

    When a stop is requested, scheduled documents are still finished and yielded, as far as time allows. Raises
    WORKER-BROKEN if no worker survives.
    """
    again: list[Numbered] = []
    broken = 0
    while broken < REBUILDS:
        pool = _Pool(job, lexicon, jobs)
        try:
            for document, outcome in pool.run(documents, again, watch):
                broken = 0
                yield document, outcome
            return
        except BrokenProcessPool:
            broken += 1
            again += pool.left
        finally:
            pool.end()
    hint = "Is there memory, and may this user start processes (ulimit -u, -v)?"
    raise LimitReached("WORKER-BROKEN", f"{REBUILDS} times all workers died before they did anything", hint)


class _Pool:
    """A pool and the documents that are scheduled on it."""

    def __init__(self, job: Job, lexicon: Lexicon, jobs: int) -> None:
        fork = multiprocessing.get_context("fork")  # workers share what is loaded already
        self.pool = ProcessPool(jobs, RECYCLED, begin, (job, lexicon), fork)
        self.job, self.jobs = job, jobs
        self.scheduled: dict[Future[None], Numbered] = {}
        self.orphans: dict[int, float] = {}

    @property
    def left(self) -> list[Numbered]:
        """The documents given to workers and not returned."""
        return list(self.scheduled.values())

    def run(
        self, documents: Iterator[Numbered], again: list[Numbered], watch: Watch
    ) -> Iterator[tuple[BatchDocument, Outcome]]:
        """Yield each document with its outcome, until there is nothing left to do or a stop is requested.

        Documents whose worker died are put into ``again``. Raises BrokenProcessPool if the pool cannot go on.
        """
        while True:
            self._feed(documents, again, watch.stop)
            if not self.scheduled:
                return
            if watch.stop.now:
                for worker in multiprocessing.active_children():
                    worker.kill()
                return
            done, _ = wait(self.scheduled, TICK, FIRST_COMPLETED)
            for future in done:
                number, document = self.scheduled[future]
                outcome = self._outcome(future, number, document, watch)
                del self.scheduled[future]
                if outcome:
                    yield document, outcome
                elif not future.cancelled():
                    again.append((number, document))
            if not self.pool.active or self._orphaned():  # the scheduled documents would never come back
                raise BrokenProcessPool
            watch.tick()

    def _orphaned(self) -> bool:
        """Whether a document waits for a worker that is gone.

        This happens when a worker dies before the pool has read that it took the document: the pool looks for the dead
        worker's document, finds none, and never looks again.
        """
        manager = self.pool._pool_manager
        living = manager.worker_manager.workers
        taken = [task for task in list(manager.task_manager.tasks.values()) if task.worker_id]
        now = time.monotonic()
        self.orphans = {task.id: self.orphans.get(task.id, now) for task in taken if task.worker_id not in living}
        return any(now - since > ORPHANED for since in self.orphans.values())

    def _feed(self, documents: Iterator[Numbered], again: list[Numbered], stop: Stop) -> None:
        """Keep two documents scheduled for each worker, one of them waiting; on a stop, call back those that wait."""
        if stop.asked:
            for future in list(self.scheduled):
                if not future.running() and not future.done():
                    future.cancel()
                    del self.scheduled[future]
            return
        while len(self.scheduled) < 2 * self.jobs:
            following = next(documents, None) or (again.pop(0) if again else None)  # what killed a worker comes last
            if following is None:
                return
            number, document = following
            try:
                future = self.pool.schedule(perform, (document, number), timeout=self.job.limits.seconds or None)
            except RuntimeError:  # the pool broke a moment ago
                again.append(following)
                raise BrokenProcessPool from None
            self.scheduled[future] = following

    def _outcome(self, future: Future[None], number: int, document: BatchDocument, watch: Watch) -> Outcome | None:
        """The outcome of a document; None if it is to be tried again."""
        path = outcome_path(self.job.work, number)
        if path.is_file():  # also when the worker died right after it
            outcome = Outcome.from_json(path.read_bytes())
            path.unlink()
            return outcome
        try:
            future.result()
        except CancelledError:
            return None
        except TimeoutError:
            return _failed(_late(self.job.limits.seconds, document))
        except ProcessExpired as error:
            return self._died(error.exitcode or 0, document, watch)
        except BrokenProcessPool:
            raise
        except TeikitError as error:
            return _failed(Failure.of(error))
        except Exception as error:
            return _failed(Failure("BUG", f"{type(error).__name__}: {error}", place=document.shown))
        if not os.path.isdir(self.job.work):
            return _failed(Failure.of(write.refusal(FileNotFoundError(errno.ENOENT, ""), Path(self.job.output))))
        return _failed(Failure("BUG", "the worker left no outcome", place=document.shown))

    def _died(self, code: int, document: BatchDocument, watch: Watch) -> Outcome | None:
        if code == -signal.SIGALRM:
            return _failed(_late(self.job.limits.seconds, document))
        if code == 128 + signal.SIGTERM or code == -signal.SIGTERM:
            return None  # somebody ended the worker, not the document
        return died(code, document, watch.death(document))

    def end(self) -> None:
        """End all workers at once."""
        self.pool.stop()  # type: ignore[no-untyped-call]
        self.pool.join()


def died(code: int, document: BatchDocument, deaths: int) -> Outcome | None:
    """The outcome of a document over which ``deaths`` workers died, the last with this exit code; None to try again."""
    if deaths < ATTEMPTS:
        return None
    ending = f"signal {-code}" if code < 0 else f"exit status {code}"
    message = f"{deaths} workers died over this document ({ending})"
    return _failed(Failure.of(LimitReached("WORKER-DIED", message, DIED_HINT, document.shown)))


def _late(seconds: float, document: BatchDocument) -> Failure:
    message = f"this takes longer than the limit of {seconds:g} seconds"
    return Failure.of(LimitReached("LIMIT-TIME", message, TIME_HINT, document.shown))


def _failed(failure: Failure) -> Outcome:
    return Outcome(failure=failure)
