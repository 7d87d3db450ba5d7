"""What a header says as it is read: parties that no list knows, and subjects; what is neither stays out."""

from __future__ import annotations

import pytest
from lxml import etree
from test_dating import SHEET

import teikit
from teikit.core import kinds
from teikit.lexicon import load
from teikit.telegrams.as_read import as_read
from teikit.telegrams.party import Party, fuller
from teikit.telegrams.subject import SubjectField, subject_in, subject_of

LEXICON = load()


@pytest.mark.parametrize(
    ("line", "kind", "party"),
    [
        ("FROM: @ Joseph W. Griffin)", "from", "Joseph W. Griffin"),
        ("FROM: Frieda Gasola (", "from", "Frieda Gasola"),
        ("To: The File", "to", "The File"),
        ("To: File", "to", "File"),
        ("TO: FILES", "to", "FILES"),
        ("From: National Archives and Records Administration", "from", "National Archives and Records Administration"),
        ("From: SA Frank Stoner - PI (Intelligence)", "from", "SA Frank Stoner - PI (Intelligence)"),
        ("To: Chief AUTOBOAT, San Juan 7 7 Q", "to", "Chief AUTOBOAT, San Juan"),
        ("MEMORANDUM FOR: . Chief, Support Brench", "to", "Chief, Support Brench"),
        ("MEMORANDUM FOR: Chief, WE/ 2", "to", "Chief, WE/ 2"),
        ("FROM:\n\nFrieda Gasola (\n\nReview Officer, DDA", "from", "Frieda Gasola, Review Officer, DDA"),
        ("TO: Special Agent in Charge\nNew York Office", "to", "Special Agent in Charge, New York Office"),
        ("TO: Deputy Director of Security\n(Investigations)", "to", "Deputy Director of Security (Investigations)"),
        ("TO: Thomas Howarth, Budget\nOfficer", "to", "Thomas Howarth, Budget Officer"),
        ("FROM: Legal Counsel", "from", "Legal Counsel"),  # which is no LEGAT
        ("FROM: Anna G. Parr\nChief, Activity Branch, 3 E 54", "from", "Anna G. Parr, Chief, Activity Branch"),
        ("Acting Chief, Foreign Documents Division  24 April 1959", "to", "Acting Chief, Foreign Documents Division"),
        ("MEMORANDUM FOR +: Chief of Operacions -", "to", "Chief of Operacions"),
        ("TO 8 The Adjutant General, Washington 25, D.C.", "to", "The Adjutant General, Washington 25, D.C."),
        # nothing is said
        ("Chief, Foreign Docurents Division", "to", ""),  # a word is misread
        ("Foreign Documents Division, Building", "to", ""),  # no officer
        ("DIRECTOR INFO MEXICO CITY", "to", ""),
        ("FROM: @oseph W. Griffin)", "from", ""),  # the first letter of the name is misread
        ("TO: GRANTED RALPH HANSCOM. ASSIGNED CRYPT 127", "to", ""),  # two sentences
        ("TO: Security Office; Attention: Mr. Gilmore", "to", ""),  # another label
        ("TO: SAG, JACKSDVILLE", "to", ""),  # the title of an officer but for a letter
        ("FROM W. 0. Cregar", "from", ""),  # no colon
        ("FROM: FU/D", "from", ""),  # one word, of an office or of none
        ("TO: (Officer designation, room number, and", "to", ""),  # printed on the form
        ("MEORANDUA FOR: Contract Division", "to", ""),  # the label is misread
        ("TO: Personrel Frocurenent Bronch; aot", "to", ""),  # nobody can read it
        ("TO: WITHHELD OF WITHHELD", "to", ""),
        ("MEMORANDUM FOR THE RECORD", "to", ""),
        ("FROM: the office that was to send the paper with the courier", "from", ""),  # a sentence
        ("TO: 105-82298", "to", ""),
        ("FROM: EXTENSION | NO.", "from", ""),  # the heads of the columns of a form
        ("FROM: NAME. ADDRESS. AND PHONE NO", "from", ""),
        ("FROM: LIMITED DISSEM CE/AB INFO CE/CD, DCCE/BA", "from", ""),  # who is informed
        ("FROM: LIMITED DISSEM CE/AB", "from", ""),  # to whom a cable is limited
        ("FROM 8 OCTOBER 1963", "from", ""),  # a day
        ("From: File", "from", ""),
        ("To: File 201-12345", "to", ""),
    ],
)
def test_a_labelled_party_is_said_as_it_is_read(line: str, kind: str, party: str) -> None:
    assert as_read(line, kind, LEXICON) == party


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("SUBJECT: General Comments on the Report", "General Comments on the Report"),
        ("SUBJECT: ZRRIFLE", "ZRRIFLE"),
        ("SUBJECT: Victor PANEQUE Batista", "Victor PANEQUE Batista"),
        ("SUBJECT: MKCOSMOS, ISOTRPC, LIEHPTY, KUBAKR", "MKCOSMOS, ISOTRPC, LIEHPTY, KUBAKR"),
        ("SUBJECT: (Optional) Hemming, Gerald Patrick", "Hemming, Gerald Patrick"),
        ("SUBJECT 1 William MARTIN, former employee", "William MARTIN, former employee"),
        ("SUBJECT: Director of the Bank", "Director of the Bank"),
        ("1: SUBJECT: Report of Lt. Hunt", "Report of Lt. Hunt"),
        ("SUBJECT: ' Operations in Cuba - The Case •", "Operations in Cuba - The Case"),  # specks
        ("SUBJECT: 'Operations' in Cuba (Renewal)", "'Operations' in Cuba (Renewal)"),
        ("SUBJECT: foreign Award a", "foreign Award"),  # a speck at the end
        ("SUBJECT: William MARTIN, former employee\n2", "William MARTIN, former employee"),
        ("SUBJECT: PLOT IS PLANNED\n\nEa ", "PLOT IS PLANNED"),
        ("SUBJECT: JOSEPH MEROLA, aka\nAR", "JOSEPH MEROLA, aka AR"),  # the character of the case
        ("SUBJECT: Travel to Room 2", "Travel to Room 2"),
        ("SUBJECT: Travel of Agent\n429 229", "Travel of Agent 429 229"),
        ("SUBJECT: Talk with Mr. X", "Talk with Mr. X"),
        ("SUBJECT: Release of Records -- Differences;", "Release of Records -- Differences"),
        # none
        ("SUBJECT: (“ze4eove [Jello Crtex Ath", ""),  # handwriting
        ("SUBJECT: Contrest Anendnent for Dlvard 6. Tiekborn (P). H", ""),  # misread in most words
        ("SUBJECT: DIRECTOR, FBI (92-3267)", ""),  # the addressee
        ("SUBJECT: DATE DISTR.", ""),  # another label of the form
        ("SUBJECT: (Optional)", ""),
        ("SUBJECT: (Optional,", ""),
        ("SUBJECT: OPTIONAL FORM NO. 10", ""),
        ("SUBJECT: Mr.", ""),
        ("SUBJECT:", ""),
    ],
)
def test_a_subject_is_one_and_legible(line: str, subject: str) -> None:
    assert subject_in(line, 1, LEXICON) == subject


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        (["General Comments on Mr."], ""),
        (["COMMUNIST PARTY OF"], ""),
        (["COMMUNIST PARTY OF", "FRANCE"], "COMMUNIST PARTY OF FRANCE"),
        (["Records in the Files"], "Records in the Files"),
    ],
)
def test_a_subject_that_breaks_off_is_not_said(lines: list[str], subject: str) -> None:
    fields = [SubjectField(lines[0], 0, False), *(SubjectField(line, 0, True) for line in lines[1:])]
    assert subject_of(fields, LEXICON) == subject


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        (["SUBJECT: (Optional)\nCOMMITTEE. REQUEST", "SUBJECT: Request of the Committee"], "Request of the Committee"),
        (["SUBJECT: (Optional)\nCOMMITTEE. REQUEST", "SUBJECT:"], "COMMITTEE. REQUEST"),
        (["SUBJECT: Request of the Committee", "SUBJECT: Travel of an Agent"], "Request of the Committee"),
    ],
)
def test_the_subject_of_a_paper_goes_before_that_of_its_routing_sheet(fields: list[str], subject: str) -> None:
    assert subject_of([SubjectField(field, 1, False) for field in fields], LEXICON) == subject


