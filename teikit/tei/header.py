"""The header: what the telegram says of itself, what it was made from, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from teikit.core.packet import Packet, Telegram
from teikit.lexicon import Lexicon
from teikit.tei.build import legal, make
from teikit.tei.encoding_desc import encoding_desc, marks_used, resp_stmts
from teikit.tei.field_values import Values
from teikit.tei.source_desc import source_desc

PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain/mark/1.0/"


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
    return make(
        "fileDesc",
        "",
        title,
        make("extent", "", measure),
        publication(),
        *remarks(packet, telegram),
        source_desc(packet, telegram, witnesses),
    )


def telegram_title(packet: Packet, telegram: Telegram) -> str:
    """The title of a telegram, or the name of the input where it names itself nowhere."""
    if telegram.kind == "telegram" and telegram.number:
        return telegram.name
    name = legal(packet.source.name)
    return f"{telegram.name[0].upper()}{telegram.name[1:]} in {name}" if telegram.id else name


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
        make("note", legal(note.message) + _where(packet, note.offset), type="processing", n=note.code)
        for note in packet.source.notes
    )
    return [make("notesStmt", "", *notes)]


def _where(packet: Packet, offset: int | None) -> str:
    if offset is None:
        return "."
    line, column = packet.source.position(offset)
    return f"; first in line {line}, column {column}."


def corpus_header(packet: Packet, lexicon: Lexicon, profile: str, rules: Iterable[str]) -> etree._Element:
    """The header of a corpus: what its members share."""
    title = make("titleStmt", "", make("title", legal(packet.source.name), type="main"), *resp_stmts(rules))
    desc = make("fileDesc", "", title, publication(), *remarks(packet, None), source_desc(packet, None))
    return make("teiHeader", "", desc, encoding_desc(profile, marks_used(packet.draft.marks), lexicon))


def profile_desc(values: Values) -> etree._Element:
    """``profileDesc``: language, correspondence, classification."""
    language = make("langUsage", "", make("language", "English", ident="en"))
    return make("profileDesc", "", language, *values.corresp_desc(), *values.text_class())
