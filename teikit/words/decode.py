"""The likeliest reading of a segment: the best path through the lattice of its candidates (Viterbi, with a beam)."""

from __future__ import annotations

from typing import NamedTuple

from teikit.words.candidate import END, Candidate, Lattice, log_probability
from teikit.words.vocabulary import Vocabulary

BEAM = 6  # paths that are extended at each token
LARGEST_GAP = 12.0  # nats by which the score of a path that is extended may be below the best


class Step(NamedTuple):
    """A candidate on the best path, the number of the token with which it begins, and the symbol before it."""

    at: int
    before: str
    candidate: Candidate


class _Path(NamedTuple):
    """The best path up to a token that ends in a certain symbol: its score, in nats, and its last step."""

    score: float
    at: int
    before: str
    candidate: Candidate | None


def decode(lattice: Lattice, vocabulary: Vocabulary) -> list[Step]:
    """The steps of the best path through a lattice, in order; together they cover all tokens.

    The score of a path is the logarithm of the probability of its symbols, less the costs of its candidates.
    """
    paths: list[dict[str, _Path]] = [{} for _ in range(len(lattice) + 1)]
    paths[0][END] = _Path(0.0, 0, END, None)
    for at, beginning in enumerate(lattice):
        extended = _within_beam(paths[at])
        paths[at] = extended
        for candidate in beginning:
            reached = paths[candidate.end]
            for before, path in extended.items():
                gain, symbol = log_probability(vocabulary, before, candidate.symbols)
                score = path.score - candidate.cost + gain
                best = reached.get(symbol)
                if best is None or score > best.score:
                    reached[symbol] = _Path(score, at, before, candidate)
    return _steps(paths)


def _within_beam(paths: dict[str, _Path]) -> dict[str, _Path]:
    """The best of the paths up to one token, by the symbols in which they end."""
    if len(paths) < 2:
        return paths
    best = sorted(paths.items(), key=lambda item: -item[1].score)[:BEAM]
    least = best[0][1].score - LARGEST_GAP
    return {symbol: path for symbol, path in best if path.score >= least}


def _steps(paths: list[dict[str, _Path]]) -> list[Step]:
    """The steps of the path with the best score, traced back from its end."""
    steps: list[Step] = []
    at = len(paths) - 1
    symbol = max(paths[at], key=lambda last: paths[at][last].score)
    while at:
        path = paths[at][symbol]
        assert path.candidate is not None
        steps.append(Step(path.at, path.before, path.candidate))
        at, symbol = path.at, path.before
    return steps[::-1]
