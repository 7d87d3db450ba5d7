"""Where a document begins: what the top of a page shows, and whether the page before goes on in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import exp

from rapidfuzz.distance import Levenshtein

from teikit.genres.facts import SENTENCE, WORD
from teikit.genres.paper import Paper
from teikit.genres.scorecard import Scorecard
from teikit.lexicon.matching import key

COLUMN = "begins"
TOP = 14  # lines of a page in which a document would say what it is
EDGE = 4  # lines at the top and at the bottom in which pages are numbered
SIGNED = 12  # lines at the end of a page in which a document ends
FEW = 8  # lines below which a page has hardly anything
ALIKE = 0.8  # similarity of heads that recur from page to page
LIKELY = 0.75  # chance from which a document is cut: one page in forty is cut wrongly then, and half the cuts are made
ENDS = {"end of message", "sincerely", "distribution"}
"""Facts of the last lines of a document."""
NUMBER = re.compile(
    r"^\W{0,4}(?:(?i:page|p\.)\W{0,3})?(?:[-–—~=_.«]\s?)?(?P<n>[0-9]{1,3})(?:\s?[-–—~=_.»])?(?:\s?(?i:of)\s[0-9]{1,3})?\W{0,3}$"
)
PAGE = re.compile(r"(?i)\bpage\s{0,2}(?:no\W{0,3})?(?P<n>[0-9]{1,3}|two|three|four|five|six)\b")
WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
WIDE = 60  # characters from which a line with "page 3" in it is text
MOST = 60  # a number above is none of a page: "92-349", "198" of an archive's counter
OPEN = re.compile(r"[^.!?:\"')\]\s]\W*$")
CONTINUED = re.compile(r"(?i)\bcontinu|\bcont'd")


def chance(scorecard: Scorecard, facts: Mapping[str, float]) -> float:
    """How likely a page with these facts begins a document, 0 to 1."""
    return 1 / (1 + exp(-scorecard.sums(facts)[0]))


def beginning(paper: Paper, before: Paper) -> dict[str, float]:
    """What a page and the one before it show of whether a document begins; all facts are 1 where they are so."""
    number, last = page_number(paper), page_number(before)
    text = [line for line in paper.lines[:TOP] if len(WORD.findall(line)) >= SENTENCE - 1]
    above = [line for line in before.lines if len(WORD.findall(line)) >= SENTENCE - 1]
    facts = {
        "number 1": number == 1,
        "number 2 or more": number is not None and 1 < number < MOST,
        "number after that of the page before": None not in (number, last) and number == (last or 0) + 1,
        "head of the page before": _same_head(paper, before),
        "end on the page before": bool(ENDS & before.within(len(before.lines) - SIGNED, len(before.lines))),
        "sentence open on the page before": bool(above) and OPEN.search(above[-1]) is not None,
        "sentence goes on": bool(text) and text[0].lstrip()[:1].islower(),
        "continued": any(CONTINUED.search(line) for line in paper.lines[: EDGE + 2]),
        "few lines": len(paper.lines) < FEW,
        "text at the top": sum(len(WORD.findall(line)) >= SENTENCE for line in paper.lines[:10]) >= SENTENCE,
    }
    return {**{fact: 1.0 for fact, so in facts.items() if so}, **{f"top: {fact}": 1.0 for fact in paper.within(0, TOP)}}


def page_number(paper: Paper) -> int | None:
    """The number that is typed at the top or at the bottom of a page."""
    for line in (*paper.lines[: EDGE + 1], *paper.lines[-EDGE:]):
        match = NUMBER.match(line.strip()) or (PAGE.search(line) if len(line.strip()) < WIDE else None)
        if match:
            return WORDS.get(match["n"].lower()) or int(match["n"])
    return None


def _same_head(paper: Paper, before: Paper) -> bool:
    """Whether a line at the top of both pages is the same but for a digit: ``CG 92-349``."""
    above = [letters for line in before.lines[: EDGE + 1] if len(letters := key(line)) > EDGE]
    below = [letters for line in paper.lines[:EDGE] if len(letters := key(line)) > EDGE]
    return any(Levenshtein.normalized_similarity(head, last) > ALIKE for head in below for last in above)
