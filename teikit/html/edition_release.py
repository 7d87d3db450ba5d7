"""A release for the page: its words after correction, with their decisions, and without private numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from teikit.collation.align import Pair
from teikit.collation.columns import Range
from teikit.collation.decision import Decision
from teikit.collation.edition import Edition
from teikit.collation.witness import Witness, key_of
from teikit.core import Certainty, Span, kinds
from teikit.html.edition_rows import block_starts
from teikit.html.tags import MASK
from teikit.passes.privacy import private


class Unit(NamedTuple):
    """A word of a release, or several that one decision is about, and their text.

    ``marks`` are signs before them that are not words: dashes, bullets.
    """

    words: Range
    text: str
    marks: str
    decision: Decision | None


@dataclass(frozen=True)
class Release:
    """A release with the units of its text, and the numbers of its words that contain a part of a private number.

    ``key`` is its id on the page, which no other release of any telegram has (``w1r2``); ``date`` is that of the
    release as ISO 8601, empty if it is not known.
    """

    witness: Witness
    key: str
    date: str
    units: tuple[Unit, ...]
    private_words: frozenset[int]

    @property
    def number(self) -> int:
        """The number of the release among those of its telegram, from 1."""
        return self.witness.telegram.release

    @property
    def name(self) -> str:
        """Its name for people."""
        return f"Release {self.number}"

    @property
    def origin(self) -> str:
        """The name of the file that it was read from."""
        return self.witness.draft.source.origin(self.witness.pages[0].span.start)[1]

    @cached_property
    def block_starts(self) -> set[int]:
        """The numbers of the words before which a new line begins (see :func:`block_starts`)."""
        return block_starts(self.witness)

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [unit.words[0] for unit in self.units]

    def between(self, words: Range) -> Sequence[Unit]:
        """The units that begin within a range of words."""
        return self.units[bisect_left(self._unit_starts, words[0]) : bisect_left(self._unit_starts, words[1])]

    def around(self, words: Range) -> Sequence[Unit]:
        """The units that overlap a range of words."""
        if words[0] >= words[1]:
            return ()
        return self.units[bisect_right(self._unit_starts, words[0]) - 1 : bisect_left(self._unit_starts, words[1])]

    def beginning(self, words: Range, most: int) -> str:
        """The text of a range of words, cut after ``most`` units."""
        texts = [unit.text for unit in self.around(words) if unit.text]
        return " ".join(texts[:most]) + (" …" if len(texts) > most else "")


def releases_of(edition: Edition, number: int) -> dict[str, Release]:
    """The releases of an edition by their ids, in the order of their numbers; ``number`` is that of the edition."""
    units = {witness.id: list(_units(witness, edition.decisions[witness.id])) for witness in edition.work.witnesses}
    private_parts = {name: _private_parts(own) for name, own in units.items()}
    aligned = _aligned_with_private(edition, private_parts)
    releases: dict[str, Release] = {}
    for witness in sorted(edition.work.witnesses, key=lambda witness: witness.telegram.release):
        name = witness.id
        masked = tuple(_masked(units[name], private_parts[name], aligned[name]))
        private_words = frozenset({*aligned[name], *private_parts[name]})
        key = f"w{number}r{witness.telegram.release}"
        releases[name] = Release(witness, key, edition.released[name], masked, private_words)
    return releases


def _units(witness: Witness, decisions: Sequence[Decision]) -> Iterator[Unit]:
    """The units of a release, with the words as decided."""
    by_start = {decision.column.base[0]: decision for decision in decisions if _is_shown(decision)}
    gaps: list[Span] = sorted(witness.draft.to_text_span(mark.span) for mark in witness.draft.of_kind(kinds.GAP))
    at = 0
    while at < len(witness.words):
        decision = by_start.get(at)
        end = max(decision.column.base[1], at + 1) if decision else at + 1
        if decision and decision.cert is not None and decision.cert >= Certainty.MEDIUM:
            text = decision.reading
        else:
            text = " ".join(word.text for word in witness.words[at:end])
        yield Unit((at, end), text, _marks(witness, at, gaps), decision)
        at = end


def _is_shown(decision: Decision) -> bool:
    """Whether a decision is shown to readers: a correction, a possible reading, an undecided place."""
    return decision.is_open or decision.cert is not None


def _marks(witness: Witness, at: int, gaps: Sequence[Span]) -> str:
    """Signs before a word, on its line, that are not words: dashes, bullets; none if there is a gap between."""
    word, before = witness.words[at], witness.words[at - 1] if at else None
    if before is None or before.page != word.page or before.span.end > word.span.start:
        return ""
    between = witness.draft.text[before.span.end : word.span.start]
    index = bisect_left(gaps, (before.span.end, 0))
    if not between.strip() or (index < len(gaps) and gaps[index][0] < word.span.start):
        return ""
    return " ".join(token for token in between.split() if not key_of(token))


# ---------------------------------------------------------------- private numbers


def _private_parts(units: Sequence[Unit]) -> dict[int, list[Range]]:
    """The places of private numbers in the texts of units, as offsets, by the number of the first word of the unit.

    Numbers are looked for across units: typists and engines put spaces into them.
    """
    offsets = list(accumulate((len(unit.text) + 1 for unit in units), initial=0))
    parts: dict[int, list[Range]] = {}
    for start, end in private(" ".join(unit.text for unit in units)):
        for index in range(bisect_left(offsets, start + 1) - 1, bisect_left(offsets, end)):
            low, high = max(start - offsets[index], 0), min(end - offsets[index], len(units[index].text))
            if low < high:
                parts.setdefault(units[index].words[0], []).append((low, high))
    return parts


def _aligned_with_private(edition: Edition, private: Mapping[str, Mapping[int, object]]) -> dict[str, set[int]]:
    """The words with digits aligned with a private number of another release: it is the same number, perhaps misread.

    Both by release; words are counted from 0.
    """
    aligned: dict[str, set[int]] = {name: set() for name in private}
    for (first_id, second_id), pairs in edition.pairs.items():
        if private[first_id]:
            witness = next(witness for witness in edition.work.witnesses if witness.id == second_id)
            aligned[second_id].update(_with_digits(witness, pairs, set(private[first_id])))
    return aligned


def _with_digits(witness: Witness, pairs: Sequence[Pair], words: set[int]) -> Iterator[int]:
    """The words of a release that have digits and are aligned with some of the ``words`` of another."""
    for pair in pairs:
        if pair.both and not words.isdisjoint(range(pair.start, pair.end)):
            for at in range(pair.second_start, pair.second_end):
                if any(map(str.isdigit, witness.words[at].text + witness.words[at].raw)):
                    yield at


def _masked(units: Sequence[Unit], private: Mapping[int, Sequence[Range]], aligned: set[int]) -> Iterator[Unit]:
    """The units without private numbers; the mask of a number that runs over several units is in the first."""
    goes_on = False
    for unit in units:
        if not aligned.isdisjoint(range(*unit.words)):
            parts: Sequence[Range] = [(0, len(unit.text))]
        else:
            parts = private.get(unit.words[0], ())
        yield unit._replace(text=_without(unit.text, parts, goes_on)) if parts else unit
        goes_on = bool(parts) and parts[-1][1] == len(unit.text)


def _without(text: str, ranges: Sequence[Range], goes_on: bool) -> str:
    """A text with its private ranges masked; ``goes_on``: a number at its beginning is masked in the unit before."""
    parts, end = [], 0
    for start, stop in ranges:
        parts += [text[end:start], "" if goes_on and start == 0 else MASK]
        end = stop
    return "".join([*parts, text[end:]])
