"""One page of a telegram as the programs and libraries of the field write it: with the same words, lines and boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml.builder import E
from lxml.etree import _Element, tostring

PAGE = "http://schema.primaresearch.org/PAGE/gts/pagecontent"
TEXT = (
    ("FROM: PARIS", "TO: Secretary of State", "NO: 1421, MARCH 3, 4 PM"),
    ("AMBASSADOR ASKED THAT THE NEGO-", "TIATIONS BE RESUMED AND THAT THE", "QUADRIPARTITE MEETING BE POSTPONED."),
    ("LYON",),
)
CUT = {"NEGO-": ("NEGO", "TIATIONS")}
"""The words that a line end cuts, and their parts without the hyphen."""
WHOLE = "NEGOTIATIONS"


class Word(NamedTuple):
    """A word and its box: left, top, right, bottom."""

    text: str
    box: tuple[int, int, int, int]


class Line(NamedTuple):
    """Words, and the box around them."""

    words: list[Word]
    box: tuple[int, int, int, int]


def blocks() -> Iterator[list[Line]]:
    """The page: lines 50 pixels apart, blocks 100, a character 20 wide."""
    top = 200
    for block in TEXT:
        lines = []
        for text in block:
            left, words = 200, []
            for word in text.split():
                words.append(Word(word, (left, top, left + 20 * len(word), top + 30)))
                left += 20 * (len(word) + 1)
            lines.append(Line(words, (200, top, words[-1].box[2], top + 30)))
            top += 50
        yield lines
        top += 50


def around(lines: list[Line]) -> tuple[int, int, int, int]:
    """The box around the lines of a block."""
    return (200, lines[0].box[1], max(line.box[2] for line in lines), lines[-1].box[3])


# ------------------------------------------------------------------------- ALTO


def place(box: tuple[int, int, int, int]) -> dict[str, str]:
    """The attributes of a box in ALTO."""
    left, top, right, bottom = box
    return {"HPOS": str(left), "VPOS": str(top), "WIDTH": str(right - left), "HEIGHT": str(bottom - top)}


Strings = Callable[[Word], list[_Element]]


def alto(strings: Strings, software: str, namespace: str, composed: bool = False, page: str = "PrintSpace") -> bytes:
    """ALTO whose words are what ``strings`` makes of them."""
    content = [
        E.TextBlock(*(E.TextLine(*(s for w in line.words for s in strings(w)), **place(line.box)) for line in lines))
        for lines in blocks()
    ]
    for block, lines in zip(content, blocks(), strict=True):
        block.attrib.update(place(around(lines)))
    layout = [E.ComposedBlock(block) for block in content] if composed else content
    process = E.OCRProcessing(E.ocrProcessingStep(E.processingSoftware(E.softwareName(software))))
    image = E.sourceImageInformation(E.fileName("a.png"))
    described = E.Description(E.MeasurementUnit("pixel"), image, process)
    root = E.alto(described, E.Layout(E.Page(getattr(E, page)(*layout), WIDTH="2000", HEIGHT="3000")))
    if namespace:
        root.set("xmlns", namespace)
    return tostring(root, xml_declaration=True, encoding="UTF-8")


def plain_string(word: Word) -> list[_Element]:
    """A word as Tesseract writes it: the hyphen belongs to the word."""
    return [E.String(CONTENT=word.text, WC="0.96", **place(word.box)), E.SP()]


def cut_string(word: Word, first: str, hyphen: list[_Element], stated: bool = True) -> list[_Element]:
    """A word; the first part of one that is cut is ``first`` with ``hyphen`` after it."""
    parts = {part: f"HypPart{number}" for pair in CUT.values() for number, part in enumerate(pair, 1)}
    text = word.text.removesuffix("-") if word.text in CUT else word.text
    attributes = place(word.box)
    if text in parts:
        attributes |= {"SUBS_TYPE": parts[text], **({"SUBS_CONTENT": WHOLE} if stated else {})}
    if word.text in CUT:
        return [E.String(CONTENT=first.format(text), **attributes), *hyphen]
    return [E.String(CONTENT=word.text, **attributes), E.SP()]


def spelt_string(word: Word) -> list[_Element]:
    """A word that only its glyphs spell."""
    return [E.String(*(E.Glyph(CONTENT=letter) for letter in word.text), **place(word.box)), E.SP()]


# ------------------------------------------------------------------------- PAGE


def outline(box: tuple[int, int, int, int], old: bool = False) -> _Element:
    """The outline of a box."""
    left, top, right, bottom = box
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if old:
        return E.Coords(*(E.Point(x=str(x), y=str(y)) for x, y in corners))
    return E.Coords(points=" ".join(f"{x},{y}" for x, y in corners))


def equivalent(text: str, **attributes: str) -> _Element:
    """A text as PAGE has it."""
    return E.TextEquiv(E.Unicode(text), **attributes)


def page(content: list[_Element], date: str) -> bytes:
    """PAGE of a version."""
    about = E.Metadata(E.Creator("x"))
    whole = E.Page(*content, imageFilename="a.png", imageWidth="2000", imageHeight="3000")
    root = E.PcGts(about, whole, xmlns=f"{PAGE}/{date}")
    return tostring(root, xml_declaration=True, encoding="UTF-8")


def page_line(line: Line, old: bool = False, glyphs: bool = False, own: bool = True) -> _Element:
    """A line with its words, as glyphs if that is asked for, and its own text."""
    words = [
        E.Word(
            outline(word.box, old),
            *((E.Glyph(equivalent(letter)) for letter in word.text) if glyphs else ()),
            *(() if glyphs else (equivalent(word.text),)),
        )
        for word in line.words
    ]
    text = [equivalent(" ".join(word.text for word in line.words))] if own else []
    return E.TextLine(outline(line.box, old), *words, *text)


def transkribus() -> bytes:
    """Regions and lines in another order than @custom says, no ReadingOrder."""
    regions = []
    for number, lines in enumerate(blocks()):
        inside = [page_line(line) for line in lines]
        for at, line in enumerate(inside):
            line.set("custom", f"readingOrder {{index:{at};}}")
        custom = f"readingOrder {{index:{number};}} structure {{type:paragraph;}}"
        regions.append(E.TextRegion(outline(around(lines)), *reversed(inside), custom=custom))
    return page([*reversed(regions)], "2013-07-15")


def ocrd() -> bytes:
    """Glyphs, a reading order with groups, the text of a line only in its words."""
    regions = [
        E.TextRegion(outline(around(lines)), *(page_line(line, glyphs=True, own=False) for line in lines), id=f"r{at}")
        for at, lines in enumerate(blocks())
    ]
    references = [E.RegionRefIndexed(index=str(at), regionRef=f"r{at}") for at in range(len(regions))]
    return page([E.ReadingOrder(E.OrderedGroup(*reversed(references))), *reversed(regions)], "2019-07-15")


def aletheia() -> bytes:
    """Points as elements; each region says its text once more."""
    regions = []
    for lines in blocks():
        text = "\n".join(" ".join(word.text for word in line.words) for line in lines)
        regions.append(
            E.TextRegion(outline(around(lines), True), *(page_line(line, True) for line in lines), equivalent(text))
        )
    return page(regions, "2010-03-19")


# ------------------------------------------------------------------------- hOCR


def bbox(box: tuple[int, int, int, int]) -> str:
    """A box as a property of hOCR."""
    return "bbox {} {} {} {}".format(*box)


def hocr(word: Callable[[Word], str], line: str = "ocr_line", system: str = "tesseract 5.3.0") -> bytes:
    """hOCR whose words are what ``word`` makes of them."""
    inside = "".join(
        f"<div class='ocr_carea' title='{bbox(around(lines))}'>"
        + "".join(
            f"<span class='{line}' title='{bbox(each.box)}'>{' '.join(map(word, each.words))}</span>\n"
            for each in lines
        )
        + "</div>"
        for lines in blocks()
    )
    head = f"<head><meta name='ocr-system' content='{system}'/></head>"
    body = f"<body><div class='ocr_page' title='image \"a.png\"; bbox 0 0 2000 3000'>{inside}</div></body>"
    return f"<html xmlns='http://www.w3.org/1999/xhtml'>{head}{body}</html>".encode()


def hocr_word(word: Word) -> str:
    """A word as Tesseract writes it."""
    return f"<span class='ocrx_word' title='{bbox(word.box)}; x_wconf 95'>{word.text}</span>"


def spelt_word(word: Word) -> str:
    """A word as the Internet Archive writes it: each letter with a box of its own."""
    letters = "".join(f"<span class='ocrx_cinfo' title='x_conf 98.1'>{letter}</span>" for letter in word.text)
    return f"<span class='ocrx_word' title='{bbox(word.box)}'>\n{letters}\n</span>"


LOC = "http://www.loc.gov/standards/alto"
DIALECTS: dict[str, Callable[[], bytes]] = {
    "ALTO of Tesseract": lambda: alto(plain_string, "tesseract 5.3.0", f"{LOC}/ns-v3#"),
    "ALTO of the BnF": lambda: alto(
        lambda word: cut_string(word, "{}-", [E.HYP(CONTENT="-")]), "docWORKS", f"{LOC}/ns-v2#", composed=True
    ),
    "ALTO of docWORKS": lambda: alto(
        lambda word: cut_string(word, "{}", [E.HYP(CONTENT="-")]),
        "CCS docWORKS/METAe",
        "http://schema.ccs-gmbh.com/ALTO",
        composed=True,
    ),
    "ALTO with an empty HYP": lambda: alto(
        lambda word: cut_string(word, "{}", [E.HYP()], stated=False), "ABBYY FineReader Engine", "", page="TopMargin"
    ),
    "ALTO spelt by glyphs": lambda: alto(spelt_string, "kraken", f"{LOC}/ns-v4#"),
    "PAGE of Transkribus": transkribus,
    "PAGE of OCR-D": ocrd,
    "PAGE of Aletheia": aletheia,
    "hOCR of Tesseract": lambda: hocr(hocr_word),
    "hOCR of the Internet Archive": lambda: hocr(spelt_word),
    "hOCR of OCRopus": lambda: hocr(hocr_word, "ocrx_line", "ocropus"),
}
"""Who writes which format, and a page as they write it."""
