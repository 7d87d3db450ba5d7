"""``teikit decisions``: edits become decisions, and decisions are checked, tidied, and taken elsewhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_decisions import LINE
from test_decisions_batch import decide

from teikit.cli import main
from teikit.core import Span
from teikit.decisions import DecisionRow, read_book
from teikit.decisions.calibration import bands
from teikit.decisions.places import Placed
from teikit.decisions.row import parse_row
from teikit.decisions.tidying import as_table, from_table, tidy, word_list
from teikit.decisions.verdicts import settle
from teikit.errors import ExitCode

TEXT = """SECRET

FROM: PARIS
TO: Secretary of State
NO: POLTO 12, OCTOBER 28, 1962

US THEN PARAPHRASED GENERAL US EVALU-
ATION OF SOVIET POLICY AND OUR ERVICE
IN ZORIN'S HOUSE [] AND SAID THE PROCLDURES
ARE SETTLED.
~
HE ~ AGREED.
"""
EDITS = {
    "a reading is changed": (r">SERVICE<", ">SERVICES<", "reads", "ERVICE", "SERVICES"),
    "a correction is taken out": (r"<corr[^>]*>PROCEDURES</corr>", "", "as-read", "PROCLDURES", ""),
    "plain text is changed": (r"POLICY", "POLICIES", "reads", "POLICY", "POLICIES"),
    "a word is put in": (r"ZORIN'S HOUSE", "ZORIN'S OLD HOUSE", "reads", "ZORIN'S", "ZORIN'S OLD"),
    "a word is deleted": (r" POLICY", "", "reads", "POLICY", ""),
    "a broken word is changed": (r"ATION OF", "ATIONS OF", "reads", "EVALU-\nATION", "EVALUATIONS"),
    "a mark stands again": (r"<choice><sic>~</sic><corr[^>]*/></choice>", "~", "as-read", "~", ""),
    "a gap is taken out": (r"<gap[^>]*/>", "", "no-gap", "[]", ""),
    "a word is unclear": (">SETTLED<|SETTLED", "<unclear>SETTLED</unclear>", "unclear", "SETTLED", ""),
    "a corrected word is unclear": (
        r"(<choice><sic>ERV.*?</choice>)",
        r"<unclear>\1</unclear>",
        "unclear",
        "ERVICE",
        "",
    ),
    "a correction is unclear": (r">SERVICE<", "><unclear>SERVICE</unclear><", "unclear", "ERVICE", ""),
    "a part of a word is unclear": (r"ZORIN'S", "<unclear>ZORIN</unclear>'S", "unclear", "ZORIN", ""),
    "a broken word is unclear": (
        r"EVALU(<lb[^>]*/>)ATION",
        r"<unclear>EVALU\1ATION</unclear>",
        "unclear",
        "EVALU-\nATION",
        "",
    ),
    "a gap is put in": (r" AND OUR", ' <gap reason="redacted"/> AND OUR', "gap", "", ""),
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder with one cable in it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cable.txt").write_text(TEXT, "ascii")
    assert main(["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-q"]) == 0
    return tmp_path / "out"


def edit(path: Path, pattern: str, new: str) -> None:
    """Change a TEI in its body, as a person does."""
    head, body, rest = path.read_text("utf-8").partition("<body")
    changed = re.sub(pattern, new, rest, count=1)
    assert changed != rest
    path.write_text(head + body + changed, "utf-8")


def decisions_from(path: Path) -> int:
    return main(["decisions", "from", str(path), "--who", "anna"])


def rows_of(printed: str) -> list[DecisionRow]:
    return [parse_row(line) for line in printed.splitlines()]


def test_decisions_are_not_added_to_what_holds_none(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(out / "cable.xml", "POLICY", "POLICIES")
    notes = out.parent / "notes.txt"
    notes.write_bytes(b"my notes\n")
    made = ["decisions", "from", str(out / "cable.xml"), "--who", "anna", "-o"]
    for path, code in ((out / "cable.xml", ExitCode.USAGE), (notes, ExitCode.OUTPUT_EXISTS)):
        before = path.read_bytes()
        assert main([*made, str(path)]) == code
        assert path.read_bytes() == before
    assert "contains no decisions" in capsys.readouterr().err
    for lines in (1, 2):
        assert main([*made, str(out.parent / "more.json")]) == 0
        assert (out.parent / "more.json").read_bytes().count(b"\n") == lines


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le"])
def test_a_text_is_read_in_the_encoding_that_its_tei_states(
    tmp_path: Path, encoding: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "cable.txt").write_bytes(TEXT.replace("ZORIN'S", "ZORIN\u2019S").encode(encoding))
    assert main(["convert", str(folder), "-o", str(output), "-q", "--encoding", encoding]) == 0
    edit(output / "cable.xml", "ZORIN\u2019S", "ZORINS")
    assert decisions_from(output / "cable.xml") == 0
    row = rows_of(capsysbinary.readouterr().out.decode())[0]
    assert (row.before, row.after) == ("ZORIN\u2019S", "ZORINS")
    (output / "decisions.jsonl").write_text(f"{row.as_json()}\n", "utf-8")
    assert main(["decisions", "check", str(output)]) == 0
    assert "1 in place" in capsysbinary.readouterr().err.decode()


def test_what_a_list_corrected_is_no_decision_of_a_person(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder, output, words = tmp_path / "in" / "sub", tmp_path / "out", tmp_path / "words.tsv"
    folder.mkdir(parents=True)
    (folder / "cable.txt").write_text(TEXT, "ascii")
    words.write_bytes(b"ERVICE\tSURFACE\n")
    options = ["--words", str(words), "--collection", "uk", "--certainty", "high"]
    assert main(["convert", str(folder.parent), "-o", str(output), "-q", *options]) == 0
    made = output / "sub" / "cable.xml"
    assert b">SURFACE<" in made.read_bytes()
    assert decisions_from(made) == ExitCode.USAGE
    printed = capsysbinary.readouterr()
    assert printed.out == b"" and b"other files or values for --words [USAGE-LISTS]" in printed.err
    assert main(["decisions", "from", str(made), "--who", "anna", "--words", str(words)]) == 0
    assert capsysbinary.readouterr().out == b""
    edit(made, "POLICY", "POLICIES")
    assert main(["decisions", "from", str(made), "--who", "anna", "--words", str(words)]) == 0
    assert [row.record for row in rows_of(capsysbinary.readouterr().out.decode())] == ["sub/cable"]


def test_decisions_of_which_no_tei_can_be_read_are_about_no_input(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(out / "decisions.jsonl", out.parent / "in" / "cable.txt", "ERVICE", after="SERVICE")
    (out / "cable.xml").write_bytes((out / "cable.xml").read_bytes().replace(b"PARAPHRASED", b"PARA"))
    assert main(["decisions", "check", str(out)]) == ExitCode.FINDINGS
    printed = capsys.readouterr()
    assert "DECISION-NO-INPUT" in printed.out
    assert f"{out}/cable.xml: " in printed.err and "1 file could not be read" in printed.err


@pytest.mark.parametrize("profile", ["markup", "silent", "standoff"])
def test_what_nobody_edited_has_no_decisions(
    out: Path, profile: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = out.parent / "in"
    assert main(["convert", str(source), "-o", str(out), "-q", "-f", "--profile", profile]) == 0
    assert decisions_from(out / "cable.xml") == 0
    assert capsysbinary.readouterr().out == b""


@pytest.mark.parametrize(
    ("gap", "exemption", "extent"),
    [
        ('<gap reason="redacted" ana="#b1" quantity="2" unit="line"/>', "b1", "2 lines"),
        ('<gap reason="redacted" quantity="1" unit="word"/>', "", "1 word"),
        ('<gap reason="redacted" extent="the rest of the page"/>', "", "the rest of the page"),
    ],
)
def test_a_gap_that_is_put_in_or_changed_keeps_what_it_says(
    out: Path, gap: str, exemption: str, extent: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    edit(out / "cable.xml", "<gap[^>]*/>", gap)
    edit(out / "cable.xml", " AND OUR", f" {gap} AND OUR")
    assert decisions_from(out / "cable.xml") == 0
    rows = rows_of(capsysbinary.readouterr().out.decode())
    assert [(row.is_, row.exemption, row.extent) for row in rows] == [("gap", exemption, extent)] * 2


@pytest.mark.parametrize(
    ("pattern", "new", "named"),
    [
        (" AND OUR", "</p><p>AND OUR", "p: 2 became 3"),
        ("</p>", "</p><list><item/></list>", "item: 0 became 1"),
        ("<gap[^>]*/>", "THE CONFERENCE", "a gap became THE CONFERENCE"),
        ("AND SAID", "AND <note>Valerian Zorin</note> SAID", "the note 'Valerian Zorin' is not part of the text"),
        (
            "SETTLED",
            'SETTLED<note type="editorial" resp="#b">see 13</note>',
            "the note 'see 13' is not part of the text",
        ),
        ("POLICY", "<note>POLICY</note>", "POLICY became nothing"),
        ("POLICY", "<del>POLICY</del>", "del: 0 became 1"),
        ("POLICY", "<damage>POLICY</damage>", "damage: 0 became 1"),
        ("US THEN", "<choice><abbr>US</abbr><expan>UNITED STATES</expan></choice> THEN", "abbr: 0 became 1"),
        ("US THEN", "<app><lem>US</lem><rdg>WE</rdg></app> THEN", "app: 0 became 1"),
        ("POLICY", "[...]", "POLICY became [...]"),
        ("<gap[^>]*/>", '<gap reason="redacted" extent="3 inches"/>', "a gap became a gap of 3 inches"),
        ("POLICY", "<unclear>POLICE</unclear>", "POLICY became POLICE (unclear)"),
    ],
)
def test_a_change_of_the_encoding_is_named(
    out: Path, pattern: str, new: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(out / "cable.xml", pattern, new)
    assert decisions_from(out / "cable.xml") == ExitCode.FINDINGS
    printed = capsys.readouterr()
    assert f"no decision can be made from this: {named}" in printed.err
    assert not printed.out


@pytest.mark.parametrize("edited", EDITS.values(), ids=EDITS)
def test_an_edit_is_a_decision(
    out: Path, edited: tuple[str, str, str, str, str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    pattern, new, verdict, before, after = edited
    edit(out / "cable.xml", pattern, new)
    assert decisions_from(out / "cable.xml") == 0
    (row,) = rows_of(capsysbinary.readouterr().out.decode())
    assert (row.is_, row.before, row.after, row.who, row.record) == (verdict, before, after, "anna", "cable")


@pytest.mark.parametrize("profile", ["markup", "silent", "standoff"])
def test_edits_come_back_from_decisions(tmp_path: Path, profile: str) -> None:
    """Edited, made decisions, converted anew: nothing is left to decide, in every profile."""
    source, out = tmp_path / "cable.txt", tmp_path / "out"
    source.write_text(TEXT, "ascii")
    command = ["convert", str(tmp_path), "-o", str(out), "-q", "--profile", profile]
    assert main(command) == 0
    edit(out / "cable.xml", "POLICY", "POLICIES")
    edit(out / "cable.xml", "SETTLED", "DONE WITH")
    decisions = out / "decisions.jsonl"
    assert main(["decisions", "from", str(out / "cable.xml"), "--who", "anna", "-o", str(decisions)]) == 0
    assert main([*command, "--discard-edits"]) == 0
    assert "POLICIES" in (out / "cable.xml").read_text("utf-8")
    before = decisions.read_bytes()
    assert main(["decisions", "from", str(out / "cable.xml"), "--who", "anna", "-o", str(decisions)]) == 0
    assert decisions.read_bytes() == before


def test_a_change_that_is_no_decision_is_named(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(out / "cable.xml", " AND OUR", ' <persName ref="wd:Q1">AND</persName> OUR')
    assert decisions_from(out / "cable.xml") == 0
    assert "Names, dates, attributes and the header are not compared." in capsys.readouterr().err
    edit(out / "cable.xml", "POLICY", "WORD " * 20)
    assert decisions_from(out / "cable.xml") == ExitCode.FINDINGS
    assert "no decision can be made from this: POLICY became WORD WORD" in capsys.readouterr().err


def test_whose_decisions_they_are_must_be_said(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(out / "cable.xml", "POLICY", "POLICIES")
    assert main(["decisions", "from", str(out / "cable.xml")]) == ExitCode.USAGE
    assert main(["decisions", "from", str(out / "cable.xml"), "--who", "t1"]) == ExitCode.USAGE
    assert capsys.readouterr().err.count("USAGE-WHO") == 2


# -------------------------------------------------------------------- checking


def test_check_names_what_a_person_must_look_at(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decisions, path = out / "decisions.jsonl", out.parent / "in" / "cable.txt"
    decide(decisions, path, "POLICY", after="POLICIES")
    assert main(["decisions", "check", str(out)]) == 0
    assert "1 in place" in capsys.readouterr().err
    decide(decisions, path, "POLICY", "as-read", who="ben")
    decisions.write_text(decisions.read_text() + "{}\n" + LINE + "\n")
    assert main(["decisions", "check", str(out)]) == ExitCode.FINDINGS
    reported = capsys.readouterr()
    assert re.findall(r"(?m)^.*decisions\.jsonl:(\d+): ([A-Z-]+):", reported.out) == [
        ("3", "DECISION-LINE"),
        ("1", "DECISIONS-DIFFER"),
        ("4", "DECISION-NO-INPUT"),
    ]
    assert "anna and ben: 0 of 1 place the same" in reported.err


def test_check_of_a_file_alone_tells_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(LINE + "\n" + LINE.replace("anna", "ben").replace('"SERVICE"', '"SERVES"') + "\n")
    assert main(["decisions", "check", str(path)]) == ExitCode.FINDINGS
    assert "DECISIONS-DIFFER" in capsys.readouterr().out


def test_tidy_keeps_what_counts_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    later = LINE.replace('"SERVICE"', '"SERVES"').replace("T10", "T11")
    path.write_text(f"{LINE}\nno decision\n{later}\n")
    before = path.read_bytes()
    assert main(["decisions", "tidy", str(path)]) == 0
    assert path.read_text() == f"{later}\n"
    assert [kept.read_bytes() for kept in tmp_path.glob("d.jsonl.kept-*")] == [before]
    assert [aside.read_text() for aside in tmp_path.glob("d.jsonl.broken-*")] == ["no decision\n"]
    assert main(["decisions", "tidy", str(path)]) == 0
    assert path.read_text() == f"{later}\n"


def test_what_is_withdrawn_is_tidied_away() -> None:
    row = parse_row(LINE)
    withdrawn = parse_row(LINE.replace('"reads","after":"SERVICE"', '"withdrawn"').replace("T10", "T11"))
    assert tidy([row, withdrawn]) == []
    assert tidy([withdrawn, row]) == []


def decided(who: str, after: str, when: str = "", over: tuple[str, ...] = (), at: int = 0) -> DecisionRow:
    """A decision of somebody that a word reads so; a withdrawal where it reads as nothing."""
    verdict = "reads" if after else "withdrawn"
    return DecisionRow(
        "sha256:199ab8c2a1bc", "", Span(at, at + 4), "WORD", "", "", verdict, after, over=over, who=who, when=when
    )


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([decided("anna", "I", "2026-11-27T10:02:11Z"), decided("anna", "")], []),
        ([decided("anna", "I", "2026-11-27T10:02:11Z"), decided("anna", "T")], ["T"]),
        ([decided("ben", "X"), decided("anna", "Y", over=("ben",)), decided("anna", "Z")], ["Z"]),
        ([decided("anna", "")], [""]),
        ([decided("anna", "Y", over=("ben",)), decided("anna", "Z")], ["Y", "Z"]),
    ],
    ids=["withdrawn without a time", "again without a time", "settled", "of another file", "over another file"],
)
def test_tidying_changes_nothing_that_counts(rows: list[DecisionRow], kept: list[str]) -> None:
    assert [row.after for row in tidy(rows)] == kept


def test_another_reading_of_a_record_keeps_what_it_ends() -> None:
    """Its place is known only in the text."""
    rows = [replace(decided("anna", after), record="c1") for after in ("X", "")]
    rows[1] = replace(rows[1], source="sha256:0123456789ab")
    assert tidy(rows) == rows


TIMES = st.sampled_from(["", *(f"2026-11-27T10:0{number}:00Z" for number in range(4))])
OVER = st.lists(st.sampled_from(["anna", "ben"]), max_size=1).map(tuple)
ROWS = st.builds(
    decided,
    st.sampled_from(["anna", "ben", "eva"]),
    st.sampled_from("XY") | st.just(""),
    TIMES,
    OVER,
    st.sampled_from([0, 2, 8]),
)


@given(st.lists(ROWS, max_size=8))
def test_what_is_tidied_is_settled_as_before(rows: list[DecisionRow]) -> None:
    settled = [settle(Placed(row, row.at) for row in some) for some in (rows, tidy(rows))]
    assert settled[0] == settled[1]


# ------------------------------------------------------------------- elsewhere


def test_a_table_gives_the_decisions_back() -> None:
    lines = [LINE, LINE.replace('"saw":"image"', '"saw":"image","note":"a tab \\t, a line\\nand \\\\n"')]
    rows = read_book([("d", "\n".join(lines))])[0].rows
    back = list(from_table(as_table(rows), "d.tsv"))
    assert [row.as_json() for row in back if isinstance(row, DecisionRow)] == lines


def test_a_line_of_a_table_that_is_none_is_named() -> None:
    (fault,) = from_table("source\tat\nx\ty\n", "d.tsv")
    assert isinstance(fault, str) and fault.startswith("d.tsv:2: ")


def test_a_table_drops_no_reading_that_means_nothing() -> None:
    (row,) = read_book([("d", LINE)])[0].rows
    header, cells = as_table([row]).splitlines()
    (fault,) = from_table(f"{header}\n{cells.replace('reads', 'as-read')}\n", "d.tsv")
    assert isinstance(fault, str) and "'after' means nothing with the verdict as-read" in fault


def test_words_that_are_decided_in_two_records_are_a_list() -> None:
    def rows(before: str, after: str, *records: str) -> list[DecisionRow]:
        values = {"source": "sha256:199ab8c2", "at": [0, len(before)], "before": before, "who": "anna"}
        verdict = {"is": "reads", "after": after} if after != before else {"is": "as-read"}
        return [parse_row(json.dumps({**values, **verdict, "record": record})) for record in records]

    decided = rows("GYN", "GVN", "r1", "r2") + rows("ONCE", "NONCE", "r1") + rows("AMLASH", "AMLASH", "r1", "r2")
    decided += rows("ZCRIN", "ZORIN", "r1", "r2") + rows("ZCRIN", "ZERIN", "r3")
    assert word_list(decided) == "AMLASH\nGYN\tGVN\n"


def test_chances_are_held_against_verdicts() -> None:
    source = "sha256:199ab8c2a1bc"

    def change(start: int, chance: float, after: str) -> dict[str, Any]:
        return {"kind": "correction", "source": source, "at": [start, start + 1], "after": after, "chance": chance}

    def verdict(start: int, after: str) -> DecisionRow:
        values = {
            "source": source,
            "at": [start, start + 1],
            "before": "x",
            "is": "reads",
            "after": after,
            "who": "anna",
        }
        return parse_row(json.dumps(values))

    tenths = [change(2 * number, number / 10, "A") for number in range(1, 11)]
    places = bands(tenths, [verdict(2 * number, "A") for number in range(1, 11)])
    assert [(band.low, band.places) for band in places] == [(number / 10, 1) for number in range(1, 9)] + [(0.9, 2)]
    report = [
        change(0, 0.92, "A"),
        change(2, 0.98, "B"),
        change(4, 0.31, "C"),
        change(6, 0.5, "D"),
        {"kind": "correction"},
    ]
    (low, high) = bands(report, [verdict(0, "A"), verdict(2, "Z"), verdict(4, "C")])
    assert (low.places, low.predicted, low.right) == (1, 0.31, 1.0)
    assert (high.places, round(high.predicted, 3), high.right) == (2, 0.95, 0.5)
    (removed,) = bands([change(0, 0.92, "")], [verdict(0, "")])  # a stray mark
    assert removed.right == 1.0


@pytest.mark.parametrize("action", ["tsv", "words"])
def test_lines_that_are_no_decisions_are_left_out_and_found(
    action: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_text(f"{LINE}\nno decision\n", "utf-8")
    assert main(["decisions", action, str(decisions)]) == ExitCode.FINDINGS
    assert capsys.readouterr().err.startswith(f"{decisions}:2: this is not JSON at character 1. ")
    decisions.write_text(f"{LINE}\n", "utf-8")
    assert main(["decisions", action, str(decisions)]) == ExitCode.DONE


def test_a_file_that_is_no_report_is_refused_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decisions, report = tmp_path / "decisions.jsonl", tmp_path / "report.jsonl"
    decisions.write_text("", "utf-8")
    calibrate = ["decisions", "calibrate", str(decisions), "--report", str(report)]
    assert main(calibrate) == ExitCode.FILE_SYSTEM
    report.write_text('{"kind":"correction","chance":0.5}\n{"kind":"error"}\n', "utf-8")  # as jq writes it
    assert main(calibrate) == ExitCode.DONE
    report.write_text('{"kind":"note"}\n<TEI/>\n', "utf-8")
    capsys.readouterr()
    assert main(calibrate) == ExitCode.INPUT_REFUSED
    assert capsys.readouterr().err.startswith(f"{report}:2: this is not a row of a report [REPORT-FORMAT]")


def test_lists_with_which_the_tei_was_made_are_no_edits(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    words, source, out = tmp_path / "words.list", tmp_path / "cable.txt", tmp_path / "out"
    words.write_text("SOVIET\tSOVIETIC\n")
    source.write_text(TEXT, "ascii")
    assert main(["convert", str(source), "-o", str(out), "-q", "--words", str(words)]) == 0
    assert decisions_from(out / "cable.xml") == 0
    assert b"SOVIETIC" in capsysbinary.readouterr().out
    assert main(["decisions", "from", str(out / "cable.xml"), "--who", "anna", "--words", str(words)]) == 0
    assert capsysbinary.readouterr().out == b""


def test_decisions_in_utf16_are_refused_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line was called faulty, and tidy set all of them aside."""
    path = tmp_path / "decisions.jsonl"
    path.write_text(LINE, "utf-16")
    before = path.read_bytes()
    assert main(["decisions", "tidy", str(path)]) == ExitCode.CONFIGURATION
    assert capsys.readouterr().err == f"{path}:1: this file is UTF-16 [DECISION-LINE]\n  Save it as UTF-8.\n"
    assert path.read_bytes() == before


@pytest.mark.parametrize(("encoding", "line"), [("utf-16", 1), ("cp1252", 2)])
def test_a_table_in_another_encoding_loses_no_letter(
    encoding: str, line: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A spreadsheet may save CAFÉ in either; it became a decision that reads CAF and U+FFFD."""
    path = tmp_path / "table.tsv"
    row = parse_row(LINE.replace("SERVICE", "CAFÉ"))
    path.write_bytes(as_table([row]).encode(encoding))
    assert main(["decisions", "tsv", str(path)]) == ExitCode.CONFIGURATION
    told = capsys.readouterr()
    assert not told.out and told.err.startswith(f"{path}:{line}: this is not UTF-8 (byte 0x")
