"""What a file holds is in the text, or a note counts it; the order and the words that a file states are believed."""

from __future__ import annotations

import pytest
from test_formats import alto, codes, hocr, order, page, region, source, text, words

from teikit import convert
from teikit.chain import correct
from teikit.lexicon import Lexicon
from teikit.readers import read
from teikit.readers.scan import Scan
from teikit.readers.tei import read_tei


def note(scan: Scan, code: str) -> str:
    """The message of the only note of a scan with this code."""
    (message,) = [note.message for note in scan.notes if note.code == code]
    return message


def line(content: str, more: str = "") -> str:
    return f"<TextLine{more}><TextEquiv><Unicode>{content}</Unicode></TextEquiv></TextLine>"


# PAGE


def transkribus_cell(row: int, column: int, *lines: str, spans: str = "") -> str:
    corners = "<CornerPts>0 1 2 3</CornerPts>"
    return f'<TableCell row="{row}" col="{column}"{spans}>{"".join(map(line, lines))}{corners}</TableCell>'


def standard_cell(row: int, column: int, *lines: str, spans: str = "") -> str:
    role = f'<Roles><TableCellRole rowIndex="{row}" columnIndex="{column}"{spans}/></Roles>'
    return f'<TextRegion id="c{row}{column}">{"".join(map(line, lines))}{role}</TextRegion>'


@pytest.mark.parametrize("cell", [transkribus_cell, standard_cell])
def test_a_table_is_read_row_by_row(cell: object) -> None:
    assert callable(cell)
    cells = [
        cell(1, 1, "877"),
        cell(1, 0, "ROME"),
        cell(0, 0, "POST"),
        cell(0, 1, "NUMBER"),
        cell(2, 0, "ADDIS", "ABABA"),
    ]
    scan = page(region("a") + region("t", "".join(cells), "TableRegion") + region("b"))
    assert text(scan) == "A\n\nPOST\tNUMBER\nROME\t877\nADDIS ABABA\n\nB\n"
    assert codes(scan) == []


def test_a_table_that_the_reading_order_names_by_its_cells_is_read_once() -> None:
    table = region("t", standard_cell(0, 0, "POST") + standard_cell(0, 1, "NUMBER"), "TableRegion")
    scan = page(order("c01", "c00", "a") + region("a") + table)
    assert (text(scan), codes(scan)) == ("POST\tNUMBER\n\nA\n", [])


@pytest.mark.parametrize("place", ['row="x" col="0"', 'row="0"', 'row="-1" col="0"', 'row="99999999" col="0"', ""])
def test_cells_without_a_place_are_lines_all_the_same(place: str) -> None:
    table = region("t", f"<TableCell {place}>{line('POST')}</TableCell>", "TableRegion")
    scan = page(region("a") + table)
    assert text(scan) == "A\n\nPOST\n"
    assert codes(scan) == ["PAGE-TEXT-OUTSIDE"]


def test_cells_keep_their_extent_and_empty_ones_their_place() -> None:
    spans = ' rowSpan="2" colSpan="3"'
    cells = transkribus_cell(0, 0, "A", spans=spans) + transkribus_cell(0, 1) + transkribus_cell(0, 2, "B")
    scan = page(region("t", cells, "TableRegion"))
    assert text(scan) == "A\t\tB\n"
    assert [(cell.words, cell.rows, cell.columns) for cell in scan.pages[0].blocks[0].lines[0].cells] == [
        (1, 2, 3),
        (0, 1, 1),
        (1, 1, 1),
    ]


def test_a_place_of_a_table_without_a_cell_stays_empty() -> None:
    tall = transkribus_cell(0, 0, "A", spans=' rowSpan="2"')
    cells = tall + transkribus_cell(0, 2, "C") + transkribus_cell(1, 1, "D") + transkribus_cell(2, 2, "E")
    scan = page(region("t", cells, "TableRegion"))
    assert text(scan) == "A\t\tC\nD\n\t\tE\n"


def test_a_table_with_hardly_a_cell_has_no_empty_places() -> None:
    cells = "".join(transkribus_cell(at, at, str(at)) for at in range(9000, 9100))
    assert "\t" not in text(page(region("t", cells, "TableRegion")))


