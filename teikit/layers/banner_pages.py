"""The inference of page breaks that an input does not show, by what is at the head and foot of every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import regex

from teikit.core import Line, kinds
from teikit.layers.banner_forms import BannerForms, is_furniture, only_specks
from teikit.lexicon import Lexicon

TICKED = regex.compile(r"^\W*\(\s*[Xx✓]?\s*\)|\?")
"""A tick box or a question, which is not a banner: ``(X) SECRET``, ``SECRET?``"""
PAGEFUL_LINES = 5  # lines of text on a page, at least, before a page break is inferred
STARTED_LINES = 3  # lines of text after an inferred page break, at least: the last page of a cable may end with SECRET
TEXT_WORDS = 3  # words of a line of text, at least
EDGE_WORDS = 5  # words of a line that may be the foot or the head of a page, at most
EDGE_LENGTH = 60  # characters of such a line, fewer than


class Edge(NamedTuple):
    """What a line shows about the head or foot of a page."""

    is_stamp: bool = False  # whether it has a stamp that heads every page
    is_classification: bool = False  # whether it is a classification, perhaps garbled
    is_exact: bool = False  # whether that is undamaged


def inferred_pages(lines: Sequence[Line], forms: BannerForms, lexicon: Lexicon) -> Iterator[int]:
    """The offsets of the page breaks that the input does not show, except the first page.

    They are at a stamp that heads every page, or at the second of two classifications, one of which may be garbled,
    with only furniture between them. There must be text on both sides.
    """
    texts = list(accumulate((len(line.text.split()) >= TEXT_WORDS for line in lines), initial=0))
    begun = 0  # place of the first line of the present page
    foot, is_foot_exact = -1, False  # place of the last classification, and whether it is undamaged
    for at, line in enumerate(lines):
        edge = _edge(line.text, forms, lexicon)
        is_amid_text = texts[at] - texts[begun] >= PAGEFUL_LINES and texts[-1] - texts[at] >= STARTED_LINES
        is_certain = edge.is_classification and foot >= begun and (edge.is_exact or is_foot_exact)
        is_head = is_certain and all(is_furniture(between.text, lexicon) for between in lines[foot + 1 : at])
        if is_amid_text and (edge.is_stamp or is_head):
            yield line.start
            begun = at
        if edge.is_classification:
            foot, is_foot_exact = at, edge.is_exact


def _edge(text: str, forms: BannerForms, lexicon: Lexicon) -> Edge:
    """What a line shows about the head or foot of a page; nothing if it is long."""
    if len(text) >= EDGE_LENGTH or len(text.split()) > EDGE_WORDS or TICKED.search(text):
        return Edge()
    placed = forms.in_line(text, garbled=True)
    if not placed:
        return Edge(is_stamp=lexicon.page_stamps.find(text) is not None)
    is_classified = only_specks(text, placed) and any(banner.kind == kinds.CLASSIFICATION for _, banner in placed)
    is_exact = is_classified and any(forms.exact(text[slice(*span)]) for span, _ in placed)
    return Edge(is_classification=is_classified, is_exact=is_exact)
