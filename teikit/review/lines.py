"""Prepare a corrected text line by line for a person: each word with its doubt, the reasons, possible readings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from teikit.collation.witness import key_of
from teikit.core import Draft, Edit, Span
from teikit.lexicon import Lexicon
from teikit.passes.words import in_words, read
from teikit.review.beside import Variant, Variants
from teikit.review.doubts import chance, facts
from teikit.words.certainty import misreadings
from teikit.words.changes import Change, ReadSegment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import Token

DOUBTFUL = 0.15  # chance of being wrong from which a word is asked about
UNSURE = 0.9  # confidence of an engine, 0 to 1, below which a person learns of it
PRIOR_TOKENS = 10  # tokens that are added to those of a document for its share of odd ones, one of them odd


class JudgedToken(NamedTuple):
    """A token of the running text, and what is known about it.

    ``read`` is its segment as the rule ``words`` read it, ``at`` its number there, ``change`` the change by the rule,
    ``facts`` are those of :mod:`teikit.review.doubts`.
    """

    read: ReadSegment
    at: int
    change: Change | None
    facts: Mapping[str, float]

    @property
    def token(self) -> Token:
        """The token itself."""
        return self.read.segment.tokens[self.at]


@dataclass(frozen=True)
class ReviewWord:
    """A word of a line: its stretch of the source, the OCR reading, the present reading.

    ``wrong`` is the chance, 0 to 1, that it is wrong. ``tokens`` are its tokens, ``edits`` those that made its present
    reading, ``suggested`` would change it, ``beside`` has the readings of other releases, by their names. If it
    ``is_decided``, a person is not asked again.
    """

    span: Span
    before: str
    now: str
    wrong: float
    tokens: tuple[JudgedToken, ...]
    edits: tuple[Edit, ...] = ()
    suggested: tuple[Edit, ...] = ()
    beside: Mapping[str, Variant] | None = None
    is_decided: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether a person is asked about it."""
        return self.wrong >= DOUBTFUL and not self.is_decided

    @property
    def reasons(self) -> list[str]:
        """Why it is doubtful, in plain words."""
        return list(dict.fromkeys(_reasons(self)))  # several tokens of a word may be doubtful for one reason


@dataclass(frozen=True)
class ReviewLine:
    """A line of the source with the words of the running text in it; ``number`` counts all lines from 0."""

    number: int
    page: int
    span: Span
    words: tuple[ReviewWord, ...]

    @property
    def errors(self) -> float:
        """The expected number of its words that are wrong."""
        return sum(word.wrong for word in self.words if not word.is_decided)

    @property
    def is_doubtful(self) -> bool:
        """Whether a person is asked about any of its words."""
        return any(word.is_doubtful for word in self.words)


def lines_of(draft: Draft, lexicon: Lexicon, beside: Variants | None = None) -> list[ReviewLine]:
    """The lines of a draft that have words of the running text."""
    source = draft.source
    starts = [line.start for line in source.lines]
    by_line: dict[int, list[ReviewWord]] = defaultdict(list)
    for word in _words(draft, lexicon, beside or {}):
        by_line[max(bisect_right(starts, word.span.start) - 1, 0)].append(word)
    breaks = [at for at, character in enumerate(source.text) if character == "\f"]
    breaks = sorted({*breaks, *(start - 1 for start, _ in source.members[1:])})
    return [
        ReviewLine(number, bisect_left(breaks, starts[number]), source.lines[number].span, tuple(words))
        for number, words in sorted(by_line.items())
    ]


def _words(draft: Draft, lexicon: Lexicon, beside: Variants) -> Iterator[ReviewWord]:
    """The words of the running text, separated by white space, in its order."""
    tokens = list(_judged_tokens(draft, lexicon, beside))
    edits = sorted((edit for edit in draft.edits if edit.span.start < edit.span.end), key=lambda edit: edit.span)
    suggested = sorted(draft.suggested, key=lambda edit: edit.span)
    decided = [decision for decision in draft.decided if not decision.open]
    released = sorted(beside.items())
    group: list[JudgedToken] = []
    for number, judged in enumerate(tokens):
        group.append(judged)
        if number + 1 < len(tokens) and tokens[number + 1].token.is_glued:
            continue
        whole = draft.to_source(Span(group[0].token.start, group[-1].token.end))
        yield ReviewWord(
            whole,
            source_text(draft, whole),
            "".join(part.token.text for part in group),
            1 - prod((1 - chance(part.facts) for part in group), start=1.0),
            tuple(group),
            tuple(edit for edit in edits if edit.span.overlaps(whole)),
            tuple(edit for edit in suggested if edit.span.overlaps(whole)),
            _overlapping(released, whole),
            is_decided=any(decision.protects_reading(whole) for decision in decided),
        )
        group = []


