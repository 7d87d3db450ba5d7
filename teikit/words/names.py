"""Names that nobody knows but the document has more than once: odd words that recur are names, not errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.vocabulary import Vocabulary

SHORTEST = 5  # letters of a name; shorter forms are too alike to tell names among them
MOST_NAMES = 3  # names near one form
LONG_WORD = 6  # letters of a known word of the document that may lie in pieces elsewhere in it
LONG = 7  # letters of a form that may differ from a name in two letters, and not only in one


def known_as(word: str, vocabulary: Container[str]) -> str:
    """The word that a form is known by: itself, or without the genitive (ALLENDE'S, JONES'); empty if there is none."""
    if word in vocabulary:
        return word
    for ending in ("'S", "'"):
        if word.endswith(ending) and word[: -len(ending)] in vocabulary:
            return word[: -len(ending)]
    return ""


class Names:
    """The names of one document, from how often it has each word; ``long_words`` has known words that it has, too."""

    def __init__(self, own_counts: Counter[str], vocabulary: Vocabulary) -> None:
        self._all = [
            word
            for word, count in own_counts.items()
            if count > 1 and len(word) >= SHORTEST and not known_as(word, vocabulary)
        ]
        self.long_words = [word for word in own_counts if len(word) >= LONG_WORD and word in vocabulary]
        self._by_length: dict[int, list[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._all)

    def near(self, form: str) -> list[tuple[str, int]]:
        """The few names nearest to a form, each with its distance from it: 0 to 1, of a long form to 2."""
        reach = 2 if len(form) >= LONG else 1
        if len(form) not in self._by_length:
            self._by_length[len(form)] = [name for name in self._all if abs(len(name) - len(form)) <= reach]
        names = self._by_length[len(form)]
        nearest = extract(form, names, scorer=OSA.distance, score_cutoff=reach, limit=MOST_NAMES)
        return [(name, int(distance)) for name, distance, _ in nearest]
