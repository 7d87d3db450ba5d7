"""Divide the rest of the text into paragraphs, items of lists and headings.

What it marks: everything that is not set aside and is neither a field nor a closer. A paragraph begins

* after a blank line, unless the engine put one after every line; at an indented line; below a heading or a title;
* after a line that ends a sentence short of the margin, or into which the first word of the next row would have fitted;
* at a numbered or lettered point (``2. OIL DEAL``, ``(B)``, ``c.``) that its place or the points around it confirm,
  even if its number was misread (``9e° ADL``);
* at a label (``Comment:``), below each label of a routing sheet, at END OF MESSAGE, with a speaker of a transcript
  (``Mr. Maheu. Yes.``), and at each of several lines that begin alike, with a day or with a dash (``On 3/23/59,
  Michael``);
* at the top of a page, if the page before ends with the foot of a card or a form (``97-1234-254 p. 1``).

Items of a list are the lines of a form; lines that say who gets copies (``2 - Bureau``); sources listed by their
symbols (``MM T-2 is MM 492-S,``); neighbouring paragraphs with a dash; short points (``2. Sex`` / ``3. Citizenship``);
several lines of one form, such as names (``HALE, Mabel``) or a chronology (``12 May 1963 - First meeting``); and short
entries that are not sentences (``Height 5'2"`` / ``Hair Black``).

A paragraph that is a heading is marked as one: ``3. OPENING A 201 DOSSIER``, ``JACK RUBY``, ``AT MIAMI, FLORIDA``. A
line of signs alone is illegible (``¢``), unless it separates parts of a text (``* * *``).

What it leaves alone: the wording and the line ends; points inside a line. No paragraph begins within a sentence: not
after a comma, a word that ends no sentence (THE, OF, ``Mr.``) or a full line, and not before a lower-case letter, even
if the engine put a blank or an illegible line there. A row that the engine cut in two begins none with its second part.
The number of a point on a line of its own, and the name of a speaker, belong to what follows. From ``FILE:`` to its end
mark a cable has one paragraph. The details, each with its reasons, are in `teikit/paragraphing`.

How it may be wrong: engines lose indentation, and then two paragraphs stay one if the first ends at the margin.
Seen in: every text.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby

from teikit.core import Draft, Edit, Line, Mark, Span, attrs, kinds, overlaps
from teikit.core.genres import WITHOUT_HEADINGS
from teikit.lexicon import Lexicon
from teikit.lexicon.salutations import is_salutation
from teikit.paragraphing.beginnings.breaks import Breaks
from teikit.paragraphing.beginnings.known_starts import known_starts
from teikit.paragraphing.beginnings.page_tops import tops
from teikit.paragraphing.beginnings.parallel import alike, dated, parallel, parted_at
from teikit.paragraphing.beginnings.room import begun
from teikit.paragraphing.beginnings.short_rows import below_short_rows
from teikit.paragraphing.documents import Documents
from teikit.paragraphing.draft_headers import DraftHeaders
from teikit.paragraphing.file_paragraphs import file_paragraphs
from teikit.paragraphing.groups import (
    HEADING,
    IN_HEADER,
    ITEM,
    Bounds,
    KnownLines,
    Paragraph,
    groups_of,
    stands_between,
    with_short_lines,
)
from teikit.paragraphing.headings import headings
from teikit.paragraphing.line_patterns import DASHED
from teikit.paragraphing.lists.columns import with_columns
from teikit.paragraphing.lists.draft_lists import lists_of
from teikit.paragraphing.lists.form_lines import with_lines_between, without_lone
from teikit.paragraphing.lists.items import dashed
from teikit.paragraphing.lists.point_lists import with_points
from teikit.paragraphing.lists.short_lines import is_debris
from teikit.paragraphing.points import garbled_in_rows
from teikit.paragraphing.setting import Setting, settings_of

RULE = "paragraphs"
BETWEEN = "."  # the place of a block between two paragraphs when headings are looked for


def paragraphs(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Begin a paragraph at ``2. OIL DEAL`` and after a blank line; keep a sentence that runs on together."""
    documents, blocks = Documents(draft), _blocks(draft)
    free = _free(draft, blocks)
    pages = [page.start for page in draft.cut_at(kinds.PAGE)]
    headers = DraftHeaders(draft, free, documents, pages, lexicon)
    yield from (Mark(Span(start, start), kinds.PART, RULE) for start in headers.pages)
    labels = [draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.LABEL)]
    sheets = {draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.ROUTING)}
    bounds = Bounds(blocks, sorted({*documents.starts, *headers.parts}), pages, labels, sheets)
    settings = settings_of(draft, free)
    lists = lists_of(free, documents, settings, lexicon)
    files = file_paragraphs(draft, free, bounds, lexicon.patterns)
    starts = _begun(free, draft.illegible_lines, documents, settings, bounds, lexicon) | headers.texts | files.begun
    breaks = Breaks(draft.text, lexicon, known_starts(free, documents, starts, lexicon.titles))
    known = KnownLines(lists.items, lists.inside, draft.illegible_lines, files.inside)
    groups = list(groups_of(free, known, breaks, settings, bounds))
    headed = set(_headings(groups, lists.described, documents, bounds, lexicon))
    roles = _roles(groups, headers, lists.items, headed, bounds)
    whole = list(map(Paragraph, groups, roles))
    parted = _parted(whole, draft.text, documents.parted(free), settings, bounds, lexicon)
    with_lists = list(with_short_lines(parted, bounds, documents, lexicon))
    with_items = with_lines_between(with_points(with_lists, bounds), bounds, documents)
    for paragraph in without_lone(with_items, bounds, lists.copies):
        yield _marked(paragraph, lists.copies, lexicon)


