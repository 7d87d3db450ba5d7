"""Short points beside items of a list that their numbers continue, over the turn of a page, too.

a, Dean ANDREWS         a point whose comma the engine misread
b. Guy BANISTER         an item of a list
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from teikit.paragraphing.groups import ITEM, Page, Paragraph
from teikit.paragraphing.line_patterns import SENTENCE_END
from teikit.paragraphing.points import MOST_SKIPPED, Point, point_of
from teikit.paragraphing.short_lines import is_debris

LINES = 2  # lines of a point that is an item, at most
LONG = 75  # characters of such a line, at most


def with_points(paragraphs: Sequence[Paragraph], page: Page) -> list[Paragraph]:
    """The same paragraphs, but those that are short points next to an item with the number before or after an item."""
    listed = list(paragraphs)
    points = [point_of(paragraph.lines[0].text.strip()) for paragraph in listed]
    places = [at for at, paragraph in enumerate(listed) if not all(is_debris(line.text) for line in paragraph.lines)]
    downwards = [(at, beside, 1) for beside, at in pairwise(places)]
    upwards = [(at, beside, -1) for at, beside in pairwise(places)]
    for at, beside, step in (*downwards, *reversed(upwards)):
        may_be = listed[beside].role == ITEM and not listed[at].role and _is_entry(listed[at])
        is_near = page.has_both(listed[at].lines[0], listed[beside].lines[0])
        if may_be and is_near and _is_next(points[at], points[beside], step):
            listed[at] = listed[at]._replace(role=ITEM)
    return listed


def _is_entry(paragraph: Paragraph) -> bool:
    """Whether a paragraph is short and ends no sentence."""
    lines = [line.text.strip() for line in paragraph.lines]
    return len(lines) <= LINES and max(map(len, lines)) <= LONG and SENTENCE_END.search(lines[-1]) is None


def _is_next(point: Point | None, beside: Point | None, step: int) -> bool:
    """Whether a point has the number after that of the one beside it, or before it for a ``step`` of -1.

    One point in between may be missing; a comma may be a misread full stop.
    """
    if point is None or beside is None or point.style[:-1] != beside.style[:-1]:
        return False
    return 0 < step * (point.place - beside.place) <= 1 + MOST_SKIPPED
