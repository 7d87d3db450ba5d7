"""Names that are also ordinary words in telegrams typed in capitals: TOLD US THAT, but THE US EMBASSY.

The neighbouring words decide, by their counts next to the name and next to the word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import log
from typing import NamedTuple

import regex

from teikit.core import Span

LEAST_POINTS = 1.5
"""Points (natural logarithms of odds) from which it is taken for the name. On volumes that were not counted, .977 of
these places are the name, and they are .74 of its places; from 1.0 on, .959 and .85."""
LONGEST_NEIGHBOUR = 30  # most characters of a neighbouring word with the white space before it
BEFORE = regex.compile(r"(?:(?P<word>\p{L}+)|[^\s\p{L}])?\s*$")  # TOLD US; without a word: (US
AFTER = regex.compile(r"\s+(?P<word>\p{L}+)|[^\s\p{L}]")  # US POLICY; without a word: US,
SMALL = regex.compile(r"\p{Ll}{2}")  # lower-case letters in the line: there the word would be in lower case


class Homograph(NamedTuple):
    """The counts of a form as name and as word, before or after (``side``) a neighbour, or anywhere (both empty)."""

    form: str
    side: str
    neighbour: str
    name: int
    word: int


class Homographs:
    """The names that are also words, with their counts."""

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
        """Whether a folded form, in capitals at ``span`` of a text, is as likely a word as a name."""
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
