"""The header: what the telegram says of itself, what it was made from, what was done to it, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import regex
from lxml import etree

from teikit import __version__
from teikit.core import Span, kinds
from teikit.core.packet import Packet, Telegram
from teikit.lexicon import Lexicon
from teikit.rulebook import docstring_of
from teikit.tei.build import ILLEGAL, g_name, make, pointer
from teikit.tei.field_values import Values
from teikit.tei.profiles import PROFILES
from teikit.tei.source import is_referenced

if TYPE_CHECKING:
    from teikit.core import Mark, Part, Source

PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain/mark/1.0/"
PROSE = {
    "normalization": "Blank lines and the spacing of columns are not recorded in the text; the markup of the OCR "
    "engine (asterisks, page headings, form feeds) is left out of it. Both stand in sourceDoc.",
    "hyphenation": "A hyphen that only divides a word at the end of a line is recorded on the line break and not in "
    "the text.",
    "segmentation": "Lines are kept as the OCR has them. What belongs to the page and not to the message (letterhead, "
    "classification, caption, running head, page number, catchword) is forme work; what was put on the page later "
    "(stamps, exemption codes) is a note.",
    "interpretation": "Text withheld by reviewers is a gap, analysed by the exemption claimed beside it or, where the "
    "layout of the page is not known, nearest to it on its page. A gap with evidence is inferred from a code in the "
    "margin or from white space on the page; one without was shown by brackets.",
}


def file_desc(
    packet: Packet,
    telegram: Telegram,
    values: Values,
    shared: Iterable[etree._Element],
    witnesses: Sequence[etree._Element] = (),
) -> etree._Element:
    """``fileDesc`` of one telegram; ``shared`` are the respStmts, if they do not stand in the header of a corpus.

    ``witnesses`` are its releases, where it has several.
    """
    title = make("titleStmt", "", make("title", telegram_title(packet, telegram), type="main"))
    if subtitle := values.subtitle():
        title.append(make("title", subtitle, type="sub"))
    if values.signature:
        title.append(make("author", "", make("persName", values.signature)))
    title.extend(shared)
    pages = len(telegram.pages)
    measure = make("measure", f"{pages} page{'s' if pages > 1 else ''}", unit="page", quantity=str(pages))
    found = witnesses or [witness_of(packet, telegram)]
    return make(
        "fileDesc",
        "",
        title,
        make("extent", "", measure),
        publication(),
        *remarks(packet, telegram),
        make("sourceDesc", "", make("listWit", "", *found), *bibl(packet, telegram)),
    )


def bibl(packet: Packet, telegram: Telegram) -> Iterator[etree._Element]:
    """``bibl``: what a METS or a bag says of the document, as it is written there."""
    said = packet.source.metadata
    if not said:
        return
    element = make("bibl", id=f"{telegram.id}.B1" if telegram.id else "B1")
    parts = [make("title", visible(said.title))] if said.title else []
    parts += [make("author", visible(name)) for name in said.creators]
    if said.date:
        parts.append(make("date", visible(said.date), when=said.date if is_day(said.date) else None))
    parts += [make("orgName", visible(said.repository))] if said.repository else []
    parts += [make("idno", visible(one), type="identifier") for one in said.identifiers]
    parts += [make("note", visible(said.rights), type="rights")] if said.rights else []
    for part in parts:
        part.tail = " "
    element.extend(parts)
    yield element


def is_day(text: str) -> bool:
    """Whether a date is written as a day that there is: ``1962-10-28``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def telegram_title(packet: Packet, telegram: Telegram) -> str:
    """The title of a telegram, or the name of the input where it names itself nowhere."""
    if telegram.kind == "telegram" and telegram.number:
        return telegram.name
    return (
        f"{telegram.name[0].upper()}{telegram.name[1:]} in {packet.source.name}"
        if telegram.id
        else visible(packet.source.name)
    )


def visible(text: str) -> str:
    """A text without characters that XML forbids, which are named instead."""
    return ILLEGAL.sub(lambda match: f"⟨{g_name(match[0])}⟩", text)


def publication() -> etree._Element:
    """``publicationStmt``: teikit makes files, people publish them."""
    licence = make(
        "licence",
        "A work of the United States Government, free of copyright in the United States (17 U.S.C. 105).",
        target=PUBLIC_DOMAIN,
    )
    return make(
        "publicationStmt", "", make("publisher", "not published"), make("availability", "", licence, status="free")
    )


def remarks(packet: Packet, telegram: Telegram | None) -> list[etree._Element]:
    """``notesStmt``: what was odd about the input, once in a file."""
    if not packet.source.notes or (telegram is not None and telegram.id):
        return []
    notes = (
        make("note", visible(note.message) + _where(packet, note.offset), type="processing", n=note.code)
        for note in packet.source.notes
    )
    return [make("notesStmt", "", *notes)]


def _where(packet: Packet, offset: int | None) -> str:
    if offset is None:
        return "."
    line, column = packet.source.position(offset)
    return f"; first in line {line}, column {column}."


