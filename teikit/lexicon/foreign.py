"""The passages of a text that are in another language than its collection, word by word.

Each word speaks for a language or for the collection's own: a function word that only one of them has speaks loudly, a
word that the vocabulary of the collection knows speaks for it, one that nobody knows a little against it. The likeliest
way through the words, where going from one language to another costs something, cuts the text; a passage counts only if
enough of its function words are such as names do not have (CALLE DE LOS HEROES has none).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from teikit.lexicon.language import Language, Languages
from teikit.lexicon.levels import Level

BORROWED = "foreign.txt"
"""The list of a collection with words of other languages that stand in names."""
OWN = ""  # code of the language of the collection, in the way through the words
# What one word speaks for another language, against that of the collection, in nats ...
TELLING = 2.5  # a function word that only that language has: QUE
FAMILIAR = 1.0  # one that the language of the collection uses, too (SON, PLUS), or that names have (LA)
UNKNOWN = 0.6  # a word nobody knows
KNOWN = -1.2  # a word that the vocabulary knows well
RARE = -0.4  # one that it hardly knows
OWN_WORD = -3.0  # a function word of the collection's language: THE
SHORT = 3  # letters of a word nobody knows that says nothing: the OCR makes such scraps of anything
WELL = 20  # count of a word that the vocabulary knows well
EVERYBODY = 100  # least count of a word that is common in the language of the collection, too
SWITCH = 4.0  # cost of going from one language to another, in nats
CLOSE = 20  # words within which two function words stand, at least, where a passage may be
LEAST_SCORE = 5.0  # nats that all words of a passage speak for its language, at least
LEAST_TELLING = 2  # function words of a passage that names do not have, at least, all of them different
LEAST_FUNCTION = 0.25  # share of all function words of the language among the words of a passage that has so few
MANY_TELLING = 3  # such words from which a smaller share is enough: the text was badly read
LEAST_SHARE = 0.04  # share of them among the words of the passage then
LEAST_OF_MANY = 0.12  # share of all function words then


class Passage(NamedTuple):
    """Words from number ``first`` up to, not including, ``end`` in the language ``code``; ``telling`` shows it."""

    first: int
    end: int
    code: str
    telling: tuple[str, ...]


def passages(
    words: Sequence[str],
    own: Language,
    languages: Languages,
    vocabulary: Mapping[str, int],
    borrowed: frozenset[str] = frozenset(),
) -> Iterator[Passage]:
    """The passages in other languages than ``own`` among the words of a text, which are in capitals, in order.

    ``borrowed`` are words of other languages that the vocabulary has, because English quotes names with them; those
    that it has without a count are as good as unknown here.
    """
    counts = Counter(words)
    others = [known for known in languages.all if known.code != own.code]
    candidates = [known for known in others if _is_worth_a_look(_telling(known, own), words, counts)]
    if not candidates:
        return
    scores: dict[str, list[float]] = {}
    for word in counts:
        count = vocabulary.get(word)
        known = None if count == 0 and word in borrowed else count
        scores[word] = [_score(word, candidate, own, known) for candidate in candidates]
    way = _likeliest_way([scores[word] for word in words], len(candidates))
    at = 0
    for number, group in groupby(way):
        first, at = at, at + len(list(group))
        if number is not None:
            language, run = candidates[number], words[first:at]
            tells = _telling(language, own)
            telling = [word for word in run if word in tells]
            score = sum(scores[word][number] for word in run)
            function = sum(word in language.words for word in run)
            if score >= LEAST_SCORE and _is_enough(telling, function, len(run)):
                yield Passage(first, at, language.code, tuple(dict.fromkeys(telling)))


@cache
def borrowed(levels: tuple[Level, ...]) -> frozenset[str]:
    """The words of other languages that the collections have in their vocabulary (``foreign.txt``)."""
    lines = (line.strip() for level in levels for line in level.text(BORROWED).splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _telling(language: Language, own: Language) -> frozenset[str]:
    """The function words of a language that neither names nor the collection's language have."""
    return language.words - language.name_words - own.words


def _is_worth_a_look(telling: frozenset[str], words: Sequence[str], counts: Mapping[str, int]) -> bool:
    """Whether two different words of these stand close to each other anywhere: then a passage may be there."""
    if sum(word in counts for word in telling) < LEAST_TELLING:
        return False
    last, before = -CLOSE, ""
    for at, word in enumerate(words):
        if word in telling:
            if word != before and at - last < CLOSE:
                return True
            last, before = at, word
    return False


def _is_enough(telling: Sequence[str], function: int, length: int) -> bool:
    """Whether the telling words of a passage, and the number of all its function words, show its language."""
    if len(set(telling)) < LEAST_TELLING or len(telling) < LEAST_SHARE * length:
        return False
    least = LEAST_OF_MANY if len(telling) >= MANY_TELLING else LEAST_FUNCTION
    return function >= least * length


def _score(word: str, language: Language, own: Language, count: int | None) -> float:
    """How much a word speaks for a language, against that of the collection, in nats.

    ``count`` is how often the vocabulary of the collection has it, None where it does not know it.
    """
    is_known_well = count is not None and count >= WELL
    if word in language.words:
        if word in own.words:
            return 0.0
        return FAMILIAR if (count or 0) >= EVERYBODY or word in language.name_words else TELLING
    if word in own.words:
        return OWN_WORD
    if count is not None:
        return KNOWN if is_known_well else RARE
    return UNKNOWN if len(word) > SHORT else 0.0


def _likeliest_way(scores: Sequence[Sequence[float]], languages: int) -> list[int | None]:
    """The language of each word by number, None for the collection's own: the way that speaks loudest (Viterbi)."""
    best = [0.0, *[-SWITCH] * languages]  # the first is the collection's own
    ways: list[list[int]] = []
    for row in scores:
        top = max(range(languages + 1), key=best.__getitem__)
        least = best[top] - SWITCH
        ways.append([state if total >= least else top for state, total in enumerate(best)])
        best = [max(total, least) + gain for total, gain in zip(best, (0.0, *row), strict=True)]
    state = max(range(languages + 1), key=best.__getitem__)
    path: list[int | None] = []
    for way in reversed(ways):
        path.append(state - 1 if state else None)
        state = way[state]
    return path[::-1]
