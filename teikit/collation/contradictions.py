"""Drop decisions that contradict a verdict: a release that withholds a word cannot correct it by another word."""

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
    """The decisions of each release, by its id, without those supported only by releases that withhold the word.

    2025 prints LIAISON RELATIONSHIP; 2018 and 2022 withhold it, and have the next word there, NIKONOV, which is not a
    reading of LIAISON. A similar word is one: then the withheld passage begins after it.
    """
    withholding: dict[tuple[str, int], set[str]] = {}
    for excision in withheld:
        for word in range(*excision.fuller_words):
            withholding.setdefault((excision.fuller_id, word), set()).add(excision.witness_id)

    def contradicts(name: str, decision: Decision) -> bool:
        """Whether all releases with another reading withhold the words of a release, and have nothing similar."""
        start, end = decision.column.base
        lacking = set.intersection(
            *(withholding.get((name, word), set()) for word in range(start, max(end, start + 1)))
        )
        is_theirs = bool(decision.sources) and lacking >= set(decision.sources)
        return (
            is_theirs and Levenshtein.normalized_similarity(key_of(decision.before), key_of(decision.reading)) < UNLIKE
        )

    return {name: [decision for decision in own if not contradicts(name, decision)] for name, own in decided.items()}
