"""The letters and digits of a text, by which two readings of one place in a file are compared."""

from __future__ import annotations


def letters(text: str) -> str:
    """A text without anything that is neither a letter nor a digit.

    >>> letters("NON-ALIGNED 12.")
    'NONALIGNED12'
    """
    return "".join(filter(str.isalnum, text))