def test_regions_in_a_cell_are_of_the_cell() -> None:
    nested = f'<TableCell row="0" col="0">{line("A")}{region("b")}</TableCell>' + transkribus_cell(0, 1, "C")
    scan = page(region("t", nested, "TableRegion"))
    assert (text(scan), codes(scan)) == ("A B\tC\n", [])


OWN = "<TextEquiv><Unicode>POST</Unicode></TextEquiv>"


@pytest.mark.parametrize(
    "content",
    [
        region("t", f"<TableCell>{OWN}</TableCell>", "TableRegion"),
        f'<TableCell row="0" col="0">{OWN}</TableCell>',
        OWN,
    ],
)
def test_text_in_a_place_that_no_standard_knows_is_read_and_counted(content: str) -> None:
    scan = page(content)
    assert text(scan) == "POST\n"
    assert note(scan, "PAGE-TEXT-OUTSIDE").startswith("1 ")


def test_a_line_of_glyphs_is_read() -> None:
    scan = page(f'<TextRegion id="r"><TextLine><Glyph>{OWN}</Glyph></TextLine></TextRegion>')
    assert (text(scan), codes(scan)) == ("POST\n", [])


def test_a_region_or_page_that_says_what_its_parts_say_is_read_once() -> None:
    whole = "<TextEquiv><Unicode>A\nB</Unicode></TextEquiv>"
    scan = page(region("r", region("a") + region("b") + whole) + whole)
    assert (text(scan), codes(scan)) == ("A\n\nB\n", [])
    scan = page(region("r", region("a") + whole))
    assert (text(scan), codes(scan)) == ("A\n", ["PAGE-REGIONS-DIFFER"])


@pytest.mark.parametrize("content", ["SECRET", "<TextEquiv>SECRET</TextEquiv>"])
def test_text_outside_of_unicode_is_counted(content: str) -> None:
    scan = page(region("a") + region("r", f"<TextLine>{content}</TextLine>"))
    assert text(scan) == "A\n"
    assert note(scan, "PAGE-TEXT-NOT-READ").startswith("6 ")


@pytest.mark.parametrize("kind", ["GraphicRegion", "SeparatorRegion", "MapRegion", "AdvertRegion", "UnknownRegion"])
def test_regions_of_all_kinds_are_read(kind: str) -> None:
    scan = page(region("a", region("b"), kind) + region("c", "", kind))
    assert (text(scan), codes(scan)) == ("B\n\nC\n", [])


def test_lines_and_words_in_no_region_come_last_and_are_counted() -> None:
    word = "<Word><TextEquiv><Unicode>STRAY</Unicode></TextEquiv></Word>"
    scan = page(line("LOOSE") + f'<TextRegion id="r">{word}</TextRegion>' + region("a"))
    assert text(scan) == "A\n\nLOOSE\nSTRAY\n"
    assert note(scan, "PAGE-TEXT-OUTSIDE").startswith("2 ")


def test_lines_that_nobody_read_are_counted() -> None:
    scan = page(region("r", line("A") + "<TextLine/>" + line("")))
    assert text(scan) == "A\n"
    assert note(scan, "PAGE-LINES-WITHOUT-TEXT").startswith("2 ")


def test_a_line_that_says_another_text_than_its_words_is_counted() -> None:
    word = "<Word><TextEquiv><Unicode>SECRET</Unicode></TextEquiv></Word>"
    inside = line("TOP SECRET").replace("<TextEquiv>", f"{word}<TextEquiv>")
    scan = page(region("r", inside + line("A").replace("<TextEquiv>", word + "<TextEquiv>")))
    assert text(scan) == "TOP SECRET\nA\n"
    assert note(scan, "PAGE-WORDS-DIFFER").startswith("2 ")


def test_a_region_that_says_another_text_than_its_lines_is_counted() -> None:
    whole = "<TextEquiv><Unicode>{}</Unicode></TextEquiv>"
    assert codes(page(region("r", line("TOP") + line("SECRET") + whole.format("TOP\nSECRET")))) == []
    scan = page(region("r", line("TOP") + whole.format("TOP\nSECRET")))
    assert codes(scan) == ["PAGE-REGIONS-DIFFER"]


