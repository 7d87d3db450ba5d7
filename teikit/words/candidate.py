"""Candidates: what a token, or a few in a row, may be on the page, and how likely that is between its neighbours.

The noisy-channel model (Shannon 1948; for spelling Kernighan, Church and Gale 1990): a candidate has the cost of its
misreadings in the channel, and gains by its probability after the words before it. All costs and logarithms are in
nats.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from teikit.words.tokens import end_sentence
from teikit.words.vocabulary import Vocabulary

# Symbols for anything but a word of the vocabulary:
END = "^"  # the end of a sentence, which is also the beginning of the next
NUMBER = "#"  # any number
UNKNOWN = "?"  # a word that is not in the vocabulary
NOTHING = ""  # a mark that the neighbouring words ignore
WITHOUT_PROBABILITY = frozenset((END, UNKNOWN, NOTHING))  # symbols that add nothing to a logarithm


class Candidate(NamedTuple):
    """A candidate for the tokens from some token up to, not including, the token number ``end``.

    ``text`` is its reading. ``symbols`` is what its neighbours see of it: words, or symbols as above. ``cost`` is its
    cost in the channel, and more if it leaves something that typists do not write. ``kind`` is ``as read``, or how it
    differs from what was read; ``word`` is its word of the vocabulary, ``observed`` what was read in its place.
    """

    end: int
    text: str
    symbols: tuple[str, ...]
    cost: float
    kind: str = "as read"
    word: str = ""
    observed: str = ""


Lattice = Sequence[Sequence[Candidate]]
"""For each token, the candidates that begin with it; the first leaves it as it was read."""


class Place(NamedTuple):
    """The symbols before and after a candidate."""

    before: str
    after: str


def symbols_of(word: str, trail: str) -> tuple[str, ...]:
    """The symbols of a word with the marks ``trail`` after it."""
    return (word, END) if trail and end_sentence(trail) else (word,)


def log_probability(vocabulary: Vocabulary, before: str, symbols: Sequence[str]) -> tuple[float, str]:
    """The logarithm of the probability of symbols after ``before``, and the symbol that the next one then follows.

    Raises KeyError for a word that is not in the vocabulary; its symbol is ``UNKNOWN``.
    """
    if len(symbols) == 1 and before != UNKNOWN and symbols[0] not in WITHOUT_PROBABILITY:  # most candidates are a word
        return vocabulary.log_bigram(before, symbols[0]), symbols[0]
    total = 0.0
    for symbol in symbols:
        if symbol == NOTHING:
            continue
        if symbol not in (END, UNKNOWN):
            total += vocabulary.log_unigram(symbol) if before == UNKNOWN else vocabulary.log_bigram(before, symbol)
        before = symbol
    return total, before


def mutual_information(vocabulary: Vocabulary, first: str, second: str) -> float:
    """How much likelier ``second`` is after ``first`` than anywhere: their pointwise mutual information, in nats.

    It is 0 if either is unknown, or if ``second`` is the end of a sentence.
    """
    if second in (END, UNKNOWN) or second not in vocabulary:
        return 0.0
    return vocabulary.log_bigram(first, second) - vocabulary.log_unigram(second)


def fit(vocabulary: Vocabulary, place: Place, word: str) -> float:
    """How much likelier a known word is in a place than anywhere, with what follows it, in nats.

    The beginning or end of a sentence has no influence.
    """
    with_before = 0.0 if place.before == END else mutual_information(vocabulary, place.before, word)
    return with_before + mutual_information(vocabulary, word, place.after)