def test_a_party_as_it_is_read_is_a_name_of_no_kind() -> None:
    text = "MEMORANDUM\nTO: The File\nFROM: @ Frieda Griffin)\nSUBJECT: Travel\n\n1. The man will leave.\n"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    names = root.iterfind(".//{*}correspAction/{*}name")
    assert [name.text for name in names] == ["Frieda Griffin", "The File"]
    assert "@ Frieda Griffin)" in "".join(root.xpath("string(//*[local-name()='text'])"))


@pytest.mark.parametrize(
    ("addressee", "printed"), [("DiRECTOR", "DIRECTOR"), ("DIRECTOR", "DIRECTOR"), ("Mexico City", "Mexico City")]
)
def test_a_letter_case_that_nobody_writes_is_a_misreading(addressee: str, printed: str) -> None:
    text = f"CLASSIFIED MESSAGE\nTO: {addressee}\nSECRET 121622Z\nDIR CITE LISB 2213\nRYBAT\n\n1. THE AGENTS LEFT.\n"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    assert printed in [name.text for name in root.iterfind(".//{*}correspAction[@type='received']/{*}*")]


@pytest.mark.parametrize(
    ("on_form", "address", "received"),
    [
        ("SAN JOSE", "SJOS", ["SAN JOSE"]),
        ("JMWAVE", "WAVE", ["JMWAVE"]),
        ("DIRECTOR", "DIR", ["DIRECTOR"]),
        ("SAN JOSE", "MEXI", ["SAN JOSE", "MEXI"]),
    ],
)
def test_an_address_and_the_city_of_its_station_are_one_party(on_form: str, address: str, received: list[str]) -> None:
    text = f"CLASSIFIED MESSAGE\nTO: {on_form}\nSECRET 121622Z\n{address} CITE LISB 2213\n\n1. THE AGENTS LEFT.\n"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    assert [name.text for name in root.iterfind(".//{*}correspAction[@type='received']/{*}*")] == received


