"""Calculate the chance that a passage was withheld, from the points of its facts (``withheld-points.tsv``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from teikit.collation.facts import WEIGHED
from teikit.lexicon import Lexicon
from teikit.lexicon.levels import Level, table
from teikit.lexicon.model import points
from teikit.scorecard import ALWAYS, Scorecard, logistic

TABLE = "withheld-points.tsv"
COLUMNS = "fact least points withheld other"
TELLING = 0.3  # fewest points, for or against, of a fact that is given as a ground
MOST_GROUNDS = 6  # most facts that are given


class Chance:
    """The chance, ``withheld``, from 0 to 1, that a passage with these facts was withheld."""

    def __init__(self, facts: Mapping[str, float], lexicon: Lexicon) -> None:
        weighed = {fact: facts[fact] for fact in WEIGHED}
        self._points = {fact: added[0] for fact, added in _scorecard(lexicon.levels).points(weighed).items()}
        self._facts = weighed
        self.withheld = logistic(sum(self._points.values()))

    @property
    def grounds(self) -> tuple[str, ...]:
        """The chance and the facts with the most weight, each with its points, in words for a reader."""
        weighed = sorted(self._points.items(), key=lambda entry: (-abs(entry[1]), entry[0]))
        telling = [(fact, added) for fact, added in weighed if fact != ALWAYS and abs(added) >= TELLING]
        return (
            f"chance {self.withheld:.2f}",
            *(f"{self._stated(fact)} ({added:+.1f})" for fact, added in telling[:MOST_GROUNDS]),
        )

    def _stated(self, fact: str) -> str:
        """A fact with its value; one that is true or false has none."""
        value = self._facts[fact]
        return fact if isinstance(value, bool) else f"{fact}: {round(value, 2):g}"


@cache
def _scorecard(levels: tuple[Level, ...]) -> Scorecard:
    rows = table(levels, TABLE, COLUMNS, lambda row: points(row, ("points",)), lambda entry: (entry.fact, entry.least))
    return Scorecard(rows, ("points",))
