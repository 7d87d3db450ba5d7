"""The words of a document, by which its tokens are judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from typing import NamedTuple

from teikit.words.names import Names
from teikit.words.vocabulary import Vocabulary


class WordsOfDocument(NamedTuple):
    """What is known about the words of a whole document.

    ``own_counts`` says how often it has each word, ``names`` are its names. ``keep`` are the offsets of tokens that
    must not be changed, ``headers`` of those in the header of a message.
    """

    vocabulary: Vocabulary
    own_counts: Counter[str]
    names: Names
    keep: Set[int] = frozenset()
    headers: Set[int] = frozenset()
