"""The names of a collection among the words of a value: places, offices, officers with their city or their agency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from teikit.core import Span
from teikit.fields.names import Name, Names
from teikit.fields.parties import MOST_WORDS, Parties
from teikit.fields.words import Word

RANKS = frozenset({"DEPUTY", "ASSISTANT", "ASSOCIATE", "ACTING", "EXECUTIVE", "FEDERAL", "WAR"})
"""Words that make the name behind them another one: ``Deputy Director``, ``Federal Bureau of Investigation``, ``WAR
DEPARTMENT``."""
FIELD_OFFICE = regex.compile(r"\s+(?i:field office)")  # what makes a city the name of an office: New York Field Office
OF = regex.compile(r"\s+of\s")  # what makes a director another officer: Dixector of Security
DIRECTORS = frozenset({"DIRECTOR", "THE DIRECTOR"})
"""Officers who are named with their agency."""


def names_in(value: str, words: list[Word], names: Names, parties: Parties) -> Iterator[tuple[Name, Span]]:
    """The names among some words, the longest at each place, also over a line end: ``RIO DE`` / ``JANEIRO``."""
    index = 0
    after_role = False
    while index < len(words):
        city = _city(value, words[index : index + MOST_WORDS], names) if after_role else None
        longest = city or parties.longest(value, words[index : index + MOST_WORDS])
        after_role = longest is not None and longest[0].kind == "role"
        name, span, count = longest or (None, Span(0, 0), 1)
        agency = _agency(value, words[index + count :], names) if name and name.form in DIRECTORS else None
        if name and agency:
            yield Name("role", name.form), span
            yield agency
            return
        if name and not _is_part(value, words[:index], name, span):
            yield name, span
        index += count


def _is_part(value: str, before: Sequence[Word], name: Name, span: Span) -> bool:
    """Whether a name is only a part of another one, by the words before and behind it."""
    is_ranked = bool(before) and before[-1].text.upper() in RANKS
    is_titled = name.form in DIRECTORS and OF.match(value, span.end) is not None
    return is_ranked or is_titled or FIELD_OFFICE.match(value, span.end) is not None


def _agency(value: str, words: list[Word], names: Names) -> tuple[Name, Span] | None:
    """The agency with which a line below its director begins: ``Director`` / ``National Security Agency``."""
    for index, word in enumerate(words):
        if not value[: word.span.start].rstrip(" ").endswith(("\n", "\r")):
            continue
        for count in range(min(len(words) - index, MOST_WORDS), 1, -1):
            span = Span(word.span.start, words[index + count - 1].span.end)
            if name := names.agency(value[slice(*span)]):
                return name, span
    return None


def _city(value: str, words: list[Word], names: Names) -> tuple[Name, Span, int] | None:
    """The city with which words after an officer begin, its span and number of words: ``SAC, SALT LAKE CITY``."""
    for count in range(len(words), 0, -1):
        span = Span(words[0].span.start, words[count - 1].span.end)
        if name := names.city(value[slice(*span)]):
            return name, span, count
    return None
