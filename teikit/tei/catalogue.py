"""What a publisher says of an edition and of a document, as elements of the header.

Nothing here is read from a page: all of it is in the project file or in the table of documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex
from lxml import etree

from teikit.edition import NO_EDITION, Edition, Row
from teikit.edition.patterns import filled
from teikit.edition.references import URL, uri
from teikit.edition.table import NO_ROW, is_date
from teikit.tei.build import legal, make

NAMED = regex.compile(r"(?P<name>.*?)\s*<(?P<ref>\S+)>")
"""A name with its identifier: ``Dobrynin, Anatoly <https://www.wikidata.org/wiki/Q1234>``."""
TERMS = {"people": "person", "places": "place", "subjects": "subject"}
"""Columns of keywords, and the ``term/@type`` of each."""
OF_THE_COPY = ("shelfmark", "repository", "collection", "summary", "images", "name", "record")
"""Columns that stand in ``msDesc``, and those that say that a row is about a member of a file of several."""
RELAX_NG = "http://relaxng.org/ns/structure/1.0"
SCHEMAS = {
    ".rnc": ("application/relax-ng-compact-syntax", ""),
    ".sch": ("application/xml", "http://purl.oclc.org/dsdl/schematron"),
}
"""Media type and namespace of a schema by the ending of its name; of all others those of RELAX NG."""


