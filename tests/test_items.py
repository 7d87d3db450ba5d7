"""Lists: lines of forms, and who gets copies."""

from __future__ import annotations

import pytest

from teikit.core import Draft, Line, Mark, Source, Span, attrs, kinds
from teikit.lexicon import Lexicon
from teikit.paragraphing.documents import Documents
from teikit.paragraphing.groups import ITEM, Bounds, Paragraph, with_short_lines
from teikit.paragraphing.lists.form_lines import with_lines_between, without_lone
from teikit.paragraphing.lists.items import goes_on, items
from teikit.paragraphing.lists.short_lines import is_legible, is_short, runs

FORM = """NAME OF SUBJECT
OFFICE DESIGNATION
The subject of this request is known to this office from earlier reports.
ROOM NUMBER"""


def lines_of(text: str) -> tuple[Line, ...]:
    return Draft.of(Source("form", text)).lines


def test_lines_of_a_form_are_items_and_its_sentences_are_none(lexicon: Lexicon) -> None:
    assert items(lines_of(FORM), "form", 70, lexicon) == [True, True, False, True]


def test_lines_of_a_memorandum_are_no_items(lexicon: Lexicon) -> None:
    assert not any(items(lines_of(FORM), "memorandum", 70, lexicon))


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("1 - DDO", True),
        ("Orig. & 1 = Addressee", True),
        ("Wriginal - OLC Subject", True),
        ("1- RD/FLE", True),
        ("1 ÷ GI/R&A/Smith", True),
        ("Original papers - Smith", False),
        ("2 - Chicago (105-20239) (Enc-2) (RM) (REGISTERED MAIL)", True),  # longer than other copies may be
        ("1-DDO", False),
        ("4-January 1974", False),
        ("1 - Subject is approved for appointment as specified", False),
    ],
)
def test_a_single_copy_is_an_item_if_it_has_its_count_and_is_no_row_of_text(
    text: str, is_list: bool, lexicon: Lexicon
) -> None:
    assert items(lines_of(f"{text}\nHe left on Monday."), "memorandum", 70, lexicon) == [is_list, False]


@pytest.mark.parametrize(
    ("between", "genre", "is_item"),
    [
        ("housewife", "form", True),
        ("EDUCATION (Account for all civilian schools)", "form", True),
        ("so currently employed.", "form", False),
        ("The following records are attached:", "form", False),
        ("housewife", "memorandum", False),
        ("¢", "form", False),
        ("Rescue Ship Mission (a project of the\nSpanish Aid Committee)", "list", True),
        ("Rescue Ship Mission (a project of the\nSpanish Aid Committee", "list", False),
    ],
)
def test_a_line_between_items_of_a_form_is_an_item_if_it_ends_no_sentence(
    between: str, genre: str, is_item: bool
) -> None:
    draft = Draft.of(Source("form", f"Occupation\n{between}\nName of school"))
    draft = draft.apply([Mark(Span(0, 0), kinds.DOCUMENT, "test", attributes=attrs(type=genre))])
    above, *lines, below = draft.lines
    paragraphs = [Paragraph([above], ITEM), Paragraph(lines), Paragraph([below], ITEM)]
    listed = with_lines_between(paragraphs, Bounds([], [0], [0]), Documents(draft))
    assert (listed[1].role == ITEM) is is_item


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((ITEM, "", ITEM), ("", "", "")),
        ((ITEM, ITEM, ""), (ITEM, ITEM, "")),
        (("", ITEM, "heading"), ("", "", "heading")),
    ],
)
def test_an_item_with_no_other_beside_it_is_text(roles: tuple[str, ...], expected: tuple[str, ...]) -> None:
    lines = lines_of("NAME OF SUBJECT\nJuan Perez\nROOM NUMBER")
    paragraphs = [Paragraph([line], role) for line, role in zip(lines, roles, strict=True)]
    bounds = Bounds([], [0], [0])
    assert tuple(paragraph.role for paragraph in without_lone(paragraphs, bounds, ())) == expected
    copies = {line.start for line in lines}
    assert list(without_lone(paragraphs, bounds, copies)) == paragraphs


