"""Numbers below their labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from teikit.fields.detached import LABEL_ONLY
from teikit.fields.rows import HeaderRow
from teikit.fields.values.numbers import HYPHENED


def numbers_below(rows: Sequence[HeaderRow], types: Sequence[str]) -> dict[int, str]:
    """The places of control numbers directly below their labels, each with its type: ``MHENO :`` / ``96-5992807``.

    ``types`` are the types of the rows by what they show.
    """
    return dict.fromkeys(_control_numbers(rows, types), "control")


def _control_numbers(rows: Sequence[HeaderRow], types: Sequence[str]) -> Iterator[int]:
    for at, (row, below) in enumerate(pairwise(rows)):
        is_bare = row.clear_label is not None and LABEL_ONLY.fullmatch(row.text, row.clear_label.value) is not None
        if is_bare and types[at] == "control" and HYPHENED.fullmatch(below.text.strip(" :-")):
            yield at + 1
