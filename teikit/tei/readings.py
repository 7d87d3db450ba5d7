"""The words of a TEI document in order, each as the OCR read it and as it reads now, to compare two versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from teikit.files.xml import text_of
from teikit.tei.build import g_character, q
from teikit.wording import extent

GAP = "\ufffc"  # sign for a gap, as a word of its own
BREAKS = frozenset(map(q, ("p", "head", "item", "cell", "opener", "closer", "postscript", "div", "note", "fw", "pb")))
"""Elements at whose edges words end."""


class Word(NamedTuple):
    """A word of the TEI: as the OCR read it, and as it reads now; of a gap also its exemptions and its extent."""

    ocr: str
    reading: str
    exemption: str = ""
    extent: str = ""


class _Part(NamedTuple):
    """A stretch of text; one that is ``is_whole`` was corrected, so blanks in it separate no words."""

    ocr: str
    reading: str
    is_whole: bool = False
    exemption: str = ""
    extent: str = ""


def words_of(root: etree._Element) -> list[Word]:
    """The words in the bodies of a document; those of asides where they stand in the file.

    A correction is one word with what touches it, even if there are blanks in it, and so is a word broken over a line.
    """
    words: list[Word] = []
    ocr, reading = "", ""
    for body in root.iter(q("body")):
        for part in (*_parts(body), _Part(" ", " ")):
            if part.exemption or part.reading == GAP:
                words += [Word(ocr, reading)] if ocr or reading else []
                words.append(Word("", GAP, part.exemption, part.extent))
                ocr, reading = "", ""
            elif part.is_whole:
                ocr, reading = ocr + part.ocr, reading + part.reading
            else:
                first, *rest = _split(part.ocr)
                ocr, reading = ocr + first, reading + first
                for text in rest:
                    words += [Word(ocr, reading)] if ocr or reading else []
                    ocr = reading = text
    return [word for word in words if word.ocr.strip() or word.reading.strip()]


def _split(text: str) -> list[str]:
    """A text split at its blanks; the first and the last part are what touches its ends, and may be empty.

    >>> _split(" A B"), _split("A "), _split(" ")
    (['', 'A', 'B'], ['A', ''], ['', ''])
    """
    parts = text.split()
    if not parts:
        return ["", ""] if text else [""]
    return [*([""] if text[:1].isspace() else []), *parts, *([""] if text[-1:].isspace() else [])]


def _parts(element: etree._Element) -> Iterator[_Part]:
    """The stretches of text in an element, in order."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else "comment"
    if name == "choice":
        sic, corr = element.find(q("sic")), element.find(q("corr"))
        old = _flat(sic)
        yield _Part(old, old if corr is None else _flat(corr), is_whole=True)
    elif name == "supplied" and element.get("reason") == "omitted-by-ocr":
        yield _Part("", _flat(element), is_whole=True)
    elif name == "gap":
        yield _Part("", GAP, exemption=(element.get("ana") or "").replace("#", ""), extent=_extent(element))
    elif name == "lb" and element.get("break") == "no":
        yield _Part("-\n" if element.get("rend") == "hyphen" else "\n", "", is_whole=True)
    elif name == "g":
        character = g_character(element.get("n") or "U+FFFD")
        yield _Part(character, character)
    elif name not in ("comment", "standOff") and element.get("type") != "processing":
        apart = [_Part(" ", " ")] if element.tag in BREAKS or name == "lb" else []
        yield from apart
        yield from _text(element.text)
        for child in element:
            yield from _parts(child)
            yield from _text(child.tail)
        yield from apart


def _extent(gap: etree._Element) -> str:
    """How much a gap withholds, as a decision says it: ``2 lines``; empty if the gap does not say it."""
    return extent(gap.get("quantity"), gap.get("unit")) or gap.get("extent") or ""


def _text(text: str | None) -> Iterator[_Part]:
    if text:
        yield _Part(text, text)


def _flat(element: etree._Element | None) -> str:
    """The text in an element with single blanks; empty for None."""
    return "" if element is None else text_of(element)
