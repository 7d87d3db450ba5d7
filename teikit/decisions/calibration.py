"""Measure the calibration of the chances in a report by comparing them with the decisions of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from teikit.decisions.row import DIGEST_DIGITS, DecisionRow

BANDS = 10  # bands into which the chances from 0 to 1 are divided
NEEDED = {"source", "at", "after", "chance"}  # keys of a row of a report whose chance can be checked


class Band(NamedTuple):
    """The changes with a chance in one band.

    ``low`` is the beginning of the band, ``places`` the number of changes that people decided on, ``predicted`` their
    mean chance, and ``right`` the share that was right; all but ``places`` are from 0 to 1.
    """

    low: float
    places: int
    predicted: float
    right: float


def bands(report: Iterable[Mapping[str, Any]], rows: Iterable[DecisionRow]) -> list[Band]:
    """The bands of the corrections and suggestions of a report on which people decided, by rising chances.

    ``report`` are its rows; changes without a chance, or without a decision at the same place, are left out.
    """
    verdicts: dict[tuple[str, int, int], DecisionRow] = {}
    for row in rows:
        if row.is_ in ("reads", "as-read"):
            verdicts[(_short(row.source), *row.at)] = row
    judged: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for values in report:
        is_change = values["kind"] in ("correction", "suggestion") and values.keys() >= NEEDED
        if not is_change or not values["chance"]:
            continue
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


def as_tsv(rows: Iterable[Band]) -> str:
    """Bands as TSV with a line of names."""
    lines = ["chance\tplaces\tpredicted\tright"]
    lines += [f"{band.low:.1f}\t{band.places}\t{band.predicted:.3f}\t{band.right:.3f}" for band in rows]
    return "".join(f"{line}\n" for line in lines)


def _short(source: str) -> str:
    return source[: len("sha256:") + DIGEST_DIGITS]
