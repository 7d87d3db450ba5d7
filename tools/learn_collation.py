#!/usr/bin/env python3
"""Learn what each fact says about whether a passage was withheld: dictionaries/general/withheld-points.tsv.

    python tools/learn_collation.py FOLDER... [--typed SHARED] [--out FOLDER] [--picture FILE.svg]

Needs NumPy and scikit-learn. FOLDER has a folder for each record, with its releases as files named by their year
(``2018.md``, ``2023.md``). What is true of a passage that one release prints and another lacks is known in three ways:

- ``withheld-places.tsv``, beside this file, says it of some hundred passages that were judged by reading all releases;
- what an earlier release prints, a later one does not withhold: the OCR lost it, or read a scrap (a control, with
  little weight for each of these thousands);
- of the typed pairs of the benchmark (``SHARED/data/bench-dev``) the truth is known word by word.

The figures, and the picture, are those of passages whose record was left out while it learnt (six parts of the
records).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from regressions import steps_of
from sklearn.linear_model import LogisticRegression

from teikit.chain import correct
from teikit.collation.classify import HIGH_CHANCE, MEDIUM_CHANCE
from teikit.collation.edition import Edition, collate
from teikit.collation.facts import WEIGHED
from teikit.collation.join import joined
from teikit.collation.kinship import LEAST_SHARED
from teikit.collation.passages import Passage
from teikit.lexicon import load
from teikit.readers import read
from teikit.telegrams.assembling import assemble

HERE = Path(__file__).resolve().parent
TABLE = "withheld-points.tsv"
LABELS = HERE / "withheld-places.tsv"
CONTROL = 0.02  # weight of a passage that an earlier release prints, against 1 of one that was read
SAME_SCAN = 0.4
"""Weight of a passage that the earlier of two readings of one scan prints: of those the other way round so many were
read, and an engine loses as much in either."""
TYPED = 0.5  # weight of a passage of a typed pair
STRENGTH = 0.1  # of the fit; the less, the nearer all points are to 0
PARTS = 6  # parts of the records, each judged by a model learnt on the others
LONG = (120, 300, 1000)  # letters that few passages have
SMALLEST = 0.005  # points that are worth a row
MARKS = ("brackets or white space", "a code beside it", "a code in its place")
"""Facts that are rare and say it outright: the fit may give them more points than others seen as seldom."""
MARK = 8.0  # how much freer the fit is with these
BESIDE = 5  # words before a passage that tell it from others of its words
BANDS = (0.0, 0.2, MEDIUM_CHANCE, 0.6, HIGH_CHANCE, 1.01)
"""Chances between which the share of withheld passages is printed; from the third on medium, from the last high."""
BINS = 10  # points of the picture
HEAD = """\
# Points of the facts that show whether a passage that one release prints and another lacks was withheld
# (teikit/collation/facts.py explains the facts): natural logarithms of the odds, added if the fact is at least
# ``least``. withheld, other: how many passages with the fact at that value or above were withheld, and how many were
# not, of {read} read in the JFK records and {typed} of typed pairs; {controls} passages that an earlier release prints
# keep the points of facts low that the OCR causes. So many held-out passages were withheld:
{bands}
# Built by tools/learn_collation.py: do not edit.
"""


class Case(NamedTuple):
    """A passage whose truth is known: its record, the facts, whether it was withheld, its weight, how it is known."""

    record: str
    facts: Mapping[str, float]
    withheld: bool
    weight: float
    source: str


def main() -> None:
    """Read, learn, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--typed", type=Path)
    parser.add_argument("--out", type=Path, default=HERE.parent / "dictionaries" / "general")
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    records = [path for folder in options.folders for path in sorted(folder.iterdir()) if path.is_dir()]
    with ProcessPoolExecutor(2) as pool:
        cases = [case for cases_of_record in pool.map(cases_of, records) for case in cases_of_record]
    if options.typed:
        cases += typed_cases(options.typed)
    model = Model(cases)
    write(model, options.out / TABLE)
    if options.picture:
        options.picture.write_text(picture(model), "utf-8")


