"""Functions shared by ALTO and PAGE: pages, elements, text that XML cannot represent, the bytes of a file."""

from __future__ import annotations

from lxml import etree

from teikit.core import Draft
from teikit.errors import Refused
from teikit.export.corrected import corrected_pages
from teikit.export.pages import CorrectedPage
from teikit.tei.build import ILLEGAL


def pages_and_engine(draft: Draft, name: str) -> tuple[list[CorrectedPage], str]:
    """The corrected pages, and the name of the engine that read them, from the input (empty if it has none).

    Raises :class:`~teikit.errors.Refused` (EXPORT-NO-LAYOUT), which names the input by ``name``, if the source has
    no layout.
    """
    layout = draft.source.layout
    if layout is None or not layout.pages:
        hint = "ALTO and PAGE can be written from hOCR, ALTO, PAGE, PDF and images."
        raise Refused("EXPORT-NO-LAYOUT", "the input has no positions of its words on the page", hint, name)
    return corrected_pages(draft), layout.engine


def child(parent: etree._Element, tag: str, text: str = "", /, **attributes: str | int | None) -> etree._Element:
    """A new last child of an element, in its namespace; attributes that are None or empty are left out.

    A character that XML cannot represent becomes U+FFFD, in attributes and in the text.
    """
    element: etree._Element = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}")
    for name, value in attributes.items():
        if value is not None and value != "":
            element.set(name, replaced(str(value)))
    if text:
        element.text = replaced(text)
    return element


def replaced(text: str) -> str:
    """A text with U+FFFD in the place of each character that XML cannot represent."""
    return ILLEGAL.sub("\ufffd", text)


def serialize(root: etree._Element) -> bytes:
    """The bytes of a document: UTF-8, with an XML declaration, indented by one space."""
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
