"""Find the entry of a name in a text: by its exact form, a variant, its sound, or a slip of the engine.

Spellings of a name that is written in another alphabet sound alike (DOBRYNIN, DOBRINYN): such a form is the typist's,
and the name is recognised. A form that differs in a letter and sounds different (DOBRYNLN) is a misreading, to be
corrected, not linked. A form that is equally near to two entries matches neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeVar

import jellyfish

from teikit.authorities.entries import Entry

SHORTEST_FORM = 5  # letters of the shortest form that is compared by likeness
FARTHEST = 2  # letters in which a spelling that sounds alike may differ
SLIP = 1  # letters in which a misreading differs
NEAREST = 0.88  # least Jaro-Winkler similarity of a spelling
VOWELS = frozenset("AEIOUY")  # a word that ends in one is another name, if the name does not: DOBRYNINA
MOST_WORDS = 6  # words of the longest form
Key = TypeVar("Key")
Value = TypeVar("Value")


class Likeness(StrEnum):
    """How a form in a text matches a name of a list."""

    EXACT = "exact"  # a form of the list
    SURNAME = "surname"  # the surname of a person
    SOUND = "sound"  # another spelling, which sounds alike
    SLIP = "slip"  # it differs in a letter and sounds different: misread


class Match(NamedTuple):
    """An entry that a form may mean, and how it matches."""

    entry: Entry
    likeness: Likeness


class Authorities:
    """All lists together, ready to be looked up."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = tuple(entries)

    def __bool__(self) -> bool:
        return bool(self.entries)

    @cached_property
    def _exact(self) -> dict[tuple[str, ...], list[Entry]]:
        return _grouped((form, entry) for entry in self.entries for form in entry.forms)

    @cached_property
    def _surnames(self) -> dict[str, list[Entry]]:
        return _grouped((entry.surname, entry) for entry in self.entries if entry.surname)

    @cached_property
    def _single(self) -> dict[str, list[Entry]]:
        """People by each of their forms of one word."""
        forms = (
            (word, entry)
            for entry in self.entries
            if entry.kind == "persons"
            for word in {entry.surname, *(form[0] for form in entry.forms if len(form) == 1)}
            if word and " " not in word
        )
        return _grouped(forms)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        return _grouped((jellyfish.metaphone(word), word) for word in self._single)

    @cached_property
    def _deleted(self) -> dict[str, list[str]]:
        """Words by their forms with one letter deleted: two words that differ by a slip share one of these."""
        return _grouped((part, word) for word in self._single if len(word) >= SHORTEST_FORM for part in _parts(word))

    def exact(self, words: Sequence[str]) -> list[Entry]:
        """The entries that have the folded words as a form."""
        return self._exact.get(tuple(words), [])

    def surname(self, words: Sequence[str]) -> list[Entry]:
        """The people with the folded words as their surname or as another form: FINLETTER."""
        named = self._surnames.get(" ".join(words), [])
        further = [entry for entry in self.exact(words) if entry.kind == "persons" and entry not in named]
        return [*named, *further] if named else []

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The words with which forms and surnames begin."""
        begins = {form[0] for form in self._exact} | {surname.split()[0] for surname in self._surnames}
        return frozenset(begins)

    def alike(self, word: str) -> list[Match]:
        """The people of whose surname or single name a folded word is another spelling or a misreading, the nearest.

        There are several if they are equally near, and none for a word that is itself a form of the list.
        """
        if len(word) < SHORTEST_FORM or word in self._single:
            return []
        sounding = [
            (_distance(word, listed), listed)
            for listed in self._by_sound.get(jellyfish.metaphone(word), ())
            if jellyfish.jaro_winkler_similarity(word, listed) >= NEAREST and _may_be_spelled(word, listed)
        ]
        near = [(distance, listed) for distance, listed in sounding if distance <= FARTHEST]
        likeness = Likeness.SOUND
        if not near:
            likeness = Likeness.SLIP
            known_words = {listed for part in _parts(word) for listed in self._deleted.get(part, ())}
            distances = ((_distance(word, listed), listed) for listed in known_words)
            near = [(distance, listed) for distance, listed in distances if distance <= SLIP]
        best = min((distance for distance, _ in near), default=0)
        names = sorted(listed for distance, listed in near if distance == best)
        return [Match(entry, likeness) for name in names for entry in self._single[name]]

    def is_spelling(self, old: str, new: str) -> bool:
        """Whether a word is another spelling of a listed name by the typist, not a misreading (DOBRYN1N)."""
        is_word = old.replace("'", "").isalpha()
        return is_word and old != new and new in self._single and jellyfish.metaphone(old) == jellyfish.metaphone(new)

    def candidates(self, words: Sequence[str]) -> list[Match]:
        """All entries that the folded words may mean, by the best likeness found."""
        if exact := self.exact(words):
            return [Match(entry, Likeness.EXACT) for entry in exact]
        if named := self.surname(words):
            return [Match(entry, Likeness.SURNAME) for entry in named]
        return self.alike(words[-1]) if words else []


NO_AUTHORITIES = Authorities()


def single(entries: Iterable[Entry]) -> Entry | None:
    """An entry for the one thing that all entries mean; None if they mean several, or have no identifier."""
    refs = {entry.ref: entry for entry in entries}
    return next(iter(refs.values())) if len(refs) == 1 and "" not in refs else None


def _may_be_spelled(word: str, listed: str) -> bool:
    """Whether a word may be another spelling, by its letters: DOBRYNINA is another name, D0BRYNIN is misread."""
    return word.replace("'", "").isalpha() and (word[-1] in VOWELS) == (listed[-1] in VOWELS)


def _distance(form: str, listed: str) -> int:
    return jellyfish.damerau_levenshtein_distance(form, listed)


def _parts(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """The values of each key, each once, in the order of their first occurrence."""
    groups: dict[Key, list[Value]] = {}
    for key, value in pairs:
        group = groups.setdefault(key, [])
        if value not in group:
            group.append(value)
    return groups
