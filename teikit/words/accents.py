"""Words that bear accents, which no speck made: chargé, Gómez; but Soviét and sinçe are specks.

No typewriter of a cable had accents, so in its OCR an accent is a speck above a letter. Letters, printed editions and
typescripts of other services have them, and engines read them well.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from unicodedata import combining, normalize

import regex

from teikit.words.tokens import upper

WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}]*")  # a word, or what stands between hyphens and apostrophes: d', état
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
    """The stretches of a text that are words with accents, as offsets in code points.

    ``words`` are such words, in capitals. Names are any with a capital that are not English without their accents, as
    ``is_english`` says of a word in capitals, unless most accents of the text are specks.

    >>> accented("The Chargé saw Gómez and Undén sinçe then", {"CHARGÉ"}, {"SINCE"}.__contains__)
    [(4, 10), (15, 20), (25, 30)]
    >>> accented("The Soviét was éntered sinçe then", {"CHARGÉ"}, {"ENTERED", "SINCE"}.__contains__)
    []
    """
    if text.isascii():
        return []
    matches = [match for match in WORD.finditer(text) if not match[0].isascii()]
    known = [match for match in matches if upper(match[0]) in words]
    names = [match for match in matches if upper(match[0]) not in words and _is_name(match[0], is_english)]
    specks = len(matches) - len(known) - len(names)
    kept = [*known, *names] if specks <= len(known) + len(names) else known
    return [match.span() for match in kept]


def _is_name(word: str, is_english: Callable[[str], bool]) -> bool:
    return word[0].isupper() and not is_english(without_accents(upper(word)))
