"""Accents that are on the page (chargé, Gómez), as opposed to specks (Soviét, sinçe).

The typewriters of cables had no accents, so in their OCR an accent is a speck above a letter. Letters, printed editions
and typescripts of other services have them, and engines read them well.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from unicodedata import combining, normalize

import regex

from teikit.words.tokens import upper

LATIN_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}]*")
"""A word, or a part of one between hyphens and apostrophes: ``d'``, ``état``"""
STROKES = str.maketrans({"Ł": "L", "Ø": "O", "Đ": "D", "İ": "I"})
"""Letters that Unicode does not take apart into one of A to Z and an accent."""


def without_accents(form: str) -> str:
    """A form in capitals without its accents.

    >>> without_accents("GÓMEZ"), without_accents("WAŁĘSA")
    ('GOMEZ', 'WALESA')
    """
    if form.isascii():
        return form
    letters = normalize("NFD", form.translate(STROKES))
    return "".join(letter for letter in letters if not combining(letter))


def accented(text: str, words: Container[str], is_english: Callable[[str], bool]) -> list[tuple[int, int]]:
    """The stretches of a text whose accents are not specks, as offsets in code points.

    They are the ``words`` with accents, which are in capitals, and names: other capitalised words that are not English
    without their accents (``is_english`` takes a word in capitals). If most accents of a text are specks, those of
    names do not count.

    >>> accented("The Chargé saw Gómez and Undén sinçe then", {"CHARGÉ"}, {"SINCE"}.__contains__)
    [(4, 10), (15, 20), (25, 30)]
    >>> accented("The Soviét was éntered sinçe then", {"CHARGÉ"}, {"ENTERED", "SINCE"}.__contains__)
    []
    """
    if text.isascii():
        return []
    matches = [match for match in LATIN_WORD.finditer(text) if not match[0].isascii()]
    known = [match.span() for match in matches if upper(match[0]) in words]
    rest = [match for match in matches if upper(match[0]) not in words]
    names = [match.span() for match in rest if _may_be_name(match[0], is_english)]
    kept = [*known, *names]
    return kept if len(matches) <= 2 * len(kept) else known


def _may_be_name(word: str, is_english: Callable[[str], bool]) -> bool:
    """Whether a word has a capital, and is not English without its accents."""
    return word[0].isupper() and not is_english(without_accents(upper(word)))
