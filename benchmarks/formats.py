"""The same pages in every format: whether they read the same, how fast they are read, how much memory large ones take.

    python benchmarks/formats.py SHARED

Text, hOCR and ALTO are those of bench-dev; PAGE is made of the hOCR by teikit itself; PDF, and the text and hOCR beside
it, are what the program tesseract makes of the page images of bench-dev. Times are CPU seconds of this process and its
children on one core. Memory is the highest of a process of its own; of a PDF also that of the child that opens it.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from teikit.conversion import convert, convert_source
from teikit.core import Draft, kinds
from teikit.core.source import Source, SourceFile
from teikit.export import page_files
from teikit.lexicon import load
from teikit.readers import read, scan_file
from teikit.readers.scan import Scan, source_of
from teikit.tei import reading_text, recover

LARGE = 50 * 2**20  # bytes of a large file
MANY = 500  # pages of a long one
Files = list[tuple[str, bytes]]


def main(shared: Path) -> None:
    """Print the three parts."""
    bench = shared / "data/bench-dev"
    folders = [
        bench / release["dir"] for release in json.loads((bench / "manifest.json").read_text("utf-8"))["releases"]
    ]
    with tempfile.TemporaryDirectory() as made:
        pdfs = [pictured(folder, Path(made)) for folder in folders if (folder / "p01.png").exists()]
        documents = [files(folder) for folder in folders]
        same(documents, pdfs)
        fast(documents, pdfs)
        large(documents, pdfs, Path(made))


def files(folder: Path) -> Files:
    """A release of the benchmark in the formats it lies there in."""
    text = (folder / "ocr.txt").read_bytes()
    hocr, alto = (gzip.decompress((folder / f"ocr.{ending}.gz").read_bytes()) for ending in ("hocr", "alto.xml"))
    return [("ocr.txt", text), ("ocr.hocr", hocr), ("ocr.alto.xml", alto)]


def pictured(folder: Path, made: Path) -> Files:
    """The output of Tesseract for the first page of a release: text, hOCR, PDF."""
    stem = made / folder.name
    command = ["tesseract", str(folder / "p01.png"), str(stem), "-l", "eng", "--psm", "3", "txt", "hocr", "pdf"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    return [(f"p01.{ending}", stem.with_suffix(f".{ending}").read_bytes()) for ending in ("txt", "hocr", "pdf")]


# ------------------------------------------------------------------- the same


def same(documents: list[Files], pdfs: list[Files]) -> None:
    """Compare the lines of the formats with those of the text, and see whether every input comes back."""
    lexicon = load()
    lines: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for document in (*documents, *pdfs):
        sources = {name.partition(".")[2]: (read(data, name), data) for name, data in document}
        if document in documents:
            sources["page.xml"] = (as_page(sources["hocr"][0]), b"")
        readings = {}
        wanted = Counter(bare(sources["txt"][0].text))
        for kind, (source, data) in sources.items():
            kind = f"{kind} of {'pages' if document in documents else 'pictures'}"
            lines[kind] += wanted.total()
            equal[kind] += (wanted & Counter(bare(source.text))).total()
            ((_, tei),) = convert_source(source, lexicon).documents
            root = etree.fromstring(tei)
            assert not data or recover([root]) == data, "an input does not come back"
            readings[kind] = reading_text(root)
        texts["documents"] += 1
        boxed = [reading for kind, reading in readings.items() if kind.startswith(("hocr", "alto", "page"))]
        texts["the same reading text from all formats with boxes but PDF"] += len(set(boxed)) == 1
    for kind in sorted(lines):
        print(f"{kind}: {equal[kind]} of {lines[kind]} lines as in the text (white space made even)")
    for what, count in texts.items():
        print(f"{what}: {count}")


def bare(text: str) -> list[str]:
    """The lines of a text, white space made even."""
    return [" ".join(line.split()) for line in text.replace("\f", "\n").split("\n") if line.split()]


def as_page(source: Source) -> Source:
    """A source with a layout written as PAGE, one file a page, uncorrected, and read again."""
    pages = [data for _, data in page_files(Draft.of(source), source.name, "0")]
    scans = [scan_file(data, "page.xml", "page") for data in pages]
    whole = Scan([page for scan in scans for page in scan.pages], source.layout.engine if source.layout else "")
    return source_of(whole, "page.xml", [SourceFile("page.xml", pages[0], "application/xml")])


# ------------------------------------------------------------------- how fast


def fast(documents: list[Files], pdfs: list[Files]) -> None:
    """Pages a second, of reading alone and of the whole way, by format."""
    lexicon = load()
    for group in (documents, pdfs):
        for number in range(3):
            files = [document[number] for document in group]
            pages = sum(max(1, data.count(b"\f") + 1) for (_, data), *_ in group) if group is documents else len(group)
            kind = files[0][0].partition(".")[2] + (" of pages" if group is documents else " of pictures")
            reading = seconds(lambda files=files: [read(data, name) for name, data in files])  # type: ignore[misc]
            whole = seconds(lambda files=files: [convert(data, name, lexicon) for name, data in files])  # type: ignore[misc]
            print(f"{kind}: {pages / reading:.0f} pages a second read, {pages / whole:.0f} converted")


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of some work, children included."""
    own, children = time.process_time(), sum(os.times()[2:4])
    work()
    return time.process_time() - own + sum(os.times()[2:4]) - children


# ----------------------------------------------------------------- how large


def large(documents: list[Files], pdfs: list[Files], folder: Path) -> None:
    """A PDF of many pages and a large ALTO: seconds and memory."""
    alto, pdf = folder / "large.xml", folder / "large.pdf"
    alto.write_bytes(b"".join(large_alto([document[2][1] for document in documents])))
    many_pages([document[2][1] for document in pdfs], pdf)
    for path in (pdf, alto):
        for task in ("read", "convert"):
            command = [sys.executable, __file__, "--one", task, str(path)]
            print(f"{path.stat().st_size >> 20} MiB {path.suffix[1:]}, {task}: ", end="", flush=True)
            subprocess.run(command, check=True)


def large_alto(documents: list[bytes]) -> Iterator[bytes]:
    """One ALTO with the pages of many, again and again, until it is large."""
    pages = [data[data.index(b"<Page ") : data.rindex(b"</Layout>")] for data in documents]
    head = documents[0][: documents[0].index(b"<Page ")]
    yield head
    size = 0
    while size < LARGE:
        page = pages.pop(0)
        pages.append(page)
        size += len(page)
        yield page
    yield b"</Layout></alto>"


def many_pages(documents: list[bytes], path: Path) -> None:
    """One PDF with the pages of several, again and again."""
    import pypdfium2  # type: ignore[import-untyped]

    whole = pypdfium2.PdfDocument.new()
    sources = [pypdfium2.PdfDocument(data) for data in documents]
    while len(whole) < MANY:
        whole.import_pages(sources[len(whole) % len(sources)])
    whole.save(path)


def task_of_one_file(task: str, path: Path) -> None:
    """Read or convert one file, and print its time and memory."""
    start = time.monotonic()
    data = path.read_bytes()
    if task == "read":
        source = read(data, path.name)
        pages = len(source.layout.pages) if source.layout else 0
    else:
        pages = len(convert(data, path.name, load()).draft.of_kind(kinds.PAGE))
    memory = {who: resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)}
    child = f", child {memory[resource.RUSAGE_CHILDREN]} MB" if memory[resource.RUSAGE_CHILDREN] else ""
    print(f"{pages} pages in {time.monotonic() - start:.0f} s, {memory[resource.RUSAGE_SELF]} MB{child}")


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        task_of_one_file(sys.argv[2], Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]))
