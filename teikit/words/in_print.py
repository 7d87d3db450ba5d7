"""What printed books have and typewriters have not: curved apostrophes, and references to footnotes after a word."""

from __future__ import annotations

import regex

REFERENCE = regex.compile(r"(?<=[\p{L}\p{P}])[0-9]{1,2}$")  # the number of a footnote after a word: Kingdom1
STRAIGHT = str.maketrans("‘’“”", "''\"\"")
"""The curved signs of printers, and those of typewriters."""


def is_as_printed(reading: str, correction: str) -> bool:
    """Whether a correction takes away only what printers set and nobody typed.

    >>> is_as_printed("d’Affaires", "d'affaires"), is_as_printed("Kingdom1", "Kingdom"), is_as_printed("tbe", "the")
    (True, True, False)
    """
    typed = REFERENCE.sub("", reading.translate(STRAIGHT))
    return typed.casefold() == correction.translate(STRAIGHT).casefold()
