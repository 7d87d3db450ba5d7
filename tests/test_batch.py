"""A batch is planned, kept in a ledger, taken up again, and gives the same bytes however it is done."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from batches import CABLE, cables, convert, faults, outputs, rows
from conftest import SAMPLE

import teikit
from teikit.cli import main
from teikit.errors import ExitCode
from teikit.inputs import named
from teikit.inputs.bags import bag_members
from teikit.work import commit
from teikit.work import worker as work
from teikit.work.documents import BatchDocument, from_unicode, in_unicode
from teikit.work.ledger.ledger import Ledger
from teikit.work.progress import Progress
from teikit.work.request import Shard


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return cables(tmp_path / "in", 3)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


# ------------------------------------------------------------- the same bytes


@pytest.mark.thorough
def test_job_counts_and_single_conversions_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    cables(folder, 12, bad=b"\x1f\x8b")
    for jobs in (1, 8):
        report = tmp_path / f"{jobs}.jsonl"
        code = convert(folder, "-o", tmp_path / str(jobs), "--jobs", jobs, "--report", report)
        assert code == ExitCode.SOME_FAILED
    assert outputs(tmp_path / "1") == outputs(tmp_path / "8")
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "8.jsonl").read_bytes()
    for path in sorted(folder.glob("c*.txt")):
        assert convert(path, "-o", tmp_path / "single") == 0
    assert outputs(tmp_path / "single") == outputs(tmp_path / "1")


def test_the_report_has_every_document_in_the_order_of_the_plan(folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_bytes(b"\x1f\x8b")
    convert(folder, "-o", tmp_path / "out", "--jobs", 2, "--report", tmp_path / "report.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("ascii").splitlines()]
    names = list(dict.fromkeys(Path(line["document"]).name for line in lines))
    assert names == ["b.txt", "c000.txt", "c001.txt", "c002.txt"]
    assert [(line["code"], bool(line["hint"])) for line in lines if line["kind"] == "error"] == [
        ("IN-COMPRESSED", True)
    ]


# ------------------------------------------------------------------- resuming


def test_what_is_done_is_not_done_again(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert convert(folder, "-o", out) == 0
    before = outputs(out)
    times = {path: path.stat().st_mtime_ns for path in out.glob("*.xml")}
    cables(folder, 4)
    assert convert(folder, "-o", out, "--resume") == 0
    assert "3 done already" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert outputs(out).keys() - before.keys() == {"c003.xml"}
    assert [times for (times,) in rows(out, "times")] == [1, 1, 1, 1]


@pytest.mark.parametrize("how", ["input changed", "output gone", "output cut off"])
def test_what_is_no_longer_true_is_done_again(folder: Path, out: Path, how: str) -> None:
    assert convert(folder, "-o", out) == 0
    before = outputs(out)
    if how == "input changed":
        (folder / "c001.txt").write_text(CABLE.format(n=77), "utf-8")
    elif how == "output gone":
        (out / "c001.xml").unlink()
    else:
        os.truncate(out / "c001.xml", 10)
    code = convert(folder, "-o", out)
    again = outputs(out)
    if how == "output cut off":  # somebody else wrote there: that is not ours to replace
        assert code == ExitCode.OUTPUT_EXISTS or code == ExitCode.SOME_FAILED
        assert convert(folder, "-o", out, "--retry-failed", "--existing", "overwrite") == 0
        again = outputs(out)
    else:
        assert code == 0
    assert (again == before) == (how != "input changed")
    assert again.keys() == before.keys()


def test_a_file_that_was_only_touched_is_not_done_again(folder: Path, out: Path) -> None:
    assert convert(folder, "-o", out) == 0
    os.utime(folder / "c001.txt", (1, 1))
    assert convert(folder, "-o", out) == 0
    assert [times for (times,) in rows(out, "times")] == [1, 1, 1]


def test_failures_are_tried_again_only_on_demand(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "c001.txt").write_text("RAISE", "utf-8")
    with monkeypatch.context() as patch:
        faults(patch)
        assert convert(folder, "-o", out) == ExitCode.SOME_FAILED
    assert convert(folder, "-o", out) == ExitCode.SOME_FAILED
    assert ("c001", "failed", 1) in rows(out, "id, state, times")
    assert convert(folder, "-o", out, "--retry-failed") == 0
    assert ("c001", "done", 2) in rows(out, "id, state, times")


def test_another_configuration_is_refused_and_named(
    folder: Path, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words.txt"
    words.write_text("EVALUATION\n", "utf-8")
    assert convert(folder, "-o", out, "--words", words) == 0
    words.write_text("EVALUATIONS\n", "utf-8")
    assert convert(folder, "-o", out, "--words", words, "--profile", "silent") == ExitCode.CONFIGURATION
    printed = capsys.readouterr().err
    assert "--profile: markup before, silent now" in printed and "--words: " in printed and "LEDGER-CHANGED" in printed
    assert convert(folder, "-o", out, "--words", words, "--profile", "silent", "--force") == 0
    assert [times for (times,) in rows(out, "times")] == [2, 2, 2]
    assert convert(folder, "-o", out, "--words", words, "--profile", "silent") == 0


def test_after_an_upgrade_only_what_is_new_is_done(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert convert(folder, "-o", out) == 0
    before = {path.name: path.read_bytes() for path in out.glob("*.xml")}
    monkeypatch.setattr("teikit.work.configuration.__version__", "99.0")
    assert convert(folder, "-o", out) == ExitCode.CONFIGURATION
    assert "--only-new" in capsys.readouterr().err
    (folder / "c000.txt").write_text("ANOTHER TEXT\n", "utf-8")
    (folder / "new.txt").write_text("A NEW TEXT\n", "utf-8")
    assert convert(folder, "-o", out, "--only-new") == 0
    printed = capsys.readouterr().err
    assert "2 inputs of another version or other options left as they are" in printed and "c001.txt" in printed
    assert "(teikit: 0.2.0 before, 99.0 now)" in printed.replace(teikit.__version__, "0.2.0")
    assert dict(rows(out, "id, times")) == {"c000": 2, "c001": 1, "c002": 1, "new": 1}
    assert all((out / name).read_bytes() == data for name, data in before.items() if name != "c000.xml")
    assert convert(folder, "-o", out, "--only-new") == 0  # the next night
    assert dict(rows(out, "id, times")) == {"c000": 2, "c001": 1, "c002": 1, "new": 1}
    assert convert(folder, "-o", out) == ExitCode.CONFIGURATION  # nobody said that the others may be done again
    assert convert(folder, "-o", out, "--force") == 0
    assert dict(rows(out, "id, times")) == {"c000": 2, "c001": 2, "c002": 2, "new": 1}


def upgrade(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """Let another version of teikit run from now on."""
    monkeypatch.setattr("teikit.work.configuration.__version__", version)
    monkeypatch.setattr("teikit.tei.header.encoding_desc.__version__", version)


def test_a_dry_run_after_an_upgrade_names_what_is_older_and_why(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert convert(folder, "-o", out) == 0
    upgrade(monkeypatch, "98.0")
    cables(folder, 4)
    assert convert(folder, "-o", out, "--only-new", "--log-json") == 0
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert [Path(event["document"]).name for event in events if event["event"] == "older"] == [
        "c000.txt",
        "c001.txt",
        "c002.txt",
    ]
    upgrade(monkeypatch, "99.0")
    assert convert(folder, "-o", out, "--only-new", "--dry-run", "--json") == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["state"] for line in told} == {"older"}
    assert [line["why"] for line in told] == [f"teikit: {teikit.__version__} before, 99.0 now"] * 3 + [
        "teikit: 98.0 before, 99.0 now"
    ]


def test_what_an_upgrade_would_change_is_listed_and_nothing_is_written(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "c002.txt").write_text(CABLE.format(n=3).replace("EVALU-\nATION", "EVALUATION"), "utf-8")
    assert convert(folder, "-o", out, "--without", "hyphens", "--without", "words") == 0
    (folder / "new.txt").write_text("A NEW TEXT\n", "utf-8")
    before, ledger = outputs(out), rows(out, "*")
    capsys.readouterr()
    assert convert(folder, "-o", out, "--diff", "--jobs", 2) == 0
    printed = capsys.readouterr()
    rows_told = [line.split("\t") for line in printed.out.splitlines()]
    assert [(row[0], Path(row[1]).name, row[2]) for row in rows_told[:2]] == [
        ("text", "c000.txt", "c000.xml"),
        ("text", "c001.txt", "c001.xml"),
    ]
    assert "US EVALU- > US EVALUATION 1 FOLLOWS." in rows_told[0][3] and "--without" in rows_told[0][4]
    assert len(rows_told) == 2 and "2 in their text, 1 the same" in printed.err
    assert "Nothing was written" in printed.err and "1 to do" in printed.err
    assert (outputs(out), rows(out, "*")) == (before, ledger) and not list(out.glob(".teikit/work-*"))
    assert convert(folder, "-o", out, "--diff", "--strict") == ExitCode.FINDINGS


def test_an_upgrade_that_changes_nothing_says_so(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert convert(folder, "-o", out) == 0
    (out / "c001.xml").write_bytes((out / "c001.xml").read_bytes().replace(b"SECRET", b"secret"))
    upgrade(monkeypatch, "99.0")
    capsys.readouterr()
    assert convert(folder, "-o", out, "--diff", "--strict") == 0
    printed = capsys.readouterr()
    assert printed.out == "" and "2 the same except for the version in them" in printed.err
    assert convert(folder, "-o", out, "--diff", "-v", "--json") == 0
    assert [json.loads(line)["verdict"] for line in capsys.readouterr().out.splitlines()] == [
        "version",
        "edited",
        "version",
    ]


def test_what_cannot_be_made_again_after_an_upgrade_is_in_the_list(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "c001.txt").write_text("RAISE", "utf-8")
    assert convert(folder, "-o", out) == 0
    upgrade(monkeypatch, "99.0")
    faults(monkeypatch)
    capsys.readouterr()
    assert convert(folder, "-o", out, "--diff") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("failed\t") and "c001.txt" in line and "[BUG]" in line


@pytest.mark.thorough
def test_outputs_that_are_no_longer_made_are_taken_away(folder: Path, out: Path) -> None:
    shutil.copyfile(SAMPLE, folder / "c001.txt")
    assert convert(folder, "-o", out, "--split") == 0
    parts = list(out.glob("c001.*.xml"))
    (out / "c001.mine.xml").write_text("mine", "utf-8")
    parts[0].write_text("changed by hand", "utf-8")
    assert len(parts) > 2 and convert(folder, "-o", out, "--force") == 0
    assert set(out.glob("c001.*")) == {out / "c001.xml", out / "c001.mine.xml", parts[0]}


def test_an_input_that_is_gone_keeps_its_output(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert convert(folder, "-o", out) == 0
    (folder / "c001.txt").unlink()
    assert convert(folder, "-o", out) == 0
    assert "1 of earlier runs are no longer there" in capsys.readouterr().err
    assert "c001.xml" in outputs(out)


def test_a_report_asked_for_later_is_made_again(folder: Path, out: Path, tmp_path: Path) -> None:
    assert convert(folder, "-o", out) == 0
    assert convert(folder, "-o", out, "--report", tmp_path / "r.jsonl") == 0
    lines = (tmp_path / "r.jsonl").read_text("ascii").splitlines()
    assert len({json.loads(line)["document"] for line in lines}) == 3
    assert convert(folder, "-o", out, "--report", tmp_path / "r.jsonl") == 0
    (tmp_path / "r.jsonl").write_text("mine", "utf-8")
    assert convert(folder, "-o", out, "--report", tmp_path / "r.jsonl") == ExitCode.OUTPUT_EXISTS


# ----------------------------------------------------------------- what exists


@pytest.mark.parametrize(
    ("way", "code", "kept"),
    [
        ((), ExitCode.SOME_FAILED, True),
        (("--existing", "skip"), ExitCode.DONE, True),
        (("--existing", "abort"), ExitCode.OUTPUT_EXISTS, True),
        (("--existing", "overwrite"), ExitCode.DONE, False),
        (("--force",), ExitCode.DONE, False),
    ],
)
def test_a_file_of_somebody_else(folder: Path, out: Path, way: tuple[str, ...], code: ExitCode, kept: bool) -> None:
    out.mkdir()
    (out / "c001.xml").write_text("mine", "utf-8")
    assert convert(folder, "-o", out, *way) == code
    assert ((out / "c001.xml").read_text("utf-8") == "mine") == kept
    assert (out / "c000.xml").exists() == (code != ExitCode.OUTPUT_EXISTS)


def test_the_path_of_a_part_that_exists_is_the_one_that_was_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "c001.t1.xml").write_text("mine", "utf-8")
    assert convert(folder, "-o", "out", "--existing", "abort") == ExitCode.OUTPUT_EXISTS
    assert capsys.readouterr().err.startswith("out/c001.t1.xml: the file exists already")


def test_an_input_under_a_second_name_is_not_written_over(folder: Path, out: Path) -> None:
    out.mkdir()
    os.link(folder / "c001.txt", out / "c001.xml")
    before = (folder / "c001.txt").read_bytes()
    assert convert(folder, "-o", out, "--force") == ExitCode.SOME_FAILED
    assert (folder / "c001.txt").read_bytes() == before
    assert ("c001", "failed") in rows(out)


def test_output_inside_the_input_is_no_input(folder: Path) -> None:
    for _ in range(2):
        assert convert(folder, "-o", folder / "out", "--to", "tei") == 0
        (folder / "out" / "stray.txt").write_text("NOT MINE", "utf-8")
    assert set(outputs(folder / "out")) == {"c000.xml", "c001.xml", "c002.xml", "stray.txt"}


def test_a_name_that_is_no_utf8(folder: Path, out: Path, tmp_path: Path) -> None:
    os.rename(folder / "c001.txt", os.path.join(os.fsencode(folder), b"caf\xe9\\.txt"))
    assert convert(folder, "-o", out, "--report", tmp_path / "r.jsonl", "--log-json") == 0
    assert os.path.isfile(os.path.join(os.fsencode(out), b"caf\xe9\\.xml"))
    assert ("caf\\xe9\\\\", "done") in rows(out)
    assert convert(folder, "-o", out, "--report", tmp_path / "r.jsonl") == 0
    assert [times for (times,) in rows(out, "times")] == [1, 1, 1]


def test_names_come_back_from_unicode() -> None:
    for name in ("plain", "caf\udce9", "a\\b", "a\\\\xe9", "\\x41\udcff\\", "é"):
        assert from_unicode(in_unicode(name)) == name
        in_unicode(name).encode("utf-8")


# -------------------------------------------------------------- when it is ended


def test_the_first_failure_may_end_it(folder: Path, out: Path) -> None:
    cables(folder, 30, a=b"\x1f\x8b")
    assert convert(folder, "-o", out, "--on-error", "abort") == ExitCode.SOME_FAILED
    states = [state for _, state in rows(out)]
    assert "todo" in states and "claimed" not in states
    assert convert(folder, "-o", out) == ExitCode.SOME_FAILED
    assert sorted(set(state for _, state in rows(out))) == ["done", "failed"]


@pytest.mark.parametrize(("most", "ended"), [("5%", True), ("50%", False), ("1", True), ("3", False)])
def test_too_many_failures_end_it(folder: Path, out: Path, most: str, ended: bool) -> None:
    cables(folder, 20, a=b"\x1f\x8b", a1=b"\x1f\x8b", a2=b"\x1f\x8b")
    assert convert(folder, "-o", out, "--max-failures", most) == ExitCode.SOME_FAILED
    assert ("todo" in [state for _, state in rows(out)]) == ended


@pytest.mark.parametrize(
    "arguments",
    [
        ("--jobs", "-1"),
        ("--shard", "0/2"),
        ("--shard", "3/2"),
        ("--shard", "half"),
        ("--max-failures", "many"),
        ("--max-failures", "101%"),
        ("--max-failures", "1.5"),
        ("--timeout", "-1"),
        ("--memory", "1"),
        ("--engine", "dask"),
        ("--scheduler", "tcp://x:1"),
        ("--shard", "1/2", "--bag"),
        ("-",),
    ],
)
def test_options_that_do_not_go_together_are_refused_before_anything_is_written(
    folder: Path, out: Path, arguments: tuple[str, ...]
) -> None:
    assert convert(folder, "-o", out, *arguments) == ExitCode.USAGE
    assert not out.exists()


def test_a_batch_needs_a_folder_for_its_output(folder: Path) -> None:
    assert convert(folder / "c000.txt", "--jobs", "2") == ExitCode.USAGE


# ------------------------------------------------------------------ dry runs


def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert(folder, "-o", out, "--dry-run") == 0
    assert not out.exists()
    convert(folder, "-o", out)
    cables(folder, 4)
    capsys.readouterr()
    assert convert(folder, "-o", out, "--dry-run") == 0
    printed = capsys.readouterr()
    assert [line.split("\t")[0] for line in printed.out.splitlines()] == ["done", "done", "done", "todo"]
    assert "1 to do, 3 done already" in printed.err
    assert convert(folder, "-o", out, "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[3])["id"] == "c003"


# ---------------------------------------------------------------- the formats


def test_archives_bags_and_what_is_wrong_with_them(folder: Path, out: Path, tmp_path: Path) -> None:
    shutil.make_archive(str(folder / "more"), "zip", cables(tmp_path / "other", 2))
    (folder / "broken.zip").write_bytes(b"PK\x03\x04broken")
    for _ in range(2):
        assert convert(folder, tmp_path / "none.txt", "-o", out) == ExitCode.SOME_FAILED
        assert {"more/c000.xml", "more/c001.xml", "c000.xml"} <= set(outputs(out))
        failed = [id for id, state in rows(out) if state == "failed"]
        assert [Path(str(id)).name for id in failed] == ["broken.zip ZIP-BROKEN", "none.txt IN-MISSING"]


def test_a_bag_is_closed_at_the_end_and_again_after_more(folder: Path, out: Path) -> None:
    assert convert(folder, "-o", out, "--bag") == 0
    cables(folder, 4)
    assert convert(folder, "-o", out, "--bag", "--jobs", "2") == 0
    assert len((out / "manifest-sha512.txt").read_text().splitlines()) == 4
    assert len(bag_members(out).names) == 4


# -------------------------------------------------------------------- the parts


def test_documents_are_small_and_read_again_from_json(folder: Path) -> None:
    outcome = work.Outcome(input="x", outputs=(work.Made("a", "b", "c", 1, "tei"),), report=b"\x00\xff")
    assert work.Outcome.from_json(outcome.as_json()) == outcome


def test_shards_cover_everything_once_whatever_the_order() -> None:
    some = [BatchDocument(f"d{number}", "", "") for number in range(500)]
    parts = [{document.id for document in some if Shard(number, 7).has(document.id)} for number in range(1, 8)]
    assert sum(map(len, parts)) == 500 == len(set().union(*parts))
    assert min(map(len, parts)) > 40


def test_claims_are_given_once_and_end_with_their_run(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    some = [BatchDocument(f"d{number}", "", "") for number in range(3)]
    run = ledger.begin({}, [(n, document, "todo") for n, document in enumerate(some)])
    assert ledger.claim(["d0", "d1"], run) == ["d0", "d1"]
    assert ledger.claim(["d0", "d1", "d2"], run) == ["d2"]
    ledger.end(run, 0)
    assert ledger.counts() == {"todo": 3}
    assert ledger.claim(["d1"], ledger.begin({}, [(n, document, "todo") for n, document in enumerate(some)])) == ["d1"]


def test_a_ledger_of_another_format_is_refused(folder: Path, out: Path) -> None:
    assert convert(folder, "-o", out) == 0
    path = out / ".teikit" / "ledger.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    assert convert(folder, "-o", out) == ExitCode.CONFIGURATION


def test_the_progress_line_says_rate_time_left_and_failures() -> None:
    progress = Progress(2_000)
    begun, _ = progress.marks[0]
    progress.marks[0] = (begun - 100, 0)
    for number in range(1000):
        progress.count(failed=number % 100 == 0)
    assert progress.line().startswith("1,000 of 2,000 (50%), ")
    assert "/s, 1 min " in progress.line() and progress.line().endswith("left, 10 failed")
    assert len(progress.line(width=79)) <= 79 and "[#" in progress.line(width=79)
    assert len(progress.line(width=30)) <= 30


def test_json_log_has_one_object_a_line(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a\nb.txt").write_bytes(b"\x1f\x8b")
    convert(folder, "-o", out, "--log-json")
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert events[0]["event"] == "plan" and events[-1]["event"] == "end"
    assert sorted(event["event"] for event in events).count("done") == 3
    (failed,) = (event for event in events if event["event"] == "failed")
    assert failed["code"] == "IN-COMPRESSED" and failed["hint"]
    assert all("time" in event for event in events)


def test_files_are_on_the_disk_before_the_ledger_says_so(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a power cut would take: nothing that the ledger calls done."""
    calls: list[str] = []
    written: list[int] = []
    replace, fsync, finish = os.replace, os.fsync, Ledger.finish

    def replaced(old: object, new: Path) -> None:
        if str(new).endswith(".xml"):
            calls.append("name")
        replace(str(old), new)

    def synced(handle: int) -> None:
        written.append(handle)
        fsync(handle)

    def finished(*given: Any) -> None:
        calls.append("ledger")
        finish(*given)

    monkeypatch.setattr(commit.os, "replace", replaced)
    monkeypatch.setattr(commit, "_to_disk", lambda folder: calls.append("folder"))
    monkeypatch.setattr(Ledger, "finish", finished)
    monkeypatch.setattr(os, "fsync", synced)
    assert convert(folder, "-o", out) == 0
    assert calls == ["name", "name", "name", "folder", "ledger"]


