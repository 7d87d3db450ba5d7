"""Identifiers of the user's lists on names that a document has without one: those of its header and of its fields."""

from __future__ import annotations

from lxml import etree

from teikit.authorities import Authorities
from teikit.authorities.entries import folded
from teikit.authorities.index import single
from teikit.edition.references import uri
from teikit.tei.build import q

KINDS = {
    q("persName"): ("persons",),
    q("placeName"): ("places",),
    q("orgName"): ("organisations",),
    q("roleName"): ("organisations", "persons"),
    q("name"): ("persons", "organisations", "places"),
}
"""The kinds of lists in which an element may be found."""
SIGNERS = (q("author"), q("signed"), q("correspAction"))
"""Elements in which a person by his surname alone is meant."""
READINGS = (q("sic"), q("note"), q("fw"))
"""Elements whose text is not that of the name around them."""


def refer(document: etree._Element, authorities: Authorities) -> None:
    """Give names ``@ref``: to the letter, by a variant; a signature also by its surname, with ``@cert``."""
    if not authorities:
        return
    for element in document.iter(*KINDS):
        if element.get("ref"):
            continue
        words, kinds = folded(_text(element)), KINDS[str(element.tag)]
        entry = single(entry for entry in authorities.exact(words) if entry.kind in kinds)
        if entry is None and element.tag == q("persName") and _is_signature(element):
            entry = single(authorities.surname(words))
            if entry:
                element.set("cert", "medium")
        if entry:
            element.set("ref", uri(entry.ref))


def _is_signature(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in SIGNERS


def _text(element: etree._Element) -> str:
    """The text of a name, as it was corrected."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in READINGS:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())
