"""What stands on the pages of a telegram, in order: each block with the part it has in the division."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from teikit.core import Draft, Layer, Mark, Role, Span, kinds
from teikit.core.packet import Page, Telegram
from teikit.tei.loose import order, with_loose

BEGIN_TEXT = frozenset({Role.P, Role.ON, Role.CLOSER, Role.POSTSCRIPT})
"""Roles of blocks of the text proper, below the form."""
BETWEEN = frozenset({Role.ASIDE, Role.SPECK, Role.PB, Role.MISSING})
"""Roles of what goes where the text around it goes."""
HEADED = frozenset({Role.P, Role.ITEM, Role.SHEET})
"""Roles of what stands below a heading."""
BELOW_TEXT = ("enclosure", "distribution", "copy", "originator")
"""Fields that stand below the text as well as above it."""
HOLDERS = (kinds.P, kinds.ITEM, kinds.POSTSCRIPT, kinds.CELL)  # what may be in another language
ODD_LINES = 4  # lines of a block of the form that nobody recognised, at most
ODD_WORDS = 8  # words of such a line, on the average
ODD_BETWEEN = 3  # such lines between two fields
ODD_BEFORE = 8  # such lines before the first field


@dataclass(frozen=True)
class Block:
    """A mark, or the part of one that stands on one page, or a place without a mark. ``role`` is its part in the div.

    What is aside, speck, page break or missing page goes where what stands around it goes.
    """

    role: Role
    span: Span
    page: Page
    mark: Mark | None = None


class Pages:
    """All marks of a draft, and of what no mark holds, by the page they stand on."""

    def __init__(self, draft: Draft, pages: list[Page]) -> None:
        self._text = draft.source.text
        self._starts = sorted(page.span.start for page in pages)
        self._marks: dict[int, list[Mark]] = {start: [] for start in self._starts}
        self._later: set[Span] = set()  # parts of marks that began on a page before
        ends = {page.span.start: page.span.end for page in pages}
        whole = Span(min(self._starts), max(ends.values()))
        for mark in sorted(_in_blocks(with_loose(draft, whole)), key=order):
            index = bisect_right(self._starts, mark.span.start) - 1
            while index < len(self._starts) and (
                self._starts[index] < mark.span.end or self._starts[index] == mark.span.start
            ):
                start = self._starts[index]
                cut = Span(max(mark.span.start, start), min(mark.span.end, ends[start]))
                if mark.span.start < cut.start:
                    self._later.add(cut)
                if cut.start < cut.end or mark.span.start == mark.span.end:
                    self._marks[start].append(replace(mark, span=cut) if cut != mark.span else mark)
                index += 1
                if not (mark.kind.is_block or mark.aside or mark.kind in (kinds.FOREIGN, kinds.SPECK)):
                    break
        self._places = {start: [mark.span.start for mark in marks] for start, marks in self._marks.items()}

    def goes_on(self, mark: Mark) -> bool:
        """Whether a mark is a part of one that began on a page before."""
        return mark.span in self._later

    def begins_part(self, page: Page) -> bool:
        """Whether a part of a telegram begins with a page."""
        return any(mark.kind == kinds.PART for mark in self.on(page))

    def on(self, page: Page) -> list[Mark]:
        """The marks of one page, those that enclose before those that are enclosed."""
        return self._marks[page.span.start]

    def is_odd(self, span: Span) -> bool:
        """Whether a stretch of the source is a few short lines of a form that nobody recognised, and not text."""
        lines = [line.split() for line in self._text[span.start : span.end].splitlines() if line.strip()]
        return len(lines) <= ODD_LINES and sum(map(len, lines)) <= ODD_WORDS * len(lines)

    def within(self, page: Page, span: Span) -> list[Mark]:
        """The marks of one page that stand in a stretch of the source."""
        places = self._places[page.span.start]
        first, last = bisect_left(places, span.start), bisect_right(places, span.end)
        return [mark for mark in self.on(page)[first:last] if mark.span.end <= span.end]


def _in_blocks(marks: list[Mark]) -> Iterator[Mark]:
    """The marks, with each passage in another language cut into the paragraphs and cells that hold it."""
    holders = [mark.span for mark in marks if mark.kind in HOLDERS]
    for mark in marks:
        if mark.kind != kinds.FOREIGN:
            yield mark
            continue
        for start, end in holders:
            part = Span(max(start, mark.span.start), min(end, mark.span.end))
            if part.start < part.end:
                yield replace(mark, span=part)


def parts(telegram: Telegram, pages: Pages) -> Iterator[list[Block]]:
    """The blocks of a telegram's pages, with their roles, by the parts of the telegram: most have one."""
    wanted = list(_blocks(telegram, pages))
    begins = [at for at, block in enumerate(wanted) if block.role is Role.PB and pages.begins_part(block.page)]
    for start, end in pairwise((0, *(at for at in begins if at), len(wanted))):
        yield _with_roles(wanted[start:end], pages)


