"""Recognise references in the TEI (URLs, other URIs, paths), and make them from what people type."""

from __future__ import annotations

import regex

HOST = r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?"  # the beginning of an address on the web, up to its port
URL = regex.compile(rf"{HOST}(?:[/?#]\S*)?")
"""An address on the web."""
REFERENCE = regex.compile(rf"{URL.pattern}|(?!https?:)[A-Za-z][A-Za-z0-9+.-]*:[^\s/]\S*|[A-Za-z0-9._~/-][^\s:]*")
"""An address, an identifier (gnd:118540238), a path (persons.xml#p1); not #p1, which would be in the same file."""
IN_URI = "-._~:/?@!$&'()*+,;=%"
"""Characters that may be in a URI as they are."""
NO_ESCAPE = regex.compile(r"%(?![0-9A-Fa-f]{2})")
"""A percent sign that does not escape anything: ``100%``."""


def uri(text: str) -> str:
    """A text as a reference, with forbidden characters percent-encoded; empty if it is not a reference.

    >>> uri("https://example.org/ä#b"), uri("two words"), uri("gnd:118540238")
    ('https://example.org/%C3%A4#b', '', 'gnd:118540238')
    """
    from urllib.parse import quote

    if not REFERENCE.fullmatch(text) or text.startswith("//"):
        return ""
    head, sign, fragment = text.partition("#")
    before, after = (NO_ESCAPE.sub("%25", quote(part, safe=IN_URI, errors="replace")) for part in (head, fragment))
    return before + sign + after
