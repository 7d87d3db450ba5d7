"""Read the pages of a file group of an OCR-D workspace, correct them as one text, write them to another group."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from teikit import __version__
from teikit.chain import correct
from teikit.check.validation import parse
from teikit.conversion import load_lexicon
from teikit.core import SourceFile
from teikit.errors import TeikitError
from teikit.export import page_files
from teikit.export.build import serialize
from teikit.export.mets import MEDIA, NewFile
from teikit.files import write
from teikit.inputs.decompressing import unpacking
from teikit.inputs.members import in_folder
from teikit.options import Options
from teikit.readers import recognise, scan_file
from teikit.readers.mets_structure import MetsPage, location, parse_mets
from teikit.readers.scan import Scan, ScannedPage, source_of

PROCESSOR = "ocrd-teikit"
NOT_IN_FILE_NAME = re.compile(r"[^\w.-]")
"""Characters that the id of a page may contain but the name of its file may not."""


class WorkspacePage(NamedTuple):
    """A page of the workspace: its entry in the METS, the path of its new file, its source or the error of reading."""

    planned: MetsPage
    target: str
    data: bytes = b""
    scanned: ScannedPage | None = None
    error: TeikitError | None = None


def existing_files(data: bytes, name: str, use: str) -> dict[str, NewFile]:
    """The files that are in a file group already, by the ids of their pages; ``name`` is the path of the METS."""
    try:
        pages = parse_mets(data, name, use).pages
    except TeikitError:
        return {}
    folder = Path(name).parent
    files = ((page, folder / page.href) for page in pages if page.href)
    return {
        page.id: NewFile(page.id, page.href, MEDIA["page"], _digest(path)) for page, path in files if path.is_file()
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_pages(folder: Path, planned: Sequence[MetsPage], use: str) -> Iterator[WorkspacePage]:
    """Read pages of a workspace; a page that cannot be read keeps its error. ``use`` names the group to be written."""
    opener = unpacking(in_folder(folder))
    for page in planned:
        target = f"{use}/{use}_{NOT_IN_FILE_NAME.sub('_', page.id)}.xml"
        data = b""
        try:
            place = location(page.href)
            data = opener(place)
            scan = scan_file(data, place, recognise(data, place))
            first = scan.pages[0] if scan.pages else ScannedPage([])
            image = page.image or first.image
            yield WorkspacePage(page, target, data, first._replace(image=image))
        except TeikitError as error:
            yield WorkspacePage(page, target, data, error=error)


def corrected_pages(pages: Sequence[WorkspacePage], options: Options) -> Iterator[tuple[WorkspacePage, bytes]]:
    """Correct the pages that could be read, as one text; yields each with its PAGE file."""
    readable = [page for page in pages if page.scanned is not None]
    if not readable:
        return
    parts = [SourceFile(page.planned.href, page.data, page.planned.media or "application/xml") for page in readable]
    scan = Scan([page.scanned for page in readable if page.scanned is not None])
    draft = correct(source_of(scan, PROCESSOR, parts), load_lexicon(options), options)
    written = page_files(draft, PROCESSOR, __version__)
    yield from zip(readable, (content for _, content in written), strict=True)


def write_page(folder: Path, page: WorkspacePage, content: bytes) -> NewFile:
    """Write the new file of a page, with the page's id if it is PAGE; returns its METS entry. Raises OSError."""
    path = folder / page.target
    if page.scanned is not None:
        root = parse(content)
        root.set("pcGtsId", path.stem)
        content = serialize(root)
    write.prepare(path.parent)
    write.write(path, content, force=True)
    return NewFile(page.planned.id, page.target, MEDIA["page"], hashlib.sha256(content).hexdigest())
