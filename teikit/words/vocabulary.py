"""The words of cables: their counts, the words that follow them, and the words near an unknown form.

Counts, pairs and the index are looked up in one file that is mapped into memory (``compiling.py`` says what is in it),
so processes share them; the words themselves are read into a table when the file is opened, in some thirty
milliseconds. All logarithms are natural, so costs and surprisals are in nats.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import exp, log
from mmap import mmap
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.compiling import LETTER_CODES, PREFIX, bucket, deletes, letter, sections_of

DISCOUNT = 0.75  # taken from the count of each pair: absolute discounting (Ney, Essen and Kneser 1994)
UNCOUNTED = 0.2  # count, for its probability, of a word that only a general list has
LONG_FORM = 7  # fewest letters of a form that may have one more error, beyond the letters that are indexed
NEAREST = 30  # most words that are given of those near a form

# Caches; a full one starts anew. The followers of known words are kept for good: some 160,000 pairs in all.
NEIGHBOURHOODS = 50_000  # forms whose near words are kept
FORMS = 20_000  # forms whose letters are kept
BEGINNINGS = 10_000  # beginnings of forms whose words, some 130 each, are kept


class _Following(NamedTuple):
    """The words that were counted more than once after a word, and how often.

    ``total`` is the count of all words after it, plus one, or 0; ``rest`` is the share left for words by their own
    probabilities.
    """

    counts: Mapping[str, int]
    total: int
    rest: float


NOTHING_FOLLOWS = _Following(MappingProxyType({}), 0, 1.0)
"""The followers of a word without counted pairs."""


class Vocabulary(Mapping[str, int]):
    """The words of a compiled file, in capitals, with their counts; 0 for a word that only a general list has.

    In addition to words it has the symbols ``^`` (the beginning of a sentence) and ``#`` (any number), both with the
    count 0. ``made_from`` is the fingerprint of the word lists, ``listed`` has the words of lists of the user, which
    :class:`~teikit.words.listed.ListedVocabulary` adds. Raises ValueError for data that is not such a file.
    """

    listed: Mapping[str, int] = MappingProxyType({})
    __hash__ = object.__hash__  # so that results about a line can be cached for each vocabulary

    def __init__(self, data: bytes | mmap) -> None:
        self.data = data
        self.made_from, sections = sections_of(data)
        self._words = str(sections["text"], "utf-8").split("\n")
        self._numbers = {word: number for number, word in enumerate(self._words)}
        self._counts = sections["counts"].cast("I")
        self._pair_starts = sections["pair_starts"].cast("I")
        self._pair_seconds = sections["pair_seconds"].cast("I")
        self._pair_counts = sections["pair_counts"].cast("I")
        self._pair_totals = sections["pair_totals"].cast("I")
        self._pair_kinds = sections["pair_kinds"].cast("I")
        self._delete_starts = sections["delete_starts"].cast("I")
        self._delete_words = sections["delete_words"].cast("I")
        self._letters = sections["letters"].cast("I")
        self._total = sum(self._counts) or 1
        self._unigrams: dict[str, tuple[float, float]] = {}
        self._following: dict[str, _Following] = {}
        self._neighbours: dict[tuple[str, int], list[tuple[int, str]]] = {}
        self._beginnings: dict[tuple[str, int], list[str]] = {}
        self._surprisals: dict[str, list[float]] = {}

    # ------------------------------------------------------------- single words

    def __getitem__(self, word: str) -> int:
        return self._counts[self._numbers[word]]

    def __contains__(self, word: object) -> bool:
        return word in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._counts)

    def count(self, word: str) -> int:
        """The count of a word; 0 also if it is unknown."""
        number = self._numbers.get(word)
        return 0 if number is None else self._counts[number]

    def log_unigram(self, word: str) -> float:
        """The logarithm of the probability of a word, whatever precedes it. Raises KeyError if it is unknown."""
        return (self._unigrams.get(word) or self._look_up_unigram(word))[0]

    def _look_up_unigram(self, word: str) -> tuple[float, float]:
        """The logarithm of the probability of a word, and the probability; both are cached."""
        log_probability = log(max(self[word], UNCOUNTED) / self._total)
        self._unigrams[word] = log_probability, exp(log_probability)
        return self._unigrams[word]

    def letter_surprisals(self, form: str) -> Sequence[float]:
        """The surprisal of each letter of a form, and of its end, after the two before it: in words some 2 nats."""
        surprisals = self._surprisals.get(form)
        if surprisals is None:
            if len(self._surprisals) >= FORMS:
                self._surprisals.clear()
            surprisals = self._surprisals[form] = self._look_up_letters(form)
        return surprisals

    def _look_up_letters(self, form: str) -> list[float]:
        """The same without the cache."""
        first = second = 0
        surprisals = []
        for third in (*map(letter, form), 0):
            surprisals.append(self._letters[(first * LETTER_CODES + second) * LETTER_CODES + third] / 1000)
            first, second = second, third
        return surprisals

    # ----------------------------------------------------------- words in a row

    def pair_count(self, first: str, second: str) -> int:
        """How often one word was followed by the other; 0 also for pairs that were counted once."""
        following = self._following.get(first) or self._look_up_following(first)
        return following.counts.get(second, 0)

    def followers(self, first: str) -> Collection[str]:
        """The words that were counted more than once after a word; none after one that is unknown."""
        return (self._following.get(first) or self._look_up_following(first)).counts.keys()

    def log_bigram(self, first: str, second: str) -> float:
        """The logarithm of the probability of a word after another one, or after ``^`` or ``#``.

        It is the discounted share of the pair, interpolated with the probability of the second word alone. After a word
        that is unknown, or of which no pairs were counted, it is that of the second word alone. Raises KeyError if the
        second word is unknown.
        """
        log_alone, alone = self._unigrams.get(second) or self._look_up_unigram(second)
        counts, total, share = self._following.get(first) or self._look_up_following(first)
        if not total:
            return log_alone
        count = counts.get(second)
        return log((count - DISCOUNT) / total + share * alone if count else share * alone)

    def _look_up_following(self, first: str) -> _Following:
        """The words that follow a word in cables; cached."""
        number = self._numbers.get(first)
        if number is None:
            return NOTHING_FOLLOWS
        places = range(self._pair_starts[number], self._pair_starts[number + 1])
        counts = {self._words[self._pair_seconds[place]]: self._pair_counts[place] for place in places}
        counted = self._pair_totals[number]
        following = NOTHING_FOLLOWS
        if counted:
            total = counted + 1
            following = _Following(counts, total, max(DISCOUNT * self._pair_kinds[number] / total, 1 / total))
        self._following[first] = following
        return following

    # --------------------------------------------------------- words near a form

    def near(self, form: str, distance: int) -> list[tuple[int, str]]:
        """The words within a distance of a form, each with its own distance: nearest first, then commonest.

        The distance counts letters inserted, deleted or replaced, and neighbours exchanged (optimal string alignment).
        There are at most ``NEAREST`` words.
        """
        words = self._neighbours.get((form, distance))
        if words is None:
            if len(self._neighbours) >= NEIGHBOURHOODS:
                self._neighbours.clear()
            words = self._neighbours[form, distance] = self._look_near(form, distance)
        return words

    def _look_near(self, form: str, distance: int) -> list[tuple[int, str]]:
        reach = distance + (distance > 1 and len(form) >= LONG_FORM)
        sharing = self._sharing_deletes(form[:PREFIX], distance)
        near = extract(form, sharing, scorer=OSA.distance, score_cutoff=reach, limit=None)
        ranked = sorted((int(edits), -self.count(word), word) for word, edits, _ in near)
        return [(edits, word) for edits, _, word in ranked[:NEAREST]]

    def _sharing_deletes(self, beginning: str, distance: int) -> list[str]:
        """The words in the buckets of the deletes of a beginning, shared by all forms with this beginning."""
        words = self._beginnings.get((beginning, distance))
        if words is None:
            if len(self._beginnings) >= BEGINNINGS:
                self._beginnings.clear()
            starts, indexed = self._delete_starts, self._delete_words
            numbers: set[int] = set()
            for delete in deletes(beginning, distance):
                place = bucket(delete)
                numbers.update(indexed[starts[place] : starts[place + 1]])
            words = self._beginnings[beginning, distance] = list(map(self._words.__getitem__, numbers))
        return words
