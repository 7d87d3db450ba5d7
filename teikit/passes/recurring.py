"""Set aside lines that recur at the top or bottom of pages, and the page headers and footers that the engine marks.

What it marks: among the first and last lines of a page, a line that at least three of the six pages around it have
there as well, perhaps misread (``COPY NO.``, ``PAGE``, ``RE: EJERCITO CUBANO ANTICOMUNISTA``), or the first or last
line that nearly all of them have, badly misread (``COMIVELTEE SENSITIVE`` for ``COMMITTEE SENSITIVE``); a number alone
on its line there that goes up with at least two of those pages, or with one of them if it has two digits or more
(``76`` and ``0002680`` on one page, ``77`` and ``@002681`` on the next); if it has few digits, it is the page number;
what the engine itself calls a page number, or a head or foot of the page (``<page_number>2</page_number>``, ``<!--
PageHeader="OUTGOING" -->``). A line that recurs is a running head, unless it is a banner, perhaps with a misread word
next to it (``JOP SECRET``), or resembles a phrase of forms (``COPY NO.``) or the foot that an archive prints (``Docta:
3226074} Page 12``).

What it leaves alone: what other rules have read; a line whose number differs from page to page but does not go up with
the pages (``Page 27.``, ``Page 33.``: remarks on the pages of another text; ``File #A12 531 109``), and amounts
(``175.00``); the numbers of lines (``2``, ``3`` below each other), and the number of a point that is near that of the
page; lines at the head of a page with which a form begins, because the next one has them, too, and at the head of any
other document if fewer than five pages around have them; documents of few pages.

How it may be wrong: a table that goes on over several pages and repeats a row at the foot of each.
Seen in: reports of the CIA (the four counters of 32353327), letterhead memoranda of the FBI, transcripts of hearings.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from teikit.core import Draft, Edit, Mark, Span, attrs, kinds
from teikit.layers.banner_forms import BannerForms
from teikit.layers.figures import OF_FIGURES
from teikit.layers.judged_lines import JudgedLine, judged_lines, stretches_apart, untouched
from teikit.layers.measures import measured
from teikit.layers.numbers_of_pages import is_page_number, is_short_number, numbers_that_count
from teikit.layers.page_references import page_references
from teikit.layers.recurrence import Recurrence
from teikit.lexicon import Lexicon
from teikit.lexicon.line_roles import LineRole

RULE = "recurring"
FEWEST_PAGES = 4  # pages of an input in which lines are compared, at least
PAGES_ALIKE = 3  # pages around that have the line, at least
MOST_PAGES = 5  # pages around that have the line, at least, if a document begins with its page
ALL_PAGES = 99  # more pages than there are around one
UNSET = Span(0, 0)  # the span of a mark that is yet to be set
PHRASE_LETTERS = (
    5  # letters of a line that is like a phrase of a form or an archive, and not a number, at least: Docld: 32260741
)
EXACT = 0.9  # similarity of a label of a form to its phrase, at least
ALIKE = 0.75  # similarity of what an archive prints to its phrase, at least
CARD_LABEL = regex.compile(r"\W{0,3}\p{Lu}[\p{L} /]{2,30}:\W{0,3}")  # STAFF:, on each card of a file
AMOUNT = regex.compile(r"\d[.,]\d\d(?!\d)")  # 175.00, in a table that goes on over several pages
PAGE_NUMBER = regex.compile(r"(?i)(?:page|p\.|-)?\s*(?P<n>[0-9]{1,6})\s*(?:-|(?:/|of)\s*[0-9]{1,6})?")
"""The number of a page as it is printed: ``2``, ``- 2 -``, ``Page 3 of 11``"""


def recurring(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Set aside ``COPY NO.`` at the foot of each page; leave ``17 MARCH`` at the foot of one."""
    named = list(_named_by_the_engine(draft, lexicon))
    yield from named
    if len(draft.of_kind(kinds.PAGE)) < FEWEST_PAGES:
        return
    rows = judged_lines(draft)
    lines = [row.page_line for row in rows]
    pages: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        pages[line.page].append(at)
    recurrence = Recurrence([line.text for line in lines], pages)
    counts = numbers_that_count(recurrence, lines)
    reasons = _reasons(rows, pages, recurrence, counts, _heads_of_documents(draft, rows, pages))
    forms = BannerForms(draft.text, lexicon)
    references = page_references([line.text for line in lines], [line.page for line in lines])
    apart = stretches_apart(draft)
    for at, (row, why) in enumerate(zip(rows, reasons, strict=True)):
        if row.page_line.known_role or at in references:
            continue
        span = untouched(draft, row.line, apart) if why else None
        if span and not any(mark.span.overlaps(span) for mark in named):
            yield replace(_mark(row.line.text.strip(), forms, lexicon), span=span, why=why)
            if is_page_number(row.page_line) or (at in counts and is_short_number(row.line.text)):
                yield Mark(span, kinds.PAGE_NUMBER, RULE)


