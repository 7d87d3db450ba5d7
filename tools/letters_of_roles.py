"""Learn what runs of letters say of the role of a line: dictionaries/us/line-letters.tsv, for ``learn_layers``.

For each role a logistic regression tells its lines from all others; most runs are worth nothing and have no row.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from teikit.lexicon.line_letters import LineLetters, runs
from teikit.lexicon.line_roles import ROLES
from teikit.scorecard import ALWAYS

RAREST = 8  # lines in which a run must occur
MOST = 60_000  # runs that are weighed
LOOSENESS = 5.0  # of the pull towards 0 on all points: the less, the more of them are 0
SMALLEST = 0.25  # points that are worth a row


class Counted:
    """The runs of lines, counted once for all parts that are learnt from."""

    def __init__(self, lines: Sequence[str], roles: Sequence[str]) -> None:
        """``roles`` has the role of each line."""
        counter = CountVectorizer(analyzer=runs, min_df=RAREST, max_features=MOST, binary=True)
        counts = counter.fit_transform(lines).astype(float)
        lengths = np.array([max(len(runs(line)), 1) for line in lines])
        self.shares = counts.multiply(1 / np.sqrt(lengths)[:, None]).tocsr()
        self.roles = np.array(roles)
        self.places = counter.vocabulary_

    def learnt(self, chosen: Sequence[bool]) -> LineLetters:
        """The points of runs of letters for each role, learnt on the lines that are chosen."""
        rows = np.array(chosen)
        points, always = [], []
        for role in ROLES:
            model = LogisticRegression(C=LOOSENESS, l1_ratio=1, max_iter=60, solver="liblinear", random_state=0)
            model.fit(self.shares[rows], self.roles[rows] == role)
            points.append(np.round(model.coef_[0], 1))
            always.append(round(float(model.intercept_[0]), 1))
        columns = np.array(points).T
        table = {
            run: tuple(map(float, columns[at]))
            for run, at in self.places.items()
            if np.abs(columns[at]).max() >= SMALLEST
        }
        return LineLetters(table | {ALWAYS: tuple(always)})


def rows(letters: LineLetters) -> list[str]:
    """The rows of the table, sorted."""
    table = letters.points
    lines = (
        "\t".join((run, *(f"{value:g}" for value in table[run]))) for run in sorted(table, key=lambda run: run.encode())
    )
    return ["\t".join(("letters", *ROLES)), *lines]
