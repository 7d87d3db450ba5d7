"""The line in which a token stands: how long it is, and how much of it looks odd."""

from __future__ import annotations

from typing import NamedTuple

from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind

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
