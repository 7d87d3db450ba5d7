"""Estimate the chance that a word of a corrected text is wrong, from a few weighted facts.

The corrected text is read once more by the rule ``words``; words that it would change, or does not know, are doubtful.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from types import MappingProxyType

from teikit.scorecard import logistic
from teikit.words.changes import Change, ReadSegment
from teikit.words.confidence import doubt
from teikit.words.token_kinds import TokenKind

SHORT_WORD = 2  # letters of a word that is easily mistaken for another: AT, AS, AN
SHORT_LINE = 4  # tokens of a line that is as likely a stamp or a heading as text, at most
USUAL_SHARE = 0.08  # share of odd tokens in a document at which this fact adds nothing
WEIGHTS = MappingProxyType(
    {
        "any": -3.6,
        "may be another": 5.2,
        "unknown": 3.2,
        "code": 2.1,
        "mark": 2.0,
        "recurs": 3.8,
        "number": -1.3,
        "engine doubts": 1.3,
        "has marks": 1.6,
        "alone": 1.5,
        "short word": 1.1,
        "short line": -2.4,
        "noisy": 0.6,
        "releases agree": -1.4,
        "marks differ": 1.5,
        "releases differ": 0.3,
    }
)
"""What each fact adds to the logarithm of the odds, counted on typed pages (``benchmarks/review.py --learn``)."""
KINDS = MappingProxyType(
    {
        TokenKind.ODD: "unknown",
        TokenKind.CODE: "code",
        TokenKind.MARK: "mark",
        TokenKind.RECURRING: "recurs",
        TokenKind.NUMBER: "number",
    }
)
"""The facts that a token shows by its kind."""


def facts(read: ReadSegment, at: int, change: Change | None, in_line: int, odd: float) -> dict[str, float]:
    """The facts about a token: ``change`` is the change by the rule, ``in_line`` the number of tokens in its line.

    ``odd`` is the share of odd tokens in the document, 0 to 1.
    """
    segment = read.segment
    token, kind = segment.tokens[at], segment.kinds[at]
    shown = {"any": 1.0, "noisy": log(odd / USUAL_SHARE)}
    if kind in KINDS:
        shown[KINDS[kind]] = 1.0
    if change:
        shown["may be another"] = change.chance.right
    if segment.confidences:
        shown["engine doubts"] = doubt(segment.confidences[at]) / 3
    if kind is not TokenKind.MARK and (token.lead or token.trail):
        shown["has marks"] = 1.0
    if kind is not TokenKind.MARK and len(token.core) <= SHORT_WORD:
        shown["short word"] = 1.0
    if in_line < SHORT_LINE:
        shown["short line"] = 1.0
    if kind is TokenKind.KNOWN:
        before, after = segment.neighbours(at)
        pair = segment.vocabulary.pair_count
        if not pair(before, token.word) and not pair(token.word, after):
            shown["alone"] = 1.0
    return shown


def chance(facts: Mapping[str, float]) -> float:
    """The chance, 0 to 1, that a word with these facts is wrong.

    >>> round(chance({"any": 1.0}), 3)
    0.027
    """
    return logistic(sum(WEIGHTS[name] * value for name, value in facts.items()))
