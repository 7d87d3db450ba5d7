"""Lines in which a distribution or a list of enclosures goes on below its first line."""

from __future__ import annotations

import regex

from teikit.paragraphing.line_patterns import SENTENCE_END

COPY = regex.compile(
    r"\W{0,3}[-–—~=•>]\s?\p{L}"
    r"|\W{0,3}\d{1,2}(?:\W{0,3}$|\p{Lu}{2,4},)"
    r"|(?:\S{3,5}\s?(?:&\s?)?)?\W{0,3}[\dIl¿≤]{1,2}\s?\W{0,3}[-–—~=•]\W{0,3}\w"
    r"|\(\d-|Orig\b"
)
"""What such a line begins with: ``- OS Registry``, ``2``, ``2COS, Sofia``, ``1 -. OLC/Chrono``, ``Crig & 1 - Chief``,
``(1-134``, ``Orig. & 1``"""
OFFICE = regex.compile(r"(?<!\p{L})\p{Lu}[\p{L}&]*\s?/\s?(?:\p{Lu}[\p{L}&]*|\d/\p{Lu})|\b(?:atts?|w/o?|h/w)\b")
"""The symbol of an office and what goes with its copy: ``> MH/S/MEXL``, ``WH/2/GS``, ``C/L&SSD``, ``w/atts``"""
COUNT_BEHIND = regex.compile(r"[-–—~=@]\s?(?:[Oo]rig\b.*|\d{1,2}|\p{Lu}{2,4})\W{0,2}")
"""How many copies, or of which office, behind a name: ``HD@S - orig``, ``TSS/SRB - 1``, ``Bill Sturbitts - LA``"""
FILED = regex.compile(
    r"(?i:\b(?:chrono|addressee|originator|registry|working copy){e<=1}\b)"
    r"|\b(?:Files?|Office|Staff|Branch|Division|Officer)\b"
)
"""Who gets copies: ``SDB Chrono``, ``IG Staff``, ``Mlam1 Field Office``"""
ABBREVIATION = regex.compile(r"\p{Lu}{2,4}\.?")
"""An office alone: ``SAG``"""
NAME = regex.compile(r"\W{0,2}(?:\p{Lu}[\p{L}.’'-]+,?\s?){1,4}(?:[@®].*)?")
"""The name of a person: ``Brian Latell``"""
NAMED = regex.compile(r"(?i)\W{0,3}(?:cc|copies)\b")
"""The label of a list that names persons: ``CC:`` / ``Brian Latell``"""
OTHER_LABEL = regex.compile(r"\W{0,3}\p{Lu}[\p{Lu}:]{3,}(?:\s\p{Lu}{2,})?\s?:")
"""The label of something else: ``COORDINATION:``, ``BASED ON: Rome 6862``"""
MOST_WORDS = 6  # words of a line of a distribution that ends like a sentence, at most
STATED = regex.compile(r"(?i)\W{0,3}(?:As )?(?:stated|noted|above)\b")
COUNTED = regex.compile(r"(?=.*\d)(?!.*:\W*$)\S+(?:\s\S+){2}")
"""What is enclosed, with a date or numbers: ``ARE Memo dated 9 March``, ``13, 14, 15, 17``"""


def is_copied_to(text: str, may_be_person: bool) -> bool:
    """Whether a line below the first one of a distribution says who gets a copy.

    Where it stands directly below a label, it may be the name of a person.

    >>> [is_copied_to(text, False) for text in ("- OS Registry", "C/L&SSD", "REPLACES TORMS", "BASED ON: Rome 6862")]
    [True, True, False, False]
    """
    if OTHER_LABEL.match(text) or (SENTENCE_END.search(text) and len(text.split()) > MOST_WORDS):
        return False
    is_named = may_be_person and NAME.fullmatch(text) is not None
    starts = COPY.match(text) or ABBREVIATION.fullmatch(text)
    return is_named or any((starts, OFFICE.search(text), COUNT_BEHIND.search(text), FILED.search(text)))


def is_enclosed(text: str) -> bool:
    """Whether a line below the first one of a list of enclosures names one.

    >>> [is_enclosed(text) for text in ("as stated above", "13, 14, 15, 17", "bb 3")]
    [True, True, False]
    """
    return STATED.match(text) is not None or COUNTED.match(text) is not None
