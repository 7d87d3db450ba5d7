"""Cut a text into tokens, with facts from the whole text about each, and into segments that are read in turn."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teikit.words.channel import Channel
from teikit.words.confidence import WordConfidences
from teikit.words.names import Names, known_as
from teikit.words.own_words import WordsOfDocument
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind, kind_of
from teikit.words.tokens import Token, tokens
from teikit.words.vocabulary import Vocabulary

SEGMENT_LENGTH = 120  # tokens after which a segment ends with its sentence, or anywhere after twice as many
PRIOR_ODD = 1  # odd tokens that are added to those of the document for their share
PRIOR_TOKENS = 10  # tokens that are added to those of the document for it


class TextKnowledge(NamedTuple):
    """What is known about a text before its words are read.

    The stretches ``kept`` must not be changed, and the ``good`` words are right; the stretches ``headers`` are fields
    of the header of a message. Stretches are start and end in code points. ``confidences`` are those of the engine.
    """

    kept: Sequence[tuple[int, int]] = ()
    good: frozenset[str] = frozenset()
    headers: Sequence[tuple[int, int]] = ()
    confidences: WordConfidences | None = None


NOTHING_KNOWN = TextKnowledge()  # for a text without anything around it


class TokenizedDocument(NamedTuple):
    """The tokens of a text, what is known about its words, and the confidences of the engine."""

    tokens: list[Token]
    words: WordsOfDocument
    confidences: WordConfidences | None

    @property
    def odd_share(self) -> float:
        """The share of odd tokens, 0 to 1; never 0, because one odd token is added to them."""
        vocabulary, own_counts = self.words.vocabulary, self.words.own_counts
        odd = sum(kind_of(token, vocabulary, own_counts) is TokenKind.ODD for token in self.tokens)
        return (odd + PRIOR_ODD) / (len(self.tokens) + PRIOR_TOKENS)

    def segment(self, part: Sequence[Token], channel: Channel) -> Segment:
        """Some of the tokens as a segment."""
        confidences = list(map(self.confidences.of, part)) if self.confidences else ()
        stretches = list(map(self.confidences.grid.stretch, part)) if self.confidences else ()
        return Segment(part, self.words, channel, confidences, stretches)

    def parts(self) -> Iterator[Sequence[Token]]:
        """The tokens in parts that are read in turn, cut where sentences end."""
        start = 0
        for at, token in enumerate(self.tokens):
            length = at + 1 - start
            is_end = token.ends_sentence if length < 2 * SEGMENT_LENGTH else not token.is_broken
            if length >= SEGMENT_LENGTH and is_end:
                yield self.tokens[start : at + 1]
                start = at + 1
        if start < len(self.tokens):
            yield self.tokens[start:]


def document_of(text: str, vocabulary: Vocabulary, knowledge: TextKnowledge = NOTHING_KNOWN) -> TokenizedDocument:
    """A text as a document; compounds that the vocabulary has are one token.

    Tokens that reach into a kept stretch, or whose word is good, must not be changed.
    """
    all_tokens = list(tokens(text, lambda word: bool(known_as(word, vocabulary))))
    own_counts = _own_counts(all_tokens, vocabulary)
    good = {word for word in own_counts if known_as(word, knowledge.good)}
    keep = {
        *_touching(all_tokens, sorted(knowledge.kept)),
        *(token.start for token in all_tokens if token.word in good),
    }
    headers = set(_touching(all_tokens, sorted(knowledge.headers)))
    words = WordsOfDocument(vocabulary, own_counts, Names(own_counts, vocabulary), keep, headers)
    return TokenizedDocument(all_tokens, words, knowledge.confidences)


def _own_counts(all_tokens: Sequence[Token], vocabulary: Vocabulary) -> Counter[str]:
    """The number of times a text has each word; an unknown word in lower case counts at most once.

    A name begins with a capital. ``fron`` and ``thet`` recur because the engine makes the same mistake again.
    """
    counts = Counter(token.word for token in all_tokens)
    small = Counter(token.word for token in all_tokens if token.core.islower())
    for word, times in small.items():
        if counts[word] > 1 and not known_as(word, vocabulary):
            counts[word] = max(counts[word] - times, 1)
    return counts


def _touching(all_tokens: Sequence[Token], stretches: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The offsets of the tokens that reach into one of the stretches, which are sorted."""
    ends = [end for _, end in stretches]
    for token in all_tokens:
        index = bisect_right(ends, token.start)
        if index < len(stretches) and stretches[index][0] < token.end:
            yield token.start
