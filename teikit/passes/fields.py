"""Read the header of a message, on any form and in any document: sender, addressee, date, number and subject.

What it marks: at the head of a page without a running head, the lines of the header, each as the field that its label
or its shape shows, and in them numbers, dates, places, offices and people. A misread label (``FRQM :``, ``Yo 1
IMVAVE``) is recognised by its value, its place and the labels around it (``teikit/fields``). A field goes on in the
next lines up to a blank line, another label or the first point of the text. Columns come apart in the OCR (``Control:``
/ ``Rec'd:`` / ``19528`` / ``OCTOBER 28, 1962``). So a label of the State Department's form without a value takes the
next line of the right kind; FROM, TO, SUBJECT and the like take, in order, the lines below them that name somebody or
something. If the layout of the page is known, it separates the columns: offices in the left margin belong to Action
or Info above them, and a wide hole ends a field. Where labels are lost, fields are recognised by their place: the
subject of a dispatch below its officers, the title of a case above its character (``AR``), the station on a cable that
cites it, headquarters above the station or below the addressees, the extension between unit and date, the action
offices between FROM and INFO. Lines between the fields that name only the kind of paper (``MEMORANDUM``,
``(Priority)``) and the captions of a routing sheet (``TO: (Officer designation, room``, an empty ``DATE``) are labels.

What it corrects: garbled labels (``PROM:``, ``70 DIRECTOR``) and precedences (``N/ACT``, ``NI ACT``), only in their
place on the form; the misread month of a date (``22 dABUARY 1962``); parties, stations, offices and routing words that
a list has (``OIRECTOR``, ``CITE YAVE``, ``DOP, COP``, ``TUPIC``).

What it leaves alone: lines between the fields that nothing identifies; the same words in the text; in a cable whatever
is below the label of the text (``TEXT:`` / ``1. A. ASSET:`` / ``B. DATE:``); names that no list has and that are not
surely those of people.

How it may be wrong: a list of offices or addressees at the head of a page of text; a subject of several lines that the
text follows without a blank line.
Seen in: State Department forms of 1958 to 1969, CIA cables of 1959 to 1998, FBI teletypes and airtels, memoranda.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf

from teikit.core import Draft, Edit, Line, Mark, kinds
from teikit.core.genres import DATED_AT_FOOT, WIRED
from teikit.core.packet import may_be_wired
from teikit.core.papers import Paper, papers_of
from teikit.fields.assigned import PageFacts
from teikit.fields.captions import is_caption, lines_of
from teikit.fields.corrections import corrections
from teikit.fields.items import Item
from teikit.fields.reader import Reader, reader_of
from teikit.fields.values.numbers import TYPED_LABEL, may_be_of_form
from teikit.geometry import columns_of, typed_pages
from teikit.lexicon import Lexicon
from teikit.lexicon.older import is_older
from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.endings.closing_lines import is_typed_name, is_typist
from teikit.paragraphing.lists.listed_entries import entries
from teikit.paragraphing.points import point_of

RULE = "fields"
DEPTH = 240  # lines at the top of a page, including blank ones, that may have a header
DATELINE = "date"  # type of the dateline of a printed volume; if there is one, no date of the text counts
NAMING = frozenset({"to", "from", "via", "subject"})
"""The types of field above which a paper has its letterhead."""
BELOW_TEXT = frozenset({"", "distribution", "enclosure"})
"""The types of field that may be below the text; "" is a line of no type."""


def fields(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``NO: POLTO CIRCULAR 12``, read ``N/ACT`` as NIACT; leave ``NO: HE SAID`` in the text."""
    reader = reader_of(lexicon, is_older(draft.text, lexicon.calendar))
    pages, columns = draft.cut_at(kinds.PAGE), columns_of(typed_pages(draft))
    looked_for = (kinds.RUNNING_HEAD, kinds.LETTERHEAD)
    papers = {draft.to_text(paper.start): paper for paper in papers_of(draft)}
    begun: Paper | None = None  # the paper to which the page belongs
    printed, enclosures = _printed(draft), [draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.PART)]
    for page, head, letterhead in zip(pages, *(draft.first_in_each(pages, kind) for kind in looked_for), strict=True):
        paper = next((paper for start, paper in papers.items() if page.start <= start < page.end), None)
        begun = paper or begun
        if head is not None:
            continue
        end = next((start for start in enclosures if page.start < start < page.end), page.end + 1)
        own = (line for line in draft.lines_in(page)[:DEPTH] if line.text.strip() and line.start < end)
        lines = [line for line in own if line.start not in printed]
        genre = begun.genre if begun else None
        is_wired = may_be_wired(begun.document if begun else None) and not (begun and begun.is_routing_sheet)
        page_facts = PageFacts(letterhead is not None, genre if paper else None, is_wired)
        items = list(reader.read(lines, columns, page_facts))
        if paper is None and genre in DATED_AT_FOOT and not items:
            items = list(reader.continued(lines))
        items = _of_header(items, lines, genre, lexicon)
        is_captioned = begun is not None and begun.is_routing_sheet
        captions = [item for item in items if is_captioned and is_caption(item, lexicon.patterns)]
        titles = _titles(lines, items, lexicon.patterns, is_wired=genre in WIRED) + lines_of(captions, lines)
        yield from (Mark(line.whole, kinds.LABEL, RULE) for line in titles)
        has_dateline = any(type == DATELINE and page.start <= at < page.end for at, type in printed.items())
        kept = (item for item in items if item not in captions and not (has_dateline and item.type == DATELINE))
        for item in _without(titles, kept):
            yield from _read(draft.text, item, is_wired, reader)


