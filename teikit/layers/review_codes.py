"""The codes that reviewers of the CIA wrote next to withheld text: numbers alone on their lines.

OR GANIZATION.
15-18                      a code, as 15-10 and 16-0 elsewhere in the file
2. UNLESS ADVISED TO CONTRARY BASE WILL LEAVE THIS MATTER TO CONSULATE.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.layers.facts import PageLine
from teikit.layers.figures import OF_FIGURES

CODE = regex.compile(r"[^\w(\[$#]{0,2}(?:0[1-9](?:\s?,\s?0[1-9])*|[12]\d-\d{1,2})[^\w.):]{0,2}")
"""A code of two parts, or with a leading zero, unlike numbers of a text: ``16-14``, ``06``, ``06,08``."""
NOUGHT = regex.compile(r"\W{0,2}0")  # the beginning of the second kind
SEVERAL = 3  # lines of such codes in a file that has them, at least
NOUGHT_CHANCE = 0.5  # chance of being text or header of a number with a leading zero that is a code by itself, below


def review_codes(lines: Sequence[PageLine], stays: Sequence[bool], kept: Sequence[float]) -> set[int]:
    """The places of the lines that are such codes; ``kept`` are the chances that lines are text or header.

    ``stays`` says of each line whether it stays in the text. The values of forms and tables are left alone.
    """
    codes = [at for at, line in enumerate(lines) if line.genre not in OF_FIGURES and CODE.fullmatch(line.text.strip())]
    are_several = len(codes) >= SEVERAL
    return {
        at
        for at in codes
        if stays[at]
        and not lines[at].known_role
        and (are_several or (NOUGHT.match(lines[at].text) and kept[at] < NOUGHT_CHANCE))
    }
