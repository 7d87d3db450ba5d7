"""Put all witnesses side by side: the words of each witness for each place of the base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from teikit.collation.align import Pair

Range = tuple[int, int]
"""Words from the first number, counted from 0, up to but not including the second."""


class Column(NamedTuple):
    """One place of the telegram: the words that the base has there, and those of each other witness, by its id.

    A witness without words there has an empty range, at the place where they would be. ``moved`` has the ids of the
    witnesses whose words are elsewhere in their text.
    """

    base: Range
    witnesses: Mapping[str, Range]
    moved: frozenset[str] = frozenset()


def columns(pairs: Mapping[str, Sequence[Pair]], length: int) -> list[Column]:
    """The columns of a base of ``length`` words, from its alignment with each other witness, given by its id.

    They are as short as possible: cut wherever no pair of any witness runs across.
    """
    nodes = {name: _nodes(own) for name, own in pairs.items()}
    moved = {name: {pair.start: pair for pair in own if pair.is_moved} for name, own in pairs.items()}
    cuts = sorted(set.intersection(*({*places} for places in nodes.values())) | {0, length}) if nodes else [0, length]
    table: list[Column] = []
    for start, end in pairwise([*cuts, length + 1]):
        inserted = {name: places[start] for name, places in nodes.items() if start in places}
        if any(low < high for low, high in inserted.values()):
            # Words without any of the base: a column of their own, before the one that begins here.
            table.append(Column((start, start), inserted))
        if end > length:
            break  # the end of the base, where other witnesses may have more words
        here = {name: (places.get(start, (0, 0))[1], places.get(end, (0, 0))[0]) for name, places in nodes.items()}
        elsewhere = {
            name: (places[start].second_start, places[start].second_end)
            for name, places in moved.items()
            if start in places and places[start].end == end
        }
        table.append(Column((start, end), {**here, **elsewhere}, frozenset(elsewhere)))
    return table


def _nodes(pairs: Sequence[Pair]) -> dict[int, Range]:
    """The words of the base before which another witness can be cut, each with that witness's additional words there.

    Within a passage that the other witness lacks, every word of the base is such a place.
    """
    places: dict[int, Range] = {0: (0, 0)}
    for pair in pairs:
        if pair.is_moved:
            continue
        before = places.get(pair.start, (pair.second_start, pair.second_start))
        if pair.start == pair.end:
            places[pair.start] = (before[0], pair.second_end)
            continue
        places[pair.start] = before
        if pair.second_start == pair.second_end:
            for inner in range(pair.start + 1, pair.end):
                places[inner] = (pair.second_start, pair.second_start)
        places[pair.end] = (pair.second_end, pair.second_end)
    return places
