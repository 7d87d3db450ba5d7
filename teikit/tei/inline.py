"""Inside a paragraph, a field, a stamp: text with its line breaks, corrections, gaps, names and notes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from teikit.core import Certainty, Draft, Edit, Evidence, Layer, Mark, Piece, Span, kinds
from teikit.core.layout import Box
from teikit.passes.privacy import private
from teikit.tei.build import ID, add_text, is_blank, make, pointer, q
from teikit.tei.content import Content
from teikit.tei.facsimile import Facsimile

HYPHENS = "-\xad‐‑¬"
Inner = tuple[Mark, Sequence[etree._Element] | None]
"""A mark inside a block; for an aside, the elements made of it."""


class Inline:
    """Fills elements from stretches of the source. One for each document, because annotations are numbered."""

    def __init__(
        self, draft: Draft, profile: str, prefix: str, when: Callable[[Mark], str | None], facsimile: Facsimile
    ) -> None:
        self.draft, self.profile, self.prefix, self.when = draft, profile, prefix, when
        self.facsimile = facsimile
        self._zone = ""
        self.changes: list[etree._Element] = []
        self.last_edit: Edit | None = None
        self._starts = draft.piece_starts
        written = (piece for piece in draft.pieces if piece.why and self._old(piece).strip(" \t"))
        self._last = {id(edit): piece.span for piece in written for edit in piece.why}

    def fill(
        self,
        element: etree._Element,
        span: Span,
        marks: Sequence[Inner],
        hidden: bool = False,
    ) -> Content:
        """Put a stretch of the source into an element; ``marks`` are the marks in it, with the element of asides."""
        content = Content(element, self)
        self.fill_content(content, span, marks, hidden)
        return content

    def fill_content(self, content: Content, span: Span, marks: Sequence[Inner], hidden: bool = False) -> None:
        """Go on filling an element that is not finished: a paragraph that runs on over the page."""
        content.at = at = span.start
        for number, (mark, aside) in enumerate(marks):
            if mark.span.start < at or mark.span.end > span.end:
                continue
            self._plain(content, Span(at, mark.span.start), hidden)
            at = mark.span.start
            if aside is not None:
                for element in aside:
                    content.aside(element)
                at = mark.span.end
            elif mark.kind.layer is Layer.GAP:
                content.at = at
                if mark.kind == kinds.RECOVERED and mark.span.start == mark.span.end and not content.after_blank:
                    content.text(" ")
                content.add(self.gap(mark))
                content.space_after = mark.span.start == mark.span.end
                at = mark.span.end
            elif mark.kind.is_inline:
                inner = [other for other in marks[number + 1 :] if _is_inside(other[0].span, mark.span)]
                (self._withheld if mark.kind == kinds.WITHHELD else self._wrap)(content, mark, inner, hidden)
                at = mark.span.end
        self._plain(content, Span(at, span.end), hidden)

    def _wrap(self, content: Content, mark: Mark, inner: Sequence[Inner], hidden: bool) -> None:
        """A name, a number, a date: only where TEI lets that element hold what stands there."""
        pieces = self._pieces(mark.span, hidden)
        plain = all(not piece.why for piece in pieces) and not inner
        text = self.draft.source.text[mark.span.start : mark.span.end]
        if (mark.kind == kinds.IDNO and (not plain or "\n" in text or "\r" in text)) or any(
            aside is not None for _, aside in inner
        ):
            self.fill_content(content, mark.span, inner, hidden)
            return
        type = mark.kind.type or mark.get("type")
        element = make(mark.kind.element, type=type, id=mark.get("id") or None)
        if mark.kind == kinds.DATE:
            when = self.when(mark)
            if when:
                element.set("when", when)
        content.at = mark.span.start
        content.line_begins()
        self.fill(element, mark.span, inner, hidden)
        if not is_blank(element):
            content.add(element)
        else:
            self.fill_content(content, mark.span, inner, hidden)

    def _withheld(self, content: Content, mark: Mark, inner: Sequence[Inner], hidden: bool) -> None:
        """What another release withholds: the text of this one, said to be supplied by those that print it."""
        element = _supplied(mark)
        content.at = mark.span.start
        content.line_begins()
        self.fill(element, mark.span, inner, hidden)
        if len(element) or (element.text or "").strip():
            content.add(element)

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

    def _old(self, piece: Piece) -> str:
        return self.draft.source.text[piece.span.start : piece.span.end]

    def _edited(self, content: Content, piece: Piece) -> None:
        old, new = self._old(piece), piece.new or ""
        edit = piece.why[-1]
        if is_broken_line(old, new):
            if piece.span == self._last[id(edit)]:
                content.at = piece.span.end
                content.broken(hyphen=self.draft.source.text[edit.span.start] in HYPHENS)
            return
        if edit is self.last_edit and not old.strip():
            return  # the rest of an edit that ran across an aside
        self.last_edit = edit
        if old.strip() == new.strip():
            content.text(new)
            return
        if old[:1].isspace() and (new.strip() or self.profile == "markup"):
            content.text(" ")
        if self.profile == "silent":
            content.text(new)
        elif self.profile == "standoff":
            self._annotated(content, piece, old, new)
        elif not old.strip():
            if new[:1] == " ":
                content.text(" ")
            content.add(make("supplied", new.strip(), reason="omitted-by-ocr", **account(piece)))
            if new[-1:] == " ":
                content.text(" ")
        else:
            content.add(_choice(old.strip(), new, account(piece)))

    def _annotated(self, content: Content, piece: Piece, old: str, new: str) -> None:
        number = len(self.changes) + 1
        said = account(piece)
        id = f"{self.prefix}c{number}"
        if new.strip():
            seg = make("seg", new, id=f"{self.prefix}c{number}.text")
            content.add(seg)
            target = seg.get(ID) or ""
        else:
            target = content.anchor(f"{self.prefix}c{number}.text")
        place = pointer(self.draft.source, piece.span)
        note = make("note", old, type="ocr", resp=said["resp"], cert=said["cert"])
        annotation = make(
            "annotation", "", make("ptr", target=place), note, id=id, motivation="editing", target=f"#{target}"
        )
        self.changes.append(annotation)

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

    def gap(self, mark: Mark) -> etree._Element:
        """A gap, with what is known of it: reason, extent, exemption; an inferred one says on what ground.

        What another release prints there is supplied instead; a number of a living person is a gap, too.
        """
        if mark.kind == kinds.RECOVERED:
            return with_gaps(_supplied(mark), mark.get("text"), mark.get("public") != "")
        if mark.kind == kinds.PRIVATE:
            return make("gap", reason="privacy", resp=f"#{mark.rule}")
        inferred, box = mark.get("evidence"), mark.get("box")
        where = Box(*map(int, box.split(","))) if box else None
        return make(
            "gap",
            facs=self.facsimile.region("gap", mark.span.start, where),
            reason=mark.get("reason"),
            quantity=mark.get("quantity"),
            unit=mark.get("unit"),
            extent=mark.get("extent"),
            ana=" ".join(f"#{id}" for id in mark.get("ana").split()),
            rend=mark.get("rend"),
            resp=f"#{mark.rule}" if inferred else None,
            evidence=inferred,
            cert=str(mark.cert) if inferred else None,
        )


def _supplied(mark: Mark) -> etree._Element:
    return make(
        "supplied",
        id=mark.get("id"),
        reason=mark.get("reason"),
        resp=f"#{mark.rule}",
        evidence=str(Evidence.EXTERNAL),
        cert=str(mark.cert),
        source=pointers(mark.get("source").split()),
    )


def pointers(ids: Iterable[str]) -> str:
    """Pointers to elements of this document: ``#R1 #R2``."""
    return " ".join(f"#{id}" for id in ids)


