"""Identifiers on names that have none yet: of the user's lists, and of the posts that a collection knows."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from teikit.authorities import Authorities
from teikit.authorities.entries import folded
from teikit.authorities.index import single
from teikit.edition.references import uri
from teikit.lexicon import Post
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


def refer(document: etree._Element, authorities: Authorities, posts: Mapping[str, Post]) -> None:
    """Give names ``@ref``: to the letter, by a variant; a signature also by its surname, with ``@cert``.

    A place of which the lists say nothing is that of the post of its name, where its place is identified.
    """
    for element in document.iter(*KINDS):
        if element.get("ref"):
            continue
        words, kinds = folded(_text(element)), KINDS[str(element.tag)]
        listed = [entry for entry in authorities.exact(words) if entry.kind in kinds]
        entry = single(listed)
        if entry is None and element.tag == q("persName") and _is_signature(element):
            entry = single(authorities.surname(words))
            if entry:
                element.set("cert", "medium")
        post = posts.get(" ".join(words)) if element.tag == q("placeName") and not listed else None
        if entry:
            element.set("ref", uri(entry.ref))
        elif post and post.id:
            element.set("ref", uri(post.id))


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
