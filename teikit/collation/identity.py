"""Which telegrams of a packet are releases of one: by number, section and date, by record number, by what they say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import regex

from teikit.collation.witness import Witness, key_of
from teikit.core import Draft
from teikit.core.packet import Packet, Telegram

RECORD = regex.compile(r"(?<![0-9])([0-9]{3}-[0-9]{5}-[0-9]{5})(?![0-9])")
"""The record number of the JFK collection, which stands on every page and in most file names."""
STRETCH = 3
SIMILAR, FEW = 0.25, 6
"""Texts that share so much of the stretches of three words that the shorter one has, and so many at least, are one."""
LITTLE = 60
"""Stretches; a release with fewer may be one of which nearly all is withheld."""


@dataclass(frozen=True)
class Work:
    """A telegram (or record) and its releases, the fullest first. ``id`` begins the ids of its parts in the TEI."""

    id: str
    witnesses: tuple[Witness, ...]

    @property
    def base(self) -> Witness:
        """The release whose text is printed."""
        return self.witnesses[0]

    @property
    def others(self) -> dict[str, Witness]:
        """The other releases by their ids."""
        return {witness.id: witness for witness in self.witnesses[1:]}


def works(packet: Packet, same: bool = False) -> list[Work]:
    """The telegrams of a packet with their releases; slip sheets, and what has one release only, are works of one.

    With ``same`` somebody said that the inputs are releases of one: what looks like no other goes with the rest, if
    that is one work only.
    """
    telegrams = [telegram for telegram in packet.telegrams if telegram.kind != "cover"]
    groups = _groups(packet.draft, telegrams)
    if same:
        groups = _with_strays(packet.draft, telegrams, groups)
    found = [_members(packet.draft, [telegrams[index] for index in group]) for group in groups]
    slips = [[telegram] for telegram in packet.telegrams if telegram.kind == "cover"]
    ordered = sorted([*found, *slips], key=lambda some: min(page.order for one in some for page in one.pages))
    alone = len(ordered) == 1
    return [_work(packet.draft, some, "" if alone else f"t{number}") for number, some in enumerate(ordered, 1)]


def _work(draft: Draft, releases: Sequence[Telegram], id: str) -> Work:
    prefix = f"{id}." if id else ""
    made = [
        Witness(f"{prefix}R{number}", draft, replace(release, id=id, release=number))
        for number, release in enumerate(releases, 1)
    ]
    return Work(id, tuple(sorted(made, key=lambda witness: -fullness(witness))))


def fullness(witness: Witness) -> int:
    """How many letters and digits a release has in words of the running text that are not mere scraps."""
    return sum(len(word.key) for word in witness.words if len(word.key) > 2)


def _with_strays(draft: Draft, telegrams: Sequence[Telegram], groups: list[list[int]]) -> list[list[int]]:
    """The groups, those of inputs that have no part in the largest one put to it; only if that one stands alone."""
    inputs = [draft.source.origin(telegram.pages[0].span.start) for telegram in telegrams]
    largest = max(groups, key=lambda group: (len({inputs[index] for index in group}), len(group)), default=[])
    there = {inputs[index] for index in largest}
    strays = [group for group in groups if group is not largest and not there & {inputs[index] for index in group}]
    if len(groups) - len(strays) > 1:
        return groups
    return [sorted([*largest, *(index for group in strays for index in group)])]


def _groups(draft: Draft, telegrams: Sequence[Telegram]) -> list[list[int]]:
    """The numbers of telegrams that belong together."""
    parent = list(range(len(telegrams)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    stretches = [_stretches(draft, telegram) for telegram in telegrams]
    records = [_records(draft, telegram) for telegram in telegrams]
    shared = _shared(stretches)
    for one, other in combinations(range(len(telegrams)), 2):
        least = min(len(stretches[one]), len(stretches[other]))
        same = _is_same(telegrams[one], telegrams[other], shared[one, other], least)
        if same or records[one] & records[other]:
            parent[root(other)] = root(one)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index in range(len(telegrams)):
        groups[root(index)].append(index)
    return list(groups.values())


def _shared(stretches: Sequence[set[tuple[str, ...]]]) -> Counter[tuple[int, int]]:
    """How many stretches of words each two telegrams share."""
    homes: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, some in enumerate(stretches):
        for stretch in some:
            homes[stretch].append(number)
    return Counter(pair for numbers in homes.values() if len(numbers) > 1 for pair in combinations(numbers, 2))


def _is_same(one: Telegram, other: Telegram, shared: int, least: int) -> bool:
    """Whether two telegrams are one: of so many stretches of words the shorter one has, they share some."""
    alike = shared >= FEW and shared >= SIMILAR * least
    if one.number and other.number and (one.number, one.section) != (other.number, other.section):
        return alike and shared >= 2 * SIMILAR * least
    if one.number and (one.number, one.section) == (other.number, other.section):
        return True
    return alike


def _stretches(draft: Draft, telegram: Telegram) -> set[tuple[str, ...]]:
    """All stretches of three words of a telegram's running text."""
    found: set[tuple[str, ...]] = set()
    for page in telegram.pages:
        text = draft.text[draft.to_text(page.span.start) : draft.to_text(page.span.end)]
        keys = [key for part in text.split() if (key := key_of(part))]
        found.update(tuple(keys[at : at + STRETCH]) for at in range(len(keys) - STRETCH + 1))
    return found


