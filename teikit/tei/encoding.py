"""A packet of telegrams as TEI: one document, or a corpus, or one document for each telegram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from teikit.core import kinds
from teikit.core.packet import Packet, Query, Telegram
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei.body import Body, is_empty
from teikit.tei.build import indent, legal, make, pointer
from teikit.tei.encoding_desc import encoding_desc, marks_used, resp_stmts
from teikit.tei.facsimile import Facsimile
from teikit.tei.field_values import Values
from teikit.tei.flow import Pages
from teikit.tei.header import corpus_header, file_desc, profile_desc
from teikit.tei.letters import Letters
from teikit.tei.source import source_doc

DEFAULT = Options()
STRUCTURAL = tuple(
    """teiCorpus TEI teiHeader fileDesc titleStmt respStmt extent publicationStmt availability notesStmt sourceDesc
    listWit encodingDesc editorialDecl correction normalization hyphenation segmentation interpretation classDecl
    taxonomy category appInfo application profileDesc langUsage correspDesc correspAction correspContext textClass
    facsimile text body div floatingText standOff listAnnotation annotation listApp app postscript""".split()  # noqa: SIM905
)


def encode(packet: Packet, lexicon: Lexicon, options: Options = DEFAULT) -> list[tuple[str, etree._Element]]:
    """The TEI of a packet, as pairs of a name suffix and a root element.

    Without ``options.split`` there is one pair with an empty suffix: ``TEI``, or ``teiCorpus`` if the input holds
    several telegrams. With it there is one for each telegram. Raises :class:`~teikit.errors.OutputInvalid` for a mark
    of a kind there is not, and where the TEI would lose a letter of the input.
    """
    if not options.suggestions:
        packet = replace(packet, draft=replace(packet.draft, suggested=()))
    encoder = _Encoder(packet, lexicon, options)
    if len(packet.telegrams) == 1:
        return [("", encoder.element(packet, packet.telegrams[0], alone=True))]
    if options.split:
        parts = [(telegram, _part(packet, telegram)) for telegram in packet.telegrams]
        return [(telegram.id, encoder.element(part, telegram, alone=True)) for telegram, part in parts]
    corpus = make("teiCorpus", "", corpus_header(packet, lexicon, options.profile, rules(packet), options))
    corpus.extend(encoder.element(packet, telegram, alone=False) for telegram in packet.telegrams)
    return [("", corpus)]


def serialize(root: etree._Element) -> bytes:
    """The bytes of a document: UTF-8, indented where white space means nothing."""
    indent(root, STRUCTURAL)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _part(packet: Packet, telegram: Telegram) -> Packet:
    """A packet as one of its telegrams sees it: with the queries about its own pages."""
    queries = tuple(query for query in packet.queries if is_about(query, telegram))
    return replace(packet, queries=queries, telegrams=(telegram,))


def is_about(query: Query, telegram: Telegram) -> bool:
    """Whether a query is about a page of a telegram."""
    return any(page.span.start <= query.offset < max(page.span.end, page.span.start + 1) for page in telegram.pages)


class _Encoder:
    """Makes the TEI elements of the telegrams of one packet."""

    def __init__(self, packet: Packet, lexicon: Lexicon, options: Options) -> None:
        self.lexicon, self.options = lexicon, options
        pages = [page for telegram in packet.telegrams for page in telegram.pages]
        self.letters = Letters(packet.draft, options.profile)
        self.letters.refuse_unknown()
        self.letters.refuse_outside(pages)
        self.pages = Pages(packet.draft, pages)

    def element(self, packet: Packet, telegram: Telegram, alone: bool) -> etree._Element:
        """One TEI element; if it stands ``alone`` its header holds everything."""
        options = self.options
        values = Values(packet, telegram, self.pages, self.lexicon, options)
        facsimile = Facsimile(packet.source, telegram, options)
        body = Body(packet.draft, telegram, self.pages, options.profile, values.when, facsimile)
        div = body.div()
        if is_empty(div) or not packet.source.text.strip():
            message = "The input holds no text."
            div.append(make("note", message, type="processing", place="inline"))
        element = make("TEI", "", self._header(packet, telegram, values, alone), id=telegram.id or None)
        parts = (facsimile.element(), source_doc(packet, telegram, facsimile))
        element.extend(part for part in parts if part is not None)
        element.append(make("text", "", make("body", "", div)))
        annotations = [
            *body.inline.profile.annotations,
            *_annotations(packet, telegram, body),
            *_suggestions(packet, telegram, body),
        ]
        if annotations:
            element.append(make("standOff", "", make("listAnnotation", "", *annotations)))
        self.letters.refuse_loss(element, telegram)
        return element

    def _header(self, packet: Packet, telegram: Telegram, values: Values, alone: bool) -> etree._Element:
        responsible = resp_stmts(rules(packet)) if alone else ()
        header = make("teiHeader", "", file_desc(packet, telegram, values, responsible))
        if alone:
            header.append(encoding_desc(self.options.profile, marks_used(values.marks, (telegram,)), self.lexicon))
        header.extend(profile_desc(values))
        return header


def _annotations(packet: Packet, telegram: Telegram, body: Body) -> list[etree._Element]:
    """The queries about one telegram, each pointing to the field or the page it is about."""
    about = [query for query in packet.queries if is_about(query, telegram)]
    return [
        make(
            "annotation",
            "",
            make("note", legal(query.message), resp="#teikit"),
            id=f"{body.prefix}q{number}",
            motivation="commenting" if query.remark else "questioning",
            target=f"#{body.anchors.of(query.offset)}",
        )
        for number, query in enumerate(about, 1)
    ]


def _suggestions(packet: Packet, telegram: Telegram, body: Body) -> Iterator[etree._Element]:
    """What was too uncertain to be made: each points to its page, and to the characters of the source."""
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
            target=f"#{body.anchors.of(edit.span.start)}",
        )


def rules(packet: Packet) -> list[str]:
    """The rules whose work the TEI shows: of edits and suggestions, and of gaps that were inferred."""
    rules = {edit.rule for edit in (*packet.draft.edits, *packet.draft.suggested)}
    rules |= {mark.rule for mark in packet.draft.marks if mark.kind == kinds.GAP}
    return sorted(rules)
