"""Read all pages of a METS, each from the file that holds its text; a file that is refused does not stop the rest."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import partial

from teikit.core import SourceFile
from teikit.core.metadata import Metadata
from teikit.errors import LimitReached, Refused, TeikitError
from teikit.files.compressed import unpacked_name
from teikit.files.paths import Opener
from teikit.readers.mets_structure import Mets, MetsPage, location, parse_mets
from teikit.readers.plain import read_text
from teikit.readers.registry import METS_ELEMENT
from teikit.readers.scan import Scan, ScannedBlock, ScannedLine, ScannedPage, ScannedWord
from teikit.readers.tally import Tally, added_up

__all__ = ["Mets", "MetsPage", "location", "parse_mets", "read_mets", "scan_of_text"]

Reader = Callable[[bytes, str], Scan]
"""Reads the bytes of a file in an XML format; the second argument is its name in messages."""

HEAD = 2000  # bytes at the beginning of a file in which its root element is looked for
MOST_LINKED = 50  # METS that are read because other METS name them
TOTAL = 512 * 2**20  # bytes of all files that a METS names


def read_mets(
    data: bytes, name: str, opener: Opener, reader: Reader, group: str = ""
) -> tuple[Scan, list[SourceFile], Metadata, list[TeikitError]]:
    """All pages of a METS as one scan, the files from which they were read (itself first), its metadata, and errors.

    ``opener`` gives the bytes of a file by its name relative to the folder of the METS, ``reader`` reads one in an XML
    format; plain text is read here. A file that is refused is one error; the others are still read. Raises
    what :func:`parse_mets` raises, and :class:`~teikit.errors.LimitReached` (LIMIT-SIZE) for too many bytes in all.
    """
    reading = _Reading(name, opener, reader, group)
    mets = parse_mets(data, name, group)
    reading.mets(mets, name, data)
    reading.scan.notes = added_up([*reading.scan.notes, *reading.tally.notes()])
    return reading.scan, reading.parts, mets.metadata, reading.errors


class _Reading:
    """Gathers the pages of a METS and of those that it names, and the errors."""

    def __init__(self, name: str, opener: Opener, reader: Reader, group: str) -> None:
        self.name, self.opener, self.reader, self.group = name, opener, reader, group
        self.scan = Scan()
        self.parts: list[SourceFile] = []
        self.errors: list[TeikitError] = []
        self.tally = Tally({"METS-PAGES-WITHOUT-TEXT": "a page has an image and no text in the METS; it is empty"})
        self.seen = {name}
        self.linked = 0
        self.size = 0

    def mets(self, mets: Mets, name: str, data: bytes, folder: str = "") -> None:
        """Read the pages of one METS; its addresses are relative to ``folder``."""
        self.parts.append(SourceFile(name, data, "application/xml"))
        for page in mets.pages:
            if page.href:
                self.use(page.href, folder, partial(self.page, page))
            else:
                self.tally["METS-PAGES-WITHOUT-TEXT"] += 1
                self.scan.pages.append(ScannedPage((), image=page.image))
        for href in mets.linked:
            self.use(href, folder, self.linked_mets)

    def use(self, href: str, folder: str, read: Callable[[str, bytes], None]) -> None:
        """Open the file at an address and ``read`` it; an error is kept, and the reading goes on.

        ``href`` is relative to ``folder``, that of the METS. Raises LIMIT-SIZE if all files together are too large.
        """
        try:
            place = location(href, folder)
            if place in self.seen:
                raise Refused("METS-LOOP", "the METS names itself, or a file twice", "It was read once.", href)
            self.seen.add(place)
            data = self.opener(place)
        except TeikitError as error:
            self.failed(error, href)
            return
        self.size += len(data)
        if self.size > TOTAL:
            hint = "Cut the METS into its parts."
            raise LimitReached("LIMIT-SIZE", f"its files have more than {TOTAL >> 20} MiB", hint, self.name)
        try:
            read(place, data)
        except TeikitError as error:
            self.failed(error, place)

    def failed(self, error: TeikitError, href: str) -> None:
        """Keep an error; its place is the address, if it has none."""
        error.place = error.place or href
        self.errors.append(error)

    def linked_mets(self, place: str, data: bytes) -> None:
        """Read another METS that this one names. Raises METS-LOOP if too many name one another."""
        self.linked += 1
        if self.linked > MOST_LINKED:
            raise Refused("METS-LOOP", f"more than {MOST_LINKED} METS name one another", "The rest was not read.")
        self.mets(parse_mets(data, place, self.group), place, data, posixpath.dirname(place))

    def page(self, page: MetsPage, place: str, data: bytes) -> None:
        """Read a page from the file that holds its text; that file may be a METS itself."""
        if METS_ELEMENT.search(data[:HEAD]):
            self.linked_mets(place, data)
            return
        is_xml = data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<")
        scan = self.reader(data, place) if is_xml else scan_of_text(data, place)
        self.parts.append(
            SourceFile(unpacked_name(place), data, page.media or ("application/xml" if is_xml else "text/plain"))
        )
        pages = scan.pages
        if len(pages) == 1 and page.image:
            pages = [pages[0]._replace(image=page.image)]
        self.scan.pages += pages
        self.scan.engine = self.scan.engine or scan.engine
        self.scan.notes += scan.notes


def scan_of_text(data: bytes, name: str) -> Scan:
    """The pages of a plain text: they begin at form feeds; blank lines separate blocks.

    Raises what :func:`teikit.readers.plain.read_text` raises.
    """
    text = read_text(data, name).text.replace("\r\n", "\n").replace("\r", "\n")
    return Scan([ScannedPage(list(map(_block, re.split(r"\n[ \t]*\n", page)))) for page in text.split("\f")])


def _block(text: str) -> ScannedBlock:
    return ScannedBlock([ScannedLine([ScannedWord(word) for word in line.split()]) for line in text.split("\n")])
