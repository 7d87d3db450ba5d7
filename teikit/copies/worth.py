"""Weigh shared hashes: one that many texts of a folder share belongs to a form, and says little or nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from teikit.copies.sketch import Sketch

SAMPLE = 2048  # most texts in which hashes are counted, evenly spread over the folder
FORM = 0.03  # share of the documents with a hash above which it belongs to a form
FEW_DOCUMENTS = 12  # most documents that may share a hash in any case
TEMPLATE = 0.006
"""The share of the documents above which a common hash has less weight: a folder may have only a few sheets of one
kind, such as payrolls."""
FEWEST_DOCUMENTS = 3  # fewest documents of which a common hash has less weight: two may be one that was filed twice


def sampled(sketches: Sequence[Sketch]) -> Sequence[Sketch]:
    """The texts in which hashes are counted."""
    return sketches[:: max(1, math.ceil(len(sketches) / SAMPLE))]


class Worth:
    """The weights of hashes in a folder: their inverse document frequency, as a natural logarithm; 0 if on a form.

    ``documents`` are the numbers of the documents of the sampled texts; copies have the same number. Without them, each
    text is a document. From three documents on (or six in a thousand) weights fall with the square of their number: a
    form must not look like text because only a few records of the folder use it. In a folder of copies of only a few
    texts, all hashes have the same weight, because what most of them share there is text, not a form.
    """

    def __init__(self, sketches: Sequence[Sketch], documents: Sequence[int] | None = None) -> None:
        sample = sampled(sketches)
        counts = _documents_of_hashes(sample, range(len(sample)) if documents is None else documents)
        number = len(sample) if documents is None else len(set(documents))
        most, full = max(FEW_DOCUMENTS, FORM * number), max(FEWEST_DOCUMENTS, TEMPLATE * number)
        self._rare = math.log(number + 1)
        self._known: dict[int, float] = {}
        if _leaves_text(sample, counts, most):
            self._known = {
                hash: 0.0 if count > most else (self._rare - math.log(count)) * min(1.0, (full / count) ** 2)
                for hash, count in counts.items()
                if count > 1
            }

    def is_text(self, hash: int) -> bool:
        """Whether a hash does not belong to a form."""
        return self._known.get(hash, 1.0) > 0

    def of(self, hashes: Iterable[int]) -> float:
        """The weight of the hashes together."""
        known, rare = self._known, self._rare
        return sum(known.get(hash, rare) for hash in hashes)


def _documents_of_hashes(sample: Sequence[Sketch], documents: Iterable[int]) -> Counter[int]:
    """The number of documents that have each hash."""
    texts: dict[int, list[Sketch]] = {}
    for text, document in zip(sample, documents, strict=True):
        texts.setdefault(document, []).append(text)
    return Counter(hash for copies in texts.values() for hash in {hash for text in copies for hash in text.hashes})


def _leaves_text(sample: Sequence[Sketch], counts: Counter[int], most: float) -> bool:
    """Whether half of the texts mostly have hashes outside of forms; else the folder has copies of only a few texts."""
    own = sum(2 * sum(counts[hash] <= most for hash in sketch.hashes) >= len(sketch.hashes) for sketch in sample)
    return 2 * own >= len(sample)
