"""The rows of a ledger: documents before and after a run; and functions that enter an outcome."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple

from teikit.work.documents import BatchDocument
from teikit.work.outcome import Failure, Outcome


class LedgerRow(NamedTuple):
    """The entry of a document in the ledger before a run.

    ``size`` (bytes) and ``time`` (nanoseconds) are those of the input when it was read, ``input`` is the SHA-256 of its
    bytes, ``configuration`` the digest of the configuration under which it was done, and of the decisions on it,
    ``code`` that of its failure. ``names`` (as JSON) are those under which its row in the table of documents was looked
    up, in addition to that of its file, ``row`` is the row (:func:`teikit.work.ledger.facts.row_facts`). ``sources``
    are the digests by which decisions refer to the document.
    """

    state: str
    size: int
    time: int
    input: str
    configuration: str
    reported: bool
    code: str | None = None
    names: str | None = None
    row: str | None = None
    sources: tuple[str, ...] = ()


class LedgerEntry(NamedTuple):
    """The entry of a document in the ledger after a run.

    ``shown`` is its name in messages, ``failure`` why it failed, ``left_out`` why files that belong to it could not be
    read, ``facts`` those of :mod:`teikit.work.ledger.facts`.
    """

    id: str
    shown: str
    state: str
    failure: Failure | None
    left_out: tuple[Failure, ...]
    facts: dict[str, Any]


def failure_of(value: str | None) -> Failure | None:
    """The failure in a row, from JSON."""
    return Failure(*json.loads(value)) if value else None


def failures_of(value: str | None) -> tuple[Failure, ...]:
    """The failures in a row, from JSON: why files that belong to a document could not be read."""
    return tuple(Failure(*failure) for failure in json.loads(value or "[]"))


def enter(db: sqlite3.Connection, document: BatchDocument, outcome: Outcome, configuration: str) -> None:
    """Enter the outcome of a document that was done under a configuration (its digest), and the files it has now."""
    _enter_document(db, document, outcome, configuration)
    if not outcome.failure:
        db.execute("DELETE FROM outputs WHERE document = ?", (document.id,))
        _enter_outputs(db, document.id, outcome)


def update(db: sqlite3.Connection, document: BatchDocument, outcome: Outcome, configuration: str) -> bool:
    """Enter the results of a run in this folder that did not use this ledger; returns whether a row here is theirs.

    Files that the document had before stay. Files of other kinds are not entered, so a later run with this ledger does
    not remove them. If its files belong to another document here, that one is to be done again; a document that is
    still to be done is left as it is.
    """
    paths = [made.path for made in outcome.outputs]
    query = "SELECT document FROM outputs WHERE path = ?"
    owners = {owner for path in paths for (owner,) in db.execute(query, (path,))}
    state = db.execute("SELECT state FROM documents WHERE id = ?", (document.id,)).fetchone()
    is_own = state is not None and owners <= {document.id}
    if is_own and not db.execute("SELECT 1 FROM outputs WHERE document = ?", (document.id,)).fetchone():
        _enter_outputs(db, document.id, outcome)
    now = ((made.sha256, made.size, made.path) for made in outcome.outputs)
    db.executemany("UPDATE outputs SET sha256 = ?, size = ?, rebuilt = 0 WHERE path = ?", now)
    if not is_own:
        db.executemany("UPDATE documents SET configuration = '' WHERE id = ?", ((owner,) for owner in owners))
    elif state[0] not in ("todo", "claimed"):
        _enter_document(db, document, outcome, configuration)
    return is_own


def _enter_outputs(db: sqlite3.Connection, id: str, outcome: Outcome) -> None:
    rows = ((made.path, id, made.sha256, made.size) for made in outcome.outputs)
    db.executemany("INSERT OR REPLACE INTO outputs (path, document, sha256, size) VALUES (?, ?, ?, ?)", rows)


def _enter_document(db: sqlite3.Connection, document: BatchDocument, outcome: Outcome, configuration: str) -> None:
    """Enter the outcome of a document; ``configuration`` is the digest of that under which it was made."""
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
