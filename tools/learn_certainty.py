#!/usr/bin/env python3
"""Learn how sure a change of a word is, and write certainty.tsv, or certainty-confidence.tsv.

    python tools/learn_certainty.py --pages pages.jsonl --words FOLDER ... [--into FOLDER] [--confidence] [--again]
                                    [--cases CASE ...]

pages.jsonl   pages with a known text (tools/typescript.py)
FOLDER        word lists that were built without some volumes (tools/build_dictionaries.py --without ... --into FOLDER),
              with a file ``without`` that names these volumes, one per line. Each page is read with the word lists to
              which its volume gave nothing.
--confidence  learn what a change is worth where the engine says how sure it was of its words
--again       learn the scorecards of the second look; those of the first, which decide what it looks at, are the ones
              in the dictionaries
--cases       learn these scorecards only, of either look (several "again several"), from the changes that are made by
              the scorecards of the dictionaries; all others stay as they are

Needs NumPy and scikit-learn. The facts are those of ``teikit.words.certainty``; for the figures that are printed, no
change is judged with what its own volume taught.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from rapidfuzz.distance import Levenshtein
from regressions import outcomes, report, unseen_chances, write_scorecards
from typed_pages import Judged, Page, command_line, judgements

from teikit.lexicon import Lexicon
from teikit.words.certainty import WITH_CONFIDENCE, scorecard_case
from teikit.words.changes import Change, read_segments
from teikit.words.confidence import WordConfidences
from teikit.words.document import TextKnowledge
from teikit.words.scorecard import Scorecard
from teikit.words.tokens import Token

FIRST_LOOK = ("slip", "letters", "marks", "known", "several")  # cases of the changes of the first look
SECOND_LOOK = ("again known", "again number", "again several", "again word")  # cases of those of the second look
ToTruth = Callable[[int, int], tuple[int, int]]
"""A function from the start and end of a stretch in what was read to those in the truth."""


def main() -> None:
    """Read the arguments, read the pages, learn, print figures, write."""
    parser = command_line(__doc__ or "")
    parser.add_argument("--confidence", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--cases", nargs="+", default=[], choices=(*FIRST_LOOK, *SECOND_LOOK))
    arguments = parser.parse_args()
    of_page = partial(changes_of, with_confidence=arguments.confidence, scored=arguments.again or arguments.cases != [])
    rows, words = judgements(arguments.pages, arguments.words, of_page)
    suffix = WITH_CONFIDENCE if arguments.confidence else ""
    cases = tuple(arguments.cases) or (SECOND_LOOK if arguments.again else FIRST_LOOK)
    by_case = {case + suffix: [row for row in rows if row.case == case + suffix] for case in cases}
    chances = np.concatenate([unseen_chances(of_case) for of_case in by_case.values()])
    report(chances, outcomes([row for of_case in by_case.values() for row in of_case]), words)
    write_scorecards(arguments.into, by_case, arguments.confidence)


def changes_of(page: Page, lexicon: Lexicon, with_confidence: bool, scored: bool) -> Iterator[Judged]:
    """The changes that were considered on a page, each with its outcome.

    If they are not ``scored`` by the scorecards of the dictionaries, nothing is likely at the first look.
    """
    scorecard = lexicon.scorecard if scored else Scorecard(())
    confidences = WordConfidences(page.layout, lambda span: span) if with_confidence else None
    to_truth = places(page.truth, page.text)
    knowledge = TextKnowledge(confidences=confidences)
    for read in read_segments(page.ocr, lexicon.words, lexicon.channel, scorecard, knowledge):
        for change in read.changes:
            outcome = verdict(change, page.truth, page.text, to_truth)
            yield Judged(scorecard_case(change.facts), change.facts, outcome, page.volume)


def places(truth: str, text: str) -> ToTruth:
    """The function from stretches of the text as read to those of the truth."""
    steps = Levenshtein.opcodes(text, truth)
    starts = [step.src_start for step in steps]

    def to_truth(start: int, end: int) -> tuple[int, int]:
        first, last = (max(0, bisect_right(starts, offset) - 1) for offset in (start, end))
        if last and end == steps[last].src_start:
            last -= 1
        return in_truth(start, first), in_truth(end, last)

    def in_truth(offset: int, index: int) -> int:
        step = steps[index]
        if offset >= step.src_end:
            return int(step.dest_end)
        into = offset - step.src_start
        return int(step.dest_start + (into if step.tag == "equal" else min(into, step.dest_end - step.dest_start)))

    return to_truth


def verdict(change: Change, truth: str, text: str, to_truth: ToTruth) -> str:
    """Whether the new reading is right, the old one was (harm), or neither (still)."""
    candidate = change.step.candidate
    right = typed_in_place(change, truth, to_truth)
    before = " ".join(text[change.first.start : change.last.end].split())
    if candidate.text in (right, right.replace("- ", "") if candidate.kind == "hyphen" else right):
        return "right"
    is_in_pieces = len(change.tokens) > 1 and candidate.kind != "hyphen"
    if is_in_pieces and any(was_typed(truth, token, to_truth) for token in change.tokens):
        return "harm"  # ALLEN Ef is no ALLENDE: ALLEN was right
    return "harm" if before == right else "still"


def typed_in_place(change: Change, truth: str, to_truth: ToTruth) -> str:
    """The typed text in the place of a change: whole words, or the parts of a compound that the change affects."""
    candidate = change.step.candidate
    start, end = to_truth(change.first.start, change.last.end)
    if candidate.kind != "stray":
        in_compound = bool(change.facts["in compound"])
        stops = " -" if in_compound else " "
        while start > 0 and truth[start - 1] not in stops:
            start -= 1
        while end < len(truth) and truth[end] not in stops and not (in_compound and truth[end - 1] == "-"):
            end += 1
        while in_compound and candidate.text.endswith("-") and truth[end : end + 1] == "-":
            end += 1
    return truth[start:end].strip()


def was_typed(truth: str, token: Token, to_truth: ToTruth) -> bool:
    """Whether a token was typed as it was read, as a whole word; a lone mark is not a word."""
    start, end = to_truth(token.start, token.end)
    is_whole = truth[start - 1 : start] in ("", " ") and truth[end : end + 1] in ("", " ")
    return token.core != "" and is_whole and truth[start:end] == token.text


if __name__ == "__main__":
    main()
