"""The codes of reviewers that stand alone on their lines."""

from __future__ import annotations

import pytest

from teikit.layers.facts import PageLine
from teikit.layers.review_codes import review_codes


def codes(*texts: str, genre: str = "cable", kept: float = 0.6) -> set[str]:
    """The lines that are codes among lines that stay in the text."""
    lines = [PageLine(text, 0, 0, genre=genre) for text in texts]
    return {texts[at] for at in review_codes(lines, [True] * len(lines), [kept] * len(lines))}


def test_codes_that_a_file_has_several_times_are_codes() -> None:
    assert codes("15-10", "He left.", "16-0", "She stayed.", "06,08") == {"15-10", "16-0", "06,08"}


@pytest.mark.parametrize("text", ["12", "1-2", "03.", "(06)", "$05", "31-12-63", "16-142", "2. 06"])
def test_other_figures_are_none(text: str) -> None:
    assert codes("15-10", "16-0", "06", text) == {"15-10", "16-0", "06"}


def test_two_codes_alone_may_be_figures_of_the_text() -> None:
    assert codes("15-10", "He left.", "06") == set()


def test_a_figure_with_a_nought_that_is_hardly_text_is_a_code_by_itself() -> None:
    assert codes("The end", "06", "15-10", kept=0.4) == {"06"}


def test_the_values_of_forms_are_none() -> None:
    assert codes("01", "02", "03", genre="form") == set()
