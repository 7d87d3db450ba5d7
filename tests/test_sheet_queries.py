"""An identification sheet that contradicts its document makes a query; one that agrees makes none."""

from __future__ import annotations

import pytest

from teikit.chain import correct
from teikit.conversion import load_lexicon
from teikit.options import DEFAULT_OPTIONS
from teikit.readers import read
from teikit.telegrams.assembling import assemble

SHEET = """JFK ASSASSINATION SYSTEM
IDENTIFICATION FORM
AGENCY INFORMATION
AGENCY : FBI
RECORD NUMBER : 124-19999-10001
RECORD SERIES : HQ
DOCUMENT INFORMATION
ORIGINATOR : FBI
FROM : SAC, MM
TO : DIRECTOR, FBI
TITLE : {title}
DATE : {date}
PAGES : 5
DOCUMENT TYPE : PAPER, TEXTUAL DOCUMENT
CLASSIFICATION : SECRET
RESTRICTIONS : 4
CURRENT STATUS : REDACT
DATE OF LAST REVIEW : 06/05/1998
"""
PAGE = """SECRET
{date}
MEMORANDUM FOR: Chief, Records Division
SUBJECT: Filing of Reports

1. The reports that were sent to this office are filed under the name of the office.
"""


def queries(text: str) -> list[str]:
    """The codes of the queries about a text, those that ask about a sheet."""
    lexicon = load_lexicon()
    draft = correct(read(text.encode(), "a.txt", None, None, False), lexicon, DEFAULT_OPTIONS, ())
    codes = [query.code for query in assemble(draft, lexicon).queries]
    return [code for code in codes if code in ("DATE-DIFFERS", "SHEET-DIFFERS")]


@pytest.mark.parametrize(
    ("date", "codes"),
    [
        ("15 January 1950", ["DATE-DIFFERS"]),  # one figure was misread
        ("DATE: 2/5/60", ["DATE-DIFFERS"]),
        ("15 January 1960", []),
        ("January 1960", []),
        ("", []),
        ("3/4/95", []),  # the stamp of a review
    ],
)
def test_a_page_with_another_date_than_its_sheet_is_asked_about(date: str, codes: list[str]) -> None:
    sheet = SHEET.format(title="CUBAN ACTIVITIES", date="01/15/1960")
    assert queries(f"{sheet}\f{PAGE.format(date=date)}") == codes


@pytest.mark.parametrize(
    ("date", "codes"), [("22 June 1973", ["DATE-DIFFERS"]), ("22 June 1971", []), ("3 May 1970", [])]
)
def test_a_later_document_of_a_record_may_be_earlier_but_not_years_later(date: str, codes: list[str]) -> None:
    sheet = SHEET.format(title="CONTACTS", date="05/02/1971")
    assert queries("\f".join([sheet, PAGE.format(date="2 May 1971"), PAGE.format(date=date)])) == codes


@pytest.mark.parametrize(
    ("title", "codes"),
    [("CABLE REGARDING AN ACCIDENT", ["SHEET-DIFFERS"]), ("MEMO REGARDING AN ACCIDENT", []), ("", [])],
)
def test_a_sheet_of_a_paper_of_another_kind_is_asked_about(title: str, codes: list[str]) -> None:
    sheet = SHEET.format(title=title, date="01/15/1960")
    assert queries(f"{sheet}\f{PAGE.format(date='15 January 1960')}") == codes


def test_a_document_without_a_sheet_is_not_asked_about() -> None:
    assert not queries(PAGE.format(date="15 January 1950"))
