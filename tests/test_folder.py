"""What a folder of TEI files says as a whole: CMIF, links between telegrams, one row per document."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, SAMPLE, Teikit, invalid
from lxml import etree
from test_schema import TEI_ALL, needs_tei_all

from teikit.errors import ExitCode
from teikit.folder.citations import in_text, of_posts
from teikit.folder.links import alike
from teikit.folder.tables import as_table
from teikit.lexicon import Lexicon

CABLE = """INCOMING TELEGRAM
Department of State

SECRET

FROM: {post}
TO: Secretary of State
NO: {number}, OCTOBER {day}, 1962, 8 PM

REFERENCE: {cited}

1. GENERAL US EVALUATION OF THE SITUATION FOLLOWS. THE AMBASSADOR MET THE FOREIGN
MINISTER THIS MORNING AND [] ASKED FOR THE SOONEST REACTION.

2. WE RECOMMEND THAT THE DEPARTMENT CONSIDER THE PROPOSAL.
"""
CABLES = (
    ("paris-1", "PARIS", 101, 11, "BONN 77"),
    ("paris-2", "PARIS", 102, 12, "PARIS 101"),
    ("bonn-1", "BONN", 55, 13, "PARIS 102"),
    ("bonn-2", "BONN", 55, 20, "LONDON 9"),
    ("rome", "ROME", 7, 15, "BONN 55"),
    ("oslo", "OSLO", 8, 25, "BONN 55"),
)
CMIF = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="TEI">
  <element name="teiHeader">
   <element name="fileDesc">
    <element name="titleStmt"><element name="title"><text/></element><oneOrMore>
     <element name="editor"><text/></element></oneOrMore></element>
    <element name="publicationStmt">
     <oneOrMore><element name="publisher"><text/></element></oneOrMore>
     <element name="idno"><attribute name="type"><value>url</value></attribute><data type="anyURI"/></element>
     <ref name="date"/>
     <element name="availability"><choice><element name="p"><text/></element>
      <element name="licence"><attribute name="target"><data type="anyURI"/></attribute><text/></element>
     </choice></element>
    </element>
    <element name="sourceDesc"><element name="bibl">
     <attribute name="type"><value>online</value></attribute>
     <attribute name="xml:id"><data type="ID"/></attribute><text/></element></element>
   </element>
   <optional><element name="profileDesc"><oneOrMore><element name="correspDesc">
    <optional><attribute name="key"/></optional>
    <optional><attribute name="ref"><data type="anyURI"/></attribute></optional>
    <attribute name="source"><data type="anyURI"/></attribute>
    <element name="correspAction"><attribute name="type"><value>sent</value></attribute><ref name="action"/></element>
    <element name="correspAction">
     <attribute name="type"><value>received</value></attribute><ref name="action"/></element>
   </element></oneOrMore></element></optional>
  </element>
  <element name="text"><element name="body"><element name="p"><empty/></element></element></element>
 </element></start>
 <define name="action">
  <oneOrMore><choice><ref name="persName"/><ref name="orgName"/></choice></oneOrMore>
  <zeroOrMore><ref name="placeName"/></zeroOrMore><optional><ref name="date"/></optional>
 </define>
 <define name="persName"><element name="persName"><ref name="named"/></element></define>
 <define name="orgName"><element name="orgName"><ref name="named"/></element></define>
 <define name="placeName"><element name="placeName"><ref name="named"/></element></define>
 <define name="named"><optional><attribute name="ref"><data type="anyURI"/></attribute></optional>
  <data type="token"><param name="minLength">1</param></data></define>
 <define name="date"><element name="date"><ref name="when"/>
  <optional><attribute name="cert"/></optional></element></define>
 <define name="when"><choice>
  <attribute name="when"><ref name="day"/></attribute>
  <oneOrMore><choice><attribute name="notBefore"><ref name="day"/></attribute>
   <attribute name="notAfter"><ref name="day"/></attribute></choice></oneOrMore></choice></define>
 <define name="day"><choice><data type="date"/><data type="gYearMonth"/><data type="gYear"/></choice></define>
</grammar>
"""
"""What CMIF 1.1 takes, as far as teikit uses it: both actions, a day for each date, and every part of ``fileDesc``.

It is narrower than the format (odd/cmi-customization.odd of TEI-Correspondence-SIG/CMIF): each ``licence`` has a
``target``, each ``bibl`` a type and an identifier, names and dates hold words alone.
"""


