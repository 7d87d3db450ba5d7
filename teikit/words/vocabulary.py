"""The words of cables: how often each was counted, which follows which, and which are near a form that is none.

Counts, pairs and the index are looked up in one file that is mapped into memory (``compiling.py`` tells what is in it),
which processes share; the words themselves are read into a table when it is opened, in some thirty milliseconds.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log
from mmap import mmap
from types import MappingProxyType

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.compiling import LETTERS, MAGIC, PREFIX, bucket, deletes, letter

DISCOUNT = 0.75  # taken from the count of each pair: absolute discounting (Ney, Essen and Kneser 1994)
UNCOUNTED = 0.2  # count of a word that only a general list has, in the smoothing of single words
LONG = 7  # letters of a form in which one error more is looked for, where it is beyond the indexed letters
NEAREST = 30  # words near a form that are worth a look
REMEMBERED = 200_000  # answers kept at hand; a cache that is full starts anew
FORMS = 20_000  # forms whose letters are kept at hand
BEGINNINGS = 10_000  # beginnings of forms whose words are kept at hand, some 130 each


class Vocabulary(Mapping[str, int]):
    """Words in capitals with their counts (0: only a general list has it), from a compiled file.

    Raises ValueError for a buffer that is not such a file. ``made_from`` is the fingerprint of the word lists,
    ``listed`` has the words of lists of the user, which :class:`~teikit.words.listed.ListedVocabulary` adds.
    """

    listed: Mapping[str, int] = MappingProxyType({})

    def __init__(self, data: bytes | mmap) -> None:
        self.data = data
        view = memoryview(data)
        if bytes(view[: len(MAGIC)]) != MAGIC:
            raise ValueError("not a compiled word list")
        line = bytes(view[len(MAGIC) : 4096]).partition(b"\n")[0]
        head = json.loads(line)
        self.made_from: list[int] = head["made from"]
        begin = len(MAGIC) + len(line) + 1

        def section(name: str) -> memoryview:
            offset, size = head["places"][name]
            return view[begin + offset : begin + offset + size]

        self._words = str(section("text"), "utf-8").split("\n")
        self._numbers = {word: number for number, word in enumerate(self._words)}
        self._counts = section("counts").cast("I")
        self._pair_starts = section("pair_starts").cast("I")
        self._pair_seconds = section("pair_seconds").cast("I")
        self._pair_counts = section("pair_counts").cast("I")
        self._pair_totals = section("pair_totals").cast("I")
        self._pair_kinds = section("pair_kinds").cast("I")
        self._delete_starts = section("delete_starts").cast("I")
        self._delete_words = section("delete_words").cast("I")
        self._letters = section("letters").cast("I")
        self._size = sum(self._counts) or 1
        self._pairs: dict[tuple[str, str], int] = {}
        self._pair_chances: dict[tuple[str, str], float] = {}
        self._chances: dict[str, float] = {}
        self._followers: dict[str, list[str]] = {}
        self._neighbours: dict[tuple[str, int], list[tuple[int, str]]] = {}
        self._beginnings: dict[tuple[str, int], list[str]] = {}
        self._strangeness: dict[str, list[float]] = {}

    # ------------------------------------------------------------- single words

    def number(self, word: str) -> int:
        """The number of a word, -1 if it is unknown."""
        return self._numbers.get(word, -1)

    def word(self, number: int) -> str:
        """The word that has a number."""
        return self._words[number]

    def __getitem__(self, word: str) -> int:
        return self._counts[self._numbers[word]]

    def __contains__(self, word: object) -> bool:
        return word in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._counts)

    # ------------------------------------------------------------------- context

    def pair(self, first: str, second: str) -> int:
        """How often one word was followed by the other; 0 also for once."""
        count = self._pairs.get((first, second))
        if count is None:
            if len(self._pairs) >= REMEMBERED:
                self._pairs.clear()
            count = self._pairs[first, second] = self._pair(first, second)
        return count

    def _pair(self, first: str, second: str) -> int:
        first_number, second_number = self._numbers.get(first), self._numbers.get(second)
        if first_number is None or second_number is None:
            return 0
        end = self._pair_starts[first_number + 1]
        place = bisect_left(self._pair_seconds, second_number, self._pair_starts[first_number], end)
        return self._pair_counts[place] if place < end and self._pair_seconds[place] == second_number else 0

    def followers(self, first: str) -> list[str]:
        """The words that were counted after a word more than once."""
        words = self._followers.get(first)
        if words is None:
            number = self._numbers.get(first)
            places = () if number is None else range(self._pair_starts[number], self._pair_starts[number + 1])
            words = self._followers[first] = [self._words[self._pair_seconds[place]] for place in places]
        return words

    def alone(self, word: str) -> float:
        """The logarithm of how likely a known word is anywhere. Raises KeyError for a word that is unknown."""
        chance = self._chances.get(word)
        if chance is None:
            chance = self._chances[word] = log(max(self[word], UNCOUNTED) / self._size)
        return chance

    def after(self, first: str, second: str) -> float:
        """The logarithm of how likely a known word is after another (``^``: starts a sentence, ``#``: a number)."""
        chance = self._pair_chances.get((first, second))
        if chance is None:
            if len(self._pair_chances) >= REMEMBERED:
                self._pair_chances.clear()
            chance = self._pair_chances[first, second] = self._after(first, second)
        return chance

    def _after(self, first: str, second: str) -> float:
        number = self._numbers.get(first)
        total = self._pair_totals[number] if number is not None else 0
        if number is None or not total:
            return self.alone(second)
        count, kinds = self.pair(first, second), self._pair_kinds[number]
        rest = DISCOUNT * kinds / (total + 1)
        seen = max(count - DISCOUNT, 0.0) / (total + 1)
        return log(seen + max(rest, 1 / (total + 1)) * exp(self.alone(second)))

    def strangeness(self, form: str) -> Sequence[float]:
        """How odd each letter of a form, and its end, is after the two before it: some 2 nats on average in words."""
        costs = self._strangeness.get(form)
        if costs is None:
            if len(self._strangeness) >= FORMS:
                self._strangeness.clear()
            costs = self._strangeness[form] = self._letter_costs(form)
        return costs

    def _letter_costs(self, form: str) -> list[float]:
        first = second = 0
        costs = []
        for third in (*map(letter, form), 0):
            costs.append(self._letters[(first * LETTERS + second) * LETTERS + third] / 1000)
            first, second = second, third
        return costs

    # ------------------------------------------------------------------ neighbours

    def near(self, form: str, distance: int) -> list[tuple[int, str]]:
        """The words within a distance (insertions, deletions, changes, swaps) of a form: nearest and commonest first.

        Each comes with its distance; there are ``NEAREST`` at most.
        """
        words = self._neighbours.get((form, distance))
        if words is None:
            if len(self._neighbours) >= REMEMBERED // 4:
                self._neighbours.clear()
            words = self._neighbours[form, distance] = self._look_near(form, distance)
        return words

    def _look_near(self, form: str, distance: int) -> list[tuple[int, str]]:
        reach = distance + (distance > 1 and len(form) >= LONG)
        sharing = self._sharing(form[:PREFIX], distance)
        near = extract(form, sharing, scorer=OSA.distance, score_cutoff=reach, limit=None)
        ranked = sorted((int(apart), -self._count(word), word) for word, apart, _ in near)
        return [(apart, word) for apart, _, word in ranked[:NEAREST]]

    def _sharing(self, beginning: str, distance: int) -> list[str]:
        """The words that may begin so if letters are deleted; forms that begin alike share them."""
        words = self._beginnings.get((beginning, distance))
        if words is None:
            if len(self._beginnings) >= BEGINNINGS:
                self._beginnings.clear()
            starts, listed = self._delete_starts, self._delete_words
            numbers: set[int] = set()
            for delete in deletes(beginning, distance):
                place = bucket(delete)
                numbers.update(listed[starts[place] : starts[place + 1]])
            words = self._beginnings[beginning, distance] = list(map(self._words.__getitem__, numbers))
        return words

    def _count(self, word: str) -> int:
        """The count of a word of the compiled file, here and in lists of the user."""
        return self._counts[self._numbers[word]]
