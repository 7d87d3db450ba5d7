"""The changes of a text that is read word by word: how sure each is, and what else was considered."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teikit.words.candidate import Candidate
from teikit.words.candidates import candidates
from teikit.words.certainty import Chance, LineFacts, Scorecard, change_facts, misreadings
from teikit.words.channel import Channel
from teikit.words.confidence import WordConfidences
from teikit.words.decode import Step, decode
from teikit.words.names import Names, known_as
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind, kind_of
from teikit.words.tokens import Token, tokens
from teikit.words.vocabulary import Vocabulary

SURE = 0.9  # chance of being right from which a change shows how the engine fails in this document
SEGMENT_LENGTH = 120  # tokens after which a segment ends with its sentence; without one, after twice as many
PRIOR_ODD = 1  # odd tokens that count beside those of the document in their share
PRIOR_TOKENS = 10  # tokens that count beside them


class Change(NamedTuple):
    """A step of the decoding that differs from what was read; ``facts`` are what its chances were made from."""

    segment: Segment
    step: Step
    facts: dict[str, float]
    chance: Chance

    @property
    def first(self) -> Token:
        """The first token it changes."""
        return self.segment.tokens[self.step.at]

    @property
    def last(self) -> Token:
        """The last token it changes."""
        return self.segment.tokens[self.step.candidate.end - 1]


class ReadSegment(NamedTuple):
    """A segment as it was read: the candidates of each token, and the changes that were chosen among them."""

    segment: Segment
    candidates: list[list[Candidate]]
    changes: list[Change]


def read_segments(
    text: str,
    vocabulary: Vocabulary,
    channel: Channel,
    scorecard: Scorecard,
    kept: Sequence[tuple[int, int]] = (),
    good: frozenset[str] = frozenset(),
    confidences: WordConfidences | None = None,
) -> Iterator[ReadSegment]:
    """A text read segment by segment. What is sure in one shows how the engine fails in the next ones.

    Tokens that reach into one of the stretches ``kept``, and the words in ``good``, are not changed.
    The engine's confidence in its words is one more ground for a change or against it, where there is one.
    """
    all_tokens = list(tokens(text, lambda word: bool(known_as(word, vocabulary))))
    keep = {
        *_touching(all_tokens, sorted(kept)),
        *(token.start for token in all_tokens if good and known_as(token.word, good)),
    }
    own_counts = Counter(token.word for token in all_tokens)
    kinds = Counter(kind_of(token, vocabulary, own_counts) for token in all_tokens)
    names = Names(own_counts, vocabulary)
    document = (kinds[TokenKind.ODD] + PRIOR_ODD) / (len(all_tokens) + PRIOR_TOKENS)
    characters = Counter[str]()
    shown = Counter[tuple[str, str]]()
    adapted = channel
    for part in _segments(all_tokens):
        sure = list(map(confidences.of, part)) if confidences else ()
        segment = Segment(part, vocabulary, adapted, own_counts, names, keep, sure)
        read = _read(segment, scorecard, document, confidences)
        sure_changes = [change for change in read.changes if change.chance.right >= SURE]
        for change in sure_changes:
            misread = misreadings(segment, change.step.at, change.step.candidate)
            shown.update((misreading.truth, misreading.observed) for misreading in misread)
        if sure_changes and shown:
            characters = characters or Counter(text)
            adapted = channel.adapted(shown, characters)
        yield read


def _read(segment: Segment, scorecard: Scorecard, document: float, confidences: WordConfidences | None) -> ReadSegment:
    choices = candidates(segment)
    steps = decode(choices, segment.vocabulary)
    lines = _line_facts(segment)
    changes = []
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if step.candidate.kind != "as read":
            facts = change_facts(segment, choices, step, following, document, lines[step.at])
            if confidences:
                facts |= _confidence_facts(segment, step, confidences)
            changes.append(Change(segment, step, facts, scorecard.chance(facts)))
    return ReadSegment(segment, choices, changes)


def _confidence_facts(segment: Segment, step: Step, confidences: WordConfidences) -> dict[str, float]:
    """Facts from the engine's confidence in the tokens of a step, and in those beside them."""
    sure, end = segment.confidences, step.candidate.end
    before = sure[step.at - 1] if step.at else None
    after = sure[end] if end < len(sure) else None
    return confidences.facts(segment.tokens[step.at], list(sure[step.at : end]), before, after)


def _touching(all_tokens: Sequence[Token], stretches: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The offsets of the tokens that reach into one of some stretches, which are in order."""
    ends = [end for _, end in stretches]
    for token in all_tokens:
        index = bisect_right(ends, token.start)
        if index < len(stretches) and stretches[index][0] < token.end:
            yield token.start


def _segments(all_tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """A text in stretches that can be read one after the other."""
    start = 0
    for at, token in enumerate(all_tokens):
        length = at + 1 - start
        if (length >= SEGMENT_LENGTH and token.closes) or (length >= 2 * SEGMENT_LENGTH and not token.broken):
            yield all_tokens[start : at + 1]
            start = at + 1
    if start < len(all_tokens):
        yield all_tokens[start:]


def _line_facts(segment: Segment) -> list[LineFacts]:
    """For each token the facts of its line."""
    facts: list[LineFacts] = []
    is_odd: list[bool] = []
    for at, (token, kind) in enumerate(zip(segment.tokens, segment.kinds, strict=True), 1):
        is_odd.append(kind in (TokenKind.ODD, TokenKind.MARK))
        if token.ends or at == len(segment.tokens):
            facts += [LineFacts(sum(is_odd) / len(is_odd), len(is_odd))] * len(is_odd)
            is_odd = []
    return facts
