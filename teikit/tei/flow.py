"""What stands on the pages of a telegram, in order: its blocks, each with its role in the division."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from teikit.core import Draft, Layer, Mark, Role, Span, kinds
from teikit.core.packet import Page, Telegram
from teikit.tei.loose import but_emptied_fields, order, with_loose

TEXT_ROLES = frozenset({Role.P, Role.ON, Role.CLOSER, Role.POSTSCRIPT})
"""Roles of blocks of the text proper, below the header."""
PLACED_BY_NEIGHBOURS = frozenset({Role.ASIDE, Role.SPECK, Role.PB, Role.MISSING})
"""Roles of what goes where the text around it goes."""
HEADED = frozenset({Role.P, Role.ITEM, Role.SHEET})
"""Roles of what may stand below a heading."""
CLOSING_FIELDS = ("enclosure", "distribution", "copy", "originator")
"""Fields that may stand below the text: there they belong to the closer."""
IN_ONE_LANGUAGE = (kinds.P, kinds.ITEM, kinds.POSTSCRIPT, kinds.CELL)
"""Kinds of marks at whose edges a passage in another language is cut."""
OVER_PAGES = (kinds.FOREIGN, kinds.SPECK, kinds.GAP)
"""Kinds of marks that may go on over the end of a page, as blocks and asides may: a person marked such a gap."""
# A block of a header that no rule recognised, as opposed to a paragraph of the text:
UNKNOWN_LINES = 4  # its lines, at most
UNKNOWN_WORDS = 8  # words of such a line, on average, at most
UNKNOWN_BETWEEN = 3  # such blocks between two fields, at most
UNKNOWN_BEFORE = 8  # such blocks before the first field, at most


@dataclass(frozen=True)
class Block:
    """A mark, the part of one that stands on one page, or a place without a mark (a page break, a missing page).

    ``role`` is what it is in the division.
    """

    role: Role
    span: Span
    page: Page
    mark: Mark | None = None


class Pages:
    """All marks of a draft, and specks for text that no mark covers, by the page on which they stand."""

    def __init__(self, draft: Draft, pages: list[Page]) -> None:
        self._text = draft.source.text
        self._starts = sorted(page.span.start for page in pages)
        self._ends = {page.span.start: page.span.end for page in pages}
        self._marks: dict[int, list[Mark]] = {start: [] for start in self._starts}
        self._continued: set[Span] = set()  # parts of marks that began on a page before
        whole = Span(min(self._starts), max(self._ends.values()))
        for mark in sorted(_cut_by_blocks(but_emptied_fields(with_loose(draft, whole))), key=order):
            self._enter(mark)
        self._places = {start: [mark.span.start for mark in marks] for start, marks in self._marks.items()}

    def _enter(self, mark: Mark) -> None:
        """Enter a mark on the page where it begins; of what may go on over its end a part on each."""
        is_cut = mark.kind.is_block or mark.aside or mark.kind in OVER_PAGES
        first = bisect_right(self._starts, mark.span.start) - 1
        for index in range(first, len(self._starts)):
            start = self._starts[index]
            if start >= mark.span.end and start != mark.span.start:
                break
            part = Span(max(mark.span.start, start), min(mark.span.end, self._ends[start]))
            if mark.span.start < part.start:
                self._continued.add(part)
            if part.start < part.end or mark.span.start == mark.span.end:
                self._marks[start].append(replace(mark, span=part) if part != mark.span else mark)
            if not is_cut:
                break

    def is_continued(self, mark: Mark) -> bool:
        """Whether a mark is a part of one that began on a page before."""
        return mark.span in self._continued

    def begins_part(self, page: Page) -> bool:
        """Whether a part of a telegram begins with a page."""
        return any(mark.kind == kinds.PART and not mark.get("type") for mark in self.on(page))

    def enclosures(self, page: Page) -> list[int]:
        """Where enclosures begin on a page."""
        return [mark.span.start for mark in self.on(page) if mark.kind == kinds.PART and mark.get("type")]

    def on(self, page: Page) -> list[Mark]:
        """The marks of one page in order, those that enclose others before these."""
        return self._marks[page.span.start]

    def may_be_of_header(self, span: Span) -> bool:
        """Whether a stretch of the source is short enough for lines of a header that no rule recognised.

        Lines of a word each are a column of offices, however many there are: ``NSC`` / ``INR`` / ``CIA``.
        """
        lines = [line.split() for line in self._text[span.start : span.end].splitlines() if line.strip()]
        words = sum(map(len, lines))
        return words == len(lines) or (len(lines) <= UNKNOWN_LINES and words <= UNKNOWN_WORDS * len(lines))

    def within(self, page: Page, span: Span) -> list[Mark]:
        """The marks of one page that stand in a stretch of the source."""
        places = self._places[page.span.start]
        first, last = bisect_left(places, span.start), bisect_right(places, span.end)
        return [mark for mark in self.on(page)[first:last] if mark.span.end <= span.end]


def _cut_by_blocks(marks: list[Mark]) -> Iterator[Mark]:
    """The marks, with each passage in another language cut at the edges of paragraphs and cells."""
    blocks = [mark.span for mark in marks if mark.kind in IN_ONE_LANGUAGE]
    for mark in marks:
        if mark.kind != kinds.FOREIGN:
            yield mark
            continue
        for start, end in blocks:
            part = Span(max(start, mark.span.start), min(end, mark.span.end))
            if part.start < part.end:
                yield replace(mark, span=part)


def blocks_by_part(telegram: Telegram, pages: Pages) -> Iterator[list[Block]]:
    """The blocks of each part of a telegram, with their roles; most telegrams have one part."""
    blocks = list(_blocks(telegram, pages))
    begins = [at for at, block in enumerate(blocks) if block.role is Role.PB and pages.begins_part(block.page)]
    enclosed = [start for page in telegram.pages for start in pages.enclosures(page)]
    begins += [next((at for at, block in enumerate(blocks) if block.span.start >= start), 0) for start in enclosed]
    for start, end in pairwise((0, *sorted({at for at in begins if at}), len(blocks))):
        yield _with_roles(blocks[start:end], pages)


def _with_roles(blocks: list[Block], pages: Pages) -> list[Block]:
    """The blocks of a part with the roles that they have by their places in it.

    A field within the text is a paragraph, and so is a closer above text; in the closer a field is part of it, and so
    is one of :data:`CLOSING_FIELDS` anywhere below the header. Other blocks within the header go into the opener.
    """
    text = _text_start(blocks, pages)
    blocks[text:] = [replace(block, role=Role.CLOSER) if _may_close(block) else block for block in blocks[text:]]
    tail = _tail_start(blocks, text)
    placed = [replace(block, role=_role(block, index, text, tail)) for index, block in enumerate(blocks)]
    return [
        replace(block, role=Role.HEAD) if _is_head(block) and following in HEADED else block
        for block, following in with_next_roles(placed)
    ]


def _role(block: Block, index: int, text: int, tail: int) -> Role:
    """The role of a block by its number, where the text and the tail begin with these blocks."""
    role = block.role
    if role is Role.OPENER and index >= text:
        role = Role.CLOSER if index >= tail else Role.P
    elif role in (Role.CLOSER, Role.POSTSCRIPT) and index < tail:
        role = Role.P
    elif role in (Role.P, Role.SHEET) and index < text:
        role = Role.OPENER
    is_item = role is Role.P and block.mark is not None and block.mark.kind == kinds.ITEM
    return Role.ITEM if is_item else role


def _is_head(block: Block) -> bool:
    """Whether a paragraph is marked as a heading."""
    return block.role is Role.P and _is_paragraph(block, "type", "heading")


def _is_paragraph(block: Block, attribute: str, value: str) -> bool:
    """Whether the mark of a block is that of a paragraph, and has an attribute of this value."""
    return block.mark is not None and block.mark.kind == kinds.P and block.mark.get(attribute) == value


def with_next_roles(blocks: list[Block]) -> Iterator[tuple[Block, Role | None]]:
    """Each block, with the role of the next block that is not placed by its neighbours; None where there is none."""
    roles: list[Role | None] = []
    following: Role | None = None
    for block in reversed(blocks):
        roles.append(following)
        if block.role not in PLACED_BY_NEIGHBOURS:
            following = block.role
    return zip(blocks, reversed(roles), strict=True)


def _may_close(block: Block) -> bool:
    """Whether a block is a field that may stand below the text."""
    mark = block.mark
    return mark is not None and mark.kind == kinds.FIELD and mark.get("type") in CLOSING_FIELDS


def _text_start(blocks: list[Block], pages: Pages) -> int:
    """The number of the block behind the header: its fields, and what may stand between them unrecognised."""
    start = unknown = 0
    for index, block in enumerate(blocks):
        if block.role is Role.OPENER or _is_paragraph(block, "part", "header"):
            start, unknown = index + 1, 0
        elif block.role in TEXT_ROLES:
            unknown += 1
            may_go_on = block.mark is not None and block.mark.kind == kinds.P and pages.may_be_of_header(block.span)
            if block.role is not Role.P or not may_go_on or unknown > (UNKNOWN_BETWEEN if start else UNKNOWN_BEFORE):
                break
    return start


def _tail_start(blocks: list[Block], text: int) -> int:
    """The number of the block with which closer and postscripts begin, behind all paragraphs; else that of all blocks.

    ``text`` is where the text begins. TEI demands a paragraph or the like before a closer.
    """
    tail, stage = len(blocks), Role.POSTSCRIPT
    for index in range(len(blocks) - 1, -1, -1):
        role = blocks[index].role
        if role in (Role.P, Role.ON, Role.SHEET) or (role is Role.POSTSCRIPT and stage is Role.CLOSER):
            break
        if role is Role.OPENER:
            stage = Role.CLOSER  # a field below a closer belongs to it
        if role in (Role.CLOSER, Role.POSTSCRIPT):
            tail, stage = index, Role.CLOSER if role is Role.CLOSER else stage
    is_behind_text = any(block.role in TEXT_ROLES for block in blocks[text:tail])
    return tail if is_behind_text else len(blocks)


def _blocks(telegram: Telegram, pages: Pages) -> Iterator[Block]:
    """The page breaks, missing pages and blocks of a telegram in order, with the roles that their kinds have."""
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
    """The blocks of a page; ``before`` is the page before it in the telegram."""
    end = block_end = -1
    follows = before is not None and before.span.end == page.span.start
    for mark in pages.on(page):
        if mark.span.start < end or mark.span == (block_end, block_end):
            continue  # it stands inside the block before, or at its very end
        if mark.kind.is_block:
            goes_on = mark.kind in (kinds.P, kinds.ITEM) and follows and pages.is_continued(mark)
            yield Block(Role.ON if goes_on else mark.kind.role, mark.span, page, mark)
            end = block_end = mark.span.end
        elif mark.kind.layer is Layer.GAP and mark.kind.role is Role.P:
            yield Block(Role.P, mark.span, page, mark)
        elif mark.kind == kinds.SPECK or is_encoded_aside(mark):
            yield Block(mark.kind.role, mark.span, page, mark)
            end = mark.span.end


def is_encoded_aside(mark: Mark) -> bool:
    """Whether a mark is an aside that has an element in the TEI: any but the markup of the OCR engine."""
    return mark.aside and mark.kind.element != ""
