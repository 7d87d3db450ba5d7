#!/usr/bin/env python3
"""Learn how likely a reading of another release is right, and does harm: dictionaries/general/decided-points.tsv.

    python tools/learn_decisions.py FOLDER... --pairs pairs.jsonl [--out FOLDER] [--draw N]

Needs NumPy and scikit-learn. FOLDER has a folder for each record, with its releases as files named by their year
(``2018.md``, ``2023.md``). Whether a new reading is right is known in two ways:

- ``decided-readings.tsv``, beside this file, says it of some hundred readings on real paper that were judged by reading
  all releases;
- of typed pairs (``tools/typescript_pairs.py``) the truth is known.

The figures are those of readings whose record was left out while it learnt. ``--draw N`` prints N readings that are not
yet judged, with what each release has there, in the form of the table, and learns nothing.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from learn_certainty import places
from regressions import LEAST_POINTS, steps_of
from sklearn.linear_model import LogisticRegression

from teikit.chain import correct
from teikit.collation.decision import HIGH_CHANCE, MEDIUM_CHANCE, Decision
from teikit.collation.edition import Collation, collate
from teikit.collation.join import joined
from teikit.collation.witness import Witness, raw_of
from teikit.lexicon import load
from teikit.readers import read
from teikit.telegrams.assembling import assemble

HERE = Path(__file__).resolve().parent
TABLE = "decided-points.tsv"
LABELS = HERE / "decided-readings.tsv"
VERDICTS = ("other", "right", "harm")
"""Neither reading is right, the new one is, or that of the base was."""
PAPER = 8.0  # weight of a reading on real paper, against 1 of one of a typed pair
STRENGTH = 0.02  # of the fit; the less, the nearer all points are to 0
PARTS = 5  # parts of the records, each judged by a model learnt on the others
PROCESSES = 2  # records that are collated at the same time
BEFORE = 5  # words before a place that tell it from others
SHOWN = 6  # words on either side that --draw shows
BANDS = (0.0, 0.3, MEDIUM_CHANCE, 0.6, 0.7, 0.8, 0.9, HIGH_CHANCE, 1.01)
"""Chances between which the shares of right and of harmful readings are stated."""
TYPED_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "-"})
"""Marks that engines read for those of a typewriter."""
HEAD = """\
# Points of the facts that show whether a reading that another release has is right (teikit/collation/decision_facts.py
# explains the facts): natural logarithms of the odds against neither reading being right, added if the fact is at least
# ``least``, for the new reading being right and for harm (that of the base was right). Learnt on {paper} readings in
# the JFK records, judged by reading all releases, and {typed} in typed pairs. Of held-out readings so many were right:
{bands}
# Built by tools/learn_decisions.py: do not edit.
"""


class Case(NamedTuple):
    """A new reading whose truth is known: its record, the facts, the number of its verdict, where it was seen."""

    record: str
    facts: Mapping[str, float]
    verdict: int
    source: str


def main() -> None:
    """Read, learn, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--out", type=Path, default=HERE.parent / "dictionaries" / "general")
    parser.add_argument("--draw", type=int, default=0, metavar="N")
    options = parser.parse_args()
    records = [path for folder in options.folders for path in sorted(folder.iterdir()) if path.is_dir()]
    if options.draw:
        draw(records, options.draw)
        return
    pairs = options.pairs.read_text("utf-8").splitlines() if options.pairs else []
    with ProcessPoolExecutor(PROCESSES) as pool:
        cases = [case for of_record in pool.map(cases_of_record, records) for case in of_record]
        cases += [case for of_pair in pool.map(cases_of_pair, pairs) for case in of_pair]
    model = Model(cases)
    counts = {source: sum(case.source == source for case in cases) for source in ("paper", "typed")}
    bands = "\n".join(f"# {line}" for line in model.bands())
    print(counts, bands, sep="\n")
    head = HEAD.format(bands=bands, **counts) + "fact\tleast\tright\tharm\n"
    (options.out / TABLE).write_text(head + "".join(sorted(model.rows())), "utf-8")


# ---------------------------------------------------------------- known readings


def collated(texts: Mapping[str, bytes], name: str) -> Collation:
    """The collation of the releases of a record, by the names of their files."""
    drafts = [correct(read(text, file), load()) for file, text in texts.items()]
    return collate(assemble(joined(drafts, list(texts), name), load()), load(), is_one_record=True)


