"""Tokens that nobody typed: a mark that stands alone between words, a scrap of a few letters that dirt was read as.

What stands around them tells them apart, once the words are mended: words that follow each other without the
speck (``EXPORTS | TO JAPAN``), how many such marks the document has, the mark itself, the letters of a scrap. The
scorecards of the cases ``speck mark`` and ``speck scrap`` say what each of these facts is worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log
from typing import NamedTuple

from teikit.words.candidate import END, NUMBER, UNKNOWN
from teikit.words.certainty import WITH_CONFIDENCE
from teikit.words.confidence import KNOWN, WordConfidences
from teikit.words.grid import room_facts
from teikit.words.names import known_as
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import BRACKETS, HYPHENS, upper

SPECK = "speck"  # beginning of the names of the scorecards
LONGEST_SCRAP = 3  # characters of a scrap
REACH = 3  # tokens within which a neighbour stands that is a word
BULLETS = frozenset(("*", "•", "o", "°"))  # marks before the points of lists
DASHES = frozenset(("-", "--", "---", "—", "–"))  # marks typed between words: THE MINISTER -- WHO RETURNED -- SAID
STOPS = frozenset(".,;:")  # marks behind a bracket, from which engines part them: CIC/LA (SMITH, 34428) ; AUTH
LONGEST_LABEL = 2  # tokens of the label before a colon: DATE REC'D :
SPECKS = frozenset(
    ":.,;=_|©®™~*+\"'‘’“”()\\^`´<>{}!?°•·¦§¢«»¬"
)  # characters that specks are read as; all others stay: &, $, ☒
COMMON = (":", ".", ",", ";", "=", "_", "|", "©", "~", "*", "+", '"', "'", "‘", "’", "“", "”", "(", ")")
"""Marks of which each has points of its own; all others are weighed together."""
DIRT = frozenset("aceostxéi_@®°")  # letters that specks are read as: oe, ee, ae, e@


class Speck(NamedTuple):
    """A token that may be a speck: its number in the segment, the scorecard that counts, and the facts about it."""

    at: int
    case: str
    facts: dict[str, float]


def possible_specks(segment: Segment, confidences: WordConfidences | None = None) -> Iterator[Speck]:
    """The tokens of a text that may be specks, with the facts about each; ``segment`` is the whole text."""
    kinds, tokens = segment.kinds, segment.tokens
    lone = Counter(token.text for token, kind in zip(tokens, kinds, strict=True) if kind is TokenKind.MARK)
    document = {
        "odd tokens": sum(kind is TokenKind.ODD for kind in kinds) / max(len(kinds), 1),
        "lone marks": sum(lone.values()) / max(len(kinds), 1),
    }
    for at, token in enumerate(tokens):
        case = _case(segment, at)
        if not case:
            continue
        facts = {**document, **_facts_of_place(segment, at)}
        if case == "mark":
            facts |= {"same marks": log(lone[token.text]), **_facts_of_mark(token.text)}
        else:
            facts |= _facts_of_scrap(segment, at)
        if confidences:
            facts |= confidences.facts(token, [segment.confidences[at]], *_confidences_beside(segment, at))
            if KNOWN in facts and 0 < at < len(tokens) - 1:
                facts |= room_facts(segment.stretches[at - 1], segment.stretches[at + 1], token.text)
        yield Speck(at, f"{SPECK} {case}{WITH_CONFIDENCE if KNOWN in facts else ''}", facts)


def _case(segment: Segment, at: int) -> str:
    """What a token may be that nobody typed: a lone ``mark`` or a ``scrap``; empty if it is neither."""
    token, kind = segment.tokens[at], segment.kinds[at]
    if token.start in segment.keep or token.is_broken or token.is_glued:
        return ""
    if at and segment.tokens[at - 1].trail in HYPHENS and (token.ends_line or segment.tokens[at - 1].ends_line):
        return ""  # SHAKE- | a SPEARE: the margin of a broken word
    if kind is TokenKind.MARK:
        return "" if _may_be_typed(segment, at) else "mark"
    if len(token.text) > LONGEST_SCRAP or any(map(str.isdigit, token.text)) or BRACKETS.intersection(token.text):
        return ""
    is_small = segment.cases[at].capitals and token.core.islower()
    is_odd = kind in (TokenKind.ODD, TokenKind.CODE) or (kind is TokenKind.KNOWN and is_small)
    return "scrap" if is_odd else ""


def _may_be_typed(segment: Segment, at: int) -> bool:
    """Whether a mark stands where typists put one: a dash, a bullet, the colon of a label, dots for an omission."""
    token = segment.tokens[at]
    if token.text in DASHES or not SPECKS.issuperset(token.text):
        return True
    if token.text in BULLETS and _starts_line(segment, at):
        return True
    if token.text in STOPS and at and segment.tokens[at - 1].trail.endswith(")"):
        return True
    if token.text == ":":
        before = _word_before(segment, at)
        is_behind_mark = before is not None and segment.tokens[before].trail != ""
        starts = any(_starts_line(segment, at - place) for place in range(1, LONGEST_LABEL + 1) if place <= at)
        return starts and not is_behind_mark
    return token.text == "." and any(segment.tokens[place].text == "." for place in _beside(segment, at))


def _starts_line(segment: Segment, at: int) -> bool:
    return at == 0 or segment.tokens[at - 1].ends_line


def _facts_of_place(segment: Segment, at: int) -> dict[str, float]:
    """What stands around a token, and how well its neighbours follow each other without it."""
    vocabulary, token = segment.vocabulary, segment.tokens[at]
    before, after = _word_before(segment, at), _word_after(segment, at)
    first = _symbol(segment, before)
    second = _symbol(segment, after)
    line = _line(segment, at)
    return {
        "pair": log(vocabulary.pair_count(first, second) + 1),
        "fits": _fit(segment, first, second),
        "fits a new sentence": _fit(segment, END, second),
        "unknown before": first == UNKNOWN,
        "unknown after": second == UNKNOWN,
        "number before": first == NUMBER,
        "number after": second == NUMBER,
        "sentence ends before": before is not None and segment.tokens[before].ends_sentence,
        "mark before": before is not None and segment.tokens[before].trail != "",
        "mark after": after is not None and segment.tokens[after].lead != "",
        "small letter after": after is not None and segment.tokens[after].core[:1].islower(),
        "lone mark beside": any(segment.kinds[place] is TokenKind.MARK for place in _beside(segment, at)),
        "capitals": segment.cases[at].capitals,
        "starts line": _starts_line(segment, at),
        "ends line": token.ends_line,
        "tokens in line": len(line),
        "odd tokens in line": sum(segment.kinds[place] in (TokenKind.ODD, TokenKind.MARK) for place in line)
        / len(line),
    }


def _facts_of_mark(text: str) -> dict[str, float]:
    own = {f"mark {mark}": float(text == mark) for mark in COMMON}
    return {**own, "several marks": len(text) > 1, "uncommon mark": text not in COMMON}


def _facts_of_scrap(segment: Segment, at: int) -> dict[str, float]:
    token = segment.tokens[at]
    strange = segment.vocabulary.letter_surprisals(upper(token.core))
    return {
        "letters": len(token.core),
        "marks": len(token.text) - len(token.core),
        "dirt": DIRT.issuperset(token.text),
        "small letters": token.core.islower(),
        "small among capitals": segment.cases[at].capitals and token.core.islower(),
        "strange letters": sum(strange) / len(strange),
        "known": known_as(token.word, segment.vocabulary) != "",
        "count": log(segment.vocabulary.get(token.word, 0) + 1),
        "own": segment.own_counts[token.word],
        "fits before": _fit(segment, _symbol(segment, _word_before(segment, at)), token.word),
    }


def _line(segment: Segment, at: int) -> range:
    """The numbers of the tokens in the line of a token."""
    start = end = at
    while not _starts_line(segment, start):
        start -= 1
    while end + 1 < len(segment.tokens) and not segment.tokens[end].ends_line:
        end += 1
    return range(start, end + 1)


def _beside(segment: Segment, at: int) -> Iterator[int]:
    return (place for place in (at - 1, at + 1) if 0 <= place < len(segment.tokens))


def _word_before(segment: Segment, at: int) -> int | None:
    """The number of the nearest token before ``at`` that is no lone mark; None if none is within reach."""
    places = range(at - 1, max(at - 1 - REACH, -1), -1)
    return next((place for place in places if segment.kinds[place] is not TokenKind.MARK), None)


def _word_after(segment: Segment, at: int) -> int | None:
    """The number of the nearest token behind ``at`` that is no lone mark; None if none is within reach."""
    places = range(at + 1, min(at + 1 + REACH, len(segment.tokens)))
    return next((place for place in places if segment.kinds[place] is not TokenKind.MARK), None)


def _symbol(segment: Segment, place: int | None) -> str:
    """How the pairs of words know a token: as a word, a number, an unknown word; END where there is none."""
    if place is None:
        return END
    word = known_as(segment.tokens[place].word, segment.vocabulary)
    return word or (NUMBER if segment.kinds[place] is TokenKind.NUMBER else UNKNOWN)


def _fit(segment: Segment, first: str, second: str) -> float:
    """How much likelier ``second`` is after ``first`` than anywhere, in nats; 0 where either is no known word."""
    if UNKNOWN in (first, second) or second == END or second not in segment.vocabulary:
        return 0.0
    return segment.vocabulary.log_bigram(first, second) - segment.vocabulary.log_unigram(second)


def _confidences_beside(segment: Segment, at: int) -> tuple[float | None, float | None]:
    confidences = segment.confidences
    before = confidences[at - 1] if at else None
    return before, confidences[at + 1] if at + 1 < len(confidences) else None
