"""Reading a TEI from elsewhere as one more witness of a text, or one document of a file with many."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from teikit.core import Note
from teikit.errors import Refused
from teikit.files.xml import TEI, XML_BASE, XML_ID, local, parse, refuse_root
from teikit.readers.scan import Scan
from teikit.readers.tei_text import Walk
from teikit.readers.zones import Zones, scheme

ROOTS = frozenset({"TEI", "TEI.2", "teiCorpus"})
MOST_NAMES = 5  # names of documents that a message gives, at most


def documents(root: etree._Element) -> list[str]:
    """The names of the documents that one TEI file holds: the ``xml:id`` of each ``div[@type='document']``.

    In a teiCorpus without such divisions it is that of each TEI. A document within a document does not count.
    """
    return [element.get(XML_ID, "") for element in _documents(root)]


def texts_of(data: bytes, name: str) -> dict[str, str]:
    """The text of each document in a TEI file, by its name; empty if the file itself is one document."""
    root, _ = parse(data, name)
    return {element.get(XML_ID, ""): " ".join(element.itertext()) for element in _documents(root)}


def footnotes_of(data: bytes, name: str, document: str) -> list[str]:
    """The footnotes of a TEI, or of one of its documents, which :func:`read_tei` leaves out: each with its number."""
    root, _ = parse(data, name)
    top = _picked(root, _documents(root), document, name) if document else root
    notes = (note for note in top.iter("{*}note") if note.get("n") or note.get("place") == "foot")
    texts = ((note.get("n", ""), " ".join(" ".join(note.itertext()).split())) for note in notes)
    return [f"{number}. {text}" if number else text for number, text in texts if text]


def read_tei(data: bytes, name: str, document: str = "") -> Scan:
    """The pages of a TEI given as bytes; ``document`` picks one of several by its ``xml:id``.

    A TEI with several documents is read whole, each on a page of its own, and a note says how to pick one. Raises
    what :func:`~teikit.files.xml.parse` raises, and :class:`~teikit.errors.Refused` if it is not TEI (IN-FORMAT) or has
    no such document (TEI-NO-DOCUMENT).
    """
    root, notes = parse(data, name)
    if local(root.tag) not in ROOTS or etree.QName(root).namespace not in (TEI, None):
        raise refuse_root(str(root.tag), "TEI", name)
    several = _documents(root)
    chosen = several if len(several) > 1 else [root]
    if document:
        chosen = [_picked(root, several, document, name)]
    application = next(root.iter("{*}application"), None)
    engine = "" if application is None else f"{application.get('ident', '')} {application.get('version', '')}".strip()
    walk = Walk(Zones(root))
    for element in chosen:
        walk.end_page()
        walk.inside(element)
    walk.end_page()
    return Scan(walk.written.pages, engine, [*notes, *_notes(root, name, len(chosen)), *walk.tally.notes()])


def _documents(root: etree._Element) -> list[etree._Element]:
    """The elements of the documents that one TEI file holds; see :func:`documents`."""
    named = [div for div in root.iter("{*}div") if div.get("type") == "document" and div.get(XML_ID)]
    inner = {div for outer in named for div in outer.iterdescendants("{*}div")}
    if named:
        return [div for div in named if div not in inner]
    return [tei for tei in root.iterdescendants("{*}TEI") if tei.get(XML_ID)]


def _picked(root: etree._Element, several: list[etree._Element], document: str, name: str) -> etree._Element:
    """The element of one of several documents by its name (TEI-NO-DOCUMENT)."""
    by_id = {element.get(XML_ID, ""): element for element in several}
    if not by_id and root.get(XML_ID) == document:
        return root
    if document not in by_id:
        names = f"{', '.join(list(by_id)[:MOST_NAMES])}{', ...' if len(by_id) > MOST_NAMES else ''}"
        hint = f"It has {names}" if by_id else "It holds only one document: leave out the # and what follows it."
        raise Refused("TEI-NO-DOCUMENT", f"there is no document '{document}' in this TEI", hint, name)
    return by_id[document]


def _notes(root: etree._Element, name: str, count: int) -> Iterator[Note]:
    """Notes that ``count`` documents were read, if there are several, and how many addresses were not used."""
    if count > 1:
        first = documents(root)[0]
        yield Note("TEI-MANY-DOCUMENTS", f"{count} documents, read one after the other; to read one: {name}#{first}")
    refused = sum(1 for _ in _dangerous(root))
    if refused:
        yield Note("URL-REFUSED", f"{refused} × an address that is neither http(s) nor relative: not used")


def _dangerous(root: etree._Element) -> Iterator[str]:
    """Addresses of other kinds than http and https, except those that the TEI declares by a prefixDef."""
    good = {"", "http", "https", "mailto", *(prefix.get("ident", "").lower() for prefix in root.iter("{*}prefixDef"))}
    for element in root.iter(etree.Element):
        for attribute in ("target", "url", XML_BASE):
            for address in element.get(attribute, "").split():
                if scheme(address) not in good:
                    yield address
