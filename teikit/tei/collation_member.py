"""One telegram of a collation as a TEI element: its text, its apparatus, its queries, its header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from teikit.collation.edition import RULE, Edition
from teikit.collation.withheld import without_private
from teikit.collation.witness import Witness
from teikit.core import Mark, Part
from teikit.core.packet import Packet, Page
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei.body import Body, is_empty
from teikit.tei.build import ID, legal, make, q
from teikit.tei.catalogue import CatalogueEntry
from teikit.tei.collation_apparatus import Apparatus, questions
from teikit.tei.collation_inline import inlined
from teikit.tei.collation_marks import Passages
from teikit.tei.decisions import persons, with_changes
from teikit.tei.encoding import is_about, text_element
from teikit.tei.encoding_desc import categories_used, encoding_desc, resp_stmts
from teikit.tei.facsimile import Facsimile
from teikit.tei.field_values import FieldValues
from teikit.tei.flow import Pages
from teikit.tei.header import file_desc, language_of, profile_desc
from teikit.tei.letters import Letters
from teikit.tei.referring import refer
from teikit.tei.source import source_doc, surface_id
from teikit.tei.source_desc import cited_release, parts_of, witness_of


class Member:
    """One TEI element: a work with its releases, or one of them alone; ``others`` are those that it only cites then."""

    def __init__(
        self,
        packet: Packet,
        edition: Edition,
        lexicon: Lexicon,
        options: Options,
        others: Sequence[Witness] | None = None,
    ) -> None:
        self.edition, self.lexicon, self.public = edition, lexicon, options.public
        self.others, self._is_alone = others or (), others is not None
        self.apparatus = "none" if others else options.apparatus
        self.telegram = edition.work.base.telegram
        pages = [page for witness in edition.work.witnesses for page in witness.pages]
        self.all = replace(self.telegram, pages=tuple(sorted(pages, key=lambda page: page.order)))
        self.passages = Passages(edition, packet.draft, f"{edition.work.id}." if edition.work.id else "")
        self.packet = replace(packet, draft=self.passages.marked(options.public))
        low, high = min(page.span for page in self.telegram.pages), max(page.span for page in self.telegram.pages)
        every = [page for telegram in packet.telegrams for page in telegram.pages]
        self.pages = Pages(self.packet.draft, [page for page in every if low <= page.span <= high])
        self.letters = Letters(self.packet.draft, "markup")
        self.letters.refuse_unknown()
        self.facsimile = Facsimile(packet.source, self.all, options)
        self.values = FieldValues(self.packet, self.telegram, self.pages, lexicon, options)
        self.body = Body(self.packet.draft, self.telegram, self.pages, "markup", self.values.when, self.facsimile)

    def element(self, used: list[str] | None, entry: CatalogueEntry) -> etree._Element:
        """The element; ``used`` are the rules that its header describes, None if that of the corpus does.

        ``entry`` is what the publisher says of it.
        """
        div = self.body.div()
        if is_empty(div):
            div.append(make("note", "The input holds no text.", type="processing", place="inline"))
        ids = {id: place for place, node in enumerate(div.iter()) if (id := node.get(ID))}
        page = self.body.anchors.id_at(self.telegram.pages[0].span.start)
        entries = Apparatus(self.passages, ids, page, self.public).entries()
        annotations = [*self._queries(), *self._open(ids, page)]
        element = make("TEI", "", self._header(used, entry), id=self.telegram.id or None)
        if not self.public:
            parts = self.facsimile.element(), source_doc(self.packet, self.all, self.facsimile, self._parts())
            element.extend(part for part in parts if part is not None)
        else:
            _without_source(div)
        element.append(text_element(div, language_of(self.values, entry)))
        if annotations or entries:
            stand_off = make("standOff")
            stand_off.extend([make("listAnnotation", "", *annotations)] if annotations else [])
            stand_off.extend([make("listApp", "", *entries)] if entries else [])
            element.append(stand_off)
        self.letters.refuse_loss(element, self.telegram)
        if self.apparatus != "standoff":
            self._place(element, div, entries)
        refer(element, self.lexicon.authorities, self.lexicon.posts)
        return element

    def _parts(self) -> list[Part] | None:
        """The files that stand in the TEI: of a release alone its own."""
        return parts_of(self.packet.source, self.telegram) if self._is_alone else None

    def _place(self, element: etree._Element, div: etree._Element, entries: list[etree._Element]) -> None:
        """Put the apparatus into the text, or leave it out; what has no place in the text stays where it is."""
        outside = inlined(div, entries) if self.apparatus == "inline" else []
        for entry in entries:
            parent = entry.getparent()
            if entry not in outside and parent is not None:
                parent.remove(entry)
        for empty in ("listApp", "standOff"):
            for node in [node for node in element.iter(q(empty)) if not len(node)]:
                element_above = node.getparent()
                assert element_above is not None
                element_above.remove(node)

    def _header(self, used: list[str] | None, entry: CatalogueEntry) -> etree._Element:
        witnesses = [self._witness(number) for number in range(len(self.edition.work.witnesses))]
        decided = self.packet.draft.decided
        shared = [*resp_stmts(used), *persons(decided)] if used is not None else ()
        header = make("teiHeader", "", file_desc(self.packet, self.telegram, self.values, entry, shared, witnesses))
        header.find(".//{*}sourceDesc").extend(cited_release(self.packet, other.telegram) for other in self.others)  # type: ignore[union-attr]
        if used is not None:
            marks = [mark for page in self.all.pages for mark in self.packet.draft.marks if _is_on(mark, page)]
            described = categories_used(marks, (self.telegram,))
            header.append(encoding_desc("markup", described, self.lexicon, entry.project_desc()))
            header[-1].extend(variant_encoding(self.apparatus))
        header.extend(profile_desc(self.values, entry))
        header.extend(with_changes(entry.revision_desc(), decided if used is not None else ()))
        return header

    def _witness(self, number: int) -> etree._Element:
        """A release: its OCR text, and when it was released, as far as it says so."""
        witness = self.edition.work.witnesses[number]
        element = witness_of(self.packet, witness.telegram)
        if date := self.edition.released[witness.id]:
            element.append(make("date", f"released {date}", when=date))
        if self.public:
            parts = parts_of(self.packet.source, witness.telegram)
            for digest, name in [(part.digest, part.name) for part in parts] or [(self.packet.source.digest, "")]:
                element.append(make("idno", digest, type="referenced", n=name))
        return element

    def _queries(self) -> Iterator[etree._Element]:
        """The queries about the pages of all releases."""
        about = [query for query in self.packet.queries if is_about(query, self.all)]
        for number, query in enumerate(about, 1):
            yield make(
                "annotation",
                "",
                make("note", legal(without_private(query.message) if self.public else query.message), resp="#teikit"),
                id=f"{self.passages.prefix}q{number}",
                motivation="commenting" if query.remark else "questioning",
                target=f"#{self._target(query.offset)}",
            )

    def _target(self, offset: int) -> str:
        """What stands for a place: in the printed release a field or page, in another one the surface of its page."""
        if any(page.span.start <= offset < page.span.end for page in self.telegram.pages) or self.public:
            return self.body.anchors.id_at(offset)
        page = next(page for page in self.all.pages if page.span.start <= offset < max(page.span.end, offset + 1))
        return surface_id(self.all, page)

    def _open(self, ids: Mapping[str, int], page: str) -> Iterator[etree._Element]:
        """The places where nothing decides between the releases."""
        by_column = {decision.column.base: id for id, decision in self.passages.variants}
        for number, (decision, text) in enumerate(questions(self.edition), 1):
            id = by_column.get(decision.column.base, "")
            yield make(
                "annotation",
                "",
                make("note", legal(without_private(text) if self.public else text), resp=f"#{RULE}"),
                id=f"{self.passages.prefix}d{number}",
                motivation="questioning",
                target=f"#{id if id in ids else page}",
            )


def _is_on(mark: Mark, page: Page) -> bool:
    return page.span.start <= mark.span.start < max(page.span.end, page.span.start + 1)


def _without_source(div: etree._Element) -> None:
    """Take away the pointers to what is left out."""
    for element in div.iter():
        for name in ("corresp", "facs"):
            element.attrib.pop(name, None)


def variant_encoding(apparatus: str) -> list[etree._Element]:
    """How the apparatus is encoded, nothing where there is none."""
    if apparatus == "none":
        return []
    inside = {"method": "parallel-segmentation", "location": "internal"}
    outside = {"method": "double-end-point", "location": "external"}
    return [make("variantEncoding", **(inside if apparatus == "inline" else outside))]
