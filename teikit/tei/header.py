"""The header: what the telegram says of itself, what it was made from, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from teikit.core.packet import Packet, Telegram
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei.build import legal, make
from teikit.tei.catalogue import Catalogued
from teikit.tei.claims import availability, lang_usage, languages
from teikit.tei.decisions import with_changes
from teikit.tei.documented import options_of
from teikit.tei.encoding_desc import encoding_desc, marks_used
from teikit.tei.field_values import Values
from teikit.tei.source_desc import source_desc


def file_desc(
    packet: Packet,
    telegram: Telegram,
    values: Values,
    catalogued: Catalogued,
    shared: Iterable[etree._Element],
    witnesses: Sequence[etree._Element] = (),
) -> etree._Element:
    """``fileDesc`` of one telegram; ``shared`` are the respStmts, unless they stand in the header of a corpus.

    ``catalogued`` is what the publisher says of it; ``witnesses`` are its releases, where it has several.
    """
    title = make("titleStmt", "", make("title", catalogued.title or telegram_title(packet, telegram), type="main"))
    if not catalogued.is_sent and (subtitle := values.subtitle()):
        title.append(make("title", subtitle, type="sub"))
    authors = catalogued.authors()
    if values.signature and not authors:
        authors = [make("author", "", make("persName", values.signature))]
    title.extend([*authors, *catalogued.editors(), *shared])
    pages = len(telegram.pages)
    measure = make("measure", f"{pages} page{'s' if pages > 1 else ''}", unit="page", quantity=str(pages))
    options = options_of(catalogued.row, values.options)
    return make(
        "fileDesc",
        "",
        title,
        make("extent", "", measure),
        publication(catalogued, availability(values.draft, values.first_page, values.lexicon, options)),
        *catalogued.series(),
        *remarks(packet, telegram),
        source_desc(packet, telegram, witnesses, values.described, catalogued),
    )


def telegram_title(packet: Packet, telegram: Telegram) -> str:
    """The title of a telegram, or the name of the input where the telegram has no name."""
    if telegram.is_wired and telegram.number:
        return telegram.name
    name = legal(packet.source.name)
    return f"{telegram.name[0].upper()}{telegram.name[1:]} in {name}" if telegram.id else name


def publication(catalogued: Catalogued, rights: etree._Element | None) -> etree._Element:
    """``publicationStmt``: teikit makes files, people publish them."""
    licensed = catalogued.licensed(rights)
    return make("publicationStmt", "", *catalogued.published(), *([] if licensed is None else [licensed]))


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
    packet: Packet,
    lexicon: Lexicon,
    profile: str,
    shared: Iterable[etree._Element],
    options: Options,
    catalogued: Catalogued,
) -> etree._Element:
    """The header of a corpus: what its members share, ``shared`` are its respStmts.

    What a document shows of its rights and its language stands in its own header.
    """
    options = options_of(catalogued.row, options)
    main = make("title", catalogued.title or legal(packet.source.name), type="main")
    title = make("titleStmt", "", main, *catalogued.authors(), *catalogued.editors(), *shared)
    published = publication(catalogued, availability(packet.draft, (), lexicon, options))
    source = source_desc(packet, None, catalogued=catalogued)
    desc = make("fileDesc", "", title, published, *catalogued.series(), *remarks(packet, None), source)
    used = marks_used(packet.draft.marks, packet.telegrams)
    header = make("teiHeader", "", desc, encoding_desc(profile, used, lexicon, catalogued.project_desc()))
    keywords = list(catalogued.keywords())
    spoken = lang_usage(packet.draft, (), lexicon, options) if catalogued.row.get("language") else None
    known = [
        *catalogued.creation(),
        *([] if spoken is None else [spoken]),
        *([] if catalogued.has_one else catalogued.corrected(())),
        *([make("textClass", "", *keywords)] if keywords else []),
    ]
    header.extend([make("profileDesc", "", *known)] if known else [])
    header.extend(with_changes(catalogued.revision_desc(), packet.draft.decided))
    return header


def profile_desc(values: Values, catalogued: Catalogued) -> list[etree._Element]:
    """``profileDesc``: language, correspondence, classification; nothing where none of them is known."""
    language = lang_usage(values.draft, values.marks, values.lexicon, options_of(catalogued.row, values.options))
    spoken = [] if language is None else [language]
    classes = list(values.text_class())
    if keywords := list(catalogued.keywords()):
        classes = classes or [make("textClass")]
        classes[0].extend(keywords)
    known = [
        *(catalogued.creation() or values.creation()),
        *values.abstract(),
        *spoken,
        *catalogued.corrected(values.corresp_desc()),
        *classes,
    ]
    return [make("profileDesc", "", *known)] if known else []


def language_of(values: Values, catalogued: Catalogued) -> str | None:
    """The language of a text, where that is known and just one."""
    codes = languages(values.draft, values.marks, values.lexicon, options_of(catalogued.row, values.options))
    return codes[0] if len(codes) == 1 else None
