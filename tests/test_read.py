"""Bytes to sources: decoded by what they say themselves, refused where they are no text, and never by guessing."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teikit.core import Source
from teikit.errors import Refused
from teikit.inputs import Input
from teikit.inputs.reading import read_input
from teikit.options import Options
from teikit.readers import read
from teikit.readers.registry import recognise

TEXT = "FROM: PARIS\nTO: Secretary of State\n"


def codes(source: Source) -> list[str]:
    return [note.code for note in source.notes]


@pytest.mark.parametrize(
    ("data", "text", "encoding", "bom"),
    [
        (TEXT.encode(), TEXT, "utf-8", b""),
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT, "utf-8", b"\xef\xbb\xbf"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), TEXT, "utf-16-le", b"\xff\xfe"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT, "utf-16-be", b"\xfe\xff"),
        ("DÉTENTE “ﬁRM”".encode(), "DÉTENTE “ﬁRM”", "utf-8", b""),
        (b"CAF\xe9", "CAF\udce9", "utf-8", b""),
        (b"", "", "utf-8", b""),
        (b"A\r\nB\rC\nD", "A\r\nB\rC\nD", "utf-8", b""),
    ],
)
def test_a_text_is_decoded_and_gives_its_bytes_back(data: bytes, text: str, encoding: str, bom: bytes) -> None:
    source = read(data, "cable.txt")
    assert (source.text, source.encoding, source.bom) == (text, encoding, bom)
    assert source.encode() == data
    assert source.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "code", "helps"),
    [
        (b"\x1f\x8b\x08\x00", "IN-COMPRESSED", "gunzip"),
        (b"PK\x03\x04abc", "IN-COMPRESSED", "unzip"),
        (b"\x89PNG\r\n\x1a\n", "IN-BINARY", "the right file"),
        (b"\xff\xd8\xff\xe0", "IN-BINARY", "the right file"),
        (bytes(range(256)) * 4, "IN-BINARY", "--encoding"),
        (TEXT.encode("utf-16-le"), "ENC-LOOKS-UTF16", "--encoding utf-16-le"),
        (TEXT.encode("utf-16-be"), "ENC-LOOKS-UTF16", "--encoding utf-16-be"),
        (TEXT.encode("utf-32"), "ENC-UTF32", "iconv"),
        (b"\xff\xfeA\x00\x00\xd8", "ENC-UTF16-BROKEN", "repair"),
        (b"\xff\xfeA\x00B", "ENC-UTF16-BROKEN", "repair"),
    ],
)
def test_what_is_no_text_is_refused_with_a_hint(data: bytes, code: str, helps: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(data, "file.txt")
    assert refusal.value.code == code
    assert helps in refusal.value.hint
    assert refusal.value.place == "file.txt"


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (b"<?xml version='1.0'?><!-- a --><alto/>", "page.txt", "alto"),
        (b"  <alto:alto xmlns:alto=''>", "page", "alto"),
        (b"<!DOCTYPE html PUBLIC 'x' 'y'><html><body class='ocr_page'>", "page.txt", "hocr"),
        (b"<!DOCTYPE html><html><body>", "page.html", "hocr"),
        (b"<html><body>no OCR", "page.txt", "text"),
        (b"<PcGts xmlns=''>", "page.bin", "page"),
        (b"<?xml version='1.0'?>\n<?xml-model href='a'?>\n<TEI>", "page.xml", "tei"),
        (b"<TEI.2><teiHeader/><text>", "page.xml", "tei"),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><mets:mets>", "page", "mets"),
        ("<?xml version='1.0' encoding='UTF-16'?><alto/>".encode("utf-16"), "page.xml", "alto"),
        (b"<a>&x;</a>", "page.txt", "text"),
        (b"%PDF-1.7", "page.txt", "pdf"),
        (b"hello", "page.pdf", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "page", "image"),
        (b"II+\x00\x08\x00", "page", "image"),
        (b"MM\x00+\x00\x08", "page.tif", "image"),
        (b"SECRET", "page", "text"),
        (b"", "page.xml", "text"),
    ],
)
def test_a_format_is_seen_from_the_content(data: bytes, name: str, format: str) -> None:
    assert recognise(data, name) == format


@pytest.mark.parametrize(("data", "code"), [(b"<svg>", "IN-FORMAT"), (b"<?xml version='1.0'?>", "XML-NOT-WELL-FORMED")])
def test_xml_of_another_kind_is_refused_unless_it_is_called_text(data: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read(data, "page.xml")
    assert read(data, "page.txt").text == data.decode()
    assert read(data, "page.xml", format="text").text == data.decode()


def test_recognition_takes_no_time_on_endless_prologs() -> None:
    assert recognise(b"<?a?><!--b-->" * 7000, "page.txt") == "text"


@pytest.mark.parametrize("text", ["<BEGIN> SECRET", "A < B AND B > C", "<<QUOTE>>", "HE SAID <?xml"])
def test_angle_brackets_are_text(text: str) -> None:
    assert read(text.encode(), "cable").text == text


# ------------------------------------------------------------------------ what is no text


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff\xfe", b"\x7fELF\x02\x01\x01\x00\x00", bytes(range(9)) * 3])
def test_short_files_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="IN-BINARY"):
        read(data, "bin.txt")


@pytest.mark.parametrize("data", [b"CAF\xe9", b"\x0cSECRET\x0c", b"A\x00B", b"\xe9\xe8 SECRET"])
def test_short_texts_with_odd_bytes_are_texts(data: bytes) -> None:
    assert read(data, "a.txt").encode() == data


def a_file(folder: Path, data: bytes) -> Input:
    path = folder / "a.txt"
    path.write_bytes(data)
    return Input(path, "a.txt", Path("a"))


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n\x0c", b"\xef\xbb\xbf\n"])
def test_a_text_in_which_nothing_is_is_refused_unless_it_is_kept(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="IN-EMPTY"):
        read_input(a_file(tmp_path, data), Options())
    source, _ = read_input(a_file(tmp_path, data), Options(empty="keep"))
    assert source.encode() == data


# --------------------------------------------------------------------- encoding


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"CAF\xe9 \x93OK\x94", "cp1252", "CAFÉ “OK”".replace("É", "é")),
        (b"CAF\xe9", "latin-1", "CAFé"),
        (TEXT.encode("utf-16-le"), "utf-16-le", TEXT),
        (b"CAF\x82", "cp437", "CAFé"),
    ],
)
def test_the_user_may_name_the_encoding(data: bytes, encoding: str, text: str) -> None:
    source = read(data, "cable.txt", encoding)
    assert source.text == text
    assert source.encode() == data


def test_a_note_reads_well_if_there_is_one_of_what_it_counts() -> None:
    notes = [note.message for note in read(b"A\xffB\n", "cable.txt").notes]
    assert notes == ["1 × a byte that is not in the encoding; it is kept. Windows text? Use --encoding cp1252"]


@pytest.mark.parametrize(
    ("bom", "named", "shown"),
    [
        (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
        (codecs.BOM_UTF16_LE, "UTF_16", "utf-16-le"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
        (b"", "utf-8-sig", "utf-8"),
    ],
)
def test_a_byte_order_mark_is_no_text_in_a_named_encoding(bom: bytes, named: str, shown: str) -> None:
    data = bom + TEXT.encode(shown)
    source = read(data, "cable.txt", named)
    assert (source.text, source.encoding, source.bom, source.encode()) == (TEXT, shown, bom, data)


def test_utf_16_without_a_mark_needs_its_order() -> None:
    with pytest.raises(Refused) as refusal:
        read(TEXT.encode("utf-16-be"), "cable.txt", "utf-16")
    assert "utf-16-be" in refusal.value.hint


def test_a_byte_that_the_named_encoding_has_not_is_kept() -> None:
    source = read(b"A\x81B", "cable.txt", "cp1252")
    assert source.encode() == b"A\x81B"
    assert "ENC-BAD-BYTES" in codes(source)


@pytest.mark.parametrize(
    ("data", "encoding", "code"),
    [(b"A", "klingon", "ENC-UNKNOWN"), (b"A", "base64", "ENC-UNKNOWN"), (b"A\xd8\x00", "utf-16-be", "ENC-BAD-BYTES")],
)
def test_an_encoding_that_cannot_be_is_refused(data: bytes, encoding: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(data, "cable.txt", encoding)
    assert refusal.value.code == code


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16", "utf-8-sig", "rot13", "unicode_escape", "iso2022_jp", "hz"])
@pytest.mark.parametrize("data", [b"A", b"\xff\xfeA\x00", b"+AGE-", b"\\x41", b"~{VPND~}", b"\xef\xbb\xbfA"])
def test_an_encoding_is_only_taken_if_it_gives_the_bytes_back(encoding: str, data: bytes) -> None:
    try:
        source = read(data, "cable.txt", encoding)
    except Refused:
        return
    assert source.encode() == data


@given(st.binary(max_size=60), st.sampled_from(["cp1252", "latin-1", "utf-8", "ascii", "cp437", "mac-roman"]))
def test_any_bytes_in_any_encoding(data: bytes, encoding: str) -> None:
    try:
        source = read(data, "cable.txt", encoding)
    except Refused:
        return
    assert source.encode() == data


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"A\x00\x80", "utf-16-le"),
        (b"\x00A\x00\x80\x80", "utf-16-be"),
        (b"A", "punycode"),
    ],
)
def test_half_a_character_in_a_named_encoding_is_refused_or_kept(data: bytes, encoding: str) -> None:
    try:
        assert read(data, "cable.txt", encoding).encode() == data
    except Refused as refusal:
        assert refusal.code in ("ENC-BAD-BYTES", "ENC-NOT-REVERSIBLE", "ENC-UNKNOWN")


# ------------------------------------------------------------------------ notes


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ["IN-EMPTY"]),
        (b" \n\t\r\n", ["IN-BLANK", "EOL-MIXED"]),
        (b"\xef\xbb\xbfA\n", ["ENC-BOM"]),
        (b"\xff\xfeA\x00", ["ENC-UTF16"]),
        (b"A\xffB\n", ["ENC-BAD-BYTES"]),
        (b"A\x1b[31mB\n", ["XML-ILLEGAL-CHAR"]),
        ("A\ufffeB\n".encode(), ["XML-ILLEGAL-CHAR"]),
        ("A\x85B\n".encode(), ["CHAR-C1"]),
        ("A\ufffdB\n".encode(), ["CHAR-FFFD"]),
        ("A\u202eB\n".encode(), ["CHAR-BIDI"]),
        ("A\u200bB\n".encode(), ["CHAR-INVISIBLE"]),
        ("A" + "\u0301" * 9 + "\n", ["CHAR-COMBINING"]),
        ("A\ue000B\n", ["CHAR-PUA"]),
        ("CUBА\n", ["CHAR-MIXED-SCRIPT"]),
        ("HE SAID â€œYESâ€\x9d\n", ["CHAR-C1", "TXT-MOJIBAKE"]),
        (b"A" * 10_001, ["TXT-LONG-LINE"]),
        (b"1" * 100, ["NUM-RANGE"]),
        (b"A\nB\r\nC\r", ["EOL-MIXED"]),
        (b"A\x0cB\n", []),
        (b"A\tB\x0c\n", []),
        (TEXT.encode(), []),
        ("МОСКВА É ﬁ “”\n", []),
    ],
)
def test_every_oddity_is_named_once(data: bytes | str, expected: list[str]) -> None:
    noted = codes(read(data if isinstance(data, bytes) else data.encode(), "cable.txt"))
    assert noted == expected


def test_an_oddity_has_its_count_and_first_place() -> None:
    source = read(b"A\nB\x1bC\x00\n", "cable.txt")
    (note,) = source.notes
    assert note.message.startswith("2 × ")
    assert note.offset is not None
    assert source.place(note.offset) == "cable.txt:2:2"


def test_the_lines_of_a_file_are_its_own() -> None:
    source = read(b"A\r\nB\rC\nD", "cable.txt")
    assert [line.text for line in source.lines] == ["A", "B", "C", "D"]
