"""Find where the input itself says that a page begins.

What it marks: a page after each form feed; a page at each ``## Page 3`` heading (the heading is set aside); rules
(``---``) that stand next to such headings. Running heads that betray a page where the input says nothing are the
work of ``heads``.

What it leaves alone: ``Page 3`` without the marks of a heading, ``---`` elsewhere, the numbers on the page itself.

How it may be wrong: page headings repeat or run backwards when files were glued together; the numbers are kept as
labels and a query is raised, the order of the input is never changed here.
Seen in: Tesseract and pdftotext output (form feeds), the JFK texts (headings).
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.lexicon import Lexicon
from teikit.text import Draft, Edit, Mark, Span, attrs

RULE = "pages"
HEADING = regex.compile(r"(?mi)^[ \t]*#{1,3}[ \t]+page[ \t]+([0-9]{1,9})[ \t]*(?:\r\n|\r|\n|\Z)")
RULER = regex.compile(
    r"(?m)^-{3,}[ \t]*(?:\r\n|\r|\n|\Z)(?=\s*#{1,3} page)|(?m)(?<=\S\s*)^-{3,}\s*\Z", regex.IGNORECASE
)


def pages(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Begin a page after a form feed and at ``## Page 3``; leave ``Page 3`` in a sentence."""
    text = draft.text
    starts: dict[int, str] = {}
    for match in HEADING.finditer(text):
        starts[match.start()] = match[1]
        yield Mark(Span(*match.span()), "markup", RULE, aside=True, why="page heading of the OCR engine")
    if starts:
        for match in RULER.finditer(text):
            yield Mark(Span(*match.span()), "markup", RULE, aside=True, why="page rule of the OCR engine")
    for match in regex.finditer("\f", text):
        yield Mark(Span(*match.span()), "markup", RULE, aside=True, why="form feed")
        if match.end() < len(text.rstrip()):
            starts[match.end()] = ""
    first = min(starts, default=0)
    if first and text[:first].strip("\f \t\r\n"):
        starts[0] = ""
    elif starts:
        starts[0] = starts.pop(first)
    for start, label in sorted(starts.items()) or [(0, "")]:
        yield Mark(Span(start, start), "page", RULE, attributes=attrs(label=label))
