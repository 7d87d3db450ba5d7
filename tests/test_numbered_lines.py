"""The numbers of the lines of a transcript."""

from __future__ import annotations

from teikit.layers.facts import PageLine
from teikit.layers.numbered_lines import numbered_lines


def numbers(*texts: str) -> list[str]:
    """The lines of a page that are the numbers of its lines."""
    lines = [PageLine(text, 0, 0) for text in texts]
    return [texts[at] for at in sorted(numbered_lines(lines, [True] * len(lines)))]


def test_figures_that_rise_down_a_page_are_the_numbers_of_its_lines() -> None:
    page = [text for number in range(1, 26) for text in (str(number), "Mr. Sample. I do not recall.")]
    assert numbers(*page) == [str(number) for number in range(1, 26)]


def test_a_figure_out_of_order_is_none() -> None:
    page = [str(number) for number in (1, 2, 3, 4, 5, 6, 19, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)]
    assert "19" not in numbers(*page)
    assert "7" in numbers(*page)


def test_few_figures_and_points_are_none() -> None:
    assert numbers(*map(str, range(1, 12))) == []
    assert numbers(*(f"{number} persons" for number in range(1, 26))) == []


def test_a_column_of_equal_figures_is_none() -> None:
    assert numbers(*["10"] * 25) == []
