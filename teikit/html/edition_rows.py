"""The rows of the page: stretches of the base, each with what every other release has there."""

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
"""For each release by its id the words that stand in the row; every word stands in exactly one row."""
SHORT = 8  # words; a shorter row goes with the next one
LONG = 160  # words; a longer row is cut where a sentence ends


class Places:
    """Where the words of one release would stand in another: before word ``i`` the other may have more words.

    ``low[i]`` to ``high[i]`` are these words of the other.
    """

    def __init__(self, pairs: Sequence[Pair], length: int) -> None:
        self.low, self.high = [0] * (length + 1), [0] * (length + 1)
        for pair in pairs:
            if pair.moved:
                continue
            if pair.start == pair.end:
                self.high[pair.end] = pair.other_end
                continue
            for at in range(pair.start + 1, pair.end + 1):
                self.low[at] = self.high[at] = pair.other_end

    def there(self, words: Range) -> Range:
        """Where the other release has what stands between two places, without what it has more at either end."""
        return self.high[words[0]], max(self.low[words[1]], self.high[words[0]])


def starts(witness: Witness) -> set[int]:
    """The words at which a paragraph, a field of the form or a closing line begins."""
    order = sorted((word.span.start, at) for at, word in enumerate(witness.words))
    offsets = [offset for offset, _ in order]
    first_words: set[int] = set()
    for mark in witness.draft.of_kind(*kinds.blocks()):
        start, end = witness.draft.to_text_span(mark.span)
        index = bisect_left(offsets, start)
        if index < len(offsets) and offsets[index] < end:
            first_words.add(order[index][1])
    return first_words


def text_rows(edition: Edition, begins: Mapping[str, Collection[int]]) -> list[TextRow]:
    """The rows of an edition, in the order of its base; ``begins`` is for each release what :func:`starts` gives."""
    base = edition.work.base
    others = [witness for witness in edition.work.witnesses if witness is not base]
    places = {witness.id: Places(edition.pairs[base.id, witness.id], len(base.words)) for witness in others}
    cuts: list[dict[str, int]] = [dict.fromkeys((base.id, *places), 0)]
    long_additions = {
        at for place in places.values() for at in range(len(base.words) + 1) if place.high[at] - place.low[at] > LONG
    }
    for at in sorted({*_cuts(base, begins[base.id], 0, len(base.words))} | long_additions):
        additions = {name: (place.low[at], place.high[at]) for name, place in places.items()}
        cuts += _within(edition, at, additions, begins)
        cuts.append({base.id: at, **{name: _cut(*words, begins[name]) for name, words in additions.items()}})
    cuts.append({witness.id: len(witness.words) for witness in edition.work.witnesses})
    rows: list[TextRow] = [
        {name: (at, end[name]) for name, at in start.items()} for start, end in pairwise(_rising(cuts))
    ]
    return [row for row in rows if any(low < high for low, high in row.values())] or rows[:1]


def _rising(cuts: Sequence[Mapping[str, int]]) -> Iterator[Mapping[str, int]]:
    """Cuts of which none goes back behind the one before it, in any release."""
    before = dict.fromkeys(cuts[0], 0)
    for cut in cuts:
        before = {name: max(at, before[name]) for name, at in cut.items()}
        yield before


def _cuts(witness: Witness, begins: Collection[int], low: int, high: int) -> Iterator[int]:
    """The words of a stretch of a release before which a row begins, but for the first."""
    for at in [*sorted(begin for begin in begins if low < begin < high), high]:
        while at - low > LONG:
            low = _sentence_end(witness, low)
            yield low
        if at - low >= SHORT and at < high:
            yield at
            low = at


def _sentence_end(witness: Witness, low: int) -> int:
    """The end of the first sentence that makes a row long enough."""
    for at in range(low + LONG // 2, low + LONG):
        if witness.words[at - 1].text.endswith((".", "?", "!")):
            return at
    return low + LONG


def _cut(low: int, high: int, begins: Collection[int]) -> int:
    """Where to cut another release that has more words in a place: where a paragraph of it begins, else behind them."""
    return next((at for at in range(low, high + 1) if at in begins), high)


def _within(
    edition: Edition, at: int, additions: Mapping[str, Range], begins: Mapping[str, Collection[int]]
) -> Iterator[dict[str, int]]:
    """Cuts in a long passage that the base lacks, by the paragraphs of the release that has most of it.

    ``additions`` are the words that each other release has before word ``at`` of the base.
    """
    if not additions:
        return
    fullest = max(additions, key=lambda name: additions[name][1] - additions[name][0])
    low, high = additions[fullest]
    if high - low <= LONG:
        return
    longest = next(witness for witness in edition.work.witnesses if witness.id == fullest)
    places = {name: Places(edition.pairs[fullest, name], len(longest.words)) for name in additions if name != fullest}
    for cut in _cuts(longest, begins[fullest], low, high):
        rest = {name: min(max(places[name].high[cut], additions[name][0]), additions[name][1]) for name in places}
        yield {edition.work.base.id: at, fullest: cut, **rest}
