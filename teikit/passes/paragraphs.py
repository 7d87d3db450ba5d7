"""Divide what is left of the text into paragraphs.

What it marks: everything that is neither aside nor field nor closer. A paragraph begins after a blank line (unless
the engine put a blank line after every line), at a numbered or lettered point (``2. OIL DEAL``, ``(B)``, ``c.``) that
follows a full stop or the point before it, or that the next point follows further down, at an indented line, under a
heading in capitals, after a line that ends a sentence short of the margin, and at END OF MESSAGE.

Each line of a form or of a list is an item of a list, and so are neighbouring lines that say who gets copies (``2 -
Bureau``), neighbouring paragraphs that begin with a dash, and five and more short lines that are no sentences (``Height
5'2"`` / ``Hair Black``): a card, a column of names. Where they are illegible they are one block of lines.

A paragraph that is a heading is said to be one (`paragraphing/headings`): ``3. OPENING A 201 DOSSIER``, ``JACK RUBY``.

What it leaves alone: the wording and the line ends; points inside a line. A sentence is never divided: not after a
comma or a word that ends no sentence (THE, OF), not before a small letter, not after a full line, even where the
engine put a blank line or a line that nobody can read; nor is a row of the page that the engine parted between two
sentences (``family of the subject.`` / ``It is pointed out``). The number of a point that stands on a line of its own
belongs to what follows.

How it may be wrong: engines lose indentation, and then two paragraphs stay one when the first ends at the margin.
Seen in: every text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from teikit.core import Draft, Edit, Kind, Line, Mark, Span, attrs, kinds
from teikit.core.packet import WIRED
from teikit.genres.judging import SHEET
from teikit.lexicon import Lexicon
from teikit.paragraphing.breaks import ITEM, Breaks, Setting, setting_of
from teikit.paragraphing.groups import Page, groups_of, stands_between, start_of
from teikit.paragraphing.headers import HEADED, SALUTED, Row, header_end, salutation
from teikit.paragraphing.headings import headings
from teikit.paragraphing.items import items
from teikit.paragraphing.points import in_rows
from teikit.paragraphing.short_lines import is_legible, is_short, runs

RULE = "paragraphs"
WITHOUT_HEADINGS = (*WIRED, "form", "list", "note", "cover", SHEET)
"""Genres of documents that have no headings."""
BETWEEN = "."  # a block that stands between two paragraphs


def paragraphs(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Begin a paragraph at ``2. OIL DEAL`` and after a blank line; keep a sentence that runs on together."""
    blocks = sorted(
        (draft.to_text(mark.span.start), draft.to_text(mark.span.end)) for mark in draft.of_kind(*kinds.blocks())
    )
    free = [line for line in draft.lines if line.text.strip() and not _is_taken(blocks, line)]
    settings = _settings(draft, free)
    documents = [draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.DOCUMENT)]
    listed = _listed(draft, free, settings, lexicon)
    breaks = Breaks(draft.text, lexicon, _in_rows(free, documents))
    unclear = {draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.UNCLEAR)}
    page = Page(blocks, documents, [page.start for page in draft.cut_at(kinds.PAGE)])
    headers = _headers(draft, free, lexicon)
    groups = list(groups_of(free, breaks, settings, listed, unclear, page))
    headed = set(_headings(draft, groups, page, lexicon))
    above = [any(start <= group[0].start <= end for start, end in headers) for group in groups]
    are_items = _are_items(groups, listed, page)
    may_be = [
        len(group) == 1 and not (above[at] or are_items[at] or at in headed) and is_short(group[0].text, lexicon.words)
        for at, group in enumerate(groups)
    ]
    is_next = [at > 0 and page.follows(groups[at - 1][-1], group[0]) for at, group in enumerate(groups)]
    merged: set[int] = set()  # places of the lines that one block holds with the one before
    for begin, behind in runs(may_be, is_next):
        first = begin + groups[begin][0].text.strip()[:1].islower()  # the end of a sentence: of JONES:
        if is_legible([group[0].text for group in groups[first:behind]], lexicon.words):
            are_items[first:behind] = [True] * (behind - first)
        else:
            groups[first] = [group[0] for group in groups[first:behind]]
            merged.update(range(first + 1, behind))
    for at, group in enumerate(groups):
        if at not in merged:
            is_head = at in headed and not are_items[at] and not above[at]
            told = attrs(part="header" if above[at] else "", type="heading" if is_head else "")
            yield _marked(group, kinds.ITEM if are_items[at] else kinds.P, told)


