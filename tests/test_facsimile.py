"""Boxes of the input in the TEI: facsimile, the pointers to it, and the input itself carried along."""

from __future__ import annotations

import bz2

import pytest
from lxml import etree

from teikit.check.validation import validate
from teikit.conversion import convert, convert_source
from teikit.core.layout import Box, Layout
from teikit.core.source import Source, SourceFile
from teikit.core.span import Span
from teikit.errors import Refused, UsageError
from teikit.lexicon import Lexicon
from teikit.options import Options
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord, source_of
from teikit.tei import reading_text, recover, recover_files
from teikit.tei.build import ID, q
from teikit.tei.text.facsimile import check_template, image_url

LINES = (
    ("THE SOVIET GOVERNMENT HAS INFORMED US OF ITS INTEN-", 100),
    ("TION TO WITHDRAW. WE SHALL REPLY TOMORROW IN", 140),
    ("DETAIL, AND INFORM THE ALLIES.", 180),
)
XML = b"<alto>what it was read from</alto>"


def words(text: str, top: int) -> ScannedLine:
    scanned, left = [], 100
    for word in text.split():
        scanned.append(ScannedWord(word, Box(left, top, left + 10 * len(word), top + 20), 0.9))
        left += 10 * len(word) + 10
    return ScannedLine(scanned)


def scanned(*lines: tuple[str, int], image: str = "p01.png") -> ScannedPage:
    return ScannedPage([ScannedBlock([words(text, top) for text, top in lines])], 1000, 1400, image)


@pytest.fixture
def source() -> Source:
    pages = [scanned(*LINES), scanned(("THE SECOND PAGE SAYS NO MORE THAN THIS LINE.", 100), image="p02.png")]
    return source_of(Scan(pages, "tesseract 5.3.0"), "cable.xml", [SourceFile("cable.xml", XML, "application/xml")])


@pytest.fixture
def root(source: Source, lexicon: Lexicon) -> etree._Element:
    ((_, data),) = convert_source(source, lexicon).documents
    return etree.fromstring(data)


def test_every_line_break_points_to_the_line_on_its_page(root: etree._Element, source: Source) -> None:
    zones = {f"#{zone.get(ID)}": zone for zone in root.iter(q("zone"))}
    tops = [zones[str(lb.get("facs"))].get("uly") for lb in root.iter(q("lb"))]
    assert tops == ["100", "140", "180", "100"]
    assert validate(root) == []


def test_a_word_broken_over_the_line_points_to_its_second_half(root: etree._Element) -> None:
    broken = next(lb for lb in root.iter(q("lb")) if lb.get("break"))
    assert (broken.get("facs"), broken.get("rend")) == ("#z1.2", "hyphen")
    assert "INTENTION TO WITHDRAW" in reading_text(root)


def test_a_number_holds_no_line_break_where_a_stamp_ends_the_line_before(lexicon: Lexicon) -> None:
    rows = [("FROM: DAMASCUS", 70), ("Crh TO: Secreta.y'of State COPY LBJ LIBRARY", 100)]
    rows += [("NO’ 184, DECHMEER 12, 11202", 140)]
    rows += [(text, top + 200) for text, top in LINES]
    scan = Scan([scanned(*rows)], "tesseract 5.3.0")
    source = source_of(scan, "cable.xml", [SourceFile("cable.xml", XML, "application/xml")])
    ((_, data),) = convert_source(source, lexicon).documents
    root = etree.fromstring(data)
    numbers = [idno for idno in root.iter(q("idno")) if idno.text == "11202"]
    assert numbers and not any(len(idno) for idno in numbers)
    assert [lb.get("facs") for lb in root.iter(q("lb"))] == [f"#z1.{number}" for number in range(1, 7)]


def test_a_line_that_begins_with_a_name_has_one_line_break(lexicon: Lexicon) -> None:
    rows = [
        ("REVIEWED BY EK DATE 6/29/79", 70),
        ("() RELEASE () DECLASSIFY", 100),
        ("() DENY () Non-responsive info.", 130),
    ]
    scan = Scan([scanned(*rows, *((text, top + 200) for text, top in LINES))], "tesseract 5.3.0")
    source = source_of(scan, "cable.xml", [SourceFile("cable.xml", XML, "application/xml")])
    ((_, data),) = convert_source(source, lexicon).documents
    root = etree.fromstring(data)
    assert len(list(root.iter(q("stamp")))) == 1 and list(root.iter(q("seg")))
    assert [lb.get("facs") for lb in root.iter(q("lb"))] == [f"#z1.{number}" for number in range(1, 7)]


def test_what_lies_outside_the_page_is_cut_off(lexicon: Lexicon) -> None:
    line = ScannedLine([ScannedWord("TELEGRAM", Box(-9, 10, 50, 30)), ScannedWord("PARIS", Box(-9, -9, -1, -1))])
    scan = Scan([ScannedPage([ScannedBlock([line])], 100, 100)])
    source = source_of(scan, "cable.xml", [SourceFile("cable.xml", XML, "application/xml")])
    ((_, data),) = convert_source(source, lexicon, Options(word_zones=True)).documents
    boxes = [
        [zone.get(name) for name in ("ulx", "uly", "lrx", "lry")] for zone in etree.fromstring(data).iter(q("zone"))
    ]
    assert boxes == [["0", "0", "50", "30"], ["0", "10", "50", "30"], ["0", "0", "0", "0"]]


