"""Write PAGE 2019-07-15 with the corrected text, word by word in its old place."""

from __future__ import annotations

import os
import time

from lxml import etree

from teikit.core import Draft
from teikit.core.layout import Box
from teikit.export.build import child, legal, pages_and_engine, serialize
from teikit.export.pages import CorrectedBlock, CorrectedLine, CorrectedPage, CorrectedWord
from teikit.lexicon.language import languages

NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"


def page_files(draft: Draft, name: str, version: str) -> list[tuple[str, bytes]]:
    """One PAGE file for each page, as PAGE holds only one: pairs of a suffix for the name (``p0001``) and the bytes.

    ``name`` is the input, as ``externalRef``, ``version`` that of teikit. PAGE demands the time of its making: it is
    what SOURCE_DATE_EPOCH says, else the beginning of 1970, so that the same input gives the same bytes. It demands a
    place for everything, too: what has none gets the place of what it is part of. Raises
    :class:`~teikit.errors.Refused` (EXPORT-NO-LAYOUT) for an input without layout.
    """
    pages, engine = pages_and_engine(draft, name)
    return [(f"p{number:04}", _file(page, engine, name, version)) for number, page in enumerate(pages, start=1)]


def _file(page: CorrectedPage, engine: str, name: str, version: str) -> bytes:
    root = etree.Element(etree.QName(NAMESPACE, "PcGts"), nsmap={None: NAMESPACE})
    metadata = child(root, "Metadata", externalRef=name)
    child(metadata, "Creator", f"teikit {version}")
    child(metadata, "Created", _time())
    child(metadata, "LastChange", _time())
    if engine:
        child(metadata, "MetadataItem", type="processingStep", name="recognition", value=engine)
    size = page.box
    element = child(root, "Page", imageWidth=size.right, imageHeight=size.bottom)
    element.set("imageFilename", legal(page.image))
    if page.blocks:
        group = child(child(element, "ReadingOrder"), "OrderedGroup", id="order")
        for number in range(len(page.blocks)):
            child(group, "RegionRefIndexed", index=number, regionRef=f"r{number + 1}")
    for number, block in enumerate(page.blocks, start=1):
        _region(element, block, f"r{number}", size)
    return serialize(root)


def _time() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(int(epoch) if epoch.isdecimal() else 0))


def _region(page: etree._Element, block: CorrectedBlock, id: str, outer: Box) -> None:
    language = languages().named(block.language)  # PAGE names languages in English
    element = child(page, "TextRegion", id=id, primaryLanguage=language.name if language else None)
    box = block.box or outer
    _coords(element, box)
    for number, line in enumerate(block.lines, start=1):
        _line(element, line, f"{id}_l{number}", box)
    _reading(element, "\n".join(line.text for line in block.lines if line.words))


def _line(region: etree._Element, line: CorrectedLine, id: str, outer: Box) -> None:
    element = child(region, "TextLine", id=id)
    box = line.box or outer
    _coords(element, box)
    for number, word in enumerate(line.words, start=1):
        _word(element, word, f"{id}_w{number}", box)
    if line.text.strip():
        _reading(element, line.text, line.ocr)
    else:  # readers that find an empty text take the next one, so that of the OCR must not be one
        _reading(element, "", comments=f"OCR, taken away: {line.ocr}")


def _word(line: etree._Element, word: CorrectedWord, id: str, outer: Box) -> None:
    element = child(line, "Word", id=id)
    _coords(element, word.box or outer)
    comments = "; ".join(dict.fromkeys(f"{edit.rule}, certainty {edit.cert}" for edit in word.edits))
    _reading(element, word.text, word.ocr, word.confidence, comments)


def _reading(
    parent: etree._Element, text: str, ocr: str | None = None, confidence: float | None = None, comments: str = ""
) -> None:
    """The corrected text first; then, where it differs, that of the OCR, to which the confidence belongs."""
    conf = None if confidence is None else f"{confidence:.4f}"
    is_changed = bool(ocr) and ocr != text and bool(text.strip())
    corrected = child(parent, "TextEquiv", index=0, conf=None if is_changed else conf, comments=comments)
    child(corrected, "Unicode", text)
    if is_changed:
        child(child(parent, "TextEquiv", index=1, conf=conf, comments="OCR"), "Unicode", ocr or "")


def _coords(parent: etree._Element, box: Box) -> None:
    left, top, right, bottom = (max(edge, 0) for edge in box)
    child(parent, "Coords", points=f"{left},{top} {right},{top} {right},{bottom} {left},{bottom}")
