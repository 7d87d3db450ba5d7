"""Single lines below the text of a document: names, scrawls of signatures, typist's initials, report numbers."""

from __future__ import annotations

from collections.abc import Container

import regex

from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.line_patterns import SENTENCE_END, TYPED_NAME

TYPIST = regex.compile(
    r"^\W*\p{Lu}[\p{L}\d]*(?:\s?/\s?\w+)+[:;]\s?\p{L}"
    r"|^\W*(?:\p{Lu}[\p{Lu}\d-]*/){2,5}(?:[\p{Lu}\d-]+/)?\p{Lu}{2,3}\p{Ll}{2,}(?:/x?\d{4})?/\p{Ll}{2,4}\b"
    r"|^\W{0,2}(?:\p{Lu}[\p{L}\d]*\W{1,2}){0,5}\p{Lu}[\p{L}.]+(?:[:/]\p{Ll}{2,4}|/\s?\p{Ll}\p{Lu}\p{Ll})\b(?!.*\p{Ll}[.?!]$)"
    r"|^\W{0,2}(?:\(\d{1,2}\)\s)?(?:\p{Lu}{2,4}:\s?){0,5}\p{Lu}{2,4}\s?:\s?(?:\p{L}{2,4}|\p{Ll})\W*$"
)
"""A line with the office, the author and the typist: ``SR/CI/Research:ABrasio;cl 11 February 1964``, ``SStetson/ep``,
``TSD/DB/5-PI/RHBanks/x2303/ery``, ``(4) ABC:dm``, ``Mc EXAMPLE/ mLa``"""
LIST = regex.compile(r"[^\p{Ll}]*/[^\p{Ll}]*")
"""A list of offices, which is like such a line: ``ARMY/ACSI: NAVY.``"""
COPIES = regex.compile(r"\W{0,2}\(\s?\d{1,2}\s?\)(?:\s\p{Ll}{1,3})?\W{0,2}")
"""The number of copies, perhaps with a scrawl next to it: ``(8)``, ``(8) bat,``"""
BELOW_TYPIST = regex.compile(
    rf"{COPIES.pattern}|\W{{0,2}}\(\s?\d{{1,2}}[\s-]\p{{L}}{{3,9}}[\s-]\d{{2,4}}\s?\)\W{{0,2}}"
)
"""The line below that one: the number of copies, or the day: ``(16 May 1977)``."""
NO_VERB = r"(?!(?:is|was)\s)"  # a name after it is not a signature: CG I-3 / is JORGE ROBLES,
NAME_OF_SIGNER = regex.compile(
    r"\W{0,3}(?:/s/\s|"
    + NO_VERB
    + r"\p{L}{1,3}\W{1,3})?(?P<given>\p{Lu}\p{L}{2,})(?:\s\p{Lu}\.?){0,2}\s\p{Lu}[\p{L}'’-]{2,}\W{0,3}"
)
"""A name with what may precede it: ``for Robert W. Gambino``, ``WILLIAM FISHMAN``."""
SCRAWL_WORDS = 3  # words of the scrawl of a signature, at most
SIGNATURE_WORDS = 4  # words of a line of a signature, at most


def is_typist(text: str) -> bool:
    """Whether a line names the author and the typist of a document.

    >>> is_typist("SStetson/ep"), is_typist("PCS/LOC:NAShepanek:kaj (1542)"), is_typist("He/she was told of it.")
    (True, True, False)
    """
    return TYPIST.search(text) is not None


def is_initialled(text: str) -> bool:
    """Whether a line surely has the initials of author and typist, and is not a list of offices.

    >>> is_initialled("LLS : JMS"), is_initialled("HER/mw"), is_initialled("ARMY/ACSI: NAVY.")
    (True, True, False)
    """
    return is_typist(text) and LIST.fullmatch(text) is None


def is_typed_name(text: str, given: Container[str], patterns: Patterns) -> bool:
    """Whether a line is a typed name: with initials, or with a given name (``for Robert Gambino``) among ``given``."""
    named = NAME_OF_SIGNER.fullmatch(text)
    is_typed = (TYPED_NAME.fullmatch(text) or patterns["signed name"].match(text)) is not None
    return is_typed or (named is not None and named["given"].upper() in given)


def is_scrawl(text: str, name: str) -> bool:
    """Whether a line above a name is what an engine made of a signature: ``DwBEF are``, ``/s/ Edward P. Brown``."""
    is_same = name.upper().split()[-1] in text.upper()
    return (is_same or len(text.split()) <= SCRAWL_WORDS) and SENTENCE_END.search(text) is None


def is_signature(text: str) -> bool:
    """Whether a line is short and ends no sentence, as what an engine makes of a signature and of a name."""
    return len(text.split()) <= SIGNATURE_WORDS and SENTENCE_END.search(text) is None
