"""Read the documents in a folder of TEI files, with the data in their headers, whichever tool made the files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from lxml import etree

from teikit import inputs
from teikit.check.validation import parse
from teikit.errors import Refused, TeikitError, place_in_file
from teikit.files.paths import xml_below
from teikit.files.xml import TEI, text_of
from teikit.tei.build import ID, q
from teikit.tei.header.catalogue_lookup import DESCRIBING
from teikit.tei.header.corresp_facts import facts_of

SOURCE = ".source.xml"
"""Ending of the name of a file with the OCR lines of the document next to it."""


class Unread(NamedTuple):
    """A file that could not be read, and why."""

    name: str
    error: TeikitError


class Record:
    """One document: a ``TEI`` element, in the file ``file`` (its path in the folder), alone or in a corpus."""

    def __init__(self, element: etree._Element, file: str) -> None:
        self.element, self.file = element, file
        parent = element.getparent()
        self.corpus = parent if parent is not None and parent.tag == q("teiCorpus") else None

    @property
    def id(self) -> str:
        """The ``xml:id`` of the document, empty if it has none."""
        return self.element.get(ID, "")

    @property
    def place(self) -> str:
        """Its place, as a pointer: ``cable.xml``, ``packet.xml#t2``."""
        return quote(self.file, safe="/", errors="surrogateescape") + self._fragment

    @property
    def name(self) -> str:
        """Its place for people: ``Straße 7.xml`` for the pointer ``Stra%C3%9Fe%207.xml``."""
        return self.file + self._fragment

    @property
    def _fragment(self) -> str:
        """The fragment that points to a document in its corpus."""
        return f"#{self.id}" if self.corpus is not None and self.id else ""

    @cached_property
    def header(self) -> etree._Element:
        """Its header; an empty one if it has none."""
        header = self.element.find(q("teiHeader"))
        return etree.Element(q("teiHeader")) if header is None else header

    @cached_property
    def correspondence(self) -> etree._Element | None:
        """Its ``correspDesc``, if it has one."""
        return self.header.find(f"{q('profileDesc')}/{q('correspDesc')}")

    @cached_property
    def facts(self) -> dict[str, str]:
        """Sender, addressees, date and number, as far as the header has them; ``post`` is the sender on its page."""
        facts = {} if self.correspondence is None else facts_of(self.correspondence)
        day = self.header.find(f"{q('profileDesc')}/{q('creation')}/{q('date')}")
        if day is not None and day.get("when"):
            facts.setdefault("date", day.get("when", ""))
        fields = (field for field in self.element.iter(q("seg")) if field.get("type") == "from")
        if (post := next((place for field in fields for place in field.iter(q("placeName"))), None)) is not None:
            facts["post"] = text_of(post)
        return facts

    @cached_property
    def title(self) -> str:
        """The main title."""
        title = self.header.find(f"{q('fileDesc')}/{q('titleStmt')}/{q('title')}")
        return "" if title is None else text_of(title)

    @cached_property
    def kind(self) -> str:
        """The type of its division: telegram, memorandum, cover."""
        division = self.element.find(f"{q('text')}/{q('body')}/{q('div')}")
        return "" if division is None else division.get("type", "")

    @property
    def is_beside(self) -> bool:
        """Whether it only describes another document: a slip sheet, an identification sheet."""
        return self.kind in DESCRIBING

    @property
    def record(self) -> str:
        """The number of the record, from its own header or that of its corpus."""
        headers = [self.header, *([] if self.corpus is None else self.corpus.findall(q("teiHeader")))]
        numbers = (number for header in headers for number in header.iter(q("idno")) if number.get("type") == "record")
        return next(map(text_of, numbers), "")

    @property
    def citations(self) -> list[str]:
        """The citations in its header, each once."""
        refs = () if self.correspondence is None else self.correspondence.iter(q("ref"))
        return list(dict.fromkeys(filter(None, map(text_of, refs))))

    @property
    def annotations(self) -> Iterator[etree._Element]:
        """The queries about it."""
        yield from (note for note in self.element.iter(q("annotation")) if note.get("motivation") == "questioning")


def changed_on(path: Path) -> str:
    """The day on which a file was last changed, in UTC."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def tei_files(name: str) -> list[tuple[Path, str]]:
    """The XML files in a folder with their relative paths (:func:`~teikit.files.paths.xml_below`); or a file itself.

    Raises IN-MISSING and IN-NOTHING.
    """
    top = Path(name)
    if not os.path.lexists(name):
        raise inputs.missing(name)
    if not top.is_dir():
        return [(top, top.name)]
    files = [(path, shown) for path, shown in xml_below(top) if not is_beside(path)]
    if not files:
        raise Refused("IN-NOTHING", "there is no XML file here", "Name the output folder of convert.", name)
    return files


def is_beside(path: Path) -> bool:
    """Whether a file has only the lines of the OCR of the document next to it."""
    stem = path.name.removesuffix(SOURCE)
    return stem != path.name and path.with_name(f"{stem}.xml").exists()


def records(name: str, unread: list[Unread]) -> Iterator[Record]:
    """The documents in a folder, in the order of its files; files that are not XML go to ``unread``.

    XML that is not TEI (ALTO, PAGE, an index) is skipped.
    """
    for path, shown in tei_files(name):
        try:
            root = parse(inputs.load(path))
        except TeikitError as error:
            place_in_file(error, path)
            unread.append(Unread(shown, error))
            continue
        yield from (Record(element, inputs.in_utf8(shown)) for element in _documents(root))


def _documents(root: etree._Element) -> Iterable[etree._Element]:
    if root.tag == q("TEI"):
        return [root]
    return root.iterchildren(q("TEI")) if root.tag == f"{{{TEI}}}teiCorpus" else ()
