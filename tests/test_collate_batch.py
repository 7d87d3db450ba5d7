"""Many records are collated as many inputs are converted: with limits, a ledger, and the same bytes however it is done.

What holds for any task of the driver is tested in test_batch.py and test_faults.py; here is what records add.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from batches import FULL, WAIT, faults, kill_and_resume, limited_alone, outputs, releases, rows, start, until
from conftest import Teikit, environment

from teikit import read
from teikit.cli import main
from teikit.collation.withheld import WithheldRow
from teikit.errors import ExitCode

pytestmark = pytest.mark.thorough


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four records."""
    for number in range(1, 5):
        releases(tmp_path / "in" / f"r{number}", number)
    return tmp_path / "in"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def collate(*arguments: object) -> int:
    return main(["collate", *map(str, arguments)])


def both(tmp_path: Path, name: str) -> list[Path]:
    """The options for the ledger of what was withheld and the pages, with paths that bear a name."""
    return [Path("--ledger"), tmp_path / f"{name}.tsv", Path("--html"), tmp_path / f"{name}-html"]


# ------------------------------------------------------------- the same bytes


def test_editions_ledger_and_pages_are_the_same_bytes_however_many_jobs(folder: Path, tmp_path: Path) -> None:
    for name, options in (("one", ()), ("three", ("--jobs", "3"))):
        report = ("--report", tmp_path / f"{name}.jsonl")
        assert collate(folder, "-o", tmp_path / name, *both(tmp_path, name), *report, *options) == 0
    assert outputs(tmp_path / "one") == outputs(tmp_path / "three") and len(outputs(tmp_path / "one")) == 4
    assert outputs(tmp_path / "one-html") == outputs(tmp_path / "three-html")
    for suffix in ("tsv", "jsonl"):
        assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"three.{suffix}").read_bytes()
    lines = (tmp_path / "one.tsv").read_text("utf-8").splitlines()
    telegrams = [line.split("\t")[1] for line in lines if line.startswith("excision\t")]
    assert telegrams == ["POLTO 1", "POLTO 2", "POLTO 3", "POLTO 4"]


def test_one_record_alone_gives_the_bytes_that_it_gives_among_others(folder: Path, out: Path, tmp_path: Path) -> None:
    assert collate(folder, "-o", out) == 0
    assert collate(*sorted((folder / "r2").iterdir()), "-o", tmp_path / "alone" / "r2.xml") == 0
    assert (tmp_path / "alone" / "r2.xml").read_bytes() == (out / "r2.xml").read_bytes()
    assert [path.name for path in (tmp_path / "alone").iterdir()] == ["r2.xml"]  # and leaves no ledger behind


def test_a_run_that_is_killed_at_random_goes_on(tmp_path: Path, out: Path) -> None:
    for number in range(1, 41):
        releases(tmp_path / "in" / f"r{number:02}", number)
    command = ["collate", tmp_path / "in", "--jobs", "2", "-q"]
    assert main(list(map(str, [*command, "-o", tmp_path / "whole", *both(tmp_path, "whole")]))) == 0
    kill_and_resume(6, 11, [*command, "-o", out, *both(tmp_path, "out")], out)
    assert {times for (times,) in rows(out, "times")} == {1}
    assert outputs(out) == outputs(tmp_path / "whole")
    assert outputs(tmp_path / "out-html") == outputs(tmp_path / "whole-html")
    assert (tmp_path / "out.tsv").read_bytes() == (tmp_path / "whole.tsv").read_bytes()


@pytest.mark.slow
def test_the_collection_of_the_records_is_the_same_after_kills(shared: Path, tmp_path: Path, out: Path) -> None:
    """Forty records, two jobs, twenty kills."""
    command = ["collate", shared / "data" / "jfk-dev", "--jobs", "2", "-q", "--timeout", "0"]
    assert main(list(map(str, [*command, "-o", tmp_path / "whole", *both(tmp_path, "whole")]))) == 0
    kill_and_resume(20, 3, [*command, "-o", out, *both(tmp_path, "out")], out)
    assert outputs(out) == outputs(tmp_path / "whole") and len(outputs(out)) == 40
    assert outputs(tmp_path / "out-html") == outputs(tmp_path / "whole-html")
    assert (tmp_path / "out.tsv").read_bytes() == (tmp_path / "whole.tsv").read_bytes()


