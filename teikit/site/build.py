"""Build a site: read each TEI file twice, for the lists and for its pages, in the requested number of processes.

Only files that differ are written, and all of them are moved to their places at the end (:mod:`teikit.site.exchange`).
Files of an earlier run that the site no longer has are removed if they were not edited; other files stay.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from teikit.errors import TeikitError
from teikit.export.separated import separated
from teikit.folder.links import CitationLink, links
from teikit.folder.records import Record
from teikit.html.images import MEDIA, image_bytes
from teikit.html.tags import masked
from teikit.passes.privacy import private
from teikit.site import exchange, lists, search
from teikit.site.entry import SiteEntry, documents, entries, with_own_pages
from teikit.site.frame import Frame
from teikit.site.page import DocumentPage, Supplements
from teikit.tei.build import q
from teikit.tei.reading_text import reading_text
from teikit.wording import visible

FILES = "files"  # the folder of downloads
IMAGES = "images"  # the folder of page images that were next to the TEI
AT_ONCE = 16  # fewest files that a process takes at once
SHARES = 4  # portions of all files that each process takes

File = tuple[Path, str]
"""A TEI file, and its path in the folder."""


class SiteContext(NamedTuple):
    """The data about other documents that the pages of documents need.

    ``pages`` are those of all documents by their places, ``cited`` the citations of each document: words and places.
    """

    frame: Frame
    site: Path
    pages: Mapping[str, str]
    cited: Mapping[str, Mapping[str, str]]
    own: frozenset[str]
    force: bool

    def stage(self, name: str, data: bytes) -> tuple[str, str]:
        """Stage a file of the site; returns what was done (written, replaced, unchanged), and its digest."""
        return exchange.stage(self.site, name, data, self.force or name in self.own)


class FileResult(NamedTuple):
    """The files for one TEI file: name, digest and what was done with each; or an error."""

    file: str
    written: tuple[tuple[str, str], ...] = ()
    verdicts: tuple[str, ...] = ()
    error: str = ""


class SiteResult(NamedTuple):
    """A site that was built: the number of documents, the files by what was done with them, the errors."""

    documents: int
    verdicts: Counter[str]
    errors: tuple[str, ...]


def build(frame: Frame, files: Sequence[File], site: Path, jobs: int, force: bool) -> SiteResult:
    """Build the site. Raises OUT-EXISTS if a file that teikit did not write is in the place of a list."""
    try:
        return _build(frame, files, site, jobs, force)
    finally:
        exchange.discard(site)


def _build(frame: Frame, files: Sequence[File], site: Path, jobs: int, force: bool) -> SiteResult:
    """Write all pages of a site with ``jobs`` processes; returns the results and the files that could not be read."""
    all_entries: list[SiteEntry] = []
    errors: list[str] = []
    readable: list[File] = []
    for file, (in_file, error) in zip(files, _in_processes(jobs, _entries, files), strict=True):
        all_entries += (
            entry._replace(words=tuple(map(sys.intern, entry.words))) for entry in in_file
        )  # one object per word
        errors += [error] if error else []
        readable += [file] if in_file else []
    all_entries = with_own_pages(all_entries)
    resolved = list(links(all_entries))
    pages = {entry.place: entry.page for entry in all_entries}
    context = SiteContext(frame, site, pages, _cited(resolved), frozenset(exchange.listed_files(site)), force)
    by_file: dict[str, list[SiteEntry]] = defaultdict(list)
    for entry in all_entries:
        by_file[entry.file].append(entry._replace(words=()))
    todo = [(file, tuple(by_file[file[1]])) for file in readable]
    now: dict[str, str] = {}
    verdicts: Counter[str] = Counter()
    failed: set[str] = set()
    for published in _in_processes(jobs, partial(_pages, context), todo):
        now |= dict(published.written)
        verdicts.update(published.verdicts)
        errors += [published.error] if published.error else []
        failed |= {published.file} if published.error else set()
    if failed:  # the lists must not lead to pages that are missing
        all_entries = [entry for entry in all_entries if entry.file not in failed]
        resolved = list(links(all_entries))
    for name, data in _lists(frame, all_entries, resolved, pages):
        verdict, digest = context.stage(name, data)
        now[name] = digest
        verdicts[verdict] += 1
    verdicts["removed"] += exchange.publish(site, now)
    return SiteResult(len(all_entries), verdicts, tuple(errors))


def _in_processes(jobs: int, function: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[Any]:
    """The results of a function for each task, in their order, from ``jobs`` processes."""
    if jobs == 1 or len(tasks) < AT_ONCE:
        yield from map(function, tasks)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(function, tasks, chunksize=max(AT_ONCE, len(tasks) // (SHARES * jobs)))


def _entries(file: File) -> tuple[list[SiteEntry], str]:
    """The documents of a file for the lists, or why it cannot be read."""
    try:
        return entries(*file), ""
    except TeikitError as error:
        return [], _message(error, file[1])


def _message(error: TeikitError, name: str) -> str:
    """An error with the name of the file that it concerns."""
    is_inside = error.place and not error.place.endswith(name)
    error.place = f"{visible(name)}:{error.place}" if is_inside else visible(name)
    return str(error)


def _cited(resolved: Sequence[CitationLink]) -> dict[str, dict[str, str]]:
    by_place: dict[str, dict[str, str]] = defaultdict(dict)
    for link in resolved:
        by_place[link.document][link.cited] = link.targets[0] if len(link.targets) == 1 else ""
    return dict(by_place)


# ---------------------------------------------------------------- the pages of documents


def _pages(context: SiteContext, task: tuple[File, tuple[SiteEntry, ...]]) -> FileResult:
    """Write the pages of the documents in a file, and its downloads."""
    (path, name), entries = task
    written, verdicts = [], []
    try:
        for file, data in _files(context, path, name, entries):
            verdict, digest = context.stage(file, data)
            written.append((file, digest))
            verdicts.append(verdict)
    except TeikitError as error:
        return FileResult(name, tuple(written), tuple(verdicts), _message(error, name))
    return FileResult(name, tuple(written), tuple(verdicts))


def _files(context: SiteContext, path: Path, name: str, entries: Sequence[SiteEntry]) -> Iterator[tuple[str, bytes]]:
    """The files of the site for one TEI file, by their names: images, pages, texts, the TEI.

    Files with numbers of living people are not offered for download.
    """
    records = documents(path, name)
    images = dict(_images(path, name, records))
    yield from ((image, image_bytes(file)) for image, file in images.items())
    named = {file.name: image for image, file in images.items()}
    offered = {}
    if not any(any(private(reading_text(record.element, layer="all"))) for record in records):
        offered["TEI"] = f"{FILES}/{name}"
    for entry, record in zip(entries, records, strict=True):
        text = f"{FILES}/{entry.page.partition('/')[2].removesuffix('.html')}.txt"
        downloads = {**offered, "plain text": text} if offered else {}
        cited = context.cited.get(entry.place, {})
        supplements = Supplements(cited, downloads, named)
        yield entry.page, DocumentPage(context.frame, entry, record, context.pages, supplements).html()
        if offered:
            yield text, masked(reading_text(record.element)).encode("utf-8", "replace")
    if offered:
        root = records[0].element if records[0].corpus is None else records[0].corpus
        document = separated(root, path.name).text
        yield offered["TEI"], etree.tostring(document.getroottree(), encoding="utf-8", xml_declaration=True) + b"\n"


def _images(path: Path, name: str, records: Sequence[Record]) -> Iterator[tuple[str, Path]]:
    """The images of pages that are next to the TEI, by their names in the site."""
    parent = name.rpartition("/")[0]
    for record in records:
        for graphic in record.element.iter(q("graphic")):
            file = path.with_name(Path(graphic.get("url", "")).name or ".")
            if file.suffix.lower() in MEDIA and file.is_file():
                yield f"{IMAGES}/{parent}/{file.name}" if parent else f"{IMAGES}/{file.name}", file


# ---------------------------------------------------------------- lists


def _lists(
    frame: Frame, all_entries: Sequence[SiteEntry], resolved: Sequence[CitationLink], pages: Mapping[str, str]
) -> Iterator[lists.Page]:
    """The pages of lists, names, citations and numbers, and the search page."""
    titles = {entry.place: entry.title for entry in all_entries}
    yield from lists.facets(frame, all_entries)
    yield lists.names(frame, all_entries)
    yield lists.citations(frame, resolved, pages, titles)
    yield lists.statistics(frame, all_entries)
    yield search.page(frame, all_entries)
    yield from search.index(all_entries)
    yield from lists.documents(frame, all_entries)  # index.html comes last
