"""Write ALTO 4.4 with the corrected words, each in the place of the word that the OCR read.

Elements and attributes are those of https://www.loc.gov/standards/alto/v4/alto-4-4.xsd.
"""

from __future__ import annotations

import re

from lxml import etree

from teikit.core import Draft, Edit
from teikit.core.layout import POINT10, Box
from teikit.export.build import child, pages_and_engine, replaced, serialize
from teikit.export.pages import CorrectedBlock, CorrectedLine, CorrectedPage, CorrectedWord

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
ENGINE = re.compile(r"(.*\S)\s+v?(\d\S*)")
"""Name and version of an engine: ``tesseract 5.3.0``, ``ABBYY FineReader v11``."""
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""A language as allowed by xsd:language: ``eng``, ``en-US``; not ``eng+fra``."""
INCH1200 = 5 / 3  # 1200ths of an inch in a tenth of a point
STEP = "correction of the text; the reading of the OCR is in ALTERNATIVE, the rule that changed it in TAGREFS"
"""The description of the processing step."""

Tags = dict[tuple[str, str], str]
"""The id of the tag for each rule and certainty by which a word was changed."""


def alto_files(draft: Draft, name: str, version: str) -> list[tuple[str, bytes]]:
    """One ALTO file for each page, as required by METS: pairs of a suffix for the file name (``p0001``) and the bytes.

    ``name`` is the input, which becomes ``documentIdentifier``, ``version`` that of teikit. No date is written, so the
    same input gives the same bytes. Raises :class:`~teikit.errors.Refused` (EXPORT-NO-LAYOUT) for an input without
    layout.
    """
    pages, engine = pages_and_engine(draft, name)
    return [(f"p{number:04}", _file(page, number, engine, name, version)) for number, page in enumerate(pages, start=1)]


def _file(page: CorrectedPage, number: int, engine: str, name: str, version: str) -> bytes:
    root = etree.Element(etree.QName(NAMESPACE, "alto"), nsmap={None: NAMESPACE}, SCHEMAVERSION="4.4")
    if page.unit == POINT10:
        page = _scaled(page)
    _add_description(root, page, engine, name, version)
    tags = _add_tags(root, page)
    _add_page(child(root, "Layout"), page, number, tags)
    return serialize(root)


def _scaled(page: CorrectedPage) -> CorrectedPage:
    """A page in 1200ths of an inch, if it is in tenths of a point, which ALTO does not have."""
    blocks = tuple(
        block._replace(
            box=_of_inch(block.box),
            lines=tuple(
                line._replace(
                    box=_of_inch(line.box), words=tuple(word._replace(box=_of_inch(word.box)) for word in line.words)
                )
                for line in block.lines
            ),
        )
        for block in page.blocks
    )
    width, height = round(page.width * INCH1200), round(page.height * INCH1200)
    return page._replace(width=width, height=height, blocks=blocks, unit="inch1200")


def _of_inch(box: Box | None) -> Box | None:
    return box and Box(*(round(edge * INCH1200) for edge in box))


def _add_description(root: etree._Element, page: CorrectedPage, engine: str, name: str, version: str) -> None:
    """Add the source of the file, and the steps that made it: the recognition, and the correction by teikit."""
    description = child(root, "Description")
    child(description, "MeasurementUnit", page.unit)
    information = child(description, "sourceImageInformation")
    if page.image:
        child(information, "fileName", page.image)
    child(information, "documentIdentifier", name)
    if engine:
        parts = ENGINE.fullmatch(engine)
        software, number = parts.groups() if parts else (engine, "")
        _add_step(description, "ocr", "contentGeneration", "text recognition", software, number)
    _add_step(description, "teikit", "contentModification", STEP, "teikit", version)


def _add_step(parent: etree._Element, id: str, category: str, step: str, software: str, version: str) -> None:
    """Add a processing step, done by a program of this name and version."""
    processing = child(parent, "Processing", ID=id)
    child(processing, "processingCategory", category)
    child(processing, "processingStepDescription", step)
    program = child(processing, "processingSoftware")
    child(program, "softwareName", software)
    if version:
        child(program, "softwareVersion", version)


def _add_tags(root: etree._Element, page: CorrectedPage) -> Tags:
    """Add a tag for each rule and certainty by which a word of the page was changed, and return their ids."""
    changed_by = {
        _rule_and_certainty(edit)
        for block in page.blocks
        for line in block.lines
        for word in line.words
        for edit in word.edits
    }
    if not changed_by:
        return {}
    element = child(root, "Tags")
    tags: Tags = {}
    for number, (rule, certainty) in enumerate(sorted(changed_by), start=1):
        tags[rule, certainty] = id = f"rule{number}"
        child(element, "OtherTag", ID=id, TYPE="teikit rule", LABEL=rule, DESCRIPTION=f"certainty {certainty}")
    return tags


def _rule_and_certainty(edit: Edit) -> tuple[str, str]:
    return edit.rule, str(edit.cert)


def _add_page(layout: etree._Element, page: CorrectedPage, number: int, tags: Tags) -> None:
    """Add a page with its blocks; ``number`` counts from 1."""
    id = f"p{number}"
    element = child(layout, "Page", ID=id, PHYSICAL_IMG_NR=number)
    if page.width and page.height:
        element.set("WIDTH", str(page.width))
        element.set("HEIGHT", str(page.height))
    space = child(element, "PrintSpace", ID=f"{id}.space", **_position(page.box))
    for block_number, block in enumerate(page.blocks, start=1):
        _add_block(space, block, f"{id}.b{block_number}", tags)


def _add_block(space: etree._Element, block: CorrectedBlock, id: str, tags: Tags) -> None:
    language = block.language if LANGUAGE.fullmatch(block.language) else None
    element = child(space, "TextBlock", ID=id, **_position(block.box), LANG=language)
    for number, line in enumerate(block.lines, start=1):
        _add_line(element, line, f"{id}.l{number}", tags)


def _add_line(block: etree._Element, line: CorrectedLine, id: str, tags: Tags) -> None:
    """Add a line: strings with spaces between them, and the hyphen at its end.

    The schema requires a string in each line, so a line without words has an empty one.
    """
    element = child(block, "TextLine", ID=id, **_position(line.box))
    words = line.words or (CorrectedWord("", line.box, ocr=line.ocr),)
    for number, word in enumerate(words, start=1):
        if number > 1:
            child(element, "SP", **_position_of_space(words[number - 2].box, word.box))
        is_last = number == len(words)
        _add_string(element, word, f"{id}.w{number}", tags, is_last)
    if words[-1].hyphen:
        child(element, "HYP", CONTENT=words[-1].hyphen)


def _add_string(line: etree._Element, word: CorrectedWord, id: str, tags: Tags, is_last: bool) -> None:
    """Add a word; the hyphen of the last one in a line is an element of its own."""
    confidence = None if word.confidence is None else f"{word.confidence:.4f}"
    element = child(line, "String", ID=id, **_position(word.box))
    # Not by child(), which leaves out an empty CONTENT, although the schema requires it.
    element.set("CONTENT", replaced(word.text.removesuffix(word.hyphen) if is_last and word.hyphen else word.text))
    for name, value in {
        "SUBS_TYPE": f"HypPart{word.half}" if word.half else "",
        "SUBS_CONTENT": word.whole,
        "WC": confidence,
        "TAGREFS": " ".join(dict.fromkeys(tags[_rule_and_certainty(edit)] for edit in word.edits)),
    }.items():
        if value:
            element.set(name, replaced(value))
    if word.ocr:
        child(element, "ALTERNATIVE", word.ocr, PURPOSE="OCR")


def _position(box: Box | None) -> dict[str, int]:
    """A box as attributes; none if it is not known."""
    return {} if box is None else {"HPOS": box.left, "VPOS": box.top, "WIDTH": box.width, "HEIGHT": box.height}


def _position_of_space(left: Box | None, right: Box | None) -> dict[str, int]:
    """The space between the boxes of two words as attributes; none if a box is not known or they overlap."""
    if left is None or right is None or right.left < left.right:
        return {}
    return {"HPOS": left.right, "VPOS": left.top, "WIDTH": right.left - left.right}