def _headings(draft: Draft, groups: list[list[Line]], page: Page, lexicon: Lexicon) -> Iterator[int]:
    """The places of the groups of lines that are headings, in documents that have running text."""
    documents = [(draft.to_text(mark.span.start), mark.get("type")) for mark in draft.of_kind(kinds.DOCUMENT)]
    parts: dict[int, list[int]] = {}
    for at, group in enumerate(groups):
        parts.setdefault(bisect_right(documents, (group[0].start, "\uffff")) - 1, []).append(at)
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


def _are_items(groups: list[list[Line]], listed: set[int], page: Page) -> list[bool]:
    """Which groups of lines are items: lines of forms, and paragraphs with a dash beside another one."""
    dashed = [_is_dashed(group, page) for group in groups]
    return [
        group[0].start in listed or (dashed[at] and sum(dashed[max(at - 1, 0) : at + 2]) > 1)
        for at, group in enumerate(groups)
    ]


def _is_dashed(group: list[Line], page: Page) -> bool:
    """Whether a paragraph begins with a dash and stands on one page."""
    return page.is_one(group[0], group[-1]) and ITEM.match(group[0].text.strip()) is not None


def _listed(draft: Draft, free: list[Line], settings: dict[int, Setting], lexicon: Lexicon) -> set[int]:
    """Where the lines start that are items of lists."""
    documents = [(draft.to_text(mark.span.start), mark.get("type")) for mark in draft.of_kind(kinds.DOCUMENT)]
    parts: dict[int, list[Line]] = {}
    for line in free:
        parts.setdefault(bisect_right(documents, (line.start, "\uffff")) - 1, []).append(line)
    listed: set[int] = set()
    for at, lines in parts.items():
        width = max(settings[line.start].width for line in lines)
        told = items(lines, documents[at][1] if at >= 0 else "", width, lexicon.words)
        listed |= {line.start for line, is_item in zip(lines, told, strict=True) if is_item}
    return listed


def _in_rows(free: list[Line], documents: list[int]) -> set[int]:
    """Where the lines start with a point that has the one before or behind it in the same document."""
    rows: set[int] = set()
    for _, part in groupby(free, lambda line: bisect_right(documents, line.start)):
        lines = list(part)
        told = in_rows([line.text for line in lines])
        rows |= {line.start for line, is_in in zip(lines, told, strict=True) if is_in}
    return rows


def _settings(draft: Draft, free: list[Line]) -> dict[int, Setting]:
    """How the page of each line is typed, by where the line starts."""
    document = setting_of(draft.text, free)
    settings: dict[int, Setting] = {}
    for page in draft.cut_at(kinds.PAGE):
        lines = [line for line in draft.lines_in(page) if line.text.strip()]
        setting = setting_of(draft.text, lines, document)
        settings |= {line.start: setting for line in lines}
    return settings


def _headers(draft: Draft, free: list[Line], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where the headers of documents begin and end: above their last field."""
    pages = [*(page.start for page in draft.cut_at(kinds.PAGE)), len(draft.text) + 1]
    fields = [(draft.to_text(mark.span.start), mark.get("type")) for mark in draft.of_kind(kinds.FIELD)]
    rows = [Row(line.start, line.text, False) for line in free]
    rows = sorted([*rows, *(Row(start, "", True, kind) for start, kind in fields)])
    headers = []
    for mark in draft.of_kind(kinds.DOCUMENT):
        if mark.get("type") in HEADED:
            start = draft.to_text(mark.span.start)
            page = pages[bisect_right(pages, start)]
            own = [row for row in rows if start <= row.start < page]
            saluted = salutation(own) if mark.get("type") == SALUTED else -1
            headers.append((start, saluted if saluted >= 0 else header_end(own, lexicon.words)))
    return headers


def _marked(group: list[Line], kind: Kind, attributes: tuple[tuple[str, str], ...]) -> Mark:
    first, last = group[0], group[-1]
    return Mark(Span(start_of(first), last.start + len(last.text.rstrip())), kind, RULE, attributes=attributes)


def _is_taken(blocks: list[tuple[int, int]], line: Line) -> bool:
    index = bisect_right(blocks, (line.end, 0)) - 1
    return index >= 0 and blocks[index][1] > line.start
