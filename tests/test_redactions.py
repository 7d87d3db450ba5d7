"""Text that something covers in a PDF: a redaction that failed is found and masked, a dark table head is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Teikit
from test_pdf import needs_pdfium, page_of, pdf_of, text_of

from teikit.readers import read
from teikit.readers.image import read_pdf_or_ocr
from teikit.readers.pdf import read_pdf
from teikit.readers.scan import Scan

pytestmark = needs_pdfium
SHOWN = page_of("SENT BY JOHN DOE TODAY", "AND NOBODY ELSE")
"""Two lines; the name begins 58 points from the left edge and is 48 wide, between 77 and 88 points high."""
BOX = "56 76 52 14 re f"
FONT = "/Resources<</Font<</F 3 0 R>>/XObject<</I 5 0 R>>/ExtGState<</G 6 0 R>>>>"
STREAM = "<</Type/XObject/Subtype/{}/Length {}>>stream\n{}\nendstream"


def stream(kind: str, content: str) -> str:
    return f"<<{kind}/Length {len(content)}>>stream\n{content}\nendstream"


def annotated(kind: str, appearance: str = "") -> bytes:
    """The lines with an annotation over the name."""
    form = stream("/Type/XObject/Subtype/Form/BBox[0 0 52 14]", appearance or "0 g 0 0 52 14 re f")
    note = f"<</Type/Annot/Subtype/{kind}/Rect[56 76 108 90]/IC[0 0 0]/F 4/AP<</N 5 0 R>>>>"
    return pdf_of(SHOWN, page_more="/Annots[6 0 R]", more=[form, note])


def pictured(level: str, matrix: str = "52 0 0 14 56 76") -> bytes:
    """The lines with a picture of one pixel over the name."""
    image = stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", level)
    return pdf_of(f"{SHOWN} q {matrix} cm /I Do Q", page_more=FONT, more=[image, "<<>>"])


FORM = stream("/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Matrix[1 0 0 1 50 70]", "0 g 6 6 52 14 re f")
FAILED = {
    "a box drawn after the text": pdf_of(f"{SHOWN} 0 g {BOX}"),
    "a box drawn before it": pdf_of(f"0 g {BOX} {SHOWN}"),
    "an annotation": annotated("Square"),
    "a redaction that was only asked for": annotated("Redact", "1 0 0 RG 0 0 52 14 re S"),
    "a picture": pictured("\0"),
    "a turned page": pdf_of(f"{SHOWN} 0 g {BOX}", rotate=90),
    "white on white": pdf_of(f"{SHOWN} 1 g {BOX}"),
    "white text on a white box": pdf_of(
        f"1 g {BOX} 0 g {page_of('SENT BY          TODAY', 'AND NOBODY ELSE')} 1 g {page_of('JOHN DOE', left=58)}"
    ),
    "a thick line": pdf_of(f"{SHOWN} 0 G 14 w 56 83 m 108 83 l S"),
    "a page filled in a clipping path": pdf_of(f"{SHOWN} q 56 76 52 14 re W n 0 g 0 0 200 100 re f Q"),
    "the same, turned": pdf_of(f"{SHOWN} q 56 76 52 14 re W n 0 g 0 0 200 100 re f Q", rotate=270),
    "three strips": pdf_of(f"{SHOWN} 0 g 56 76 52 5 re f 56 80.5 52 5 re f 56 85 52 5 re f"),
    "a box in a form": pdf_of(f"{SHOWN} /I Do", page_more=FONT, more=[FORM, "<<>>"]),
    "a red box": pdf_of(f"{SHOWN} 1 0 0 rg {BOX}"),
    "a dark box that lets them through": pdf_of(
        f"{SHOWN} /G gs 0 g {BOX}", page_more=FONT, more=["<<>>", "<</Type/ExtGState/ca 0.7>>"]
    ),
    "text behind a picture of the page": pdf_of(f"{SHOWN.replace('BT', 'BT 3 Tr')} 0 g {BOX}"),
}

HEAD = "0 g 0 60 200 40 re f 1 g"
SEEN = {
    "a dark table head": pdf_of(f"{HEAD} {SHOWN}"),
    "a grey one": pdf_of(f"0.3 g 5 70 190 25 re f 1 g {SHOWN}"),
    "dark type on a light ground": pdf_of(f"0.9 g 5 70 190 25 re f 0 g {SHOWN}"),
    "a frame around the words": pdf_of(f"{SHOWN} 0 G 1 w {BOX.replace(' f', ' S')}"),
    "a line below the words": pdf_of(f"{SHOWN} 0 G 1 w 56 75 m 108 75 l S"),
    "a thick line below them": pdf_of(f"{SHOWN} 0 G 8 w 5 40 m 190 40 l S"),
    "a box beside them": pdf_of(f"{SHOWN} 0 g 150 20 40 30 re f"),
    "a dark page": pdf_of(f"0 g 0 0 200 100 re f 1 g {SHOWN}"),
    "a light mark over the words": pdf_of(
        f"{SHOWN} /G gs 1 1 0 rg {BOX}", page_more=FONT, more=["<<>>", "<</Type/ExtGState/ca 0.4/BM/Multiply>>"]
    ),
    "grey words on a dark head": pdf_of(f"{HEAD.replace('1 g', '0.45 g')} {SHOWN}"),
    "a light grey mark over the words": pdf_of(
        f"{SHOWN} /G gs 0 g {BOX}", page_more=FONT, more=["<<>>", "<</Type/ExtGState/ca 0.2>>"]
    ),
    "a line through the words": pdf_of(f"{SHOWN} 0 G 1 w 56 82 m 108 82 l S"),
    "a blue head with white words": pdf_of(f"0 0 0.6 rg 5 70 190 25 re f 1 g {SHOWN}"),
    "a link": annotated("Link", "0 G 0 0 52 14 re S"),
}


def covered(scan: Scan) -> list[str]:
    return [
        word.text
        for page in scan.pages
        for block in page.blocks
        for line in block.lines
        for word in line.words
        if word.is_covered
    ]


@pytest.mark.parametrize("how", FAILED)
def test_text_that_something_covers_is_found(how: str) -> None:
    scan = read_pdf(FAILED[how], "a.pdf")
    assert covered(scan) == ["JOHN", "DOE"]


@pytest.mark.parametrize("how", FAILED)
def test_it_is_masked_unless_it_is_asked_for(how: str) -> None:
    data = FAILED[how]
    masked, revealed = read(data, "a.pdf"), read(data, "a.pdf", reveal=True)
    assert "JOHN" not in masked.text and "[]" in masked.text
    assert "JOHN" in revealed.text and "[]" not in revealed.text
    assert [part.is_withheld for part in (*masked.parts, *revealed.parts)] == [True, False]


@pytest.mark.parametrize("how", SEEN)
def test_words_that_can_be_seen_are_no_redaction(how: str) -> None:
    scan = read_pdf(SEEN[how], "a.pdf")
    assert covered(scan) == []
    assert "JOHN DOE" in text_of(scan)


def test_no_output_has_what_was_covered(teikit: Teikit, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(FAILED["a box drawn after the text"])
    call = ["convert", tmp_path / "a.pdf", "-o", tmp_path / "out", "--to", "tei", "--to", "alto", "--to", "page"]
    ran = teikit(*call, "--report", tmp_path / "report.jsonl")
    assert (ran.code, ran.err.count("REDACTION-READABLE")) == (0, 1)
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".pdf")
    assert b"JOHN" not in written + ran.out + ran.err.encode()
    assert b'reason="redacted" rend="black"' in written and b"binaryObject" not in written
    assert teikit(*call[:2], "--strict").code == 12
    revealed = teikit("convert", tmp_path / "a.pdf", "--reveal")
    assert b"JOHN" in revealed.out and b"binaryObject" in revealed.out and "REDACTION-READABLE" in revealed.err


@pytest.mark.parametrize(
    ("how", "count"),
    [
        (pdf_of(f"{SHOWN} 0 G 1 w 56 82 m 108 82 l S"), 2),
        (pdf_of(f"{SHOWN} 0 g 56 81.5 52 1 re f"), 2),
        (pdf_of(f"{SHOWN} 0 G 1 w 56 82 m 108 82 l S", rotate=90), 2),
        (annotated("StrikeOut", "0 G 0 7 m 52 7 l S"), 2),
        (SEEN["a line below the words"], 0),
        (SEEN["a frame around the words"], 0),
        (SEEN["a dark table head"], 0),
        (pdf_of(f"{SHOWN} 0 G 1 w 5 98 m 190 98 l S 5 76.5 m 190 76.5 l S"), 0),  # the lines of a table
    ],
)
def test_words_that_are_struck_out_are_counted_and_stay(how: bytes, count: int) -> None:
    scan = read_pdf(how, "a.pdf")
    assert "JOHN DOE" in text_of(scan)
    told = [note.message for note in scan.notes if note.code == "PDF-STRUCK-OUT"]
    assert told == ([f"{count} × a word with a line through it: struck out, and read as all others"] if count else [])


def test_a_second_text_layer_is_read_once() -> None:
    """What both layers read alike pdfium gives once; here one reads a letter otherwise."""
    layer = page_of("SENT BY J0HN DOE TODAY", "AND NOBODY ELSE").replace("BT", "BT 3 Tr")
    bold = page_of("SENT BY JOHN DOE TODAY", left=11)
    scan = read_pdf(pdf_of(f"{SHOWN} {layer} {bold}"), "a.pdf")
    assert text_of(scan) == "SENT BY JOHN DOE TODAY\nAND NOBODY ELSE\n"
    assert [(note.code, note.message[0]) for note in scan.notes] == [("PDF-DOUBLE-TEXT", "1")]


def test_a_stamp_across_a_line_is_no_second_layer() -> None:
    scan = read_pdf(pdf_of(f"{SHOWN} {page_of('SECRET', left=30, top=79)}"), "a.pdf")
    assert (text_of(scan).count("SECRET"), scan.notes) == (1, [])


def test_what_is_attached_or_remarked_is_named() -> None:
    files = ["<</Type/Filespec/F(notes.docx)/UF(notes.docx)/EF<</F 6 0 R>>>>", stream("/Type/EmbeddedFile", "x")]
    remark = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Check this.)>>"
    catalog = "/Names<</EmbeddedFiles<</Names[(notes.docx) 5 0 R]>>>>"
    data = pdf_of(SHOWN, catalog=catalog, page_more="/Annots[7 0 R]", more=[*files, remark])
    notes = {note.code: note.message for note in read_pdf_or_ocr(data, "a.pdf").notes}
    assert notes.keys() == {"PDF-ATTACHMENTS", "PDF-ANNOTATIONS"}
    assert "notes.docx" in notes["PDF-ATTACHMENTS"]
