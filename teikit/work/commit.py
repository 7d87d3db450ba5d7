"""Put the outputs of workers into their places, many documents at once, and only then record them in the ledger.

The order matters: each output is on the disk under its temporary name (the worker has synced it), then it is moved to
its place, then the folders with new names are synced, then the ledger says "done". A run that is killed anywhere in
between leaves whole files, and a ledger that is behind them, never ahead.
"""

from __future__ import annotations

import errno
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from teikit.errors import FileSystemError, OutputExists, Refused, TeikitError, UsageError
from teikit.files import write
from teikit.work.documents import BatchDocument, from_unicode, state_of
from teikit.work.existing import COPIED, KEPT, Target, file_digest, keep_copy, verdict_on
from teikit.work.ledger.ledger import Ledger
from teikit.work.outcome import Failure, Made, Outcome

GROUP = 128  # most documents that are committed at once
SECONDS = 1.0  # most seconds that the first of them waits


class Committer:
    """Gathers outcomes and commits them in groups; ``settled`` is called for each one afterwards.

    ``configuration`` is the digest under which they were made.
    """

    def __init__(
        self, target: Target, ledger: Ledger, configuration: str, settled: Callable[[BatchDocument, Outcome, str], None]
    ) -> None:
        self.target, self.ledger, self.configuration, self.settled = target, ledger, configuration, settled
        self.waiting: list[tuple[BatchDocument, Outcome]] = []
        self.since = 0.0

    def add(self, document: BatchDocument, outcome: Outcome) -> None:
        """Add an outcome; commit when there are enough."""
        if not self.waiting:
            self.since = time.monotonic()
        self.waiting.append((document, outcome))
        self.flush_if_due()

    def flush_if_due(self) -> None:
        """Commit when there are enough documents, or the first has waited long enough."""
        if self.waiting and (len(self.waiting) >= GROUP or time.monotonic() - self.since > SECONDS):
            self.flush()

    def flush(self) -> None:
        """Commit all outcomes that wait. Raises IO-GONE or IO-DISK-FULL if the batch cannot go on."""
        group, self.waiting = self.waiting, []
        if not group:
            return
        before = self.ledger.outputs(document.id for document, _ in group)
        touched: set[Path] = set()
        finished, verdicts = [], []
        for document, outcome in group:
            try:
                verdicts.append(self._place(document, outcome, before[document.id], touched))
            except (OutputExists, Refused, UsageError, FileSystemError) as error:
                if stopping(error):
                    raise
                outcome = replace(outcome, failure=Failure.of(error), outputs=())
                verdicts.append("")
            finished.append((_with_present_state(document) if self.target.add_to_mets else document, outcome))
        for folder in touched:
            _to_disk(folder)
        self.ledger.finish(finished, self.configuration)
        for (document, outcome), verdict in zip(finished, verdicts, strict=True):
            if not outcome.failure:
                self._remove_old(before[document.id], outcome)
            self.settled(document, outcome, verdict)

    def _place(self, document: BatchDocument, outcome: Outcome, before: dict[str, Made], touched: set[Path]) -> str:
        """Move the outputs of one document into their places; returns what was done, as ``written a.xml``."""
        if outcome.failure:
            return ""
        if self.target.output is None:
            for data in outcome.held:
                write.hand_over(data)
            return ""
        moves = [(made, *verdict_on(made, self.target.output, self.target, before)) for made in outcome.outputs]
        for (made, path, verdict), data in zip_longest(moves, outcome.held):
            temporary = self.target.work / made.temporary if made.temporary else None
            try:
                if verdict in ("unchanged", KEPT):
                    if temporary:
                        temporary.unlink(missing_ok=True)
                    continue
                if verdict == COPIED:
                    keep_copy(path)
                touched |= _make_below(self.target.output, path.parent)
                _move(temporary or write.put(path.parent, data, str(path)), path)
                touched.add(path.parent)
            except OSError as error:
                raise write.refusal(error, path) from None
        if self.target.add_to_mets:
            from teikit.export.mets import enter

            enter(document.opened(), [(path, made.kind, made.sha256) for made, path, _ in moves])
        return _placed([(verdict, path) for _, path, verdict in moves])

    def _remove_old(self, before: dict[str, Made], outcome: Outcome) -> None:
        """Remove outputs of an earlier run that this run no longer makes, unless they have been edited since."""
        if self.target.output is None:
            return
        for path in before.keys() - {made.path for made in outcome.outputs}:
            file = self.target.output / from_unicode(path)
            if file.is_file() and file_digest(file) == before[path].sha256:
                if before[path].rebuilt:
                    keep_copy(file)
                file.unlink()


def _move(temporary: Path, path: Path) -> None:
    """Rename a file; if its place is on another file system, copy it there first under a temporary name."""
    try:
        try:
            os.replace(temporary, path)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            copied = write.put(path.parent, temporary.read_bytes(), str(path))
            temporary.unlink()
            temporary = copied
            os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _placed(places: list[tuple[str, Path]]) -> str:
    """``written a.xml``; for more than two files in one folder, their number."""
    folders = {path.parent for _, path in places}
    if len(places) > 2 and len(folders) == 1:
        counts = Counter(verdict for verdict, _ in places)
        return f"{', '.join(f'{count} {verdict}' for verdict, count in counts.items())} in {folders.pop()}"
    by_verdict: dict[str, list[str]] = defaultdict(list)
    for verdict, path in places:
        by_verdict[verdict].append(str(_from_working_folder(path)))
    return ", ".join(f"{verdict} {' and '.join(paths)}" for verdict, paths in by_verdict.items())


def _from_working_folder(path: Path) -> Path:
    """A path relative to the working folder, if it is in it."""
    with suppress(OSError, ValueError):
        return path.relative_to(Path.cwd())
    return path


def _with_present_state(document: BatchDocument) -> BatchDocument:
    """A document with the size and time of its file now, which ``--add-to-mets`` has changed."""
    size, time = state_of(document)
    return document._replace(size=size, time=time)


def _make_below(top: Path, folder: Path) -> set[Path]:
    """Make a folder below ``top``, which must exist; returns the folders in which a new one was made.

    A folder that is not below ``top`` is not made.
    """
    changed: set[Path] = set()
    if not folder.is_dir() and folder.is_relative_to(top):
        for parent in (*reversed(folder.relative_to(top).parents), folder.relative_to(top)):
            if parent != Path() and not (top / parent).is_dir():
                os.mkdir(top / parent)
                changed.add((top / parent).parent)
    return changed


def _to_disk(folder: Path) -> None:
    """Sync a folder to the disk, so that new names in it survive a crash of the machine."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise write.refusal(error, folder) from None


def stopping(error: TeikitError | Failure) -> bool:
    """Whether an error would affect every other document, too, so that the run must end."""
    return error.code in ("IO-DISK-FULL", "IO-GONE")
