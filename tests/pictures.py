"""A page drawn with letters, as a source with a layout: a column is a character wide, a line is a line of the page.

So a case of a rule that looks at the page can be written with any editor: what stands at the same column stands below
each other, and a white place is as wide as it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from teikit.core import Source, Span
from teikit.core.layout import Box, Layout, LayoutBlock, LayoutLine, LayoutPage, LayoutWord

CELL, PITCH, HEIGHT, SURE = 10, 20, 14, 0.95
PAGE = Box(0, 0, 85 * CELL, 66 * PITCH)


def picture(text: str, sure: Mapping[str, float] | None = None) -> Source:
    """The source that a drawn page stands for; a form feed begins a page. ``sure`` has the certainty of some words."""
    pages, start = [], 0
    for part in re.split(r"(?=\f)", text):
        lines, at = [], start
        for number, line in enumerate(part.splitlines(keepends=True)):
            words = tuple(_word(match, at, number, sure or {}) for match in re.finditer(r"[^\s\f]+", line))
            if words:
                first, last = words[0].box, words[-1].box
                assert first and last
                box = Box(first.left, number * PITCH, last.right, number * PITCH + HEIGHT)
                lines.append(LayoutLine(Span(words[0].span.start, words[-1].span.end), box, words))
            at += len(line)
        span = Span(start, start + len(part))
        pages.append(LayoutPage(span, PAGE.width, PAGE.height, "", (LayoutBlock(span, PAGE, tuple(lines)),)))
        start = span.end
    return Source("case", text, layout=Layout(tuple(pages), "tesseract 5.3.0"))


def _word(match: re.Match[str], at: int, number: int, sure: Mapping[str, float]) -> LayoutWord:
    left, right = match.start() * CELL, match.end() * CELL - 2
    box = Box(left, number * PITCH, right, number * PITCH + HEIGHT)
    return LayoutWord(Span(at + match.start(), at + match.end()), box, sure.get(match[0], SURE))
