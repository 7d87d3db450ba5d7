"""One telegram of a collation as an element ``TEI``: its header, its text, its apparatus, its queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from teikit.collation.edits import RULE
from teikit.collation.witness import Witness
from teikit.core.packet import Packet, Telegram
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.passes.privacy import without_private
from teikit.tei.build import elements_by_id, legal, make, q, remove
from teikit.tei.collation.agreed_values import AgreedValues, ReleaseValues
from teikit.tei.collation.apparatus import Apparatus, questions
from teikit.tei.collation.inline import inlined
from teikit.tei.collation.marks import CollationMarks
from teikit.tei.encoding import empty_note, is_about, text_element
from teikit.tei.header.catalogue import CatalogueEntry
from teikit.tei.header.decisions import persons, with_changes
from teikit.tei.header.encoding_desc import categories_used, encoding_desc, resp_stmts
from teikit.tei.header.field_values import FieldValues
from teikit.tei.header.source_desc import cited_release, parts_of, witness_of
from teikit.tei.header.tei_header import file_desc, language_of, profile_desc
from teikit.tei.letters import LetterCheck
from teikit.tei.text.body import Body, is_empty
from teikit.tei.text.facsimile import Facsimile
from teikit.tei.text.page_marks import Pages
from teikit.tei.text.referring import refer
from teikit.tei.text.source import source_doc, surface_id

MISFILED = "PAGE-MISFILED"  # the code of the remark on a page that was found among those of another telegram


class Alone(NamedTuple):
    """A release by itself: its telegram as it was filed, and the other releases, which it cites."""

    telegram: Telegram
    cited: Sequence[Witness]


class Member:
    """Makes the element of a work with its releases, or of one release ``alone``.

    ``marks`` are those of its edition, which the draft of the packet has.
    """

    def __init__(
        self, packet: Packet, marks: CollationMarks, lexicon: Lexicon, options: Options, alone: Alone | None = None
    ) -> None:
        self.packet, self.marks, self.edition = packet, marks, marks.edition
        self.lexicon, self.public = lexicon, options.public
        self.alone, self.cited = alone, alone.cited if alone else ()
        self.apparatus = "none" if self.cited else options.apparatus
        witnesses = self.edition.work.witnesses
        self.telegram = alone.telegram if alone else self.edition.work.base.telegram
        pages = self.telegram.filed if alone else [page for witness in witnesses for page in witness.pages]
        self.all_releases = replace(self.telegram, pages=tuple(sorted(pages, key=lambda page: page.order)), leaves=())
        low, high = min(page.span for page in self.telegram.filed), max(page.span for page in self.telegram.filed)
        pages = [page for telegram in packet.telegrams for page in telegram.pages]
        self.pages = Pages(self.packet.draft, [page for page in pages if low <= page.span <= high])
        self.letters = LetterCheck(self.packet.draft, "markup")
        self.letters.refuse_unknown()
        self.facsimile = Facsimile(packet.source, self.all_releases, options)
        self.values = self._values(options)
        self.body = Body(self.packet.draft, self.telegram, self.pages, "markup", self.values.when, self.facsimile)

    def _values(self, options: Options) -> FieldValues:
        """The values of the header: of a release alone what it says, of an edition what its releases together say."""
        if self.alone:
            return FieldValues(self.packet, self.telegram, self.pages, self.lexicon, options)
        voices, work = self.edition.voices, self.edition.work
        releases = [
            ReleaseValues(release.id, voices[release.id], self._values_of(release.telegram, options))
            for release in work.witnesses
            if release is not work.base and not release.is_printing
        ]
        base = voices[work.base.id]
        return AgreedValues(self.packet, self.telegram, self.pages, self.lexicon, options, releases, base)

    def _values_of(self, telegram: Telegram, options: Options) -> FieldValues:
        """The values of a telegram of another release."""
        return FieldValues(self.packet, telegram, Pages(self.packet.draft, list(telegram.pages)), self.lexicon, options)

    def element(self, used: list[str] | None, entry: CatalogueEntry) -> etree._Element:
        """The element; ``used`` are the rules that its header describes, None if that of the corpus does.

        Raises what :func:`teikit.tei.encode` raises if a letter of the base would be lost.
        """
        div = self.body.div()
        if is_empty(div):
            div.append(empty_note())
        apparatus = Apparatus(self.marks, div, self.body.anchors, self.public)
        entries = apparatus.entries()
        ids = set(elements_by_id(div))
        page = self.body.anchors.id_of_page(self.telegram.pages[0])
        annotations = [*self._queries(), *self._open_decisions(ids, page)]
        element = make("TEI", "", self._header(used, entry), id=self.telegram.id or None)
        element.extend(self._source_parts())
        if self.public:
            _remove_pointers_to_source(div)
        element.append(text_element(div, language_of(self.values, entry)))
        if annotations or entries:
            stand_off = make("standOff")
            stand_off.extend([make("listAnnotation", "", *annotations)] if annotations else [])
            stand_off.extend([make("listApp", "", *entries)] if entries else [])
            element.append(stand_off)
        self.letters.refuse_loss(element, self.telegram)
        if self.apparatus != "standoff":
            self._move_apparatus(element, div, entries, apparatus.beside)
        refer(element, self.lexicon.authorities, self.lexicon.posts)
        return element

    def _source_parts(self) -> list[etree._Element]:
        """``facsimile`` and ``sourceDoc`` of all releases, with the files of the input; none for the public."""
        if self.public:
            return []
        files = parts_of(self.packet.source, self.telegram) if self.alone else None
        parts = self.facsimile.element(), source_doc(self.packet, self.all_releases, self.facsimile, files)
        return [part for part in parts if part is not None]

    def _move_apparatus(
        self, element: etree._Element, div: etree._Element, entries: list[etree._Element], beside: list[etree._Element]
    ) -> None:
        """Put the apparatus into the text (``inline``), or remove it; entries ``beside`` their places stay outside."""
        outside = inlined(div, entries, beside) if self.apparatus == "inline" else []
        for entry in entries:
            if entry not in outside:
                remove(entry)
        for name in ("listApp", "standOff"):
            for empty in [node for node in element.iter(q(name)) if not len(node)]:
                remove(empty)

    def _header(self, used: list[str] | None, entry: CatalogueEntry) -> etree._Element:
        """The header, with the releases as witnesses, and those that are only cited."""
        witnesses = [
            self._witness(witness, self.alone.telegram if self.alone else witness.telegram)
            for witness in self.edition.work.witnesses
        ]
        decided = self.packet.draft.decided
        shared = [*resp_stmts(used), *persons(decided)] if used is not None else ()
        header = make("teiHeader", "", file_desc(self.packet, self.telegram, self.values, entry, shared, witnesses))
        header.find(".//{*}sourceDesc").extend(cited_release(self.packet, release.telegram) for release in self.cited)  # type: ignore[union-attr]
        if used is not None:
            draft, pages = self.packet.draft, self.all_releases.pages
            marks = [mark for page in pages for mark in draft.marks if page.span.has(mark.span.start)]
            categories = categories_used(marks, (self.telegram,))
            header.append(encoding_desc("markup", categories, self.lexicon, entry.project_desc()))
            header[-1].extend(variant_encoding(self.apparatus))
        header.extend(profile_desc(self.values, entry))
        header.extend(with_changes(entry.revision_desc(), decided if used is not None else ()))
        return header

    def _witness(self, witness: Witness, telegram: Telegram) -> etree._Element:
        """The ``witness`` of a release: its OCR text, and the date of the release, if that is known."""
        element = witness_of(self.packet, telegram)
        if date := self.edition.released[witness.id]:
            element.append(make("date", f"released {date}", when=date))
        if self.public:
            parts = parts_of(self.packet.source, telegram)
            for digest, name in [(part.digest, part.name) for part in parts] or [(self.packet.source.digest, "")]:
                element.append(make("idno", digest, type="referenced", n=name))
        return element

    def _queries(self) -> Iterator[etree._Element]:
        """An ``annotation`` for each query about a page of any release, or about a page that was filed elsewhere."""
        absent = {page.span.start for page in self.telegram.misfiled}
        about = [
            query
            for query in self.packet.queries
            if is_about(query, self.all_releases) or (query.code == MISFILED and query.offset in absent)
        ]
        for number, query in enumerate(about, 1):
            yield make(
                "annotation",
                "",
                make("note", self._for_readers(query.message), resp="#teikit"),
                id=f"{self.marks.prefix}q{number}",
                motivation="commenting" if query.is_remark else "questioning",
                target=f"#{self._target(query.offset)}",
            )

    def _target(self, offset: int) -> str:
        """The id for a place: of a field, block or page of the base, or of the surface of a page of another release."""
        if self.alone or any(page.span.start <= offset < page.span.end for page in self.telegram.pages) or self.public:
            return self.body.anchors.id_at(offset)
        pages = self.all_releases.pages
        page = next(page for page in pages if page.span.start <= offset < max(page.span.end, offset + 1))
        return surface_id(self.all_releases, page)

    def _open_decisions(self, ids: set[str], page: str) -> Iterator[etree._Element]:
        """An ``annotation`` for each place where nothing decides between the releases.

        It points to the variant there, or to the page with the id ``page`` if the id of the variant is not in ``ids``.
        """
        by_column = {decision.column.base: id for id, decision in self.marks.variants}
        for number, (decision, text) in enumerate(questions(self.edition), 1):
            id = by_column.get(decision.column.base, "")
            yield make(
                "annotation",
                "",
                make("note", self._for_readers(text), resp=f"#{RULE}"),
                id=f"{self.marks.prefix}d{number}",
                motivation="questioning",
                target=f"#{id if id in ids else page}",
            )

    def _for_readers(self, text: str) -> str:
        """A message as it may be in the TEI: without private numbers in an edition for the public."""
        return legal(without_private(text) if self.public else text)


def _remove_pointers_to_source(div: etree._Element) -> None:
    """Remove the pointers to ``sourceDoc`` and ``facsimile``, which are left out."""
    for element in div.iter():
        for name in ("corresp", "facs"):
            element.attrib.pop(name, None)


def variant_encoding(apparatus: str) -> list[etree._Element]:
    """``variantEncoding`` of an apparatus (``inline``, ``standoff``), by the Guidelines; none for ``none``."""
    if apparatus == "none":
        return []
    inside = {"method": "parallel-segmentation", "location": "internal"}
    outside = {"method": "double-end-point", "location": "external"}
    return [make("variantEncoding", **(inside if apparatus == "inline" else outside))]
