"""The text of a TEI document as people read it: corrected or as the OCR had it, without the furniture or with it."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import etree

from teikit.core.kinds import KINDS, Role
from teikit.tei.build import g_character, q

BLOCKS = {
    q(name)
    for name in (
        "p",
        "head",
        "item",
        "table",
        "opener",
        "closer",
        "postscript",
        "div",
        "floatingText",
        "stamp",
        "note",
        "fw",
    )
}
FURNITURE = {q(kind.element) for kind in KINDS.values() if kind.role is Role.ASIDE and kind.element}
AS_WRITTEN = ("orig", "abbr", "unclear")
"""What of a ``choice`` of other makers stands on the page."""
SPACES = regex.compile(r"[ \t\r\n]+")


def reading_text(root: etree._Element, raw: bool = False, layer: str = "body") -> str:
    """The text of all telegrams in a document, pages apart by form feeds, paragraphs by blank lines.

    ``raw`` gives the readings of the OCR instead of the corrections; ``layer`` "all" has running heads, stamps and
    codes as well. A gap reads ``[...]``; what XML cannot hold reads U+FFFD.
    """
    out: list[str] = []
    for body in root.iter(q("body")):
        parent = body.getparent()
        if parent is not None and parent.tag == q("text"):
            for part in _walk(body, raw, layer == "all"):
                out.append(part)
            out.append("\n\n")
    text = "".join(out)
    text = regex.sub(r"[ \t]*\n[ \t]*", "\n", text)
    text = regex.sub(r"\n*\f\n*", "\n\f\n", text).lstrip("\f\n")
    return regex.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _walk(element: etree._Element, raw: bool, furniture: bool) -> Iterator[str]:
    tag = element.tag
    if tag in FURNITURE and not furniture:
        return
    if tag == q("pb"):
        yield "\f"
    elif tag == q("lb") and _begins_cell(element):
        return
    elif tag == q("lb"):
        if element.get("break") != "no":
            yield "\n"
        elif raw:
            yield "-\n" if element.get("rend") == "hyphen" else "\n"
    elif tag == q("gap"):
        yield "[...]"
    elif tag == q("g"):
        character = g_character(element.get("n") or "U+FFFD")
        yield character if character.isprintable() else "\ufffd"
    elif tag == q("choice"):
        readings = (element.find(q(name)) for name in ("sic" if raw else "corr", *AS_WRITTEN))
        chosen = next((reading for reading in readings if reading is not None), None)
        if chosen is not None:
            yield from _inside(chosen, raw, furniture)
    elif (tag == q("supplied") and raw) or tag == q("rdg"):
        return  # what another release has
    else:
        if tag in BLOCKS:
            yield "\n\n" if tag != q("fw") else "\n"
        yield from _inside(element, raw, furniture)
        if tag in BLOCKS or tag == q("row"):
            yield "\n"
        elif tag == q("cell") and element.getnext() is not None:
            yield "\t"


def _begins_cell(lb: etree._Element) -> bool:
    """Whether a line begins with the cell of a table; the row has ended the one before."""
    cell = lb.getparent()
    return cell is not None and cell.tag == q("cell") and lb.getprevious() is None and not (cell.text or "").strip()


def _inside(element: etree._Element, raw: bool, furniture: bool) -> Iterator[str]:
    if element.text:
        yield SPACES.sub(" ", element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from _walk(child, raw, furniture)
        if child.tail:
            yield SPACES.sub(" ", child.tail)
