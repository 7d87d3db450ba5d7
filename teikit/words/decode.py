"""The likeliest reading of a run of tokens: the cheapest way through their options (Viterbi)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from teikit.words.run import END, Option, likelihood
from teikit.words.vocabulary import Vocabulary

BEAM, PRUNED = 6, 12.0
"""So many ways are followed at each token, and none that is so much worse than the best."""


class Step(NamedTuple):
    """One option on the way that was chosen: the token where it begins, and what stands before it."""

    at: int
    before: str
    option: Option


class _Way(NamedTuple):
    score: float
    at: int
    before: str
    option: Option | None


def decode(options: Sequence[Sequence[Option]], vocabulary: Vocabulary) -> list[Step]:
    """The steps of the best way through the options of each token, in order; they cover all tokens."""
    count = len(options)
    ways: list[dict[str, _Way]] = [{} for _ in range(count + 1)]
    ways[0][END] = _Way(0.0, 0, END, None)
    for at, choices in enumerate(options):
        followed = _followed(ways[at])
        ways[at] = followed
        for option in choices:
            there = ways[option.end]
            for before, way in followed.items():
                gain, said = likelihood(vocabulary, before, option.says)
                score = way.score - option.cost + gain
                known = there.get(said)
                if known is None or score > known.score:
                    there[said] = _Way(score, at, before, option)
    return _steps(ways)


def _followed(ways: dict[str, _Way]) -> dict[str, _Way]:
    """The best ways to one place."""
    if len(ways) < 2:
        return ways
    best = sorted(ways.items(), key=lambda item: -item[1].score)[:BEAM]
    least = best[0][1].score - PRUNED
    return {said: way for said, way in best if way.score >= least}


def _steps(ways: list[dict[str, _Way]]) -> list[Step]:
    """The way that ends best, read from its end."""
    steps: list[Step] = []
    at = len(ways) - 1
    said = max(ways[at], key=lambda said: ways[at][said].score)
    while at:
        way = ways[at][said]
        assert way.option is not None
        steps.append(Step(way.at, way.before, way.option))
        at, said = way.at, way.before
    return steps[::-1]
