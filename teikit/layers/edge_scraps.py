"""Scraps at the edges of pages: what an engine made of page numbers, stamps and banners below and above the text.

A scrap is a short line without a known word (``51hJ``, ``BEERIT``, ``14-Q000Q``). At the edge of a page it leaves the
text at a higher chance of being text than inside the page, because hardly any text is there, except for signatures and
lists of copies below the last page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

import regex

from teikit.layers.edges import FIGURE, LABEL_END, TEXT_LINES, YEAR
from teikit.layers.facts import PageLine
from teikit.layers.figures import CONTENT, MOST_FIGURES, OF_FIGURES
from teikit.layers.measures import Measures, measured
from teikit.layers.pages import goes_on, lines_by_page
from teikit.lexicon.line_roles import LineRole
from teikit.words.vocabulary import Vocabulary

SCRAP_CHANCE = 0.3  # chance of being text or header below which a line may be a scrap
SCRAP_SHARE = 0.4  # length of a scrap as a share of the longest row of its page, at most
OF_FORM = (LineRole.FIELD, LineRole.FORM)
"""Roles of lines below which a value may be."""
DIGIT = regex.compile(r"\d")  # a digit, which the number of a page or a document has
TYPED_PART = regex.compile(
    r"[/:]\s?\p{Ll}{2,}|\p{Lu}{2,}\s?:\s?\p{L}|[-–—]\s?\d+\W\d|\W?\([\w\s().]*\)?\W?$"
    r"|\d{1,2}/\d{1,2}/?\d{2}\b|\d-\d+\.$|^\p{L}\s\d{1,2}\.$"
)
"""Typed lines: ``750/ma``, ``LLS : JMS``, the file that gets a copy (``- 92-441``), a level (``/(U)``),
a date (``3/2/78``), pages (``16-31.``), a point after a speck (``e 3.``)"""
WORD_OR_END = regex.compile(r"\W?\p{Ll}|\p{Lu}\p{Ll}{3,}\W*$|.*[.?!,]\W*$|\P{L}*$")
"""A possible word or end of a sentence, although it is not known: ``erature``, ``Dahlgren``, ``JR.``"""


@dataclass(frozen=True)
class _Page:
    """The lines of a page that stay in the text, and whether its document goes on above it and below it."""

    places: Sequence[int]
    rows: Sequence[int]  # those that read like a line of text
    goes_on_above: bool
    goes_on_below: bool


def scraps_at_edges(
    lines: Sequence[PageLine], stays: Sequence[bool], kept: Sequence[float], words: Vocabulary
) -> set[int]:
    """The places of the scraps above and below the text of pages that have text.

    ``stays`` says of each line whether it stays in the text, ``kept`` is its chance of being text or header.
    """
    measures = [measured(line.text, words) for line in lines]
    scraps: set[int] = set()
    for page in _pages(lines, stays, measures):
        most = SCRAP_SHARE * max(len(measures[at].text) for at in page.rows)
        foot = [at for at in page.places if at > page.rows[-1]]
        head = [at for at in page.places if at < page.rows[0]] if page.goes_on_above else []
        for places, is_amid in ((foot[::-1], page.goes_on_below), (head, True)):
            for at in takewhile(lambda at: kept[at] < SCRAP_CHANCE or lines[at].known_role, places):
                above = lines[max(at - 1, 0)]
                may_be = len(measures[at].text) <= most and above.known_role not in OF_FORM
                if may_be and not lines[at].known_role and _is_scrap(measures[at], above.text, is_amid):
                    scraps.add(at)
    return scraps


def _pages(lines: Sequence[PageLine], stays: Sequence[bool], measures: Sequence[Measures]) -> list[_Page]:
    """The pages that have text and are not tables."""
    pages = lines_by_page(lines)
    follows = [False, *(goes_on(lines, page, following) for page, following in pairwise(pages)), False]
    with_text = []
    for places, goes_on_above, goes_on_below in zip(pages, follows, follows[1:], strict=False):
        staying = [at for at in places if stays[at]]
        rows = [at for at in staying if measures[at].is_fluent]
        figures = sum(FIGURE.fullmatch(measures[at].text) is not None for at in staying)
        if len(rows) >= TEXT_LINES and figures <= MOST_FIGURES and lines[rows[-1]].genre not in OF_FIGURES:
            with_text.append(_Page(staying, rows, goes_on_above, goes_on_below))
    return with_text


def _is_scrap(line: Measures, above: str, is_amid: bool) -> bool:
    """Whether a line is a scrap; ``is_amid`` says whether its document goes on beyond this edge of the page.

    If it does not, a line without a digit may be a signature.
    """
    if line.known_letters or TYPED_PART.search(line.text):
        return False
    if DIGIT.search(line.text):
        is_content = CONTENT.fullmatch(line.text) or YEAR.fullmatch(line.text) or LABEL_END.search(above)
        return not is_content
    return is_amid and not line.known and not WORD_OR_END.match(line.text)
