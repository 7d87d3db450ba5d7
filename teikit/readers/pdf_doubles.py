"""Lines of a PDF that occur twice in one place: a second text layer, or bold type made by printing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rapidfuzz import fuzz

SAME_PLACE = 0.6  # share of the smaller line that both cover
ALIKE = 60  # similarity of their texts in percent, at least
BAND = 200  # tenths of a point; lines are compared with those of their own band of the page and the next


class _Line(NamedTuple):
    number: int
    text: str
    left: int
    top: int
    right: int
    bottom: int


def doubles(lines: Sequence[tuple[int, list[list[Any]]]]) -> set[int]:
    """The numbers of the lines that repeat an earlier line in the same place.

    A line is its baseline and its words, ``[word, left, top, right, bottom, ...]`` in tenths of a point.
    """
    bands: dict[int, list[_Line]] = defaultdict(list)
    repeated: set[int] = set()
    for number, (_, words) in enumerate(lines):
        line = _Line(
            number,
            "".join(word[0] for word in words),
            min(word[1] for word in words),
            min(word[2] for word in words),
            max(word[3] for word in words),
            max(word[4] for word in words),
        )
        if any(_is_same(line, earlier) for earlier in _near(bands, line)):
            repeated.add(number)
        else:
            bands[line.top // BAND].append(line)
    return repeated


def _near(bands: dict[int, list[_Line]], line: _Line) -> Iterator[_Line]:
    band = line.top // BAND
    for near in (band - 1, band, band + 1):
        yield from bands.get(near, ())


def _is_same(line: _Line, earlier: _Line) -> bool:
    """Whether two lines of a page are in the same place and read nearly the same."""
    across = min(line.right, earlier.right) - max(line.left, earlier.left)
    down = min(line.bottom, earlier.bottom) - max(line.top, earlier.top)
    smaller = min(_area(line), _area(earlier))
    if across <= 0 or down <= 0 or across * down < SAME_PLACE * smaller:
        return False
    return fuzz.ratio(line.text, earlier.text, score_cutoff=ALIKE) > 0


def _area(line: _Line) -> int:
    return max((line.right - line.left) * (line.bottom - line.top), 1)
