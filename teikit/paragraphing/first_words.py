"""Whether a line goes on with the sentence above it, as its first words show, though a full stop stands above it."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from teikit.layers.measures import COUNTED, measured
from teikit.words.vocabulary import Vocabulary

PAIRS = 2  # times that two words follow each other in cables, from which they belong to one sentence
SMALL_PAIR = regex.compile(r"['\"“‘]?(\p{Ll}+) (\p{Ll}{2,})\b")  # of sources, and contain both
COLON = regex.compile(r":\W{0,3}$")
TITLE_LAST = regex.compile(r"(?r)(?<!\S)(\p{Lu}\p{Ll}{1,4})\.$")  # 1 - Mr.
NAME_FIRST = regex.compile(r"\p{Lu}\p{Ll}{2,}")  # Wannall
ADDRESS = "address"  # kind of a title that every person may have


def begins_amid(before: str, line: str, words: Vocabulary) -> bool:
    """Whether a line begins amid a sentence, because what looks like a full stop in the line above it is a speck.

    It begins with two words in small letters that follow each other in cables, or with which a fluent line begins:
    ``The compilations were derived from a variety.`` / ``of sources, and contain both``. A colon is no such speck.
    """
    match = SMALL_PAIR.match(line) if COLON.search(before) is None else None
    pair = [word.upper() for word in match.groups()] if match else []
    if not pair or not all(words.get(word, 0) >= COUNTED for word in pair):
        return False
    return words.pair_count(*pair) >= PAIRS or measured(line, words).is_fluent


def is_named_next(before: str, line: str, titles: Mapping[str, str]) -> bool:
    """Whether a line begins with a name that has its title at the end of the line above: ``1 - Mr.`` / ``Wannall``.

    ``titles`` has the kind of each word that stands before a name, in capitals.

    >>> is_named_next("1 - Mr.", "Wannall", {"MR": "address"}), is_named_next("left.", "Wannall", {"MR": "address"})
    (True, False)
    """
    title = TITLE_LAST.search(before)
    return title is not None and titles.get(title[1].upper()) == ADDRESS and NAME_FIRST.match(line) is not None
