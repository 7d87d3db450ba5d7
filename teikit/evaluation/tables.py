"""Write evaluations as a table for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from teikit.evaluation.evaluate import Evaluation, total_evaluation
from teikit.evaluation.score import RATES, Score
from teikit.wording import aligned, line_bytes, visible

COLUMNS = {
    "cer_before": "CER before",
    "cer_after": "after",
    "cer_reduction": "mended",
    "wer_before": "WER before",
    "wer_after": "after",
    "harm": "harm",
    "precision": "precision",
    "recall": "recall",
}
"""The rates in the table, and the heads of their columns."""
LAYER = {
    "body": "the running text",
    "all": "all that is on the pages",
    "body and all": "of some documents the running text, of others all that is on the pages",
}
"""The layers that may have been compared, in words."""
LONGEST_NAME = 32  # most characters of a name in the table


def as_json(evaluations: Sequence[Evaluation]) -> bytes:
    """The evaluations as an object with ``documents``, ``total``, and ``rates``, which explains each rate."""
    data = {
        "documents": [_object(evaluation) for evaluation in evaluations],
        "total": _object(total_evaluation(evaluations)),
        "rates": RATES,
    }
    return (json.dumps(data, indent=1, ensure_ascii=True) + "\n").encode("ascii")


def as_table(evaluations: Sequence[Evaluation]) -> bytes:
    """The rates of each document, of all documents in both ways of comparing, and of the kinds of parts."""
    everything = total_evaluation(evaluations)
    rows = [["", "words", *COLUMNS.values()]]
    if len(evaluations) > 1:
        rows += [_row(evaluation.name, evaluation.scores["exact"]) for evaluation in evaluations]
    for way, counted in everything.scores.items():
        name = evaluations[0].name if len(evaluations) == 1 else "all"
        rows.append(_row(f"{name}, {way}", counted))
    lines = list(_lines(rows))
    if everything.structure:
        parts = [["", "truth", "output", "both", "precision", "recall"]]
        for row in everything.structure:
            rates = row.rates()
            parts.append([row.kind, *map(str, row[1:]), rate(rates["precision"]), rate(rates["recall"])])
        lines += ["", *_lines(parts)]
    lines += ["", f"compared: {LAYER[everything.layer]}", *_extra(everything.scores["exact"])]
    return line_bytes(lines)


def _extra(counts: Score) -> Iterator[str]:
    """A line about the stretches that are counted separately, if there are any."""
    if counts.extra_before or counts.extra_after:
        rates = counts.rates()
        before, after = rate(rates["cer_with_extra_before"]), rate(rates["cer_with_extra_after"])
        yield (
            f"not counted: stretches that are not in the truth, {counts.extra_before:,} characters of the OCR "
            f"and {counts.extra_after:,} of the output; with them CER {before} before, {after} after"
        )


def rate(value: float | None) -> str:
    """A rate with four decimals; a dash for an unknown one."""
    return "-" if value is None else f"{value:.4f}"


def _object(evaluation: Evaluation) -> dict[str, Any]:
    """An evaluation as an object for JSON."""
    return {
        "name": evaluation.name,
        "layer": evaluation.layer,
        **{way: {**counted._asdict(), **counted.rates()} for way, counted in evaluation.scores.items()},
        "structure": [{**row._asdict(), **row.rates()} for row in evaluation.structure],
    }


def _row(name: str, counted: Score) -> list[str]:
    shown = visible(name)
    cut = shown if len(shown) <= LONGEST_NAME else f"…{shown[1 - LONGEST_NAME :]}"
    rates = counted.rates()
    return [cut, f"{counted.words}", *(rate(rates[name]) for name in COLUMNS)]


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their columns aligned: the first to the left, the others to the right."""
    return aligned(rows, [at > 0 for at in range(len(rows[0]))])
