"""Codes that are too misread to be recognised by themselves: the other codes of the document show what they are.

A token at the edge of a line is weighed (:mod:`teikit.lexicon.code_weights`) as each code of which the document has a
legible one: ``b)(1)`` and ``(8X1)`` are (b)(1), ``BLAS`` is B1A3. Two codes at the same edge of lines that follow
each other are often a pair, the exemption above the category of the executive order that it rests on. Below (b)(1),
``Al`` is A1; what is read as (b)(2) above B1A3 is (b)(1). Nothing is added to a document without legible codes, unless
it has several that were misread in a way that nobody types.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from teikit.core import Line, Span
from teikit.core.text import WRITTEN
from teikit.lexicon.code_weights import CLASSIFIED, CodeWeights
from teikit.lexicon.entries import Exemption
from teikit.lexicon.lexicon import Lexicon
from teikit.lexicon.margin_marks import LONG_LINE, MarginMark, tokens_of

ROUNDS = 2  # times that all tokens are weighed: the codes of the first count in the second
SEVERAL = 2  # misread codes of a document without a legible one, at least
LINES_TO_PAIR = 2  # written lines from one code of a pair to the other, at most
LONGEST_SCRAP = 6  # characters of a scrap that may be what is left of (b)(1), at most
ROUND = regex.compile(r"[()]")  # a round bracket
POINT = regex.compile(r"\(?(?:\w|\d+|[ivxIVX]+)\)")  # the number of a list: a), (12)
BEFORE = regex.compile(r"[^\p{L}\p{N}({]*")  # signs before a code, and the end of an excision: ] (b)(1)
AFTER = regex.compile(r"(?<=[\p{L}\p{N})}])[^\p{L}\p{N})}]*$")  # signs after it, and the beginning of one: (b)(1) [


class Edge(NamedTuple):
    """A token at the edge of a line: ``row`` is the number of its line among the written ones.

    ``begins`` and ``ends`` say whether it is the first and the last token of the line.
    """

    row: int
    span: Span
    text: str
    begins: bool
    ends: bool

    def is_level(self, below: Edge) -> bool:
        """Whether another token is at the same edge of a line that follows."""
        is_same = (self.begins and below.begins) or (self.ends and below.ends)
        return is_same and 0 < below.row - self.row <= LINES_TO_PAIR


def agreeing(
    rows: Sequence[tuple[Line, Sequence[MarginMark]]], lexicon: Lexicon, reasons: Container[int] = frozenset()
) -> list[tuple[MarginMark, ...]]:
    """The marks of each written line, some added and some mended so that they agree with the legible ones.

    ``rows`` are the written lines with the marks that were read in each, ``reasons`` the starts of lines in which a
    code is not an exemption.
    """
    marks = [tuple(row_marks) for _, row_marks in rows]
    if CLASSIFIED not in lexicon.categories:
        return marks
    edges = [
        edge
        for row, (line, row_marks) in enumerate(rows)
        if line.start not in reasons
        for edge in _edges_of(row, line, row_marks)
    ]
    weights = CodeWeights((), lexicon)
    legible = {mark.span.start: mark for row in marks for mark in row if mark.alone and weights.is_legible(mark)}
    known = legible or _odd(edges, weights)
    if not any(weights.is_exemption(reading) for mark in known.values() for reading in mark.readings):
        return marks
    _extend(known, edges, lexicon)
    agreed = [{mark.span.start: weights.with_doubt(mark) for mark in row} for row in marks]
    for edge in edges:
        if mark := known.get(edge.span.start):
            agreed[edge.row][edge.span.start] = mark
    return [tuple(mark for _, mark in sorted(row.items())) for row in agreed]


def _extend(known: dict[int, MarginMark], edges: Sequence[Edge], lexicon: Lexicon) -> None:
    """Mend the ``known`` marks of a document, and add the tokens at the edges of lines that agree with them."""
    _mend(edges, known, CodeWeights(known.values(), lexicon))
    for _ in range(ROUNDS):
        weights = CodeWeights(known.values(), lexicon)
        for edge in edges:
            if edge.span.start not in known and (code := weights.recurring(edge.text)):
                known[edge.span.start] = _agreed(edge, code)
        _pair(edges, known, weights)


def _edges_of(row: int, line: Line, marks: Sequence[MarginMark]) -> Iterator[Edge]:
    """The first and the last token of a line that are not only signs, or its only one, without signs around it.

    Where one of the ``marks`` of the line is, the mark takes the place of the token.
    """
    if len(line.text) > LONG_LINE:
        return
    tokens = tokens_of(line.text)
    for match in dict.fromkeys(tokens[:1] + tokens[-1:]):
        span = _without_signs(match[0]).moved(line.start + match.start())
        span = next((mark.span for mark in marks if mark.span.overlaps(span)), span)
        text = line.text[span.start - line.start : span.end - line.start]
        yield Edge(row, span, text, match is tokens[0], match is tokens[-1])


def _without_signs(token: str) -> Span:
    """The stretch of a token without the signs before and after it."""
    before, after = BEFORE.match(token), AFTER.search(token)
    return Span(before.end() if before else 0, after.start() if after else len(token))


def _agreed(edge: Edge, code: Exemption) -> MarginMark:
    """The mark of a token that is a code because others of the document are."""
    return MarginMark(edge.span, edge.text, (code,), agrees=True)


def _odd(edges: Sequence[Edge], weights: CodeWeights) -> dict[int, MarginMark]:
    """The marks of a document without a legible code: none, or several misread in a way that nobody types: (8V1)."""
    odd = {edge.span.start: _agreed(edge, code) for edge in edges if (code := weights.odd(edge.text))}
    return odd if len(odd) >= SEVERAL else {}


def _level(edges: Sequence[Edge]) -> Iterator[tuple[Edge, Edge]]:
    """The pairs of tokens at the same edge of lines that follow each other, those of adjoining lines first."""
    by_row: dict[int, list[Edge]] = {}
    for edge in edges:
        by_row.setdefault(edge.row, []).append(edge)
    for apart in range(1, LINES_TO_PAIR + 1):
        for above in edges:
            yield from ((above, below) for below in by_row.get(above.row + apart, ()) if above.is_level(below))


def _mend(edges: Sequence[Edge], known: dict[int, MarginMark], weights: CodeWeights) -> None:
    """Read another exemption above a category of an order as that of what is classified: (b)(2) above B1A3."""
    for above, below in _level(edges):
        first, second = known.get(above.span.start), known.get(below.span.start)
        code = weights.misread(first) if first else None
        if code and (weights.is_of_order(second) if second else weights.category_below(below.text)):
            known[above.span.start] = _agreed(above, code)


def _pair(edges: Sequence[Edge], known: dict[int, MarginMark], weights: CodeWeights) -> None:
    """Add the tokens to the ``known`` marks that are the other half of one of them."""
    paired: set[Edge] = set()
    for above, below in _level(edges):
        if above in paired or below in paired:
            continue
        first, second = known.get(above.span.start), known.get(below.span.start)
        if first and not second and weights.is_for_classified(first):
            code = weights.category_below(below.text)
            second = _agreed(below, code) if code else None
        elif second and not first and weights.is_of_order(second):
            code = weights.exemption_above(above.text)
            if not code and _is_scrap_of_code(above, below) and weights.implies_classified(second):
                code = weights.classified
            first = _agreed(above, code) if code else None
        if first and second and weights.is_for_classified(first) and weights.is_of_order(second):
            paired |= {above, below}
            known[above.span.start] = first
            known[below.span.start] = replace(second, above=above.span.start)


def _is_scrap_of_code(above: Edge, below: Edge) -> bool:
    """Whether a short token with a round bracket is right above another: ``(svt)``; numbers of a list do not count."""
    is_point = above.begins and POINT.fullmatch(above.text) is not None
    is_bracketed = ROUND.search(above.text) is not None and WRITTEN.search(above.text) is not None
    return is_bracketed and not is_point and len(above.text) <= LONGEST_SCRAP and below.row - above.row == 1
