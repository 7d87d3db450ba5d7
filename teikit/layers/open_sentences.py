"""Illegible lines in legible text: between two rows of a sentence (``the recall of`` / ``7 phn``), on clean pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from teikit.core.text import LAST_WORD
from teikit.layers.facts import PageLine
from teikit.layers.measures import Measures, is_airy, measured, usual_width
from teikit.layers.pages import lines_by_page
from teikit.lexicon.line_roles import LineRole
from teikit.words.vocabulary import Vocabulary

END = regex.compile(r"[.?!:]\W{0,3}$")  # the end of a sentence
FIRST_WORD = regex.compile(r"\W{0,2}(\p{L}{2,}|a(?=\s))")  # the first word of a row
CONTENT = regex.compile(r"[\[\]]|\(\w\)")  # withheld text, the classification of a paragraph: [], -(U)
TYPED_SIGN = regex.compile(r",\s*$|\b\d{1,2}[.)]")
"""Typed signs, however garbled: the end of a clause, the number of a point."""
ROW_SHARE = 0.75  # length of a row whose sentence continues, as a share of the usual length, at least
REST_SHARE = 0.6  # length of the row in which it continues, at least
PIECE_SHARE = 0.4  # length of a line within a sentence that is not a row, at most
MOST_PIECES = 3  # consecutive lines of this kind, at most
ROW_WORDS = 4  # long words of such a row, at least
KNOWN_SHARE = 0.6  # share of them that are known, at least
PAIR_COUNT = 2  # times that two words follow each other in cables, from which a sentence may run on between them
NOISE_CHANCE = 0.45  # chance of being text or header below which a line within a sentence is noise
LEGIBLE_LINES = 5  # fluent lines of a legible page, at least
LEGIBLE_SHARE = 0.7  # share of the long words of a legible page that are known, at least


def amid_sentences(lines: Sequence[PageLine], stays: Sequence[bool], words: Vocabulary) -> set[int]:
    """The places of the lines without a known word between two rows of one sentence.

    ``stays`` says of each line whether it stays in the text; other lines may be between these rows, too.
    """
    measures = [measured(line.text, words) for line in lines]
    width = usual_width(measures)
    places = [
        at
        for at, stay in enumerate(stays)
        if stay and (measures[at].known or len(measures[at].text) > PIECE_SHARE * width)
    ]
    amid: set[int] = set()
    for above, below in pairwise(places):
        between = [at for at in range(above + 1, below) if stays[at]]
        if 0 < len(between) <= MOST_PIECES and _runs_on(measures[above], measures[below], width, words):
            amid.update(at for at in between if not CONTENT.search(lines[at].text))
    return amid


def _runs_on(above: Measures, below: Measures, width: float, words: Vocabulary) -> bool:
    """Whether one sentence runs on from one row of text to another."""
    if len(above.text) < ROW_SHARE * width or len(below.text) < REST_SHARE * width or END.search(above.text):
        return False
    if any(row.long_words < ROW_WORDS or row.known_share < KNOWN_SHARE for row in (above, below)):
        return False
    last, first = LAST_WORD.search(above.text), FIRST_WORD.match(below.text)
    if last is None or first is None:
        return False
    left, right = last[1].upper(), first[1].upper()
    is_known = left in words and right in words
    return is_known and (first[1].islower() or words.pair_count(left, right) >= PAIR_COUNT)


def on_legible_pages(lines: Sequence[PageLine], stays: Sequence[bool], words: Vocabulary) -> set[int]:
    """The places of the lines of legible pages, without those among the fields of a header.

    A point (``e 3.``) and the end of a clause (``3 migh.,``) are not included. A document divided by blank lines has no
    such lines, because its lines are pieces of rows.
    """
    if is_airy([line.blank for line in lines]):
        return set()
    legible: set[int] = set()
    for places in lines_by_page(lines):
        staying = [at for at in places if stays[at]]
        if _is_legible([measured(lines[at].text, words) for at in staying]):
            fields = [at for at in places if lines[at].known_role == LineRole.FIELD]
            legible.update(at for at in places if not TYPED_SIGN.search(lines[at].text) and not _is_among(at, fields))
    return legible


def _is_among(at: int, fields: Sequence[int]) -> bool:
    """Whether there are fields above and below a place."""
    return bool(fields) and fields[0] < at < fields[-1]


def _is_legible(measures: Sequence[Measures]) -> bool:
    """Whether the lines of a page are mostly legible."""
    known, count = sum(line.known for line in measures), sum(line.long_words for line in measures)
    return sum(line.is_fluent for line in measures) >= LEGIBLE_LINES and known >= LEGIBLE_SHARE * count
