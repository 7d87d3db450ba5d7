"""Texts that were spoiled at random until something broke, cut down to what broke it: all of them are converted now."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from lxml import etree

from teikit import recover
from teikit.collating import collate_sources, releases_of
from teikit.conversion import Conversion, convert, convert_source, load_lexicon
from teikit.core import SourceFile
from teikit.core.layout import Box
from teikit.errors import ConfigRefused, Refused, TeikitError
from teikit.inputs.bags import bag_members
from teikit.lexicon import Lexicon
from teikit.lexicon.lists import with_list
from teikit.options import PROFILES, Options
from teikit.readers.plain import read_text
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord, source_of
from teikit.tei.text.mending import dissolve_empty

SPOILED = {
    "a hyphen that was read as a letter, and another after the end of the page": "FOR-\n-\f-\n-\n=\n–\n-\nE\n–\nU",
    "a speck that was read as a letter, and a hyphen after a banner": 'that\xad\n"ULASSIFIED\xad',
    "a word broken over an item, a page and a speck": "ON-\n-\nNo\nand-\f\n-\n-\f\n¬\n–\n-\nM\nt\n-",
    "a word of one letter, broken over a line": "g-\nT .",
    "a field over an empty page": "y 1963\nRe:va\f\fr",
    "an item of which only a speck stands on the next page": "-\f¬\nD\f FOR-\n-\f:",
    "a line of an identification sheet, and its label, over the end of a page": (
        "CORDNUMBE–RECORDSERIE\nDUMENTTYPE\f>\n–"
    ),
    "a number of copies without an office": "TO: DIRECTOR, \u20285\nINFO: WH, \u202812, CI\n\n1. HE LEFT.\n",
    "letters of which capitals make two": "REPRODUCTION BY OTHER THAN THE ISSUING OﬃCE IS PROHIBITED",
    "a banner with a tab for its blank": "EYES\tONLY",
}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("text", SPOILED.values(), ids=SPOILED)
def test_what_is_spoiled_is_converted(text: str, profile: str, lexicon: Lexicon) -> None:
    """Converting refuses what it cannot give back, what lost a letter, and what is not valid."""
    assert convert(text.encode(), "spoiled.txt", lexicon, Options(profile=profile)).documents


def test_a_file_whose_name_holds_what_xml_forbids(lexicon: Lexicon) -> None:
    data = b"<html><div class='ocr_page'><span class='ocrx_word'>SECRET</span></div></html>"
    ((_, tei),) = convert(data, "a\x01\ufffe.hocr", lexicon).documents
    assert "a⟨U+0001⟩⟨U+FFFE⟩.hocr".encode() in tei
    assert recover(tei) == data


@pytest.mark.parametrize("count", ["1" * 10, "1" * 5000])
def test_a_count_of_too_many_digits_is_refused_with_its_line(count: str, lexicon: Lexicon) -> None:
    with pytest.raises(
        ConfigRefused, match=r"^words.txt:2: 1+( \.\.\. 1+)? is not a count of a word \[LIST-ENTRY\]"
    ) as refusal:
        with_list(lexicon, f"OLMSTEAD\t999999999\nALLEN\t{count}\n", "words.txt")
    assert len(str(refusal.value)) < 1200


def test_a_list_that_is_no_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_bytes(b"OLMSTEAD\nCAF\xc9\n")
    with pytest.raises(
        ConfigRefused, match=r"words.txt:2: this list is not UTF-8 \(byte 0xC9\) .*\n  Save it as UTF-8"
    ):
        load_lexicon(Options(words=(str(tmp_path / "words.txt"),)))


@pytest.mark.parametrize("name", ["words", "persons", "decisions"])
@pytest.mark.parametrize("path", ["/dev/zero", "/"])
def test_a_list_that_is_no_file_is_refused_by_its_name(path: str, name: str) -> None:
    with pytest.raises(TeikitError, match=rf"^{path}: "):
        load_lexicon(Options(**{name: (path,)}))  # type: ignore[arg-type]


def test_a_paragraph_that_began_on_a_page_of_another_telegram_is_collated(lexicon: Lexicon) -> None:
    text = "SECTION 3 OF 2\nEXCISED COPY FOLLOWS\n"
    sources = [read_text(text.encode(), f"{name}.txt") for name in "ab"]
    tei = collate_sources(dict(zip("ab", sources, strict=True)), "record", lexicon).tei
    assert b"EXCISED COPY FOLLOWS</p>" in tei


def test_a_file_of_which_no_other_file_is_a_release_is_among_the_releases(lexicon: Lexicon) -> None:
    texts = ["NO: 1234, OCTOBER 28, 1962\n\nHE AGREED TO ALL OF IT AND LEFT.\n"] * 2 + ["ANOTHER PAPER.\n"]
    sources = [read_text(text.encode(), f"{name}.txt") for text, name in zip(texts, "abc", strict=True)]
    edited = collate_sources(dict(zip("abc", sources, strict=True)), "record", lexicon)
    assert len(releases_of(edited.collation, lexicon)) == 3


@pytest.mark.parametrize("verdict", [{"is": "unclear"}, {"is": "person"}, {"is": "layer", "layer": "text"}])
def test_what_a_person_says_of_several_lines_of_a_sheet(verdict: dict[str, str], tmp_path: Path) -> None:
    """A date that two rules found stands once, and lines of a sheet in a paragraph are no notes of the page."""
    before = "AGENCY : CIA\nRECORD NUMBER : 104-10255-10185\nDATE: 02/14/1978"
    text = f"JFK ASSASSINATION SYSTEM\nIDENTIFICATION FORM\n{before}\nPAGES : 3\n"
    assert decided(text, tmp_path, (before, verdict)).documents


@pytest.mark.parametrize("text", ["\n-\f–", "¬\n-\f\n\n-\n\f=\n¬\n"])
@pytest.mark.parametrize("verdict", ["person", "place"])
def test_a_name_over_nothing_but_specks_of_several_pages(verdict: str, text: str, tmp_path: Path) -> None:
    assert decided(text, tmp_path, (text, {"is": verdict, "ref": "gnd:118540238"})).documents


NO_LINE_END = {
    "in an opener, before its only field": "¬ THE MAN LEFT.\n",
    "in its own line": "¬\nTHE MAN LEFT.\n",
    "in an opener, after other text": "A ¬ THE MAN LEFT",
    "between a paragraph and a field": "B\n\n¬\nTHE MAN LEFT.\n",
    "before a stamp": "¬ SECRET MAN LEFT.\n",
}


@pytest.mark.parametrize("text", NO_LINE_END.values(), ids=NO_LINE_END)
def test_a_hyphen_that_is_taken_out_within_a_line_is_no_line_end(text: str, tmp_path: Path) -> None:
    changes = [("¬", {"is": "reads", "after": ""}), ("LEFT", {"is": "field", "field": "action"})]
    if "SECRET" in text:
        changes.append(("SECRET", {"is": "layer", "layer": "stamp"}))
    ((_, tei),) = decided(text, tmp_path, *changes).documents
    assert b"<sic>\xc2\xac</sic>" in tei and b'rend="hyphen"' not in tei


def test_a_hyphen_at_the_beginning_of_a_line_is_no_line_end(tmp_path: Path) -> None:
    text = "FROM: PARIS\nTHE MAN LEFT.\n: \n-\nTHE MAN LEFT.\n"
    ((_, tei),) = decided(text, tmp_path, (" \n-", {"is": "reads", "after": ""})).documents
    assert b'rend="hyphen"' not in tei


def test_a_gap_that_a_person_marked_over_several_pages_is_a_gap_on_each(tmp_path: Path) -> None:
    text = "HE LEFT.\nTHEN\fHE CAME\fAND ALL WAS WELL.\n"
    ((_, tei),) = decided(text, tmp_path, ("LEFT.\nTHEN\fHE CAME\fAND ALL", {"is": "gap"})).documents
    body = etree.fromstring(tei).find(".//{*}body")
    assert body is not None
    assert [len(list(body.iter(f"{{*}}{name}"))) for name in ("gap", "pb")] == [3, 3]
    assert "".join(body.itertext()).split() == ["HE", "WAS", "WELL."]


def test_a_gap_that_a_person_marked_over_the_end_of_a_telegram(tmp_path: Path) -> None:
    text = " TO: X\nA\f|SECRET\n1. HE LEFT\nTO: X\nIN-\nVASION"
    assert decided(text, tmp_path, ("\nA\f|S", {"is": "gap"})).documents


def test_a_bag_whose_declaration_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-\xff8\n")
    with pytest.raises(Refused, match="BAG-INVALID"):
        bag_members(tmp_path)


def test_a_gap_where_two_blocks_touch_stands_there_once(tmp_path: Path) -> None:
    text = "(b)(1)\nSECRET\nSECRET\n\n-THE MAN LEFT.\n\n|–: TO: X\n(b)(1)\n"
    place, field = "LEFT.\n\n|–: TO: X\n(b)(1)\n", "TO: X"
    changes = (place, {"is": "place", "ref": "gnd:1"}), (field, {"is": "field", "field": "from"})
    assert decided(text, tmp_path, *changes).documents


def test_a_field_within_a_stretch_that_reads_otherwise(tmp_path: Path) -> None:
    inside = "ACTION: MR. BALL TO\nCONTACT HIM."
    stretch = f"HE SPOKE TO HIM ABOUT IT\nNEXT WEEK. {inside}\nTHEN HE LEFT"
    text = f"MEMORANDUM FOR THE RECORD\n\n1. THE PRESIDENT ASKED THAT {stretch} THE CITY.\n"
    changes = (stretch, {"is": "reads", "after": "AB"}), (inside, {"is": "field", "field": "action"})
    assert b"AB</corr>" in decided(text, tmp_path, *changes).documents[0][1]


def decided(text: str, folder: Path, *decisions: tuple[str, dict[str, str]]) -> Conversion:
    """A text converted with decisions: what stands there, and the verdict."""
    source = f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    rows = []
    for before, verdict in decisions:
        at = [text.index(before), text.index(before) + len(before)]
        rows.append(json.dumps({"source": source, "at": at, "before": before, "who": "anna", **verdict}))
    file = folder / "decisions.jsonl"
    file.write_text("\n".join(rows), encoding="utf-8")
    options = Options(decisions=(str(file),))
    return convert(text.encode(), "text.txt", load_lexicon(options), options)


def test_lines_that_end_left_of_where_they_begin_have_no_margins(lexicon: Lexicon) -> None:
    places = (500, 590, 680, 770, 100)
    lines = [
        ScannedLine([ScannedWord("MEETING", Box(left, top, left + 70, top + 28), 0.96) for left in places])
        for top in range(100, 1300, 50)
    ]
    scan = Scan([ScannedPage([ScannedBlock(lines)], 2000, 3000)], "tesseract 5.3.0")
    assert convert_source(source_of(scan, "page.hocr", [SourceFile("page.hocr", b"", "text/html")]), lexicon).documents


def test_what_says_nothing_is_dissolved_and_the_page_break_in_it_stays() -> None:
    tei = "<div xmlns='http://www.tei-c.org/ns/1.0'><p>A</p><list><item><pb n='2'/><lb/></item></list><p/></div>"
    div = etree.fromstring(tei)
    dissolve_empty(div)
    assert [etree.QName(child).localname for child in div] == ["p", "pb"]
