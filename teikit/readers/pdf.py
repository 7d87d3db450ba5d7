"""Read the text layer of a PDF: bytes in, :class:`~teikit.readers.scan.Scan` out.

The PDF is opened in a child process only (:mod:`teikit.readers.pdf_child`), with limits. A PDF has no paragraphs: lines
are taken for one block until a gap between two is clearly larger than is usual on the page. Boxes and page sizes are in
tenths of a point.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Generator, Iterable, Iterator, Set
from contextlib import closing
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from teikit.core import Note
from teikit.core.layout import POINT10, Box
from teikit.errors import LimitReached, MissingDependency, Refused
from teikit.readers.child import ProgramFailed, ProgramLimits, run
from teikit.readers.pdf_doubles import doubles
from teikit.readers.registry import is_pdf
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord

CHILD = Path(__file__).with_name("pdf_child.py")
TEXT_LIMITS = ProgramLimits(seconds=300, silence=20, memory=2**29, output=512 * 2**20)
"""The memory is in addition to twice the size of the PDF, which the child holds."""
RENDER_LIMITS = ProgramLimits(seconds=60, silence=60, memory=2 * 2**30, output=256 * 2**20)
"""The limits for drawing one page."""
MAX_PAGES = 20_000  # pages that a PDF may claim to have
COVERED = 6  # index, in a word from the child, of the flag that the word is covered
NO_TEXT = "PDF-NO-TEXT"  # code of the notes on pages without a text layer
BLOCK_GAP = 1.5  # multiple of the usual distance from line to line above which a block begins
SHOWN = 10  # names or numbers of pages that a note gives, at most
ENGINES = re.compile(
    r"(tesseract|abbyy finereader|omnipage|ocropus|kraken|paper capture|luratech)\b[ /v]*([\d.]*)", re.IGNORECASE
)
"""The engine that made the text layer, in the metadata: ``Tesseract 5.3.0``."""
PACKAGE = MissingDependency(
    "MISSING-DEPENDENCY", "reading PDF needs the package pypdfium2", "Install it: pip install pypdfium2"
)


def read_pdf(data: bytes, name: str) -> Scan:
    """The text layer of a PDF, page for page; pages without text are kept, empty, and noted as ``PDF-NO-TEXT``.

    ``name`` is the name of the file in messages. Raises :class:`~teikit.errors.Refused` for what is not a PDF, broken
    or encrypted, :class:`~teikit.errors.LimitReached` if it takes too much or crashes the program that reads it, and
    :class:`~teikit.errors.MissingDependency` without the package pypdfium2.
    """
    if not is_pdf(data):
        reason = "there is no %PDF- at its beginning" if data else "the file is empty"
        raise _broken(name, f"this is not a PDF: {reason}")
    with closing(_answers(data, name)) as answers:
        about: dict[str, Any] = next(answers, {"error": "broken"})
        _refuse(about, name)
        answered = list(answers)
    if any("broken" in page for page in answered) and not any(page.get("lines") for page in answered):
        raise _broken(name, "pages of this PDF cannot be opened, and no other page has text")
    doubled = [doubles(page.get("lines", ())) for page in answered]
    pages = [_page(page, skipped) for page, skipped in zip(answered, doubled, strict=True)]
    lost = [number for number, page in enumerate(answered, 1) if "broken" in page]
    empty = [number for number, page in enumerate(pages, 1) if not page.blocks and number not in lost]
    notes = [*_notes(len(pages), lost, empty), *_not_read(about["attachments"], answered)]
    dropped = sum(map(len, doubled))
    if dropped:
        reason = "a line that is there twice, because of a second text layer or bold type; read once"
        notes.append(Note("PDF-DOUBLE-TEXT", f"{dropped:,} × {reason}"))
    return Scan(pages, _engine(about["made_by"]), notes)


def render(data: bytes, page_number: int, name: str = "") -> bytes:
    """A page of a PDF, counted from 0, as a gray PNG of 300 dpi (less if the page is huge).

    Raises what :func:`read_pdf` raises.
    """
    try:
        return b"".join(run(_command("render", str(page_number)), data, RENDER_LIMITS, name))
    except ProgramFailed:
        raise _broken(name, f"page {page_number + 1} of this PDF cannot be drawn") from None


def has_text(scan: Scan) -> bool:
    """Whether any page of a scan has a word."""
    return any(page.blocks for page in scan.pages)


def need_pypdfium2() -> str:
    """The folder of pypdfium2, which is not imported. Raises MissingDependency without it."""
    spec = find_spec("pypdfium2")
    if spec is None or not spec.origin:
        raise PACKAGE
    return str(Path(spec.origin).parent.parent)


def _command(*task: str) -> list[str]:
    return [sys.executable, "-I", str(CHILD), need_pypdfium2(), *task]


def _refuse(about: dict[str, Any], name: str) -> None:
    """Refuse a PDF because of what the child says about the whole document."""
    if about.get("error") == "encrypted":
        hint = "Save it without a password first, for instance: qpdf --decrypt --password=... in.pdf out.pdf"
        raise Refused("PDF-ENCRYPTED", "this PDF is encrypted and cannot be opened without its password", hint, name)
    if "error" in about:
        raise _broken(name, "this PDF is broken and cannot be opened")
    if about["pages"] > MAX_PAGES:
        message = f"this PDF says that it has {about['pages']} pages, more than the limit of {MAX_PAGES}"
        raise LimitReached("LIMIT-SIZE", message, "Cut it into its documents first.", name)


def _answers(data: bytes, name: str) -> Generator[dict[str, Any], None, None]:
    """The lines of JSON that the child writes: about the document, then about each page."""
    limits = TEXT_LIMITS._replace(memory=TEXT_LIMITS.memory + 2 * len(data))
    try:
        with closing(run(_command("text"), data, limits, name)) as chunks:
            for line in _lines(chunks):
                yield json.loads(line)
    except ProgramFailed:
        raise _broken(name, "this PDF is broken and cannot be read") from None


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in chunks of output, which may end anywhere."""
    rest: list[bytes] = []
    for chunk in chunks:
        *whole, last = chunk.split(b"\n")
        for line in whole:
            yield b"".join((*rest, line))
            rest = []
        rest.append(last)


