"""Runs of short lines that are not text: a card, a form that was read by its columns, a list of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from teikit.layers.measures import measured
from teikit.paragraphing.line_patterns import BROKEN_WORD, LABEL_FIRST
from teikit.paragraphing.points import point_of
from teikit.words.vocabulary import Vocabulary

FEWEST_PARAGRAPHS = 5  # paragraphs of such a run, at least
MOST_LINES = 2  # lines of such a paragraph, at most: SA ROBERT J. TOMPKINS, / OR.
MOST_SMALL_SHARE = 0.25  # share of these paragraphs that begin with a lower-case letter, at most
LONGEST_LINE = 45  # characters of its lines, at most
SENTENCE_WORDS = 4  # words of a line that is a sentence if it ends in a full stop, at least
SENTENCE_END = regex.compile(r"(?<!\b(?i:jr|sr|inc|\p{L}\.\p{L}))(?<=\p{L})[.?!][\"'”’)]*$")
"""The end of a sentence: ``told of it.``, not ``COLLINS, JR.``, ``7:30 P.M.``"""
TWO_FIGURES = regex.compile(r"[0-9]{2}")  # a number, which is legible, too: 1963
RULED = regex.compile(r"[\[\]]|(\S)(?:\s*\1){2}|^\s*[\"”]\s*$")
"""Marks with a meaning: a withheld word, what separates parts of a text, a ditto: ``[ ]``, ``* * *``, ``"``."""
TYPED_SIGN = regex.compile(r"[\d/:]")  # signs that were typed, not specks: 5/7, 12:
SURNAME_FIRST = regex.compile(r"\W{0,2}\p{L}+, \p{L}")  # a surname before a first name: PARKER, Carl
MARKED_SHARE = 0.5  # share of the lines of a list of a telegram that are points or names, at least
REPEATED_TIMES = 3  # how often a run has a line that is therefore legible, at least
LEGIBLE_SHARE = 0.5  # share of lines with a known word of three letters or a number in a legible run, at least


def is_short(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line may belong to such a run: ``Height 5'2"`` may, ``He was told of it.`` may not."""
    text = text.strip()
    if BROKEN_WORD.search(text):
        return False
    is_sentence = len(text.split()) >= SENTENCE_WORDS and SENTENCE_END.search(text) is not None
    return len(text) <= LONGEST_LINE and not is_sentence and not measured(text, vocabulary).is_fluent


def is_debris(text: str) -> bool:
    """Whether a line is only a few marks that nobody typed.

    >>> [is_debris(line) for line in ("¢", "-..", "* * *", "_____", "[ ]", '"', "(S)")]
    [True, True, False, False, False, False, False]
    """
    return regex.search(r"\w", text) is None and RULED.search(text) is None


def is_illegible(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is illegible: without a known word, number, office or label; ``nikweak``, not ``WH/4:``."""
    return TYPED_SIGN.search(text) is None and not measured(text, vocabulary).known_letters


def runs(may_be: Sequence[bool], is_next: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The runs of short lines: the place of the first paragraph of each, and of the one after its last.

    ``may_be`` says which paragraphs are one or two short lines, ``is_next`` which of them directly follow the one
    before.

    >>> list(runs([True] * 6 + [False], [False] + [True] * 6)), list(runs([True] * 6, [False, True, True] * 2))
    ([(0, 6)], [])
    """
    first = 0
    for at, is_line in enumerate((*may_be, False)):
        if is_line and (at == first or is_next[at]):
            continue
        if at - first >= FEWEST_PARAGRAPHS:
            yield first, at
        first = at if is_line else at + 1


def is_list(texts: Sequence[str]) -> bool:
    """Whether a run is a list, not scraps of sentences (``few days`` / ``to a birthday``), by its beginnings."""
    small = [text.strip() for text in texts if text.strip()[:1].islower()]
    open_lines = sum(LABEL_FIRST.match(text) is None and point_of(text) is None for text in small)
    return open_lines <= MOST_SMALL_SHARE * len(texts)


def is_legible(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the lines of a run are legible, so that each of them is an item; a repeated line is legible: ``HQ``."""
    counts = Counter(text.strip() for text in texts)
    legible = sum(
        counts[text.strip()] >= REPEATED_TIMES
        or measured(text, vocabulary).known_letters > 0
        or TWO_FIGURES.search(text) is not None
        for text in texts
    )
    return legible >= LEGIBLE_SHARE * len(texts)


def are_marked(texts: Sequence[str]) -> bool:
    """Whether half of the lines or more are points, or names as in a list, unlike those of a garbled header.

    >>> are_marked(["PARKER, Carl", "PASTOR, Nick", "158"]), are_marked(["SAN JOSE, QUITO", "16-15", "Ref 3 of it"])
    (True, False)
    """
    marked = sum(point_of(text) is not None or SURNAME_FIRST.match(text) is not None for text in texts)
    return marked >= MARKED_SHARE * len(texts)
