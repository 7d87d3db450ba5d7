#!/usr/bin/env python3
"""Learn what a typewriter's grid says of a change, and write certainty-grid.tsv.

    python tools/learn_grid.py --pages pages.jsonl --words FOLDER ... [--into FOLDER]

The arguments are those of tools/learn_certainty.py; the words of the pages must have boxes (tools/typescript.py). The
scorecards of certainty-confidence.tsv stand as they are, and what is learnt here is what the grid adds to their points,
for which fewer pages do. The figures that are printed judge no page with what was learnt from its volume.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from learn_certainty import (
    COLUMNS,
    GENERAL,
    OUTCOMES,
    WORST,
    confidences,
    layout_of,
    of_command_line,
    places,
    thresholds,
    verdict,
)
from learn_specks import fates
from learn_specks import verdict as verdict_of_speck
from rapidfuzz.distance import Levenshtein
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from teikit.core import Certainty, Draft, Source
from teikit.lexicon import Lexicon, load
from teikit.passes.specks import read
from teikit.passes.words import words
from teikit.words.certainty import scorecard_case
from teikit.words.chance import Chance
from teikit.words.changes import read_segments
from teikit.words.compiling import WORD_LISTS, compiled
from teikit.words.grid import ON_GRID
from teikit.words.vocabulary import Vocabulary

FACTS = (ON_GRID, "beyond word", "beyond read", "off grid", "room")
FEWEST = 100  # changes, fewer of which teach nothing
STRENGTH = 10.0  # how much large points are held back
HEADER = """\
# What the grid of a typewriter adds to the points of a change of a word, or of a speck, where it is known where its
# tokens stand (teikit/words/grid.py). The columns are those of certainty.tsv, the cases those of
# certainty-confidence.tsv. Learnt from typed pages read by Tesseract. Built by tools/learn_grid.py: do not edit.
"""
Judged = tuple[str, Mapping[str, float], Chance, str, str]  # case, facts, chance without the grid, outcome, volume


def main() -> None:
    """Read the arguments, read the pages, learn, print figures, write."""
    arguments = of_command_line(__doc__ or "").parse_args()
    by_case = defaultdict[str, list[Judged]](list)
    with ProcessPoolExecutor(2) as pool:
        for part in pool.map(partial(judged, path=arguments.pages), arguments.words):
            for change in part:
                by_case[change[0]].append(change)
    lines = [line for case in sorted(by_case) if len(by_case[case]) >= FEWEST for line in learnt(case, by_case[case])]
    (arguments.into / "certainty-grid.tsv").write_text(HEADER + COLUMNS + "".join(sorted(lines)), "utf-8")


def judged(folder: Path, path: Path) -> list[Judged]:
    """The changes and specks on the grid of pages of the volumes that gave no words, each with its outcome."""
    lists = [GENERAL / "english.txt", *(folder / name for name in WORD_LISTS)]
    lexicon = replace(load(), words=Vocabulary(compiled([path.read_bytes() for path in lists])))
    volumes = set((folder / "without").read_text("utf-8").split())
    with path.open(encoding="utf-8") as lines:
        pages = [page for page in map(json.loads, lines) if page["volume"] in volumes]
    return [change for page in pages for change in _of_page(page, lexicon) if ON_GRID in change[1]]


def _of_page(page: dict[str, Any], lexicon: Lexicon) -> Iterator[Judged]:
    truth, text = " ".join(" ".join(page["truth"]).split()), page["ocr"].replace("\n", " ")
    if Levenshtein.distance(truth, text) > WORST * len(truth):
        return
    there, sure, volume = places(truth, text), confidences(page), page["volume"]
    for segment in read_segments(page["ocr"], lexicon.words, lexicon.channel, lexicon.scorecard, confidences=sure):
        for change in segment.changes:
            case, outcome = scorecard_case(change.facts), verdict(change, truth, text, there)
            yield case, change.facts, without_grid(lexicon, change.facts, case), outcome, volume
    draft = Draft.of(Source("page", page["ocr"], layout=layout_of(page)))
    draft = draft.apply(words(draft, lexicon), Certainty.MEDIUM)
    fate = fates(truth, draft.text.replace("\n", " "))
    for candidate in read(draft, lexicon):
        case, facts = candidate.speck.case, candidate.speck.facts
        outcome = verdict_of_speck(fate[candidate.span.start : candidate.span.end])
        yield case, facts, without_grid(lexicon, facts, case), outcome, volume


def without_grid(lexicon: Lexicon, facts: Mapping[str, float], case: str) -> Chance:
    """The chances of a change by its other facts."""
    return lexicon.scorecard.chance({name: value for name, value in facts.items() if name not in FACTS}, case)


def learnt(case: str, changes: list[Judged]) -> Iterator[str]:
    """The rows of a case, none if they make the chances on unseen pages no truer; prints how much truer they become."""
    names = [name for name in FACTS if name in changes[0][1]]
    table = np.array([[float(facts[name]) for name in names] for _, facts, *_ in changes])
    steps = [np.array([0.5]) if name == ON_GRID else thresholds(table[:, at]) for at, name in enumerate(names)]
    reached = np.column_stack([table[:, [at]] >= step for at, step in enumerate(steps)]).astype(float)
    outcome = np.array([OUTCOMES.index(change[3]) for change in changes])
    before = np.array([(1 - sum(change[2]), *change[2]) for change in changes]).clip(1e-6)
    odds = np.log(before / before[:, :1])
    after = np.zeros_like(before)
    for others, these in GroupKFold(5).split(reached, outcome, [change[4] for change in changes]):
        after[these] = chances(odds[these], reached[these], points(odds[others], reached[others], outcome[others]))
    loss = [-np.log(of[np.arange(len(outcome)), outcome]).mean() for of in (before, after)]
    print(f"{case}: {len(outcome)} changes, log loss {loss[0]:.4f} > {loss[1]:.4f}", flush=True)
    if loss[1] >= loss[0]:
        return
    _, right, harm = points(odds, reached, outcome)
    every = ((name, least) for name, step in zip(names, steps, strict=True) for least in step)
    for (name, least), for_right, for_harm in zip(every, right, harm, strict=True):
        if abs(for_right) >= 0.005 or abs(for_harm) >= 0.005:
            yield f"{case}\t{name}\t{least:g}\t{for_right:.3f}\t{for_harm:.3f}\n"


def points(odds: np.ndarray, reached: np.ndarray, outcome: np.ndarray) -> np.ndarray:
    """The points of each step, a row for each outcome (0 for the first), beside the logarithms of the odds before."""
    wanted, size = np.eye(3)[outcome], reached.shape[1]

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
