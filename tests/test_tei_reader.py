"""TEI that somebody else encoded, read as a witness: pages, blocks, lines, boxes, and what is left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import SAMPLE

from teikit.conversion import convert
from teikit.core import SourceFile
from teikit.core.layout import Box
from teikit.errors import Refused
from teikit.files.xml import parse
from teikit.lexicon import Lexicon
from teikit.readers.scan import Scan, source_of
from teikit.readers.tei import documents, read_tei
from teikit.tei import reading_text

NAMESPACES = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"'
VOLUME = """<div type="compilation"><head>Berlin</head>
<div type="document" xml:id="d12" n="12"><head>12. Telegram From the Embassy<note n="1" xml:id="d12fn1">Source: x</note>
</head><opener><dateline><placeName>Paris</placeName>, <date when="1962-10-28">October 28</date>.</dateline></opener>
<p>For <persName corresp="#p_RD1">Rusk</persName>. [<hi rend="italic">less than 1 line not declassified</hi>] the
<pb n="20" facs="0054"/>rest.</p><closer><signed><persName>Finletter</persName></signed></closer></div>
<div type="document" xml:id="d13"><head>13. Memorandum</head><p>Text.</p></div></div>"""


def document(body: str, more: str = "") -> bytes:
    """A TEI with a text and what else is wanted beside it."""
    header = "<teiHeader><fileDesc><titleStmt><title>HEADER</title></titleStmt></fileDesc></teiHeader>"
    return f"<TEI {NAMESPACES}>{header}{more}<text><body>{body}</body></text></TEI>".encode()


def text_of(scan: Scan) -> str:
    """The text that is made of a scan."""
    return source_of(scan, "a.xml", [SourceFile("a.xml", b"", "application/tei+xml")]).text


def codes(scan: Scan) -> set[str]:
    """The codes of the notes on a scan."""
    return {note.code for note in scan.notes}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>ONE\n  TWO</p><p>THREE</p>", "ONE TWO\n\nTHREE\n"),
        ("<p>ONE<lb/>TWO <lb/>\n THREE</p>", "ONE\nTWO\nTHREE\n"),
        ("<pb/><p>ONE <pb/>TWO</p>", "ONE\n\fTWO\n"),
        ("<p>UNDER<lb break='no' rend='hyphen'/>STAND IT</p>", "UNDER-\nSTAND IT\n"),
        ("<p>UNDER-\n<lb break='no'/>STAND IT</p>", "UNDER-\nSTAND IT\n"),
        ("<p>UNDER\n<lb break='no'/>\nSTAND IT</p>", "UNDERSTAND\nIT\n"),
        ("<p>UNDER<lb break='no'/><hi>ST</hi>AND</p>", "UNDERSTAND\n"),
        ("<p>A <choice><corr>GOOD</corr><sic>GOD</sic></choice> B</p>", "A GOD B\n"),
        ("<p><choice><abbr>TEL</abbr><expan>TELEGRAM</expan></choice></p>", "TEL\n"),
        ("<p><choice><reg>colour</reg><orig>color</orig></choice></p>", "color\n"),
        ("<p><choice><unclear>ONE</unclear><unclear>TWO</unclear></choice></p>", "ONE\n"),
        ("<p>TEL<ex>EGRAM</ex></p>", "TEL\n"),
        ("<p>A <gap reason='redacted'/> B [<gap/>]</p>", "A [] B []\n"),
        ("<p>A <gap><desc>3 words</desc></gap> B</p>", "A [] B\n"),
        ("<p>A <supplied reason='illegible'>X</supplied> <supplied reason='omitted'>Y</supplied> B</p>", "A [] B\n"),
        ("<p>A <subst><del>OLD</del><add>NEW</add></subst> <restore><del>C</del></restore></p>", "A NEW C\n"),
        ("<p>A<note>E</note> B<note place='bottom' n='1'>F</note></p>", "A B\n"),
        ("<p>A <note place='margin'>SEEN</note>B</p><p>C</p>", "A B\n\nSEEN\n\nC\n"),
        ("<fw>SECRET</fw><head>H</head><p>A</p>", "SECRET\n\nH\n\nA\n"),
        ("<list><item>A</item><item>B</item></list>", "A\n\nB\n"),
        ("<list><label>1.</label> <item>A</item><label>2.</label><item>B</item></list>", "1. A\n\n2. B\n"),
        ("<lg><l>A</l><l>B</l></lg>", "A\nB\n"),
        ("<table><row><cell>A</cell><cell>B</cell></row><row><cell>C</cell></row></table>", "A B\nC\n"),
        ("<p>A <app><lem>B</lem><rdg>C</rdg></app> <ref target='x.xml'>D</ref><ptr target='y'/></p>", "A B D\n"),
        ("<p>A <figure><figDesc>A map</figDesc></figure>B</p>", "A B\n"),
        ("<p>A<!-- x -->B<?y z?>C</p>", "ABC\n"),
        ("<p>A<g n='U+FFFE'/><g n='U+00A7'/><g n='1'/><g>B</g><g n='U+110000'/></p>", "A\ufffd§\ufffdB\ufffd\n"),
        ("<p>A</p><note type='processing' place='inline'>The input holds no text.</note>", "A\n"),
        ("<p/><p> </p>", ""),
    ],
)
def test_the_text_of_a_tei_is_read_as_it_stood_on_the_page(body: str, text: str) -> None:
    assert text_of(read_tei(document(body), "a.xml")) == text


def test_boxes_come_from_the_facsimile() -> None:
    more = """<facsimile><surface xml:id="s" ulx="10" uly="10" lrx="1010" lry="1410"><graphic url="p1.jpg"/>
    <zone xml:id="z" points="20,20 60,20 60,30 20,30"/><zone xml:id="w" ulx="20" uly="20" lrx="40" lry="30"/>
    <zone xml:id="bad" points="1,x 2,3"/><zone xml:id="turned" ulx="5" uly="5" lrx="1" lry="1"/>
    </surface></facsimile>"""
    body = """<pb facs="#s"/><p facs="#turned"><lb facs="#z"/><w facs="#w">ON<hi>LY</hi></w> <w facs="#bad">B</w></p>
    <pb facs="p2.jpg"/><p>C</p>"""
    first, second = read_tei(document(body, more), "a.xml").pages
    assert (first.width, first.height, first.image, second.image) == (1000, 1400, "p1.jpg", "p2.jpg")
    assert first.blocks[0].box is None
    assert first.blocks[0].lines[0].box == Box(10, 10, 50, 20)
    assert [tuple(word)[:2] for word in first.blocks[0].lines[0].words] == [("ONLY", Box(10, 10, 30, 20)), ("B", None)]


SURFACES = """<sourceDoc><surfaceGrp><surface ulx="10" uly="10" lrx="1010" lry="1410"><graphic url="p1.jpg"/>
<zone ulx="20" uly="20" lrx="400" lry="90"><line ulx="20" uly="20" lrx="60" lry="30">FOR <del>OLD</del>RUSK</line>
<line>SECRET</line></zone><surface><zone>A PATCH</zone></surface></surface>
<surface facs="p2.jpg"><line>THE END</line></surface></surfaceGrp></sourceDoc>"""


@pytest.mark.parametrize("text", ["", "<text><body><p/></body></text>"])
def test_a_transcription_in_source_doc_alone_is_the_text(text: str) -> None:
    scan = read_tei(f"<TEI {NAMESPACES}><teiHeader/>{SURFACES}{text}</TEI>".encode(), "a.xml")
    assert text_of(scan) == "FOR RUSK\nSECRET\n\nA PATCH\n\fTHE END\n"
    assert [(page.width, page.height, page.image) for page in scan.pages] == [(1000, 1400, "p1.jpg"), (0, 0, "p2.jpg")]
    assert scan.pages[0].blocks[0].box == Box(10, 10, 390, 80)
    assert scan.pages[0].blocks[0].lines[0].box == Box(10, 10, 50, 20)
    assert codes(scan) == {"TEI-DELETIONS-LEFT-OUT"}


def test_the_reading_text_of_a_source_doc_alone() -> None:
    root, _ = parse(f"<TEI {NAMESPACES}><teiHeader/>{SURFACES}</TEI>".encode(), "a.xml")
    assert reading_text(root) == "FOR RUSK\nSECRET\n\nA PATCH\n\f\nTHE END\n"


def test_a_source_doc_beside_a_text_is_not_read_twice() -> None:
    assert text_of(read_tei(document("<p>FOR RUSK</p>", SURFACES), "a.xml")) == "FOR RUSK\n"


def test_a_file_stored_in_a_source_doc_is_not_text() -> None:
    more = "<sourceDoc><surface><binaryObject>Zm9v</binaryObject></surface></sourceDoc>"
    assert not text_of(read_tei(document("<p/>", more), "a.xml")).strip()


def test_a_tei_with_several_documents_is_read_whole() -> None:
    data = document(VOLUME)
    scan = read_tei(data, "v.xml")
    assert text_of(scan).split("\f") == [
        "12. Telegram From the Embassy\n\nParis, October 28.\n\nFor Rusk. [less than 1 line not declassified] the\n",
        "rest.\n\nFinletter\n",
        "13. Memorandum\n\nText.\n",
    ]
    assert "v.xml#d12" in next(note.message for note in scan.notes if note.code == "TEI-MANY-DOCUMENTS")
    assert documents(parse(data, "v.xml")[0]) == ["d12", "d13"]


def test_one_of_several_documents() -> None:
    scan = read_tei(document(VOLUME), "v.xml", "d13")
    assert (text_of(scan), scan.notes) == ("13. Memorandum\n\nText.\n", [])
    with pytest.raises(Refused, match=r"no document 'd99'.*\[TEI-NO-DOCUMENT\]\n.*d12, d13"):
        read_tei(document(VOLUME), "v.xml", "d99")
    with pytest.raises(Refused, match="only one document"):
        read_tei(document("<p>A</p>"), "v.xml", "d1")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<p>A<ref target="javascript:alert(1)">B</ref></p>', "URL-REFUSED"),
        ('<p xml:base="file:///etc/">AB</p>', "URL-REFUSED"),
        ('<p>AB</p><xi:include href="canary.txt" parse="text"><xi:fallback>F</xi:fallback></xi:include>', "XML-XI"),
    ],
)
def test_what_is_not_followed_is_noted(body: str, code: str) -> None:
    scan = read_tei(document(body), "a.xml")
    assert text_of(scan) == "AB\n"
    assert [note for note in codes(scan) if note.startswith(code)]


def test_declared_prefixes_and_the_web_are_not_noted() -> None:
    more = '<standOff><listPrefixDef><prefixDef ident="psn"/></listPrefixDef></standOff>'
    body = '<p><ref target="psn:X https://a.b/c d.xml#e mailto:a@b">A</ref></p>'
    assert not codes(read_tei(document(body, more), "a.xml"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html/>", "IN-FORMAT"),
        (b'<TEI xmlns="urn:x"/>', "IN-FORMAT"),
        (b'<!DOCTYPE TEI [<!ENTITY h "H">]><TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "XML-DOCTYPE-ENTITIES"),
        (document('<p xml:id="x"/><p xml:id="x"/>'), "XML-NOT-WELL-FORMED"),
    ],
)
def test_what_is_no_such_tei_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_tei(data, "a.xml")


def test_dangerous_picture_is_no_label() -> None:
    assert read_tei(document('<pb facs="javascript:x"/><p>A</p>'), "a.xml").pages[0].image == ""


def test_what_teikit_wrote_reads_as_the_ocr_did(lexicon: Lexicon) -> None:
    def words(text: str) -> list[str]:
        return text.translate({ord("*"): None, 12: " "}).replace("[Signature]", "[]").split()

    data = SAMPLE.read_bytes()
    tei = convert(data, SAMPLE.name, lexicon).documents[0][1]
    scan = read_tei(tei, "a.xml")
    assert "TEI-MANY-DOCUMENTS" in codes(scan)
    missing = set(words(data.decode())) - set(words(text_of(scan)))
    assert len(missing) <= 3, missing


@pytest.mark.parametrize("make", [lambda n: "<p>" * n + "A" + "</p>" * n, lambda n: "<p>A<lb/></p>" * n * 100])
def test_deep_and_long_trees_are_read(make: Callable[[int], str]) -> None:
    assert text_of(read_tei(document(make(200)), "a.xml")).startswith("A\n")
