"""Parsing XML from untrusted sources, into a tree or a stream of elements; nothing is fetched, included or expanded.

No other module parses XML. Big files go through :func:`feed`, which builds no tree, so that memory stays small whatever
the size of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from lxml import etree

from teikit.core import Note
from teikit.errors import LimitReached, Refused
from teikit.files.compressed import packing_of
from teikit.files.xml_prolog import narrow, prolog, uses_entities

LIMIT = 64 * 2**20  # bytes of a document; libxml2 takes up to twenty times as much memory
CHUNK = 2**16  # bytes given to the parser at a time
XML = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"
XML_BASE = f"{{{XML}}}base"
"""Attributes of XML itself, as lxml writes their names."""
XINCLUDE = "{http://www.w3.org/2001/XInclude}include"
TEI = "http://www.tei-c.org/ns/1.0"
"""The namespace of TEI."""
IN_TEI = f"{{{TEI}}}"
"""The prefix of the name of a TEI element in lxml."""
SAFE: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "recover": False,
}
"""Options of a parser for untrusted XML."""
ENCODING_TROUBLE = (
    "ncoding",
    "not proper UTF-8",
    "Invalid bytes",
    "conver",
)  # words in libxml2's messages about encodings
XML_NUMBER = re.compile(r"[ \t\r\n]*([+-]?[0-9]{1,9}(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?)[ \t\r\n]*")
"""A number in XML: ``12``, ``-1.5e3``, perhaps with white space around it."""
NO_FORMAT = "Leave out --format: then the contents of the file decide."
NO_ENTITIES = "Replace the entities by the characters they stand for (xmllint --noent does), and drop the declarations."


class Handler(Protocol):
    """The events of a document that :func:`feed` reports: elements as they start and end, and the text between."""

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        """An element starts; ``tag`` is its name as lxml writes it, ``{namespace}name``."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, data: str) -> None:
        """A piece of text; one text may come in several pieces."""

    def close(self) -> None:
        """The document is at its end."""


