"""The text of a TEI as it stood on the page: lines, blocks and pages, in the order of the document.

What stood on the page is read, not what an editor made of it: of a choice the original side (sic, orig, abbr), what
was added on the page but not what was deleted. A gap reads ``[]``, as the OCR of a blank where text was cut out does,
and so does a supplied word, unless the page never had it. A note counts when its @place is on the page and it bears no
@n; all others (the footnotes of an edition) are left out, and so are header, standOff and facsimile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from teikit.core.layout import Box, around
from teikit.readers.scan import ScannedBlock, ScannedLine, ScannedPage, ScannedWord
from teikit.readers.tally import Tally
from teikit.readers.zones import Surface, Zones
from teikit.xml import XINCLUDE, local


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _names(
    "p head opener closer postscript trailer list item lg ab fw table epigraph argument "
    "byline div div1 div2 div3 div4 div5 div6 div7 front body back titlePage docTitle docImprint"
)
LINES = _names("l dateline salute signed row addrLine speaker titlePart docAuthor docDate")
LEFT_OUT = _names(
    "teiHeader standOff facsimile sourceDoc figDesc desc certainty precision respons index interp interpGrp span "
    "spanGrp listAnnotation link linkGrp ex"
)
ORIGINAL = ("sic", "orig", "abbr", "am")
ON_PAGE = _names(
    "margin left right top bottom above below inline interlinear header footer overleaf verso opposite "
    "margin-left margin-right margin-top margin-bottom marginLeft marginRight"
)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CODE_POINT = re.compile(r"U\+(10[0-9A-F]{4}|[0-9A-F]{4,5})")

REMARKS = {
    "TEI-NOTES-LEFT-OUT": "a note of the editors, which is no text of the page; not read",
    "TEI-DELETIONS-LEFT-OUT": "a passage that was struck out; not read",
}
"""What is counted in a TEI."""


class Walk:
    """Goes through the text in document order and puts words into lines, lines into blocks, blocks onto pages."""

    def __init__(self, zones: Zones) -> None:
        self.zones = zones
        self.pages: list[ScannedPage] = []
        self.surface = Surface(0, 0, "")
        self.numbered = False
        self.blocks: list[ScannedBlock] = []
        self.block_box: Box | None = None
        self.language = ""
        self.lines: list[ScannedLine] = []
        self.line_box: Box | None = None
        self.line: list[tuple[str, Box | None]] = []
        self.box: Box | None = None
        self.joining = ""
        self.next_box: Box | None = None
        self.later: list[etree._Element] = []
        self.tally = Tally(REMARKS)

    # ------------------------------------------------------------------ what ends

    def end_line(self) -> None:
        words = list(_words(self.line))
        if words:
            self.lines.append(ScannedLine(words, self.line_box))
        self.line, self.line_box, self.next_box, self.joining = [], self.next_box, None, ""

    def end_block(self) -> None:
        self.end_line()
        if self.lines:
            self.blocks.append(ScannedBlock(self.lines, self.block_box, self.language))
        self.lines, self.block_box, self.language = [], None, ""
        later, self.later = self.later, []
        for note in later:
            self.block(note)

    def end_page(self) -> None:
        """A page that nothing says anything of, neither text nor pb, is none."""
        self.end_block()
        if self.blocks or self.numbered:
            surface = self.surface
            self.pages.append(ScannedPage(self.blocks, surface.width, surface.height, surface.image))
        self.blocks, self.surface, self.numbered = [], Surface(0, 0, ""), False

    # ---------------------------------------------------------------- what stands there

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self.joining:
            text = self.join(text)
        if text:
            self.line.append((text, self.box))

    def join(self, text: str) -> str:
        """Put the rest of a word that a line end cuts to its beginning; only then the line ends."""
        word, rest = _cut(text.lstrip() if self.joining == "waiting" else text)
        if word:
            self.line.append((word, self.box))
            self.joining = "begun"
        if rest:
            self.end_line()
        return rest

    def inside(self, element: etree._Element) -> None:
        self.text(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag != XINCLUDE:
                self.element(child, local(child.tag))
            self.text(child.tail)

    def element(self, element: etree._Element, name: str) -> None:
        special = getattr(self, f"on_{name}", None)
        if special:
            special(element)
        elif name in LEFT_OUT:
            return
        elif name == "item" and _local(element.getprevious()) == "label":
            self.text(" ")
            self.inside(element)
        elif name in BLOCKS:
            self.block(element)
        elif name in LINES:
            self.end_line()
            self.line_box = self.zones.box(element)
            self.inside(element)
            self.end_line()
        else:
            outer, self.box = self.box, self.zones.box(element) or self.box
            self.inside(element)
            self.box = outer

    def block(self, element: etree._Element) -> None:
        self.end_block()
        self.block_box, self.language = self.zones.box(element), element.get(XML_LANG, "")
        self.inside(element)
        self.end_block()

    def on_TEI(self, element: etree._Element) -> None:
        self.end_page()
        self.inside(element)
        self.end_page()

    def on_pb(self, element: etree._Element) -> None:
        if element.get("rend") == "hyphen" and not self.ends_with("-"):
            self.line.append(("-", None))
        self.end_page()
        self.surface, self.numbered = self.zones.surface(element), True

    def on_cb(self, element: etree._Element) -> None:
        self.end_block()

    def on_lb(self, element: etree._Element) -> None:
        """A word that a line end cuts stays whole, unless the hyphen is there or @rend says that it was."""
        if element.get("break") == "no" and self.line:
            text, box = self.line[-1]
            self.line[-1] = (text.rstrip(), box)
            if "hyphen" in element.get("rend", "") and not self.ends_with("-"):
                self.line.append(("-", box))
            if not self.ends_with("-"):
                self.joining, self.next_box = "waiting", self.zones.box(element)
                return
        self.end_line()
        self.line_box = self.zones.box(element)

    def on_gap(self, element: etree._Element) -> None:
        if not self.ends_with("["):
            self.text("[]")

    def on_supplied(self, element: etree._Element) -> None:
        if not element.get("reason", "").startswith(("omitted", "editorial")):
            self.text("[]")

    def on_space(self, element: etree._Element) -> None:
        self.text(" ")

    def on_cell(self, element: etree._Element) -> None:
        self.text(" ")
        self.inside(element)

    def on_label(self, element: etree._Element) -> None:
        if _local(element.getparent()) == "list":
            self.end_block()
        self.inside(element)

    def on_g(self, element: etree._Element) -> None:
        """A character that XML cannot hold is named by its number, in the files of teikit at least."""
        match = CODE_POINT.fullmatch(element.get("n", ""))
        character = chr(int(match[1], 16)) if match else "\ufffd"
        self.text(element.text or (character if character.isprintable() else "\ufffd"))

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
        """A note in the margin does not cut the paragraph beside it in two: it comes after."""
        if element.get("n") is None and ON_PAGE & set(element.get("place", "").split()):
            self.later.append(element)
            if not self.lines and not any(text.strip() for text, _ in self.line):
                self.end_block()
        else:
            self.tally["TEI-NOTES-LEFT-OUT"] += 1

    def ends_with(self, character: str) -> bool:
        return bool(self.line) and self.line[-1][0].endswith(character)


def _cut(text: str) -> tuple[str, str]:
    """A text up to its first white space, and from there."""
    space = re.search(r"\s", text)
    return (text[: space.start()], text[space.start() :]) if space else (text, "")


def _local(element: etree._Element | None) -> str:
    return "" if element is None else local(element.tag)


def _words(pieces: list[tuple[str, Box | None]]) -> Iterator[ScannedWord]:
    """Cut a line, given as pieces with a box each, into words; a word of several pieces has the box around theirs."""
    word, boxes = "", list[Box | None]()
    for text, box in pieces:
        for part in re.findall(r"[ \t\r\n]+|[^ \t\r\n]+", text):
            if part.isspace():
                if word:
                    yield ScannedWord(word, around(boxes))
                word, boxes = "", []
            else:
                word += part
                boxes.append(box)
    if word:
        yield ScannedWord(word, around(boxes))
