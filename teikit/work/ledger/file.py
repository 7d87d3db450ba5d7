"""The SQLite file of a ledger: its tables, its migrations, its errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from teikit import __version__
from teikit.errors import ConfigRefused, FileSystemError

VERSION = 3  # number of the format, in user_version
SCHEMA = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE runs (id INTEGER PRIMARY KEY, begun TEXT, ended TEXT, host TEXT, pid INTEGER, teikit TEXT, exit INTEGER);
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    place INTEGER,                      -- in the plan of the last run; NULL: no longer among the inputs
    shown TEXT NOT NULL,
    state TEXT NOT NULL,                -- todo, claimed, done, failed, skipped, alone (there was nothing to collate)
    size INTEGER, time INTEGER,         -- of the input file when it was read
    run INTEGER,                        -- that claimed it last
    deaths INTEGER NOT NULL DEFAULT 0,  -- of workers over it
    times INTEGER NOT NULL DEFAULT 0,   -- that it was finished
    input TEXT, configuration TEXT,     -- SHA-256
    seconds REAL,                       -- of processor time
    failure TEXT, left_out TEXT, about TEXT,
    report BLOB,
    withheld BLOB                       -- rows of the ledger of what was withheld
) WITHOUT ROWID;
CREATE INDEX by_place ON documents (place);
CREATE TABLE outputs (
    path TEXT PRIMARY KEY, document TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    rebuilt INTEGER NOT NULL DEFAULT 0  -- 1: as it was found by a rebuild, so somebody may have edited it before
) WITHOUT ROWID;
CREATE INDEX by_document ON outputs (document);
"""
MIGRATIONS = {
    1: "ALTER TABLE documents ADD COLUMN withheld BLOB",
    2: "ALTER TABLE outputs ADD COLUMN rebuilt INTEGER NOT NULL DEFAULT 0",
}
"""The SQL that migrates a ledger of an older format, by its number, to the next."""
DAMAGED_HINT = "Put it aside and make a new one from the output: teikit ledger rebuild"


def open_database(path: Path, check: bool) -> sqlite3.Connection:
    """Open the database in a file; a missing one is created, one of an older format is migrated.

    ``check`` looks for damage. Raises LEDGER-CORRUPT, LEDGER-VERSION, LEDGER-IO and IO-DISK-FULL.
    """
    with translated_errors(path):
        db = sqlite3.connect(path, isolation_level=None, timeout=30)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not db.execute("SELECT name FROM sqlite_master").fetchone():
            db.executescript(f"BEGIN;{SCHEMA}PRAGMA user_version = {VERSION};COMMIT")
        elif version in MIGRATIONS:
            for older in range(version, VERSION):
                db.executescript(f"BEGIN;{MIGRATIONS[older]};PRAGMA user_version = {older + 1};COMMIT")
        elif version != VERSION:
            message = f"the ledger is of format {version}, this teikit ({__version__}) knows format {VERSION}"
            raise ConfigRefused("LEDGER-VERSION", message, "Use the teikit that wrote it.", str(path))
        if check:
            (damage,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if damage != "ok":
                raise FileSystemError("LEDGER-CORRUPT", "the ledger is damaged", _rebuild_hint(path), str(path))
    return db


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite into IO-DISK-FULL, LEDGER-IO or LEDGER-CORRUPT."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "disk is full" in str(error) or "disk I/O" in str(error):
            hint = "Make room and run the same command again."
            raise FileSystemError("IO-DISK-FULL", f"the ledger: {error}", hint, str(path)) from None
        raise FileSystemError("LEDGER-IO", f"the ledger: {error}", place=str(path)) from None
    except sqlite3.DatabaseError as error:
        message = f"the ledger is damaged: {error}"
        raise FileSystemError("LEDGER-CORRUPT", message, _rebuild_hint(path), str(path)) from None


def _rebuild_hint(path: Path) -> str:
    return f"{DAMAGED_HINT} {path.parent.parent}"
