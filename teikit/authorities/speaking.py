"""Surnames alone that are those of a person because what stands beside them tells of one: THIEU SAID.

BALL and HOME are words, and of a surname as common as SMITH there are many persons; but what says, asks and replies is
a person, and one with a rare surname is the one whom the list has.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

import regex

from teikit.authorities.entries import Entry, folded
from teikit.authorities.index import Authorities, single
from teikit.authorities.initials import is_in_figures, is_of_a_thing
from teikit.authorities.name_words import Word
from teikit.core import Span

SHORTEST_SURNAME = 3  # letters of the shortest surname that may stand alone: KY is also Kentucky
BEFORE = regex.compile(r"(?:(?<!\bU\.)(?P<initial>\b\p{Lu})\.?|(?P<word>[\p{L}'’-]+)\.?)[ \t]*(?:\r?\n){0,2}[ \t]*$")
"""What stands before a surname: an initial (but that of U.S.), or a word (MRS. too)."""
NEAR = 40  # characters before a surname in which that word is looked for

ARTICLE = regex.compile(r"\b(?i:the)[ \t]+$")  # the KENNEDY's
PLURAL = regex.compile(r"['’][sS]\b(?!\s+\p{L})")  # the KENNEDY's, that


def speaker(form: str, lists: Authorities, common: regex.Pattern[str]) -> Entry | None:
    """The one person of whom the folded surname ``form`` tells, where it stands alone and speaks.

    None for a surname that the pattern ``common`` has, and where another list has the form, too.
    """
    if len(form) < SHORTEST_SURNAME or common.search(form):
        return None
    entry = single(lists.surname([form]))
    is_ambiguous = any(same_form.kind != "persons" for same_form in lists.exact([form]))
    return None if entry is None or is_ambiguous else entry


def is_of_another(entry: Entry, text: str, start: int, given: Container[str]) -> bool:
    """Whether the name before a surname is not that of an entry: ROBERT KENNEDY, where the list has John F. Kennedy.

    ``given`` are the words that show it: given names, and how women are addressed (MRS. KENNEDY).
    """
    before = BEFORE.search(text, max(start - NEAR, 0), start)
    if not before:
        return False
    own = folded(entry.name)
    if before["initial"]:
        return not any(word.startswith(before["initial"]) for word in own)
    word = "".join(folded(before["word"]))
    return word in given and word not in own


def bearer(form: str, lists: Authorities, text: str, start: int) -> Entry | None:
    """The one of several persons of a surname whose first name, small letters or not, is before it: fidel CASTRO."""
    namesakes = lists.surname([form])
    before = BEFORE.search(text, max(start - NEAR, 0), start) if len(namesakes) > 1 else None
    first = folded(before["word"] or "") if before else []
    return single(entry for entry in namesakes if first and set(first) <= set(folded(entry.name)))


def means_no_person(text: str, words: Sequence[Word], entry: Entry, named_after: regex.Pattern[str]) -> bool:
    """Whether the name of a person means what is named after him, or his family: JFK Act, DO/JFK, the KENNEDY's.

    In a line of figures it labels them. The pattern ``named_after`` is what such a thing is called.
    """
    if entry.kind != "persons":
        return False
    span = Span(words[0].span.start, words[-1].span.end)
    is_family = PLURAL.match(text, span.end) and ARTICLE.search(text, max(span.start - NEAR, 0), span.start)
    if is_family or named_after.match(text, span.end) or is_in_figures(text, span):
        return True
    return len(words) == 1 and words[0].form not in folded(entry.name) and is_of_a_thing(text, span)
