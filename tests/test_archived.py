"""Lines that the judge takes for marks of an archive: which are, and which are values, names or numbers of files."""

from __future__ import annotations

import pytest

from teikit.layers.archived import role_of_mark
from teikit.layers.facts import PageLine
from teikit.layers.figures import is_of_column
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import LineRole


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("97-4477422", LineRole.STAMP),
        ("C95-82555-2235", LineRole.STAMP),
        ("PH 92-444", LineRole.STAMP),
        ("PARKER, John", LineRole.TEXT),
        ("Lawson notes", LineRole.TEXT),
        ("T104-10307-10006", LineRole.RECORD),
        ("07-21-98", LineRole.TEXT),
        ("NW 50955", LineRole.RECORD),
        ("DocId", LineRole.RECORD),
        ("Oey, : Paes", LineRole.RECORD),
        ("50955", LineRole.RECORD),
    ],
)
def test_a_mark_below_other_lines(text: str, role: LineRole, lexicon: Lexicon) -> None:
    lines = [PageLine("The clerks found no record of him.", 0, 0), PageLine(text, 0, 0)]
    assert role_of_mark(lines, 1, lexicon) == role


@pytest.mark.parametrize("text", ["0726-1068", "157-10011-", "97-4477422"])
def test_a_number_above_all_other_lines_of_its_page_is_that_of_a_record(text: str, lexicon: Lexicon) -> None:
    lines = [
        PageLine("The clerks found no record.", 0, 0),
        PageLine("SECRET", 1, 0, known_role=LineRole.BANNER),
        PageLine(text, 1, 0),
    ]
    assert role_of_mark(lines, 2, lexicon) == LineRole.RECORD


@pytest.mark.parametrize(
    ("above", "page", "is_value"),
    [
        (["000-34-5678", "000-56-7890"], 1, True),
        (["000- 34-5678", "000-56-7890"], 1, True),
        (["000-34-5678", "000-56-7890"], 0, False),
        (["000-345678", "000-56-7890"], 1, False),
        (["000-34-5678"], 1, False),
    ],
)
def test_a_figure_of_whose_form_the_page_has_others_is_of_a_column(above: list[str], page: int, is_value: bool) -> None:
    lines = [PageLine(text, page, 0) for text in above]
    lines += [PageLine("PARKER, Carl", 1, 0), PageLine("000-12-3456", 1, 0)]
    assert is_of_column(lines, len(lines) - 1) is is_value


@pytest.mark.parametrize("text", ["50955", "07/21/1998"])
def test_short_figures_and_dates_are_of_no_column(text: str) -> None:
    assert not is_of_column([PageLine(text, 0, 0)] * 3, 1)


def test_a_date_beside_a_mark_of_an_archive_is_one(lexicon: Lexicon) -> None:
    mark = PageLine("DocId: 32176521", 0, 0, known_role=LineRole.RECORD)
    text = PageLine("He paid his debts.", 0, 0)
    assert role_of_mark([text, mark, PageLine("07-21-98", 0, 0)], 2, lexicon) == LineRole.RECORD
