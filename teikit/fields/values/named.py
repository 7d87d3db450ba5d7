"""The names of a collection among the words of a value: places, offices, officers with their city or their agency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from teikit.core import Span
from teikit.fields.values.names import COPIES, Name
from teikit.fields.values.parties import MOST_WORDS, Parties
from teikit.fields.values.words import HeaderWords, ReadWord
from teikit.lexicon.patterns import Patterns

OF = regex.compile(r"\s+(?i:of)\s")  # the word that makes a director another officer: Dixector of Security


class NameFinder:
    """Finds the names of a collection among the words of a value."""

    def __init__(self, words: HeaderWords, parties: Parties, patterns: Patterns) -> None:
        self._words, self._names, self._parties = words, words.names, parties
        self._field_office = patterns["field office"]  # words after a city: New York Field Office

    def names_in(self, value: str, words: list[ReadWord]) -> Iterator[tuple[Name, Span]]:
        """The names among words, the longest at each place, even over a line end: ``RIO DE`` / ``JANEIRO``."""
        at = 0
        after_role = False
        while at < len(words):
            city = self._city(value, words[at : at + MOST_WORDS]) if after_role else None
            longest = city or self._parties.longest(value, words[at : at + MOST_WORDS])
            after_role = longest is not None and longest[0].kind == "role"
            name, span, count = longest or (None, Span(0, 0), 1)
            agency = self._agency(value, words[at + count :]) if name and self._names.is_head(name.form) else None
            if name and agency:
                yield Name("role", name.form), span
                yield agency
                return
            if name and not self._is_part(value, words[:at], name, span):
                yield _without_copies(name, value, span)
            at += count

    def in_long_names(self, value: str, words: Sequence[ReadWord]) -> set[ReadWord]:
        """The words of names of several words that are read to the letter: both of ``LA PAZ``."""
        runs = (words[at : at + count] for at in range(len(words)) for count in range(2, MOST_WORDS + 1))
        return {
            word
            for run in runs
            if self._names.known(value[run[0].span.start : run[-1].span.end], exact=True)
            for word in run
        }

    def _is_part(self, value: str, before: Sequence[ReadWord], name: Name, span: Span) -> bool:
        """Whether a name is only a part of another one, by the words before and after it."""
        is_qualified = bool(before) and before[-1].text.upper() in self._words.qualifiers
        is_short = name.kind == "org" and " " not in name.form  # DEPARTMENT OF EXTERNAL AFFAIRS
        may_go_on = self._names.is_head(name.form) or is_short
        is_titled = may_go_on and OF.match(value, span.end) is not None
        return is_qualified or is_titled or self._field_office.match(value, span.end) is not None

    def _agency(self, value: str, words: list[ReadWord]) -> tuple[Name, Span] | None:
        """The agency with which a line below its director begins: ``Director`` / ``National Security Agency``."""
        for at, word in enumerate(words):
            if not value[: word.span.start].rstrip(" ").endswith(("\n", "\r")):
                continue
            for count in range(min(len(words) - at, MOST_WORDS), 1, -1):
                span = Span(word.span.start, words[at + count - 1].span.end)
                if name := self._names.agency(value[slice(*span)]):
                    return name, span
        return None

    def _city(self, value: str, words: list[ReadWord]) -> tuple[Name, Span, int] | None:
        """The city with which words after an officer begin, its span and number of words: ``SAC, SALT LAKE CITY``."""
        for count in range(len(words), 0, -1):
            span = Span(words[0].span.start, words[count - 1].span.end)
            if name := self._names.city(value[slice(*span)]):
                return name, span, count
        return None


def _without_copies(name: Name, value: str, span: Span) -> tuple[Name, Span]:
    """An office without the number of its copies: ``WH`` of ``WH 5``."""
    copies = COPIES.search(value[slice(*span)]) if name.kind == "org" else None
    if copies is None:
        return name, span
    return Name(name.kind, COPIES.sub("", name.form)), Span(span.start, span.start + copies.start())
