"""The knowledge of a lexicon about genres: features, learnt points and identification sheets, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from teikit.core.genres import GENRES
from teikit.genres import features, sheet_fields
from teikit.genres.beginnings import COLUMN
from teikit.genres.paper import PaperReader
from teikit.genres.sheet_fields import long_labels
from teikit.genres.sheets import SheetReader
from teikit.lexicon import Lexicon, Stamp
from teikit.lexicon.entries import Genre
from teikit.lexicon.levels import Level, table
from teikit.lexicon.model import points
from teikit.lexicon.patterns import Patterns
from teikit.scorecard import Scorecard

NOTICES = "release"  # type of the stamps that archives put on released documents


@dataclass(frozen=True)
class Knowledge:
    """What is needed to recognise documents.

    ``papers`` reads pages and ``sheets`` identification sheets; ``genres`` has the points of facts for each genre,
    ``subgenres`` are the genres that only the collection has. ``beginnings`` has the points for the beginning of a
    document, and ``patterns`` the wording that shows it.
    """

    papers: PaperReader
    sheets: SheetReader
    genres: Scorecard
    subgenres: tuple[Genre, ...]
    beginnings: Scorecard
    patterns: Patterns


def genre_knowledge(lexicon: Lexicon) -> Knowledge:
    """What a lexicon knows about genres; empty for a collection without such tables."""
    notices = tuple(stamp for stamp in lexicon.stamps if stamp.type == NOTICES)
    return _knowledge(lexicon.levels, notices, lexicon.patterns, lexicon.subgenres)


@cache
def _knowledge(
    levels: tuple[Level, ...], stamps: tuple[Stamp, ...], patterns: Patterns, subgenres: tuple[Genre, ...]
) -> Knowledge:
    """What the levels know about genres; ``stamps`` are the notices of archives."""
    read = partial(features.feature, genres=(*GENRES, *(genre.name for genre in subgenres)))
    seen = table(levels, "genre-features.tsv", features.COLUMNS, read, lambda entry: entry.fact)
    labels = table(
        levels, "sheet-fields.tsv", sheet_fields.COLUMNS, sheet_fields.sheet_label, lambda entry: entry.field
    )
    return Knowledge(
        PaperReader(seen, stamps, long_labels(labels)),
        SheetReader(labels, stamps),
        _scorecard(levels, "genre-points.tsv", GENRES),
        subgenres,
        _scorecard(levels, "beginning-points.tsv", (COLUMN,)),
        patterns,
    )


def _scorecard(levels: tuple[Level, ...], name: str, columns: tuple[str, ...]) -> Scorecard:
    """The scorecard in a file of the levels."""
    names = f"fact least {' '.join(columns)}"
    rows = table(levels, name, names, lambda row: points(row, columns), lambda entry: (entry.fact, entry.least))
    return Scorecard(rows, columns)