def releases(folder: Path) -> dict[str, bytes]:
    """The releases of a record by the names of their files."""
    return {f"{folder.name}-{path.stem}.txt": path.read_bytes() for path in sorted(folder.glob("*.md"))}


def readings(folder: Path) -> Iterator[tuple[tuple[str, ...], Mapping[str, Witness], Decision, Mapping[str, float]]]:
    """The new readings in the printed text of a record: their keys, all releases by id, the decisions, the facts."""
    texts = releases(folder)
    if len(texts) < 2:
        return
    collation = collated(texts, folder.name)
    for edition in collation.editions:
        witnesses, base = {witness.id: witness for witness in edition.work.witnesses}, edition.work.base
        year = year_of(base, collation)
        for name, decision, facts in edition.decision_facts(load()):
            if name == base.id:
                yield (folder.name, year, digest(base, decision)), witnesses, decision, facts


def year_of(witness: Witness, collation: Collation) -> str:
    """The year in the name of the file of a release."""
    file = collation.packet.source.origin(witness.pages[0].span.start)[1]
    return file.removesuffix(".txt").rpartition("-")[2]


def digest(base: Witness, decision: Decision) -> str:
    """The key of a reading: a hash of it, of the words that it replaces, and of those before them."""
    start, end = decision.column.base
    words = [*base.keys[max(start - BEFORE, 0) : end], decision.reading]
    return sha256(" ".join(words).encode()).hexdigest()[:12]


def read_labels() -> dict[tuple[str, ...], int]:
    """The numbers of the verdicts in the table, by record, release and digest."""
    lines = LABELS.read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith(("#", "record\t")))
    return {tuple(row[:3]): VERDICTS.index(row[3]) for row in rows}


def cases_of_record(folder: Path) -> list[Case]:
    """The readings of a record that were judged."""
    labels = read_labels()
    return [Case(folder.name, facts, labels[key], "paper") for key, _, _, facts in readings(folder) if key in labels]


def cases_of_pair(line: str) -> list[Case]:
    """The new readings in both releases of a typed pair."""
    pair = json.loads(line)
    rows = " ".join(row.strip() for page in pair["truth"] for row in page)
    truth = " ".join(rows.split()).replace("- ", "-")
    collation = collated({f"{name}.txt": pair[name].encode() for name in ("a", "b")}, pair["id"])
    cases: list[Case] = []
    for edition in collation.editions:
        typed = {
            witness.id: partial(typed_in_place, truth, *_offsets(witness, truth)) for witness in edition.work.witnesses
        }
        for name, decision, facts in edition.decision_facts(load()):
            verdict = verdict_of(decision, typed[name](decision.column.base))
            cases.append(Case(pair["id"], facts, verdict, "typed"))
    return cases


def _offsets(witness: Witness, truth: str) -> tuple[list[int], Any]:
    """Where each word of a release begins in its text, and the function from that text to the truth."""
    starts, at = list[int](), 0
    for word in witness.words:
        starts.append(at)
        at += len(word.text) + 1
    return [*starts, at], places(truth, " ".join(word.text for word in witness.words))


def typed_in_place(truth: str, starts: Sequence[int], to_truth: Any, words: tuple[int, int]) -> str:
    """The typed words in the place of some words of a release."""
    start, end = to_truth(starts[words[0]], starts[words[1]] - 1)
    while start > 0 and truth[start - 1] != " ":
        start -= 1
    while end < len(truth) and truth[end] != " ":
        end += 1
    return truth[start:end].strip()


def verdict_of(decision: Decision, typed: str) -> int:
    """The number of the verdict on a new reading, by what was typed in its place."""
    if is_typed(decision.reading, typed, decision.before):
        return VERDICTS.index("right")
    return VERDICTS.index("harm" if is_typed(decision.before, typed, decision.before) else "other")


