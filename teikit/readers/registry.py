"""Which format a file is in: by what it holds, not by what it is called."""

from __future__ import annotations

import re

from teikit.errors import Refused

FORMATS = ("text", "hocr", "alto", "page", "tei", "mets", "pdf", "image")
"""What ``--format`` takes. Text is plain text and the markdown of OCR engines."""

XML_ENDINGS = (".xml", ".hocr", ".html", ".htm", ".xhtml", ".alto", ".page", ".tei", ".mets")
TEXT_ENDINGS = (".txt", ".md", ".text")
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
ROOTS = {"alto": "alto", "html": "hocr", "pcgts": "page", "tei": "tei", "teicorpus": "tei", "mets": "mets"}
IMAGES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
)
COMPRESSED = (
    (b"\x1f\x8b", "gzip data", "gunzip"),
    (b"PK\x03\x04", "a zip archive", "unzip (or name it on the command line, where it is opened)"),
    (b"BZh", "bzip2 data", "bunzip2"),
    (b"\xfd7zXZ", "xz data", "unxz"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unzstd"),
)
PROLOG = re.compile(
    r"\ufeff?\s*+(?:(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)\s*+)*+<([A-Z][\w.-]*:)?([A-Z][\w.-]*)",
    re.DOTALL | re.IGNORECASE,
)
HEAD = 100_000
"""So much of a file is looked at, in bytes."""


def recognise(data: bytes, name: str) -> str:
    """The format of a file, one of ``FORMATS``; plain text where nothing says otherwise.

    Raises :class:`~teikit.errors.Refused` for what no reader takes: compressed data (IN-COMPRESSED), XML of another
    kind (IN-FORMAT), a picture that is called a text (IN-BINARY).
    """
    ending = name.lower()
    for magic, what, tool in COMPRESSED:
        if data.startswith(magic):
            raise Refused("IN-COMPRESSED", f"this is {what}, not a text", f"Unpack it first: {tool}", name)
    for magic, what in IMAGES:
        if data.startswith(magic):
            if ending.endswith(TEXT_ENDINGS):
                raise Refused("IN-BINARY", f"this is {what}, not a text", "Is it the right file?", name)
            return "image"
    if b"%PDF-" in data[:1024] or ending.endswith(".pdf"):
        return "pdf"
    root = _root(data[:HEAD])
    if root in ROOTS and not (root == "html" and ending.endswith(TEXT_ENDINGS) and b"ocr_" not in data):
        return ROOTS[root]
    if root and ending.endswith(XML_ENDINGS):
        hint = "teikit reads hOCR, ALTO, PAGE, TEI and METS. If it is meant as plain text, say --format text."
        raise Refused("IN-FORMAT", f"this is XML that teikit does not know (its root element is '{root}')", hint, name)
    if ending.endswith(XML_ENDINGS) and data.strip():
        hint = "If it is meant as plain text all the same, say --format text."
        raise Refused("XML-NOT-WELL-FORMED", "this is called XML, but holds no element", hint, name)
    return "text"


def _root(head: bytes) -> str:
    """The name of the root element, without its prefix and in small letters; empty where there is none."""
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    if head.startswith(b"\xef\xbb\xbf"):
        text = text[3:]
    found = PROLOG.match(text) if "<" in text[:200] else None
    return found[2].lower() if found else ""
