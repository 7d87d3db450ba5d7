"""The genre of a document, judged by its facts, and the grounds for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import exp
from typing import NamedTuple

from teikit.core.genres import DOCUMENT, WIRED
from teikit.scorecard import Scorecard

LIKELY_GENRE = (
    0.6  # chance from which a genre is given: then .83 of held-out files are right, .03 wrong (at .5: .86 and .04)
)


class JudgedGenre(NamedTuple):
    """The genre of a document, one of ``GENRES`` or ``SHEET``, and its chance, 0 to 1."""

    name: str
    chance: float


def chances(scorecard: Scorecard, facts: Mapping[str, float]) -> dict[str, float]:
    """The chance of each genre given the facts; the chances add up to 1."""
    sums = scorecard.sums(facts)
    weights = [exp(total - max(sums)) for total in sums]
    return {genre: weight / sum(weights) for genre, weight in zip(scorecard.columns, weights, strict=True)}


def judged(likely: Mapping[str, float], named: Collection[str] = ()) -> JudgedGenre:
    """The likeliest genre; if its chance is below ``LIKELY_GENRE``, ``document`` with the chance of all other genres.

    Genres that are sent by wire look alike, so their chances count together, and the document itself may say which of
    them it is (``named``: ``FM AMEMBASSY BERN`` is a telegram). If the document names the likeliest genre (``This
    memorandum summarizes ..``), that is enough; the same holds for a genre sent by wire if no genre is likely.
    """
    wired = sum(likely.get(genre, 0.0) for genre in WIRED)
    grouped = {genre: wired if genre in WIRED else chance for genre, chance in likely.items()}
    name = max(grouped, key=lambda genre: (grouped[genre], likely[genre]))
    stated = [genre for genre in WIRED if genre in named]
    name = stated[0] if name in WIRED and len(stated) == 1 else name
    if grouped[name] >= LIKELY_GENRE or name in named:
        return JudgedGenre(name, grouped[name])
    return JudgedGenre(stated[0], LIKELY_GENRE) if len(stated) == 1 else JudgedGenre(DOCUMENT, 1 - grouped[name])


def grounds(scorecard: Scorecard, facts: Mapping[str, float], genre: str) -> list[tuple[str, float]]:
    """The grounds for and against a genre: each fact with its points minus the mean of all genres, largest first."""
    place = scorecard.columns.index(genre)
    weighed = [(fact, added[place] - sum(added) / len(added)) for fact, added in scorecard.points(facts).items()]
    return sorted(weighed, key=lambda ground: (-abs(ground[1]), ground[0]))
