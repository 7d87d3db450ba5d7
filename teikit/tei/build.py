"""Small things for building TEI: elements, text that XML cannot hold, indentation."""

from __future__ import annotations

from collections.abc import Iterable

import regex
from lxml import etree

from teikit.core import Source, Span

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
ID = f"{{{XML}}}id"
LANG = f"{{{XML}}}lang"
NSMAP = {None: TEI}
ILLEGAL = regex.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def q(tag: str) -> str:
    """A tag in the namespace of TEI."""
    return f"{{{TEI}}}{tag}"


def make(
    tag: str, text: str = "", *children: etree._Element, id: str | None = None, **attributes: str | None
) -> etree._Element:
    """A TEI element; attributes that are None or empty are left out, a trailing underscore is dropped (``from_``).

    What XML forbids becomes a ``g`` in the text, and is named in attributes: a file may be called ``\\x01.hocr``.
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


def if_written(element: etree._Element, content: etree._Element) -> list[etree._Element]:
    """An element, if there is anything in its content; if that is only line breaks and anchors, the anchors."""
    if "".join(content.itertext()).strip() or any(child.tag not in (q("lb"), q("anchor")) for child in content):
        return [element]
    return [child for child in content if child.tag == q("anchor")]


def is_blank(element: etree._Element) -> bool:
    """Whether an element holds no child and no text but blanks."""
    return not len(element) and not (element.text or "").strip()


def add_text(parent: etree._Element, text: str, last: etree._Element | None = None) -> etree._Element | None:
    """Append text to an element; each character that XML forbids becomes a ``g``. Returns the last child.

    ``last`` is the last child of ``parent`` if the caller knows it: asking lxml for it counts all children each time.
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
    if not text:
        return
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def legal(text: str) -> str:
    """A text without characters that XML forbids, which are named instead."""
    return ILLEGAL.sub(lambda match: f"⟨{g_name(match[0])}⟩", text)


def g_name(character: str) -> str:
    """The name under which ``g/@n`` keeps what XML forbids: ``U+000C``; a byte nobody could read is ``0x92``."""
    code = ord(character)
    return f"0x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"U+{code:04X}"


def g_character(name: str) -> str:
    """The character that ``g/@n`` names."""
    return chr(0xDC00 + int(name[2:], 16)) if name.startswith("0x") else chr(int(name[2:], 16))


def indent(element: etree._Element, structural: Iterable[str], depth: int = 0) -> None:
    """Put the children of structural elements on lines of their own; mixed content is left alone."""
    names = {q(name) for name in structural}
    _indent(element, names, depth)


def _indent(element: etree._Element, names: set[str], depth: int) -> None:
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
    """Characters of an input, as RFC 5147 points to them: ``cable.txt#char=34,57``."""
    start, name = source.origin(span.start)
    return f"{url(name)}#char={span.start - start},{span.end - start}"


def pointers(ids: Iterable[str]) -> str:
    """Pointers to elements of this document: ``#R1 #R2``."""
    return " ".join(f"#{id}" for id in ids)


def url(name: str) -> str:
    """A file name as the beginning of a pointer."""
    from urllib.parse import quote

    return quote(name, safe="", errors="surrogateescape")