def source_text(draft: Draft, span: Span) -> str:
    """What the source has in a stretch."""
    return draft.source.text[span.start : span.end]


def _judged_tokens(draft: Draft, lexicon: Lexicon, beside: Variants) -> Iterator[JudgedToken]:
    """The tokens of the running text with their facts."""
    segments = list(read(draft, lexicon))
    kinds = [kind for segment in segments for kind in segment.segment.kinds]
    odd = (kinds.count(TokenKind.ODD) + 1) / (len(kinds) + PRIOR_TOKENS)
    in_line = iter(_lengths([token for segment in segments for token in segment.segment.tokens]))
    released = sorted(beside.items())
    for segment in segments:
        changes: dict[int, Change] = {}
        for change in segment.changes:
            changes |= dict.fromkeys(range(change.step.at, change.step.candidate.end), change)
        for at, token in enumerate(segment.segment.tokens):
            token_facts = facts(segment, at, changes.get(at), next(in_line), odd)
            if released and (variants := _overlapping(released, draft.to_source(Span(token.start, token.end)))):
                token_facts[_accord(token, variants)] = 1.0
            yield JudgedToken(segment, at, changes.get(at), token_facts)


def _lengths(tokens: Sequence[Token]) -> list[int]:
    """The number of tokens in its line for each token."""
    lengths: list[int] = []
    count = 0
    for number, token in enumerate(tokens, 1):
        count += 1
        if token.ends_line or number == len(tokens):
            lengths += [count] * count
            count = 0
    return lengths


def _overlapping(released: Sequence[tuple[Span, Mapping[str, Variant]]], span: Span) -> Mapping[str, Variant] | None:
    """The readings of other releases in the place of a stretch; None if they have nothing there."""
    index = bisect_right(released, span.start, key=lambda item: item[0].start) - 1
    for place, variants in released[max(index, 0) : index + 2]:
        if place.overlaps(span):
            return variants
    return None


def _accord(token: Token, beside: Mapping[str, Variant]) -> str:
    """The name of the fact about a token in comparison with the other releases."""
    texts = [text for variant in beside.values() for text in variant.text.split()]
    if token.text in texts:
        return "releases agree"
    key = key_of(token.text)
    return "marks differ" if key and key in map(key_of, texts) else "releases differ"


def _reasons(word: ReviewWord) -> Iterator[str]:
    """The reasons why a person is asked about a word, each in a clause."""
    differing = {name: variant.text for name, variant in (word.beside or {}).items() if variant.text != word.now}
    for name, text in differing.items():
        yield f"{name} has {text}"
    for edit in word.edits:
        sure = f" (right in {edit.chance * 100:.0f} of 100 such places)" if edit.chance is not None else ""
        yield f"the OCR has {word.before}; the rule {edit.rule} corrected it{sure}"
        break
    for judged in word.tokens:
        segment = judged.read.segment
        kind, change = segment.kinds[judged.at], judged.change
        if kind is TokenKind.ODD:
            yield f"{judged.token.core} is in no cable and no word list"
        elif kind is TokenKind.MARK:
            yield "a lone mark"
        if change and change.step.at == judged.at:
            seen = " and ".join(map(in_words, misreadings(change.segment, change.step.at, change.step.candidate)))
            reading = change.step.candidate.text or "nothing"
            yield f"it may be {reading}" + (f": {seen}" if seen else "")
        if segment.confidences and (confidence := segment.confidences[judged.at]) is not None and confidence < UNSURE:
            yield f"the engine was not sure of it ({confidence * 100:.0f} %)"
        if sum(segment.odd_marks[judged.at]):
            yield "a mark next to it that typists do not put there"
