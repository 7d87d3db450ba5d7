"""Lines without a letter or a figure."""

from __future__ import annotations

import pytest

from teikit.layers.facts import PageLine
from teikit.layers.numbers_of_pages import is_page_one
from teikit.layers.signs import lines_of_signs


@pytest.mark.parametrize("text", ['..":', "£ :", "}", "—@", "-..", "!"])
def test_signs_that_nobody_typed(text: str) -> None:
    assert lines_of_signs([PageLine(text, 0, 0)], [True], [0.3]) == {0}


@pytest.mark.parametrize("text", ["[]", "*****", "---", "=====", "?", ")", '"', "//", "\\)", "@.", "2.", "a"])
def test_signs_that_a_typist_draws_stay(text: str) -> None:
    assert lines_of_signs([PageLine(text, 0, 0)], [True], [0.3]) == set()


def test_signs_that_are_likely_text_stay() -> None:
    assert lines_of_signs([PageLine("-..", 0, 0)], [True], [0.6]) == set()


@pytest.mark.parametrize(
    ("text", "genre", "page", "is_one"),
    [
        ("PAGE 001", "cable", 0, True),
        ("PAGE 1", "cable", 0, True),
        ("PAGE 002", "cable", 0, False),
        ("PAGE 001", "cable", 1, False),
        ("Page 1", "memorandum", 0, False),
        ("PAGE 001 IN 12345", "cable", 0, False),
    ],
)
def test_the_number_of_the_first_page_of_a_cable(text: str, genre: str, page: int, is_one: bool) -> None:
    assert is_page_one(PageLine(text, page, 0, genre=genre)) == is_one
