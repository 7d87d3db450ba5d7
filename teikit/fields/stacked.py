"""Labels below each other, with as many values below them, each after its colon.

``FROM`` / ``SUBJECT`` / ``: Deputy Director of Security (Investigations`` / ``and Support`` / ``: ACCOMMODATION
ADDRESSES``: engines read the column of the labels before that of the colons and values. Without colons there must be as
many rows as labels above the next label, and none of the labels may be that of a party.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import takewhile

from teikit.fields.detached import Detached
from teikit.fields.items import PARTIES
from teikit.fields.rows import HeaderRow

LEAST_LABELS = 2  # labels below each other, at least
ROWS_OF_A_VALUE = 2  # rows of a value, on average, at most


def stacked(
    rows: Sequence[HeaderRow], types: Sequence[str], taken: Container[int], detached: Detached
) -> dict[int, str]:
    """The places of the rows of such values, and the type of the field of each.

    Empty unless there are as many values as labels. ``types`` and ``taken`` are as for ``Detached.types_of_values``.
    """
    given: dict[int, str] = {}
    at = 0
    while at < len(rows):
        labels = list(takewhile(lambda place: _waits(rows, types, taken, place, detached), range(at, len(rows))))
        if len(labels) >= LEAST_LABELS:
            given |= _dealt(rows, [types[place] for place in labels], labels[-1] + 1)
        at += max(1, len(labels))
    return given


def _waits(rows: Sequence[HeaderRow], types: Sequence[str], taken: Container[int], at: int, detached: Detached) -> bool:
    """Whether a row is a label without a value."""
    return at in taken and detached.waits(rows[at], types[at])


def _dealt(rows: Sequence[HeaderRow], labels: Sequence[str], begin: int) -> dict[int, str]:
    """The values from row ``begin`` on, each with its rows, in the order of the labels; empty if they do not agree."""
    below = range(begin, min(len(rows), begin + ROWS_OF_A_VALUE * len(labels)))
    places = list(takewhile(lambda at: rows[at].clear_label is None and not rows[at].facts.get("point"), below))
    values = [at for at in places if rows[at].led]
    after = rows[places[-1] + 1 : places[-1] + 2] if places else ()
    if not values and PARTIES.isdisjoint(labels) and any(row.clear_label for row in after):
        values = places
    if len(values) != len(labels) or values[0] != begin:
        return {}
    return {at: labels[sum(value <= at for value in values) - 1] for at in places if at <= values[-1]}
