"""Divide what is left of the text into paragraphs.

What it marks: everything that is neither aside nor field nor closer. A paragraph begins after a blank line (unless the
engine put one after every line); at an indented line; under a heading in capitals or of names (``By Surell Brady``);
after a line that ends a sentence short of the margin, or into which the first word of the next row would have fitted;
at END OF MESSAGE; and at a numbered or lettered point (``2. OIL DEAL``, ``(B)``, ``c.``), if it stands after a full
stop, continues the numbers of the points above, or is continued by a point below.

Items of a list are: each line of a form or of a list; neighbouring lines that say who gets copies (``2 - Bureau``);
sources that are listed by their symbols, each with the lines below its symbol (``MM T-2 is MM 492-S,``);
neighbouring paragraphs that begin with a dash; and five or more short lines that are no sentences (``Height 5'2"`` /
``Hair Black``), as on a card or in a column of names. If these are illegible, they are one block of lines. A line of
marks alone is illegible (``¢``), unless it sets parts of a text apart (``* * *``).

A paragraph that is a heading is marked as one (`paragraphing/headings`): ``3. OPENING A 201 DOSSIER``, ``JACK RUBY``.

What it leaves alone: the wording and the line ends; points inside a line. A sentence is never divided: not after a
comma or a word that ends no sentence (THE, OF), not before a small letter, not after a full line, even if the engine
put a blank line or an illegible line there. Nor is a row of the page that the engine parted between two sentences
(``family of the subject.`` / ``It is pointed out``): the first word of the line below would have fitted behind it, as
behind no first line of a paragraph. The number of a point on a line of its own belongs to what follows.

How it may be wrong: engines lose indentation, and then two paragraphs stay one if the first ends at the margin.
Seen in: every text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from itertools import groupby

from teikit.core import Draft, Edit, Kind, Line, Mark, Span, attrs, kinds, overlaps
from teikit.core.genres import HEADED, LETTER, OF_PARTS, PERHAPS_HEADED, WITHOUT_HEADINGS
from teikit.lexicon import Lexicon
from teikit.paragraphing.breaks import Breaks
from teikit.paragraphing.groups import Page, gather_short_lines, groups_of, stands_between
from teikit.paragraphing.headers import Row, begins_part, header_end, other_header_end, salutation
from teikit.paragraphing.headings import headings
from teikit.paragraphing.items import OF_LINES, items, sources
from teikit.paragraphing.line_patterns import ITEM
from teikit.paragraphing.points import in_rows
from teikit.paragraphing.setting import Setting, setting_of
from teikit.paragraphing.short_lines import is_debris

RULE = "paragraphs"
BETWEEN = "."  # stands for a block between two paragraphs when headings are looked for


def paragraphs(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Begin a paragraph at ``2. OIL DEAL`` and after a blank line; keep a sentence that runs on together."""
    blocks = sorted(draft.to_text_span(mark.span) for mark in draft.of_kind(*kinds.blocks()))
    free = [line for line in draft.lines if line.text.strip() and not overlaps(line.span, blocks)]
    settings = _settings(draft, free)
    documents = [draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.DOCUMENT)]
    listed = _listed(draft, free, settings, lexicon)
    copies = _copies(draft, listed)
    of_sources, inside = sources(free, lexicon.patterns["source symbol"])
    listed |= of_sources
    pages = [page.start for page in draft.cut_at(kinds.PAGE)]
    rows = _rows(draft, free)
    parts = _parts(draft, rows, pages, lexicon)
    yield from (Mark(Span(start, start), kinds.PART, RULE) for start in parts)
    breaks = Breaks(draft.text, lexicon, _in_rows(free, documents))
    unclear = {draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.UNCLEAR)}
    page = Page(blocks, sorted({*documents, *parts}), pages)
    headers = _headers(draft, rows, pages, parts, lexicon)
    groups = list(groups_of(free, breaks, settings, listed, unclear, page, inside))
    above = [any(start <= group[0].start and group[-1].start <= end for start, end in headers) for group in groups]
    headed = set(_headings(draft, groups, page, lexicon))
    are_items = [is_item and not above[at] for at, is_item in enumerate(_are_items(groups, listed, page))]
    may_be_short = [not (above[at] or are_items[at] or at in headed) for at in range(len(groups))]
    merged = gather_short_lines(groups, are_items, may_be_short, page, lexicon)
    for at, group in enumerate(groups):
        if at in merged:
            continue
        if all(is_debris(line.text) for line in group):
            yield _marked(group, kinds.NOISE, ())
        else:
            is_head = at in headed and not are_items[at] and not above[at]
            type = "distribution" if are_items[at] and group[0].start in copies else "heading" if is_head else ""
            details = attrs(part="header" if above[at] else "", type=type)
            yield _marked(group, kinds.ITEM if are_items[at] else kinds.P, details)


def _headings(draft: Draft, groups: list[list[Line]], page: Page, lexicon: Lexicon) -> Iterator[int]:
    """The places of the groups of lines that are headings, in documents that have running text."""
    documents = _documents(draft)
    parts: dict[int, list[int]] = {}
    for at, group in enumerate(groups):
        parts.setdefault(_document_at(documents, group[0].start), []).append(at)
    for document, places in parts.items():
        if document < 0 or documents[document][1] in WITHOUT_HEADINGS:
            continue
        paragraphs: list[str] = []
        owners: list[int] = []
        for at in places:
            if paragraphs and stands_between(page.blocks, groups[at - 1][-1], groups[at][0]):
                paragraphs.append(BETWEEN)
                owners.append(at)
            paragraphs.append("\n".join(line.text.strip() for line in groups[at]))
            owners.append(at)
        yield from (owners[place] for place in headings(paragraphs, lexicon))


