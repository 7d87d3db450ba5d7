"""The formats that teikit reads, one row each, and the recognition of a file's format by its content, not its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from teikit.errors import Refused
from teikit.files.compressed import packing_of


class Format(NamedTuple):
    """A format: how its files are recognised, and what reads them.

    ``reader`` is the function that reads it, as ``module:function`` below :mod:`teikit.readers`; the module is
    imported when the first file of the format comes. All but those of text and METS take the bytes and the name of a
    file and give a :class:`~teikit.readers.scan.Scan`. ``media`` is the type under which the TEI carries the input.
    """

    title: str
    reader: str
    media: str
    endings: tuple[str, ...]
    roots: tuple[str, ...] = ()
    magic: tuple[bytes, ...] = ()


FORMATS = {
    "text": Format("plain text", "plain:read_text", "text/plain", (".txt", ".md", ".text")),
    "hocr": Format("hOCR", "hocr:read_hocr", "text/html", (".hocr", ".html", ".htm", ".xhtml"), roots=("html",)),
    "alto": Format("ALTO", "alto:read_alto", "application/xml", (".xml", ".alto"), roots=("alto",)),
    "page": Format("PAGE", "page_xml:read_page", "application/xml", (".xml", ".page"), roots=("pcgts",)),
    "tei": Format("TEI", "tei:read_tei", "application/tei+xml", (".xml", ".tei"), roots=("tei", "tei.2", "teicorpus")),
    "mets": Format("METS", "mets:read_mets", "application/xml", (".xml", ".mets"), roots=("mets",)),
    "pdf": Format("PDF", "image:read_pdf_or_ocr", "application/pdf", (".pdf",), magic=(b"%PDF-",)),
    "image": Format(
        "an image",
        "image:read_image",
        "text/html",  # for an image, the TEI carries the hOCR that was made of it
        (".png", ".jpg", ".jpeg", ".tif", ".tiff"),
        magic=(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"),
    ),
}
"""The values of ``--format``, in the order in which formats are looked for. Text is plain text and the markdown of OCR
engines."""

XML_FORMATS = tuple(name for name, row in FORMATS.items() if row.roots)
XML_ENDINGS = tuple(ending for name in XML_FORMATS for ending in FORMATS[name].endings)
ROOTS = {root: name for name, row in FORMATS.items() for root in row.roots}
PROLOG = re.compile(
    r"\ufeff?\s*+(?:(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)\s*+)*+<([A-Z][\w.-]*:)?([A-Z][\w.-]*)",
    re.DOTALL | re.IGNORECASE,
)
"""What may precede the root element, the prefix of its name, and the name."""
METS_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?mets[\s>]")  # the root of a METS, with any prefix
METS_NAMESPACE = b"http://www.loc.gov/METS/"
HEAD = 100_000  # bytes at the beginning of a file in which the root element must be
PDF_HEAD = 1024  # bytes in which %PDF- must be: programs put lines of a mail or of HTTP before it


def endings_in_folders() -> tuple[str, ...]:
    """Endings of files that are looked for in folders: not images, which are usually scans of the texts there."""
    return tuple(dict.fromkeys(ending for name, row in FORMATS.items() if name != "image" for ending in row.endings))


def recognise(data: bytes, name: str) -> str:
    """The format of a file, a key of ``FORMATS``; plain text if nothing says otherwise.

    Raises :class:`~teikit.errors.Refused` for what no reader can read: compressed data (IN-COMPRESSED), XML of another
    kind (IN-FORMAT), an image named like a text (IN-BINARY).
    """
    called = name.lower()
    packing = packing_of(data)
    if packing:
        raise Refused(
            "IN-COMPRESSED", f"this is {packing.name}, not a text", f"Unpack it first: {packing.program}", name
        )
    is_called_text = called.endswith(FORMATS["text"].endings)
    if data.startswith(FORMATS["image"].magic):
        if is_called_text:
            raise Refused("IN-BINARY", f"this is {_image(data)}, not a text", "Is it the right file?", name)
        return "image"
    if is_pdf(data) or called.endswith(FORMATS["pdf"].endings):
        return "pdf"
    root = _root(data[:HEAD])
    if root in ROOTS and not (root == "html" and is_called_text and b"ocr_" not in data):
        return ROOTS[root]
    if root and METS_NAMESPACE in data[:HEAD] and METS_ELEMENT.search(data, 0, HEAD):
        return "mets"  # in an envelope: <OAI-PMH><GetRecord><record><metadata><mets:mets>
    if root and called.endswith(XML_ENDINGS):
        *all_but_last, last = (FORMATS[format].title for format in XML_FORMATS)
        hint = f"teikit reads {', '.join(all_but_last)} and {last}. If it is meant as plain text, use --format text."
        raise Refused("IN-FORMAT", f"this is XML that teikit does not know (its root element is '{root}')", hint, name)
    if called.endswith(XML_ENDINGS) and data.strip():
        hint = "If it is meant as plain text, use --format text."
        raise Refused("XML-NOT-WELL-FORMED", "this is called XML, but holds no element", hint, name)
    return "text"


def is_pdf(data: bytes) -> bool:
    """Whether a file with these first bytes is a PDF; its name does not matter."""
    return b"%PDF-" in data[:PDF_HEAD]


def _image(data: bytes) -> str:
    """The format of an image, in words."""
    kind = {b"\x89": "PNG", b"\xff": "JPEG"}.get(data[:1], "TIFF")
    return f"a {kind} image"


def _root(head: bytes) -> str:
    """The name of the root element, without its prefix and in lower case; empty if there is none."""
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    if head.startswith(b"\xef\xbb\xbf"):
        text = text[3:]
    element = PROLOG.match(text) if "<" in text[:200] else None
    return element[2].lower() if element else ""