class Pair(NamedTuple):
    name: str
    pages: int


def cmif_faults(root: etree._Element) -> list[str]:
    """What the Schematron of the format (odd/cmif.sch there, and that of TEI's dates) calls errors, by its codes."""
    sources = {f"#{bibl.get('{http://www.w3.org/XML/1998/namespace}id')}" for bibl in root.iter("{*}bibl")}
    faults = []
    for described in root.iter("{*}correspDesc"):
        types = {action.get("type") for action in described.iter("{*}correspAction")}
        faults += [code for code, type in (("E0001", "sent"), ("E0002", "received")) if type not in types]
        faults += [] if described.get("source") in sources else ["E0003"]
    for date in root.iter("{*}date"):
        bounds = {name for name in ("from", "to", "notBefore", "notAfter") if date.get(name)}
        faults += [] if date.get("when") or bounds else ["E0004"]
        faults += ["when"] if date.get("when") and bounds else []
        faults += ["bounds"] if {"from", "notBefore"} <= bounds or {"to", "notAfter"} <= bounds else []
    return faults


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of TEI files."""
    from teikit.cli import main

    folder = tmp_path_factory.mktemp("folder")
    (folder / "in").mkdir()
    for name, post, number, day, cited in CABLES:
        (folder / "in" / f"{name}.txt").write_text(
            CABLE.format(post=post, number=number, day=day, cited=cited), "utf-8"
        )
    (folder / "in" / "nobody.txt").write_text("SOME WORDS OF NOBODY TO NOBODY.\n", "utf-8")
    assert main(["convert", str(folder / "in"), "-o", str(folder / "out"), "-q", "--to", "tei"]) == 0
    assert main(["convert", str(ROOT / "samples" / "polto-circular-12.txt"), "-o", str(folder / "out"), "-q"]) == 0
    return folder / "out"


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))


# ------------------------------------------------------------------------ CMIF


TEI_WITHOUT_TEXT = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p/></body></text></TEI>'


def test_cmif_has_every_document_with_a_sender_or_an_addressee(output: Path, teikit: Teikit) -> None:
    ran = teikit("cmif", output, "--url", "https://example.org/x/")
    root = etree.fromstring(ran.out)
    grammar = etree.RelaxNG(etree.fromstring(CMIF))
    assert ran.code == 0 and grammar.validate(root), grammar.error_log
    assert cmif_faults(root) == []
    places = [
        described.get("ref", "").removeprefix("https://example.org/x/") for described in root.iter("{*}correspDesc")
    ]
    with_a_party = {f"{name}.xml" for name, *_ in CABLES}
    assert with_a_party <= set(places) and "nobody.xml" not in places
    assert sum(place.startswith("polto-circular-12.xml#t") for place in places) == 4
    first = root.find(".//{*}correspDesc[@key='102']/{*}correspAction[@type='sent']")
    assert first is not None and [date.get("when") for date in first.iter("{*}date")] == ["1962-10-12"]
    assert "PARIS" in "".join(first.itertext())


def test_cmif_refuses_what_is_no_address(output: Path, teikit: Teikit) -> None:
    assert "USAGE-URL" in teikit("cmif", output, "--url", "not a url").err


def test_cmif_says_what_nobody_said(output: Path, teikit: Teikit) -> None:
    ran = teikit("cmif", output)
    assert "who publishes it" in ran.err and "the licence" in ran.err and "--url" in ran.err
    assert b"not published" in ran.out and b"Not stated." in ran.out and b'<idno type="url">unknown<' in ran.out
    assert teikit("cmif", output).out == ran.out


@needs_tei_all
@pytest.mark.thorough
def test_cmif_is_valid_tei(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    assert teikit("cmif", output, "-o", tmp_path / "new" / "cmif.xml").code == 0
    assert invalid(TEI_ALL, [tmp_path / "new" / "cmif.xml"]) == ""


def test_what_is_unknown_of_one_side_is_an_unknown_person(tmp_path: Path, teikit: Teikit) -> None:
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><correspDesc><correspAction type="received">'
        '<roleName>DIRECTOR</roleName><date notBefore="1962-10" cert="low" evidence="internal">x</date>'
        "</correspAction></correspDesc></profileDesc></teiHeader></TEI>"
    )
    (tmp_path / "a.xml").write_text(tei, "utf-8")
    root = etree.fromstring(teikit("cmif", tmp_path).out)
    grammar = etree.RelaxNG(etree.fromstring(CMIF))
    assert grammar.validate(root), grammar.error_log
    assert [node.text for node in root.iter("{*}persName")] == ["Unknown", "DIRECTOR"]
    assert dict(next(reversed(list(root.iter("{*}date")))).attrib) == {"notBefore": "1962-10", "cert": "low"}


# ----------------------------------------------------------------------- links


def test_links_are_resolved_ambiguous_or_not_here(output: Path, teikit: Teikit) -> None:
    ran = teikit("links", output)
    links = {row["document"]: (row["cited"], row["state"], row["targets"]) for row in rows(ran.out)}
    assert links["paris-1.xml"] == ("BONN 77", "not here", "")
    assert links["paris-2.xml"] == ("PARIS 101", "resolved", "paris-1.xml")
    assert links["bonn-1.xml"] == ("PARIS 102", "resolved", "paris-2.xml")
    assert links["bonn-2.xml"] == ("LONDON 9", "not here", "")


def test_of_several_telegrams_of_one_number_the_latest_before_is_meant(output: Path, teikit: Teikit) -> None:
    links = {row["document"]: (row["state"], row["targets"]) for row in rows(teikit("links", output).out)}
    assert links["rome.xml"] == ("resolved", "bonn-1.xml")
    assert links["oslo.xml"] == ("resolved", "bonn-2.xml")


def test_a_sender_that_the_table_names_otherwise_is_found_by_the_post_on_its_page(
    tmp_path: Path, teikit: Teikit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name, post, number, day, cited in CABLES[:3]:
        text = CABLE.format(post=post, number=number, day=day, cited=cited)
        (tmp_path / "in" / f"{name}.txt").write_text(text, "utf-8")
    (tmp_path / "teikit.toml").write_text('[metadata]\ntable = "t.csv"\n', "utf-8")
    (tmp_path / "t.csv").write_text("name,from\nparis-2,The embassy in France\n", "utf-8")
    assert teikit("convert", "in", "-o", "out").code == 0
    links = {row["document"]: (row["state"], row["targets"]) for row in rows(teikit("links", "out").out)}
    assert links["bonn-1.xml"] == ("resolved", "paris-2.xml")


def test_without_a_date_several_are_ambiguous(tmp_path: Path, teikit: Teikit) -> None:
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><correspDesc>{}</correspDesc></profileDesc>'
        "</teiHeader></TEI>"
    )
    sent = '<correspAction type="sent"><orgName>DIR</orgName>{}<idno type="message">DIR 84888</idno></correspAction>'
    for name, day in (("a", "1962-01-01"), ("b ä", "1963-01-01")):
        (tmp_path / f"{name}.xml").write_text(tei.format(sent.format(f'<date when="{day}"/>')), "utf-8")
    (tmp_path / "c.xml").write_text(tei.format("<correspContext><ref>Dir-84888</ref></correspContext>"), "utf-8")
    (row,) = rows(teikit("links", tmp_path).out)
    assert (row["state"], row["targets"]) == ("ambiguous", "a.xml; b ä.xml")  # by name, as in stats


@pytest.mark.parametrize(
    ("number", "same_number"),
    [("Mexi-06817", "MEXI 6817"), ("POLTO Circular 12", "POLTO CIRCULAR 12"), ("DIR 84888", "DIR  84888")],
)
def test_two_ways_to_write_a_number_are_one(number: str, same_number: str) -> None:
    assert alike(number) == alike(same_number)


# ----------------------------------------------------------------------- stats


def test_stats_have_a_row_a_document(output: Path, teikit: Teikit) -> None:
    documents = json.loads(teikit("stats", output, "--format", "json").out)
    by_file = {row["file"]: row for row in documents}
    paris = by_file["paris-1.xml"]
    assert (paris["number"], paris["date"][:10], paris["sender"]) == ("101", "1962-10-11", "PARIS")
    assert (paris["classification"], paris["kind"], paris["pages"]) == ("secret", "telegram", 1)
    assert (paris["excisions"], paris["unmeasured"], paris["withheld"]) == (1, 1, None)
    assert paris["grade"] in "ABCD" and by_file["polto-circular-12.xml#t1"]["grade"] == "-"
    assert "b1:" in by_file["polto-circular-12.xml#t4"]["exemptions"]
    assert by_file["nobody.xml"]["number"] == ""
    tsv = rows(teikit("stats", output, "--format", "tsv").out)
    assert [row["file"] for row in tsv] == [row["file"] for row in documents]
    assert tsv[0].keys() == documents[0].keys()


def test_stats_name_files_as_people_do(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "Straße 7.xml").write_bytes((output / "rome.xml").read_bytes())
    rows = json.loads(teikit("stats", tmp_path, "--format", "json").out)
    assert [row["file"] for row in rows] == ["Straße 7.xml"]


def test_stats_are_a_table_for_people(output: Path, teikit: Teikit) -> None:
    head, *lines = teikit("stats", output).out.decode().splitlines()
    assert head.split()[:4] == ["file", "number", "date", "sender"]
    assert len(lines) == len(json.loads(teikit("stats", output, "--format", "json").out))
    assert any("PARIS" in line for line in lines)


def test_a_narrow_terminal_has_fewer_columns() -> None:
    rows = [Pair("cable.xml", 12), Pair("packet.xml", 7)]
    whole = b"name        pages\ncable.xml      12\npacket.xml      7\n"
    assert as_table(Pair._fields, rows, Pair._fields) == whole
    assert as_table(Pair._fields, rows, Pair._fields, 17, ["pages"]) == whole
    assert as_table(Pair._fields, rows, Pair._fields, 16, ["pages"]) == b"name\ncable.xml\npacket.xml\n"


def test_stats_are_a_page_with_pictures(output: Path, teikit: Teikit) -> None:
    page = teikit("stats", output, "--format", "html").out.decode()
    assert "Documents by month" in page  # all but a few are of 1962
    assert '<svg class="bar"' in page and "1962-10" in page and "PARIS" in page
    assert "<script" not in page and "http:" not in page.partition("<body>")[2]
    rows_of_list = page.rpartition("<tbody>")[2].count("<tr>")
    assert rows_of_list == len(json.loads(teikit("stats", output, "--format", "json").out))


def test_a_page_of_statistics_never_shows_the_number_of_a_living_person(tmp_path: Path, teikit: Teikit) -> None:
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>SSN 123-45-6789</title>'
        "</titleStmt></fileDesc></teiHeader><text><body><p>ONE</p></body></text></TEI>"
    )
    (tmp_path / "a.xml").write_text(tei, "utf-8")
    assert "123-45-6789" not in teikit("stats", tmp_path, "--format", "html").out.decode()


def test_known_extents_are_withheld_and_supplied_text_is_opened(tmp_path: Path, teikit: Teikit) -> None:
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="telegram"><pb n="1"/><p>ONE TWO THREE FOUR '
        '<supplied reason="redacted" ana="#b1">FIVE SIX</supplied> <gap reason="redacted" quantity="4" unit="word"/>'
        "</p></div></body></text></TEI>"
    )
    (tmp_path / "a.xml").write_text(tei, "utf-8")
    (row,) = json.loads(teikit("stats", tmp_path, "--format", "json").out)
    assert (row["excisions"], row["unmeasured"], row["exemptions"]) == (2, 0, "b1:1")
    assert row["withheld"] == pytest.approx(4 / 11, abs=0.001)  # the gap reads [...], a word of its own
    assert row["opened"] == pytest.approx(2 / 11, abs=0.001)


@pytest.mark.parametrize("quantity", ["about 3", "1,5", "NaN", "-1", "inf", "0", ""])
def test_a_quantity_that_is_no_amount_leaves_a_gap_unmeasured(quantity: str, tmp_path: Path, teikit: Teikit) -> None:
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="telegram"><pb n="1"/><p>ONE TWO THREE '
        f'<gap reason="redacted" quantity="{quantity}" unit="line"/></p></div></body></text></TEI>'
    )
    (tmp_path / "a.xml").write_text(tei, "utf-8")
    (row,) = json.loads(teikit("stats", tmp_path, "--format", "json").out)
    assert (row["excisions"], row["unmeasured"], row["withheld"]) == (1, 1, None)


def test_no_more_is_opened_than_there_is(tmp_path: Path, teikit: Teikit) -> None:
    """What the OCR read is no part of the text that was opened, besides what stands there now."""
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="telegram"><pb n="1"/><p>'
        '<supplied reason="redacted">ONE <choice><sic>T W 0</sic><corr>TWO</corr></choice> THREE'
        "</supplied></p></div></body></text></TEI>"
    )
    (tmp_path / "a.xml").write_text(tei, "utf-8")
    (row,) = json.loads(teikit("stats", tmp_path, "--format", "json").out)
    assert (row["words"], row["opened"]) == (3, 1.0)


@pytest.mark.parametrize("apparatus", ["inline", "standoff", "none"])
def test_a_collated_edition_counts_each_excision_once(apparatus: str, tmp_path: Path, teikit: Teikit) -> None:
    edition = tmp_path / "out" / "polto.xml"
    told = teikit("collate", SAMPLE, "-o", edition, "--apparatus", apparatus).err
    assert "44 excisions, 7 of them printed elsewhere" in told
    rows = json.loads(teikit("stats", tmp_path / "out", "--format", "json").out)
    assert [row["excisions"] for row in rows] == [15, 29, 0]
    assert all(row["withheld"] is None and row["opened"] > 0.1 for row in rows[:2])


# ---------------------------------------------------------------- in common


@pytest.mark.parametrize("command", ["cmif", "links", "stats"])
def test_a_bad_file_does_not_stop_the_rest_and_nothing_is_written_over(
    command: str, output: Path, tmp_path: Path, teikit: Teikit
) -> None:
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "a.xml").write_bytes((output / "paris-1.xml").read_bytes())
    (tmp_path / "tei" / "b.xml").write_text("<TEI", "utf-8")
    (tmp_path / "tei" / "c.xml").write_text("<other/>", "utf-8")
    ran = teikit(command, tmp_path / "tei", "-o", tmp_path / "x")
    assert ran.code == 7 and "b.xml" in ran.err and "Traceback" not in ran.err
    (tmp_path / "x").write_text("mine", "utf-8")
    assert teikit(command, output, "-o", tmp_path / "x").code == 6
    assert (tmp_path / "x").read_text("utf-8") == "mine"
    assert teikit(command, output, "-o", tmp_path / "x", "--force").code == 0
    assert teikit(command, tmp_path / "nowhere").code == 5
    (tmp_path / "empty").mkdir()
    assert teikit(command, tmp_path / "empty").code == 3


@pytest.mark.parametrize("command", ["names", "stats", "links", "cmif"])
def test_what_was_read_is_not_written_over(command: str, teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(TEI_WITHOUT_TEXT)
    ran = teikit(command, tmp_path, "-o", tmp_path / "a.xml", "--force")
    assert ran.code == 2 and "USAGE-SAME-FILE" in ran.err
    assert (tmp_path / "a.xml").read_bytes() == TEI_WITHOUT_TEXT


def test_a_list_of_names_is_not_written_over(output: Path, teikit: Teikit, tmp_path: Path) -> None:
    persons = tmp_path / "persons.csv"
    persons.write_bytes(b"name,id\nDean Rusk,https://example.org/rusk\n")
    ran = teikit("names", output, "--persons", persons, "-o", persons, "--force")
    assert ran.code == 2 and persons.read_bytes().startswith(b"name,id")


@pytest.mark.parametrize("command", ["stats", "links", "names", "cmif", "validate", "publish", "export", "review"])
def test_a_folder_that_may_not_be_read_is_told(
    command: str, output: Path, teikit: Teikit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(output, tmp_path / "out")
    shutil.copytree(output, tmp_path / "out" / "closed")
    closed, scandir, opened = str(tmp_path / "out" / "closed"), os.scandir, os.open

    def refusing(function: Callable[..., Any]) -> Callable[..., Any]:
        def refused(path: Any = ".", *given: Any, **named: Any) -> Any:
            if str(path) == closed:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
            return function(path, *given, **named)

        return refused

    monkeypatch.setattr(os, "scandir", refusing(scandir))
    monkeypatch.setattr(os, "open", refusing(opened))
    given: dict[str, list[Path | str]] = {
        "publish": [tmp_path / "new"],
        "export": [tmp_path / "new"],
        "review": ["--who", "anna", "--static", tmp_path / "new"],
    }
    ran = teikit(command, tmp_path / "out", *given.get(command, []))
    assert ran.code in (ExitCode.SOME_FAILED, ExitCode.FILE_SYSTEM)
    assert "closed: you may not read this file" in ran.err and "Traceback" not in ran.err


def test_validate_takes_a_folder(output: Path, teikit: Teikit) -> None:
    assert teikit("validate", output, "-q").code == 0


def test_warnings_of_a_folder_are_summed_up(output: Path, teikit: Teikit) -> None:
    """Every text here has excisions without a code; in a folder that would be a line for each."""
    summed, each = teikit("validate", output), teikit("validate", output, "-v")
    assert summed.code == each.code == 0 and summed.err.count("T0403") == 1
    times = each.err.count(": T0403: warning: ")
    assert times > 6 and f"{times} x T0403 in 7 files, first {output / 'bonn-1.xml'}:" in summed.err
    assert f"{times} warnings in all; -v shows each with its place" in summed.err
    assert ": T0403: warning: " in teikit("validate", output / "rome.xml").err
    assert "T0403" not in teikit("validate", output, "-q").err


TEXTS = (
    ("one", "FROM: SAIGON\nTO: Secretary of State\nNO: 464, OCTOBER 20, 8 PM\n\nWE SAW DIEM TODAY."),
    (
        "two",
        "FROM: SAIGON\nTO: Secretary of State\nNO: 470, OCTOBER 22, 8 PM\n\nEMBTELS 464 AND 465 SAY THAT HE WILL.",
    ),
    (
        "three",
        "FROM: BONN\nTO: Secretary of State\nNO: 12, OCTOBER 23, 8 PM\n\nTHIS IS NOT WHAT EMBTEL 464 SAYS.",
    ),
)


def test_a_text_cites_telegrams_of_its_own_post(tmp_path: Path, teikit: Teikit) -> None:
    for name, text in TEXTS:
        (tmp_path / f"{name}.txt").write_text(f"SECRET\n\n{text.replace('20, 8', '20, 1962, 8')}\n", "utf-8")
    assert teikit("convert", *sorted(tmp_path.glob("*.txt")), "-o", tmp_path / "out", "-q").code == 0
    links = rows(teikit("links", tmp_path / "out").out)
    assert [(row["document"], row["cited"], row["state"], row["targets"]) for row in links] == [
        ("three.xml", "EMBTEL 464", "not here", ""),
        ("two.xml", "EMBTEL 464", "resolved", "one.xml"),
        ("two.xml", "EMBTEL 465", "not here", ""),
    ]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("SEE WAVE 4730 (IN 71127).", ["WAVE 4730"]),
        ("SEE TDCS-3/547,646.", ["TDCS 3 547 646"]),
        ("POINT A-9 AND THE F-104.", []),
        ("DEPTELS 1059 AND 1060", ["DEPTEL 1059", "DEPTEL 1060"]),
        ("AS THEY SAID (NICOSIA 710).", ["NICOSIA 710"]),
        ("as they said (see Bangkok 2106 6/8/64).", ["BANGKOK 2106"]),
        ("IN VIEW OF THE HAGUE'S 7316 AND DEPT'S 65712", ["THE HAGUE 7316", "DEPARTMENT'S 65712"]),
        ("Department's telegrams 427, 428", ["DEPARTMENT'S 427", "DEPARTMENT'S 428"]),
        ("We have read your 362.", ["YOUR 362"]),
        ("HE WAS THERE (PARIS 1962), FILE (NEW YORK 105-1234), PARIS 1246 MEN, YOUR 5 POINTS", []),
        ("INCOMING TELEGRAM Department of State\n33", []),
    ],
)
def test_what_a_text_cites(text: str, cited: list[str], lexicon: Lexicon) -> None:
    series = (*lexicon.series, of_posts(lexicon.posts.values()))
    assert [citation for citation, _ in in_text(text, series)] == cited
