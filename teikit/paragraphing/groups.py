"""Which lines make a paragraph or an item, and what stands between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from teikit.core import Line
from teikit.paragraphing.breaks import Breaks, Setting
from teikit.paragraphing.items import goes_on


@dataclass(frozen=True)
class Page:
    """What stands between lines: blocks that are marked, beginnings of documents and of pages."""

    blocks: Sequence[tuple[int, int]]
    documents: Sequence[int]
    pages: Sequence[int]

    def parts(self, before: Line, line: Line) -> bool:
        """Whether a block or the beginning of a document stands between two lines."""
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
) -> Iterator[list[Line]]:
    """The lines of each paragraph or item; ``unclear`` is where lines begin that nobody can read."""
    group: list[Line] = []
    passed: list[Line] = []  # lines that nobody can read, since the last one of the group
    is_item = False  # the group
    for line in free:
        if start_of(line) in unclear and line.start not in listed:
            passed.append(line)
            continue
        before = group[-1] if group else None
        is_apart = before is not None and page.parts(before, line)
        if is_item and before and not (passed or is_apart) and goes_on(before.text.strip(), line.text.strip()):
            group.append(line)
            continue
        above = None if is_item else before
        is_listed = line.start in listed
        if is_listed or breaks.begins(above, line, settings[line.start], is_apart):
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


def start_of(line: Line) -> int:
    """Where the first letter of a line stands."""
    return line.start + len(line.text) - len(line.text.lstrip())


def _unparted(lines: Sequence[Line], page: Page) -> Iterator[list[Line]]:
    """Lines that nobody can read, in groups between which neither a block nor the beginning of a document stands."""
    group: list[Line] = []
    for line in lines:
        if group and page.parts(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def stands_between(blocks: Sequence[tuple[int, int]], before: Line, line: Line) -> bool:
    """Whether a block, a field say, stands between two lines."""
    nearby = blocks[max(bisect_right(blocks, (before.end, 0)) - 1, 0) :][:3]
    return any(before.end <= start < line.start for start, _ in nearby)
