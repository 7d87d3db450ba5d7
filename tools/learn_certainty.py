#!/usr/bin/env python3
"""Learn how sure a change of a word is, and write certainty.tsv, or certainty-confidence.tsv.

    python tools/learn_certainty.py --pages pages.jsonl --words FOLDER ... [--into FOLDER] [--confidence] [--again]
                                    [--cases CASE ...]

pages.jsonl   pages whose truth is known (tools/typescript.py)
FOLDER        word lists that were built without some volumes (tools/build_dictionaries.py --without ... --into FOLDER),
              with a file ``without`` that names these volumes, one a line. The pages of a volume are read with the word
              lists it gave nothing to: a chance learnt on words one has counted is too good.
--confidence  learn what a change is worth where the engine says how sure it was of its words
--again       learn the scorecards of the second look; those of the first, which decide what it looks at, are taken as
              they stand in the dictionaries
--cases       learn these scorecards only, of either look (several "again several"), from the changes that are made by
              the scorecards of the dictionaries; all others stand

Needs NumPy and scikit-learn. The chances are those of a logistic regression for each case, with three outcomes (the
new reading is right, the old one was, neither), on steps of the facts that ``teikit.words.certainty`` gives; in the
figures that are printed no change of a page is judged with what was learnt from its volume.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from teikit.core.layout import Box, Layout, LayoutBlock, LayoutLine, LayoutPage, LayoutWord
from teikit.core.span import Span
from teikit.lexicon import load
from teikit.words.certainty import WITH_CONFIDENCE, scorecard_case
from teikit.words.changes import Change, read_segments
from teikit.words.compiling import WORD_LISTS, compiled
from teikit.words.confidence import WordConfidences
from teikit.words.scorecard import Scorecard
from teikit.words.tokens import Token
from teikit.words.vocabulary import Vocabulary

GENERAL = Path(__file__).resolve().parent.parent / "dictionaries" / "general"
WORST = 0.25
"""Pages with more wrong characters than that are left out: nobody could read them."""
STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
OUTCOMES = ("still", "right", "harm")
FIRST_LOOK = ("slip", "letters", "marks", "known", "several")
SECOND_LOOK = ("again known", "again number", "again several", "again word")
STRENGTH = 0.1
TOLERANCE = 1e-3
HEADER = """\
# What each fact about a change of a word is worth (teikit/words/certainty.py says what the facts are, and the cases).
# least: the fact is at least so much; right, harm: what that adds to the new reading being right, to the old one having
# been right (natural logarithms of the odds against neither). Learnt from pages of telegrams typed, spoilt and read by
# Tesseract, with word lists to which their volumes gave nothing. Built by tools/learn_certainty.py: do not edit.
"""
CONFIDENT = """\
# What each fact about a change of a word is worth where the engine says how sure it was of the word. The columns are
# those of certainty.tsv. Learnt from the same pages, with the confidences of Tesseract. Built by
# tools/learn_certainty.py --confidence: do not edit.
"""
COLUMNS = "case\tfact\tleast\tright\tharm\n"
Row = tuple[dict[str, float], str, str]


def main() -> None:
    """Read the arguments, read the pages, learn, print figures, write."""
    parser = of_command_line(__doc__ or "")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--cases", nargs="+", default=[], choices=(*FIRST_LOOK, *SECOND_LOOK))
    arguments = parser.parse_args()
    learnt = tuple(arguments.cases) or (SECOND_LOOK if arguments.again else FIRST_LOOK)
    stand = arguments.again or arguments.cases != []
    judge = partial(judged, path=arguments.pages, confident=arguments.confidence, stand=stand)
    with ProcessPoolExecutor(2) as pool:
        judged_pages = list(pool.map(judge, arguments.words))
    rows = [row for part, _ in judged_pages for row in part]
    words = sum(count for _, count in judged_pages)
    kind = WITH_CONFIDENCE if arguments.confidence else ""
    by_case = {case: [row for row in rows if scorecard_case(row[0]) == case + kind] for case in learnt}
    chances = np.concatenate([unseen_chances(some) for some in by_case.values()])
    report(chances, np.array([OUTCOMES.index(row[1]) for some in by_case.values() for row in some]), words)
    write_scorecards(arguments.into, by_case, kind)


def of_command_line(about: str) -> argparse.ArgumentParser:
    """The arguments that all tools have which learn from typed pages; ``about`` is their docstring."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--words", type=Path, nargs="+", required=True)
    parser.add_argument("--into", type=Path, default=GENERAL)
    parser.add_argument("--confidence", action="store_true")
    return parser


