"""List who wrote to whom in a folder, in the Correspondence Metadata Interchange Format, for correspSearch.

Every document with a sender or an addressee has a ``correspDesc`` with both actions, as the format requires. A party
that its header does not name is an unknown person there; nothing else is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID, uuid5

import regex
from lxml import etree

from teikit import __version__
from teikit.edition import Edition
from teikit.edition.table import is_date
from teikit.files.xml import text_of
from teikit.folder.records import Record
from teikit.tei.build import indent, legal, make, q, terms

STRUCTURAL = (
    "TEI",
    "teiHeader",
    "fileDesc",
    "titleStmt",
    "publicationStmt",
    "availability",
    "sourceDesc",
    "profileDesc",
    "correspDesc",
    "correspAction",
    "text",
    "body",
)
"""Elements that hold no text of their own, whose children are indented."""
PARTIES = ("persName", "orgName", "placeName", "name", "roleName")
"""Elements of an action that name somebody or some place."""
UNKNOWN = "Unknown"
"""The name of a party that the header does not name."""
DATED = ("when", "from", "to", "notBefore", "notAfter")
"""Attributes of dates that the format allows, in addition to the certainty."""
MOMENT = regex.compile(r"(?P<day>[0-9]{4}(?:-[0-9]{2}){0,2})(?:T.*)?")
"""A day, month or year, with an hour or without: ``1963-11-22T14:00``."""
URL_NAMESPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""The namespace of URLs (RFC 4122, appendix C), for a UUID that is the same each time."""


def cmif(records: Iterable[Record], edition: Edition, title: str, changed: str, url: str = "") -> bytes:
    """The file in the format, as UTF-8.

    ``title`` is the name of the collection if the project file names no series, ``changed`` the day on which a document
    was last changed. ``url`` is the address where the documents are published; if it is empty, only their names are
    written.
    """
    base = f"{url.rstrip('/')}/" if url else ""
    source = f"uuid-{uuid5(URL_NAMESPACE, base + title)}"
    header = make("teiHeader", "", _file_desc(edition, title, changed, base, source))
    described = list(_described(records, source, base))
    header.extend([make("profileDesc", "", *described)] if described else [])
    root = make("TEI", "", header, make("text", "", make("body", "", make("p"))))
    indent(root, STRUCTURAL)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _file_desc(edition: Edition, title: str, changed: str, base: str, source: str) -> etree._Element:
    """``fileDesc``, all parts of which the format requires; unknown values are marked as unknown."""
    name = legal(edition.series or title)
    titles = make("titleStmt", "", make("title", f"Correspondence in {name}"))
    titles.extend(make("editor", legal(editor.name)) for editor in edition.editors)
    if not edition.editors:
        titles.append(make("editor", f"teikit {__version__}"))
    days = sorted(day for day in (edition.date, *(change.when for change in edition.changes)) if is_date(day))
    published = make(
        "publicationStmt",
        "",
        make("publisher", legal(edition.publisher) or "not published"),
        make("idno", f"{base}cmif.xml" if base else "unknown", type="url"),
        make("date", when=days[-1] if days else changed),
        make("availability", "", terms(legal(edition.licence) or "Not stated.")),
    )
    return make("fileDesc", "", titles, published, make("sourceDesc", "", make("bibl", name, type="online", id=source)))


def _described(records: Iterable[Record], source: str, base: str) -> Iterator[etree._Element]:
    """The ``correspDesc`` of each document with a sender or an addressee."""
    for record in records:
        actions = {} if record.correspondence is None else _actions(record.correspondence)
        if not any(_parties(action) for action in actions.values()):
            continue
        described = make("correspDesc", key=legal(record.facts.get("number", "")) or None, source=f"#{source}")
        if base:
            described.set("ref", base + record.place)
        described.extend(_action(type, actions.get(type)) for type in ("sent", "received"))
        yield described


def _actions(correspondence: etree._Element) -> dict[str, etree._Element]:
    """The first action of each type."""
    return {action.get("type", ""): action for action in reversed(correspondence.findall(q("correspAction")))}


def _parties(action: etree._Element) -> list[etree._Element]:
    """The elements of an action that name somebody or some place."""
    return [element for element in action if etree.QName(element).localname in PARTIES]


def _action(type: str, action: etree._Element | None) -> etree._Element:
    """An action in the format: people and offices, then places, then the date."""
    parties = [] if action is None else _parties(action)
    persons = [_party(party) for party in parties if etree.QName(party).localname != "placeName"]
    places = [_party(party) for party in parties if etree.QName(party).localname == "placeName"]
    dates = [] if action is None else [day for day in action.iter(q("date")) if _dated(day)]
    made = make("correspAction", "", *(persons or [make("persName", UNKNOWN)]), *places, type=type)
    made.extend(map(_date, dates[:1]))
    return made


def _party(party: etree._Element) -> etree._Element:
    """A party; one named only by its role is a person, one of unknown kind an organisation."""
    kind = etree.QName(party).localname
    element = {"placeName": "placeName", "persName": "persName", "roleName": "persName"}.get(kind, "orgName")
    return make(element, text_of(party), ref=party.get("ref"))


def _dated(element: etree._Element) -> dict[str, str]:
    """The attributes of a date that the format allows: days without hours; empty if the date has no day."""
    moments = {name: MOMENT.fullmatch(element.get(name, "")) for name in DATED}
    values = {name: match["day"] for name, match in moments.items() if match}
    days = {name: day for name, day in values.items() if is_date(day)}
    cert = element.get("cert")
    return {**days, "cert": cert} if days and cert else days


def _date(element: etree._Element) -> etree._Element:
    """A date in the format: attributes only."""
    return make("date", **_dated(element))
