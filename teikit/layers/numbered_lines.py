"""The line numbers of a transcript: numbers alone on their lines that increase down a page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from teikit.core.genres import SHEET
from teikit.layers.facts import PageLine
from teikit.layers.pages import lines_by_page
from teikit.layers.recurrence import number_of

LAST_NUMBER = 30  # the number of the last line of a page, at most
LEAST_NUMBERS = 15  # such numbers on a page whose lines are numbered, at least


def numbered_lines(lines: Sequence[PageLine], stays: Sequence[bool]) -> set[int]:
    """The places of the lines that are the numbers of others; ``stays`` says of each line whether it stays."""
    numbers: set[int] = set()
    for page in lines_by_page(lines):
        values = [(at, number_of(lines[at].text) or 0) for at in page if lines[at].genre != SHEET]
        rising = _rising([(at, value) for at, value in values if 0 < value <= LAST_NUMBER])
        if len(rising) >= LEAST_NUMBERS:
            numbers.update(at for at in rising if stays[at] and not lines[at].known_role)
    return numbers


def _rising(values: Sequence[tuple[int, int]]) -> list[int]:
    """The places of the longest run of values each of which is larger than the one before."""
    ends: list[int] = []  # the lowest last value of a run of each length
    runs: list[list[int]] = []  # the places of that run
    for at, value in values:
        length = bisect_left(ends, value)
        run = [*(runs[length - 1] if length else []), at]
        ends[length : length + 1], runs[length : length + 1] = [value], [run]
    return runs[-1] if runs else []
