"""Footnotes at the end of a document copied from a printed volume, numbered from 1."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from teikit.core import Line, Span

FOOTNOTE = regex.compile(r"\s*(?:\[(?P<n>[0-9]{1,3})\]|(?P<n>[0-9]{1,3})\.?)\s(?=\S)")
"""The beginning of a footnote: ``[1] Source:``, ``2 See Document 12.``, ``3. Not printed. ↩``"""


def footnotes(text: str, rows: Sequence[Line], below: int) -> list[Span]:
    """The footnotes at the end of a document, each up to the next one; row ``below`` is the first below its head.

    Their numbers begin with 1 and go on by one; the ``text`` above refers to those without brackets.
    """
    numbered = [(at, FOOTNOTE.match(rows[at].text)) for at in range(below, len(rows))]
    notes: list[tuple[int, regex.Match[str]]] = []
    for at, note in reversed([(at, note) for at, note in numbered if note]):
        if notes and int(notes[0][1]["n"]) != int(note["n"]) + 1:
            break
        notes.insert(0, (at, note))
    above = text[rows[0].start : rows[notes[0][0]].start] if notes else ""
    if not notes or int(notes[0][1]["n"]) != 1 or not all(_is_referred_to(note, above) for _, note in notes):
        return []
    last = notes[-1][0]
    end = next(
        (at for at, (row, below) in enumerate(pairwise(rows)) if at >= last and below.start > row.next), len(rows) - 1
    )
    begins = [*(at for at, _ in notes), end + 1]
    return [Span(rows[at].start, rows[following - 1].next) for at, following in pairwise(begins)]


def _is_referred_to(note: regex.Match[str], above: str) -> bool:
    """Whether the number of a footnote is in brackets, or is a reference in the text above it: ``your 312.1``."""
    return note[0].lstrip()[0] == "[" or regex.search(rf"(?<=[\p{{L}}\p{{P}}]){note['n']}(?![0-9])", above) is not None
