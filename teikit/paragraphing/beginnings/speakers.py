"""The lines of a transcript that begin a speaker's turn: ``Mr. Maheu. That is correct.``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import regex

KINDS_OF_TITLES = frozenset({"title", "address"})
"""The kinds of words that may precede the name of a speaker: ``Senator``, ``Mr.``"""
SPOKEN = regex.compile(
    r"\W{0,2}(?P<title>\p{Lu}\p{Ll}{1,9})[.,]?\s(?P<name>\p{Lu}[\p{L}'’-]+)(?:[.,]|(?P<colon>:))(?:\s+\W?\p{Lu}|\W*$)"
)
"""The beginning of such a line, or all of it: ``Mr. Madigan.``; in minutes with a colon: ``Dr. Example: What``"""
LONE_WORDS = 2  # words of such a line, at most
SEVERAL_TURNS = 4  # lines of a document that begin with the name of one speaker, at least


def turns(texts: Sequence[str], titles: Mapping[str, str]) -> list[bool]:
    """For each line of a document, whether a speaker begins with it: with a colon, or one who begins other lines, too.

    ``titles`` has the kind of each word that precedes a name, in capitals.
    """
    speakers = [_speaker(text, titles) for text in texts]
    counts = Counter(filter(None, speakers))
    return [counts[speaker] >= SEVERAL_TURNS or speaker.endswith(":") for speaker in speakers]


def is_lone_turn(text: str) -> bool:
    """Whether the engine put the name of a speaker on a line of its own: ``Mr. Madigan.``"""
    return len(text.split()) <= LONE_WORDS


def _speaker(text: str, titles: Mapping[str, str]) -> str:
    """The name of the speaker who begins with a line, with the word before it and a colon after; empty if none does.

    >>> _speaker("Mr. Maheu. That is correct.", {"MR": "address"}), _speaker("Mr. Maheu said", {"MR": "address"})
    ('MR MAHEU', '')
    >>> _speaker("Dr. Example: What is it?", {"DR": "address"})
    'DR EXAMPLE:'
    """
    match = SPOKEN.match(text)
    if match is None or titles.get(match["title"].upper()) not in KINDS_OF_TITLES:
        return ""
    return f"{match['title']} {match['name']}{match['colon'] or ''}".upper()
