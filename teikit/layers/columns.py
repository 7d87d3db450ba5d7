"""Columns of numbers that an engine read line by line: they are the content of a table, not stamps.

``579-46-4548``, ``243-74-5787``, ``243-48-4536`` below each other are the column of a payroll; alone each would look
like the number that an archive stamps on a page. The numbers may have the letters of a file before them:
``HQ62-117290-129``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import regex

from teikit.layers.facts import PageLine
from teikit.layers.figures import is_figure

FEWEST_LINES = 3  # lines of one form in a column, at least
FEWEST_DIGITS = 3  # digits of a line of a column, at least: 1, 2, 3 number the lines
FIGURES = regex.compile(r"\d+")  # digits, of which only the place counts
MARKS = regex.compile(r"\W+")  # signs between them, of which only the place counts
FILE = regex.compile(r"\A\s*\W?\p{L}{1,2}(?=\d)")  # the letters before the number of a file: HQ62-117290-129


def columns_of_figures(lines: Sequence[PageLine]) -> set[int]:
    """The places of the lines in columns: below each other on a page, and at least three of them of one form.

    A column reaches from the first to the last line of such a form. Lines between them that were read differently
    (``07-01-7707-31-77`` among ``07-01-77 07-31-77``) belong to it.
    """
    runs = groupby(range(len(lines)), key=lambda at: (lines[at].page, form(lines[at].text) != ""))
    return {at for (_, has_figures), run in runs if has_figures for at in _column(list(run), lines)}


def _column(run: Sequence[int], lines: Sequence[PageLine]) -> Sequence[int]:
    """The part of a run of lines of numbers that is a column."""
    forms = [form(lines[at].text) for at in run]
    counts = Counter(forms)
    alike = [place for place, own in enumerate(forms) if counts[own] >= FEWEST_LINES]
    return run[alike[0] : alike[-1] + 1] if alike else []


def form(text: str) -> str:
    """A line of numbers with 0 for each number and ``-`` for the signs between them; empty for any other line.

    >>> form("243-74-5787"), form(" 1.125.00 "), form("HQ62-117290-129"), form("7."), form("No. 7")
    ('0-0-0', '0-0-0', '0-0-0', '', '')
    """
    text = FILE.sub("", text)
    if not is_figure(text) or sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return ""
    return FIGURES.sub("0", MARKS.sub("-", text).strip("-"))
