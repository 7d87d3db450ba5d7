"""What printed books have and typewriters have not: accents, curved apostrophes, references to footnotes."""

from __future__ import annotations

from unicodedata import normalize

import regex

MARKS = regex.compile(r"\p{M}")  # accents, apart from their letters
REFERENCE = regex.compile(r"(?<=[\p{L}\p{P}])[0-9]{1,2}$")  # the number of a footnote behind a word: Kingdom1
CURVED = str.maketrans("‘’“”", "''\"\"")


def is_as_printed(reading: str, correction: str) -> bool:
    """Whether a correction takes away only what printers set and nobody typed.

    >>> is_as_printed("régime", "regime"), is_as_printed("Kingdom1", "Kingdom"), is_as_printed("tbe", "the")
    (True, True, False)
    """
    typed = REFERENCE.sub("", MARKS.sub("", normalize("NFD", reading)).translate(CURVED))
    return typed.casefold() == correction.translate(CURVED).casefold()
