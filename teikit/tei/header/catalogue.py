"""What the publisher says of an edition and of a document, as elements of the header.

All of it comes from the project file or the table of documents; nothing is read from a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex
from lxml import etree

from teikit.edition import NO_EDITION, CatalogueRow, Edition
from teikit.edition.patterns import filled
from teikit.edition.references import URL, uri
from teikit.edition.table import NO_ROW, is_date
from teikit.tei.build import legal, make

NAMED = regex.compile(r"(?P<name>.*?)\s*<(?P<ref>\S+)>")
"""A name with its identifier: ``Dobrynin, Anatoly <https://www.wikidata.org/wiki/Q1234>``."""
TERMS = {"people": "person", "places": "place", "subjects": "subject"}
"""Columns of keywords, and the ``term/@type`` of each."""
OF_A_MEMBER = ("shelfmark", "repository", "collection", "summary", "images", "name", "record")
"""Columns of which a member of a file must have one to get an ``msDesc`` of its own."""
RELAX_NG = "http://relaxng.org/ns/structure/1.0"
"""The namespace of RELAX NG, by which ``xml-model`` names the language of a schema."""
SCHEMAS = {
    ".rnc": ("application/relax-ng-compact-syntax", ""),
    ".sch": ("application/xml", "http://purl.oclc.org/dsdl/schematron"),
}
"""Media type and namespace of a schema by the ending of its name; others are RELAX NG in XML."""


