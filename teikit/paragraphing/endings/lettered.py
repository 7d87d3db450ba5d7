"""Letters of what is listed below a text: ``Attachments: 4`` / ``A- Memo for the Record`` / ``B-`` / ``Dispatch``."""

from __future__ import annotations

from collections.abc import Sequence

import regex

NEAR_ROWS = 6  # rows up and down in which the letter before or after stands, at most
LETTER = regex.compile(r"\W{0,2}(?:IDEN )?(\p{Lu})(?:[\s.:)-]|$)")
"""A row that begins with a letter: ``A- 10 Feb 1964``, ``B-``, ``IDEN F:``"""


def is_lettered(texts: Sequence[str], at: int) -> bool:
    """Whether a row begins with a letter that follows, or is followed by, that of a row near it.

    >>> is_lettered(["A- Memo", "B-", "Dispatch"], 1), is_lettered(["S. D. Sample", "N"], 1)
    (True, False)
    """
    own = LETTER.match(texts[at])
    above, below = texts[max(at - NEAR_ROWS, 0) : at], texts[at + 1 : at + 1 + NEAR_ROWS]
    return own is not None and (_before(own[1]) in _letters(above) or own[1] in map(_before, _letters(below)))


def _letters(texts: Sequence[str]) -> set[str]:
    """The letters with which rows begin."""
    return {letter[1] for letter in map(LETTER.match, texts) if letter}


def _before(letter: str) -> str:
    """The letter before another one."""
    return chr(ord(letter) - 1)
