"""Tables for HTML pages: rows of cells with text, file names, codes and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from teikit.html.tags import Html, bdi, escaped, masked, tag

LONGEST_CELL = 600  # characters of a text in a cell


def table(heads: Sequence[str], rows: Iterable[Html], classes: str = "") -> Html:
    """A table of rows made by :func:`row`; a head that begins with # is that of a column of numbers.

    ``classes`` are those of the table in the style sheet, separated by spaces.
    """
    cells = [tag("th", head.lstrip("#"), class_="n" if head.startswith("#") else "") for head in heads]
    body = tag("tbody", *rows)
    return tag("table", tag("thead", tag("tr", *cells)), body, class_=classes)


def row(*cells: str | int) -> Html:
    """A row of a table; numbers have separators of thousands and are set to the right."""
    return tag(
        "tr", *(tag("td", f"{cell:,}", class_="n") if isinstance(cell, int) else tag("td", cell) for cell in cells)
    )


def outside_text(value: str) -> Html:
    """Text that teikit did not write, on one line, masked, and cut after :data:`LONGEST_CELL`."""
    return bdi(_cut(masked(value)))


def file_name(value: str) -> Html:
    """The name of a document or a place in it; it is never masked, because people look for the file of that name."""
    return bdi(escaped(_cut(value)))


def _cut(value: str) -> str:
    line = value.replace("\n", " ")
    return line if len(line) <= LONGEST_CELL else f"{line[:LONGEST_CELL]} ..."


def code(value: str) -> Html:
    """A code or the name of a rule, which is never broken into two lines."""
    return tag("code", value)
