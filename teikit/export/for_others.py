"""TEI for other people's tools: the text without the lines of the OCR, which stand in a file of their own or nowhere.

Viewers and search engines that know no ``sourceDoc`` show a telegram twice, its OCR first. What pointed to the lines of
the OCR points to nothing then and is taken away; a query about a page of another release points to the first
page of the text.
"""

from __future__ import annotations

from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from teikit.tei.build import ID, NSMAP, make, q, url

POINTING = ("corresp", "facs", "target")


class Parted(NamedTuple):
    """A document without the lines of the OCR, and those lines; None where it has none."""

    text: etree._Element
    source: etree._Element | None


def parted(root: etree._Element, file: str) -> Parted:
    """Split a document, which is changed; ``file`` is the name of the file it goes to, for pointers from the lines.

    The lines stand in a document that has of the header the description of the file: the names and digests of the
    inputs are there, so that they come back from it alone.
    """
    source = _source(root, file)
    lines = list(root.iter(q("sourceDoc")))
    gone = {f"#{id}" for part in lines for element in part.iter(etree.Element) if (id := element.get(ID))}
    for part in lines:
        _remove(part)
    for member in root.iter(q("TEI")):
        _redirect(member, gone)
    return Parted(root, source)


def _source(root: etree._Element, file: str) -> etree._Element | None:
    """The lines of the OCR of a document, in elements of the same kinds as its own."""
    own = root.find(q("sourceDoc"))
    parts = [] if own is None else [deepcopy(own)]
    parts += [part for member in root.iterchildren(q("TEI")) if (part := _source(member, file)) is not None]
    header = root.find(q("teiHeader"))
    if not parts or header is None:
        return None
    element = etree.Element(root.tag, nsmap=NSMAP)
    if id := root.get(ID):
        element.set(ID, id)
    described = header.find(q("fileDesc"))
    element.append(make("teiHeader", "", *([] if described is None else [deepcopy(described)])))
    element.extend(parts)
    for line in (line for part in parts for line in part.iter(q("surface"), q("line"))):
        if line.get("facs", "").startswith("#"):
            line.set("facs", url(file) + line.get("facs", ""))
    return element


def _redirect(member: etree._Element, gone: set[str]) -> None:
    """Remove the pointers of a document to what is gone; a query points to the first page of its text instead."""
    page = next((page.get(ID) for page in member.iter(q("pb")) if page.get(ID)), None)
    for element in list(member.iter(etree.Element)):
        for name in POINTING:
            if element.get(name) not in gone:
                continue
            if name != "target":
                del element.attrib[name]
            elif page:
                element.set(name, f"#{page}")
            else:
                _remove(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
