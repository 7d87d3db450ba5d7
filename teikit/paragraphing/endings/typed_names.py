"""The name of a signer in a line that holds little else: ``for Robert W. Gambino``, ``ps B. Me ASHCRAPT``."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

import regex

from teikit.core import Draft, Span, kinds
from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.endings.closing_lines import NO_VERB

NAME_WORD = regex.compile(r"\p{L}[\p{L}'’-]{3,}")  # a word of a name, unlike initials and Jr.
MOST_WORDS = 4  # words of a line with the name of the sender, at most
BEFORE = rf"^(?P<before>(?:/s/\s|(?!\d){NO_VERB}\S{{1,3}}\s){{0,3}}?)"  # what may precede a name: specks, /s/, for
JUNIOR = r"(?:,? (?:Jr|JR|Sr|SR|III?)\b\.?)?"  # what may follow one: Jr., III
WITH_INITIAL = regex.compile(
    BEFORE
    + r"\W?(?P<name>(?:\p{Lu}\p{L}+|\p{Lu}[.,])\s(?:[\p{Lu}¥€£][.,]\s?|Me\s){1,2}\p{Lu}[\p{L}'’-]{2,}"
    + JUNIOR
    + r")\W{0,4}$"
)
"""A name with an initial, perhaps misread: ``Horace ¥. Davis``, ``B. Me ASHCRAPT``."""
WITH_GIVEN = regex.compile(
    BEFORE
    + r"\W?(?P<name>(?:\p{Lu}\.\s?)?(?P<given>\p{Lu}\p{L}{2,})\s(?:\p{Lu}\.?\s){0,2}\p{Lu}[\p{L}'’-]{2,}"
    + JUNIOR
    + r")\W{0,4}$"
)
"""A name that begins with a given name: ``Robert Gambino``"""
MISREAD_INITIALS = regex.compile(BEFORE + r"\W?(?P<name>(?:\p{Lu}[\p{Ll}.,]\s){2}\p{Lu}['’]?\p{Lu}{3,})\W{0,4}$")
"""Two initials of which the engine read the full stops as letters: ``He Ea ROBINSON``"""
FOR = regex.compile(r"\W*[FfTt£]\W?[Oo0c]\W?[RrTt]\W*")
"""The word before the name of a person for whom another signed, perhaps misread."""


@dataclass(frozen=True)
class TypedName:
    """The place of a name in a line, and whether somebody else signed for that person."""

    span: Span
    is_for: bool


def typed_name(text: str, given: Container[str], patterns: Patterns) -> TypedName | None:
    """The name in a line, if there is nothing else but a few specks or ``for``; ``given`` are given names.

    >>> from teikit.lexicon import load
    >>> typed_name("for Robert W. Gambino", (), load().patterns)
    TypedName(span=Span(start=4, end=21), is_for=True)
    >>> typed_name("is JORGE ROBLES,", {"JORGE"}, load().patterns)
    """
    match = patterns["signed name"].match(text) or WITH_INITIAL.search(text) or MISREAD_INITIALS.search(text)
    if match is None:
        match = WITH_GIVEN.search(text)
        if match is None or match["given"].upper() not in given:
            return None
    return TypedName(Span(*match.span("name")), is_for=FOR.fullmatch(match["before"]) is not None)


def surname(name: str) -> str:
    """The last word of a name, in capitals.

    >>> surname("Fredrick C. Wickham, Jr.")
    'WICKHAM'
    """
    words = NAME_WORD.findall(name)
    return words[-1].upper() if words else ""


def repeats(text: str, surnames: Container[str]) -> bool:
    """Whether a short line is a name that ends with one of several surnames, which are in capitals."""
    return len(text.split()) <= MOST_WORDS and surname(text) in surnames and text.strip().lstrip("([")[:1].isupper()


def senders(draft: Draft, document: Span) -> frozenset[str]:
    """The last words of the names of people in the sender fields of a document, in capitals."""
    marks = draft.marks_on(draft.to_source(Span(document.start, min(document.end, len(draft.text)))))
    fields = [mark.span for mark in marks if mark.kind == kinds.FIELD and mark.get("type") == "from"]
    names = (
        draft.read(mark.span)
        for mark in marks
        if mark.kind == kinds.PERS_NAME
        and any(start <= mark.span.start < end for start, end in fields)
        and document.start <= draft.to_text(mark.span.start) < document.end
    )
    return frozenset(surname(name) for name in names)
