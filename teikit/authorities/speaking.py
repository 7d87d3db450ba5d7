"""Recognise surnames alone as those of a person by the words next to them: THIEU SAID.

BALL and HOME are words, and many people have a surname as common as SMITH; but whoever says, asks and replies is a
person, and one with a rare surname is the one in the list.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

import regex

from teikit.authorities.entries import Entry, folded
from teikit.authorities.index import Authorities, single
from teikit.authorities.initials import is_in_figures, is_of_a_thing
from teikit.authorities.name_words import NameWord
from teikit.core import Span

SHORTEST_SURNAME = 3  # letters of the shortest surname that may be alone: KY is also Kentucky
BEFORE = regex.compile(r"(?:(?<!\bU\.)(?P<initial>\b\p{Lu})\.?|(?P<word>[\p{L}'’-]+)\.?)[ \t]*(?:\r?\n){0,2}[ \t]*$")
"""The initial before a surname (except that of U.S.), or the word (including MRS.)."""
NEAR = 40  # characters before a surname in which that word is looked for

ARTICLE = regex.compile(r"\b(?i:the)[ \t]+$")  # the KENNEDY's
PLURAL = regex.compile(r"['’][sS]\b(?!\s+\p{L})")  # the KENNEDY's, that


def speaker(form: str, lists: Authorities, common: regex.Pattern[str]) -> Entry | None:
    """The one person meant by the folded surname ``form`` alone, as the subject of a verb of speaking.

    None for a surname that the pattern ``common`` matches, or if another list has the form, too.
    """
    if len(form) < SHORTEST_SURNAME or common.search(form):
        return None
    entry = single(lists.surname([form]))
    is_ambiguous = any(same_form.kind != "persons" for same_form in lists.exact([form]))
    return None if entry is None or is_ambiguous else entry


def is_of_another(entry: Entry, text: str, start: int, given: Container[str]) -> bool:
    """Whether the name before a surname is not that of an entry: ROBERT KENNEDY if the list has John F. Kennedy.

    ``given`` are the words that show it: given names, and forms of address of women (MRS. KENNEDY).
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
    """The one of several people with a surname whose first name precedes it, in any letter case: fidel CASTRO."""
    namesakes = lists.surname([form])
    before = BEFORE.search(text, max(start - NEAR, 0), start) if len(namesakes) > 1 else None
    first = folded(before["word"] or "") if before else []
    return single(entry for entry in namesakes if first and set(first) <= set(folded(entry.name)))


def means_no_person(text: str, words: Sequence[NameWord], entry: Entry, named_after: regex.Pattern[str]) -> bool:
    """Whether the name of a person means a thing named after him, or his family: JFK Act, DO/JFK, the KENNEDY's.

    In a line of numbers it labels them. The pattern ``named_after`` matches the words for such things.
    """
    if entry.kind != "persons":
        return False
    span = Span(words[0].span.start, words[-1].span.end)
    is_family = PLURAL.match(text, span.end) and ARTICLE.search(text, max(span.start - NEAR, 0), span.start)
    if is_family or named_after.match(text, span.end) or is_in_figures(text, span):
        return True
    return len(words) == 1 and words[0].form not in folded(entry.name) and is_of_a_thing(text, span)
