"""The division of one telegram: opener, paragraphs, closer, and what belongs to the page or to later hands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise

from lxml import etree

from teikit.core import Draft, Layer, Mark, Role, Span, kinds
from teikit.core.packet import Page, Telegram
from teikit.tei.build import ID, is_blank, make, q
from teikit.tei.content import Content
from teikit.tei.facsimile import Facsimile
from teikit.tei.flow import BEGIN_TEXT, Block, Pages, blocks, is_beside
from teikit.tei.inline import Inline, Inner
from teikit.tei.source import surface_id

BETWEEN = frozenset({Role.ASIDE, Role.SPECK, Role.PB, Role.MISSING})
"""Roles of what goes where the text around it goes."""


class Body:
    """Builds the division of a telegram; ``anchor`` then gives the id of the element that stands for an offset."""

    def __init__(
        self,
        draft: Draft,
        telegram: Telegram,
        pages: Pages,
        profile: str,
        when: Callable[[Mark], str | None],
        facsimile: Facsimile,
    ) -> None:
        self.draft, self.telegram, self.pages = draft, telegram, pages
        self.prefix = f"{telegram.id}." if telegram.id else ""
        self.inline = Inline(draft, profile, self.prefix, when, facsimile)
        self.facsimile = facsimile
        self.fields: list[tuple[Mark, etree._Element]] = []
        self.breaks: dict[int, etree._Element] = {}
        self._stamps: list[tuple[Mark, etree._Element]] = []
        self._containers: dict[str, Content] = {}
        self._top = Content(make("div"))
        self._p: Content | None = None
        self._last: Content | None = None
        self._text_begins: dict[int, int] = {}
        self._order = sorted(telegram.pages, key=lambda page: page.order)
        self._starts = [page.span.start for page in self._order]

    def div(self) -> etree._Element:
        """The division, finished."""
        div = self._top.element
        div.set("type", self.telegram.kind)
        if self.telegram.section:
            div.set("n", self.telegram.section)
        found = blocks(self.telegram, self.pages)
        for block, following in zip(found, _next_roles(found), strict=True):
            self._place(block, following)
        self._join_stamps()
        for lb in [lb for lb in div.iter(q("lb")) if lb.get("break")]:
            parent = lb.getparent()
            _undo_loose_end(lb)
            if parent is not None and parent.tag == q("p") and not len(parent) and not (parent.text or "").strip():
                parent.getparent().remove(parent)  # type: ignore[union-attr]
        return div

    # ------------------------------------------------------------ placing

    def _place(self, block: Block, following: Role | None) -> None:
        role = block.role
        if role is Role.PB:
            self._aside(self._pb(block.page), following)
        elif role is Role.MISSING:
            self._aside(make("gap", reason="missing", quantity="1", unit="page"), following)
        elif role is Role.ASIDE and block.mark:
            for element in self._asides(block.mark):
                self._aside(element, following)
        elif role is Role.SPECK:
            self._speck(block, following)
        elif role is Role.ON and self._p is not None:
            self._goes_on(block)
        else:
            self._text(block)

    def _aside(self, element: etree._Element, following: Role | None) -> None:
        """Into the paragraph or opener that goes on after it, else between the blocks."""
        current = self._current()
        if following is Role.ON and self._p is not None:
            self._p.aside(element)
        elif following in (Role.OPENER, Role.CLOSER) and current == following:
            self._containers[following].aside(element)
        else:
            self._top.aside(element)
            if following is not Role.ON:
                self._p = None

    def _current(self) -> str:
        last = self._top.last
        return etree.QName(last).localname if last is not None else ""

    def _text(self, block: Block) -> None:
        mark = block.mark
        assert mark is not None
        self._p = None
        if block.role in (Role.OPENER, Role.CLOSER):
            self._last = self._container(block.role, mark.span.start)
            self._last.aside(self._seg(mark, block.role))
            return
        p = make("p")
        if block.role is not Role.POSTSCRIPT:
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
        """What comes next in an opener or closer stands in the line of an offset of the source."""
        if content.last is not None and self.inline.is_same_line(offset):
            content.last.tail = " "
        elif content.last is not None:
            content.last.tail = "\n"
            content.aside(self.inline.lb(offset))

    def _speck(self, block: Block, following: Role | None) -> None:
        """What no block holds: it, or that it was taken away, goes where the text before it stands."""
        assert block.mark is not None
        is_empty = not self.draft.read(block.span).strip()
        if is_empty and self.inline.profile == "silent":
            return
        if following is Role.OPENER:
            content = self._container(Role.OPENER, block.span.start)
        elif self._last is None and is_empty and self.inline.profile == "standoff":
            content = self._top
        elif self._last is None:
            content = self._last = Content(make("p"), self.inline)
            self._top.aside(content.element)
        elif self._last in self._containers.values() and not is_empty:
            content = self._last
            self._begin_line(content, block.span.start)
        else:
            content = self._last
            content.text("\n")
        if content in self._containers.values() and not is_empty:
            content.aside(self._seg(block.mark))
        else:
            self.inline.fill_content(content, block.span, self._inner(block.mark))

    def _goes_on(self, block: Block) -> None:
        assert self._p is not None and block.mark is not None
        self._p.text("\n")
        self.inline.fill_content(self._p, block.span, self._inner(block.mark))

    # ----------------------------------------------------------- elements

    def _seg(self, mark: Mark, role: Role = Role.P) -> etree._Element:
        """A field of the form, a signature, initials."""
        if mark.kind == kinds.SIGNED:
            name = make("persName")
            self._fill(name, mark)
            return make("signed", "", name) if role is Role.CLOSER else name
        seg = make("seg", type=mark.kind.type or mark.get("type"))
        self._fill(seg, mark)
        self.fields.append((mark, seg))
        return seg

    def _fill(self, element: etree._Element, mark: Mark) -> Content:
        return self.inline.fill(element, mark.span, self._inner(mark))

    def _inner(self, mark: Mark) -> list[Inner]:
        """The marks inside another one: gaps and names as they are, asides as finished elements.

        A gap without text at the edge of an aside stands beside it; at the edge of a block it belongs to it.
        """
        inner: list[Inner] = []
        for other in self._marks_at(mark):
            start, end = other.span
            if is_beside(other):
                inner.append((other, self._asides(other)))
            elif other.kind.is_inline and (start < end or mark.kind.is_block or start not in mark.span):
                inner.append((other, None))
        return inner

    def _page(self, offset: int) -> Page:
        """The page of this telegram on which an offset of the source stands."""
        return self._order[max(bisect_right(self._starts, offset) - 1, 0)]

    def _pb(self, page: Page) -> etree._Element:
        surface = f"#{surface_id(self.telegram, page)}" if self.draft.source.text else None
        pb = make("pb", n=page.n, corresp=surface, facs=self.facsimile.surface(page))
        self.breaks[page.order] = pb
        return pb

    def _asides(self, mark: Mark) -> list[etree._Element]:
        """What belongs to the page (fw) or was put on it later (note)."""
        if mark.kind == kinds.HEADER:
            return self._header(mark)
        inside = self._inner(mark)
        element = make(mark.kind.element, type=mark.kind.type, place=mark.kind.place or self._top_or_bottom(mark))
        if mark.kind == kinds.STAMP:
            stamp = make("stamp", type=mark.get("type"))
            self.inline.fill(stamp, mark.span, inside, hidden=True)
            self._stamps.append((mark, stamp))
            facs = self.facsimile.region("stamp", mark.span.start, self.facsimile.around(mark.span))
            return [make("note", "", stamp, type="stamp", place=self._top_or_bottom(mark), facs=facs)]
        self.inline.fill(element, mark.span, inside, hidden=True)
        if mark.kind == kinds.EXEMPTION:
            self.fields.append((mark, element))
        return [element]

    def _header(self, mark: Mark) -> list[etree._Element]:
        """The page number and the running head, side by side, as the Guidelines' own examples have them."""
        number = next((other for other in self._marks_at(mark) if other.kind == kinds.PAGE_NUMBER), None)
        inside = self._inner(mark)
        span = number.span if number else Span(mark.span.start, mark.span.start)
        before, after = mark.span._replace(end=span.start), mark.span._replace(start=span.end)
        elements = []
        for part, kind in ((before, kinds.HEADER), (span, kinds.PAGE_NUMBER), (after, kinds.HEADER)):
            element = make(kind.element, type=kind.type, place=kind.place)
            self.inline.fill(element, part, inside if kind == kinds.HEADER else (), hidden=True)
            if not is_blank(element):
                elements.append(element)
        return elements

    def _marks_at(self, mark: Mark) -> list[Mark]:
        return [other for other in self.pages.within(self._page(mark.span.start), mark.span) if other is not mark]

    def _top_or_bottom(self, mark: Mark) -> str:
        """Top, if nothing of the message stands above it on its page."""
        page = self._page(mark.span.start)
        if page.order not in self._text_begins:
            marks = self.pages.on(page)
            texts = (m.span.start for m in marks if m.kind.role in BEGIN_TEXT and m.kind != kinds.RECOVERED)
            self._text_begins[page.order] = next(texts, page.span.end)
        return "bottom" if self._text_begins[page.order] < mark.span.start else "top"

    def _join_stamps(self) -> None:
        """One stamp that the reading order cut in two points to its other part."""
        for (one, first), (other, second) in pairwise(self._stamps):
            same = one.get("name") == other.get("name") and one.get("name") and self._on_one_page(one, other)
            if same:
                for number, element in ((1, first), (2, second)):
                    if element.get(ID) is None:
                        element.set(ID, f"{self.prefix}stamp{one.span.start}.{number}")
                first.set("next", f"#{second.get(ID)}")
                second.set("prev", f"#{first.get(ID)}")

    def _on_one_page(self, one: Mark, other: Mark) -> bool:
        return self._page(one.span.start) is self._page(other.span.start)

    def anchor(self, offset: int) -> str:
        """The id of the element that an annotation on an offset points to: a field, else the page."""
        for number, (mark, element) in enumerate(self.fields, 1):
            if mark.span.start <= offset < mark.span.end:
                if element.get(ID) is None:
                    element.set(ID, f"{self.prefix}f{number}")
                return element.get(ID) or ""
        page = self._page(offset)
        pb = self.breaks[page.order]
        pb.set(ID, f"{self.prefix}p{page.order}")
        return pb.get(ID) or ""


