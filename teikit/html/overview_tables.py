"""Tables of the overview: rows and cells, cut into pages, and the links from page to page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from teikit.html.tags import Html, bdi, joined, masked, tag, unmasked

LARGEST_PAGE = 1_000_000  # bytes of rows on one page; the whole stays well below two million
LONGEST_CELL = 600  # characters


def table(heads: Sequence[str], rows: Iterable[Html], kind: str = "") -> Html:
    """A table of rows made by :func:`row`; a head that begins with # is that of a column of numbers.

    ``kind`` are the classes by which the style sheet knows the table.
    """
    cells = [tag("th", head.lstrip("#"), class_="n" if head.startswith("#") else "") for head in heads]
    body = tag("tbody", *rows)
    return tag("table", tag("thead", tag("tr", *cells)), body, class_=kind)


def row(*cells: str | int) -> Html:
    """A row of a table; numbers are set to the right."""
    return tag(
        "tr", *(tag("td", f"{cell:,}", class_="n") if isinstance(cell, int) else tag("td", cell) for cell in cells)
    )


def outside_text(value: str) -> Html:
    """Text from outside, cut where it is very long."""
    return bdi(_cut(masked(value)))


def file_name(value: str) -> Html:
    """The name of a document or a place in it, never masked: people look for the file of that name."""
    return bdi(unmasked(_cut(value)))


def _cut(value: str) -> str:
    line = value.replace("\n", " ")
    return line if len(line) <= LONGEST_CELL else f"{line[:LONGEST_CELL]} ..."


def code(value: str) -> Html:
    """A code or the name of a rule, which is never broken into two lines."""
    return tag("code", value)


# ---------------------------------------------------------------- pages of a list


def paged(rows: Iterable[Html]) -> Iterator[tuple[Html, bool]]:
    """The rows of each page in one, and whether another page follows; one empty page where there are no rows.

    Never more than two pages are in memory.
    """
    pages = _pages(rows)
    page = next(pages)
    for following in pages:
        yield page, True
        page = following
    yield page, False


def _pages(rows: Iterable[Html]) -> Iterator[Html]:
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


def page_name(name: str, number: int) -> str:
    """The file name of a page of a list."""
    return f"{name}-{number}.html"


def page_links(name: str, number: int, more: bool, where: str) -> Html:
    """Links to the overview and to the pages before and after this one; ``where`` they stand, above or below a list."""
    links = [tag("a", "Overview", href="index.html")]
    if number > 1:
        links += [tag("a", "First", href=page_name(name, 1)), tag("a", "Before", href=page_name(name, number - 1))]
    if more:
        links.append(tag("a", "Next", href=page_name(name, number + 1)))
    return tag("nav", *links, aria_label=f"Pages of the list, {where} it")
