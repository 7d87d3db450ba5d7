"""The header: what the telegram says of itself, what it was made from, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from teikit.core.packet import Packet, Telegram
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei.build import legal, make
from teikit.tei.claims import availability, lang_usage
from teikit.tei.encoding_desc import encoding_desc, marks_used, resp_stmts
from teikit.tei.field_values import Values
from teikit.tei.source_desc import source_desc


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
        publication(availability(values.draft, values.first_page, values.lexicon, values.options)),
        *remarks(packet, telegram),
        source_desc(packet, telegram, witnesses, values.described),
    )


def telegram_title(packet: Packet, telegram: Telegram) -> str:
    """The title of a telegram, or the name of the input where it names itself nowhere."""
    if telegram.is_wired and telegram.number:
        return telegram.name
    name = legal(packet.source.name)
    return f"{telegram.name[0].upper()}{telegram.name[1:]} in {name}" if telegram.id else name


def publication(rights: etree._Element | None) -> etree._Element:
    """``publicationStmt``: teikit makes files, people publish them."""
    return make("publicationStmt", "", make("publisher", "not published"), *([] if rights is None else [rights]))


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


def corpus_header(
    packet: Packet, lexicon: Lexicon, profile: str, rules: Iterable[str], options: Options
) -> etree._Element:
    """The header of a corpus: what its members share. What a document shows of its rights stands in its own header."""
    title = make("titleStmt", "", make("title", legal(packet.source.name), type="main"), *resp_stmts(rules))
    published = publication(availability(packet.draft, (), lexicon, options))
    desc = make("fileDesc", "", title, published, *remarks(packet, None), source_desc(packet, None))
    return make(
        "teiHeader", "", desc, encoding_desc(profile, marks_used(packet.draft.marks, packet.telegrams), lexicon)
    )


def profile_desc(values: Values) -> list[etree._Element]:
    """``profileDesc``: language, correspondence, classification; nothing where none of them is known."""
    language = lang_usage(values.draft, values.marks, values.lexicon, values.options)
    spoken = [] if language is None else [language]
    known = [
        *values.described.creation(),
        *values.abstract(),
        *spoken,
        *values.corresp_desc(),
        *values.text_class(),
    ]
    return [make("profileDesc", "", *known)] if known else []
