"""What the grid of a typewriter says of the candidates of a segment: a word has as many characters as there is room."""

from __future__ import annotations

from collections.abc import Sequence, Set

from teikit.words.candidate import Candidate
from teikit.words.decode import Step
from teikit.words.grid import grid_facts, is_off_grid
from teikit.words.segment import Segment

OFF_GRID = 4.0  # nats that a word costs which is wider or narrower than what was read


def weighed_by_width(
    segment: Segment, choices: Sequence[list[Candidate]], standing: Set[int] = frozenset()
) -> list[list[Candidate]]:
    """The candidates of each token, those dearer for which it is too wide or narrow; those ``standing`` as they are."""
    if not any(segment.stretches):
        return list(choices)
    return [
        readings if at in standing else [_weighed(segment, at, candidate) for candidate in readings]
        for at, readings in enumerate(choices)
    ]


def _weighed(segment: Segment, at: int, candidate: Candidate) -> Candidate:
    if candidate.kind == "as read" or not is_off_grid(segment.stretches[at : candidate.end], candidate.text):
        return candidate
    return candidate._replace(cost=candidate.cost + OFF_GRID)


def facts_of_width(segment: Segment, step: Step) -> dict[str, float]:
    """What the grid says of a step; nothing where its tokens do not stand on one."""
    end = step.candidate.end
    read = " ".join(token.text for token in segment.tokens[step.at : end])
    return grid_facts(segment.stretches[step.at : end], read, step.candidate.text)