def test_words_that_nobody_read_are_counted() -> None:
    word = "<Word>{}</Word>".format
    inside = word("<TextEquiv><Unicode>A</Unicode></TextEquiv>") + word("") + word("<TextEquiv><Unicode/></TextEquiv>")
    scan = page(region("r", f"<TextLine>{inside}</TextLine>"))
    assert text(scan) == "A\n" and note(scan, "PAGE-WORDS-WITHOUT-TEXT").startswith("2 ")
    scan = alto('<String CONTENT="A"/><String/><String CONTENT=""><ALTERNATIVE>B</ALTERNATIVE></String>')
    assert text(scan) == "A\n" and note(scan, "ALTO-WORDS-WITHOUT-TEXT").startswith("2 ")
    inside = "<span class='ocrx_word'>A</span><span class='ocrx_word'></span>"
    scan = hocr(f"<div class='ocr_page'><span class='ocr_line'>{inside}</span></div>")
    assert text(scan) == "A\n" and note(scan, "HOCR-WORDS-WITHOUT-TEXT").startswith("1 ")


def test_words_of_one_blank_are_no_omission() -> None:
    assert codes(alto('<String CONTENT="A"/><String CONTENT=" "/>')) == []


def indexed(name: str, index: int) -> str:
    return region(name).replace("<TextRegion", f'<TextRegion custom="x {{y:z;}} readingOrder {{index:{index};}}"')


@pytest.mark.parametrize(
    ("content", "expected", "noted"),
    [
        (indexed("b", 1) + indexed("a", 0), "A B", ["PAGE-CUSTOM-ORDER"]),
        (indexed("a", 0) + indexed("b", 1), "A B", []),
        (indexed("b", 7) + region("x") + indexed("a", 3), "A X B", ["PAGE-CUSTOM-ORDER"]),
        (indexed("a", 1) + indexed("b", 1), "A B", []),
        (order("b", "a") + indexed("a", 0) + indexed("b", 1), "B A", ["PAGE-ORDER-DISAGREES"]),
        (order("a", "b") + indexed("b", 1) + indexed("a", 0), "A B", []),
        (region("t", indexed("b", 1) + indexed("a", 0), "TableRegion"), "A B", ["PAGE-CUSTOM-ORDER"]),
    ],
)
def test_the_order_in_custom_is_followed_where_there_is_no_other(content: str, expected: str, noted: list[str]) -> None:
    scan = page(content)
    assert (text(scan).split(), codes(scan)) == (expected.split(), noted)


def test_the_order_of_lines_and_words_in_custom_is_followed() -> None:
    place = ' custom="readingOrder {{index:{};}}"'
    words = "".join(
        f"<Word{place.format(at)}><TextEquiv><Unicode>{word}</Unicode></TextEquiv></Word>"
        for word, at in (("SECRET", 1), ("TOP", 0))
    )
    lines = line("LAST", place.format(9)) + f"<TextLine{place.format(2)}>{words}</TextLine>"
    scan = page(region("r", lines))
    assert (text(scan), codes(scan)) == ("TOP SECRET\nLAST\n", ["PAGE-CUSTOM-ORDER"])


# ALTO


def cut(first: str, hyphen: str, second: str, whole: str = "", both: bool = True) -> str:
    """Two lines with a word between them that the file says is one."""
    content = f' SUBS_CONTENT="{whole}"' if whole else ""
    again = content if both else ""
    return (
        f'<TextBlock><TextLine><String CONTENT="{first}" SUBS_TYPE="HypPart1"{content}/>{hyphen}</TextLine>'
        f'<TextLine><String CONTENT="{second}" SUBS_TYPE="HypPart2"{again}/></TextLine></TextBlock>'
    )


@pytest.mark.parametrize("hyphen", ["-", "\xad", "¬", "⸗", "—"])
@pytest.mark.parametrize("inside", ["", "-"])
def test_a_word_has_one_hyphen_at_the_line_end(hyphen: str, inside: str) -> None:
    scan = alto(cut(f"NEGO{inside}", f'<HYP CONTENT="{hyphen}"/>', "TIATIONS"))
    assert text(scan) == f"NEGO{inside or hyphen}\nTIATIONS\n"


