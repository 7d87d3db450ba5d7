"""Divide what is left of the text into paragraphs.

What it marks: everything that is neither aside nor field nor closer. A paragraph begins after a blank line (unless
the engine put a blank line after every line, or in the middle of a sentence that reaches the margin), at a numbered
or lettered point (``2. OIL DEAL``, ``(B)``), at an indented line, and after a line that ends a sentence short of the
margin.

What it leaves alone: the wording and the line ends; points inside a line.

How it may be wrong: engines lose indentation, and then two paragraphs stay one when the first ends at the margin.
Seen in: every text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from statistics import median

import regex

from teikit.core import Draft, Edit, Line, Mark, Span, kinds
from teikit.lexicon import Lexicon

RULE = "paragraphs"
POINT = regex.compile(r"\W{0,3}(?:[0-9]{1,2}[.)]\s|\(?[A-Z0-9]{1,2}\)\s|[A-Z]\.\s(?=[A-Z]{2}))")
SENTENCE_END = regex.compile(r"[.?!:]['\"”’)\]]*\W{0,3}$")
BROKEN_WORD = regex.compile(r"\p{L}[-\xad‐‑¬]\s*$")
SHORT = 0.75
"""Share of the usual length below which a line ends short of the margin."""
FULL = 0.9
"""Share of the usual length from which on a line reaches the margin."""


def paragraphs(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Begin a paragraph at ``2. OIL DEAL`` and after a blank line; keep a sentence that runs on together."""
    taken = sorted(
        (draft.to_text(mark.span.start), draft.to_text(mark.span.end)) for mark in draft.of_kind(*kinds.blocks())
    )
    free = [line for line in draft.lines if line.text.strip() and not _taken(taken, line)]
    width = median(sorted(len(line.text.rstrip()) for line in free if len(line.text) > 20) or [0])
    breaks = _blank_lines_count(draft.text, free)
    documents = [draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.DOCUMENT)]
    group: list[Line] = []
    for line in free:
        apart = group and bisect_right(documents, group[-1].start) < bisect_right(documents, line.start)
        if group and (apart or _begins(draft.text, group[-1], line, width, breaks, taken, draft)):
            yield _paragraph(group)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group)


def _paragraph(group: list[Line]) -> Mark:
    first, last = group[0], group[-1]
    start = first.start + len(first.text) - len(first.text.lstrip())
    return Mark(Span(start, last.start + len(last.text.rstrip())), kinds.P, RULE)


def _taken(taken: list[tuple[int, int]], line: Line) -> bool:
    index = bisect_right(taken, (line.end, 0)) - 1
    return index >= 0 and taken[index][1] > line.start


def _blank_lines_count(text: str, free: list[Line]) -> bool:
    """Whether blank lines mean anything: not where nearly every line is followed by one."""
    followed = sum(text[line.next : line.next + 1] in ("\n", "\r") for line in free)
    return followed < 0.6 * len(free) or len(free) < 4


def _begins(
    text: str, before: Line, line: Line, width: float, breaks: bool, taken: list[tuple[int, int]], draft: Draft
) -> bool:
    between = text[before.next : line.start]
    if any(
        before.end <= start < line.start for start, _ in taken[max(bisect_right(taken, (before.end, 0)) - 1, 0) :][:3]
    ):
        return True
    if BROKEN_WORD.search(before.text):
        return False
    if POINT.match(line.text) and SENTENCE_END.search(before.text.rstrip()):
        return True
    ended = SENTENCE_END.search(before.text.rstrip()) is not None
    reaches_margin = len(before.text.rstrip()) >= FULL * width
    if between.strip(" \t") and breaks and (ended or not reaches_margin):
        return True
    indented = len(line.text) - len(line.text.lstrip()) >= 3 and not before.text.startswith("   ")
    return indented or (ended and len(before.text.rstrip()) < SHORT * width)