def is_typed(reading: str, typed: str, before: str) -> bool:
    """Whether a reading was typed, perhaps broken at a line end, or as the first or last of several words.

    >>> is_typed("DIPLOMATIC", "DIPLO-MATIC", "DIPLOMATLC"), is_typed("WAS", "THE MAN WAS", "WAG")
    (True, True)
    """
    words = reading.translate(TYPED_MARKS).split()
    for form in {typed, typed.replace("-", ""), *(_without(typed, at) for at, mark in enumerate(typed) if mark == "-")}:
        there = form.translate(TYPED_MARKS).split()
        if words == there:
            return True
        is_part = len(there) > max(len(words), len(before.split()))
        if is_part and words in (there[: len(words)], there[-len(words) :]):
            return True
    return False


def _without(text: str, at: int) -> str:
    return text[:at] + text[at + 1 :]


def draw(records: Sequence[Path], count: int) -> None:
    """Print readings that are not yet judged, as rows of the table without a verdict, each above what is read there."""
    labels = read_labels()
    drawn = [
        (key, witnesses, decision)
        for folder in records
        for key, witnesses, decision, _ in readings(folder)
        if key not in labels
    ]
    for key, witnesses, decision in random.sample(drawn, min(count, len(drawn))):
        print(*key, f"{decision.before} > {decision.reading}", sep="\t")
        for name, place in {"base": decision.column.base, **decision.column.witnesses}.items():
            words = (witnesses[name] if name in witnesses else next(iter(witnesses.values()))).words
            before, after = words[max(place[0] - SHOWN, 0) : place[0]], words[place[1] : place[1] + SHOWN]
            print(f"    {raw_of(before)} [{raw_of(words[slice(*place)])}] {raw_of(after)}")


# ---------------------------------------------------------------- learning


class Model:
    """A model learnt from cases: a logistic regression with three outcomes on steps of the facts."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.cases, self.names = cases, sorted(cases[0].facts)
        table = np.array([[float(case.facts[name]) for name in self.names] for case in cases])
        self.steps = [steps_of(column) for column in table.T]
        reached = [column[:, None] >= steps for column, steps in zip(table.T, self.steps, strict=True)]
        self.reached = np.column_stack(reached).astype(np.float32)
        self.verdicts = np.array([case.verdict for case in cases])
        self.weights = np.array([PAPER if case.source == "paper" else 1.0 for case in cases])

    def fitted(self, chosen: np.ndarray) -> LogisticRegression:
        """The regression on some of the cases."""
        model = LogisticRegression(max_iter=3000, C=STRENGTH)
        return model.fit(self.reached[chosen], self.verdicts[chosen], sample_weight=self.weights[chosen])

    def left_out(self) -> np.ndarray:
        """The chances of each case, learnt without its record; a column for each verdict."""
        records = sorted({case.record for case in self.cases})
        part = {record: number % PARTS for number, record in enumerate(records)}
        parts = np.array([part[case.record] for case in self.cases])
        chances = np.zeros((len(self.cases), len(VERDICTS)))
        for number in range(PARTS):
            chances[parts == number] = self.fitted(parts != number).predict_proba(self.reached[parts == number])
        return chances

    def bands(self) -> Iterator[str]:
        """The shares of right and of harmful readings at each predicted chance."""
        chances = self.left_out()[:, VERDICTS.index("right")]
        for source in ("paper", "typed"):
            of_source = np.array([case.source == source for case in self.cases])
            for low, high in pairwise(BANDS):
                here = of_source & (chances >= low) & (chances < high)
                right, harm = ((self.verdicts[here] == VERDICTS.index(name)).sum() for name in ("right", "harm"))
                span = f"{low:.2f} to {min(high, 1.0):.2f}"
                yield f"{source}, chance {span}: {right} of {here.sum()}, {harm} did harm"

    def rows(self) -> Iterator[str]:
        """The rows of the table; the points are against the verdict ``other``."""
        model: Any = self.fitted(np.ones(len(self.cases), bool))
        base, points = model.intercept_ - model.intercept_[0], (model.coef_ - model.coef_[0])[1:]
        yield f"always\t0\t{base[1]:.3f}\t{base[2]:.3f}\n"
        steps = ((name, least) for name, of_fact in zip(self.names, self.steps, strict=True) for least in of_fact)
        for (name, least), right, harm in zip(steps, *points, strict=True):
            if max(abs(right), abs(harm)) >= LEAST_POINTS:
                yield f"{name}\t{least:g}\t{right:.3f}\t{harm:.3f}\n"


if __name__ == "__main__":
    main()
