"""The wording of things on the pages of a collection (patterns.toml), compiled for each use.

A pattern gives the wording (``EXCISED COPY``); ``USES`` says where on a line it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from teikit.lexicon.collection import Collection
from teikit.lexicon.pattern_uses import USES

FILLER = regex.compile(r"\{([a-z]+)\}")
"""A name in braces in a pattern, which the collection replaces: {month}, {numeral}."""
LINE_START = regex.compile(r"^(?:\(\?[im]+\))?\^")
"""The beginning of the expression of a use that begins with a line: white space may precede its wording."""


@dataclass(frozen=True)
class Pattern:
    """One pattern of a role: a regular expression, examples that it must match, and decoys that it must not."""

    role: str
    name: str
    reads: str
    examples: tuple[str, ...]
    decoys: tuple[str, ...]
    source: str


class Patterns:
    """The patterns of a collection, compiled for each use when a rule first asks for it."""

    def __init__(self, patterns: Sequence[Pattern], collection: Collection) -> None:
        self.all = tuple(patterns)
        self._fillers = {  # the replacements of the collection, by the names in braces
            "month": collection.calendar.month,
            "numeral": "|".join(collection.numerals[1:]),
            "minutes": collection.calendar.minutes,
        }
        self._compiled: dict[str, regex.Pattern[str]] = {}
        self._each: dict[str, Mapping[str, regex.Pattern[str]]] = {}

    def __getitem__(self, use: str) -> regex.Pattern[str]:
        """The compiled expression of a use; it matches nothing if the collection has no pattern of its role."""
        if use not in self._compiled:
            self._compiled[use] = self.compiled(use, self.all)
        return self._compiled[use]

    def each(self, use: str) -> Mapping[str, regex.Pattern[str]]:
        """The compiled expression of each pattern of a use by itself, by its name."""
        if use not in self._each:
            patterns = [pattern for pattern in self.all if pattern.role == USES[use][0]]
            self._each[use] = {pattern.name: self.compiled(use, [pattern]) for pattern in patterns}
        return self._each[use]

    def compiled(self, use: str, patterns: Sequence[Pattern]) -> regex.Pattern[str]:
        """The compiled expression of a use, with those of the patterns that have its role."""
        role, around = USES[use]
        words = "|".join(f"(?:{self.filled(pattern)})" for pattern in patterns if pattern.role == role)
        return regex.compile(LINE_START.sub(r"\g<0>[ \\t]*+", around).replace("%s", words or "(?!)"))

    def filled(self, pattern: Pattern) -> str:
        """The regular expression of a pattern, filled in by the collection."""
        return FILLER.sub(lambda match: self._fillers.get(match[1], match[0]), pattern.reads)
