"""Restore capitals that were read as lower-case letters: rrench is French, and iunt's Hunt's.

A correction takes the letter case of what was read. If the first letter itself was misread, its case says little. What
helps is whether the word is a proper noun, and how the text writes it elsewhere. The end of a sentence before it is not
enough: in texts with many errors, a full stop is a speck as often as not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from functools import cached_property

import regex

from teikit.core.text import WORD_WITH_APOSTROPHES
from teikit.words.tokens import upper

GENITIVE = regex.compile(r"['’]s?$")
"""The end of a genitive: ``CIA's``."""
SMALL = regex.compile(r"(?<![\p{L}'’])\p{Ll}+")  # lower-case letters at the beginning of a word
INSIDE_SENTENCE = regex.compile(r"(?<=\p{Ll},?(?:[ ]|\r?\n))\p{Lu}\p{Ll}+")  # a capital after lower case: in Hunt's
AFTER_POINT = regex.compile(r"(?<![\p{L}'’])(\p{Lu}\p{Ll}{1,3})\.[ ](\p{Lu}\p{Ll}+)")
"""A short word with a full stop and the word after it; this is not the end of a sentence if the first is a title: ``Lt.
Hunt``."""
LOW = frozenset("acemnorsuvwxz")  # letters without ascender or descender, which are not the rest of a capital
OFTEN = 2  # least occurrences of a word with a capital inside sentences, if the text never has it without


class Capitals:
    """The words that a ``text`` writes with capitals.

    ``proper`` are words that always begin with a capital, ``titles`` those used before a name; both are given in
    capitals.
    """

    def __init__(self, text: str, proper: Set[str], titles: Set[str]) -> None:
        self._text = text
        self._proper = proper
        self._titles = titles

    def restored(self, observed: str, new: str) -> str:
        """A new reading of what was ``observed``, with the capitals that its words need.

        >>> capitals = Capitals("Lt. Hunt saw Major Hunt, and we saw the Bay.", {"FRENCH"}, {"LT"})
        >>> capitals.restored("rrench", "french"), capitals.restored("iunt's", "hunt's")
        ('French', "Hunt's")
        """
        return WORD_WITH_APOSTROPHES.sub(lambda match: self._written(match[0], "" if match.start() else observed), new)

    def _written(self, word: str, observed: str) -> str:
        """A word of a new reading, as the text would write it; ``observed`` is empty if it is not the first."""
        if not word.islower():
            return word
        form = upper(GENITIVE.sub("", word))
        is_broken = observed != "" and observed[0].lower() != word[0] and observed[0] not in LOW
        return word[0].upper() + word[1:] if form in self._proper or (is_broken and form in self._own) else word

    @cached_property
    def _own(self) -> frozenset[str]:
        """The words that the text has with a capital inside sentences, and never in lower case."""
        small = {word.upper() for word in SMALL.findall(self._text)}
        named = (
            word for title, word in AFTER_POINT.findall(self._text, overlapped=True) if title.upper() in self._titles
        )
        inside = Counter(word.upper() for word in (*INSIDE_SENTENCE.findall(self._text), *named))
        return frozenset(form for form, count in inside.items() if count >= OFTEN and form not in small)
