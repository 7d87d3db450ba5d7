"""The point between two others whose number the engine lost: its line begins a paragraph, too.

5. A shipping clerk in the harbor, who has reported economic information.
A Dutch businessman who has access to officials there.                          the only sentence that can be point 6
7. A public accountant in Havana.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from teikit.core import Line
from teikit.paragraphing.line_patterns import SENTENCE_END
from teikit.paragraphing.parted_rows import LONGEST
from teikit.paragraphing.points import Point, is_lone, point_in_row
from teikit.paragraphing.setting import Setting

MOST_LINES = 25  # lines from one point to the next but one, at most
SMALL_FIRST = regex.compile(r"\p{Ll}{2}")  # under the impression, below what begins no row: We had been
BARE = regex.compile(r"\W{0,2}(\d{1,2})\s+\p{L}")  # a number whose full stop was lost: 2 ne of the investors
BEGINNING = regex.compile(r"\W{0,2}(?:\w{1,2}\W{1,2}\s?)?\p{Lu}")
"""How such a line begins, perhaps with what was read of its number: ``A Dutch``, ``& Receipt``, ``li. Attaches``"""


def lost_points(lines: Sequence[Line], settings: Mapping[int, Setting]) -> Iterator[int]:
    """The starts of the lines of a document that are the only ones that can begin the point that is missing.

    ``settings`` says how the page of each line is typed, by its start.
    """
    last: dict[str, tuple[int, Point]] = {}
    for at, line in enumerate(lines):
        point = point_in_row(line.text.strip())
        if point is None:
            continue
        first, before = last.get(point.style, (at, point))
        is_lost = point.is_plain and before.is_plain and point.place - before.place == 2
        is_lost = is_lost and not any(_has_number(line, before.place + 1) for line in lines[first + 1 : at])
        if is_lost and at - first <= MOST_LINES:
            rows = zip(lines[first:], lines[first + 1 : at], lines[first + 2 :], strict=False)
            between = [here.start for above, here, below in rows if _may_begin(above, here, below, settings)]
            yield from between if len(between) == 1 else ()
        last[point.style] = (at, point)


def _has_number(line: Line, place: int) -> bool:
    """Whether a line begins with the number of a point, without a mark behind it."""
    number = BARE.match(line.text.strip())
    return number is not None and int(number[1]) == place


def _may_begin(above: Line, line: Line, below: Line, settings: Mapping[int, Setting]) -> bool:
    """Whether a line below the end of a sentence may begin a point, and is no part of the row above."""
    setting, text = settings[line.start], line.text.strip()
    is_part = len(above.text.strip()) + 1 + len(text) <= LONGEST * setting.reach
    is_part = is_part or (setting.is_short(text) and SMALL_FIRST.match(below.text.strip()) is not None)
    is_ended = SENTENCE_END.search(above.text.rstrip()) is not None and not is_lone(above.text)
    return not is_part and is_ended and BEGINNING.match(text) is not None
