"""Fuzz the readers for a bounded time: whatever the bytes are, they are refused with a message or come back.

    python tests/fuzz_readers.py SECONDS [FOLDER]

Needs atheris, which has wheels for some versions of Python on Linux only. FOLDER keeps what was interesting for the
next time. An input that breaks a promise is left in the working folder as ``crash-*``; put it into a test.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

try:
    import atheris
except ImportError:
    version = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"fuzzing needs the package atheris, which is not installed for this Python ({version})")

with atheris.instrument_imports(include=["teikit"]):
    from teikit.core import Draft
    from teikit.errors import TeikitError
    from teikit.inputs.archives import unpack
    from teikit.inputs.members import in_memory
    from teikit.lexicon import load
    from teikit.passes.markup import markup
    from teikit.passes.pages import pages
    from teikit.passes.recurring import recurring
    from teikit.passes.tables import tables
    from teikit.readers import read, recognise, scan_file
    from teikit.readers.mets import read_mets
    from teikit.readers.scan import Scan

LEXICON = load()

ROOT = Path(__file__).resolve().parent.parent
SEEDS = {
    b"hocr": b"<html><body><div class='ocr_page' title='bbox 0 0 9 9'>"
    b"<span class='ocrx_word' title='bbox 1 1 2 2'>A</span>",
    b"alto": b"<alto><ReadingOrder><ElementRef REF='b'/></ReadingOrder><Layout><Page><PrintSpace><TextBlock ID='b'>"
    b"<TextLine><String CONTENT='A' HPOS='1' SUBS_TYPE='HypPart1' SUBS_CONTENT='AB'/><HYP CONTENT='-'/></TextLine>"
    b"<TextLine><String SUBS_TYPE='HypPart2'><Glyph CONTENT='B'/></String></TextLine></TextBlock></PrintSpace></Page>"
    b"</Layout></alto>",
    b"page": b"<PcGts xmlns='http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'><Page imageFilename='a'>"
    b"<ReadingOrder><OrderedGroup><RegionRefIndexed index='0' regionRef='t'/></OrderedGroup></ReadingOrder>"
    b"<TextRegion id='r' custom='readingOrder {index:1;}'><TextLine id='l'><Word/><TextEquiv><Unicode>A</Unicode>"
    b"</TextEquiv></TextLine></TextRegion><TableRegion id='t'><TableCell row='0' col='1' rowSpan='2'><TextLine/>"
    b"</TableCell><TextRegion><Roles><TableCellRole rowIndex='0' columnIndex='0'/></Roles></TextRegion></TableRegion>"
    b"</Page></PcGts>",
    b"tei": b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>A<lb/>B</p></body></text></TEI>",
    b"text": b"SECRET\r\nFROM: PARIS\x0cNO: POLTO 12\n\xff\xfe\x00",
    b"markdown": b"---\nlang: en\n---\n## Page 1\n**A** &amp; \\_ $^{2}$ <br> ![](a.png)\n|a|b|\n|--|--|\n|1||\n"
    b"<table><tr><td>x</td></tr></table>\n<!-- PageBreak -->\n[illegible]\n",
    b"latex": b"\\begin{tabular}{l|r}\\hline A & \\multicolumn{2}{c}{B} \\\\ C & D\\end{tabular}\n---\n\\newpage\n"
    b'<page_number>Page 2 of 3</page_number>\n<watermark>COPY</watermark> [Stamp: X] <!-- PageHeader="Y" -->\n'
    b"\\begin{itemize}\\item \\(5\\) \\[x=1\\] $$\\text{A}$$",
    b"mets": b"<mets xmlns='http://www.loc.gov/METS/' xmlns:x='http://www.w3.org/1999/xlink'><fileSec>"
    b"<fileGrp USE='OCR'><file ID='f'><FLocat x:href='a.txt'/></file></fileGrp></fileSec>"
    b"<structMap TYPE='physical'><div TYPE='page'><fptr FILEID='f'/></div></structMap></mets>",
    b"gz": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03st\x04\x00\x8b\x9e\xd9\xd3\x01\x00\x00\x00",
}


FORMATS = (None, "text", "hocr", "alto", "page", "tei", "markdown", "mets", "archive")
"""What the first byte of an input chooses; None: what it holds decides."""
KINDS = {b"gz": "archive", b"latex": "markdown"}
"""The formats of the seeds that are not called by them."""


def read_input(data: bytes) -> None:
    """Read an input as its first byte says."""
    format = FORMATS[data[0] % len(FORMATS)] if data else None
    try:
        if format == "mets":
            read_mets(data[1:], "fuzz", in_memory({"a.txt": b"A"}), scan_recognised)
            return
        if format == "archive":
            unpack(data[1:], "fuzz.gz")
            return
        source = read(data[1:], "fuzz", format="text" if format == "markdown" else format)
    except TeikitError:
        return
    if format == "markdown":
        draft = Draft.of(source)
        for rule in (tables, markup, pages, recurring):
            draft = draft.apply(rule(draft, LEXICON))
        covered = "".join(source.text[piece.span.start : piece.span.end] for piece in draft.pieces)
        assert covered == source.text, "the pieces do not cover the source"
    if not source.parts:
        assert source.encode() == data[1:], "the bytes do not come back"
    else:
        assert source.parts[0].data == data[1:], "the input is not carried along"


def scan_recognised(data: bytes, name: str) -> Scan:
    """A page of a METS in whatever format it is."""
    return scan_file(data, name, recognise(data, name))


def main() -> None:
    """Fuzz for as long as asked."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "120"
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="teikit-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    for name, seed in SEEDS.items():
        kind = KINDS.get(name, name.decode())
        (folder / f"seed-{name.decode()}").write_bytes(bytes([FORMATS.index(kind)]) + seed)
    limits = [f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20", "-rss_limit_mb=3000"]
    atheris.Setup([sys.argv[0], str(folder), *limits], read_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
