"""A real dask scheduler with two workers, one of which is killed in the middle: the same bytes all the same."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from batches import WAIT, cables, convert, outputs, releases, rows, until
from conftest import environment

from teikit.cli import main
from teikit.errors import ExitCode
from teikit.options import Options
from teikit.work.documents import BatchDocument
from teikit.work.engines import chunk
from teikit.work.request import Limits
from teikit.work.tasks.collate import CollateTask
from teikit.work.tasks.convert import ConvertTask
from teikit.work.worker import Job

pytestmark = pytest.mark.thorough


def dask(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:], "--no-dashboard"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment(), stdout=quiet, stderr=quiet, start_new_session=True)


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    pytest.importorskip("distributed", reason="needs the package distributed: pip install 'teikit[dask]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", str(port))
    until(lambda: answers(port))
    workers = [dask("worker", address, "--nthreads", "1", "--no-nanny") for _ in range(2)]
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def answers(port: int) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    folder = cables(tmp_path / "in", 200, bad=b"\x1f\x8b")
    local = ["-o", tmp_path / "local", "--report", tmp_path / "local.jsonl", "-q"]
    assert convert(folder, *local) == ExitCode.SOME_FAILED
    out = tmp_path / "out"
    engine = ["--engine", "dask", "--scheduler", address, "--report", str(tmp_path / "far.jsonl")]
    command = [sys.executable, "-m", "teikit", "convert", str(folder), "-o", str(out), *engine]
    ran = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True)
    until(lambda: ran.poll() is not None or list(out.glob(".teikit/work-*/chunk-*-*/*.tmp")))
    assert ran.poll() is None, ran.communicate()[1]
    workers[0].kill()
    err = ran.communicate(timeout=WAIT)[1]
    assert ran.returncode == ExitCode.SOME_FAILED, err
    assert outputs(out) == outputs(tmp_path / "local")
    assert (tmp_path / "far.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    assert {times for (times,) in rows(out, "times")} == {1}
    assert not list(out.glob(".teikit/work-*"))


def test_a_cluster_collates_records(cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path) -> None:
    address, _ = cluster
    for number in range(1, 7):
        releases(tmp_path / "in" / f"r{number}", number)
    engine = ("--engine", "dask", "--scheduler", address)
    for name, options in (("local", ()), ("far", engine)):
        ledger = ("--ledger", tmp_path / f"{name}.tsv", "--html", tmp_path / f"{name}-html")
        assert main(["collate", *map(str, (tmp_path / "in", "-o", tmp_path / name, "-q", *ledger, *options))]) == 0
    assert outputs(tmp_path / "far") == outputs(tmp_path / "local")
    assert outputs(tmp_path / "far-html") == outputs(tmp_path / "local-html")
    assert (tmp_path / "far.tsv").read_bytes() == (tmp_path / "local.tsv").read_bytes()


def test_a_scheduler_that_does_not_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed", reason="needs the package distributed: pip install 'teikit[dask]'")
    folder = cables(tmp_path / "in", 1)
    engine = ["--engine", "dask", "--scheduler", "nonsense://x"]
    assert convert(folder, "-o", tmp_path / "out", *engine) == ExitCode.MISSING_DEPENDENCY
    assert "ENGINE-UNREACHABLE" in capsys.readouterr().err


def test_without_the_package_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    engine = ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"]
    assert convert(cables(tmp_path / "in", 1), "-o", tmp_path / "out", *engine) == ExitCode.MISSING_DEPENDENCY
    assert "pip install distributed" in capsys.readouterr().err


@pytest.mark.parametrize("task", [ConvertTask, CollateTask])
def test_a_chunk_is_a_file_that_any_machine_can_read(tmp_path: Path, task: type[ConvertTask | CollateTask]) -> None:
    options = Options(to=("tei", "alto"), words=("a", "b"), without=("words",))
    job = Job(task(options), work=str(tmp_path), limits=Limits(1.5, 64), report=True)
    record = BatchDocument(
        "r",
        "r",
        "r",
        parts=(BatchDocument("b", "b", "b"), BatchDocument("é", "in/\udce9.txt", "x", str(tmp_path), size=1)),
    )
    tasks = [(3, BatchDocument("é", "in/\udce9.txt", "x", str(tmp_path), size=1)), (9, record)]
    chunk.write_spec(tmp_path / "chunk-1.json", job, tasks)
    assert chunk.read_spec(tmp_path / "chunk-1.json") == (job, tasks)
