"""Find phrases of printed forms in lines that an OCR engine may have misread.

A phrase is found anywhere in a line, even with letters misread (``REPRODUCTION DY OTHER THAN``), spaced out (``D I S P
A T C H``) or run together (``ENDOFMESSAGE``). It must begin and end within a letter or two of where words do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from teikit.lexicon.matching import least, trigrams

EXACT_LETTERS = 5  # most letters of a phrase in which none may be misread
SHORT_PHRASE = 9  # letters of a phrase that must begin and end exactly where words do, at most
SLACK = 2  # letters by which the ends of a longer phrase may be away from those of words, at most
LONGEST_LINE = 300  # characters of a line that are searched, at most: a longer one is a paragraph without line ends
SPECK_LETTERS = 3  # letters before a phrase at the start of a line that may be specks, at most: "ba MEMORANDUM FOR"
RATIO_SLACK = 8  # points, of 100, by which the ratio of rapidfuzz may be below the similarity that is required
PHRASE_WORD = re.compile(r"[^\W_]+")  # a word of a phrase, of letters and digits


class Place(NamedTuple):
    """The place of a phrase in a line: its number, start and end in the line, similarity (1 if all letters agree)."""

    phrase: int
    start: int
    end: int
    similarity: float


class Letters:
    """The letters and digits of a line in capitals, without anything between them, and where its words begin."""

    __slots__ = ("_places", "begins", "text")

    def __init__(self, line: str) -> None:
        words = [match.span() for match in PHRASE_WORD.finditer(line, 0, LONGEST_LINE)]
        self.text = capitals("".join([line[start:end] for start, end in words]))
        self.begins = list(accumulate([end - start for start, end in words], initial=0))
        self._places = [start for start, _ in words]

    def offset(self, letter: int) -> int:
        """The offset in the line of a letter, counted from 0."""
        word = bisect_right(self.begins, letter) - 1
        return self._places[word] + letter - self.begins[word]

    def is_edge(self, letter: int) -> bool:
        """Whether a word begins or ends within ``SLACK`` letters of a letter."""
        return self.begins[bisect_right(self.begins, letter + SLACK) - 1] >= letter - SLACK


def capitals(text: str) -> str:
    """A text in capitals, letter for letter: a letter whose capital would be two (``ﬁ``, ``ß``) stays as it is.

    >>> capitals("oﬃce")
    'OﬃCE'
    """
    upper = text.upper()
    if len(upper) == len(text):
        return upper
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)


class FormPhrases:
    """Phrases, indexed to be found in lines. Those whose numbers are in ``at_start`` count only at the start of a line.

    >>> index = FormPhrases(["END OF MESSAGE"])
    >>> [place.similarity > 0.8 for place in index.find("ENO OF FESSAGE")]
    [True]
    """

    def __init__(self, phrases: Iterable[str], at_start: frozenset[int] = frozenset()) -> None:
        self.phrases = tuple(Letters(phrase).text for phrase in phrases)
        self._least = [least(len(phrase)) for phrase in self.phrases]
        self._edits = [_edits(phrase) for phrase in self.phrases]
        self._at_start = at_start
        self._reach = 2 * SPECK_LETTERS + max((len(self.phrases[number]) for number in at_start), default=0)
        self._exact: defaultdict[str, list[int]] = defaultdict(list)
        self._anywhere: defaultdict[str, list[int]] = defaultdict(list)
        self._first: defaultdict[str, list[int]] = defaultdict(list)
        self._needed: dict[int, int] = {}
        for number, phrase in enumerate(self.phrases):
            if len(phrase) <= EXACT_LETTERS:
                self._exact[phrase].append(number)
                continue
            parts = trigrams(phrase)
            # One edit spoils at most three trigrams; if a quarter of a phrase is misread, a third is usually left.
            self._needed[number] = max(len(parts) - 3 * _edits(phrase), len(parts) // 3, 1)
            for trigram in parts:
                (self._first if number in at_start else self._anywhere)[trigram].append(number)

    def find(self, line: str) -> Iterator[Place]:
        """Each phrase in a line, once, at the place where it fits best."""
        letters = Letters(line)
        yield from self._to_the_letter(letters)
        for number, count in self._shared(letters.text).items():
            if count >= self._needed[number] and (place := self._place(number, letters)):
                yield place

    def _to_the_letter(self, letters: Letters) -> Iterator[Place]:
        """The phrases of at most ``EXACT_LETTERS`` letters that one or several whole words spell (``W O ATT``)."""
        seen = set()
        for index, start in enumerate(letters.begins[:-1]):
            for end in letters.begins[index + 1 :]:
                if end - start > EXACT_LETTERS:
                    break
                for number in self._exact.get(letters.text[start:end], ()):
                    if number not in seen and (start <= SPECK_LETTERS or number not in self._at_start):
                        seen.add(number)
                        yield Place(number, letters.offset(start), letters.offset(end - 1) + 1, 1.0)

    def _shared(self, text: str) -> Counter[int]:
        """How many trigrams each longer phrase shares with the letters of a line."""
        anywhere, first = self._anywhere, self._first
        lists = [anywhere[trigram] for trigram in trigrams(text) if trigram in anywhere]
        lists += [first[trigram] for trigram in trigrams(text[: self._reach]) if trigram in first]
        return Counter(chain.from_iterable(lists))

    def _place(self, number: int, letters: Letters) -> Place | None:
        """The place where a phrase fits best among the letters of a line; None if it fits nowhere."""
        phrase, edits = self.phrases[number], self._edits[number]
        if len(letters.text) < len(phrase) - edits:
            return None
        if len(phrase) > SHORT_PHRASE:
            stretch = _aligned(phrase, letters)
        elif _has_a_part(phrase, edits, letters.text):
            stretch = _as_words(phrase, edits, letters, SPECK_LETTERS if number in self._at_start else LONGEST_LINE)
        else:
            return None
        if stretch is None:
            return None
        start, end = stretch
        distance = Levenshtein.distance(phrase, letters.text[start:end])
        similarity = 1 - distance / max(len(phrase), end - start)
        if similarity < self._least[number]:
            return None
        return Place(number, letters.offset(start), letters.offset(end - 1) + 1, similarity)


def _aligned(phrase: str, letters: Letters) -> tuple[int, int] | None:
    """Start and end, in letters, of where a long phrase fits best; None if they are not near the ends of words."""
    if len(phrase) > len(letters.text):
        return 0, len(letters.text)
    place = partial_ratio_alignment(phrase, letters.text, score_cutoff=100 * least(len(phrase)) - RATIO_SLACK)
    if place is None or not (letters.is_edge(place.dest_start) and letters.is_edge(place.dest_end)):
        return None
    return place.dest_start, place.dest_end


def _has_a_part(phrase: str, edits: int, text: str) -> bool:
    """Whether a text has an unchanged part of a phrase.

    The phrase is cut into one part more than the edits that are allowed, so that one part must survive.
    """
    step = -(-len(phrase) // (edits + 1))
    return any(phrase[start : start + step] in text for start in range(0, len(phrase), step))


def _as_words(phrase: str, edits: int, letters: Letters, latest: int) -> tuple[int, int] | None:
    """Start and end, in letters, of the words that a short phrase fits best; they must not begin after ``latest``."""
    best, stretch = edits + 1, None
    for index, start in enumerate(letters.begins[:-1]):
        if best == 0 or start > latest:
            break
        for end in letters.begins[index + 1 :]:
            if end - start > len(phrase) + edits:
                break
            if end - start >= len(phrase) - edits:
                distance = Levenshtein.distance(phrase, letters.text[start:end], score_cutoff=best)
                if distance < best:
                    best, stretch = distance, (start, end)
    return stretch


def _edits(phrase: str) -> int:
    """The most edits by which a reading of a phrase may differ from it."""
    return int((1 - least(len(phrase))) * len(phrase))