def _blocks(draft: Draft) -> list[Span]:
    """The stretches of the text that are blocks already, without fields whose lines were all set aside."""
    marks = draft.of_kind(*kinds.blocks(), kinds.SHEET)
    spans = [(mark.kind, draft.to_text_span(mark.span)) for mark in marks]
    return sorted(span for kind, span in spans if kind != kinds.FIELD or draft.text[slice(*span)].strip())


def _free(draft: Draft, blocks: Sequence[Span]) -> list[Line]:
    """The lines of a draft that are not blank and not in a block."""
    signers = [draft.to_text_span(mark.span) for mark in draft.of_kind(kinds.SIGNED)]
    lines = (_above_signer(line, signers) for line in draft.lines)
    return [line for line in lines if line.text.strip() and not overlaps(line.span, blocks)]


def _above_signer(line: Line, signers: Sequence[Span]) -> Line:
    """A line without the name of a signer after its text: ``PLEASE ADVISE. VANCE``."""
    end = next((name.start for name in signers if line.start < name.start < line.end), line.end)
    return line if end == line.end else Line(line.text[: end - line.start], line.start, end, line.next)


def _roles(
    groups: Sequence[list[Line]], headers: DraftHeaders, listed: set[int], headed: set[int], bounds: Bounds
) -> Iterator[str]:
    """The role of each group of lines; empty if it is text.

    ``listed`` are the starts of the lines that are items, ``headed`` the places of the groups that may be headings. A
    paragraph with a dash is an item if a neighbouring one has a dash, too.
    """
    dashed = [
        bounds.are_on_one_page(group[0], group[-1]) and DASHED.match(group[0].text.strip()) is not None
        for group in groups
    ]
    for at, group in enumerate(groups):
        if headers.has(group):
            yield IN_HEADER
        elif group[0].start in listed or (dashed[at] and sum(dashed[max(at - 1, 0) : at + 2]) > 1):
            yield ITEM
        else:
            yield HEADING if at in headed else ""


def _headings(
    groups: Sequence[list[Line]], described: Container[int], documents: Documents, bounds: Bounds, lexicon: Lexicon
) -> Iterator[int]:
    """The places of the groups of lines that may be headings, in documents that have running text.

    ``described`` are the starts of the lines with which entries of a list begin that are one text below a heading.
    """
    for document, numbered in groupby(enumerate(groups), lambda group: documents.place(group[1][0].start)):
        if document < 0 or documents.genres[document] in WITHOUT_HEADINGS:
            continue
        texts: list[tuple[int, str]] = []  # each with the place of its group
        for at, group in numbered:
            if texts and stands_between(bounds.blocks, groups[at - 1][-1], group[0]):
                texts.append((at, BETWEEN))
            text = "\n".join(line.text.strip() for line in group)
            if (
                texts
                and group[0].start in described
                and texts[-1][0] == at - 1
                and groups[at - 1][0].start in described
            ):
                texts[-1] = (at, f"{texts[-1][1]}\n{text}")
            elif not text.isdecimal():  # the number of a page that the engine read in the middle of it
                texts.append((at, text))
        yield from (texts[place][0] for place in headings([text for _, text in texts], lexicon))


def _begun(
    free: Sequence[Line],
    unclear: Container[int],
    documents: Documents,
    settings: Mapping[int, Setting],
    bounds: Bounds,
    lexicon: Lexicon,
) -> set[int]:
    """The starts of the lines that surely begin a paragraph.

    They are entries with a dash or a day, rows that leave room, and first lines of pages, except illegible lines, whose
    starts ``unclear`` has.
    """
    parted = documents.parted(free)
    starts = dated(parted, bounds, lexicon.patterns)
    for lines in parted:
        near = zip(lines, lines[1:], lines[2:], strict=False)
        rows = [rows for rows in near if bounds.follows(rows[0], rows[1]) and bounds.follows(rows[1], rows[2])]
        starts |= dashed(lines) | begun(rows, settings)
        starts |= {lines[at].start for at in garbled_in_rows([line.text for line in lines])}
    for lines in documents.parted([line for line in free if line.content.start not in unclear]):
        starts |= set(tops(lines, settings, bounds, lexicon.patterns))
    return starts


def _parted(
    paragraphs: Sequence[Paragraph],
    text: str,
    documents: Sequence[Sequence[Line]],
    settings: Mapping[int, Setting],
    bounds: Bounds,
    lexicon: Lexicon,
) -> list[Paragraph]:
    """The paragraphs, divided where columns, lines that begin alike, dates or wide gaps show several of them.

    ``documents`` are the lines of each document.
    """
    starts = parallel(documents, lexicon) | alike(documents, settings, bounds, lexicon)
    starts.update(below_short_rows(text, documents, settings, bounds, lexicon))
    return list(parted_at(with_columns(paragraphs, settings, bounds, lexicon), starts))


def _marked(paragraph: Paragraph, copies: set[int], lexicon: Lexicon) -> Mark:
    """The mark of a paragraph, without the white space around it; ``copies`` are the starts of items about copies."""
    lines, role = paragraph
    span = Span(lines[0].content.start, lines[-1].content.end)
    if all(is_debris(line.text) for line in lines):
        return Mark(span, kinds.NOISE, RULE)
    if role == ITEM:
        type = "distribution" if lines[0].start in copies else ""
        return Mark(span, kinds.ITEM, RULE, attributes=attrs(type=type))
    if role == IN_HEADER:
        text = "\n".join(line.text.strip() for line in lines)
        type = "salute" if is_salutation(text, lexicon.patterns) else ""
        return Mark(span, kinds.P, RULE, attributes=attrs(part="header", type=type))
    return Mark(span, kinds.P, RULE, attributes=attrs(type="heading" if role == HEADING else ""))
