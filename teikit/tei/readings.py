"""The words of a TEI document in order, each as the OCR read it and as it reads now, to compare two versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from teikit.core.kinds import KINDS
from teikit.files.xml import text_of
from teikit.tei.build import g_character, q
from teikit.wording import extent

GAP = "\ufffc"  # sign for a gap, as a word of its own
BREAKS = frozenset(map(q, ("p", "head", "item", "cell", "opener", "closer", "postscript", "div", "note", "fw", "pb")))
"""Elements at whose edges words end."""
AS_WRITTEN = frozenset(map(q, ("orig", "abbr", "unclear")))
"""The parts of an editor's ``choice`` that give the reading of the page."""
NOT_OF_THE_TEXT = frozenset(map(q, ("standOff", "rdg", "figDesc", "desc")))
"""Elements that hold statements about the text."""


class EncodedWord(NamedTuple):
    """A word of the TEI, as the OCR read it and as it reads now; for a gap also its exemptions and its extent.

    ``unclear`` is its unreadable part, as the OCR read it: ``SAID`` of ``SAID,``.
    """

    ocr: str
    reading: str
    exemption: str = ""
    extent: str = ""
    unclear: str = ""

    def with_more(self, ocr: str, reading: str, is_unclear: bool) -> EncodedWord:
        """The word with the rest of it added."""
        return EncodedWord(self.ocr + ocr, self.reading + reading, unclear=self.unclear + (ocr if is_unclear else ""))


NOTHING = EncodedWord("", "")  # a word that has not begun


class _Part(NamedTuple):
    """A stretch of text; one that ``is_whole`` was corrected, so spaces in it do not separate words."""

    ocr: str
    reading: str
    is_whole: bool = False
    exemption: str = ""
    extent: str = ""
    is_unclear: bool = False


def words_of(root: etree._Element) -> list[EncodedWord]:
    """The words in the bodies of a document, including those of asides at their places in the file.

    A correction is one word with what touches it, even if it contains spaces, and so is a word broken over a line.
    """
    words: list[EncodedWord] = []
    word = NOTHING
    for body in root.iter(q("body")):
        for part in (*_parts(body), _Part(" ", " ")):
            if part.exemption or part.reading == GAP:
                words += [word, EncodedWord("", GAP, part.exemption, part.extent)]
                word = NOTHING
            elif part.is_whole:
                word = word.with_more(part.ocr, part.reading, part.is_unclear)
            else:
                first, *rest = _split(part.ocr)
                word = word.with_more(first, first, part.is_unclear)
                for text in rest:
                    words.append(word)
                    word = NOTHING.with_more(text, text, part.is_unclear)
    return [word for word in words if word.ocr.strip() or word.reading.strip()]


def notes_of_editors(root: etree._Element) -> Iterator[etree._Element]:
    """The notes in the bodies of a document that are not on the page: those of a type that teikit does not write."""
    return (note for body in root.iter(q("body")) for note in body.iter(q("note")) if _is_of_editor(note))


def _is_of_editor(note: etree._Element) -> bool:
    own = {kind.type for kind in KINDS.values() if kind.element == "note"}
    return note.get("type") not in (*own, "handwritten", "processing")


def _split(text: str) -> list[str]:
    """A text split at its white space; the first and the last part touch its ends, and may be empty.

    >>> _split(" A B"), _split("A "), _split(" ")
    (['', 'A', 'B'], ['A', ''], ['', ''])
    """
    parts = text.split()
    if not parts:
        return ["", ""] if text else [""]
    return [*([""] if text[:1].isspace() else []), *parts, *([""] if text[-1:].isspace() else [])]


def _parts(element: etree._Element, is_unclear: bool = False) -> Iterator[_Part]:
    """The stretches of text in an element, in order; ``is_unclear`` says that it is inside an unreadable passage."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else "comment"
    is_unclear = is_unclear or name == "unclear"
    if name == "choice":
        yield _choice(element, is_unclear)
    elif name == "supplied" and element.get("reason") == "omitted-by-ocr":
        yield _Part("", _flat(element), is_whole=True)
    elif name == "gap":
        yield _Part("", GAP, exemption=(element.get("ana") or "").replace("#", ""), extent=_extent(element))
    elif name == "lb" and element.get("break") == "no":
        yield _Part("-\n" if element.get("rend") == "hyphen" else "\n", "", is_whole=True, is_unclear=is_unclear)
    elif name == "g":
        character = g_character(element.get("n") or "U+FFFD")
        yield _Part(character, character, is_unclear=is_unclear)
    elif name == "comment" or element.tag in NOT_OF_THE_TEXT or (name == "note" and _is_of_editor(element)):
        return
    elif element.get("type") != "processing":
        apart = [_Part(" ", " ")] if element.tag in BREAKS or name == "lb" else []
        yield from apart
        yield from _text(element.text, is_unclear)
        for child in element:
            yield from _parts(child, is_unclear)
            yield from _text(child.tail, is_unclear)
        yield from apart


def _choice(choice: etree._Element, is_unclear: bool) -> _Part:
    """A correction, or an editor's alternative to a word of the page: its long form, another reading."""
    sic, corr = choice.find(q("sic")), choice.find(q("corr"))
    written = next((child for child in choice if child.tag in AS_WRITTEN), None) if sic is None else sic
    old, read = _flat(written), written if corr is None else corr
    is_unclear = is_unclear or (read is not None and next(read.iter(q("unclear")), None) is not None)
    return _Part(old, _flat(read), is_whole=True, is_unclear=is_unclear)


def _extent(gap: etree._Element) -> str:
    """How much a gap withholds, in the form of a decision: ``2 lines``; empty if the gap does not say it."""
    return extent(gap.get("quantity"), gap.get("unit")) or gap.get("extent") or ""


def _text(text: str | None, is_unclear: bool) -> Iterator[_Part]:
    if text:
        yield _Part(text, text, is_unclear=is_unclear)


def _flat(element: etree._Element | None) -> str:
    """The text in an element with single spaces; empty for None."""
    return "" if element is None else text_of(element)
