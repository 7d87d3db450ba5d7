"""Inspecting an XML document without parsing it: its encoding, DOCTYPE, and use of entities of a DTD."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""Beginnings of documents whose markup is not ASCII, with their encodings."""
MISC = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
"""What may precede a DOCTYPE or the root element."""
DOCTYPE = re.compile(rb"""<!DOCTYPE(?:[^\["'>]++|"[^"]*"|'[^']*')*+(?:\[(\s*\])?\s*)?""", re.IGNORECASE)
"""A DOCTYPE up to its internal subset. A quoted address may hold a bracket: ``<!DOCTYPE a SYSTEM "<!--" [...``. The
group is the end of a subset that declares nothing: ``<!DOCTYPE a PUBLIC "-//A" "a.dtd" [ ]>``."""
REFERENCE = re.compile(rb"&(?!#|(?:amp|lt|gt|quot|apos);)")
"""A reference to an entity that XML itself does not define."""
REFERENCE_IN_TEXT = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|(" + REFERENCE.pattern + rb")", re.DOTALL
)
"""A comment, a CDATA section or an instruction, in which ``&x;`` is not a reference, or (the group) a reference."""


class Prolog(NamedTuple):
    """The part before the first element: the end of its DOCTYPE (0 without one), and whether that declares things."""

    doctype: int
    declares: bool


def narrow(data: bytes) -> bytes:
    """The bytes of a document with its markup in ASCII: UTF-16 and UTF-32 as UTF-8, anything else unchanged."""
    encoding = next((encoding for mark, encoding in WIDE if data.startswith(mark)), None)
    return data.decode(encoding, "replace").encode() if encoding else data


def prolog(data: bytes) -> Prolog | None:
    """Inspect the part before the first element of a document in ASCII markup; None if no markup follows."""
    at = MISC.match(data).end()  # type: ignore[union-attr]  # it also matches nothing
    doctype = DOCTYPE.match(data, at)
    if doctype:
        return Prolog(doctype.end(), declares=b"[" in doctype[0].rpartition(b'"')[2] and doctype[1] is None)
    return Prolog(0, declares=False) if data[at : at + 1] == b"<" else None


def uses_entities(data: bytes, start: int) -> bool:
    """Whether a document in ASCII markup refers, from ``start`` on, to entities that only its DTD can declare.

    The parser skips such references, so they are looked for here.
    """
    if not REFERENCE.search(data, start):
        return False
    return any(part[1] for part in REFERENCE_IN_TEXT.finditer(data, start))