def _with_roles(wanted: list[Block], pages: Pages) -> list[Block]:
    """Some blocks with their roles: a field within the text and a closer before it is a p.

    A field below a closer is of the closer, too, and so is one that stands below texts as well as above them
    (``Distribution:``).
    """
    text = _text_begins(wanted, pages)
    wanted[text:] = [replace(block, role=Role.CLOSER) if _may_close(block) else block for block in wanted[text:]]
    tail = _tail(wanted, text)
    placed = []
    for index, block in enumerate(wanted):
        is_late = block.role is Role.OPENER and index >= text
        is_early = block.role in (Role.CLOSER, Role.POSTSCRIPT) and index < tail
        is_odd = block.role in (Role.P, Role.SHEET) and index < text
        late = Role.CLOSER if index >= tail else Role.P
        role = late if is_late else Role.P if is_early else Role.OPENER if is_odd else block.role
        is_item = role is Role.P and block.mark is not None and block.mark.kind == kinds.ITEM
        placed.append(replace(block, role=Role.ITEM if is_item else role))
    return [
        replace(block, role=Role.HEAD) if _is_head(block) and following in HEADED else block
        for block, following in with_next_roles(placed)
    ]


def _is_head(block: Block) -> bool:
    """Whether a paragraph is a heading."""
    return (
        block.role is Role.P
        and block.mark is not None
        and block.mark.kind == kinds.P
        and block.mark.get("type") == "heading"
    )


def with_next_roles(placed: list[Block]) -> Iterator[tuple[Block, Role | None]]:
    """Each block, and the role of the next one that has a role of its own; None behind the last of these."""
    roles: list[Role | None] = []
    following: Role | None = None
    for block in reversed(placed):
        roles.append(following)
        if block.role not in BETWEEN:
            following = block.role
    return zip(placed, reversed(roles), strict=True)


def _may_close(block: Block) -> bool:
    mark = block.mark
    return mark is not None and mark.kind == kinds.FIELD and mark.get("type") in BELOW_TEXT


def _text_begins(wanted: list[Block], pages: Pages) -> int:
    """The block after the last field of the header: between fields lines may stand that nobody recognised."""
    begin = odd = 0
    for index, block in enumerate(wanted):
        is_above = block.mark is not None and block.mark.kind == kinds.P and block.mark.get("part") == "header"
        if block.role is Role.OPENER or is_above:
            begin, odd = index + 1, 0
        elif block.role in BEGIN_TEXT:
            odd += 1
            is_odd = block.mark is not None and block.mark.kind == kinds.P and pages.is_odd(block.span)
            if block.role is not Role.P or not is_odd or odd > (ODD_BETWEEN if begin else ODD_BEFORE):
                break
    return begin


def _tail(wanted: list[Block], text: int) -> int:
    """Where the closer and the postscripts begin: TEI wants them after all paragraphs, and one at least.

    ``text`` is where the text begins: what stands before it is in the opener and no paragraph.
    """
    tail, stage = len(wanted), Role.POSTSCRIPT
    for index in range(len(wanted) - 1, -1, -1):
        role = wanted[index].role
        if role in (Role.P, Role.ON, Role.SHEET) or (role is Role.POSTSCRIPT and stage is Role.CLOSER):
            break
        if role is Role.OPENER:
            stage = Role.CLOSER  # if a closer stands above it
        if role in (Role.CLOSER, Role.POSTSCRIPT):
            tail, stage = index, Role.CLOSER if role is Role.CLOSER else stage
    is_behind_text = any(block.role in BEGIN_TEXT for block in wanted[text:tail])
    return tail if is_behind_text else len(wanted)


def _blocks(telegram: Telegram, pages: Pages) -> Iterator[Block]:
    before: Page | None = None
    missing = list(telegram.missing)
    for page in telegram.pages:
        for n in [n for n in missing if page.n.isdigit() and int(n) < int(page.n)]:
            missing.remove(n)
            yield Block(Role.MISSING, Span(page.span.start, page.span.start), page)
        yield Block(Role.PB, Span(page.span.start, page.span.start), page)
        yield from _on_page(page, pages, before)
        before = page


def _on_page(page: Page, pages: Pages, before: Page | None) -> Iterator[Block]:
    end = closed = -1
    for mark in pages.on(page):
        if mark.span.start < end or mark.span == (closed, closed):
            continue  # it stands inside the block before, or at its very end
        if mark.kind.is_block:
            goes_on = (
                mark.kind == kinds.P
                and pages.goes_on(mark)
                and before is not None
                and before.span.end == page.span.start
            )
            yield Block(Role.ON if goes_on else mark.kind.role, mark.span, page, mark)
            end = closed = mark.span.end
        elif mark.kind.layer is Layer.GAP and mark.kind.role is Role.P:
            yield Block(Role.P, mark.span, page, mark)
        elif mark.kind == kinds.SPECK or is_beside(mark):
            yield Block(mark.kind.role, mark.span, page, mark)
            end = mark.span.end


def is_beside(mark: Mark) -> bool:
    """Whether a mark is an aside that the TEI has in its body: all but the markup of the OCR engine."""
    return mark.aside and mark.kind.element != ""
