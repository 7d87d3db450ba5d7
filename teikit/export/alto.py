"""Write ALTO 4.4 with the corrected text, word by word in its old place."""

from __future__ import annotations

import re

from lxml import etree

from teikit.core import Draft, Edit
from teikit.core.layout import Box
from teikit.export.build import child, legal, pages_and_engine, serialize
from teikit.export.pages import CorrectedBlock, CorrectedLine, CorrectedPage, CorrectedWord

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
ENGINE = re.compile(r"(.*\S)\s+v?(\d\S*)")
"""Name and version of an engine: ``tesseract 5.3.0``, ``ABBYY FineReader v11``."""
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""A language as xsd:language allows it: ``eng``, ``en-US``; not ``eng+fra``."""
STEP = "correction of the text; the reading of the OCR stands in ALTERNATIVE, the rule that changed it in TAGREFS"

Tags = dict[tuple[str, str], str]
"""The id of the tag for each rule and certainty that changed a word."""


def alto_files(draft: Draft, name: str, version: str) -> list[tuple[str, bytes]]:
    """One ALTO file for each page, as METS wants them: pairs of a suffix for the name (``p0001``) and the bytes.

    ``name`` is the input, as documentIdentifier, ``version`` that of teikit. There are no dates, so the same input
    gives the same bytes. Raises :class:`~teikit.errors.Refused` (EXPORT-NO-LAYOUT) for an input without layout.
    """
    pages, engine = pages_and_engine(draft, name)
    return [(f"p{number:04}", _file(page, number, engine, name, version)) for number, page in enumerate(pages, start=1)]


def _file(page: CorrectedPage, number: int, engine: str, name: str, version: str) -> bytes:
    root = etree.Element(etree.QName(NAMESPACE, "alto"), nsmap={None: NAMESPACE}, SCHEMAVERSION="4.4")
    _description(root, page.image, engine, name, version)
    tags = _tags(root, page)
    _page(child(root, "Layout"), page, number, tags)
    return serialize(root)


def _description(root: etree._Element, image: str, engine: str, name: str, version: str) -> None:
    description = child(root, "Description")
    child(description, "MeasurementUnit", "pixel")
    information = child(description, "sourceImageInformation")
    if image:
        child(information, "fileName", image)
    child(information, "documentIdentifier", name)
    if engine:
        parts = ENGINE.fullmatch(engine)
        software, number = parts.groups() if parts else (engine, "")
        _processing(description, "ocr", "contentGeneration", "text recognition", software, number)
    _processing(description, "teikit", "contentModification", STEP, "teikit", version)


def _processing(parent: etree._Element, id: str, category: str, step: str, software: str, version: str) -> None:
    processing = child(parent, "Processing", ID=id)
    child(processing, "processingCategory", category)
    child(processing, "processingStepDescription", step)
    program = child(processing, "processingSoftware")
    child(program, "softwareName", software)
    if version:
        child(program, "softwareVersion", version)


def _tags(root: etree._Element, page: CorrectedPage) -> Tags:
    """A tag for each rule and certainty that changed a word."""
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


def _page(layout: etree._Element, page: CorrectedPage, number: int, tags: Tags) -> None:
    id = f"p{number}"
    element = child(layout, "Page", ID=id, PHYSICAL_IMG_NR=number)
    if page.width and page.height:
        element.set("WIDTH", str(page.width))
        element.set("HEIGHT", str(page.height))
    space = child(element, "PrintSpace", ID=f"{id}.space", **_where(page.box))
    for place, block in enumerate(page.blocks, start=1):
        _block(space, block, f"{id}.b{place}", tags)


def _block(space: etree._Element, block: CorrectedBlock, id: str, tags: Tags) -> None:
    language = block.language if LANGUAGE.fullmatch(block.language) else None
    element = child(space, "TextBlock", ID=id, **_where(block.box), LANG=language)
    for number, line in enumerate(block.lines, start=1):
        _line(element, line, f"{id}.l{number}", tags)


def _line(block: etree._Element, line: CorrectedLine, id: str, tags: Tags) -> None:
    element = child(block, "TextLine", ID=id, **_where(line.box))
    words = line.words or (CorrectedWord("", line.box, ocr=line.ocr),)  # the schema has no line without a String
    for number, word in enumerate(words, start=1):
        if number > 1:
            child(element, "SP", **_between(words[number - 2].box, word.box))
        is_last = number == len(words)
        _string(element, word, f"{id}.w{number}", tags, is_last)
    if words[-1].hyphen:
        child(element, "HYP", CONTENT=words[-1].hyphen)


def _string(line: etree._Element, word: CorrectedWord, id: str, tags: Tags, is_last: bool) -> None:
    confidence = None if word.confidence is None else f"{word.confidence:.4f}"
    element = child(line, "String", ID=id, **_where(word.box))
    # Not by child(), which leaves out an empty CONTENT: the schema demands it.
    element.set("CONTENT", legal(word.text.removesuffix(word.hyphen) if is_last and word.hyphen else word.text))
    for name, value in {
        "SUBS_TYPE": f"HypPart{word.half}" if word.half else "",
        "SUBS_CONTENT": word.whole,
        "WC": confidence,
        "TAGREFS": " ".join(dict.fromkeys(tags[_rule_and_certainty(edit)] for edit in word.edits)),
    }.items():
        if value:
            element.set(name, legal(value))
    if word.ocr:
        child(element, "ALTERNATIVE", word.ocr, PURPOSE="OCR")


def _where(box: Box | None) -> dict[str, int]:
    """A place as attributes; none where it is not known."""
    return {} if box is None else {"HPOS": box.left, "VPOS": box.top, "WIDTH": box.width, "HEIGHT": box.height}


def _between(left: Box | None, right: Box | None) -> dict[str, int]:
    """The place of a space."""
    if left is None or right is None or right.left < left.right:
        return {}
    return {"HPOS": left.right, "VPOS": left.top, "WIDTH": right.left - left.right}
