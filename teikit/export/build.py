"""Parts of both formats: elements, text that XML cannot hold, the refusal of a draft without layout."""

from __future__ import annotations

from lxml import etree

from teikit.core import Draft
from teikit.errors import Refused
from teikit.export.corrected import corrected_pages
from teikit.export.pages import CorrectedPage
from teikit.tei.build import ILLEGAL


def pages_and_engine(draft: Draft, name: str) -> tuple[list[CorrectedPage], str]:
    """The corrected pages, and the engine that read them.

    Raises :class:`~teikit.errors.Refused` (EXPORT-NO-LAYOUT) where the source has no layout.
    """
    layout = draft.source.layout
    if layout is None or not layout.pages:
        hint = "ALTO and PAGE can be written of hOCR, ALTO, PAGE, PDF and images."
        raise Refused("EXPORT-NO-LAYOUT", "the input does not say where its words stand on the page", hint, name)
    return corrected_pages(draft), layout.engine


def child(parent: etree._Element, tag: str, text: str = "", /, **attributes: str | int | None) -> etree._Element:
    """A new last child in the namespace of its parent; attributes that are None or empty are left out.

    A character that XML cannot hold becomes U+FFFD.
    """
    element: etree._Element = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}")
    for name, value in attributes.items():
        if value is not None and value != "":
            element.set(name, legal(str(value)))
    if text:
        element.text = legal(text)
    return element


def legal(text: str) -> str:
    """A text with U+FFFD for each character that XML cannot hold."""
    return ILLEGAL.sub("\ufffd", text)


def serialize(root: etree._Element) -> bytes:
    """The bytes of a document, indented."""
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
