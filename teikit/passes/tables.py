"""Find tables: those that the format of the input states, and those that engines write as markdown, HTML or LaTeX.

What it marks: the table, and each cell with the number of rows and columns that it spans. The marks between the cells
(``|``, the rule below the head, ``<td>``, the ``&`` of a ``tabular``) are set aside, because they are the engine's and
not on the page.

What it leaves alone: a line with bars that no rule of dashes follows; columns that only spaces separate.

How it may be wrong: if the engine takes the header of a telegram for a table, so does this rule.
Seen in: PAGE of Transkribus and OCR-D, the output of MinerU, olmOCR, Mistral OCR, GOT-OCR, Nougat and language models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from teikit.core import Draft, Edit, Line, Mark, Span, attrs, kinds
from teikit.lexicon import Lexicon

RULE = "tables"
RULER = regex.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*")
"""The rule below the head of a table in markdown: ``|---|:---:|``."""
BAR = regex.compile(r"(?<!\\)\|")  # the bar between the cells of a row; one after a backslash is text
TAG = regex.compile(r"<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th|caption)\b(?P<how>[^<>]{0,400})>")
"""A tag of a table in HTML, in lower case as engines write them; no typewriter has the brackets."""
EXTENT = regex.compile(r"""\b(rowspan|colspan)\s*=\s*["']?([0-9]{1,4})""")
"""The number of columns or rows of a cell: ``colspan="2"``."""
TABULAR = regex.compile(
    r"\\(?P<end>begin|end)\{(?:tabular[*x]?|longtable|array)\}"
    r"(?:\[[^\]\n]{0,60}\])?(?:\{(?:[^{}\n]|\{[^{}\n]{0,60}\}){0,200}\}){0,2}"
)
"""The beginning or end of a table of LaTeX: ``\\begin{tabular}{|l|p{3cm}|}``."""
PARTING = regex.compile(
    r"(?P<row>\\\\(?:\[[^\]\n]{0,30}\])?)|(?<!\\)&(?:amp;)?"
    r"|(?P<rule>\\(?:hline|toprule|midrule|bottomrule|(?:cline|cmidrule)(?:\([lr]*\))?\{[^{}\n]{0,30}\}))"
)
"""What separates the cells and rows of a table of LaTeX, and the rules between rows: ``&``, ``\\\\``, ``\\hline``"""
SPANNING = regex.compile(
    r"(?P<head>\\multi(?P<what>column|row)\{(?P<count>[0-9]{1,3})\}\{[^{}\n]{0,60}\}\{)[^\n]*(?P<tail>\})"
)
"""A cell over several columns or rows: ``\\multicolumn{2}{c}{Post}``."""
WHY_ENGINE = "markup of the OCR engine, not of the page"
WHY_TABLE = "a table of the OCR engine"