@dataclass(frozen=True)
class Catalogued:
    """What the project file and its row in the table say about one TEI element.

    ``facts`` are what patterns are filled with, ``months`` the names of the months. ``whole`` is false for a member of
    a corpus: what holds for all members stands in the header of the corpus. ``has_one`` is true of a corpus with one
    document besides the sheets that say what it is: that one says who wrote to whom.
    """

    edition: Edition = NO_EDITION
    row: Row = NO_ROW
    facts: tuple[tuple[str, str], ...] = ()
    months: tuple[str, ...] = ()
    whole: bool = True
    has_one: bool = False

    def filled(self, pattern: str) -> str:
        """A pattern filled with what is known about the document."""
        known: Mapping[str, str] = {**dict(self.facts), **_plainly(self.row)}
        return legal(filled(pattern, known, self.months))

    @property
    def is_sent(self) -> bool:
        """Whether the table says who sent the document, to whom or when: then the page does not say it again."""
        return any(self.row.get(column) for column in ("from", "to", "date"))

    @property
    def title(self) -> str:
        """The title: of the table, else by the pattern; empty where neither says one."""
        return legal(self.row.get("title")) or self.filled(self.edition.title)

    def authors(self) -> list[etree._Element]:
        """``author``, where the table names one."""
        return [make("author", "", _name("persName", author)) for author in self.row.several("author")]

    def editors(self) -> Iterator[etree._Element]:
        """``editor``, and a ``respStmt`` for everybody with another role."""
        for number, editor in enumerate(self.edition.editors if self.whole else (), 1):
            person = make("persName", legal(editor.name), ref=uri(editor.ref))
            id = f"editor-{number}"
            if editor.role:
                yield make("respStmt", "", make("resp", legal(editor.role)), person, id=id)
            else:
                yield make("editor", "", person, id=id)

    def published(self) -> Iterator[etree._Element]:
        """The parts of ``publicationStmt`` up to the identifiers."""
        edition = self.edition
        yield make("publisher", legal(edition.publisher) or "not published")
        if edition.place:
            yield make("pubPlace", legal(edition.place))
        if edition.date:
            yield make("date", legal(edition.date), when=edition.date if is_date(edition.date) else None)
        for kind, pattern in edition.identifiers if self.whole else ():
            if value := self.filled(pattern):
                yield make("idno", value, type=kind)

    def licensed(self, rights: etree._Element | None) -> etree._Element | None:
        """``availability``: the licence of the encoding, then the rights in the text; None where nobody says either."""
        licence = legal(self.edition.licence)
        if not licence:
            return rights
        is_url = URL.fullmatch(licence) is not None
        text = f"Licence of the encoding: {licence}" if is_url else licence
        element = make("licence", text, target=uri(licence) if is_url else None)
        return make("availability", "", element, *(() if rights is None else rights))

    def series(self) -> list[etree._Element]:
        """``seriesStmt``."""
        series = self.edition.series if self.whole else ""
        return [make("seriesStmt", "", make("title", legal(series)))] if series else []

    def project_desc(self) -> list[etree._Element]:
        """``projectDesc``: what the edition is."""
        text = legal(self.edition.description)
        return [make("projectDesc", "", make("p", text))] if text else []

    def revision_desc(self) -> list[etree._Element]:
        """``revisionDesc``: what was done to the edition, the latest first."""
        changes = sorted(self.edition.changes, reverse=True) if self.whole else []
        parts = [make("change", legal(change.text), when=change.when) for change in changes]
        return [make("revisionDesc", "", *parts)] if parts else []

    # ---------------------------------------------------------- of the document

    def ms_desc(self) -> Iterator[etree._Element]:
        """``msDesc``: where the document is kept; nothing where neither the project file nor the table says."""
        if not self.whole and not any(name in OF_THE_COPY for name, _ in self.row.values):
            return
        row, edition = self.row, self.edition
        parts = [
            make(name, text)
            for name in ("country", "settlement", "repository", "collection")
            if (text := legal(row.get(name) or getattr(edition, name)))
        ]
        shelfmark = legal(row.get("shelfmark")) or self.filled(edition.shelfmark)
        contents, images = legal(row.get("summary")), row.get("images")
        if not (parts or shelfmark or contents or images):
            return
        if shelfmark:
            parts.append(make("idno", shelfmark, type="shelfmark"))
        if record := self.filled("{record}"):
            parts.append(make("idno", record, type="record"))
        if not parts:
            parts.append(make("idno", self.filled("{name}"), type="file"))
        desc = make("msDesc", "", make("msIdentifier", "", *parts))
        if contents:
            desc.append(make("msContents", "", make("summary", contents)))
        if images:
            link = make("ref", legal(images), target=uri(images)) if URL.fullmatch(images) else None
            bibl = make("bibl", "", link) if link is not None else make("bibl", legal(images))
            desc.append(make("additional", "", make("surrogates", "", bibl)))
        yield desc

    def creation(self) -> list[etree._Element]:
        """``creation``: the date, where the table says it."""
        day = self.row.get("date")
        return [make("creation", "", make("date", day, when=day))] if day else []

    def keywords(self) -> Iterator[etree._Element]:
        """``keywords``: people, places, subjects."""
        terms = [_term(text, kind) for column, kind in TERMS.items() for text in self.row.several(column)]
        if terms:
            yield make("keywords", "", *terms)

    def corrected(self, correspondence: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """``correspDesc`` as the table has it: who sent it, to whom, when; the table counts more than the page."""
        described = next(iter(correspondence), None)
        senders = [self.row.get("from")] if self.row.get("from") else []
        addressees, day = self.row.several("to"), self.row.get("date")
        if senders or addressees:
            described = make("correspDesc") if described is None else described
            _put_names(described, "sent", senders, 0)
            _put_names(described, "received", addressees, 1)
        if described is not None:
            sent = described.find("{*}correspAction[@type='sent']")
            if day and sent is not None:
                _put_date(sent, day)
            yield described


def _put_names(described: etree._Element, type: str, names: Sequence[str], place: int) -> None:
    """Replace the names that an action has."""
    if not names:
        return
    action = described.find(f"{{*}}correspAction[@type='{type}']")
    if action is None:
        action = make("correspAction", type=type)
        described.insert(min(place, len(described)), action)
    for element in [element for element in action if etree.QName(element).localname not in ("date", "idno")]:
        action.remove(element)
    for position, name in enumerate(names):
        action.insert(position, _name("name", name))


def _put_date(action: etree._Element, day: str) -> None:
    """Replace the date that an action has, unless that is the same one with its hour."""
    before = action.find("{*}date")
    if before is not None and str(before.get("when", "")).startswith(day):
        return
    at = len(action) if before is None else action.index(before)
    if before is not None:
        action.remove(before)
    action.insert(at, make("date", day, when=day))


def _name(tag: str, text: str) -> etree._Element:
    match = NAMED.fullmatch(text)
    ref = uri(match["ref"]) if match else ""
    return make(tag, legal(match["name"]), ref=ref) if match and ref else make(tag, legal(text))


def _term(text: str, kind: str) -> etree._Element:
    term = _name("term", text)
    term.set("type", kind)
    return term


def _plainly(row: Row) -> dict[str, str]:
    """The values of a row as patterns print them: names without identifiers. ``{name}`` is always that of the input."""
    values = {}
    for name, value in row.values:
        if name == "name":
            continue
        match = NAMED.fullmatch(value)
        values[name] = match["name"] if match else value
    return values


def models(edition: Edition) -> Iterator[etree._ProcessingInstruction]:
    """The instructions ``xml-model`` that tell editors by which schemas a document is to be checked."""
    for schema in filter(uri, edition.schemas):
        ending = schema[schema.rfind(".") :].lower()
        media, namespace = SCHEMAS.get(ending, ("application/xml", RELAX_NG))
        spaces = f' schematypens="{namespace}"' if namespace else ""
        href = uri(schema).replace("&", "&amp;")
        yield etree.ProcessingInstruction("xml-model", f'href="{href}" type="{media}"{spaces}')
