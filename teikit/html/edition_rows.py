"""Cut the text into the rows of the page: stretches of the base, each with the words of every other release there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from teikit.collation.align import Pair
from teikit.collation.columns import Range
from teikit.collation.edition import Edition
from teikit.collation.witness import Witness
from teikit.core import kinds

TextRow = Mapping[str, Range]
"""The words of each release, by its id, in a row; every word is in exactly one row."""
SHORT_ROW = 8  # words below which a row is merged with the next one
LONG_ROW = 160  # words above which a row is cut at the end of a sentence


class Counterparts:
    """Map the words of one release to those of another, by their alignment.

    Before word ``i`` of the first, the other has the words ``low[i]`` up to ``high[i]``, which the first lacks.
    """

    def __init__(self, pairs: Sequence[Pair], length: int) -> None:
        """``pairs`` are the alignment, ``length`` is the number of words of the one release."""
        self.low, self.high = [0] * (length + 1), [0] * (length + 1)
        for pair in pairs:
            if pair.is_moved:
                continue
            if pair.start == pair.end:
                self.high[pair.end] = pair.second_end
                continue
            for at in range(pair.start + 1, pair.end + 1):
                self.low[at] = self.high[at] = pair.second_end

    def of(self, words: Range) -> Range:
        """The words of the other release that correspond to these, without additions at either end."""
        return self.high[words[0]], max(self.low[words[1]], self.high[words[0]])


def block_starts(witness: Witness) -> set[int]:
    """The numbers of the words at which a paragraph, a field of the form or a closing line begins."""
    order = sorted((word.span.start, at) for at, word in enumerate(witness.words))
    offsets = [offset for offset, _ in order]
    first_words: set[int] = set()
    for mark in witness.draft.of_kind(*kinds.blocks()):
        start, end = witness.draft.to_text_span(mark.span)
        index = bisect_left(offsets, start)
        if index < len(offsets) and offsets[index] < end:
            first_words.add(order[index][1])
    return first_words


def text_rows(edition: Edition, starts: Mapping[str, Collection[int]]) -> list[TextRow]:
    """The rows of an edition, in the order of its base; ``starts`` has :func:`block_starts` of each release."""
    base = edition.work.base
    witnesses = [witness for witness in edition.work.witnesses if witness is not base]
    counterparts = {
        witness.id: Counterparts(edition.pairs[base.id, witness.id], len(base.words)) for witness in witnesses
    }
    cuts: list[dict[str, int]] = [dict.fromkeys((base.id, *counterparts), 0)]
    long_additions = {
        at
        for counterpart in counterparts.values()
        for at in range(len(base.words) + 1)
        if counterpart.high[at] - counterpart.low[at] > LONG_ROW
    }
    for at in sorted({*_cuts(base, starts[base.id], 0, len(base.words))} | long_additions):
        additions = {name: (counterpart.low[at], counterpart.high[at]) for name, counterpart in counterparts.items()}
        cuts += _cuts_in_addition(edition, at, additions, starts)
        cuts.append({base.id: at, **{name: _cut(*words, starts[name]) for name, words in additions.items()}})
    cuts.append({witness.id: len(witness.words) for witness in edition.work.witnesses})
    rows: list[TextRow] = [
        {name: (at, end[name]) for name, at in start.items()} for start, end in pairwise(_rising(cuts))
    ]
    return [row for row in rows if any(low < high for low, high in row.values())] or rows[:1]


def _rising(cuts: Sequence[Mapping[str, int]]) -> Iterator[Mapping[str, int]]:
    """The cuts, moved forward where one would be before the preceding one in some release."""
    before = dict.fromkeys(cuts[0], 0)
    for cut in cuts:
        before = {name: max(at, before[name]) for name, at in cut.items()}
        yield before


def _cuts(witness: Witness, starts: Collection[int], low: int, high: int) -> Iterator[int]:
    """The words from ``low`` up to ``high`` before which a row begins, without ``low`` itself."""
    for at in [*sorted(start for start in starts if low < start < high), high]:
        while at - low > LONG_ROW:
            low = _sentence_end(witness, low)
            yield low
        if at - low >= SHORT_ROW and at < high:
            yield at
            low = at


def _sentence_end(witness: Witness, low: int) -> int:
    """The end of the first sentence that makes a row at least half as long as it may be; else the longest row."""
    for at in range(low + LONG_ROW // 2, low + LONG_ROW):
        if witness.words[at - 1].text.endswith((".", "?", "!")):
            return at
    return low + LONG_ROW


def _cut(low: int, high: int, starts: Collection[int]) -> int:
    """The place to cut an addition of another release: at the beginning of a paragraph in it, else after it."""
    return next((at for at in range(low, high + 1) if at in starts), high)


def _cuts_in_addition(
    edition: Edition, at: int, additions: Mapping[str, Range], starts: Mapping[str, Collection[int]]
) -> Iterator[dict[str, int]]:
    """Cuts in a long passage that the base lacks, by the paragraphs of the release that has most of it.

    ``additions`` are the words that each other release has before word ``at`` of the base.
    """
    if not additions:
        return
    fullest = max(additions, key=lambda name: additions[name][1] - additions[name][0])
    low, high = additions[fullest]
    if high - low <= LONG_ROW:
        return
    witness = next(witness for witness in edition.work.witnesses if witness.id == fullest)
    shorter = [name for name in additions if name != fullest]
    counterparts = {name: Counterparts(edition.pairs[fullest, name], len(witness.words)) for name in shorter}
    for cut in _cuts(witness, starts[fullest], low, high):
        rest = {
            name: min(max(counterparts[name].high[cut], additions[name][0]), additions[name][1]) for name in shorter
        }
        yield {edition.work.base.id: at, fullest: cut, **rest}
