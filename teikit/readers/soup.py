"""HTML that is not XML, read as browsers read it: with elements that stay open and attributes without quotes."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from teikit.core import Note
from teikit.errors import Refused
from teikit.files.xml import LIMIT, Handler, html_parser, tell
from teikit.files.xml_prolog import narrow, prolog

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
"""The encoding that a page names in its head."""
HTML_START = re.compile(rb"<html[\s>]", re.IGNORECASE)  # the tag with which a page begins
HTML_END = re.compile(rb"</(?:html|body)\s*>(?:\s|<!--.*?-->)*\Z", re.IGNORECASE | re.DOTALL)
"""The tag with which it ends, and comments after it."""
TAIL = 4096  # bytes at the end of a file in which the page must end
HEAD = 4096  # bytes at its beginning in which a page must name its encoding, or it is UTF-8
HTML_AFTER = frozenset({"XML-NOT-WELL-FORMED", "XML-ENCODING", "XML-DOCTYPE-ENTITIES"})
"""Codes of refusals as XML after which a file may still be HTML."""


def may_be_soup(data: bytes, code: str) -> bool:
    """Whether data refused as XML may be HTML: not if it declares entities or is not in its stated encoding."""
    if code not in HTML_AFTER:
        return False
    ascii_data = narrow(data)
    before = prolog(ascii_data)
    if before is not None and before.declares:
        return False
    return code != "XML-ENCODING" or re.match(rb"[^<]{0,9}<\?xml[^>]*encoding", ascii_data) is None


def feed_soup(data: bytes, name: str, handler: Handler, error: Refused) -> list[Note]:
    """Report to ``handler`` what a browser would find in a document that was refused as XML with ``error``.

    A note says so.

    Raises :class:`~teikit.errors.Refused` if that is impossible without guessing or loss.
    """
    if b"<" not in narrow(data[:LIMIT]):
        raise error
    encoding = _encoding(data)
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as trouble:
        message = f"the bytes are not in the encoding {encoding[:40]}: {str(trouble)[:100]}"
        raise Refused("XML-ENCODING", message, "Name the right one in <meta charset>, or convert it.", name) from None
    markup = narrow(data)
    if HTML_START.search(markup[:HEAD]) and not HTML_END.search(markup[-TAIL:]):
        message = "the file ends before </body>: it was cut off, so the rest of it is lost"
        raise Refused("HOCR-CUT-OFF", message, "Export it again.", name)
    parser = html_parser(encoding)
    try:
        tell(parser, data, handler)
    except (etree.XMLSyntaxError, etree.ParserError) as trouble:
        message = f"this is neither XML nor HTML: {trouble}"
        raise Refused("XML-NOT-WELL-FORMED", message, "Export it again.", name) from None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.feed_error_log.filter_from_fatals()):
        message = "this is not XML, and as HTML it is nested too deep or has too long a text; half of it would be lost"
        raise Refused("XML-NOT-WELL-FORMED", message, "Close the elements that stay open.", name)
    place = error.place.removeprefix(f"{name}:")
    message = f"the file is not XML ({error.message}, at {place}); it was read as browsers read HTML"
    return [Note("HOCR-HTML-RECOVERED", message)]


def _encoding(data: bytes) -> str:
    """The encoding: by the byte order mark, else the one that the page names, else UTF-8."""
    marks = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
    marked = next((encoding for mark, encoding in marks if data.startswith(mark)), None)
    named = CHARSET.search(data[:HEAD])
    return marked or (named[1].decode("ascii", "replace") if named else "utf-8")
