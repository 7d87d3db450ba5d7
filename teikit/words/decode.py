"""The likeliest reading of a segment: the cheapest way through the candidates of its tokens (Viterbi, with a beam)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from teikit.words.candidate import END, Candidate, likelihood
from teikit.words.vocabulary import Vocabulary

BEAM = 6  # ways followed at each token
LARGEST_GAP = 12.0  # nats by which a way that is followed may be worse than the best


class Step(NamedTuple):
    """One candidate on the way that was chosen: the token where it begins, and the symbol before it."""

    at: int
    before: str
    candidate: Candidate


class _Way(NamedTuple):
    """The best way to one place that ends in one symbol: its score, and its last step."""

    score: float
    at: int
    before: str
    candidate: Candidate | None


def decode(choices: Sequence[Sequence[Candidate]], vocabulary: Vocabulary) -> list[Step]:
    """The steps of the best way through the candidates of each token, in order; they cover all tokens."""
    ways: list[dict[str, _Way]] = [{} for _ in range(len(choices) + 1)]
    ways[0][END] = _Way(0.0, 0, END, None)
    for at, beginning in enumerate(choices):
        followed = _followed(ways[at])
        ways[at] = followed
        for candidate in beginning:
            reached = ways[candidate.end]
            for before, way in followed.items():
                gain, symbol = likelihood(vocabulary, before, candidate.symbols)
                score = way.score - candidate.cost + gain
                known = reached.get(symbol)
                if known is None or score > known.score:
                    reached[symbol] = _Way(score, at, before, candidate)
    return _steps(ways)


def _followed(ways: dict[str, _Way]) -> dict[str, _Way]:
    """The best ways to one place, by their last symbols."""
    if len(ways) < 2:
        return ways
    best = sorted(ways.items(), key=lambda item: -item[1].score)[:BEAM]
    least = best[0][1].score - LARGEST_GAP
    return {symbol: way for symbol, way in best if way.score >= least}


def _steps(ways: list[dict[str, _Way]]) -> list[Step]:
    """The steps of the way that ends best, read from its end."""
    steps: list[Step] = []
    at = len(ways) - 1
    symbol = max(ways[at], key=lambda last: ways[at][last].score)
    while at:
        way = ways[at][symbol]
        assert way.candidate is not None
        steps.append(Step(way.at, way.before, way.candidate))
        at, symbol = way.at, way.before
    return steps[::-1]