def local(tag: object) -> str:
    """The name of an element without its namespace; empty for comments and the like, which have none.

    >>> local("{http://www.w3.org/1999/xhtml}div")
    'div'
    """
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """The text in an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def number(text: str) -> float | None:
    """A decimal number as XML writes it, with an absolute value below 10^9; None for anything else.

    >>> number("12.5"), number("NaN"), number("1e999"), number("1,5"), number("0x10")
    (12.5, None, None, None, None)
    """
    if len(text) < 10 and text.isascii() and text.isdigit():
        return float(text)
    matched = XML_NUMBER.fullmatch(text)
    value = float(matched[1]) if matched else None
    return value if value is not None and abs(value) < 1e9 else None


def feed(data: bytes, name: str, handler: Handler, limit: int = LIMIT) -> list[Note]:
    """Report all elements and texts of a document to ``handler``; comments and instructions are left out.

    Returns what is odd about the document. Raises :class:`~teikit.errors.LimitReached` (LIMIT-SIZE) for more than
    ``limit`` bytes, and :class:`~teikit.errors.Refused` for compressed data (IN-COMPRESSED), a document that
    declares things of its own (XML-DOCTYPE-ENTITIES), and what is not well-formed or is in a wrong encoding
    (XML-NOT-WELL-FORMED, XML-ENCODING); ``place`` is then ``name:line:column``.
    """
    notes = _checked(data, name, limit)
    parser = etree.XMLPullParser(events=("start", "end"), remove_comments=True, remove_pis=True, **SAFE)
    try:
        tell(parser, data, handler)
    except etree.XMLSyntaxError as error:
        raise _refusal(error, name) from None
    return notes


def tell(parser: etree.XMLPullParser | etree.HTMLPullParser, data: bytes, handler: Handler) -> None:
    """Report to ``handler`` all that a parser for the events start and end finds in ``data``, and free it at once."""
    path: list[etree._Element] = []
    tags: list[str] = []
    last: etree._Element | None = None
    for event, element in _events(parser, data):
        if last is not None:
            text = last.text if path and last is path[-1] else last.tail
            if text:
                handler.data(text)
        if event == "start":
            tag = str(element.tag)
            handler.start(tag, dict(element.items()))  # attrib fails if HTML has a name that XML forbids
            path.append(element)
            tags.append(tag)
        else:
            handler.end(tags.pop())
            path.pop()
            before = element.getprevious()
            if before is not None and path:
                path[-1].remove(before)  # never the element itself: the parser may be about to write after it
        last = element
    handler.close()


def _events(parser: etree.XMLPullParser | etree.HTMLPullParser, data: bytes) -> Iterator[tuple[str, etree._Element]]:
    for at in range(0, len(data), CHUNK):
        parser.feed(data[at : at + CHUNK])
        yield from parser.read_events()
    parser.close()
    yield from parser.read_events()


def html_parser(encoding: str) -> etree.HTMLPullParser:
    """A parser for :func:`tell` that reads HTML that is not XML, as browsers do."""
    return etree.HTMLPullParser(
        events=("start", "end"),
        encoding=encoding,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse(data: bytes, name: str, limit: int = LIMIT) -> tuple[etree._Element, list[Note]]:
    """The root element of an input without its comments and instructions, and what is odd about it.

    This is for small documents, as a tree takes twenty times as much memory. Raises what :func:`feed` raises.
    """
    notes = _checked(data, name, limit)
    root = _tree(data, name, remove_comments=True)
    if next(root.iter(XINCLUDE), None) is not None:
        notes.append(xinclude_ignored())
    return root, notes


def parse_whole(data: bytes, limit: int = LIMIT) -> etree._Element:
    """The root element of a document to be checked or written again, with its comments and instructions.

    Raises what :func:`feed` raises; ``place`` is then line and column.
    """
    _checked(data, "", limit)
    return _tree(data, "", remove_comments=False)


def _tree(data: bytes, name: str, remove_comments: bool) -> etree._Element:
    """The root of an XML file. Raises XML-NOT-WELL-FORMED, XML-ENCODING and XML-DOCTYPE-ENTITIES."""
    parser = etree.XMLParser(remove_comments=remove_comments, remove_pis=remove_comments, **SAFE)
    try:
        root: etree._Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(error, name) from None
    if next(root.iter(etree.Entity), None) is not None:
        raise Refused("XML-DOCTYPE-ENTITIES", "the document uses entities of its own", NO_ENTITIES, name)
    return root


def xinclude_ignored() -> Note:
    """The note on a document that wants to include others."""
    return Note("XML-XINCLUDE-IGNORED", "the document asks to include another one (xi:include); nothing was included")


def refuse_root(tag: str, wanted: str, name: str) -> Refused:
    """The refusal of a document whose root element its reader does not know."""
    message = f"this is not {wanted}: its first element is <{local(tag)[:60]}>"
    return Refused("IN-FORMAT", message, NO_FORMAT, name)


def refuse_size_and_packing(data: bytes, name: str, limit: int) -> None:
    """Raise what :func:`feed` raises for a file that is too big or compressed."""
    if len(data) > limit:
        message = f"the file has {len(data)} bytes, more than the limit of {limit}"
        raise LimitReached("LIMIT-SIZE", message, "Cut it into several files, by pages.", name)
    packing = packing_of(data)
    if packing:
        raise Refused("IN-COMPRESSED", f"this is {packing.name}, not XML", "Unpack it first.", name)


def _checked(data: bytes, name: str, limit: int) -> list[Note]:
    """Check a document as far as possible without parsing it; returns what is odd about it."""
    refuse_size_and_packing(data, name, limit)
    ascii_data = narrow(data)
    before = prolog(ascii_data)
    if before is None:
        reason = "there is text where markup should begin" if data.strip() else "the file is empty"
        hint = f"Is it plain text? {NO_FORMAT}" if name and data.strip() else ""
        raise Refused("XML-NOT-WELL-FORMED", f"this is not XML: {reason}", hint, _place(name, 1, 1))
    if before.declares:
        raise Refused("XML-DOCTYPE-ENTITIES", "the document declares entities of its own", NO_ENTITIES, name)
    if not before.doctype:
        return []
    if uses_entities(ascii_data, before.doctype):
        raise Refused("XML-DOCTYPE-ENTITIES", "the document uses entities of its DTD", NO_ENTITIES, name)
    return [Note("XML-DOCTYPE-IGNORED", "the document names a DTD, which was not read")]


def _refusal(error: etree.XMLSyntaxError, name: str) -> Refused:
    """The refusal of a file in which the parser found an error: XML-ENCODING or XML-NOT-WELL-FORMED."""
    message = (error.msg or "the file is empty").split(", line ")[0].removesuffix(", use XML_PARSE_HUGE option")
    place = _place(name, error.lineno, error.offset) if error.lineno else name
    if any(words in message for words in ENCODING_TROUBLE):
        hint = "The encoding is not the one that the first line declares; correct that line."
        return Refused("XML-ENCODING", f"the bytes cannot be decoded: {message}", hint, place)
    hint = NO_ENTITIES if "ntity" in message else "A file that was cut off or edited by hand? Export it again."
    return Refused("XML-NOT-WELL-FORMED", f"this is not well-formed XML: {message}", hint, place)


def _place(name: str, line: int | None, column: int | None) -> str:
    return f"{name}:{line}:{column}".removeprefix(":")
