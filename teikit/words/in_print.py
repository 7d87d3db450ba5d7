"""Features of printed books that typescripts lack: curved apostrophes, and references to footnotes after a word."""

from __future__ import annotations

import regex

REFERENCE = regex.compile(r"(?<=[\p{L}\p{P}])[0-9]{1,2}$")  # the number of a footnote after a word: Kingdom1
STRAIGHT = str.maketrans("‘’“”", "''\"\"")
"""The curved quotation marks of printers, and those of typewriters."""


def is_as_printed(reading: str, correction: str) -> bool:
    """Whether a correction only removes what is usual in print: curved apostrophes, references to footnotes.

    >>> is_as_printed("d’Affaires", "d'affaires"), is_as_printed("Kingdom1", "Kingdom"), is_as_printed("tbe", "the")
    (True, True, False)
    """
    typed = REFERENCE.sub("", reading.translate(STRAIGHT))
    return typed.casefold() == correction.translate(STRAIGHT).casefold()