def write_scorecards(into: Path, by_case: dict[str, list[Row]], kind: str) -> None:
    """Learn the scorecards of some cases and write them into their file, beside those that stand there."""
    name, header = ("certainty-confidence.tsv", CONFIDENT) if kind else ("certainty.tsv", HEADER)
    lines = [line for case, rows in by_case.items() for line in scores(rows, case + kind)]
    lines += of_other_look(GENERAL / name, tuple(by_case), kind)
    (into / name).write_text(header + COLUMNS + "".join(sorted(lines)), "utf-8")


def regression() -> LogisticRegression:
    """The regression from which a scorecard is made."""
    return LogisticRegression(max_iter=5000, C=STRENGTH, tol=TOLERANCE)


def of_other_look(path: Path, learnt: tuple[str, ...], kind: str) -> Iterator[str]:
    """The rows of the scorecards in a file that are not learnt anew."""
    replaced = {name + kind for name in learnt}
    for line in path.read_text("utf-8").splitlines(keepends=True):
        if not line.startswith("# ") and line != COLUMNS and line.partition("\t")[0] not in replaced:
            yield line


def judged(folder: Path, path: Path, confident: bool, stand: bool) -> tuple[list[Row], int]:
    """The changes on the pages of the volumes that gave no words, and how many words stand there.

    Without the scorecards that ``stand`` in the dictionaries nothing is likely at the first look.
    """
    lists = [GENERAL / "english.txt", *(folder / name for name in WORD_LISTS)]
    vocabulary = Vocabulary(compiled([path.read_bytes() for path in lists]))
    volumes, lexicon = set((folder / "without").read_text("utf-8").split()), load()
    scorecard = lexicon.scorecard if stand else Scorecard(())
    rows, words = list[Row](), 0
    with path.open(encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            truth, text = " ".join(" ".join(page["truth"]).split()), page["ocr"].replace("\n", " ")
            if page["volume"] not in volumes or Levenshtein.distance(truth, text) > WORST * len(truth):
                continue
            words += len(truth.split())
            there = places(truth, text)
            sure = confidences(page) if confident else None
            for segment in read_segments(page["ocr"], vocabulary, lexicon.channel, scorecard, confidences=sure):
                rows += (
                    (change.facts, verdict(change, truth, text, there), page["volume"]) for change in segment.changes
                )
    return rows, words


def confidences(page: dict[str, Any]) -> WordConfidences:
    """What the engine thought of the words of a page."""
    return WordConfidences(layout_of(page), lambda span: span)


def layout_of(page: dict[str, Any]) -> Layout:
    """A page as the engine read it: its words, each with whole percents of confidence, as hOCR has them."""
    text, words, at = page["ocr"], list[LayoutWord](), 0
    for word, percent, *sides in page["words"]:
        start = text.index(word.strip(), at)
        at = start + len(word.strip())
        words.append(LayoutWord(Span(start, at), Box(*sides) if sides else None, int(percent) / 100))
    whole = Span(0, len(text))
    lines, start = list[LayoutLine](), 0
    for line in text.split("\n"):
        span = Span(start, start + len(line))
        lines.append(LayoutLine(span, None, tuple(word for word in words if span.start <= word.span.start < span.end)))
        start = span.end + 1
    block = LayoutBlock(whole, None, tuple(lines))
    return Layout((LayoutPage(whole, 0, 0, "", (block,)),), engine="tesseract 5")


def places(truth: str, text: str) -> Callable[[int, bool], int]:
    """A function from a place in the text as read to that in the truth, for the beginning or the end of a stretch."""
    steps = Levenshtein.opcodes(text, truth)
    starts = [step.src_start for step in steps]

    def there(offset: int, ends: bool) -> int:
        index = max(0, bisect_right(starts, offset) - 1)
        if ends and index and offset == steps[index].src_start:
            index -= 1
        step = steps[index]
        if offset >= step.src_end:
            return int(step.dest_end)
        into = offset - step.src_start
        return int(step.dest_start + (into if step.tag == "equal" else min(into, step.dest_end - step.dest_start)))

    return there


def verdict(change: Change, truth: str, text: str, there: Callable[[int, bool], int]) -> str:
    """Whether the new reading is right, the old one was (harm), or neither (still)."""
    option = change.step.candidate
    start, end = there(change.first.start, False), there(change.last.end, True)
    before = " ".join(text[change.first.start : change.last.end].split())
    if option.kind != "stray":
        stop = " -" if change.facts["in compound"] else " "
        while start > 0 and truth[start - 1] not in stop:
            start -= 1
        while end < len(truth) and truth[end] not in stop and not (stop == " -" and truth[end - 1] == "-"):
            end += 1
        while stop == " -" and option.text.endswith("-") and truth[end : end + 1] == "-":
            end += 1
    right = truth[start:end].strip()
    if option.text in (right, right.replace("- ", "") if option.kind == "hyphen" else right):
        return "right"
    changed = change.segment.tokens[change.step.at : option.end]
    if len(changed) > 1 and option.kind != "hyphen" and any(stands(truth, token, there) for token in changed):
        return "harm"  # ALLEN Ef is no ALLENDE: ALLEN was right
    return "harm" if before == right else "still"


def stands(truth: str, token: Token, there: Callable[[int, bool], int]) -> bool:
    """Whether a token was typed as it was read, as a whole word; a lone mark is none."""
    start, end = there(token.start, False), there(token.end, True)
    is_whole = truth[start - 1 : start] in ("", " ") and truth[end : end + 1] in ("", " ")
    return token.core != "" and is_whole and truth[start:end] == token.text


def thresholds(values: np.ndarray) -> np.ndarray:
    """Where the steps of a fact are: between its few values, or at quantiles."""
    few = np.unique(values)
    return (few[1:] + few[:-1]) / 2 if len(few) <= 8 else np.unique(np.quantile(values, STEPS).round(3))


def table_of(rows: list[Row]) -> tuple[list[str], list[np.ndarray], np.ndarray]:
    """The names of the facts of some changes, the steps of each, and for each change which steps it has reached."""
    names = sorted(rows[0][0])
    table = np.array([[float(row[0][name]) for name in names] for row in rows])
    steps = [thresholds(column) for column in table.T]
    reached = [column[:, None] >= step for column, step in zip(table.T, steps, strict=True)]
    return names, steps, np.column_stack(reached).astype(np.float32)


def unseen_chances(rows: list[Row]) -> np.ndarray:
    """The chances of the three outcomes of the changes of one case, by what was learnt from other volumes."""
    _, _, reached = table_of(rows)
    outcome = np.array([OUTCOMES.index(row[1]) for row in rows])
    chances = np.zeros((len(rows), 3))
    for others, these in GroupKFold(5).split(reached, outcome, [row[2] for row in rows]):
        chances[these] = regression().fit(reached[others], outcome[others]).predict_proba(reached[these])
    return chances


def report(chances: np.ndarray, outcome: np.ndarray, words: int) -> None:
    """Print what is right at which threshold."""
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


def scores(rows: list[Row], case: str) -> Iterator[str]:
    """The rows of the scorecard of a case, against the outcome ``still``."""
    names, steps, reached = table_of(rows)
    model: Any = regression().fit(reached, [OUTCOMES.index(row[1]) for row in rows])
    base, weights = model.intercept_ - model.intercept_[0], model.coef_ - model.coef_[0]
    yield f"{case}\talways\t0\t{base[1]:.3f}\t{base[2]:.3f}\n"
    places = ((fact, least) for fact, some in zip(names, steps, strict=True) for least in some)
    for (fact, least), right, harm in zip(places, *weights[1:], strict=True):
        if abs(right) >= 0.005 or abs(harm) >= 0.005:
            yield f"{case}\t{fact}\t{least:g}\t{right:.3f}\t{harm:.3f}\n"


if __name__ == "__main__":
    main()
