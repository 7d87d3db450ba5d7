"""Divide what is left of the text into paragraphs.

What it marks: everything that is neither aside nor field nor closer. A paragraph begins

* after a blank line, unless the engine put one after every line;
* at an indented line; under a heading in capitals or of names (``By Surell Brady``); below a title, and below what an
  engine made of marks (``S(4)`` / ``Messages emanating from Havana``); below a few words that end in a date (``Dated 30
  September 1977``), or a short line and a gap that is wider than usual;
* after a line that ends a sentence short of the margin, or into which the first word of the next row would have fitted;
  where a row that leaves more room than others begins a sentence below another one that does;
* below the end of a sentence, with the two words that begin several paragraphs (``Mr. Phillips``), or at a label
  (``Comment:``);
* with a day, if several lines of the document do (``On 3/23/59, Michael``); at each of several lines near each other
  that begin alike (``CIA Msg dated``); at a dash, where many lines begin with one;
* at END OF MESSAGE; with a speaker of a transcript (``Mr. Maheu. Yes.``);
* at a numbered or lettered point (``2. OIL DEAL``, ``(B)``, ``c.``), if it stands after a full stop or a scrap,
  continues the numbers of the points above, or is continued by a point below; if it is the first that is legible; if
  its letter was read as a sign (``€. IF NEW``), or its number garbled between its neighbours (``9e° ADL``) or below
  ten (``ll. I told``); at the next number alone on its line;
* below each label of a routing sheet;
* at the top of a page, if the last line of the page before is the foot of a card or a form (``97-1234-254 p. 1``).

Items of a list are

* each line of a form or of a list; lines that say who gets copies (``2 - Bureau``); sources that are listed by their
  symbols, each with the lines below its symbol (``MM T-2 is MM 492-S,``);
* neighbouring paragraphs that begin with a dash; three or more short points (``2. Sex`` / ``3. Citizenship``), or with
  letters or in brackets below a line that ends in a colon, and short points that go on with a list (``i. GUN``);
* four or more lines of one form: persons (``HALE, Mabel``, ``Mr. Jens Evensen, Minister``), names with what they are
  (``Lindt - author of the draft``), a chronology (``12 May 1963 - First meeting``);
* five or more entries of one or two short lines that are no sentences (``Height 5'2"`` / ``Hair Black``), as on a card
  or in a column of names, also in the midst of other lines, or four below a sentence that ends in a colon (``telephone
  numbers:``). If these are illegible, they are one block of lines; so they are in a telegram, an airtel or a dispatch
  unless most are points or names, being the rest of a header or of a sentence (``SAN JOSE, QUITO.`` / ``16-15``).

An item of a form with no other beside it is text, and so are one or two between labels, being the values of its boxes.
A line of marks alone is illegible (``¢``), unless it sets parts of a text apart (``* * *``).

A paragraph that is a heading is marked as one (`paragraphing/headings`): ``3. OPENING A 201 DOSSIER``, ``JACK RUBY``,
``LEADS``, ``AT MIAMI, FLORIDA``.

What it leaves alone: the wording and the line ends; points inside a line. No paragraph begins within a sentence: not
after a comma or a word that ends no sentence (THE, OF, ``Mr.``, ``the Hote!``), not before a small letter, not after a
full line, even if the engine put a blank line or an illegible line there. None begins with the second part of a row
that the engine cut where a sentence ends (``family of the subject.`` / ``It is pointed out``): such a part leaves room
for the first word of the next line, as the first line of a paragraph does not, unless the paragraphs of a telegram have
numbers. None begins after a blank line between two fluent rows if the first row ends within a sentence, or if both rows
stand between two numbered points. The number of a point on a line of its own belongs to what follows, and so does the
name of a speaker. From ``FILE:`` to its end mark a cable has one paragraph.

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
BETWEEN = "."  # stands for a block between two paragraphs when headings are looked for


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
    """The stretches of the text that are blocks already; fields of which asides took up all lines are none."""
    marks = draft.of_kind(*kinds.blocks(), kinds.SHEET)
    spans = [(mark.kind, draft.to_text_span(mark.span)) for mark in marks]
    return sorted(span for kind, span in spans if kind != kinds.FIELD or draft.text[slice(*span)].strip())


def _free(draft: Draft, blocks: Sequence[Span]) -> list[Line]:
    """The lines of a draft that are not blank and stand in no block."""
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
    paragraph with a dash is an item if one beside it has a dash, too.
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
            elif not text.isdecimal():  # the number of a page that the engine read in the midst of it
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
    """The starts of the lines that surely begin a paragraph: entries with a dash or a day, rows that leave room, and
    first lines of pages; ``unclear`` are the starts of illegible lines, which are none of these."""
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
    """The same paragraphs, parted where columns, lines that begin alike, dates or wide gaps show several of them.

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
