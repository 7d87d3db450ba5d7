"""Read ALTO, versions 1 to 4: bytes in, :class:`~teikit.readers.scan.Scan` out, with little memory."""

from __future__ import annotations

import re

from teikit.core import Note
from teikit.errors import Refused
from teikit.files.xml import XINCLUDE, feed, local, refuse_root, xinclude_ignored
from teikit.readers.alto_description import Description
from teikit.readers.alto_numbers import Numbers
from teikit.readers.alto_order import BlockOrder
from teikit.readers.alto_words import HyphenatedWords, with_hyphen
from teikit.readers.confidences import Confidences
from teikit.readers.letters import letters
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord
from teikit.readers.tally import Tally

NAMESPACE = re.compile(
    r"\{(?:https?://www\.loc\.gov/standards/alto(?:/(?:ns-v[1-4]#?)?)?|https?://schema\.ccs-gmbh\.com/.*)\}"
)
"""Namespaces of ALTO: of the Library of Congress, and of CCS, who invented it."""
ALTERNATIVES = frozenset({"ALTERNATIVE", "Variant"})
"""The elements of the layout that hold another reading of text that was read."""

REMARKS = {
    "ALTO-TESSERACT-WC": "a confidence as Tesseract misspells it (0.7 for 7 %); read as it was meant",
    "ALTO-BAD-NUMBER": "a coordinate or confidence that is not a proper number; it was left out",
    "ALTO-HYP-CONFLICT": "the whole of a word cut at a line end (SUBS_CONTENT) is not what its parts give",
    "ALTO-READING-ORDER": "the blocks of a page are in the order of ReadingOrder, which is not that of the file",
    "ALTO-LINES-WITHOUT-TEXT": "a TextLine has a position on the page but no text",
    "ALTO-WORDS-WITHOUT-TEXT": "a String of a line has a position on the page but no text",
    "ALTO-TEXT-OUTSIDE": "a letter is between the elements of the layout; only CONTENT was read",
}
"""The oddities that are counted in an ALTO, with their messages."""


def read_alto(data: bytes, name: str) -> Scan:
    """Read one ALTO file. ``name`` is its name in messages.

    The text is that of CONTENT, as on the page: words cut at a line end stay cut, and remember the whole word. The
    notes count what the file has but the text lacks. Raises :class:`~teikit.errors.Refused` for what is not ALTO
    (IN-FORMAT), an unknown version of it (ALTO-VERSION), and all that :func:`teikit.files.xml.feed` refuses.
    """
    reader = _Alto(name)
    notes = feed(data, name, reader)
    return Scan(reader.pages, reader.description.engine, [*notes, *reader.notes])


