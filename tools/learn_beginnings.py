#!/usr/bin/env python3
"""Learn what shows that a document begins on a page: dictionaries/us/beginning-points.tsv.

    learn_beginnings.py --kinds FOLDER KINDS.tsv [-o FILE]

Files that hold one document (PARTS is 1) show where none begins. Where one begins is shown by the first page of each
document behind the last pages of three others, as in a file that holds several. Learnt and stated as in
tools/learn_genres.py; what is printed is judged without the tenth of which a page is. Needs numpy and scikit-learn.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from known_papers import Known, arguments, known_documents
from sklearn.linear_model import LogisticRegression

from teikit.genres.beginnings import COLUMN, LIKELY, beginning
from teikit.genres.scorecard import ALWAYS

INTO = Path(__file__).resolve().parent.parent / "dictionaries" / "us" / "beginning-points.tsv"
BEFORE = 3  # documents behind which the first page of another is put
LONG = 6  # pages of a document without a beginning that count as one each
RIDGE = 0.3  # the inverse of the penalty on points
TENTHS = 10
HEAD = """# What each fact about a page says of whether a document begins there: made by tools/learn_beginnings.py
# fact      what the page and the one before it show; "top:" before a fact of genre-features.tsv in its first lines
# least     the value from which the points are added; a fact that is so has the value 1
# begins    the points, natural logarithms of odds
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments(parser)
    parser.add_argument("-o", "--output", type=Path, default=INTO)
    options = parser.parse_args()
    examples = list(_examples([document for document in known_documents(options) if document.papers]))
    names = sorted({fact for shown, *_ in examples for fact in shown})
    rows = np.array([[shown.get(name, 0.0) for name in names] for shown, *_ in examples])
    begins = np.array([begin for _, begin, *_ in examples])
    weights = np.array([weight for *_, weight, _ in examples])
    parts = np.array([part for *_, part in examples])
    found = np.zeros(len(examples))
    for part in range(TENTHS):
        model = _fit(rows[parts != part], begins[parts != part], weights[parts != part])
        found[parts == part] = model.predict_proba(rows[parts == part])[:, 1]
    cut = found >= LIKELY
    print(
        f"cut where one begins {cut[begins].mean():.3f} of {begins.sum()}, "
        f"where none {cut[~begins].mean():.3f} of {(~begins).sum()}"
    )
    model = _fit(rows, begins, weights)
    lines = [f"{ALWAYS}\t1\t{model.intercept_[0]:.2f}"]
    lines += [f"{name}\t1\t{value:.2f}" for name, value in zip(names, model.coef_[0], strict=True) if round(value, 2)]
    options.output.write_text(HEAD + f"fact\tleast\t{COLUMN}\n" + "\n".join(sorted(lines)) + "\n", encoding="utf-8")


def _fit(rows: np.ndarray, begins: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=RIDGE, max_iter=4000).fit(rows, begins, sample_weight=weights)


def _examples(known: Sequence[Known]) -> Iterator[tuple[dict[str, float], bool, float, int]]:
    """What a page shows, whether a document begins on it, how much it counts, its part."""
    for document in known:
        for other in _others(document, known):
            yield beginning(document.papers[0], other.papers[-1]), True, 1 / BEFORE, document.part(TENTHS)
        if document.one:
            for before, paper in zip(document.papers, document.papers[1:], strict=False):
                yield beginning(paper, before), False, min(1.0, LONG / len(document.papers)), document.part(TENTHS)


def _others(document: Known, known: Sequence[Known]) -> list[Known]:
    """Some documents of the same release, by a hash of both names."""
    same = [other for other in known if other.name[:4] == document.name[:4] and other.record != document.record]
    return sorted(same, key=lambda other: hashlib.sha256((document.name + other.name).encode()).hexdigest())[:BEFORE]


if __name__ == "__main__":
    main()
