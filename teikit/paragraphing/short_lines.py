"""Runs of short lines that are no text: rows of a card, of a form read by its columns, of a list of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from teikit.layers.measures import measured
from teikit.words.vocabulary import Vocabulary

FEWEST = 5  # lines of such a run
LONGEST = 45  # characters of its lines
SENTENCE = 4  # words of a line that is a sentence if it ends in a full stop
SENTENCE_END = regex.compile(r"\p{L}[.?!][\"'”’)]*$")
BROKEN = regex.compile(r"\p{L}[-\xad]$")
NUMBER = regex.compile(r"[0-9]{2}")
LEGIBLE = 0.5
"""Share of the lines of a run with a known word of three letters or a number, from which on each of them is an item."""


def is_short(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line may be of such a run: ``Height 5'2"``, and not ``He was told of it.``"""
    text = text.strip()
    if BROKEN.search(text):
        return False
    is_sentence = len(text.split()) >= SENTENCE and SENTENCE_END.search(text) is not None
    return len(text) <= LONGEST and not is_sentence and not measured(text, vocabulary).is_fluent


def runs(may_be: Sequence[bool], is_next: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The runs of paragraphs that are lines, each from the first to behind the last.

    ``may_be``: which paragraphs are a short line; ``is_next``: which of them nothing parts from the one before.

    >>> list(runs([True] * 6 + [False], [False] + [True] * 6)), list(runs([True] * 6, [False, True, True] * 2))
    ([(0, 6)], [])
    """
    first = 0
    for at, is_line in enumerate((*may_be, False)):
        if is_line and (at == first or is_next[at]):
            continue
        if at - first >= FEWEST:
            yield first, at
        first = at if is_line else at + 1


def is_legible(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the lines of a run can be told from each other, so that each is an item."""
    told = sum(measured(text, vocabulary).known_letters > 0 or NUMBER.search(text) is not None for text in texts)
    return told >= LEGIBLE * len(texts)
