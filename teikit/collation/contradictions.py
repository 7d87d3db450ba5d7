"""Decisions against a verdict: a release cannot correct a word that it withholds by another one that stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from teikit.collation.decision import Decision
from teikit.collation.excisions import Excision
from teikit.collation.guards import UNLIKE
from teikit.collation.witness import key_of


def without_contradictions(
    decided: Mapping[str, Sequence[Decision]], withheld: Sequence[Excision]
) -> dict[str, list[Decision]]:
    """The decisions of each release, by its id, but for those that only releases support which withhold the word.

    2025 prints LIAISON RELATIONSHIP; 2018 and 2022 withhold it, and have the next word there, NIKONOV: it is no reading
    of LIAISON. A word that is alike is one: the passage that is withheld begins after it.
    """
    withholding: dict[tuple[str, int], set[str]] = {}
    for excision in withheld:
        for word in range(*excision.fuller_words):
            withholding.setdefault((excision.fuller_id, word), set()).add(excision.witness_id)

    def contradicts(name: str, decision: Decision) -> bool:
        """Whether all releases with another reading withhold the words of a release, and read nothing like them."""
        start, end = decision.column.base
        lacking = set.intersection(
            *(withholding.get((name, word), set()) for word in range(start, max(end, start + 1)))
        )
        is_theirs = bool(decision.sources) and lacking >= set(decision.sources)
        return (
            is_theirs and Levenshtein.normalized_similarity(key_of(decision.before), key_of(decision.reading)) < UNLIKE
        )

    return {name: [decision for decision in own if not contradicts(name, decision)] for name, own in decided.items()}
