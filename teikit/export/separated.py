"""Separate the lines of the OCR (``sourceDoc``) from a document, into a document of their own, or leave them out.

Viewers and search engines that do not know ``sourceDoc`` show a telegram twice, its OCR first. Pointers to the lines
are removed with them; a query about a page of another release then points to the first page of the text.
"""

from __future__ import annotations

from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from teikit.tei.build import ID, NSMAP, elements_by_id, make, q, remove, url

POINTERS = ("corresp", "facs", "target")
"""Attributes that may point to the lines of the OCR."""


class Separated(NamedTuple):
    """A document without its ``sourceDoc``, and the document that has it; None if there was none."""

    text: etree._Element
    source: etree._Element | None


def separated(root: etree._Element, file: str) -> Separated:
    """Take each ``sourceDoc`` out of a document, which is changed in place.

    ``file`` is the name of the file for the text, which contains the zones that the lines point to (``@facs``). The
    document of the lines keeps the ``fileDesc``, which has names and digests of the inputs, so that they can be
    recovered from it alone.
    """
    source = _source(root, file)
    lines = list(root.iter(q("sourceDoc")))
    gone = {f"#{id}" for part in lines for id in elements_by_id(part)}
    for part in lines:
        remove(part)
    for member in root.iter(q("TEI")):
        _redirect(member, gone)
    return Separated(root, source)


def _source(root: etree._Element, file: str) -> etree._Element | None:
    """Each ``sourceDoc`` of a ``TEI`` or ``teiCorpus``, copied into an element of the same kind; None without any."""
    own = root.find(q("sourceDoc"))
    parts = [] if own is None else [deepcopy(own)]
    sources = (_source(member, file) for member in root.iterchildren(q("TEI")))
    parts += [source for source in sources if source is not None]
    header = root.find(q("teiHeader"))
    if not parts or header is None:
        return None
    element = etree.Element(root.tag, nsmap=NSMAP)
    if id := root.get(ID):
        element.set(ID, id)
    file_desc = header.find(q("fileDesc"))
    element.append(make("teiHeader", "", *([] if file_desc is None else [deepcopy(file_desc)])))
    element.extend(parts)
    for line in (line for part in parts for line in part.iter(q("surface"), q("line"))):
        if line.get("facs", "").startswith("#"):
            line.set("facs", url(file) + line.get("facs", ""))
    return element


def _redirect(member: etree._Element, gone: set[str]) -> None:
    """Remove the pointers of a document to ids that are ``gone``; annotations then point to the first page of its text.

    Without a page with an id, the annotations are removed.
    """
    page = next((page.get(ID) for page in member.iter(q("pb")) if page.get(ID)), None)
    for element in list(member.iter(etree.Element)):
        for name in POINTERS:
            if element.get(name) not in gone:
                continue
            if name != "target":
                del element.attrib[name]
            elif page:
                element.set(name, f"#{page}")
            else:
                remove(element)
