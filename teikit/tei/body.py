"""The division of one telegram: opener, paragraphs, closer, and what belongs to the page or to later hands."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from teikit.core import Draft, Layer, Mark, Role, Span, kinds
from teikit.core.packet import Page, Telegram
from teikit.tei.anchors import Anchors
from teikit.tei.beside import Beside
from teikit.tei.build import LANG, make, q
from teikit.tei.content import Content, undo_loose_ends
from teikit.tei.facsimile import Facsimile
from teikit.tei.flow import Block, Pages, blocks
from teikit.tei.inline import Inline
from teikit.tei.source import surface_id

BETWEEN = frozenset({Role.ASIDE, Role.SPECK, Role.PB, Role.MISSING})
"""Roles of what goes where the text around it goes."""
GATHERED = {Role.SHEET: "table", Role.ITEM: "list"}
"""Roles of lines that stand together in one element, and its name."""


class Body:
    """Builds the division of a telegram; ``anchors`` then gives the ids of what stands in it."""

    def __init__(
        self,
        draft: Draft,
        telegram: Telegram,
        pages: Pages,
        profile: str,
        when: Callable[[Mark], str | None],
        facsimile: Facsimile,
    ) -> None:
        self.draft, self.telegram, self.pages, self.facsimile = draft, telegram, pages, facsimile
        self.prefix = f"{telegram.id}." if telegram.id else ""
        self.anchors = Anchors(telegram)
        self.inline = Inline(draft, profile, self.prefix, when, facsimile, self._holds)
        self.beside = Beside(telegram, pages, self.inline, self.anchors)
        self._containers: dict[str, Content] = {}
        self._top = Content(make("div"))
        self._p: Content | None = None  # the paragraph that may go on over the page
        self._last: Content | None = None  # where text was put last
        self._field = ""  # of an identification sheet, that the last row tells

    def div(self) -> etree._Element:
        """The division, finished."""
        div = self._top.element
        div.set("type", self.telegram.kind)
        if self.telegram.section:
            div.set("n", self.telegram.section)
        placed = blocks(self.telegram, self.pages)
        for block, following in zip(placed, _next_roles(placed), strict=True):
            self._place(block, following)
        self.beside.join_stamps()
        undo_loose_ends(div)
        return div

    def _holds(self, offset: int) -> bool:
        """Whether the text at an offset of the source stands in a block or aside of this telegram."""
        page = self.telegram.page_at(offset)
        texts = (mark.span for mark in self.pages.on(page) if mark.kind.is_block or mark.aside)
        return offset < page.span.end and any(text.start <= offset < text.end for text in texts)

    # ------------------------------------------------------------ placing

    def _place(self, block: Block, following: Role | None) -> None:
        role = block.role
        if role is Role.PB:
            self._aside(self._pb(block.page), following)
        elif role is Role.MISSING:
            self._aside(make("gap", reason="missing", quantity="1", unit="page"), following)
        elif role is Role.ASIDE and block.mark:
            for element in self.beside.elements(block.mark):
                self._aside(element, following)
        elif role is Role.SHEET and block.mark:
            self._sheet_line(block.mark)
        elif role is Role.SPECK and block.mark:
            self._speck(block.mark, following)
        elif role is Role.ON and block.mark and self._p is not None:
            self._p.text("\n")
            language = self._p.element.get(LANG, "")
            self.inline.fill_content(self._p, block.span, self.beside.inside(block.mark, language))
        elif block.mark:
            self._text(block.mark, role)

    def _aside(self, element: etree._Element, following: Role | None) -> None:
        """Into the paragraph or opener that goes on after it, else between the blocks."""
        if following is Role.ON and self._p is not None:
            self._p.aside(element)
        elif following in (Role.OPENER, Role.CLOSER) and self._current() == following:
            self._containers[following].aside(element)
        elif following in GATHERED and self._current() == GATHERED[following] and self._top.last is not None:
            self._top.last.append(element)
        else:
            self._top.aside(element)
            if following is not Role.ON:
                self._p = None

    def _pb(self, page: Page) -> etree._Element:
        surface = f"#{surface_id(self.telegram, page)}" if self.draft.source.text else None
        pb = make("pb", n=page.n, corresp=surface, facs=self.facsimile.surface(page))
        self.anchors.add_page(page, pb)
        return pb

    def _current(self) -> str:
        """The name of the element that stands last in the division."""
        last = self._top.last
        return etree.QName(last).localname if last is not None else ""

    # ------------------------------------------------------------ the text

    def _text(self, mark: Mark, role: Role) -> None:
        self._p = None
        if role in (Role.OPENER, Role.CLOSER):
            self._last = self._container(role, mark.span.start)
            self._last.aside(self._seg(mark, role))
            return
        if mark.kind == kinds.TABLE:
            self._table(mark)
            return
        if role is Role.ITEM or (mark.kind == kinds.FIELD and self._current() == "list"):
            self._item(mark)
            return
        p = make("p")
        if role is not Role.POSTSCRIPT:
            self._top.aside(p)
        elif self._current() == "postscript" and self._top.last is not None:
            self._top.last.append(p)
        else:
            self._top.aside(make("postscript", "", p))
        if mark.kind.element == "p":
            self._last = self._fill(p, mark)
            self._p = self._last if mark.kind == kinds.P else None
        else:
            self._last = Content(p, self.inline)
            self._last.at = mark.span.start
            self._last.add(self.inline.gap(mark) if mark.kind.layer is Layer.GAP else self._seg(mark))
        if not len(p) and not (p.text or "").strip():
            self._drop(p)
        else:
            self.anchors.add_block(mark, p)

    def _item(self, mark: Mark) -> None:
        """An item of the list that stands last, else of a new one; a field of the form in a list is one, too."""
        if self._current() != "list":
            self._top.aside(make("list"))
        item, parts = make("item"), self._top.last
        assert parts is not None
        if mark.kind == kinds.ITEM:
            self._last = self._fill(item, mark)
            self.anchors.add_block(mark, item)
        else:
            self._last = Content(item, self.inline)
            self._last.at = mark.span.start
            self._last.add(self._seg(mark))
        parts.append(item)

    def _table(self, mark: Mark) -> None:
        """A table, its cells in their rows; what stands between two is one, too; a row without text is none."""
        rows: dict[str, list[etree._Element]] = {}
        at, cells = mark.span.start, [cell for cell in self.beside.marks_in(mark) if cell.kind == kinds.CELL]
        for cell in cells:
            row = rows.setdefault(cell.get("row"), [])
            row += self._cells(Span(at, cell.span.start))
            row.append(self._cell(cell))
            at = cell.span.end
        rest = self._cells(Span(at, mark.span.end))
        if rest:
            rows.setdefault(cells[-1].get("row") if cells else "", []).extend(rest)
        table = make("table")
        for row in rows.values():
            if not all(map(_is_blank, row)):
                table.append(make("row", "", *row))
        if len(table):
            self._top.aside(table)
        self._last = None

    def _cells(self, span: Span) -> list[etree._Element]:
        """A cell of what no cell holds, if it is anything."""
        cell = self._cell(Mark(span, kinds.CELL, "tables"))
        return [] if _is_blank(cell) else [cell]

    def _cell(self, mark: Mark) -> etree._Element:
        cell = make("cell", rows=mark.get("rows"), cols=mark.get("cols"))
        self._fill(cell, mark)
        return cell

    def _sheet_line(self, mark: Mark) -> None:
        """A line of an identification sheet in its table: the label in a cell, each line of the value in another."""
        self._p = None
        start, end = mark.span
        label = mark.get("label")
        value = start + self.draft.source.text[start:end].find(label) + len(label) if label else start
        inner = self.beside.inside(mark)
        if any(within.span.start < value < within.span.end for within, _ in inner):
            value = start
        if self._current() != "table":
            self._top.aside(make("table"))
        table = self._top.last
        assert table is not None
        is_value = not label and bool(mark.get("type")) and mark.get("type") == self._field
        row = table[-1] if is_value and len(table) and table[-1].tag == q("row") else make("row")
        for span, role in ((Span(start, value), "label"), (Span(value, end), None)):
            cell = make("cell", role=role)
            held = [pair for pair in inner if span.start <= pair[0].span.start and pair[0].span.end <= span.end]
            self.inline.fill(cell, span, held, hidden=True)
            if not _is_blank(cell):
                row.append(cell)
        if len(row):
            table.append(row)
        self._field, self._last = mark.get("type"), None

    def _drop(self, p: etree._Element) -> None:
        """Take back a paragraph of which nothing is left."""
        parent = p.getparent()
        if parent is not None:
            parent.remove(p)
        if parent is self._top.element:
            self._top.last = parent[-1] if len(parent) else None
        self._p = self._last = None

    def _container(self, name: Role, offset: int) -> Content:
        """The opener or closer that is being filled, at the beginning of a new line."""
        if self._current() != name:
            element = make(name)
            self._top.aside(element)
            self._containers[name] = Content(element)
        self._begin_line(self._containers[name], offset)
        return self._containers[name]

    def _begin_line(self, content: Content, offset: int) -> None:
        """Begin the line of an offset of the source in an opener or closer."""
        if content.last is not None and self.inline.is_same_line(offset):
            content.last.tail = " "
        elif content.last is not None:
            content.last.tail = "\n"
            content.aside(self.inline.lb(offset))

    def _speck(self, mark: Mark, following: Role | None) -> None:
        """What no block holds: it, or that it was taken away, goes where the text before it stands."""
        is_removed = not self.draft.read(mark.span).strip()
        removal = self.inline.profile.removal
        if is_removed and not removal:
            return
        if following is Role.OPENER:
            content = self._container(Role.OPENER, mark.span.start)
        elif self._last is None and is_removed and removal == "anchor":
            content = self._top
        elif self._last is None:
            content = self._last = Content(make("p"), self.inline)
            self._top.aside(content.element)
        elif self._last in self._containers.values() and not is_removed:
            content = self._last
            self._begin_line(content, mark.span.start)
        else:
            content = self._last
            content.text("\n")
        if content in self._containers.values() and not is_removed:
            content.aside(self._seg(mark))  # an opener holds no text of its own
        else:
            self.inline.fill_content(content, mark.span, self.beside.inside(mark))
            if content.element.tag == q("p") and _is_blank(content.element):  # ![](a.png) before a table, in its line
                self._drop(content.element)

    def _seg(self, mark: Mark, role: Role = Role.P) -> etree._Element:
        """A field of the form, a signature, initials."""
        if mark.kind == kinds.SIGNED:
            is_named = any(name.kind.element in ("persName", "placeName") for name, _ in self.beside.inside(mark))
            name = make("seg" if is_named else "persName")
            self._fill(name, mark)
            return make("signed", "", name) if role is Role.CLOSER else name
        seg = make("seg", type=mark.kind.type or mark.get("type"))
        self._fill(seg, mark)
        self.anchors.add(mark, seg)
        return seg

    def _fill(self, element: etree._Element, mark: Mark) -> Content:
        language = self.beside.language(mark)
        if language:
            element.set(LANG, language)
        return self.inline.fill(element, mark.span, self.beside.inside(mark, language), hidden=mark.aside)


def _next_roles(placed: list[Block]) -> list[Role | None]:
    """For each block the role of the next one that has a role of its own."""
    roles: list[Role | None] = []
    following: Role | None = None
    for block in reversed(placed):
        roles.append(following)
        if block.role not in BETWEEN:
            following = block.role
    return roles[::-1]


def _is_blank(cell: etree._Element) -> bool:
    return not len(cell) and not (cell.text or "").strip()


def is_empty(div: etree._Element) -> bool:
    """Whether a division holds nothing but page breaks."""
    return all(child.tag == q("pb") for child in div)
