"""Recognise initials that are not a name: part of a broken word (``UN ABLE``), a label (``PL 480``), a code.

The initials of a person are also used for things named after him: ``JFK Reel 48``, ``DO/JFK``.
"""

from __future__ import annotations

from typing import Protocol

import regex

from teikit.core import Span

MOST_BROKEN_LETTERS = 3  # letters of initials that may be a part of a broken word, at most
LONGEST_WORD = 30  # most characters of a word with the spaces around it
NUMBER_AFTER = regex.compile(r"[ \t]?[0-9]")  # PL 480
HYPHEN = regex.compile(r"[ \t]?-[ \t\r\n]")  # UN- ABLF
BEFORE = regex.compile(r"(?<!\S)(\p{L}{2,})[ \t]?-?[ \t]?$")  # the word before initials
WORD_AFTER = regex.compile(r"[ \t]?-?[ \t\r\n]?(\p{L}{2,})(?!\S)")  # the word after initials: UN ABLE

FRAGMENT = regex.compile(r"[ \t]([^\W\d_AaIiOo])(?![^\s])")  # UN T REPRESSION
MOST_INITIALS = 4  # letters of the initials of a person, at most
TITLED = regex.compile(r"[ \t]+\p{Lu}\p{Ll}")  # JFK Reel
WORD = regex.compile(r"\p{L}{3,}")  # a word, which shows that a line is text; 6-25-97 8*2-47 (JFK) is a stamp
FIGURE = regex.compile(r"[0-9],[0-9]{3}")  # a number in a table: 4,349
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
    if FRAGMENT.match(text, span.end) and len(form) < MOST_BROKEN_LETTERS:
        return True
    if HYPHEN.match(text, span.end) or (len(form) < MOST_BROKEN_LETTERS and NUMBER_AFTER.match(text, span.end)):
        return True
    before = BEFORE.search(text, max(span.start - LONGEST_WORD, 0), span.start)
    after = WORD_AFTER.match(text, span.end)
    pairs = [(before[1].upper(), form)] if before else []
    pairs += [(form, after[1].upper())] if after else []
    if after and len(form) < MOST_BROKEN_LETTERS and after[1].isupper() and after[1] not in known:
        return True
    return any(first + second in known and not known.pair_count(first, second) for first, second in pairs)


def is_of_a_thing(text: str, span: Span) -> bool:
    """Whether the initials of a person, at ``span``, are a code or belong to the name of a thing.

    They are next to a stroke, before a capitalised word in a lower-case text, or in a line of marks and digits.
    """
    initials = text[span.start : span.end]
    if len(initials) > MOST_INITIALS or not initials.isupper():
        return False
    if "/" in (text[span.start - 1 : span.start], text[span.end : span.end + 1]) or TITLED.match(text, span.end):
        return True
    line = _line_without(text, span)
    return bool(line.strip()) and not WORD.search(line)


def is_in_figures(text: str, span: Span) -> bool:
    """Whether a name is in a line of numbers without another word: ``Oswald 4,349. 1,871`` in a table."""
    line = _line_without(text, span)
    return not WORD.search(line) and bool(FIGURE.search(line))


def _line_without(text: str, span: Span) -> str:
    """The line of a name, without the name."""
    start = max(text.rfind(end, 0, span.start) for end in "\r\n") + 1
    ends = [at for at in (text.find(end, span.end) for end in "\r\n") if at >= 0]
    return text[start : span.start] + text[span.end : min(ends, default=len(text))]


def is_set_off(text: str, span: Span) -> bool:
    """Whether a capitalised word, at ``span``, follows one in lower case: ``from AID``, not ``US AID``."""
    return bool(SMALL.search(text, max(span.start - LONGEST_WORD, 0), span.start))
