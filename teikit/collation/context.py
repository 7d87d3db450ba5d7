"""The context of a passage: the relations between the releases of a work, and the words of each in a place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

from rapidfuzz.distance import Levenshtein

from teikit.collation.align import Pair
from teikit.collation.columns import Range
from teikit.collation.kinship import LEAST_SHARED, likeness, nearest, odd_words
from teikit.collation.passages import Passage, agreement, is_alike
from teikit.collation.witness import Witness
from teikit.lexicon import Lexicon

CORROBORATED = 0.5  # share of a passage, and of each word, from which another release counts as having it, too
WORDS_AROUND = 60  # words on either side of a passage that show how well a release was read there
WORDS_BESIDE = 30  # words on either side of a passage that show whether one engine read one scan there
WEIGHT_OF_TEXT = 4  # odd words as which the share of the whole text is added to the few next to a passage
BLOCK = 120  # letters, two typed lines: an engine hardly ever loses that much in one piece


class Context:
    """The releases of a work and their relations, by the ids of their witnesses.

    ``released`` has the day or year of each release as ISO 8601, empty if unknown; ``pairs`` the alignment of any two;
    ``agreement`` the share, from 0 to 1, of their common words that two read alike, letter for letter; ``likeness`` the
    share of odd words that two read the same (:mod:`~teikit.collation.kinship`).
    """

    def __init__(
        self,
        lexicon: Lexicon,
        released: Mapping[str, str],
        pairs: Mapping[tuple[str, str], Sequence[Pair]],
        witnesses: Mapping[str, Witness],
    ) -> None:
        self.lexicon, self.released, self.pairs, self.witnesses = lexicon, released, pairs, witnesses
        self.agreement: dict[tuple[str, str], float] = {}
        odd: dict[tuple[str, str], list[tuple[int, bool]]] = {}
        for names, aligned in pairs.items():
            first, second = (witnesses[name] for name in names)
            self.agreement[names] = agreement(first, second, aligned)
            odd[names] = sorted(odd_words(first, second, aligned, lexicon))
        self.likeness = nearest({names: likeness(words) for names, words in odd.items()})
        self.post_words = frozenset(word for post in lexicon.posts for word in post.split())
        self._places: dict[tuple[str, str], list[Range]] = {}
        self._missing: dict[tuple[str, str], list[int]] = {}
        self._odd = {
            names: (words, (sum(is_same for _, is_same in words) + 1) / (len(words) + WEIGHT_OF_TEXT))
            for names, words in odd.items()
        }

    def places(self, first: str, second: str) -> list[Range]:
        """For each word of the first release, in order, the words of the second in its place; empty ranges for none."""
        if (first, second) not in self._places:
            places = [(0, 0)] * len(self.witnesses[first].words)
            for pair in self.pairs[first, second]:
                if pair.both and not pair.is_moved:
                    places[pair.start : pair.end] = [(pair.second_start, pair.second_end)] * (pair.end - pair.start)
            self._places[first, second] = places
        return self._places[first, second]

    def order(self, first: str, second: str) -> int:
        """1 if the first of two releases is later than the second, -1 if it is earlier, 0 if the dates do not say."""
        first_day, second_day = self.released.get(first, ""), self.released.get(second, "")
        return (first_day > second_day) - (first_day < second_day) if first_day and second_day else 0

    def printing_too(self, passage: Passage) -> list[str]:
        """The ids of the other releases that print at least half of the letters of a passage in its place."""
        letters = sum(len(word.key) for word in passage.words)
        return [
            name
            for name in self.witnesses
            if name not in (passage.fuller.id, passage.lacking.id)
            and self._letters_in(passage, name) >= CORROBORATED * letters
        ]

    def _letters_in(self, passage: Passage, name: str) -> int:
        """The number of letters of a passage in words that another release has there, too."""
        places = self.places(passage.fuller.id, name)[passage.start : passage.end]
        keys = self.witnesses[name].keys
        return sum(
            len(word.key)
            for word, (start, end) in zip(passage.words, places, strict=True)
            if start < end and Levenshtein.normalized_similarity(word.key, "".join(keys[start:end])) >= CORROBORATED
        )

    def lacking_too(self, passage: Passage) -> list[str]:
        """The ids of the other releases that lack just this passage: they have the words next to it, but none of it.

        Readings of one scan by one engine count as one, so another reading of the lacking release does not count.
        """
        nothing = (0, 0)
        lacking = []
        for name in self.witnesses:
            if name in (passage.fuller.id, passage.lacking.id) or self.is_one_voice(name, passage.lacking.id):
                continue
            places = self.places(passage.fuller.id, name)
            beside = places[passage.start - 1 : passage.start] + places[passage.end : passage.end + 1]
            inside = places[passage.start : passage.end]
            if len(beside) == 2 and nothing not in beside and all(place == nothing for place in inside):
                lacking.append(name)
        return lacking

    def is_one_voice(self, first: str, second: str) -> bool:
        """Whether two releases are readings of one scan by one engine."""
        return self.likeness.get((first, second), 0.0) >= LEAST_SHARED

    def odd_words(self, first: str, second: str) -> tuple[list[tuple[int, bool]], float]:
        """The odd words of two releases, by their numbers in the first, and whether both read them the same.

        The second value is the share read the same, from 0 to 1, a little lower if there are few.
        """
        return self._odd[first, second]

    def read_same_beside(self, passage: Passage) -> float:
        """The share, from 0 to 1, of the odd words next to a passage that both releases read the same.

        One page may be the same scan in both releases, another not. If few words are odd, those of the whole text
        count, too.
        """
        odd, everywhere = self.odd_words(passage.fuller.id, passage.lacking.id)
        low, high = bisect_left(odd, (passage.start - WORDS_BESIDE,)), bisect_left(odd, (passage.end + WORDS_BESIDE,))
        return (sum(is_same for _, is_same in odd[low:high]) + WEIGHT_OF_TEXT * everywhere) / (
            high - low + WEIGHT_OF_TEXT
        )

    def voice_of(self, names: Iterable[str]) -> dict[str, str]:
        """For each release the first that is one voice with it."""
        voices: dict[str, str] = {}
        for name in names:
            voices[name] = next((voice for voice in voices.values() if self.is_one_voice(name, voice)), name)
        return voices

    def voices(self, names: Iterable[str]) -> list[str]:
        """The releases without those that read the same scan by the same engine as an earlier one."""
        return list(dict.fromkeys(self.voice_of(names).values()))

    def is_printed_before(self, passage: Passage, printing: Sequence[str]) -> bool:
        """Whether a release that is earlier than the lacking one prints a passage."""
        return any(self.order(name, passage.lacking.id) < 0 for name in (passage.fuller.id, *printing))

    def missing(self, fuller: str, lacking: str) -> list[int]:
        """The letters of one release that another lacks, as running totals before each word and at the end."""
        if (fuller, lacking) not in self._missing:
            letters = [len(key) for key in self.witnesses[fuller].keys]
            for pair in self.pairs[fuller, lacking]:
                if pair.both and is_alike(self.witnesses[fuller], self.witnesses[lacking], pair):
                    letters[pair.start : pair.end] = [0] * (pair.end - pair.start)
            self._missing[fuller, lacking] = list(accumulate(letters, initial=0))
        return self._missing[fuller, lacking]

    def lacking_words(self, passage: Passage) -> set[str]:
        """The keys of the words that the lacking release lacks outside a passage."""
        places = self.places(passage.fuller.id, passage.lacking.id)
        keys = passage.fuller.keys
        return {
            key
            for at, (key, (start, end)) in enumerate(zip(keys, places, strict=True))
            if start == end and not passage.start <= at < passage.end
        }

    def lacking_around(self, passage: Passage) -> float:
        """The share, from 0 to 1, of the letters around a passage that its lacking release lacks, too."""
        missing = self.missing(passage.fuller.id, passage.lacking.id)
        keys = passage.fuller.keys
        low, high = max(passage.start - WORDS_AROUND, 0), min(passage.end + WORDS_AROUND, len(keys))
        letters = sum(map(len, keys[low : passage.start])) + sum(map(len, keys[passage.end : high]))
        lacking = missing[passage.start] - missing[low] + missing[high] - missing[passage.end]
        return lacking / letters if letters else 1.0

    def lost(self, fuller: str, lacking: str) -> float:
        """The share, from 0 to 1, of the letters of a release that another lacks in pieces shorter than ``BLOCK``."""
        missing = self.missing(fuller, lacking)
        letters = sum(map(len, self.witnesses[fuller].keys))
        pieces = [0]
        for before, after in pairwise(missing):
            if after > before:
                pieces[-1] += after - before
            elif pieces[-1]:
                pieces.append(0)
        return sum(piece for piece in pieces if piece < BLOCK) / letters if letters else 0.0
