"""Plan a run: decide from the ledger and the output folder which documents are to be done."""

from __future__ import annotations

import json
import os
import posixpath
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from teikit.decisions import Book
from teikit.edition import Table
from teikit.errors import OutputExists, TeikitError, UsageError
from teikit.lexicon.lexicon import NO_DECISIONS
from teikit.work.configuration import changes
from teikit.work.documents import BatchDocument, digest_of, from_unicode, in_unicode, records_of
from teikit.work.ledger.ledger import Ledger
from teikit.work.ledger.rows import LedgerRow
from teikit.work.request import Request
from teikit.work.tasks.task import Task


class Older(NamedTuple):
    """A document made by another version or with other options, and what changed (``teikit: 0.1.0 before, ...``)."""

    document: BatchDocument
    why: str


@dataclass(frozen=True)
class Plan:
    """Each document with its number among all inputs and its state.

    The states are todo, done, failed or alone (in an earlier run), skipped, and refused (it cannot be tried). ``gone``
    is the number of documents in the ledger that are no longer inputs; ``older`` are those done by another version or
    with other options, which would be done again without ``--only-new`` or ``--diff``.
    """

    documents: tuple[tuple[int, BatchDocument, str], ...]
    gone: int = 0
    older: tuple[Older, ...] = ()

    @property
    def todo(self) -> list[tuple[int, BatchDocument]]:
        """The documents that are to be done, with their numbers."""
        return [(number, document) for number, document, state in self.documents if state == "todo"]

    @property
    def counts(self) -> Counter[str]:
        """The number of documents in each state."""
        return Counter(state for _, _, state in self.documents)


def refuse_collisions(documents: Iterable[BatchDocument]) -> None:
    """Refuse inputs with the same output, even if only on a case-insensitive file system (NAME-COLLISION)."""
    taken: dict[str, BatchDocument] = {}
    for document in documents:
        if document.refusal:
            continue
        before = taken.setdefault(unicodedata.normalize("NFC", document.stem).casefold(), document)
        if before is not document:
            message = f"{before.shown} and {document.shown} would both become {document.stem}.xml"
            hint = "Rename one. Or put them into different folders, and name the folder above these as the input."
            raise UsageError("NAME-COLLISION", message, hint)


@dataclass(frozen=True)
class Before:
    """What is known about the documents before a run: rows of the ledger, and the files (path, size) of each.

    ``configuration`` is that of the planned run, ``decisions`` are those made so far; ``configurations`` are those in
    the ledger, by their digests, and the planned one.
    """

    configuration: str = ""
    decisions: Book = NO_DECISIONS
    rows: Mapping[str, LedgerRow] = field(default_factory=dict)
    outputs: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    configurations: Mapping[str, dict[str, str]] = field(default_factory=dict)

    def configuration_of(self, document: BatchDocument, row: LedgerRow) -> str:
        """The digest that the ledger would have for a document if it were done now, with the decisions made so far."""
        key = self.decisions.key(row.sources or [row.input or ""], records_of(document))
        return f"{self.configuration} {key}".rstrip()

    def is_older(self, document: BatchDocument, row: LedgerRow) -> bool:
        """Whether a document was made by another version or with other options, but with the same decisions."""
        now, then = self.configuration_of(document, row), row.configuration
        return then != now and then.partition(" ")[2] == now.partition(" ")[2]

    def why_older(self, row: LedgerRow) -> str:
        """The parts of the configuration that differ from those under which a document was made."""
        then = self.configurations.get(row.configuration.partition(" ")[0])
        if then is None:
            return "made by an unknown version and with unknown options"
        return "; ".join(changes(then, self.configurations.get(self.configuration, {})))


