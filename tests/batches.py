"""What the tests of batches share: folders of small cables, and faults that a text asks for by a word in it."""

from __future__ import annotations

import ctypes
import faulthandler
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import environment
from pebble import ProcessPool

from teikit import chain, collating, conversion
from teikit.cli import main
from teikit.core import Draft, Source
from teikit.files.xml import parse_whole
from teikit.work import worker
from teikit.work.documents import BatchDocument

WAIT = 600.0
"""Seconds after which a test that waits for something gives up; nothing takes so long."""
CABLE = (
    "SECRET\n\nFROM: PARIS\nTO: Secretary of State\nNO: POLTO {n}, OCTOBER 28, 1962\n\nUS EVALU-\nATION {n} FOLLOWS.\n"
)

FULL = """FROM: PARIS
TO: Secretary of State
NO: POLTO {n}, OCTOBER 28, 1962

US THEN OPENED REMARKS BY EMPHASIZING SERIOUSNESS OF SITUATION
AND NEED TO GET SOONEST REACTION NATO GOVERNMENTS TO VARIOUS
POINTS THAT WE WOULD MAKE AND ACTION WE HAVE TAKEN. US THEN PARAPHRASED POLICY
CONTAINED CIRC {n}44. STATEMENT CONTAINED CIRC {n}88 WAS READ.
"""


def convert(*arguments: object) -> int:
    """Run ``teikit convert`` in this process; its exit code."""
    return main(["convert", *map(str, arguments)])


def cables(folder: Path, count: int, **more: bytes) -> Path:
    """A folder of cables, and other files by their stems."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"c{number:03}.txt").write_text(CABLE.format(n=number + 1), "utf-8")
    for stem, data in more.items():
        (folder / f"{stem}.txt").write_bytes(data)
    return folder


def releases(folder: Path, number: int, word: str = "") -> Path:
    """A record with two releases, the later of which prints what the other withheld."""
    folder.mkdir(parents=True, exist_ok=True)
    text = FULL.format(n=number)
    (folder / "1988.txt").write_text(text.replace("SOONEST REACTION", "[]") + word, "utf-8")
    (folder / "2023.txt").write_text(text, "utf-8")
    return folder


def outputs(folder: Path) -> dict[str, str]:
    """The files that a batch wrote, by their names, with their digests; what is hidden is left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).as_posix().startswith(".teikit")
    }


def rows(folder: Path, columns: str = "id, state", name: str = "ledger") -> list[tuple[Any, ...]]:
    """What the ledger of an output folder says, by the ids of the documents."""
    with sqlite3.connect(folder / ".teikit" / f"{name}.sqlite") as db:
        return db.execute(f"SELECT {columns} FROM documents ORDER BY id").fetchall()


def harm_in(source: Source) -> str:
    """The harm that a text says it does."""
    return next((word for word in ("HANG", "SPIN", "FILL", "CRASH", "KILL", "RAISE") if word in source.text), "")


def faults(monkeypatch: pytest.MonkeyPatch, harm: Callable[[Source], str] = harm_in) -> None:
    """Make sources do harm to their worker: HANG, SPIN, FILL, CRASH, KILL or RAISE, as ``harm`` says."""
    real = chain.correct

    def correct(source: Source, *given: Any, **named: Any) -> Draft:
        word = harm(source)
        if word == "HANG":
            time.sleep(WAIT)
        if word == "SPIN":
            hashlib.pbkdf2_hmac("sha256", b"", b"", 2_000_000_000)  # in C, deaf to signals that Python handles
        if word == "FILL":
            list(bytes(1 << 30) for _ in range(10))
        if word == "CRASH":
            faulthandler.disable()  # pytest's would print all that the worker was about
            ctypes.string_at(0)
        if word == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "RAISE":
            raise IndexError("a pass that is wrong")
        return real(source, *given, **named)

    monkeypatch.setattr(conversion, "correct", correct)
    monkeypatch.setattr(collating, "correct", correct)


def limited_alone(monkeypatch: pytest.MonkeyPatch, id: str, seconds: float = 1.0) -> None:
    """Let the time of one document alone run out, so that a loaded machine cannot spoil the others."""
    real = ProcessPool.schedule

    def schedule(self: ProcessPool, function: Any, args: tuple[BatchDocument, int], timeout: float | None) -> Any:
        return real(self, function, args, timeout=seconds if args[0].id == id else None)

    monkeypatch.setattr(ProcessPool, "schedule", schedule)
    monkeypatch.setattr(worker, "GRACE", int(WAIT))


# ------------------------------------------------------------------- processes


def start(*arguments: object, **variables: str) -> subprocess.Popen[bytes]:
    """A command of teikit in a process and a process group of its own."""
    command = [sys.executable, "-m", "teikit", *map(str, arguments)]
    env = {**environment(), **variables}
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background inherits a deaf ear for Ctrl-C
    try:
        return subprocess.Popen(
            command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
    finally:
        signal.signal(signal.SIGINT, before)


def until(true: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def workers_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    processes = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            processes.append(int(path.parent.name))
    return processes


def in_work(out: Path) -> list[Path]:
    """What workers have left in the work folder so far."""
    try:
        return list(out.glob(".teikit/work-*/*"))
    except FileNotFoundError:  # taken away while it was read
        return []


def kill_and_resume(kills: int, seed: int, command: Sequence[object], out: Path) -> None:
    """Kill runs at random moments until ``kills`` are dead, checking what lies there each time; then let one end.

    A moment is some events after the start: a worker leaves a file, a file gets its name, the ledger grows. So kills
    come in the midst of the work however fast the machine is.
    """
    dice = random.Random(seed)
    dead = 0
    while dead < kills:
        ran = start(*command)
        kind = dice.choice((in_work, named, entered))
        least = len(kind(out)) + dice.randint(1, 3)
        until(lambda: ran.poll() is not None or len(kind(out)) >= least)  # noqa: B023
        if ran.poll() is None:
            os.killpg(ran.pid, signal.SIGKILL) if dice.random() < 0.5 else ran.kill()
            dead += 1
            ran.communicate()
        else:  # it came to its end first: begin anew
            assert ran.returncode == 0, ran.communicate()[1]
            shutil.rmtree(out)
            continue
        for path in named(out):
            parse_whole(path.read_bytes())  # whole: nothing half-written bears the name of an output
        for name, size in entered(out):
            assert (out / name).stat().st_size == size  # the ledger is never ahead of the files
    assert main(list(map(str, command))) == 0


def named(out: Path) -> list[Path]:
    """The outputs that have their names."""
    return list(out.glob("*.xml"))


def entered(out: Path) -> list[tuple[str, int]]:
    """Path and size of the outputs that the ledger knows."""
    path = out / ".teikit" / "ledger.sqlite"
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(path)) as db:
            return db.execute("SELECT path, size FROM outputs").fetchall()
    except sqlite3.OperationalError:  # it is just being made
        return []
