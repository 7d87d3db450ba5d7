"""Codes that are too misread to be recognised by themselves: the other codes of the document show what they are.

A token at the edge of a line is weighed as each code of which the document has a legible one: by the misreadings in the
channel, by the count of the code, and by how likely the token is as a word or scrap. ``b)(1)`` and ``(8X1)`` are (b)(1),
``BAAS`` is B1A3. Two codes at the same edge of lines that follow each other are often a pair, the exemption above the
category of the executive order that it rests on; then a shorter or worse reading is enough: ``Al`` below (b)(1) is A1.
Nothing is weighed in a document without a legible code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from math import inf, log
from operator import itemgetter
from typing import NamedTuple

import regex

from teikit.core import Line, Span
from teikit.core.text import TOKEN
from teikit.lexicon.entries import Exemption
from teikit.lexicon.lexicon import Lexicon
from teikit.lexicon.margin_marks import LONG_LINE, SIGNS_AROUND, SPACED, MarginMark

LONGEST = 9  # characters of a misread code, at most
LEAST = 3  # characters of a misread code that only recurs, at least
RANDOM = 3.3  # nats of a character in a scrap: one of 27 that are equally likely
COMMON = 3.0  # nats of a misreading that is common in codes: one in 20
MOST = 4.5  # nats by which a token may be a worse code than a word or scrap, at most
MISREAD = 7.5  # nats of a misreading that may make another legible exemption of (b)(1), at most: (b)(2), (b)(4)
CLEARLY = 1.5  # nats by which a code must be better than the next one, at least
UNKNOWN = 0.01  # times that a code counts which the document does not have
REMEMBERED = 1000  # codes whose forms are cached, at most
PAIRED = 2  # written lines from one code of a pair to the other, at most
BETWEEN = ("X", "x", "V", "\\(", "\\")  # what engines read for the two brackets in (b)(1)
READ_FOR = {"b": "B86h&", "1": "Il", "B": "8"}  # what they often read for characters of codes
CLASSIFIED = ("b1",)  # the categories of a code for text that is properly classified
ORDER = "E.O."  # the beginning of an authority that is an executive order


BEFORE = regex.compile(r"[^\p{L}\p{N}()\[\]{}]*")  # signs before a code
AFTER = regex.compile(r"[^\p{L}\p{N}()\[\]{}]*$")  # and after it


class Edge(NamedTuple):
    """A token at an edge of a line: the number of the written line, and at which of its edges it is."""

    row: int
    span: Span
    text: str
    begins: bool
    ends: bool

    def is_level(self, below: Edge) -> bool:
        """Whether another token is at the same edge of a line that follows."""
        is_same = (self.begins and below.begins) or (self.ends and below.ends)
        return is_same and 0 < below.row - self.row <= PAIRED


def agreeing(
    rows: Sequence[tuple[Line, Sequence[MarginMark]]], lexicon: Lexicon, reasons: Container[int] = frozenset()
) -> list[tuple[MarginMark, ...]]:
    """The marks of each written line, with those added and mended that agree with the legible ones.

    ``reasons`` are the starts of lines in which a code is not an exemption.
    """
    marks = [tuple(row_marks) for _, row_marks in rows]
    clear = (mark.readings[0] for row in marks for mark in row if mark.alone and len(mark.readings) == 1)
    counts = Counter(reading.code for reading in clear)
    if not counts:
        return marks
    edges = [edge for row, (line, _) in enumerate(rows) if line.start not in reasons for edge in _edges_of(row, line)]
    known = {mark.span.start: mark for row in marks for mark in row if mark.alone}
    _mend(edges, known, _Judge(counts, lexicon))
    judge = _Judge(Counter(mark.readings[0].code for mark in known.values() if len(mark.readings) == 1), lexicon)
    for edge in edges:
        if edge.span.start not in known and (code := judge.recurring(edge.text)):
            known[edge.span.start] = _agreed(edge, code)
    _pair(edges, known, judge)
    added = [{mark.span.start: mark for mark in row} for row in marks]
    for edge in edges:
        if mark := known.get(edge.span.start):
            added[edge.row][edge.span.start] = mark
    return [tuple(mark for _, mark in sorted(row.items())) for row in added]


def _edges_of(row: int, line: Line) -> Iterator[Edge]:
    """The first and the last token of a line that are not only signs, or its only one; without signs around it."""
    if len(line.text) > LONG_LINE:
        return
    tokens = [
        match for match in TOKEN.finditer(SPACED.sub("\u2060", line.text)) if not SIGNS_AROUND.fullmatch(match[0])
    ]
    for match in dict.fromkeys(tokens[:1] + tokens[-1:]):
        start, end = match.start() + len(BEFORE.match(match[0])[0]), match.end() - len(AFTER.search(match[0])[0])
        text = line.text[start:end]
        yield Edge(row, Span(start, end).moved(line.start), text, match is tokens[0], match is tokens[-1])


def _agreed(edge: Edge, code: Exemption) -> MarginMark:
    """The mark of a token that is a code because others of the document are."""
    return MarginMark(edge.span, edge.text, (code,), agrees=True)


def _level(edges: Sequence[Edge]) -> Iterator[tuple[Edge, Edge]]:
    """The pairs of tokens at the same edge of lines that follow each other, those of adjoining lines first."""
    by_row: dict[int, list[Edge]] = {}
    for edge in edges:
        by_row.setdefault(edge.row, []).append(edge)
    for apart in range(1, PAIRED + 1):
        for above in edges:
            yield from ((above, below) for below in by_row.get(above.row + apart, ()) if above.is_level(below))


def _mend(edges: Sequence[Edge], known: dict[int, MarginMark], judge: _Judge) -> None:
    """Read another exemption above a category of an order as that of what is classified: (b)(2) above B1A3."""
    for above, below in _level(edges):
        first, second = known.get(above.span.start), known.get(below.span.start)
        if first and (code := judge.misread(first)):
            if judge.is_of_order(second) if second else judge.category_below(below.text):
                known[above.span.start] = _agreed(above, code)


def _pair(edges: Sequence[Edge], known: dict[int, MarginMark], judge: _Judge) -> None:
    """Add the tokens to the ``known`` marks that are the other half of one of them."""
    paired: set[Edge] = set()
    for above, below in _level(edges):
        if above in paired or below in paired:
            continue
        first, second = known.get(above.span.start), known.get(below.span.start)
        if first and judge.is_first(first):
            if second is None and (code := judge.category_below(below.text)):
                second = known[below.span.start] = _agreed(below, code)
        elif first is None and second and judge.is_of_order(second) and (code := judge.exemption_above(above.text)):
            first = known[above.span.start] = _agreed(above, code)
        if first and second and judge.is_first(first) and judge.is_of_order(second):
            paired |= {above, below}


class _Judge:
    """Weighs tokens as the codes of a document, which are in ``counts``."""

    def __init__(self, counts: Counter[str], lexicon: Lexicon) -> None:
        self._counts, self._all = counts, sum(counts.values()) + 1
        self._lexicon = lexicon
        whole = {code.code: code for code in reversed(lexicon.exemptions) if not code.code.endswith("?")}
        self._known = [code for name, code in whole.items() if name in counts]
        self._first = [code for code in whole.values() if code.categories == CLASSIFIED]
        self._orders = [code for code in whole.values() if self._has_order(code)]

    def _has_order(self, code: Exemption) -> bool:
        """Whether a code names a category of an executive order."""
        categories = (self._lexicon.categories[id] for id in code.categories)
        return any(category.section and category.authority.startswith(ORDER) for category in categories)

    def is_of_order(self, mark: MarginMark) -> bool:
        """Whether all readings of a mark name a category of an executive order."""
        return all(map(self._has_order, mark.readings))

    def is_first(self, mark: MarginMark) -> bool:
        """Whether a mark is the exemption of what is classified."""
        return all(code.categories == CLASSIFIED for code in mark.readings)

    def recurring(self, text: str) -> Exemption | None:
        """The code of the document that a token is, although nothing else is beside it."""
        if len(text) < LEAST or self._lexicon.words.get(text.upper()):
            return None
        return self._best(text, self._known)

    def category_below(self, text: str) -> Exemption | None:
        """The category of an order that a token below (b)(1) is."""
        return self._best(text, self._orders)

    def exemption_above(self, text: str) -> Exemption | None:
        """The exemption of what is classified that a token above a category of an order is."""
        return self._best(text, self._first)

    def misread(self, mark: MarginMark) -> Exemption | None:
        """The exemption of what is classified, if a mark that reads as another one may be it: (b)(2), (b)(4)."""
        if len(mark.readings) > 1 or self.is_first(mark) or not mark.readings[0].is_category:
            return None
        cost = self._lexicon.channel.cost
        return next((code for code in self._first if cost(code.code, mark.readings[0].code) < MISREAD), None)

    def _best(self, text: str, codes: Sequence[Exemption]) -> Exemption | None:
        """The best of some codes for a token; None if another is as good, or it is more likely a word or a scrap."""
        if len(text) > LONGEST:
            return None
        read = self._lexicon.marks_of_reviewers.read(text)
        if len(read) == 1 and read[0].counts_alone:
            return read[0] if read[0].code in {code.code for code in codes} else None
        points = sorted((self._points(text, code.code), code.code, code) for code in codes)
        is_clear = len(points) < 2 or points[1][0] - points[0][0] >= CLEARLY
        return points[0][2] if is_clear and points and points[0][0] <= MOST else None

    def _points(self, text: str, code: str) -> float:
        """The nats by which a token is a worse code than a word or a scrap."""
        channel, words = self._lexicon.channel, self._lexicon.words
        misread = min(cost + channel.cost(form, text) for form, cost in _forms(code))
        word = text.upper()
        scrap = min(RANDOM * len(text), -words.log_unigram(word) if word in words else inf)
        return misread + log(self._all / (self._counts[code] or UNKNOWN)) - scrap


@lru_cache(maxsize=REMEMBERED)
def _forms(code: str) -> tuple[tuple[str, float], ...]:
    """The forms in which engines often read a code, each with its cost in nats: ``(b)(1)``, ``(8)(1)``, ``(8X1)``."""
    forms = {code: 0.0}
    for seen in BETWEEN:
        forms.setdefault(code.replace(")(", seen), COMMON)
    for typed, read in READ_FOR.items():
        for form, cost in list(forms.items()):
            for seen in read:
                forms.setdefault(form.replace(typed, seen), cost + COMMON)
    return tuple(forms.items())
