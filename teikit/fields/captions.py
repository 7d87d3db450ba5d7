"""Fields on routing sheets that are only printed words: the captions of their boxes.

``TO: (Officer designation, room number, and`` / ``building)``, ``DATE``, ``ACTION DIRECT REPLY PREPARE REPLY``
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from teikit.core import Line, overlaps
from teikit.core.text import WRITTEN
from teikit.fields.items import Item
from teikit.lexicon.patterns import Patterns

BOXES = frozenset({"action", "date", "to"})
"""Types of field that name a box, or a column of boxes, where nothing stands beside their labels."""


def lines_of(items: Iterable[Item], lines: Sequence[Line]) -> list[Line]:
    """The lines in which some fields stand."""
    spans = sorted(item.span for item in items)
    return [line for line in lines if overlaps(line.content, spans)]


def is_caption(item: Item, patterns: Patterns) -> bool:
    """Whether a field of a routing sheet is only printed words: a label with nobody beside it, or the name of a box.

    ``ACTION`` is a box to be ticked. Below ``FROM:`` alone the sender may stand.
    """
    value = item.value_text
    if item.has_label_above or item.type == "":
        return False
    if not WRITTEN.search(value):
        return item.type in BOXES
    return item.type == "action" or patterns["nobody"].match(value) is not None