def test_pages_point_to_their_image(root: etree._Element) -> None:
    surfaces = {f"#{surface.get(ID)}": surface for surface in root.iterfind(f"{q('facsimile')}/*")}
    images = [surfaces[str(pb.get("facs"))][0].get("url") for pb in root.iter(q("pb"))]
    assert images == ["p01.png", "p02.png"]
    assert {surface.get("lrx") for surface in surfaces.values()} == {"1000"}


def test_the_lines_of_the_ocr_point_to_the_same_zones(root: etree._Element) -> None:
    lines = [(line.get("facs"), line.text) for line in root.iter(q("line")) if line.text]
    assert lines[:3] == [(f"#z1.{number}", text) for number, (text, _) in enumerate(LINES, 1)]


def test_words_have_zones_only_when_asked_for(source: Source, root: etree._Element, lexicon: Lexicon) -> None:
    ((_, data),) = convert_source(source, lexicon, Options(word_zones=True)).documents
    zones = [zone for zone in etree.fromstring(data).iter(q("zone")) if zone.get("type") == "word"]
    assert source.layout
    assert len(zones) == sum(len(line.words) for line in source.layout.lines)
    assert not [zone for zone in root.iter(q("zone")) if zone.get("type") == "word"]


@pytest.mark.parametrize("profile", ["markup", "silent", "standoff"])
@pytest.mark.parametrize("split", [False, True])
def test_the_input_comes_back_in_every_profile(source: Source, lexicon: Lexicon, profile: str, split: bool) -> None:
    documents = convert_source(source, lexicon, Options(profile=profile, split=split)).documents
    assert recover([etree.fromstring(data) for _, data in documents]) == XML


def test_several_files_come_back_by_name(source: Source, lexicon: Lexicon) -> None:
    parts = (SourceFile("mets.xml", b"<mets/>", "application/xml"), SourceFile("p/1.xml", XML, "application/xml"))
    several = Source("mets.xml", source.text, layout=source.layout, parts=parts)
    ((_, data),) = convert_source(several, lexicon).documents
    assert recover_files([etree.fromstring(data)]) == [("mets.xml", b"<mets/>"), ("p/1.xml", XML)]
    with pytest.raises(Refused, match="RECOVER-SEVERAL"):
        recover([etree.fromstring(data)])


def test_a_damaged_input_is_not_handed_out(root: etree._Element) -> None:
    binary = next(root.iter(q("binaryObject")))
    binary.text = (binary.text or "").replace("Q", "R", 3)
    with pytest.raises(Refused, match="RECOVER-DIFFERS"):
        recover([root])


def test_what_is_too_large_is_named_by_its_digest(
    source: Source, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("teikit.tei.text.source.MOST_CARRIED", 10)
    ((_, data),) = convert_source(source, lexicon).documents
    root = etree.fromstring(data)
    assert validate(root) == []
    assert not list(root.iter(q("binaryObject")))
    with pytest.raises(Refused, match="RECOVER-REFERENCED"):
        recover([root])


def test_packing_gives_the_same_bytes_everywhere() -> None:
    assert bz2.compress(b"SECRET")[:10].hex() == "425a6839314159265359"


def test_a_text_has_no_facsimile(lexicon: Lexicon) -> None:
    ((_, data),) = convert(b"THE TEXT OF A CABLE.\n", "a.txt", lexicon).documents
    assert b"facs" not in data


@pytest.mark.parametrize(
    ("template", "image", "url"),
    [
        ("", "p 1.png", "p%201.png"),
        ("", "/home/x/p01.tif", "p01.tif"),
        ("", "", ""),
        ("", "javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("../images/{image}", "a/p01.png", "../images/p01.png"),
        ("{name}-{page}.jpg", "", "cable-3.jpg"),
        ("samples/records", "p01.png", "samples/records/p01.png"),
        ("https://example.org/scans/", "p01.png", "https://example.org/scans/p01.png"),
        ("https://example.org/scans/", "", ""),
        ("https://example.org/only.png", "p01.png", "https://example.org/only.png"),
        ("https://iiif.example.org/{stem}/full/max/0/default.jpg", "p#1.png", "https://iiif.example.org/p%231/full/max/0/default.jpg"),
    ],
)  # fmt: skip
def test_a_template_gives_the_url_of_an_image(template: str, image: str, url: str) -> None:
    assert image_url(template, image, "cable.hocr", 3) == url


@pytest.mark.parametrize("template", ["{pages}", "javascript:alert({page})", "data:text/html,{page}", "a b"])
def test_a_template_that_cannot_be_used_is_refused(template: str) -> None:
    with pytest.raises(UsageError):
        check_template(template)


def test_layout_finds_words_lines_and_pages(source: Source) -> None:
    layout = source.layout
    assert isinstance(layout, Layout)
    start = source.text.index("WITHDRAW")
    assert [source.text[slice(*word.span)] for word in layout.words_in(Span(start, start + 12))] == ["WITHDRAW.", "WE"]
    assert layout.box_of(Span(start, start + 1)) == Box(180, 140, 270, 160)
    assert layout.line_at(source.text.index("\f")) is None
    second = layout.page_at(source.text.index("SECOND"))
    assert second is layout.pages[1]
    assert [line.box.top for line in layout.lines_in(layout.pages[0].span) if line.box] == [100, 140, 180]
