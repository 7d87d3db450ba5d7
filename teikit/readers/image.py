"""Read an image of a page, or a PDF of images, with the program Tesseract, if that is installed.

The image itself never goes into the TEI, which carries the hOCR that Tesseract made of it. Tesseract and
the program that draws the pages of a PDF run in child processes with limits.
"""

from __future__ import annotations

import shutil

from teikit.core import Note, SourceFile
from teikit.errors import LimitReached, MissingDependency, Refused
from teikit.readers.child import ProgramFailed, ProgramLimits, run
from teikit.readers.hocr import read_hocr
from teikit.readers.pdf import NO_TEXT, has_text, no_text, pages_named, read_pdf, render
from teikit.readers.registry import FORMATS
from teikit.readers.scan import Scan

LIMITS = ProgramLimits(seconds=1800, silence=120, memory=3 * 2**29, output=256 * 2**20)
"""The limits of Tesseract for one image or PDF."""
COMMAND = ("stdin", "stdout", "-l", "eng", "--psm", "3", "hocr")
"""The arguments of Tesseract: English, pages with columns and blocks found by itself (3), written as hOCR."""
ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}  # one thread: several are slower when many documents are read
MAX_PAGES = 1000  # pages of a PDF that are given to Tesseract
INSTALL = "Install it, on Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-eng"


def read_image(data: bytes, name: str) -> Scan:
    """The text that Tesseract reads in a PNG, a JPEG or a TIFF of one or more pages; the scan carries its hOCR.

    ``name`` is the name of the image in messages and for its pages. Raises :class:`~teikit.errors.Refused` for what
    is not such an image or broken, :class:`~teikit.errors.LimitReached` if it takes too much, and
    :class:`~teikit.errors.MissingDependency` without Tesseract.
    """
    if not data.startswith(FORMATS["image"].magic):  # never let Tesseract take a file for a list of files to read
        raise _broken(name, "this is not an image: it begins neither like PNG nor like JPEG or TIFF")
    program = shutil.which("tesseract")
    if program is None:
        raise MissingDependency("MISSING-DEPENDENCY", "reading images needs the program tesseract", INSTALL, name)
    try:
        hocr = b"".join(run([program, *COMMAND], data, LIMITS, name, ENVIRONMENT))
    except ProgramFailed as failed:
        raise _failure(failed.complaints, name) from None
    if b"class='ocr_page'" not in hocr:
        raise _broken(name, "this image is broken: Tesseract found no page in it")
    scan = read_hocr(hocr, name)
    scan.pages = [page._replace(image=name) for page in scan.pages]
    scan.carried = SourceFile(f"{name}.hocr", hocr, "text/html")
    return scan


def read_pdf_or_ocr(data: bytes, name: str) -> Scan:
    """The text layer of a PDF; for pages without one, the text that Tesseract reads in them, if it is installed.

    Pages without either stay empty, and the note ``PDF-NO-TEXT`` says so. A page that Tesseract read was drawn at 300
    dpi, its boxes are in pixels, and it has the label ``name#page=p``, counted from 1. Raises what
    :func:`~teikit.readers.pdf.read_pdf` and, except for broken images, :func:`read_image` raise.
    """
    scan = read_pdf(data, name)
    empty = [number for number, page in enumerate(scan.pages) if not page.blocks]
    if not empty:
        return scan
    if shutil.which("tesseract") is None:
        hint = f". Reading images needs the program tesseract. {INSTALL}"
        scan.notes = [
            note._replace(message=note.message + hint) if note.code == NO_TEXT else note for note in scan.notes
        ]
        return scan
    if len(empty) > MAX_PAGES:
        message = f"this PDF has {len(empty)} pages without text, more than the limit of {MAX_PAGES} for OCR"
        raise LimitReached("LIMIT-SIZE", message, "Cut it into its documents first.", name)
    read: list[int] = []
    for number in empty:
        drawn = _drawn(data, name, number)
        if has_text(drawn):
            read.append(number)
            scan.pages[number] = drawn.pages[0]
            scan.engine = scan.engine or drawn.engine
            scan.notes += [note for note in drawn.notes if note not in scan.notes]
    if read:
        kept = [note for note in scan.notes if note.code != NO_TEXT]
        left = [number + 1 for number in empty if number not in read]
        message = f"{pages_named([number + 1 for number in read])} without a text layer; read by Tesseract"
        scan.notes = [Note("PDF-OCR", message), *no_text(len(scan.pages), left), *kept]
    return scan


def _drawn(data: bytes, name: str, number: int) -> Scan:
    """The text that Tesseract reads in a page, counted from 0; empty if the page cannot be drawn or read."""
    try:
        return read_image(render(data, number, name), f"{name}#page={number + 1}")
    except Refused:
        return Scan()


def _broken(name: str, message: str) -> Refused:
    hint = "Open it in an image viewer; if that works, save it as PNG. Otherwise ask for the file again."
    return Refused("IMAGE-BROKEN", message, hint, name)


def _failure(complaints: bytes, name: str) -> Refused | MissingDependency:
    if b"loading language" in complaints or b"TESSDATA" in complaints:
        message = "tesseract has no data for English"
        return MissingDependency("MISSING-DEPENDENCY", message, INSTALL, name)
    return _broken(name, "this image is broken: Tesseract cannot open it")
