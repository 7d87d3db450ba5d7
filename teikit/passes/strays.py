"""Remove lines of specks, and specks at the edges of lines.

What it corrects: a line of nothing but punctuation and specks (``..07``, ``: :``); specks alone at the edge of a line
(``THE MARKET PLACE." :``), in a document that has them in one line of twenty or more. They are taken out; the reading
of the engine is kept with the correction.

If the layout of the page is known: specks and scrawls of low confidence in its margins, and specks that are apart from
the words of their line and smaller than any character of the typewriter (``NICOSIA : .``).

What it leaves alone: the colon of a label (``EXT :``), a full stop or colon set apart in an otherwise clean document,
rules and blank spaces of forms (``_____``), the bullets of a list, dots that may be an ellipsis, hyphens and dashes at
the end of a line, brackets, everything with a letter in it; in the margins, the labels of lists (``a)``).

How it may be wrong: a lone bullet that the typist did put at the head of a line.
Seen in: POLTO 12 (``..07``); 27 lines in 10,000 words of Tesseract's JFK texts are such specks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from teikit.core import Certainty, Draft, Edit, Line, Span
from teikit.geometry import TypedPage, TypedWord, typed_pages
from teikit.lexicon import Lexicon

RULE = "strays"
DEBRIS = regex.compile(r"\.{2,}\s?[0-9]{1,2}|[:;.,'‘’“”`|~_°•*=<>»«\\¦]{1,3}(?:\s+[:;.,'‘’“”`|~_°•*=<>»«\\¦]{1,3})*+")
"""A line of nothing but specks: ``. : -``; leaders with the number after them: ``.... 12``."""
FORM_RULE = regex.compile(r"_{2,}|\*{3,}|\.{3}|(?:\*\s*){3,}")
"""Rules that a form or a typist draws: ``____``, ``***``, ``...``, ``* * *``."""
LABEL_APART = regex.compile(r"[\p{L}\p{N}'./]+(?: [\p{L}\p{N}'./]+)?\s+[:.]")
"""A label apart from its colon: ``CITE NO :``."""
LEADING = regex.compile(r"^\s*(?P<specks>(?:[:;.,'‘’`|~_°•=\\¦]{1,2}\s+)+)(?=\S)")
"""Specks before the words of a line: ``: . He``."""
TRAILING = regex.compile(r"(?<=\S)(?P<specks>(?:\s+[:;.,'‘’`|~_°•=\\¦]{1,2})+)\s*$")
"""Specks after the words of a line: ``said : .``."""
LONE_SPECK = regex.compile(r"[:;.,'‘’“”`|°•=<>»«\\¦@&©]{1,2}")  # a speck by itself: ``°``, ``.,``
RULES = regex.compile(r"[_~—–»]{1,2}")  # a piece of a rule: ``__``, ``—``
SCRAWL = regex.compile(r"[\p{L}@&'‘’)]{1,3}")
"""What an engine makes of scrawls and dirt: ``ee``, ``&@``, ``‘a``"""
ITEM = regex.compile(r"\(?(?:[a-z]|[0-9]{1,2}|[ivx]{2,4})\)")
"""The label of an item of a list, whatever its confidence: ``a)``, ``ii)``; dirt reads ``ie)`` or ``vO)``."""
BULLET = "•"  # a mark that is a speck before one line, but not before several
NEAR = 3  # lines, at most, from one item of a list to the next, for their bullets
LONG_LINE = 1000  # characters of a line that is not examined, at least
SPECKLED = 3  # lines with specks at their edge in a speckled document, at least
SPECKLED_SHARE = 0.05  # share of the lines of a speckled document that have such specks, at least
SMALL = 0.5  # width of a speck in cells of the typewriter, at most
APART = 1.6  # cells of the typewriter between a speck and the words beside it, at least
DOUBTFUL = 0.5  # confidence, 0 to 1, below which letters in the margin are a scrawl
SURE = 0.7  # confidence, 0 to 1, from which a mark is not a speck


def strays(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Take ``..07`` out; leave ``_____`` and ``...``."""
    rows = [line for line in draft.lines if line.text.strip() and len(line.text) < LONG_LINE]
    bullets = _bullets(rows)
    edges: list[tuple[Line, int, int]] = []
    for line in rows:
        content = line.text.strip()
        if DEBRIS.fullmatch(content):
            if not FORM_RULE.fullmatch(content):
                start = line.text.index(content)
                yield _stray(line, start, start + len(content))
            continue
        matches = (pattern.search(line.text) for pattern in (LEADING, TRAILING))
        edges += (
            (line, *match.span("specks"))
            for match in matches
            if match and "..." not in match["specks"] and not LABEL_APART.fullmatch(content)
        )
    if len(edges) >= max(SPECKLED, SPECKLED_SHARE * len(rows)):
        for line, start, end in edges:
            if line.start + start not in bullets:
                yield _stray(line, start, end)
    for page in typed_pages(draft):
        yield from _on_page(page)


def _bullets(rows: Sequence[Line]) -> set[int]:
    """The offsets of the bullets of lines that are near each other."""
    matches = ((at, LEADING.search(line.text)) for at, line in enumerate(rows))
    begun = [(at, match.start("specks")) for at, match in matches if match and match["specks"].strip() == BULLET]
    near = (pair for pair in pairwise(begun) if pair[1][0] - pair[0][0] <= NEAR)
    return {rows[at].start + start for pair in near for at, start in pair}


def _on_page(page: TypedPage) -> Iterator[Edit]:
    """The edits of what the page shows not to be typed: specks and scrawls in a margin, specks apart from the words."""
    for row in page.rows:
        for at, word in enumerate(row.words):
            beside = row.words[max(at - 1, 0) : at] + row.words[at + 1 : at + 2]
            why = _in_margin(page, word) or _apart(page, word, beside)
            if why:
                yield Edit(word.span, "", RULE, Certainty.HIGH, why=why)


def _in_margin(page: TypedPage, word: TypedWord) -> str:
    """Why a word is a speck or scrawl in a margin; empty if it is not."""
    speck = LONE_SPECK.fullmatch(word.text) or RULES.fullmatch(word.text)
    scrawl = (
        word.confidence < DOUBTFUL
        and word.middle > page.top - page.measures.pitch / 2
        and SCRAWL.fullmatch(word.text)
        and not word.text.isupper()
        and not ITEM.fullmatch(word.text)
    )
    return "a speck in the margin" if page.outside(word) and (speck or scrawl) else ""


def _apart(page: TypedPage, word: TypedWord, beside: tuple[TypedWord, ...]) -> str:
    """Why a word is a speck apart from the others of its line, not a dot of an ellipsis; empty if it is no speck."""
    cell = page.measures.cell
    if not LONE_SPECK.fullmatch(word.text) or word.confidence >= SURE or word.right - word.left > SMALL * cell:
        return ""
    apart = all(max(near.left - word.right, word.left - near.right) > APART * cell for near in beside)
    alone = not any(LONE_SPECK.fullmatch(near.text) for near in beside)
    return "a speck apart from the words of its line" if apart and alone and beside else ""


def _stray(line: Line, start: int, end: int) -> Edit:
    """The edit that takes specks out of a line, with offsets in the line."""
    why = "specks alone at the edge of a line" if end - start < len(line.text.strip()) else "a line of specks"
    return Edit(Span(start, end).moved(line.start), "", RULE, Certainty.HIGH, why=why)
