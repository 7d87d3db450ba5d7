"""Texts in groups of copies: pairs that are copies by their text and their clues, joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from teikit.copies.candidates import candidates, with_one_clue
from teikit.copies.clues import GROUP, NUMBER, RECORD_NUMBER, SHEET
from teikit.copies.documents import worth_by_documents
from teikit.copies.likeness import Likeness
from teikit.copies.sketch import Sketch

SURE = 0.45  # likeness from which two texts are certainly copies
ALIKE = 0.2  # likeness from which they are copies, whatever their clues
BACKED = 0.1  # likeness that is enough for two texts that have a number or date-time group in common
MOST = 4  # texts of a group that are compared with those of another
FEWEST_PAIRS = 4  # pairs of texts of two groups from which on it shows whether they are alike
CERTAINTIES = ("high", "medium", "low")
SAME_TEXT = "text"
Clues = Sequence[frozenset[tuple[str, str]]]


@dataclass(frozen=True)
class Link:
    """Two texts that are copies: how sure that is, how alike they are, and what else they have in common."""

    first: int
    second: int
    certainty: str
    likeness: float
    clues: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Copies:
    """The numbers of texts that are copies of one document, and the links that hold them together."""

    texts: tuple[int, ...]
    links: tuple[Link, ...]

    @property
    def certainty(self) -> str:
        """The certainty of the weakest link that is needed."""
        return max((link.certainty for link in self.links), key=CERTAINTIES.index)


def copies(sketches: Sequence[Sketch], clues: Clues) -> list[Copies]:
    """The groups of two texts and more, in the order of their first texts; no text is in two groups."""
    worth = worth_by_documents(sketches)
    likeness = Likeness(sketches, worth)
    links = sorted(
        _links(candidates(sketches, worth), likeness, clues),
        key=lambda link: (CERTAINTIES.index(link.certainty), -link.likeness),
    )
    parent = list(range(len(sketches)))
    some: list[tuple[int, ...]] = [(number,) for number in parent]
    needed: list[Link] = []
    for link in links:
        first, second = sorted((_root(parent, link.first), _root(parent, link.second)))
        if first != second and (_holds_alone(link) or _are_alike(some[first], some[second], likeness)):
            parent[second] = first
            some[first] = (some[first] + some[second])[:MOST]
            needed.append(link)
    texts: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(sketches)):
        texts[_root(parent, number)].append(number)
    held: defaultdict[int, list[Link]] = defaultdict(list)
    for link in needed:
        held[_root(parent, link.first)].append(link)
    return [Copies(tuple(members), tuple(held[root])) for root, members in texts.items() if len(members) > 1]


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _holds_alone(link: Link) -> bool:
    """Whether two texts are so much alike, or have so much in common, that it joins all that are copies of them."""
    return link.likeness >= SURE or bool(link.clues)


def _are_alike(first: Sequence[int], second: Sequence[int], likeness: Likeness) -> bool:
    """Whether half of the pairs of texts of two groups are alike; a single text is what it was found to be.

    The releases of two cables on one matter: of 104-10326-10065 and 104-10326-10066 one pair of twelve is.
    """
    pairs = [(min(pair), max(pair)) for pair in product(first, second)]
    if len(pairs) < FEWEST_PAIRS:
        return True
    return 2 * sum(likeness.of(*pair) >= ALIKE for pair in pairs) >= len(pairs)


def _links(found: Iterable[tuple[int, int]], likeness: Likeness, clues: Clues) -> Iterator[Link]:
    backing = [frozenset(clue for clue in own if clue[0] != SHEET) for own in clues]
    for first, second in _each_once(found, with_one_clue(backing)):
        common = tuple(sorted(backing[first] & backing[second]))
        alike = likeness.of(first, second)
        certainty = _certainty(alike, {kind for kind, _ in common}, _contradict(clues[first], clues[second]))
        if certainty:
            yield Link(first, second, certainty, alike, common)


def _each_once(pairs: Iterable[tuple[int, int]], backed: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for pair in pairs:
        backed.discard(pair)
        yield pair
    yield from sorted(backed)


def _contradict(first: frozenset[tuple[str, str]], second: frozenset[tuple[str, str]]) -> bool:
    """Whether two heads have different record numbers or date-time groups, or other sheets, and nothing in common."""
    if first & second:
        return False
    mine, theirs = dict(first), dict(second)
    kinds = (mine.keys() & theirs.keys()) - {NUMBER}
    return bool(kinds - {SHEET}) or (SHEET in kinds and _is_other_sheet(mine[SHEET], theirs[SHEET]))


def _is_other_sheet(first: str, second: str) -> bool:
    """Whether two sheets say another date and another number of pages: one of them alone may be misread."""
    return all(mine != theirs for mine, theirs in zip(first.split(", "), second.split(", "), strict=True))


def _certainty(alike: float, common: set[str], contradicted: bool) -> str:
    """How certain it is that two texts are copies; empty where they are not.

    A date-time group or a number alone says nothing: a reference line cites them, too. A record number alone says
    little: it may be that of a cover sheet, or of a release in which nearly all is withheld. Where the heads contradict
    each other (two cables on one matter, two sheets of one kind) only texts that are very much alike are copies, with
    less certainty.
    """
    if contradicted:
        return "medium" if alike >= SURE else ""
    if alike >= SURE or (alike >= BACKED and common & {RECORD_NUMBER, GROUP}):
        return "high"
    if alike >= ALIKE or (alike >= BACKED and NUMBER in common):
        return "medium"
    return "low" if RECORD_NUMBER in common else ""
