"""Scorecards as logistic regressions: what judged changes teach, what their figures are, and how they are written.

There is a regression for each case, with three outcomes (the new reading is right, the old one was, neither), on steps
of the facts. It needs NumPy and scikit-learn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from typed_pages import GENERAL, OUTCOMES, Judged

from teikit.words.grid import FACTS as GRID_FACTS

QUANTILES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""The shares of the values of a fact at which its steps are."""
FEW_VALUES = 8  # values, at most, of a fact that has a step between any two of them
STRENGTH = 0.1  # inverse of the penalty on points (C of scikit-learn)
TOLERANCE = 1e-3  # of the solver
FOLDS = 5  # parts of the volumes, each judged by what was learnt from the others
LEAST_POINTS = 0.005  # points that are written
HEADER = """\
# Points of each fact about a change of a word (teikit/words/certainty.py explains the facts and the cases). least: the
# value from which the points are added; right, harm: the points for the new reading being right, and for the old one
# having been right (natural logarithms of the odds against neither). Learnt from pages of telegrams typed, spoilt and
# read by Tesseract, with word lists to which their volumes gave nothing. Built by tools/learn_certainty.py: do not
# edit.
"""
HEADER_WITH_CONFIDENCE = """\
# Points of each fact about a change of a word if the engine gives a confidence for the word. The columns are those of
# certainty.tsv. Learnt from the same pages, with the confidences of Tesseract. Built by
# tools/learn_certainty.py --confidence: do not edit.
"""
COLUMNS = "case\tfact\tleast\tright\tharm\n"


def write_scorecards(into: Path, by_case: Mapping[str, Sequence[Judged]], with_confidence: bool) -> None:
    """Learn the scorecards of some cases and write them into their file, beside the others that stand there."""
    name, header = (
        ("certainty-confidence.tsv", HEADER_WITH_CONFIDENCE) if with_confidence else ("certainty.tsv", HEADER)
    )
    lines = [line for case, rows in by_case.items() for line in scorecard(case, rows)]
    for line in (GENERAL / name).read_text("utf-8").splitlines(keepends=True):
        if not line.startswith("# ") and line != COLUMNS and line.partition("\t")[0] not in by_case:
            lines.append(line)
    (into / name).write_text(header + COLUMNS + "".join(sorted(lines)), "utf-8")


def scorecard(case: str, rows: Sequence[Judged]) -> Iterator[str]:
    """The lines of the scorecard of a case; the points are against the outcome ``still``."""
    names, steps, reached = table_of(rows)
    model: Any = regression().fit(reached, outcomes(rows))
    base, weights = model.intercept_ - model.intercept_[0], model.coef_ - model.coef_[0]
    yield f"{case}\talways\t0\t{base[1]:.3f}\t{base[2]:.3f}\n"
    yield from lines_of(case, names, steps, *weights[1:])


def lines_of(
    case: str, names: Sequence[str], steps: Sequence[np.ndarray], right: Sequence[float], harm: Sequence[float]
) -> Iterator[str]:
    """The lines of a case, one for each step of each fact that is worth any points for ``right`` or for ``harm``."""
    places = ((fact, least) for fact, of_fact in zip(names, steps, strict=True) for least in of_fact)
    for (fact, least), for_right, for_harm in zip(places, right, harm, strict=True):
        if abs(for_right) >= LEAST_POINTS or abs(for_harm) >= LEAST_POINTS:
            yield f"{case}\t{fact}\t{least:g}\t{for_right:.3f}\t{for_harm:.3f}\n"


def regression() -> LogisticRegression:
    """The regression from which a scorecard is made."""
    return LogisticRegression(max_iter=5000, C=STRENGTH, tol=TOLERANCE)


def outcomes(rows: Sequence[Judged]) -> np.ndarray:
    """The outcomes of some changes by their numbers in ``OUTCOMES``."""
    return np.array([OUTCOMES.index(row.outcome) for row in rows])


def table_of(rows: Sequence[Judged]) -> tuple[list[str], list[np.ndarray], np.ndarray]:
    """The names of the facts of some changes, the steps of each, and for each change which steps it has reached.

    What a grid says is left out: not all changes have it, and tools/learn_grid.py learns what it adds.
    """
    names = sorted(rows[0].facts.keys() - set(GRID_FACTS))
    table = np.array([[float(row.facts[name]) for name in names] for row in rows])
    steps = [steps_of(column) for column in table.T]
    reached = [column[:, None] >= step for column, step in zip(table.T, steps, strict=True)]
    return names, steps, np.column_stack(reached).astype(np.float32)


def steps_of(values: np.ndarray) -> np.ndarray:
    """Where the steps of a fact are: between its values if they are few, else at quantiles."""
    few = np.unique(values)
    return (few[1:] + few[:-1]) / 2 if len(few) <= FEW_VALUES else np.unique(np.quantile(values, QUANTILES).round(3))


def unseen_chances(rows: Sequence[Judged]) -> np.ndarray:
    """The chances of the outcomes of the changes of one case, a row each, by what was learnt from other volumes."""
    _, _, reached = table_of(rows)
    outcome = outcomes(rows)
    chances = np.zeros((len(rows), len(OUTCOMES)))
    for learning, these in GroupKFold(FOLDS).split(reached, outcome, [row.volume for row in rows]):
        chances[these] = regression().fit(reached[learning], outcome[learning]).predict_proba(reached[these])
    return chances


def report(chances: np.ndarray, outcome: np.ndarray, words: int) -> None:
    """Print what would be right at which threshold, on pages with so many words, and how far the chances are true."""
    print(f"{len(outcome)} changes on pages with {words} words")
    for least in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        for most in (0.02, 0.03, 0.04, 0.05, 1):
            made = (chances[:, 1] >= least) & (chances[:, 2] <= most)
            right, harm = (outcome[made] == 1).mean(), (outcome[made] == 2).sum() / words
            share = (outcome[made] == 1).sum() / (outcome == 1).sum()
            print(
                f"right >= {least}, harm <= {most}: {right:.4f} right, {share:.3f} of the right ones, harm {harm:.5f}"
            )
    parts = [(chances[:, 1] >= low) & (chances[:, 1] < low + 0.05) for low in np.arange(0, 1, 0.05)]
    error = sum(abs(chances[part, 1].sum() - (outcome[part] == 1).sum()) for part in parts) / len(outcome)
    print(f"expected calibration error {error:.4f}")
