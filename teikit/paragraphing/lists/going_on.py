"""Lines in which a distribution or a list of enclosures continues below its first line."""

from __future__ import annotations

import regex

from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.line_patterns import SENTENCE_END

COPY = regex.compile(
    r"\W{0,3}[-–—~=•>]\s?\p{L}"
    r"|\W{0,3}\d{1,2}(?:\W{0,3}$|\p{Lu}{2,4},)"
    r"|(?:\S{3,5}\s?(?:&\s?)?)?\W{0,3}[\dIl¿≤]{1,2}\s?\W{0,3}[-–—~=•]\W{0,3}\w"
    r"|\(\d-|Orig\b"
)
"""The beginning of such a line: ``- OS Registry``, ``2``, ``2COS, Sofia``, ``1 -. OLC/Chrono``, ``Crig & 1 - Chief``,
``(1-134``, ``Orig. & 1``"""
COUNT_AFTER = regex.compile(r"[-–—~=@]\s?(?:[Oo]rig\b.*|\d{1,2}|\p{Lu}{2,4})\W{0,2}")
"""The number of copies, or the office, after a name: ``HD@S - orig``, ``TSS/SRB - 1``, ``Bill Sturbitts - LA``"""
ABBREVIATION = regex.compile(r"\p{Lu}{2,4}\.?")
"""An office alone: ``SAG``"""
PERSON_NAME = regex.compile(r"\W{0,2}(?:\p{Lu}[\p{L}.’'-]+,?\s?){1,4}(?:[@®].*)?")
"""The name of a person: ``Brian Latell``"""
OTHER_LABEL = regex.compile(r"\W{0,3}\p{Lu}[\p{Lu}:]{3,}(?:\s\p{Lu}{2,})?\s?:")
"""The label of something else: ``COORDINATION:``, ``BASED ON: Rome 6862``"""
MOST_WORDS = 6  # words of a line of a distribution that ends like a sentence, at most
COUNTED = regex.compile(r"(?=.*\d)(?!.*:\W*$)\S+(?:\s\S+){2}")
"""An enclosure, with a date or numbers: ``ARE Memo dated 9 March``, ``13, 14, 15, 17``"""


def is_copied_to(text: str, may_be_person: bool, patterns: Patterns) -> bool:
    """Whether a line below the first one of a distribution says who gets a copy: ``- OS Registry``, ``C/L&SSD``.

    Directly below a label, it may be the name of a person.
    """
    if OTHER_LABEL.match(text) or (SENTENCE_END.search(text) and len(text.split()) > MOST_WORDS):
        return False
    is_named = may_be_person and PERSON_NAME.fullmatch(text) is not None
    starts = COPY.match(text) or ABBREVIATION.fullmatch(text)
    return is_named or any((starts, COUNT_AFTER.search(text), patterns["copied to"].search(text)))


def is_enclosed(text: str, patterns: Patterns) -> bool:
    """Whether a line continues a list of enclosures with another one: ``as stated above``, ``13, 14, 15, 17``."""
    return patterns["enclosed as"].match(text) is not None or COUNTED.match(text) is not None