GAP = "[...]"
"""How a text says that something is missing in it, too."""


def with_gaps(element: etree._Element, text: str, public: bool) -> etree._Element:
    """An element with a text put into it, in which ``GAP`` becomes a gap, and with ``public`` each private number."""
    masked = [(span.start, span.end, "privacy") for span in private(text)] if public else []
    gaps = [(match.start(), match.end(), "redacted") for match in re.finditer(re.escape(GAP), text)]
    at = 0
    for start, end, reason in sorted(masked + gaps):
        add_text(element, text[at:start])
        element.append(make("gap", reason=reason, resp="#privacy" if reason == "privacy" else None))
        at = end
    add_text(element, text[at:])
    return element


def is_broken_line(old: str, new: str) -> bool:
    """Whether an edit only takes a line end out of a word, and the hyphen there; two hyphens are none."""
    return not new and bool(old.strip(" \t")) and not old.strip(HYPHENS + " \t\r\n") and len(old.strip()) < 2


def _is_inside(inner: Span, outer: Span) -> bool:
    """Whether a mark stands in another; one without text at its end comes after it."""
    return inner.end <= outer.end and (inner.start < outer.end or outer.start == outer.end)


def account(piece: Piece) -> dict[str, str]:
    """Who changed a stretch, how sure, and on what ground; of several edits the least sure one counts."""
    rules = dict.fromkeys(edit.rule for edit in piece.why)
    evidence = (
        Evidence.CONJECTURE if any(e.evidence is Evidence.CONJECTURE for e in piece.why) else piece.why[-1].evidence
    )
    cert = min(edit.cert for edit in piece.why)
    if evidence is Evidence.CONJECTURE:
        cert = min(cert, Certainty.MEDIUM)
    said = {"resp": pointers(rules), "evidence": str(evidence), "cert": str(cert)}
    sources = dict.fromkeys(id for edit in piece.why for id in edit.source)
    return {**said, "source": pointers(sources)} if sources else said


def _choice(old: str, new: str, said: dict[str, str]) -> etree._Element:
    sic, corr = etree.Element(q("sic")), make("corr", type="ocr", **said)
    for element, text in ((sic, old), (corr, new)):
        content = Content(element)
        content.text(text)
    return make("choice", "", sic, corr)