def write(model: Model, path: Path) -> None:
    """Print how good a model is, and write the table."""
    cases = model.cases
    counts = {source: sum(case.source == source for case in cases) for source in ("read", "typed", "controls")}
    bands = "\n".join(f"# {line}" for line in model.bands())
    print(counts, bands, sep="\n")
    lines = sorted(model.rows())
    path.write_text(
        HEAD.format(bands=bands, **counts) + "fact\tleast\tpoints\twithheld\tother\n" + "".join(lines), "utf-8"
    )


def picture(model: Model) -> str:
    """How often what was read had been withheld, by the chance learnt without its record, as SVG."""
    sys.path.insert(0, str(HERE.parent / "benchmarks"))
    from pictures import reliability

    read_ones = np.array([case.source == "read" for case in model.cases])
    chances, truth = model.left_out()[read_ones], model.truth[read_ones]
    places = np.minimum((chances * BINS).astype(int), BINS - 1)
    filled = (places == number for number in range(BINS) if number in places)
    bins = [
        {"stated": float(chances[here].mean()), "right": float(truth[here].mean()), "count": int(here.sum())}
        for here in filled
    ]
    error = sum(abs(entry["stated"] - entry["right"]) * entry["count"] for entry in bins) / len(chances)
    return reliability(bins, error, "passages that were read")


# ---------------------------------------------------------------- known passages


def cases_of(folder: Path) -> list[Case]:
    """The passages of a record for which it is known whether they were withheld."""
    files = sorted(folder.glob("*.md"))
    if len(files) < 2:
        return []
    names = [f"{folder.name}-{path.stem}.txt" for path in files]
    drafts = [correct(read(path.read_bytes(), name), load()) for path, name in zip(files, names, strict=True)]
    packet = assemble(joined(drafts, names, folder.name), load())
    labels = read_labels()
    return [
        case
        for edition in collate(packet, load(), is_one_record=True).editions
        for case in known(edition, labels, packet)
    ]


def known(edition: Edition, labels: Mapping[tuple[str, ...], bool], packet: Any) -> Iterator[Case]:
    """The cases of an edition."""
    names = {
        witness.id: packet.source.origin(witness.pages[0].span.start)[1].removesuffix(".txt")
        for witness in edition.work.witnesses
    }
    for passage, facts in edition.facts(load()):
        record, _, fuller = names[passage.fuller.id].rpartition("-")
        year = names[passage.lacking.id].rpartition("-")[2]
        label = labels.get((record, fuller, year, digest(passage)))
        if label is not None:
            yield Case(record, facts, label, 1.0, "read")
        elif facts["an earlier release prints it"]:
            yield Case(record, facts, withheld=False, weight=control_weight(facts), source="controls")


def control_weight(facts: Mapping[str, float]) -> float:
    """The weight of a passage that an earlier release prints."""
    return SAME_SCAN if facts["odd words read the same"] >= LEAST_SHARED else CONTROL


def digest(passage: Passage) -> str:
    """The key of a passage: a hash of its words and the words before it."""
    keys = passage.fuller.keys[max(passage.start - BESIDE, 0) : passage.end]
    return sha256(" ".join(keys).encode()).hexdigest()[:12]


def read_labels() -> dict[tuple[str, ...], bool]:
    """The judgements in the table: whether a passage was withheld, by record, both releases and digest."""
    lines = LABELS.read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith(("#", "record\t")))
    return {tuple(row[:4]): row[4] == "withheld" for row in rows}


def typed_cases(shared: Path) -> list[Case]:
    """The passages of the typed pairs, in text and in hOCR."""
    sys.path[:0] = [str(HERE.parent / "benchmarks"), str(shared / "data/score")]
    import json

    import collation

    bench = shared / "data/bench-dev"
    cases: list[Case] = []
    for pair in json.loads((bench / "manifest.json").read_text("utf-8"))["pairs"]:
        truths = {name: json.loads((bench / name / "gt.json").read_text("utf-8")) for name in pair}
        texts = {name: collation.words_of(truth) for name, truth in truths.items()}
        for form in ("text", "hocr"):
            collated = collation.collated(bench, pair, form)[1]
            for edition in collated.editions:
                for passage, facts in edition.facts(load()):
                    mine, theirs = (
                        texts[collation.origin(collated, witness)] for witness in (passage.fuller, passage.lacking)
                    )
                    withheld = withheld_share(passage, mine, theirs, collation) >= 0.5
                    cases.append(Case(pair[0], facts, withheld, TYPED, "typed"))
    return cases


