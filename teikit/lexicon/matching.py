"""Finding what stands in a closed list: lines of stamps, and forms nearest to a misread one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.lexicon.entries import Stamp

NOT_KEY = re.compile(r"[\W_]+")
DIGIT = re.compile(r"\d")
LONG = 14
LINES = 4_096  # lines whose letters are cached: several passes ask for the same
REMEMBERED = 10_000  # lines whose matches are cached: several passes ask for the same
LONGEST_REMEMBERED = 200  # characters of such a line
EDGES = " \t.,:;'\"`‘’“”|~_-—–•*°=<>\\/"


class StampMatch(NamedTuple):
    """A line of text that is line ``line`` (from 0) of ``stamp``; ``similarity`` is 1 where the letters agree."""

    stamp: Stamp
    line: int
    similarity: float


class _Entry(NamedTuple):
    stamp: Stamp
    line: int | None  # None for a decoy
    key: str


def key(line: str) -> str:
    """A line as it is compared: letters and digits in capitals, every digit a 9.

    >>> key('By mib NARA, Date 10/18/95')
    'BYMIBNARADATE999999'
    """
    return _short_key(line) if len(line) <= LONGEST_REMEMBERED else _key(line)


def _key(line: str) -> str:
    return DIGIT.sub("9", NOT_KEY.sub("", line).upper())


_short_key = lru_cache(LINES)(_key)


@cache
def least(length: int) -> float:
    """How similar two keys of this length must be: .72 from 30 characters up, .83 under 8, in a line between."""
    return max(0.72, min(0.83, 0.83 - 0.11 * (length - 8) / 22))


class StampIndex:
    """All lines of all stamps, ready to be looked up. Build it once; look-ups only add to its caches."""

    def __init__(self, stamps: Iterable[Stamp]) -> None:
        stamps = tuple(stamps)
        self._entries: list[_Entry] = []
        self._patterns: list[tuple[Stamp, int]] = []
        for stamp in stamps:
            for number, line in enumerate(stamp.lines):
                if line.pattern:
                    self._patterns.append((stamp, number))
                self._entries += (_Entry(stamp, number, key(text)) for text in _readings(stamp, line.text))
            self._entries += (_Entry(stamp, None, key(decoy)) for decoy in stamp.decoys)
        patterns = "|".join(f"(?:{stamp.lines[number].pattern})" for stamp, number in self._patterns)
        self._any_pattern = re.compile(patterns or "(?!)", re.IGNORECASE)
        self._buckets: dict[int, _Bucket] = {}
        self._matches: dict[str, Sequence[StampMatch]] = {}
        self._at_edge = _at_edge(line.text for stamp in stamps for line in stamp.lines)

    def at_edge(self, line: str) -> tuple[int, int] | None:
        """Where a long line of a stamp, to the letter, stands at the edge of a line of other text; None if none does.

        Only lines of LONG letters and more: DECLASSIFIED and DEPARTMENT OF STATE are words of telegrams, too.
        """
        match = self._at_edge.search(line)
        return match.span() if match else None

    def find(self, line: str) -> StampMatch | None:
        """The stamp line that one line of text most resembles, or None if none is near enough."""
        return next(iter(self.find_all(line)), None)

    def find_all(self, line: str) -> Sequence[StampMatch]:
        """Every stamp line that one line of text resembles, best first; without stamps that have a decoy equally near.

        Stamps share lines (DECLASSIFIED stands in many): the lines around it tell which of them it is.
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
        if not self._any_pattern.fullmatch(line):
            return []
        return [
            StampMatch(stamp, number, 1.0)
            for stamp, number in self._patterns
            if stamp.lines[number].reads.fullmatch(line)
        ]

    def _scored(self, wanted: str) -> list[tuple[float, _Entry]]:
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
    """The entries that keys of one length may resemble, by trigram, and how many trigrams they must share at least."""

    containing: dict[str, list[int]]
    needed: dict[int, int]

    @classmethod
    def of(cls, entries: list[_Entry], length: int) -> _Bucket:
        containing: dict[str, list[int]] = defaultdict(list)
        needed = {}
        for index, entry in enumerate(entries):
            edits = _edits(length, len(entry.key))
            if abs(length - len(entry.key)) <= edits:
                parts = trigrams(entry.key)
                # One edit spoils three trigrams at most; of a line with a quarter misread a third is left as a rule.
                needed[index] = max(len(parts) - 3 * edits, len(parts) // 4)
                for trigram in parts:
                    containing[trigram].append(index)
        return cls(dict(containing), needed)


def _at_edge(texts: Iterable[str]) -> re.Pattern[str]:
    """The long lines of stamps, to the letter but for what stands between words, at the end or the start of a line."""
    long = sorted({text for text in texts if len(key(text)) >= LONG}, key=lambda text: (-len(text), text))
    words = [map(re.escape, NOT_KEY.sub(" ", text).split()) for text in long]
    phrases = "|".join(r"\W{1,4}".join(parts) for parts in words) or "(?!)"
    at_end, at_start = rf"(?:^|(?<=\s))\W{{0,3}}(?:{phrases})\W{{0,6}}$", rf"^\W{{0,6}}(?:{phrases})\W{{0,3}}(?=\s)"
    return re.compile(f"{at_end}|{at_start}", re.IGNORECASE)


@cache
def _edits(length: int, entry: int) -> int:
    """The number of edits by which a key of one length may differ from a stamp line of another."""
    return int((1 - least(entry)) * max(length, entry))


def _readings(stamp: Stamp, text: str) -> list[str]:
    """A line of a stamp, and as it reads with any of the misreadings known inside that stamp."""
    readings = [text] if text else []
    for known in stamp.wrong:
        readings += [reading.replace(known.right, known.wrong) for reading in readings if known.right in reading]
    return readings


def trigrams(text: str) -> Mapping[str, None]:
    """The trigrams of a text, each once, in its order: so of equally near lines the same one is always taken."""
    return _trigrams_of_short(text) if len(text) <= LONGEST_REMEMBERED else _trigrams(text)


def _trigrams(text: str) -> Mapping[str, None]:
    return dict.fromkeys([text[index : index + 3] for index in range(len(text) - 2)])


_trigrams_of_short = lru_cache(LINES)(_trigrams)


def nearest(form: str, choices: Iterable[str], most: int = 2) -> str | None:
    """The one of ``choices`` that differs least from ``form``, by at most ``most`` edits and a third of its length.

    None if nothing is so near, or if two are equally near: a guess is worse than nothing. Case does not count.

    >>> nearest("NACT", ["NIACT", "FLASH"])
    'NIACT'
    >>> nearest("GROUP 8", ["GROUP 1", "GROUP 3"])
    """
    wanted = form.upper()
    distances = sorted(
        (Levenshtein.distance(wanted, choice.upper()), choice)
        for choice in dict.fromkeys(choices)
        if abs(len(choice) - len(wanted)) <= most
    )
    if not distances:
        return None
    distance, choice = distances[0]
    if distance > min(most, len(choice) // 3) or (len(distances) > 1 and distances[1][0] == distance):
        return None
    return choice
