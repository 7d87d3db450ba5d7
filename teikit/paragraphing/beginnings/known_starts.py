"""Lines that surely begin a point, a speaker's turn or a paragraph, known before the lines are read in order."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import NamedTuple

from teikit.core import Line
from teikit.paragraphing.beginnings.speakers import turns
from teikit.paragraphing.documents import Documents
from teikit.paragraphing.points import between_points, in_rows


class KnownStarts(NamedTuple):
    """Starts of lines whose part is known beforehand.

    ``points`` begin a point that belongs to a row of points, ``turns`` a speaker's turn, ``begun`` surely a paragraph;
    ``between`` are between two points of a row.
    """

    points: Container[int]
    turns: Container[int]
    begun: Container[int]
    between: Container[int]


def known_starts(
    free: Sequence[Line], documents: Documents, begun: Container[int], titles: Mapping[str, str]
) -> KnownStarts:
    """What is known of the lines that are in no block; ``titles`` has the kind of each word before a name."""
    return KnownStarts(
        points=_starts_where(free, documents, in_rows),
        turns=_starts_where(free, documents, lambda texts: turns(texts, titles)),
        begun=begun,
        between=_starts_where(free, documents, between_points),
    )


def _starts_where(free: Sequence[Line], documents: Documents, holds: Callable[[Sequence[str]], list[bool]]) -> set[int]:
    """The starts of the lines for which ``holds`` is true; it is called with the texts of each document's lines."""
    starts: set[int] = set()
    for lines in documents.parted(free):
        are_such = holds([line.text.strip() for line in lines])
        starts |= {line.start for line, is_such in zip(lines, are_such, strict=True) if is_such}
    return starts
