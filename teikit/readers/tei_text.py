"""The text of a TEI as on the page: lines, blocks and pages, in the order of the document.

It is the text of the page, not what an editor made of it: of a choice the original side (sic, orig, abbr), and what was
added on the page but not what was deleted. A gap reads ``[]``, as in the OCR of a place where text was cut out, and so
does a supplied word, unless the page never had it. A note counts if its @place is on the page and it has no @n; all
others (the footnotes of an edition) are left out, and so are header, standOff and facsimile. A sourceDoc is read if the
TEI has no words in its text: then it is the only transcription.
"""

from __future__ import annotations

import re

from lxml import etree

from teikit.files.xml import XINCLUDE, XML_LANG, local
from teikit.readers.tally import Tally
from teikit.readers.tei_lines import Written
from teikit.readers.zones import Zones


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _names(
    "zone p head opener closer postscript trailer list item lg ab fw table epigraph argument "
    "byline div div1 div2 div3 div4 div5 div6 div7 front body back titlePage docTitle docImprint"
)
"""Elements that are blocks of their own."""
LINES = _names("line l dateline salute signed row addrLine speaker titlePart docAuthor docDate")
"""Elements that are lines of their own within a block."""
LEFT_OUT = _names(
    "teiHeader standOff facsimile binaryObject figDesc desc certainty precision respons index interp interpGrp span "
    "spanGrp listAnnotation link linkGrp ex"
)
"""Elements whose text is not that of the page."""
ORIGINAL = ("sic", "orig", "abbr", "am")
"""The sides of a choice that are on the page, the best first."""
ON_PAGE = _names(
    "margin left right top bottom above below inline interlinear header footer overleaf verso opposite "
    "margin-left margin-right margin-top margin-bottom marginLeft marginRight"
)
"""Values of ``@place`` of a note on the page itself."""
PUT_ON_PAGE = frozenset({"stamp", "exemption", "footnote", "handwritten", "illegible"})
"""Types of notes in our own TEI whose text is on the page, anywhere."""
CODE_POINT = re.compile(r"U\+(10[0-9A-F]{4}|[0-9A-F]{4,5})")
"""A character by its number in ``charDecl``: ``U+0142``."""

REMARKS = {
    "TEI-NOTES-LEFT-OUT": "a note of the editors, which is not text of the page; not read",
    "TEI-DELETIONS-LEFT-OUT": "a passage that was struck out; not read",
}
"""The oddities that are counted in a TEI, with their messages."""


