"""Facts about the line of a token: its length, and how much of it looks odd."""

from __future__ import annotations

from typing import NamedTuple

from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind

ODD = (TokenKind.ODD, TokenKind.MARK)  # kinds of tokens that look odd in a line


class LineFacts(NamedTuple):
    """Facts about the line of a token: the share of its tokens that are odd, 0 to 1, and the number of its tokens."""

    odd: float
    tokens: int


def line_facts(segment: Segment) -> list[LineFacts]:
    """The facts about its line for each token of a segment."""
    facts: list[LineFacts] = []
    is_odd: list[bool] = []
    for at, (token, kind) in enumerate(zip(segment.tokens, segment.kinds, strict=True), 1):
        is_odd.append(kind in ODD)
        if token.ends_line or at == len(segment.tokens):
            facts += [LineFacts(sum(is_odd) / len(is_odd), len(is_odd))] * len(is_odd)
            is_odd = []
    return facts