# ------------------------------------------------------------ records that do harm


@pytest.mark.parametrize(
    ("word", "code"),
    [("RAISE", "BUG"), ("HANG", "LIMIT-TIME"), ("FILL", "LIMIT-MEMORY"), ("KILL", "WORKER-DIED")],
)
def test_a_record_that_does_harm_costs_itself_alone(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], word: str, code: str
) -> None:
    releases(folder / "r2", 2, word)
    faults(monkeypatch)
    limited_alone(monkeypatch, "r2")
    options = ("--jobs", "2", "--timeout", "1", "--memory", "500", "--ledger", out.with_suffix(".json"))
    assert collate(folder, "-o", out, *options) == ExitCode.SOME_FAILED
    assert rows(out) == [("r1", "done"), ("r2", "failed"), ("r3", "done"), ("r4", "done")]
    assert set(outputs(out)) == {"r1.xml", "r3.xml", "r4.xml"}
    printed = capsys.readouterr().err
    assert f"r2 [{code}]" in printed and "3 records collated: 3 telegrams" in printed and "Traceback" not in printed
    withheld = json.loads(out.with_suffix(".json").read_bytes())
    assert [row["telegram"] for row in withheld["excisions"]] == ["POLTO 1", "POLTO 3", "POLTO 4"]
    monkeypatch.undo()
    assert collate(folder, "-o", out, "-q") == ExitCode.SOME_FAILED  # failures are not tried again unless asked
    assert collate(folder, "-o", out, "-q", "--retry-failed", "--ledger", out.with_suffix(".json")) == 0
    withheld = json.loads(out.with_suffix(".json").read_bytes())
    assert [row["telegram"] for row in withheld["excisions"]] == [f"POLTO {number}" for number in range(1, 5)]


def test_the_first_failure_may_end_it(folder: Path, out: Path) -> None:
    (folder / "r1" / "1988.txt").write_bytes(b"\x1f\x8b" * 90)
    assert collate(folder, "-o", out, "-q", "--on-error", "abort") == ExitCode.SOME_FAILED
    assert "todo" in [state for _, state in rows(out)] and ("r1", "failed") in rows(out)


def test_a_missing_release_costs_its_record(teikit: Teikit, folder: Path, out: Path) -> None:
    lines = ["a\tr1/1988.txt\tr1/2023.txt", "b\tr2/1988.txt\tr2/none.txt", "c\tr3/1988.txt\tr3/2023.txt"]
    (folder / "pairs.tsv").write_text("\n".join(lines), "utf-8")
    for option in ("-v", "--retry-failed"):
        ran = teikit("collate", "--pairs", folder / "pairs.tsv", "-o", out, option)
        assert ran.code == ExitCode.SOME_FAILED
        assert f"{folder}/r2/none.txt [IN-MISSING]" in ran.err
        assert set(outputs(out)) == {"a.xml", "c.xml"}
        assert [state for _, state in rows(out)] == ["done", "failed", "done"]
    (folder / "r2" / "none.txt").write_text(FULL.format(n=2), "utf-8")
    assert teikit("collate", "--pairs", folder / "pairs.tsv", "-o", out, "-q").code == 0
    assert set(outputs(out)) == {"a.xml", "b.xml", "c.xml"}


def test_records_of_one_release_are_named(teikit: Teikit, folder: Path, out: Path, tmp_path: Path) -> None:
    for name in ("r2", "r4"):
        (folder / name / "1988.txt").unlink()
    report = tmp_path / "report.jsonl"
    for _ in range(2):
        ran = teikit("collate", folder, "-o", out, "--report", report, "--max-failures", "0")
        assert ran.code == 0
        assert "2 records of one release only left out (r2, r4)" in ran.err
    notes = [json.loads(line) for line in report.read_text("ascii").splitlines() if "COLLATE-ALONE" in line]
    assert [(note["kind"], note["document"]) for note in notes] == [("note", "r2"), ("note", "r4")]
    assert "2 of one release only" in teikit("collate", folder, "-o", out, "--dry-run").err
    assert "2 alone" in teikit("ledger", "show", out).out.decode()
    releases(folder / "r2", 2)
    assert teikit("collate", folder, "-o", out).code == 0
    assert ("r2", "done") in rows(out)


