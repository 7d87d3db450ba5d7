"""Identifiers for names: those of the user's lists, and of the posts that a collection knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
"""The kinds of lists in which each element is looked up."""
SIGNATURES = (q("author"), q("signed"), q("correspAction"))
"""Elements in which a surname alone means a person."""
NOT_OF_THE_NAME = (q("sic"), q("note"), q("fw"))
"""Elements whose text is not part of the corrected name around them."""


def refer(document: etree._Element, authorities: Authorities, posts: Mapping[str, Post]) -> None:
    """Give ``@ref`` to each name without one that the lists have, in place.

    A name is found by the form or a variant of an entry; a signature also by the surname, with ``@cert``. A place that
    no list has gets the identifier of the post of that name, if it has one.
    """
    for element in document.iter(*KINDS):
        if element.get("ref"):
            continue
        words = folded(_text(element))
        ref = identifier(words, str(element.tag), authorities, posts)
        if not ref and element.tag == q("persName") and _is_signature(element):
            signer = single(authorities.surname(words))
            if signer:
                element.set("cert", "medium")
                ref = uri(signer.ref)
        if ref:
            element.set("ref", ref)


def identifier(words: Sequence[str], tag: str, authorities: Authorities, posts: Mapping[str, Post]) -> str:
    """The identifier of the name of these folded words in an element; empty if it is unknown or ambiguous."""
    listed = [entry for entry in authorities.exact(words) if entry.kind in KINDS[tag]]
    if entry := single(listed):
        return uri(entry.ref)
    post = posts.get(" ".join(words)) if tag == q("placeName") and not listed else None
    return uri(post.id) if post and post.id else ""


def _is_signature(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in SIGNATURES


def _text(element: etree._Element) -> str:
    """The corrected text of a name."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in NOT_OF_THE_NAME:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())