def _mark(text: str, forms: BannerForms, lexicon: Lexicon) -> Mark:
    """The mark of a line that recurs: a banner, a label of a form, the foot that an archive prints, or a running head.

    Its span is yet to be set.
    """
    if _is_banner(text, forms, lexicon):
        kind, banner = forms.judged(text)
        return Mark(UNSET, kind, RULE, attributes=attrs(id=banner))
    if CARD_LABEL.fullmatch(text):
        return Mark(UNSET, kinds.LABEL, RULE)
    phrase = lexicon.line_phrases.find(text) if sum(map(str.isalpha, text)) >= PHRASE_LETTERS else None
    if phrase is None or phrase.share < 1:
        return Mark(UNSET, kinds.RUNNING_HEAD, RULE)
    if phrase.role == LineRole.FORM and phrase.similarity >= EXACT:
        return Mark(UNSET, kinds.LABEL, RULE)
    is_foot = phrase.role == LineRole.RECORD and phrase.similarity >= ALIKE and any(map(str.isdigit, text))
    return (
        Mark(UNSET, kinds.STAMP, RULE, attributes=attrs(type="release"))
        if is_foot
        else Mark(UNSET, kinds.RUNNING_HEAD, RULE)
    )


def _is_banner(text: str, forms: BannerForms, lexicon: Lexicon) -> bool:
    """Whether a line has nothing but a banner and misread words: ``JOP SECRET``, not ``SECRET SERVICE``."""
    rest = text
    for span, _ in reversed(forms.in_line(text, garbled=True)):
        rest = rest[: span.start] + rest[span.end :]
    return rest != text and not any(char.isdigit() for char in rest) and measured(rest, lexicon.words).known == 0


def _reasons(
    rows: Sequence[JudgedLine],
    pages: Mapping[int, Sequence[int]],
    recurrence: Recurrence,
    counts: Mapping[int, int],
    heads: Mapping[int, int],
) -> list[str]:
    """For each line why it belongs to the head or foot of its page; empty for a line of the text.

    ``pages`` has the places of the lines of each page, ``counts`` the number of pages with which a number goes up,
    ``heads`` how many pages must have a line at the head of a document.
    """
    reasons = [
        f"counts with {counts[at]} of the pages around"
        if at in counts
        else _why(recurrence, at, row.line.text, heads.get(at, PAGES_ALIKE))
        for at, row in enumerate(rows)
    ]
    has_reason = [bool(row.page_line.known_role or why) for row, why in zip(rows, reasons, strict=True)]
    for at in _outermost(pages.values(), has_reason):
        if at not in heads and recurrence.is_garbled(at):
            reasons[at] = "like a line on nearly all pages around"
    return reasons


def _outermost(pages: Iterable[Sequence[int]], is_of_page: Sequence[bool]) -> Iterator[int]:
    """The places of the first and the last line of each page that may be text; ``is_of_page`` says which are not."""
    for page in pages:
        left = [at for at in page if not is_of_page[at]]
        yield from {*left[:1], *left[-1:]}


def _named_by_the_engine(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of lines that the engine tags as the head or foot of the page, if no other rule has read them."""
    if draft.source.parts:  # formats other than text have no markup in them
        return
    marked = [mark.span for mark in draft.marks if mark.kind not in (kinds.PAGE, kinds.DOCUMENT)]
    for match in lexicon.patterns["page furniture"].finditer(draft.source.plain):
        printed = Span(*match.span("printed"))
        span = Span(draft.to_text(printed.start), draft.to_text(printed.end))
        if not match["printed"] or any(map(printed.overlaps, marked)):
            continue
        if draft.text[span.start : span.end] != match["printed"]:
            continue
        details = attrs(by="engine")  # so that it is not taken for a running head that continues the page before
        yield Mark(
            span, kinds.RUNNING_HEAD, RULE, attributes=details, why="at the page edge according to the OCR engine"
        )
        number = PAGE_NUMBER.fullmatch(match["printed"])
        if number:
            yield Mark(span, kinds.PAGE_NUMBER, RULE, attributes=attrs(n=number["n"]))


def _why(recurrence: Recurrence, at: int, text: str, pages_alike: int) -> str:
    """Why a line belongs to the head or foot of its page; empty for a line of the text.

    ``pages_alike`` is how many of the pages around must have the line, at least.
    """
    alike = 0 if AMOUNT.search(text) else recurrence.at_edges(at)
    is_head = alike >= pages_alike and recurrence.agrees(at)
    return f"on {alike} of the pages around" if is_head else ""


def _heads_of_documents(draft: Draft, rows: Sequence[JudgedLine], pages: dict[int, list[int]]) -> dict[int, int]:
    """How many pages around must have a line in the upper half of a page that begins a document, by its place.

    For a form no number is enough, because there may be several of a kind.
    """
    starts = [rows[places[0]].line.start for places in pages.values()]
    by_page = list(pages.values())
    needed: dict[int, int] = {}
    for mark in draft.of_kind(kinds.DOCUMENT):
        page = bisect_left(starts, mark.span.start)
        pages_alike = ALL_PAGES if mark.get("type") in OF_FIGURES else MOST_PAGES
        own = by_page[page] if page < len(by_page) else []
        needed |= dict.fromkeys(own[: (len(own) + 1) // 2], pages_alike)
    return needed
