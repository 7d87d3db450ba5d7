"""The words of cables: how often each was counted, which follows which, and which are near a form that is none.

Everything is looked up in one file that is mapped into memory (``compiling.py`` tells what is in it); opening it takes
a fraction of a millisecond, and processes share it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from math import exp, log
from mmap import mmap
from types import MappingProxyType
from zlib import crc32

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.compiling import LETTERS, MAGIC, bucket, deletes, letter

DISCOUNT = 0.75  # taken from the count of each pair: absolute discounting (Ney, Essen and Kneser 1994)
UNCOUNTED = 0.2  # count of a word that only a general list has, in the smoothing of single words
LONG = 7  # letters of a form in which one error more is looked for, where it is beyond the indexed letters
NEAREST = 30  # words near a form that are worth a look
REMEMBERED = 200_000  # answers kept at hand; a cache that is full starts anew


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
        self._text = view[begin:][head["places"]["text"][0] :]

        def section(name: str) -> memoryview:
            offset, size = head["places"][name]
            return view[begin + offset : begin + offset + size].cast("I")

        self._starts = section("starts")
        self._lengths = section("lengths")
        self._counts = section("counts")
        self._slots = section("slots")
        self._pair_starts = section("pair_starts")
        self._pair_seconds = section("pair_seconds")
        self._pair_counts = section("pair_counts")
        self._pair_totals = section("pair_totals")
        self._pair_kinds = section("pair_kinds")
        self._delete_starts = section("delete_starts")
        self._delete_words = section("delete_words")
        self._letters = section("letters")
        self._mask = len(self._slots) - 1
        self._size = sum(self._counts) or 1
        self._numbers: dict[str, int] = {}
        self._words: list[str | None] = [None] * len(self._counts)
        self._pair_chances: dict[tuple[str, str], float] = {}
        self._chances: dict[str, float] = {}
        self._neighbours: dict[tuple[str, int], list[tuple[int, str]]] = {}

    # ------------------------------------------------------------- single words

    def number(self, word: str) -> int:
        """The number of a word, -1 if it is unknown."""
        number = self._numbers.get(word)
        if number is None:
            if len(self._numbers) >= REMEMBERED:
                self._numbers.clear()
            number = self._numbers[word] = self._look_up(word)
        return number

    def _look_up(self, word: str) -> int:
        text = word.encode("utf-8", "replace")
        slot = crc32(text) & self._mask
        while number := self._slots[slot]:
            if self._text[self._starts[number - 1] : self._starts[number]] == text:
                return number - 1
            slot = (slot + 1) & self._mask
        return -1

    def word(self, number: int) -> str:
        """The word that has a number."""
        word = self._words[number]
        if word is None:
            word = self._words[number] = str(self._text[self._starts[number] : self._starts[number + 1]], "utf-8")
        return word

    def __getitem__(self, word: str) -> int:
        number = self.number(word)
        if number < 0:
            raise KeyError(word)
        return self._counts[number]

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.number(word) >= 0

    def __iter__(self) -> Iterator[str]:
        return map(self.word, range(len(self)))

    def __len__(self) -> int:
        return len(self._counts)

    # ------------------------------------------------------------------- context

    def pair(self, first: str, second: str) -> int:
        """How often one word was followed by the other; 0 also for once."""
        first_number = self.number(first)
        second_number = self.number(second)
        if first_number < 0 or second_number < 0:
            return 0
        end = self._pair_starts[first_number + 1]
        place = bisect_left(self._pair_seconds, second_number, self._pair_starts[first_number], end)
        return self._pair_counts[place] if place < end and self._pair_seconds[place] == second_number else 0

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
        number = self.number(first)
        total = self._pair_totals[number] if number >= 0 else 0
        if not total:
            return self.alone(second)
        count, kinds = self.pair(first, second), self._pair_kinds[number]
        rest = DISCOUNT * kinds / (total + 1)
        seen = max(count - DISCOUNT, 0.0) / (total + 1)
        return log(seen + max(rest, 1 / (total + 1)) * exp(self.alone(second)))

    def strangeness(self, form: str) -> list[float]:
        """How odd each letter of a form, and its end, is after the two before it: some 2 nats on average in words."""
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
        numbers: set[int] = set()
        delete_starts, delete_words = self._delete_starts, self._delete_words
        for delete in deletes(form, distance):
            place = bucket(delete)
            start, end = delete_starts[place], delete_starts[place + 1]
            if start < end:
                numbers.update(delete_words[start:end])
        reach = distance + (distance > 1 and len(form) >= LONG)
        shortest, longest = len(form) - reach, len(form) + reach
        lengths, words = self._lengths, self._words
        choices = {
            number: words[number] or self.word(number) for number in numbers if shortest <= lengths[number] <= longest
        }
        if not choices:
            return []
        near = extract(form, choices, scorer=OSA.distance, score_cutoff=reach, limit=None)
        ranked = sorted((int(apart), -self._count(number), word) for word, apart, number in near)
        return [(apart, word) for apart, _, word in ranked[:NEAREST]]

    def _count(self, number: int) -> int:
        """The count of the word that has a number."""
        return self._counts[number]
