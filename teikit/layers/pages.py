"""The lines of a document page by page, and whether it continues from one page to the next."""

from __future__ import annotations

from collections.abc import Sequence

from teikit.layers.facts import PageLine
from teikit.layers.figures import OF_FIGURES
from teikit.lexicon.line_roles import LineRole

HEADER_LINES = 8  # lines at the top of a page with a header, among which is a field


def lines_by_page(lines: Sequence[PageLine]) -> list[list[int]]:
    """The places, from 0, of the lines of each page."""
    pages: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        pages.setdefault(line.page, []).append(at)
    return list(pages.values())


def goes_on(lines: Sequence[PageLine], page: Sequence[int], following: Sequence[int]) -> bool:
    """Whether a document may continue from one page to the next, given the places of their lines.

    Both are of one genre, and the next page has no header.
    """
    has_header = any(lines[at].known_role == LineRole.FIELD for at in following[:HEADER_LINES])
    return not has_header and lines[page[-1]].genre == lines[following[0]].genre


def goes_on_to_end(lines: Sequence[PageLine], page: Sequence[int], following: Sequence[int]) -> bool:
    """Whether a document that is not a table continues from one page to the end of the next."""
    first, last = lines[following[0]].genre, lines[following[-1]].genre
    return goes_on(lines, page, following) and first == last and first not in OF_FIGURES
