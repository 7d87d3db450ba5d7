"""Read a picture of a page, or a PDF of pictures, with the program Tesseract, if that is installed.

The picture itself never goes into the TEI: what the TEI carries is the hOCR that Tesseract made of it. Tesseract and
the program that draws the pages of a PDF run in child processes with limits.
"""

from __future__ import annotations

import shutil

from teikit.core import Note, Part
from teikit.errors import LimitReached, MissingDependency, Refused
from teikit.readers.child import Failed, Limits, run
from teikit.readers.hocr import read_hocr
from teikit.readers.pdf import has_text, read_pdf, render
from teikit.readers.scan import Scan

MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
"""How PNG, JPEG and TIFF begin. Tesseract takes what it does not know for a list of files to read: never let it."""
LIMITS = Limits(seconds=1800, silence=120, memory=3 * 2**29, output=256 * 2**20)
COMMAND = ("stdin", "stdout", "-l", "eng", "--psm", "3", "hocr")
ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}  # one thread: several are slower when many documents are read
MAX_PAGES = 1000  # pages of a PDF that are given to Tesseract
INSTALL = "Install it, on Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-eng"


def read_image(data: bytes, name: str) -> Scan:
    """What Tesseract reads in a PNG, a JPEG or a TIFF of one or more pages; the scan carries the hOCR that it wrote.

    ``name`` is how messages and the pages call the picture. Raises :class:`~teikit.errors.Refused` for what is no
    such picture or broken, :class:`~teikit.errors.LimitReached` where it takes too much, and
    :class:`~teikit.errors.MissingDependency` without Tesseract.
    """
    if not data.startswith(MAGIC):
        raise _broken(name, "this is not a picture: it begins neither like PNG nor like JPEG or TIFF")
    program = shutil.which("tesseract")
    if program is None:
        raise MissingDependency("MISSING-DEPENDENCY", "reading pictures needs the program tesseract", INSTALL, name)
    try:
        hocr = b"".join(run([program, *COMMAND], data, LIMITS, name, ENVIRONMENT))
    except Failed as failed:
        raise _failure(failed.complaints, name) from None
    if b"class='ocr_page'" not in hocr:
        raise _broken(name, "this picture is broken: Tesseract found no page in it")
    scan = read_hocr(hocr, name)
    scan.pages = [page._replace(image=name) for page in scan.pages]
    scan.carried = Part(f"{name}.hocr", hocr, "text/html")
    return scan


def read_pdf_or_ocr(data: bytes, name: str) -> Scan:
    """The text layer of a PDF; without one, what Tesseract reads in its pages, if it is installed.

    Where it is not, or finds nothing either, the pages are empty and the note ``PDF-NO-TEXT`` says so. Raises as
    :func:`~teikit.readers.pdf.read_pdf` does.
    """
    scan = read_pdf(data, name)
    if has_text(scan):
        return scan
    if shutil.which("tesseract") is None:
        scan.notes = [
            note._replace(message=f"{note.message}. Reading pictures needs the program tesseract. {INSTALL}")
            for note in scan.notes
        ]
        return scan
    drawn = read_drawn_pages(data, name, len(scan.pages))
    if not has_text(drawn):
        return scan
    drawn.notes.insert(0, Note("PDF-OCR", f"the PDF has no text layer; {drawn.engine or 'tesseract'} read its pages"))
    return drawn


def read_drawn_pages(data: bytes, name: str, count: int) -> Scan:
    """What Tesseract reads in the ``count`` pages of a PDF, drawn at 300 dpi; boxes are in pixels.

    The page ``p`` counts from 1 in its label, ``name#page=p``. Raises as :func:`read_image` and
    :func:`~teikit.readers.pdf.read_pdf` do.
    """
    if count > MAX_PAGES:
        message = f"this PDF has {count} pages without text, more than the limit of {MAX_PAGES} for OCR"
        raise LimitReached("LIMIT-SIZE", message, "Cut it into its documents first.", name)
    whole = Scan()
    for page in range(count):
        scan = read_image(render(data, page, name), f"{name}#page={page + 1}")
        whole.pages += scan.pages
        whole.engine = whole.engine or scan.engine
        whole.notes += [note for note in scan.notes if note not in whole.notes]
    return whole


def _broken(name: str, message: str) -> Refused:
    hint = "Open it in a picture viewer; if that works, save it anew as PNG. Otherwise ask for the file again."
    return Refused("IMAGE-BROKEN", message, hint, name)


def _failure(complaints: bytes, name: str) -> Refused | MissingDependency:
    if b"loading language" in complaints or b"TESSDATA" in complaints:
        message = "tesseract has no data for English"
        return MissingDependency("MISSING-DEPENDENCY", message, INSTALL, name)
    return _broken(name, "this picture is broken: Tesseract cannot open it")
