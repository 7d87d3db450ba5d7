"""Write PAGE 2019-07-15 with the corrected words, each in the place of the word that the OCR read.

Elements and attributes are those of https://www.primaresearch.org/schema/PAGE/gts/pagecontent/2019-07-15.
"""

from __future__ import annotations

import os
import time

from lxml import etree

from teikit.core import Draft
from teikit.core.layout import Box
from teikit.export.build import child, pages_and_engine, replaced, serialize
from teikit.export.pages import CorrectedBlock, CorrectedLine, CorrectedPage, CorrectedWord
from teikit.lexicon.language import languages

NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"


def page_files(draft: Draft, name: str, version: str) -> list[tuple[str, bytes]]:
    """One PAGE file for each page: pairs of a suffix for the file name (``p0001``) and the bytes.

    ``name`` is the input, which becomes ``externalRef``, ``version`` that of teikit. The schema requires a time of
    creation: it is that of SOURCE_DATE_EPOCH (seconds since 1970), else the beginning of 1970, so that the same input
    gives the same bytes. The schema requires coordinates for all elements, too: without a box, they are those of the
    line, region or page around. Raises :class:`~teikit.errors.Refused` (EXPORT-NO-LAYOUT) for an input without layout.
    """
    pages, engine = pages_and_engine(draft, name)
    return [(f"p{number:04}", _file(page, engine, name, version)) for number, page in enumerate(pages, start=1)]


def _file(page: CorrectedPage, engine: str, name: str, version: str) -> bytes:
    """A page as a PAGE file."""
    root = etree.Element(etree.QName(NAMESPACE, "PcGts"), nsmap={None: NAMESPACE})
    metadata = child(root, "Metadata", externalRef=name)
    child(metadata, "Creator", f"teikit {version}")
    child(metadata, "Created", _time())
    child(metadata, "LastChange", _time())
    if engine:
        child(metadata, "MetadataItem", type="processingStep", name="recognition", value=engine)
    size = page.box
    element = child(root, "Page", imageWidth=size.right, imageHeight=size.bottom)
    element.set("imageFilename", replaced(page.image))
    if page.blocks:
        group = child(child(element, "ReadingOrder"), "OrderedGroup", id="order")
        for number in range(len(page.blocks)):
            child(group, "RegionRefIndexed", index=number, regionRef=f"r{number + 1}")
    for number, block in enumerate(page.blocks, start=1):
        _add_region(element, block, f"r{number}", size)
    return serialize(root)


def _time() -> str:
    """The time of creation in UTC: ``1970-01-01T00:00:00``."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(int(epoch) if epoch.isdecimal() else 0))


def _add_region(page: etree._Element, block: CorrectedBlock, id: str, outer: Box) -> None:
    """Add a block of a page as a region with its lines; one without a box gets that of the page, ``outer``."""
    language = languages().named(block.language)  # PAGE names languages in English
    element = child(page, "TextRegion", id=id, primaryLanguage=language.name if language else None)
    box = block.box or outer
    _add_coords(element, box)
    for number, line in enumerate(block.lines, start=1):
        _add_line(element, line, f"{id}_l{number}", box)
    _add_readings(element, "\n".join(line.text for line in block.lines if line.words))


def _add_line(region: etree._Element, line: CorrectedLine, id: str, outer: Box) -> None:
    """Add a line with its words to a region; ``outer`` is the box for a line without one."""
    element = child(region, "TextLine", id=id)
    box = line.box or outer
    _add_coords(element, box)
    for number, word in enumerate(line.words, start=1):
        _add_word(element, word, f"{id}_w{number}", box)
    if line.text.strip():
        _add_readings(element, line.text, line.ocr)
    else:  # Readers skip an empty TextEquiv and take the next, so the OCR text must be in the comments.
        _add_readings(element, "", comments=f"OCR, removed: {line.ocr}")


def _add_word(line: etree._Element, word: CorrectedWord, id: str, outer: Box) -> None:
    element = child(line, "Word", id=id)
    _add_coords(element, word.box or outer)
    comments = "; ".join(dict.fromkeys(f"{edit.rule}, certainty {edit.cert}" for edit in word.edits))
    _add_readings(element, word.text, word.ocr, word.confidence, comments)


def _add_readings(
    parent: etree._Element, text: str, ocr: str | None = None, confidence: float | None = None, comments: str = ""
) -> None:
    """Add the corrected text and, if it differs, the reading of the OCR, to which the confidence belongs.

    In PAGE, the ``TextEquiv`` with the lowest index comes first.
    """
    conf = None if confidence is None else f"{confidence:.4f}"
    is_changed = bool(ocr) and ocr != text and bool(text.strip())
    corrected = child(parent, "TextEquiv", index=0, conf=None if is_changed else conf, comments=comments)
    child(corrected, "Unicode", text)
    if is_changed:
        child(child(parent, "TextEquiv", index=1, conf=conf, comments="OCR"), "Unicode", ocr or "")


def _add_coords(parent: etree._Element, box: Box) -> None:
    """Add a box as a polygon; PAGE allows no negative coordinates."""
    left, top, right, bottom = (max(edge, 0) for edge in box)
    child(parent, "Coords", points=f"{left},{top} {right},{top} {right},{bottom} {left},{bottom}")
