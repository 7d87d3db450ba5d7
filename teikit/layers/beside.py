"""The rest of a line with a banner, which may be what an engine made of specks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from teikit.core import Span
from teikit.words.vocabulary import Vocabulary

SPECK_WORD = regex.compile(r"[^\p{L}\p{N}]*|[\p{L}\p{N}]{1,2}[^\p{L}\p{N}]*|[^\p{L}\p{N}]*[\p{N}\p{P}\p{S}]{1,4}")
"""Anything but a word next to a banner: ``- |``, ``e.``, ``*12``."""
POSSIBLE_WORD = regex.compile(r"\p{L}{2,}")  # two letters or more, which may be a word
PAGE_NUMBER = regex.compile(r"\W*\d{1,2}[^\w.):]*")
"""A small number that is not a point of a list (``2.``): a page number."""
BRACKETED = regex.compile(r"[\[\]]|\(.*\)")  # withheld: TOP SECRET [ ]


def are_specks(text: str) -> bool:
    """Whether all words of a stretch are so short that an engine may have made them of specks: ``- ¢ -``, ``Ch i``."""
    return all(SPECK_WORD.fullmatch(word) for word in text.split())


def is_page_number(text: str, banner: Span) -> bool:
    """Whether a line has only a small number in addition to its banner: ``SECRET 2``."""
    return PAGE_NUMBER.fullmatch(text[: banner.start] + text[banner.end :]) is not None


def specks(text: str, banners: Sequence[Span], vocabulary: Vocabulary) -> Iterator[Span]:
    """The stretches of a line around its banners that are specks: ``Ch i`` in ``Ch i SECRET``.

    Stretches without a letter, words (``(HEREIN) IS``) and numbers (``SECRET 2314452``) are left alone. Banners in
    lower case may be words of a sentence: ``A sensitive``.
    """
    if all(text[span.start : span.end].islower() for span in banners):
        return
    ends = [0, *(end for span in banners for end in span), len(text)]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        rest = text[start:end].strip()
        if regex.search(r"\p{L}", rest) and are_specks(rest) and not _is_legible(rest, vocabulary):
            first = text.index(rest, start)
            yield Span(first, first + len(rest))


def _is_legible(rest: str, vocabulary: Vocabulary) -> bool:
    """Whether a stretch has a word in capitals, or shows that something was withheld."""
    words = (word for word in POSSIBLE_WORD.findall(rest) if word.isupper())
    return BRACKETED.search(rest) is not None or any(word in vocabulary for word in words)