def test_what_hyp_says_beside_a_hyphen_is_text() -> None:
    assert text(alto('<String CONTENT="NEGO"/><HYP CONTENT="-X"/>')) == "NEGO-X\n"


@pytest.mark.parametrize(
    ("first", "hyphen", "second", "whole", "expected"),
    [
        ("XYLO", '<HYP CONTENT="-"/>', "PHRANE", "XYLOPHRANE", "XYLOPHRANE"),
        ("XYLO-", '<HYP CONTENT="-"/>', "PHRANE", "XYLOPHRANE", "XYLOPHRANE"),
        ("XYLO", "", "PHRANE,", "XYLOPHRANE", "XYLOPHRANE,"),
        ("XYLO", "<HYP/>", "PHRANE", "", "XYLOPHRANE"),
        ("XYLO", "<HYP/>", "", "XYLOPHRANE", "XYLOPHRANE"),
        ("NON", '<HYP CONTENT="-"/>', "PHRANE", "NON-PHRANE", "NON-PHRANE"),
        ("(NON-", "", "PHRANE).", "NON-PHRANE", "(NON-PHRANE)."),
    ],
)
def test_a_word_is_joined_as_the_file_says_whether_anybody_knows_it_or_not(
    first: str, hyphen: str, second: str, whole: str, expected: str, lexicon: Lexicon
) -> None:
    scan = alto(cut(first, hyphen, second, whole))
    draft = correct(source(scan), lexicon)
    assert draft.text == f"{expected}\n"
    assert draft.source.text == text(scan)
    assert "\n" in text(scan).strip()


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("FON-", "HUGO", "FONTANES"), ("FON-", "HUGO", "VICTOR-HUGO")],
)
def test_a_whole_that_is_not_its_parts_is_not_believed(first: str, second: str, whole: str, lexicon: Lexicon) -> None:
    scan = alto(cut(first, "", second, whole))
    assert codes(scan) == ["ALTO-HYP-CONFLICT"]
    assert not any(word.whole for word in words(scan))
    assert correct(source(scan), lexicon).text == f"{first}\n{second}\n"


@pytest.mark.parametrize("sign", ["\xad", "¬", "⸗"])
def test_signs_for_a_hyphen_at_line_ends_only_join_what_nobody_knows(sign: str, lexicon: Lexicon) -> None:
    scan = alto(
        f'<TextBlock><TextLine><String CONTENT="XYLO{sign}"/></TextLine><TextLine><String CONTENT="PHRANE"/>'
        "</TextLine></TextBlock>"
    )
    assert correct(source(scan), lexicon).text == "XYLOPHRANE\n"


def test_a_line_of_alto_that_nobody_read_is_counted() -> None:
    blank = '<TextLine><String CONTENT=" "/></TextLine>'
    scan = alto(f'<TextBlock><TextLine/><TextLine><String CONTENT=""/></TextLine>{blank}</TextBlock>')
    assert note(scan, "ALTO-LINES-WITHOUT-TEXT").startswith("2 ")


def test_text_between_the_elements_of_alto_is_counted() -> None:
    scan = alto('<String CONTENT="A"><ALTERNATIVE>B</ALTERNATIVE></String>SECRET')
    assert (text(scan), note(scan, "ALTO-TEXT-OUTSIDE")[:2]) == ("A\n", "6 ")


@pytest.mark.parametrize(("named", "expected"), [("b a", "B A"), ("b", "B A"), ("a b", "A B"), ("x b b a", "B A")])
def test_the_reading_order_of_alto_is_followed(named: str, expected: str) -> None:
    references = "".join(f'<ElementRef REF="{name}"/>' for name in named.split())
    blocks = "".join(
        f'<TextBlock ID="{name}"><TextLine><String CONTENT="{name.upper()}"/></TextLine></TextBlock>' for name in "ab"
    )
    scan = alto(
        blocks, f"</Description><ReadingOrder><OrderedGroup>{references}</OrderedGroup></ReadingOrder><Description>"
    )
    assert text(scan).split() == expected.split()
    assert codes(scan) == (["ALTO-READING-ORDER"] if expected == "B A" else [])


