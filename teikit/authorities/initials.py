"""Initials in a text that are no name: part of a broken word (``UN ABLE``), or the label of a number (``PL 480``)."""

from __future__ import annotations

from typing import Protocol

import regex

from teikit.core import Span

MOST_BROKEN_LETTERS = 3  # letters of initials that may be a part of a broken word, at most
LONGEST_WORD = 30  # characters of a word with the blanks around it, at most
NUMBER_AFTER = regex.compile(r"[ \t]?[0-9]")  # PL 480
HYPHEN = regex.compile(r"[ \t]?-[ \t\r\n]")  # UN- ABLF
BEFORE = regex.compile(r"(?<!\S)(\p{L}{2,})[ \t]?-?[ \t]?$")  # the word before initials
WORD_AFTER = regex.compile(r"[ \t]?-?[ \t\r\n]?(\p{L}{2,})(?!\S)")  # the word after initials: UN ABLE

SMALL = regex.compile(r"\b\p{Ll}+[ \t]+$")  # from AID


class Known(Protocol):
    """Words that are known, and how often one followed another."""

    def __contains__(self, word: object) -> bool:
        """Whether a word is known."""

    def pair_count(self, first: str, second: str) -> int:
        """How often one word was followed by the other."""


def is_no_name(text: str, span: Span, form: str, known: Known) -> bool:
    """Whether a folded form of the text, at ``span``, is part of a broken word or labels a number."""
    if len(form) > MOST_BROKEN_LETTERS:
        return False
    if HYPHEN.match(text, span.end) or (len(form) < MOST_BROKEN_LETTERS and NUMBER_AFTER.match(text, span.end)):
        return True
    before = BEFORE.search(text, max(span.start - LONGEST_WORD, 0), span.start)
    after = WORD_AFTER.match(text, span.end)
    pairs = [(before[1].upper(), form)] if before else []
    pairs += [(form, after[1].upper())] if after else []
    if after and len(form) < MOST_BROKEN_LETTERS and after[1].isupper() and after[1] not in known:
        return True
    return any(first + second in known and not known.pair_count(first, second) for first, second in pairs)


def is_set_off(text: str, span: Span) -> bool:
    """Whether a word with a capital, at ``span``, stands after one in small letters: ``from AID``, not ``US AID``."""
    return bool(SMALL.search(text, max(span.start - LONGEST_WORD, 0), span.start))
