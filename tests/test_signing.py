"""Who signed a document, and not a paper after it."""

from __future__ import annotations

import pytest
from lxml import etree

import teikit

FIRST = """MEMORANDUM FOR THE RECORD
{date}
SUBJECT: Filing of Reports

1. The reports that were sent to this office in January are filed under the name of the office that wrote them, and
two copies of each are kept.
"""
SECOND = """{top}
The man who was named in the memorandum will leave the country in May with his wife and two sons, and the office is to
be told when he has arrived there.

                                          Sincerely,


                                          John Q. Sample
                                          Director
"""


def signers(date: str, top: str) -> list[str | None]:
    """Who sent a memorandum of two pages with a date on the first; the second page begins with ``top``."""
    text = FIRST.format(date=date) + "\f" + SECOND.format(top=top)
    documents = etree.fromstring(teikit.convert(text.encode()).tei)
    assert len(documents.findall(".//{*}surface")) == 2
    return [name.text for name in documents.findall(".//{*}correspAction[@type='sent']/{*}persName")]


@pytest.mark.parametrize(
    ("date", "top", "named"),
    [
        ("7 June 1995", "- 2 -", ["John Q. Sample"]),
        ("7 June 1995", "June 6, 1995", []),
        ("7 June 1995", "6/7/95", ["John Q. Sample"]),  # the same date in figures
        ("7 June 1995", "as it was agreed on June 6, 1995", ["John Q. Sample"]),
        ("", "June 6, 1995", ["John Q. Sample"]),
    ],
)
def test_the_signature_of_a_paper_after_another_is_not_that_of_the_first(date: str, top: str, named: list[str]) -> None:
    """A letter of 6 June 1995 after a memorandum of 7 June 1995, whose beginning was not found."""
    assert signers(date, top) == named


SHEET = """JFK ASSASSINATION SYSTEM
IDENTIFICATION FORM
AGENCY INFORMATION
AGENCY : FBI
RECORD NUMBER : 124-19999-10001
RECORD SERIES : HQ
DOCUMENT INFORMATION
ORIGINATOR : FBI
FROM : {author}
TO : DIRECTOR, FBI
DATE : 08/14/1963
PAGES : 5
DOCUMENT TYPE : PAPER, TEXTUAL DOCUMENT
CLASSIFICATION : SECRET
CURRENT STATUS : REDACT
DATE OF LAST REVIEW : 06/05/1998
"""
CABLE = """CLASSIFIED MESSAGE

SECRET

FROM: DIRECTOR
TO: MEXICO CITY

REF: MEXI 1234

1. THE OFFICER WHO WAS NAMED IN REFERENCE LEFT ON MONDAY.
2. PLEASE ADVISE WHEN HE HAS ARRIVED.

{last}

SECRET
"""


@pytest.mark.parametrize(("last", "named"), [("ADMINISTRATIVE", []), ("OFFICER", []), ("MIBR", [])])
def test_a_word_at_the_foot_of_a_cable_is_no_signature(last: str, named: list[str]) -> None:
    """The officers of the CIA sign with their names, and the form prints OFFICER below a line that was not read."""
    document = etree.fromstring(teikit.convert(CABLE.format(last=last).encode()).tei)
    assert [name.text for name in document.iter("{*}persName")] == named


@pytest.mark.parametrize(
    ("author", "signed", "named"),
    [
        ("COOK, ROBERT A.", "WILLIAM FISHMAN", []),
        ("FISHMAN, WILLIAM", "WILLIAM FISHMAN", ["WILLIAM FISHMAN"]),
        ("FISHMAM, WILLIAM", "WILLIAM FISHMAN", ["WILLIAM FISHMAN"]),  # misread
        ("CHIEF, LAD", "WILLIAM FISHMAN", ["WILLIAM FISHMAN"]),
        ("SAC, MM", "WILLIAM FISHMAN", ["WILLIAM FISHMAN"]),
        ("SUB-COMMITTEE ON CUBA", "WILLIAM FISHMAN", ["WILLIAM FISHMAN"]),
    ],
)
def test_who_signs_the_paper_of_a_person_is_that_person(author: str, signed: str, named: list[str]) -> None:
    paper = FIRST.format(date="14 August 1963") + SECOND.format(top="").replace("John Q. Sample", signed)
    documents = etree.fromstring(teikit.convert(f"{SHEET.format(author=author)}\f{paper}".encode()).tei)
    sent = documents.iterfind(".//{*}correspAction[@type='sent']/{*}persName")
    assert [name.text for name in sent] == named
