"""Find printed forms: letterheads, slip sheets, and pages that can be recognised only by a form.

What it marks: the printed head of a form (``INCOMING TELEGRAM`` / ``Department of State``), on one line or two; other
printed labels of forms (``ROUTING AND/OR INITIALS``), in a document that has several of them; the figures that are
printed on routing sheets (``13.``, ``3-62``); slip sheets (``EXCISED COPY FOLLOWS``) and the identification form of the
JFK collection, which are covers. In an input that shows its page breaks, a slip sheet is a page that holds nothing
else; in one that shows none, a page begins before each slip sheet, and before each form that follows a page of text.

What it leaves alone: a single line that resembles a label, ``DEPARTMENT OF STATE`` in capitals (a stamp, or the text),
``Department of State`` below ten lines of text and more of its page (a heading), FROM and TO in the text, the
filled-in lines of the form (the rule ``fields`` reads those).

How it may be wrong: a telegram that is quoted in full inside another looks like a new page.
Seen in: POLTO 12, State Department forms of 1958 to 1969.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator

import regex

from teikit.core import Draft, Edit, Line, Mark, Span, attrs, kinds
from teikit.layers.routing_sheets import printed_figures
from teikit.layers.running_heads import is_paged
from teikit.lexicon import Lexicon

RULE = "forms"
SLIP = 6  # written lines of a slip sheet in an input that shows its pages, at most: other pages have such stamps, too
PAGEFUL = 10  # written lines of a page, at least, before a form may begin another one
SEVERAL_LABELS = 3
"""Different labels of forms that a document has, at least: COPY NO. alone may be a stamp on the copy."""
LONG_LINE = 60  # characters of a line that is too long for a label, at least
LONG_HEAD = 70  # characters of a line that is too long for the head of a form, at least
FORM_BELOW = 30  # lines of a form below its line with the sender, at most
FORM_ABOVE = 40  # lines of a form above its line with the sender, at most
WRITTEN = regex.compile(r"(?<![^\r\n])[^\S\r\n]*+\S[^\r\n]*")  # a line that is not blank
OF_TEXT = regex.compile(r"\S+(?:[ \t]+\S+){2}[^\r\n]*")
"""A line of three words or more; above the letterhead an engine may read the offices informed, one word a line."""


def forms(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Take ``INCOMING TELEGRAM``; leave ``THE DEPARTMENT OF STATE``."""
    yield from _letterheads(draft, lexicon)
    yield from _labels(draft, lexicon)
    yield from _figures(draft)
    yield from _Pages(draft, lexicon).marks()


