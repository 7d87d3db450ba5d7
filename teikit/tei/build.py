"""Helpers for building TEI: elements, text that XML cannot hold, indentation, ids and pointers."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import regex
from lxml import etree

from teikit.core import Source, Span
from teikit.edition.references import URL, uri
from teikit.files.xml import TEI, XML_ID, XML_LANG

ID = XML_ID
LANG = XML_LANG
NSMAP = {None: TEI}
ILLEGAL = regex.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets)."""


def q(tag: str) -> str:
    """The name of an element in the namespace of TEI, as lxml writes it."""
    return f"{{{TEI}}}{tag}"


def make(
    tag: str, text: str = "", *children: etree._Element, id: str | None = None, **attributes: str | None
) -> etree._Element:
    """A TEI element with a text and then children.

    Attributes that are None or empty are left out; a trailing underscore of their names is dropped (``from_``). A
    character that XML forbids becomes a ``g`` in the text, and is named in attributes: ``\\x01.hocr`` is a file name.
    """
    element = etree.Element(q(tag), nsmap=NSMAP if tag in ("TEI", "teiCorpus") else None)
    if id:
        element.set(ID, id)
    for name, value in attributes.items():
        if value:
            element.set(name.rstrip("_"), legal(value))
    if text:
        add_text(element, text)
    element.extend(children)
    return element


def terms(rights: str) -> etree._Element:
    """Rights, for ``availability``: a ``licence`` if they are a URL, else a ``p``."""
    return make("licence", rights, target=uri(rights)) if URL.fullmatch(rights) else make("p", rights)


def element_or_anchors(element: etree._Element, content: etree._Element) -> list[etree._Element]:
    """An element, if its ``content`` has text or elements; only the anchors, if it has just line breaks and anchors."""
    if "".join(content.itertext()).strip() or any(child.tag not in (q("lb"), q("anchor")) for child in content):
        return [element]
    return [child for child in content if child.tag == q("anchor")]


def is_blank(element: etree._Element) -> bool:
    """Whether an element has no children and no text other than white space."""
    return not len(element) and not (element.text or "").strip()


def add_text(parent: etree._Element, text: str, last: etree._Element | None = None) -> etree._Element | None:
    """Append text to an element, and return its last child; each character that XML forbids becomes a ``g``.

    ``last`` is the last child of ``parent``, if the caller knows it: lxml counts all children to find it.
    """
    last = parent[-1] if last is None and len(parent) else last
    start = 0
    for match in ILLEGAL.finditer(text):
        _append(parent, last, text[start : match.start()])
        last = etree.SubElement(parent, q("g"), n=g_name(match[0]))
        start = match.end()
    _append(parent, last, text[start:] if start else text)
    return last


def _append(parent: etree._Element, last: etree._Element | None, text: str) -> None:
    """Append text to an element, after its last child."""
    if not text:
        return
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def elements_by_id(element: etree._Element) -> dict[str, etree._Element]:
    """The elements with an ``xml:id`` in an element, including itself, by their ids, in the order of the document."""
    ids = ((node.get(ID), node) for node in element.iter(etree.Element))
    return {id: node for id, node in ids if id}


def remove(element: etree._Element) -> None:
    """Remove an element, with the text after it, from its parent, if it has one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def legal(text: str) -> str:
    """A text with each character that XML forbids replaced by its name: ``⟨U+000C⟩``."""
    return ILLEGAL.sub(lambda match: f"⟨{g_name(match[0])}⟩", text)


def g_name(character: str) -> str:
    """The name by which ``g/@n`` keeps a character: ``U+000C``; ``0x92`` for a byte that could not be decoded."""
    code = ord(character)
    return f"0x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"U+{code:04X}"


def g_character(name: str) -> str:
    """The character that ``g/@n`` names (see :func:`g_name`)."""
    return chr(0xDC00 + int(name[2:], 16)) if name.startswith("0x") else chr(int(name[2:], 16))


def indent(element: etree._Element, structural: Iterable[str], depth: int = 0) -> None:
    """Put each child of the elements named in ``structural`` on a line of its own; mixed content is left alone.

    ``depth`` is the number of elements around the first one.
    """
    names = {q(name) for name in structural}
    _indent(element, names, depth)


def _indent(element: etree._Element, names: set[str], depth: int) -> None:
    """The same for elements of these names, with namespaces."""
    children = list(element)
    if not children or element.tag not in names or _holds_text(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in children:
        _indent(child, names, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    children[-1].tail = "\n" + "  " * depth


def _holds_text(element: etree._Element) -> bool:
    return any(text and not text.isspace() for text in (element.text, *(child.tail for child in element)))


def pointer(source: Source, span: Span) -> str:
    """A pointer to the characters of a stretch of the input, by RFC 5147: ``cable.txt#char=34,57``."""
    start, name = source.origin(span.start)
    return f"{url(name)}#char={span.start - start},{span.end - start}"


def pointers(ids: Iterable[str]) -> str:
    """Pointers to elements of this document, by their ids: ``#R1 #R2``."""
    return " ".join(f"#{id}" for id in ids)


def url(name: str) -> str:
    """A file name as a relative URL; bytes that are not UTF-8 are kept."""
    return quote(name, safe="", errors="surrogateescape")


def id_prefix(id: str) -> str:
    """The prefix of the ids of the elements of a telegram: ``t2.``; empty for the only telegram of an input."""
    return f"{id}." if id else ""
