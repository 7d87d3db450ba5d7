"""Pages to telegrams: which page belongs where, and what is asked of a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import SAMPLE

from teikit.chain import correct
from teikit.core import Mark, Source, Span, attrs, kinds
from teikit.core.packet import Packet
from teikit.lexicon import Lexicon
from teikit.readers import read
from teikit.telegrams.assembling import assemble

FORM = """SECRET

FROM: {post}

TO: Secretary of State

NO: {number}, OCTOBER 28, 1962

THE MINISTER STATED THAT HIS GOVERNMENT AGREED WITH
THE POSITION OF THE UNITED STATES ON ALL POINTS.

SECRET
"""
PAGE = """SECRET

-{n}- {number}, OCTOBER 28, 8 PM{section}, FROM {post}

THE AMBASSADOR THEN ASKED WHETHER THERE WAS ANY OTHER
MATTER, AND THE MINISTER REPLIED THAT THERE WAS NONE.

SECRET
"""

SHEET = (
    "Date:08/06/94\nPage:1\nJFK ASSASSINATION SYSTEM\n\nIDENTIFICATION FORM\n\nRECORD NUMBER : 157-10004-10189\n"
    "FROM :\nTO : MEXICO CITY\n\nDATE : 11/28/63\nPAGES : 1\n"
)


def form(number: str = "POLTO 512", post: str = "PARIS") -> str:
    return FORM.format(number=number, post=post)


def page(n: int, number: str = "POLTO 512", post: str = "PARIS", section: str = "") -> str:
    return PAGE.format(n=n, number=number, post=post, section=section and f" (SECTION {section})")


def packet(lexicon: Lexicon, *pages: str) -> Packet:
    return assemble(correct(Source("case", "\f".join(pages)), lexicon), lexicon)


def numbers(packet: Packet) -> list[list[str]]:
    return [[page.n for page in telegram.pages] for telegram in packet.telegrams]


def orders(packet: Packet) -> list[list[int]]:
    return [[page.order for page in telegram.pages] for telegram in packet.telegrams]


def codes(packet: Packet) -> list[str]:
    return sorted(query.code for query in packet.queries)


@pytest.fixture(scope="module")
def sample(lexicon: Lexicon) -> Packet:
    return assemble(correct(read(SAMPLE.read_bytes(), SAMPLE.name), lexicon), lexicon)


# ------------------------------------------------------------------ the sample


def test_the_sample_has_four_telegrams_and_a_slip_sheet(sample: Packet) -> None:
    telegrams = [
        (telegram.id, telegram.genre, telegram.number, telegram.section, telegram.of, telegram.release)
        for telegram in sample.telegrams
    ]
    assert telegrams == [
        ("t1", "telegram", "POLTO CIRCULAR 12", "1", "11", 1),
        ("t2", "telegram", "POLTO CIRCULAR 12", "11", "11", 1),
        ("t3", "cover", "", "", "", 1),
        ("t4", "telegram", "POLTO CIRCULAR 12", "1", "11", 2),
        ("t5", "telegram", "POLTO CIRCULAR 12", "11", "11", 2),
    ]


def test_the_pages_of_the_sample_are_all_there(sample: Packet) -> None:
    assert numbers(sample) == [list("1234"), list("12345"), ["1"], list("1234"), list("12345")]
    assert all(telegram.missing == () for telegram in sample.telegrams)
    assert sorted(page_number for order in orders(sample) for page_number in order) == list(range(1, 20))


def test_the_pages_that_changed_places_are_where_they_belong(sample: Packet) -> None:
    moved = [
        (telegram.id, page.n, page.order) for telegram in sample.telegrams for page in telegram.pages if page.is_moved
    ]
    assert moved == [("t4", "4", 18), ("t5", "4", 14)]
    assert orders(sample)[3:] == [[11, 12, 13, 18], [15, 16, 17, 14, 19]]


def test_the_pages_of_the_sample_cover_it(sample: Packet) -> None:
    pages = sorted(page.span for telegram in sample.telegrams for page in telegram.pages)
    text = sample.source.text
    assert "".join(text[start:end] for start, end in pages) == text


def test_the_queries_about_the_sample(sample: Packet) -> None:
    queries = [(query.code, sample.source.position(query.offset)[0]) for query in sample.queries]
    assert queries == [
        ("SECTION-NUMERALS", 1),
        ("HOUR-DIFFERS", 12),
        ("REFERENCE-DIFFERS", 36),
        ("SECTION-NUMERALS", 160),
        ("SECTION-NUMERALS", 314),
        ("HOUR-DIFFERS", 338),
        ("REFERENCE-DIFFERS", 378),
        ("PAGE-MISFILED", 447),
        ("SECTION-NUMERALS", 468),
        ("PAGE-MISFILED", 540),
    ]
    assert [query.code for query in sample.queries if query.is_remark] == ["PAGE-MISFILED"] * 2
    numerals = next(query for query in sample.queries if query.code == "SECTION-NUMERALS")
    assert "'1 of 11' may be 'I of II'" in numerals.message


def test_every_code_of_the_sample_is_read_or_asked_about(sample: Packet) -> None:
    marks = sample.draft.of_kind("exemption")
    assert len(marks) == 11
    assert all(mark.get("ana") for mark in marks)
    assert {mark.get("ana") for mark in marks} == {"b1 a3"}


# -------------------------------------------------------------------- one telegram


def test_pages_in_order_make_one_telegram(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, form(), page(2), page(3))
    (telegram,) = assembled.telegrams
    assert (telegram.id, telegram.genre, telegram.number, telegram.release) == ("", "telegram", "POLTO 512", 1)
    assert numbers(assembled) == [["1", "2", "3"]]
    assert codes(assembled) == ["HOUR-DIFFERS"]


def test_a_text_of_which_nothing_can_be_told_is_a_document(lexicon: Lexicon) -> None:
    (telegram,) = packet(lexicon, "IT WAS A DARK AND STORMY NIGHT.\n").telegrams
    assert (telegram.genre, telegram.name, telegram.number, numbers(packet(lexicon, ""))) == (
        "document",
        "document",
        "",
        [["1"]],
    )


@pytest.mark.parametrize("text", ["", "\n", "\f", "\f\f\f", " \r\n\t", "-2-\n", "SECRET\n"])
def test_next_to_nothing_is_one_document(text: str, lexicon: Lexicon) -> None:
    assembled = packet(lexicon, text)
    assert [telegram.genre for telegram in assembled.telegrams] == ["document"]
    assert codes(assembled) == (["NO-TELEGRAM"] if text.strip() else [])


def test_the_last_page_is_missing_and_nobody_can_tell(lexicon: Lexicon) -> None:
    assert codes(packet(lexicon, form(), page(2))) == ["HOUR-DIFFERS"]


@pytest.mark.parametrize(
    ("pages", "missing"),
    [((3,), ("2",)), ((4,), ("2", "3")), ((2, 4), ("3",)), ((2, 3, 5), ("4",)), ((2, 3, 7), ("4", "5", "6"))],
)
def test_a_missing_page_is_asked_about(pages: tuple[int, ...], missing: tuple[str, ...], lexicon: Lexicon) -> None:
    """Whole pages are withheld often enough; a clear number on the page that follows is right."""
    assembled = packet(lexicon, form(), *map(page, pages))
    assert numbers(assembled) == [["1", *map(str, pages)]]
    assert assembled.telegrams[0].missing == missing
    assert codes(assembled).count("PAGE-MISSING") == len(missing)
    assert not [edit for edit in assembled.draft.edits if edit.rule == "heads"]


def test_a_page_is_not_missing_where_the_numbers_of_the_paper_differ_from_those_of_the_file(lexicon: Lexicon) -> None:
    """The routing slip has no number, so the third page is numbered 2 and the fourth is page 3."""
    prose = "THE OFFICER ASKED WHETHER THE LETTER HAD BEEN SHOWN TO OTHERS WHO WERE KNOWN TO HIM.\n"
    numbers_read = ("", "", "-2-\n\n", "")
    text = "".join(f"## Page {n}\n\n{number}{prose * 4}\n\n" for n, number in enumerate(numbers_read, 1))
    assembled = assemble(correct(Source("volume.md", text), lexicon), lexicon)
    assert numbers(assembled) == [["1", "2", "2", "4"]]
    assert [telegram.missing for telegram in assembled.telegrams] == [()]


def test_a_page_number_that_cannot_be_right_is_corrected(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, form(), page(2).replace("-2-", "_9-"), page(3))
    assert numbers(assembled) == [["1", "2", "3"]]
    assert assembled.telegrams[0].missing == ()
    assert [(edit.new, str(edit.cert)) for edit in assembled.draft.edits if edit.rule == "heads"] == [("-2-", "medium")]


def test_a_page_that_is_there_twice_begins_another_release(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, form(), page(2), page(2), page(3))
    assert numbers(assembled) == [["1", "2"], ["2", "3"]]
    assert [telegram.release for telegram in assembled.telegrams] == [1, 2]


def test_a_page_that_is_there_twice_is_asked_about(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, form(), page(2), page(2), page(3))
    assert {code for code in codes(assembled) if code.startswith("PAGE-")} - {"PAGE-MISSING"}


def test_pages_out_of_order_in_one_telegram_are_kept_and_asked_about(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, form(), page(3), page(2))
    assert sorted(numbers(assembled)[0]) == ["1", "2", "3"]
    assert assembled.telegrams[0].missing == ()
    assert [code for code in codes(assembled) if code.startswith("PAGE-")]


# ----------------------------------------------------------------- several telegrams


def test_two_telegrams_in_one_packet(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, form(), page(2), form("1234", "BONN"), page(2, "1234", "BONN"))
    assert [(telegram.id, telegram.number) for telegram in assembled.telegrams] == [("t1", "POLTO 512"), ("t2", "1234")]
    assert numbers(assembled) == [["1", "2"], ["1", "2"]]


def test_two_telegrams_without_form_feeds(lexicon: Lexicon) -> None:
    text = form() + "\n" + page(2) + "\n" + form("1234", "BONN") + "\n" + page(2, "1234", "BONN")
    assembled = packet(lexicon, text)
    assert [(telegram.id, telegram.number) for telegram in assembled.telegrams] == [("t1", "POLTO 512"), ("t2", "1234")]
    assert numbers(assembled) == [["1", "2"], ["1", "2"]]


CABLE = """CLASSIFIED MESSAGE

