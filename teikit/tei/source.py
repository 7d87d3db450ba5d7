"""The text of the OCR in the TEI, line by line, and how its bytes come back."""

from __future__ import annotations

import codecs
import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lxml import etree

from teikit.errors import Refused
from teikit.tei.build import ILLEGAL, XML, add_text, g_character, make, q
from teikit.telegram import Packet, Page, Telegram
from teikit.text import Line

ENDS = {"\r\n": "crlf", "\r": "cr", "": "none"}
LINE_ENDS = {"crlf": "\r\n", "cr": "\r", "none": ""}


def source_doc(packet: Packet, telegram: Telegram) -> etree._Element | None:
    """``sourceDoc``: one surface for each page of a telegram, with the lines that begin on it."""
    if not packet.source.text:
        return None
    element = make("sourceDoc")
    element.set(f"{{{XML}}}space", "preserve")
    starts = [line.start for line in packet.source.lines]
    for page in sorted(telegram.pages, key=lambda page: page.order):
        first, last = bisect_left(starts, page.span.start), bisect_left(starts, page.span.end)
        surface = make("surface", id=surface_id(telegram, page), n=str(page.order))
        surface.text = "\n"
        for line in packet.source.lines[first:last]:
            surface.append(_line(line, packet.source.text))
        surface.tail = "\n"
        element.append(surface)
    return element


def surface_id(telegram: Telegram, page: Page) -> str:
    """The xml:id of a page's surface."""
    return f"{telegram.id}.s{page.order}" if telegram.id else f"s{page.order}"


def _line(line: Line, text: str) -> etree._Element:
    element = etree.Element(q("line"))
    end = text[line.end : line.next]
    if end != "\n":
        element.set("rend", ENDS[end])
    if ILLEGAL.search(line.text):
        add_text(element, line.text)
    else:
        element.text = line.text
    element.tail = "\n"
    return element


def recover(roots: Sequence[etree._Element]) -> bytes:
    """The bytes of the OCR text from the TEI made of it: one document, or all parts of one that was split.

    Raises :class:`~teikit.errors.Refused` if the TEI does not hold the whole text, or holds another one than it says.
    """
    witnesses = [witness for root in roots for witness in root.iter(q("witness"))]
    digest, encoding, bom = (_idno(witnesses, kind) for kind in ("sha256", "encoding", "bom"))
    if not digest or not encoding:
        message = "this TEI does not say which text it was made from (no idno of type sha256 and encoding)"
        raise Refused("RECOVER-NO-SOURCE", message, "Only TEI that teikit wrote can be turned back.")
    surfaces = {int(surface.get("n") or 0): surface for root in roots for surface in root.iter(q("surface"))}
    text = "".join(part for number in sorted(surfaces) for part in _text(surfaces[number]))
    data = bytes.fromhex(bom) + text.encode(encoding, "surrogateescape")
    if hashlib.sha256(data).hexdigest() != digest:
        message = "the lines in this TEI are not the text that it was made from (the digest differs)"
        hint = "Was it split into several files, or edited? Give all files of the input, as teikit wrote them."
        raise Refused("RECOVER-DIFFERS", message, hint)
    return data


def _idno(witnesses: Sequence[etree._Element], kind: str) -> str:
    for witness in witnesses:
        for idno in witness.iter(q("idno")):
            if idno.get("type") == kind:
                value = (idno.text or "").strip()
                return codecs.lookup(value).name if kind == "encoding" else value
    return ""


def _text(surface: etree._Element) -> Iterator[str]:
    for line in surface.iter(q("line")):
        yield line_text(line)
        yield LINE_ENDS.get(line.get("rend") or "", "\n")


def line_text(line: etree._Element) -> str:
    """The text of a line of the OCR, without its line end."""
    parts = [line.text or ""]
    for child in line:
        parts += [g_character(child.get("n") or "U+FFFD"), child.tail or ""]
    return "".join(parts)
