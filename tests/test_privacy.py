"""Numbers of living people: what must be found, and as much that must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teikit.core import Draft, Source
from teikit.lexicon import Lexicon
from teikit.passes.privacy import RULE, privacy, private, without_private

PRIVATE = [
    # why, text, what is found
    ("a social security number", "SUBJECT JOHN DOE, 123-45-6789, BORN", ["123-45-6789"]),
    ("with blanks", "DOE 123 45 6789 BORN", ["123 45 6789"]),
    ("with dashes of another kind", "DOE 123–45–6789 BORN", ["123–45–6789"]),
    ("two of them", "123-45-6789 AND 219-09-9999.", ["123-45-6789", "219-09-9999"]),
    ("at the ends of a text", "123-45-6789", ["123-45-6789"]),
    ("in parentheses", "(123-45-6789)", ["123-45-6789"]),
    ("with a soft hyphen of a PDF", "SSN 123\u00ad-45-6789", ["123\u00ad-45-6789"]),
    ("with a space of no width", "DOE 123\u200b-45-67\u200b89 BORN", ["123\u200b-45-67\u200b89"]),
    ("with hyphens that do not break", "SSN 123\u201145\u20116789", ["123\u201145\u20116789"]),
    ("with signs of minus", "DOE 123\u221245\u22126789 BORN", ["123\u221245\u22126789"]),
    ("in figures of full width", "DOE \uff11\uff12\uff13-45-6789 BORN", ["\uff11\uff12\uff13-45-6789"]),
    ("a card with dashes", "CARD 4012–8888–8888–1881", ["4012–8888–8888–1881"]),
    ("over line ends", "DOE 123\n45\n6789 BORN", ["123\n45\n6789"]),
    ("as engines read it", "DOE l23-4S-6789 BORN", ["l23-4S-6789"]),
    ("O for 0", "DOE 12O-45-6789 BORN", ["12O-45-6789"]),
    ("after SSN, without dashes", "SSN: 123456789", ["123456789"]),
    ("after SOCIAL SECURITY NO.", "SOCIAL SECURITY NO. 123456789", ["123456789"]),
    ("after SOC. SEC. NUMBER", "Soc. Sec. Number 123 456 789", ["123 456 789"]),
    ("the account", "SOCIAL SECURITY ACCOUNT NUMBER 123 45 6789", ["123 45 6789"]),
    ("over a line", "SOCIAL SECURITY\nNUMBER IS 123456789", ["123456789"]),
    ("a bank card", "CARD 4539 1488 0343 6467 EXPIRED", ["4539 1488 0343 6467"]),
    ("a bank card in one", "5500005555555559", ["5500005555555559"]),
    ("one of fifteen digits", "3782-822463-10005", ["3782-822463-10005"]),
    ("a passport", "TRAVELLING ON PASSPORT NO. Z1234567", ["Z1234567"]),
    ("a passport by number", "US passport number 092345678", ["092345678"]),
    ("beside a record number", "104-10014-10067 DOE 123-45-6789", ["123-45-6789"]),
]

STAYS = [
    ("a record number", "104-10014-10067"),
    ("a record number with spaces", "RECORD NUMBER 104 - 10014 - 10067"),
    ("a NARA scan number", "14-00000"),
    ("a file number", "201-1454795"),
    ("a long file number", "201-0289248 AND 19-120-26"),
    ("a date", "10-28-1962"),
    ("a date as ISO", "1962-10-28"),
    ("a review date", "DATE 3/30/88"),
    ("a telephone number", "CALL 202-647-4000"),
    ("a telephone number with area", "(202) 647-4000"),
    ("a telephone number from abroad", "+33 1 43 12 22 22"),
    ("telegram numbers", "DEPCIRTELS 744 778 AND TOPOLS 574 578"),
    ("a telegram number", "DIR 012-34"),
    ("a date and time group", "281800Z OCT 62"),
    ("a control number", "Control: 19528"),
    ("a record number with a telegram number", "104-10014-10067 POLTO 512"),
    ("an accession number", "NLK-77-1018 AND 87- DO S 02138 PB"),
    ("an area that was never given out", "000-12-3456"),
    ("another one", "666-12-3456 AND 900-12-3456"),
    ("a group that was never given out", "123-00-6789"),
    ("a serial that was never given out", "123-45-0000"),
    ("a part of a longer number", "9123-45-6789"),
    ("a part of a longer number at its end", "123-45-67890"),
    ("a part of a number with dashes", "123-45-6789-10"),
    ("a sum of money", "$123,456,789.00"),
    ("nine digits of which nobody says anything", "REF 123456789"),
    ("SSN of too few digits", "SSN 12345678"),
    ("a card with a wrong check digit", "4539 1488 0343 6468"),
    ("one digit over and over", "0000 0000 0000 0000"),
    ("letters that look like digits", "BOS-SO-BOIL"),
    ("a passport without number", "PASSPORT NO LONGER VALID"),
    ("a social security act", "SOCIAL SECURITY ACT OF 1935"),
    ("a part of a longer number, with a space of no width", "0123\u200b-45-6789"),
    ("figures below each other", "123\n45\n67891"),
    ("a soft hyphen in a telephone number", "TEL 202\u00ad-456-1414"),
    ("a record number with hyphens that do not break", "104\u201110014\u201110067"),
    ("a part of a longer number with such hyphens", "123\u201145\u20116789\u201110"),
    ("a telephone number with dashes", "TEL 202–456–1414"),
    ("figures of full width of another number", "\uff11\uff12\uff13-456"),
    ("coordinates", "23-07-30N 82-23-00W"),
]


@pytest.mark.parametrize(("text", "numbers"), [row[1:] for row in PRIVATE], ids=[row[0] for row in PRIVATE])
def test_a_number_is_found(text: str, numbers: list[str]) -> None:
    assert [text[slice(*span)] for span in private(text)] == numbers
    assert not any(number in without_private(text) for number in numbers)
    assert list(private(without_private(text))) == []


@pytest.mark.parametrize("text", [row[1] for row in STAYS], ids=[row[0] for row in STAYS])
def test_a_number_is_left_alone(text: str) -> None:
    assert list(private(text)) == []
    assert without_private(text) == text


def test_as_many_stay_as_are_found() -> None:
    assert len(STAYS) >= len(PRIVATE)


def test_the_rule_marks_and_changes_nothing(lexicon: Lexicon) -> None:
    draft = Draft.of(Source("case", "DOE 123-45-6789 BORN"))
    (mark,) = privacy(draft, lexicon)
    assert (mark.kind, mark.rule, mark.span, mark.aside) == ("private", RULE, (4, 15), False)
    assert draft.apply([mark]).text == draft.text


@given(st.lists(st.sampled_from(["123-45-6789", "4539 1488 0343 6467", "SSN ", "1", "-", " ", "O", "104-10014-10067"])))
def test_what_is_found_is_in_order_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for span in private(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@given(st.integers(1, 665), st.integers(1, 99), st.integers(1, 9999), st.sampled_from(["-", " ", ".", "–"]))
def test_every_number_that_was_given_out_is_found(area: int, group: int, serial: int, by: str) -> None:
    number = f"{area:03}{by}{group:02}{by}{serial:04}"
    assert [span for span in private(f"DOE {number}, BORN")] == [(4, 4 + len(number))]


@given(st.integers(0, 999), st.integers(0, 99999), st.integers(0, 99999))
def test_no_record_number_is_found(agency: int, first: int, second: int) -> None:
    assert list(private(f"{agency:03}-{first:05}-{second:05}")) == []