def test_a_word_cut_at_the_end_of_a_file_remembers_its_whole() -> None:
    """The part after it is in the next file of a METS."""
    scan = alto('<String CONTENT="XYLO" SUBS_TYPE="HypPart1" SUBS_CONTENT="XYLOPHRANE"/><HYP CONTENT="-"/>')
    assert [word.whole for word in words(scan)] == ["XYLOPHRANE"]


# hOCR and TEI


def test_only_one_of_several_readings_is_read() -> None:
    inside = "<span class='alternatives'><ins class='alt'>A</ins><del class='alt'>B</del></span>"
    assert text(hocr(f"<div class='ocr_page'><span class='ocr_line'>{inside}</span></div>")) == "A\n"


def test_text_outside_of_the_pages_is_counted() -> None:
    scan = hocr("<h1>OCR of page 5</h1><div class='ocr_page'><span class='ocr_line'>SECRET</span></div><p>end</p>")
    assert text(scan) == "SECRET\n"
    assert note(scan, "HOCR-TEXT-OUTSIDE").startswith("5 ")


def test_lines_of_hocr_that_nobody_read_are_counted() -> None:
    lines = "<span class='ocr_line'>{}</span>"
    blank = "<span class='ocrx_word'> </span>"
    inside = "".join(map(lines.format, ("A", "", " ", blank)))
    scan = hocr(f"<div class='ocr_page'><div class='ocr_header'>{inside}</div></div>")
    assert text(scan) == "A\n"
    assert note(scan, "HOCR-LINES-WITHOUT-TEXT").startswith("2 ")


def test_notes_and_deletions_of_a_tei_are_counted() -> None:
    body = "<p>A<note n='1'>B</note> <del>C</del><restore><del>D</del></restore><note place='margin'>E</note></p>"
    scan = read_tei(f"<TEI><text><body>{body}</body></text></TEI>".encode(), "f")
    assert text(scan) == "A D\n\nE\n"
    assert note(scan, "TEI-NOTES-LEFT-OUT").startswith("1 ") and note(scan, "TEI-DELETIONS-LEFT-OUT").startswith("1 ")


# ---------------------------------------------------------------- tables of hOCR


HOCR_TABLE = (
    '<html><body><div class="ocr_page" title="bbox 0 0 1000 1000"><p class="ocr_par">HEAD</p>{}'
    '<p class="ocr_par">FOOT</p></div></body></html>'
)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (
            "<table><tr><td>Bonn</td><td>1421</td></tr><tr><td>Rome</td><td>877</td></tr></table>",
            "Bonn\t1421\nRome\t877",
        ),
        (
            '<div class="ocr_table"><table><tbody><tr><th>Post</th><th>No</th></tr><tr><td>'
            '<span class="ocr_line"><span class="ocrx_word">Rio</span></span> '
            '<span class="ocr_line"><span class="ocrx_word">de Janeiro</span></span></td><td>8</td></tr></table></div>',
            "Post\tNo\nRio de Janeiro\t8",
        ),
        ("<table><tr><td>only</td></tr><tr><td>one column</td></tr></table>", "only\none column"),
        ("<table><tr>outside<td>A</td><td></td><td>C</td></tr></table>", "A\t\tC"),
        ("<table><tr><td>A<table><tr><td>B</td><td>C</td></tr></table></td><td>D</td></tr></table>", "A B C\tD"),
        (
            '<table><tr><td><div class="ocr_carea">LEFT</div></td><td><div class="ocr_carea">RIGHT</div></td></tr>'
            "</table>",
            "LEFT\n\nRIGHT",
        ),
    ],
)
def test_tables_of_hocr_are_read_row_by_row(table: str, text: str) -> None:
    read_text = read(HOCR_TABLE.format(table).encode(), "a.hocr").text
    assert all(line in read_text for line in text.split("\n"))
    assert read_text.startswith("HEAD\n") and read_text.rstrip().endswith("FOOT")


def test_a_table_of_hocr_is_a_table_of_the_tei() -> None:
    rows = ('<td colspan="2">Bonn</td>', "<td>1421</td><td>7</td>", "<td>1</td><td>2</td>")
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    tei = convert(HOCR_TABLE.format(table).encode(), name="a.hocr").tei
    assert b"<row><cell>1421</cell><cell>7</cell></row>" in tei
