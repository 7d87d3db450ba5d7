"""Put what workers made into its place, many documents at once, and only then tell the ledger.

The order is the promise: each output is on the disk under its temporary name (the worker saw to it), then takes its
place, then the folders that got new names go to the disk, then the ledger says "done". A run that is killed anywhere in
between leaves whole files and a ledger that is behind them, never ahead.
"""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from teikit import inputs, write
from teikit.errors import FileSystemError, OutputExists, TeikitError, UsageError
from teikit.work.documents import Document, from_unicode, state_of
from teikit.work.ledger import Ledger
from teikit.work.outcome import Failure, Made, Outcome

GROUP = 128  # documents that are committed at once, at most
KEPT = "kept as somebody edited it:"
DISCARDED = "replaced, and kept a copy of,"
SECONDS = 1.0  # that the first of them waits, at most


class Target(NamedTuple):
    """Where outputs go: the output folder, the work folder with the temporary files, the rules for what is there.

    Without an output folder they go to standard output. ``protected`` are inputs (device, inode) that could be reached
    under a name in the output folder. With ``discard_edits`` files are replaced that somebody edited. ``known`` are the
    SHA-256 of files that an earlier batch wrote here, where this run has no ledger.
    """

    output: Path | None
    work: Path
    overwrite: bool
    add_to_mets: bool
    protected: frozenset[tuple[int, int]]
    discard_edits: bool = False
    known: Mapping[str, str] = MappingProxyType({})


class Committer:
    """Gathers outcomes and commits them in groups; ``settled`` hears of each one afterwards."""

    def __init__(
        self, target: Target, ledger: Ledger, configuration: str, settled: Callable[[Document, Outcome, str], None]
    ) -> None:
        self.target, self.ledger, self.configuration, self.settled = target, ledger, configuration, settled
        self.waiting: list[tuple[Document, Outcome]] = []
        self.since = 0.0

    def add(self, document: Document, outcome: Outcome) -> None:
        """Take an outcome; commits when there are enough."""
        if not self.waiting:
            self.since = time.monotonic()
        self.waiting.append((document, outcome))
        self.flush_if_due()

    def flush_if_due(self) -> None:
        """Commit when there are enough documents, or the first has waited long enough."""
        if self.waiting and (len(self.waiting) >= GROUP or time.monotonic() - self.since > SECONDS):
            self.flush()

    def flush(self) -> None:
        """Commit what there is. Raises IO-GONE or IO-DISK-FULL where the batch cannot go on."""
        group, self.waiting = self.waiting, []
        if not group:
            return
        before = self.ledger.outputs(document.id for document, _ in group)
        touched: set[Path] = set()
        finished, verdicts = [], []
        for document, outcome in group:
            try:
                verdicts.append(self._place(document, outcome, before[document.id], touched))
            except (OutputExists, UsageError, FileSystemError) as error:
                if isinstance(error, FileSystemError) and error.code in ("IO-GONE", "IO-DISK-FULL"):
                    raise
                outcome = replace(outcome, failure=Failure.of(error), outputs=())
                verdicts.append("")
            finished.append((_as_it_is_now(document) if self.target.add_to_mets else document, outcome))
        for folder in touched:
            _to_disk(folder)
        self.ledger.finish(finished, self.configuration)
        for (document, outcome), verdict in zip(finished, verdicts, strict=True):
            if not outcome.failure:
                self._take_away(before[document.id], outcome)
            self.settled(document, outcome, verdict)

    def _place(self, document: Document, outcome: Outcome, before: dict[str, Made], touched: set[Path]) -> str:
        """Move the outputs of one document into their places; answers what was done, as people read it."""
        if outcome.failure:
            return ""
        if self.target.output is None:
            for data in outcome.held:
                write.hand_over(data)
            return ""
        moves = [
            (made, *self._decided(self.target.output, made, self._written(made, before))) for made in outcome.outputs
        ]
        for (made, path, verdict), data in zip_longest(moves, outcome.held):
            temporary = self.target.work / made.temporary if made.temporary else None
            try:
                if verdict in ("unchanged", KEPT):
                    if temporary:
                        temporary.unlink(missing_ok=True)
                    continue
                if verdict == DISCARDED:
                    _keep_copy(path)
                touched |= _make_below(self.target.output, path.parent)
                _move(temporary or write.put(path.parent, data, str(path)), path)
                touched.add(path.parent)
            except OSError as error:
                raise write.refusal(error, path) from None
        if self.target.add_to_mets:
            from teikit.export.mets import enter

            enter(document.opened(), [(path, made.kind, made.sha256) for made, path, _ in moves])
        return _placed([(verdict, path) for _, path, verdict in moves])

    def _written(self, made: Made, before: dict[str, Made]) -> str:
        """The SHA-256 of a file as teikit wrote it before, empty if it did not."""
        return before[made.path].sha256 if made.path in before else self.target.known.get(made.path, "")

    def _decided(self, output: Path, made: Made, before: str) -> tuple[Path, str]:
        """Where a file goes, and whether it is written, unchanged, kept or replaced. Raises OUT-EXISTS and OUT-EDITED.

        ``before`` is the SHA-256 of what teikit wrote there. TEI that is another by now was edited by somebody, and is
        kept: where nothing new would be written that is all.
        """
        path = output / from_unicode(made.path)
        if not os.path.lexists(path):
            return path, "written"
        if not os.path.isfile(path):
            message = "there is something here that is no regular file"
            raise FileSystemError("OUT-NOT-REGULAR", message, place=str(path))
        if inputs.identity(path) in self.target.protected:
            raise UsageError("USAGE-SAME-FILE", "this is an input; it will not be written over", place=str(path))
        there = _digest(path)
        if there == made.sha256:
            return path, "unchanged"
        if there == before:
            return path, "replaced"
        if before and _is_whole(path):
            if self.target.discard_edits:
                return path, DISCARDED
            if made.sha256 == before:
                return path, KEPT
            message = "somebody changed this file since it was written; it was kept, and what is new was not written"
            wanted = f"teikit decisions from {path} --who NAME -o {output / 'decisions.jsonl'}"
            hint = f"To keep the changes for good: {wanted}. "
            hint += "After that, or to give them up: --discard-edits, which replaces it and keeps a copy."
            raise OutputExists("OUT-EDITED", message, hint, str(path))
        if self.target.overwrite:
            return path, DISCARDED if _is_whole(path) else "replaced"
        hint = "Use --force to replace it, --existing skip to leave it, or name another -o."
        raise OutputExists("OUT-EXISTS", "the file exists and says something else", hint, str(path))

    def _take_away(self, before: dict[str, Made], outcome: Outcome) -> None:
        """Remove what an earlier run made of a document and this one does not, unless somebody changed it since."""
        if self.target.output is None:
            return
        for path in before.keys() - {made.path for made in outcome.outputs}:
            file = self.target.output / from_unicode(path)
            if file.is_file() and _digest(file) == before[path].sha256:
                file.unlink()


