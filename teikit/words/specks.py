"""Find tokens that were not typed: lone marks between words, and scraps of a few letters that were read from dirt.

Once the words are corrected, specks are distinguished from typed tokens by what is around them: words that follow each
other without the speck (``EXPORTS | TO JAPAN``), the number of such marks in the document, the mark itself, the letters
of a scrap. The scorecards of the cases ``speck mark`` and ``speck scrap`` have the points for each of these facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log
from typing import NamedTuple

from teikit.words.candidate import END, NUMBER, UNKNOWN, mutual_information
from teikit.words.certainty import WITH_CONFIDENCE
from teikit.words.confidence import KNOWN, WordConfidences
from teikit.words.grid import room_facts
from teikit.words.line_facts import LineFacts, line_facts
from teikit.words.names import known_as
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import BRACKETS, HYPHENS, upper
from teikit.words.typed_marks import may_be_typed

SPECK = "speck"  # beginning of the names of the scorecards
LONGEST_SCRAP = 3  # most characters of a scrap
REACH = 3  # tokens before or after one in which its nearest word is looked for
COMMON = (":", ".", ",", ";", "=", "_", "|", "©", "~", "*", "+", '"', "'", "‘", "’", "“", "”", "(", ")")
"""The marks that are facts of their own; all others are one fact together."""
PRONOUN = "i"  # a letter that no typist puts alone in lower case: the pronoun is a capital
DIRT = frozenset("aceostxéi_@®°")  # characters of scraps that are made of dirt: oe, ee, ae, e@


class Speck(NamedTuple):
    """A token that may be a speck: its number in the segment, the name of its scorecard, and the facts about it."""

    at: int
    case: str
    facts: dict[str, float]


def possible_specks(segment: Segment, confidences: WordConfidences | None) -> Iterator[Speck]:
    """The tokens of a text that may be specks, in order; ``segment`` is the whole text."""
    kinds, tokens = segment.kinds, segment.tokens
    lone_marks = Counter(token.text for token, kind in zip(tokens, kinds, strict=True) if kind is TokenKind.MARK)
    of_document = {
        "odd tokens": sum(kind is TokenKind.ODD for kind in kinds) / max(len(kinds), 1),
        "lone marks": sum(lone_marks.values()) / max(len(kinds), 1),
    }
    in_lines = line_facts(segment)
    for at, token in enumerate(tokens):
        case = _case(segment, at)
        if not case:
            continue
        facts = {**of_document, **_facts_of_place(segment, at, in_lines[at])}
        if case == "mark":
            facts |= {"same marks": log(lone_marks[token.text]), **_facts_of_mark(token.text)}
        else:
            facts |= _facts_of_scrap(segment, at)
        if confidences:
            facts |= _facts_of_engine(segment, at, confidences)
        yield Speck(at, f"{SPECK} {case}{WITH_CONFIDENCE if KNOWN in facts else ''}", facts)


def _case(segment: Segment, at: int) -> str:
    """The case of a token that may be a speck: a lone ``mark`` or a ``scrap``; empty if it was certainly typed."""
    token, kind = segment.tokens[at], segment.kinds[at]
    if token.start in segment.keep or token.is_broken or token.is_glued:
        return ""
    if at and segment.tokens[at - 1].trail in HYPHENS and (token.ends_line or segment.tokens[at - 1].ends_line):
        return ""  # SHAKE- | a SPEARE: the margin next to a broken word
    if kind is TokenKind.MARK:
        return "" if may_be_typed(segment, at) else "mark"
    if len(token.text) > LONGEST_SCRAP or any(map(str.isdigit, token.text)) or BRACKETS.intersection(token.text):
        return ""
    is_small = token.core == PRONOUN or (segment.cases[at].is_in_capitals and token.core.islower())
    is_odd = kind in (TokenKind.ODD, TokenKind.CODE) or (kind is TokenKind.KNOWN and is_small)
    return "scrap" if is_odd else ""


def _facts_of_place(segment: Segment, at: int, line: LineFacts) -> dict[str, float]:
    """The facts about the surroundings of a token, and how well its neighbours follow each other without it."""
    vocabulary, tokens, kinds = segment.vocabulary, segment.tokens, segment.kinds
    before, after = _word_before(segment, at), _word_after(segment, at)
    first, second = _symbol(segment, before), _symbol(segment, after)
    return {
        "pair": log(vocabulary.pair_count(first, second) + 1),
        "fits": mutual_information(vocabulary, first, second),
        "fits a new sentence": mutual_information(vocabulary, END, second),
        "unknown before": first == UNKNOWN,
        "unknown after": second == UNKNOWN,
        "number before": first == NUMBER,
        "number after": second == NUMBER,
        "sentence ends before": before is not None and tokens[before].ends_sentence,
        "mark before": before is not None and tokens[before].trail != "",
        "mark after": after is not None and tokens[after].lead != "",
        "small letter after": after is not None and tokens[after].core[:1].islower(),
        "lone mark beside": any(kinds[beside] is TokenKind.MARK for beside in _beside(segment, at)),
        "capitals": segment.cases[at].is_in_capitals,
        "starts line": segment.starts_line(at),
        "ends line": tokens[at].ends_line,
        "tokens in line": line.tokens,
        "odd tokens in line": line.odd,
    }


def _facts_of_mark(text: str) -> dict[str, float]:
    """The fact that says which mark it is."""
    own = {f"mark {mark}": float(text == mark) for mark in COMMON}
    return {**own, "several marks": len(text) > 1, "uncommon mark": text not in COMMON}


def _facts_of_scrap(segment: Segment, at: int) -> dict[str, float]:
    """The facts about the letters of a scrap, and whether they are a word."""
    token, vocabulary = segment.tokens[at], segment.vocabulary
    surprisals = vocabulary.letter_surprisals(upper(token.core))
    return {
        "letters": len(token.core),
        "marks": len(token.text) - len(token.core),
        "dirt": DIRT.issuperset(token.text),
        "small letters": token.core.islower(),
        "small among capitals": segment.cases[at].is_in_capitals and token.core.islower(),
        "strange letters": sum(surprisals) / len(surprisals),
        "known": known_as(token.word, vocabulary) != "",
        "count": log(vocabulary.count(token.word) + 1),
        "own": segment.own_counts[token.word],
        "fits before": mutual_information(vocabulary, _symbol(segment, _word_before(segment, at)), token.word),
    }


def _facts_of_engine(segment: Segment, at: int, confidences: WordConfidences) -> dict[str, float]:
    """The facts from the engine's confidence in a token and its neighbours, and from the room between these."""
    in_tokens, stretches = segment.confidences, segment.stretches
    has_before, has_after = at > 0, at + 1 < len(segment.tokens)
    before = in_tokens[at - 1] if has_before else None
    after = in_tokens[at + 1] if has_after else None
    facts = confidences.facts(segment.tokens[at], [in_tokens[at]], before, after)
    if facts and has_before and has_after:
        facts |= room_facts(stretches[at - 1], stretches[at + 1], segment.tokens[at].text)
    return facts


def _beside(segment: Segment, at: int) -> Iterator[int]:
    """The numbers of the tokens before and after a token, if there are any."""
    return (place for place in (at - 1, at + 1) if 0 <= place < len(segment.tokens))


def _word_before(segment: Segment, at: int) -> int | None:
    """The number of the nearest token before ``at`` that is not a lone mark; None if none is within reach."""
    places = range(at - 1, max(at - 1 - REACH, -1), -1)
    return next((place for place in places if segment.kinds[place] is not TokenKind.MARK), None)


def _word_after(segment: Segment, at: int) -> int | None:
    """The number of the nearest token after ``at`` that is not a lone mark; None if none is within reach."""
    places = range(at + 1, min(at + 1 + REACH, len(segment.tokens)))
    return next((place for place in places if segment.kinds[place] is not TokenKind.MARK), None)


def _symbol(segment: Segment, at: int | None) -> str:
    """The symbol of a token for the pairs of words; END if there is no token."""
    if at is None:
        return END
    word = known_as(segment.tokens[at].word, segment.vocabulary)
    return word or (NUMBER if segment.kinds[at] is TokenKind.NUMBER else UNKNOWN)
