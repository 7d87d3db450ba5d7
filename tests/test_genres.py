"""What a document is, where it begins, and what its identification sheet says."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SAMPLE, Teikit
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import teikit
from teikit.chain import correct
from teikit.check.validation import validate
from teikit.conversion import convert
from teikit.core import Draft, Source, Span, kinds
from teikit.core.genres import GENRES, SHEET
from teikit.core.packet import Packet, Page, Telegram
from teikit.errors import ConfigRefused, ExitCode
from teikit.genres.beginnings import beginning, chance
from teikit.genres.documents import JudgedDocument, documents
from teikit.genres.features import Feature
from teikit.genres.judging import chances, grounds, judged
from teikit.genres.knowledge import Knowledge, genre_knowledge
from teikit.genres.phrases import FormPhrases
from teikit.genres.records import in_name, printed, record_of
from teikit.genres.sheet_fields import SheetField
from teikit.lexicon import Lexicon, load
from teikit.options import Options
from teikit.tei.build import q
from teikit.tei.header.sheets import ArchivalDescription
from teikit.telegrams.assembling import assemble

FEATURES = genre_knowledge(load()).papers.features
PHRASES = [feature for feature in FEATURES if feature.form != "pattern"]
CABLE = """CLASSIFIED MESSAGE
SECRET 121622Z
DIR CITE LISB 2213
RYBAT
THE TWO AGENTS LEFT TODAY AND WILL BE BACK IN JUNE.
END OF MESSAGE
"""
MEMORANDUM = """SECRET
14 March 1962
MEMORANDUM FOR: Chief, Records Division
SUBJECT : Filing of Reports

1. The reports that were sent to this office in January are filed
under the name of the office that wrote them.