def withheld_share(passage: Passage, mine: Mapping[Any, str], theirs: Mapping[Any, str], collation: Any) -> float:
    """The share of the words of a passage that only the truth of the fuller release has."""
    keys = sorted(mine)
    place: dict[int, int] = {}
    for pair in collation.align(passage.fuller.keys, [collation.key_of(mine[key]) or "-" for key in keys]):
        if pair.both:
            place |= dict.fromkeys(range(pair.start, pair.end), pair.second_start)
    words = range(passage.start, passage.end)
    return sum(at in place and keys[place[at]] not in theirs for at in words) / len(words)


# ---------------------------------------------------------------- learning


class Model:
    """A model learnt from cases: a logistic regression on steps of the facts."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.cases = cases
        self.table = np.array([[float(case.facts[name]) for name in WEIGHED] for case in cases])
        self.steps = [steps_of(self.table[:, column]) for column in range(len(WEIGHED))]
        self.steps[WEIGHED.index("letters")] = np.union1d(self.steps[WEIGHED.index("letters")], LONG)
        self.wide = np.column_stack(
            [self.table[:, [column]] >= steps for column, steps in enumerate(self.steps)]
        ).astype(float)
        marks = [name in MARKS for name, steps in zip(WEIGHED, self.steps, strict=True) for _ in steps]
        self.wide = self.wide * np.where(marks, MARK, 1.0)
        self.scale = np.where(marks, MARK, 1.0)
        self.truth = np.array([case.withheld for case in cases])
        self.weight = np.array([case.weight for case in cases])

    def fitted(self, chosen: np.ndarray) -> LogisticRegression:
        """The regression on some of the cases."""
        model = LogisticRegression(max_iter=2000, C=STRENGTH)
        return model.fit(self.wide[chosen], self.truth[chosen], sample_weight=self.weight[chosen])

    def left_out(self) -> np.ndarray:
        """The chance of each case, learnt without its record."""
        records = sorted({case.record for case in self.cases})
        part = {record: number % PARTS for number, record in enumerate(records)}
        parts = np.array([part[case.record] for case in self.cases])
        chances = np.zeros(len(self.cases))
        for number in range(PARTS):
            chances[parts == number] = self.fitted(parts != number).predict_proba(self.wide[parts == number])[:, 1]
        return chances

    def bands(self) -> Iterator[str]:
        """The share of withheld passages at each predicted chance."""
        chances = self.left_out()
        for source in ("read", "typed"):
            of_source = np.array([case.source == source for case in self.cases])
            for low, high in pairwise(BANDS):
                here = of_source & (chances >= low) & (chances < high)
                if here.any():
                    span = f"{low:.2f} to {min(high, 1.0):.2f}"
                    yield f"{source}, chance {span}: {self.truth[here].sum()} of {here.sum()}"

    def rows(self) -> Iterator[str]:
        """The rows of the table."""
        model = self.fitted(np.ones(len(self.cases), bool))
        counted = np.array([case.source != "controls" for case in self.cases])
        yield f"always\t0\t{model.intercept_[0]:.3f}\t{self.truth[counted].sum()}\t{(~self.truth[counted]).sum()}\n"
        column = 0
        for name, steps in zip(WEIGHED, self.steps, strict=True):
            for least in steps:
                points, there = model.coef_[0][column] * self.scale[column], counted & (self.wide[:, column] > 0)
                column += 1
                if abs(points) >= SMALLEST:
                    right, wrong = (self.truth & there).sum(), (~self.truth & there).sum()
                    yield f"{name}\t{least:g}\t{points:.3f}\t{right}\t{wrong}\n"


if __name__ == "__main__":
    main()
