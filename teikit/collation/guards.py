"""Guards against readings of other releases that would lose or spoil a word of the base, however likely they are."""

from __future__ import annotations

from collections.abc import Callable

import regex
from rapidfuzz.distance import Levenshtein

from teikit.collation.witness import key_of
from teikit.words.tokens import parts

LOST = 3  # letters by which a word is longer than a reading that may lack one of two words in it
LONG_WORD = 4  # letters from which a word is hardly known by chance
ORDINAL = regex.compile(r"\d+(?:st|nd|rd|th)", regex.IGNORECASE)
"""A number that is in no list and that engines read for words: ``15th`` for WITH."""
UNLIKE = 0.6  # similarity, from 0 to 1, below which a reading is another word


def loses_a_word(raw: str, before: str, best: str, knows: Callable[[str], bool]) -> bool:
    """Whether a reading is one of two words that the base has without a space, so that it would lose the other.

    ``forKing`` is not a misread ``for``: KING was withheld in the other release. ``the’receipt`` has THE.

    >>> loses_a_word("forKing", "forking", "for", {"king"}.__contains__)
    True
    >>> loses_a_word("fortt", "fortt", "for", {"king"}.__contains__)
    False
    """
    core, part = parts(before)[1].lower(), parts(best)[1].lower()
    if len(raw.split()) > 1 or " " in best or not part or len(core) < len(part) + LOST:
        return False
    rest = [core[len(part) :]] * core.startswith(part) + [core[: -len(part)]] * core.endswith(part)
    return any(len(key_of(word)) >= LOST and knows(word) for word in rest)


def spoils(raw: str, before: str, best: str, knows: Callable[[str], bool]) -> bool:
    """Whether a reading that is in no list would replace a known word that is unlike it.

    Two readings of one scan by one engine have ``stipya`` for ``their``, ``Antlae`` for ``Bowles``. Of 60 such changes
    in 90 JFK records, 33 spoilt a right word, and 8 corrected one. A reading that contains the word may be taken, and
    so may the OCR of the base itself (``4th``, corrected to ``with``).

    >>> readings = ("stipya", "these", "to-their", "15th")
    >>> [spoils("their", "their", best, {"their", "these"}.__contains__) for best in readings]
    [True, False, False, False]
    """
    key, best_key = key_of(before), key_of(best)
    if len(key) < LONG_WORD or key in best_key or best == raw or not knows(before):
        return False
    if all(knows(word) or ORDINAL.fullmatch(parts(word)[1]) for word in best.split()):
        return False
    return Levenshtein.normalized_similarity(key, best_key) < UNLIKE