def _records(draft: Draft, telegram: Telegram) -> set[str]:
    """The record numbers that stand in the name of the input and on the first page of it."""
    source = draft.source
    name = source.origin(telegram.pages[0].span.start)[1]
    end = telegram.pages[0].span.end
    first = source.text[telegram.pages[0].span.start : min(end, telegram.pages[0].span.start + 400)]
    return {match[1] for text in (name, first) for match in RECORD.finditer(text)}


def _members(draft: Draft, telegrams: Sequence[Telegram]) -> list[Telegram]:
    """The releases among telegrams that belong together.

    Two of one input are two releases if they say the same, or have the same number and section and one says hardly
    anything; else they are parts of one release, which the input was cut into.
    """
    releases: list[list[tuple[Telegram, set[tuple[str, ...]]]]] = []
    for telegram in telegrams:
        says = telegram, _stretches(draft, telegram)
        home = next((parts for parts in releases if _is_part(draft, says, parts)), None)
        if home is None:
            releases.append([says])
        else:
            home.append(says)
    return [_whole([telegram for telegram, _ in parts]) for parts in releases]


def _is_part(
    draft: Draft,
    one: tuple[Telegram, set[tuple[str, ...]]],
    parts: Sequence[tuple[Telegram, set[tuple[str, ...]]]],
) -> bool:
    """Whether a telegram is a part of a release: of the same input, and nothing that the release has already."""
    telegram, mine = one
    origin = draft.source.origin
    if origin(telegram.pages[0].span.start) != origin(parts[0][0].pages[0].span.start):
        return False
    for part, theirs in parts:
        least = min(len(mine), len(theirs))
        shared = len(mine & theirs)
        if shared >= FEW and shared >= SIMILAR * least:
            return False
        if part.number and (part.number, part.section) == (telegram.number, telegram.section) and least < LITTLE:
            return False
    return True


def _whole(parts: Sequence[Telegram]) -> Telegram:
    """Parts of one release as one telegram, called as the first part that has a name."""
    named = next((part for part in parts if part.number), parts[0])
    kind = next((part.kind for part in parts if part.kind == "telegram"), parts[0].kind)
    pages = tuple(page for part in parts for page in part.pages)
    return replace(named, kind=kind, pages=pages)


def releases(found: Sequence[Work]) -> Iterator[Work]:
    """The works that have several releases."""
    return (work for work in found if len(work.witnesses) > 1)
