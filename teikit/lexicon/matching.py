"""Find misread text in closed lists: lines of stamps, and the form that is nearest to a misread one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from teikit.lexicon.entries import Stamp

NOT_KEY = re.compile(r"[\W_]+")  # signs that are ignored when words are compared
DIGIT = re.compile(r"\d")  # any digit counts as 9
LONG_LINE = 14  # letters of a line of a stamp that is recognised inside another line, at least
LINES = 4_096  # lines whose keys are cached, at most: several passes ask for the same
REMEMBERED = 10_000  # lines whose matches are cached, at most
LONGEST_REMEMBERED = 200  # characters of a line that is cached, at most
SHORT_KEY = 8  # characters of a short key, at most
LONG_KEY = 30  # characters of a long key, at least
LEAST_OF_SHORT = 0.83  # least similarity to a short key; some four of 110 matches at these limits were wrong
LOWER_FOR_LONG = 0.11  # by how much less a long key need be similar, because more of it is left
EDGES = " \t.,:;'\"`‘’“”|~_-—–•*°=<>\\/"  # specks around a line


class StampMatch(NamedTuple):
    """A line of text that is line ``line``, from 0, of ``stamp``; ``similarity`` is 1 if all letters agree."""

    stamp: Stamp
    line: int
    similarity: float


class _Entry(NamedTuple):
    """A line or a decoy of a stamp, with its key."""

    stamp: Stamp
    line: int | None  # None for a decoy
    key: str


def key(line: str) -> str:
    """A line for comparison: letters and digits in capitals, every digit a 9.

    >>> key('By mib NARA, Date 10/18/95')
    'BYMIBNARADATE999999'
    """
    return _short_key(line) if len(line) <= LONGEST_REMEMBERED else _key(line)


def _key(line: str) -> str:
    """The same without the cache."""
    return DIGIT.sub("9", NOT_KEY.sub("", line).upper())


_short_key = lru_cache(LINES)(_key)


def letters(text: str) -> str:
    """The letters of a text, in capitals."""
    return "".join(filter(str.isalpha, text.upper()))


@cache
def least(length: int) -> float:
    """The least similarity of two keys of this length: linear between that of a short key and that of a long one."""
    longer = min(max(length - SHORT_KEY, 0), LONG_KEY - SHORT_KEY)
    return LEAST_OF_SHORT - LOWER_FOR_LONG * longer / (LONG_KEY - SHORT_KEY)


class StampIndex:
    """The lines of some stamps, indexed to be found even if they are misread. It caches what it finds."""

    def __init__(self, stamps: Iterable[Stamp]) -> None:
        stamps = tuple(stamps)
        self._entries: list[_Entry] = []
        self._patterns: list[tuple[Stamp, int]] = []
        for stamp in stamps:
            for at, line in enumerate(stamp.lines):
                if line.pattern and not line.counts_beside:
                    self._patterns.append((stamp, at))
                self._entries += (_Entry(stamp, at, key(text)) for text in _readings(stamp, line.text))
            self._entries += (_Entry(stamp, None, key(decoy)) for decoy in stamp.decoys)
        patterns = "|".join(f"(?:{stamp.lines[at].pattern})" for stamp, at in self._patterns)
        self._any_pattern = regex.compile(patterns or "(?!)", regex.IGNORECASE)
        self._buckets: dict[int, _Bucket] = {}
        self._matches: dict[str, Sequence[StampMatch]] = {}
        self._at_edge = _at_edge(line.text for stamp in stamps for line in stamp.lines)

    def at_edge(self, line: str) -> tuple[int, int] | None:
        """Start and end of an undamaged line of a stamp at the edge of a line of other text; None if there is none.

        Only lines of ``LONG_LINE`` letters or more count: telegrams have DECLASSIFIED and DEPARTMENT OF STATE, too.
        """
        match = self._at_edge.search(line) if len(line) >= LONG_LINE else None
        return match.span() if match else None

    def find(self, line: str) -> StampMatch | None:
        """The line of a stamp that a line of text resembles most, and that is enough to show one; else None."""
        return next((match for match in self.find_all(line) if match.stamp.lines[match.line].shows_alone), None)

    def find_all(self, line: str) -> Sequence[StampMatch]:
        """All lines of stamps that a line of text resembles, the best first, without stamps with an equally near decoy.

        Stamps share lines, such as DECLASSIFIED; the lines around show which stamp it is.
        """
        matches = self._matches.get(line)
        if matches is None:
            matches = self._all_matches(line)
            if len(line) <= LONGEST_REMEMBERED:
                if len(self._matches) >= REMEMBERED:
                    self._matches.clear()
                self._matches[line] = matches
        return matches

    def _all_matches(self, line: str) -> list[StampMatch]:
        """The same without the cache."""
        matches = self._by_pattern(line.strip(EDGES))
        scored = self._scored(key(line))
        decoys: dict[str, float] = {}
        for similarity, entry in scored:
            if entry.line is None:
                decoys[entry.stamp.name] = max(similarity, decoys.get(entry.stamp.name, 0.0))
        matches += (
            StampMatch(entry.stamp, entry.line, similarity)
            for similarity, entry in scored
            if entry.line is not None and similarity > decoys.get(entry.stamp.name, 0.0)
        )
        return sorted(matches, key=lambda match: -match.similarity)

    def _by_pattern(self, line: str) -> list[StampMatch]:
        """The lines of stamps with a pattern that a whole line matches."""
        if not self._any_pattern.fullmatch(line):
            return []
        return [StampMatch(stamp, at, 1.0) for stamp, at in self._patterns if stamp.lines[at].reads.fullmatch(line)]

    def _scored(self, wanted: str) -> list[tuple[float, _Entry]]:
        """The entries that a key resembles, each with its similarity, 0 to 1."""
        length = len(wanted)
        bucket = self._buckets.get(length)
        if bucket is None:
            bucket = self._buckets[length] = _Bucket.of(self._entries, length)
        containing = bucket.containing
        shared = Counter(chain.from_iterable([containing[part] for part in trigrams(wanted) if part in containing]))
        scored = []
        for index, count in shared.items():
            if count >= bucket.needed[index]:
                entry = self._entries[index]
                distance = Levenshtein.distance(wanted, entry.key)
                if distance <= _edits(length, len(entry.key)):
                    scored.append((1 - distance / max(length, len(entry.key)), entry))
        return scored


class _Bucket(NamedTuple):
    """The entries that keys of one length may resemble: their numbers by trigram, and how many they must share."""

    containing: dict[str, list[int]]
    needed: dict[int, int]

    @classmethod
    def of(cls, entries: list[_Entry], length: int) -> _Bucket:
        """The bucket for keys of a length."""
        containing: dict[str, list[int]] = defaultdict(list)
        needed = {}
        for index, entry in enumerate(entries):
            edits = _edits(length, len(entry.key))
            if abs(length - len(entry.key)) <= edits:
                parts = trigrams(entry.key)
                # One edit spoils at most three trigrams. If a quarter of a line is misread, a third of them is
                # usually left, so a quarter of them is asked for at least.
                needed[index] = max(len(parts) - 3 * edits, len(parts) // 4)
                for trigram in parts:
                    containing[trigram].append(index)
        return cls(dict(containing), needed)


def _at_edge(texts: Iterable[str]) -> re.Pattern[str]:
    """A pattern of the long lines of stamps at the edge of a line; only the signs between words may differ."""
    long = sorted({text for text in texts if len(key(text)) >= LONG_LINE}, key=lambda text: (-len(text), text))
    words = [map(re.escape, NOT_KEY.sub(" ", text).split()) for text in long]
    phrases = "|".join(r"\W{1,4}".join(parts) for parts in words) or "(?!)"
    at_end, at_start = rf"(?:^|(?<=\s))\W{{0,3}}(?:{phrases})\W{{0,6}}$", rf"^\W{{0,6}}(?:{phrases})\W{{0,3}}(?=\s)"
    return re.compile(f"{at_end}|{at_start}", re.IGNORECASE)


@cache
def _edits(length: int, entry: int) -> int:
    """The most edits by which a key of one length may differ from that of an entry of another length."""
    return int((1 - least(entry)) * max(length, entry))


def _readings(stamp: Stamp, text: str) -> list[str]:
    """A line of a stamp as it is printed, and with each known misreading of that stamp."""
    readings = [text] if text else []
    for confusion in stamp.wrong:
        readings += [
            reading.replace(confusion.right, confusion.wrong) for reading in readings if confusion.right in reading
        ]
    return readings


def trigrams(text: str) -> Mapping[str, None]:
    """The trigrams of a text, each once and in order, so that the same one of equally near lines is always taken."""
    return _trigrams_of_short(text) if len(text) <= LONGEST_REMEMBERED else _trigrams(text)


def _trigrams(text: str) -> Mapping[str, None]:
    """The same without the cache."""
    return dict.fromkeys([text[index : index + 3] for index in range(len(text) - 2)])


_trigrams_of_short = lru_cache(LINES)(_trigrams)


def nearest(form: str, choices: Iterable[str], most: int = 2) -> str | None:
    """The one of ``choices`` that differs least from ``form``, ignoring case, by at most ``most`` edits.

    It must not differ in more than a third of its letters. None if no choice is so near, or two are equally near.

    >>> nearest("NACT", ["NIACT", "FLASH"])
    'NIACT'
    >>> nearest("GROUP 8", ["GROUP 1", "GROUP 3"])
    """
    choices = list(dict.fromkeys(choices))
    capitals = [choice.upper() for choice in choices]
    near = extract(form.upper(), capitals, scorer=Levenshtein.distance, score_cutoff=most, limit=2)
    if not near or (len(near) > 1 and near[1][1] == near[0][1]):
        return None
    _, distance, at = near[0]
    return choices[at] if distance <= len(choices[at]) // 3 else None
