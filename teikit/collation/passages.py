"""Find passages that one release prints and another does not, between the words that both have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.collation.align import Pair
from teikit.collation.witness import Gap, Witness, WitnessWord, key_of, text_of

MOST_DIFFERING = 0.6  # largest share of the characters, 0 to 1, that differ in words that count as the same
LESS = 0.4  # share of the letters of a passage that may be in its place in a release that lacks it
BRIDGE = 0.12  # share of the passages on either side up to which common words between them are chance
UNLIKE_BRIDGE = 0.35  # the same share if none of these words is read alike: FOR EL DIA, and FOXE below the passage
FLANK = 4  # words on either side of a passage that are compared
FARTHEST = 2000  # code points between two words in which marks are looked for; more is a page read in between


@dataclass(frozen=True)
class Passage:
    """Words ``start`` up to ``end`` of a release, which another lacks.

    In their place the lacking release has words ``lacking_start`` up to ``lacking_end``, few or none.
    ``alike_before`` and ``alike_after`` count the words right before and after the passage (``FLANK`` at most) that
    both read alike, letter for letter.
    """

    fuller: Witness
    lacking: Witness
    start: int
    end: int
    lacking_start: int
    lacking_end: int
    alike_before: int
    alike_after: int

    @property
    def words(self) -> tuple[WitnessWord, ...]:
        """The words that the fuller release prints."""
        return self.fuller.words[self.start : self.end]

    @property
    def text(self) -> str:
        """The passage as the fuller release reads."""
        return text_of(self.words)

    @property
    def instead(self) -> str:
        """The text of the lacking release there."""
        return text_of(self.lacking.words[self.lacking_start : self.lacking_end])

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps that the lacking release marks there."""
        return tuple(gap for gap in self.lacking.gaps if self.lacking_start <= gap.before_word <= self.lacking_end)

    @property
    def scraps(self) -> str:
        """The marks that the lacking release has there, apart from words: brackets, bars, rules."""
        return scraps(self.lacking, self.lacking_start, self.lacking_end)

    @property
    def begins_line(self) -> bool:
        """Whether the passage begins a line of the fuller release."""
        return self.start == 0 or _is_after_line_end(self.fuller, self.start)

    @property
    def ends_line(self) -> bool:
        """Whether the passage ends a line of the fuller release."""
        return self.end == len(self.fuller.words) or _is_after_line_end(self.fuller, self.end)

    @property
    def at_edge(self) -> bool:
        """Whether the passage begins or ends a page of the fuller release."""
        words = self.fuller.words
        first = self.start == 0 or words[self.start - 1].page != words[self.start].page
        return first or self.end == len(words) or words[self.end].page != words[self.end - 1].page

    @property
    def lines(self) -> int:
        """The number of lines of the passage in the fuller release."""
        return 1 + sum(_is_after_line_end(self.fuller, at) for at in range(self.start + 1, self.end))


def scraps(witness: Witness, start: int, end: int) -> str:
    """The marks between the words before and after a place of a release; empty if these are far apart."""
    words, text = witness.words, witness.draft.text
    if not words:
        return ""
    begin = words[start - 1].span.end if start else 0
    stop = words[end].span.start if end < len(words) else len(text)
    if stop < begin or stop - begin > FARTHEST:
        return ""
    between = text[begin:stop]
    for word in words[start:end]:
        between = between.replace(word.text, " ", 1)
    left = words[start - 1].text[-1:] if start else ""
    right = words[end].text[:1] if end < len(words) else ""
    return "".join(mark for mark in left + between + right if not mark.isalnum() and not mark.isspace())


def line_ends(witness: Witness, first: int, last: int) -> int:
    """The number of line ends between two words of a release."""
    between = witness.draft.text[witness.words[first].span.end : witness.words[last].span.start]
    return between.count("\n") or between.count("\r")


def _is_after_line_end(witness: Witness, at: int) -> bool:
    """Whether a line ends between a word and the word before it."""
    before, after = witness.words[at - 1], witness.words[at]
    between = witness.draft.text[before.span.end : after.span.start]
    return before.page != after.page or "\n" in between or "\r" in between


def passages(fuller: Witness, lacking: Witness, pairs: Sequence[Pair], readings: Sequence[str]) -> list[Passage]:
    """The passages that the first release has and the second lacks, in the order of the first.

    ``readings`` are the words of the second as corrected: with a scrap ``aH`` corrected to ``5.``, ``5.`` is not
    lacking.
    """
    moved = {at for pair in pairs if pair.is_moved for at in range(pair.start, pair.end)}
    same = [
        pair
        for pair in pairs
        if pair.both and not pair.is_moved and (is_alike(fuller, lacking, pair) or _is_mended(fuller, pair, readings))
    ]
    passages = (_passage(fuller, lacking, stretch, moved) for stretch in _between(fuller, lacking, same))
    return [passage for passage in passages if passage]


def _is_mended(fuller: Witness, pair: Pair, readings: Sequence[str]) -> bool:
    """Whether a correction has made the words of a pair the same."""
    corrected = "".join(map(key_of, readings[pair.second_start : pair.second_end]))
    return "".join(fuller.keys[pair.start : pair.end]) == corrected


