"""Numbers alone at the edge of a page: its page number, or one that a reviewer stamped on it.

A row of running text is as long as the page is wide, so a lone number in the last row is not part of a sentence that
continues; and if a sentence ends with it, a full stop follows.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.core.genres import WIRED
from teikit.layers.facts import PageLine
from teikit.layers.figures import MOST_FIGURES, OF_FIGURES

FIGURE = regex.compile(r"[^\w(\"“$#]{0,3}[0-9]{1,8}[A-Z]?[^\w.,:;)\"”/%-]{0,3}")
"""A number that is not a point of a list (``2.``) and does not end a sentence (``1968).``): ``5797``, ``-34 *``,
``5288S``"""
YEAR = regex.compile(r"\W*(?:1[89]|20)[0-9]{2}\W*")
"""A year alone on a line: ``1963.``."""
LABEL_END = regex.compile(r"(?:[:#=]|\b(?i:NO|NOS|NR|EXT|ROOM|BOX|FILE|PAGE|PAGES|PP)\W{0,2}|\b\p{Lu}{4})\W?$")
"""The end of a line to which a number on the next one belongs: ``Bufile:``, ``CITE MEXI``, ``Instant report, page``"""
PROSE_WORD = regex.compile(r"\p{L}{2,}")  # a word of a line of prose
TEXT_LINES = 6  # lines of text of a page with prose, at least
TEXT_WORDS = 4  # words of such a line, at least
LONG_FIGURE = 3  # digits of a number above the text, where cables have numbers, at least: fewer may be those of a point


def is_figure_at_edge(lines: Sequence[PageLine], stays: Sequence[bool], at: int) -> bool:
    """Whether a line is a number below the text of its page, or a long one above it.

    ``stays`` says of each line whether it stays in the text.
    """
    text, genre = lines[at].text.strip(), lines[at].genre
    if not stays[at] or not FIGURE.fullmatch(text) or YEAR.fullmatch(text) or genre in OF_FIGURES:
        return False
    page = [place for place, stay in enumerate(stays) if stay and lines[place].page == lines[at].page]
    figures = [place for place in page if FIGURE.fullmatch(lines[place].text.strip())]
    text_lines = [place for place in page if place not in figures]
    if len(figures) > MOST_FIGURES or sum(_is_prose(lines[place].text) for place in text_lines) < TEXT_LINES:
        return False
    if at > text_lines[-1]:
        return LABEL_END.search(lines[text_lines[-1]].text) is None
    return at < text_lines[0] and sum(map(str.isdigit, text)) >= LONG_FIGURE and genre not in WIRED


def _is_prose(text: str) -> bool:
    """Whether a line has several words."""
    return len(PROSE_WORD.findall(text)) >= TEXT_WORDS
