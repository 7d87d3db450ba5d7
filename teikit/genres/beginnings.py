"""The beginnings of documents, by what the top of a page shows and whether it continues the page before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import regex
from rapidfuzz.distance import Levenshtein

from teikit.genres.facts import PROSE_WORD, SENTENCE_WORDS
from teikit.genres.paper import HEAD_LINES, Paper
from teikit.lexicon.matching import key
from teikit.lexicon.patterns import Patterns
from teikit.scorecard import Scorecard, logistic

COLUMN = "begins"  # the column of the points of a scorecard
TOP_LINES = 14  # lines at the top of a page in which a document would name its genre
EDGE_LINES = 4  # lines at the edges of a page that may have its number
HEAD_LETTERS = 5  # letters and digits of a line at the top that may be a head, at least
OPEN_LINE_WORDS = 5  # words of a line that may be of text, at least
END_LINES = 12  # lines at the end of a page that may end a document
FEWEST_LINES = 8  # lines of a page that is not short, at least
HEAD_SIMILARITY = 0.8  # similarity, 0 to 1, above which two heads are the same
LIKELY_BEGINNING = (
    0.75  # chance of a beginning from which a cut is made: one cut in eight is wrong, 56 % of all beginnings are found
)
ENDS = {"end of message", "sincerely", "distribution"}
"""Facts that show the end of a document in its last lines."""
COPIES = {"copies", "attachment", "with attachments", "distribution"}
"""Facts of lines below the text, which say who gets copies and what is enclosed."""
LONE_PAGE_NUMBER = re.compile(
    r"^\W{0,4}(?:(?i:page|p\.)\W{0,3})?(?:[-–—~=_.«]\s?)?(?P<n>[0-9]{1,3})(?:\s?[-–—~=_.»])?(?:\s?(?i:of)\s[0-9]{1,3})?\W{0,3}$"
)
"""A page number alone on its line: ``- 2 -``, ``Page 3 of 11``"""
NAMED_PAGE_NUMBER = re.compile(r"(?i)\bpage\s{0,2}(?:no\W{0,3})?(?P<n>[0-9]{1,3}|two|three|four|five|six)\b")
"""A page number inside a line: ``PAGE THREE MEXI 6817``"""
GOING_ON = re.compile(r"(?i)\W*page\W{1,3}(?:[2-9]|two|three|four|five|six)\W*")
"""The number of a page that is not the first, alone on a line of a form: ``PAGE TWO``."""
WORDED_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}  # numbers of pages in words
TEXT_LENGTH = 60  # characters of a line with "page 3" in it that is text, at least
NO_PAGE_NUMBER = 60  # number from which it is not a page number: "92-349", "198" of an archive's counter
OPEN_END = re.compile(r"[^.!?:\"')\]\s]\W*$")
"""The end of a line at which no sentence ends."""
FORMS = {"classified message", "dispatch", "dispatch form"}
"""Facts of forms that are used for every page of a message, not only the first."""
MESSAGE = "classified message"
"""The fact of the form of a message: ``CLASSIFIED MESSAGE``, ``MESSAGE FORM``."""
END_OF_MESSAGE = {"end of message", "end of message somewhere"}
"""Facts of the page on which a message ends."""
ADDRESSED = {
    "cite",
    "cite and address",
    "address and number",
    "date time group",
    "from",
    "to",
    "info line",
    "action line",
    "chief of station",
}
"""Facts that only the first page of a message shows."""
TYPED_NAME = re.compile(r"\W?(?:[A-Z][a-zA-Z]+ )?(?:[A-Z]\. ?){1,2}[A-Z][a-zA-Z'-]{2,}\W{0,3}")
"""A typed name: ``LYLE L. MILLER``."""
LONE_DATE = re.compile(
    r"\W*(?:\d{1,2}\s+[A-Za-z]{3,9}|[A-Za-z]{3,9}\s+\d{1,2}),?\s+(?:19)?\d{2}\W*|\W*\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\W*"
)
"""A date alone on its line: ``15 December 1977``, ``February 8, 1977``, ``5/11/78``."""
NUMBERED_POINT = re.compile(r"\W{0,2}(?P<n>[0-9]{1,2})\s?[.)]\s+\S")
"""A numbered point: ``2. He said``."""
TITLED_LINES = 6  # lines at the top in which a form has its title
DATED_LINES = 8  # lines at the top in which a document has its date
TEXT_LINES = 10  # lines at the top that may be the rest of a text
FULL_LINES = 6  # of these, lines of text that show that they are, at least
FORM_LINES = 12  # lines at the top by which two pages of one form are recognised
FORM_SIMILARITY = 0.75  # similarity, 0 to 1, above which two such lines are the same
SHARED_LINES = 4  # lines that two pages of one form share, at least; and half of those at the top
TELLING_LETTERS = 6  # letters of a word that shows the subject of a page, at least
TELLING_WORDS = 10  # such words of a page whose words are compared, at least
SHARES_OF_WORDS = (0.05, 0.1, 0.2)  # shares of such words that the page before has, too, each a fact of its own
SHORTER_SHARE = 0.6  # lines of a page divided by those of the next one, below which it is shorter
CONTINUED = re.compile(r"(?i)\bcontinu|\bcont'd")
"""The words of a page that continues another: ``Continued``, ``(cont'd)``."""


def chance(scorecard: Scorecard, facts: Mapping[str, float]) -> float:
    """The chance that a page with these facts begins a document, 0 to 1."""
    return logistic(scorecard.sums(facts)[0])


def beginning(paper: Paper, before: Paper, patterns: Patterns) -> dict[str, float]:
    """The facts about a page and the one before it that show whether a document begins; true facts have 1.

    ``patterns`` are those of the collection.
    """
    titled, addressed = patterns["form kind"], patterns["letter opening"]
    number, last = page_number(paper), page_number(before)
    top = paper.within(0, TOP_LINES)
    text = [line for line in paper.lines[:TOP_LINES] if len(PROSE_WORD.findall(line)) >= OPEN_LINE_WORDS]
    above = [line for line in before.lines if len(PROSE_WORD.findall(line)) >= OPEN_LINE_WORDS]
    facts = {
        "number 1": number == 1,
        "number 2 or more": number is not None and 1 < number < NO_PAGE_NUMBER,
        "number after that of the page before": None not in (number, last) and number == (last or 0) + 1,
        "end on the page before": bool(ENDS & before.within(len(before.lines) - END_LINES, len(before.lines))),
        "sentence open on the page before": bool(above) and OPEN_END.search(above[-1]) is not None,
        "sentence goes on": bool(text) and text[0].lstrip()[:1].islower(),
        "continued": any(CONTINUED.search(line) for line in paper.lines[: EDGE_LINES + 2]),
        "few lines": len(paper.lines) < FEWEST_LINES,
        "text at the top": sum(len(PROSE_WORD.findall(line)) >= SENTENCE_WORDS for line in paper.lines[:TEXT_LINES])
        >= FULL_LINES,
        "day at the top": any(LONE_DATE.fullmatch(line.strip()) for line in paper.lines[:DATED_LINES]),
        "name on the page before": any(TYPED_NAME.fullmatch(line.strip()) for line in before.lines[-END_LINES:]),
        "copies on the page before": bool(COPIES & before.within(len(before.lines) - END_LINES, len(before.lines))),
        "page before is shorter": FEWEST_LINES <= len(paper.lines) > len(before.lines) / SHORTER_SHARE,
        "form without address": bool(FORMS & top) and not ADDRESSED & top,
        "title of a form": any(line.isupper() and titled.search(line) for line in paper.lines[:TITLED_LINES]),
        "salutation": any(addressed.search(line) for line in paper.lines[:TOP_LINES]),
        **_labels(paper, before, patterns["opening label"]),
        **_points(paper, before),
        **_likeness(paper, before),
    }
    return {**{fact: 1.0 for fact, so in facts.items() if so}, **{f"top: {fact}": 1.0 for fact in top}}


def is_message_after_another(paper: Paper, before: Paper) -> bool:
    """Whether a page has the form and the header of a message, and a message ends before it: ``END OF MESSAGE``."""
    head = paper.within(0, HEAD_LINES)
    return bool(END_OF_MESSAGE & before.facts) and MESSAGE in head and not ADDRESSED.isdisjoint(head)


def is_message_going_on(paper: Paper) -> bool:
    """Whether a page continues a message on its form: it has ``PAGE TWO`` in its head.

    Even a page after END OF MESSAGE may continue it, with comments on the message: ``*WH/C/Comment: (UNSNAFU/19 tried
    in row ...``.
    """
    head = paper.lines[:HEAD_LINES]
    return MESSAGE in paper.within(0, HEAD_LINES) and any(GOING_ON.fullmatch(line.strip()) for line in head)


def _labels(paper: Paper, before: Paper, label: regex.Pattern[str]) -> dict[str, bool]:
    """How many labels of a header a page has at the top, and whether the page before has one of them there."""
    labels, last = (_labels_at_top(page, label) for page in (paper, before))
    counts = {f"labels >= {count}": len(labels) >= count for count in (1, 2, 3)}
    return {**counts, "labels of the page before": len(labels) > 1 and bool(labels & last)}


def _labels_at_top(paper: Paper, label: regex.Pattern[str]) -> set[str]:
    """The labels of a header at the top of a page, in capitals."""
    matches = map(label.search, paper.lines[:TOP_LINES])
    return {match["label"].upper() for match in matches if match}


def page_number(paper: Paper) -> int | None:
    """The number typed at the top or bottom of a page; None if there is none."""
    for line in (*paper.lines[: EDGE_LINES + 1], *paper.lines[-EDGE_LINES:]):
        match = LONE_PAGE_NUMBER.match(line.strip()) or (
            NAMED_PAGE_NUMBER.search(line) if len(line.strip()) < TEXT_LENGTH else None
        )
        if match:
            return WORDED_NUMBERS.get(match["n"].lower()) or int(match["n"])
    return None


def _points(paper: Paper, before: Paper) -> dict[str, bool]:
    """Whether the numbered points of a page continue those of the page before, or start anew."""
    last, first = (
        [int(match["n"]) for match in map(NUMBERED_POINT.match, page.lines) if match] for page in (before, paper)
    )
    if not last or not first:
        return {}
    return {"point after the last": first[0] == last[-1] + 1, "points anew": first[0] == 1}


def _likeness(paper: Paper, before: Paper) -> dict[str, bool]:
    """The facts that two pages have in common; the heads and words of two copies of one form are not evidence."""
    if _same_form(paper, before):
        return {"form of the page before": True}
    shared = _shared(paper, before)
    words = {f"words of the page before >= {share:g}": shared >= share for share in SHARES_OF_WORDS}
    return {"head of the page before": _same_head(paper, before), **words}


def _shared(paper: Paper, before: Paper) -> float:
    """The share of the long words of a page that the page before has, too, 0 to 1; 0 if there are few."""
    own, above = (
        {word.upper() for line in page.lines for word in PROSE_WORD.findall(line) if len(word) >= TELLING_LETTERS}
        for page in (paper, before)
    )
    return len(own & above) / len(own) if len(own) >= TELLING_WORDS else 0.0


def _same_form(paper: Paper, before: Paper) -> bool:
    """Whether both pages begin with the same form, filled in differently: ``PAYROLL AUTHORIZATION FORM``."""
    top, above = (_keys(page.lines[:FORM_LINES], TELLING_LETTERS) for page in (paper, before))
    alike = sum(any(Levenshtein.normalized_similarity(line, last) > FORM_SIMILARITY for last in above) for line in top)
    return alike >= max(SHARED_LINES, len(top) / 2)


def _same_head(paper: Paper, before: Paper) -> bool:
    """Whether both pages have the same line at the top, apart from digits: ``CG 92-349``."""
    above = _keys(before.lines[: EDGE_LINES + 1], HEAD_LETTERS)
    below = _keys(paper.lines[:EDGE_LINES], HEAD_LETTERS)
    return any(Levenshtein.normalized_similarity(head, last) > HEAD_SIMILARITY for head in below for last in above)


def _keys(lines: Iterable[str], least: int) -> list[str]:
    """The letters and digits of lines, for comparison, without lines that have fewer than ``least``."""
    return [letters for letters in map(key, lines) if len(letters) >= least]