def _is_whole(path: Path) -> bool:
    """Whether a file is TEI that teikit wrote and that somebody edited, not one that was cut off."""
    data = path.read_bytes()
    return inputs.is_our_own(data[: inputs.HEADER]) and data.rstrip().endswith((b"</TEI>", b"</teiCorpus>"))


def _keep_copy(path: Path) -> None:
    """Keep what a file says under a name that tells which state of it that is."""
    data = path.read_bytes()
    kept = path.with_name(f"{path.name}.kept-{hashlib.sha256(data).hexdigest()[:8]}")
    if not kept.exists():
        os.replace(write.put(kept.parent, data, str(kept)), kept)


def _move(temporary: Path, path: Path) -> None:
    """Give a file its name; where it lies on another disk, by way of a copy there that nobody knows yet."""
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
    """``written a.xml``; of several files in one folder how many."""
    folders = {path.parent for _, path in places}
    if len(places) > 1 and len(folders) == 1:
        counts = Counter(verdict for verdict, _ in places)
        return f"{', '.join(f'{count} {verdict}' for verdict, count in counts.items())} in {folders.pop()}"
    return ", ".join(f"{verdict} {path}" for verdict, path in places)


def _as_it_is_now(document: Document) -> Document:
    size, time = state_of(document)
    return document._replace(size=size, time=time)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make_below(top: Path, folder: Path) -> set[Path]:
    """Make a folder below one that must be there already; answers the folders that got a new one.

    A folder that is not below it is none that may be made here.
    """
    got: set[Path] = set()
    if not folder.is_dir() and folder.is_relative_to(top):
        for parent in (*reversed(folder.relative_to(top).parents), folder.relative_to(top)):
            if parent != Path() and not (top / parent).is_dir():
                os.mkdir(top / parent)
                got.add((top / parent).parent)
    return got


def _to_disk(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise write.refusal(error, folder) from None


def protected(documents: Iterable[Document], output: Path) -> frozenset[tuple[int, int]]:
    """The inputs that a name in the output folder may lead to: those in it, or with a second name (hard link)."""
    top = os.path.realpath(output) + os.sep
    identities = set()
    for path in {file.path for document in documents for file in document.files if file.path}:
        try:
            status = os.stat(path)
        except OSError:
            continue
        if status.st_nlink > 1 or os.path.realpath(path).startswith(top):
            identities.add((status.st_dev, status.st_ino))
    return frozenset(identities)


def stopping(error: TeikitError | Failure) -> bool:
    """Whether it makes no sense to go on with the next document."""
    return error.code in ("IO-DISK-FULL", "IO-GONE")
