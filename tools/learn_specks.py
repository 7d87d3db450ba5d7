#!/usr/bin/env python3
"""Learn what shows that a token is a speck that nobody typed: the cases ``speck`` of certainty.tsv.

    python tools/learn_specks.py --pages pages.jsonl --words FOLDER ... [--into FOLDER] [--confidence]

The arguments are those of tools/learn_certainty.py: each page is read with the word lists to which its volume gave
nothing, its words are mended by what was learnt before, and what then stands alone is held against what was typed.
The figures that are printed judge no page with what was learnt from its volume.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from learn_certainty import (
    GENERAL,
    OUTCOMES,
    WORST,
    Row,
    layout_of,
    of_command_line,
    report,
    unseen_chances,
    write_scorecards,
)
from rapidfuzz.distance import Levenshtein

from teikit.core import Certainty, Draft, Source
from teikit.lexicon import load
from teikit.passes.specks import read
from teikit.passes.words import words
from teikit.words.certainty import WITH_CONFIDENCE
from teikit.words.compiling import WORD_LISTS, compiled
from teikit.words.specks import SPECK
from teikit.words.vocabulary import Vocabulary

CASES = (f"{SPECK} mark", f"{SPECK} scrap")


def main() -> None:
    """Read the arguments, read the pages, learn, print figures, write."""
    arguments = of_command_line(__doc__ or "").parse_args()
    with ProcessPoolExecutor(2) as pool:
        judged_pages = list(
            pool.map(partial(judged, path=arguments.pages, confident=arguments.confidence), arguments.words)
        )
    by_case: dict[str, list[Row]] = {case: [] for case in CASES}
    for judged_rows, _ in judged_pages:
        for case, row in judged_rows:
            by_case[case].append(row)
    count = sum(count for _, count in judged_pages)
    kind = WITH_CONFIDENCE if arguments.confidence else ""
    for case, rows in by_case.items():
        print(case, dict(Counter(outcome for _, outcome, _ in rows)))
        report(unseen_chances(rows), np.array([OUTCOMES.index(outcome) for _, outcome, _ in rows]), count)
    write_scorecards(arguments.into, by_case, kind)


def judged(folder: Path, path: Path, confident: bool) -> tuple[list[tuple[str, Row]], int]:
    """The rows, each with its case, of the pages of volumes that gave no words; how many words these pages have."""
    lists = [GENERAL / "english.txt", *(folder / name for name in WORD_LISTS)]
    vocabulary = Vocabulary(compiled([path.read_bytes() for path in lists]))
    volumes = set((folder / "without").read_text("utf-8").split())
    lexicon = replace(load(), words=vocabulary)
    rows: list[tuple[str, Row]] = []
    count = 0
    with path.open(encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            truth, text = " ".join(" ".join(page["truth"]).split()), page["ocr"].replace("\n", " ")
            if page["volume"] not in volumes or Levenshtein.distance(truth, text) > WORST * len(truth):
                continue
            count += len(truth.split())
            draft = Draft.of(Source("page", page["ocr"], layout=layout_of(page) if confident else None))
            draft = draft.apply(words(draft, lexicon), Certainty.MEDIUM)
            fate = fates(truth, draft.text.replace("\n", " "))
            for candidate in read(draft, lexicon):
                outcome = verdict(fate[candidate.span.start : candidate.span.end])
                case = candidate.speck.case.removesuffix(WITH_CONFIDENCE)
                rows.append((case, (candidate.speck.facts, outcome, page["volume"])))
    return rows, count


def fates(truth: str, text: str) -> list[str]:
    """For each character of a text what an alignment with the truth says of it: equal, replace or insert."""
    fate = ["insert"] * len(text)
    for step in Levenshtein.opcodes(truth, text):
        fate[step.dest_start : step.dest_end] = [step.tag] * (step.dest_end - step.dest_start)
    return fate


def verdict(fate: Sequence[str]) -> str:
    """Whether nobody typed a token (right), somebody did (harm), or it stands for something else (still)."""
    if set(fate) == {"insert"}:
        return "right"
    return "harm" if set(fate) == {"equal"} else "still"


if __name__ == "__main__":
    main()
