"""A packet of telegrams as TEI: one document, a corpus, or one document for each telegram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from teikit.core import kinds
from teikit.core.packet import Packet, Query, Telegram
from teikit.edition.table import NO_ROW
from teikit.lexicon import Lexicon
from teikit.options import DEFAULT_OPTIONS, Options
from teikit.tei.build import LANG, indent, legal, make, pointer
from teikit.tei.header.catalogue import CatalogueEntry, models
from teikit.tei.header.catalogue_lookup import identify, of_corpus, of_telegram, sole_document
from teikit.tei.header.decisions import persons, with_changes
from teikit.tei.header.encoding_desc import categories_used, encoding_desc, resp_stmts
from teikit.tei.header.field_values import FieldValues
from teikit.tei.header.source_desc import state_once
from teikit.tei.header.tei_header import corpus_header, file_desc, language_of, profile_desc
from teikit.tei.letters import LetterCheck
from teikit.tei.text.body import Body, is_empty
from teikit.tei.text.facsimile import Facsimile
from teikit.tei.text.page_marks import Pages
from teikit.tei.text.referring import refer
from teikit.tei.text.source import source_doc

STRUCTURAL = tuple(
    """teiCorpus TEI teiHeader fileDesc titleStmt respStmt extent publicationStmt availability seriesStmt notesStmt
    sourceDesc msDesc msIdentifier msContents additional surrogates listWit encodingDesc projectDesc editorialDecl
    correction normalization hyphenation segmentation interpretation classDecl keywords revisionDesc
    taxonomy category appInfo application profileDesc langUsage correspDesc correspAction correspContext textClass
    facsimile text body div floatingText standOff listAnnotation annotation listApp app postscript""".split()  # noqa: SIM905
)
"""Elements that hold no text of their own: white space in them means nothing, so their children are indented."""


def encode(packet: Packet, lexicon: Lexicon, options: Options = DEFAULT_OPTIONS) -> list[tuple[str, etree._Element]]:
    """The TEI of a packet, as pairs of a suffix for the file name and a root element.

    Without ``options.split`` there is one pair with an empty suffix: ``TEI``, or ``teiCorpus`` if the input holds
    several telegrams. With it there is a pair for each telegram, with its id. Raises
    :class:`~teikit.errors.OutputInvalid` for a mark of an unknown kind (OUTPUT-KIND), and if the TEI would lose a
    letter of the input (OUTPUT-LETTERS).
    """
    if not options.suggestions:
        packet = replace(packet, draft=replace(packet.draft, suggested=()))
    encoder = _Encoder(packet, lexicon, options)
    if len(packet.telegrams) == 1:
        return [("", encoder.document(packet, packet.telegrams[0]))]
    if options.split:
        parts = [(telegram, _part(packet, telegram)) for telegram in packet.telegrams]
        return [(telegram.id, encoder.document(part, telegram)) for telegram, part in parts]
    return [("", encoder.corpus())]


def serialize(root: etree._Element) -> bytes:
    """The bytes of a document: UTF-8 with an XML declaration, indented where white space means nothing (in place)."""
    indent(root, STRUCTURAL)
    declaration, element = etree.tostring(root, encoding="utf-8", xml_declaration=True).split(b"\n", 1)
    before = (etree.tostring(node) for node in reversed([*root.itersiblings(preceding=True)]))
    return b"\n".join([declaration, *before, element]) + b"\n"


def with_models(root: etree._Element, options: Options) -> etree._Element:
    """A document, preceded by an instruction ``xml-model`` for each schema of its edition."""
    for model in models(options.edition):
        root.addprevious(model)
    return root


def _part(packet: Packet, telegram: Telegram) -> Packet:
    """A packet of one of the telegrams only, with the queries about its pages."""
    queries = tuple(query for query in packet.queries if is_about(query, telegram))
    return replace(packet, queries=queries, telegrams=(telegram,))


def is_about(query: Query, telegram: Telegram) -> bool:
    """Whether a query is about a page of a telegram."""
    return any(page.span.has(query.offset) for page in telegram.pages)


class _Encoder:
    """Makes the TEI elements of the telegrams of one packet."""

    def __init__(self, packet: Packet, lexicon: Lexicon, options: Options) -> None:
        self.packet, self.lexicon, self.options = packet, lexicon, options
        pages = [page for telegram in packet.telegrams for page in telegram.pages]
        self.letters = LetterCheck(packet.draft, options.profile)
        self.letters.refuse_unknown()
        self.letters.refuse_outside(pages)
        self.pages = Pages(packet.draft, pages)

    def values(self, packet: Packet, telegram: Telegram) -> FieldValues:
        """The values of the header of a telegram."""
        return FieldValues(packet, telegram, self.pages, self.lexicon, self.options)

    def document(self, packet: Packet, telegram: Telegram) -> etree._Element:
        """A telegram as a document of its own, whose header holds everything."""
        values = self.values(packet, telegram)
        entry = of_telegram(packet, telegram, values, self.options.edition, alone=True)
        root = self.element(packet, telegram, values, entry)
        identify(root, entry, telegram.id)
        return with_models(root, self.options)

    def corpus(self) -> etree._Element:
        """All telegrams of the packet as ``teiCorpus``, with a header of what they share."""
        packet, options = self.packet, self.options
        members = [self.values(packet, telegram) for telegram in packet.telegrams]
        entry = of_corpus(packet, self.lexicon, options.edition, members)
        header = corpus_header(packet, self.lexicon, options.profile, responsible_for(packet), options, entry)
        root = make("teiCorpus", "", header)
        subject = sole_document(members)
        for telegram, values in zip(packet.telegrams, members, strict=True):
            of_file = entry.row if values is subject else NO_ROW
            own = of_telegram(packet, telegram, values, options.edition, alone=False, of_file=of_file)
            root.append(self.element(packet, telegram, values, own))
        state_once(root)
        identify(root, entry, "")
        return with_models(root, options)

    def element(self, packet: Packet, telegram: Telegram, values: FieldValues, entry: CatalogueEntry) -> etree._Element:
        """The element ``TEI`` of a telegram: header, facsimile, source, text and annotations.

        ``values`` are those of its fields, ``entry`` is its row of the publisher's table. Raises OUTPUT-LETTERS if a
        letter of it would be lost or occur twice.
        """
        options = self.options
        facsimile = Facsimile(packet.source, telegram, options)
        body = Body(packet.draft, telegram, self.pages, options.profile, values.when, facsimile)
        div = body.div()
        if is_empty(div) or not packet.source.text.strip():
            div.append(empty_note())
        element = make("TEI", "", self._header(packet, telegram, values, entry), id=telegram.id or None)
        parts = (facsimile.element(), source_doc(packet, telegram, facsimile))
        element.extend(part for part in parts if part is not None)
        element.append(text_element(div, language_of(values, entry)))
        annotations = [
            *body.inline.profile.annotations,
            *_annotations(packet, telegram, body),
            *_suggestions(packet, telegram, body),
        ]
        if annotations:
            element.append(make("standOff", "", make("listAnnotation", "", *annotations)))
        self.letters.refuse_loss(element, telegram)
        refer(element, self.lexicon.authorities, self.lexicon.posts)
        return element

    def _header(self, packet: Packet, telegram: Telegram, values: FieldValues, entry: CatalogueEntry) -> etree._Element:
        """The ``teiHeader`` of a document; that of the root also says how the edition was made."""
        responsible = responsible_for(packet) if entry.is_root else ()
        header = make("teiHeader", "", file_desc(packet, telegram, values, entry, responsible))
        if entry.is_root:
            used = categories_used(values.marks, (telegram,))
            header.append(encoding_desc(self.options.profile, used, self.lexicon, entry.project_desc()))
        header.extend(profile_desc(values, entry))
        header.extend(with_changes(entry.revision_desc(), packet.draft.decided if entry.is_root else ()))
        return header


def empty_note() -> etree._Element:
    """The note in a division without text."""
    return make("note", "The input holds no text.", type="processing", place="inline")


def text_element(div: etree._Element, language: str | None) -> etree._Element:
    """``text`` with its division, and the code of its language if that is known."""
    text = make("text", "", make("body", "", div))
    if language:
        text.set(LANG, language)
    return text


def _annotations(packet: Packet, telegram: Telegram, body: Body) -> list[etree._Element]:
    """An ``annotation`` for each query about a telegram, which points to the field, block or page that it is about."""
    about = [query for query in packet.queries if is_about(query, telegram)]
    return [
        make(
            "annotation",
            "",
            make("note", legal(query.message), resp="#teikit"),
            id=f"{body.prefix}q{number}",
            motivation="commenting" if query.is_remark else "questioning",
            target=f"#{body.anchors.id_at(query.offset)}",
        )
        for number, query in enumerate(about, 1)
    ]


def _suggestions(packet: Packet, telegram: Telegram, body: Body) -> Iterator[etree._Element]:
    """An ``annotation`` for each correction too uncertain to be made, with a pointer to the OCR text."""
    pages = [page.span for page in telegram.pages]
    about = [edit for edit in packet.draft.suggested if any(a <= edit.span.start < b for a, b in pages)]
    for number, edit in enumerate(about, 1):
        before = packet.source.text[edit.span.start : edit.span.end]
        text = legal(f"{before} may read {edit.new or 'nothing'}: {edit.why}")
        place = pointer(packet.source, edit.span)
        yield make(
            "annotation",
            "",
            make("ptr", target=place),
            make("note", text, resp=f"#{edit.rule}", cert=str(edit.cert)),
            id=f"{body.prefix}r{number}",
            motivation="questioning",
            target=f"#{body.anchors.id_at(edit.span.start)}",
        )


def responsible_for(packet: Packet) -> list[etree._Element]:
    """A ``respStmt`` for each rule, and for each person who decided."""
    return [*resp_stmts(rules_in(packet)), *persons(packet.draft.decided)]


def rules_in(packet: Packet) -> list[str]:
    """The names of the rules whose work the TEI shows, in order: those of edits, suggestions and gaps."""
    rules = {edit.rule for edit in (*packet.draft.edits, *packet.draft.suggested) if not edit.who}
    rules |= {mark.rule for mark in packet.draft.marks if mark.kind == kinds.GAP and not mark.who}
    return sorted(rules)