@pytest.mark.parametrize(
    ("form", "roles"),
    [
        ("John D. Smith/*Type of Action/3-31-58/Washington/*Position Title/Clerk", ["", "", "", ""]),
        ("PARKER, Carl/PASTOR, Nick/REESE, Eno/*Dates/8-19-64/7-30-64/6-10-64", [ITEM] * 6),
        ("PARKER, Carl/PASTOR, Nick/REESE, Eno/*Dates/8-19-64", [ITEM, ITEM, ITEM, ""]),
        ("*Names/PARKER, Carl/PASTOR, Nick", [ITEM, ITEM]),
        ("PARKER, Carl/PASTOR, Nick/*Names", [ITEM, ITEM]),
    ],
)
def test_one_or_two_values_between_labels_of_a_form_are_no_list(form: str, roles: list[str]) -> None:
    items: list[Line] = []
    labels: list[int] = []
    at = 0
    for text in form.split("/"):
        if text.startswith("*"):
            labels.append(at)  # where the text goes on below the label
        else:
            items += lines_of("\n" * at + text)[-1:]
            at += len(text) + 1
    paragraphs = [Paragraph([line], ITEM) for line in items]
    bounds = Bounds([], [0], [0], labels)
    assert [paragraph.role for paragraph in without_lone(paragraphs, bounds, ())] == roles
    copies = {line.start for line in items}
    assert list(without_lone(paragraphs, bounds, copies)) == paragraphs


REST = "SAN JOSE, QUITO.\n16-15\nTELECOORD 3 WE\nREF\nGuatemala City and others"
NAMES = "PARKER, Carl\nPASTOR, Nick\n158\nREESE, Eno\nSLATER, Lawrence"


@pytest.mark.parametrize(
    ("text", "genre", "is_list"),
    [
        (REST, "cable", False),
        (REST, "airtel", False),
        (REST, "memorandum", True),
        (NAMES, "cable", True),
        (NAMES, "memorandum", True),
    ],
)
def test_unlike_short_lines_in_a_telegram_are_the_rest_of_a_header(
    text: str, genre: str, is_list: bool, lexicon: Lexicon
) -> None:
    draft = Draft.of(Source("lines", f"The man was seen there again.\n{text}"))
    draft = draft.apply([Mark(Span(0, 0), kinds.DOCUMENT, "test", attributes=attrs(type=genre))])
    paragraphs = [Paragraph([line]) for line in draft.lines]
    made = list(with_short_lines(paragraphs, Bounds([], [0], [0]), Documents(draft), lexicon))
    assert [paragraph.role for paragraph in made[1:]] == ([ITEM] * 5 if is_list else [""])
    assert [line for paragraph in made for line in paragraph.lines] == list(draft.lines)


def test_names_with_known_words_are_items_of_a_form(lexicon: Lexicon) -> None:
    names = "American Committee for Spanish Freedom\nAmerican Council on Soviet Relations\n"
    names += "The list was given to the board."
    assert items(lines_of(names), "form", 70, lexicon) == [True, True, False]


@pytest.mark.parametrize(
    ("item", "line", "expected"),
    [
        ("Alabama Educational Association (see Communist Politi-", "cal Association)", True),
        ("Committee for Workers' Relief (see Socialist", "Workers Party)", True),
        ("American Women for", "peace", True),
        ("Committee for Workers' Relief (see Socialist", "Baltimore Forum (Peace)", False),
        ("DATE OF BIRTH", "of subject", False),
        ("Black Dragon Society", "Baltimore Forum", False),
    ],
)
def test_an_item_goes_on_in_a_broken_word_in_brackets_or_with_a_small_letter(
    item: str, line: str, expected: bool
) -> None:
    assert goes_on(item, line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Height 5'2\"", True),
        ("SA HILL, 5/8/58", True),
        ("Signed: Grover C. King", True),
        ("He was told of it.", False),
        ("the man was not seen by them again", False),
        ("The name of the man was given as that of the owner of a boat", False),
    ],
)
def test_a_short_line_that_is_no_sentence_may_be_of_a_card(text: str, expected: bool, lexicon: Lexicon) -> None:
    assert is_short(text, lexicon.words) is expected


def test_five_short_lines_with_nothing_between_them_are_a_run() -> None:
    assert list(runs([True] * 5, [False] + [True] * 4)) == [(0, 5)]
    assert not list(runs([True] * 4, [False] + [True] * 3))
    assert not list(runs([True, True, False, True, True], [False] + [True] * 4))
    assert list(runs([True] * 8, [False, True, True, False, True, True, True, True])) == [(3, 8)]


def test_lines_of_a_run_can_be_told_where_most_have_a_word_or_a_number(lexicon: Lexicon) -> None:
    assert is_legible(["Race White", "425.00", "rew y)"], lexicon.words)
    assert not is_legible(["~A/Yfoe", "rew y)", "Race White"], lexicon.words)
