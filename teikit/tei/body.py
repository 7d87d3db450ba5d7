"""The division of one telegram: opener, paragraphs, closer, and what belongs to the page or to later hands."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from teikit.core import Draft, Layer, Mark, Role, kinds
from teikit.core.packet import Page, Telegram
from teikit.tei.anchors import Anchors
from teikit.tei.beside import Beside
from teikit.tei.build import LANG, is_blank, make, q
from teikit.tei.content import PAGE_PARTS, Content, dissolve_empty_sections, undo_loose_ends
from teikit.tei.facsimile import Facsimile
from teikit.tei.flow import Block, Pages, blocks, with_next_roles
from teikit.tei.inline import Inline
from teikit.tei.source import surface_id
from teikit.tei.tables import Tables

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
        self._tables = Tables(self.inline, self.beside)
        self._containers: dict[str, Content] = {}
        self._div = self._top = Content(make("div"))  # the division, and that of the section that is being filled
        self._p: Content | None = None  # the paragraph that may go on over the page
        self._last: Content | None = None  # where text was put last

    def div(self) -> etree._Element:
        """The division, finished."""
        div = self._div.element
        div.set("type", self.telegram.kind)
        if self.telegram.section:
            div.set("n", self.telegram.section)
        for block, following in with_next_roles(blocks(self.telegram, self.pages)):
            self._place(block, following)
        self.beside.join_stamps()
        undo_loose_ends(div)
        dissolve_empty_sections(div)
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
            self._p = self._last = None
            self._tables.add_sheet_line(self._last_or_new("table"), block.mark)
        elif role is Role.SPECK and block.mark:
            self._speck(block.mark, following)
        elif role is Role.ON and block.mark and self._p is not None:
            self._p.text("\n")
            language = self._p.element.get(LANG, "")
            self.inline.fill_content(self._p, block.span, self.beside.inside(block.mark, language))
        elif role is Role.HEAD and block.mark:
            self._head(block.mark)
        elif block.mark:
            self._text(block.mark, role)

    def _head(self, mark: Mark) -> None:
        """A heading: of the document where only what belongs to the page stands above it, else of a new section."""
        is_first = self._top is self._div and all(child.tag in PAGE_PARTS for child in self._top.element)
        if not is_first and self._current() != "head":
            section = make("div", type="section")
            self._div.aside(section)
            self._top = Content(section)
        head = make("head")
        self._top.aside(head)
        self.beside.fill(head, mark)
        self._p = self._last = None
        self.anchors.add_block(mark, head)

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

    def _last_or_new(self, name: str) -> etree._Element:
        """The element that stands last in the division; a new one where that has another name."""
        last = self._top.last
        if last is None or last.tag != q(name):
            last = make(name)
            self._top.aside(last)
        return last

    # ------------------------------------------------------------ the text

    def _text(self, mark: Mark, role: Role) -> None:
        self._p = None
        if role in (Role.CLOSER, Role.POSTSCRIPT):
            self._top = self._div
        if role in (Role.OPENER, Role.CLOSER):
            self._last = self._container(role, mark.span.start)
            self._last.aside(self._seg(mark, role))
            return
        if mark.kind == kinds.TABLE:
            table = self._tables.table(mark)
            if len(table):
                self._top.aside(table)
            self._last = None
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
            self._last = self.beside.fill(p, mark)
            self._p = self._last if mark.kind == kinds.P else None
        else:
            self._last = Content(p, self.inline)
            self._last.at = mark.span.start
            self._last.add(self.inline.gap(mark) if mark.kind.layer is Layer.GAP else self._seg(mark))
        if is_blank(p):
            self._drop(p)
        else:
            self.anchors.add_block(mark, p)

    def _item(self, mark: Mark) -> None:
        """An item of the list that stands last, else of a new one; a field of the form in a list is one, too."""
        parts, item = self._last_or_new("list"), make("item")
        if mark.kind == kinds.ITEM:
            self._last = self.beside.fill(item, mark)
            self.anchors.add_block(mark, item)
        else:
            self._last = Content(item, self.inline)
            self._last.at = mark.span.start
            self._last.add(self._seg(mark))
        parts.append(item)

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
            if content.element.tag == q("p") and is_blank(content.element):  # ![](a.png) before a table, in its line
                self._drop(content.element)

    def _seg(self, mark: Mark, role: Role = Role.P) -> etree._Element:
        """A field of the form, a signature, initials."""
        if mark.kind == kinds.SIGNED:
            is_named = any(name.kind.element in ("persName", "placeName") for name, _ in self.beside.inside(mark))
            name = make("seg" if is_named else "persName")
            self.beside.fill(name, mark)
            return make("signed", "", name) if role is Role.CLOSER else name
        type = "" if mark.kind == kinds.P else mark.get("type")  # a heading among fields is none
        seg = make("seg", type=mark.kind.type or type)
        self.beside.fill(seg, mark)
        self.anchors.add(mark, seg)
        return seg


def is_empty(div: etree._Element) -> bool:
    """Whether a division holds nothing but page breaks."""
    return all(child.tag == q("pb") for child in div)
