"""``teiHeader``: the document's own facts, its sources, and what the publisher says about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml import etree

from teikit.core.packet import Packet, Telegram
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei.build import legal, make
from teikit.tei.header.catalogue import CatalogueEntry
from teikit.tei.header.catalogue_lookup import options_of
from teikit.tei.header.claims import availability, lang_usage, languages
from teikit.tei.header.decisions import with_changes
from teikit.tei.header.encoding_desc import categories_used, encoding_desc
from teikit.tei.header.field_values import FieldValues
from teikit.tei.header.source_desc import source_desc
from teikit.tei.header.text_class import text_class


def file_desc(
    packet: Packet,
    telegram: Telegram,
    values: FieldValues,
    entry: CatalogueEntry,
    shared: Iterable[etree._Element],
    witnesses: Sequence[etree._Element] = (),
) -> etree._Element:
    """``fileDesc`` of one telegram.

    ``shared`` holds its ``respStmt``, unless they are in the header of a corpus; ``witnesses`` are the releases that
    it was collated from.
    """
    title = make("titleStmt", "", make("title", entry.title or telegram_title(packet, telegram), type="main"))
    if not entry.has_correspondence and (subtitle := values.subtitle()):
        title.append(make("title", subtitle, type="sub"))
    authors = entry.authors()
    if values.signature and not authors:
        authors = [make("author", "", make("persName", values.signature))]
    title.extend([*authors, *entry.editors(), *shared])
    pages = len(telegram.pages)
    measure = make("measure", f"{pages} page{'s' if pages > 1 else ''}", unit="page", quantity=str(pages))
    options = options_of(entry.row, values.options)
    return make(
        "fileDesc",
        "",
        title,
        make("extent", "", measure),
        publication(entry, availability(values.draft, options)),
        *entry.series(),
        *remarks(packet, telegram),
        source_desc(packet, telegram, witnesses, values.archival, entry),
    )


def telegram_title(packet: Packet, telegram: Telegram) -> str:
    """The title of a telegram: its number, else the name of the input, with its place in an input of several.

    A number of digits alone says little, so the kind of document precedes it: ``Telegram 1226``. One digit alone may be
    a speck.
    """
    if telegram.is_wired and len(telegram.number) > 1:
        return f"{telegram.genre.capitalize()} {telegram.name}" if telegram.number.isdigit() else telegram.name
    name = legal(packet.source.name)
    called = (replace(telegram, number="") if len(telegram.number) == 1 else telegram).name
    return f"{called[0].upper()}{called[1:]} in {name}" if telegram.id else name


def publication(entry: CatalogueEntry, rights: etree._Element | None) -> etree._Element:
    """``publicationStmt``: what the publisher says, and the ``rights`` in the text."""
    available = entry.availability(rights)
    return make("publicationStmt", "", *entry.publication(), *([] if available is None else [available]))


def remarks(packet: Packet, telegram: Telegram | None) -> list[etree._Element]:
    """``notesStmt`` with the notes on the input: of one telegram alone, or of the corpus (``telegram`` is None)."""
    if not packet.source.notes or (telegram is not None and telegram.id):
        return []
    notes = (
        make("note", legal(note.message) + _where(packet, note.offset), type="processing", n=note.code)
        for note in packet.source.notes
    )
    return [make("notesStmt", "", *notes)]


def _where(packet: Packet, offset: int | None) -> str:
    """The end of a note: the first place for which it is true, if that is known."""
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
    entry: CatalogueEntry,
) -> etree._Element:
    """The header of a corpus: what its members share; ``shared`` holds the ``respStmt``.

    The language that a member shows itself is in its own header.
    """
    options = options_of(entry.row, options)
    main = make("title", entry.title or legal(packet.source.name), type="main")
    title = make("titleStmt", "", main, *entry.authors(), *entry.editors(), *shared)
    published = publication(entry, availability(packet.draft, options))
    source = source_desc(packet, None, entry=entry)
    desc = make("fileDesc", "", title, published, *entry.series(), *remarks(packet, None), source)
    used = categories_used(packet.draft.marks, packet.telegrams)
    header = make("teiHeader", "", desc, encoding_desc(profile, used, lexicon, entry.project_desc()))
    keywords = list(entry.keywords())
    spoken = lang_usage(packet.draft, (), lexicon, options) if entry.row.get("language") else None
    children = [
        *entry.creation(),
        *([] if spoken is None else [spoken]),
        *([] if entry.has_sole_document else entry.corresp_desc(())),
        *([make("textClass", "", *keywords)] if keywords else []),
    ]
    header.extend([make("profileDesc", "", *children)] if children else [])
    header.extend(with_changes(entry.revision_desc(), packet.draft.decided))
    return header


def profile_desc(values: FieldValues, entry: CatalogueEntry) -> list[etree._Element]:
    """``profileDesc``: date, subject, language, correspondence, classification; empty if nothing is known."""
    language = lang_usage(values.draft, values.marks, values.lexicon, options_of(entry.row, values.options))
    spoken = [] if language is None else [language]
    classes = list(text_class(values.draft, values.telegram, values.own, values.lexicon))
    if keywords := list(entry.keywords()):
        classes = classes or [make("textClass")]
        classes[0].extend(keywords)
    children = [
        *(entry.creation() or values.creation()),
        *values.abstract(),
        *spoken,
        *entry.corresp_desc(values.corresp_desc()),
        *classes,
    ]
    return [make("profileDesc", "", *children)] if children else []


def language_of(values: FieldValues, entry: CatalogueEntry) -> str | None:
    """The code of the language of a text; None if it is unknown, or there are several."""
    codes = languages(values.draft, values.marks, values.lexicon, options_of(entry.row, values.options))
    return codes[0] if len(codes) == 1 else None
