"""Where the header of a document ends, among lines between its fields that are no text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from teikit.lexicon import Lexicon
from teikit.paragraphing.header_end import PageRow, begins_part, doubtful_header_end, header_end


def rows_of(lines: Sequence[str]) -> list[PageRow]:
    """The rows of a page; ``<to>`` is a field of the type."""
    return [
        PageRow(at, "" if line[0] == "<" else line, line[0] == "<", line.strip("<>")) for at, line in enumerate(lines)
    ]


def ending(lines: Sequence[str], lexicon: Lexicon) -> int:
    """The place of the last line of a header."""
    return header_end(rows_of(lines), lexicon.words)


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["15.", "could", "21", "<to>", "<from>", "13mam54031", "<date>", "1. TWO AGENTS LEFT TODAY."], 6),  # g057
        (["<to>", "<from>", "C.", "3", "<date>", "<reference>", "1. TWO AGENTS LEFT TODAY."], 5),
    ],
)
def test_a_number_alone_does_not_end_a_header(lines: list[str], last: int, lexicon: Lexicon) -> None:
    assert ending(lines, lexicon) == last


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["<to>", "<from>", "1.", "TWO AGENTS LEFT TODAY.", "<reference>"], 1),
        (["<to>", "<from>", "2. TWO AGENTS LEFT TODAY.", "<reference>"], 1),
        (["<to>", "<from>", "15.", "The two agents left the town today and nobody saw them again.", "<date>"], 1),
    ],
)
def test_text_ends_a_header(lines: list[str], last: int, lexicon: Lexicon) -> None:
    assert ending(lines, lexicon) == last


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["<to>", "<subject>", "B9p.", "tzer", "1. Reference is made to your letter."], 3),  # 2025-104-10250-10200
        (["<to>", "<cite>", "RIDEGEINESEII", "AS OF 19 DEC THE LETTERS THAT WERE SENT HAVE NOT BEEN RECEIVED"], 2),
        (["<to>", "<date>", "1N55255", "THE AGENT WHO IS IN CONTACT WITH HIM SAYS THAT HE READS AND WRITES"], 2),
    ],
)
def test_scraps_above_the_text_belong_to_the_header(lines: list[str], last: int, lexicon: Lexicon) -> None:
    assert ending(lines, lexicon) == last


@pytest.mark.parametrize(
    "lines",
    [
        [
            "<to>",
            "<subject>",
            "ReBulet. 2/8/67.",
            "Information to the effect that the subject made a trip was received",
        ],
        ["<to>", "<subject>", "(S)", "The informant who gave this information cannot be reached before next week"],
        ["<to>", "<subject>", "2.", "The general tenor of the manuscript leaves much to be desired in many ways"],
        ["<to>", "<subject>", "John Sample", "Information to the effect that the subject made a trip was received"],
        ["<to>", "<subject>", "ident of the cre - pertodfe", "The men who were there said that they had seen nothing"],
        ["<to>", "<subject>", "LA 9996-C* hae furniahed no", "The men who were there said that they had seen nothing"],
        ["<to>", "<subject>", "B9p.", "tzer", "Muestra"],
    ],
)
def test_what_may_be_text_belongs_to_no_header(lines: list[str], lexicon: Lexicon) -> None:
    assert ending(lines, lexicon) == 1


@pytest.mark.parametrize(
    ("genre", "lines", "last"),
    [
        ("document", ["a : . SE 2 p76 0", "<to>", "<from>", "<subject>", "1. The man called our office."], 3),
        ("report", ["<date>", "MARTI, Manuel", "DPOB: 17 May 1946", "|. REPORT OF FINDINGS:", "On 24 October"], 2),
        ("report", ["793 and 294,", "<number>", "<subject>", "NO FOREIGN. DISSEM", "<date>", "1. The men left."], 4),
    ],
)
def test_a_report_and_a_document_may_have_a_header(genre: str, lines: list[str], last: int, lexicon: Lexicon) -> None:
    assert doubtful_header_end(rows_of(lines), lexicon.words, genre) == last


@pytest.mark.parametrize(
    ("genre", "lines"),
    [
        ("document", ["FBI doc.", "<date>", "<subject>", "no file given", "<date>", "<subject>", "RE: Lawson"]),
        ("document", ["<date>", "MARTI, Manuel", "REPORT OF FINDINGS:", "On 24 October he left the city."]),
        ("report", ["A source said that he left for", "the country, and that he", "<received>", "spoke of it."]),
    ],
)
def test_dates_of_a_note_and_of_a_text_are_no_header(genre: str, lines: list[str], lexicon: Lexicon) -> None:
    assert doubtful_header_end(rows_of(lines), lexicon.words, genre) == -1


SCRAPS = ["FRP: ,2..", "09 PM '78", "STAFF", "FiLE", "1955)"]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["<action>", *SCRAPS, "<info>", "PAGE 001", "<received>", "<cite>", "<to>", "1. TWO AGENTS LEFT."], 10),
        (["<action>", *SCRAPS, "<info>", "PAGE 001", "<reference>", "1. TWO AGENTS LEFT."], 0),
        (["<action>", *SCRAPS * 3, "<cite>", "<to>", "1. TWO AGENTS LEFT."], 0),
    ],
)
def test_the_header_of_a_telegram_goes_on_to_its_cite(lines: list[str], last: int, lexicon: Lexicon) -> None:
    assert ending(lines, lexicon) == last


REMARK = "The records of the office show that he left the country in the spring of the year."


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ([REMARK, "<date>", "<to>", "<subject>", "<attention>", "1. The man called our office."], 4),
        ([REMARK, "<to>", "Return to files", "<subject>", "1. The man called our office."], 3),
        # text, and no remark
        ([REMARK, "<date>", "<to>", "1. The man called our office."], -1),
        ([REMARK] * 4 + ["<date>", "<to>", "<subject>"], -1),
    ],
)
def test_a_remark_may_stand_above_a_header(lines: list[str], last: int, lexicon: Lexicon) -> None:
    assert ending(lines, lexicon) == last


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (["<date>", "<to>", "<from>", "<subject>", "<from>", "<subject>"], True),  # 104-10331-10338
        (["<date>", "<subject>"], True),
        # a list of papers; the subject that stands at the head of later pages, too
        (["<date>", "<subject>", "<date>", "<subject>"], False),
        (["<to>", "<subject>", "<to>", "<subject>"], False),
        (["<subject>"], False),
    ],
)
def test_a_later_page_with_a_header_of_its_own_is_a_part(fields: list[str], expected: bool, lexicon: Lexicon) -> None:
    text = "1. The office will be grateful if the names are released with the other papers of the file."
    assert begins_part(rows_of([*fields, text]), lexicon.words) is expected
