"""Complete the beginning of a word that a person types; ``html/review_typing.js`` does the same in the page.

The reading of the OCR says more than the frequency of a word: a person who types NE over NVGOTIATE means NEGOTIATE, not
NEW.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest, nsmallest
from math import log

from rapidfuzz.distance import OSA

from teikit.lexicon import Lexicon
from teikit.words.vocabulary import Vocabulary

MOST_WORDS = 20_000  # words that a browser is given
FOLLOWING = 24  # words given with each word of the line: those that often follow it
LETTER = 1.5  # nats for each letter by which a word differs from the OCR
COMMON = 20  # ranks added to all words, so that the commonest ones do not always win
AFTER = 0.7  # weight of the rank of a word among those that follow the word before it
FOLLOWS = 1.0  # nats added for a word that often follows


def completions(lexicon: Lexicon) -> list[str]:
    """The commonest words of cables that have two letters or more, the commonest first."""
    counted = ((count, word) for word, count in lexicon.words.items() if count and len(word) > 1 and word.isalpha())
    return [word for _, word in nlargest(MOST_WORDS, counted)]


def followers(vocabulary: Vocabulary, word: str) -> list[str]:
    """The words that most often follow a word (in capitals), the commonest first."""
    words = [after for after in vocabulary.followers(word) if len(after) > 1 and after.isalpha()]
    return nsmallest(FOLLOWING, words, key=lambda after: (-vocabulary.log_bigram(word, after), after))


def completed(typed: str, standing: str, expected: Sequence[str], ranks: Mapping[str, int]) -> str:
    """The likeliest word that begins with what was typed (capitals), empty if there is none.

    ``standing`` is the reading of the OCR (its letters, in capitals; empty if it skipped a word), ``expected`` the
    words that often follow the word before, best first, ``ranks`` the place of each word among all, from 0 on.

    >>> ranks = {"NEW": 0, "NEGOTIATE": 1}
    >>> completed("NE", "NVGOTIATE", [], ranks), completed("NE", "", [], ranks)
    ('NEGOTIATE', 'NEW')
    """
    costs = {
        word: log(rank + COMMON) + LETTER * differing(word, standing)
        for word, rank in ranks.items()
        if word.startswith(typed)
    }
    for rank, word in enumerate(expected):
        if word.startswith(typed):
            cost = AFTER * log(rank + COMMON) - FOLLOWS + LETTER * differing(word, standing)
            costs[word] = min(cost, costs.get(word, cost))
    return min(costs, key=lambda word: (costs[word], word), default="")


def differing(word: str, standing: str) -> int:
    """The number of letters by which a word differs from the OCR; 0 if the OCR reads nothing."""
    return OSA.distance(word, standing) if standing else 0