@dataclass(frozen=True)
class CatalogueEntry:
    """What the project file and a row of the table say about one element ``TEI`` or ``teiCorpus``.

    ``facts`` are the values for patterns, ``months`` the names of the months from January. ``is_root`` is false for a
    member of a corpus: the header of the corpus says what holds for all. ``has_sole_document`` is true for a corpus of
    one document and sheets that describe it: that document has the correspondence.
    """

    edition: Edition = NO_EDITION
    row: CatalogueRow = NO_ROW
    facts: tuple[tuple[str, str], ...] = ()
    months: tuple[str, ...] = ()
    is_root: bool = True
    has_sole_document: bool = False

    def filled(self, pattern: str) -> str:
        """A pattern filled with the facts and the row of the document; the row counts more."""
        known: Mapping[str, str] = {**dict(self.facts), **_without_refs(self.row)}
        return legal(filled(pattern, known, self.months))

    @property
    def has_correspondence(self) -> bool:
        """Whether the table says who sent the document, to whom or when: then the page does not say it again."""
        return any(self.row.get(column) for column in ("from", "to", "date"))

    @property
    def title(self) -> str:
        """The title: from the table, else by the pattern; empty if there is neither."""
        return legal(self.row.get("title")) or self.filled(self.edition.title)

    def authors(self) -> list[etree._Element]:
        """An ``author`` for each one that the table names."""
        return [make("author", "", _name("persName", author)) for author in self.row.several("author")]

    def editors(self) -> Iterator[etree._Element]:
        """An ``editor`` for each editor without a role, a ``respStmt`` for each one with a role."""
        for number, editor in enumerate(self.edition.editors if self.is_root else (), 1):
            person = make("persName", legal(editor.name), ref=uri(editor.ref))
            id = f"editor-{number}"
            if editor.role:
                yield make("respStmt", "", make("resp", legal(editor.role)), person, id=id)
            else:
                yield make("editor", "", person, id=id)

    def publication(self) -> Iterator[etree._Element]:
        """The parts of ``publicationStmt`` before ``availability``: publisher, place, date, identifiers."""
        edition = self.edition
        yield make("publisher", legal(edition.publisher) or "not published")
        if edition.place:
            yield make("pubPlace", legal(edition.place))
        if edition.date:
            yield make("date", legal(edition.date), when=edition.date if is_date(edition.date) else None)
        for kind, pattern in edition.identifiers if self.is_root else ():
            if value := self.filled(pattern):
                yield make("idno", value, type=kind)

    def availability(self, rights: etree._Element | None) -> etree._Element | None:
        """``availability``: the licence of the encoding, then the ``rights`` in the text; None without either."""
        licence = legal(self.edition.licence)
        if not licence:
            return rights
        is_url = URL.fullmatch(licence) is not None
        text = f"Licence of the encoding: {licence}" if is_url else licence
        element = make("licence", text, target=uri(licence) if is_url else None)
        return make("availability", "", element, *(() if rights is None else rights))

    def series(self) -> list[etree._Element]:
        """``seriesStmt``, if the project file names a series."""
        series = self.edition.series if self.is_root else ""
        return [make("seriesStmt", "", make("title", legal(series)))] if series else []

    def project_desc(self) -> list[etree._Element]:
        """``projectDesc``, if the project file describes the edition."""
        text = legal(self.edition.description)
        return [make("projectDesc", "", make("p", text))] if text else []

    def revision_desc(self) -> list[etree._Element]:
        """``revisionDesc`` with the changes of the project file, the latest first."""
        changes = sorted(self.edition.changes, reverse=True) if self.is_root else []
        parts = [make("change", legal(change.text), when=change.when) for change in changes]
        return [make("revisionDesc", "", *parts)] if parts else []

    # ---------------------------------------------------------- of the document

    def ms_desc(self) -> Iterator[etree._Element]:
        """``msDesc``: where the document is kept; nothing if neither the project file nor the table says so."""
        if not self.is_root and not any(name in OF_A_MEMBER for name, _ in self.row.values):
            return
        identifiers = self._ms_identifiers()
        contents, images = legal(self.row.get("summary")), self.row.get("images")
        if not (identifiers or contents or images):
            return
        if record := self.filled("{record}"):
            identifiers.append(make("idno", record, type="record"))
        if not identifiers:
            identifiers.append(make("idno", self.filled("{name}"), type="file"))
        desc = make("msDesc", "", make("msIdentifier", "", *identifiers))
        if contents:
            desc.append(make("msContents", "", make("summary", contents)))
        if images:
            link = make("ref", legal(images), target=uri(images)) if URL.fullmatch(images) else None
            bibl = make("bibl", "", link) if link is not None else make("bibl", legal(images))
            desc.append(make("additional", "", make("surrogates", "", bibl)))
        yield desc

    def _ms_identifiers(self) -> list[etree._Element]:
        """The parts of ``msIdentifier`` that the publisher gives: country, place, repository, collection, shelfmark."""
        names = ("country", "settlement", "repository", "collection")
        texts = {name: legal(self.row.get(name) or getattr(self.edition, name)) for name in names}
        parts = [make(name, text) for name, text in texts.items() if text]
        if shelfmark := legal(self.row.get("shelfmark")) or self.filled(self.edition.shelfmark):
            parts.append(make("idno", shelfmark, type="shelfmark"))
        return parts

    def creation(self) -> list[etree._Element]:
        """``creation`` with the date, if the table gives one."""
        day = self.row.get("date")
        return [make("creation", "", make("date", day, when=day))] if day else []

    def keywords(self) -> Iterator[etree._Element]:
        """``keywords`` with people, places and subjects, if the table names any."""
        terms = [_term(text, kind) for column, kind in TERMS.items() for text in self.row.several(column)]
        if terms:
            yield make("keywords", "", *terms)

    def corresp_desc(self, of_page: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """``correspDesc`` with sender, addressees and date from the table instead of those from the page.

        ``of_page`` holds the ``correspDesc`` of the page, if it has one, which is changed.
        """
        desc = next(iter(of_page), None)
        senders = [self.row.get("from")] if self.row.get("from") else []
        addressees, day = self.row.several("to"), self.row.get("date")
        if senders or addressees:
            desc = make("correspDesc") if desc is None else desc
            _put_names(desc, "sent", senders, 0)
            _put_names(desc, "received", addressees, 1)
        if desc is not None:
            sent = desc.find("{*}correspAction[@type='sent']")
            if day and sent is not None:
                _put_date(sent, day)
            yield desc


def _put_names(desc: etree._Element, type: str, names: Sequence[str], place: int) -> None:
    """Replace the names of an action, which is inserted at ``place`` if it is not there; without names, do nothing."""
    if not names:
        return
    action = desc.find(f"{{*}}correspAction[@type='{type}']")
    if action is None:
        action = make("correspAction", type=type)
        desc.insert(min(place, len(desc)), action)
    for element in [element for element in action if etree.QName(element).localname not in ("date", "idno")]:
        action.remove(element)
    for position, name in enumerate(names):
        action.insert(position, _name("name", name))


def _put_date(action: etree._Element, day: str) -> None:
    """Replace the date of an action, unless it is that day and also gives the hour."""
    before = action.find("{*}date")
    if before is not None and str(before.get("when", "")).startswith(day):
        return
    at = len(action) if before is None else action.index(before)
    if before is not None:
        action.remove(before)
    action.insert(at, make("date", day, when=day))


def _name(tag: str, text: str) -> etree._Element:
    """A name as in the table, with its identifier as ``@ref``."""
    match = NAMED.fullmatch(text)
    ref = uri(match["ref"]) if match else ""
    return make(tag, legal(match["name"]), ref=ref) if match and ref else make(tag, legal(text))


def _term(text: str, kind: str) -> etree._Element:
    term = _name("term", text)
    term.set("type", kind)
    return term


def _without_refs(row: CatalogueRow) -> dict[str, str]:
    """The values of a row as patterns print them: names without identifiers. ``{name}`` is always that of the input."""
    values = {}
    for name, value in row.values:
        if name == "name":
            continue
        match = NAMED.fullmatch(value)
        values[name] = match["name"] if match else value
    return values


def models(edition: Edition) -> Iterator[etree._ProcessingInstruction]:
    """An instruction ``xml-model`` for each schema of the edition, by which XML editors check the document.

    They are written according to https://www.w3.org/TR/xml-model/.
    """
    for schema in filter(uri, edition.schemas):
        ending = schema[schema.rfind(".") :].lower()
        media, namespace = SCHEMAS.get(ending, ("application/xml", RELAX_NG))
        spaces = f' schematypens="{namespace}"' if namespace else ""
        href = uri(schema).replace("&", "&amp;")
        yield etree.ProcessingInstruction("xml-model", f'href="{href}" type="{media}"{spaces}')