class Walk:
    """Goes through the elements in document order, and writes the text of the page.

    A method ``on_NAME`` reads the elements of that name. ``later`` are notes that come after the open block.
    """

    def __init__(self, zones: Zones) -> None:
        self.zones = zones
        self.written = Written()
        self.later: list[etree._Element] = []
        self.tally = Tally(REMARKS)

    def end_block(self) -> None:
        """Close the block; the notes beside it come after it."""
        self.written.end_block()
        later, self.later = self.later, []
        for note in later:
            self.block(note)

    def end_page(self) -> None:
        """Close the page."""
        self.end_block()
        self.written.end_page()

    def inside(self, element: etree._Element) -> None:
        """Read the content of an element."""
        self.written.text(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag != XINCLUDE:
                self.element(child, local(child.tag))
            self.written.text(child.tail)

    def element(self, element: etree._Element, name: str) -> None:
        """Read an element by its name, without namespace."""
        special = getattr(self, f"on_{name}", None)
        if special:
            special(element)
        elif name in LEFT_OUT:
            return
        elif name == "item" and _local(element.getprevious()) == "label":
            self.written.text(" ")
            self.inside(element)
        elif name in BLOCKS:
            self.block(element)
        elif name in LINES:
            self.written.begin_line(self.zones.box(element))
            self.inside(element)
            self.written.end_line()
        else:
            outer = self.written.box
            self.written.box = self.zones.box(element) or outer
            self.inside(element)
            self.written.box = outer

    def block(self, element: etree._Element) -> None:
        """Read an element as a block of its own."""
        self.end_block()
        self.written.block_box, self.written.language = self.zones.box(element), element.get(XML_LANG, "")
        self.inside(element)
        self.end_block()

    def on_TEI(self, element: etree._Element) -> None:
        self.end_page()
        self.inside(element)
        self.end_page()

    def on_sourceDoc(self, element: etree._Element) -> None:
        texts = element.itersiblings("{*}text")
        if not any(word.strip() for text in texts for word in text.itertext()):
            self.inside(element)

    def on_surface(self, element: etree._Element) -> None:
        """A surface is a page; one within another is a patch on it."""
        if _local(element.getparent()) in ("surface", "zone"):
            self.block(element)
            return
        self.end_page()
        self.written.begin_page(self.zones.own_surface(element))
        self.inside(element)
        self.end_page()

    def on_pb(self, element: etree._Element) -> None:
        if element.get("rend") == "hyphen":
            self.written.hyphen()
        self.end_page()
        self.written.begin_page(self.zones.surface(element))

    def on_cb(self, element: etree._Element) -> None:
        self.end_block()

    def on_lb(self, element: etree._Element) -> None:
        """A word cut by a line end stays whole, unless it has a hyphen or @rend says that it had one."""
        written, box = self.written, self.zones.box(element)
        if element.get("break") == "no" and written.line:
            text, at = written.line[-1]
            written.line[-1] = (text.rstrip(), at)
            if "hyphen" in element.get("rend", ""):
                written.hyphen()
            if not written.ends_with("-"):
                written.begin_line_in_word(box)
                return
        written.begin_line(box)

    def on_gap(self, element: etree._Element) -> None:
        if not self.written.ends_with("["):
            self.written.text("[]")

    def on_supplied(self, element: etree._Element) -> None:
        if not element.get("reason", "").startswith(("omitted", "editorial")):
            self.written.text("[]")

    def on_space(self, element: etree._Element) -> None:
        self.written.text(" ")

    def on_cell(self, element: etree._Element) -> None:
        self.written.text(" ")
        self.inside(element)

    def on_label(self, element: etree._Element) -> None:
        if _local(element.getparent()) == "list":
            self.end_block()
        self.inside(element)

    def on_g(self, element: etree._Element) -> None:
        """A character that XML cannot hold is named by its number, in the files of teikit at least."""
        match = CODE_POINT.fullmatch(element.get("n", ""))
        character = chr(int(match[1], 16)) if match else "\ufffd"
        self.written.text(element.text or (character if character.isprintable() else "\ufffd"))

    def on_del(self, element: etree._Element) -> None:
        if _local(element.getparent()) == "restore":
            self.inside(element)
        else:
            self.tally["TEI-DELETIONS-LEFT-OUT"] += 1

    def on_choice(self, element: etree._Element) -> None:
        sides = {local(child.tag): child for child in reversed(element) if isinstance(child.tag, str)}
        chosen = next((sides[name] for name in ORIGINAL if name in sides), next(reversed(sides.values()), None))
        if chosen is not None:
            self.element(chosen, _local(chosen))

    def on_app(self, element: etree._Element) -> None:
        for name in ("lem", "rdg"):
            chosen = next(element.iter(f"{{*}}{name}"), None)
            if chosen is not None:
                self.inside(chosen)
                return

    def on_note(self, element: etree._Element) -> None:
        """A note in the margin comes after the paragraph beside it, so that it does not divide it."""
        if element.get("type") == "processing":  # our own TEI of an empty text: The input holds no text.
            return
        is_on_page = element.get("type") in PUT_ON_PAGE or bool(ON_PAGE & set(element.get("place", "").split()))
        if element.get("n") is None and is_on_page:
            self.later.append(element)
            if not self.written.is_block_begun:
                self.end_block()
        else:
            self.tally["TEI-NOTES-LEFT-OUT"] += 1


def _local(element: etree._Element | None) -> str:
    return "" if element is None else local(element.tag)
