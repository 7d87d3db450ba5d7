"""What a header says is said in the document itself, not in a paper that it routes, encloses or lists."""

from __future__ import annotations

import pytest
from lxml import etree

import teikit

ROUTING = """UNCLASSIFIED
ROUTING AND RECORD SHEET
SUBJECT: (Optional) Lit Crim
FROM: EXTENSION | NO.
CI/R&A/O
TO: (Officer designation, room number, and
building)
DATE {routed}
COMMENTS (Number each comment to show from whom to whom.)
"""
MEMORANDUM = """SECRET
{date}
MEMORANDUM FOR: Chief, Counterintelligence Staff
FROM: Chief, Cover Staff
SUBJECT: Itkin File

1. I have reviewed the material in the file, which is divided into two main divisions.
"""
ENCLOSED = """{head}
2. The reports that were sent to this office in January are filed under the name of the office that wrote them.
"""
HEAD = """14 March 1976
MEMORANDUM FOR: Chief, Western Hemisphere Division
FROM: Chief of Station, Mexico City
SUBJECT: Awards
"""
BODY = "\n1. The reports that were sent to this office are filed under the name of the office.\n"


def header(text: str) -> dict[str, list[str]]:
    """Dates, names of parties and subject in the first document of an output."""
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    profile = next(root.iter("{*}profileDesc"))
    return {
        kind: [" ".join("".join(element.itertext()).split()) for element in profile.iterfind(path)]
        for kind, path in (
            ("sent", ".//{*}correspAction[@type='sent']/*"),
            ("received", ".//{*}correspAction[@type='received']/*"),
            ("subject", ".//{*}abstract"),
        )
    }


@pytest.mark.parametrize(
    ("routed", "date", "sent"),
    [
        ("02 Nov 1977", "1 November 1977", "1 November 1977"),
        ("", "1 November 1977", "1 November 1977"),
        ("02 Nov 1977", "", "Chief, Cover Staff"),  # the memorandum has no date, and that of the sheet is not its own
    ],
)
def test_a_memorandum_has_its_own_date_and_not_that_of_its_routing_sheet(routed: str, date: str, sent: str) -> None:
    stated = header(f"{ROUTING.format(routed=routed)}\f{MEMORANDUM.format(date=date)}")
    assert stated["sent"][-1] == sent
    assert stated["received"] == ["Chief, Counterintelligence Staff"]


def test_the_date_of_an_enclosure_is_not_that_of_the_letter() -> None:
    """A letter with a garbled date, and two letters enclosed."""
    pages = [MEMORANDUM.format(date="l4 Novcmbr"), ENCLOSED.format(head=HEAD)]
    stated = header("\f".join(pages))
    assert stated["sent"] == ["Chief, Cover Staff"]
    assert stated["received"] == ["Chief, Counterintelligence Staff"]


def test_the_head_of_a_page_is_no_addressee_above_one_with_a_label() -> None:
    text = "HQ DETACHMENT\n4 December 1944\nTO: Chief, Personnel Procurement Branch\nFROM: Personnel Officer\n"
    stated = header(f"MEMORANDUM\n{text}SUBJECT: Officers\n{BODY}")
    assert stated["received"] == ["Chief, Personnel Procurement Branch"]


@pytest.mark.parametrize(
    ("first", "received"),
    [
        ("TO: Chief, Security Staff", ["Chief, Security Staff"]),
        ("TO: osx Secvvit Cfffce", []),  # not legible
        ("TO:", ["Chief, Personnel Staff"]),  # its value was read below
    ],
)
def test_to_whom_a_paper_was_passed_on_is_not_whom_it_was_for(first: str, received: list[str]) -> None:
    text = f"MEMORANDUM\n14 March 1976\n{first}\nTO: Chief, Personnel Staff\nSUBJECT: Officers\n{BODY}"
    assert header(text)["received"] == received


LISTED = """May 11, 1978
MEMORANDUM
File Review - Manolo Ray
Reviewed by Betsy Palmer
File contained the following:

{item}
From: SA Frank Stoner
Date: December 7, 1965
Subject: Reinaldo Padron

Memo referenced a report of the office that was dated October 1965 and was sent to the station by the officer.
"""


@pytest.mark.parametrize(
    ("item", "subject"),
    [("1. Memo to SAIC", []), ("Memo to SAIC", ["Reinaldo Padron"]), ("1 NOV 1965", ["Reinaldo Padron"])],
)
def test_fields_below_a_numbered_item_are_those_of_the_paper_that_it_lists(item: str, subject: list[str]) -> None:
    stated = header(LISTED.format(item=item))
    assert stated["subject"] == subject
    assert any("Stoner" in name for name in stated["sent"]) == bool(subject)


def test_an_item_is_one_in_a_file_with_cr_line_ends() -> None:
    assert header(LISTED.format(item="1. Memo to SAIC").replace("\n", "\r"))["subject"] == []


def test_a_numbered_label_is_no_item() -> None:
    stated = header(f"MEMORANDUM\n23 April 1945\n1. SUBJECT: Report of Lt. Hunt\nTO: Chief, Secretariat\n{BODY}")
    assert stated["received"] == ["Chief, Secretariat"]


@pytest.mark.parametrize(("listed", "subject"), [(1, ["Harold BUCHMAN"]), (2, ["Harold BUCHMAN"]), (4, [])])
def test_a_page_that_lists_papers_has_none_of_their_subjects(listed: int, subject: list[str]) -> None:
    entries = [f"28 May 195{number}\nRE: Harold BUCHMAN\n" for number in range(listed)]
    assert header(f"MEMORANDUM\n{''.join(entries)}\n{BODY}")["subject"] == subject


def test_the_address_of_a_cable_that_is_enclosed_is_not_that_of_the_memorandum() -> None:
    page = MEMORANDUM.format(date="1 November 1977").replace("FROM: Chief, Cover Staff\n", "")
    stated = header(f"{page}\f2. The cable was sent on.\nCITE DIRECTOR 92664\n\n3. It was seen.\n")
    assert "DIRECTOR" not in stated["sent"]


@pytest.mark.parametrize(
    ("printed", "classification"),
    [
        ("UNCLASSIFIED   CONFIDENTIAL   SECRET\n", []),
        ("UNCLASSIFIED\nCONFIDENTIAL\nSECRET\n", []),
        ("UNCIASSIFIED\n\nCANFIDENTIAL\n\nSECRET\n", []),  # two misread
        ("SECRET\n", ["#secret"]),
        ("CONFIDENTIAL\nSECRET\n", ["#secret"]),  # downgraded
        ("SECRET\nUNCLASSIFIED when separated from attachment\n", ["#secret"]),
    ],
)
def test_what_a_form_prints_to_be_ticked_is_no_classification(printed: str, classification: list[str]) -> None:
    text = f"{printed}1 November 1977\nMEMORANDUM FOR: Chief, Cover Staff\nSUBJECT: Itkin File\n{BODY}"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    assert [ref.get("target") for ref in root.iterfind(".//{*}catRef[@scheme='#classification']")] == classification