def _undo_loose_end(lb: etree._Element) -> None:
    """Give a hyphen back whose other half went elsewhere: with a page that was moved to its own telegram."""
    parent = lb.getparent()
    assert parent is not None
    before = any(_text(other).strip() for other in lb.itersiblings(preceding=True)) or (parent.text or "").strip()
    after = (lb.tail or "").strip() or any(_text(other).strip() for other in lb.itersiblings())
    if before and after:
        return
    previous, hyphen = lb.getprevious(), "-" if lb.get("rend") and before else ""
    if previous is None:
        parent.text = (parent.text or "") + hyphen + (lb.tail or "")
    else:
        previous.tail = (previous.tail or "") + hyphen + (lb.tail or "")
    lb.tail = None
    parent.remove(lb)


def _text(element: etree._Element) -> str:
    """The text of an element and after it; forme work and notes have none."""
    own = "" if element.tag in (q("fw"), q("note")) else "".join(element.itertext())
    return own + (element.tail or "")


def _next_roles(found: list[Block]) -> list[Role | None]:
    """For each block the role of the next one that has a role of its own."""
    roles: list[Role | None] = []
    following: Role | None = None
    for block in reversed(found):
        roles.append(following)
        if block.role not in BETWEEN:
            following = block.role
    return roles[::-1]


def is_empty(div: etree._Element) -> bool:
    """Whether a division holds nothing but page breaks."""
    return all(child.tag == q("pb") for child in div)
