"""Set specks apart: marks that no typist made.

What it mends: a line of punctuation and specks alone (``..07``, ``: :``), and specks that stand alone at the edge of a
line (``THE MARKET PLACE." :``). They read as nothing; the reading of the engine stays beside the correction.

What it leaves alone: rules and blanks of forms (``_____``), dots that an ellipsis may be, hyphens and dashes at the end
of a line, brackets, everything with a letter in it.

How it may be wrong: a lone bullet or dash that the typist did put at the head of a line.
Seen in: POLTO 12 (``..07``); 27 lines in 10,000 words of Tesseract's JFK texts are such specks.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.lexicon import Lexicon
from teikit.text import Certainty, Draft, Edit, Line, Span

RULE = "strays"
DEBRIS = regex.compile(r"\.{2,}\s?[0-9]{1,2}|[:;.,'‘’“”`|~_°•*=<>»«\\¦]{1,3}(?:\s+[:;.,'‘’“”`|~_°•*=<>»«\\¦]{1,3})*+")
FORM_RULE = regex.compile(r"_{2,}|\*{3,}|\.{3}|(?:\*\s*){3,}")
LEADING = regex.compile(r"^\s*(?P<specks>(?:[:;.,'‘’`|~_°•=\\¦]{1,2}\s+)+)(?=\S)")
TRAILING = regex.compile(r"(?<=\S)(?P<specks>(?:\s+[:;.,'‘’`|~_°•=\\¦]{1,2})+)\s*$")


def strays(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Take ``..07`` out; leave ``_____`` and ``...``."""
    for line in draft.lines:
        content = line.text.strip()
        if not content or len(line.text) > 1000:
            continue
        if DEBRIS.fullmatch(content) and not FORM_RULE.fullmatch(content):
            start = line.text.index(content)
            yield _stray(line, start, start + len(content))
            continue
        for pattern in (LEADING, TRAILING):
            match = pattern.search(line.text)
            if match and "..." not in match["specks"]:
                yield _stray(line, *match.span("specks"))


def _stray(line: Line, start: int, end: int) -> Edit:
    why = "specks alone at the edge of a line" if end - start < len(line.text.strip()) else "a line of specks"
    return Edit(Span(line.start + start, line.start + end), "", RULE, Certainty.HIGH, why=why)