def witness_of(packet: Packet, telegram: Telegram | None) -> etree._Element:
    """One OCR text: its name, where in it the telegram stands, and what it takes to give its bytes back."""
    source = packet.source
    witness = make("witness", "OCR text ", id=witness_id(telegram) if telegram else "R1")
    if telegram:
        if telegram.kind == "telegram" and telegram.id:
            witness.set("n", f"release {telegram.release}")
        for span in _spans(telegram):
            start, name = source.origin(span.start)
            text = f"characters {span.start - start} to {span.end - start}" + (f" of {name}" if source.members else "")
            witness.append(make("ref", visible(text), target=pointer(source, span)))
            witness[-1].tail = " "
    for part in parts_of(source, telegram):
        witness.append(make("idno", part.digest, type="sha256", n=part.name))
        if is_referenced(part):
            witness.append(make("idno", part.digest, type="referenced", n=part.name))
    if not source.parts:
        witness.append(make("idno", source.digest, type="sha256"))
    witness.append(make("idno", source.encoding, type="encoding"))
    if source.bom:
        witness.append(make("idno", source.bom.hex().upper(), type="bom"))
    return witness


def witness_id(telegram: Telegram) -> str:
    """The xml:id of the witness of a release."""
    return f"{telegram.id}.R{telegram.release}" if telegram.id else f"R{telegram.release}"


def parts_of(source: Source, telegram: Telegram | None) -> list[Part]:
    """The files of the input that a telegram stands in; of an input that was not joined with others, all."""
    if not telegram or not source.members:
        return list(source.parts)
    name = source.origin(telegram.pages[0].span.start)[1]
    return [part for part in source.parts if part.name == name or part.name.startswith(f"{name}/")]


def _spans(telegram: Telegram) -> list[Span]:
    """Where the pages of a telegram stand in the source, pages that follow each other as one stretch."""
    spans: list[Span] = []
    for page in sorted(telegram.pages, key=lambda page: page.order):
        if spans and spans[-1].end == page.span.start and not page.first:
            spans[-1] = Span(spans[-1].start, page.span.end)
        else:
            spans.append(page.span)
    return spans


def resp_stmts(rules: Iterable[str]) -> list[etree._Element]:
    """A respStmt for each rule that was used, and one for teikit itself, which raises the queries."""
    described = {
        "teikit": "encoding, and queries about what contradicts itself",
        **{rule: docstring_of(rule).splitlines()[0] for rule in rules},
    }
    return [
        make("respStmt", "", make("resp", text), make("name", "teikit"), id=rule) for rule, text in described.items()
    ]


def encoding_desc(profile: str, used: Mapping[str, Iterable[str]], lexicon: Lexicon) -> etree._Element:
    """``encodingDesc``: editorial declaration, taxonomies of what occurs, the application."""
    paragraph, method = make("p", PROFILES[profile].prose), PROFILES[profile].method
    decl = make("editorialDecl", "", make("correction", "", paragraph, method=method, status="medium"))
    attributes = {"normalization": {"method": "silent"}, "hyphenation": {"eol": "hard"}}
    for name, text in PROSE.items():
        decl.append(make(name, "", make("p", text), **attributes.get(name, {})))
    desc = make("encodingDesc", "", decl)
    taxonomies = [taxonomy for kind, ids in used.items() if (taxonomy := _taxonomy(kind, ids, lexicon)) is not None]
    if taxonomies:
        desc.append(make("classDecl", "", *taxonomies))
    desc.append(
        make("appInfo", "", make("application", "", make("label", "teikit"), ident="teikit", version=_version()))
    )
    return desc


def _version() -> str:
    """The numbers of the version, which are all that the schema takes."""
    return regex.match(r"[0-9]+(?:\.[0-9]+){0,3}", __version__)[0]  # type: ignore[index]


def _taxonomy(kind: str, ids: Iterable[str], lexicon: Lexicon) -> etree._Element | None:
    described = {
        banner.id: f"{banner.form.title()}: {banner.meaning}" if banner.meaning else banner.form.title()
        for banner in lexicon.banners
        if banner.kind == kind
    }
    if kind == kinds.EXEMPTION:
        described = {
            id: f"{entry.authority}, {entry.section}: {entry.meaning}" for id, entry in lexicon.categories.items()
        }
    categories = [
        make("category", "", make("catDesc", described[id]), id=id) for id in sorted(set(ids)) if id in described
    ]
    return make("taxonomy", "", *categories, id=kind) if categories else None


def corpus_header(packet: Packet, lexicon: Lexicon, profile: str, rules: Iterable[str]) -> etree._Element:
    """The header of a corpus: what its members share."""
    title = make("titleStmt", "", make("title", visible(packet.source.name), type="main"), *resp_stmts(rules))
    listed = make("sourceDesc", "", make("listWit", "", witness_of(packet, None)))
    desc = make("fileDesc", "", title, publication(), *remarks(packet, None), listed)
    return make("teiHeader", "", desc, encoding_desc(profile, marks_used(packet.draft.marks), lexicon))


def profile_desc(values: Values) -> etree._Element:
    """``profileDesc``: language, correspondence, classification."""
    language = make("langUsage", "", make("language", "English", ident="en"))
    return make("profileDesc", "", language, *values.corresp_desc(), *values.text_class())


def marks_used(marks: Iterable[Mark]) -> dict[str, set[str]]:
    """The ids of banners and exemptions that occur, by taxonomy."""
    used: dict[str, set[str]] = {kind: set() for kind in (kinds.CLASSIFICATION, kinds.CAPTION, kinds.EXEMPTION)}
    for mark in marks:
        if mark.kind in (kinds.CLASSIFICATION, kinds.CAPTION):
            used[mark.kind].add(mark.get("id"))
        used[kinds.EXEMPTION].update(mark.get("ana").split())
    return used
