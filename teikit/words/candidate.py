"""One candidate for what a token, or a few in a row, was on the page; how likely it stands between its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from teikit.words.tokens import end_sentence
from teikit.words.vocabulary import Vocabulary

END = "^"  # symbol for the end of a sentence, which is also the start of the next
NUMBER = "#"  # symbol for any number
UNKNOWN = "?"  # symbol for a word that is not in the vocabulary
NOTHING = ""  # symbol for a mark that the words beside it do not see
UNSEEN = frozenset((END, UNKNOWN, NOTHING))  # symbols that are not weighed


class Candidate(NamedTuple):
    """One reading of the tokens from some place up to, not including, the token number ``end``.

    ``symbols`` is what the neighbours see of it: words, or one of the symbols above. ``cost`` is in nats. ``kind`` is
    ``as read`` or how the candidate differs from what was read; ``word`` is the word that it reads, ``seen`` what was
    read there.
    """

    end: int
    text: str
    symbols: tuple[str, ...]
    cost: float
    kind: str = "as read"
    word: str = ""
    seen: str = ""


class Place(NamedTuple):
    """The symbols between which a candidate stands."""

    before: str
    after: str


def symbols_of(word: str, trail: str) -> tuple[str, ...]:
    """The symbols of one word with the marks ``trail`` behind it."""
    return (word, END) if trail and end_sentence(trail) else (word,)


def likelihood(vocabulary: Vocabulary, before: str, symbols: Sequence[str]) -> tuple[float, str]:
    """The logarithm of how likely symbols follow the symbol ``before``, and the symbol that the next one follows."""
    if len(symbols) == 1 and before != UNKNOWN and symbols[0] not in UNSEEN:  # most readings are one word
        return vocabulary.after(before, symbols[0]), symbols[0]
    total = 0.0
    for symbol in symbols:
        if symbol == NOTHING:
            continue
        if symbol not in (END, UNKNOWN):
            total += vocabulary.alone(symbol) if before == UNKNOWN else vocabulary.after(before, symbol)
        before = symbol
    return total, before


def fit(vocabulary: Vocabulary, place: Place, word: str) -> float:
    """How much likelier a known word, and what stands after it, is in a place than anywhere, in nats."""
    total = 0.0
    if place.before not in (END, UNKNOWN):
        total += vocabulary.after(place.before, word) - vocabulary.alone(word)
    if place.after not in (END, UNKNOWN) and place.after in vocabulary:
        total += vocabulary.after(word, place.after) - vocabulary.alone(place.after)
    return total
