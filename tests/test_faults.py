"""Faults of machines and documents cost what they must and nothing else; docs/faults.md lists them all."""

from __future__ import annotations

import errno
import gzip
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from batches import (
    WAIT,
    cables,
    convert,
    entered,
    faults,
    in_work,
    kill_and_resume,
    limited_alone,
    named,
    outputs,
    rows,
    start,
    until,
    workers_of,
)
from conftest import ROOT, environment
from pebble.pool import process

from teikit.check.validation import parse, validate
from teikit.cli import main
from teikit.errors import ExitCode, FileSystemError
from teikit.files.write import refusal
from teikit.lexicon import Lexicon
from teikit.work import driver
from teikit.work import worker as work
from teikit.work.documents import BatchDocument
from teikit.work.engines import pool
from teikit.work.ledger import lock
from teikit.work.ledger.ledger import Ledger
from teikit.work.outcome import Outcome

pytestmark = pytest.mark.thorough


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return cables(tmp_path / "in", 4)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder of 120 cables, and what comes out where nothing goes wrong."""
    top = tmp_path_factory.mktemp("many")
    folder = cables(top / "in", 120)
    return folder, undisturbed(folder, top)


def undisturbed(folder: Path, tmp_path: Path) -> dict[str, str]:
    """What comes out where nothing goes wrong."""
    assert convert(folder, "-o", tmp_path / "undisturbed", "-q") == 0
    return outputs(tmp_path / "undisturbed")


# ------------------------------------------------- documents that do harm (F20 to F23, F46)


@pytest.mark.parametrize(
    ("word", "code", "exit"),
    [
        ("HANG", "LIMIT-TIME", ExitCode.LIMIT),
        ("SPIN", "LIMIT-TIME", ExitCode.LIMIT),
        ("FILL", "LIMIT-MEMORY", ExitCode.LIMIT),
        ("CRASH", "WORKER-DIED", ExitCode.LIMIT),
        ("KILL", "WORKER-DIED", ExitCode.LIMIT),
        ("RAISE", "BUG", ExitCode.BUG),
    ],
)
def test_a_document_that_does_harm_costs_itself_alone(
    folder: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    word: str,
    code: str,
    exit: ExitCode,
) -> None:
    (folder / "c001.txt").write_text(f"THIS ONE SAYS {word}\n", "utf-8")
    faults(monkeypatch)
    limited_alone(monkeypatch, "c001")
    limits = ("--timeout", "1", "--memory", "500", "--jobs", "2")
    assert convert(folder, "-o", out, *limits) == ExitCode.SOME_FAILED
    assert [state for _, state in rows(out)] == ["done", "failed", "done", "done"]
    assert set(outputs(out)) == {"c000.xml", "c002.xml", "c003.xml"}
    printed = capsys.readouterr().err
    assert code in printed and "Traceback" not in printed
    assert in_work(out) == []
    assert convert(folder / "c001.txt", "-o", out.with_name("alone"), *limits) == exit


def test_one_of_many_is_bad_and_the_rest_is_done(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cables(tmp_path / "in", 120)
    (folder / "c060.txt").write_text("KILL", "utf-8")
    faults(monkeypatch)
    assert convert(folder, "-o", out, "--jobs", 2, "-q") == ExitCode.SOME_FAILED
    assert [id for id, state in rows(out) if state != "done"] == ["c060"]
    assert len(outputs(out)) == 119


def test_a_worker_that_leaves_its_result_and_dies_has_done_its_work(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave = work._leave

    def leave_and_die(path: Path, data: bytes) -> None:
        leave(path, data)
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(work, "_leave", leave_and_die)
    assert convert(folder, "-o", out, "--jobs", 2) == 0
    assert [times for (times,) in rows(out, "times")] == [1, 1, 1, 1]


def test_a_document_whose_worker_died_before_the_pool_knew_is_done_again(
    folder: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pool reads that a worker took the second document only when that worker has long been buried."""
    held, died, real = tmp_path / "held", tmp_path / "died", work._outcome
    read, bury = process.TaskManager.task_start, process.PoolManager.handle_worker_expiration
    buried: list[int] = []
    late: list[int] = []

    def die_once(job: work.Job, lexicon: Lexicon, document: BatchDocument) -> Outcome:
        if document.id == "c000" and not held.exists():
            held.touch()
            time.sleep(WAIT)  # at work until the pool is ended, else the pool would notice that nobody works
        if document.id == "c001" and not died.exists():
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(job, lexicon, document)

    def seen_buried(manager: process.PoolManager, expiration: tuple[int, int]) -> None:
        bury(manager, expiration)
        buried.append(expiration[0])

    def read_late(manager: process.TaskManager, id: int, worker: int | None) -> None:
        if id == 1 and not late:
            late.append(id)
            until(lambda: worker in buried)
        read(manager, id, worker)

    monkeypatch.setattr(pool, "ORPHANED", 0.0)
    monkeypatch.setattr(work, "_outcome", die_once)
    monkeypatch.setattr(process.PoolManager, "handle_worker_expiration", seen_buried)
    monkeypatch.setattr(process.TaskManager, "task_start", read_late)
    assert convert(folder, "-o", out, "--jobs", 2, "--timeout", 0, "-q") == 0
    assert held.exists() and died.exists() and late
    assert [state for _, state in rows(out)] == ["done"] * 4


