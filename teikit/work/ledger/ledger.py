"""The ledger of a batch: a SQLite file in the output folder that records the state of each document.

Only the process that holds the lock of the run writes here (:mod:`teikit.work.ledger.lock`), except with
:meth:`Ledger.update`, a single transaction that claims nothing. A claim names its run and is valid as long as that run
holds the lock, which ends with the process, so claims of a run that died are free at once.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from teikit import __version__
from teikit.clock import utc_now
from teikit.errors import FileSystemError
from teikit.inputs import Skipped
from teikit.work.documents import BatchDocument, in_unicode
from teikit.work.ledger.file import open_database, translated_errors
from teikit.work.ledger.rows import LedgerEntry, LedgerRow, enter, failure_of, failures_of, update
from teikit.work.outcome import Failure, Made, Outcome

MEMORY = ":memory:"  # SQLite's name for a database without a file
LEDGER_FOLDER = ".teikit"
"""The folder of the ledger in the output folder; hidden, so that the output folder may be read as input."""

OUTPUTS = "SELECT path, sha256, size, rebuilt FROM outputs"


class Ledger:
    """An open ledger; without a path it is in memory, and lost when it is closed.

    Without ``create`` the file must exist; ``check`` looks for damage. Raises LEDGER-CORRUPT, LEDGER-VERSION,
    LEDGER-MISSING, LEDGER-IO and IO-DISK-FULL.
    """

    def __init__(self, path: Path | None, create: bool = True, check: bool = True) -> None:
        self.path = path or Path(MEMORY)
        if path and not create and not path.is_file():
            hint = "Name the output folder of teikit convert or teikit collate."
            raise FileSystemError("LEDGER-MISSING", "there is no ledger here", hint, str(path))
        self.db = open_database(self.path, check)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit all changes made within the block, or none if it raises."""
        with translated_errors(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")

    @contextmanager
    def attached(self, path: Path) -> Iterator[sqlite3.Connection]:
        """A transaction with the ledger in another file attached as ``other``."""
        with translated_errors(self.path):
            self.db.execute("ATTACH DATABASE ? AS other", (str(path),))
        try:
            with self.transaction() as db:
                yield db
        finally:
            self.db.execute("DETACH DATABASE other")

    def close(self) -> None:
        """Close it; SQLite then moves its write-ahead log into the file."""
        with translated_errors(self.path):
            self.db.close()

    def _all(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        with translated_errors(self.path):
            # a map has no close(), which fails for a cursor of a closed ledger: the disk was full in between
            yield from map(tuple, self.db.execute(query, values))

    # ------------------------------------------------------------ the batch

    def configuration(self) -> dict[str, str] | None:
        """The configuration under which documents are done; None in a new ledger."""
        row = next(self._all("SELECT value FROM facts WHERE key = 'configuration'"), None)
        return json.loads(row[0]) if row else None

    def remember_configuration(self, digest: str, configuration: dict[str, str]) -> None:
        """Record the configuration with this digest; with ``--only-new``, documents are made under several."""
        with self.transaction() as db:
            values = (f"configuration {digest}", json.dumps(configuration, sort_keys=True))
            db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", values)

    def configurations(self) -> dict[str, dict[str, str]]:
        """All configurations under which documents were made, by their digests; older ledgers have none."""
        query = "SELECT substr(key, 15), value FROM facts WHERE key LIKE 'configuration %'"
        return {digest: json.loads(value) for digest, value in self._all(query)}

    def remember_skipped(self, skipped: Iterable[Skipped]) -> None:
        """Record which files are not inputs, and why, in place of those of the run before."""
        files = json.dumps([[in_unicode(name), why] for name, why, _ in skipped])
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO facts VALUES ('no inputs', ?)", (files,))

    def skipped(self) -> list[tuple[str, str]]:
        """The files that were not inputs of the last run, by their names in Unicode, and why."""
        row = next(self._all("SELECT value FROM facts WHERE key = 'no inputs'"), None)
        return [(name, why) for name, why in json.loads(row[0])] if row else []

    def begin(self, configuration: dict[str, str], plan: Sequence[tuple[int, BatchDocument, str]]) -> int:
        """Enter a run and its plan (number, document, state of each); returns the id of the run."""
        with self.transaction() as db:
            value = json.dumps(configuration, sort_keys=True)
            db.execute("INSERT OR REPLACE INTO facts VALUES ('configuration', ?)", (value,))
            who = (utc_now(), os.uname().nodename, os.getpid(), __version__)
            run_id = db.execute("INSERT INTO runs (begun, host, pid, teikit) VALUES (?, ?, ?, ?)", who).lastrowid
            db.execute("UPDATE documents SET place = NULL WHERE place IS NOT NULL")
            db.execute("DELETE FROM documents WHERE id LIKE '//%'")
            db.executemany(
                "INSERT INTO documents (id, place, shown, state, size, time) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET place = excluded.place, shown = excluded.shown,"
                " state = excluded.state, size = excluded.size, time = excluded.time",
                ((new.id, place, in_unicode(new.shown), state, new.size, new.time) for place, new, state in plan),
            )
        assert run_id is not None
        return run_id

    def end(self, run_id: int, code: int) -> None:
        """Enter the exit code of a run; documents that it claimed and did not finish are free again."""
        with self.transaction() as db:
            db.execute("UPDATE documents SET state = 'todo' WHERE state = 'claimed'")
            ended = utc_now()
            db.execute("UPDATE runs SET ended = ?, exit = ? WHERE id = ?", (ended, code, run_id))

    def rows(self) -> dict[str, LedgerRow]:
        """The rows of all documents by their ids."""
        query = (
            "SELECT id, state, size, time, input, configuration, report IS NOT NULL, failure ->> '$[0]',"
            " about ->> '$.names', about ->> '$.row', about -> '$.sources'"
            " FROM documents"
        )
        return {
            id: LedgerRow(*rest)._replace(sources=tuple(json.loads(sources or "[]")))
            for id, *rest, sources in self._all(query)
        }

    def claim(self, ids: Iterable[str], run_id: int) -> list[str]:
        """Claim documents for a run, by their ids; returns the ids of those that were free."""
        query = "UPDATE documents SET state = 'claimed', run = ? WHERE id = ? AND state = 'todo' RETURNING id"
        with self.transaction() as db:
            return [free for id in ids for (free,) in db.execute(query, (run_id, id)).fetchall()]

    def death(self, id: str) -> int:
        """Count the death of a worker over a document; returns how many there were."""
        with self.transaction() as db:
            query = "UPDATE documents SET deaths = deaths + 1 WHERE id = ? RETURNING deaths"
            return int(db.execute(query, (id,)).fetchone()[0])

    def finish(self, finished: Iterable[tuple[BatchDocument, Outcome]], configuration: str) -> None:
        """Enter outcomes in one transaction. Their outputs must already be on the disk, under their names."""
        with self.transaction() as db:
            for document, outcome in finished:
                enter(db, document, outcome, configuration)

    def update(self, document: BatchDocument, outcome: Outcome, digest: str, configuration: dict[str, str]) -> None:
        """Update the entries of a document that a run without this ledger wrote into the same folder."""
        with self.transaction() as db:
            is_known = update(db, document, outcome, digest)
        if is_known:
            self.remember_configuration(digest, configuration)

    def outputs(self, ids: Iterable[str]) -> dict[str, dict[str, Made]]:
        """The outputs of documents in the output folder, by the id of the document and the path."""
        return {id: _made(self._all(f"{OUTPUTS} WHERE document = ?", (id,))) for id in ids}

    def outputs_by_path(self) -> dict[str, Made]:
        """The outputs of all documents by their paths."""
        return _made(self._all(OUTPUTS))

    def all_outputs(self) -> Iterator[tuple[str, str, str, int]]:
        """Id of the document, path, SHA-256 and size in bytes of every output."""
        query = "SELECT document, path, sha256, size FROM outputs"
        yield from self._all(query)

    # ------------------------------------------------- the documents of the last plan

    def counts(self) -> dict[str, int]:
        """The numbers of documents of the last plan in each state."""
        query = "SELECT state, count(*) FROM documents WHERE place IS NOT NULL GROUP BY state"
        return {state: count for state, count in self._all(query)}

    def partial(self) -> int:
        """The number of documents of the last plan that are done without some of their files."""
        query = "SELECT count(*) FROM documents WHERE place IS NOT NULL AND state = 'done' AND left_out IS NOT NULL"
        return int(next(self._all(query))[0])

    def asking(self) -> int:
        """The number of places in the documents of the last plan that a person should look at."""
        query = "SELECT total(about ->> '$.asking') FROM documents WHERE place IS NOT NULL AND state = 'done'"
        return int(next(self._all(query))[0])

    def gone(self) -> int:
        """The number of documents that were no longer among the inputs of the last run."""
        query = "SELECT count(*) FROM documents WHERE place IS NULL AND id NOT LIKE '//%'"
        return int(next(self._all(query))[0])

    def entries(self, only: str = "") -> Iterator[LedgerEntry]:
        """The documents of the last plan, in its order; all of them, or ``only`` those in one state."""
        query = "SELECT id, shown, state, failure, left_out, about FROM documents WHERE place IS NOT NULL"
        query += " AND state = ? ORDER BY place" if only else " ORDER BY place"
        for id, shown, state, failure, left_out, about in self._all(query, (only,) if only else ()):
            parts = failures_of(left_out)
            yield LedgerEntry(id, shown, state, failure_of(failure), parts, json.loads(about or "{}"))

    def reports(self) -> Iterator[tuple[str, bytes | None, Failure | None, tuple[Failure, ...]]]:
        """Name, report (packed by zlib), failure and unreadable files of each document of the last plan."""
        query = "SELECT shown, report, failure, left_out FROM documents WHERE place IS NOT NULL ORDER BY place"
        for shown, report, failure, left_out in self._all(query):
            yield shown, report, failure_of(failure), failures_of(left_out)

    def withheld(self) -> Iterator[list[Any]]:
        """The rows of what was withheld in all records of the last plan, in its order."""
        for _, rows in self.withheld_by_record():
            yield from rows

    def withheld_by_record(self) -> Iterator[tuple[str, list[list[Any]]]]:
        """The ids of the records of the last plan in which something was withheld, each with its rows."""
        query = "SELECT id, withheld FROM documents WHERE place IS NOT NULL AND state = 'done' AND withheld IS NOT NULL"
        for id, packed in self._all(f"{query} ORDER BY place"):
            yield id, json.loads(zlib.decompress(packed))

    def runs(self) -> list[tuple[Any, ...]]:
        """The runs: id, begun and ended (UTC), host, process, version of teikit, exit code."""
        return list(self._all("SELECT id, begun, ended, host, pid, teikit, exit FROM runs ORDER BY id"))


def _made(rows: Iterable[tuple[Any, ...]]) -> dict[str, Made]:
    """Outputs by their paths, from the columns of :data:`OUTPUTS`."""
    return {path: Made(path, "", sha256, size, "", rebuilt=bool(rebuilt)) for path, sha256, size, rebuilt in rows}
