"""The line in which a token stands: how long it is, how much of it looks odd, and whether a label begins it."""

from __future__ import annotations

from typing import NamedTuple

from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind

LONGEST_LABEL = 2  # tokens, at most, of the label before a colon: DATE REC'D :
ODD = (TokenKind.ODD, TokenKind.MARK)  # kinds of tokens that look odd in a line


class LineFacts(NamedTuple):
    """The line in which a token stands: the share of its tokens that are odd, 0 to 1, and how many tokens it has."""

    odd: float
    tokens: int


def line_facts(segment: Segment) -> list[LineFacts]:
    """For each token of a segment the facts of its line."""
    facts: list[LineFacts] = []
    is_odd: list[bool] = []
    for at, (token, kind) in enumerate(zip(segment.tokens, segment.kinds, strict=True), 1):
        is_odd.append(kind in ODD)
        if token.ends_line or at == len(segment.tokens):
            facts += [LineFacts(sum(is_odd) / len(is_odd), len(is_odd))] * len(is_odd)
            is_odd = []
    return facts


def starts_line(segment: Segment, at: int) -> bool:
    """Whether a token is the first of its line."""
    return at == 0 or segment.tokens[at - 1].ends_line


def ends_label(segment: Segment, at: int) -> bool:
    """Whether the colon ``at`` stands after a label: one or two words that begin its line, with no mark after them."""
    start = at
    while start and not starts_line(segment, start):
        start -= 1
    words = [place for place in range(start, at) if segment.kinds[place] is not TokenKind.MARK]
    return at - start <= LONGEST_LABEL and bool(words) and not segment.tokens[words[-1]].trail