def test_where_no_worker_lives_the_batch_says_so(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pool, "begin", lambda job, lexicon: os._exit(1))
    assert convert(folder, "-o", out) == ExitCode.LIMIT
    assert "WORKER-BROKEN" in capsys.readouterr().err
    monkeypatch.undo()
    assert convert(folder, "-o", out) == 0


# ------------------------------------------------------------------ kills (F01, F02, F14)


def test_workers_that_are_killed_at_random_lose_nothing(many: tuple[Path, dict[str, str]], out: Path) -> None:
    folder, expected = many
    ran = start("convert", folder, "-o", out, "--jobs", "2", "-q")
    dice = random.Random(1)
    killed = 0
    for _ in range(8):
        kind = dice.choice((in_work, named, entered))
        least = len(kind(out)) + dice.randint(1, 3)
        until(lambda: ran.poll() is not None or len(kind(out)) >= least)  # noqa: B023
        for worker in workers_of(ran.pid)[:1]:
            with suppress(ProcessLookupError):  # it came to its end by itself
                os.kill(worker, signal.SIGKILL)
                killed += 1
    err = ran.communicate(timeout=WAIT)[1].decode()
    assert ran.returncode == 0, err
    assert killed
    assert outputs(out) == expected


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_a_run_that_is_killed_at_random_goes_on(kills: int, tmp_path: Path, out: Path) -> None:
    folder = cables(tmp_path / "in", 4000 if kills > 100 else 600)  # many more than are committed at once
    expected = undisturbed(folder, tmp_path)
    kill_and_resume(kills, 7, ["convert", folder, "-o", out, "--jobs", "2", "-q"], out)
    assert {times for (times,) in rows(out, "times")} == {1}  # nothing is entered twice
    assert outputs(out) == expected
    assert all(
        not [fault for fault in validate(parse(path.read_bytes())) if fault.severity == "error"]
        for path in list(out.glob("*.xml"))[:: max(1, kills // 10)]
    )
    assert in_work(out) == []
    assert [path.name for path in (out / ".teikit").glob("work-*")] == []


# --------------------------------------------------------------- signals (F16 to F18)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)])
def test_signals_leave_a_state_that_resumes(
    number: int, code: int, many: tuple[Path, dict[str, str]], out: Path
) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("the tests were started by something that ignores the signal (nohup), and so do their children")
    folder, expected = many
    ran = start("convert", folder, "-o", out, "--jobs", "2")
    until(lambda: in_work(out))
    os.killpg(ran.pid, number) if number != signal.SIGTERM else ran.send_signal(number)
    err = ran.communicate(timeout=WAIT)[1].decode()
    assert ran.returncode == code, err
    assert "still to do: the same command continues" in err and "Traceback" not in err
    states = [state for _, state in rows(out)]
    assert "todo" in states and set(states) <= {"done", "todo"}
    assert len(outputs(out)) == states.count("done")
    assert in_work(out) == []
    assert convert(folder, "-o", out, "-q") == 0
    assert outputs(out) == expected


def test_ctrl_c_twice_stops_at_once(folder: Path, out: Path, tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import pytest, batches; "
        "batches.faults(pytest.MonkeyPatch()); from teikit.cli import main; sys.exit(main(sys.argv[2:]))"
    )
    (folder / "c000.txt").write_text("HANG", "utf-8")
    arguments = ["convert", str(folder), "-o", str(out), "--timeout", "5000"]
    command = [sys.executable, "-c", program, str(ROOT / "tests"), *arguments]
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    ran = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, start_new_session=True)
    signal.signal(signal.SIGINT, before)
    until(lambda: workers_of(ran.pid))
    ran.send_signal(signal.SIGINT)
    assert ran.stderr and b"Stopping (interrupted)" in ran.stderr.readline()
    assert ran.poll() is None  # it waits for the work in hand
    ran.send_signal(signal.SIGINT)
    ran.communicate(timeout=WAIT)  # far less than the time that the document has
    assert ran.returncode == ExitCode.INTERRUPTED
    assert {state for _, state in rows(out)} <= {"todo", "done"}
    (folder / "c000.txt").write_text("CHEERFUL", "utf-8")
    assert convert(folder, "-o", out) == 0


def test_a_hangup_that_is_ignored_stays_so(tmp_path: Path, out: Path) -> None:
    """As under nohup."""
    folder = cables(tmp_path / "in", 40)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    ran = start("convert", folder, "-o", out, "-q")
    signal.signal(signal.SIGHUP, before)
    until(lambda: in_work(out))
    ran.send_signal(signal.SIGHUP)
    ran.communicate(timeout=WAIT)
    assert ran.returncode == 0


# ------------------------------------------------------------ the disk (F04 to F07)


def on_a_small_disk(size: str, where: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script (with $1, the folder) with a small file system of its own at a folder."""
    where.mkdir(exist_ok=True)
    mount = f'mount -t tmpfs -o size={size} tmpfs "$1" || exit 99; {script}'
    command = ["unshare", "-rm", "sh", "-c", mount, "sh", str(where)]
    try:
        done = subprocess.run(command, env={**environment(), **variables}, capture_output=True, text=True, timeout=WAIT)
    except FileNotFoundError:
        pytest.skip("needs the program unshare")
    if done.returncode in (1, 99) and ("unshare" in done.stderr or "mount" in done.stderr):
        pytest.skip(f"may not mount a file system here: {done.stderr.strip()[:100]}")
    return done


def test_a_full_disk_stops_the_batch_and_it_resumes_when_there_is_room(tmp_path: Path) -> None:
    folder = cables(tmp_path / "in", 120)
    teikit = f"'{sys.executable}' -m teikit convert '{folder}' -o \"$1\"/out -q --jobs 2"
    script = (
        f'{teikit}; echo "first $?"; ls "$1"/out | grep -c xml; find "$1" -name "*.tmp" -o -name "*.part"; '
        f'mount -o remount,size=20m "$1"; {teikit}; echo "second $?"; ls "$1"/out | grep -c xml; '
        f'\'{sys.executable}\' -m teikit validate -q "$1"/out/*.xml; echo "valid $?"'
    )
    done = on_a_small_disk("900k", tmp_path / "disk", script)
    printed = done.stdout.split()
    assert done.stderr.count("IO-DISK-FULL") == 1 and "Traceback" not in done.stderr, done.stderr
    assert printed[:2] == ["first", "5"] and int(printed[2]) < 120
    assert printed[3:] == ["second", "0", "120", "valid", "0"], done.stdout


def test_a_file_size_limit_costs_the_document(tmp_path: Path, out: Path) -> None:
    folder = cables(tmp_path / "in", 3)
    (folder / "large.txt").write_text(f"{'1234567890' * 6}\n" * 2500, "utf-8")
    shell = f"ulimit -f 300; exec '{sys.executable}' -m teikit convert '{folder}' -o '{out}'"
    done = subprocess.run(["bash", "-c", shell], env=environment(), capture_output=True, text=True, timeout=WAIT)
    assert done.returncode == ExitCode.SOME_FAILED, done.stderr
    assert "IO-WRITE" in done.stderr
    assert set(outputs(out)) == {"c000.xml", "c001.xml", "c002.xml"}


def test_a_read_only_folder_is_refused_before_the_work(tmp_path: Path) -> None:
    folder = cables(tmp_path / "in", 2)
    script = (
        f'mount -o remount,ro "$1"; \'{sys.executable}\' -m teikit convert \'{folder}\' -o "$1"/out; echo "exit $?"'
    )
    done = on_a_small_disk("1m", tmp_path / "disk", script)
    assert done.stdout.split() == ["exit", "5"], done.stderr
    assert str(tmp_path / "disk") in done.stderr and "IO-WRITE" in done.stderr


def test_an_output_folder_that_vanishes_stops_the_batch(
    many: tuple[Path, dict[str, str]], tmp_path: Path, out: Path
) -> None:
    folder, _ = many
    ran = start("convert", folder, "-o", out, "--jobs", "2", "-q")
    until(lambda: in_work(out))
    out.rename(tmp_path / "elsewhere")
    err = ran.communicate(timeout=WAIT)[1].decode()
    assert ran.returncode == ExitCode.FILE_SYSTEM, err
    assert "IO-GONE" in err and not out.exists()
    (tmp_path / "elsewhere").rename(out)
    assert convert(folder, "-o", out, "-q") == 0


# -------------------------------------------------------------- inputs (F08, F10 to F12)


def test_inputs_that_vanish_or_may_not_be_read(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "out.txt").symlink_to("/etc/passwd")
    real = driver.run

    def meanwhile(*given: object) -> None:
        (folder / "c001.txt").unlink()
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("teikit.work.task_run.run", meanwhile)
    assert convert(folder, "-o", out) == ExitCode.SOME_FAILED
    assert "IN-VANISHED" in capsys.readouterr().err
    assert set(outputs(out)) == {"c000.xml", "c002.xml", "c003.xml"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_input_costs_itself(folder: Path, out: Path) -> None:
    (folder / "c001.txt").chmod(0)
    assert convert(folder, "-o", out) == ExitCode.SOME_FAILED


def test_an_unreadable_folder_is_told_and_the_rest_is_done(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed, scandir = cables(folder / "closed", 1), os.scandir

    def refused(path: Any = ".") -> Any:
        if path == str(closed):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert convert(folder, "-o", out) == ExitCode.SOME_FAILED
    assert f"{closed}: this folder cannot be read: Permission denied [IN-UNREADABLE]" in capsys.readouterr().err
    assert len(list(out.glob("*.xml"))) == len(list(folder.glob("*.txt")))


# ------------------------------------------------------------ locks (F13 to F15)


def test_two_runs_on_one_folder(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cables(folder, 120)
    ran = start("convert", folder, "-o", out, "-q")
    until(lambda: in_work(out))
    assert convert(folder, "-o", out) == ExitCode.LOCKED
    printed = capsys.readouterr().err
    assert "LOCKED" in printed and f"process {ran.pid} on {os.uname().nodename}, since " in printed
    ran.kill()
    ran.communicate()
    until(lambda: convert(folder, "-o", out, "-q") == 0)  # the lock ended with the process: nothing to remove


def test_a_file_system_without_locks_is_refused(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(file: object, how: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(lock.fcntl, "lockf", none)
    assert convert(folder, "-o", out) == ExitCode.FILE_SYSTEM
    assert "LOCK-IMPOSSIBLE" in capsys.readouterr().err


def test_two_shards_run_at_once_and_cover_everything(folder: Path, out: Path, tmp_path: Path) -> None:
    cables(folder, 40)
    both = [start("convert", folder, "-o", out, "-q", "--shard", f"{number}/2") for number in (1, 2)]
    for ran in both:
        err = ran.communicate(timeout=WAIT)[1]
        assert ran.returncode == 0, err
    assert outputs(out) == undisturbed(folder, tmp_path)
    parts = [rows(out, "id, times", f"{number}-of-2") for number in (1, 2)]
    ids = [id for part in parts for id, _ in part]
    assert len(ids) == len(set(ids)) == 40 and {times for part in parts for _, times in part} == {1}


# ---------------------------------------------------- the ledger (F27; F28, F29: test_batch.py)


def test_a_damaged_ledger_is_refused_and_can_be_made_anew(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cables(folder, 60)
    assert convert(folder, "-o", out, "-q") == 0
    before = outputs(out)
    path = out / ".teikit" / "ledger.sqlite"
    data = bytearray(path.read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 : page * 4096 + 100] = b"\xa5" * 100
    path.write_bytes(data)
    capsys.readouterr()
    assert convert(folder, "-o", out) == ExitCode.FILE_SYSTEM
    assert "LEDGER-CORRUPT" in (printed := capsys.readouterr().err) and f"teikit ledger rebuild {out}" in printed
    assert main(["ledger", "rebuild", str(out)]) == 0
    assert convert(folder, "-o", out) == 0
    assert "60 done already" in capsys.readouterr().err
    assert outputs(out) == before


# --------------------------------------------- environments (F26, F36 to F41)


def ran_in(folder: Path, out: Path, *options: str, **variables: str) -> dict[str, str]:
    """The outputs of a batch in an environment, and with ``-i`` in nothing but that."""
    env = {**environment(), **variables}
    command = [sys.executable, "-m", "teikit", "convert", str(folder), "-o", str(out), "-q", *options]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=WAIT)
    assert (done.returncode, done.stderr) == (0, "")
    return outputs(out)


@pytest.mark.parametrize("seed", range(1, 6))
def test_five_hash_seeds_and_a_time_zone_give_the_same_bytes(seed: int, folder: Path, tmp_path: Path) -> None:
    (folder / "sample.txt").write_bytes((ROOT / "samples" / "polto-circular-12.txt").read_bytes())
    written = ran_in(folder, tmp_path / "out", PYTHONHASHSEED=str(seed), TZ="Asia/Kathmandu")
    assert written == undisturbed(folder, tmp_path)


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"HOME": "/nonexistent", "TMPDIR": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"},
    ],
    ids=["LANG=C", "an ASCII terminal", "no home, no tmp"],
)
def test_poor_environments_give_the_same_bytes(variables: dict[str, str], folder: Path, tmp_path: Path) -> None:
    (folder / "é.txt").write_bytes((folder / "c000.txt").read_bytes())
    assert ran_in(folder, tmp_path / "out", **variables) == undisturbed(folder, tmp_path)


def test_a_batch_works_with_few_file_descriptors(folder: Path, out: Path, tmp_path: Path) -> None:
    shell = f"ulimit -n 40; exec '{sys.executable}' -m teikit convert '{folder}' -o '{out}' -q --jobs 4"
    done = subprocess.run(["bash", "-c", shell], env=environment(), capture_output=True, text=True, timeout=WAIT)
    assert (done.returncode, done.stderr) == (0, "")
    assert outputs(out) == undisturbed(folder, tmp_path)


def test_no_socket_is_opened(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert convert(folder, "-o", out, "--jobs", "2") == 0


def test_a_clock_that_goes_backward_changes_nothing(
    folder: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = undisturbed(folder, tmp_path)
    clock = iter(range(2_000_000_000, 0, -1_000_000))
    monkeypatch.setattr(time, "time", lambda: float(next(clock)))
    monkeypatch.setattr(time, "gmtime", lambda *given: time.struct_time((1970, 1, 1, 0, 0, 0, 3, 1, 0)))
    assert convert(folder, "-o", out) == 0
    assert outputs(out) == expected


# ------------------------------------------------------------------- memory (F45)


def test_workers_do_not_grow(tmp_path: Path, out: Path) -> None:
    """The most memory of the one worker after a third of the work is nearly that at its end."""
    folder = cables(tmp_path / "in", 300)
    peaks: list[int] = []
    real = driver.Batch.count

    def count(batch: driver.Batch, document: BatchDocument, outcome: work.Outcome) -> None:
        peaks.append(outcome.peak)
        real(batch, document, outcome)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(driver.Batch, "count", count)
        assert convert(folder, "-o", out, "-q") == 0
    assert max(peaks) - max(peaks[:100]) < 50


def test_workers_are_recycled(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "RECYCLED", 1)
    assert convert(folder, "-o", out, "--jobs", "2") == 0
    assert len(outputs(out)) == 4


def test_a_refusal_of_the_system_is_told_as_what_it_means(tmp_path: Path) -> None:
    (tmp_path / ".teikit").mkdir()
    path = tmp_path / ".teikit" / "ledger.sqlite"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(FileSystemError, match="LEDGER-CORRUPT"):
        Ledger(path)
    for number in (errno.EFBIG, errno.ENAMETOOLONG, errno.EROFS):
        assert refusal(OSError(number, os.strerror(number)), path).hint


def test_rows_that_are_read_only_in_part_are_no_fault(tmp_path: Path) -> None:
    """A full disk ends the writing of a report in the middle; the traceback of a closed ledger came on top."""
    ledger = Ledger(tmp_path / "ledger.sqlite")
    rows = ledger._all("SELECT 1 UNION SELECT 2")
    assert next(rows) == (1,)
    ledger.close()
    rows.close()  # type: ignore[attr-defined]


# ------------------------------------------------------------ large inputs (L01 to L10)


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("one_line.txt", lambda: b"A" * 2**20, "LIMIT-SIZE"),
        ("cables.txt", lambda: b"SECRET\n\fCABLE\n" * 2**16, "LIMIT-SIZE"),
        ("alto.xml", lambda: b"<alto><Layout><String CONTENT='A'/>" * 2**15, "LIMIT-SIZE"),
        ("nul.bin", lambda: bytes(2**20), "IN-BINARY"),
        ("bomb.xml", lambda: gzip.compress(bytes(2**22)), "IN-COMPRESSED"),
        ("deep.xml", lambda: b"<alto>" + b"<a>" * 2_000_000, "XML-NOT-WELL-FORMED"),
        ("attribute.xml", lambda: b"<alto a='" + b"x" * 11_000_000 + b"'/>", "XML-NOT-WELL-FORMED"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_large_inputs_are_refused_at_once(
    name: str, make: Callable[[], bytes], code: str, tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    if code in ("LIMIT-SIZE", "IN-BINARY"):
        os.truncate(path, 2**30)  # the rest is a hole
    assert convert(path, "-o", out, "--memory", "200") in (ExitCode.LIMIT, ExitCode.INPUT_REFUSED)
    assert code in capsys.readouterr().err


def test_a_tree_of_many_files_is_planned_in_little_memory(tmp_path: Path, out: Path) -> None:
    for number in range(1500):
        (tmp_path / "in" / f"{number // 200}").mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / f"{number // 200}" / f"{number}.txt").write_bytes(b"A")
    tracemalloc.start()
    assert convert(tmp_path / "in", "-o", out, "--dry-run") == 0
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak / 1500 < 5000  # bytes for a file: 100,000 need less than 500 MB


# --------------------------------------------------- what users configure (C07, C08, C12)


def test_a_pickled_dictionary_is_no_list_of_words(folder: Path, out: Path, tmp_path: Path) -> None:
    path = tmp_path / "words.pickle"
    path.write_bytes(b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94.")
    assert convert(folder, "-o", out, "--words", path) == ExitCode.CONFIGURATION
    assert not out.exists()


def test_a_file_that_is_named_as_its_title_says_stays_in_its_folder(tmp_path: Path, out: Path) -> None:
    """Names of outputs come from names of files alone, so long and odd ones are those that the system allows."""
    folder = cables(tmp_path / "in", 1)
    odd = ["CON", "a b'\"$(x);", "é" * 120, "x" * 240, "-o"]
    for name in odd:
        (folder / f"{name}.txt").write_text("SECRET\n", "utf-8")
    assert convert(folder, "-o", out, "-q") == 0
    assert set(outputs(out)) == {"c000.xml", *(f"{name}.xml" for name in odd)}


def test_paths_that_are_too_long_for_an_output_cost_themselves(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / f"{'x' * 251}.txt").write_text("SECRET\n", "utf-8")
    assert convert(folder, "-o", out, "-q", "--to", "tei") == 0  # .xml is as long as .txt
    shutil.rmtree(out)
    (folder / f"{'y' * 252}.md").write_text("SECRET\n", "utf-8")
    assert convert(folder, "-o", out, "-q") == ExitCode.SOME_FAILED
    assert "IO-WRITE" in capsys.readouterr().err
    assert len(outputs(out)) == 5
