#!/usr/bin/env python3
"""Learn what each fact says of the genre of a document: dictionaries/us/genre-points.tsv.

    learn_genres.py --kinds FOLDER KINDS.tsv --gold FOLDER --records FOLDER tools/genres-of-records.tsv
                    --telegrams FOLDER [-o FILE]

``--kinds`` names files and a table of their kinds (FILE, KIND, SURE, PARTS ...), ``--gold`` folders with texts and a
``gold.tsv`` that names the kind, ``--records`` folders of releases, one a record, and a table of their genres (which
also counts for the records of ``--kinds``), ``--telegrams`` folders with typed pages of State telegrams; each may be
given several times. Each feature that names a genre counts as ``PRIOR`` further documents that show nothing else, so
what is known of the forms outweighs what a few documents happen to show.

The points are those of a logistic regression (multinomial, ridge penalty) on what the documents show. The table is
learnt from all documents. For the figures that are printed before, each document is judged by what the other half, and
the other nine tenths, teach; a hash of the record decides to which part a document belongs. Needs numpy and
scikit-learn.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from known_papers import Known, arguments, known_documents
from sklearn.linear_model import LogisticRegression

from teikit.core.genres import DOCUMENT, GENRES, WIRED
from teikit.genres.facts import facts
from teikit.genres.features import ITSELF, TITLE
from teikit.genres.judging import judged
from teikit.genres.knowledge import genre_knowledge
from teikit.lexicon import load
from teikit.scorecard import ALWAYS

INTO = Path(__file__).resolve().parent.parent / "dictionaries" / "us" / "genre-points.tsv"
LEAST = {
    "capitals": (0.3, 0.5, 0.65, 0.8),
    "capitals in the text": (0.2, 0.5, 0.8, 0.95),
    "digits": (0.03, 0.06, 0.12),
    "labelled lines": (0.05, 0.1, 0.2, 0.35),
    "lines": (8.0, 20.0, 50.0, 120.0),
    "lines of text": (0.1, 0.25, 0.4, 0.6, 0.8),
    "pages": (2.0, 4.0, 8.0),
    "short lines": (0.1, 0.25, 0.4, 0.6),
}
"""The values from which a share or a number counts."""
PRIOR = 4.0  # documents that each feature with a genre of its own stands for
RIDGE = 1.0  # the inverse of the penalty on points
HEAD = """# Points of each fact about a document for each genre. Built by tools/learn_genres.py: do not edit.
# fact      a fact of genre-features.tsv, or a shape: a share of the lines or letters, or a number
# least     the value from which the points are added; a fact that only holds or does not has the value 1
# the genres are those of genre-features.tsv; the points are natural logarithms of odds
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments(parser)
    parser.add_argument("-o", "--output", type=Path, default=INTO)
    options = parser.parse_args()
    known = known_documents(options)
    model = Model(known)
    for parts, name in ((2, "the other half"), (10, "the tenths that were left out")):
        print(f"{name}: {account(known, model.left_out(parts))}")
    options.output.write_text(model.table(), encoding="utf-8")


class Model:
    """The documents as a matrix, and the points learnt from them."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = known
        self.facts = [facts(document.papers, document.sheet) for document in known]
        features = genre_knowledge(load()).papers.features
        names = {fact for shown in self.facts for fact in shown if fact not in LEAST}
        names |= {feature.fact for feature in features}
        self.columns = [(fact, 1.0) for fact in sorted(names)]
        self.columns += [(fact, least) for fact, values in LEAST.items() for least in values]
        self._rows = np.array([self._row(shown) for shown in self.facts])
        printed = [feature for feature in features if feature.says and feature.zone not in (ITSELF, TITLE)]
        self._prior_rows = np.array([self._row({feature.fact: 1.0}) for feature in printed])
        self._prior = [feature.says for feature in printed]

    def _row(self, shown: Mapping[str, float]) -> list[float]:
        return [float(shown.get(fact, 0.0) >= least) for fact, least in self.columns]

    def fit(self, chosen: Sequence[int]) -> Any:
        """The regression on some of the documents."""
        rows = np.vstack([self._rows[list(chosen)], self._prior_rows])
        genres = [self.known[index].genre for index in chosen] + self._prior
        weights = [self.known[index].weight for index in chosen] + [PRIOR] * len(self._prior)
        return LogisticRegression(C=RIDGE, max_iter=4000).fit(rows, genres, sample_weight=weights)

    def left_out(self, parts: int) -> list[dict[str, float]]:
        """The chances of the genres of each document, learnt from the parts to which it does not belong."""
        left_out: list[dict[str, float]] = [{} for _ in self.known]
        for number in range(parts):
            regression = self.fit([i for i, document in enumerate(self.known) if document.part(parts) != number])
            for index in [i for i, document in enumerate(self.known) if document.part(parts) == number]:
                chances = regression.predict_proba(self._rows[index : index + 1])[0]
                left_out[index] = {
                    str(genre): float(chance) for genre, chance in zip(regression.classes_, chances, strict=True)
                }
        return left_out

    def table(self) -> str:
        """The points of all documents, as a table."""
        regression = self.fit(range(len(self.known)))
        places = [list(regression.classes_).index(genre) for genre in GENRES]
        rows = [(ALWAYS, 1.0, regression.intercept_)]
        rows += [(fact, least, regression.coef_[:, place]) for place, (fact, least) in enumerate(self.columns)]
        lines = []
        for fact, least, coefficients in rows:
            values = [round(float(coefficients[place]), 2) + 0.0 for place in places]
            if any(values):
                lines.append("\t".join([fact, f"{least:g}", *(f"{value:.2f}" for value in values)]))
        return HEAD + "\t".join(["fact", "least", *GENRES]) + "\n" + "\n".join(sorted(lines)) + "\n"


def account(known: Sequence[Known], chances: Sequence[Mapping[str, float]]) -> str:
    """How many of the documents that were labelled for this get the right genre, a wrong one, or none."""
    count: Counter[str] = Counter()
    for document, by_genre in zip(known, chances, strict=True):
        if not document.judged:
            continue
        told = "wired" if (name := judged(by_genre).name) in WIRED else name
        genre = "wired" if document.genre in WIRED else document.genre
        count["wired"] += genre == "wired"
        count["wired told"] += told == "wired"
        count["wired right"] += genre == told == "wired"
        if document.sure and genre != DOCUMENT:
            count["judged"] += 1
            count["right"] += told == genre
            count["wrong"] += told not in (DOCUMENT, genre)
    return (
        f"right {count['right'] / count['judged']:.3f}, wrong {count['wrong'] / count['judged']:.3f} of "
        f"{count['judged']}; by wire: found {count['wired right'] / count['wired']:.3f} of {count['wired']}, "
        f"rightly {count['wired right'] / max(count['wired told'], 1):.3f}"
    )


if __name__ == "__main__":
    main()
