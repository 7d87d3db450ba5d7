"""The entries of documents in the lists of a site, which are small because there are thousands of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import regex
from lxml import etree

from teikit import inputs
from teikit.check.validation import parse
from teikit.files.xml import text_of
from teikit.folder.records import Record
from teikit.folder.stats import REDACTED, Stats, stats
from teikit.html.tags import masked
from teikit.tei.build import q
from teikit.tei.header.corresp_facts import parties_of
from teikit.tei.reading_text import reading_text

PAGES = "documents"  # the folder of the pages of documents
TOKEN = regex.compile(r"[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*")
"""A word that can be searched for: ``O'NEIL``, ``SAINT-LO``."""
SHORTEST, LONGEST = 2, 24  # letters of a word that can be searched for
NAMED = (q("persName"), q("placeName"), q("orgName"))  # the elements of names


class SiteEntry(NamedTuple):
    """A document.

    ``file`` is that of its TEI, ``place`` the pointer to it, ``page`` the name of its page, all relative to the top.
    ``words`` are those that can be searched for, ``citations`` the telegrams that it cites, ``names`` those marked in
    it, each once, ``addressees`` the parties that received it, ``releases`` the number of releases from which its text
    was made.
    """

    file: str
    place: str
    page: str
    stats: Stats
    facts: Mapping[str, str]
    is_beside: bool
    is_collation: bool
    words: tuple[str, ...]
    citations: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    addressees: tuple[str, ...]
    releases: int

    @property
    def title(self) -> str:
        """Its name in lists."""
        title = self.stats.title or self.stats.number or self.file
        return f"{self.stats.sender} {title}" if title.isdecimal() and self.stats.sender else title

    @property
    def year(self) -> str:
        """The year of its date, empty if it is not known."""
        return self.stats.date[:4]

    @property
    def exemptions(self) -> list[str]:
        """The exemptions that are claimed in it."""
        return [claim.partition(":")[0] for claim in self.stats.exemptions.split()]


def entries(path: Path, file: str) -> list[SiteEntry]:
    """The documents in a TEI file. Raises what parsing raises."""
    return [_entry(record) for record in documents(path, file)]


def documents(path: Path, file: str) -> list[Record]:
    """The documents in a TEI file; none if it is other XML. Raises what parsing raises."""
    root = parse(inputs.load(path))
    if root.tag == q("TEI"):
        return [Record(root, file)]
    return [Record(element, file) for element in root.iter(q("TEI"))] if root.tag == q("teiCorpus") else []


def page_of(record: Record) -> str:
    """The name of the page of a document, relative to the top of the site."""
    stem = record.file.removesuffix(".xml")
    return f"{PAGES}/{stem}{f'.{record.id}' if record.corpus is not None and record.id else ''}.html"


def with_own_pages(entries: Sequence[SiteEntry]) -> list[SiteEntry]:
    """The same entries, each with a page of its own: one whose page is taken gets a number (``packet-2.html``).

    Two documents have one page if a corpus gives them no ids, or if ``packet.t1.xml`` is next to ``packet.xml#t1``.
    """
    taken = {entry.page for entry in entries}
    given: set[str] = set()
    own = []
    for entry in entries:
        page = entry.page
        if page in given:
            numbered = (f"{page.removesuffix('.html')}-{number}.html" for number in itertools.count(2))
            page = next(name for name in numbered if name not in taken)
            taken.add(page)
        given.add(page)
        own.append(entry._replace(page=page))
    return own


def _entry(record: Record) -> SiteEntry:
    """The entry of one document."""
    (row,) = stats([record], {})
    text = reading_text(record.element)
    words = {word for word in map(str.casefold, TOKEN.findall(masked(text))) if SHORTEST <= len(word) <= LONGEST}
    supplied = record.element.iter(q("supplied"))
    return SiteEntry(
        file=record.file,
        place=record.place,
        page=page_of(record),
        stats=row,
        facts=record.facts,
        is_beside=record.is_beside,
        is_collation=any(text.get("reason") == REDACTED for text in supplied)
        or record.element.find(f".//{q('listApp')}") is not None,
        words=tuple(sorted(words)),
        citations=tuple(record.citations),
        names=tuple(dict.fromkeys(_names(record))),
        addressees=() if record.correspondence is None else tuple(parties_of(record.correspondence, "received")),
        releases=sum(1 for _ in record.element.iter(q("witness"))),
    )


def _names(record: Record) -> Iterator[tuple[str, str]]:
    """The names that are marked in the text and in the header's correspondence, with their kinds."""
    body = record.element.find(q("text"))
    places = [part for part in (body, record.correspondence) if part is not None]
    for part in places:
        for element in part.iter(*NAMED):
            name = _corrected(element)
            if len(name) > 1:
                yield etree.QName(element).localname, name.upper()


def _corrected(element: etree._Element) -> str:
    """A name as corrected, without the original OCR reading."""
    if element.find(f".//{q('sic')}") is None:
        return text_of(element)
    parts = [element.text or ""]
    for child in element:
        right = child.find(q("corr")) if child.tag == q("choice") else child
        parts += ["" if right is None else "".join(right.itertext()), child.tail or ""]
    return " ".join("".join(parts).split())
