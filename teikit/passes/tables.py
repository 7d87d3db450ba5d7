"""Find tables: those that the format of the input knows, and those that engines write as markdown or HTML.

What it marks: the table, and each cell with the rows and columns over which it reaches. The marks between the cells
(``|``, the rule below the head, ``<td>``) are set aside, as the engine's and not the page's.

What it leaves alone: a line with bars in it that no rule of dashes follows; columns that only blanks keep apart.

How it may be wrong: an engine may take the header of a telegram for a table; then it is one here, too.
Seen in: PAGE of Transkribus and OCR-D, the output of MinerU, olmOCR, Mistral OCR and language models.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from teikit.core import Draft, Edit, Mark, Span, attrs, kinds
from teikit.lexicon import Lexicon

RULE = "tables"
ROW = regex.compile(r"(?m)^[ \t]*\|?[^\r\n|]*\|[^\r\n]*")
"""A line with a bar in it: ``| Bonn | 1421 |``, ``Bonn | 1421``."""
RULER = regex.compile(r"(?m)^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?(?=[ \t]*(?:[\r\n]|\Z))")
"""The rule below the head of a table in markdown: ``|---|:---:|``."""
BAR = regex.compile(r"(?<!\\)\|")
LINE_END = regex.compile(r"\r\n|\r|\n|\Z")
TAG = regex.compile(r"<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th|caption)\b(?P<how>[^<>]{0,400})>")
"""A tag of a table in HTML, in small letters as engines write them; no typewriter has the brackets."""
EXTENT = regex.compile(r"""\b(rowspan|colspan)\s*=\s*["']?([0-9]{1,4})""")
WHY_ENGINE = "markup of the OCR engine, not of the page"


def tables(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``| Bonn | 1421 |`` below ``|---|---|``; leave ``1421 | 1422`` in a sentence."""
    yield from _of_layout(draft)
    if not draft.source.parts:  # other formats than text have no markdown in them
        yield from _of_markdown(draft.text)
        yield from _of_html(draft.text)


def _of_layout(draft: Draft) -> Iterator[Edit | Mark]:
    layout = draft.source.layout
    for page in layout.pages if layout else ():
        for block in page.blocks:
            cells = [(row, cell) for row, line in enumerate(block.lines) for cell in line.cells]
            if not cells:
                continue
            spans = [Span(draft.to_text(cell.span.start), draft.to_text(cell.span.end)) for _, cell in cells]
            yield _table(spans, "the file says that this is a table")
            for (row, cell), span in zip(cells, spans, strict=True):
                yield _cell(span, row, cell.rows, cell.columns)


def _of_markdown(text: str) -> Iterator[Edit | Mark]:
    for ruler in RULER.finditer(text):
        rows = [*_rows_above(text, ruler.start()), *_rows_below(text, ruler.end())]
        if not rows:
            continue
        yield _away(text, *ruler.span())
        cells: list[Span] = []
        for row, (start, end) in enumerate(rows):
            bars = [match.start() for match in BAR.finditer(text, start, end)]
            yield from (_away(text, bar, bar + 1) for bar in bars)
            edges = [start - 1, *bars, end]
            spans = [_trimmed(text, left + 1, right) for left, right in pairwise(edges)]
            first = 1 if text[start : bars[0]].strip() == "" else 0
            last = len(spans) - (text[bars[-1] + 1 : end].strip() == "")
            cells += spans[first:last]
            yield from (_cell(span, row) for span in spans[first:last])
        yield _table(cells, "a table of the OCR engine")


def _rows_above(text: str, at: int) -> list[tuple[int, int]]:
    """The line above a rule, the head of the table; none where it has no bar."""
    start = max(text.rfind("\n", 0, max(at - 1, 0)), text.rfind("\r", 0, max(at - 2, 0))) + 1
    match = ROW.match(text, start, max(at - 1, start)) if at else None
    return [match.span()] if match and BAR.search(match[0]) else []


def _rows_below(text: str, at: int) -> list[tuple[int, int]]:
    rows = []
    end = LINE_END.match(text, at)
    while end and end.end() < len(text):
        match = ROW.match(text, end.end())
        if not match or RULER.fullmatch(match[0]):
            break
        rows.append(match.span())
        end = LINE_END.match(text, match.end())
    return rows


def _of_html(text: str) -> Iterator[Edit | Mark]:
    """The cells of HTML tables; a table within a cell is not told apart from it."""
    cells: list[Span] = []
    opened: tuple[int, str] | None = None
    depth = row = 0
    for tag in TAG.finditer(text):
        name, ends = tag["name"], bool(tag["end"])
        if not depth and (name != "table" or ends):
            continue
        yield _away(text, *tag.span())
        if opened and (name in ("td", "th", "tr") or (name == "table" and ends and depth == 1)):
            span = _trimmed(text, opened[0], tag.start())
            cells.append(span)
            yield _cell(span, row, *_extent(opened[1]))
            opened = None
        row += name == "tr" and not ends
        if name in ("td", "th") and not ends:
            opened = (tag.end(), tag["how"])
        if name == "table":
            depth += -1 if ends else 1
            if not depth and cells:
                yield _table(cells, "a table of the OCR engine")
                cells = []
    if depth and cells:
        yield _table(cells, "a table of the OCR engine, cut off")


def _extent(how: str) -> tuple[int, int]:
    extent = {name: int(number) for name, number in EXTENT.findall(how)}
    return max(extent.get("rowspan", 1), 1), max(extent.get("colspan", 1), 1)


def _trimmed(text: str, start: int, end: int) -> Span:
    """A stretch without the white space at its ends; one without text has its place at the beginning."""
    part = text[start:end]
    if not part.strip():
        return Span(start, start)
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def _table(cells: list[Span], why: str) -> Mark:
    span = Span(min(cell.start for cell in cells), max(cell.end for cell in cells))
    return Mark(span, kinds.TABLE, RULE, why=why)


def _cell(span: Span, row: int, rows: int = 1, columns: int = 1) -> Mark:
    place = attrs(row=row, rows=rows if rows > 1 else None, cols=columns if columns > 1 else None)
    return Mark(span, kinds.CELL, RULE, attributes=place)


def _away(text: str, start: int, end: int) -> Edit | Mark:
    """Markup set aside; where it alone keeps two words apart (``</td>``), a tab in its place."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if before.strip() and after.strip() and before != ">":
        return Edit(Span(start, end), "\t", RULE, why=WHY_ENGINE)
    return Mark(Span(start, end), kinds.MARKUP, RULE, why=WHY_ENGINE)
