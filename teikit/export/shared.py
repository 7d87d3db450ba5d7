"""What the headers of a folder have in common, in separate files that they include (XInclude)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from teikit.tei.build import NSMAP, q

XINCLUDE = "http://www.w3.org/2001/XInclude"
FOLDER = "header"
"""The folder of the included files, at the top of the output."""
PARTS = (
    f"{q('fileDesc')}/{q('publicationStmt')}",
    f"{q('fileDesc')}/{q('seriesStmt')}",
    f"{q('encodingDesc')}/*",
)
"""The parts of a header that may be the same everywhere."""

Shared = dict[str, etree._Element]
"""The parts that are shared, by the names of their files in the output folder."""


def shared(headers: Iterable[etree._Element]) -> Shared:
    """The parts that are identical wherever they occur, and occur in several headers."""
    readings: dict[str, Counter[bytes]] = defaultdict(Counter)
    examples: Shared = {}
    for header in headers:
        for part in _parts(header):
            readings[_file(part)][_canonical(part)] += 1
            examples.setdefault(_file(part), part)
    return {
        file: _alone(examples[file]) for file, counts in readings.items() if len(counts) == 1 and counts.total() > 1
    }


def include(header: etree._Element, parts: Shared, name: str) -> None:
    """Put includes where a header has what is shared; ``name`` is the name of its file in the output folder."""
    up = "../" * name.count("/")
    for part in list(_parts(header)):
        parent = part.getparent()
        if _file(part) in parts and parent is not None:
            link = etree.Element(f"{{{XINCLUDE}}}include", {"href": up + _file(part)}, nsmap={"xi": XINCLUDE})
            link.tail = part.tail
            parent.replace(part, link)


def _parts(header: etree._Element) -> Iterator[etree._Element]:
    for way in PARTS:
        yield from (part for part in header.iterfind(way) if isinstance(part.tag, str))


def _file(part: etree._Element) -> str:
    return f"{FOLDER}/{etree.QName(part).localname}.xml"


def _alone(part: etree._Element) -> etree._Element:
    """A part as the root of a file, with no namespaces but its own."""
    copy = etree.Element(part.tag, dict(part.attrib), nsmap=NSMAP)
    copy.text = part.text
    copy.extend(deepcopy(child) for child in part)
    return copy


def _canonical(part: etree._Element) -> bytes:
    return etree.tostring(_alone(part), method="c14n")
