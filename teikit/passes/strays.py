"""Set specks apart: marks that no typist made.

What it mends: a line of punctuation and specks alone (``..07``, ``: :``); and, in a document that has them at the
edge of one line in twenty, specks that stand alone at the edge of a line (``THE MARKET PLACE." :``). They read as
nothing; the reading of the engine stays beside the correction.

Where the layout of the page is known: specks and scrawls of low certainty in its margins, and specks that stand apart
from the words of their line and are smaller than any mark of the typewriter (``NICOSIA : .``).

What it leaves alone: the colon of a label (``EXT :``), a full stop or colon set apart in a document that is clean
otherwise, rules and blanks of forms (``_____``), dots that an ellipsis may be, hyphens and dashes at the end of a
line, brackets, everything with a letter in it. In the margins the labels of lists (``a)``).

How it may be wrong: a lone bullet or dash that the typist did put at the head of a line.
Seen in: POLTO 12 (``..07``); 27 lines in 10,000 words of Tesseract's JFK texts are such specks.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.core import Certainty, Draft, Edit, Line, Span
from teikit.geometry import TypedPage, TypedWord, typed_pages
from teikit.lexicon import Lexicon

RULE = "strays"
DEBRIS = regex.compile(r"\.{2,}\s?[0-9]{1,2}|[:;.,'‘’“”`|~_°•*=<>»«\\¦]{1,3}(?:\s+[:;.,'‘’“”`|~_°•*=<>»«\\¦]{1,3})*+")
FORM_RULE = regex.compile(r"_{2,}|\*{3,}|\.{3}|(?:\*\s*){3,}")
LABEL = regex.compile(r"[\p{L}\p{N}'./]+(?: [\p{L}\p{N}'./]+)?\s+[:.]")
LONG = 1000
SPECKLED = 3
"""Lines with specks at their edge that a speckled document has, at least."""
SPECKLED_SHARE = 0.05
"""Share of its lines that have such specks, at least."""
LEADING = regex.compile(r"^\s*(?P<specks>(?:[:;.,'‘’`|~_°•=\\¦]{1,2}\s+)+)(?=\S)")
TRAILING = regex.compile(r"(?<=\S)(?P<specks>(?:\s+[:;.,'‘’`|~_°•=\\¦]{1,2})+)\s*$")


SPECK = regex.compile(r"[:;.,'‘’“”`|°•=<>»«\\¦@&©]{1,2}")
RULES = regex.compile(r"[_~—–»]{1,2}")
SCRAWL = regex.compile(r"[\p{L}@&'‘’)]{1,3}")
"""What an engine makes of scrawls and dirt: ``ee``, ``&@``, ``‘a``."""
ITEM = regex.compile(r"\(?(?:[a-z]|[0-9]{1,2}|[ivx]{2,4})\)")
"""The label of an item of a list, whatever the engine thinks of it: ``a)``, ``ii)``; dirt reads ``ie)`` or ``vO)``."""
SMALL = 0.5
"""Cells of the typewriter that a speck is wide, at most."""
APART = 1.6
"""Cells between a speck and the words beside it, at least."""
DOUBTFUL = 0.5
"""Confidence below which letters in the margin are a scrawl."""
SURE = 0.7
"""Confidence from which on a mark is no speck."""


def strays(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Take ``..07`` out; leave ``_____`` and ``...``."""
    rows = [line for line in draft.lines if line.text.strip() and len(line.text) < LONG]
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
            if match and "..." not in match["specks"] and not LABEL.fullmatch(content)
        )
    if len(edges) >= max(SPECKLED, SPECKLED_SHARE * len(rows)):
        for line, start, end in edges:
            yield _stray(line, start, end)
    for page in typed_pages(draft):
        yield from _on_page(page)


def _on_page(page: TypedPage) -> Iterator[Edit]:
    """What the page shows to be no typing: in a margin, or a speck apart from the words."""
    for row in page.rows:
        for number, word in enumerate(row.words):
            beside = row.words[max(number - 1, 0) : number] + row.words[number + 1 : number + 2]
            why = _in_margin(page, word) or _apart(page, word, beside)
            if why:
                yield Edit(word.span, "", RULE, Certainty.HIGH, why=why)


def _in_margin(page: TypedPage, word: TypedWord) -> str:
    speck = SPECK.fullmatch(word.text) or RULES.fullmatch(word.text)
    scrawl = (
        word.confidence < DOUBTFUL
        and word.middle > page.top - page.measures.pitch / 2
        and SCRAWL.fullmatch(word.text)
        and not word.text.isupper()
        and not ITEM.fullmatch(word.text)
    )
    return "a speck in the margin" if page.outside(word) and (speck or scrawl) else ""


def _apart(page: TypedPage, word: TypedWord, beside: tuple[TypedWord, ...]) -> str:
    """Whether a speck stands apart from all words and is no dot of an ellipsis."""
    cell = page.measures.cell
    if not SPECK.fullmatch(word.text) or word.confidence >= SURE or word.right - word.left > SMALL * cell:
        return ""
    apart = all(max(other.left - word.right, word.left - other.right) > APART * cell for other in beside)
    alone = not any(SPECK.fullmatch(other.text) for other in beside)
    return "a speck that stands apart from the words of its line" if apart and alone and beside else ""


def _stray(line: Line, start: int, end: int) -> Edit:
    why = "specks alone at the edge of a line" if end - start < len(line.text.strip()) else "a line of specks"
    return Edit(Span(line.start + start, line.start + end), "", RULE, Certainty.HIGH, why=why)
