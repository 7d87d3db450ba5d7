"""Headings: which paragraphs are the heads of sections, and what the TEI makes of them."""

from __future__ import annotations

import pytest
from lxml import etree

from teikit.chain import correct
from teikit.check.validation import parse, validate
from teikit.conversion import convert
from teikit.core import Source
from teikit.lexicon import Lexicon, load
from teikit.options import PROFILES, Options
from teikit.paragraphing.headings import headings
from teikit.tei import recover
from teikit.tei.build import make, q
from teikit.tei.text.mending import dissolve_empty_sections

TEXT = "The reports that were sent to this office in January are filed under the name of the office that wrote them."
TITLE = "WILAT TARGETS WAS THE AGENCY ABLE TO COVER AND WITH WHAT\nFREQUENCY AND CONTINUITY?"
MORE = "It is requested that two copies of each report be sent to this office in the future."
HEADER = "14 March 1962\nMEMORANDUM FOR: Chief, Records Division\nSUBJECT : Filing of Reports\n\n"


@pytest.mark.parametrize(
    ("paragraphs", "places"),
    [
        (["1. INTRODUCTION", TEXT, "2. FUTURE REPORTS", MORE], {0, 2}),
        (["1. Introduction", TEXT, "2. . Objectives", MORE, "4. Concluding Remarks", TEXT], {0, 2, 4}),
        (["II. Appeal Procedures", TEXT, "IV. Future appeal procedures", MORE], {0, 2}),
        (
            [
                "B. COVERT ACTION",
                "1. Broadcasts",
                TEXT,
                "2. Newspapers",
                MORE,
                "C. INTELLIGENCE COLLECTION/ESPTONAGE",
                TEXT,
            ],
            {0, 1, 3, 5},
        ),
        (["5. REQUESTS", TEXT, "6. 201 DOSSIER CHARGES", MORE], {0, 2}),
        (["3. Newspapers", TEXT, "4, Letters:", MORE], {0, 2}),
        (["1. Ernesto XYZZZ", TEXT, "2. Juana XYZZZ", MORE], set()),  # unknown words in small letters: a list of names
        ([TEXT, "ADMINISTRATIVE", MORE], {1}),
        ([TEXT, "SOVIET EMBASSY", MORE], {1}),
        ([TEXT, "JACK RUBY", f"{MORE} Jack Ruby was seen there, and Ruby left for Havana."], {1}),
        ([TEXT, "SOVIET EMBASSY", MORE, "GENERAL", TEXT], {1, 3}),
        ([TEXT, "Inside Struggles", MORE, "Plans for the Future", TEXT], {1, 3}),
        (["ANNEX B\nTHE 201 SYSTEM", TEXT], {0}),
        ([TEXT, TITLE, MORE], {1}),
        ([TEXT, "LEADS:", MORE], {1}),
        ([TEXT, "LEADS", MORE], {1}),
        ([TEXT, "INFORMANTS:", "MM T-1"], {1}),
        ([TEXT, "- INFORMANTS -", "MM T-1"], {1}),
        ([TEXT, "LEADS", "MIAMI DIVISION\nAT MIAMI, FLORIDA", "Will see him."], {1, 2}),
        ([TEXT, "MIAMI", "AT MIAMI, FLORIDA", "Will see him."], {1, 2}),
        ([TEXT, "LEAD", "ATE ARE", "MIAMI", "He left."], set()),  # what an engine made of a stamp
        ([TEXT, "Comment:", MORE, "Comment:", TEXT], {1, 3}),  # those that are sure may recur
        ([TEXT.rstrip(".") + ",", "Headquarters Comment", MORE], {1}),
        ([TEXT, "Headquarters Comments.", MORE], {1}),
        (["2. Agency Supported Individuals:", TEXT, '3. "Mailing Operation:', MORE], {0, 2}),
        (["REPORTS OF THE RECORDS DIVISION PRIOR TO THE MEETING\nOF THE BOARD ON 23 NOVEMBER 1963", TEXT], {0}),
        (["RECORDS DIVISION", "A. INTRODUCTION", TEXT, "B. REPORTS", MORE], {0, 1, 3}),
        ([TEXT, "b. Requesting a File", MORE], {1}),  # a number without another, above text
        ([TEXT, "C. ASSOCIATES", "Philadelphia", MORE, "D. NUMBERS", TEXT], {1, 4}),  # one above another
        ([TEXT, f"III.\n{TITLE}", MORE], {1}),
        (["3. OPENING A 201 DOSSIER", "a. " + TEXT, "4. CONTENTS OF THE DOSSIER", MORE], {0, 2}),
    ],
)
def test_headings(paragraphs: list[str], places: set[int], lexicon: Lexicon) -> None:
    assert headings(paragraphs, lexicon) == places


