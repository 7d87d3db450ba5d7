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
    from teikit.errors import TeikitError
    from teikit.readers import read

ROOT = Path(__file__).resolve().parent.parent
SEEDS = {
    b"hocr": b"<html><body><div class='ocr_page' title='bbox 0 0 9 9'>"
    b"<span class='ocrx_word' title='bbox 1 1 2 2'>A</span>",
    b"alto": b"<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT='A' HPOS='1'/></TextLine>"
    b"</TextBlock></PrintSpace></Page></Layout></alto>",
    b"page": b"<PcGts xmlns='http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'><Page imageFilename='a'>"
    b"<TextRegion id='r'><TextLine id='l'><TextEquiv><Unicode>A</Unicode></TextEquiv></TextLine></TextRegion>"
    b"</Page></PcGts>",
    b"tei": b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>A<lb/>B</p></body></text></TEI>",
    b"text": b"SECRET\r\nFROM: PARIS\x0cNO: POLTO 12\n\xff\xfe\x00",
}


def one(data: bytes) -> None:
    """The first byte chooses the format, 0 leaves it to be recognised."""
    format = [None, "text", "hocr", "alto", "page", "tei"][data[0] % 6] if data else None
    try:
        source = read(data[1:], "fuzz", format=format)
    except TeikitError:
        return
    if not source.parts:
        assert source.encode() == data[1:], "the bytes do not come back"
    else:
        assert source.parts[0].data == data[1:], "the input is not carried along"


def main() -> None:
    """Fuzz for as long as asked."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "120"
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="teikit-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, seed) in enumerate(SEEDS.items()):
        (folder / f"seed-{name.decode()}").write_bytes(bytes([(number + 2) % 6 if number < 4 else 1]) + seed)
    limits = [f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20", "-rss_limit_mb=3000"]
    atheris.Setup([sys.argv[0], str(folder), *limits], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
