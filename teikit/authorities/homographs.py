"""A name that is also a word in a telegram without small letters: TOLD US THAT, but THE US EMBASSY.

What stands beside it decides, by how often it was counted beside the name and beside the word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import log
from typing import NamedTuple

import regex

from teikit.core import Span

LEAST_POINTS = 1.5
"""Points (natural logarithms of odds) from which it is taken for the name: on volumes that gave no counts it is the
name in .977 of these places, and .74 of its places are among them; from 1.0 on in .959, with .85 of them."""
LONGEST_NEIGHBOUR = 30  # characters of a word beside it with the blanks before it, at most
BEFORE = regex.compile(r"(?:(?P<word>\p{L}+)|[^\s\p{L}])?\s*$")  # TOLD US; no word: (US
AFTER = regex.compile(r"\s+(?P<word>\p{L}+)|[^\s\p{L}]")  # US POLICY; no word: US,
SMALL = regex.compile(r"\p{Ll}{2}")  # small letters in the line: there the word would be written so


class Homograph(NamedTuple):
    """How often a form was the name and the word, before or after (``side``) a neighbour, or anywhere (both empty)."""

    form: str
    side: str
    neighbour: str
    name: int
    word: int


class Homographs:
    """The names that are also words, ready to be told apart."""

    def __init__(self, counts: Iterable[Homograph] = ()) -> None:
        self._points: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
        rows = list(counts)
        whole = {row.form: row for row in rows if not row.side}
        for row in rows:
            of = whole.get(row.form, row)
            points = log((row.name + 1) / (row.word + 1))
            if row.side:
                points -= log((of.name + 2) / (of.word + 2))
            self._points[row.form][row.side, row.neighbour] = points

    def may_be_word(self, form: str, text: str, span: Span) -> bool:
        """Whether a folded form, which stands in capitals at ``span`` of a text, is as likely a word as a name."""
        points, (start, end) = self._points.get(form), span
        if not points or not text[start:end].isupper() or "." in text[start:end]:
            return False
        before = BEFORE.search(text, max(start - LONGEST_NEIGHBOUR, 0), start)
        after = AFTER.match(text, end, min(end + LONGEST_NEIGHBOUR, len(text)))
        beside = text[before.start() if before else start : after.end() if after else end]
        if SMALL.search(beside):
            return False
        sides = [("before", (before and before["word"]) or ""), ("after", (after and after["word"]) or "")]
        score = points.get(("", ""), 0.0) + sum(points.get((side, word.upper()), 0.0) for side, word in sides)
        return score < LEAST_POINTS
