"""hOCR, ALTO and PAGE: what the readers make of them, of odd ones, and of what they must refuse."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from teikit.core import Source, SourceFile
from teikit.core.layout import Box
from teikit.errors import LimitReached, Refused
from teikit.files.xml import feed, parse
from teikit.readers.alto import read_alto
from teikit.readers.hocr import read_hocr
from teikit.readers.page_xml import read_page
from teikit.readers.scan import Scan, ScannedWord, source_of

V3 = ' xmlns="http://www.loc.gov/standards/alto/ns-v3#"'
PAGE_2019 = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def source(scan: Scan) -> Source:
    return source_of(scan, "f", [SourceFile("f", b"", "application/xml")])


def text(scan: Scan) -> str:
    return source(scan).text


def words(scan: Scan) -> list[ScannedWord]:
    return [word for page in scan.pages for block in page.blocks for line in block.lines for word in line.words]


def codes(scan: Scan) -> list[str]:
    return [note.code for note in scan.notes]


def alto(content: str, software: str = "", namespace: str = V3, prolog: str = "", unit: str = "pixel") -> Scan:
    """The scan of an ALTO file whose one line is ``content``, or which holds blocks or pages if it begins so."""
    if not content.startswith(("<TextBlock", "<ComposedBlock", "<Page")):
        content = f'<TextBlock ID="b"><TextLine ID="l">{content}</TextLine></TextBlock>'
    if not content.startswith("<Page"):
        content = f'<Page ID="p" WIDTH="100" HEIGHT="200"><PrintSpace>{content}</PrintSpace></Page>'
    document = (
        f"{prolog}<alto{namespace}><Description><MeasurementUnit>{unit}</MeasurementUnit><sourceImageInformation>"
        f"<fileName>a.png</fileName></sourceImageInformation>{software}</Description><Layout>{content}</Layout></alto>"
    )
    return read_alto(document.encode(), "f")


def processing(name: str, version: str = "") -> str:
    inner = f"<softwareName>{name}</softwareName>"
    inner += f"<softwareVersion>{version}</softwareVersion>" if version else ""
    inner = f"<ocrProcessingStep><processingSoftware>{inner}</processingSoftware></ocrProcessingStep>"
    return f"<OCRProcessing>{inner}</OCRProcessing>"


def hocr(body: str, head: str = "") -> Scan:
    return read_hocr(f"<html {XHTML}><head>{head}</head><body>{body}</body></html>".encode(), "f")


def page(content: str, namespace: str = PAGE_2019, attributes: str = "") -> Scan:
    document = (
        f'<PcGts xmlns="{namespace}"><Metadata><Creator>kraken</Creator></Metadata>'
        f'<Page imageFilename="a.png" imageWidth="100" imageHeight="200"{attributes}>{content}</Page></PcGts>'
    )
    return read_page(document.encode(), "f")


def region(name: str, content: str = "", kind: str = "TextRegion") -> str:
    content = content or f"<TextLine><TextEquiv><Unicode>{name.upper()}</Unicode></TextEquiv></TextLine>"
    return f'<{kind} id="{name}">{content}</{kind}>'


def order(*names: str) -> str:
    members = "".join(f'<RegionRefIndexed index="{at}" regionRef="{name}"/>' for at, name in enumerate(names))
    return f'<ReadingOrder><OrderedGroup id="g">{members}</OrderedGroup></ReadingOrder>'


# XML


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x1f\x8b\x08", "IN-COMPRESSED"),
        (b"PK\x03\x04", "IN-COMPRESSED"),
        (b"BZh9", "IN-COMPRESSED"),
        (b"\xfd7zXZ\0", "IN-COMPRESSED"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "XML-DOCTYPE-ENTITIES"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a/>', "XML-DOCTYPE-ENTITIES"),
        (b'<?xml version="1.0"?><!-- <a> --><!DOCTYPE a [<!ENTITY x "y">]><a/>', "XML-DOCTYPE-ENTITIES"),
        (b'<!DOCTYPE a SYSTEM "<!--" [<!ENTITY x "y">]><a/><!-- -->', "XML-DOCTYPE-ENTITIES"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode("utf-16"), "XML-DOCTYPE-ENTITIES"),
        (b'<!DOCTYPE a SYSTEM "a.dtd"><a>&x;</a>', "XML-DOCTYPE-ENTITIES"),
        (b'<!DOCTYPE a SYSTEM "a.dtd"><a b="&x;"/>', "XML-DOCTYPE-ENTITIES"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "XML-ENCODING"),
        (b'<?xml version="1.0" encoding="UTF-8"?><a>\xe9</a>', "XML-ENCODING"),
        (b'<?xml version="1.0" encoding="US-ASCII"?><a>\xc3\xa9</a>', "XML-ENCODING"),
        (b"<a>\n<b></a>", "XML-NOT-WELL-FORMED"),
        (b"<a>&x;</a>", "XML-NOT-WELL-FORMED"),
        (b"<a>", "XML-NOT-WELL-FORMED"),
        (b"text", "XML-NOT-WELL-FORMED"),
        (b"", "XML-NOT-WELL-FORMED"),
        (b"<a>" * 300 + b"</a>" * 300, "XML-NOT-WELL-FORMED"),
    ],
)
def test_bad_xml_is_refused_as_a_tree_and_as_a_stream(data: bytes, code: str) -> None:
    for read in (lambda: parse(data, "f"), lambda: feed(data, "f", Recorder())):
        with pytest.raises(Refused) as refusal:
            read()
        assert refusal.value.code == code


class Recorder:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        self.told.append(f"<{tag}{''.join(f' {key}={value}' for key, value in attrib.items())}>")

    def end(self, tag: str) -> None:
        self.told.append(f"</{tag}>")

    def data(self, data: str) -> None:
        self.told.append(data)

    def close(self) -> None:
        self.told.append("!")


def test_a_stream_tells_all_in_order_and_nothing_twice() -> None:
    data = b'<a>1<b c="&amp;&#38;amp;&lt;">2<!-- x -->3</b>4<?x y?>5<d/>&amp;<![CDATA[<&x;]]></a>'
    recorder = Recorder()
    assert feed(data, "f", recorder) == []
    assert "".join(recorder.told) == "<a>1<b c=&&amp;<>23</b>45<d></d>&<&x;</a>!"


@pytest.mark.parametrize("size", [1, 3, 64])
def test_a_stream_does_not_depend_on_where_it_is_cut(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teikit.files.xml.CHUNK", size)
    recorder = Recorder()
    feed("<a>é<b>1</b>2<b>3</b>4<c><b/>5</c>6</a>".encode(), "f", recorder)
    assert "".join(recorder.told) == "<a>é<b>1</b>2<b>3</b>4<c><b></b>5</c>6</a>!"


def test_the_place_of_bad_form_is_named() -> None:
    with pytest.raises(Refused) as refusal:
        parse(b"<a>\n<b></a>", "dir/f.xml")
    assert refusal.value.place.startswith("dir/f.xml:2:")


def test_too_big_a_file_is_refused() -> None:
    with pytest.raises(LimitReached) as refusal:
        parse(b"<a/>", "f", limit=3)
    assert refusal.value.code == "LIMIT-SIZE"


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a SYSTEM "a.dtd"><a>&amp;<!-- &x; --><![CDATA[&x;]]></a>',
        b'<!DOCTYPE a PUBLIC "-//A//B" "http://localhost:9/a.dtd" [ ]><a/>',
    ],
)
def test_a_dtd_from_outside_is_noted_and_not_fetched(data: bytes) -> None:
    assert [note.code for note in parse(data, "f")[1]] == ["XML-DOCTYPE-IGNORED"]


def test_a_comment_that_speaks_of_entities_declares_none() -> None:
    assert parse(b'<!-- <!DOCTYPE a [<!ENTITY x "y">]> --><a/>', "f")[1] == []


def test_nothing_is_included() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    assert [note.code for note in parse(f"<a>{include}</a>".encode(), "f")[1]] == ["XML-XINCLUDE-IGNORED"]
    assert codes(alto(f'<String CONTENT="A"/>{include}')) == ["XML-XINCLUDE-IGNORED"]
    assert codes(hocr(f"<p class='ocr_line'>A{include}</p>")) == ["XML-XINCLUDE-IGNORED"]
    assert text(hocr(f"<p class='ocr_line'>A{include}</p>")) == "A\n"


# ALTO


def test_alto_words_have_boxes_and_confidences() -> None:
    scan = alto(
        '<String CONTENT="SECRET" HPOS="1" VPOS="2.0" WIDTH="3.4" HEIGHT="4" WC="0.95"/><SP/><String CONTENT="A"/>',
        processing("ABBYY FineReader", "12"),
    )
    assert words(scan) == [ScannedWord("SECRET", Box(1, 2, 4, 6), 0.95), ScannedWord("A")]
    assert (scan.engine, scan.notes) == ("ABBYY FineReader 12", [])
    assert (scan.pages[0].width, scan.pages[0].height, scan.pages[0].image) == (100, 200, "a.png")


@pytest.mark.parametrize(
    "namespace",
    [
        "",
        *(f' xmlns="http://www.loc.gov/standards/alto/ns-v{version}#"' for version in (1, 2, 3, 4)),
        ' xmlns="http://schema.ccs-gmbh.com/ALTO"',
    ],
)
def test_alto_of_all_versions(namespace: str) -> None:
    assert text(alto('<String CONTENT="A"/><String CONTENT="B"/>', namespace=namespace)) == "A B\n"


def test_alto_with_a_prefix() -> None:
    data = b"""<x:alto xmlns:x="http://www.loc.gov/standards/alto/ns-v4#"><x:Layout><x:Page><x:PrintSpace><x:TextBlock>
    <x:TextLine><x:String CONTENT="A"/></x:TextLine></x:TextBlock></x:PrintSpace></x:Page></x:Layout></x:alto>"""
    assert text(read_alto(data, "f")) == "A\n"


def test_alto_of_the_future_and_what_is_no_alto_are_refused() -> None:
    with pytest.raises(Refused, match="ALTO-VERSION"):
        alto("", namespace=' xmlns="http://www.loc.gov/standards/alto/ns-v9#"')
    with pytest.raises(Refused, match="IN-FORMAT"):
        read_alto(b"<html><body>SECRET</body></html>", "f")


@pytest.mark.parametrize(
    ("attributes", "count"),
    [
        ('HPOS="NaN" VPOS="1" WIDTH="1" HEIGHT="1"', 1),
        ('HPOS="1e999" VPOS="1,5" WIDTH="0x10" HEIGHT=""', 4),
        ('HPOS="1" VPOS="1" WIDTH="-3" HEIGHT="1"', 1),
        ('HPOS="1_0" VPOS="١" WIDTH="1" HEIGHT="1"', 2),
        ('HPOS="1"', 0),
    ],
)
def test_alto_numbers_that_are_none(attributes: str, count: int) -> None:
    scan = alto(f'<String CONTENT="A" {attributes}/>')
    assert words(scan) == [ScannedWord("A")]
    assert [note.message.split()[0] for note in scan.notes] == ([str(count)] if count else [])
    assert codes(scan) == (["ALTO-BAD-NUMBER"] if count else [])


@pytest.mark.parametrize("value", ["1.5", "-0.1", "nan", "", "high"])
def test_alto_confidences_that_are_none(value: str) -> None:
    scan = alto(f'<String CONTENT="A" WC="{value}"/>')
    assert words(scan)[0].confidence is None
    assert codes(scan) == ["ALTO-BAD-NUMBER"]


@pytest.mark.parametrize(
    ("engine", "values", "expected", "noted"),
    [
        (("tesseract 5.3.0",), ["0.7", "0.100", "0.95", "0.0"], [0.07, 1.0, 0.95, 0.0], True),
        (("tesseract", "5.5.2"), ["0.7"], [0.07], True),
        (("tesseract",), ["0.7"], [0.07], True),
        (("tesseract", "v5.0.0-beta"), ["0.7"], [0.07], True),
        (("tesseract 5.3.0",), ["0.96", "0.10", "0.0"], [0.96, 0.1, 0.0], False),
        (("tesseract 5.5.3",), ["0.7"], [0.7], False),
        (("tesseract", "6.0"), ["0.7"], [0.7], False),
        (("ABBYY FineReader",), ["0.7", "0.100"], [0.7, 0.1], False),
        (("tesseract 5.3.0",), ["0.7", "0.953"], [0.7, 0.953], False),
        (("tesseract 5.3.0",), ["0.7", "0.05", "1.0"], [0.7, 0.05, 1.0], False),
    ],
)
def test_alto_confidences_of_tesseract(
    engine: tuple[str, ...], values: list[str], expected: list[float], noted: bool
) -> None:
    scan = alto("".join(f'<String CONTENT="A" WC="{value}"/>' for value in values), processing(*engine))
    assert [word.confidence for word in words(scan)] == expected
    assert codes(scan) == (["ALTO-TESSERACT-WC"] if noted else [])


@pytest.mark.parametrize(("whole", "noted"), [("LONDON", False), ("LONDONER", True)])
def test_alto_words_cut_at_a_line_end_stay_cut(whole: str, noted: bool) -> None:
    scan = alto(
        f'<TextBlock><TextLine><String CONTENT="LON" SUBS_TYPE="HypPart1" SUBS_CONTENT="{whole}"/><HYP CONTENT="-"/>'
        f'</TextLine><TextLine><String CONTENT="DON," SUBS_TYPE="HypPart2" SUBS_CONTENT="{whole}"/></TextLine>'
        "</TextBlock>"
    )
    assert text(scan) == "LON-\nDON,\n"
    assert codes(scan) == (["ALTO-HYP-CONFLICT"] if noted else [])


def test_alto_blocks_in_blocks_pages_languages() -> None:
    line = '<TextLine><String CONTENT="{}"/></TextLine>'
    scan = alto(
        '<Page LANG="eng"><PrintSpace><ComposedBlock><TextBlock>{}</TextBlock><ComposedBlock><TextBlock language="fra">'
        '{}</TextBlock></ComposedBlock></ComposedBlock></PrintSpace></Page><Page><BottomMargin><TextBlock LANG="deu">{}'
        "</TextBlock></BottomMargin></Page>".format(*map(line.format, "ABC"))
    )
    assert text(scan) == "A\n\nB\n\fC\n"
    assert [block.language for page in scan.pages for block in page.blocks] == ["eng", "fra", "deu"]
    assert [page.image for page in scan.pages] == ["a.png", "a.png"]


def test_alto_pages_in_blocks_keep_their_languages() -> None:
    line = '<TextLine><String CONTENT="SECRET"/></TextLine>'
    inner = f'<Page LANG="deu"><TextBlock>{line}</TextBlock></Page>'
    outer = f'<TextBlock LANG="fra">{line}{inner}{line}</TextBlock><TextBlock>{line}</TextBlock>{line}'
    scan = read_alto(f'<alto><Layout><Page LANG="eng">{outer}</Page></Layout></alto>'.encode(), "f")
    assert [block.language for page in scan.pages for block in page.blocks] == ["fra", "deu", "fra", "eng", "eng"]


def test_alto_markup_in_content_is_text_and_ids_may_be_doubled() -> None:
    scan = alto(
        '<String ID="b" CONTENT="&lt;gap/&gt; &amp;amp; &#10;X"/><String><ALTERNATIVE>NO</ALTERNATIVE></String>'
    )
    assert text(scan) == "<gap/> &amp; X\n"
    assert codes(scan) == ["ALTO-WORDS-WITHOUT-TEXT", "ALTO-DUPLICATE-ID"]


def test_alto_in_utf16_and_with_a_dtd() -> None:
    block = '<TextBlock><TextLine><String CONTENT="É"/></TextLine></TextBlock>'
    data = f'<?xml version="1.0" encoding="UTF-16"?><alto><Layout><Page>{block}</Page></Layout></alto>'
    assert text(read_alto(data.encode("utf-16"), "f")) == "É\n"
    assert codes(alto('<String CONTENT="A"/>', prolog='<!DOCTYPE alto SYSTEM "alto.dtd">')) == ["XML-DOCTYPE-IGNORED"]


# hOCR


def test_hocr_words_have_boxes_and_confidences() -> None:
    scan = hocr(
        """<div class='ocr_page' title='image "a;b.png"; bbox 0 0 100 200; ppageno 0'><div class='ocr_carea'>
        <p class='x ocr_par' lang='eng' title='bbox 1 1 9 9'><span class='ocr_line' title='bbox 1 1 8 8; baseline 0 0'>
        <span class='ocrx_word' title='bbox 1 2 3 4; x_wconf 95'><strong>SEC<em>RET</em></strong></span>
        <span class='ocrx_word' title='bbox 5 5 6 6; x_wconf 7.5'>&amp;</span></span></p></div></div>""",
        "<meta name='ocr-system' content='tesseract 5.3.0'/><title>no text</title><style>no text</style>",
    )
    assert words(scan) == [ScannedWord("SECRET", Box(1, 2, 3, 4), 0.95), ScannedWord("&", Box(5, 5, 6, 6), 0.075)]
    scanned_page = scan.pages[0]
    assert (scanned_page.width, scanned_page.height, scanned_page.image) == (100, 200, "a;b.png")
    assert (scanned_page.blocks[0].language, scanned_page.blocks[0].box) == ("eng", Box(1, 1, 9, 9))
    assert scanned_page.blocks[0].lines[0].box == Box(1, 1, 8, 8)
    assert (scan.engine, scan.notes) == ("tesseract 5.3.0", [])


def test_hocr_lines_without_words_and_text_without_lines() -> None:
    scan = hocr(
        "Before.<div class='ocr_page'>Loose <b>te</b>xt<div class='ocr_carea'><p class='ocr_par'>"
        "<span class='ocr_line'>ONE <i>TW</i>O<br/>THREE</span><script>no()</script></p>"
        "<p class='ocr_par'><span class='ocr_header'>FOUR</span><span class='ocrx_line'>FIVE</span></p>"
        "<span class='ocr_caption'>SIX</span></div><span class='ocrx_word'>SEVEN</span> EIGHT</div>After."
    )
    assert text(scan) == "Loose text\n\nONE TWO THREE\n\nFOUR\nFIVE\n\nSIX\n\nSEVEN EIGHT\n"


def test_hocr_lines_in_floats_and_without_a_page() -> None:
    scan = hocr("<div class='ocr_textfloat'><span class='ocr_line'>A</span>B<span class='ocr_line'>C</span></div>D")
    assert text(scan) == "A\nB\nC\n"


@pytest.mark.parametrize(
    "title",
    [
        "bbox 1 2 3",
        "bbox 1 2 3 4 5",
        "bbox a b c d",
        "bbox 9 9 1 1",
        "bbox NaN 1 1 1",
        "x_wconf 101",
        "x_wconf -1",
        "x_wconf high",
        "bbox",
    ],
)
def test_hocr_numbers_that_are_none(title: str) -> None:
    scan = hocr(f"<span class='ocr_line'><span class='ocrx_word' title='{title}'>A</span></span>")
    assert words(scan) == [ScannedWord("A")]
    assert codes(scan) == ["HOCR-BAD-NUMBER"]


def test_hocr_a_flood_of_properties_is_noted() -> None:
    flood = "bbox 0 0 1 1; " * 20_000 + "'" + "\" ' " * 20_000
    scan = hocr(
        f"<span class='ocr_line'><span class='ocrx_word' title=\"{flood.replace(chr(34), '&quot;')}\">A</span></span>"
    )
    assert words(scan) == [ScannedWord("A", Box(0, 0, 1, 1))]
    assert codes(scan) == ["HOCR-BAD-NUMBER"]


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><div class=ocr_page><span class=ocr_line><span class=ocrx_word>P&eacute;re</span><br>",
        b"<p class='ocr_line'>P\xc3\xa9re",
        b"<meta charset=iso-8859-1><p class='ocr_line'>P\xe9re</p>",
        "<p class='ocr_line'>Pére".encode("utf-16"),
        b"<!DOCTYPE html PUBLIC 'x' 'y'><html><body><p class='ocr_line'>P&eacute;re</p></body></html>",
    ],
)
def test_hocr_as_tag_soup(data: bytes) -> None:
    scan = read_hocr(data, "f")
    assert text(scan) == "Pére\n"
    assert codes(scan) == ["HOCR-HTML-RECOVERED"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><body>SECRET</body></html>", "IN-FORMAT"),
        (b"<p>SECRET<br>", "IN-FORMAT"),
        (b'<!DOCTYPE html [<!ENTITY x "y">]><p class=ocr_line>&x;', "XML-DOCTYPE-ENTITIES"),
        (b'<?xml version="1.0" encoding="US-ASCII"?><p class="ocr_line">\xc3\xa9</p>', "XML-ENCODING"),
        (b"<p class=ocr_line>\xe9\xff", "XML-ENCODING"),
        (b"<html><body><p class=ocr_line>SECRET<br>", "HOCR-CUT-OFF"),
        (b"<html><body><p class=ocr_line>SECRET<br></body></html", "HOCR-CUT-OFF"),
        (b"<p class=ocr_line>" + b"<b>" * 1000 + b"SECRET", "XML-NOT-WELL-FORMED"),
        (b"SECRET", "XML-NOT-WELL-FORMED"),
        (b"", "XML-NOT-WELL-FORMED"),
    ],
)
def test_what_is_no_hocr_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_hocr(data, "f")
    assert refusal.value.code == code


def test_what_xml_forbids_in_names_does_not_stop_html() -> None:
    scan = read_hocr(b"<p class=ocr_line \x01a\x1f='b'>SECRET<br><\x01b>NOFORN", "f")
    assert [word.text for page in scan.pages for line in page.blocks[0].lines for word in line.words][:1] == ["SECRET"]
    assert codes(scan) == ["HOCR-HTML-RECOVERED"]


def test_what_is_no_html_is_not_called_html() -> None:
    with pytest.raises(Refused, match="this is not hOCR: its first element is <alto>"):
        read_hocr(b"<alto/>", "f")


# PAGE


def test_page_words_have_boxes_and_confidences() -> None:
    scan = page(
        region(
            "r",
            '<Coords points="0,0 9,0 9,9"/><TextLine><Coords points="1,1 8,1 8,5"/>'
            '<Word><Coords points="1,1 4,1 4,5"/><TextEquiv conf="0.5"><Unicode>TOP</Unicode></TextEquiv></Word>'
            '<Word><Coords><Point x="5" y="1"/><Point x="8" y="5"/></Coords><TextEquiv><Unicode>SECRET</Unicode>'
            "</TextEquiv></Word><TextEquiv><Unicode>TOP SECRET</Unicode></TextEquiv></TextLine>"
            "<TextEquiv><Unicode>TOP SECRET</Unicode></TextEquiv>",
        ),
        attributes=' primaryLanguage="English"',
    )
    assert words(scan) == [ScannedWord("TOP", Box(1, 1, 4, 5), 0.5), ScannedWord("SECRET", Box(5, 1, 8, 5))]
    scanned_page = scan.pages[0]
    assert (scanned_page.width, scanned_page.height, scanned_page.image, scan.engine) == (100, 200, "a.png", "kraken")
    assert (scanned_page.blocks[0].box, scanned_page.blocks[0].language, scan.notes) == (Box(0, 0, 9, 9), "English", [])


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("TOP SECRET", [ScannedWord("TOP", Box(1, 1, 2, 2), 0.5), ScannedWord("SECRET", Box(3, 3, 4, 4), 0.5)]),
        ("TOP SACRED", [ScannedWord("TOP", Box(1, 1, 2, 2), 0.5), ScannedWord("SACRED", Box(3, 3, 4, 4))]),
        ("TOPSECRET", [ScannedWord("TOPSECRET")]),
        ("", [ScannedWord("TOP", Box(1, 1, 2, 2), 0.5), ScannedWord("SECRET", Box(3, 3, 4, 4), 0.5)]),
    ],
)
def test_page_what_the_line_says_wins(own: str, expected: list[ScannedWord]) -> None:
    word = '<Word><Coords points="{0},{0} {1},{1}"/><TextEquiv conf="0.5"><Unicode>{2}</Unicode></TextEquiv></Word>'
    content = word.format(1, 2, "TOP") + word.format(3, 4, "SECRET")
    line = f"<TextLine>{content}<TextEquiv><Unicode>{own}</Unicode></TextEquiv></TextLine>"
    assert words(page(region("r", line))) == expected


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([('index="1"', "B"), ('index="0"', "A")], "A\n"),
        ([('index="0"', ""), ('index="1"', "B")], "B\n"),
        ([('conf="0.1"', "A"), ('conf="0.9"', "B")], "B\n"),
        ([('conf="0.9"', "A"), ('conf="0.1" index="0"', "B")], "B\n"),
        ([("", "A"), ("", "B")], "A\n"),
    ],
)
def test_page_of_several_readings_one_is_taken(readings: list[tuple[str, str]], expected: str) -> None:
    equivalents = "".join(f"<TextEquiv {how}><Unicode>{what}</Unicode></TextEquiv>" for how, what in readings)
    assert text(page(region("r", f"<TextLine>{equivalents}</TextLine>"))) == expected


@pytest.mark.parametrize(
    ("content", "expected", "noted"),
    [
        (region("a") + region("b"), "A B", False),
        (order("b", "a") + region("a") + region("b"), "B A", False),
        (order("b") + region("a") + region("b"), "B A", False),
        (order("no", "b", "b") + region("a") + region("b"), "B A", True),
        (order("a") + region("a") + region("a"), "A A", True),
        (order("t", "a") + region("a") + region("t", region("c1") + region("c2"), "TableRegion"), "C1 C2 A", False),
        (order("c2", "t") + region("t", region("c1") + region("c2"), "TableRegion"), "C2 C1", False),
        (region("i", "", "ImageRegion") + region("a"), "I A", False),
        (
            '<ReadingOrder><UnorderedGroup id="u"><OrderedGroup id="g"><RegionRefIndexed index="10" regionRef="a"/>'
            '<OrderedGroupIndexed index="9" id="h"><RegionRefIndexed index="1" regionRef="b"/><RegionRefIndexed '
            'index="0" regionRef="c"/></OrderedGroupIndexed></OrderedGroup><RegionRef regionRef="d"/></UnorderedGroup>'
            "</ReadingOrder>" + "".join(map(region, "abcde")),
            "C B A D E",
            False,
        ),
    ],
)
def test_page_every_region_comes_once(content: str, expected: str, noted: bool) -> None:
    scan = page(content)
    assert text(scan).split() == expected.split()
    assert codes(scan) == (["PAGE-ORDER"] if noted else [])


def test_page_regions_without_lines_and_of_old_versions() -> None:
    content = "<TextEquiv><Unicode>TOP SECRET\nPARIS</Unicode></TextEquiv>"
    old = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2010-03-19"
    assert text(page(region("r", content), old)) == "TOP SECRET\nPARIS\n"


def test_page_ids_and_numbers_that_are_none() -> None:
    line = '<TextLine><Coords points=""/><TextEquiv conf="7"><Unicode>A</Unicode></TextEquiv></TextLine>'
    content = f'<Coords points="0,0 x,1"/>{line}'
    scan = page(region("r&quot;>", content))
    assert text(scan) == "A\n"
    assert codes(scan) == ["ID-REWRITTEN", "PAGE-BAD-NUMBER"]
    assert scan.notes[1].message.startswith("3 ")


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(Refused, match="IN-FORMAT"):
        read_page(b"<alto/>", "f")
    with pytest.raises(Refused, match="PAGE-VERSION"):
        page("", "http://schema.primaresearch.org/PAGE/gts/pagecontent/2099-01-01")


# Real ones


@pytest.mark.thorough
def test_hocr_and_alto_of_one_page_are_one_text(shared: Path) -> None:
    """Tesseract's plain text keeps blanks within what it calls a word, and empty paragraphs at the end; no more."""
    folders = sorted(path.parent for path in (shared / "data" / "bench-dev").glob("*/ocr.hocr.gz"))
    assert folders
    for folder in folders:
        hocr_scan = read_hocr(gzip.decompress((folder / "ocr.hocr.gz").read_bytes()), folder.name)
        alto_scan = read_alto(gzip.decompress((folder / "ocr.alto.xml.gz").read_bytes()), folder.name)
        assert hocr_scan.notes == []
        assert words(hocr_scan) == words(alto_scan)
        assert text(hocr_scan) == text(alto_scan)
        plain = (folder / "ocr.txt").read_bytes().decode()
        assert squeezed(text(hocr_scan)) == squeezed(plain)


def squeezed(written: str) -> list[list[str]]:
    return [line.split(" ") for line in " ".join(filter(None, written.rstrip("\n").split(" "))).split("\n")]