def _letterheads(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of the printed heads of forms; consecutive lines are one head."""
    start, end = 0, 0
    for line in _head_lines(draft, lexicon):
        if end and draft.text[end : line.start].strip():
            yield Mark(Span(start, end), kinds.LETTERHEAD, RULE)
            end = 0
        start, end = start if end else line.start, line.next
    if end:
        yield Mark(Span(start, end), kinds.LETTERHEAD, RULE)


def _head_lines(draft: Draft, lexicon: Lexicon) -> Iterator[Line]:
    """The lines of printed heads: those with the wording of one that are neither part of the text nor far down."""
    letterhead, goes_on = lexicon.patterns["letterhead"], lexicon.patterns["goes on"]
    starts = [page.start for page in draft.cut_at(kinds.PAGE)] if is_paged(draft) else []
    for above, line in zip(("", *(line.text for line in draft.lines)), draft.lines, strict=False):
        if not line.text.strip() or not (len(line.text) < LONG_HEAD and letterhead.match(line.text)):
            continue
        if line.text.rstrip().endswith(","):
            continue  # Department of State, / Washington, June 2, 1961: the place below a note
        if goes_on.search(draft.text[max(line.start - LONG_HEAD, 0) : line.start].rstrip()):
            continue  # HE WROTE TO THE / Department of State.
        if line.start not in starts and OF_TEXT.match(above.strip()) and not letterhead.match(above):
            continue  # Assistant Secretary for European Affairs / Department of State, in the address of a letter
        begun = starts[bisect_right(starts, line.start) - 1] if starts else line.start  # where its page begins
        if len(OF_TEXT.findall(draft.text, begun, line.start)) < PAGEFUL:  # else a heading: what the Department did
            yield line


def _labels(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """The marks of the printed labels, if there are several: a single line like one may be the end of a paragraph."""
    letterhead = lexicon.patterns["letterhead"]
    short = (line for line in draft.lines if line.text.strip() and len(line.text) < LONG_LINE)
    matches = ((line, lexicon.label_index.find(line.text)) for line in short if not letterhead.match(line.text))
    labels = [(line, match) for line, match in matches if match and not lexicon.stamp_index.find(line.text)]
    if len({match.stamp.name for _, match in labels}) >= SEVERAL_LABELS:
        yield from (Mark(line.whole, kinds.LABEL, RULE) for line, _ in labels)


def _figures(draft: Draft) -> Iterator[Mark]:
    """The figures that are printed on routing sheets: the numbers of their rows, and those at their feet."""
    pages = draft.cut_at(kinds.PAGE)
    for page, sheet in zip(pages, draft.first_in_each(pages, kinds.ROUTING), strict=True):
        lines = draft.written_lines_in(page) if sheet else []
        yield from (Mark(line.whole, kinds.LABEL, RULE) for line in printed_figures(lines))


class _Pages:
    """The pages of a draft, including those that slip sheets and forms show: their starts, and which are covers."""

    def __init__(self, draft: Draft, lexicon: Lexicon) -> None:
        self._draft, self._lexicon, self._patterns = draft, lexicon, lexicon.patterns
        self._is_paged = is_paged(draft)
        self._starts = sorted(draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.PAGE))
        self._covers: set[int] = set()

    def marks(self) -> Iterator[Mark]:
        """Mark the covers, and the pages that begin with a slip sheet or, in an input without page breaks, a form."""
        for at, line in enumerate(self._draft.lines):
            if self._patterns["slip"].match(line.text):
                yield from self._slip(line)
            elif self._is_paged and self._patterns["identification"].match(line.text):
                yield Mark(Span(line.start, line.start), kinds.COVER, RULE)
            elif not self._is_paged and self._patterns["from line"].match(line.text) and self._is_form(at):
                yield from self._form(at)

    def _slip(self, line: Line) -> Iterator[Mark]:
        """Mark a slip sheet by its first line; the same words on another page are a stamp."""
        begun = self._begun(line.start)
        if self._is_paged and not self._is_slip(begun, line):
            if not self._lexicon.stamp_index.find(line.text):  # those in the catalogue are left to the rule stamps
                yield Mark(line.whole, kinds.STAMP, RULE, attributes=attrs(type="review"))
            return
        self._covers.add(line.start)
        if not self._draft.text[begun : line.start].strip():
            yield Mark(Span(line.start, line.start), kinds.COVER, RULE)
        yield from self._page(line.start, 1)

    def _form(self, at: int) -> Iterator[Mark]:
        """Mark a page that begins with the form of a FROM line; a page before it that has a form may be short."""
        start = _form_top(self._draft.lines, at, self._lexicon)
        has_form = self._patterns["from line"].search(self._draft.text, self._begun(start - 1), start)
        yield from self._page(start, 1 if has_form else PAGEFUL)

    def _page(self, start: int, least: int) -> Iterator[Mark]:
        """Mark a page at an offset, if the page before has ``least`` written lines, or one if it is a cover."""
        begun = self._begun(start)
        least = 1 if begun in self._covers else least
        if start > begun and len(WRITTEN.findall(self._draft.text, begun, start)) >= least:
            details = attrs(cover="yes" if start in self._covers else "", inferred="yes")
            yield Mark(Span(start, start), kinds.PAGE, RULE, attributes=details)
            insort(self._starts, start)

    def _begun(self, offset: int) -> int:
        """The offset at which the page of an offset begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def _is_slip(self, begun: int, line: Line) -> bool:
        """Whether a page is a slip sheet: it begins with the words of one, in ``line``, and has little else."""
        following = bisect_right(self._starts, begun)
        text = self._draft.text
        end = self._starts[following] if following < len(self._starts) else len(text)
        return not text[begun : line.start].strip() and len(WRITTEN.findall(text, begun, end)) <= SLIP

    def _is_form(self, at: int) -> bool:
        """Whether the FROM line at this place is that of a form: an addressee and a number are below it."""
        text = "\n".join(line.text for line in self._draft.lines[at + 1 : at + FORM_BELOW])
        return all(self._patterns[use].search(text) for use in ("to line", "form number"))


def _form_top(lines: tuple[Line, ...], at: int, lexicon: Lexicon) -> int:
    """Where the form of a FROM line begins: the offset of its highest line with which no page could end."""
    top, patterns, hour = lines[at].start, lexicon.patterns, lexicon.calendar.stamped_hour
    for line in reversed(lines[max(at - FORM_ABOVE, 0) : at]):
        text = line.text.strip()
        printed = patterns["letterhead"].match(text)
        if text and not (printed or patterns["form part"].match(text) or lexicon.stamp_index.find(hour.sub("", text))):
            break
        if printed or patterns["form top"].match(text):
            top = line.start
    return top
