"""Find where the original of a document is kept, and under which shelfmark, from its header."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from teikit.files.xml import text_of
from teikit.folder.records import Record
from teikit.tei.build import q

KEPT = ("repository", "collection", "idno")
"""The parts of ``msIdentifier`` that name the original, the widest first."""
ADDRESSES = ("https://", "http://")
"""Beginnings of addresses to which a page may link."""


class Statement(NamedTuple):
    """A statement of a header about an original: a label, words, an address (empty if there is none)."""

    label: str
    words: str
    address: str = ""


def original(record: Record) -> Iterator[Statement]:
    """The statements about the original in the header of a document, or of its file: shelfmark, identifiers, images."""
    headers = [record.header, *([] if record.corpus is None else record.corpus.findall(q("teiHeader")))]
    if words := next(filter(None, map(shelfmark, headers)), ""):
        yield Statement("Original", words)
    for number in _all(headers, "publicationStmt", "idno"):
        if (words := text_of(number)) and number.get("type"):
            yield Statement(number.get("type", ""), words, words if words.startswith(ADDRESSES) else "")
    for summary in _all(headers, "msContents", "summary"):
        yield Statement("Summary", text_of(summary))
    for reference in _all(headers, "surrogates", "ref"):
        if (address := reference.get("target", "")).startswith(ADDRESSES):
            yield Statement("Images", text_of(reference), address)


def shelfmark(header: etree._Element) -> str:
    """The repository, the collection and the shelfmark of an original, as far as a header has them."""
    parts = [part for place in header.iter(q("msIdentifier")) for name in KEPT for part in place.iterfind(q(name))]
    named = [part for part in parts if part.tag != q("idno") or part.get("type") == "shelfmark"]
    return ", ".join(filter(None, map(text_of, named)))


def _all(headers: list[etree._Element], place: str, name: str) -> list[etree._Element]:
    """The elements with a name in a part of the first header that has any there."""
    by_header = ([node for part in header.iter(q(place)) for node in part.iter(q(name))] for header in headers)
    return next(filter(None, by_header), [])
