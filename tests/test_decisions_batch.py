"""Decisions in many inputs: one decision does one document again, and what a person edited is never lost."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from batches import cables, convert, entered, outputs, releases, rows

from teikit.cli import main
from teikit.errors import ExitCode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return cables(tmp_path / "in", 3)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def decide(file: Path, path: Path, before: str, verdict: str = "reads", **more: Any) -> None:
    """Add a decision on the first place where something stands in an input."""
    data = path.read_bytes()
    start = data.decode().index(before)
    row: dict[str, Any] = {"source": f"sha256:{hashlib.sha256(data).hexdigest()[:12]}", "record": path.stem}
    row |= {"at": [start, start + len(before)], "before": before, "is": verdict, "who": "anna", **more}
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(f"{json.dumps(row)}\n")


def times(out: Path) -> list[object]:
    return [times for (times,) in rows(out, "times")]


def test_one_decision_does_one_document_again(folder: Path, out: Path) -> None:
    assert convert(folder, "-o", out) == 0
    before = outputs(out)
    decide(out / "decisions.jsonl", folder / "c001.txt", "FOLLOWS", after="FOLLOWED")
    assert convert(folder, "-o", out) == 0
    assert times(out) == [1, 2, 1]
    assert b">FOLLOWED</corr>" in (out / "c001.xml").read_bytes()
    assert {name for name, digest in outputs(out).items() if before.get(name) != digest} == {
        "c001.xml",
        "decisions.jsonl",
    }
    assert convert(folder, "-o", out) == 0
    assert times(out) == [1, 2, 1]


def test_a_decision_that_is_taken_out_is_undone(folder: Path, out: Path) -> None:
    assert convert(folder, "-o", out) == 0
    before = outputs(out)
    decide(out / "decisions.jsonl", folder / "c001.txt", "FOLLOWS", after="FOLLOWED")
    assert convert(folder, "-o", out) == 0
    (out / "decisions.jsonl").unlink()
    assert convert(folder, "-o", out) == 0
    assert outputs(out) == before
    assert times(out) == [1, 3, 1]


@pytest.mark.parametrize("options", [(), ("--jobs", "2"), ("--certainty", "high"), ("--without", "words")])
def test_a_decision_survives_other_options(folder: Path, out: Path, options: tuple[str, ...]) -> None:
    decide(out / "decisions.jsonl", folder / "c001.txt", "FOLLOWS", after="FOLLOWED")
    assert convert(folder, "-o", out, *options) == 0
    assert b">FOLLOWED</corr>" in (out / "c001.xml").read_bytes()


def test_a_decision_survives_another_reading_of_the_input(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "c001.txt"
    decide(out / "decisions.jsonl", path, "FOLLOWS", after="FOLLOWED", left="ATION 2 ", right=".\n")
    path.write_text("TOP " + path.read_text())
    assert convert(folder, "-o", out) == 0
    assert b">FOLLOWED</corr>" in (out / "c001.xml").read_bytes()
    assert b"decided on another OCR of the page" in (out / "c001.xml").read_bytes()
    path.write_text(path.read_text().replace("FOLLOWS", "IS HERE"))
    assert convert(folder, "-o", out) == 0
    assert b"no place, or more than one, matches" in (out / "c001.xml").read_bytes()


def test_a_broken_line_is_named_and_nothing_is_done(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decisions = out.parent / "mine.jsonl"
    decide(decisions, folder / "c001.txt", "FOLLOWS", after="FOLLOWED")
    decisions.write_text(decisions.read_text() + '{"source":')
    assert convert(folder, "-o", out, "--decisions", decisions) == ExitCode.CONFIGURATION
    assert f"{decisions}:2: this is not JSON" in capsys.readouterr().err
    assert not out.exists() or not outputs(out)


@pytest.mark.parametrize("who", ["words", "telegram", "teikit"])
def test_a_person_with_the_name_of_a_rule_is_refused(
    folder: Path, out: Path, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(out / "decisions.jsonl", folder / "c001.txt", "FOLLOWS", "as-read", who=who)
    assert convert(folder, "-o", out) == ExitCode.CONFIGURATION
    assert "DECISION-PERSON" in capsys.readouterr().err


def test_decisions_on_other_inputs_are_counted(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decide(out / "decisions.jsonl", folder / "c001.txt", "FOLLOWS", after="FOLLOWED")
    assert convert(folder / "c000.txt", "-o", out) == 0
    assert "1 decision is about other inputs than these" in capsys.readouterr().err


def test_decisions_count_in_a_collation(tmp_path: Path) -> None:
    record = releases(tmp_path / "records" / "r1", 12)
    decide(tmp_path / "out" / "decisions.jsonl", record / "2023.txt", "SERIOUSNESS", after="SERIOUSNES")
    command = ["collate", str(tmp_path / "records"), "-o", str(tmp_path / "out")]
    assert main(command) == 0
    (edition,) = (tmp_path / "out").glob("*.xml")
    assert b'resp="#anna"' in edition.read_bytes()
    assert b'who="#anna"' in edition.read_bytes()
    decide(tmp_path / "out" / "decisions.jsonl", record / "1988.txt", "EMPHASIZING", after="EMPHASISING")
    assert main(command) == 0
    assert rows(tmp_path / "out", "times") == [(2,)]


# ------------------------------------------------------------------ edited TEI


def edit(path: Path) -> bytes:
    """The TEI with a change by hand, which is in the file now."""
    data = path.read_bytes().replace(b"FOLLOWS", b"FOLLOWED BY HAND")
    path.write_bytes(data)
    return data


@pytest.mark.parametrize("options", [(), ("--force",), ("--existing", "overwrite"), ("--force", "--profile", "silent")])
def test_tei_that_was_edited_is_never_overwritten(
    folder: Path, out: Path, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert(folder, "-o", out) == 0
    edited = edit(out / "c001.xml")
    convert(folder, "-o", out, *options)
    assert (out / "c001.xml").read_bytes() == edited
    assert "c001.xml" in capsys.readouterr().err


@pytest.mark.parametrize("end", [b"<!-- my note -->\n", b"<?my-editor state?>", b"</TEI>\nstill to do"])
def test_what_somebody_writes_below_the_end_of_the_tei_is_an_edit(folder: Path, out: Path, end: bytes) -> None:
    assert convert(folder, "-o", out) == 0
    edited = (out / "c001.xml").read_bytes() + end
    (out / "c001.xml").write_bytes(edited)
    convert(folder, "-o", out, "--force")
    assert (out / "c001.xml").read_bytes() == edited
    convert(folder, "-o", out, "--force", "--profile", "silent", "--discard-edits")
    assert [path.read_bytes() for path in out.glob("c001.xml.kept-*")] == [edited]


def test_edits_are_discarded_only_on_demand_and_into_a_copy(folder: Path, out: Path) -> None:
    assert convert(folder, "-o", out) == 0
    before = outputs(out)
    edited = edit(out / "c001.xml")
    assert convert(folder, "-o", out, "--discard-edits") == 0
    (copy,) = out.glob("c001.xml.kept-*")
    assert copy.read_bytes() == edited
    assert outputs(out)["c001.xml"] == before["c001.xml"]


def test_what_failed_over_an_edited_file_is_done_when_it_may_be_replaced(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert(folder, "-o", out) == 0
    head, _, tail = (out / "c001.xml").read_bytes().rpartition(b"FOLLOWS")
    edited = head + b"FOLLOWED" + tail
    (out / "c001.xml").write_bytes(edited)
    assert main(["decisions", "from", str(out / "c001.xml"), "--who", "anna", "-o", str(out / "decisions.jsonl")]) == 0
    assert "--discard-edits" in capsys.readouterr().err
    assert convert(folder, "-o", out) == ExitCode.SOME_FAILED
    assert convert(folder, "-o", out) == ExitCode.SOME_FAILED
    assert convert(folder, "-o", out, "--discard-edits") == 0
    (copy,) = out.glob("c001.xml.kept-*")
    assert copy.read_bytes() == edited and b'resp="#anna"' in (out / "c001.xml").read_bytes()


def test_the_short_way_knows_what_a_batch_wrote(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert convert(folder, "-o", out) == 0
    edited = edit(out / "c001.xml")
    assert convert(folder / "c001.txt", "-o", out, "--force", "--profile", "silent") == ExitCode.OUTPUT_EXISTS
    assert (out / "c001.xml").read_bytes() == edited
    assert "OUT-EDITED" in capsys.readouterr().err


def test_a_batch_does_not_take_the_short_way_for_an_edit(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert(folder, "-o", out) == 0
    before = outputs(out)
    for profile in ("silent", "standoff"):
        assert convert(folder / "c001.txt", "-o", out, "--force", "--profile", profile) == 0
        assert outputs(out) != before
    assert convert(folder, "-o", out) == 0
    assert "edited" not in capsys.readouterr().err
    assert outputs(out) == before  # done again as the rest of the folder is, and without copies


def test_the_short_way_is_an_edit_neither_in_a_project_with_options_of_a_batch(
    folder: Path, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "teikit.toml").write_text('[convert]\nmax-failures = "10%"\n', "utf-8")
    alone = ("-o", out, "--force")
    assert convert(folder, "-o", out, "--project", tmp_path / "teikit.toml") == 0
    assert convert(folder / "c001.txt", *alone, "--profile", "silent", "--project", "none") == 0
    assert convert(folder / "c001.txt", *alone, "--project", tmp_path / "teikit.toml") == 0
    assert convert(folder / "c001.txt", *alone, "--profile", "standoff", "--project", "none") == 0
    assert "edited" not in capsys.readouterr().err and not list(out.glob("*.kept-*"))


def test_a_document_done_the_short_way_is_in_the_ledger_as_it_was_done(folder: Path, out: Path) -> None:
    assert convert(folder, "-o", out) == 0
    before = dict(rows(out, "id, configuration"))
    files = entered(out)
    assert convert(folder / "c001.txt", "-o", out, "--to", "tei", "--force", "--profile", "silent") == 0
    after = dict(rows(out, "id, configuration"))
    assert [id for id in before if after[id] != before[id]] == ["c001"]
    assert [path for path, _ in entered(out)] == [path for path, _ in files]
    assert (out / "c001.xml").stat().st_size == dict(entered(out))["c001.xml"]
    edited = edit(out / "c001.xml")
    assert convert(folder, "-o", out) == ExitCode.SOME_FAILED
    assert (out / "c001.xml").read_bytes() == edited


def test_the_ledger_of_a_shard_knows_the_short_way(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert convert(folder, "-o", out, "--shard", "1/1") == 0
    assert convert(folder / "c001.txt", "-o", out, "--force", "--profile", "silent") == 0
    assert convert(folder / "c001.txt", "-o", out, "--force", "--profile", "standoff") == 0
    assert convert(folder, "-o", out, "--shard", "1/1") == 0
    assert "edited" not in capsys.readouterr().err and not list(out.glob("*.kept-*"))


def test_an_edition_done_the_short_way_is_no_edit(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = releases(tmp_path / "in" / "r1", 1)
    assert main(["collate", str(tmp_path / "in"), "-o", str(out)]) == 0
    before, (name,) = outputs(out), [path.stem for path in out.glob("*.xml")]
    alone = ["collate", str(record / "1988.txt"), str(record / "2023.txt"), "-o", str(out / f"{name}.xml"), "--force"]
    assert main([*alone, "--apparatus", "none"]) == 0 and outputs(out) != before
    capsys.readouterr()
    assert main(["collate", str(tmp_path / "in"), "-o", str(out)]) == 0
    assert "edited" not in capsys.readouterr().err and outputs(out) == before


# ------------------------------------------------------------ a ledger that was rebuilt


def rebuilt(out: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said when the ledger of a folder is rebuilt."""
    capsys.readouterr()
    assert main(["ledger", "rebuild", str(out)]) == 0
    return "".join(capsys.readouterr())


