"""A text as some hundred numbers by which it is compared: its runs of six letters, hashed, the smallest hashes kept.

Nothing here depends on the order of files or on the machine: the same text gives the same numbers.
"""

from __future__ import annotations

import re
import sys
from array import array
from dataclasses import dataclass
from itertools import takewhile

RUN = 6  # letters and digits of one run: of lengths 4 to 8, and of words, this recognises copies of misread texts best
MOST = 512  # hashes kept of a text
BITS = 32  # bits of a hash
ODD = 0x9E3779B97F4A7C15
"""The multiplier that spreads runs evenly over the hashes: 2 to the power of 64, divided by the golden ratio."""
WORD = 8  # bytes that are read at once as a number
NO_SIGN = re.compile(rb"[^A-Z0-9]+")
ALIKE = bytes.maketrans(b"0QD1LJ58623", b"OOOIIISBGZE")
"""What engines take for each other, as one sign: ``O1D`` and ``0LD`` are alike."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The hashes of a text in their order; of all of them, one in ``scale`` was kept (a power of two).

    A hash that is kept at a scale is kept at every smaller one. So two sketches are compared at the larger scale.
    """

    scale: int
    hashes: array[int]

    def at(self, scale: int) -> list[int]:
        """The hashes that are kept at a scale not smaller than the sketch's own."""
        limit = (1 << BITS) // scale
        return list(takewhile(limit.__gt__, self.hashes))


def sketch(text: str) -> Sketch:
    """The sketch of a text, empty for one without a run of six letters or digits."""
    runs = _runs(NO_SIGN.sub(b"", text.upper().encode("ascii", "ignore")).translate(ALIKE))
    scale = 1
    while len(runs) > MOST * scale:
        scale *= 2
    limit, whole, shift = (1 << BITS) // scale, (1 << 64) - 1, 64 - BITS
    kept = sorted(hash for run in runs if (hash := (run * ODD & whole) >> shift) < limit)
    return Sketch(scale, array("I", kept))


def _runs(signs: bytes) -> set[int]:
    """All runs of six signs, each as a number: every place is read as eight bytes, of which six count."""
    mask = (1 << 8 * RUN) - 1
    padded = signs + bytes(WORD - RUN)
    runs: set[int] = set()
    for start in range(WORD):
        words = (len(padded) - start) // WORD
        numbers = array("Q", padded[start : start + WORD * words])
        if sys.byteorder == "big":
            numbers.byteswap()
        runs.update(number & mask for number in numbers)
    return runs
