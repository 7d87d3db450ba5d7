"""Repair of a finished division: halves of broken words, elements and sections that have become empty, leaves."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from teikit.tei.build import add_text, q
from teikit.tei.text.content import PAGE_PARTS

BLOCKS = {q("p"), q("list"), q("table"), q("floatingText")}
"""Elements of which a section must have one."""
NO_CONTENT = {*PAGE_PARTS, q("lb"), q("anchor"), q("gap")}
"""Elements that may be left in a container that is dissolved."""
WITH_TEXT = tuple(
    map(q, ("p", "head", "item", "label", "dateline", "salute", "signed", "seg", "persName", "placeName"))
)
"""Elements that must have text (rule T0401 of the schema)."""
CONTAINERS = tuple(map(q, ("list", "table", "postscript", "opener", "closer")))
"""Elements that must hold others."""
BLANKS = " \t\r\n"
"""White space in XML."""
LEAF = f".//{q('floatingText')}/{q('body')}/{q('div')}"
"""The division of a leaf of another telegram."""


def mend(div: etree._Element, parts: Sequence[etree._Element]) -> None:
    """Repair a division, in place; ``parts`` are those of which it is made, or it alone."""
    undo_loose_ends(div)
    dissolve_empty(div)
    leaves = div.findall(LEAF)
    for part in [*parts, *leaves]:
        dissolve_empty_sections(part)
    for leaf in leaves:
        _unwrap(leaf)


def undo_loose_ends(div: etree._Element) -> None:
    """Restore the hyphen of each broken word whose other half is not in its element.

    Such a half is on a page that was moved to its own telegram.
    """
    for lb in [lb for lb in div.iter(q("lb")) if lb.get("break")]:
        parent = lb.getparent()
        assert parent is not None
        _undo_loose_end(lb, parent)


def dissolve_empty(div: etree._Element) -> None:
    """Remove elements that must have content but have none; the forme work, notes and gaps in them stay in their place.

    A rule may have removed the last letters of a paragraph on its page: ``FOR-``, and ``:`` on the next page.
    """
    for element in reversed(list(div.iter(*WITH_TEXT, *CONTAINERS))):
        home = element.getparent()
        if home is None or _has_content(element):
            continue
        for child in element.findall("*"):
            if child.tag != q("lb"):
                child.tail = None
                element.addprevious(child)
        add_text(home, element.tail or "", element.getprevious())
        element.tail = None
        home.remove(element)


def _has_content(element: etree._Element) -> bool:
    """Whether an element has text, or a ``gap`` or ``g`` for it; for a container, whether it holds an element."""
    if element.tag in CONTAINERS:
        return any(child.tag not in NO_CONTENT for child in element)
    return bool("".join(element.itertext()).strip(BLANKS)) or any(True for _ in element.iter(q("gap"), q("g")))


def dissolve_empty_sections(div: etree._Element) -> None:
    """Dissolve sections that have no block: their heads become paragraphs."""
    for section in div.findall(q("div")):
        if not any(child.tag in BLOCKS for child in section):
            for child in list(section):
                child.tag = q("p") if child.tag == q("head") else child.tag
                section.addprevious(child)
            div.remove(section)


def _unwrap(leaf: etree._Element) -> None:
    """Move the content of a leaf into the ``body`` of its text, if it has the block that a body must have."""
    body = leaf.getparent()
    if body is not None and any(child.tag in BLOCKS for child in leaf):
        body[:] = list(leaf)


def _undo_loose_end(lb: etree._Element, parent: etree._Element) -> None:
    """Replace an ``lb`` within a word by its hyphen, unless there is text on both sides of it."""
    before = any(_text(node).strip() for node in lb.itersiblings(preceding=True)) or (parent.text or "").strip()
    after = (lb.tail or "").strip() or any(_text(node).strip() for node in lb.itersiblings())
    if before and after:
        return
    previous, hyphen = lb.getprevious(), "-" if lb.get("rend") and before else ""
    if previous is None:
        parent.text = (parent.text or "") + hyphen + (lb.tail or "")
    else:
        previous.tail = (previous.tail or "") + hyphen + (lb.tail or "")
    lb.tail = None
    parent.remove(lb)


def _text(element: etree._Element) -> str:
    """The text in an element and after it; that in forme work and notes does not count."""
    own = "" if element.tag in (q("fw"), q("note")) else "".join(element.itertext())
    return own + (element.tail or "")
