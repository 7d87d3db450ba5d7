"""Group copies: pairs that are copies by their texts and their clues are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from teikit.copies.candidates import candidates, sharing_a_clue
from teikit.copies.clues import GROUP, NUMBER, RECORD_NUMBER, SHEET, Clue
from teikit.copies.documents import worth_by_documents
from teikit.copies.likeness import Likenesses
from teikit.copies.sketch import Sketch
from teikit.disjoint_sets import DisjointSets

SURE = 0.45  # likeness from which two texts are certainly copies
ALIKE = 0.2  # likeness from which they are copies, whatever their clues
BACKED = 0.1  # likeness that is enough for two texts that have a number or date-time group in common
MOST_COMPARED = 4  # most texts of a group that are compared with those of another
FEWEST_PAIRS = 4  # fewest pairs of texts that show whether two groups are alike
CERTAINTIES = ("high", "medium", "low")  # certainties that two texts are copies, the highest first
Clues = frozenset[Clue]


@dataclass(frozen=True)
class Link:
    """Two texts, by their numbers, that are copies: the certainty, their likeness, and their common clues.

    The likeness is from 0 to 1, the certainty one of ``CERTAINTIES``.
    """

    first: int
    second: int
    certainty: str
    likeness: float
    clues: tuple[Clue, ...]


@dataclass(frozen=True)
class Copies:
    """The texts, by their numbers, that are copies of one document, and the links that hold them together."""

    texts: tuple[int, ...]
    links: tuple[Link, ...]

    @property
    def certainty(self) -> str:
        """The certainty of the weakest link."""
        return max((link.certainty for link in self.links), key=CERTAINTIES.index)


def copies(sketches: Sequence[Sketch], clues: Sequence[Clues]) -> list[Copies]:
    """The groups of two or more texts, in the order of their first texts; no text is in two groups."""
    worth = worth_by_documents(sketches)
    likeness = Likenesses(sketches, worth)
    links = sorted(
        _links(candidates(sketches, worth), likeness, clues),
        key=lambda link: (CERTAINTIES.index(link.certainty), -link.likeness),
    )
    groups = DisjointSets(len(sketches))
    examples: list[tuple[int, ...]] = [(number,) for number in range(len(sketches))]
    holding: list[Link] = []
    for link in links:
        first, second = sorted((groups.root(link.first), groups.root(link.second)))
        if first != second and (_holds_alone(link) or _are_alike(examples[first], examples[second], likeness)):
            groups.join(first, second)
            examples[first] = (examples[first] + examples[second])[:MOST_COMPARED]
            holding.append(link)
    held: defaultdict[int, list[Link]] = defaultdict(list)
    for link in holding:
        held[groups.root(link.first)].append(link)
    return [Copies(tuple(texts), tuple(held[root])) for root, texts in groups.sets().items() if len(texts) > 1]


def _holds_alone(link: Link) -> bool:
    """Whether a link is enough to join the groups of its two texts, whatever the likeness of the other texts."""
    return link.likeness >= SURE or bool(link.clues)


def _are_alike(first: Sequence[int], second: Sequence[int], likeness: Likenesses) -> bool:
    """Whether half of the pairs of texts of two groups are alike; true for too few pairs.

    Of the releases of two cables on one matter (104-10326-10065 and 104-10326-10066), one pair of twelve is alike.
    """
    pairs = [(min(pair), max(pair)) for pair in product(first, second)]
    if len(pairs) < FEWEST_PAIRS:
        return True
    return 2 * sum(likeness.of(*pair) >= ALIKE for pair in pairs) >= len(pairs)


def _links(pairs: Iterable[tuple[int, int]], likeness: Likenesses, clues: Sequence[Clues]) -> Iterator[Link]:
    """The links among the pairs of texts, and among all with a clue in common, for which a sheet does not count."""
    backing = [frozenset(clue for clue in own if clue.kind != SHEET) for own in clues]
    for first, second in _each_once(pairs, sharing_a_clue(backing)):
        common = tuple(sorted(backing[first] & backing[second]))
        alike = likeness.of(first, second)
        kinds = {clue.kind for clue in common}
        certainty = _certainty(alike, kinds, contradicted=_contradict(clues[first], clues[second]))
        if certainty:
            yield Link(first, second, certainty, alike, common)


def _each_once(pairs: Iterable[tuple[int, int]], backed: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs as they come, then those of ``backed`` that were not among them, in order."""
    for pair in pairs:
        backed.discard(pair)
        yield pair
    yield from sorted(backed)


def _contradict(first: Clues, second: Clues) -> bool:
    """Whether two heads have nothing in common, and different record numbers, date-time groups or sheets."""
    if first & second:
        return False
    of_first, of_second = dict(first), dict(second)
    kinds = (of_first.keys() & of_second.keys()) - {NUMBER}
    return bool(kinds - {SHEET}) or (SHEET in kinds and _is_other_sheet(of_first[SHEET], of_second[SHEET]))


def _is_other_sheet(first: str, second: str) -> bool:
    """Whether two sheets differ both in date and in number of pages; a difference in only one may be a misreading."""
    return all(value != second_value for value, second_value in zip(first.split(", "), second.split(", "), strict=True))


def _certainty(alike: float, common: set[str], contradicted: bool) -> str:
    """How certain it is that two texts are copies; empty if they are not.

    ``alike`` is their likeness, ``common`` the kinds of their common clues. A date-time group or a number alone says
    nothing, because reference lines cite them, too. A record number alone says little: it may be that of a cover sheet,
    or of a release in which nearly all is withheld. If the heads contradict each other (two cables on one matter, two
    sheets of one kind), only very similar texts are copies, with less certainty.
    """
    if contradicted:
        return "medium" if alike >= SURE else ""
    if alike >= SURE or (alike >= BACKED and common & {RECORD_NUMBER, GROUP}):
        return "high"
    if alike >= ALIKE or (alike >= BACKED and NUMBER in common):
        return "medium"
    return "low" if RECORD_NUMBER in common else ""