def test_what_is_no_input_is_named(teikit: Teikit, folder: Path, out: Path) -> None:
    (folder / "r1" / "scan.jpg").write_bytes(b"x")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04broken")
    ran = teikit("collate", folder, "-o", out)
    assert ran.code == ExitCode.SOME_FAILED
    assert "1 other file left out (scan.jpg)" in ran.err and "broken.zip [ZIP-BROKEN]" in ran.err
    assert len(outputs(out)) == 4


# ------------------------------------------------------------------- resuming


@pytest.mark.parametrize("how", ["a release changed", "a release more", "a release renamed", "the page is gone"])
def test_what_is_no_longer_true_is_done_again(folder: Path, out: Path, tmp_path: Path, how: str) -> None:
    options = ("-o", out, "-q", "--html", tmp_path / "html")
    assert collate(folder, *options) == 0
    if how == "a release changed":
        (folder / "r2" / "2023.txt").write_text(FULL.format(n=2) + "PARIS TELEGRAM ENDS HERE\n", "utf-8")
    elif how == "a release more":
        (folder / "r2" / "2025.txt").write_text(FULL.format(n=2), "utf-8")
    elif how == "a release renamed":
        os.rename(folder / "r2" / "2023.txt", folder / "r2" / "2024.txt")
    else:
        (tmp_path / "html" / "r2.html").unlink()
    assert collate(folder, *options) == 0
    assert rows(out, "id, times") == [("r1", 1), ("r2", 2), ("r3", 1), ("r4", 1)]
    assert len([name for name in outputs(tmp_path / "html") if name.startswith("r")]) == 4


def test_releases_that_were_only_touched_are_not_done_again(folder: Path, out: Path) -> None:
    assert collate(folder, "-o", out, "-q") == 0
    os.utime(folder / "r2" / "2023.txt", (1, 1))
    assert collate(folder, "-o", out, "-q") == 0
    assert [times for (times,) in rows(out, "times")] == [1, 1, 1, 1]


def test_pages_and_ledger_asked_for_later_are_made(teikit: Teikit, folder: Path, out: Path, tmp_path: Path) -> None:
    assert teikit("collate", folder, "-o", out).code == 0
    ledger = tmp_path / "withheld.tsv"
    assert f"written {ledger}" in teikit("collate", folder, "-o", out, "--ledger", ledger).err
    assert [times for (times,) in rows(out, "times")] == [1, 1, 1, 1]  # each record left its rows in the ledger
    assert teikit("collate", folder, "-o", out, "--html", out / "html").code == 0
    assert {name for name in outputs(out) if "html/r" in name} == {f"html/r{number}.html" for number in range(1, 5)}
    assert "html/index.html" in outputs(out)
    assert [times for (times,) in rows(out, "times")] == [2, 2, 2, 2]
    assert teikit("ledger", "report", out, "--ledger", tmp_path / "again.tsv").code == 0
    assert (tmp_path / "again.tsv").read_bytes() == ledger.read_bytes()


def test_the_ledger_of_what_was_withheld_takes_no_place_of_another_file(folder: Path, out: Path) -> None:
    for name in ("mine.tsv", "mine.json"):
        path = out.with_name(name)
        path.write_text("mine", "utf-8")
        assert collate(folder, "-o", out, "-q", "--ledger", path) == ExitCode.OUTPUT_EXISTS
        assert path.read_text("utf-8") == "mine" and not out.exists()
    for _ in range(2):  # our own is replaced
        assert collate(folder, "-o", out, "-q", "--ledger", out.with_name("ours.json")) == 0


