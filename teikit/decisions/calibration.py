"""Measure the calibration of the chances in a report by comparing them with the decisions of people."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from teikit.decisions.row import SHOWN, DecisionRow

BANDS = 10  # bands into which the chances from 0 to 1 are divided


class Band(NamedTuple):
    """The changes with a chance in one band.

    ``low`` is the beginning of the band, ``places`` the number of changes that people decided on, ``predicted`` their
    mean chance, and ``right`` the share that was right; all but ``places`` are from 0 to 1.
    """

    low: float
    places: int
    predicted: float
    right: float


def bands(report: Iterable[str], rows: Iterable[DecisionRow]) -> list[Band]:
    """The bands of the corrections and suggestions of a report on which people decided, by rising chances.

    ``report`` are its lines; changes without a chance, or without a decision at the same place, are left out.
    """
    verdicts: dict[tuple[str, int, int], DecisionRow] = {}
    for row in rows:
        if row.is_ in ("reads", "as-read"):
            verdicts[(_short(row.source), *row.at)] = row
    judged: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for values in _changes(report):
        verdict = verdicts.get((_short(values["source"]), *values["at"]))
        if verdict:
            is_right = verdict.is_ == "reads" and verdict.after == values["after"]
            judged[min(int(values["chance"] * BANDS), BANDS - 1)].append((values["chance"], is_right))
    return [
        Band(
            low=number / BANDS,
            places=len(changes),
            predicted=sum(chance for chance, _ in changes) / len(changes),
            right=sum(is_right for _, is_right in changes) / len(changes),
        )
        for number, changes in sorted(judged.items())
    ]


def _changes(report: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The corrections and suggestions in the lines of a report that have a chance; other lines are left out."""
    for line in report:
        try:
            values = json.loads(line)
        except ValueError:
            continue
        if isinstance(values, dict) and values.get("kind") in ("correction", "suggestion") and values.get("chance"):
            yield values


def _short(source: str) -> str:
    return source[: len("sha256:") + SHOWN]
