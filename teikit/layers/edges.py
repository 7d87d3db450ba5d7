"""Figures alone at the edge of a page: its number, or one that a reviewer stamped on it.

A row of running text is as long as the page is wide, so that a lone figure in the last row is no part of a sentence
that goes on; and where a sentence ends with it, a full stop follows.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.genres.judging import SHEET
from teikit.layers.facts import PageLine

FIGURE = regex.compile(r"[^\w(\"“$#]{0,3}[0-9]{1,8}[A-Z]?[^\w.,:;)\"”/%-]{0,3}")
"""A figure that is no point of a list (``2.``) and ends no sentence or date (``1968).``): ``5797``, ``-34 *``, ``5288S``"""
YEAR = regex.compile(r"\W*(?:1[89]|20)[0-9]{2}\W*")
LABEL = regex.compile(r"(?i)(?:[:#=]|\b(?:NO|NOS|NR|EXT|ROOM|BOX|FILE)\W{0,2}|\b(?:\p{Lu}{4}))\W?$")
"""The end of a line to which a figure on the next one belongs: ``Bufile:``, ``CITE MEXI``"""
OF_FIGURES = ("form", "list", SHEET)
"""Genres of documents in which figures stand on lines of their own."""
LETTERS = regex.compile(r"\p{L}{2}")
TEXT = 6  # lines of text of a page with prose, at least
WORDS = 4  # words of such a line, at least
LONG = 3  # digits of a figure at the head of a page, at least: fewer may be those of a point


def is_figure_at_edge(lines: Sequence[PageLine], stays: Sequence[bool], at: int) -> bool:
    """Whether a line is a figure below the text of its page, or a long one above it.

    ``stays`` says of each line whether it stays in the text.
    """
    text = lines[at].text.strip()
    if not FIGURE.fullmatch(text) or YEAR.fullmatch(text) or lines[at].genre in OF_FIGURES:
        return False
    page = [near for near in range(len(lines)) if stays[near] and lines[near].page == lines[at].page]
    prose = [near for near in page if len(LETTERS.findall(lines[near].text)) >= WORDS]
    if len(prose) < TEXT:
        return False
    if all(near <= at or FIGURE.fullmatch(lines[near].text.strip()) for near in page):
        above = next((near for near in reversed(page) if near < at and LETTERS.search(lines[near].text)), at)
        return LABEL.search(lines[above].text) is None
    is_long = sum(map(str.isdigit, text)) >= LONG
    return is_long and all(near >= at or FIGURE.fullmatch(lines[near].text.strip()) for near in page)