def tables(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``| Bonn | 1421 |`` below ``|---|---|``; leave ``1421 | 1422`` in a sentence."""
    yield from _of_layout(draft)
    if not draft.source.parts:  # formats other than text have no markdown in them
        of_markdown = list(_of_markdown(draft.text, draft.lines))
        yield from of_markdown
        of_html = list(_of_html(draft.text, [mark.span for mark in of_markdown]))
        yield from of_html
        yield from _of_latex(draft.text, [mark.span for mark in (*of_markdown, *of_html)])


def _of_layout(draft: Draft) -> Iterator[Edit | Mark]:
    """The tables that the format of the input states."""
    layout = draft.source.layout
    for page in layout.pages if layout else ():
        for block in page.blocks:
            cells = [(row, cell) for row, line in enumerate(block.lines) for cell in line.cells]
            if not cells:
                continue
            spans = [draft.to_text_span(cell.span) for _, cell in cells]
            yield _table(spans, "the file says that this is a table")
            for (row, cell), span in zip(cells, spans, strict=True):
                yield _cell(span, row, cell.rows, cell.columns)


def _of_markdown(text: str, lines: Sequence[Line]) -> Iterator[Edit | Mark]:
    """The tables of markdown in the lines of a text: their cells, and the bars and rules, which are set aside."""
    for rows in _tables_of_markdown(lines):
        cells: list[Span] = []
        for at, row in enumerate(rows):
            if RULER.fullmatch(row.text):
                yield _set_aside(text, row.start, row.end)
                continue
            bars = [row.start + match.start() for match in BAR.finditer(row.text)]
            yield from (_set_aside(text, bar, bar + 1) for bar in bars)
            inside = [_trimmed(text, left + 1, right) for left, right in pairwise([row.start - 1, *bars, row.end])]
            first = 0 if text[row.start : bars[0]].strip() else 1
            last = len(inside) if text[bars[-1] + 1 : row.end].strip() else -1
            yield from (_cell(span, at) for span in inside[first:last])
            cells += inside[first:last]
        if cells:
            yield _table(cells, WHY_TABLE)


def _tables_of_markdown(written: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines of each table: the head if there is one, a rule, and the lines with bars after it."""
    at = done = 0
    while at < len(written):
        if not RULER.fullmatch(written[at].text):
            at += 1
            continue
        first = at - 1 if at > done and BAR.search(written[at - 1].text) else at
        while at < len(written) and BAR.search(written[at].text):
            at += 1
        done = at
        yield written[first:at]


def _of_html(text: str, taken: Sequence[Span]) -> Iterator[Edit | Mark]:
    """The tables of HTML that overlap none of ``taken``, the tables that are known already."""
    depth = 0
    tags: list[regex.Match[str]] = []
    for tag in TAG.finditer(text):
        depth += (not tag["end"]) - bool(tag["end"]) if tag["name"] == "table" else 0
        if depth > 0 or tags:
            tags.append(tag)
        if depth <= 0:
            depth = 0
            yield from _table_of_html(text, tags, taken)
            tags = []
    yield from _table_of_html(text, tags, taken)


def _table_of_html(text: str, tags: Sequence[regex.Match[str]], taken: Sequence[Span]) -> Iterator[Edit | Mark]:
    """The table between the tags, which are set aside; nothing if it has no cell or overlaps one of ``taken``."""
    cells: list[Mark] = []
    opened: regex.Match[str] | None = None
    row = 0
    for tag in tags:
        if opened and (tag["name"] in ("td", "th", "tr") or tag is tags[-1]):
            cells.append(_cell(_trimmed(text, opened.end(), tag.start()), row, *_extent(opened["how"])))
            opened = None
        row += tag["name"] == "tr" and not tag["end"]
        if tag["name"] in ("td", "th") and not tag["end"]:
            opened = tag
    whole = Span(tags[0].start(), tags[-1].end()) if tags else Span(0, 0)
    if cells and not any(map(whole.overlaps, taken)):
        yield from (_set_aside(text, *tag.span()) for tag in tags)
        yield from cells
        yield _table([cell.span for cell in cells], WHY_TABLE)


def _of_latex(text: str, taken: Sequence[Span]) -> Iterator[Edit | Mark]:
    """The tables of LaTeX that overlap none of ``taken``, the tables that are known already."""
    for begin, end in pairwise(TABULAR.finditer(text)):
        whole = Span(begin.start(), end.end())
        if begin["end"] == "begin" and end["end"] == "end" and not any(map(whole.overlaps, taken)):
            yield from _table_of_latex(text, begin, end)


def _table_of_latex(text: str, begin: regex.Match[str], end: regex.Match[str]) -> Iterator[Edit | Mark]:
    """The table between two commands, which are set aside with all that separates its cells."""
    cells: list[Mark] = []
    row, start = 0, begin.end()
    yield _set_aside(text, *begin.span())
    yield _set_aside(text, *end.span())
    for parting in (*PARTING.finditer(text, begin.end(), end.start()), end):
        last = parting is end
        content = _trimmed(text, start, parting.start())
        is_rule = not last and parting["rule"] is not None
        if content.start == content.end and (last or is_rule):
            pass  # between two rows there is no cell
        elif is_rule:
            continue  # inside a cell, where LaTeX has no rules
        else:
            marks = list(_cell_of_latex(text, content, row))
            cells += [mark for mark in marks if mark.kind == kinds.CELL]
            yield from marks
        if not last:
            yield _set_aside(text, *parting.span())
            row += parting["row"] is not None
        start = parting.end()
    if cells:
        yield _table([cell.span for cell in cells], WHY_TABLE)


def _cell_of_latex(text: str, content: Span, row: int) -> Iterator[Mark]:
    """The mark of a cell; a command that says how many rows or columns it spans is set aside."""
    spanning = SPANNING.fullmatch(text, *content)
    if not spanning:
        yield _cell(content, row)
        return
    for part in ("head", "tail"):
        yield Mark(Span(*spanning.span(part)), kinds.MARKUP, RULE, why=WHY_ENGINE)
    count = int(spanning["count"])
    inner = _trimmed(text, spanning.end("head"), spanning.start("tail"))
    yield _cell(inner, row, *((count, 1) if spanning["what"] == "row" else (1, count)))


def _extent(attributes: str) -> tuple[int, int]:
    """The numbers of rows and columns that a cell of HTML spans, by the attributes of its tag."""
    extent = {name: int(number) for name, number in EXTENT.findall(attributes)}
    return max(extent.get("rowspan", 1), 1), max(extent.get("colspan", 1), 1)


def _trimmed(text: str, start: int, end: int) -> Span:
    """A stretch without the white space at its ends; a blank one becomes an empty span at its start."""
    part = text[start:end]
    if not part.strip():
        return Span(start, start)
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def _table(cells: list[Span], why: str) -> Mark:
    """The mark of a table with some cells."""
    span = Span(min(cell.start for cell in cells), max(cell.end for cell in cells))
    return Mark(span, kinds.TABLE, RULE, why=why)


def _cell(span: Span, row: int, rows: int = 1, columns: int = 1) -> Mark:
    """The mark of a cell in a row, counted from 0, that spans so many rows and columns."""
    place = attrs(row=row, rows=rows if rows > 1 else None, cols=columns if columns > 1 else None)
    return Mark(span, kinds.CELL, RULE, attributes=place)


def _set_aside(text: str, start: int, end: int) -> Edit | Mark:
    """Markup that is set aside, or replaced by a tab if nothing else separates two words (``</td>``)."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if before.strip() and after.strip() and before != ">":
        return Edit(Span(start, end), "\t", RULE, why=WHY_ENGINE)
    return Mark(Span(start, end), kinds.MARKUP, RULE, why=WHY_ENGINE)
