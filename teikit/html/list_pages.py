"""Write lists that may be too long for one page: rows cut into pages, and the links from page to page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from teikit.files import write
from teikit.html.tables import table
from teikit.html.tags import Html, document, joined, tag

GENERATOR = b'<meta name="generator" content="teikit"'
"""Bytes by which the pages of an earlier run are recognised."""
PROBE = 2048  # bytes at the beginning of a page that contain the generator
LARGEST_PAGE = 1_000_000  # bytes of rows on one page; the whole stays well below two million


def page_of(title: str, *content: Html) -> bytes:
    """A page with a title as its heading, in the style of overviews."""
    return document(title, "overview.css", tag("main", tag("h1", title), *content), generator="teikit")


def is_generated(path: Path) -> bool:
    """Whether a file is a page that teikit made. Raises OSError if the file cannot be read."""
    with path.open("rb") as file:
        return GENERATOR in file.read(PROBE)


def write_list(
    folder: Path, name: str, title: str, heads: Sequence[str], rows: Iterable[Html], classes: str
) -> list[str]:
    """Write the pages of a list into a folder, and return their file names (see :func:`page_name`).

    ``heads`` and ``classes`` are those of :func:`~teikit.html.tables.table`. A list without rows becomes one page that
    says so. Raises what :func:`teikit.files.write.write` raises.
    """
    names = []
    for number, (part, has_next) in enumerate(_parts_of(rows), 1):
        numbered = f"{title}, page {number}" if has_next or number > 1 else title
        above, below = (_page_links(name, number, has_next, where) for where in ("above", "below"))
        body = table(heads, [part], classes) if part else tag("p", "None.")
        names.append(page_name(name, number))
        write.write(folder / names[-1], page_of(numbered, above, body, below), force=True)
    return names


def page_name(name: str, number: int) -> str:
    """The file name of a page of a list, counted from 1: ``documents-1.html``."""
    return f"{name}-{number}.html"


def _parts_of(rows: Iterable[Html]) -> Iterator[tuple[Html, bool]]:
    """The rows of each page in one piece, and whether another page follows; one empty page if there are no rows.

    Never more than two pages are in memory.
    """
    pages = _cut(rows)
    page = next(pages)
    for following in pages:
        yield page, True
        page = following
    yield page, False


def _cut(rows: Iterable[Html]) -> Iterator[Html]:
    """The rows in pieces of at most :data:`LARGEST_PAGE`, one empty piece if there are no rows."""
    page: list[Html] = []
    size = 0
    for html in rows:
        length = len(html.encode())
        if page and size + length > LARGEST_PAGE:
            yield joined(page)
            page, size = [], 0
        page.append(html)
        size += length
    yield joined(page)


def _page_links(name: str, number: int, has_next: bool, where: str) -> Html:
    """Links to the index and to the pages before and after this one; ``where`` they are: above or below a list."""
    links = [tag("a", "Overview", href="index.html")]
    if number > 1:
        links += [tag("a", "First", href=page_name(name, 1)), tag("a", "Previous", href=page_name(name, number - 1))]
    if has_next:
        links.append(tag("a", "Next", href=page_name(name, number + 1)))
    return tag("nav", *links, aria_label=f"Pages of the list, {where} it")
