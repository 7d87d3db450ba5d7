"""Phrases of forms, stamps and sheets, to be found in lines that an engine may have misread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from teikit.lexicon.matching import key, trigrams

PHRASE_ROLES = ("form", "stamp", "record", "sheet", "field", "head", "banner", "text")
"""Roles of lines that a phrase may show."""
CANDIDATES = 10  # phrases that are compared in full with a line, at most
LEAST_SHARED = 0.25  # share of the trigrams of a phrase that a line has, at least
LONG_PHRASE = 7  # letters of a phrase that may be a part of a line, at least
WHOLE_LINE = 0.6  # similarity, 0 to 1, of a phrase that is a whole line, at least
WITHIN = 0.75  # similarity of a phrase to a part of a line, at least


class Phrase(NamedTuple):
    """A phrase, the role of lines that hold it, and the number of records in which it was found."""

    text: str
    role: str
    records: int = 0


class PhraseMatch(NamedTuple):
    """The role of the phrase that a line resembles most, the similarity, and the phrase's share of the line, 0 to 1."""

    role: str
    similarity: float
    share: float

    @property
    def weight(self) -> float:
        """The quality of the match, 0 to 1: a phrase that is only a part of the line counts less."""
        return self.similarity * (0.5 + 0.5 * self.share)


class PhraseIndex:
    """Phrases, indexed by their trigrams to be found in misread lines."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._keys = [(key(phrase.text), phrase.role) for phrase in phrases]
        self._exact = dict(self._keys)
        self._containing: dict[str, list[int]] = defaultdict(list)
        for number, (text, _) in enumerate(self._keys):
            for trigram in trigrams(text):
                self._containing[trigram].append(number)

    def find(self, line: str) -> PhraseMatch | None:
        """The best match of a line; None if it has hardly anything in common with any phrase."""
        wanted = key(line)
        if wanted in self._exact:
            return PhraseMatch(self._exact[wanted], 1.0, 1.0)
        containing = self._containing
        shared = Counter(chain.from_iterable([containing[part] for part in trigrams(wanted) if part in containing]))
        best: PhraseMatch | None = None
        for number, count in _most_shared(shared):
            text, role = self._keys[number]
            if count < max(1, LEAST_SHARED * len(text)):
                continue
            match = _compared(wanted, text, role)
            if best is None or match.weight > best.weight:
                best = match
        return best


def _most_shared(shared: Counter[int]) -> list[tuple[int, int]]:
    """The numbers of the phrases that share most trigrams, and how many: as ``most_common``, but faster."""
    least = min(sorted(shared.values())[-CANDIDATES:], default=0)
    likely = [phrase for phrase in shared.items() if phrase[1] >= least]
    return sorted(likely, key=itemgetter(1), reverse=True)[:CANDIDATES]


def _compared(line: str, phrase: str, role: str) -> PhraseMatch:
    """The match of a phrase to a line, as a whole or as a part of it; both are given as keys."""
    similarity = Levenshtein.normalized_similarity(line, phrase)
    if similarity < WHOLE_LINE and LONG_PHRASE <= len(phrase) < len(line):
        within = fuzz.partial_ratio(phrase, line) / 100
        if within >= WITHIN:
            return PhraseMatch(role, within, len(phrase) / len(line))
    return PhraseMatch(role, similarity, 1.0)
