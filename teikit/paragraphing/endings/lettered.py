"""Letters of lists below a text: ``Attachments: 4`` / ``A- Memo for the Record`` / ``B-`` / ``Dispatch``."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.paragraphing.line_patterns import TYPED_NAME

NEAR_ROWS = 6  # rows up or down to the letter before or after, at most
LETTER = regex.compile(r"\W{0,2}(?:IDEN )?(\p{Lu})(?:[\s:)-]|\.(?!\s\p{L}+\W*$)|$)")
"""A row that begins with a letter: ``A- 10 Feb 1964``, ``B-``, ``IDEN F:``, but not ``R. Smith``"""


def is_lettered(texts: Sequence[str], at: int) -> bool:
    """Whether a row begins with a letter that follows, or is followed by, that of a row near it.

    >>> is_lettered(["A- Memo", "B-", "Dispatch"], 1), is_lettered(["M. D. Sample", "N"], 1)
    (True, False)
    """
    own = _letter(texts[at])
    above = map(_letter, texts[max(at - NEAR_ROWS, 0) : at])
    below = filter(None, map(_letter, texts[at + 1 : at + 1 + NEAR_ROWS]))
    return own != "" and (_before(own) in above or own in map(_before, below))


def _letter(text: str) -> str:
    """The letter with which a row of a list begins; empty for any other row, such as a name: ``M. D. Sample``."""
    match = LETTER.match(text) if TYPED_NAME.fullmatch(text) is None else None
    return match[1] if match else ""


def _before(letter: str) -> str:
    """The letter before another one."""
    return chr(ord(letter) - 1)
