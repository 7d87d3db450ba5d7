"""What the tests of batches share: folders of small cables, and faults that a text asks for by a word in it."""

from __future__ import annotations

import ctypes
import faulthandler
import hashlib
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from teikit import chain
from teikit import conversion as convert
from teikit.core import Certainty, Draft, Source
from teikit.lexicon import Lexicon

CABLE = (
    "SECRET\n\nFROM: PARIS\nTO: Secretary of State\nNO: POLTO {n}, OCTOBER 28, 1962\n\nUS EVALU-\nATION {n} FOLLOWS.\n"
)


def cables(folder: Path, count: int, **others: bytes) -> Path:
    """A folder of cables, and other files by their stems."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"c{number:03}.txt").write_text(CABLE.format(n=number + 1), "utf-8")
    for stem, data in others.items():
        (folder / f"{stem}.txt").write_bytes(data)
    return folder


def outputs(folder: Path) -> dict[str, str]:
    """The files that a batch wrote, by their names, with their digests; what is hidden is left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).as_posix().startswith(".teikit")
    }


def rows(folder: Path, columns: str = "id, state", name: str = "ledger") -> list[tuple[object, ...]]:
    """What the ledger of an output folder says, by the ids of the documents."""
    with sqlite3.connect(folder / ".teikit" / f"{name}.sqlite") as db:
        return db.execute(f"SELECT {columns} FROM documents ORDER BY id").fetchall()


def faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make texts do harm to their worker that say so: HANG, FILL, CRASH, KILL, RAISE, SPIN."""
    real = chain.correct

    def correct(source: Source, lexicon: Lexicon, at_least: Certainty, without: frozenset[str]) -> Draft:
        if "HANG" in source.text:
            time.sleep(600)
        if "SPIN" in source.text:
            hashlib.pbkdf2_hmac("sha256", b"", b"", 2_000_000_000)  # in C, deaf to signals that Python handles
        if "FILL" in source.text:
            list(bytes(1 << 30) for _ in range(10))
        if "CRASH" in source.text:
            faulthandler.disable()  # pytest's would print all that the worker was about
            ctypes.string_at(0)
        if "KILL" in source.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "RAISE" in source.text:
            raise RuntimeError("a pass that is wrong")
        return real(source, lexicon, at_least, without)

    monkeypatch.setattr(convert, "correct", correct)
