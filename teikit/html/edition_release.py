"""One release as the page shows it: its words as they read, with their decisions, and no private number in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from teikit.collation.align import Pair
from teikit.collation.columns import Range
from teikit.collation.decide import Decision
from teikit.collation.edition import Edition
from teikit.collation.witness import Witness, key_of
from teikit.core import Certainty, Span, kinds
from teikit.html.edition_rows import starts
from teikit.html.tags import MASK, private_ranges


class Unit(NamedTuple):
    """Words that read as one: mostly one word; several where a decision is about them. ``before`` are marks."""

    words: Range
    text: str
    before: str
    decision: Decision | None


@dataclass(frozen=True)
class Release:
    """A release, its decisions that show, and the words of it that hold a private number.

    ``key`` is its id on the page, which no other release of any telegram has; ``number`` counts those of one telegram.
    """

    witness: Witness
    key: str
    date: str
    units: tuple[Unit, ...]
    secret: frozenset[int]

    @property
    def number(self) -> int:
        """Which release of its telegram it is."""
        return self.witness.telegram.release

    @property
    def name(self) -> str:
        """How people call it."""
        return f"Release {self.number}"

    @property
    def origin(self) -> str:
        """The name of the file that it was read from."""
        return self.witness.draft.source.origin(self.witness.pages[0].span.start)[1]

    @cached_property
    def begins(self) -> set[int]:
        """Before which words a new line begins: paragraphs, fields."""
        return starts(self.witness)

    @cached_property
    def unit_starts(self) -> list[int]:
        """The first word of each unit."""
        return [unit.words[0] for unit in self.units]

    def between(self, words: Range) -> Sequence[Unit]:
        """The units that begin in a stretch of words."""
        return self.units[bisect_left(self.unit_starts, words[0]) : bisect_left(self.unit_starts, words[1])]

    def around(self, words: Range) -> Sequence[Unit]:
        """The units that have a part in a stretch of words."""
        if words[0] >= words[1]:
            return ()
        return self.units[bisect_right(self.unit_starts, words[0]) - 1 : bisect_left(self.unit_starts, words[1])]

    def reads(self, words: Range, most: int) -> str:
        """How a stretch of words reads, or the beginning of it."""
        found = [unit.text for unit in self.around(words) if unit.text]
        return " ".join(found[:most]) + (" …" if len(found) > most else "")


def releases(edition: Edition, number: int) -> dict[str, Release]:
    """The releases of an edition by their ids, in the order in which they were released or named."""
    units = {witness.id: list(_units(witness, edition.decided[witness.id])) for witness in edition.work.witnesses}
    own = {name: _secret(some) for name, some in units.items()}
    whole = _everywhere(edition, {name: {*spans} for name, spans in own.items()})
    found = {}
    for witness in sorted(edition.work.witnesses, key=lambda one: one.telegram.release):
        name = witness.id
        shown = tuple(_shown(units[name], own[name], whole[name]))
        found[name] = Release(
            witness, f"w{number}r{witness.telegram.release}", edition.released[name], shown,
            frozenset(whole[name] | {*own[name]}),
        )  # fmt: skip
    return found


def _units(witness: Witness, decided: Sequence[Decision]) -> Iterator[Unit]:
    by_start = {one.column.base[0]: one for one in decided if shows(one)}
    gaps = sorted(_in_text(witness, span) for span in (mark.span for mark in witness.draft.of_kind(kinds.GAP)))
    at = 0
    while at < len(witness.words):
        one = by_start.get(at)
        end = max(one.column.base[1], at + 1) if one else at + 1
        is_corrected = one is not None and one.cert is not None and one.cert >= Certainty.MEDIUM
        text = one.reading if one and is_corrected else " ".join(word.text for word in witness.words[at:end])
        yield Unit((at, end), text, _marks(witness, at, gaps), one)
        at = end


def shows(decision: Decision) -> bool:
    """Whether a reader should see that the releases differ: a correction, a doubt, a place where nothing decides."""
    return decision.open or decision.cert is not None


def _in_text(witness: Witness, span: Span) -> Range:
    return witness.draft.to_text(span.start), witness.draft.to_text(span.end)


def _marks(witness: Witness, at: int, gaps: Sequence[Range]) -> str:
    """What stands before a word on its line and is no word: dashes, bullets."""
    word, before = witness.words[at], witness.words[at - 1] if at else None
    if before is None or before.page != word.page or before.span.end > word.span.start:
        return ""
    between = witness.draft.text[before.span.end : word.span.start]
    index = bisect_left(gaps, (before.span.end, 0))
    if not between.strip() or (index < len(gaps) and gaps[index][0] < word.span.start):
        return ""
    return " ".join(token for token in between.split() if not key_of(token))


def _secret(units: Sequence[Unit]) -> dict[int, list[Range]]:
    """For each word with which a unit begins that holds a part of a private number, where that stands in the unit."""
    offsets = list(accumulate((len(unit.text) + 1 for unit in units), initial=0))
    found: dict[int, list[Range]] = {}
    for start, end in private_ranges(" ".join(unit.text for unit in units)):
        for index in range(bisect_left(offsets, start + 1) - 1, bisect_left(offsets, end)):
            low, high = max(start - offsets[index], 0), min(end - offsets[index], len(units[index].text))
            if low < high:
                found.setdefault(units[index].words[0], []).append((low, high))
    return found


def _everywhere(edition: Edition, own: Mapping[str, set[int]]) -> dict[str, set[int]]:
    """The words with digits that stand in another release where one has a private number, misread there perhaps."""
    found: dict[str, set[int]] = {name: set() for name in own}
    for (one, other), pairs in edition.pairs.items():
        if own[one]:
            found[other].update(_opposite(edition, other, pairs, own[one]))
    return found


def _opposite(edition: Edition, other: str, pairs: Sequence[Pair], words: set[int]) -> Iterator[int]:
    there = next(witness for witness in edition.work.witnesses if witness.id == other).words
    for pair in pairs:
        if pair.both and not words.isdisjoint(range(pair.start, pair.end)):
            yield from (
                at for at in range(pair.other, pair.other_end) if any(map(str.isdigit, there[at].text + there[at].raw))
            )


def _shown(units: Sequence[Unit], own: Mapping[int, Sequence[Range]], whole: set[int]) -> Iterator[Unit]:
    """Units without what is private; of a number that runs over several units the first says that one stood there."""
    goes_on = False
    for unit in units:
        if not whole.isdisjoint(range(*unit.words)):
            spans: Sequence[Range] = [(0, len(unit.text))]
        else:
            spans = own.get(unit.words[0], ())
        yield unit._replace(text=_without(unit.text, spans, goes_on)) if spans else unit
        goes_on = bool(spans) and spans[-1][1] == len(unit.text)


def _without(text: str, spans: Sequence[Range], goes_on: bool) -> str:
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], "" if goes_on and start == 0 else MASK]
        end = stop
    return "".join([*parts, text[end:]])
