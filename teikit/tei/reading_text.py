"""The text of a TEI document as people read it: corrected or as the OCR had it, with all layers or only the body."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import etree

from teikit.core import SourceFile
from teikit.core.kinds import KINDS, Role
from teikit.files.xml import TEI
from teikit.readers.scan import Scan, source_of
from teikit.readers.tei_text import Walk
from teikit.readers.zones import Zones
from teikit.tei.build import g_character, q

BLOCKS = {
    *map(q, ("p", "head", "item", "table", "opener", "closer", "postscript", "div", "floatingText")),
    *map(q, ("stamp", "note", "fw")),
}
"""Elements that begin and end a paragraph; ``fw`` begins and ends a line."""
ASIDES = {q(kind.element) for kind in KINDS.values() if kind.role is Role.ASIDE and kind.element}
"""Elements that are read only if all layers are wanted."""
AS_WRITTEN = ("orig", "abbr", "unclear")
"""The parts of a ``choice`` in TEI from elsewhere that give the reading of the page."""
SPACES = regex.compile(r"[ \t\r\n]+")
"""White space in XML, which counts as one space."""


def reading_text(root: etree._Element, raw: bool = False, layer: str = "body") -> str:
    """The text of all telegrams in a document, with form feeds between pages and blank lines between paragraphs.

    ``raw`` gives the readings of the OCR instead of the corrections; ``layer`` is ``body``, or ``all`` to include
    running heads, stamps and codes. A gap reads ``[...]``, a character that cannot be printed U+FFFD.
    """
    reader = _Reader(raw, all_layers=layer == "all")
    parts: list[str] = []
    for body in root.iter(q("body")):
        parent = body.getparent()
        if parent is not None and parent.tag == q("text"):
            parts += [*reader.of(body), "\n\n"]
    if not any(map(str.strip, parts)):
        parts = [_of_source_doc(root)]
    text = regex.sub(r"[ \t]*\n[ \t]*", "\n", "".join(parts))
    text = regex.sub(r"\n*\f\n*", "\n\f\n", text).lstrip("\f\n")
    return regex.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _of_source_doc(root: etree._Element) -> str:
    """The lines of a TEI of other makers whose only transcription is its ``sourceDoc``."""
    walk = Walk(Zones(root))
    for element in root.iter(q("sourceDoc")):
        walk.on_sourceDoc(element)
    return source_of(Scan(walk.written.pages), "", [SourceFile("", b"", "")]).text


def words_read(element: etree._Element) -> int:
    """The number of words that an element has in the reading text; 0 if it is in an aside."""
    if any(parent.tag in ASIDES for parent in element.iterancestors()):
        return 0
    return len("".join(_Reader(raw=False, all_layers=False).of(element)).split())


class _Reader:
    """Reads elements as the OCR had them if ``raw``, and with asides if ``all_layers``."""

    def __init__(self, raw: bool, all_layers: bool) -> None:
        self._raw, self._all_layers = raw, all_layers

    def of(self, element: etree._Element) -> Iterator[str]:
        """The text of an element, in pieces."""
        match str(element.tag).removeprefix(f"{{{TEI}}}"):
            case _ if element.tag in ASIDES and not self._all_layers:
                pass
            case "pb":
                yield "\f"
            case "lb":
                yield self._line_break(element)
            case "gap":
                yield "[...]"
            case "g":
                character = g_character(element.get("n") or "U+FFFD")
                yield character if character.isprintable() else "\ufffd"
            case "choice":
                readings = (element.find(q(name)) for name in ("sic" if self._raw else "corr", *AS_WRITTEN))
                chosen = next((reading for reading in readings if reading is not None), None)
                if chosen is not None:
                    yield from self._inside(chosen)
            case "supplied" if self._raw:
                pass  # the OCR did not read it
            case "rdg":
                pass  # another release has it
            case _:
                yield from self._with_breaks(element)

    def _line_break(self, lb: etree._Element) -> str:
        """The text of an ``lb``: within a word a line end only if ``raw``, and none at the beginning of a cell."""
        cell = lb.getparent()
        if cell is not None and cell.tag == q("cell") and lb.getprevious() is None and not (cell.text or "").strip():
            return ""
        if lb.get("break") != "no":
            return "\n"
        return "" if not self._raw else "-\n" if lb.get("rend") == "hyphen" else "\n"

    def _with_breaks(self, element: etree._Element) -> Iterator[str]:
        """The text of an element, with the line ends around a block or a row, and the tab after a cell."""
        tag = element.tag
        if tag in BLOCKS:
            yield "\n\n" if tag != q("fw") else "\n"
        yield from self._inside(element)
        if tag in BLOCKS or tag == q("row"):
            yield "\n"
        elif tag == q("cell") and element.getnext() is not None:
            yield "\t"

    def _inside(self, element: etree._Element) -> Iterator[str]:
        """The text of the content of an element."""
        if element.text:
            yield SPACES.sub(" ", element.text)
        for child in element:
            if isinstance(child.tag, str):
                yield from self.of(child)
            if child.tail:
                yield SPACES.sub(" ", child.tail)
