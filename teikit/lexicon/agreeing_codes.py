"""Codes that are too misread to be recognised by themselves: the other codes of the document show what they are.

A token at the edge of a line is weighed as each code of which the document has a legible one: by the misreadings in the
channel, by the count of the code, and by how likely the token is as a word or scrap. ``b)(1)`` and ``(8X1)`` are (b)(1),
``BAAS`` is B1A3. Two codes at the same edge of lines that follow each other are often a pair, the exemption above the
category of the executive order that it rests on; then a shorter or worse reading is enough: ``Al`` below (b)(1) is A1.
Nothing is weighed in a document without a legible code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf, log
from typing import NamedTuple

import regex

from teikit.core import Line, Span
from teikit.core.text import TOKEN
from teikit.lexicon.entries import Exemption
from teikit.lexicon.lexicon import Lexicon
from teikit.lexicon.margin_marks import BRACKETED, LONG_LINE, SIGNS_AROUND, SPACED, MarginMark

LONGEST = 9  # characters of a misread code, at most
LEAST = 3  # characters of a misread code that only recurs, at least
RANDOM = 3.3  # nats of a character in a scrap: one of 27 that are equally likely
COMMON = 3.0  # nats of a misreading that is common in codes: one in 20
MOST = 4.5  # nats by which a token may be a worse code than a word or scrap, at most
MISREAD = 7.5  # nats of a misreading that may make another legible exemption of (b)(1), at most: (b)(2), (b)(4)
CLEARLY = 3.0  # nats by which a code must be better than the next one, at least
ROUNDS = 2  # times that all tokens are weighed: the codes of the first count in the second
SEVERAL = 2  # misread codes of a document without a legible one, at least
MOST_ODD = -3.0  # nats by which each of these may be a worse code than a scrap, at most
UNKNOWN = 0.01  # times that a code counts which the document does not have
PAIRED = 2  # written lines from one code of a pair to the other, at most
CLASSIFIED = "b1"  # the category of text that is properly classified
ORDER = "E.O."  # the beginning of an authority that is an executive order


COMMONLY = (
    (regex.compile(r"(?<=\w)(?:\\\\?\(?|[XxV])(?=\w)"), ")("),  # (8V1), (8\\(1): (8)(1)
    (regex.compile(r"^([({]?)[B86h&](?=\W|(?<=[({].)\d)"), r"\1b"),  # (8)(1): (b)(1)
    (regex.compile(r"^8(?=\w)"), "B"),  # 81A3
    (regex.compile(r"(?<=\w)[IlL](?=\w?\w?$)"), "1"),  # BlA3, Al
)
"""What engines often read in codes, and what is on the page."""
BEFORE = regex.compile(r"[^\p{L}\p{N}({]*")  # signs before a code, and the end of an excision: ] (b)(1)
AFTER = regex.compile(r"[^\p{L}\p{N})}]*$")  # signs after it, and the beginning of an excision: (b)(1) [
ODD = regex.compile(r"(?=.*\d).{0,3}[\p{L}\p{N}][XxV\\¢].{1,3}|\d\.\d.{0,2}[^\p{L}\p{N}\s].{0,3}")


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
    if CLASSIFIED not in lexicon.categories:
        return marks
    edges = [edge for row, (line, _) in enumerate(rows) if line.start not in reasons for edge in _edges_of(row, line)]
    known = {mark.span.start: mark for row in marks for mark in row if mark.alone}
    judge = _Judge((), lexicon)
    if not known:
        known = _odd(edges, judge)
    if not any(judge.is_exemption(reading) for mark in known.values() for reading in mark.readings):
        return marks
    _mend(edges, known, _Judge(known.values(), lexicon))
    for _ in range(ROUNDS):
        judge = _Judge(known.values(), lexicon)
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


def _odd(edges: Sequence[Edge], judge: _Judge) -> dict[int, MarginMark]:
    """The marks of a document without a legible code: none, or several misread in a way that nobody types: (8V1)."""
    odd = {edge.span.start: _agreed(edge, code) for edge in edges if (code := judge.odd(edge.text))}
    return odd if len(odd) >= SEVERAL else {}


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
        code = judge.misread(first) if first else None
        if code and (judge.is_of_order(second) if second else judge.category_below(below.text)):
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
            known[below.span.start] = replace(second, above=above.span.start)


class _Judge:
    """Weighs tokens as the codes of a document, of which some are ``known``."""

    def __init__(self, known: Iterable[MarginMark], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        codes = {code.code: code for code in reversed(lexicon.exemptions) if not code.code.endswith("?")}
        self._first = [code for code in codes.values() if code.categories == (CLASSIFIED,)]
        self._orders = [code for code in codes.values() if self._has_order(code)]
        self._counts = Counter(mark.readings[0].code for mark in known if len(mark.readings) == 1)
        self._counts[next(code.code for code in self._first if code.is_category)] += 1
        self._all = self._counts.total()
        self._known = [code for name, code in codes.items() if name in self._counts]
        others = [code for name, code in codes.items() if name not in self._counts and BRACKETED.search(name)]
        self._bracketed = self._known + [code for code in others if self.is_exemption(code)]

    def is_exemption(self, code: Exemption) -> bool:
        """Whether a code is an exemption of the FOIA or a category of an order, as the halves of pairs are."""
        categories = self._lexicon.categories
        law = categories[CLASSIFIED].authority
        return self._has_order(code) or any(categories[id].authority == law for id in code.categories)

    def _has_order(self, code: Exemption) -> bool:
        """Whether a code names a category of an executive order."""
        categories = (self._lexicon.categories[id] for id in code.categories)
        return any(category.section and category.authority.startswith(ORDER) for category in categories)

    def is_of_order(self, mark: MarginMark) -> bool:
        """Whether all readings of a mark name a category of an executive order."""
        return all(map(self._has_order, mark.readings))

    def is_first(self, mark: MarginMark) -> bool:
        """Whether a mark is the exemption of what is classified."""
        return all(code.categories == (CLASSIFIED,) for code in mark.readings)

    def recurring(self, text: str) -> Exemption | None:
        """The code of the document that a token is, although nothing else is beside it."""
        if len(text) < LEAST or self._lexicon.words.get(text.upper()):
            return None
        return self._best(text, self._bracketed if BRACKETED.search(text) else self._known)

    def odd(self, text: str) -> Exemption | None:
        """The code that a token with something else for a bracket must be, whatever the document has."""
        if not ODD.fullmatch(text) or self._lexicon.marks_of_reviewers.read(text):
            return None
        return self._best(text, self._bracketed, MOST_ODD)

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
        return self._likely_first(mark.readings[0].code)

    def _likely_first(self, name: str) -> Exemption | None:
        """The exemption of what is classified, if engines often read it as a certain code."""
        cost = self._lexicon.channel.cost
        return next((code for code in self._first if cost(code.code, name) < MISREAD), None)

    def _best(self, text: str, codes: Sequence[Exemption], most: float = MOST) -> Exemption | None:
        """The best of some codes for a token; None if another is as good, or it is more likely a word or a scrap."""
        if len(text) > LONGEST:
            return None
        read = self._lexicon.marks_of_reviewers.read(text)
        if len(read) == 1 and read[0].counts_alone:
            may_be = read[0] in codes and (self._counts[read[0].code] or not self._likely_first(read[0].code))
            return read[0] if may_be else None
        points = sorted((self._points(text, code.code), code.code, code) for code in codes)
        is_clear = len(points) < 2 or points[1][0] - points[0][0] >= CLEARLY
        return points[0][2] if is_clear and points and points[0][0] <= most else None

    def _points(self, text: str, code: str) -> float:
        """The nats by which a token is a worse code than a word or a scrap."""
        channel, words = self._lexicon.channel, self._lexicon.words
        misread = min(cost + channel.cost(code, form) for form, cost in _mended(text))
        word = text.upper()
        scrap = min(RANDOM * len(text), -words.log_unigram(word) if word in words else inf)
        return misread + log(self._all / (self._counts[code] or UNKNOWN)) - scrap


def _mended(text: str) -> tuple[tuple[str, float], ...]:
    """A token as it was read, and without misreadings that are common in codes; with the cost of these in nats."""
    forms = {text: 0.0}
    for wrong, right in COMMONLY:
        for form, cost in list(forms.items()):
            forms.setdefault(wrong.sub(right, form), cost + COMMON)
    return tuple(forms.items())
