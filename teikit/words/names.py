"""Unknown names of a document: odd words that recur in it are names, not errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

import regex
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.vocabulary import Vocabulary

GENITIVES = ("'S", "'")  # endings of the genitive: ALLENDE'S, JONES'
GENITIVE = regex.compile(r"[)\]]{0,2}'S?$")  # the same, also after brackets: ((MOHRENSCHILDT))'S
LONG_GENITIVE = regex.compile(r"""(\p{L}{4,})['‘’"“”™]{1,2}S""")
"""A genitive, also with a misread apostrophe; the same of a short word is a misread word: THI'S."""
BRITISH = regex.compile(r"(?<=\p{L}{3}[IY])S(?=(?:E[DRS]?|ERS|ING|ATIONS?)$)")
"""The letter that differs in the American spelling of a word: ORGANISATION, ANALYSED."""
SHORTEST_NAME = 5  # fewest letters of a name; shorter forms are too similar to recognise names among them
MOST_NAMES = 3  # names near a form, at most
LONG_WORD = 6  # fewest letters of a known word of the document that may be in pieces elsewhere in it
COMMON = 100  # least count of a known word that a long name may be a misreading of: EXPENSEA is EXPENSES
LONG_NAME = 7
"""Fewest letters of a long name, and of a form that may differ from a name in two letters instead of one."""


def known_as(word: str, vocabulary: Container[str]) -> str:
    """The known word for a form: itself, without the genitive, or in American spelling; empty if none is known.

    >>> known_as("ALLENDE'S", ["ALLENDE"]), known_as("ORGANISED", ["ORGANIZED"]), known_as("RISES", ["RIZES"])
    ('ALLENDE', 'ORGANIZED', '')
    """
    if word in vocabulary:
        return word
    for ending in GENITIVES:
        if word.endswith(ending) and word[: -len(ending)] in vocabulary:
            return word[: -len(ending)]
    american = BRITISH.sub("Z", word)
    return american if american in vocabulary else ""


def stem_of(word: str) -> str:
    """A word, in capitals, without the ending of the genitive, and without a bracket before that.

    >>> stem_of("KDPEEK'S"), stem_of("MOHRENSCHILDT))'S"), stem_of("JONES'")
    ('KDPEEK', 'MOHRENSCHILDT', 'JONES')
    """
    return GENITIVE.sub("", word)


def is_its_plural(word: str, form: str) -> bool:
    """Whether a word is the plural of that of which a form is the genitive: leaders is no ``leader"s``.

    >>> is_its_plural("LEADERS", 'LEADER"S'), is_its_plural("CUBELAS", "CUBELA‘S"), is_its_plural("THIS", "THI'S")
    (True, True, False)
    """
    genitive = LONG_GENITIVE.fullmatch(form)
    return genitive is not None and word == genitive[1] + "S"


def own_count_of(word: str, own_counts: Counter[str]) -> int:
    """How often a document has a word. A genitive counts as often as the word without its ending, and once for itself.

    An engine repeats its mistakes, so ``NOSENIO'S`` twice in a document does not show that NOSENIO is a name.
    """
    stem = stem_of(word)
    return own_counts[word] if stem == word else own_counts[stem] + 1


class Names:
    """The names of a document; ``own_counts`` says how often it has each word.

    ``long_words`` are its known words that are long enough to be recognised in pieces.
    """

    def __init__(self, own_counts: Counter[str], vocabulary: Vocabulary) -> None:
        self._names = [
            word
            for word, count in own_counts.items()
            if count > 1 and len(word) >= SHORTEST_NAME and not known_as(word, vocabulary)
        ]
        self._vocabulary = vocabulary
        self.long_words = [word for word in own_counts if len(word) >= LONG_WORD and word in vocabulary]
        self._by_length: dict[int, list[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._names)

    def near(self, form: str) -> list[tuple[str, int]]:
        """The names nearest to a form, each with its distance: at most 1 letter, from a long form 2.

        A long one that is a letter away from a common word is not a name: an engine makes the same mistake twice.
        """
        length = len(form)
        reach = 2 if length >= LONG_NAME else 1
        if length not in self._by_length:
            self._by_length[length] = [name for name in self._names if abs(len(name) - length) <= reach]
        nearest = extract(form, self._by_length[length], scorer=OSA.distance, score_cutoff=reach, limit=MOST_NAMES)
        return [(name, int(distance)) for name, distance, _ in nearest if not self._is_near_a_common_word(name)]

    def _is_near_a_common_word(self, name: str) -> bool:
        return len(name) >= LONG_NAME and any(
            self._vocabulary[word] >= COMMON for _, word in self._vocabulary.near(name, 1)
        )