class _Alto:
    """Makes pages of elements: a :class:`teikit.files.xml.Handler`.

    Lists grow in place while their page, block and line are open. ``specks`` are the numbers, in the open line from 1,
    of words that teikit removed when it wrote the file.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.pages: list[ScannedPage] = []
        self.notes: list[Note] = []
        self.description = Description()
        self.languages = [""]
        self.blocks: list[ScannedBlock] | None = None
        self.lines: list[ScannedLine] | None = None
        self.words: list[ScannedWord] | None = None
        self.tally = Tally(REMARKS)
        self.numbers = Numbers(self.tally)
        self.hyphenated = HyphenatedWords(self.tally)
        self.order = BlockOrder(self.tally)
        self.in_layout = False
        self.in_alternative = 0
        self.is_spelt_by_glyphs = False
        self.specks: set[int] = set()
        self.ids: set[str] = set()
        self.doubled_ids: list[str] = []
        self.confidences = Confidences()
        self.includes = False
        self.seen_root = False
        self.handlers = {
            "String": self.string,
            "HYP": self.hyphen,
            "Glyph": self.glyph,
            "TextLine": self.line,
            "TextBlock": self.text_block,
            "Page": self.page,
            "ElementRef": self.order.name,
        }

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        """An element starts."""
        if not self.seen_root:
            self.root(tag)
        kind = local(tag)
        identifier = attrib.get("ID")
        if identifier is not None:
            self.check_id(identifier)
        handler = self.handlers.get(kind)
        if handler is not None:
            handler(attrib)
        elif kind in ALTERNATIVES:
            self.in_alternative += 1
            if attrib.get("PURPOSE") == "OCR" and self.is_spelt_by_glyphs:  # a speck that teikit removed from its ALTO
                self.specks.add(len(self.words or ()))
        elif kind == "Layout":
            self.in_layout = True
        elif tag == XINCLUDE:
            self.includes = True
        else:
            self.description.begin(kind)

    def end(self, tag: str) -> None:
        """An element ends."""
        kind = local(tag)
        if kind == "String":
            self.is_spelt_by_glyphs = False
        elif kind == "TextLine":
            self.end_line()
        elif kind == "TextBlock":
            self.lines = self.words = None
            self.languages.pop()
        elif kind == "Page":
            self.order.apply(self.blocks)
            self.blocks = self.lines = self.words = None
            self.languages.pop()
        elif kind in ALTERNATIVES:
            self.in_alternative -= 1
        else:
            self.description.end(kind)

    def data(self, data: str) -> None:
        """Text of the description is kept; letters between the elements of the layout are counted."""
        if self.description.text is not None:
            self.description.text.append(data)
        elif self.in_layout and not self.in_alternative and not data.isspace():
            self.tally["ALTO-TEXT-OUTSIDE"] += len(letters(data))

    def close(self) -> None:
        """Correct at the end what only the whole file shows, and gather the notes."""
        images = self.description.images_of(len(self.pages)) or [""] * len(self.pages)
        unit = self.description.unit
        self.pages = [page._replace(image=image, unit=unit) for page, image in zip(self.pages, images, strict=True)]
        self.hyphenated.close()
        self.tally["ALTO-TESSERACT-WC"] = self.confidences.correct(self.description.engine)
        self.notes += self.tally.notes()
        if self.doubled_ids:
            message = f"{len(self.doubled_ids):,} × an ID that another element has, first {self.doubled_ids[0][:60]!r}"
            self.notes.append(Note("ALTO-DUPLICATE-ID", message))
        if self.includes:
            self.notes.append(xinclude_ignored())

    def root(self, tag: str) -> None:
        """Refuse what is not ALTO, or an unknown version of it (ALTO-VERSION)."""
        self.seen_root = True
        if local(tag) != "alto":
            raise refuse_root(tag, "ALTO", self.name)
        namespace = tag.removesuffix("alto")
        if namespace and not NAMESPACE.fullmatch(namespace):
            message = f"this is a version of ALTO that teikit does not know: {namespace[1:-1][:100]}"
            raise Refused("ALTO-VERSION", message, "teikit reads versions 1 to 4. Export it as one.", self.name)

    def check_id(self, identifier: str) -> None:
        """Note an ID that another element has."""
        if identifier in self.ids:
            self.doubled_ids.append(identifier)
        self.ids.add(identifier)

    def page(self, attrib: dict[str, str]) -> None:
        """A Page starts."""
        self.languages.append(language(attrib))
        self.open_page(attrib)

    def open_page(self, attrib: dict[str, str]) -> None:
        """Open a page; blocks outside of all pages have one of their own."""
        self.blocks = []
        self.lines = self.words = None
        width, height = self.numbers.number(attrib.get("WIDTH")), self.numbers.number(attrib.get("HEIGHT"))
        self.pages.append(ScannedPage(self.blocks, max(round(width or 0), 0), max(round(height or 0), 0)))

    def text_block(self, attrib: dict[str, str]) -> None:
        """A TextBlock starts."""
        self.languages.append(language(attrib) or self.languages[-1])
        self.open_block(attrib)

    def open_block(self, attrib: dict[str, str]) -> None:
        """Open a block; a line or word outside of all blocks has one of its own."""
        if self.blocks is None:
            self.open_page({})
        assert self.blocks is not None
        self.lines, self.words = [], None
        self.order.add(attrib.get("ID", ""), len(self.blocks))
        self.blocks.append(ScannedBlock(self.lines, self.numbers.box(attrib), self.languages[-1]))

    def line(self, attrib: dict[str, str]) -> None:
        """A TextLine starts, or a word outside of one."""
        if self.lines is None:
            self.open_block({})
        assert self.lines is not None
        self.words = []
        self.lines.append(ScannedLine(self.words, self.numbers.box(attrib)))

    def end_line(self) -> None:
        """Count what was not read. Tesseract writes words of one space where it saw no letters; those do not count."""
        words = self.words or []
        unread = sum(not word.text and at not in self.specks for at, word in enumerate(words, 1))
        if unread < len(words):
            self.tally["ALTO-WORDS-WITHOUT-TEXT"] += unread
        else:
            self.tally["ALTO-LINES-WITHOUT-TEXT"] += 1
        self.words = None
        self.specks.clear()

    def string(self, attrib: dict[str, str]) -> None:
        """A String starts: a word."""
        if self.words is None:
            self.line({})
        assert self.words is not None
        text = attrib.get("CONTENT", "")
        confidence = self.numbers.confidence(attrib.get("WC"))
        if confidence is not None:
            self.confidences.add(attrib["WC"], self.words, len(self.words))
        self.words.append(ScannedWord(text, self.numbers.box(attrib), confidence))
        self.is_spelt_by_glyphs = not text
        kind = attrib.get("SUBS_TYPE", "")
        if kind:
            self.hyphenated.add(self.words, kind, attrib.get("SUBS_CONTENT", ""))

    def glyph(self, attrib: dict[str, str]) -> None:
        """A word without CONTENT has the text of its glyphs."""
        if self.is_spelt_by_glyphs and self.words:
            self.words[-1] = self.words[-1]._replace(text=self.words[-1].text + attrib.get("CONTENT", ""))

    def hyphen(self, attrib: dict[str, str]) -> None:
        """A HYP starts: the hyphen of the word before it, or a word of its own if there is none."""
        self.is_spelt_by_glyphs = False
        hyphen = attrib.get("CONTENT", "")
        if self.words:
            self.words[-1] = self.words[-1]._replace(text=with_hyphen(self.words[-1].text, hyphen))
        elif hyphen:
            self.string({"CONTENT": hyphen})


def language(attrib: dict[str, str]) -> str:
    """The language that an element names, in the spelling of one version of ALTO or another."""
    return attrib.get("LANG") or attrib.get("language") or attrib.get("lang") or ""
