"""Marks that stand alone where a typist may have put them: dashes, bullets, colons of labels, dots of an omission."""

from __future__ import annotations

from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind

LONGEST_LABEL = 2  # tokens, at most, of the label before a colon: DATE REC'D :
BULLETS = frozenset(("*", "•", "o", "°"))  # marks before the items of lists
DASHES = frozenset(("-", "--", "---", "—", "–"))  # marks typed between words: THE MINISTER -- WHO RETURNED -- SAID
STOPS = frozenset(".,;:")  # marks after a bracket, from which engines separate them: CIC/LA (SMITH, 34428) ; AUTH
SPECKS = frozenset(
    ":.,;=_|©®™~*+\"'‘’“”()\\^`´<>{}!?°•·¦§¢«»¬"
)  # characters that specks are read as; a mark with any other stays: &, $, ☒; @ is what is left of a letter


def may_be_typed(segment: Segment, at: int) -> bool:
    """Whether a mark stands where a typist may have put it: a dash, a bullet, a label's colon, an omission's dots."""
    token = segment.tokens[at]
    if token.text in DASHES or not SPECKS.issuperset(token.text):
        return True
    if token.text in BULLETS and segment.starts_line(at):
        return True
    if token.text in STOPS and at and segment.tokens[at - 1].trail.endswith(")"):
        return True
    if token.text == ":":
        return _ends_label(segment, at)
    beside = (*segment.tokens[max(at - 1, 0) : at], *segment.tokens[at + 1 : at + 2])
    return token.text == "." and any(mark.text == "." for mark in beside)


def _ends_label(segment: Segment, at: int) -> bool:
    """Whether the colon ``at`` stands after a label: one or two words that begin its line, with no mark after them."""
    start = at
    while start and not segment.starts_line(start):
        start -= 1
    words = [place for place in range(start, at) if segment.kinds[place] is not TokenKind.MARK]
    return at - start <= LONGEST_LABEL and bool(words) and not segment.tokens[words[-1]].trail
