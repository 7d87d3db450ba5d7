"""The passages of a text that are in another language than its collection.

Each word is evidence for a language or for that of the collection: a function word that only one of them has is strong
evidence, a word in the vocabulary of the collection counts for the collection, an unknown word a little against it. The
text is cut by the most likely sequence of languages (Viterbi), in which every change of language has a cost. A passage
counts only if enough of its function words do not occur in names (CALLE DE LOS HEROES has none of those).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from teikit.lexicon.language import Language, Languages
from teikit.lexicon.levels import Level, word_list

BORROWED = "foreign.txt"
"""The list of a collection with words of other languages that occur in names."""
# Evidence of one word for another language and against that of the collection, in nats:
TELLING = 2.5  # of a function word that only that language has: QUE
FAMILIAR = 1.0  # of one that is also common in the collection (SON, PLUS), or that names have (LA)
UNKNOWN = 0.6  # of an unknown word
RARE = -0.4  # of a word that is rare in the vocabulary of the collection
KNOWN = -1.2  # of a word that is common there
OWN_WORD = -3.0  # of a function word of the language of the collection: THE

SHORT_WORD = 3  # letters of an unknown word that is not evidence, at most: OCR makes such scraps of anything
WELL = 20  # count of a common word in the vocabulary, at least
EVERYBODY = 100  # count of a function word that is also common in the collection, at least
SWITCH = 4.0  # cost of a change of language, in nats
CLOSE = 20  # a text is worth a look if fewer words than this are between two telling words
LEAST_SCORE = 5.0  # evidence of all words of a passage for its language, in nats, at least
LEAST_TELLING = 2  # different telling words of a passage (function words that names do not have), at least
LEAST_SHARE = 0.04  # share of telling words among the words of a passage, at least
LEAST_FUNCTION = 0.25  # share of function words among the words of a passage with few telling words, at least
MANY_TELLING = 3  # telling words, from which a smaller share is enough, because the text was badly read
LEAST_OF_MANY = 0.12  # that share, at least


class Passage(NamedTuple):
    """A passage in the language ``code``.

    It has the words from number ``first`` up to but not including ``end``; ``telling`` are the words that show it.
    """

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
    """The passages of a text in languages other than ``own``, in order; ``words`` are its words in capitals.

    ``borrowed`` are words of other languages that are in the vocabulary because English names have them; if they have
    no count there, they are unknown here.
    """
    counts = Counter(words)
    foreign = [language for language in languages.all if language.code != own.code]
    candidates = [language for language in foreign if _is_worth_a_look(_telling(language, own), words, counts)]
    if not candidates:
        return
    scores: dict[str, list[float]] = {}
    for word in counts:
        count = vocabulary.get(word)
        own_count = None if count == 0 and word in borrowed else count
        scores[word] = [_score(word, candidate, own, own_count) for candidate in candidates]
    sequence = _likeliest_sequence([scores[word] for word in words], len(candidates))
    at = 0
    for number, group in groupby(sequence):
        first, at = at, at + len(list(group))
        if number is not None:
            language, run = candidates[number], words[first:at]
            tells = _telling(language, own)
            telling = [word for word in run if word in tells]
            score = sum(scores[word][number] for word in run)
            function = sum(word in language.words for word in run)
            if score >= LEAST_SCORE and _is_enough(telling, function, len(run)):
                yield Passage(first, at, language.code, tuple(dict.fromkeys(telling)))


def borrowed(levels: tuple[Level, ...]) -> frozenset[str]:
    """The words of other languages in the vocabularies of the collections (``foreign.txt``)."""
    return word_list(levels, BORROWED)


def _telling(language: Language, own: Language) -> frozenset[str]:
    """The telling words of a language: function words that neither names nor the collection's language have."""
    return language.words - language.name_words - own.words


def _is_worth_a_look(telling: frozenset[str], words: Sequence[str], counts: Mapping[str, int]) -> bool:
    """Whether two different telling words are close to each other anywhere, so that a passage may be there."""
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
    """Whether a passage has enough telling words and function words (``function`` of ``length``) for its language."""
    if len(set(telling)) < LEAST_TELLING or len(telling) < LEAST_SHARE * length:
        return False
    least = LEAST_OF_MANY if len(telling) >= MANY_TELLING else LEAST_FUNCTION
    return function >= least * length


def _score(word: str, language: Language, own: Language, count: int | None) -> float:
    """The evidence of a word for a language and against that of the collection, in nats.

    ``count`` is that of the word in the vocabulary of the collection, None if it is unknown there.
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
    return UNKNOWN if len(word) > SHORT_WORD else 0.0


def _likeliest_sequence(scores: Sequence[Sequence[float]], languages: int) -> list[int | None]:
    """The number of the language of each word, None for that of the collection, in the likeliest sequence (Viterbi)."""
    best = [0.0, *[-SWITCH] * languages]  # the first is the collection's own
    origins: list[list[int]] = []  # for each word and its language, the language of the word before
    for row in scores:
        top = max(range(languages + 1), key=best.__getitem__)
        least = best[top] - SWITCH
        origins.append([state if total >= least else top for state, total in enumerate(best)])
        best = [max(total, least) + gain for total, gain in zip(best, (0.0, *row), strict=True)]
    state = max(range(languages + 1), key=best.__getitem__)
    path: list[int | None] = []
    for origin in reversed(origins):
        path.append(state - 1 if state else None)
        state = origin[state]
    return path[::-1]