SECRET 042330Z

DIR CITE WAVE 7450

ACTION UNIT

IN 49918

1. THE STATION AGREES WITH HEADQUARTERS ON ALL POINTS
AND WILL SEND THE NAMES OF ALL AGENTS.
"""
NEXT = """CLASSIFIED MESSAGE

ACTION: C/WH

IN 49918

C. THE STATION WILL ALSO SEND THE NAMES OF ALL PERSONS
WHO HAVE MET THE AGENTS.
"""


FOREIGN_FORM = """ACTION: C/SAS

IN 50023

THE NAMES OF ALL AGENTS ARE KNOWN TO THE STATION
AND TO THE AMBASSADOR.
"""


def test_the_form_of_a_cable_is_on_each_of_its_pages(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, CABLE, NEXT, FOREIGN_FORM)
    assert orders(assembled) == [[1, 2, 3]]


def test_a_form_below_an_end_mark_begins_another_cable(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, CABLE, f"{NEXT}END OF MESSAGE\n", FOREIGN_FORM)
    assert orders(assembled) == [[1, 2], [3]]


def test_pages_that_only_banners_and_stamps_betray(lexicon: Lexicon) -> None:
    """As in the text of Tesseract for a record of the CIA: no form feed, and a number at the head of later pages."""
    text = "".join(f"THE STATION AGREES WITH HEADQUARTERS ON POINT {point}.\n" for point in "ABCDEF")
    number, head = "14-00000\n\n", "MHFNO: 94-5394206 SENSIND: PL PAGE: 3\n"
    pages = [f"SECRET\n{text}SECREY\n\n\n", f"{number}SECRET\n{text}SECRET\n\n\n", f"{number}{head}{text}SECRET\n"]
    whole = "".join(pages)
    (telegram,) = assemble(correct(Source("case", whole), lexicon), lexicon).telegrams
    assert [whole[page.span.start : page.span.end] for page in telegram.pages] == pages
    assert [page.n for page in telegram.pages] == ["1", "2", "3"]


def test_a_slip_sheet_on_a_page_of_its_own(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, form(), page(2), "EXCISED COPY FOLLOWS\n", form(), page(2))
    assert [(telegram.genre, telegram.release) for telegram in assembled.telegrams] == [
        ("telegram", 1),
        ("cover", 1),
        ("telegram", 2),
    ]


def test_the_identification_form_of_a_record_is_no_telegram(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, SHEET, form())
    assert [telegram.genre for telegram in assembled.telegrams] == ["cover", "telegram"]
    one_page = packet(lexicon, SHEET + form()).telegrams
    assert "cover" not in [telegram.genre for telegram in one_page]


def test_a_document_after_a_sheet_lacks_no_page(lexicon: Lexicon) -> None:
    sheet = f"## Page 1\n\n{SHEET}"
    begun = "\n\n## Page 2\n\nMEMORANDUM FOR THE RECORD\n\nSUBJECT: A Talk in May\n\n1. The talk took an hour.\n"
    more = "".join(
        f"\n\n## Page {n + 1}\n\n- {n} -\n\nIt was said that nothing more was known of it.\n" for n in (2, 3)
    )
    assembled = packet(lexicon, sheet + begun + more)
    assert [telegram.genre for telegram in assembled.telegrams] == ["cover", "memorandum"]
    assert assembled.telegrams[-1].missing == ()


def test_a_document_of_one_page_has_the_number_of_its_page_in_the_file_as_longer_ones_have(lexicon: Lexicon) -> None:
    sheet = f"## Page 1\n\n{SHEET}"
    memorandum = "\n\n## Page 2\n\nMEMORANDUM FOR THE RECORD\n\nSUBJECT: A Talk in May\n\n1. The talk took an hour.\n"
    further = "\n\n## Page 3\n\nIt was said that nothing more was known of it.\n"
    assert numbers(packet(lexicon, sheet + memorandum)) == [["1"], ["2"]]
    assert numbers(packet(lexicon, sheet + memorandum + further)) == [["1"], ["2", "3"]]


def test_pages_have_the_numbers_of_the_archive_where_these_are_their_places_in_the_file(lexicon: Lexicon) -> None:
    memorandum = "MEMORANDUM FOR THE RECORD\n\nSUBJECT: A Talk in May\n\n1. The talk took an hour.\n\n"
    further = "It was said that nothing more was known of it.\n\n"

    def footer(n: int) -> str:
        return f"NW 50953 DocId:32319999 Page {n}\n"

    right = packet(lexicon, SHEET + footer(1), memorandum + footer(2), further + footer(3))
    assert numbers(right) == [["1"], ["2", "3"]]
    misread = packet(lexicon, SHEET + footer(1), memorandum + footer(8), further + footer(7))
    assert numbers(misread) == [["1"], ["1", "2"]]


def test_a_misfiled_page_goes_home(lexicon: Lexicon) -> None:
    first, second = "1 OF 2", "2 OF 2"
    assembled = packet(
        lexicon,
        form("POLTO 512 (SECTION 1 OF 2)"),
        page(2, section=first),
        page(4, section=second),
        form("POLTO 512 (SECTION 2 OF 2)"),
        page(2, section=second),
        page(3, section=second),
        page(3, section=first),
    )
    assert [telegram.section for telegram in assembled.telegrams] == ["1", "2"]
    assert orders(assembled) == [[1, 2, 7], [4, 5, 6, 3]]
    assert codes(assembled).count("PAGE-MISFILED") == 2
    assert all(query.is_remark for query in assembled.queries if query.code == "PAGE-MISFILED")


def test_the_form_decides_whose_run_it_is_where_as_many_heads_name_another(lexicon: Lexicon) -> None:
    first, second = "1 OF 2", "2 OF 2"
    assembled = packet(
        lexicon,
        form("POLTO 512 (SECTION 1 OF 2)"),
        page(2, section=second),
        page(3, section=first),
        form("POLTO 512 (SECTION 2 OF 2)"),
        page(2, section=first),
        page(3, section=second),
    )
    assert [telegram.section for telegram in assembled.telegrams] == ["1", "2"]
    assert orders(assembled) == [[1, 5, 3], [4, 2, 6]]


def test_a_page_of_a_telegram_that_is_not_there_stays_where_it_is(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, form(), page(2), page(3, "POLTO 999"))
    assert orders(assembled) == [[1, 2, 3]]


# -------------------------------------------------------------------------- queries


def test_heads_that_name_different_sections_are_asked_about(lexicon: Lexicon) -> None:
    assembled = packet(
        lexicon,
        form("POLTO 512 (SECTION 1 OF 3)"),
        page(2, section="1 OF 3"),
        page(3, section="2 OF 3"),
        page(4, section="1 OF 3"),
    )
    assert "SECTION-DIFFERS" in codes(assembled)
    assert [page.head.get("section") for page in assembled.telegrams[0].pages if page.head] == ["1", "2", "1"]


@pytest.mark.parametrize(
    ("sections", "asked"),
    [
        (("1 OF 11", "11 OF 11"), True),
        (("1 OF 3", "2 OF 3"), False),
        (("1 OF 2", "2 OF 2"), False),
        (("I OF II", "II OF II"), False),
    ],
)
def test_numerals_that_may_be_roman_are_asked_about(sections: tuple[str, str], asked: bool, lexicon: Lexicon) -> None:
    pages = [
        part for section in sections for part in (form(f"POLTO 512 (SECTION {section})"), page(2, section=section))
    ]
    assembled = packet(lexicon, *pages)
    assert ("SECTION-NUMERALS" in codes(assembled)) is asked
    assert [telegram.section for telegram in assembled.telegrams] == [section.split()[0] for section in sections]


def test_page_headings_that_run_backwards_are_asked_about(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, "## Page 2\nTEXT TWO\n## Page 1\nTEXT ONE\n")
    assert codes(assembled) == ["NO-TELEGRAM", "PAGE-ORDER"]
    assert orders(assembled) == [[1, 2]]


@pytest.mark.parametrize(
    ("date", "asked"),
    [("FEBRUARY 30, 1962", True), ("JUNE 31, 1962", True), ("FEBRUARY 29, 1964", False), ("OCTOBER 28, 1962", False)],
)
def test_a_date_that_is_none_is_asked_about(date: str, asked: bool, lexicon: Lexicon) -> None:
    assembled = packet(lexicon, form().replace("OCTOBER 28, 1962", date))
    assert ("DATE-INVALID" in codes(assembled)) is asked


@pytest.mark.parametrize(("date", "asked"), [("05/26/04", False), ("02/29/00", False), ("02/30/04", True)])
def test_a_date_of_some_century_is_one(date: str, asked: bool, lexicon: Lexicon) -> None:
    assembled = packet(
        lexicon, f"{form()}\nDEPARTMENT OF STATE A/CDC/MR\nREVIEWED BY TG DATE {date}\n() RELEASE () DECLASSIFY\n"
    )
    assert ("DATE-INVALID" in codes(assembled)) is asked


END_MARKED = """CLASSIFIED MESSAGE
SECRET 042330Z
DIR CITE WAVE 7450
1. POA GRANTED 4 OCT 62 TO AMHINT-56, WHO WILL BE USED BY THE STATION.
END OF MESSAGE
"""


def test_text_below_an_end_mark_is_asked_about(lexicon: Lexicon) -> None:
    below = "2. THE STATION WILL SEND THE NAMES OF ALL AGENTS THAT ARE TO BE USED.\n"
    assert "TEXT-BELOW-END" in codes(packet(lexicon, END_MARKED + below))


@pytest.mark.parametrize("below", ["", "WILLIAM K. HARVEY\nC/TFW\n", "C/S COMMENT: *REQUESTED APPROVAL.\n"])
def test_officers_and_comments_below_an_end_mark_are_not(lexicon: Lexicon, below: str) -> None:
    assert "TEXT-BELOW-END" not in codes(packet(lexicon, END_MARKED + below))


def test_an_hour_that_only_the_heads_have_is_asked_about(lexicon: Lexicon) -> None:
    assert "HOUR-DIFFERS" in codes(packet(lexicon, form(), page(2)))
    assert "HOUR-DIFFERS" not in codes(packet(lexicon, form().replace("1962", "1962, 8 PM"), page(2)))


@pytest.mark.parametrize(
    ("cited", "asked"), [("TOPOL 577", True), ("TOPOL 578", False), ("TOPOL 123", False), ("LONDON 577", False)]
)
def test_a_reference_that_differs_by_a_digit_is_asked_about(cited: str, asked: bool, lexicon: Lexicon) -> None:
    text = form().replace("\nTHE MINISTER", f"\nREFERENCE: TOPOLS 574 578\n\nAS STATED IN {cited} THE MINISTER")
    assert ("REFERENCE-DIFFERS" in codes(packet(lexicon, text))) is asked


def test_a_code_that_nobody_can_read_is_asked_about(lexicon: Lexicon) -> None:
    text = form().replace("SECRET\n", "BIA\n(b)(1)\n\nSECRET\n", 1)
    assert codes(packet(lexicon, text)) == ["EXEMPTION-DOUBTFUL"]


def test_queries_stand_in_the_order_of_the_text(sample: Packet) -> None:
    offsets = [query.offset for query in sample.queries]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(sample.source.text) for offset in offsets)


@pytest.mark.parametrize(
    ("heads", "number"),
    [(("3305", "3385"), "3385"), (("3305",), "3385"), (("3305", "3305", "3305"), "3305"), (("3305", "3386"), "3385")],
)
def test_heads_that_differ_in_a_digit_stay_together_and_are_asked_about(
    heads: tuple[str, ...], number: str, lexicon: Lexicon
) -> None:
    assembled = packet(lexicon, form("3385"), *(page(n, head) for n, head in enumerate(heads, 2)))
    assert orders(assembled) == [list(range(1, len(heads) + 2))]
    assert assembled.telegrams[0].number == number
    assert codes(assembled).count("NUMBER-DIFFERS") == sum(head != number for head in heads)


def test_heads_of_another_telegram_are_not_asked_about_as_misread(lexicon: Lexicon) -> None:
    assembled = packet(lexicon, form("3385"), page(2, "3385"), page(3, "4712"))
    assert "NUMBER-DIFFERS" not in codes(assembled)


def test_a_teletype_keeps_its_number_below_a_figure_that_looks_like_a_running_head(lexicon: Lexicon) -> None:
    text = "VERY URGENT\n11-30-63\nTO DIRECTOR\nFROM LEGAT MEXICO CITY\nNO. 196\nTHE MAN WAS NOT SEEN AGAIN.\n81 7\n"
    draft = correct(Source("x", text), lexicon)
    head = Mark(Span(text.index("81 7"), len(text) - 1), kinds.RUNNING_HEAD, "lines")
    document = Mark(Span(0, 0), kinds.DOCUMENT, "genres", attrs(type="teletype"))
    fields = [mark for mark in draft.marks if mark.kind not in (kinds.DOCUMENT, kinds.RUNNING_HEAD)]
    (telegram,) = assemble(replace(draft, marks=(document, *fields, head)), lexicon).telegrams
    assert (telegram.genre, telegram.number) == ("teletype", "196")