def test_conversion_and_collation_do_not_share_a_folder(teikit: Teikit, folder: Path, out: Path) -> None:
    assert teikit("convert", folder, "-o", out).code == 0
    ran = teikit("collate", folder, "-o", out)
    assert ran.code == ExitCode.CONFIGURATION
    assert "command: convert before, collate now" in ran.err


def test_shards_are_merged_with_what_they_know_of_withheld_text(folder: Path, out: Path, tmp_path: Path) -> None:
    assert collate(folder, "-o", tmp_path / "whole", "-q", "--ledger", tmp_path / "whole.tsv") == 0
    for number in (1, 2):
        assert collate(folder, "-o", out, "-q", "--shard", f"{number}/2") == 0
    assert main(["ledger", "merge", str(out)]) == 0
    assert main(["ledger", "report", str(out), "--ledger", str(tmp_path / "merged.tsv")]) == 0
    assert outputs(out) == outputs(tmp_path / "whole")
    assert (tmp_path / "merged.tsv").read_bytes() == (tmp_path / "whole.tsv").read_bytes()


def test_two_runs_on_one_folder(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(1, 41):
        releases(tmp_path / "in" / f"r{number:02}", number)
    ran = start("collate", tmp_path / "in", "-o", out, "-q")
    until(lambda: list(out.glob(".teikit/work-*/*")))
    assert collate(tmp_path / "in", "-o", out) == ExitCode.LOCKED
    ran.kill()
    ran.communicate(timeout=WAIT)


def test_a_ledger_of_the_format_before_is_taken_up(folder: Path, out: Path) -> None:
    assert collate(folder, "-o", out, "-q") == 0
    with sqlite3.connect(out / ".teikit" / "ledger.sqlite") as db:
        db.execute("ALTER TABLE documents DROP COLUMN withheld")
        db.execute("ALTER TABLE outputs DROP COLUMN rebuilt")
        db.execute("PRAGMA user_version = 1")
    assert collate(folder, "-o", out, "-q") == 0
    assert [times for (times,) in rows(out, "times")] == [1, 1, 1, 1]


# ------------------------------------------------------------------ what is said


def test_a_dry_run_names_every_record(teikit: Teikit, folder: Path, out: Path) -> None:
    ran = teikit("collate", folder, "-o", out, "--dry-run")
    assert (ran.code, out.exists()) == (0, False)
    assert ran.out.decode() == "".join(f"todo\tr{number}\n" for number in range(1, 5))
    assert ran.err == "4 records: 4 to do. Nothing was done (--dry-run).\n"


def test_the_report_names_the_release_in_which_something_stands(folder: Path, out: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    assert collate(folder, "-o", out, "-q", "--report", report) == 0
    lines = [json.loads(line) for line in report.read_text("ascii").splitlines()]
    gaps = [(line["document"], line["line"], line["column"]) for line in lines if line.get("layer") == "gap"]
    assert gaps == [(f"r{number}: 1988.txt", 6, 17) for number in range(1, 5)]


def test_what_to_look_at_is_named_with_its_release(
    folder: Path, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "r2" / "1988.txt").read_text("utf-8")
    (folder / "r2" / "1988.txt").write_text(f"{text}\nTHE \ufffd DOOR\n", "utf-8")
    assert collate(folder, "-o", out) == 0
    assert "1 x CHAR-FFFD, first r2:1988.txt:" in capsys.readouterr().err


def test_the_log_and_the_overview_know_records(
    folder: Path, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert collate(folder, "-o", out, "--log-json", "--overview", tmp_path / "pages") == 0
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["document"] for event in events if event["event"] == "done"] == ["r1", "r2", "r3", "r4"]
    assert "1 telegram, 2 releases" in (tmp_path / "pages" / "documents-1.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (("IN", "-o", "edition.xml", "--jobs", "2"), "-o must name a folder here"),
        (("IN", "-o", "OUT", "--html", "FILE"), "--html must name a folder"),
        (("IN", "-o", "OUT", "--shard", "3/2"), "USAGE-SHARD"),
        (("IN", "-o", "OUT", "--engine", "dask"), "USAGE-ENGINE"),
    ],
)
def test_options_that_do_not_go_together_are_refused_before_anything_is_written(
    teikit: Teikit, folder: Path, out: Path, arguments: tuple[str, ...], printed: str
) -> None:
    places = {"IN": folder, "OUT": out, "FILE": folder / "r1" / "1988.txt"}
    ran = teikit("collate", *(places.get(argument, argument) for argument in arguments))
    assert (ran.code, out.exists()) == (ExitCode.USAGE, False)
    assert printed in ran.err


def test_the_pages_may_lie_on_another_disk(folder: Path, tmp_path: Path, out: Path) -> None:
    where = tmp_path / "disk"
    where.mkdir()
    script = f'"{sys.executable}" -m teikit collate "{folder}" -o "{out}" -q --html "$1/html" && ls "$1/html"'
    mount = f'mount -t tmpfs -o size=5m tmpfs "$1" || exit 99; {script}'
    command = ["unshare", "-rm", "sh", "-c", mount, "sh", str(where)]
    try:
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=WAIT)
    except FileNotFoundError:
        pytest.skip("needs the program unshare")
    if done.returncode in (1, 99) and ("unshare" in done.stderr or "mount" in done.stderr):
        pytest.skip(f"may not mount a file system here: {done.stderr.strip()[:100]}")
    assert (done.returncode, done.stderr) == (0, "")
    assert [name for name in done.stdout.split() if name.startswith("r")] == [f"r{n}.html" for n in range(1, 5)]


