"""Find where the input itself says that a page begins.

What it marks: a page after each form feed; a page at each page heading of an engine (``## Page 3``, ``--- Page 3 ---``,
``<!-- PageBreak -->``; the heading is set aside), with a rule (``---``) next to it. In a text with neither, a page
after each gap of several blank lines, if nearly all other gaps are one blank line: then the texts of the pages were put
end to end. If the input says nothing, the rules ``forms``, ``banners`` and ``heads`` infer pages.

A title above the first heading (``# 104-10106-10218``) belongs to the first page.

What it leaves alone: ``Page 3`` without the marks of a heading, ``---`` elsewhere, the numbers on the page itself; wide
gaps in a text that has many of them, or below hardly any text.

How it may be wrong: page headings repeat or run backwards after files were joined; their numbers are kept as labels and
a query is raised, but the order of the input is never changed here. A typist may leave two blank lines.
Seen in: Tesseract and pdftotext output (form feeds), the JFK texts (headings; wide gaps, which the texts of Tesseract
have between pages and nowhere else: on 120 pages of the benchmark there are 544 gaps, all of one line).
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.core import Draft, Edit, Mark, Span, attrs, kinds, lines
from teikit.lexicon import Lexicon

RULE = "pages"
RULER = regex.compile(r"(?m)^(?:-{3,}|\*{3}|_{3})[ \t]*(?:\r\n|\r|\n|\Z)(?P<gap>\s*)")
"""A rule of markdown, which some engines write at the end of a page, next to the mark of the next one."""
GAP = regex.compile(r"(?>\r\n|\r|\n)(?:[ \t]*(?>\r\n|\r|\n))+")  # one blank line or more
WIDE = regex.compile(r"(?>\r\n|\r|\n)(?:[ \t]*(?>\r\n|\r|\n)){2,}(?=[ \t]*\S)")
"""Two blank lines or more, with text below them."""
FILE_TITLE = regex.compile(r"#\s[^\r\n]+")
"""The title that an engine or a person gave a file, above its first page: ``# 104-10106-10218``."""
USUAL = 3  # gaps of one blank line for each wide gap, at least; pages read by engines have four or five
LEAST_LINES = 5  # written lines of a page, at least, for a wide gap to begin another one


def pages(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Begin a page after a form feed and at ``## Page 3``; leave ``Page 3`` in a sentence."""
    text = draft.text
    starts: dict[int, str] = {}  # the label of each page by the offset at which it begins
    yield from _engine_marks(text, lexicon, starts)
    end = len(text.rstrip())
    for match in regex.finditer("\f", text):
        yield Mark(Span(*match.span()), kinds.MARKUP, RULE, why="form feed")
        if match.end() < end:
            starts[match.end()] = ""
    if not starts and not draft.source.parts:  # formats other than text know their pages
        starts = dict.fromkeys(_after_wide_gaps(text, lexicon), "")
    first = min(starts, default=0)
    above = text[:first].strip("\f \t\r\n")
    if above and not FILE_TITLE.fullmatch(above):
        starts[0] = ""
    elif starts:
        starts[0] = starts.pop(first)
    for start, label in sorted(starts.items()) or [(0, "")]:
        yield Mark(Span(start, start), kinds.PAGE, RULE, attributes=attrs(label=label))


def _engine_marks(text: str, lexicon: Lexicon, starts: dict[int, str]) -> Iterator[Mark]:
    """The page headings, page breaks and rules that an engine wrote; the pages that they begin go into ``starts``."""
    marked: set[int] = set()
    text_end = len(text.rstrip())
    for match in lexicon.patterns["page heading"].finditer(text):
        marked.add(match.start())
        starts[match.start()] = match["label"]
        yield Mark(Span(*match.span()), kinds.ENGINE_HEADING, RULE, why="page heading of the OCR engine")
    for match in lexicon.patterns["page break"].finditer(text):
        marked.add(match.start())
        if match.end() < text_end:
            starts[match.end()] = ""
        yield Mark(Span(*match.span()), kinds.MARKUP, RULE, why="page break of the OCR engine")
    for match in lexicon.patterns["page end"].finditer(text):
        yield Mark(Span(*match.span()), kinds.MARKUP, RULE, why="end of a page of the OCR engine")
    for match in RULER.finditer(text) if starts else ():
        at_end = match.end() == len(text) and bool(text[: match.start()].strip())
        if at_end or not marked.isdisjoint(range(match.start("gap"), match.end() + 1)):
            end = match.end() if at_end else match.start("gap")
            yield Mark(Span(match.start(), end), kinds.MARKUP, RULE, why="page rule of the OCR engine")


def _after_wide_gaps(text: str, lexicon: Lexicon) -> Iterator[int]:
    """The offsets after gaps of several blank lines, in a text in which these are rare.

    Between ``Sincerely yours,`` or ``For the Ambassador:`` and a name there is room for a signature, and no page ends.
    """
    signed = [lexicon.patterns[use] for use in ("complimentary close", "signed for")]
    written = len(text) - len(text.lstrip())
    wide = [match.end() for match in WIDE.finditer(text, written)]
    if not wide or sum(1 for _ in GAP.finditer(text.strip())) < (USUAL + 1) * len(wide):
        return
    begun = 0
    for start in wide:
        above = text[begun:start].rstrip().rpartition("\n")[2].strip()
        if any(pattern.match(above) for pattern in signed):
            continue
        if sum(1 for line in lines(text[begun:start]) if line.text.strip()) >= LEAST_LINES:
            yield start
            begun = start
