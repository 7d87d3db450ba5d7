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
from zlib import crc32

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.compiling import MAGIC, OTHER, bucket, deletes, letter

LETTERS = OTHER + 1
DISCOUNT = 0.75
"""Absolute discounting of pairs (Ney, Essen and Kneser 1994)."""
UNCOUNTED = 0.2
"""The count of a word that only a general list has, in the smoothing of single words."""
LONG = 7
"""In a form of so many letters one error more is looked for, where it is beyond the letters that are indexed."""
NEAREST = 30
"""So many of the words near a form are worth a look."""
REMEMBERED = 200_000
"""So many answers are kept at hand; then it starts anew."""


class Vocabulary(Mapping[str, int]):
    """Words in capitals with their counts (0: only a general list has it), from a compiled file.

    Raises ValueError for a buffer that is not such a file. ``made_from`` is the fingerprint of the word lists.
    """

    def __init__(self, data: bytes | mmap) -> None:
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

        self._starts, self._counts, self._slots = section("starts"), section("counts"), section("slots")
        self._lengths = section("lengths")
        self._pair_starts, self._seconds, self._often = map(section, ("pair_starts", "pair_seconds", "pair_counts"))
        self._totals, self._kinds = section("pair_totals"), section("pair_kinds")
        self._delete_starts, self._delete_words = section("delete_starts"), section("delete_words")
        self._letters = section("letters")
        self._mask = len(self._slots) - 1
        self._size = sum(self._counts) or 1
        self._numbers: dict[str, int] = {}
        self._follow: dict[tuple[str, str], float] = {}
        self._alone: dict[str, float] = {}
        self._near: dict[tuple[str, int], list[tuple[int, str]]] = {}

    # ------------------------------------------------------------- single words

    def number(self, word: str) -> int:
        """The number of a word, -1 if it is unknown."""
        known = self._numbers.get(word)
        if known is None:
            if len(self._numbers) >= REMEMBERED:
                self._numbers.clear()
            known = self._numbers[word] = self._look_up(word)
        return known

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
        return str(self._text[self._starts[number] : self._starts[number + 1]], "utf-8")

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
        one, other = self.number(first), self.number(second)
        if one < 0 or other < 0:
            return 0
        end = self._pair_starts[one + 1]
        place = bisect_left(self._seconds, other, self._pair_starts[one], end)
        return self._often[place] if place < end and self._seconds[place] == other else 0

    def alone(self, word: str) -> float:
        """The logarithm of how likely a word is anywhere; of a known word only."""
        found = self._alone.get(word)
        if found is None:
            found = self._alone[word] = log(max(self[word], UNCOUNTED) / self._size)
        return found

    def after(self, first: str, second: str) -> float:
        """The logarithm of how likely a known word is after another (``^``: starts a sentence, ``#``: a number)."""
        found = self._follow.get((first, second))
        if found is None:
            if len(self._follow) >= REMEMBERED:
                self._follow.clear()
            found = self._follow[first, second] = self._after(first, second)
        return found

    def _after(self, first: str, second: str) -> float:
        one = self.number(first)
        total = self._totals[one] if one >= 0 else 0
        if not total:
            return self.alone(second)
        count, kinds = self.pair(first, second), self._kinds[one]
        rest = DISCOUNT * kinds / (total + 1)
        seen = max(count - DISCOUNT, 0.0) / (total + 1)
        return log(seen + max(rest, 1 / (total + 1)) * exp(self.alone(second)))

    def strangeness(self, form: str) -> list[float]:
        """How odd each letter of a form, and its end, is after the two before it: some 2 nats on average in words."""
        one = two = 0
        costs = []
        for three in (*map(letter, form), 0):
            costs.append(self._letters[(one * LETTERS + two) * LETTERS + three] / 1000)
            one, two = two, three
        return costs

    # ------------------------------------------------------------------ neighbours

    def near(self, form: str, distance: int) -> list[tuple[int, str]]:
        """The words within a distance (insertions, deletions, changes, swaps) of a form: nearest and commonest first.

        There are ``NEAREST`` at most.
        """
        found = self._near.get((form, distance))
        if found is None:
            if len(self._near) >= REMEMBERED // 4:
                self._near.clear()
            found = self._near[form, distance] = self._look_near(form, distance)
        return found

    def _look_near(self, form: str, distance: int) -> list[tuple[int, str]]:
        numbers: set[int] = set()
        begins = self._delete_starts
        for delete in deletes(form, distance):
            place = bucket(delete)
            numbers.update(self._delete_words[begins[place] : begins[place + 1]])
        reach = distance + (distance > 1 and len(form) >= LONG)
        low, high = len(form) - reach, len(form) + reach
        lengths = self._lengths
        words = [self.word(number) for number in numbers if low <= lengths[number] <= high]
        found = extract(form, words, scorer=OSA.distance, score_cutoff=reach, limit=None)
        ranked = sorted((int(apart), -self[word], word) for word, apart, _ in found)
        return [(apart, word) for apart, _, word in ranked[:NEAREST]]