def test_an_edit_before_a_rebuild_is_not_lost(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert convert(folder, "-o", out) == 0
    edited = edit(out / "c001.xml")
    printed = rebuilt(out, capsys)
    assert "the old ledger is now" in printed and "damaged" not in printed
    assert convert(folder, "-o", out) == 0
    assert (out / "c001.xml").read_bytes() == edited
    assert convert(folder, "-o", out, "--force", "--profile", "silent") == 0
    assert [path.read_bytes() for path in out.glob("c001.xml.kept-*")] == [edited]
    copies = outputs(out).keys()
    assert convert(folder, "-o", out, "--force") == 0
    assert outputs(out).keys() == copies  # what this teikit wrote after the rebuild needs no copy


def test_the_short_way_keeps_what_a_rebuild_found(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert convert(folder, "-o", out) == 0
    edited = edit(out / "c001.xml")
    rebuilt(out, capsys)
    assert convert(folder / "c001.txt", "-o", out, "--force") == 0
    assert [path.read_bytes() for path in out.glob("c001.xml.kept-*")] == [edited]


def test_after_a_rebuild_the_same_bytes_need_no_copy(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert(folder, "-o", out) == 0
    before = outputs(out)
    rebuilt(out, capsys)
    assert convert(folder, "-o", out, "--force") == 0
    assert outputs(out) == before


def test_an_edit_after_a_rebuild_is_seen(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert convert(folder, "-o", out) == 0
    rebuilt(out, capsys)
    edited = edit(out / "c001.xml")
    assert convert(folder, "-o", out, "--force", "--profile", "silent") == ExitCode.SOME_FAILED
    assert (out / "c001.xml").read_bytes() == edited and "OUT-EDITED" in capsys.readouterr().err


# --------------------------------------------------------------- without a ledger


def test_without_a_ledger_force_keeps_a_copy_of_tei(folder: Path, out: Path) -> None:
    assert convert(folder / "c001.txt", "-o", out) == 0
    edited = edit(out / "c001.xml")
    assert convert(folder / "c001.txt", "-o", out, "--force") == 0
    assert [path.read_bytes() for path in out.glob("c001.xml.kept-*")] == [edited]