2. It is requested that two copies be sent in the future.
"""
GOES_ON = """SECRET
- 2 -
that was filed under the name of the office that wrote them, and
of which two copies were sent to the other offices in January
before the rules for copies were changed, as was said in the
letters of that month to all offices abroad and in Washington
that had asked for them, and to those which had not, so that
all of them could go by the same rules in the year that came.
"""
SHEET_BY_LINE = """JFK ASSASSINATION SYSTEM
IDENTIFICATION FORM
AGENCY INFORMATION
AGENCY : CIA
RECORD NUMBER : 104-19999-10001
RECORD SERIES : JFK
AGENCY FILE NUMBER : 80T01357A
DOCUMENT INFORMATION
ORIGINATOR : CIA
FROM : SAMPLE, JOHN Q.
TO : CHIEF, WH
TITLE : MEMORANDUM ON THE TRAVEL OF TWO AGENTS
TO LISBON
DATE : 05/12/63
PAGES : 3
SUBJECTS : AGENTS
TRAVEL
DOCUMENT TYPE : PAPER, TEXTUAL DOCUMENT
CLASSIFICATION : SECRET
RESTRICTIONS : 1A
CURRENT STATUS : RELEASED WITH DELETIONS
DATE OF LAST REVIEW : 06/22/04
COMMENTS : JFK1 : F6 : 1993
[R] - ITEM IS RESTRICTED
"""
SHEET_BY_COLUMN = """JFK Assassination System
Identification Form
Date:
6/24/201
AGENCY :
RECORD NUMBER :
RECORD SERIES :
AGENCY FILE NUMBER :
ORIGINATOR :
FROM:
TO:
TITLE:
DATE:
PAGES:
SUBJECTS :
DOCUMENT TYPE :
CLASSIFICATION :
RESTRICTIONS :
CURRENT STATUS :
DATE OF LAST REVIEW :
OPENING CRITERIA :
COMMENTS :
Agency Information
FBI
124-19999-10001
HQ
92-1234-56
Document Information
FBI
SAC, BS
DIRECTOR, FBI
03/25/1959
7
ASSOC, TRAVEL
PAPER, TEXTUAL DOCUMENT
Unclassified
4
Redact
01/08/1998
INDEFINITE
INC RPT
v9.1
"""


@pytest.fixture(scope="module")
def known(lexicon: Lexicon) -> Knowledge:
    return genre_knowledge(lexicon)


def papers(known: Knowledge, *pages: str) -> list[JudgedDocument]:
    """The documents of a text with these pages."""
    spans, at = [], 0
    for page in pages:
        spans.append(Span(at, at + len(page)))
        at += len(page)
    return documents("".join(pages), spans, known)


def values(known: Knowledge, sheet: str) -> dict[str, str]:
    """What a sheet says."""
    return {field.field: field.value for field in known.sheets.read(sheet, Span(0, len(sheet)))}


# ---------------------------------------------------------------------------------------------------------- features


@pytest.mark.parametrize("feature", PHRASES, ids=lambda feature: feature.fact)
def test_examples_of_a_feature_are_found_and_its_decoys_are_not(feature: Feature, known: Knowledge) -> None:
    for example in feature.examples:
        assert feature.fact in known.papers.read(example).facts, example
    for decoy in feature.decoys:
        assert feature.fact not in known.papers.read(decoy).facts, decoy


@pytest.mark.parametrize(
    "feature", [feature for feature in FEATURES if feature.form == "pattern"], ids=lambda feature: feature.fact
)
def test_examples_of_a_pattern_are_found(feature: Feature) -> None:
    for example in feature.examples:
        assert feature.pattern.search(example), example


def test_every_feature_has_examples_and_says_a_genre_or_nothing() -> None:
    of_a_line = (feature for feature in FEATURES if feature.zone != "sheet" and "\\n" not in feature.reads[0])
    assert not [feature.fact for feature in of_a_line if not feature.examples]
    assert {feature.says for feature in FEATURES} <= {*GENRES, *load().genres, ""}


@pytest.mark.parametrize(
    ("line", "is_there"),
    [
        ("END OF MESSAGE", True),
        ("E N D  O F  M E S S A G E", True),
        ("ENDOFMESSAGE.", True),
        ("xx ENO OF FESSAGE :", True),
        ("THE END OF THE LONG MESSAGES", False),
        ("THE MESSAGE ENDED", False),
        ("", False),
    ],
)
def test_a_phrase_is_found_in_spite_of_the_engine(line: str, is_there: bool) -> None:
    assert bool(list(FormPhrases(["END OF MESSAGE"]).find(line))) is is_there


def test_a_short_phrase_must_be_right_and_a_word_of_its_own() -> None:
    index = FormPhrases(["CITE"])
    assert [place[1:3] for place in index.find("DIR CITE MEXI")] == [(4, 8)]
    assert not [*index.find("EXCITED"), *index.find("DIR CITF MEXI")]


# ------------------------------------------------------------------------------------------------------------ genres


def test_the_chances_of_the_genres_add_up_and_say_what_weighed(known: Knowledge) -> None:
    (document,) = papers(known, CABLE)
    likely = chances(known.genres, document.facts)
    assert sum(likely.values()) == pytest.approx(1)
    assert judged(likely) == document.genre
    weighed = grounds(known.genres, document.facts, "cable")
    assert {"end of message", "cite and address", "classified message"} <= {
        fact for fact, points in weighed if points > 0
    }


def test_a_page_of_which_nothing_can_be_told_is_a_document(known: Knowledge) -> None:
    for text in ("", "\n", "SECRET\n", "The delegation left this morning.\n", "%% ~~ ::\n"):
        (document,) = papers(known, text)
        assert document.genre.name == "document"


@pytest.mark.parametrize(
    ("likely", "named", "genre"),
    [
        ({"memorandum": 0.58, "list": 0.4}, {"memorandum"}, "memorandum"),
        ({"memorandum": 0.58, "list": 0.4}, set(), "document"),
        ({"memorandum": 0.4, "list": 0.58}, {"memorandum"}, "document"),
        ({"memorandum": 0.3, "list": 0.7}, {"memorandum"}, "list"),
        ({"cable": 0.5, "telegram": 0.2, "memorandum": 0.3}, {"telegram"}, "telegram"),
        ({"cable": 0.5, "telegram": 0.2, "memorandum": 0.3}, {"telegram", "cable"}, "cable"),
        ({"cable": 0.2, "telegram": 0.1, "memorandum": 0.7}, {"telegram"}, "memorandum"),
    ],
)
def test_what_a_document_calls_itself_confirms_its_likeliest_genre(
    likely: dict[str, float], named: set[str], genre: str
) -> None:
    """``This memorandum briefly summarizes the status of ..``: National Archives, 2 August 2021."""
    assert judged(dict.fromkeys(GENRES, 0.0) | likely, named).name == genre


def test_a_collection_without_points_leaves_genres_to_the_form() -> None:
    lexicon = load("general")
    draft = correct(
        Source("x", "FROM: PARIS\nTO: Secretary of State\nNO: 12, OCTOBER 28, 8 PM\n\nHE AGREED.\n"), lexicon
    )
    assert not draft.of_kind(kinds.DOCUMENT)


def test_a_person_can_ask_why_a_document_is_what_it_is(teikit: Teikit, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("\f".join([SHEET_BY_LINE, CABLE]))
    answer = teikit("explain", "--genre", file).out.decode()
    assert "from line 1, 1 page: identification-sheet" in answer
    assert "1 page: cable" in answer and "end of message" in answer
    assert teikit("explain", "genres", "--genre", file).code == ExitCode.USAGE


# -------------------------------------------------------------------------------------------------------- beginnings


def test_a_file_is_cut_where_a_document_begins(known: Knowledge) -> None:
    documents = papers(known, SHEET_BY_LINE, CABLE, MEMORANDUM, GOES_ON)
    assert [(document.genre.name, document.first, document.last) for document in documents] == [
        (SHEET, 0, 0),
        ("cable", 1, 1),
        ("memorandum", 2, 3),
    ]


STAMPS = "\n".join(["DECLASSIFIED BY 5668", "ALL INFORMATION CONTAINED", "SECRET", "Rosen", "Tavel", "036"] * 3)
HEADED = f"{STAMPS}\nMemorandum\nTO : Mr. W. C. Other\nFROM : D. J. Sample\nSUBJECT : LIAISON\n"


@pytest.mark.parametrize(("head", "number"), [(HEADED, 2), ("Memorandum to Mr. W. C. Other\nRE: LIAISON\n", 1)])
def test_the_whole_head_of_a_memorandum_begins_one_though_stamps_part_it(
    head: str, number: int, known: Knowledge
) -> None:
    page = f"{head}reported on the files of the office and found that two copies had been kept in January.\n"
    before = "The reports of the office were sent to the men who had asked for them in January and\n" * 20
    assert len(papers(known, before, page)) == number


def test_a_page_that_goes_on_begins_nothing(known: Knowledge) -> None:
    assert [document.pages for document in papers(known, MEMORANDUM, GOES_ON)] == [range(2)]


@pytest.mark.parametrize(("head", "number"), [("CITE DIR 10804\n", 2), ("PAGE TWO\nCITE DIR 10804\n", 1)])
def test_a_form_below_the_end_of_a_message_begins_another_or_goes_on(head: str, number: int, known: Knowledge) -> None:
    page = f"MESSAGE FORM\nSECRET\n{head}THE STATION ASKED FOR GUIDANCE ON THE TWO MEN IN MAY.\n"
    assert len(papers(known, CABLE, page)) == number


def test_the_form_of_an_information_report_begins_one(known: Knowledge) -> None:
    text = "ON 24 OCTOBER THE HEAD OF THE GROUP SAID THAT A SHIP WOULD BE SUNK IN THE PORT.\n"
    form = f"COUNTRY CUBA\nREPORT NO. TDCS-3/655,239\nTHIS IS UNEVALUATED INFORMATION\n{text}"  # 2022-104-10162-10224
    before = CABLE.replace("END OF MESSAGE", "RID: INDEX")
    assert [len(papers(known, before, page)) for page in (form, text)] == [2, 1]


def test_empty_pages_belong_to_what_stands_around_them(known: Knowledge) -> None:
    documents = papers(known, "\n", CABLE, " \n", "\n")
    assert [document.pages for document in documents] == [range(4)]


def test_another_record_is_another_document(known: Knowledge) -> None:
    first, second = f"104-10001-10001\n{GOES_ON}", f"104-10001-10002\n{GOES_ON}"
    assert [document.pages for document in papers(known, first, second)] == [range(1), range(1, 2)]
    assert [document.pages for document in papers(known, first, first)] == [range(2)]


LETTERHEAD = """Assassination Records Review Board
600 E Street NW
Washington, DC 20530
June 6, 1995
Mr. John Sample
Director, Historical Review Group
Dear John:
As you know from our meeting, the practice of this office is under discussion.
"""
FOOT = """The release of these words is not a matter of this office, as it said in the note of that day.
CC:
Reviewers
"""


def test_a_dated_letter_with_its_salutation_begins_a_document(known: Knowledge) -> None:
    assert [document.first for document in papers(known, MEMORANDUM, FOOT, LETTERHEAD)][-1] == 2


def test_a_page_of_a_letter_without_salutation_goes_on_with_it(known: Knowledge) -> None:
    second = "Mr. John Sample\nJune 6, 1995\nPage 2\n" + FOOT
    assert papers(known, LETTERHEAD, second)[-1].pages == range(2)


def test_a_letterhead_memorandum_begins_a_document(known: Knowledge) -> None:
    head = (
        "UNITED STATES DEPARTMENT OF JUSTICE\nFEDERAL\nBUREAU OF INVESTIGATION\nIn Reply, Plaise Refer to\nFile No.\n"
    )
    assert papers(known, MEMORANDUM, FOOT, f"{head}{FOOT}")[-1].first == 2


def test_the_documents_of_a_file_are_divisions_of_their_own(lexicon: Lexicon) -> None:
    text = "\f".join([SHEET_BY_LINE, CABLE, MEMORANDUM, GOES_ON])
    packet = assemble(correct(Source("x", text), lexicon), lexicon)
    assert [(telegram.genre, len(telegram.pages)) for telegram in packet.telegrams] == [
        (SHEET, 1),
        ("cable", 1),
        ("memorandum", 2),
    ]
    ((_, document),) = convert(text.encode(), "x.txt", lexicon).documents
    assert b'<catRef scheme="#genre" target="#memorandum"' in document


MINUTE = "genre\tmeaning\twithin\tsource\nminute\tMinute: a note on a paper within an office\t{within}\ta test\n"
SHOWN = (
    "fact\tzone\tform\treads\tsays\texamples\tnot\tsource\nminute sheet\thead\tline\tMINUTE SHEET\tminute\t\t\ta test\n"
)


def write_minutes(folder: Path) -> None:
    """A collection that has minutes, which are memoranda."""
    folder.mkdir()
    (folder / "genres.tsv").write_text(MINUTE.format(within="memorandum"))
    (folder / "genre-features.tsv").write_text(SHOWN)


def test_a_collection_adds_a_genre_within_one_of_teikit(tmp_path: Path) -> None:
    write_minutes(tmp_path / "own")
    lexicon = load("us", tmp_path / "own")
    for text, target in ((f"MINUTE SHEET\n{MEMORANDUM}", "#memorandum #minute"), (MEMORANDUM, "#memorandum")):
        ((_, document),) = convert(text.encode(), "x.txt", lexicon).documents
        root = etree.fromstring(document)
        assert [ref.get("target") for ref in root.iter("{*}catRef") if ref.get("scheme") == "#genre"] == [target]
        assert [div.get("type") for div in root.iter("{*}div")] == ["memorandum"]
        assert not [fault for fault in validate(root) if fault.severity == "error"]
    ((_, document),) = convert(f"MINUTE SHEET\n{CABLE}".encode(), "x.txt", lexicon).documents
    assert b"#minute" not in document


def test_a_person_sees_the_genre_of_a_collection(teikit: Teikit, tmp_path: Path) -> None:
    write_minutes(tmp_path / "own")
    (tmp_path / "x.txt").write_text(f"MINUTE SHEET\n{MEMORANDUM}")
    answer = teikit("explain", "--genre", tmp_path / "x.txt", "--collection", "us", "--collection", tmp_path / "own")
    assert "1 page: memorandum, minute\n" in answer.out.decode()


def test_a_genre_within_none_of_teikit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "genres.tsv").write_text(MINUTE.format(within="minutes"))
    with pytest.raises(ConfigRefused, match="DICT-VALUE"):
        load("us", tmp_path)


def test_a_memorandum_with_a_sender_is_no_telegram(lexicon: Lexicon) -> None:
    text = MEMORANDUM.replace("SUBJECT", "FROM : Chief, Reports Branch\nTO : All Branches\nSUBJECT")
    packet = assemble(correct(Source("x", text), lexicon), lexicon)
    assert [telegram.genre for telegram in packet.telegrams] == ["memorandum"]
    assert not packet.queries


def test_the_sample_is_telegrams(known: Knowledge) -> None:
    text = SAMPLE.read_text("utf-8")
    assert [document.genre.name for document in papers(known, text)] == ["telegram"]


# ------------------------------------------------------------------------------------------------------------ sheets


def test_a_sheet_is_read_line_by_line(known: Knowledge) -> None:
    assert values(known, SHEET_BY_LINE) == {
        "agency": "CIA",
        "record-number": "104-19999-10001",
        "record-series": "JFK",
        "file-number": "80T01357A",
        "originator": "CIA",
        "from": "SAMPLE, JOHN Q.",
        "to": "CHIEF, WH",
        "title": "MEMORANDUM ON THE TRAVEL OF TWO AGENTS\nTO LISBON",
        "date": "05/12/63",
        "pages": "3",
        "subjects": "AGENTS\nTRAVEL",
        "document-type": "PAPER, TEXTUAL DOCUMENT",
        "classification": "SECRET",
        "restrictions": "1A",
        "status": "RELEASED WITH DELETIONS",
        "review-date": "06/22/04",
        "comments": "JFK1 : F6 : 1993",
    }


def test_a_short_sheet_is_one_by_three_labels_of_fields(known: Knowledge) -> None:
    sheet = (
        "AGENCY INFORMATION\n\nAGENCY: FBI\nRECORD NUMBER: 124-19999-10001\nORIGINATOR: FBI\nFROM: DOE, JOHN C.\n"
        "TO: DIRECTOR, FBI\n\nTITLE:\n\nDATE: 09/05/1968\nPAGES: 3\nDATE OF LAST REVIEW\n\n05/26/04\n"
    )
    assert [document.genre.name for document in documents(sheet, [Span(0, len(sheet))], known)] == [SHEET]
    assert values(known, sheet)["review-date"] == "05/26/04"


def test_labels_of_fields_in_a_memorandum_make_it_no_sheet(known: Knowledge) -> None:
    memorandum = (
        "MEMORANDUM FOR: Director\n\nFROM: Chief, WH\n\nSUBJECT: Records\n\nORIGINATOR: WH\nCLASSIFICATION: SECRET\n\n"
        "1. The records of the office are to be reviewed before the end of the year.\n"
    )
    assert [document.genre.name for document in documents(memorandum, [Span(0, len(memorandum))], known)] != [SHEET]


def test_a_sheet_is_read_column_by_column(known: Knowledge) -> None:
    assert values(known, SHEET_BY_COLUMN) == {
        "form-date": "6/24/201",
        "agency": "FBI",
        "record-number": "124-19999-10001",
        "record-series": "HQ",
        "file-number": "92-1234-56",
        "originator": "FBI",
        "from": "SAC, BS",
        "to": "DIRECTOR, FBI",
        "date": "03/25/1959",
        "pages": "7",
        "subjects": "ASSOC, TRAVEL",
        "document-type": "PAPER, TEXTUAL DOCUMENT",
        "classification": "Unclassified",
        "restrictions": "4",
        "status": "Redact",
        "review-date": "01/08/1998",
        "opening-criteria": "INDEFINITE",
        "comments": "INC RPT",
    }


@pytest.mark.parametrize(
    ("right", "written", "series"),
    [
        ("HQ\n92-1234-56\n", "CHRON FILE\n", "CHRON FILE"),
        ("HQ\n92-1234-56\n", "CHRON FILE\nSEGREGATED FILE\n", None),
        ("HQ\n92-1234-56\n", "--\n", None),
        ("RECORD SERIES :\nAGENCY FILE NUMBER :\n", "", None),
    ],
)
def test_a_value_unlike_its_field_is_the_next_one(
    right: str, written: str, series: str | None, known: Knowledge
) -> None:
    """Only where it stands alone between two others, and the label after that of the value above has none."""
    sheet = SHEET_BY_COLUMN.replace(right, written)
    assert values(known, sheet.replace("HQ\n", "CHRON FILE\n")).get("record-series") == series


@pytest.mark.parametrize(
    ("line", "classification"),
    [("CLASSIFICATION: Top Secret", "Top Secret"), ("CLASSIFIED ATTACHMENT", None), ("CLASSIFIED ATTACHMEN", None)],
)
def test_a_label_to_the_letter_is_no_longer_one(line: str, classification: str | None, known: Knowledge) -> None:
    """``CLASSIFICATION: To`` is like CLASSIFIED ATTACHMENT, which is printed on sheets."""
    sheet = SHEET_BY_LINE.replace("CLASSIFICATION : SECRET", line)
    assert values(known, sheet).get("classification") == classification


@pytest.mark.parametrize(
    ("right", "misread"),
    [
        ("SUBJECTS : AGENTS", "SUBIECTS : AGENTS"),
        ("FROM : SAMPLE", "‘ROM: SAMPLE"),
        ("TITLE : MEMORANDUM", "TTTLE : MEMORANDUM"),
        ("RECORD NUMBER : 104", "RECORD\nNUMBER\n: 104"),
        ("AGENCY FILE NUMBER : 80T", "AGENCY FILE\nNUMBER\n80T"),
        ("PAGES : 3", "PAGES\n3"),
        ("CLASSIFICATION : SECRET", "CLASSIFICATION\n: SECRET"),
        ("RESTRICTIONS : 1A", "RESTRICTIONS: — 1A :"),
        ("COMMENTS : JFK1", "Released under the John F. Kennedy\nCOMMENTS : JFK1"),
    ],
)
def test_a_sheet_is_read_in_spite_of_the_engine(right: str, misread: str, known: Knowledge) -> None:
    assert values(known, SHEET_BY_LINE.replace(right, misread)) == values(known, SHEET_BY_LINE)


@pytest.mark.parametrize("pages", ["PAGES:\n\n10", "PAGES\n\n:10"])
def test_a_number_alone_is_no_misread_label(pages: str, known: Knowledge) -> None:
    """10 is like TO (124-10332-10018); ``TO`` itself may be misread where something follows it."""
    sheet = SHEET_BY_LINE.replace("PAGES : 3", pages)
    assert values(known, sheet) == values(known, SHEET_BY_LINE) | {"pages": "10"}


def test_the_spans_of_a_field_are_its_value(known: Knowledge) -> None:
    for field in known.sheets.read(SHEET_BY_LINE, Span(0, len(SHEET_BY_LINE))):
        assert "\n".join(SHEET_BY_LINE[start:end] for start, end in field.spans) == field.value


@pytest.mark.parametrize(
    ("field", "value", "when"),
    [
        ("date", "01/24/1964", "1964-01-24"),
        ("date", "12/30/59", "1959-12-30"),
        ("date", "06/00/75", "1975-06"),
        ("date", "00/00/1963", "1963"),
        ("date", "00/00/00", ""),
        ("date", "00/00/0000", ""),
        ("date", "02/30/1963", ""),
        ("date", "01/02/04", ""),
        ("review-date", "06/22/04", "2004-06-22"),
        ("review-date", "07/23/93", "1993-07-23"),
        ("form-date", "12/01/O4", "2004-12-01"),
        ("form-date", "6/24/201", ""),
        ("date", "11 July 1978", ""),
    ],
)
def test_a_date_of_a_sheet_is_of_no_wrong_century(field: str, value: str, when: str) -> None:
    assert SheetField(field, value, ()).when == when


def test_no_rule_touches_the_lines_of_a_sheet(lexicon: Lexicon) -> None:
    draft = correct(Source("x", f"{SHEET_BY_LINE}\f{CABLE}"), lexicon)
    sheet = Span(0, len(SHEET_BY_LINE))
    assert not [edit for edit in draft.edits if edit.span.start < sheet.end]
    assert {mark.kind for mark in draft.marks if mark.span.start < sheet.end and mark.span.start < mark.span.end} == {
        "sheet"
    }


def rows_of(text: str) -> list[list[str]]:
    """The table of the sheet on the first page: the cells of each row, labels with a colon after them."""
    root = etree.fromstring(convert(text.encode(), "sheet.txt", load()).documents[0][1])
    return [
        ["".join(cell.itertext()) + ("|" if cell.get("role") == "label" else "") for cell in row]
        for row in next(root.iter("{http://www.tei-c.org/ns/1.0}table")).iter("{http://www.tei-c.org/ns/1.0}row")
    ]


def test_a_sheet_is_a_table_of_labels_and_values() -> None:
    rows = rows_of(f"{SHEET_BY_LINE}\f{CABLE}")
    assert ["AGENCY :|", "CIA"] in rows
    assert ["TITLE :|", "MEMORANDUM ON THE TRAVEL OF TWO AGENTS\nTO LISBON"] in rows
    assert ["SUBJECTS :|", "AGENTS", "TRAVEL"] in rows
    assert ["IDENTIFICATION FORM"] in rows


def test_of_several_values_that_which_ends_in_a_comma_goes_on_in_its_cell() -> None:
    rows = rows_of(SHEET_BY_LINE.replace("AGENTS\nTRAVEL", "PLOT, ASSOC,\nTRAVEL\nCUBA") + f"\f{CABLE}")
    assert ["SUBJECTS :|", "PLOT, ASSOC,\nTRAVEL", "CUBA"] in rows
    rows = rows_of(SHEET_BY_LINE.replace("AGENTS\nTRAVEL", "PLOT, ASSOC, ACA, SUGAR\nCENTRALS") + f"\f{CABLE}")
    assert ["SUBJECTS :|", "PLOT, ASSOC, ACA, SUGAR\nCENTRALS"] in rows


def test_a_value_behind_a_colon_whose_label_is_lost_is_that_of_the_next_field() -> None:
    rows = rows_of(SHEET_BY_LINE.replace("FROM : ", ": ") + f"\f{CABLE}")
    assert [":|", "SAMPLE, JOHN Q."] in rows


def test_a_label_apart_from_its_value_is_in_one_row_with_it() -> None:
    rows = rows_of(f"{SHEET_BY_COLUMN}\f{CABLE}")
    assert ["ORIGINATOR :|", "FBI"] in rows
    assert ["DATE:|", "03/25/1959"] in rows
    assert [row[1:] for row in rows if row[0].startswith("DOCUMENT TYPE")] == [["PAPER, TEXTUAL DOCUMENT"]]
    assert ["Agency Information"] in rows


def test_a_sign_below_a_label_is_in_its_row() -> None:
    rows = rows_of(SHEET_BY_LINE.replace("PAGES : 3", "PAGES\n:\n3") + f"\f{CABLE}")
    assert ["PAGES\n:|", "3"] in rows


def test_a_sign_below_a_whole_label_is_a_cell_of_its_own() -> None:
    rows = rows_of(SHEET_BY_LINE.replace("PAGES : 3", "PAGES :\n--\n3") + f"\f{CABLE}")
    assert ["PAGES :|", "--|", "3"] in rows


def test_a_label_goes_on_in_its_cell_below_labels_of_others() -> None:
    rows = rows_of(SHEET_BY_COLUMN.replace("DATE:\nPAGES", "DATE\nPAGES").replace("7\nA", ": 7\nA") + f"\f{CABLE}")
    assert ["PAGES:|", ":|", "7"] in rows and ["DATE|", "03/25/1959"] in rows


def test_a_colon_before_a_value_is_that_of_its_label() -> None:
    rows = rows_of(SHEET_BY_LINE.replace("PAGES : 3", "PAGES\n: 3") + f"\f{CABLE}")
    assert ["PAGES\n:|", "3"] in rows


def test_a_value_that_belongs_to_no_field_is_a_row_of_its_own() -> None:
    rows = rows_of(SHEET_BY_LINE.replace("PAGES : 3", "4\nPAGES : 3") + f"\f{CABLE}")
    assert ["PAGES :|", "3"] in rows and ["4"] in rows


@pytest.mark.parametrize(
    ("line", "is_stamp"),
    [
        ("NW 65924", True),
        ("Page 1", True),
        ("65924 Date: 10-26-2021", True),
        ("104-19999-10001", False),
        ("v9.1", False),
    ],
)
def test_what_the_archive_stamps_below_a_sheet_is_a_stamp(line: str, is_stamp: bool, lexicon: Lexicon) -> None:
    """The number of the record is printed below ``[R] - ITEM IS RESTRICTED``."""
    draft = correct(Source("x", f"{SHEET_BY_LINE.rstrip()}\n{line}\n\f{CABLE}"), lexicon)
    stamps = [draft.source.text[slice(*mark.span)].strip() for mark in draft.of_kind("stamp")]
    assert stamps == [line] * is_stamp


@pytest.mark.parametrize(("below", "is_stamp"), [("241", True), ("69.", True), ("0", False), ("1963", False)])
def test_the_number_of_a_page_below_the_footer_is_of_its_stamp(below: str, is_stamp: bool, lexicon: Lexicon) -> None:
    footer = "NW 66000 DocId:32999433 Page 1"
    draft = correct(Source("x", f"{SHEET_BY_LINE.rstrip()}\n{footer}\n{below}\n\f{CABLE}"), lexicon)
    stamps = [draft.source.text[slice(*mark.span)].strip() for mark in draft.of_kind("stamp")]
    assert stamps == [f"{footer}\n{below}" if is_stamp else footer]


def test_a_line_of_a_sheet_is_in_the_row_of_its_own_label() -> None:
    """The date of the review stands beside COMMENTS in the OCR."""
    rows = rows_of(
        SHEET_BY_LINE.replace("REVIEW : 06/22/04\nCOMMENTS :", "REVIEW\nCOMMENTS: 06/22/04\n") + f"\f{CABLE}"
    )
    assert ["DATE OF LAST REVIEW|"] in rows and ["COMMENTS:|", "06/22/04"] in [row[:2] for row in rows]


def test_a_number_of_a_record_above_the_sheet_is_a_stamp(lexicon: Lexicon) -> None:
    draft = correct(Source("x", f"104-19999-10001)\n{SHEET_BY_LINE}\f{CABLE}"), lexicon)
    assert next(draft.source.text[slice(*mark.span)].strip() for mark in draft.of_kind("stamp")) == "104-19999-10001)"


def test_a_piece_of_a_release_notice_on_a_sheet_is_a_stamp(lexicon: Lexicon) -> None:
    piece = "SE UNDER THE PRESIDENT JOHN F. KENNEDY ASSASSINA"
    draft = correct(Source("x", f"{piece}\n{SHEET_BY_LINE}\f{CABLE}"), lexicon)
    assert [draft.source.text[slice(*mark.span)] for mark in draft.of_kind("stamp") if mark.rule == "genres"] == [piece]


def test_a_piece_of_a_label_on_a_sheet_is_a_row() -> None:
    """Engines part labels over lines: RECORD / NUMBER / : 194-10004-10152."""
    sheet = SHEET_BY_LINE.replace("RECORD NUMBER", "RECORD\n\nNUMBER").replace("DOCUMENT INFO", "DOCUMENT\n\nINFO")
    rows = rows_of(f"{sheet}\f{CABLE}")
    assert ["RECORD\nNUMBER :|", "104-19999-10001"] in rows
    assert ["DOCUMENT\nINFORMATION"] in [[cell.replace("\n\n", "\n") for cell in row] for row in rows]


def begins(known: Knowledge, before: str, page: str) -> float:
    """How likely a document begins on a page after another one."""
    assert known.beginnings
    return chance(known.beginnings, beginning(known.papers.read(page), known.papers.read(before), known.patterns))


PAYROLL = """PAYROLL AUTHORIZATION FORM
(Please Use Typewriter or Ballpoint Pen)
U.S. HOUSE OF REPRESENTATIVES
Washington, D.C. 20515
(Any erasures, corrections, or changes on this form must be initialed)
To the Clerk of the House of Representatives:
I hereby authorize the following payroll action:
Employee Name: %s
Effective Date: %s
"""


def test_a_form_begins_after_the_same_form(known: Knowledge) -> None:
    first, second = PAYROLL % ("SAMPLE, JOHN", "3 May 1977"), PAYROLL % ("OTHER, JANE", "9 June 1978")
    assert begins(known, first, second) > 0.5


def test_the_labels_of_a_header_begin_a_document(known: Knowledge) -> None:
    before, page = "The reports were filed in the office.\n", "%s\n%s\nCertain reports were sent to this office.\n"
    labelled = page % ("TO: All Staff", "SUBJECT: Filing of Reports")
    assert begins(known, before, labelled) > begins(known, before, page % ("of all the staff", "who filed reports"))


def test_labels_that_the_page_before_has_say_less(known: Knowledge) -> None:
    page = "TO: All Staff\nSUBJECT: Filing of Reports\nCertain reports were sent to this office.\n"
    assert begins(known, page, page) < begins(known, "The reports were filed in the office.\n", page)


def test_a_page_whose_points_go_on_is_no_beginning(known: Knowledge) -> None:
    before, page = "3. The reports were filed.\n4. Two copies were sent.\n", "%d. It is requested that more be sent.\n"
    assert begins(known, before, page % 5) < begins(known, before, page % 1)


def sheet_with(known: Knowledge, right: str, misread: str) -> dict[str, str]:
    """The values of the sheet read line by line, with something of it as an engine read it."""
    assert right in SHEET_BY_LINE
    return values(known, SHEET_BY_LINE.replace(right, misread))


@pytest.mark.parametrize(
    ("right", "misread", "field", "value"),
    [
        ("RESTRICTIONS : 1A", "KEJIKICILUNS : 1A", "subjects", "AGENTS\nTRAVEL"),  # a label hardly read
        ("CLASSIFICATION : SECRET", "DASSMFNCATION SECRET", "subjects", "AGENTS\nTRAVEL"),
        ("TRAVEL\nDOC", "COUNSEL: SAMPLE\nDOC", "subjects", "AGENTS\nCOUNSEL: SAMPLE"),  # a name after a colon stays
        ("JFK1 : F6 : 1993", "INC LHM\nB8326 Date: 2025", "comments", "INC LHM"),  # the notice of the release
        ("JFK1 : F6 : 1993", "Box 3. Date: 12 May", "comments", "Box 3. Date: 12 May"),
        ("JFK1 : F6 : 1993", "JFK6 : F4\nIRI - ITEM IS RESTRICTED", "comments", "JFK6 : F4"),
        ("RECORD SERIES : JFK", "RECORD SERIES :\nIN THIS DOCUMENT AS SANITIZED", "record-series", ""),
        ("RECORD SERIES : JFK", "RECORD SERIES :\nINR FILES", "record-series", "INR FILES"),
        ("ORIGINATOR : CIA", "ORIGINATOR : CIA 7", "originator", "CIA"),  # specks after a value
        ("TO : CHIEF, WH", "TO : CHIEF, WH az", "to", "CHIEF, WH"),
        ("TO : CHIEF, WH", "TO : CHIEF, WH 7", "to", "CHIEF, WH 7"),  # WH/7 is an office
        ("RESTRICTIONS : 1A", "RESTRICTIONS : 4'", "restrictions", "4"),
        ("80T01357A", "92-3171-32, 33", "file-number", "92-3171-32, 33"),
        ("PAGES : 3", "4\nPAGES : 3", "pages", "3"),  # a number above the label of a field that has one
        ("TRAVEL\nDOC", "TRAVEL\nLIST OF NAMES\nDOC", "subjects", "AGENTS\nTRAVEL\nLIST OF NAMES"),
        ("DOCUMENT TYPE : PAPER", "LIST OF NAMES\nDOCUMENT TYPE : PAPER", "document-type", "PAPER, TEXTUAL DOCUMENT"),
        ("SAMPLE, JOHN Q.", "SAMPLE,\nJOHN Q.", "from", "SAMPLE,\nJOHN Q."),  # a name on two lines
        ("DATE OF LAST REVIEW : 06/22/04", "Date of Next Review: 2017", "review-date", ""),
        ("DATE OF LAST REVIEW : 06/22/04", "Date of Next Review: 2017", "next-review", "2017"),
        (
            "LAST REVIEW : 06/22/04",
            "LAST REVIEW\nOPENING CRITERIA :\nINDEFINITE\n06/22/04",
            "opening-criteria",
            "INDEFINITE",
        ),
        (
            "TO LISBON\n",
            "TO LISBON ON 13 DEC\n1960\n",
            "title",
            "MEMORANDUM ON THE TRAVEL OF TWO AGENTS\nTO LISBON ON 13 DEC\n1960",
        ),
        ("CURRENT STATUS : RELEASED WITH DELETIONS\nDATE OF LAST REVIEW : 06/22/04", "STATUS", "status", ""),
    ],
)
def test_what_stands_around_a_value_is_no_part_of_it(
    right: str, misread: str, field: str, value: str, known: Knowledge
) -> None:
    assert sheet_with(known, right, misread).get(field, "") == value


@pytest.mark.parametrize(
    ("below", "comments"),
    [
        ("COMMENTS :\n2025 Release under the President John F. Kennedy\nollechon ech ot 1942\n", ""),
        ("COMMENTS :\nBox 12, with a list of all the names\n2025 Release under the President John F. Kennedy\n", "Box"),
        ("COMMENTS :\n[R] - ITEM IS RESTRICTED\nDRV FM: NSA/CSS Manual 123-2\nSECRET MORAY\n", ""),
        ("COMMENTS :\nDRV FM: NSA/CSS Manual 123-2\n[R] - ITEM IS RESTRICTED\n", "DRV"),
        ("COMMENTS : INC LHM, 2 MEMO\nNY 50953\nDocId: 32301112 Page 1\n", "INC LHM, 2 MEMO"),
        ("COMMENTS : INC LHM, 2 MEMO\nvol 229\n", "INC LHM, 2 MEMO"),
        ("COMMENTS : RPT\nKennedy Assassination Records Collection Act of\n192 (44 USC 2107\n", "RPT"),
        ("COMMENTS : INC LHM, 2 MEMO\nVOL 1\n", "INC LHM, 2 MEMO\nVOL 1"),
    ],
)
def test_what_stands_below_the_last_field_is_no_comment(below: str, comments: str, known: Knowledge) -> None:
    reported = sheet_with(known, "COMMENTS : JFK1 : F6 : 1993\n", below).get("comments", "")
    assert reported.startswith(comments) and bool(reported) == bool(comments)


def test_a_page_of_a_file_is_no_page_of_the_sheet(known: Knowledge) -> None:
    reported = sheet_with(known, "AGENCY FILE NUMBER : 80T01357A", "PAGE : 1\nAGENCY FILE NUMBER\nPAGE 393")
    assert (reported["form-page"], reported["file-number"]) == ("1", "PAGE 393")


def test_no_misread_status_is_a_restriction(known: Knowledge) -> None:
    reported = sheet_with(
        known, "RESTRICTIONS : 1A\nCURRENT STATUS : RELEASED WITH DELETIONS", "RESTRICTIONS\nCURRENT STATUS\n: D0p"
    )
    assert "restrictions" not in reported
    reported = sheet_with(known, "RESTRICTIONS : 1A", "RESTRICTIONS :\n1A; 11@)")
    assert reported["restrictions"] == "1A; 11@)"


def test_a_sentence_does_not_begin_with_a_label(known: Knowledge) -> None:
    reported = sheet_with(
        known, "CURRENT STATUS : RELEASED", "Status of Document:\nPostponed\nStates or to any individual.\n"
    )
    assert reported["status"] == "Postponed"


def test_where_labels_are_lost_values_are_not_those_of_others(known: Knowledge) -> None:
    labels = ("AGENCY", "RECORD NUMBER", "RECORDS SERIES", "AGENCY FILE NUMBER", "SUBJECTS", "DOCUMENT TYPE")
    more = ("CLASSIFICATION", "RESTRICTIONS", "CURRENT STATUS", "DATE OF LAST REVIEW", "OPENING CRITERIA :", "COMMENTS")
    below = ("INSCOM/CSF", "194-19999-10001", "DOD-AFFILIATED PERSONNEL INCIDENT INVESTIGATIONS", "PAGE 53", "USA")
    rest = (
        "{ RESTRICTED ]",
        "{ RESTRICTED ]",
        "11/21/68",
        "1",
        "SAMPLE, JOHN",
        "NEIGHBORHOOD",
        "PAPER, TEXTUAL DOCUMENT",
    )
    last = ("UNCLASSIFIED", "3", "RELEASED WITH DELETIONS", "03/07/95")
    reported = values(known, "\n".join(("JFK ASSASSINATION SYSTEM", *labels, *more, *below, *rest, *last)))
    assert reported["subjects"] == "SAMPLE, JOHN\nNEIGHBORHOOD"
    assert (reported["originator"], reported["date"], reported["restrictions"]) == ("USA", "11/21/68", "3")


@given(st.text(alphabet="AGENCYRODUMBT :-/0123456789\n[]", max_size=300))
def test_a_sheet_of_anything_is_read(text: str) -> None:
    knowledge = genre_knowledge(load())
    for field in knowledge.sheets.read(SHEET_BY_LINE + text, Span(0, len(SHEET_BY_LINE) + len(text))):
        assert field.value and field.field in {label.field for label in knowledge.sheets.fields}


# ----------------------------------------------------------------------------------------------------------- records


def test_what_an_archive_prints_is_found() -> None:
    text = "104-10100-10302 2022 RELEASE UNDER THE PRESIDENT\nNW 65924 Docld:32358505 Page 2\n"
    assert [(mark.kind, mark.value) for mark in printed(text, Span(0, len(text)), load().patterns)] == [
        ("record", "104-10100-10302"),
        ("release", "2022"),
        ("case", "NW 65924"),
        ("file", "32358505"),
    ]


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("104-10100-10302", "104-10100-10302"),
        ("104-1O100-l0302)", "104-10100-10302"),
        ("104-10100-10302 104-10100-10303", ""),
        ("201-289248", ""),
        ("1104-10100-10302", ""),
    ],
)
def test_a_page_bears_the_number_of_its_record(text: str, record: str) -> None:
    assert record_of(text) == record


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("2018-104-10112-10331.md", {"record": "104-10112-10331", "release": "2018"}),
        ("104-10105-10290[c00551619].pdf", {"record": "104-10105-10290"}),
        ("docid-32304590.txt", {"file": "32304590"}),
        ("cable.txt", {}),
    ],
)
def test_the_name_of_a_file_says_which_record_it_is(name: str, reported: dict[str, str]) -> None:
    assert in_name(name) == reported


# -------------------------------------------------------------------------------------- what sheets say in the header


def header(text: str) -> list[str]:
    """What the header of the last document of a text says of its date, its record and its release."""
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    document = root.findall(".//{*}TEI")[-1] if root.tag == q("teiCorpus") else root
    dates = [date.get("when", "") for date in document.iterfind("{*}teiHeader//{*}creation/{*}date")]
    records = [idno.text or "" for idno in document.iterfind("{*}teiHeader//{*}bibl/{*}idno")]
    releases = [date.text or "" for date in document.iterfind("{*}teiHeader//{*}witness/{*}date")]
    return [*dates, *records, *releases]


def test_a_sheet_describes_the_document_after_it() -> None:
    reported = header(f"{SHEET_BY_LINE}\f{MEMORANDUM.replace('14 March 1962', '12 May 1963')}")
    assert reported == ["1963-05-12", "104-19999-10001", "JFK", "80T01357A"]


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("12 May 1963", ["1963-05-12"]),
        ("DATE: 12 May 1963", ["1963-05-12"]),
        ("", ["1963-05-12"]),
        ("12 May 1953", ["1963-05-12"]),  # misread, as the sheet shows
        ("DATE: 13 May 1963", []),  # either may have the figure wrong
        ("DATE: 20 June 1963", ["1963-06-20"]),
        ("20 June 1963", []),  # a stamp perhaps
        ("20 April 1963", []),
        ("DATE: 06-12-2023", ["1963-05-12"]),  # a stamp of the archive
    ],
)
def test_where_page_and_sheet_have_other_dates_the_better_one_is_said(line: str, when: list[str]) -> None:
    memorandum = MEMORANDUM.replace("14 March 1962", line)
    assert header(f"{SHEET_BY_LINE}\f{memorandum}")[: len(when)] == when
    root = etree.fromstring(teikit.convert(f"{SHEET_BY_LINE}\f{memorandum}".encode()).tei)
    sheet, document = root.findall(".//{*}TEI")
    assert not sheet.findall(".//{*}creation")
    sent = [date.get("when") for date in document.iterfind(".//{*}correspAction[@type='sent']/{*}date")]
    assert sent == when
    assert [date.text for date in document.iterfind(".//{*}bibl/{*}date")] == ["05/12/63"]


@pytest.mark.parametrize(
    ("lines", "when"),
    [
        ("TOR: 270151Z JAN 78\nCITE 43699", "1978-01-27"),
        ("SECRET 270008Z JAN 78 STAFF\nCITE MEXI 43699", "1978-01-27T00:08:00Z"),
    ],
)
def test_the_hour_of_receipt_is_no_hour_of_sending(lines: str, when: str) -> None:
    cable = (
        f"CLASSIFIED MESSAGE\nSECRET\n{lines}\nTO: IMMEDIATE DIRECTOR.\n1. IT WAS SAID THAT NO MORE WAS KNOWN OF IT.\n"
    )
    root = etree.fromstring(teikit.convert(cable.encode()).tei)
    assert [date.get("when") for date in root.iterfind(".//{*}correspAction[@type='sent']/{*}date")] == [when]


@pytest.mark.parametrize(
    ("head", "sent", "received"),
    [
        (
            "AIRTEL\nDate: 2/5/64\nTO: DIRECTOR, FBI (92-2781)\nFROM: SAC, TAMPA (92-1)",
            "SAC TAMPA 2/5/64",
            "DIRECTOR FBI",
        ),
        (
            "AIRTEL\nDate: 2/5/64\nTO: DIRECTOR, FBI AND SAC, MIAMI\nFROM: SAC, TAMPA (92-1)",
            "SAC TAMPA 2/5/64",
            "DIRECTOR FBI SAC MIAMI",
        ),
        (
            "SECRET 2323052\n24 DEC 63 11 8 6 4-37\nDIR CITE MEXI 7508\nREF: DIR 70635",
            "MEXI 232305Z MEXI 7508",
            "DIR",
        ),
        (
            "P 262340Z JAN 77\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC PRIORITY 1234\nINFO AMEMBASSY LONDON",
            "PARIS 262340Z JAN 77 PARIS 1234",
            "SECSTATE WASHDC",
        ),
        (
            "2 May 1966\nMEMORANDUM FOR: Chief, WH Division\nFROM: Chief, CI Staff\nSUBJECT: Travel",
            "Chief, CI Staff 2 May 1966",
            "Chief, WH Division",
        ),
    ],
)
def test_a_header_says_who_wrote_to_whom_and_when(head: str, sent: str, received: str) -> None:
    text = f"{head}\n\n1. The station has told us that the man who was named will leave.\n"
    root = etree.fromstring(teikit.convert(text.encode()).tei)
    for kind, wanted in (("sent", sent), ("received", received)):
        (action,) = root.iterfind(f".//{{*}}correspAction[@type='{kind}']")
        assert " ".join(" ".join(part.itertext()) for part in action).strip() == wanted


def parties(sheet: str, page: str) -> dict[str, list[str]]:
    """Who sent and got the document after a sheet: the element of each and its text."""
    _, document = etree.fromstring(teikit.convert(f"{sheet}\f{page}".encode()).tei).findall(".//{*}TEI")
    return {
        action.get("type", ""): [f"{etree.QName(part).localname} {part.text}" for part in action]
        for action in document.iterfind(".//{*}correspAction")
    }


def test_a_sheet_says_who_sent_the_document_where_the_page_does_not() -> None:
    reported = parties(SHEET_BY_LINE, MEMORANDUM)
    assert "name SAMPLE, JOHN Q." in reported["sent"]
    assert reported["received"] == ["roleName Chief, Records Division"]


def test_what_the_page_says_of_its_sender_counts_more_than_the_sheet() -> None:
    page = MEMORANDUM.replace("SUBJECT", "FROM: Chief, CI Staff\nSUBJECT")
    assert parties(SHEET_BY_LINE, page)["sent"][0] == "roleName Chief, CI Staff"


@pytest.mark.parametrize("nobody", ["WITHHELD", "[ RESTRICTED ]", "NO ADDRESSEE", "OF WITHHELD"])
def test_a_name_that_is_withheld_is_nobody(nobody: str) -> None:
    reported = parties(SHEET_BY_LINE.replace("SAMPLE, JOHN Q.", nobody), MEMORANDUM)
    assert not [part for part in reported.get("sent", []) if part.startswith("name")]


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("2018-104-19999-10001.md", "104-19999-10001"),  # the page has another figure
        ("2018-104-19999-10027.md", "104-19994-10001"),  # another record
        ("x.md", "104-19994-10001"),
    ],
)
def test_where_page_and_name_differ_in_one_figure_the_page_was_misread(name: str, record: str) -> None:
    text = f"104-19994-10001\n{MEMORANDUM}"
    assert f'<idno type="record">{record}</idno>' in teikit.convert(text.encode(), name=name).tei.decode()


@pytest.mark.parametrize(
    "footer",
    ["n Frecards Collection Act af", "2025 Release under the John F", "92 (44 USC 2107", "aEK", "at the John F-K"],
)
def test_a_piece_of_a_notice_is_no_comment(footer: str, known: Knowledge) -> None:
    reported = values(known, SHEET_BY_LINE.replace("[R] - ITEM IS RESTRICTED", footer))
    assert reported["comments"] == "JFK1 : F6 : 1993"


@pytest.mark.parametrize("comment", ["INC LHM, 2 MEMO", "WITH 2 PAGE ATTACHMENT.", "Box 140, Book 3 of 3", "RPT"])
def test_a_comment_of_several_lines_stays(comment: str, known: Knowledge) -> None:
    reported = values(known, SHEET_BY_LINE.replace("[R] - ITEM IS RESTRICTED", comment))
    assert reported["comments"].split("\n")[-1].rstrip(".") == comment.rstrip(".")


def test_what_has_no_sheet_says_what_its_pages_say() -> None:
    assert header(f"104-10015-10372\n\n{MEMORANDUM}") == ["104-10015-10372"]


def test_a_document_without_both_says_neither() -> None:
    assert header(MEMORANDUM) == []


@pytest.mark.parametrize(
    ("number", "identifiers", "notes"),
    [
        ("80T01357A", ["104-19999-10001", "JFK", "80T01357A"], []),
        ("CR SEE TITLE", ["104-19999-10001", "JFK"], ["CR SEE TITLE"]),  # it sends the reader elsewhere
        ("CR 109-584-3362", ["104-19999-10001", "JFK", "CR 109-584-3362"], []),
    ],
)
def test_a_file_number_that_is_none_identifies_nothing(number: str, identifiers: list[str], notes: list[str]) -> None:
    text = f"{SHEET_BY_LINE.replace('80T01357A', number)}\f{MEMORANDUM}"
    document = etree.fromstring(teikit.convert(text.encode()).tei).findall(".//{*}TEI")[-1]
    assert [idno.text for idno in document.iterfind("{*}teiHeader//{*}bibl/{*}idno")] == identifiers
    reported = document.iterfind("{*}teiHeader//{*}bibl/{*}note[@type='file-number']")
    assert ["".join(note.itertext()) for note in reported] == notes


@pytest.mark.parametrize(
    ("lines", "title", "to"),
    [
        ("{ RESTRICTED ]\nAGENT REPORT", "AGENT REPORT", ""),
        ("SAC, BS\nDIRECTOR, FBI", "", "DIRECTOR, FBI"),
    ],
)
def test_a_kind_of_paper_is_a_title_and_no_addressee(lines: str, title: str, to: str, known: Knowledge) -> None:
    reported = values(known, SHEET_BY_COLUMN.replace("SAC, BS\nDIRECTOR, FBI", lines))
    assert (reported.get("title", ""), reported.get("to", "")) == (title, to)


def test_notices_above_and_below_a_sheet_are_no_paragraph_around_it(lexicon: Lexicon) -> None:
    notice = "2023 RELEASE UNDER THE PRESIDENT JOHN F. KENNEDY ASSASSINATION RECORDS ACT OF 1992"
    text = f"{notice}\n{SHEET_BY_LINE}NW 50953 DocId:32319999 Page 1\n"
    conversion = convert(text.encode(), "sheet.txt", lexicon, Options(without=("lines", "stamps")))
    root = etree.fromstring(conversion.documents[0][1])
    assert ["".join(p.itertext()) for p in root.iter(q("p")) if "RECORD NUMBER" in "".join(p.itertext())] == []
    assert [seg.text for seg in root.iter(q("seg")) if not seg.get("type")] == []


@pytest.mark.parametrize("profile", ["markup", "standoff", "silent"])
def test_an_excision_on_a_line_of_a_sheet_stands_in_it_once(profile: str) -> None:
    text = SHEET_BY_LINE.replace("TO LISBON", "[REDACTED]").replace("AGENCY INFORMATION", "[REDACTED]")
    tei = etree.fromstring(teikit.convert(text.encode(), profile=profile).tei)
    cells = [cell for cell in tei.iter(q("cell")) if cell.find(q("gap")) is not None]
    assert len(cells) == len([gap for body in tei.iter(q("body")) for gap in body.iter(q("gap"))]) == 2


def test_lines_that_the_archive_stamped_below_a_sheet_are_one_stamp() -> None:
    stamp = "HW 50955\n\nDooId: 32203816\n\nPage 1"
    tei = etree.fromstring(teikit.convert(f"{SHEET_BY_LINE}\n{stamp}\n".encode()).tei)
    assert [" ".join("".join(mark.itertext()).split()) for mark in tei.iter(q("stamp"))] == [" ".join(stamp.split())]


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("15. Telegram From the Embassy in Switzerland to the Department of State[1]", "telegram"),
        ("16. Memorandum From the Assistant Secretary (Smith) to the Secretary of State", "memorandum"),
        ("17. Letter From President Kennedy to Chairman Khrushchev", "letter"),
        ("18. Telegrams were sent to all posts", "document"),
    ],
)
def test_the_title_in_a_printed_volume_names_the_genre(title: str, genre: str, known: Knowledge) -> None:
    text = f"{title}\n\nBern, October 28, 1962, 1 p.m.\n\nI saw him this morning. He said that he was content.\n"
    assert [document.genre.name for document in documents(text, [Span(0, len(text))], known)] == [genre]


@pytest.mark.parametrize(
    ("head", "genre"),
    [
        ("Mr. Sample to Mr. Example.\n\n[Telegram.]\n\nWashington, March 27, 1898.\n", "telegram"),
        ("Sir E. Sample to Sir F. Example.\n\n(No. 317.)\n(Telegraphic.) P.      Berlin, July 27, 1914.\n", "telegram"),
        ("Sir E. Sample to Sir F. Example.\n\n(No. 317.)\nSir,       Foreign Office, July 27, 1914.\n", "dispatch"),
        (
            "The Minister in China (Sample) to the Secretary of State\n\nNo. 12\n\nPeking, May 3, 1922.\n\nSIR:",
            "dispatch",
        ),
        ("Mr. Sample to Mr. Example.\n\nWashington, March 27, 1898.\n\nEXCELLENCY: I write.\n", "letter"),
        ("Mr. Sample to Mr. Example.\n\nWashington, March 27, 1898.\n", "document"),
    ],
)
def test_the_head_of_an_older_volume_shows_the_genre(head: str, genre: str, known: Knowledge) -> None:
    text = f"{head}\nI saw him this morning. He said that he was content.\nI shall see him again.\n"
    assert [document.genre.name for document in documents(text, [Span(0, len(text))], known)] == [genre]


def test_a_telegram_named_below_the_title_decides_nothing(known: Knowledge) -> None:
    text = "MEMORANDUM FOR: The Secretary\nSUBJECT: Bern\nFROM: John Smith\n15. Telegram From the Embassy in Bern\n"
    assert [document.genre.name for document in documents(text, [Span(0, len(text))], known)] == ["memorandum"]


def test_many_sheets_without_a_number_give_a_document_no_record_number() -> None:
    line = "The Embassy has no comment.\n"
    pages = [Page(number + 1, Span(number * len(line), (number + 1) * len(line))) for number in range(2_001)]
    telegrams = tuple(Telegram("", "telegram" if page.order % 2 else SHEET, (page,)) for page in pages)
    packet = Packet(Draft.of(Source("a.txt", line * len(pages))), telegrams, ())
    assert ArchivalDescription(packet, telegrams[-1], load()).record == ""
