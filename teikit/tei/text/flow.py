"""The blocks on the pages of a telegram, in order, each with its role in the division."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from teikit.core import Layer, Mark, Role, Span, kinds
from teikit.core.packet import Page, Telegram
from teikit.tei.text.page_marks import Pages

TEXT_ROLES = frozenset({Role.P, Role.ON, Role.LEAF, Role.CLOSER, Role.POSTSCRIPT})
"""Roles of blocks of the text proper, below the header."""
PLACED_BY_NEIGHBOURS = frozenset({Role.ASIDE, Role.SPECK, Role.PB, Role.MISSING, Role.MISFILED})
"""Roles of blocks that go where the text around them goes."""
ENDS = frozenset({Role.CLOSER, Role.POSTSCRIPT})
"""Roles of blocks that end a division; a leaf may not follow them there."""
HEADED = frozenset({Role.P, Role.ITEM, Role.SHEET})
"""Roles of blocks that may be below a heading."""
CLOSING_FIELDS = ("enclosure", "distribution", "copy", "originator")
"""Fields that may be below the text, where they belong to the closer."""
UNKNOWN_BETWEEN = 3  # blocks of a header that no rule recognised between two fields, at most
UNKNOWN_BEFORE = 8  # such blocks before the first field, at most


@dataclass(frozen=True)
class FlowBlock:
    """A mark, the part of one that is on one page, or a place without a mark (a page break, a missing page).

    ``role`` is its role in the division. A leaf of another telegram has the blocks on it.
    """

    role: Role
    span: Span
    page: Page
    mark: Mark | None = None
    leaf: tuple[FlowBlock, ...] = ()


def blocks_by_part(telegram: Telegram, pages: Pages) -> Iterator[list[FlowBlock]]:
    """The blocks of each part of a telegram, with their roles; most telegrams have one part."""
    blocks = list(_blocks(telegram, pages))
    begins = [at for at, block in enumerate(blocks) if block.role is Role.PB and pages.begins_part(block.page)]
    enclosed = [start for page in telegram.pages for start in pages.enclosures(page)]
    begins += [next((at for at, block in enumerate(blocks) if block.span.start >= start), 0) for start in enclosed]
    if blocks[-1].role is Role.LEAF and any(block.role in ENDS for block in blocks):
        begins.append(len(blocks) - 1)
    for start, end in pairwise((0, *sorted({at for at in begins if at}), len(blocks))):
        yield _with_roles(blocks[start:end], pages)


def _with_roles(blocks: list[FlowBlock], pages: Pages) -> list[FlowBlock]:
    """The blocks of a part, each with the role that its place gives it.

    A field within the text is a paragraph, and so is a closer above text; a field in the closer is part of the closer,
    and so is one of :data:`CLOSING_FIELDS` anywhere below the header. Other blocks within the header go into the
    opener.
    """
    text = _text_start(blocks, pages)
    blocks[text:] = [replace(block, role=Role.CLOSER) if _may_close(block) else block for block in blocks[text:]]
    tail = _tail_start(blocks, text)
    placed = [replace(block, role=_role(block, index, text, tail)) for index, block in enumerate(blocks)]
    return [
        replace(block, role=Role.HEAD) if _is_head(block) and following in HEADED else block
        for block, following in with_next_roles(placed)
    ]


def _role(block: FlowBlock, index: int, text: int, tail: int) -> Role:
    """The role of a block by its number; ``text`` and ``tail`` are the numbers of the blocks that begin these."""
    role = block.role
    if role is Role.OPENER and index >= text:
        role = Role.CLOSER if index >= tail else Role.P
    elif role in (Role.CLOSER, Role.POSTSCRIPT) and index < tail:
        role = Role.P
    elif role in (Role.P, Role.SHEET) and index < text:
        role = Role.OPENER
    is_item = role is Role.P and block.mark is not None and block.mark.kind == kinds.ITEM
    return Role.ITEM if is_item else role


def _is_head(block: FlowBlock) -> bool:
    """Whether a paragraph is marked as a heading."""
    return block.role is Role.P and _is_paragraph(block, "type", "heading")


def _is_paragraph(block: FlowBlock, attribute: str, value: str) -> bool:
    """Whether the mark of a block is that of a paragraph, and has an attribute of this value."""
    return block.mark is not None and block.mark.kind == kinds.P and block.mark.get(attribute) == value


def with_next_roles(blocks: list[FlowBlock]) -> Iterator[tuple[FlowBlock, Role | None]]:
    """Each block, with the role of the next block that is not placed by its neighbours; None if there is none."""
    roles: list[Role | None] = []
    following: Role | None = None
    for block in reversed(blocks):
        roles.append(following)
        if block.role not in PLACED_BY_NEIGHBOURS:
            following = block.role
    return zip(blocks, reversed(roles), strict=True)


def _may_close(block: FlowBlock) -> bool:
    """Whether a block is a field that may be below the text."""
    mark = block.mark
    return mark is not None and mark.kind == kinds.FIELD and mark.get("type") in CLOSING_FIELDS


def _text_start(blocks: list[FlowBlock], pages: Pages) -> int:
    """The number of the block after the header: after its fields, and what may be unrecognised between them."""
    start = unknown = 0
    for index, block in enumerate(blocks):
        if block.role is Role.OPENER or _is_paragraph(block, "part", "header"):
            start, unknown = index + 1, 0
        elif block.role in TEXT_ROLES:
            unknown += 1
            is_p = block.mark is not None and block.mark.kind == kinds.P
            may_go_on = is_p and pages.may_be_of_header(block.page, block.span)
            if block.role is not Role.P or not may_go_on or unknown > (UNKNOWN_BETWEEN if start else UNKNOWN_BEFORE):
                break
    return start


def _tail_start(blocks: list[FlowBlock], text: int) -> int:
    """The number of the first block of closer and postscripts, after all paragraphs; the number of blocks if none.

    They are a closer, postscripts and a closer below these, for the officers who released a cable; any of the three may
    be absent. ``text`` is the number of the first block of the text. TEI demands a paragraph or the like before a
    closer.
    """
    tail, has_postscript, is_above = len(blocks), False, False  # is_above: that the closer above a postscript has begun
    for index in range(len(blocks) - 1, -1, -1):
        role = blocks[index].role
        if role in (Role.P, Role.ON, Role.LEAF, Role.SHEET) or (role is Role.POSTSCRIPT and is_above):
            break
        if role in (Role.OPENER, Role.CLOSER):
            is_above = has_postscript  # a field below a closer belongs to it
        has_postscript = has_postscript or role is Role.POSTSCRIPT
        if role in (Role.CLOSER, Role.POSTSCRIPT):
            tail = index
    is_after_text = any(block.role in TEXT_ROLES for block in blocks[text:tail])
    return tail if is_after_text else len(blocks)


def _blocks(telegram: Telegram, pages: Pages) -> Iterator[FlowBlock]:
    """The page breaks, absent pages, leaves and blocks of a telegram in order, with the roles that their kinds have."""
    absent = _absent(telegram)
    last_own = [page for page in telegram.filed if page not in telegram.leaves][-1]
    for is_leaf, run in groupby(telegram.filed, key=lambda page: page in telegram.leaves):
        stretch = list(run)
        first, last = stretch[0], stretch[-1]
        if is_leaf:
            inside = _with_roles(list(_on_pages(stretch, pages, [])), pages)
            yield FlowBlock(Role.LEAF, Span(first.span.start, last.span.end), first, leaf=tuple(inside))
            continue
        yield from _on_pages(stretch, pages, absent)
        if last is last_own:
            end = Span(last.span.end, last.span.end)
            yield from (FlowBlock(Role.MISFILED, end, page) for _, page in absent if page)


def _absent(telegram: Telegram) -> list[tuple[int, Page | None]]:
    """The number of each page that a telegram lacks, in order, and the page itself if it was filed elsewhere."""
    missing = [(int(n), None) for n in telegram.missing]
    misfiled = [(int(page.n) if page.n.isdigit() else 1, page) for page in telegram.misfiled]
    return sorted([*missing, *misfiled], key=lambda gap: gap[0])


def _on_pages(stretch: list[Page], pages: Pages, absent: list[tuple[int, Page | None]]) -> Iterator[FlowBlock]:
    """The blocks of consecutive pages; the pages that are ``absent`` before one are taken from that list."""
    before: Page | None = None
    for page in stretch:
        start = Span(page.span.start, page.span.start)
        while absent and page.n.isdigit() and absent[0][0] < int(page.n):
            _, elsewhere = absent.pop(0)
            yield FlowBlock(Role.MISFILED if elsewhere else Role.MISSING, start, elsewhere or page)
        yield FlowBlock(Role.PB, start, page)
        yield from _on_page(page, pages, before)
        before = page


def _on_page(page: Page, pages: Pages, before: Page | None) -> Iterator[FlowBlock]:
    """The blocks of a page; ``before`` is the page before it in the telegram."""
    end = block_end = -1
    follows = before is not None and before.span.end == page.span.start
    for mark in pages.on(page):
        if mark.span.start < end or mark.span == (block_end, block_end):
            continue  # it is inside the block before, or at its very end
        if mark.kind.is_block:
            goes_on = mark.kind in (kinds.P, kinds.ITEM) and follows and pages.is_continued(mark)
            yield FlowBlock(Role.ON if goes_on else mark.kind.role, mark.span, page, mark)
            end = block_end = mark.span.end
        elif mark.kind.layer is Layer.GAP and mark.kind.role is Role.P:
            yield FlowBlock(Role.P, mark.span, page, mark)
        elif mark.kind == kinds.SPECK or is_encoded_aside(mark):
            yield FlowBlock(mark.kind.role, mark.span, page, mark)
            end = mark.span.end


def is_encoded_aside(mark: Mark) -> bool:
    """Whether a mark is an aside that has an element in the TEI: any but the markup of the OCR engine."""
    return mark.aside and mark.kind.element != ""