def make_plan(
    documents: Sequence[tuple[int, BatchDocument]], before: Before, output: Path, task: Task, request: Request
) -> Plan:
    """Decide the state of each document.

    If an output exists that the ledger does not know, ``request.existing`` says whether to skip the document, or to
    abort, which raises OUT-EXISTS.
    """
    there = _Listing(output)
    planned, older = [], []
    for number, document in documents:
        state = "refused" if document.refusal else _state(document, before, there, task, request)
        row = before.rows.get(document.id)
        if state == "failed" and row and (request.retry_failed or _may_replace(row, request)):
            state = "todo"
        if state == "todo" and request.existing in ("skip", "abort") and document.id not in before.outputs:
            taken = there.output_of(document.stem)
            if taken and request.existing == "abort":
                hint = "Use --existing skip or --existing overwrite, or name another folder with -o."
                raise OutputExists("OUT-EXISTS", "the file exists already; nothing was done", hint, str(output / taken))
            state = "skipped" if taken else state
        if state == "done" and row and before.is_older(document, row):
            older.append(Older(document, before.why_older(row)))
        planned.append((number, document, state))
    return Plan(tuple(planned), older=tuple(older))


def _state(document: BatchDocument, before: Before, there: _Listing, task: Task, request: Request) -> str:
    """The state of a document: that of its row, or todo if anything that decides its outputs has changed."""
    row = before.rows.get(document.id)
    if row is None or row.state not in ("done", "failed", "alone"):
        return "todo"
    stays = request.leaves_older and before.is_older(document, row)
    if row.configuration != before.configuration_of(document, row) and not stays:
        return "todo"
    if (row.size, row.time) != (document.size, document.time) and not _same_bytes(document, row):
        return "todo"
    if row.code == "TABLE-ROWS" or (row.state == "done" and _row_changed(document, row, task.options.edition.table)):
        return "todo"
    if row.state == "done":
        written = dict(before.outputs.get(document.id, ()))
        are_there = written and all(there.has(path, size) for path, size in written.items())
        are_expected = written.keys() >= set(map(in_unicode, task.expected(document)))
        if not are_there or not are_expected or (request.report and not row.reported):
            return "todo"
    return row.state


def _may_replace(row: LedgerRow, request: Request) -> bool:
    """Whether a document failed because of a file in the place of its output that this run may replace."""
    return (row.code == "OUT-EDITED" and request.discard_edits) or (row.code == "OUT-EXISTS" and request.overwrite)


def _row_changed(document: BatchDocument, row: LedgerRow, table: Table) -> bool:
    """Whether the row of a document in the table has changed since it was done."""
    return table.fingerprint([*document.names, *json.loads(row.names or "[]")]) != (row.row or "")


def _same_bytes(document: BatchDocument, row: LedgerRow) -> bool:
    """Whether a file that was touched has the same bytes; a member counts as changed with its archive."""
    if document.packed or not row.input:
        return False
    try:
        return digest_of(document) == row.input
    except TeikitError:
        return False


class _Listing:
    """The files in the output folder, listed folder by folder as they are needed."""

    def __init__(self, top: Path) -> None:
        self.names = cache(self._names)
        self.top = top

    def _names(self, parent: str) -> frozenset[str]:
        try:
            return frozenset(os.listdir(self.top / parent))
        except OSError:
            return frozenset()

    def has(self, path: str, size: int) -> bool:
        """Whether a file that was written is there, with the same size."""
        try:
            return os.stat(self.top / from_unicode(path)).st_size == size
        except OSError:
            return False

    def output_of(self, stem: str) -> str:
        """The path of the first file that could be an output with this stem, empty if there is none."""
        parent, _, name = stem.rpartition("/")
        names = self.names(parent)
        if f"{name}.xml" in names:
            return f"{stem}.xml"
        outputs = (file for file in sorted(names) if file.startswith(f"{name}.") and file.endswith(".xml"))
        return next((posixpath.join(parent, file) for file in outputs), "")


def ledger_outputs(ledger: Ledger) -> dict[str, list[tuple[str, int]]]:
    """Path and size (bytes) of the outputs of each document, by its id."""
    outputs: dict[str, list[tuple[str, int]]] = {}
    for document, path, _, size in ledger.all_outputs():
        outputs.setdefault(document, []).append((path, size))
    return outputs