def test_the_page_of_a_record_leads_to_all_records(folder: Path, out: Path, tmp_path: Path) -> None:
    assert collate(folder, "-o", out, "-q", "--html", tmp_path / "pages") == 0
    assert 'href="index.html"' in (tmp_path / "pages" / "r1.html").read_text("utf-8")
    assert collate(folder / "r1", "-o", tmp_path / "one.xml", "-q", "--html", tmp_path / "one.html") == 0
    assert "index.html" not in (tmp_path / "one.html").read_text("utf-8")


def test_the_table_has_the_columns_that_it_says(folder: Path, out: Path, tmp_path: Path) -> None:
    assert collate(folder, "-o", out, "-q", "--ledger", tmp_path / "a.tsv") == 0
    head, *lines = (tmp_path / "a.tsv").read_text("utf-8").splitlines()
    assert tuple(head.split("\t")) == WithheldRow._fields
    assert {line.count("\t") for line in lines} == {len(WithheldRow._fields) - 1}


@pytest.mark.slow
def test_of_forty_records_three_do_harm_and_the_rest_is_done(
    shared: Path, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One record raises an IndexError, one hangs, one eats memory."""
    folder = shared / "data" / "jfk-dev"
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    harm = {names[5]: "RAISE", names[15]: "HANG", names[25]: "FILL"}
    texts = {read(next((folder / name).iterdir())).text: word for name, word in harm.items()}
    faults(monkeypatch, lambda source: texts.get(source.text, ""))
    limited_alone(monkeypatch, names[15])
    options = ("--jobs", "2", "--timeout", "1", "--memory", "1000", "--ledger", tmp_path / "withheld.tsv")
    assert collate(folder, "-o", out, *options) == ExitCode.SOME_FAILED
    assert {id for id, state in rows(out) if state == "failed"} == set(harm)
    assert len(outputs(out)) == 37
    printed = capsys.readouterr().err
    for name, code in zip(harm, ("BUG", "LIMIT-TIME", "LIMIT-MEMORY"), strict=True):
        assert f"[{code}]" in printed and name in printed


def test_what_an_upgrade_would_change_in_editions_is_listed(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert collate(folder, "-o", out, "--apparatus", "none") == 0
    before = outputs(out)
    capsys.readouterr()
    assert collate(folder, "-o", out, "--diff") == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(row[0], row[2]) for row in lines] == [("encoding", f"r{number}.xml") for number in range(1, 5)]
    assert all("--apparatus: none before" in row[4] for row in lines) and outputs(out) == before
