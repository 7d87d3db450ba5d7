"""The project file and the table of documents: what they say stands in the header, and what is wrong is told."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE, Teikit, invalid
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_schema import TEI_ALL, needs_tei_all

import teikit as library
from teikit import convert
from teikit.check.validation import parse, validate
from teikit.edition import NO_EDITION, CatalogueRow, Change, Edition, Editor, Table
from teikit.edition.patterns import filled, xml_id
from teikit.edition.table import read_table
from teikit.errors import ConfigRefused, FileSystemError, UsageError
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.project.finding import find

CABLE = """INCOMING TELEGRAM
Department of State

SECRET

FROM: {post}
TO: Secretary of State
NO: {number}, OCTOBER {day}, 1962, 8 PM

REFERENCE: PARIS {cited}

1. GENERAL US EVALU-
ATION OF THE SITUATION FOLLOWS. THE AMBASSADOR MET THE FOREIGN
MINISTER THIS MORNING AND [] ASKED FOR THE SOONEST REACTION.

SMITH
"""
PROJECT = """\
[edition]
title = "{record}: {from} {number}, {date:long}"
id = "{name}"
publisher = "A Library"
place = "Vienna"
date = 2026-03-01
series = "Cables"
description = "All cables."
licence = "https://creativecommons.org/licenses/by/4.0/"
rights = "Free."
languages = ["en"]
schemas = ["../teikit.rng", "https://example.org/teikit.sch?a=1&b=2"]

[source]
country = "United States"
repository = "National Archives"
collection = "JFK Records"
shelfmark = "RG 59, {number}"

[identifiers]
doi = "10.5555/{name}"

[[editors]]
name = "Maria Muster"
ref = "https://orcid.org/0"

[[editors]]
name = "Otto Normal"
role = "table of documents"

[[changes]]
when = 2026-03-01
text = "Dates corrected."

