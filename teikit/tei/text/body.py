"""The division of one telegram: opener, paragraphs, closer, forme work, and what was put on its pages later."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from teikit.core import Draft, Layer, Mark, Role, kinds
from teikit.core.packet import Page, Telegram
from teikit.tei.build import LANG, id_prefix, is_blank, make, q
from teikit.tei.text.anchors import Anchors
from teikit.tei.text.asides import Asides
from teikit.tei.text.content import Content
from teikit.tei.text.division import Division
from teikit.tei.text.facsimile import Facsimile
from teikit.tei.text.flow import FlowBlock, blocks_by_part, with_next_roles
from teikit.tei.text.inline import Inline
from teikit.tei.text.mending import mend
from teikit.tei.text.page_marks import Pages
from teikit.tei.text.segs import Segs
from teikit.tei.text.source import surface_id
from teikit.tei.text.tables import Tables

GATHERED = {Role.SHEET: "table", Role.ITEM: "list", Role.POSTSCRIPT: "postscript"}
"""Roles of blocks that are gathered in one element, with its name."""


class Body:
    """Builds the division of a telegram; ``anchors`` then gives the ids of its elements.

    ``when`` gives the value of ``date/@when`` for the mark of a date.
    """

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
        self.prefix = id_prefix(telegram.id)
        self.anchors = Anchors(telegram)
        self.inline = Inline(draft, profile, self.prefix, when, facsimile, self._holds)
        self.asides = Asides(telegram, pages, self.inline, self.anchors)
        self._segs = Segs(self.asides, self.anchors)
        self._tables = Tables(self.inline, self.asides)
        self._division = Division(self.inline)
        self._p: Content | None = None  # the paragraph or item that may continue on the next page
        self._last: Content | None = None  # the element to which text was added last

    def div(self) -> etree._Element:
        """Build the division; that of a telegram of several parts holds a division for each of them."""
        divs = [self._part(blocks) for blocks in blocks_by_part(self.telegram, self.pages)]
        div = divs[0] if len(divs) == 1 else make("div", "", *divs)
        for part in divs if len(divs) > 1 else ():
            part.set("type", "part")
        div.set("type", self.telegram.genre)
        if self.telegram.section:
            div.set("n", self.telegram.section)
        self.asides.join_stamps()
        mend(div, divs)
        return div

    def _part(self, blocks: list[FlowBlock]) -> etree._Element:
        """The division of one part of the telegram."""
        self._division = Division(self.inline)
        self._p = self._last = None
        for block, following in with_next_roles(blocks):
            self._place(block, following)
        return self._division.element

    def _leaf(self, block: FlowBlock) -> None:
        """Add a leaf of another telegram as a text of its own, which interrupts this one."""
        division = self._division
        div = self._part(list(block.leaf))
        self._division = division
        self._p = self._last = None
        self._division.add(make("floatingText", "", make("body", "", div), type="misfiled"))

    def _holds(self, offset: int) -> bool:
        """Whether the text at an offset of the source is in a block or aside of this telegram."""
        page = self.telegram.page_at(offset)
        texts = (mark.span for mark in self.pages.on(page) if mark.kind.is_block or mark.aside)
        return offset < page.span.end and any(text.start <= offset < text.end for text in texts)

    # ------------------------------------------------------------ placing

    def _place(self, block: FlowBlock, following: Role | None) -> None:
        """Put a block into the division; ``following`` is the role of the next block with a place of its own."""
        role = block.role
        if role is Role.PB:
            self._aside(self._pb(block.page), following)
        elif role in (Role.MISSING, Role.MISFILED):
            gap = make("gap", reason=str(role), quantity="1", unit="page")
            self.anchors.add_page(block.page, gap)
            self._aside(gap, following)
        elif role is Role.LEAF:
            self._leaf(block)
        elif role is Role.ASIDE and block.mark:
            for element in self.asides.elements(block.mark):
                self._aside(element, following)
        elif role is Role.SHEET and block.mark:
            self._p = self._last = None
            self._tables.add_sheet_line(self._division.last_or_new("table"), block.mark)
        elif role is Role.SPECK and block.mark:
            self._speck(block.mark, following)
        elif role is Role.ON and block.mark and self._p is not None:
            self._p.text("\n")
            language = self._p.element.get(LANG, "")
            self.inline.fill_content(self._p, block.span, self.asides.inside(block.mark, language))
        elif role is Role.HEAD and block.mark:
            self._head(block.mark)
        elif block.mark:
            self._text(block.mark, role)

    def _head(self, mark: Mark) -> None:
        """Add a heading: of the document if there are only forme work and notes above it, else of a new section."""
        if self._division.has_text and self._division.last_name != "head":
            self._division.open_section()
        head = make("head")
        self._division.add(head)
        self.asides.fill(head, mark)
        self._p = self._last = None
        self.anchors.add_block(mark, head)

    def _aside(self, element: etree._Element, following: Role | None) -> None:
        """Put an element into the paragraph, opener, table, list or postscript that goes on after it, else between."""
        last = self._division.last_name
        if following is Role.ON and self._p is not None:
            self._p.aside(element)
        elif following in (Role.OPENER, Role.CLOSER) and last == following:
            self._division.container(following).aside(element)
        elif following in GATHERED and last == GATHERED[following]:
            self._division.last_or_new(last).append(element)
        else:
            self._division.add(element)
            if following is not Role.ON:
                self._p = None
            if element.tag == q("pb"):
                self._last = None  # a speck stays on its page

    def _pb(self, page: Page) -> etree._Element:
        """The beginning of a page, with pointers to its lines and its image."""
        surface = f"#{surface_id(self.telegram, page)}" if self.draft.source.text else None
        pb = make("pb", n=page.n, corresp=surface, facs=self.facsimile.surface(page))
        self.anchors.add_page(page, pb)
        return pb

    # ------------------------------------------------------------ the text

    def _text(self, mark: Mark, role: Role) -> None:
        """Add a block of the text or the form: a line of the opener or closer, a table, an item, a paragraph."""
        self._p = None
        if role in (Role.CLOSER, Role.POSTSCRIPT):
            self._division.close_section()
        if role in (Role.OPENER, Role.CLOSER):
            self._last = self._division.container_at(role, mark.span.start)
            self._last.aside(self._segs.element(mark, role))
        elif mark.kind == kinds.TABLE:
            table = self._tables.table(mark)
            if len(table):
                self._division.add(table)
            self._last = None
        elif role is Role.ITEM or (mark.kind == kinds.FIELD and self._division.last_name == "list"):
            self._item(mark)
        else:
            self._paragraph(mark, role)

    def _paragraph(self, mark: Mark, role: Role) -> None:
        """Add a paragraph: of text, of a postscript, or around a lone gap or field."""
        p = make("p")
        if role is Role.POSTSCRIPT:
            self._division.last_or_new("postscript").append(p)
        else:
            self._division.add(p)
        if mark.kind.element == "p" or _is_untyped(mark):
            self._last = self.asides.fill(p, mark)
            self._p = self._last if mark.kind == kinds.P else None
        else:
            self._last = Content(p, self.inline)
            self._last.at = mark.span.start
            self._last.add(self.inline.gap(mark) if mark.kind.layer is Layer.GAP else self._segs.element(mark))
        if is_blank(p):
            self._drop(p)
        else:
            self.anchors.add_block(mark, p)

    def _item(self, mark: Mark) -> None:
        """Add an item to the list that is last, else to a new one; a field within a list becomes an item, too."""
        type = mark.get("type") if mark.kind == kinds.ITEM else None
        parts, item = self._division.last_or_new("list", type), make("item")
        if mark.kind == kinds.ITEM or _is_untyped(mark):
            self._last = self.asides.fill(item, mark)
            self._p = self._last if mark.kind == kinds.ITEM else None
            self.anchors.add_block(mark, item)
        else:
            self._last = Content(item, self.inline)
            self._last.at = mark.span.start
            self._last.add(self._segs.element(mark))
        parts.append(item)

    def _drop(self, p: etree._Element) -> None:
        """Remove a paragraph that has become empty."""
        self._division.remove(p)
        self._p = self._last = None

    def _speck(self, mark: Mark, following: Role | None) -> None:
        """Add a speck, or the record that it was removed, to the text before it."""
        is_removed = not self.draft.read(mark.span).strip()
        if is_removed and not self.inline.profile.removal:
            return
        content = self._place_of_speck(mark, following, is_removed)
        if self._division.is_container(content) and not is_removed:
            content.aside(self._segs.element(mark))  # an opener holds no text of its own
            return
        self.inline.fill_content(content, mark.span, self.asides.inside(mark))
        if content.element.tag in (q("p"), q("note")) and is_blank(content.element):  # ![](a.png) before a table
            self._drop(content.element)

    def _place_of_speck(self, mark: Mark, following: Role | None, is_removed: bool) -> Content:
        """The element to which a speck goes: the opener that follows, the text before it, or a new paragraph."""
        if following is Role.OPENER:
            return self._division.container_at(Role.OPENER, mark.span.start)
        if self._last is None and is_removed and self.inline.profile.removal == "anchor":
            return self._division.open_part
        if self._last is None:
            # a paragraph with only a removed speck would be empty
            place = Content(make("note", type="illegible") if is_removed else make("p"), self.inline)
            self._division.add(place.element)
            self._last = None if is_removed else place
            return place
        if self._division.is_container(self._last) and not is_removed:
            self._division.begin_line(self._last, mark.span.start)
        else:
            self._last.text("\n")
        return self._last


def _is_untyped(mark: Mark) -> bool:
    """Whether a mark is a field of no type; outside opener and closer it is text."""
    return mark.kind == kinds.FIELD and not mark.get("type")


def is_empty(div: etree._Element) -> bool:
    """Whether a division holds nothing but page breaks."""
    return all(child.tag == q("pb") for child in div)