def test_inputs_are_read_once(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest in the ledger is of the very bytes that were converted, though the file changes meanwhile."""
    load = named.load

    def changing(path: Path | None) -> bytes:
        data = load(path)
        if path and path.suffix == ".txt":
            path.write_bytes(b"CHANGED WHILE IT WAS READ\n")
        return data

    monkeypatch.setattr(named, "load", changing)
    assert convert(folder, "-o", out) == 0
    for id, digest in rows(out, "id, input"):
        assert str(digest) in (out / f"{id}.xml").read_text("utf-8")


# ---------------------------------------------------------------- ledgers


@pytest.mark.thorough
def test_shards_are_merged_and_give_what_one_run_gives(folder: Path, out: Path, tmp_path: Path) -> None:
    cables(folder, 30, bad=b"\x1f\x8b")
    whole = tmp_path / "whole"
    assert convert(folder, "-o", whole, "-q", "--report", tmp_path / "whole.jsonl") == ExitCode.SOME_FAILED
    codes = {convert(folder, "-o", out, "-q", "--shard", f"{n}/3", "--report", tmp_path / f"{n}") for n in (1, 2, 3)}
    assert codes == {ExitCode.DONE, ExitCode.SOME_FAILED}
    assert convert(folder, "-o", out) == ExitCode.USAGE  # merge first
    assert convert(folder, "-o", out, "--shard", "1/2") == ExitCode.USAGE
    assert main(["ledger", "merge", str(out)]) == 0
    assert main(["ledger", "report", str(out), "--report", str(tmp_path / "merged.jsonl")]) == 0
    assert outputs(out) == outputs(whole)
    assert (tmp_path / "merged.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert rows(out, "id, state, times") == rows(whole, "id, state, times")
    assert not list((out / ".teikit").glob("*-of-*"))
    assert convert(folder, "-o", out, "-q") == ExitCode.SOME_FAILED
    assert rows(out, "times") == rows(whole, "times")


def test_folders_are_merged_when_their_files_are_there(folder: Path, tmp_path: Path) -> None:
    parts = [tmp_path / "a", tmp_path / "b"]
    for number, part in enumerate(parts, 1):
        assert convert(folder, "-o", part, "-q", "--shard", f"{number}/2") == 0
    out = tmp_path / "all"
    shutil.copytree(parts[0], out, ignore=shutil.ignore_patterns(".teikit"))
    assert main(["ledger", "merge", str(out), *map(str, parts)]) == 0
    states = [state for _, state in rows(out)]
    assert states.count("done") == len(outputs(out)) < 3 and "todo" in states
    assert convert(folder, "-o", out, "-q") == 0
    assert [state for _, state in rows(out)] == ["done"] * 3


def test_shards_of_different_configurations_are_not_merged(folder: Path, out: Path) -> None:
    assert convert(folder, "-o", out, "-q", "--shard", "1/2") == 0
    assert convert(folder, "-o", out, "-q", "--shard", "2/2", "--profile", "silent") == 0
    assert main(["ledger", "merge", str(out)]) == ExitCode.CONFIGURATION


def test_the_ledger_can_be_looked_at(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cables(folder, 3, bad=b"\x1f\x8b")
    convert(folder, "-o", out, "-q")
    capsys.readouterr()
    assert main(["ledger", "show", str(out)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("4 inputs: 3 done, 1 failed\nrun 1: teikit ") and "exit code 7" in printed
    assert main(["ledger", "show", str(out), "--failed"]) == 0
    assert capsys.readouterr().out.endswith("bad.txt: this is gzip data, not a text [IN-COMPRESSED]\n")
    assert main(["ledger", "show", str(out), "--failed", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == "IN-COMPRESSED"
    assert main(["ledger", "show", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"done": 3, "failed": 1}
    assert main(["ledger", "show", str(folder)]) == ExitCode.FILE_SYSTEM
    assert main(["ledger", "merge", str(out)]) == ExitCode.FILE_SYSTEM
    assert main(["ledger", "merge", str(out), f"{out}/."]) == ExitCode.USAGE
    (out / ".teikit" / "configuration.json").unlink()
    assert main(["ledger", "rebuild", str(out)]) == ExitCode.CONFIGURATION
    assert main(["ledger", "rebuild", str(folder)]) == ExitCode.FILE_SYSTEM and not (folder / ".teikit").exists()


def test_a_batch_says_what_a_person_should_look_at(
    folder: Path, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "odd.txt").write_text("NOTHING HERE IS A TELEGRAM AT ALL AND NOBODY CAN TELL WHAT IT IS\n", "utf-8")
    assert convert(folder, "-o", out, "--report", tmp_path / "report.jsonl") == 0
    printed = capsys.readouterr().err
    assert (
        "NO-TELEGRAM" in printed
        and "teikit explain CODE" in printed
        and f"All of them: {tmp_path / 'report.jsonl'};" in printed
    )
    assert convert(folder, "-o", out) == 0  # nothing is done, so nothing is said
    assert "NO-TELEGRAM" not in capsys.readouterr().err


def test_a_shard_that_names_no_part_is_refused(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "show", str(out), "--shard", "half"]) == ExitCode.USAGE
    assert "'half' does not name a part [USAGE-SHARD]" in capsys.readouterr().err


def test_a_ledger_without_a_file_to_write_is_asked_for_one(
    folder: Path, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert(folder, "-o", out) == 0
    assert main(["ledger", "report", str(out)]) == ExitCode.USAGE
    assert "USAGE-REPORT" in capsys.readouterr().err
    same = str(tmp_path / "same.tsv")
    assert main(["ledger", "report", str(out), "--report", same, "--ledger", same]) == ExitCode.USAGE
    assert not Path(same).exists()
