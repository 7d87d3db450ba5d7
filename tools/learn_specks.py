#!/usr/bin/env python3
"""Learn what shows that a token is a speck that nobody typed: the cases ``speck`` of certainty.tsv.

    python tools/learn_specks.py --pages pages.jsonl --words FOLDER ... [--into FOLDER] [--confidence]

The arguments are those of tools/learn_certainty.py. The words of each page are corrected with what was learnt before,
and what is then alone is compared with what was typed. For the figures that are printed, no speck is judged with what
its own volume taught.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from rapidfuzz.distance import Levenshtein
from regressions import outcomes, report, unseen_chances, write_scorecards
from typed_pages import Judged, Page, command_line, judgements

from teikit.core import Certainty, Draft, Source
from teikit.lexicon import Lexicon
from teikit.passes.specks import read
from teikit.passes.words import words
from teikit.words.certainty import WITH_CONFIDENCE
from teikit.words.specks import SPECK

CASES = (f"{SPECK} mark", f"{SPECK} scrap")


def main() -> None:
    """Read the arguments, read the pages, learn, print figures, write."""
    parser = command_line(__doc__ or "")
    parser.add_argument("--confidence", action="store_true")
    arguments = parser.parse_args()
    of_page = partial(specks_of, with_confidence=arguments.confidence)
    rows, count = judgements(arguments.pages, arguments.words, of_page)
    suffix = WITH_CONFIDENCE if arguments.confidence else ""
    by_case = {case + suffix: [row for row in rows if row.case == case + suffix] for case in CASES}
    for case, of_case in by_case.items():
        print(case, dict(Counter(row.outcome for row in of_case)))
        report(unseen_chances(of_case), outcomes(of_case), count)
    write_scorecards(arguments.into, by_case, arguments.confidence)


def specks_of(page: Page, lexicon: Lexicon, with_confidence: bool) -> Iterator[Judged]:
    """The tokens of a page that may be specks, once its words are corrected, each with its outcome."""
    draft = Draft.of(Source("page", page.ocr, layout=page.layout if with_confidence else None))
    draft = draft.apply(words(draft, lexicon), Certainty.MEDIUM)
    fate = fates(page.truth, draft.text.replace("\n", " "))
    for candidate in read(draft, lexicon):
        outcome = verdict(fate[candidate.span.start : candidate.span.end])
        yield Judged(candidate.speck.case, candidate.speck.facts, outcome, page.volume)


def fates(truth: str, text: str) -> list[str]:
    """For each character of a text what an alignment with the truth says of it: equal, replace or insert."""
    fate = ["insert"] * len(text)
    for step in Levenshtein.opcodes(truth, text):
        fate[step.dest_start : step.dest_end] = [step.tag] * (step.dest_end - step.dest_start)
    return fate


def verdict(fate: Sequence[str]) -> str:
    """The outcome of removing a token: right if nobody typed it, harm if somebody did, else still."""
    if set(fate) == {"insert"}:
        return "right"
    return "harm" if set(fate) == {"equal"} else "still"


if __name__ == "__main__":
    main()