def _of_header(items: Sequence[Item], lines: Sequence[Line], genre: str | None, lexicon: Lexicon) -> list[Item]:
    """The fields of a page without the persons of a list, the ending of the text, and the text of a telegram."""
    apart = entries(lines, inf).persons | set(_endings(items, lines, lexicon))
    header = [item for item in items if item.type or item.span.start not in apart]
    return _above_text(header, lines, lexicon.patterns) if genre in WIRED else header


def _above_text(items: Sequence[Item], lines: Sequence[Line], patterns: Patterns) -> list[Item]:
    """The fields of a cable without those below the label of its text, from the first point there on.

    ``TEXT:`` / ``1. A. ASSET: SAMPLE/2`` / ``B. DATE: 02 SEP 93``; the value of a reference may be between them.
    """
    is_label = patterns["label of the text"].match
    label = next((item.span.end for item in items if is_label(item.rows[0].text.strip())), inf)
    begun = next((line.start for line in lines if line.start >= label and point_of(line.text.strip())), inf)
    return [item for item in items if item.span.start < begun]


def _endings(items: Sequence[Item], lines: Sequence[Line], lexicon: Lexicon) -> Iterator[int]:
    """The starts of the rows after the last certain field of a page that belong to the ending of its text."""
    last = max((at for at, item in enumerate(items) if item.type not in BELOW_TEXT), default=-1)
    above = {below.content.start: line.text.strip() for line, below in pairwise(lines)}
    for item in items[last + 1 :]:
        if len(item.rows) == 1 and _may_end(item, above.get(item.span.start, ""), lexicon):
            yield item.span.start


def _may_end(item: Item, above: str, lexicon: Lexicon) -> bool:
    """Whether a row that is not a certain field may be below the text: an office below a typed name, or the typist.

    ``EDWARD P. SAMPLE`` / ``CHIEF, CI/OA``; ``OIM/IRG: abc (2 April 1998)``. ``above`` is the line above the row.
    """
    text, patterns = item.rows[0].text.strip(), lexicon.patterns
    if item.rows[0].facts.get("before text"):
        return False
    is_office = patterns["signer's office"].match(text) is not None
    return is_typist(text) or (is_office and is_typed_name(above, lexicon.given_names, patterns))


def _read(text: str, item: Item, is_wired: bool, reader: Reader) -> Iterator[Edit | Mark]:
    """The marks of a field and of what it holds, and the corrections in it."""
    marks = [mark for mark in reader.marks(text, item) if is_wired or not _is_of_form(text, mark)]
    yield from marks
    yield from corrections(text, item, marks, reader)


def _printed(draft: Draft) -> dict[int, str]:
    """The types of the lines with title and dateline of a document in a printed volume, by their offsets."""
    marks = [mark for mark in draft.of_kind(kinds.FIELD) if not mark.who]
    spans = [(draft.to_text_span(mark.span), mark.get("type")) for mark in marks]
    return {line.start: type for line in draft.lines for span, type in spans if line.content.overlaps(span)}


def _titles(lines: Sequence[Line], items: Sequence[Item], patterns: Patterns, is_wired: bool) -> list[Line]:
    """The lines of a header that name only the kind of paper, or the agency above the parties.

    ``MEMORANDUM`` and ``(Priority)`` are such lines, and ``CENTRAL INTELLIGENCE AGENCY`` / ``WASHINGTON 25, D.C.``; on
    a telegram, which is ``is_wired``, ``FBI`` is one of the offices informed.
    """
    last = max((item.span.start for item in items if item.type), default=0)
    first = 0 if is_wired else min((item.span.start for item in items if item.type in NAMING), default=0)
    inside = [item.span for item in items if len(item.rows) > 1]
    alone = [line for line in lines if not any(span.start <= line.end and line.start < span.end for span in inside)]
    below = {line for above, line in pairwise(lines) if above.text.rstrip().endswith(",")}  # Director, / FBI
    heads = (line for line in alone if line.start < first and line not in below)
    named = {line for line in heads if patterns["agency head"].match(line.text)}
    return [line for line in alone if line in named or (line.start < last and patterns["form title"].match(line.text))]


def _without(titles: Sequence[Line], items: Iterable[Item]) -> Iterator[Item]:
    """The fields that are not among these lines."""
    taken = [line.span for line in titles]
    for item in items:
        if not any(span.holds(item.span) for span in taken):
            yield item


def _is_of_form(text: str, mark: Mark) -> bool:
    """Whether a number on a paper that was not sent by wire is that of its form: ``OPTIONAL FORM NO. 10``."""
    is_typed = text[: mark.span.start].endswith(TYPED_LABEL)
    return mark.kind == kinds.IDNO and may_be_of_form(text[slice(*mark.span)]) and not is_typed
