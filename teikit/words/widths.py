"""Judge candidates by the typewriter's grid: a word has as many characters as there is room for."""

from __future__ import annotations

from collections.abc import Sequence, Set

from teikit.words.candidate import Candidate
from teikit.words.decode import Step
from teikit.words.grid import grid_facts, is_off_grid
from teikit.words.segment import Segment

OFF_GRID = 4.0  # additional nats for a candidate that is wider or narrower than the ink


def weighed_by_width(
    segment: Segment, lattice: Sequence[list[Candidate]], settled: Set[int] = frozenset()
) -> list[list[Candidate]]:
    """The lattice with higher costs of the candidates that are too wide or too narrow.

    Those of the tokens with the numbers ``settled`` stay as they are.
    """
    if not any(segment.stretches):
        return list(lattice)
    return [
        beginning if at in settled else [_weighed(segment, at, candidate) for candidate in beginning]
        for at, beginning in enumerate(lattice)
    ]


def _weighed(segment: Segment, at: int, candidate: Candidate) -> Candidate:
    if candidate.kind == "as read" or not is_off_grid(segment.stretches[at : candidate.end], candidate.text):
        return candidate
    return candidate._replace(cost=candidate.cost + OFF_GRID)


def facts_of_width(segment: Segment, step: Step) -> dict[str, float]:
    """The facts for the scorecard from the widths of a step; none if its tokens are not on a grid."""
    tokens = slice(step.at, step.candidate.end)
    read = " ".join(token.text for token in segment.tokens[tokens])
    return grid_facts(segment.stretches[tokens], read, step.candidate.text)
