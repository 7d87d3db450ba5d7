"""Letter case: recognise lines typed in capitals, and words in a case that typists do not use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import regex

from teikit.words.tokens import Token

CAPITALS = 0.7  # share of capitals among its letters above which a line is typed in capitals
ENOUGH_LETTERS = 12  # fewest letters of a line that is judged alone; a shorter one is judged by its segment
IN_FULL = 0.85  # share of capitals above which a line is typed wholly in capitals
MANY_LETTERS = 25  # fewest letters of such a line
MOSTLY = 0.6  # share of capitals above which a word is put into capitals in a line in lower case
LOOK_ALIKE = frozenset("cosuvwxz")  # lower-case letters that look like capitals: vow is VOW
APOSTROPHES = frozenset("'’‘")
APOSTROPHE = regex.compile(r"\s*['’‘]\s*")  # also apart from what follows: d' Etat
SCOTTISH = ("Mc", "Mac")  # beginnings of names with a capital inside: McCLOY
IN_STAMPS = frozenset(("AD", "AS", "BE", "BY", "IS", "MAY", "NO"))
"""Words that are not put into capitals: stamps have them in lower case (``EXEMPTED by``), or they are a letter whose
full stop was lost (``1. REFS A. AND B.``)."""


class LineCase(NamedTuple):
    """Whether a line is typed in capitals, and whether it is wholly so."""

    is_in_capitals: bool
    is_wholly: bool


def line_cases(tokens: Sequence[Token]) -> list[LineCase]:
    """The case of its line for each token of a segment."""
    cases: list[LineCase] = []
    segment_is_in_capitals = _capital_share(tokens) > CAPITALS
    start = 0
    for end, token in enumerate(tokens, 1):
        if token.ends_line or end == len(tokens):
            line = tokens[start:end]
            share = _capital_share(line)
            letters = sum(map(str.isalpha, "".join(token.core for token in line)))
            capitals = share > CAPITALS if letters >= ENOUGH_LETTERS else segment_is_in_capitals
            cases += [LineCase(capitals, is_wholly=share > IN_FULL and letters >= MANY_LETTERS)] * len(line)
            start = end
    return cases


def _capital_share(tokens: Sequence[Token]) -> float:
    """The share of capitals among the letters of the tokens, 0 to 1."""
    letters = list(filter(str.isalpha, "".join([token.core for token in tokens])))
    return sum(map(str.isupper, letters)) / max(len(letters), 1)


def is_oddly_cased(core: str, line: LineCase) -> bool:
    """Whether typists do not use the case of a word in its line: wAs anywhere, vow among capitals; not By, FonMin."""
    if core.isupper() or core.startswith(SCOTTISH) or len(core) == 1:
        return False
    if line.is_in_capitals and (core.islower() or core[1:].islower()):
        look_alike = {character for character in core if character.islower()} <= LOOK_ALIKE
        return core.upper() not in IN_STAMPS and (look_alike or line.is_wholly)
    if line.is_in_capitals:
        return True
    return core[0].islower() and not core.islower() and core[1] not in APOSTROPHES  # d'Etat


def casing(observed: str, line: LineCase) -> Callable[[str], str]:
    """A function that puts a word of the vocabulary into the letter case of what was ``observed`` in a line.

    The parts of a word before and after an apostrophe have each the case of what was observed there.

    >>> small = LineCase(is_in_capitals=False, is_wholly=False)
    >>> casing("M1nister", small)("MINISTER"), casing("NAT0", small)("NATO"), casing("m1nister", small)("MINISTER")
    ('Minister', 'NATO', 'minister')
    >>> casing("d' Allaires", small)("D'AFFAIRES"), casing("MINB's", small)("MINH'S")
    ("d'Affaires", "MINH's")
    """
    if line.is_in_capitals:
        return _in_capitals
    whole = _case_of(observed)
    if APOSTROPHES.isdisjoint(observed):
        return whole
    return partial(_by_parts, whole, [_case_of(part) for part in APOSTROPHE.split(observed)])


def _case_of(observed: str) -> Callable[[str], str]:
    """A function that puts a word of the vocabulary into the letter case of what was observed outside capitals."""
    letters = [character for character in observed if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    if capitals > 1 and capitals > MOSTLY * len(letters):
        return _in_capitals
    return _with_a_capital if observed[:1].isupper() else str.lower


def _by_parts(whole: Callable[[str], str], cases: Sequence[Callable[[str], str]], word: str) -> str:
    """A word with the case of each part before and after an apostrophe, or of the ``whole`` if it has other parts."""
    parts = word.split("'")
    if len(parts) != len(cases):
        return whole(word)
    return "'".join(case(part) for case, part in zip(cases, parts, strict=True))


def _in_capitals(word: str) -> str:
    return word


def _with_a_capital(word: str) -> str:
    return word[:1] + word[1:].lower()
