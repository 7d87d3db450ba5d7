"""Lines of signs that nobody typed, without a letter or a digit: ``..":``, ``£ :``."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.layers.facts import PageLine

SIGNS = regex.compile(r'(?![-–—_=*\s]+$|[()?/\\"\s]+$|[^.]+\.$)[^\w\[\]]+')
"""Such signs, except a rule, asterisks, withheld text (``[]``), a single bracket, a ditto mark (``"``), and a full stop
with what was read for the word before it (``@.``)."""
CHANCE = 0.45  # chance of being text or header below which a line of signs is neither


def lines_of_signs(lines: Sequence[PageLine], stays: Sequence[bool], kept: Sequence[float]) -> set[int]:
    """The places of such lines; ``stays`` says of each line whether it stays, ``kept`` how likely it is text."""
    return {
        at
        for at, line in enumerate(lines)
        if stays[at] and kept[at] < CHANCE and not line.known_role and SIGNS.fullmatch(line.text.strip())
    }
