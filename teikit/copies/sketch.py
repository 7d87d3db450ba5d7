"""Reduce a text to some hundred numbers for comparison: a share of the hashes of its runs of six letters.

Hashes are selected only by their values (bottom-k sketches: Broder 1997; with a scale: FracMinHash, Irber et al. 2022),
so sketches of copies have the same ones. The order of files and the machine have no influence: the same text gives the
same numbers.
"""

from __future__ import annotations

import re
import sys
from array import array
from dataclasses import dataclass
from itertools import takewhile

RUN = 6  # characters of a run: better at recognising copies of misread texts than 4 to 8, and than runs of words
MOST_HASHES = 512  # approximate maximum of hashes that are kept of a text
BITS = 32  # bits of a hash
MULTIPLIER = 0x9E3779B97F4A7C15
"""The factor that spreads runs evenly over the hashes (Fibonacci hashing, Knuth): 2 to the power of 64, divided by the
golden ratio."""
WORD_SIZE = 8  # bytes that are read at once as a number
NO_SIGN = re.compile(rb"[^A-Z0-9]+")  # characters that are not compared: white space and marks
SAME_SIGNS = bytes.maketrans(b"0QD1LJ58623", b"OOOIIISBGZE")
"""Characters that engines confuse, mapped to one: ``O1D`` and ``0LD`` are alike."""


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
    """All runs of characters, each as a number: at every place eight bytes are read, of which six count."""
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
