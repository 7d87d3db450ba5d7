"""Group the texts of a folder into documents at first sight: almost identical texts are copies of one document."""

from __future__ import annotations

from collections.abc import Sequence

from teikit.copies.candidates import candidates
from teikit.copies.likeness import Likenesses
from teikit.copies.sketch import Sketch
from teikit.copies.worth import Worth, sampled
from teikit.disjoint_sets import DisjointSets

PLAIN = 0.7  # likeness from which two texts are copies at first sight


def worth_by_documents(sketches: Sequence[Sketch]) -> Worth:
    """The weights of hashes by the number of documents that have them, not the number of copies of these documents."""
    return Worth(sketches, documents(sampled(sketches)))


def documents(sketches: Sequence[Sketch]) -> list[int]:
    """The number of its document for each text, which is the number of one of its copies at first sight."""
    worth = Worth(sketches)
    likeness = Likenesses(sketches, worth)
    joined = DisjointSets(len(sketches))
    for first, second in candidates(sketches, worth):
        if likeness.of(first, second) >= PLAIN:
            joined.join(first, second)
    return [joined.root(number) for number in range(len(sketches))]