@pytest.mark.parametrize(("sender", "received"), [("Director, 7B1", []), ("The Legat", ["DIRECTOR, FBI"])])
def test_the_sheet_of_another_paper_of_the_record_does_not_make_the_sender_write_to_himself(
    sender: str, received: list[str]
) -> None:
    text = f"{SHEET}\fMEMORANDUM\nFROM: {sender}\nSUBJECT: Travel\n\n1. The man will leave on Friday with his wife.\n"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    assert [name.text for name in root.iterfind(".//{*}correspAction[@type='received']/{*}name")] == received


@pytest.mark.parametrize(
    ("addressee", "received"),
    [
        ("Legislative Counsel", "Legislative Counsel"),
        ("Legislative Counsel (97-4474", "DIRECTOR, FBI"),  # what stands after the name is not legible
        ("Sag Tampa (157-47)", "DIRECTOR, FBI"),
    ],
)
def test_a_legible_party_of_the_page_goes_before_that_of_its_sheet(addressee: str, received: str) -> None:
    text = f"{SHEET}\fMEMORANDUM FOR: {addressee}\nSUBJECT: Travel\n\n1. The man will leave on Friday with his wife.\n"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    assert [name.text for name in root.iterfind(".//{*}correspAction[@type='received']/{*}name")] == [received]


