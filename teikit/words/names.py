"""Names that nobody knows but the document has more than once: odd words that recur are names, not errors."""

from __future__ import annotations

from collections import Counter

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.vocabulary import Vocabulary

LONG = 4
"""Letters; shorter forms are too alike to tell names among them."""
MOST = 3


def known_as(word: str, vocabulary: Vocabulary) -> str:
    """The word that a form is known by: itself, or what the genitive is made of; empty if nobody knows it."""
    if word in vocabulary:
        return word
    for ending in ("'S", "'"):
        if word.endswith(ending) and word[: -len(ending)] in vocabulary:
            return word[: -len(ending)]
    return ""


class Names:
    """The names of one document, found once for all of it."""

    def __init__(self, own: Counter[str], vocabulary: Vocabulary) -> None:
        self._all = [
            word for word, count in own.items() if count > 1 and len(word) > LONG and not known_as(word, vocabulary)
        ]
        self._by_length: dict[int, list[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._all)

    def near(self, form: str) -> list[tuple[str, int]]:
        """The few names nearest to a form, with the letters in which they differ: one, or two of a long form."""
        far = 1 if len(form) < 7 else 2
        if len(form) not in self._by_length:
            self._by_length[len(form)] = [name for name in self._all if abs(len(name) - len(form)) <= far]
        some = self._by_length[len(form)]
        found = extract(form, some, scorer=OSA.distance, score_cutoff=far, limit=MOST)
        return [(name, int(apart)) for name, apart, _ in found]
