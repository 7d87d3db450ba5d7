"""Which document of an edition a TEI element is: the names that its row may have, and the values for patterns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from teikit.core.packet import Packet, Telegram
from teikit.edition import NO_EDITION, Edition, Row
from teikit.edition.patterns import told_apart, xml_id
from teikit.edition.table import NO_ROW
from teikit.genres.judging import SHEET
from teikit.genres.records import in_name
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.tei.build import ID, legal
from teikit.tei.catalogue import Catalogued
from teikit.tei.field_values import Values
from teikit.tei.sheets import Described

BESIDE = (SHEET, "cover")
"""Kinds of documents that only say what another one is."""
ITS_OWN = frozenset({"from", "to", "number", "date", "subject", "title"})
"""Facts that distinguish a document from others in its file."""
OF_THE_TEXT = ("from", "to", "date", "language", "rights")
"""Columns of the row of a file that are about the one text in it, too, not only about the file."""


def of_telegram(
    packet: Packet, telegram: Telegram, values: Values, edition: Edition, alone: bool, of_file: Row = NO_ROW
) -> Catalogued:
    """What the publisher says about one telegram; ``alone`` means that its element is the whole of a TEI file.

    ``of_file`` is the row of a file in which this is the only document, besides sheets that say what it is.
    """
    if edition == NO_EDITION:
        return Catalogued(whole=alone)
    facts = _facts(packet, values, edition) | ({"id": telegram.id} if telegram.id else {})
    own = edition.row(_own_names(edition, telegram))
    shared = records(packet, values.lexicon)
    if not own.values and (alone or len(shared) > 1) and values.described.record:
        own = edition.row([*(edition.names if alone else ()), values.described.record])
    elif not own.values and alone:
        own = edition.row(edition.names)
    missing = ((name, of_file.get(name)) for name in OF_THE_TEXT if not own.get(name))
    own = Row(own.line, (*own.values, *((name, value) for name, value in missing if value)))
    if not alone and (telegram.kind in BESIDE or not facts.keys() & ITS_OWN):
        edition = replace(
            edition, title=""
        )  # a sheet or form in a file does not get the name of the document beside it
    return Catalogued(edition, own, tuple(facts.items()), months_of(values.lexicon), alone)


def of_corpus(packet: Packet, lexicon: Lexicon, edition: Edition, members: Iterable[Values]) -> Catalogued:
    """What the publisher says about an input of several telegrams, with what is known about the one it is about."""
    if edition == NO_EDITION:
        return Catalogued()
    subject = only(members)
    facts = _facts(packet, subject, edition) if subject else {"name": edition.name}
    numbers = records(packet, lexicon) or list(filter(None, [_in_name(edition)]))
    facts |= {"record": numbers[0]} if len(numbers) == 1 else {}
    row = edition.row([*edition.names, *(numbers if len(numbers) == 1 else ())])
    return Catalogued(edition, row, tuple(facts.items()), months_of(lexicon), has_one=subject is not None)


def only(members: Iterable[Values]) -> Values | None:
    """The one document in a file besides those that only say what it is; None where there are several."""
    subjects = [values for values in members if values.telegram.kind not in BESIDE]
    return subjects[0] if len(subjects) == 1 else None


def _own_names(edition: Edition, telegram: Telegram) -> list[str]:
    return [f"{name}.{telegram.id}" for name in edition.names] if telegram.id else []


def records(packet: Packet, lexicon: Lexicon) -> list[str]:
    """The numbers of the records in an input, each once."""
    numbers = (Described(packet, telegram, lexicon).record for telegram in packet.telegrams)
    return list(dict.fromkeys(filter(None, numbers)))


def asked(packet: Packet, lexicon: Lexicon, edition: Edition) -> list[str]:
    """All names under which rows about an input are looked for, besides those of its file."""
    own = [name for telegram in packet.telegrams for name in _own_names(edition, telegram)]
    return [*records(packet, lexicon), *own]


def _in_name(edition: Edition) -> str:
    """The number of the record in the name of the input: of a folder of releases that of the folder."""
    return in_name(edition.name).get("record", "")


def _facts(packet: Packet, values: Values, edition: Edition) -> dict[str, str]:
    """The values of a telegram that patterns may name, as far as they are known."""
    correspondence = next(values.corresp_desc(), None)
    fields = values.described.fields
    facts = {
        "name": edition.name or packet.source.name,
        "record": values.described.record or _in_name(edition),
        "kind": values.telegram.kind,
        "subject": values.correspondence.subject,
        "title": " ".join(fields["title"].value.split()) if "title" in fields else "",
        **(facts_of(correspondence) if correspondence is not None else {}),
    }
    facts.setdefault("number", values.telegram.number)
    facts.setdefault("date", values.described.date[1])
    return {name: legal(" ".join(value.split())) for name, value in facts.items() if value}


def facts_of(correspondence: etree._Element) -> dict[str, str]:
    """Sender, addressees, date, number of a ``correspDesc``, as far as it says them."""
    facts: dict[str, str] = {}
    for key, type in (("from", "sent"), ("to", "received")):
        if names := parties_of(correspondence, type):
            facts[key] = ", ".join(names)
        action = correspondence.find(f"{{*}}correspAction[@type='{type}']")
        if action is not None and type == "sent":
            days = [day for date in action.iter("{*}date") if (day := date.get("when") or date.get("notBefore"))]
            facts |= {"date": str(days[0])} if days else {}
    number = correspondence.get("key") or correspondence.findtext(".//{*}idno[@type='message']") or ""
    return facts | ({"number": " ".join(number.split())} if number.strip() else {})


def parties_of(correspondence: etree._Element, type: str) -> list[str]:
    """The parties of an action (sent, received); of a sender with person and office, the office."""
    names: dict[str, list[str]] = {}
    for element in correspondence.iterfind(f"{{*}}correspAction[@type='{type}']/*"):
        kind = etree.QName(element).localname
        if kind not in ("date", "idno", "note"):
            names.setdefault(kind, []).append(" ".join("".join(element.itertext()).split()))
    if type == "sent" and len(names) > 1:
        names.pop("persName", None)
    return [name for several in names.values() for name in several if name]


def months_of(lexicon: Lexicon) -> tuple[str, ...]:
    """The names of the months as the collection has them, in small letters but for the first."""
    return tuple(names[0].capitalize() for names in lexicon.collection.calendar.months)


def options_of(row: Row, options: Options) -> Options:
    """The options of one document: its languages and the rights in its text as its row has them."""
    languages, rights = tuple(row.several("language")), row.get("rights")
    return replace(options, language=languages or options.language, rights=rights or options.rights)


def identify(root: etree._Element, catalogued: Catalogued, id: str) -> None:
    """Give a document the ``xml:id`` that its pattern makes; ``id`` is that of the telegram in a file of several.

    An id that something in the document already has is made different.
    """
    wanted = catalogued.filled(catalogued.edition.id)
    if not wanted:
        return
    text = f"{wanted}.{id}" if id and not wanted.endswith(id) else wanted
    name = xml_id(text)
    inner = {element.get(ID) for element in root.iterdescendants(etree.Element)}
    root.set(ID, told_apart(name, text) if name in inner else name)
