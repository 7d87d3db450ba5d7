"""The rows of a ledger: a document before a run, a document after it, and how an outcome is entered."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple

from teikit.work.documents import Document
from teikit.work.outcome import Failure, Outcome


class LedgerRow(NamedTuple):
    """What the ledger has of a document before a run.

    ``size`` (bytes) and ``time`` (nanoseconds) are those of the input when it was read, ``deaths`` is how many workers
    died over it, ``input`` the SHA-256 of its bytes, ``configuration`` the digest of the configuration under which it
    was done, and of the decisions on it, ``code`` that of its failure. ``names`` (as JSON) are those under which its
    row in the table of documents was looked for beside that of its file, ``row`` is what was there
    (:func:`teikit.work.facts.row_facts`). ``sources`` are the digests by which decisions refer to the document.
    """

    state: str
    size: int
    time: int
    deaths: int
    input: str
    configuration: str
    reported: bool
    code: str | None = None
    names: str | None = None
    row: str | None = None
    sources: tuple[str, ...] = ()


class LedgerEntry(NamedTuple):
    """What the ledger has of a document after a run.

    ``shown`` is its name in messages, ``failure`` why it failed, ``left_out`` why files that belong to it could not be
    read, ``facts`` those of :mod:`teikit.work.facts`.
    """

    id: str
    shown: str
    state: str
    failure: Failure | None
    left_out: tuple[Failure, ...]
    facts: dict[str, Any]


def failure_of(value: str | None) -> Failure | None:
    """The failure that a row holds as JSON."""
    return Failure(*json.loads(value)) if value else None


def failures_of(value: str | None) -> tuple[Failure, ...]:
    """The failures that a row holds as JSON: why files that belong to a document could not be read."""
    return tuple(Failure(*failure) for failure in json.loads(value or "[]"))


def enter(db: sqlite3.Connection, document: Document, outcome: Outcome, configuration: str) -> None:
    """Enter the outcome of a document that was done under a configuration (its digest), and the files it has now."""
    failure = json.dumps(outcome.failure) if outcome.failure else None
    db.execute(
        "UPDATE documents SET state = ?, size = ?, time = ?, times = times + 1, deaths = 0, input = ?,"
        " configuration = ?, seconds = ?, failure = ?, left_out = ?, about = ?, report = ?, withheld = ? WHERE id = ?",
        (
            outcome.failure.state if outcome.failure else "done",
            document.size,
            document.time,
            outcome.input,
            f"{configuration} {outcome.decided}".rstrip(),
            outcome.seconds,
            failure,
            json.dumps(outcome.left_out) if outcome.left_out else None,
            json.dumps(outcome.facts) if outcome.facts else None,
            outcome.report,
            outcome.withheld,
            document.id,
        ),
    )
    if not failure:
        db.execute("DELETE FROM outputs WHERE document = ?", (document.id,))
        rows = ((made.path, document.id, made.sha256, made.size) for made in outcome.outputs)
        db.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?)", rows)
