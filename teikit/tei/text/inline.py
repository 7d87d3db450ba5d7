"""The content of a paragraph, a field, a stamp: text with its line breaks, corrections, gaps, names and notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from lxml import etree

from teikit.core import Draft, Edit, Layer, Mark, Piece, Span, kinds
from teikit.edition.references import uri
from teikit.tei.build import LANG, element_or_anchors, make, pointers, q
from teikit.tei.profiles import PROFILES
from teikit.tei.text.content import Content
from teikit.tei.text.facsimile import Facsimile
from teikit.tei.text.gaps import gap_of, supplied

ENGINE_RULES = frozenset({"markup", "tables"})
"""The rules that replace markup of the engine by what it stands for; that is not a correction, so no ``choice`` is
made."""

Inner = tuple[Mark, Sequence[etree._Element] | None]
"""A mark inside another one, with the elements made of it if it is an aside, else None."""


class Inline:
    """Fills elements from stretches of the source; one for each document, because annotations are numbered."""

    def __init__(
        self,
        draft: Draft,
        profile: str,
        prefix: str,
        when: Callable[[Mark], str | None],
        facsimile: Facsimile,
        holds: Callable[[int], bool],
    ) -> None:
        """``when`` gives the value of the mark of a date, ``holds`` whether the document has the text at an offset."""
        self.draft, self.when, self.facsimile, self._holds = draft, when, facsimile, holds
        self.profile = PROFILES[profile](draft.source, prefix)
        self._zone = ""  # pointer to the zone of the line that began last
        self._last_edit: Edit | None = None
        self._starts = draft.table.starts

    def fill(self, element: etree._Element, span: Span, marks: Sequence[Inner], hidden: bool = False) -> Content:
        """Put a stretch of the source into an element, and return its content.

        ``marks`` are those inside the stretch, in order; ``hidden`` is true for an aside. An ``idno`` gets no ``lb``,
        which TEI does not allow there.
        """
        content = Content(element, None if element.tag == q("idno") else self)
        self.fill_content(content, span, marks, hidden)
        return content

    def fill_content(self, content: Content, span: Span, marks: Sequence[Inner], hidden: bool = False) -> None:
        """Put a stretch of the source into an element that may have text already: a paragraph on two pages.

        ``marks`` and ``hidden`` are those of :meth:`fill`.
        """
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
        """Add a gap; one without text is separated by spaces from the words around it."""
        content.at = mark.span.start
        is_empty = mark.span.start == mark.span.end
        if mark.kind == kinds.RECOVERED and is_empty and not content.after_blank:
            content.text(" ")
        content.add(self.gap(mark))
        content.space_after = is_empty

    def _wrap(self, content: Content, mark: Mark, inner: Sequence[Inner], hidden: bool) -> None:
        """Add a stretch in the element of its mark; as plain content where TEI does not allow it in that element.

        Text that another release withholds is put into ``supplied``, which names the releases that print it.
        """
        if mark.kind not in (kinds.WITHHELD, kinds.FOREIGN) and not self._is_simple(mark, inner, hidden):
            self.fill_content(content, mark.span, inner, hidden)
            return
        element = supplied(mark) if mark.kind == kinds.WITHHELD else self._element_of(mark)
        content.at = mark.span.start
        content.line_begins()
        self.fill(element, mark.span, inner, hidden)
        for written in element_or_anchors(element, element):
            if written is element:
                content.add(element)
            else:
                content.aside(written)

    def _is_simple(self, mark: Mark, inner: Sequence[Inner], hidden: bool) -> bool:
        """Whether the element of a mark may hold the stretch: no asides, only text in a number or an unclear reading.

        A number may not run over a line end, either. What a person marked as unclear may hold anything: a name, a date.
        """
        if mark.kind == kinds.UNCLEAR and mark.who:
            return True
        if any(asides is not None for _, asides in inner):
            return False
        if mark.kind not in (kinds.UNCLEAR, kinds.IDNO):
            return True
        if inner or any(piece.why for piece in self._pieces(mark.span, hidden)):
            return False
        text = self.draft.source.text[mark.span.start : mark.span.end]
        return mark.kind != kinds.IDNO or ("\n" not in text and "\r" not in text)

    def _element_of(self, mark: Mark) -> etree._Element:
        """The empty element of a name, a date, a number, an unclear reading, or a passage in another language.

        ``@key`` is left out if it is the same as the text.
        """
        if mark.kind == kinds.FOREIGN:
            foreign = make("foreign")
            foreign.set(LANG, mark.get("lang"))
            return foreign
        if mark.kind == kinds.UNCLEAR:
            return make("unclear", reason=mark.get("reason"), resp=pointers(mark.who), cert=str(mark.cert))
        text = " ".join(self.draft.source.text[mark.span.start : mark.span.end].split()).upper()
        return make(
            mark.kind.element,
            type=mark.kind.type or mark.get("type"),
            id=mark.get("id"),
            when=self.when(mark) if mark.kind == kinds.DATE else None,
            key=mark.get("key") if mark.get("key") != text else "",
            ref=uri(mark.get("ref")),
            cert=mark.get("cert"),
        )

    def has_letters(self, span: Span) -> bool:
        """Whether a stretch of the source has letters."""
        return any(map(str.isalpha, self.draft.source.text[span.start : span.end]))

    def gap(self, mark: Mark) -> etree._Element:
        """The element of a gap, or of what other releases print in its place."""
        return gap_of(mark, self.facsimile)

    # ---------------------------------------------------------------- the text

    def _pieces(self, span: Span, hidden: bool) -> list[Piece]:
        """The pieces of the draft in a stretch, of the running text or (``hidden``) of asides."""
        first = bisect_left(self._starts, span.start)
        if first and self.draft.pieces[first - 1].span.end > span.start and self.draft.pieces[first - 1].new is None:
            first -= 1
        last = bisect_left(self._starts, span.end)
        return [piece for piece in self.draft.pieces[first:last] if piece.hidden == hidden]

    def _plain(self, content: Content, span: Span, hidden: bool) -> None:
        """Add a stretch without marks."""
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
        """Add a stretch that was edited: a correction, or what is not one (a line end in a word, white space)."""
        if self.draft.table.is_broken_line(piece):
            self._broken_line(content, piece)
            return
        old, new, edit = self.draft.table.original(piece), piece.new or "", piece.why[-1]
        if edit is self._last_edit and not old.strip():
            return  # the rest of an edit that runs across an aside
        self._last_edit = edit
        if old.strip() == new.strip() or edit.rule in ENGINE_RULES:
            content.text(new)
            return
        if old.split() == new.split():  # a tab in EYES ONLY, which a rule replaced with a space
            content.text(old)
            return
        if old[:1].isspace() and (new.strip() or self.profile.removal == "choice"):
            content.text(" ")
        self.profile.correct(content, piece, old, new)

    def _broken_line(self, content: Content, piece: Piece) -> None:
        """Add a line end that an edit took out of a word; the last piece of the edit becomes ``lb``."""
        table, edit = self.draft.table, piece.why[-1]
        last = table.last_pieces[id(edit)]
        if piece.span == last:
            content.at, hyphen = piece.span.end, table.taken[id(edit)].strip()
            if not content.broken(bool(hyphen)) and self._holds(edit.span.start):
                content.text(hyphen)  # the word began in an item on the page before
        elif not self._holds(last.start):
            content.text(table.original(piece).strip())  # the line end is in another telegram or between paragraphs

    # --------------------------------------------------------------- the lines

    def lb(self, offset: int) -> etree._Element:
        """The ``lb`` of the line that begins at an offset, with a pointer to its zone, if it has one."""
        zone = self.facsimile.line(offset)
        self._zone = zone or ""
        return make("lb", facs=zone)

    def is_same_line(self, offset: int) -> bool:
        """Whether an offset is, by the layout, in the line that began last, in another column of it."""
        return bool(self._zone) and self.facsimile.line(offset) == self._zone

    def is_new_line(self, offset: int) -> bool:
        """Whether an offset is in another line of the layout than the one that began last."""
        return self.facsimile.line(offset) not in (None, self._zone)


def _is_same_name(inner: Mark, outer: Mark) -> bool:
    """Whether an inner mark says nothing new: a name in a name of its kind, or a number in a date."""
    is_number = outer.kind == kinds.DATE and inner.kind == kinds.IDNO
    return is_number or (inner.kind == outer.kind and inner.kind.layer is Layer.NAME)


def _is_inside(inner: Span, outer: Span) -> bool:
    """Whether a mark is in another one; a mark without text at the end of the other comes after it."""
    return inner.end <= outer.end and (inner.start < outer.end or outer.start == outer.end)
