"""The words that may make up the names in a text: their folded forms, and which of them belong together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from teikit.authorities.entries import NAME_WORD, folded
from teikit.core import Span

POSSESSIVE = ("'S", "’S")  # the end of a genitive, which is not part of a name: RUSK'S
FARTHEST = 3  # characters between two words of a name, or between a title and a name, at most
SHORT_WORD = 5  # letters of a word after which a full stop does not end the sentence, at most: MR., F.


class NameWord(NamedTuple):
    """A word of the text: its place without a possessive ending, its folded form, its block.

    ``block`` is the number of a paragraph, an item or another block, -1 outside.
    """

    span: Span
    form: str
    block: int


def words_of(text: str, blocks: Sequence[Span]) -> Iterator[NameWord]:
    """The capitalised words; ``blocks`` are in order, without overlap.

    >>> [word.form for word in words_of("Secretary Rusk's letter to the U.S.", [])]
    ['SECRETARY', 'RUSK', 'US']
    """
    starts = [block.start for block in blocks]
    for match in NAME_WORD.finditer(text):
        if match[0][0].isupper():
            bare = match[0][:-2] if match[0][-2:].upper() in POSSESSIVE else match[0]
            end = match.start() + len(bare)
            if "." in bare and text.startswith(".", end):  # the last full stop of U.S. belongs to it
                end += 1
            block = bisect_right(starts, match.start()) - 1
            is_in = block >= 0 and match.start() < blocks[block].end
            yield NameWord(Span(match.start(), end), "".join(folded(bare)), block if is_in else -1)


def are_joined(text: str, words: Sequence[NameWord]) -> bool:
    """Whether there are only spaces or a line end between words of one block, and a full stop only after a short word.

    In a text with a blank line after each line, that blank line may be between two words of a block, too.
    """
    for word, following in pairwise(words):
        gap = text[word.span.end : following.span.start]
        if len(gap) > FARTHEST or gap.strip(". \t\r\n") or word.block != following.block:
            return False
        if gap.count("\n") > 1 and word.block < 0:
            return False
        if "." in gap and len(word.form) > SHORT_WORD:
            return False
    return True
