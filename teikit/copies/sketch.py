"""A text as some hundred numbers by which it is compared: its runs of six letters, hashed, and a share of the hashes.

Which hashes are kept depends on their values alone (bottom-k sketches: Broder 1997; with a scale: FracMinHash, Irber et
al. 2022), so sketches of copies have the same ones. Nothing depends on the order of files or on the machine: the same
text gives the same numbers.
"""

from __future__ import annotations

import re
import sys
from array import array
from dataclasses import dataclass
from itertools import takewhile

RUN = 6  # signs of a run: of 4 to 8, and of runs of words, what recognises copies of misread texts best
MOST_HASHES = 512  # hashes, at most and about, that are kept of a text
BITS = 32  # bits of a hash
MULTIPLIER = 0x9E3779B97F4A7C15
"""What spreads runs evenly over the hashes (Fibonacci hashing, Knuth): 2 to the power of 64, by the golden ratio."""
WORD_SIZE = 8  # bytes that are read at once as a number
NO_SIGN = re.compile(rb"[^A-Z0-9]+")  # what is not compared: blanks and marks
SAME_SIGNS = bytes.maketrans(b"0QD1LJ58623", b"OOOIIISBGZE")
"""Signs that engines take for each other, as one sign: ``O1D`` and ``0LD`` are alike."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The hashes that are kept of a text, in order: about one in ``scale``, which is a power of two.

    A hash that is kept at a scale is kept at every smaller one, so two sketches are compared at the larger scale.
    """

    scale: int
    hashes: array[int]

    def at(self, scale: int) -> list[int]:
        """The hashes that are kept at a scale, which must not be smaller than the sketch's own."""
        limit = (1 << BITS) // scale
        return list(takewhile(limit.__gt__, self.hashes))


def sketch(text: str) -> Sketch:
    """The sketch of a text; it is empty without a run of six letters or digits."""
    runs = _runs(NO_SIGN.sub(b"", text.upper().encode("ascii", "ignore")).translate(SAME_SIGNS))
    scale = 1
    while len(runs) > MOST_HASHES * scale:
        scale *= 2
    limit, whole, shift = (1 << BITS) // scale, (1 << 64) - 1, 64 - BITS
    hashes = ((run * MULTIPLIER & whole) >> shift for run in runs)
    kept = sorted(hash for hash in hashes if hash < limit)
    return Sketch(scale, array("I", kept))


def _runs(signs: bytes) -> set[int]:
    """All runs of signs, each as a number: at every place eight bytes are read, of which six count."""
    mask = (1 << 8 * RUN) - 1
    padded = signs + bytes(WORD_SIZE - RUN)
    runs: set[int] = set()
    for start in range(WORD_SIZE):
        words = (len(padded) - start) // WORD_SIZE
        numbers = array("Q", padded[start : start + WORD_SIZE * words])
        if sys.byteorder == "big":
            numbers.byteswap()
        runs.update(number & mask for number in numbers)
    return runs
