"""The grouping of lines into paragraphs and items, and what is between lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import NamedTuple

from teikit.core import Line
from teikit.core.genres import AIRTEL, DISPATCH, WIRED
from teikit.lexicon import Lexicon
from teikit.paragraphing.beginnings.breaks import Breaks
from teikit.paragraphing.documents import Documents
from teikit.paragraphing.lists.items import closes_brackets, goes_on
from teikit.paragraphing.lists.short_lines import MOST_LINES, are_marked, is_legible, is_list, is_short, runs
from teikit.paragraphing.setting import Setting

IN_HEADER = "in header"  # role of a paragraph that belongs to a header
ITEM = "item"  # role of an item of a list
HEADING = "heading"  # role of a heading
OF_FORMS = (*WIRED, AIRTEL, DISPATCH)
"""Genres typed on a form whose header and stamps an engine may garble; lists in them have points or names."""


class Paragraph(NamedTuple):
    """The lines of a paragraph, and its role; empty if it is text."""

    lines: list[Line]
    role: str = ""


@dataclass(frozen=True)
class Bounds:
    """What separates the lines of a text: blocks, where documents and pages begin, labels of forms; all in order.

    On the pages of ``sheets``, which are routing sheets, each label does.
    """

    blocks: Sequence[tuple[int, int]]  # start and end of those that are already marked
    documents: Sequence[int]  # where documents begin
    pages: Sequence[int]  # where pages begin
    labels: Sequence[int] = ()  # where the text continues below labels of forms
    sheets: Container[int] = ()  # where routing sheets begin

    def parts(self, before: Line, line: Line) -> bool:
        """Whether a block, the beginning of a document or the label of a routing sheet separates two lines."""
        is_apart = self.page(before.start) in self.sheets and not self.are_below_one_label(before, line)
        return is_apart or not self.are_of_one_document(before, line) or stands_between(self.blocks, before, line)

    def are_of_one_document(self, first: Line, last: Line) -> bool:
        """Whether two lines are in one document, on any pages."""
        return bisect_right(self.documents, first.start) == bisect_right(self.documents, last.start)

    def are_on_one_page(self, first: Line, last: Line) -> bool:
        """Whether two lines are on one page."""
        return bisect_right(self.pages, first.start) == bisect_right(self.pages, last.start)

    def are_below_one_label(self, first: Line, last: Line) -> bool:
        """Whether there is no label of a form between two lines: ``Type of Action``."""
        return bisect_right(self.labels, first.start) == bisect_right(self.labels, last.start)

    def page(self, offset: int) -> int:
        """The start of the page that contains an offset."""
        return self.pages[max(bisect_right(self.pages, offset) - 1, 0)]

    def follows(self, before: Line, line: Line) -> bool:
        """Whether a line follows another one on its page, with nothing between them."""
        return self.are_on_one_page(before, line) and not self.parts(before, line)


class KnownLines(NamedTuple):
    """What is known about lines before they are grouped, by their starts.

    ``items`` are those with which an item begins, ``inside`` those that belong to the item above, ``joined`` those that
    belong to the paragraph above; ``unclear`` are the starts of the first letters of illegible lines.
    """

    items: Container[int] = ()
    inside: Container[int] = ()
    unclear: Container[int] = ()
    joined: Container[int] = ()


def groups_of(
    free: Sequence[Line], known: KnownLines, breaks: Breaks, settings: Mapping[int, Setting], bounds: Bounds
) -> Iterator[list[Line]]:
    """The lines of each paragraph or item, in order.

    ``settings`` says how the page of each line is typed, by the start of the line.
    """
    group: list[Line] = []
    passed: list[Line] = []  # illegible lines since the last line of the group
    is_item = False  # whether the group is an item
    for line, below in zip_longest(free, free[1:]):
        before = group[-1] if group else None
        is_unclear = line.content.start in known.unclear or (before is not None and breaks.is_stray(before, line))
        if is_unclear and line.start not in known.items:
            passed.append(line)
            continue
        is_apart = before is not None and bounds.parts(before, line)
        is_listed = line.start in known.items
        may_go_on = (is_item or is_listed) and not (passed or is_apart)
        if before and may_go_on and (line.start in known.inside or _item_goes_on(before, line, breaks, is_item)):
            group.append(line)
            is_item = True
            continue
        above = None if is_item else before
        begins = breaks.begins(above, line, below, settings[line.start], is_apart)
        if is_listed or (begins and line.start not in known.joined):
            if group:
                yield group
            yield from _unparted(passed, bounds)
            group, is_item = [line], is_listed
        else:
            group += [*passed, line]
        passed = []
    if group:
        yield group
    yield from _unparted(passed, bounds)


def _item_goes_on(before: Line, line: Line, breaks: Breaks, is_item: bool) -> bool:
    """Whether an item continues in the line below it, by the rules of items or in a name: ``1 - Mr.`` / ``Sullivan``.

    A line between items also continues in brackets: ``Rescue Ship Mission (a project of the United`` / ``Committee)``.
    """
    item, text = before.text.strip(), line.text.strip()
    if not is_item:
        return closes_brackets(item, text)
    return goes_on(item, text) or breaks.is_before_name(item, text)


def _unparted(lines: Sequence[Line], bounds: Bounds) -> Iterator[list[Line]]:
    """Illegible lines in groups that no block and no beginning of a document interrupts."""
    group: list[Line] = []
    for line in lines:
        if group and bounds.parts(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def with_short_lines(
    paragraphs: Sequence[Paragraph], bounds: Bounds, documents: Documents, lexicon: Lexicon
) -> Iterator[Paragraph]:
    """The paragraphs, with each of a run of short ones as an item, or the run as one block if it is not a list.

    It is not a list if it is illegible or, in a telegram, an airtel or a dispatch, the rest of a header or of a
    sentence.
    """
    are_short = [
        not paragraph.role
        and len(paragraph.lines) <= MOST_LINES
        and all(is_short(line.text, lexicon.words) for line in paragraph.lines)
        for paragraph in paragraphs
    ]
    is_next = [False, *(bounds.follows(above.lines[-1], below.lines[0]) for above, below in pairwise(paragraphs))]
    done = 0
    for begin, end in runs(are_short, is_next):
        first = begin + paragraphs[begin].lines[0].text.strip()[:1].islower()  # the end of a sentence: of JONES:
        yield from paragraphs[done:first]
        lines = [line for paragraph in paragraphs[first:end] for line in paragraph.lines]
        texts = [paragraph.lines[0].text.strip() for paragraph in paragraphs[first:end]]
        may_be_list = not _is_above_fields(paragraphs, begin, end, bounds) and is_list(texts)
        is_rest = may_be_list and documents.genre(lines[0].start) in OF_FORMS and not are_marked(texts)
        if is_rest or not is_legible([line.text for line in lines], lexicon.words):
            yield Paragraph(lines)
        elif may_be_list:
            yield from (Paragraph(paragraph.lines, ITEM) for paragraph in paragraphs[first:end])
        else:
            yield from paragraphs[first:end]
        done = end
    yield from paragraphs[done:]


def _is_above_fields(paragraphs: Sequence[Paragraph], begin: int, end: int, bounds: Bounds) -> bool:
    """Whether paragraphs are the first of a document, with a block directly below them, as in a header."""
    is_first = begin == 0 or not bounds.are_of_one_document(paragraphs[begin - 1].lines[-1], paragraphs[begin].lines[0])
    is_followed = end < len(paragraphs)
    return is_first and is_followed and bounds.parts(paragraphs[end - 1].lines[-1], paragraphs[end].lines[0])


def stands_between(blocks: Sequence[tuple[int, int]], before: Line, line: Line) -> bool:
    """Whether there is a block, for instance a field, between two lines."""
    return bisect_left(blocks, (before.end,)) < bisect_left(blocks, (line.start,))
