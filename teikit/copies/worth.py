"""What a shared hash says: what many texts of a folder have is printed on their form, and says little or nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from teikit.copies.sketch import Sketch

SAMPLE = 2048  # texts in which hashes are counted, evenly spread over the folder
FORM = 0.03  # share of the texts; what more of them have is a form's
FEW = 12  # texts that may share a hash in any case: the copies of one document in a small folder


class Worth:
    """The weights of hashes in a folder: the logarithm of how few texts have it, 0 for what is printed on a form.

    In a folder of copies of a few texts all count the same: there the many share what they say, and not a form.
    """

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        step = max(1, math.ceil(len(sketches) / SAMPLE))
        sample = sketches[::step]
        counts = Counter(hash for sketch in sample for hash in sketch.hashes)
        most = max(FEW, FORM * len(sample))
        self._rare = math.log(len(sample) + 1)
        self._known: dict[int, float] = {}
        if _leaves_text(sample, counts, most):
            self._known = {
                hash: 0.0 if count > most else self._rare - math.log(count)
                for hash, count in counts.items()
                if count > 1
            }

    def is_text(self, hash: int) -> bool:
        """Whether a hash is not of a form."""
        return self._known.get(hash, 1.0) > 0

    def of(self, hashes: Iterable[int]) -> float:
        """The weight of some hashes together."""
        known, rare = self._known, self._rare
        return sum(known.get(hash, rare) for hash in hashes)


def _leaves_text(sample: Sequence[Sketch], counts: Counter[int], most: float) -> bool:
    """Whether half of the texts are mostly of their own; else the folder holds copies of a few texts only."""
    own = sum(2 * sum(counts[hash] <= most for hash in sketch.hashes) >= len(sketch.hashes) for sketch in sample)
    return 2 * own >= len(sample)
