"""Move parts that all headers of a folder share into files of their own, which the headers include (XInclude)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from teikit.tei.build import NSMAP, q

XINCLUDE = "http://www.w3.org/2001/XInclude"
FOLDER = "header"
"""The folder of the included files, in the output folder."""
PARTS = (
    f"{q('fileDesc')}/{q('publicationStmt')}",
    f"{q('fileDesc')}/{q('seriesStmt')}",
    f"{q('encodingDesc')}/*",
)
"""Paths in ``teiHeader`` to the parts that may be shared."""

Shared = dict[str, etree._Element]
"""Parts of headers as roots of documents, by the paths of their files in the output folder."""


def shared(headers: Iterable[etree._Element]) -> Shared:
    """The parts that occur in several headers and are the same in all of them."""
    versions: dict[str, Counter[bytes]] = defaultdict(Counter)
    examples: Shared = {}
    for header in headers:
        for part in _parts(header):
            versions[_file(part)][_canonical(part)] += 1
            examples.setdefault(_file(part), part)
    return {
        file: _as_root(examples[file]) for file, counts in versions.items() if len(counts) == 1 and counts.total() > 1
    }


def include(header: etree._Element, parts: Shared, name: str) -> None:
    """Replace the shared ``parts`` of a header by ``xi:include``, in place.

    ``name`` is the path of the file of the header in the output folder.
    """
    up = "../" * name.count("/")
    for part in list(_parts(header)):
        parent = part.getparent()
        if _file(part) in parts and parent is not None:
            link = etree.Element(f"{{{XINCLUDE}}}include", {"href": up + _file(part)}, nsmap={"xi": XINCLUDE})
            link.tail = part.tail
            parent.replace(part, link)


def _parts(header: etree._Element) -> Iterator[etree._Element]:
    for path in PARTS:
        yield from (part for part in header.iterfind(path) if isinstance(part.tag, str))


def _file(part: etree._Element) -> str:
    """The path of the file of a part: ``header/publicationStmt.xml``."""
    return f"{FOLDER}/{etree.QName(part).localname}.xml"


def _as_root(part: etree._Element) -> etree._Element:
    """A copy of a part as the root of a document, without namespaces other than its own."""
    copy = etree.Element(part.tag, dict(part.attrib), nsmap=NSMAP)
    copy.text = part.text
    copy.extend(deepcopy(child) for child in part)
    return copy


def _canonical(part: etree._Element) -> bytes:
    return etree.tostring(_as_root(part), method="c14n")