def is_alike(first: Witness, second: Witness, pair: Pair) -> bool:
    """Whether the words of a pair may be the same words."""
    letters = "".join(first.keys[pair.start : pair.end])
    second_letters = "".join(second.keys[pair.second_start : pair.second_end])
    return letters == second_letters or Levenshtein.normalized_distance(letters, second_letters) <= MOST_DIFFERING


class _Stretch(NamedTuple):
    """The text between words that both have, with the number of these on either side that both read alike."""

    pair: Pair
    alike_before: int
    alike_after: int


def _between(fuller: Witness, lacking: Witness, same: Sequence[Pair]) -> Iterator[_Stretch]:
    """The stretches between the pairs of words that are the same."""
    # The end of both texts is a pair, so that the text after the last common word is a stretch, too.
    end = Pair(len(fuller.words), len(fuller.words), len(lacking.words), len(lacking.words))
    exact = [fuller.keys[pair.start : pair.end] == lacking.keys[pair.second_start : pair.second_end] for pair in same]
    stretches: list[_Stretch] = []
    fuller_at = lacking_at = 0
    for at, pair in enumerate([*same, end]):
        if pair.start > fuller_at or pair.second_start > lacking_at or pair is end:
            before, after = sum(exact[max(at - FLANK, 0) : at]), sum(exact[at : at + FLANK])
            stretches.append(_Stretch(Pair(fuller_at, pair.start, lacking_at, pair.second_start), before, after))
        fuller_at, lacking_at = pair.end, pair.second_end
    alike = {pair.start for pair, is_exact in zip(same, exact, strict=True) if is_exact}
    return _bridged(fuller, stretches, alike)


def _bridged(fuller: Witness, stretches: Sequence[_Stretch], alike: Set[int]) -> Iterator[_Stretch]:
    """The stretches, joined where the words between two of them are alike by chance.

    ``alike`` has the numbers of the words that both releases read alike, letter for letter.
    """
    current: _Stretch | None = None
    for stretch in stretches:
        if current is None:
            current = stretch
            continue
        left, right = current.pair, stretch.pair
        between = _length(fuller, left.end, right.start)
        share = UNLIKE_BRIDGE if alike.isdisjoint(range(left.end, right.start)) else BRIDGE
        if between <= share * min(_length(fuller, left.start, left.end), _length(fuller, right.start, right.end)):
            whole = Pair(left.start, right.end, left.second_start, right.second_end)
            current = _Stretch(whole, current.alike_before, stretch.alike_after)
        else:
            yield current
            current = stretch
    if current is not None:
        yield current


def _length(witness: Witness, start: int, end: int) -> int:
    return sum(map(len, witness.keys[start:end]))


def _passage(fuller: Witness, lacking: Witness, stretch: _Stretch, moved: set[int]) -> Passage | None:
    """A stretch as a passage, without words at its ends that have moved; None if nothing of it is lacking."""
    start, end, lacking_start, lacking_end, _ = stretch.pair
    # Words that the other release has in another order are not lacking.
    while start < end and start in moved:
        start += 1
    while end > start and end - 1 in moved:
        end -= 1
    if start < end and lacking_start == lacking_end:
        start, end = _slid(fuller, start, end)
    letters, letters_instead = _length(fuller, start, end), _length(lacking, lacking_start, lacking_end)
    if start == end or letters_instead > LESS * letters:
        return None
    return Passage(fuller, lacking, start, end, lacking_start, lacking_end, stretch.alike_before, stretch.alike_after)


def _slid(witness: Witness, start: int, end: int) -> tuple[int, int]:
    """The bounds of a passage, moved to whole lines if the words next to it repeat those at its other end.

    In ``AND THAT PRICES OF BREAD / AND RICE`` the passage may begin with the first AND or end with the second.
    """
    keys, places = witness.keys, [(start, end)]
    low, high = start, end
    while low > 0 and high > low and keys[low - 1] == keys[high - 1]:
        low, high = low - 1, high - 1
        places.append((low, high))
    low, high = start, end
    while high < len(keys) and high > low and keys[low] == keys[high]:
        low, high = low + 1, high + 1
        places.append((low, high))

    def whole_lines(place: tuple[int, int]) -> int:
        begins = place[0] == 0 or _is_after_line_end(witness, place[0])
        return begins + (place[1] == len(keys) or _is_after_line_end(witness, place[1]))

    return max(places, key=whole_lines)


def agreement(first: Witness, second: Witness, pairs: Sequence[Pair]) -> float:
    """The share, from 0 to 1, of the words of both releases that they read alike, letter for letter."""
    both = [pair for pair in pairs if pair.both and is_alike(first, second, pair)]
    same = sum(first.keys[pair.start : pair.end] == second.keys[pair.second_start : pair.second_end] for pair in both)
    return same / len(both) if both else 0.0


def unmatched(first: Witness, second: Witness, pairs: Sequence[Pair]) -> list[int]:
    """The numbers of the words of the second release that match none of the first."""
    matched: set[int] = set()
    for pair in pairs:
        if pair.both and is_alike(first, second, pair):
            matched.update(range(pair.second_start, pair.second_end))
    return [at for at in range(len(second.words)) if at not in matched]
