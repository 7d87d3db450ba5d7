"""Which lines make up a paragraph or an item, and what stands between lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from teikit.core import Line
from teikit.lexicon import Lexicon
from teikit.paragraphing.breaks import Breaks
from teikit.paragraphing.items import goes_on
from teikit.paragraphing.setting import Setting
from teikit.paragraphing.short_lines import is_legible, is_short, runs


@dataclass(frozen=True)
class Page:
    """What may stand between two lines of a text, all in order."""

    blocks: Sequence[tuple[int, int]]  # start and end of the blocks that are marked already
    documents: Sequence[int]  # where documents begin
    pages: Sequence[int]  # where pages begin

    def parts(self, before: Line, line: Line) -> bool:
        """Whether a block or the beginning of a document separates two lines."""
        is_of_one = bisect_right(self.documents, before.start) == bisect_right(self.documents, line.start)
        return not is_of_one or stands_between(self.blocks, before, line)

    def is_one(self, first: Line, last: Line) -> bool:
        """Whether two lines stand on one page."""
        return bisect_right(self.pages, first.start) == bisect_right(self.pages, last.start)

    def follows(self, before: Line, line: Line) -> bool:
        """Whether a line follows another one on its page, with nothing between them."""
        return self.is_one(before, line) and not self.parts(before, line)


def groups_of(
    free: Sequence[Line],
    breaks: Breaks,
    settings: Mapping[int, Setting],
    listed: Container[int],
    unclear: Container[int],
    page: Page,
    inside: Container[int] = (),
) -> Iterator[list[Line]]:
    """The lines of each paragraph or item, in order.

    ``settings`` has how the page of each line is typed, by the start of the line; ``listed`` are the starts of the
    lines that are items, ``unclear`` those of the first letters of illegible lines, ``inside`` those of lines that
    belong to the item above.
    """
    group: list[Line] = []
    passed: list[Line] = []  # illegible lines since the last line of the group
    is_item = False  # whether the group is an item
    for line, below in zip_longest(free, free[1:]):
        before = group[-1] if group else None
        is_unclear = line.content.start in unclear or (before is not None and breaks.is_stray(before, line))
        if is_unclear and line.start not in listed:
            passed.append(line)
            continue
        is_apart = before is not None and page.parts(before, line)
        may_go_on = is_item and before is not None and not (passed or is_apart)
        if may_go_on and before and (line.start in inside or goes_on(before.text.strip(), line.text.strip())):
            group.append(line)
            continue
        above = None if is_item else before
        is_listed = line.start in listed
        if is_listed or breaks.begins(above, line, below, settings[line.start], is_apart):
            if group:
                yield group
            yield from _unparted(passed, page)
            group, is_item = [line], is_listed
        else:
            group += [*passed, line]
        passed = []
    if group:
        yield group
    yield from _unparted(passed, page)


def _unparted(lines: Sequence[Line], page: Page) -> Iterator[list[Line]]:
    """Illegible lines in groups, within which no block and no beginning of a document separates them."""
    group: list[Line] = []
    for line in lines:
        if group and page.parts(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def gather_short_lines(
    groups: list[list[Line]], are_items: list[bool], may_be_short: list[bool], page: Page, lexicon: Lexicon
) -> set[int]:
    """Make runs of short lines items of a list, or one block of lines where they are illegible.

    ``groups`` and ``are_items`` change. Returns the places of the groups that a block has taken up.
    """
    are_short = [
        may_be_short[at] and len(group) == 1 and is_short(group[0].text, lexicon.words)
        for at, group in enumerate(groups)
    ]
    is_next = [at > 0 and page.follows(groups[at - 1][-1], group[0]) for at, group in enumerate(groups)]
    merged: set[int] = set()
    for begin, behind in runs(are_short, is_next):
        first = begin + groups[begin][0].text.strip()[:1].islower()  # the end of a sentence: of JONES:
        if is_legible([group[0].text for group in groups[first:behind]], lexicon.words):
            are_items[first:behind] = [True] * (behind - first)
        else:
            groups[first] = [group[0] for group in groups[first:behind]]
            merged.update(range(first + 1, behind))
    return merged


def stands_between(blocks: Sequence[tuple[int, int]], before: Line, line: Line) -> bool:
    """Whether a block, for instance a field, stands between two lines."""
    nearby = blocks[max(bisect_right(blocks, (before.end, 0)) - 1, 0) :][:3]
    return any(before.end <= start < line.start for start, _ in nearby)
