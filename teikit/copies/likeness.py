"""Calculate the likeness of two texts, from 0 to 1: the weight of their common hashes, relative to all of theirs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from teikit.copies.sketch import Sketch
from teikit.copies.worth import Worth

FEWEST_SHARED = 12  # fewest hashes that two texts must share to be alike at all


class Likenesses:
    """The likenesses of the texts of a folder, which are named by their numbers."""

    def __init__(self, sketches: Sequence[Sketch], worth: Worth) -> None:
        self._sketches = sketches
        self._worth = worth
        self._weight = lru_cache(maxsize=1 << 16)(self._weight_at)
        self._hashes = lru_cache(maxsize=1 << 8)(self._hashes_at)

    def of(self, first: int, second: int) -> float:
        """The likeness of two texts: 1 if they are the same, 0 if they share fewer than ``FEWEST_SHARED`` hashes.

        It is the weight of their common hashes, divided by the geometric mean of the weights of each text's hashes: a
        weighted Ochiai coefficient.
        """
        scale = max(self._sketches[first].scale, self._sketches[second].scale)
        shared = self._hashes(first, scale).intersection(self._sketches[second].at(scale))
        if len(shared) < FEWEST_SHARED:
            return 0.0
        norm = math.sqrt(self._weight(first, scale) * self._weight(second, scale))
        return self._worth.of(sorted(shared)) / norm if norm else 0.0

    def _hashes_at(self, number: int, scale: int) -> frozenset[int]:
        return frozenset(self._sketches[number].at(scale))

    def _weight_at(self, number: int, scale: int) -> float:
        return self._worth.of(self._sketches[number].at(scale))