[metadata]
table = "records.csv"
"""
COLUMNS = [
    "name",
    "record",
    "title",
    "date",
    "from",
    "to",
    "shelfmark",
    "released",
    "people",
    "images",
    "summary",
    "language",
    "rights",
    "Box",
]
ROWS = (
    {
        "name": "cable-2",
        "date": "1962-10-12",
        "from": "Embassy <https://example.org/e>",
        "to": '"State; CIA"',
        "shelfmark": "X 4",
        "released": "2025-03-18",
        "people": "Rusk <https://example.org/r>; Ball",
        "images": "https://iiif.example.org/m.json",
        "summary": "What it says.",
        "Box": "7",
    },
    {
        "name": "cable-3.txt",
        "record": "104-10326-10050",
        "title": "A title",
        "language": "fr",
        "rights": "Not free.",
    },
)
TABLE = "\n".join([",".join(COLUMNS), *(",".join(row.get(name, "") for name in COLUMNS) for row in ROWS), ""])
POSTS = ("PARIS", "BONN", "LONDON")


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project file, a table, three cables; it is the working folder."""
    (tmp_path / "input").mkdir()
    for number, post in enumerate(POSTS, 1):
        text = CABLE.format(post=post, number=100 + number, day=10 + number, cited=99 + number)
        (tmp_path / "input" / f"cable-{number}.txt").write_text(text, "utf-8")
    (tmp_path / "teikit.toml").write_text(PROJECT, "utf-8")
    (tmp_path / "records.csv").write_text(TABLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(folder: Path, name: str) -> etree._Element:
    return parse((folder / "output" / f"{name}.xml").read_bytes())


def text(root: etree._Element, path: str) -> list[str]:
    """The texts of elements, by a path of TEI names."""
    steps = "/".join(f"{{*}}{step}" if step[0].isalpha() else step for step in path.split("/"))
    return [" ".join("".join(node.itertext()).split()) for node in root.iterfind(f".//{steps}")]


def replaced(printed: str) -> list[str]:
    """The documents that were written in a run."""
    return sorted(line.split("output/")[1].removesuffix(".xml") for line in printed.splitlines() if "; " in line)


# ------------------------------------------------------------------- headers


def test_what_the_project_says_stands_in_every_header(edition: Path, teikit: Teikit) -> None:
    assert teikit("convert", "input", "-o", "output").code == 0
    root = made(edition, "cable-1")
    assert validate(root) == [] or {fault.severity for fault in validate(root)} == {"warning"}
    assert text(root, "titleStmt/title")[0] == "PARIS 101, 11 October 1962"
    assert text(root, "publicationStmt/publisher") == ["A Library"]
    assert text(root, "publicationStmt/pubPlace") == ["Vienna"]
    assert text(root, "publicationStmt/idno[@type='doi']") == ["10.5555/cable-1"]
    licences = root.iterfind(".//{*}availability/{*}licence")
    assert [licence.get("target") for licence in licences] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert text(root, "availability/p") == ["Free."]
    assert text(root, "seriesStmt/title") == ["Cables"]
    assert text(root, "projectDesc/p") == ["All cables."]
    assert text(root, "msIdentifier/idno") == ["RG 59, 101"]
    assert text(root, "titleStmt/editor") == ["Maria Muster"]
    assert text(root, "revisionDesc/change") == ["Dates corrected."]
    ids = [made(edition, f"cable-{number}").get("{http://www.w3.org/XML/1998/namespace}id") for number in (1, 2, 3)]
    assert ids == ["cable-1", "cable-2", "cable-3"]


def test_what_the_table_says_goes_before_what_the_page_says(edition: Path, teikit: Teikit) -> None:
    teikit("convert", "input", "-o", "output")
    root = made(edition, "cable-2")
    assert text(root, "titleStmt/title") == ["Embassy 102, 12 October 1962"]
    assert text(root, "correspAction[@type='sent']/name") == ["Embassy"]
    assert text(root, "correspAction[@type='received']/name") == ["State", "CIA"]
    assert text(root, "witness/date[@type='release']") == ["2025-03-18"]
    assert text(root, "msIdentifier/idno") == ["X 4"]
    assert text(root, "msContents/summary") == ["What it says."]
    assert [term.get("ref") for term in root.iterfind(".//{*}keywords/{*}term")] == ["https://example.org/r", None]
    third = made(edition, "cable-3")
    assert text(third, "titleStmt/title")[0] == "A title"
    assert text(third, "langUsage/language") == ["French"]
    assert text(third, "availability/p") == ["Not free."]
    assert text(third, "msIdentifier/idno[@type='record']") == ["104-10326-10050"]


@needs_tei_all
@pytest.mark.thorough
def test_headers_are_valid_in_tei_all(edition: Path, teikit: Teikit) -> None:
    teikit("convert", "input", ROOT / "samples", "-o", "output")
    assert teikit("validate", "output", "-q").code == 0
    assert invalid(TEI_ALL, sorted((edition / "output").glob("*.xml"))) == ""


def test_schemas_stand_before_the_root(edition: Path, teikit: Teikit) -> None:
    teikit("convert", "input", "-o", "output")
    lines = (edition / "output" / "cable-1.xml").read_text("utf-8").splitlines()
    assert lines[1].startswith('<?xml-model href="../teikit.rng" type="application/xml"')
    assert 'a=1&amp;b=2" type="application/xml"' in lines[2] and lines[3].startswith("<TEI ")


@pytest.mark.parametrize("line", ["jobs = -3", "timeout = 1e400", 'without = ["hyphns"]', 'without = "hyphns"'])
def test_a_value_of_the_project_file_is_refused_as_such(line: str, edition: Path, teikit: Teikit) -> None:
    (edition / "teikit.toml").write_text(f"[convert]\n{line}\n", "utf-8")
    assert teikit("convert", "input", "-o", "out", "-q").err.startswith("teikit.toml: ")
    assert teikit("convert", "input", "-o", "out", "--jobs", "-2", "--without", "nix").err.startswith(
        ("--jobs", "there")
    )


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_a_project_file_that_is_no_file_is_not_passed_over(
    make: Callable[[Path], None], edition: Path, teikit: Teikit
) -> None:
    """Otherwise everything would be converted without publisher, licence and decisions."""
    (edition / "teikit.toml").unlink()
    make(edition / "teikit.toml")
    ran = teikit("convert", "input", "-o", "out", "-q")
    assert ran.code != 0 and ran.err.startswith("teikit.toml: ") and not (edition / "out").exists()
    assert teikit("convert", "input", "-o", "out", "-q", "--project", "none").code == 0


def test_an_empty_project_file_changes_nothing(edition: Path, teikit: Teikit) -> None:
    for name in ("teikit.toml", "records.csv"):
        (edition / name).unlink()
    teikit("convert", "input", "-o", "without")
    (edition / "teikit.toml").write_text("", "utf-8")
    teikit("convert", "input", "-o", "with")
    for path in (edition / "without").glob("*.xml"):
        assert path.read_bytes() == (edition / "with" / path.name).read_bytes()


def test_recovery_needs_no_project(edition: Path, teikit: Teikit) -> None:
    teikit("convert", "input", "-o", "output")
    recovered = teikit("recover", "output/cable-2.xml")
    assert recovered.out == (edition / "input" / "cable-2.txt").read_bytes()


def test_editions_have_the_headers_of_the_project(edition: Path, teikit: Teikit) -> None:
    (edition / "teikit.toml").write_text(PROJECT.replace("[metadata]", "[collate]\nquiet = true\n[metadata]"), "utf-8")
    first = (edition / "input" / "cable-1.txt").read_text("utf-8")
    (edition / "input" / "other.txt").write_text(first.replace("[]", "THE PRESIDENT"), "utf-8")
    ran = teikit("collate", "input/cable-1.txt", "input/other.txt", "-o", "output/paris.xml")
    assert (ran.code, ran.err) == (0, "")
    root = made(edition, "paris")
    assert text(root, "publicationStmt/publisher") == ["A Library"]
    assert text(root, "publicationStmt/idno") == ["10.5555/paris"]


def test_records_are_done_again_as_inputs_are(edition: Path, teikit: Teikit) -> None:
    """The row of a record is found by its name, or by the record number, which the name of its folder may have."""
    cable = (edition / "input" / "cable-1.txt").read_text("utf-8")
    for name in ("104-10400-10200", "paris"):
        (edition / "records" / name).mkdir(parents=True)
        for release, reading in (("2018", "[]"), ("2025", "THE PRESIDENT")):
            page = cable.replace("101", str(len(name))).replace("[]", reading)
            (edition / "records" / name / f"{release}.txt").write_text(page, "utf-8")
    table = edition / "records.csv"
    table.write_text("name,record,shelfmark\nparis,,S 1\n,104-10400-10200,S 2\n", "utf-8")

    def run() -> list[str]:
        ran = teikit("collate", "records", "-o", "output")
        assert ran.code == 0, ran.err
        return replaced(ran.err)

    assert run() == ["104-10400-10200", "paris"]
    assert run() == []
    table.write_text(table.read_text("utf-8").replace("S 2", "S 3"), "utf-8")
    assert run() == ["104-10400-10200"]
    shelfmarks = [text(made(edition, name), "idno[@type='shelfmark']") for name in ("104-10400-10200", "paris")]
    assert shelfmarks == [["S 3"], ["S 1"]]


def test_the_command_line_wins(edition: Path, teikit: Teikit) -> None:
    teikit("convert", "input", "-o", "output", "--rights", "Said here.")
    assert text(made(edition, "cable-1"), "availability/p") == ["Said here."]
    teikit("convert", "input", "-o", "plain", "--project", "none")
    assert b"not published" in (edition / "plain" / "cable-1.xml").read_bytes()


# ----------------------------------------------------------- what is done again


def test_only_what_a_change_concerns_is_done_again(edition: Path, teikit: Teikit) -> None:
    def run() -> list[str]:
        ran = teikit("convert", "input", "-o", "output")
        assert ran.code == 0, ran.err
        return replaced(ran.err)

    def change(name: str, old: str, new: str) -> None:
        path = edition / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    assert run() == ["cable-1", "cable-2", "cable-3"]
    assert run() == []
    change("records.csv", "What it says.", "What it means.")
    assert run() == ["cable-2"]
    change("records.csv", "name,record", "\nname,record")
    assert run() == []
    change("records.csv", "cable-3.txt,", "cable-1,")
    assert run() == ["cable-1", "cable-3"]
    change("teikit.toml", "A Library", "B Library")
    assert run() == ["cable-1", "cable-2", "cable-3"]
    change("teikit.toml", "[metadata]", '[convert]\ncertainty = "high"\n[metadata]')
    assert run() == ["cable-1", "cable-2", "cable-3"]


def test_a_row_finds_a_document_by_the_record_number_on_its_page(edition: Path, teikit: Teikit) -> None:
    page = CABLE.format(post="ROME", number=104, day=14, cited=1) + "\n104-10400-10200\n"
    (edition / "input" / "cable-4.txt").write_text(page, "utf-8")
    assert len(replaced(teikit("convert", "input", "-o", "output").err)) == 4
    with (edition / "records.csv").open("a", encoding="utf-8") as file:
        file.write(",104-10400-10200,By number,,,,,,,,,,,\n")
    assert replaced(teikit("convert", "input", "-o", "output").err) == ["cable-4"]
    assert text(made(edition, "cable-4"), "titleStmt/title")[0] == "By number"


def test_the_name_of_a_folder_has_the_record_number(edition: Path, teikit: Teikit) -> None:
    """So where releases lie in a folder for each record; the page has the number misread in one figure, or not."""
    folder = edition / "input" / "104-10400-10200"
    folder.mkdir()
    for name, page in (
        ("2018", "104-10900-10200"),
        ("2022", "404-10400-10200"),
        ("2025", ""),
        ("x", "104-10400-10333"),
    ):
        text_of_page = CABLE.format(post="ROME", number=104, day=14, cited=1) + f"\n{page}\n"
        (folder / f"{name}.txt").write_text(text_of_page, "utf-8")
    with (edition / "records.csv").open("a", encoding="utf-8") as file:
        file.write(",104-10400-10200,By folder,,,,,,,,,,,\n")
    teikit("convert", "input", "-o", "output")
    for name in ("2018", "2022", "2025"):
        root = made(edition, f"104-10400-10200/{name}")
        assert text(root, "titleStmt/title")[0] == "By folder"
        assert text(root, "msIdentifier/idno[@type='record']") == ["104-10400-10200"]
    assert text(made(edition, "104-10400-10200/x"), "msIdentifier/idno[@type='record']") == ["104-10400-10333"]


def test_titles_may_say_which_section_it_is(edition: Path, teikit: Teikit) -> None:
    (edition / "teikit.toml").write_text('[edition]\ntitle = "{number}, section {section}, {date:year}"\n', "utf-8")
    assert teikit("convert", "input/cable-1.txt", SAMPLE, "-o", "output").code == 0
    titles = text(made(edition, SAMPLE.stem), "titleStmt/title[@type='main']")
    assert "POLTO CIRCULAR 12, section 1 of 11, 1962" in titles
    assert text(made(edition, "cable-1"), "titleStmt/title[@type='main']") == ["101, 1962"]


def test_a_changed_option_is_refused_without_a_project_as_ever(edition: Path, teikit: Teikit) -> None:
    assert teikit("convert", "input", "-o", "output", "--project", "none").code == 0
    ran = teikit("convert", "input", "-o", "output", "--project", "none", "--certainty", "high")
    assert ran.code == 9 and "LEDGER-CHANGED" in ran.err


def test_a_file_that_somebody_changed_is_not_replaced(edition: Path, teikit: Teikit) -> None:
    teikit("convert", "input", "-o", "output")
    path = edition / "output" / "cable-1.xml"
    path.write_bytes(path.read_bytes().replace(b"A Library", b"Me"))
    (edition / "teikit.toml").write_text(PROJECT.replace("A Library", "B Library"), "utf-8")
    ran = teikit("convert", "input", "-o", "output")
    assert ran.code == 7 and "OUT-EDITED" in ran.err
    assert b"Me" in path.read_bytes()


# ------------------------------------------------------------------ the table


def test_rows_without_documents_and_documents_without_rows_are_told(edition: Path, teikit: Teikit) -> None:
    with (edition / "records.csv").open("a", encoding="utf-8") as file:
        file.write("cable-99,,,,,,,,,,,,,\n")
    printed = teikit("convert", "input", "-o", "output").err
    assert "1 row of records.csv without a document here: line 4 (cable-99)" in printed
    assert "1 input without a row in records.csv: input/cable-1.txt" in printed
    assert "records.csv: unused columns: Box\n" in printed


def test_a_row_of_a_document_that_failed_has_its_document(edition: Path, teikit: Teikit) -> None:
    with (edition / "records.csv").open("a", encoding="utf-8") as file:
        file.write("cable-2.txt,,,,,,,,,,,,,\n")
    ran = teikit("convert", "input", "-o", "output")
    assert "TABLE-ROWS" in ran.err and "without a document here" not in ran.err


@pytest.mark.parametrize("language", ["klingon", "xx_yy", "en; xx_yy"])
def test_a_language_in_the_table_is_one_that_there_is(language: str, edition: Path, teikit: Teikit) -> None:
    (edition / "records.csv").write_text(f"name,language\ncable-1,Spanish\ncable-2,{language}\n", "utf-8")
    ran = teikit("convert", "input", "-o", "output")
    wrong = language.rpartition(" ")[2]
    assert ran.code == 9 and f"records.csv:3: '{wrong}' is neither" in ran.err and "[TABLE-LANGUAGE]" in ran.err
    assert not (edition / "output").exists()


def test_two_rows_for_one_document_are_refused(edition: Path, teikit: Teikit) -> None:
    table = edition / "records.csv"
    table.write_text(TABLE + "cable-2,,Again,,,,,,,,,,,\n", "utf-8")
    ran = teikit("convert", "input", "-o", "output")
    assert (ran.code, ran.err.splitlines()[0]) == (
        9,
        "records.csv:4: there is already a row for cable-2, in line 2 [TABLE-TWICE]",
    )
    assert not (edition / "output").exists()


def test_two_rows_that_call_one_document_otherwise_cost_that_document_alone(edition: Path, teikit: Teikit) -> None:
    table = edition / "records.csv"
    table.write_text(TABLE + "cable-2.txt,,Again,,,,,,,,,,,\n", "utf-8")
    ran = teikit("convert", "input", "-o", "output")
    assert ran.code == 7
    assert "input/cable-2.txt: lines 2 and 4 of records.csv are both about this document [TABLE-ROWS]" in ran.err
    assert sorted(path.stem for path in (edition / "output").glob("*.xml")) == ["cable-1", "cable-3"]
    table.write_text(TABLE, "utf-8")
    assert replaced(teikit("convert", "input", "-o", "output").err) == ["cable-2"]


BAD_TABLES = [
    ("title\nx\n", "TABLE-COLUMNS", "records.csv:1", "no column says which document"),
    ("name,title\n,x\n", "TABLE-COLUMNS", "records.csv:2", "neither name nor record"),
    ("name,title\na,b,c\n", "TABLE-COLUMNS", "records.csv:2", "3 values for 2 columns"),
    ("name,name\na,b\n", "TABLE-TWICE", "records.csv:1", "two columns"),
    ("name,date\na,soon\n", "TABLE-DATE", "records.csv:2", "'soon' is not a date"),
    ("name,date\na,1962-02-30\n", "TABLE-DATE", "records.csv:2", "not a date"),
    ("name,record\na,b\nc,b\n", "TABLE-TWICE", "records.csv:3", "line 2"),
    ('name,title\n"a,b\n', "TABLE-COLUMNS", "records.csv:2", "cannot be read"),
    ("name\n\xff\n", "TABLE-ENCODING", "records.csv:2", "not UTF-8"),
    ("\n\n", "TABLE-COLUMNS", "records.csv:1", "the table is empty"),
    ("Datei,Titel\nx,y\n", "TABLE-COLUMNS", "records.csv:1", "there are Datei, Titel"),
]


@pytest.mark.parametrize(("data", "code", "place", "message"), BAD_TABLES)
def test_a_faulty_table_is_refused_with_its_line(data: str, code: str, place: str, message: str) -> None:
    with pytest.raises(ConfigRefused) as refused:
        read_table(data.encode("latin-1"), "records.csv", {})
    assert (refused.value.code, refused.value.place) == (code, place)
    assert message in refused.value.message and refused.value.hint


def test_a_table_may_have_semicolons_tabs_a_byte_order_mark_and_names_of_its_own() -> None:
    for data, name in ((b"\xef\xbb\xbfDatei;title\na;T\n", "x.csv"), (b"Datei\ttitle\na\tT\n", "x.tsv")):
        table = read_table(data, name, {"name": "Datei"})
        assert table.row_of(["a"]).get("title") == "T" and table.columns == ("name", "title")
    with pytest.raises(ConfigRefused, match="no column 'Titel'"):
        read_table(b"name\na\n", "x.csv", {"title": "Titel"})


@pytest.mark.parametrize("before", ["", "\n", "sep=;\n", "\ufeffsep=;\r\n", "\r\n\r\n", " \n"])
def test_a_table_may_begin_with_blank_lines_or_its_separator(before: str) -> None:
    table = read_table(f"{before}Name;TITLE;Box\n\na;T, U;7\n".encode(), "x.csv", {})
    assert table.columns == ("name", "title", "Box")
    assert [row.values for row in table.rows] == [(("name", "a"), ("title", "T, U"), ("Box", "7"))]
    assert table.rows[0].line == before.count("\n") + 3


def test_a_column_of_another_name_does_not_take_that_of_teikit() -> None:
    table = read_table(b"name,Title,Heading\na,T,H\n", "x.csv", {"title": "Heading"})
    assert table.row_of(["a"]).get("title") == "H"


def test_a_misspelt_column_is_told(edition: Path, teikit: Teikit) -> None:
    (edition / "records.csv").write_text("name,titel,Box,Remark\ncable-1,T,7,x\n", "utf-8")
    printed = teikit("convert", "input", "-o", "output").err
    assert "unused columns: titel (did you mean 'title'?), Box, Remark" in printed


# ------------------------------------------------------------ the file itself

BAD_FILES = [
    ("publisher =", "publischer =", "PROJECT-KEY", 4, "Did you mean 'publisher'?"),
    ("[source]", "[sourc]", "PROJECT-KEY", 14, "Did you mean 'source'?"),
    ('"A Library"', "7", "PROJECT-VALUE", 4, 'publisher = "A Library"'),
    ('["en"]', "7", "PROJECT-VALUE", 11, "languages is not a list of texts"),
    ("{from}", "{form}", "PROJECT-PATTERN", 2, "Did you mean 'from'?"),
    ("{date:long}", "{date:lang}", "PROJECT-PATTERN", 2, "{date:long}"),
    ("{date:long}", "{date:short}", "PROJECT-PATTERN", 2, "year or compact."),
    ("{from}", "{from", "PROJECT-PATTERN", 2, "in braces: {number}"),
    ("{from}", "from}", "PROJECT-PATTERN", 2, "Double a brace"),
    ("[[editors]]", "[editors]", "PROJECT-TOML", 0, "not TOML"),
    ('name = "Otto Normal"\n', "", "PROJECT-VALUE", 23, "has no name"),
    ('text = "Dates corrected."\n', "", "PROJECT-VALUE", 31, "has no text"),
    ("2026-03-01\ntext", '"soon"\ntext', "PROJECT-VALUE", 32, "Write it as 2026-03-01."),
    ('"records.csv"', '"recrds.csv"', "PROJECT-VALUE", 36, "there is no table recrds.csv"),
    ("[metadata]", '[knowledge]\nwords = ["wrods.txt"]\n[metadata]', "PROJECT-VALUE", 36, "no file wrods.txt"),
    ("[metadata]", '[authorities]\nplaces = "lists/p.csv"\n[metadata]', "PROJECT-VALUE", 36, "no file lists/p.csv"),
    ("[metadata]", '[knowledge]\ncollections = ["uss"]\n[metadata]', "COLLECTION-UNKNOWN", 36, "Did you mean 'us'?"),
    ('["en"]', '["en", "klingon"]', "PROJECT-VALUE", 11, "'klingon' is neither the code nor the name"),
    ("[metadata]", '[knowledge]\nwords = ["input"]\n[metadata]', "PROJECT-VALUE", 36, "words: input is a folder"),
    ("[metadata]", "[convert]\njob = 2\n[metadata]", "PROJECT-KEY", 36, "Did you mean 'jobs'?"),
    ("[metadata]", '[convert]\njobs = "2"\n[metadata]', "PROJECT-VALUE", 36, "jobs is not a whole number"),
    ("[metadata]", "[convert]\njobs = 2.5\n[metadata]", "PROJECT-VALUE", 36, "jobs is not a whole number"),
    ("[metadata]", '[convert]\ntimeout = "2"\n[metadata]', "PROJECT-VALUE", 36, "timeout is not a number"),
    ("[metadata]", "[convert]\nstrict = 1\n[metadata]", "PROJECT-VALUE", 36, "true or false"),
    ("[metadata]", '[convert]\ncertainty = "hihg"\n[metadata]', "PROJECT-VALUE", 36, "Did you mean 'high'?"),
    ("[metadata]", '[convert]\nrights = "x"\n[metadata]', "PROJECT-KEY", 36, "no key 'rights' in [convert]"),
    ('table = "records.csv"', 'columns = { titel = "T" }', "PROJECT-KEY", 36, "Did you mean 'title'?"),
    ("[edition]", 'profile = "silent"\n[edition]', "PROJECT-KEY", 1, "Put it below [edition]."),
    ("place =", 'profile = "markpu"\nplace =', "PROJECT-VALUE", 5, "Did you mean 'markup'?"),
    ('"https://orcid.org/0"', '"#me"', "PROJECT-VALUE", 25, "Write a URL"),
    ('"../teikit.rng"', '"#x"', "PROJECT-VALUE", 12, "Write URLs or paths."),
    ("[edition]\n", "[edition]\npublisher = \n", "PROJECT-TOML", 2, "not TOML"),
    ("[edition]\n", "[edition]\npublisher = '''x\n", "PROJECT-TOML", 37, "not TOML"),
]


@pytest.mark.parametrize(("old", "new", "code", "line", "hint"), BAD_FILES)
def test_a_faulty_file_is_refused_with_its_line(
    old: str, new: str, code: str, line: int, hint: str, edition: Path, teikit: Teikit
) -> None:
    assert old in PROJECT
    (edition / "teikit.toml").write_text(PROJECT.replace(old, new, 1), "utf-8")
    ran = teikit("convert", "input", "-o", "output")
    assert ran.code == 9 and f"[{code}]" in ran.err and hint in ran.err, ran.err
    assert ran.err.startswith(f"teikit.toml:{line or ''}"), ran.err
    assert "Traceback" not in ran.err and not (edition / "output").exists()


def test_a_file_that_is_no_utf8_or_not_there_is_refused(edition: Path, teikit: Teikit) -> None:
    (edition / "teikit.toml").write_bytes(b"[edition]\npublisher = '\xff'\n")
    ran = teikit("convert", "input", "-o", "output")
    assert ran.code == 9 and ran.err.startswith("teikit.toml:2: this is not UTF-8 [PROJECT-ENCODING]")
    assert teikit("convert", "input", "-o", "output", "--project", "nowhere.toml").code == 5


def test_the_file_is_found_upwards_from_the_input(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = edition / "input" / "a" / "b"
    deep.mkdir(parents=True)
    assert find([str(edition / "input" / "cable-1.txt")]) == Path("teikit.toml")
    monkeypatch.chdir(deep)
    assert find(["."]) == edition / "teikit.toml" == find(["-"])
    assert find(["."], "none") is None


def test_paths_are_seen_from_the_file(edition: Path, teikit: Teikit, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = PROJECT.replace(
        "[metadata]", '[knowledge]\nwords = ["words.txt"]\n[convert]\nreport = "r.jsonl"\n[metadata]'
    )
    (edition / "teikit.toml").write_text(printed, "utf-8")
    (edition / "words.txt").write_text("SOONEST\tSOONISH\n", "utf-8")
    monkeypatch.chdir(edition / "input")
    assert teikit("convert", "cable-1.txt", "-o", str(edition / "output")).code == 0
    assert (edition / "r.jsonl").is_file()
    assert b"SOONISH" in (edition / "output" / "cable-1.xml").read_bytes()


def test_a_stylesheet_is_found_beside_the_project_file(
    edition: Path, teikit: Teikit, monkeypatch: pytest.MonkeyPatch
) -> None:
    (edition / "own.xsl").write_text(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:template match="/"><a/></xsl:template></xsl:stylesheet>',
        "utf-8",
    )
    (edition / "teikit.toml").write_text('[export]\nstylesheet = ["own.xsl", "frus"]\n', "utf-8")
    assert teikit("convert", "input/cable-1.txt", "-o", "output").code == 0
    monkeypatch.chdir(edition / "input")
    assert teikit("export", "../output", "../new").code == 0
    assert sorted(path.name for path in (edition / "new").iterdir()) == ["cable-1.frus.xml", "cable-1.own.xml"]


def test_two_files_of_one_identifier_are_found(edition: Path, teikit: Teikit) -> None:
    (edition / "teikit.toml").write_text(PROJECT.replace('id = "{name}"', 'id = "{kind}"'), "utf-8")
    teikit("convert", "input", "-o", "output")
    ran = teikit("validate", "output", "-q")
    assert ran.code == 4 and ran.err.count("T0110") == 2


# ------------------------------------------------------------ patterns and values

FACTS = {"from": "PARIS", "cited": "PARIS 13", "number": "12", "date": "1962-10-28T20:00:00", "name": "a"}
MONTHS = ("January", *["x"] * 8, "October", "x", "x")
FILLED = [
    ("{record}: {from} {number}, {date:long}", "PARIS 12, 28 October 1962"),
    ("{from} ({record}) {number}", "PARIS 12"),
    ("{from} [{number}]", "PARIS [12]"),
    ("Telegram {number}", "Telegram 12"),
    ("Telegram {record}", ""),
    ("{date:year} {date:compact} {{x}}", "1962 19621028 {x}"),
    ("plain", "plain"),
    ("{from}: {cited}", "PARIS: 13"),
]


@pytest.mark.parametrize(("pattern", "text"), FILLED)
def test_patterns_leave_out_what_is_not_known(pattern: str, text: str) -> None:
    assert filled(pattern, FACTS, MONTHS) == text


def test_identifiers_of_different_names_are_different() -> None:
    names = ["a b", "a_b", "a/b", "1", "r1", "ä", "", "-", "_", "a", "A", "104-10326-10050_2025", "x" * 300]
    ids = [xml_id(name) for name in names]
    assert len(set(ids)) == len(names)
    for id in ids:
        etree.fromstring(f'<a xml:id="{id}"/>')
    assert xml_id("104-10326-10050_2025") == "r104-10326-10050_2025"


def test_an_identifier_is_not_that_of_something_in_the_document(edition: Path, teikit: Teikit) -> None:
    (edition / "input" / "cable-1.txt").rename(edition / "input" / "secret.txt")
    assert teikit("convert", "input", "-o", "output").code == 0
    root = made(edition, "secret")
    assert str(root.get("{http://www.w3.org/XML/1998/namespace}id")).startswith("secret-")


def test_an_edition_travels_as_json() -> None:
    table = Table("t.csv", ("name", "title"), (CatalogueRow(2, (("name", "a"), ("title", "T"))),))
    edition = Edition(title="{name}", identifiers=(("doi", "{name}"),), schemas=("a",), table=table)
    from dataclasses import asdict

    assert Edition.of_json(json.loads(json.dumps(asdict(edition)))) == edition
    assert Edition.of_json(json.loads(json.dumps(asdict(Options().edition)))) == NO_EDITION


ODD_PARTS = [
    r"a",
    r"<",
    r">",
    r"&",
    r'"',
    r"%",
    r"%zz",
    r"[",
    r"#",
    r"http://",
    r"https://x.org/",
    r"é",
    r"?>",
    r"--",
    r"]]>",
    r":",
    r"|",
    r"<urn:x>",
    r"1962-10-28",
    r"en",
]
ODD = st.lists(st.sampled_from([*ODD_PARTS, " ", "\0", "\x0b", "\n", "\ud800", "\ufffe"]), max_size=6).map("".join)
CELLS = st.fixed_dictionaries({name: ODD for name in COLUMNS if name not in ("name", "date", "released", "Box")})


@pytest.mark.thorough
@settings(max_examples=60)
@given(CELLS, ODD, ODD)
def test_whatever_is_said_the_header_is_valid(values: dict[str, str], text: str, second_text: str) -> None:
    row = CatalogueRow(2, (("name", "x"), *((name, value.strip()) for name, value in values.items() if value.strip())))
    edition = Edition(
        title="{from}: {title}",
        id=f"{{name}}{text.replace('{', '')}",
        series=second_text,
        publisher=text,
        date=second_text,
        licence=text,
        description=second_text,
        schemas=(text, second_text),
        repository=text,
        shelfmark="{record}",
        identifiers=(("doi", "{name}"),),
        editors=(Editor(text, second_text, text), Editor(second_text, "", second_text)),
        changes=(Change("2026-01-01", text),),
        table=Table("t.csv", tuple(COLUMNS), (row,)),
        name="x",
    )
    convert(CABLE.format(post="PARIS", number=1, day=1, cited=2), edition=edition, rights=second_text)


# ------------------------------------------------------------------- init, docs


def test_init_writes_what_is_missing_and_leaves_alone_what_is_there(
    tmp_path: Path, teikit: Teikit, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "teikit.toml").write_text("# mine\n", "utf-8")
    assert teikit("init", tmp_path).code == 0
    assert (tmp_path / "teikit.toml").read_text("utf-8") == "# mine\n"
    (tmp_path / "teikit.toml").unlink()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert teikit("init", tmp_path).code == 0
    assert all(path.read_bytes() == data for path, data in before.items())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "input" / "a.txt").write_text(CABLE.format(post="PARIS", number=1, day=1, cited=2), "utf-8")
    for _ in range(2):
        assert teikit("convert", "input", "-o", "output").code == 0
    assert teikit("validate", "output", "-q").code == 0
    assert "merge=union" in (tmp_path / ".gitattributes").read_text("utf-8")


def test_every_line_of_a_new_project_file_may_be_said(tmp_path: Path, teikit: Teikit) -> None:
    """All examples together are a good project file."""
    teikit("init", tmp_path)
    path = tmp_path / "teikit.toml"
    lines = path.read_text("utf-8").splitlines()
    printed = [line.removeprefix("# ") if "=" in line or line.startswith("# [") else line for line in lines[4:]]
    printed = [line for line in printed if not line.startswith(("columns", "schemas", "Defaults"))]
    path.write_text("\n".join(printed), "utf-8")
    (tmp_path / "input" / "a.txt").write_text(CABLE.format(post="PARIS", number=1, day=1, cited=2), "utf-8")
    ran = teikit("convert", tmp_path / "input", "-o", tmp_path / "output")
    assert ran.code == 0, ran.err
    assert b"Jane Doe" in (tmp_path / "output" / "a.xml").read_bytes()


def test_the_page_of_the_project_file_is_that_of_the_tables() -> None:
    """When this fails: python tools/build_project_page.py"""
    sys.path.insert(0, os.fspath(ROOT / "tools"))
    try:
        from build_project_page import page
    finally:
        sys.path.pop(0)
    assert (ROOT / "docs" / "project.md").read_text("utf-8") == page()


def test_a_corpus_has_the_row_of_its_file_and_members_their_own(
    edition: Path, teikit: Teikit, lexicon: Lexicon
) -> None:
    sample = (ROOT / "samples" / "polto-circular-12.txt").read_bytes()
    (edition / "input" / "packet.txt").write_bytes(sample)
    with (edition / "records.csv").open("a", encoding="utf-8") as file:
        file.write("packet,,The packet,,,,P 1,,,,,,,\npacket.t2,,The second,,,,,,,,,,,\n")
    assert teikit("convert", "input", "-o", "output").code == 0
    root = made(edition, "packet")
    header = root.find("{*}teiHeader")
    assert header is not None and text(header, "titleStmt/title") == ["The packet"]
    assert text(header, "msIdentifier/idno") == ["P 1"]
    titles = [text(member, "titleStmt/title")[0] for member in root.iterchildren("{*}TEI")]
    assert titles[1] == "The second" and titles[0] != "The packet"
    ran = teikit("convert", "input/packet.txt", "-o", "split", "--split")
    assert ran.code == 0, ran.err
    second = parse((edition / "split" / "packet.t2.xml").read_bytes())
    assert text(second, "titleStmt/title")[0] == "The second"
    assert second.get("{http://www.w3.org/XML/1998/namespace}id") == "packet.t2"


@pytest.mark.parametrize("more", [0, 1], ids=["with a sheet alone", "with another document"])
def test_who_wrote_to_whom_stands_in_the_one_document_of_a_file(edition: Path, teikit: Teikit, more: int) -> None:
    """A row about a file of a sheet and a telegram is about the telegram; of several telegrams about the file."""
    sheet = (
        "JFK ASSASSINATION SYSTEM\nIDENTIFICATION FORM\n\nRECORD NUMBER : 157-10004-10189\nFROM :\nTO :\n\nPAGES : 1\n"
    )
    cables = [CABLE.format(post=post, number=day, day=day, cited=1) for post, day in (("ROME", 14), ("BONN", 15))]
    (edition / "input" / "packet.txt").write_text("\f".join([sheet, *cables[: 1 + more]]), "utf-8")
    with (edition / "records.csv").open("a", encoding="utf-8") as file:
        file.write("packet,,The packet,1962-10-16,A sender,State; CIA,P 1,,,,,en; es,,\n")
    assert teikit("convert", "input", "-o", "output").code == 0
    root = made(edition, "packet")
    header, members = root.find("{*}teiHeader"), list(root.iterchildren("{*}TEI"))
    assert header is not None and len(members) == 2 + more
    says, silent = (header, members[1]) if more else (members[1], header)
    assert text(says, "correspAction/name") == ["A sender", "State", "CIA"]
    assert text(says, "correspAction/date") == ["1962-10-16"]
    assert "A sender" not in text(silent, "correspAction/name")
    assert text(header, "langUsage/language") == ["English", "Spanish"]
    assert text(says, "langUsage/language") == ["English", "Spanish"]
    assert text(root, "msIdentifier/idno[@type='shelfmark']") == ["P 1"]
    assert invalid(ROOT / "schemas" / "teikit.rng", [edition / "output" / "packet.xml"]) == ""


# --------------------------------------------------------------------- programs


def test_a_program_gets_the_same_bytes_as_the_command_line(tmp_path: Path, teikit: Teikit) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cable.txt").write_text("SECRET\n\nFROM: PARIS\nNO: 12\n\nUS EVALU-\nATION FOLLOWS.\n", "utf-8")
    (tmp_path / "records.csv").write_text("name,title\ncable,A cable\n", "utf-8")
    (tmp_path / "teikit.toml").write_text(
        '[edition]\nid = "{name}"\npublisher = "A Library"\nprofile = "silent"\n[metadata]\ntable = "records.csv"\n'
        '[convert]\ncertainty = "high"\njobs = 2\n',
        "utf-8",
    )
    teikit("convert", tmp_path / "in", "-o", tmp_path / "out")
    for place in (tmp_path, tmp_path / "in" / "cable.txt", tmp_path / "teikit.toml"):
        options = library.load_project(place)
        assert (options.profile, options.certainty, options.edition.publisher) == ("silent", "high", "A Library")
        converted = library.convert(tmp_path / "in" / "cable.txt", options=options)
        assert converted.tei == (tmp_path / "out" / "cable.xml").read_bytes()
        corrected = library.correct(tmp_path / "in" / "cable.txt", options=options)
        assert library.encode(corrected).tei == library.encode(corrected.draft, options=options).tei == converted.tei
    assert b"A cable" in converted.tei


def test_a_program_is_told_where_the_project_file_is_wrong_or_missing(tmp_path: Path) -> None:
    with pytest.raises(FileSystemError, match="PROJECT-MISSING"):
        library.load_project(tmp_path)
    (tmp_path / "teikit.toml").write_text('[edition]\npublischer = "x"\n', "utf-8")
    with pytest.raises(ConfigRefused, match="publisher"):
        library.load_project(tmp_path)
    with pytest.raises(UsageError, match="Did you mean 'convert'"):
        library.load_project(tmp_path, command="cnvert")
