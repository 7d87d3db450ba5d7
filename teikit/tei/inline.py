"""Inside a paragraph, a field, a stamp: text with its line breaks, corrections, gaps, names and notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from lxml import etree

from teikit.core import Draft, Edit, Layer, Mark, Piece, Span, kinds
from teikit.edition.references import uri
from teikit.tei.build import LANG, element_or_anchors, make, pointers, q
from teikit.tei.content import Content
from teikit.tei.facsimile import Facsimile
from teikit.tei.gaps import gap_of, supplied
from teikit.tei.profiles import PROFILES

ENGINE = frozenset({"markup", "tables"})
"""The rules that read what the engine wrote as what stands on the page: it is no reading, so the TEI has no choice."""

Inner = tuple[Mark, Sequence[etree._Element] | None]
"""A mark inside another one; for an aside, the elements made of it."""


class Inline:
    """Fills elements from stretches of the source. One for each document, because annotations are numbered."""

    def __init__(
        self,
        draft: Draft,
        profile: str,
        prefix: str,
        when: Callable[[Mark], str | None],
        facsimile: Facsimile,
        holds: Callable[[int], bool],
    ) -> None:
        """``when`` gives the value of a date, ``holds`` tells whether the document has the text at an offset."""
        self.draft, self.when, self.facsimile, self._holds = draft, when, facsimile, holds
        self.profile = PROFILES[profile](draft.source, prefix)
        self._zone = ""
        self._last_edit: Edit | None = None
        self._starts = draft.table.starts

    def fill(self, element: etree._Element, span: Span, marks: Sequence[Inner], hidden: bool = False) -> Content:
        """Put a stretch of the source into an element; ``marks`` are those in it, ``hidden`` is true of an aside."""
        content = Content(element, None if element.tag == q("idno") else self)  # TEI allows no lb in an idno
        self.fill_content(content, span, marks, hidden)
        return content

    def fill_content(self, content: Content, span: Span, marks: Sequence[Inner], hidden: bool = False) -> None:
        """Go on filling an element that is not finished: a paragraph that runs on over the page."""
        content.at = at = span.start
        for number, (mark, asides) in enumerate(marks):
            if mark.span.start < at or mark.span.end > span.end:
                continue
            self._plain(content, Span(at, mark.span.start), hidden)
            at = mark.span.end
            if asides is not None:
                for element in asides:
                    content.aside(element)
                if self.draft.source.text[at - 1 : at] in ("\n", "\r"):
                    content.line_ends()  # a stamp at the end of a line has the line end: ``NO 184 COPY LBJ LIBRARY``
            elif mark.kind.layer is Layer.GAP:
                self._gap(content, mark)
            else:
                inner = [pair for pair in marks[number + 1 :] if _is_inside(pair[0].span, mark.span)]
                inner = [pair for pair in inner if not _is_same_name(pair[0], mark)]
                self._wrap(content, mark, inner, hidden)
        self._plain(content, Span(at, span.end), hidden)

    def _gap(self, content: Content, mark: Mark) -> None:
        content.at = mark.span.start
        is_empty = mark.span.start == mark.span.end
        if mark.kind == kinds.RECOVERED and is_empty and not content.after_blank:
            content.text(" ")
        content.add(self.gap(mark))
        content.space_after = is_empty

    def _wrap(self, content: Content, mark: Mark, inner: Sequence[Inner], hidden: bool) -> None:
        """A name, a number, a date: only where TEI lets that element hold what stands there.

        What another release withholds is the text of this one in ``supplied``, which names those that print it.
        """
        if mark.kind not in (kinds.WITHHELD, kinds.FOREIGN) and not self._is_simple(mark, inner, hidden):
            self.fill_content(content, mark.span, inner, hidden)
            return
        element = supplied(mark) if mark.kind == kinds.WITHHELD else self._name(mark)
        content.at = mark.span.start
        content.line_begins()
        self.fill(element, mark.span, inner, hidden)
        for written in element_or_anchors(element, element):
            if written is element:
                content.add(element)
            else:
                content.aside(written)

    def _is_simple(self, mark: Mark, inner: Sequence[Inner], hidden: bool) -> bool:
        """Whether a name holds no aside, and a number neither an aside nor a correction nor a line end."""
        if any(asides is not None for _, asides in inner):
            return False
        text = self.draft.source.text[mark.span.start : mark.span.end]
        if mark.kind == kinds.UNCLEAR and (inner or any(piece.why for piece in self._pieces(mark.span, hidden))):
            return False
        is_plain = not inner and not any(piece.why for piece in self._pieces(mark.span, hidden))
        return mark.kind != kinds.IDNO or (is_plain and "\n" not in text and "\r" not in text)

    def _name(self, mark: Mark) -> etree._Element:
        if mark.kind == kinds.FOREIGN:
            foreign = make("foreign")
            foreign.set(LANG, mark.get("lang"))
            return foreign
        when = self.when(mark) if mark.kind == kinds.DATE else None
        if mark.kind == kinds.UNCLEAR:
            return make("unclear", reason=mark.get("reason"), resp=pointers(mark.who), cert=str(mark.cert))
        type = mark.kind.type or mark.get("type")
        text = " ".join(self.draft.source.text[mark.span.start : mark.span.end].split()).upper()
        key = mark.get("key") if mark.get("key") != text else ""
        told = {"ref": uri(mark.get("ref")), "cert": mark.get("cert")}
        return make(mark.kind.element, type=type, id=mark.get("id"), when=when, key=key, **told)

    def has_letters(self, span: Span) -> bool:
        """Whether letters stand in a stretch of the source."""
        return any(map(str.isalpha, self.draft.source.text[span.start : span.end]))

    def gap(self, mark: Mark) -> etree._Element:
        """The element of a gap."""
        return gap_of(mark, self.facsimile)

    # ---------------------------------------------------------------- the text

    def _pieces(self, span: Span, hidden: bool) -> list[Piece]:
        first = bisect_left(self._starts, span.start)
        if first and self.draft.pieces[first - 1].span.end > span.start and self.draft.pieces[first - 1].new is None:
            first -= 1
        last = bisect_left(self._starts, span.end)
        return [piece for piece in self.draft.pieces[first:last] if piece.hidden == hidden]

    def _plain(self, content: Content, span: Span, hidden: bool) -> None:
        if span.start >= span.end:
            return
        for piece in self._pieces(span, hidden):
            if piece.new is None:
                content.at = start = max(piece.span.start, span.start)
                content.text(self.draft.source.text[start : min(piece.span.end, span.end)])
            else:
                content.at = piece.span.start
                self._edited(content, piece)

    def _edited(self, content: Content, piece: Piece) -> None:
        old, new = self.draft.table.original(piece), piece.new or ""
        edit = piece.why[-1]
        if self.draft.table.is_broken_line(piece):
            if piece.span == self.draft.table.last_pieces[id(edit)]:
                content.at, hyphen = piece.span.end, self.draft.table.taken[id(edit)].strip()
                if not content.broken(bool(hyphen)) and self._holds(edit.span.start):
                    content.text(hyphen)  # the word began in an item on the page before
            elif not self._holds(self.draft.table.last_pieces[id(edit)].start):
                content.text(old.strip())  # the line end stands in another telegram or between two paragraphs
            return
        if edit is self._last_edit and not old.strip():
            return  # the rest of an edit that ran across an aside
        self._last_edit = edit
        if old.strip() == new.strip() or edit.rule in ENGINE:
            content.text(new)
            return
        if old.split() == new.split():  # a tab in EYES ONLY, which a rule reads as the banner that it is
            content.text(old)
            return
        if old[:1].isspace() and (new.strip() or self.profile.removal == "choice"):
            content.text(" ")
        self.profile.correct(content, piece, old, new)

    # --------------------------------------------------------------- the lines

    def lb(self, offset: int) -> etree._Element:
        """A line break; where the page has a layout, it points to the zone of the line that begins at ``offset``."""
        zone = self.facsimile.line(offset)
        self._zone = zone or ""
        return make("lb", facs=zone)

    def is_same_line(self, offset: int) -> bool:
        """Whether the layout says that an offset stands in the line of the text before it: in another column."""
        return bool(self._zone) and self.facsimile.line(offset) == self._zone

    def is_new_line(self, offset: int) -> bool:
        """Whether the text at an offset stands in another line of the layout than the text before it."""
        return self.facsimile.line(offset) not in (None, self._zone)


def _is_same_name(inner: Mark, outer: Mark) -> bool:
    """Whether two rules found the same name or date: the one stands for both. A date holds no number, either."""
    is_number = outer.kind == kinds.DATE and inner.kind == kinds.IDNO
    return is_number or (inner.kind == outer.kind and inner.kind.layer is Layer.NAME)


def _is_inside(inner: Span, outer: Span) -> bool:
    """Whether a mark stands in another; one without text at its end comes after it."""
    return inner.end <= outer.end and (inner.start < outer.end or outer.start == outer.end)