def _documents(draft: Draft) -> list[tuple[int, str]]:
    """Where each document of a draft begins, and its genre."""
    return [(draft.to_text(mark.span.start), mark.get("type")) for mark in draft.of_kind(kinds.DOCUMENT)]


def _document_at(documents: list[tuple[int, str]], offset: int) -> int:
    """The place of the document to which an offset belongs; -1 if it stands above all of them."""
    return bisect_right(documents, offset, key=lambda document: document[0]) - 1


def _are_items(groups: list[list[Line]], listed: set[int], page: Page) -> list[bool]:
    """For each group of lines, whether it is an item: a listed line, or a paragraph with a dash beside another one."""
    dashed = [_is_dashed(group, page) for group in groups]
    return [
        group[0].start in listed or (dashed[at] and sum(dashed[max(at - 1, 0) : at + 2]) > 1)
        for at, group in enumerate(groups)
    ]


def _is_dashed(group: list[Line], page: Page) -> bool:
    """Whether a paragraph begins with a dash and stands on one page."""
    return page.is_one(group[0], group[-1]) and ITEM.match(group[0].text.strip()) is not None


def _listed(draft: Draft, free: list[Line], settings: dict[int, Setting], lexicon: Lexicon) -> set[int]:
    """The starts of the lines that are items of lists."""
    documents = _documents(draft)
    parts: dict[int, list[Line]] = {}
    for line in free:
        parts.setdefault(_document_at(documents, line.start), []).append(line)
    listed: set[int] = set()
    for at, lines in parts.items():
        width = max(settings[line.start].width for line in lines)
        are_items = items(lines, documents[at][1] if at >= 0 else "", width, lexicon.words)
        listed |= {line.start for line, is_item in zip(lines, are_items, strict=True) if is_item}
    return listed


def _copies(draft: Draft, listed: set[int]) -> set[int]:
    """The starts of the lines among ``listed`` that say who gets copies: all but those of forms and lists."""
    documents = _documents(draft)
    places = {start: _document_at(documents, start) for start in listed}
    return {start for start, at in places.items() if at < 0 or documents[at][1] not in OF_LINES}


def _in_rows(free: list[Line], documents: list[int]) -> set[int]:
    """The starts of the lines with a point of which the one before or after is in the same document, too."""
    rows: set[int] = set()
    for _, part in groupby(free, lambda line: bisect_right(documents, line.start)):
        lines = list(part)
        are_in = in_rows([line.text for line in lines])
        rows |= {line.start for line, is_in in zip(lines, are_in, strict=True) if is_in}
    return rows


def _settings(draft: Draft, free: list[Line]) -> dict[int, Setting]:
    """How the page of each line is typed, by the start of the line."""
    document = setting_of(draft.text, free)
    settings: dict[int, Setting] = {}
    for page in draft.cut_at(kinds.PAGE):
        lines = draft.written_lines_in(page)
        setting = setting_of(draft.text, lines, document)
        settings |= {line.start: setting for line in lines}
    return settings


def _rows(draft: Draft, free: list[Line]) -> list[Row]:
    """The free lines and the fields of the header, in order."""
    fields = [(draft.to_text(mark.span.start), mark.get("type")) for mark in draft.of_kind(kinds.FIELD)]
    lines = [Row(line.start, line.text, False) for line in free]
    return sorted([*lines, *(Row(start, "", True, kind) for start, kind in fields)])


def _rows_of_page(rows: list[Row], pages: list[int], start: int) -> list[Row]:
    """The rows from an offset to the end of its page; ``pages`` are the starts of all pages."""
    following = bisect_right(pages, start)
    end = pages[following] if following < len(pages) else rows[-1].start + 1 if rows else start
    return [row for row in rows if start <= row.start < end]


def _parts(draft: Draft, rows: list[Row], pages: list[int], lexicon: Lexicon) -> list[int]:
    """The starts of the pages that begin a part of a document."""
    documents = _documents(draft)
    begun = {start for start, _ in documents}
    return [
        start
        for start in pages
        if start not in begun
        and (at := _document_at(documents, start)) >= 0
        and documents[at][1] in OF_PARTS
        and begins_part(_rows_of_page(rows, pages, start), lexicon.words)
    ]


def _headers(
    draft: Draft, rows: list[Row], pages: list[int], parts: list[int], lexicon: Lexicon
) -> list[tuple[int, int]]:
    """Where each header of a document or part begins, and where its last field or its salutation starts."""
    headers = []
    for mark in draft.of_kind(kinds.DOCUMENT):
        genre, start = mark.get("type"), draft.to_text(mark.span.start)
        if genre in HEADED or genre in PERHAPS_HEADED:
            own = _rows_of_page(rows, pages, start)
            saluted = salutation(own) if genre == LETTER else -1
            ends = header_end if genre in HEADED else partial(other_header_end, genre=genre)
            headers.append((start, saluted if saluted >= 0 else ends(own, lexicon.words)))
    return headers + [(start, header_end(_rows_of_page(rows, pages, start), lexicon.words)) for start in parts]


def _marked(group: list[Line], kind: Kind, attributes: tuple[tuple[str, str], ...]) -> Mark:
    """The mark of a group of lines, without the white space around it."""
    return Mark(Span(group[0].content.start, group[-1].content.end), kind, RULE, attributes=attributes)
