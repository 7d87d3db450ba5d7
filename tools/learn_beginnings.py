#!/usr/bin/env python3
"""Learn what shows that a document begins on a page: dictionaries/us/beginning-points.tsv.

    learn_beginnings.py --kinds FOLDER KINDS.tsv [--begins FOLDER tools/beginnings-of-records.tsv] [-o FILE]

Files with a single document (PARTS is 1) show where no document begins. Where one begins is shown by the first page of
each document, put after the last pages of three others as in a file with several, and by files whose pages somebody
read (``beginnings-of-records.tsv``). The points are learnt and written as in tools/learn_genres.py. For the figures
that are printed, each page is judged by what the other nine tenths teach. Needs numpy and scikit-learn.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from known_papers import Known, arguments, known_documents, pages_of
from sklearn.linear_model import LogisticRegression

from teikit.genres.beginnings import COLUMN, LIKELY_BEGINNING, beginning
from teikit.genres.paper import Paper
from teikit.lexicon import load
from teikit.scorecard import ALWAYS

INTO = Path(__file__).resolve().parent.parent / "dictionaries" / "us" / "beginning-points.tsv"
BEFORE = 3  # documents after which the first page of another is put
MOST = 8  # pages that were read of a file from which on they count less
RECORD = re.compile(r"[0-9]{3}-[0-9]{5}-[0-9]{5}|docid-[0-9]+")  # the number of a record in the name of a file
LONG = 6  # pages of a document without a beginning that count as one each
RIDGE = 0.5  # the inverse of the penalty on points
TENTHS = 10  # parts of the records, each judged by a model learnt from the others
HEAD = """\
# Points of facts that show whether a document begins on a page. Built by tools/learn_beginnings.py, not edited.
# fact      a fact about the page and the one before it; "top:" before a fact of genre-features.tsv in its first lines
# least     the value from which the points are added; a fact that only holds or does not has the value 1
# begins    the points, natural logarithms of odds
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments(parser)
    parser.add_argument("--begins", nargs=2, type=Path, metavar=("FOLDER", "TABLE"))
    parser.add_argument("-o", "--output", type=Path, default=INTO)
    options = parser.parse_args()
    read = list(_read(*options.begins)) if options.begins else []
    files = {example.file.rpartition("/")[2] for example in read}
    known = [document for document in known_documents(options) if document.papers and document.name not in files]
    examples = [*read, *_examples(known)]
    names = sorted({fact for example in examples for fact in example.facts})
    rows = np.array([[example.facts.get(name, 0.0) for name in names] for example in examples])
    begins = np.array([example.begins for example in examples])
    weights = np.array([example.weight for example in examples])
    parts = np.array([example.part for example in examples])
    chances = np.zeros(len(examples))
    for part in range(TENTHS):
        model = _fit(rows[parts != part], begins[parts != part], weights[parts != part])
        chances[parts == part] = model.predict_proba(rows[parts == part])[:, 1]
    cut, were_read = chances >= LIKELY_BEGINNING, np.arange(len(examples)) < len(read)
    for what, of in (("pages that were read", were_read), ("files of one document, and two put together", ~were_read)):
        right = (cut & begins & of).sum()
        print(
            f"{what}: of {(begins & of).sum()} beginnings {right / max((begins & of).sum(), 1):.3f} found, "
            f"of {(cut & of).sum()} cuts {right / max((cut & of).sum(), 1):.3f} right"
        )
    model = _fit(rows, begins, weights)
    lines = [f"{ALWAYS}\t1\t{model.intercept_[0]:.2f}"]
    lines += [f"{name}\t1\t{value:.2f}" for name, value in zip(names, model.coef_[0], strict=True) if round(value, 2)]
    options.output.write_text(HEAD + f"fact\tleast\t{COLUMN}\n" + "\n".join(sorted(lines)) + "\n", encoding="utf-8")


def _fit(rows: np.ndarray, begins: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=RIDGE, max_iter=4000).fit(rows, begins, sample_weight=weights)


class Example(NamedTuple):
    """A page: what it shows, whether a document begins on it, its weight, its part and its file."""

    facts: dict[str, float]
    begins: bool
    weight: float
    part: int
    file: str


def _examples(known: Sequence[Known]) -> Iterator[Example]:
    """The pages of files with a single document, and each first page after the last pages of other files."""
    patterns = load().patterns
    for document in known:
        part, name = document.part(TENTHS), document.name
        for before_it in _further(document, known):
            yield Example(
                beginning(document.papers[0], before_it.papers[-1], patterns),
                begins=True,
                weight=1 / BEFORE,
                part=part,
                file=name,
            )
        if document.is_alone:
            weight = min(1.0, LONG / len(document.papers))
            for before, paper in zip(document.papers, document.papers[1:], strict=False):
                yield Example(beginning(paper, before, patterns), begins=False, weight=weight, part=part, file=name)


def _read(folder: Path, table: Path) -> Iterator[Example]:
    """The pages of which somebody read whether a document begins on them."""
    patterns = load().patterns
    lines = [line for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    releases = Counter(_record(name) for name, *_ in rows)
    for name, *columns in rows:
        begins, goes_on = map(_numbers, columns)
        record = _record(name)
        weight = min(1.0, MOST / len(begins | goes_on)) / releases[record]
        part = int(hashlib.sha256(record.encode()).hexdigest(), 16) % TENTHS
        before: Paper | None = None
        for number, paper in enumerate(pages_of(folder / name)):
            if paper and before and paper.lines and number in begins | goes_on:
                yield Example(
                    beginning(paper, before, patterns), begins=number in begins, weight=weight, part=part, file=name
                )
            if paper is None or paper.lines:
                before = paper


def _record(name: str) -> str:
    """The number of the record that a file is a release of."""
    number = RECORD.search(name)
    return number[0] if number else name


def _numbers(column: str) -> set[int]:
    """The numbers of a column: ``3 7-9``, ``-`` for none."""
    ranges = (part.partition("-") for part in column.split() if part != "-")
    return {number for first, _, last in ranges for number in range(int(first), int(last or first) + 1)}


def _further(document: Known, known: Sequence[Known]) -> list[Known]:
    """Some documents of the same release, by a hash of both names."""
    same = [further for further in known if further.name[:4] == document.name[:4] and further.record != document.record]
    by_hash = sorted(same, key=lambda further: hashlib.sha256((document.name + further.name).encode()).hexdigest())
    return by_hash[:BEFORE]


if __name__ == "__main__":
    main()
