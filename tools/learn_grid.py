#!/usr/bin/env python3
"""Learn what a typewriter's grid says of a change, and write certainty-grid.tsv.

    python tools/learn_grid.py --pages pages.jsonl --words FOLDER ... [--into FOLDER]

The arguments are those of tools/learn_certainty.py; the words of the pages must have boxes (tools/typescript.py). The
scorecards of certainty-confidence.tsv stay as they are. Only what the grid adds to their points is learnt here, for
which fewer pages are enough. For the figures that are printed, no change is judged with what its own volume taught.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
from learn_certainty import changes_of
from learn_specks import specks_of
from regressions import COLUMNS, FOLDS, lines_of, outcomes, steps_of
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold
from typed_pages import OUTCOMES, Judged, Page, command_line, judgements

from teikit.lexicon import Lexicon, load
from teikit.words.chance import Chance
from teikit.words.grid import FACTS, ON_GRID
from teikit.words.scorecard import Scorecard

FEWEST = 100  # changes of a case, at least, that teach anything
STRENGTH = 10.0  # penalty on points
HEADER = """\
# Points that the grid of a typewriter adds to those of a change of a word, or of a speck, if the boxes of its tokens
# are known (teikit/words/grid.py). The columns are those of certainty.tsv, the cases those of certainty-confidence.tsv.
# Learnt from typed pages read by Tesseract. Built by tools/learn_grid.py: do not edit.
"""


def main() -> None:
    """Read the arguments, read the pages, learn, print figures, write."""
    arguments = command_line(__doc__ or "").parse_args()
    rows, _ = judgements(arguments.pages, arguments.words, on_grid)
    by_case = defaultdict[str, list[Judged]](list)
    for row in rows:
        by_case[row.case].append(row)
    scorecard = load().scorecard
    cases = [case for case in sorted(by_case) if len(by_case[case]) >= FEWEST]
    lines = [line for case in cases for line in learnt(case, by_case[case], scorecard)]
    (arguments.into / "certainty-grid.tsv").write_text(HEADER + COLUMNS + "".join(sorted(lines)), "utf-8")


def on_grid(page: Page, lexicon: Lexicon) -> Iterator[Judged]:
    """The changes and specks of a page whose tokens stand on a grid, each with its outcome."""
    for row in (
        *changes_of(page, lexicon, with_confidence=True, scored=True),
        *specks_of(page, lexicon, with_confidence=True),
    ):
        if ON_GRID in row.facts:
            yield row


def without_grid(scorecard: Scorecard, facts: Mapping[str, float], case: str) -> Chance:
    """The chances of a change by its other facts."""
    return scorecard.chance({name: value for name, value in facts.items() if name not in FACTS}, case)


def learnt(case: str, rows: list[Judged], scorecard: Scorecard) -> Iterator[str]:
    """The lines of a case; none if they make the chances on unseen pages no truer. Prints the log loss of both."""
    names = [name for name in FACTS if name in rows[0].facts]
    table = np.array([[float(row.facts[name]) for name in names] for row in rows])
    steps = [np.array([0.5]) if name == ON_GRID else steps_of(table[:, at]) for at, name in enumerate(names)]
    reached = np.column_stack([table[:, [at]] >= step for at, step in enumerate(steps)]).astype(float)
    outcome = outcomes(rows)
    stated = [without_grid(scorecard, row.facts, case) for row in rows]
    before = np.array([(1 - sum(chance), *chance) for chance in stated]).clip(1e-6)
    odds = np.log(before / before[:, :1])
    after = np.zeros_like(before)
    for learning, these in GroupKFold(FOLDS).split(reached, outcome, [row.volume for row in rows]):
        after[these] = chances(
            odds[these], reached[these], points(odds[learning], reached[learning], outcome[learning])
        )
    loss = [-np.log(of[np.arange(len(outcome)), outcome]).mean() for of in (before, after)]
    print(f"{case}: {len(outcome)} changes, log loss {loss[0]:.4f} > {loss[1]:.4f}", flush=True)
    if loss[1] < loss[0]:
        _, right, harm = points(odds, reached, outcome)
        yield from lines_of(case, names, steps, right, harm)


def points(odds: np.ndarray, reached: np.ndarray, outcome: np.ndarray) -> np.ndarray:
    """The points of each step, a row for each outcome (0 for the first), beside the logarithms of the odds before."""
    wanted, size = np.eye(len(OUTCOMES))[outcome], reached.shape[1]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = np.vstack([np.zeros(size), flat.reshape(2, size)])
        stated = chances(odds, reached, weights)
        slope = (stated - wanted).T @ reached + STRENGTH * weights
        lost = -np.log(stated[wanted == 1].clip(1e-12)).sum() + STRENGTH / 2 * (flat**2).sum()
        return float(lost), slope[1:].ravel()

    best = minimize(loss, np.zeros(2 * size), jac=True, method="L-BFGS-B")
    return np.vstack([np.zeros(size), best.x.reshape(2, size)])


def chances(odds: np.ndarray, reached: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The chances of the outcomes, from the logarithms of their odds before and the points of the steps reached."""
    sums = odds + reached @ weights.T
    powers = np.exp(sums - sums.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


if __name__ == "__main__":
    main()
