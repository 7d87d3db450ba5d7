"""The changes of a text that is read word by word: how sure each is, and what else was considered."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.words.candidate import Candidate
from teikit.words.candidates import candidates
from teikit.words.certainty import AGAIN, LineFacts, Scorecard, change_facts, misreadings, scorecard_case
from teikit.words.chance import Chance
from teikit.words.channel import Channel
from teikit.words.confidence import WordConfidences
from teikit.words.decode import Step, decode
from teikit.words.names import Names, known_as
from teikit.words.rereading import second_look_facts, wide_choices
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind, kind_of
from teikit.words.tokens import Token, tokens
from teikit.words.vocabulary import Vocabulary
from teikit.words.widths import facts_of_width, weighed_by_width

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

    @property
    def pays(self) -> bool:
        """Whether it is likely, and mends enough letters for what it may spoil."""
        tokens = self.segment.tokens[self.step.at : self.step.candidate.end]
        read = " ".join(token.text for token in tokens)
        return self.chance.pays(Levenshtein.distance(read, self.step.candidate.text))


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
    all_tokens = tokens_of(text, vocabulary)
    keep = kept_tokens(all_tokens, kept, good)
    own_counts = Counter(token.word for token in all_tokens)
    kinds = Counter(kind_of(token, vocabulary, own_counts) for token in all_tokens)
    names = Names(own_counts, vocabulary)
    document = (kinds[TokenKind.ODD] + PRIOR_ODD) / (len(all_tokens) + PRIOR_TOKENS)
    characters = Counter[str]()
    shown = Counter[tuple[str, str]]()
    adapted = channel
    for part in _segments(all_tokens):
        sure = list(map(confidences.of, part)) if confidences else ()
        stretches = list(map(confidences.grid.stretch, part)) if confidences else ()
        segment = Segment(part, vocabulary, adapted, own_counts, names, keep, sure, stretches)
        read = _read(segment, scorecard, document, confidences)
        sure_changes = [change for change in read.changes if change.chance.right >= SURE and AGAIN not in change.facts]
        for change in sure_changes:
            misread = misreadings(segment, change.step.at, change.step.candidate)
            shown.update((misreading.truth, misreading.observed) for misreading in misread)
        if sure_changes and shown:
            characters = characters or Counter(text)
            adapted = channel.adapted(shown, characters)
        yield read


def whole_text(
    text: str,
    vocabulary: Vocabulary,
    channel: Channel,
    kept: Sequence[tuple[int, int]] = (),
    good: frozenset[str] = frozenset(),
    confidences: WordConfidences | None = None,
) -> Segment:
    """A text as one segment, in which nothing is read anew; the arguments are those of :func:`read_segments`."""
    all_tokens = tokens_of(text, vocabulary)
    own_counts = Counter(token.word for token in all_tokens)
    sure = list(map(confidences.of, all_tokens)) if confidences else ()
    stretches = list(map(confidences.grid.stretch, all_tokens)) if confidences else ()
    keep = kept_tokens(all_tokens, kept, good)
    names = Names(own_counts, vocabulary)
    return Segment(all_tokens, vocabulary, channel, own_counts, names, keep, sure, stretches)


def tokens_of(text: str, vocabulary: Vocabulary) -> list[Token]:
    """The tokens of a text; compounds that the vocabulary has are one."""
    return list(tokens(text, lambda word: bool(known_as(word, vocabulary))))


def kept_tokens(all_tokens: Sequence[Token], kept: Sequence[tuple[int, int]], good: frozenset[str]) -> set[int]:
    """The offsets of the tokens that must not be changed: they reach into a stretch that is ``kept``, or are good."""
    return {
        *_touching(all_tokens, sorted(kept)),
        *(token.start for token in all_tokens if good and known_as(token.word, good)),
    }


def _read(segment: Segment, scorecard: Scorecard, document: float, confidences: WordConfidences | None) -> ReadSegment:
    """Look at a segment, and a second time at what then still stands oddly."""
    judge = _Judge(segment, scorecard, document, _line_facts(segment), confidences)
    choices = weighed_by_width(segment, candidates(segment))
    first = judge.changes(choices, decode(choices, segment.vocabulary))
    likely = [change for change in first if change.pays]
    standing = {change.step.at for change in likely}
    wide = wide_choices(segment, choices, (change.step for change in likely))
    wide = weighed_by_width(segment, wide, standing)
    second = judge.changes(wide, decode(wide, segment.vocabulary), standing)
    unlikely = [change for change in first if change.step.at not in standing]
    changes = sorted((*likely, *_better(unlikely, second)), key=lambda change: change.step.at)
    return ReadSegment(segment, list(map(_together, choices, wide)), changes)


class _Judge:
    """Says of changes of one segment how likely they are right."""

    def __init__(
        self,
        segment: Segment,
        scorecard: Scorecard,
        document: float,
        lines: Sequence[LineFacts],
        confidences: WordConfidences | None,
    ) -> None:
        self._segment, self._scorecard, self._document = segment, scorecard, document
        self._lines, self._confidences = lines, confidences

    def changes(
        self, choices: Sequence[Sequence[Candidate]], steps: Sequence[Step], standing: Set[int] | None = None
    ) -> list[Change]:
        """Those of the steps through a segment that change what was read.

        At the second look some are ``standing``; these are passed over.
        """
        changes = []
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            if step.candidate.kind != "as read" and not (standing and step.at in standing):
                facts = self._facts(choices, step, following)
                if standing is not None:
                    facts |= second_look_facts(self._segment, step, following)
                changes.append(Change(self._segment, step, facts, self._scorecard.chance(facts, scorecard_case(facts))))
        return changes

    def _facts(self, choices: Sequence[Sequence[Candidate]], step: Step, following: Step | None) -> dict[str, float]:
        line = self._lines[step.at]
        facts = change_facts(self._segment, choices, step, following, self._document, line)
        return facts | _confidence_facts(self._segment, step, self._confidences) if self._confidences else facts


def _better(first: Sequence[Change], second: Sequence[Change]) -> list[Change]:
    """Of changes of the same tokens at two looks those that are likelier right."""
    kept: list[Change] = []
    for change in sorted((*first, *second), key=lambda change: -change.chance.right):
        start, end = change.step.at, change.step.candidate.end
        if all(end <= other.step.at or other.step.candidate.end <= start for other in kept):
            kept.append(change)
    return kept


def _together(first: Sequence[Candidate], second: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of a token at both looks; the first leaves it as it was read."""
    texts = {(candidate.end, candidate.text) for candidate in second}
    changed = [candidate for candidate in second if candidate.kind != "as read"]
    return [first[0], *changed, *(candidate for candidate in first[1:] if candidate[:2] not in texts)]


def _confidence_facts(segment: Segment, step: Step, confidences: WordConfidences) -> dict[str, float]:
    """Facts from the engine's confidence in the tokens of a step, and those beside them, and from where they stand."""
    sure, end = segment.confidences, step.candidate.end
    before = sure[step.at - 1] if step.at else None
    after = sure[end] if end < len(sure) else None
    of_engine = confidences.facts(segment.tokens[step.at], list(sure[step.at : end]), before, after)
    return of_engine | facts_of_width(segment, step) if of_engine else {}


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