@pytest.mark.parametrize(
    ("head", "numbers"),
    [
        (
            "OPTIONAL FORM NO. 10\nUNITED STATES GOVERNMENT\nMemorandum\nTO: DIRECTOR, FBI DATE: 6/6/58",
            [],
        ),  # of the form
        ("OLC 74-0179\n4 February 1974\nMEMORANDUM FOR: Chief, Cover Staff", ["OLC 74-0179"]),
        ("INCOMING TELEGRAM Department of State\nFROM: PARIS\nTO: Secretary of State\nNO: 12, OCTOBER 28", ["12"]),
        (
            "INCOMING TELEGRAM Department of State\nFROM: PARIS\nTO: Secretary of State\nNO: 70-1, OCTOBER 28",
            [],
        ),  # a part
    ],
)
def test_the_number_of_a_form_is_not_that_of_a_paper(head: str, numbers: list[str]) -> None:
    text = f"{head}\nSUBJECT: Travel of the two agents\n\n1. The man who was named will leave the country in May.\n"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    assert [number.text for number in root.iterfind(".//{*}text//{*}idno[@type='message']")] == numbers


@pytest.mark.parametrize(
    ("field", "waits", "subject"),
    [
        ("SUBJECT\n\nMR. I. W. CONRAD\n\nREQUEST FOR TOUR OF LABORATORY", True, "REQUEST FOR TOUR OF LABORATORY"),
        ("SUBJECT\n\n: Deputy Director of Security (Investigations", True, ""),
        ("SUBJECT\n\nMR. I. W. CONRAD\n\nREQUEST FOR TOUR", False, "MR. I. W. CONRAD REQUEST FOR TOUR"),
        ("SUBJECT\n\nHouse Select Committee\n\nRequest", True, "House Select Committee Request"),
        ("SUBJECT: Mr. Dean Webb\nand others", True, "Mr. Dean Webb and others"),
    ],
)
def test_the_sender_whose_label_was_read_above_that_of_the_subject_is_no_subject(
    field: str, waits: bool, subject: str
) -> None:
    assert subject_in(field, 1, LEXICON, waits) == subject


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Re Los Angeles letters to New York dated 8/7", []),
        ("Re Chicago airtel to the Bureau", []),
        ("Rec'd: OCTOBER 28, 1962", ["received"]),
        ("REC'D: ", ["received"]),
    ],
)
def test_a_reference_is_no_date_of_receipt(line: str, kinds: list[str]) -> None:
    text = f"TO: DIRECTOR, FBI\nFROM: SAC, MIAMI\n{line}\n\n1. The man who was named will leave the country in May.\n"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    assert [seg.get("type") for seg in root.iterfind(".//{*}text//{*}seg[@type='received']")] == kinds


@pytest.mark.parametrize(
    ("signature", "sender", "named"),
    [
        ("Strathern", "Clifton R. Strathern", "Clifton R. Strathern"),
        ("Wickham, JI.", "Fredrick C. Wickham", "Fredrick C. Wickham"),
        ("B. Hugh Tovar", "Hugh Tovar", "B. Hugh Tovar"),
        ("William H. Godson", "Fredrick C. Wickham", "William H. Godson"),
        ("", "Fredrick C. Wickham", ""),
    ],
)
def test_who_signed_a_part_of_his_name_is_the_sender(signature: str, sender: str, named: str) -> None:
    assert fuller(signature, [Party(kinds.PERS_NAME, sender)]) == named


@pytest.mark.parametrize(
    ("addressee", "offices"),
    [("DEPARTMENT", ["DEPARTMENT"]), ("WAR DEPARTMENT - STRATEGIC SERVICES UNIT", [])],
)
def test_the_word_before_a_name_may_make_it_another_one(addressee: str, offices: list[str]) -> None:
    """The War Department is not the Department of State."""
    text = f"FROM: PARIS\nTO: {addressee}\nNO: 12, OCTOBER 28, 8 PM\n\n1. He agreed that nothing more was to be done.\n"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    named = root.iterfind(".//{*}text//{*}seg[@type='to']//{*}orgName")
    assert ["".join(name.itertext()) for name in named] == offices
