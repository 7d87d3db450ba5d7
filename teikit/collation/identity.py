"""Find the telegrams of a packet that are releases of one: by number, section and date, record number, or text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from teikit.collation.release_parts import FEWEST_SHARED, SIMILAR, releases_of, stretches_in
from teikit.collation.strays import Given, is_unrelated, stretches_of
from teikit.collation.witness import Witness
from teikit.core import Draft, kinds
from teikit.core.packet import Packet, Telegram
from teikit.disjoint_sets import DisjointSets
from teikit.genres.records import UNDAMAGED_RECORD
from teikit.lexicon import Lexicon
from teikit.words.names import known_as
from teikit.words.tokens import parts, upper

DAY = len("1962-10-28")  # characters of a day in ISO 8601
HEAD = 400  # code points at the head of a page in which its record number is found


@dataclass(frozen=True)
class Work:
    """A telegram (or record) and its releases, the best text first. ``id`` begins the ids of its parts in the TEI."""

    id: str
    witnesses: tuple[Witness, ...]

    @property
    def base(self) -> Witness:
        """The release whose text is printed."""
        return self.witnesses[0]


def works(
    packet: Packet, lexicon: Lexicon, is_one_record: bool = False, trusted: frozenset[str] = frozenset()
) -> list[Work]:
    """The works of a packet, in the order of their first pages; a slip sheet is a work with one release.

    ``is_one_record`` says that all inputs are releases of one record: an input that matches no other then joins the
    rest, if that is a single work and the two are not wholly unrelated. ``trusted`` names the inputs that are
    printings; a printing is the base only of a work that has no other release.
    """
    telegrams = [telegram for telegram in packet.telegrams if telegram.genre != "cover"]
    groups = _groups(packet.draft, telegrams)
    if is_one_record:
        groups = _with_strays(packet.draft, telegrams, groups, trusted)
    in_releases = [releases_of(packet.draft, [telegrams[index] for index in group]) for group in groups]
    slips = [[telegram] for telegram in packet.telegrams if telegram.genre == "cover"]
    ordered = sorted([*in_releases, *slips], key=_first_page)
    is_alone = len(ordered) == 1
    return [
        _work(packet.draft, releases, "" if is_alone else f"t{number}", trusted, lexicon)
        for number, releases in enumerate(ordered, 1)
    ]


def _first_page(releases: Sequence[Telegram]) -> int:
    return min(page.order for release in releases for page in release.pages)


def _work(draft: Draft, releases: Sequence[Telegram], id: str, trusted: frozenset[str], lexicon: Lexicon) -> Work:
    """A work with its releases: printed editions last, of the others the fullest first."""
    prefix = f"{id}." if id else ""
    witnesses = [
        Witness(
            f"{prefix}R{number}",
            draft,
            replace(release, id=id, release=number),
            is_printing=_input(draft, release) in trusted,
        )
        for number, release in enumerate(releases, 1)
    ]
    homes = Counter(key for witness in witnesses for key in set(witness.keys))

    def rank(witness: Witness) -> tuple[bool, int]:
        return witness.is_printing, -fullness(witness, homes, lexicon)

    return Work(id, tuple(sorted(witnesses, key=rank)))


def _input(draft: Draft, telegram: Telegram) -> str:
    """The name of the input that contains a telegram."""
    return draft.source.origin(telegram.pages[0].span.start)[1]


def fullness(witness: Witness, homes: Mapping[str, int], lexicon: Lexicon) -> int:
    """The number of letters and digits of a release in words that are in a list or in another release.

    ``homes`` counts the releases that have each key. So the best release is neither a longer text of scraps nor a
    shorter one.
    """
    return sum(
        len(word.key)
        for word in witness.words
        if len(word.key) > 2 and (homes[word.key] > 1 or known_as(upper(parts(word.text)[1]), lexicon.words))
    )


def _with_strays(
    draft: Draft, telegrams: Sequence[Telegram], groups: list[list[int]], trusted: frozenset[str]
) -> list[list[int]]:
    """The groups, with those of stray inputs merged into the largest group.

    Nothing is merged if an input of the largest group also has a group elsewhere. An input unrelated to the largest
    group stays apart, but a printing, which shares little with a telegram, never does.
    """
    inputs = [_input(draft, telegram) for telegram in telegrams]
    largest = max(groups, key=lambda group: (len({inputs[index] for index in group}), len(group)), default=[])
    there = {inputs[index] for index in largest}
    # An input with a part in the largest group also contains something else, which is not a stray.
    strays = [group for group in groups if group is not largest and not there & {inputs[index] for index in group}]
    if len(groups) - len(strays) > 1:
        return groups
    given = _given(draft, telegrams)
    present = [given[name] for name in dict.fromkeys(inputs[index] for index in largest) if name not in trusted]

    def is_apart(group: Sequence[int]) -> bool:
        names = {inputs[index] for index in group}
        return trusted.isdisjoint(names) and all(is_unrelated(given[name], present) for name in names)

    apart = [group for group in strays if is_apart(group)]
    joining = [group for group in strays if group not in apart]
    return [sorted([*largest, *(index for group in joining for index in group)]), *apart]


def _given(draft: Draft, telegrams: Sequence[Telegram]) -> dict[str, Given]:
    """The inputs of the telegrams, by their names."""
    given: dict[str, Given] = {}
    for telegram in telegrams:
        name = _input(draft, telegram)
        item = given.setdefault(name, Given(name, set(), set(), set(), set(), set()))
        item.stretches.update(stretches_in(draft, telegram))
        item.messages.update(_message(draft, telegram))
        item.records.update(record_numbers(draft, telegram))
        item.numbers.update(filter(None, [telegram.number]))
        item.days.update(_days(draft, telegram))
    return given


def _groups(draft: Draft, telegrams: Sequence[Telegram]) -> list[list[int]]:
    """The numbers of the telegrams that belong together, group by group."""
    groups = DisjointSets(len(telegrams))
    stretches = [stretches_in(draft, telegram) for telegram in telegrams]
    records = [record_numbers(draft, telegram) for telegram in telegrams]
    shared = _shared(stretches)
    for first, second in combinations(range(len(telegrams)), 2):
        shorter = min(len(stretches[first]), len(stretches[second]))
        same = _is_same(telegrams[first], telegrams[second], shared[first, second], shorter)
        if same or records[first] & records[second]:
            groups.join(first, second)
    return list(groups.sets().values())


def _shared(stretches: Sequence[set[tuple[str, ...]]]) -> Counter[tuple[int, int]]:
    """The number of stretches that every two telegrams share, by their numbers."""
    homes: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, own in enumerate(stretches):
        for stretch in own:
            homes[stretch].append(number)
    return Counter(pair for numbers in homes.values() if len(numbers) > 1 for pair in combinations(numbers, 2))


def _is_same(first: Telegram, second: Telegram, shared: int, shorter: int) -> bool:
    """Whether two telegrams are releases of one.

    ``shared`` is the number of stretches that both have, ``shorter`` the number of stretches of the shorter one.
    Telegrams with different numbers must share twice as many, because one may quote the other.
    """
    alike = shared >= FEWEST_SHARED and shared >= SIMILAR * shorter
    if first.number and second.number:
        has_same_number = (first.number, first.section) == (second.number, second.section)
        return has_same_number or (alike and shared >= 2 * SIMILAR * shorter)
    return alike


def _message(draft: Draft, telegram: Telegram) -> set[tuple[str, ...]]:
    """The stretches of words in the paragraphs of a telegram."""
    spans = [page.span for page in telegram.pages]
    marks = (mark for mark in draft.of_kind(kinds.P, kinds.ITEM) if any(span.has(mark.span.start) for span in spans))
    return stretches_of(" ".join(draft.text[slice(*draft.to_text_span(mark.span))] for mark in marks))


def _days(draft: Draft, telegram: Telegram) -> Iterator[str]:
    """The dates in the header of a telegram."""
    page = telegram.pages[0].span
    fields = [mark.span for mark in draft.of_kind(kinds.FIELD) if page.has(mark.span.start)]
    for mark in draft.of_kind(kinds.DATE):
        if (when := mark.get("when")) and any(field.holds(mark.span) for field in fields):
            yield when[:DAY]


def record_numbers(draft: Draft, telegram: Telegram) -> set[str]:
    """The record numbers in the name of a telegram's input and at the head of its first page."""
    source = draft.source
    start, end = telegram.pages[0].span
    name = source.origin(start)[1]
    head = source.plain[start : min(end, start + HEAD)]
    return {match[0] for text in (name, head) for match in UNDAMAGED_RECORD.finditer(text)}