@pytest.mark.parametrize(
    "paragraphs",
    [
        [TEXT, MORE],
        [TEXT, "LYLE L. MILLER", MORE],  # a typed name
        [TEXT, "Inside Struggles", MORE],  # one of its kind
        [TEXT, "3. FUTURE REPORTS", "Two copies of each report."],  # a number without another, above a short line
        [TEXT, "C. ASSOCIATES", "Philadelphia", "Two copies of each report."],
        [TEXT, "6. Occupation Code", "7. Text"],  # captions of a form
        [TEXT, "GENERAL", MORE],  # one short word
        [TEXT, "PROHIBITED", MORE, "PROHIBITED", TEXT],  # a stamp that recurs
        [TEXT, "RELEASE IN PART", MORE],
        [TEXT, "TELETYPE UNIT", MORE],
        [TEXT, "DIRECTOR AND SAC, CHICAGO", MORE],
        [TEXT, "SEPTEMBER 1954 / 112", MORE],
        [TEXT, "DATE OF BIRTH 10-2-28", MORE],
        [TEXT, "FRLO IMDEX OLNY", MORE],  # what nobody can read
        [TEXT, "THE RECORDS DIVISION", "NAME", "OFFICE"],  # lines of a form
        [TEXT.rstrip(".") + " of the", "SOVIET EMBASSY", MORE],  # in a sentence
        [TEXT.upper(), "SOVIET EMBASSY", MORE.upper()],  # all of it in capitals
        [TEXT, "DISTRIBUTION:", MORE],
        [TEXT, "SUBJECT:", MORE],
        [TEXT, "Dear Friend:", MORE],
        [TEXT, "CERTIFIED CORRECT:", MORE],
        [TEXT, "The Department of State has:", MORE],  # the beginning of a sentence
        [TEXT, "1. The Department of State has:", MORE, "2. The Department of Defense has:", TEXT],
        [TEXT, "Cnmaent:", MORE],  # what nobody can read
        [TEXT, "12 March 1962:", MORE],
        [TEXT, "THE REPORTS THAT WERE SENT TO THIS OFFICE IN JANUARY ARE NOT TO BE COPIED.", MORE],  # a sentence
    ],
)
def test_what_is_no_heading(paragraphs: list[str], lexicon: Lexicon) -> None:
    assert headings(paragraphs, lexicon) == set()


def division(text: str, profile: str = "markup") -> etree._Element:
    """The division of the TEI of a text, which is valid and gives the text back."""
    ((_, document),) = convert(text.encode(), "case.txt", load(), Options(profile=profile)).documents
    root = parse(document)
    assert [fault for fault in validate(root) if fault.severity == "error"] == []
    assert recover([root]) == text.encode()
    div = root.find(f".//{q('body')}/{q('div')}")
    assert div is not None
    return div


def shape(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element if child.tag not in (q("lb"), q("pb"))]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_heading_begins_a_section(profile: str) -> None:
    text = f"{HEADER}1. INTRODUCTION\n\n{TEXT}\n\n2. FUTURE REPORTS\n\n{MORE}\n\nLYLE L. MILLER\n"
    div = division(text, profile)
    assert shape(div) == ["opener", "div", "div", "closer"]
    assert [shape(section) for section in div.findall(q("div"))] == [["head", "p"], ["head", "p"]]
    assert {section.get("type") for section in div.findall(q("div"))} == {"section"}


LISTED = "15 May 1963\nRE: John Smith\n\n10 July 1963\nRE: Susan Smith\n\n12 July 1963\nRE: John Smith"
ROUTED = "TRANSMITTAL SLIP\nTo: Mr. Smith\nRoom 2 D 15\nRemarks:\nFor your files.\nFrom: Mr. Jones\n"


@pytest.mark.parametrize("profile", PROFILES)
def test_a_memorandum_after_a_routing_sheet_is_a_part_with_a_header_of_its_own(profile: str) -> None:
    div = division(f"{ROUTED}\f{HEADER}1. {TEXT}\n\n2. {MORE}\n\nLYLE L. MILLER\n", profile)
    sheet, memorandum = div
    assert {sheet.get("type"), memorandum.get("type")} == {"part"}
    assert shape(memorandum) == ["opener", "p", "p", "closer"]


@pytest.mark.parametrize(
    "head", ["SUBJECT : Filing of Reports", "Filing of Reports", "- 2 -", "March 1962\nThe subject: reports", LISTED]
)
def test_a_later_page_without_a_header_of_its_own_begins_no_part(head: str) -> None:
    text = f"{HEADER}1. {TEXT}\n\n2. {MORE}\n\f{head}\n\n3. {MORE}\n\n4. {TEXT}\n"
    assert "div" not in shape(division(text))


def test_a_heading_above_all_else_is_that_of_the_document() -> None:
    assert shape(division(f"REPORT OF FINDINGS\n\n{TEXT}\n\n{MORE}\n"))[:2] == ["head", "p"]


def test_text_before_the_first_heading_is_of_no_section() -> None:
    assert shape(division(f"{HEADER}{TEXT}\n\nFUTURE REPORTS\n\n{MORE}\n")) == ["opener", "p", "div"]


def test_a_cable_has_no_headings(lexicon: Lexicon) -> None:
    text = f"CLASSIFIED MESSAGE\nSECRET 042330Z\nDIR CITE WAVE 7450\n1. {TEXT}\n\nJACK RUBY\n\n{MORE}\nEND OF MESSAGE\n"
    draft = correct(Source("case", text), lexicon)
    assert not any(mark.get("type") == "heading" for mark in draft.of_kind("p"))


def test_a_section_of_which_nothing_is_left_is_none() -> None:
    div = make("div", "", make("p", "a"), make("div", "", make("head", "b"), make("fw", "c")))
    dissolve_empty_sections(div)
    assert shape(div) == ["p", "p", "fw"]
