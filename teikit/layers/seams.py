"""Lines between two pages within a sentence that runs on from one to the other: heads and feet, however misread.

as Chief of the            the last row of the page, which ends no sentence
5/MV                       what is likelier to be furniture than text
14-00000
station in the capital     the first row of the next page, in which the sentence goes on
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from teikit.layers.edges import LABEL_END, YEAR
from teikit.layers.facts import PageLine
from teikit.layers.measures import Measures, measured
from teikit.layers.open_sentences import END, KNOWN_SHARE, PAIR_COUNT, REST_SHARE, ROW_SHARE, ROW_WORDS
from teikit.layers.pages import lines_by_page
from teikit.lexicon import Lexicon
from teikit.words.vocabulary import Vocabulary

LAST = regex.compile(r"(?r)(\p{L}{2,}|\ba)\W{0,3}$")  # the last word of a row
FIRST_WORD = regex.compile(r"\W{0,3}(\p{L}{2,}|a(?=\s))")  # the first word of a row
LONG_SMALL_WORD = regex.compile(r"\W{0,2}\p{Ll}{4,}")
"""A word in lower case with which a sentence may continue, although it is misread: ``amiiates`` (affiliates)"""
LEAST_ROWS = 4  # rows of a page that shows how wide it is typed, at least
FOOT_LINES = 4  # lines below the last row of a page that are examined, at most
HEAD_LINES = 5  # lines above the first row of a page that are examined, at most
FURNITURE_CHANCE = 0.5  # chance of being text or header, below which a line may be a head or foot


class _Seam(NamedTuple):
    """The last row of a page, the first row of the next one, and the lines between them that stay in the text."""

    above: int
    below: int
    between: Sequence[int]


def over_seams(lines: Sequence[PageLine], stays: Sequence[bool], kept: Sequence[float], lexicon: Lexicon) -> set[int]:
    """The places of the lines between two pages within a sentence.

    ``stays`` says of each line whether it stays in the text, ``kept`` what its chance of being text or header is.
    If one of the lines between the rows is likely text, all of them stay, because the sentence may continue in it.
    """
    measures = [measured(line.text, lexicon.words) for line in lines]
    between: set[int] = set()
    for seam in _seams(lines, stays, measures):
        are_furniture = all(kept[at] < FURNITURE_CHANCE and not lines[at].known_role for at in seam.between)
        if are_furniture and _runs_on(measures, seam, lexicon):
            between.update(seam.between)
    return between


def _seams(lines: Sequence[PageLine], stays: Sequence[bool], measures: Sequence[Measures]) -> Iterator[_Seam]:
    """The seams of consecutive pages with rows of text near them."""
    for page, following in pairwise(lines_by_page(lines)):
        width = _width([measures[at] for at in page])
        foot, head = ([at for at in places if stays[at]] for places in (page, following))
        above = next((at for at in foot[: -FOOT_LINES - 2 : -1] if _is_row(measures[at], REST_SHARE * width)), None)
        below = next((at for at in head[: HEAD_LINES + 1] if _is_row(measures[at], REST_SHARE * width)), None)
        if above is None or below is None or not width or len(measures[above].text) < ROW_SHARE * width:
            continue
        between = [at for at in foot if at > above] + [at for at in head if at < below]
        if between and not (lines[above].known_role or lines[below].known_role):
            yield _Seam(above, below, between)


def _width(measures: Sequence[Measures]) -> int:
    """The length that three of four rows of a page do not exceed; 0 for a page of few rows."""
    lengths = sorted(len(line.text) for line in measures if line.long_words >= ROW_WORDS)
    return lengths[len(lengths) * 3 // 4] if len(lengths) >= LEAST_ROWS else 0


def _is_row(line: Measures, least: float) -> bool:
    """Whether a line is a row of legible text that has a certain length, at least."""
    return line.long_words >= ROW_WORDS and line.known_share >= KNOWN_SHARE and len(line.text) >= least


def _runs_on(measures: Sequence[Measures], seam: _Seam, lexicon: Lexicon) -> bool:
    """Whether a sentence runs on over a seam from row to row, not in the first of the lines between them."""
    above, between, below = (measures[at].text for at in (seam.above, seam.between[0], seam.below))
    last, first, amid = LAST.search(above), FIRST_WORD.match(below), FIRST_WORD.match(between)
    if last is None or first is None or END.search(above) or LABEL_END.search(above):
        return False
    if YEAR.fullmatch(between) or LONG_SMALL_WORD.match(between):
        return False
    if amid and _may_follow(last[1], amid[1], lexicon.words):
        return False
    goes_on = lexicon.patterns["goes on"].search(above) is not None
    return goes_on or first[1].islower() or _may_follow(last[1], first[1], lexicon.words)


def _may_follow(left: str, right: str, words: Vocabulary) -> bool:
    """Whether two words follow each other in cables."""
    return words.pair_count(left.upper(), right.upper()) >= PAIR_COUNT
