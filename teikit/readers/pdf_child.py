"""The program that opens a PDF. It runs in a process of its own, because a hostile PDF can abort or fill that process.

It is started by its path and imports nothing of teikit. The PDF comes in on standard input; the output is:

- ``pdf_child.py FOLDER text``: lines of JSON. The first one describes the document: ``{"pages", "made_by",
  "attachments"}``, or is ``{"error"}`` and the only one. Each of the others is a page: ``{"width", "height",
  "lines"}``, or ``{"broken": true}``. ``notes`` counts the annotations with a text of their own, ``struck`` the words
  that are struck out. A line is ``[baseline, [[word, left, top, right, bottom, render mode], ...]]``, and a word that
  something covers has ``true`` at its end. All numbers are tenths of a point from the top left corner of the page as a
  reader sees it, turned and cropped.
- ``pdf_child.py FOLDER render PAGE``: the page, counted from 0, as a gray PNG of 300 dpi.

``FOLDER`` is the folder of pypdfium2.
"""

from __future__ import annotations

import ctypes
import json
import math
import struct
import sys
import zlib
from collections.abc import Iterator
from importlib import import_module, util
from pathlib import Path
from types import ModuleType
from typing import Any

DPI = 300  # of the image of a page
MAX_PIXELS = 100_000_000  # of that image; a larger page is drawn smaller
MOST_READ = 20_000  # pages, annotations of a page and attachments that are read, at most
OUT_OF_MEMORY = 99  # the exit status that says so
EMPTY = 2  # bytes of an empty text of pdfium: the zero at its end


def beside(name: str) -> ModuleType:
    """A module next to this file; its folder is not searched for the imports of others."""
    spec = util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(pdfium: Any, document: Any) -> Iterator[dict[str, Any]]:
    """The contents of each page; each is closed before the next is opened."""
    pdf_lines, pdf_covered = beside("pdf_lines"), beside("pdf_covered")
    for index in range(min(len(document), MOST_READ)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            yield {"broken": True}
            continue
        gathered = pdf_lines.PageLines(pdfium, page)
        lines = gathered.read()
        pdf_covered.covered(pdfium, page, lines, gathered.device)
        yield {
            "width": gathered.width,
            "height": gathered.height,
            "lines": lines,
            "notes": notes(pdfium.raw, page),
            "struck": pdf_covered.struck_out(pdfium, page, lines, gathered.device),
        }
        gathered.text.close()
        page.close()


def notes(raw: Any, page: Any) -> int:
    """The number of annotations of a page with a text of their own."""
    count = 0
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MOST_READ)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        if annotation:
            count += raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0) > EMPTY
            raw.FPDFPage_CloseAnnot(annotation)
    return count


def attachments(raw: Any, document: Any) -> Iterator[str]:
    """The names of the files that are attached to a document."""
    for at in range(min(raw.FPDFDoc_GetAttachmentCount(document.raw), MOST_READ)):
        attachment = raw.FPDFDoc_GetAttachment(document.raw, at)
        size = raw.FPDFAttachment_GetName(attachment, None, 0)
        name = (ctypes.c_ushort * max(size // 2, 1))()
        raw.FPDFAttachment_GetName(attachment, name, size)
        yield bytes(name)[: max(size - EMPTY, 0)].decode("utf-16-le", "replace")


def png(page: Any) -> bytes:
    """A page as a gray PNG, at less than 300 dpi if it would be too large."""
    breadth, height = page.get_size()
    scale = min(DPI / 72, math.sqrt(MAX_PIXELS / max(breadth * height, 1)))
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    lines = (b"\0" + rows[at : at + bitmap.width] for at in range(0, bitmap.height * bitmap.stride, bitmap.stride))
    packer = zlib.compressobj(1)
    packed = b"".join(map(packer.compress, lines)) + packer.flush()
    per_metre = round(scale * 72 / 0.0254)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            chunk(b"IHDR", struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 0, 0, 0, 0)),
            chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            chunk(b"IDAT", packed),
            chunk(b"IEND", b""),
        )
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def say(value: dict[str, Any]) -> None:
    """Write one line of JSON at once."""
    sys.stdout.write(json.dumps(value, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def main(folder: str, task: str, number: str = "0") -> None:
    """Do one task for the PDF on standard input, and write the result to standard output.

    The package pypdfium2 may be in ``folder``. The ``task`` ``render`` writes page ``number``, from 0, as a PNG; any
    other writes lines of JSON: one about the document, then one for each page. A PDF that cannot be opened gives an
    ``error``: ``encrypted`` or ``broken``.
    """
    data = sys.stdin.buffer.read()
    sys.path.append(folder)
    pdfium = import_module("pypdfium2")  # by name, so that nothing but this child can depend on it

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium.raw.FPDF_ERR_PASSWORD, pdfium.raw.FPDF_ERR_SECURITY)
        return say({"error": "encrypted" if locked else "broken"})
    if task == "render":
        sys.stdout.buffer.write(png(document[int(number)]))
        return None
    about = document.get_metadata_dict()
    made_by = [about.get("Producer", ""), about.get("Creator", "")]
    say({"pages": len(document), "made_by": made_by, "attachments": list(attachments(pdfium.raw, document))})
    for page in pages(pdfium, document):
        say(page)
    return None


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
