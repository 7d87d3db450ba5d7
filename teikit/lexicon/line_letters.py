"""The evidence of the letters of a line for its role, however misread they are.

``RELEASING OFFICER`` comes out as ``R£LEASINO OFFiCeR`` or ``ELEASING OFPICER``. No list can have all of these, but
most of their runs of three to five letters are still those of a form. Each run adds its points for each role; the sum
is divided by the square root of the number of runs, so that a long line does not count more only because of its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import sqrt

from teikit.lexicon.line_roles import ROLES
from teikit.scorecard import ALWAYS

HEADING = "letters"  # first cell of the row that names the columns
SHORTEST_RUN = 3  # letters of a run, at least
LONGEST_RUN = 5  # letters of a run, at most
LOOKED_AT = 100  # characters of a line that count, at most
DIGIT = re.compile(r"\d")  # any digit counts as 9
SPACE = re.compile(r"[\s_]+")  # spaces and rules count as the edge of a word

Points = tuple[float, ...]


class LineLetters:
    """The points of runs of letters, one for each role in the order of ``ROLES``."""

    def __init__(self, points: Mapping[str, Points]) -> None:
        self.points = points
        self._always = points.get(ALWAYS, (0.0,) * len(ROLES))

    @classmethod
    def from_table(cls, lines: Iterable[str]) -> LineLetters:
        """Read the lines of a table, each with a run and its points for each role, separated by tabs.

        The table is long, so it is read without checks.
        """
        rows = (line.split("\t") for line in lines)
        return cls({run: tuple(map(float, points)) for run, *points in rows})

    def scores(self, line: str) -> Points:
        """The log odds of each role, in the order of ``ROLES``: above 0 if it is more likely than not."""
        seen = runs(line)
        rows = list(filter(None, map(self.points.get, seen)))
        if not rows:
            return self._always
        scale = sqrt(len(seen))
        return tuple(
            sum(column) / scale + base for column, base in zip(zip(*rows, strict=True), self._always, strict=True)
        )


def runs(line: str) -> dict[str, None]:
    """The runs of letters of a line, each once: in capitals, each digit as 9, spaces and both ends as ``_``.

    They are in the order of their lengths and places, so that the sum of their points is always exactly the same.

    >>> sorted(runs("To 7"))
    ['O_9', 'O_9_', 'TO_', 'TO_9', 'TO_9_', '_9_', '_TO', '_TO_', '_TO_9']
    """
    text = f"_{SPACE.sub('_', DIGIT.sub('9', line.strip().upper()[:LOOKED_AT]))}_"
    return dict.fromkeys(
        [
            text[at : at + length]
            for length in range(SHORTEST_RUN, LONGEST_RUN + 1)
            for at in range(len(text) - length + 1)
        ]
    )
