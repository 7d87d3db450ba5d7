"""When a document was written: a stamp is no date, and an unusual year that nothing bears out is likely misread."""

from __future__ import annotations

import pytest
from lxml import etree

import teikit
from teikit.fields.values.dates import Dates
from teikit.lexicon import load
from teikit.lexicon.older import is_older
from teikit.lexicon.years import Years
from teikit.tei.header.dating import is_misread

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
DATE : 08/14/1963
PAGES : 5
DOCUMENT TYPE : PAPER, TEXTUAL DOCUMENT
CLASSIFICATION : SECRET
RESTRICTIONS : 4
CURRENT STATUS : REDACT
DATE OF LAST REVIEW : 06/05/1998
"""
RECORD = "104-19999-10001\n"
BODY = "\n1. The reports that were sent to this office are filed under the name of the office.\n"
NAMES_IT = "\n2. They were asked for in a letter that is dated 12 March {year}.\n"
LETTER = (
    "\f13 December {year}\nMEMORANDUM FOR: Chief, Cover Staff\nSUBJECT: Medallion\n\n1. Please check your records.\n"
)


FORM = """PAYROLL AUTHORIZATION FORM
(Please Use Typewriter or Ballpoint Pen)
Employee Name (First-Middle-Last)
Effective Date {date}
Employee Social Security Number
Type of Action
Employing Office or Committee
Position Title
Gross Annual Salary
Signature of Authorizing Official
Type or print name and title of above official
Approved:
Copy for Initiating Office or Committee
"""


def dates(text: str) -> list[tuple[str, str]]:
    """The dates of sending in an output, each as ISO 8601 and with what is said of its certainty."""
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    sent = root.iterfind(".//{*}correspAction[@type='sent']/{*}date")
    return [(date.get("when", ""), date.get("cert", "")) for date in sent]


def memorandum(heading: str, text: str = "") -> str:
    return f"SECRET\n{heading}\nMEMORANDUM FOR: Chief, Records Division\nSUBJECT: Filing of Reports\n{BODY}{text}"


@pytest.mark.parametrize(
    ("heading", "when"),
    [
        ("DATE:\n3/4/95", "1963-08-14"),  # the stamp of a review below an empty label
        ("DATE: 3/4/95", "1963-08-14"),
        ("DATE: 14 August 1963", "1963-08-14"),
        ("DATE: 2 May 1961", "1961-05-02"),  # years before, after its label
        ("DATE: August 2, 2021", "2021-08-02"),  # a paper that the archive put into the file
    ],
)
def test_a_stamp_decades_after_the_sheet_is_no_date(heading: str, when: str) -> None:
    assert dates(f"{SHEET}\f{memorandum(heading)}") == [(when, "")]


def test_below_a_stamp_the_page_has_a_date_that_differs_from_the_sheet_so_none_is_said() -> None:
    heading = "IS/FPC/CDR\nDATE: 3/4/95\nMEMORANDUM FOR: Chief, Records Division 2 May 1961"
    root = etree.fromstring(teikit.convert(f"{SHEET}\f{heading}\nSUBJECT: Filing of Reports\n{BODY}".encode()).tei)
    assert not root.findall(".//{*}profileDesc//{*}date")


@pytest.mark.parametrize(
    ("first", "later", "when"),
    [
        ("", "2 May 1963", ["1963-08-14"]),  # a date that a later page tells
        ("", "14 August 1963", ["1963-08-14"]),
        ("21 August 1963", "14 August 1963", []),  # the sheet may have the date of an enclosure
        ("14 August 1963", "2 May 1963", ["1963-08-14"]),
    ],
)
def test_a_date_of_a_later_page_is_that_of_the_document_only_if_the_sheet_has_it(
    first: str, later: str, when: list[str]
) -> None:
    text = f"{SHEET}\f{memorandum(first)}\f{later}\n{BODY}"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    assert sorted({d.get("when", "") for d in root.iterfind(".//{*}profileDesc//{*}date")}) == when


@pytest.mark.parametrize(
    ("heading", "text", "when"),
    [
        ("24 August 1963", "\n2. At the meeting of 24 August 1963 nothing was decided.\n", "1963-08-24"),
        ("24 August 1963", "\n2. At the meeting of 26 August 1963 nothing was decided.\n", "1963-08-14"),
    ],
)
def test_a_date_that_the_pages_have_twice_was_not_misread(heading: str, text: str, when: str) -> None:
    """177-10001-10445: 20 February 1964 above the subject and in it, 02/21/1964 on the sheet."""
    assert dates(f"{SHEET}\f{memorandum(heading, text)}") == [(when, "")]


@pytest.mark.parametrize(
    ("cited", "when"),
    [
        ("teletype to the Bureau dated 8/14/63", []),
        ("teletype to the Bureau dated 8/12/63", ["1963-08-14"]),
        ("teletype to the Bureau, 8/14/63", ["1963-08-14"]),
    ],
)
def test_a_sheet_with_the_date_of_a_paper_that_the_document_cites_does_not_date_it(cited: str, when: list[str]) -> None:
    page = f"CHICAGO\nREFERENCES: Salt Lake City {cited}\nLEADS\nINFORMANTS\nT-1\nT-2\n{BODY}"
    root = etree.fromstring(teikit.convert(f"{SHEET}\f{page}".encode()).tei)
    assert [date.get("when") for date in root.iterfind(".//{*}creation/{*}date")] == when


def test_a_month_on_the_sheet_is_less_certain_than_a_day() -> None:
    sheet = SHEET.replace("08/14/1963", "08/00/1963")
    assert dates(f"{sheet}\f{memorandum('')}")[-1] == ("1963-08", "medium")
    assert dates(f"{SHEET}\f{memorandum('')}")[-1] == ("1963-08-14", "")


def test_a_stamp_on_a_later_paper_of_the_record_is_no_date() -> None:
    text = f"{SHEET}\f{memorandum('DATE: 14 August 1963')}\f{memorandum('DATE: 3/4/95')}"
    assert dates(text) == [("1963-08-14", "")]


@pytest.mark.parametrize(
    ("days", "when"), [(("28 May 1963",), ["1963-05-28"]), (("28 May 1963", "30 April 1963", "15 April 1963"), [])]
)
def test_a_page_with_the_dates_of_several_papers_has_none_of_its_own(days: tuple[str, ...], when: list[str]) -> None:
    listed = "".join(f"{day}\nRE: Harold BUCHMAN\n" for day in days)
    assert [day for day, _ in dates(f"MEMORANDUM\nSUBJECT: FBI Correspondence\n{listed}\n{BODY}")] == when


def test_an_earlier_date_on_a_page_without_a_header_is_one_that_it_cites() -> None:
    root = etree.fromstring(teikit.convert(f"{SHEET}\fINFORMANTS\nNov. 19, 1960\nT-1\nT-2\n{BODY}".encode()).tei)
    assert [date.get("when") for date in root.iterfind(".//{*}creation/{*}date")] == ["1963-08-14"]


def test_a_date_a_few_weeks_after_that_of_the_sheet_is_the_page_s_own_so_none_is_said() -> None:
    root = etree.fromstring(teikit.convert(f"{SHEET}\fINFORMANTS\nSept. 5, 1963\nT-1\nT-2\n{BODY}".encode()).tei)
    assert [date.get("when") for date in root.iterfind(".//{*}creation/{*}date")] == []


@pytest.mark.parametrize(("date", "when"), [("8/14/63", ["1963-08-14"]), ("", ["1963-08-14"]), ("9/13/64", [])])
def test_a_form_that_has_other_dates_than_the_sheet_has_not_that_of_the_sheet(date: str, when: list[str]) -> None:
    root = etree.fromstring(teikit.convert(f"{SHEET}\f{FORM.format(date=date)}".encode()).tei)
    assert [date.get("when") for date in root.iterfind(".//{*}creation/{*}date")] == when


@pytest.mark.parametrize(
    ("stamp", "group", "when"),
    [
        ("24 JUN 64", "250024Z", "1964-06-25T00:24:00Z"),  # typed in America on the evening before
        ("25 JUN 64", "250024Z", "1964-06-25T00:24:00Z"),
        ("26 JUN 64", "252324Z", "1964-06-25T23:24:00Z"),  # received on the next day
        ("24 JUN 64", "251524Z", ""),
        ("22 JUN 64", "250024Z", ""),
    ],
)
def test_month_and_year_of_a_group_are_those_of_the_day_on_which_it_was_typed_or_got(
    stamp: str, group: str, when: str
) -> None:
    text = f"CLASSIFIED MESSAGE\nTO: DIRECTOR\nFROM: TOKYO {stamp}\nSECRET {group}\nDIR CITE TOKY 9297\n\n1. SEEN.\n"
    assert [printed for printed, _ in dates(text)] == ([when] if when else [])


@pytest.mark.parametrize(
    ("heading", "text", "when"),
    [
        ("5 September 1951", "", ""),
        ("11 January 1952", "", ""),
        ("16 May 1983", "", ""),
        ("21 October 1953", NAMES_IT.format(year=1953), "1953-10-21"),
        ("21 October 1953", NAMES_IT.format(year=1952), "1953-10-21"),
        ("18 December 1957", "", "1957-12-18"),  # as many papers of 1957 as may be misread
        ("18 December 1957", NAMES_IT.format(year=1967), ""),  # it tells what came ten years later
        ("18 December 1959", NAMES_IT.format(year=1961), "1959-12-18"),
        ("5 September 1961", "", "1961-09-05"),
        ("5 September 1971", NAMES_IT.format(year=1961), "1971-09-05"),
        ("5 September 1978", NAMES_IT.format(year=1968), "1978-09-05"),
    ],
)
def test_an_unusual_year_that_nothing_bears_out_is_not_said(heading: str, text: str, when: str) -> None:
    assert [printed for printed, _ in dates(RECORD + memorandum(heading, text))] == ([when] if when else [])


def test_another_date_of_the_file_shows_which_year_was_misread() -> None:
    text = RECORD + memorandum("18 December 1957") + LETTER.format(year=1967)
    assert dates(text)[0] == ("1967-12-18", "medium")


def test_dates_in_the_text_show_which_year_was_misread() -> None:
    text = "\n2. Your letter of 11 February 1958 was answered on 12 February 1958.\n"
    assert dates(RECORD + memorandum("22 February 1953", text)) == [("1958-02-22", "medium")]
    assert dates(RECORD + memorandum("22 February 1953", text.replace("February", "August"))) == []


@pytest.mark.parametrize(
    ("contact", "stated"),
    [
        ("DATE OF CONTACT: 2 May 1963\n", [("1963-05-16", "medium")]),
        ("DATE OF CONTACT: 2 May 1983\n", [("1983-05-16", "")]),
        ("DATE OF CONTACT: 2 October 1963\n", [("1983-05-16", "")]),  # half a year from it
        ("", [("1983-05-16", "")]),
    ],
)
def test_another_date_of_the_header_shows_which_year_was_misread(contact: str, stated: list[tuple[str, str]]) -> None:
    """104-10163-10019: 16 May 1983, and a contact of 2 May 1963; 1983 stands in the text, too."""
    heading = f"16 May 1983\nMEMORANDUM OF CONTACT\nSUBJECT: Jose Casas\n{contact}"
    assert dates(f"{RECORD}{heading}{BODY}{NAMES_IT.format(year=1983)}") == stated


def test_a_paper_of_no_record_may_be_of_any_year() -> None:
    assert dates(memorandum("5 September 1951", "")) == [("1951-09-05", "")]


def test_the_day_stamped_on_a_cable_is_that_of_the_message_where_nothing_else_tells_it() -> None:
    text = "CLASSIFIED MESSAGE\nTO: DIRECTOR\nVRR4 MEX CLTY ate tree {stamp}\nDIR CITE MEXI 9297\n\n1. SEEN.\n"
    assert [when for when, _ in dates(text.format(stamp="FEB 12 03062 60;"))] == ["1960-02-12"]
    assert not dates(text.format(stamp="12 FEB 60;"))


def test_a_collection_that_has_counted_no_years_doubts_none() -> None:
    assert not Years({}).is_doubtful(1951, "", "")
    assert not Years(load("uk").years).is_doubtful(1951, "", "")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("27DEC63", ["1963-12-27"]),
        ("2h April 1961", ["1961-04-24"]),
        ("June lL, 1972", ["1972-06-11"]),
        ("S May 1962", ["1962-05-05"]),
        ("Sopt. 50", []),  # the first letter of a month is no day
        # the century is misread, or a 4
        ("13 Fea 1359", ["1959-02-13"]),
        ("3 April 1045", ["1945-04-03"]),
        ("SEP 10 1075", []),  # a stamp
        ("23 April 19h5", ["1945-04-23"]),
        ("2X/0/KOD/T437-63\nIS 24 Nov 1529Z P", ["1963-11-24"]),  # a report of the NSA
        ("AS THE CASE IS 24 Nov 1529Z", []),
        ("12 MAY 1255", []),  # an hour
        ("6 Sept 1655 HOURS", []),
        ("JUN 15 1228Z 62", ["1962-06-15"]),
        ("April 3, 1903", []),  # before the years of the collection: 1963, misread
        ("8 March 1635", []),
    ],
)
def test_a_day_is_read_as_engines_misread_it(text: str, when: list[str]) -> None:
    assert [dated.when for dated in Dates(load().calendar, load().patterns).days(text)] == when


@pytest.mark.parametrize(
    ("received", "when"),
    [
        ("Rec'd: OCTOBER 10, 1968", "1968-10-10T16:00:00"),
        ("Rec'd: >CTOBER 10, 1968", "1968-10-10T16:00:00"),
        ("Rec'd: OCTOBER 10. 1968", "1968-10-10T16:00:00"),
        ("Rec'd: OCTOBER 10", ""),
    ],
)
def test_the_year_of_a_telegram_is_that_of_its_receipt_which_may_be_misread(received: str, when: str) -> None:
    form = f"INCOMING TELEGRAM Department of State\n62 SECRET\nAction Control: 11672\n{received}\n12:48 AM\n"
    text = f"{form}FROM: PARIS\nTO: Secretary of State\nNO: 22164, OCTOBER 10, 4 PM\n\n1. THE TALKS HAVE BEGUN.\n"
    assert dates(text) == [(when, "")]
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    got = root.find(".//{*}correspAction[@type='received']/{*}date")
    assert got is not None and got.get("when", "")[:4] == when[:4]


def bundle(documents: int) -> etree._Element:
    """The first document after a sheet of the FBI, of so many, each with a date of its own."""
    page = "{day} August 1963\nMEMORANDUM FOR: Chief, Cover Staff\nFROM: Chief, CI Staff\nSUBJECT: Medallion\n" + BODY
    pages = [page.format(day=day) for day in (13, 21, 23, 26, 27, 28)[:documents]]
    return etree.fromstring(teikit.convert("\f".join([SHEET, *pages]).encode()).tei).findall(".//{*}TEI")[1]


@pytest.mark.parametrize(("documents", "when"), [(1, "1963-08-14"), (3, "1963-08-14"), (5, "1963-08-13")])
def test_a_sheet_before_a_bundle_does_not_date_its_first_document(documents: int, when: str) -> None:
    sent = bundle(documents).findall(".//{*}correspAction[@type='sent']/{*}date")
    assert [date.get("when") for date in sent] == [when]


@pytest.mark.parametrize(
    ("title", "when"),
    [
        ("MEMO REGARDING AN ASSIGNMENT", "1963-08-14"),
        ("CABLE REGARDING AN ACCIDENT", "1963-08-13"),  # the paper is a memorandum
        ("TELEGRAM ON THE TRAVEL OF TWO MEN", "1963-08-13"),
        ("CABLES AND MEMOS OF THE STATION", "1963-08-14"),
    ],
)
def test_the_sheet_of_a_paper_of_another_kind_does_not_date_a_document(title: str, when: str) -> None:
    """104-10112-10331: the sheet of a memorandum before a cable."""
    sheet = SHEET.replace("DATE : 08/14/1963", f"TITLE : {title}\nDATE : 08/14/1963")
    page = "13 August 1963\nMEMORANDUM FOR: Chief, Cover Staff\nFROM: Chief, CI Staff\nSUBJECT: Medallion\n" + BODY
    document = etree.fromstring(teikit.convert(f"{sheet}\f{page}".encode()).tei).findall(".//{*}TEI")[1]
    sent = document.findall(".//{*}correspAction[@type='sent']/{*}date")
    assert [date.get("when") for date in sent] == [when]


def test_the_hour_of_receipt_is_not_stated_as_that_of_sending() -> None:
    text = f"TOR: 021632Z MAR 77\nCITE CARACAS 32384\nTO: DIRECTOR.\n{BODY}"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    (sent,) = root.findall(".//{*}correspAction[@type='sent']/{*}date")
    (received,) = root.findall(".//{*}correspAction[@type='received']/{*}date")
    assert (sent.get("when"), sent.text) == ("1977-03-02", "1977-03-02")
    assert (received.get("when"), received.text) == ("1977-03-02T16:32:00Z", "021632Z MAR 77")


@pytest.mark.parametrize(("received", "printed"), [("13 MAY 71", []), ("13 MAY 74", ["1974-05-13"])])
def test_a_date_of_receipt_before_the_date_sent_is_of_something_else(received: str, printed: list[str]) -> None:
    text = f"TO: DIRECTOR\nFROM: MEXICO CITY\nREC'D: {received}\nNO: 1234, 22 June 1973\n{BODY}"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    dates = root.findall(".//{*}correspAction[@type='received']/{*}date")
    assert [date.get("when") for date in dates] == printed


@pytest.mark.parametrize(
    ("text", "when", "misread"),
    [
        ("22 February 1953", "1958-02-22", True),
        ("2h April 1961", "1961-04-24", True),
        ("23 April 19h5", "1945-04-23", True),
        ("13 Feb 1359", "1959-02-13", True),
        ("JUN 15 02282 62", "1962-06-15", True),
        ("26132222 FEB 68", "1968-02-26", True),
        ("192123Z SEP 78", "1978-09-19T21:23:00Z", False),
        ("22 February 1958", "1958-02-22", False),
        ("9-17-71", "1971-09-17", False),
        ("21JUL78", "1978-07-21", False),
        ("DECEMBER 3, NOON", "1963-12-03T12:00:00", False),
        ("24 Nov 1529Z", "1963-11-24", False),
    ],
)
def test_a_title_does_not_say_a_misread_date(text: str, when: str, misread: bool) -> None:
    assert is_misread(text, when, load().calendar.when(text)) is misread


def test_every_document_after_a_sheet_belongs_to_its_record() -> None:
    second = SHEET.replace("10001", "10002")
    papers = [memorandum(f"DATE: {day} August 1963") for day in (14, 15, 16)]
    text = "\f".join((SHEET, *papers[:2], second, papers[2]))
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    numbers = [
        [idno.text for idno in tei.iterfind(".//{*}teiHeader//{*}idno[@type='record']")] for tei in root.iter("{*}TEI")
    ]
    assert [own[0] for own in numbers if own] == [
        "124-19999-10001", "124-19999-10001", "124-19999-10001", "124-19999-10002", "124-19999-10002",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Constantinople, June 4, 1867.\nSir: I refer to the treaty of 1830.", True),
        ("Geneva, 14th May, 1923.", True),
        ("October 1863\nthe meeting in Mexico", False),
        ("Bern, June 4, 1967\nHe was born on March 3, 1898 in Geneva.", False),
        ("6 SEPT 1606 HOURS", False),
    ],
)
def test_papers_older_than_the_collection(text: str, expected: bool) -> None:
    assert is_older(text, load().calendar) is expected
