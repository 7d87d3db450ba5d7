"""What a document is, judged by its facts, and what speaks for that."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import NamedTuple

from teikit.core.packet import WIRED
from teikit.genres.scorecard import Scorecard

GENRES = (
    "telegram",
    "cable",
    "teletype",
    "memorandum",
    "letter",
    "dispatch",
    "airtel",
    "report",
    "form",
    "list",
    "note",
    "document",
)
"""The genres that are told apart, as ``div/@type`` has them: telegrams of the State Department, cables of the CIA and
the armed forces, teletypes of the FBI, and other papers; ``document`` is any other, and one that cannot be told."""
UNTOLD = "document"
SHEET = "identification-sheet"
LIKELY = 0.6  # least chance for a genre; of files left out .83 are then right and .03 wrong (at .5: .86 and .04)


class Genre(NamedTuple):
    """What a document is: one of ``GENRES`` or a sheet, and how likely that is, 0 to 1."""

    name: str
    chance: float


def chances(scorecard: Scorecard, facts: Mapping[str, float]) -> dict[str, float]:
    """How likely each genre is; the chances add up to 1."""
    sums = scorecard.sums(facts)
    weights = [exp(total - max(sums)) for total in sums]
    return {genre: weight / sum(weights) for genre, weight in zip(scorecard.columns, weights, strict=True)}


def judged(likely: Mapping[str, float]) -> Genre:
    """The likeliest genre, or ``document`` with the chance of all others where none is likely enough."""
    wired = sum(likely.get(genre, 0.0) for genre in WIRED)  # what is sent by wire looks alike
    grouped = {genre: wired if genre in WIRED else chance for genre, chance in likely.items()}
    name = max(grouped, key=lambda genre: (grouped[genre], likely[genre]))
    return Genre(name, grouped[name]) if grouped[name] >= LIKELY else Genre(UNTOLD, 1 - grouped[name])


def grounds(scorecard: Scorecard, facts: Mapping[str, float], genre: str) -> list[tuple[str, float]]:
    """What speaks for a genre and against it: each fact with its points above the mean of all genres, most first."""
    place = scorecard.columns.index(genre)
    weighed = [(fact, added[place] - sum(added) / len(added)) for fact, added in scorecard.points(facts).items()]
    return sorted(weighed, key=lambda ground: (-abs(ground[1]), ground[0]))