def _broken(name: str, message: str) -> Refused:
    hint = "Open it in a PDF viewer; if that works, save it from there. Otherwise ask for the file again."
    return Refused("PDF-BROKEN", message, hint, name)


def _page(page: dict[str, Any], skipped: Set[int]) -> ScannedPage:
    """A page with its blocks, without the lines that are ``skipped``."""
    if "broken" in page:
        return ScannedPage([])
    lines: list[tuple[int, ScannedLine]] = [
        (base, ScannedLine(list(map(_word, words))))
        for number, (base, words) in enumerate(page["lines"])
        if number not in skipped
    ]
    steps = [below[0] - above[0] for above, below in pairwise(lines)]
    down = [step for step in steps if step > 0]
    usual = median(down) if down else 0
    blocks: list[list[ScannedLine]] = []
    for (_, line), step in zip(lines, [None, *steps], strict=False):
        if step is None or step > BLOCK_GAP * usual or step < -usual / 2:
            blocks.append([])
        blocks[-1].append(line)
    return ScannedPage([ScannedBlock(block) for block in blocks], page["width"], page["height"], unit=POINT10)


def _word(word: list[Any]) -> ScannedWord:
    """A word from the child: its text, four edges, render mode, and a flag if something covers it."""
    return ScannedWord(word[0], Box(*word[1:5]), is_covered=len(word) > COVERED)


def _not_read(attachments: list[str], pages: list[dict[str, Any]]) -> Iterator[Note]:
    """Notes on attached files and remarks, which are not read, and on words that somebody struck out."""
    if attachments:
        names = ", ".join(attachments[:SHOWN]) + (", ..." if len(attachments) > SHOWN else "")
        yield Note("PDF-ATTACHMENTS", f"{len(attachments):,} × an attached file; not read: {names}")
    remarks = sum(page.get("notes", 0) for page in pages)
    if remarks:
        yield Note("PDF-ANNOTATIONS", f"{remarks:,} × a remark on a page; not read")
    struck = sum(page.get("struck", 0) for page in pages)
    if struck:
        yield Note("PDF-STRUCK-OUT", f"{struck:,} × a word with a line through it: struck out, and read as all others")


def _engine(made_by: Iterable[str]) -> str:
    """The OCR engine that the PDF names as its producer or creator; empty if it names none.

    >>> _engine(["GPL Ghostscript 10.0", "ocrmypdf 16 / Tesseract OCR-hOCR 5.3.0"])
    'tesseract 5.3.0'
    """
    for program in made_by:
        match = ENGINES.search(program.replace("OCR-hOCR ", "").replace("OCR-PDF ", ""))
        if match:
            return f"{match[1].lower()} {match[2].strip('.')}".strip()
    return ""


def _notes(count: int, lost: list[int], empty: list[int]) -> Iterator[Note]:
    """Notes on pages, by their numbers, that cannot be opened or have no text."""
    if lost:
        yield Note("PDF-PAGE-BROKEN", f"{pages_named(lost)} cannot be opened; kept as empty")
    yield from no_text(count - len(lost), empty)


def no_text(count: int, empty: list[int]) -> Iterator[Note]:
    """The note on the pages without text, by their numbers, among ``count`` that can be opened."""
    if empty and len(empty) == count:
        yield Note(NO_TEXT, "the PDF has no text layer: it is images only, or empty")
    elif empty:
        yield Note(NO_TEXT, f"{pages_named(empty)} without a text layer")


def pages_named(numbers: list[int]) -> str:
    """Page numbers for messages.

    >>> pages_named([2]), pages_named([2, 3])
    ('page 2', 'pages 2, 3')
    """
    shown = ", ".join(map(str, numbers[:SHOWN]))
    shown += f" and {len(numbers) - SHOWN} more" if len(numbers) > SHOWN else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}"
