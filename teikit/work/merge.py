"""Merge the ledgers of shards, or rebuild a damaged ledger from the output."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from lxml import etree

from teikit import __version__
from teikit.check.validation import parse
from teikit.errors import ConfigRefused, FileSystemError, TeikitError, UsageError
from teikit.inputs import HEADER, OUR_OWN
from teikit.tei.build import q
from teikit.wording import counted
from teikit.work.batch_folder import CONFIGURATION, ledger_path, ledgers_in, shards
from teikit.work.configuration import digest_of_configuration, refuse_changed
from teikit.work.documents import from_unicode, in_unicode
from teikit.work.ledger.ledger import LEDGER_FOLDER, Ledger

COLUMNS = "id, place, shown, state, size, time, deaths, times, input, configuration, seconds"
COLUMNS += ", failure, left_out, about, report, withheld"
"""The columns of a document that are copied from another ledger, without the run that claimed it."""


def merge(output: Path, folders: Sequence[Path] = ()) -> str:
    """Merge the ledgers of shards into that of an output folder, and those of ``folders``, whose files were copied.

    A document that is done in one of them is done; if its file is not here, with the size in the ledger, it is to be
    done again. Shards are removed afterwards. Returns what was done. Raises LEDGER-CHANGED if they were made with
    different configurations, LEDGER-MISSING if there is none, USAGE-SAME-FILE for a folder named twice.
    """
    if any(os.path.realpath(folder) == os.path.realpath(output) for folder in folders):
        hint = "Name this folder once, and then those that are merged into it."
        raise UsageError("USAGE-SAME-FILE", "this folder cannot be merged into itself", hint, str(output))
    ledgers = [*shards(output), *(path for folder in folders for path in ledgers_in(folder))]
    if not ledgers:
        hint = "Shards are made by teikit convert --shard I/N."
        raise FileSystemError("LEDGER-MISSING", "there are no ledgers to merge", hint, str(output / LEDGER_FOLDER))
    ledger = Ledger(ledger_path(output))
    for path in ledgers:
        with closing(Ledger(path, create=False)) as shard:
            configuration = shard.configuration() or {}
        refuse_changed(ledger.configuration(), configuration, path)
        _take(ledger, path, configuration)
    lost = _reset_lost(ledger, output)
    counts = ledger.counts()
    ledger.close()
    for path in (output / LEDGER_FOLDER).glob("*-of-*"):  # locks, too: nobody holds one while this folder is locked
        path.unlink()
    states = ", ".join(f"{count:,} {state}" for state, count in sorted(counts.items()))
    missing = f"; the output of {lost:,} is not here" if lost else ""
    return f"{counted(len(ledgers), 'ledger')} merged into {ledger_path(output)}: {states}{missing}"


def _take(ledger: Ledger, path: Path, configuration: dict[str, str]) -> None:
    """Add the documents of another ledger: done takes precedence over failed, failed over the rest."""
    with ledger.attached(path) as db:
        value = json.dumps(configuration, sort_keys=True)
        db.execute("INSERT OR REPLACE INTO facts VALUES ('configuration', ?)", (value,))
        db.execute("INSERT OR IGNORE INTO facts SELECT * FROM other.facts WHERE key LIKE 'configuration %'")
        weaker = "(documents.state <> 'done' OR excluded.state = 'done') AND excluded.state NOT IN ('todo', 'claimed')"
        sets = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS.split(", ")[1:])
        db.execute(
            f"INSERT INTO documents ({COLUMNS}) SELECT {COLUMNS} FROM other.documents WHERE true"
            f" ON CONFLICT (id) DO UPDATE SET {sets} WHERE {weaker}"
        )
        db.execute("INSERT OR REPLACE INTO outputs SELECT * FROM other.outputs")
        columns = "begun, ended, host, pid, teikit, exit"
        db.execute(f"INSERT INTO runs ({columns}) SELECT {columns} FROM other.runs ORDER BY id")


def _reset_lost(ledger: Ledger, output: Path) -> int:
    """Set documents whose output is not in the folder to be done again; returns their number."""
    lost = {document for document, path, _, size in ledger.all_outputs() if _size(output, path) != size}
    with ledger.transaction() as db:
        db.executemany("UPDATE documents SET state = 'todo' WHERE id = ?", ((id,) for id in lost))
        db.execute("UPDATE documents SET state = 'todo' WHERE state = 'claimed'")
    return len(lost)


def _size(output: Path, path: str) -> int:
    try:
        return os.stat(output / from_unicode(path)).st_size
    except OSError:
        return -1


# --------------------------------------------------------------------- rebuild


def rebuild(output: Path) -> str:
    """Rebuild the ledger from the TEI in the folder, which has the digest of its input; returns what was done.

    The old one is kept under another name. The configuration is that of the last run, from a file next to the ledger.
    Whether a file was edited is unknown, so runs keep a copy if they replace one. Documents without TEI (only ALTO or
    PAGE), failures and reports are lost. Raises LEDGER-NO-CONFIGURATION if that file is missing.
    """
    beside = output / LEDGER_FOLDER / CONFIGURATION
    try:
        configuration = json.loads(beside.read_text("ascii"))
    except (OSError, ValueError):
        hint = f"Remove {output / LEDGER_FOLDER} and convert again: outputs that are the same stay as they are."
        raise ConfigRefused(
            "LEDGER-NO-CONFIGURATION", "the options of this batch are unknown", hint, str(beside)
        ) from None
    kept = _put_aside(ledger_path(output))
    ledger = Ledger(ledger_path(output))
    digest = digest_of_configuration(configuration)
    count = 0
    with ledger.transaction() as db:
        db.execute("INSERT INTO facts VALUES ('configuration', ?)", (json.dumps(configuration, sort_keys=True),))
        for id, files in _documents_in(output, bag=configuration.get("--bag") == "yes"):
            source = files[0][3]
            values = (id, id, source, digest)
            db.execute(
                "INSERT INTO documents (id, shown, state, size, time, times, input, configuration)"
                " VALUES (?, ?, 'done', -1, -1, 1, ?, ?)",
                values,
            )
            db.executemany(
                "INSERT INTO outputs VALUES (?, ?, ?, ?, 1)",
                ((path, id, sha256, size) for path, sha256, size, _ in files),
            )
            count += 1
    ledger.close()
    return f"{counted(count, 'document')} found; {kept}"


def _put_aside(path: Path) -> str:
    """Rename a ledger; returns a clause about it for a message."""
    kept = path.with_suffix(".old")
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    if path.exists():
        shutil.move(path, kept)
        return f"the old ledger is now {kept}"
    return "there was no ledger before"


Outputs = list[tuple[str, str, int, str]]
"""Path, SHA-256 and size of each output of a document, and the SHA-256 of its input."""


def _documents_in(output: Path, bag: bool) -> Iterator[tuple[str, Outputs]]:
    """The ids of the documents in an output folder, each with its outputs."""
    top = output / "data" if bag else output
    by_id: dict[str, Outputs] = {}
    for parent, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            source = _source(path) if name.endswith(".xml") else ""
            if source:
                stem = path.relative_to(top).as_posix().removesuffix(".xml")
                data = path.read_bytes()
                file = (in_unicode(path.relative_to(output).as_posix()), hashlib.sha256(data).hexdigest(), len(data))
                by_id.setdefault(in_unicode(stem), []).append((*file, source))
    yield from by_id.items()


def _source(path: Path) -> str:
    """The SHA-256 of the input that a TEI by this version of teikit was made of; empty for any other file."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER)
        if OUR_OWN[0] + b' version="' + __version__.encode() not in head:
            return ""
        root = parse(path.read_bytes())
    except (OSError, TeikitError):
        return ""
    digests = root.iterfind(f".//{q('witness')}/{q('idno')}[@type='sha256']")
    return next((_text(digest) for digest in digests), "")


def _text(element: etree._Element) -> str:
    return element.text or ""
