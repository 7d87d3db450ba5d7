"""Points that are items: several in a row, next to items of a list that their numbers continue, or below a colon.

a, Dean ANDREWS         a point whose comma the engine misread
b. Guy BANISTER         an item of a list
The Chief will:         what leads in; its points may be sentences
a. Report each month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from teikit.paragraphing.groups import ITEM, Bounds, Paragraph
from teikit.paragraphing.line_patterns import SENTENCE_END
from teikit.paragraphing.lists.short_lines import is_debris
from teikit.paragraphing.points import MOST_SKIPPED, Point, point_of

ROW_POINTS = 3  # points of a row that is a list, at least: 1. Sequence Number / 2. Sex / 3. Citizenship
MOST_LINES = 2  # lines of a point that is an item, at most
LONGEST_LINE = 75  # characters of such a line, at most
MOST_LED_LINES = 8  # lines of a point below a line that ends in a colon, at most
LEADS_IN = regex.compile(r"\p{L}.*:\W{0,3}$")  # such a line: were undertaken for a variety of purposes, such as:
NUMBERED = ("9.", "9,")  # styles of numbered paragraphs of a telegram or memorandum, which are not a list


def with_points(paragraphs: Sequence[Paragraph], bounds: Bounds) -> list[Paragraph]:
    """The paragraphs, with short points in a row, or with the number before or after that of an item, as items."""
    listed = list(paragraphs)
    points = [point_of(paragraph.lines[0].text.strip()) for paragraph in listed]
    places = [at for at, paragraph in enumerate(listed) if not all(is_debris(line.text) for line in paragraph.lines)]
    for at in (*_in_rows(listed, points, places, bounds), *_led(listed, points, places, bounds)):
        listed[at] = listed[at]._replace(role=ITEM)
    downwards = [(at, beside, 1) for beside, at in pairwise(places)]
    upwards = [(at, beside, -1) for at, beside in pairwise(places)]
    for at, beside, step in (*downwards, *reversed(upwards)):
        may_be = listed[beside].role == ITEM and not listed[at].role
        may_be = may_be and (_is_short(listed[at]) if step > 0 else _is_entry(listed[at]))
        is_near = bounds.are_of_one_document(listed[at].lines[0], listed[beside].lines[0])
        if may_be and is_near and _is_next(points[at], points[beside], step):
            listed[at] = listed[at]._replace(role=ITEM)
    return listed


def _in_rows(
    paragraphs: Sequence[Paragraph], points: Sequence[Point | None], places: Sequence[int], bounds: Bounds
) -> Iterator[int]:
    """The places of the short points, among these ``places``, that are in a row of several."""
    row: list[int] = []
    for at in places:
        may_be = not paragraphs[at].role and points[at] is not None and _is_entry(paragraphs[at])
        is_near = bool(row) and bounds.are_of_one_document(paragraphs[row[-1]].lines[0], paragraphs[at].lines[0])
        if not (may_be and is_near and _is_next(points[at], points[row[-1]], 1)):
            if len(row) >= ROW_POINTS:
                yield from row
            row = []
        if may_be:
            row.append(at)
    if len(row) >= ROW_POINTS:
        yield from row


def _led(
    paragraphs: Sequence[Paragraph], points: Sequence[Point | None], places: Sequence[int], bounds: Bounds
) -> Iterator[int]:
    """The places of the points, among these ``places``, of each row that begins below a line that ends in a colon.

    Between two of them there may be one whose number the engine misread: ``c. Names`` / ``ad, Fees`` / ``e. Dates``.
    """
    for after, (lead, first) in enumerate(pairwise(places), 2):
        point = points[first]
        leads_in = not paragraphs[lead].role and LEADS_IN.search(paragraphs[lead].lines[-1].text) is not None
        if not leads_in or point is None or point.place != 1 or point.style in NUMBERED:
            continue
        row, below = [first], places[after:]
        while below and (step := _steps(points, row[-1], below)):
            row += below[:step]
            below = below[step:]
        is_near = bounds.are_of_one_document(paragraphs[lead].lines[0], paragraphs[row[-1]].lines[0])
        are_items = all(paragraphs[at].role in ("", ITEM) and len(paragraphs[at].lines) <= MOST_LED_LINES for at in row)
        if is_near and are_items and sum(points[at] is not None for at in row) >= ROW_POINTS:
            yield from row


def _steps(points: Sequence[Point | None], last: int, below: Sequence[int]) -> int:
    """The number of paragraphs below the ``last`` point of a row that continue it: 1, 2 with a misread one, or 0."""
    if _is_next(points[below[0]], points[last], 1):
        return 1
    return 2 * (len(below) > 1 and _is_next(points[below[1]], points[last], 1))


def _is_entry(paragraph: Paragraph) -> bool:
    """Whether a paragraph is short and does not end a sentence."""
    return _is_short(paragraph) and SENTENCE_END.search(paragraph.lines[-1].text.strip()) is None


def _is_short(paragraph: Paragraph) -> bool:
    """Whether a paragraph has few lines, and none of them is long."""
    lines = [line.text.strip() for line in paragraph.lines]
    return len(lines) <= MOST_LINES and max(map(len, lines)) <= LONGEST_LINE


def _is_next(point: Point | None, beside: Point | None, step: int) -> bool:
    """Whether a point has the number after that of its neighbour, or before it for a ``step`` of -1.

    One point in between may be missing; a comma may be a misread full stop.
    """
    if point is None or beside is None or point.style[:-1] != beside.style[:-1]:
        return False
    return 0 < step * (point.place - beside.place) <= 1 + MOST_SKIPPED
