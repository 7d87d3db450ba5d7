"""The catalogue entry of each TEI element: the row of the publisher's table about it, and the values for patterns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from teikit.core.genres import SHEET
from teikit.core.packet import Packet, Telegram
from teikit.edition import NO_EDITION, CatalogueRow, Edition
from teikit.edition.patterns import told_apart, xml_id
from teikit.edition.table import NO_ROW
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei.build import ID, legal
from teikit.tei.header.catalogue import CatalogueEntry
from teikit.tei.header.corresp_facts import facts_of
from teikit.tei.header.field_values import FieldValues
from teikit.tei.header.sheets import ArchivalDescription

DESCRIBING = (SHEET, "cover")
"""Kinds of documents that only describe another one."""
DISTINGUISHING = frozenset({"from", "to", "number", "date", "subject", "title"})
"""Facts that distinguish a document from others in its file."""
OF_THE_TEXT = ("from", "to", "date", "language", "rights")
"""Columns of the row of a file that are also about the one text in it, not only about the file."""


def of_telegram(
    packet: Packet,
    telegram: Telegram,
    values: FieldValues,
    edition: Edition,
    alone: bool,
    of_file: CatalogueRow = NO_ROW,
) -> CatalogueEntry:
    """The catalogue entry of one telegram; ``alone`` means that its element is the root of a TEI file.

    ``of_file`` is the row of a file in which this is the only document, apart from sheets that describe it. A sheet or
    form does not get the title of the document that it describes.
    """
    if edition == NO_EDITION:
        return CatalogueEntry(is_root=alone)
    facts = _facts(packet, values, edition) | ({"id": telegram.id} if telegram.id else {})
    row = _row_of(packet, telegram, values, edition, alone)
    missing = ((name, of_file.get(name)) for name in OF_THE_TEXT if not row.get(name))
    row = CatalogueRow(row.line, (*row.values, *((name, value) for name, value in missing if value)))
    if not alone and (telegram.genre in DESCRIBING or not facts.keys() & DISTINGUISHING):
        edition = replace(edition, title="")
    return CatalogueEntry(edition, row, tuple(facts.items()), months_of(values.lexicon), alone)


def _row_of(packet: Packet, telegram: Telegram, values: FieldValues, edition: Edition, alone: bool) -> CatalogueRow:
    """The row about a telegram: by its own name, else by its record, else (``alone``) by the name of its file."""
    row = edition.row(_own_names(edition, telegram))
    record = values.archival.record
    if not row.values and record and (alone or len(record_numbers(packet, values.lexicon, edition)) > 1):
        return edition.row([*(edition.names if alone else ()), record])
    return edition.row(edition.names) if not row.values and alone else row


def of_corpus(packet: Packet, lexicon: Lexicon, edition: Edition, members: Iterable[FieldValues]) -> CatalogueEntry:
    """The catalogue entry of an input of several telegrams, with the facts of the document that the others describe."""
    if edition == NO_EDITION:
        return CatalogueEntry()
    subject = sole_document(members)
    facts = _facts(packet, subject, edition) if subject else {"name": edition.name}
    numbers = record_numbers(packet, lexicon, edition)
    facts |= {"record": numbers[0]} if len(numbers) == 1 else {}
    row = edition.row([*edition.names, *(numbers if len(numbers) == 1 else ())])
    return CatalogueEntry(edition, row, tuple(facts.items()), months_of(lexicon), has_sole_document=subject is not None)


def sole_document(members: Iterable[FieldValues]) -> FieldValues | None:
    """The one document of a file apart from those that only describe it; None if there are several, or none."""
    subjects = [values for values in members if values.telegram.genre not in DESCRIBING]
    return subjects[0] if len(subjects) == 1 else None


# ---------------------------------------------------------------- names of rows


def row_names(packet: Packet, lexicon: Lexicon, edition: Edition) -> list[str]:
    """All names under which rows about an input are looked up, except those of its file."""
    own = [name for telegram in packet.telegrams for name in _own_names(edition, telegram)]
    return [*record_numbers(packet, lexicon, edition), *own]


def record_numbers(packet: Packet, lexicon: Lexicon, edition: Edition) -> list[str]:
    """The numbers of the records in an input, each once, in its order."""
    path, telegrams = edition.name, packet.telegrams
    numbers = (ArchivalDescription(packet, telegram, lexicon, path).record for telegram in telegrams)
    return list(dict.fromkeys(filter(None, numbers)))


def _own_names(edition: Edition, telegram: Telegram) -> list[str]:
    """The names of a telegram in a file of several: ``cables.t2``."""
    return [f"{name}.{telegram.id}" for name in edition.names] if telegram.id else []


# ---------------------------------------------------------------- values for patterns


def _facts(packet: Packet, values: FieldValues, edition: Edition) -> dict[str, str]:
    """The known values of a telegram that patterns may name."""
    correspondence = next(values.corresp_desc(), None)
    fields, telegram = values.archival.fields, values.telegram
    facts = {
        "name": edition.name or packet.source.name,
        "record": values.archival.record,
        "kind": telegram.genre,
        "section": f"{telegram.section} of {telegram.of}" if telegram.of else telegram.section,
        "subject": values.correspondence.subject,
        "title": " ".join(fields["title"].value.split()) if "title" in fields else "",
        **(facts_of(correspondence) if correspondence is not None else {}),
    }
    facts.setdefault("number", telegram.number)
    facts.setdefault("date", values.archival.date[1])
    return {name: legal(" ".join(value.split())) for name, value in facts.items() if value}


def months_of(lexicon: Lexicon) -> tuple[str, ...]:
    """The names of the months in the language of the collection, with a capital letter."""
    return tuple(names[0].capitalize() for names in lexicon.collection.calendar.months)


# ---------------------------------------------------------------- what an entry decides


def options_of(row: CatalogueRow, options: Options) -> Options:
    """The options of one document, with its languages and the rights in its text from its row."""
    languages, rights = tuple(row.several("language")), row.get("rights")
    return replace(options, language=languages or options.language, rights=rights or options.rights)


def identify(root: etree._Element, entry: CatalogueEntry, id: str) -> None:
    """Give a document the ``xml:id`` that its pattern makes; ``id`` is that of the telegram in a file of several.

    If an element of the document has this id already, the document gets a different one.
    """
    wanted = entry.filled(entry.edition.id)
    if not wanted:
        return
    text = f"{wanted}.{id}" if id and not wanted.endswith(id) else wanted
    name = xml_id(text)
    taken = {element.get(ID) for element in root.iterdescendants(etree.Element)}
    root.set(ID, told_apart(name, text) if name in taken else name)
