"""Tell printed forms from the text: letterheads, slip sheets, and the pages that only a form betrays.

What it marks: the printed head of a form (``INCOMING TELEGRAM`` / ``Department of State``), on one line or two; other
printed labels of forms (``ROUTING AND/OR INITIALS``), in a document that has several of them; a page before a slip
sheet (``EXCISED COPY FOLLOWS``), which is a page of its own, but for an input that shows its pages: there it is one
that holds nothing else; it is a cover, as is the identification form of the JFK collection; in an
input that shows no pages, a page before each form that begins after a page full of text.

What it leaves alone: one line alone that resembles a label, ``DEPARTMENT OF STATE`` in capitals (a stamp, or the text),
FROM and TO in the text, the lines of the form that say something (``fields`` reads them).

How it may be wrong: a telegram quoted in full inside another.
Seen in: POLTO 12, State Department forms of 1958 to 1969.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator

import regex

from teikit.core import Draft, Edit, Line, Mark, Span, attrs, kinds
from teikit.lexicon import Lexicon
from teikit.lexicon.running_heads import is_paged

RULE = "forms"
SLIP = 6
"""Written lines of a slip sheet, at most, in an input that shows its pages: its words are stamped on others, too."""
PAGEFUL = 10
"""Written lines of a page before a form begins another, at least."""
SEVERAL = 3
"""Different labels of a form that a document shows, at least: COPY NO. alone may be a copy now."""
LONG = 60
"""Characters from which on a line is no label."""
WRITTEN = regex.compile(r"[^\r\n]*\S[^\r\n]*")


def forms(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Take ``INCOMING TELEGRAM``; leave ``THE DEPARTMENT OF STATE``."""
    yield from _letterheads(draft, lexicon)
    yield from _labels(draft, lexicon)
    yield from _page_breaks(draft, lexicon)


def _letterheads(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """The printed head of the form, which may stand on two lines."""
    letterhead, goes_on = lexicon.patterns["letterhead"], lexicon.patterns["goes on"]
    start, end = 0, 0
    for line in draft.lines:
        if not line.text.strip() or not (len(line.text) < 70 and letterhead.match(line.text)):
            continue
        if goes_on.search(draft.text[max(line.start - 70, 0) : line.start].rstrip()):
            continue  # HE WROTE TO THE / Department of State.
        if end and draft.text[end : line.start].strip():
            yield Mark(Span(start, end), kinds.LETTERHEAD, RULE)
            end = 0
        start, end = start if end else line.start, line.next
    if end:
        yield Mark(Span(start, end), kinds.LETTERHEAD, RULE)


def _labels(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """The printed labels, if there are several: a line that resembles one alone may be the end of a paragraph."""
    labels = [
        (line, match.stamp.name)
        for line in draft.lines
        if line.text.strip() and len(line.text) < LONG and not lexicon.patterns["letterhead"].match(line.text)
        if (match := lexicon.label_index.find(line.text)) and not lexicon.stamp_index.find(line.text)
    ]
    if len({label for _, label in labels}) >= SEVERAL:
        yield from (Mark(line.whole, kinds.LABEL, RULE) for line, _ in labels)


def _page_breaks(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """Pages that begin with a slip sheet or, in an input that shows no pages, with a form."""
    starts = sorted(draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.PAGE))
    paged, patterns = is_paged(draft), lexicon.patterns
    covers: set[int] = set()
    for index, line in enumerate(draft.lines):
        if patterns["slip"].match(line.text):
            begun = starts[bisect_right(starts, line.start) - 1]
            if paged and not _is_slip(draft, begun, starts, line):
                if not lexicon.stamp_index.find(line.text):  # those in the catalogue are left to the rule stamps
                    yield Mark(line.whole, kinds.STAMP, RULE, attributes=attrs(type="review"))
                continue
            start, least = line.start, 1
            covers.add(start)
            if not draft.text[begun:start].strip():
                yield Mark(Span(start, start), kinds.COVER, RULE)
        elif paged and patterns["identification"].match(line.text):
            yield Mark(Span(line.start, line.start), kinds.COVER, RULE)
            continue
        elif not paged and patterns["from line"].match(line.text) and _is_form(draft, index, lexicon):
            start = _form_top(draft.lines, index, lexicon)
            least = PAGEFUL
            if patterns["from line"].search(draft.text, starts[bisect_right(starts, start - 1) - 1], start):
                least = 1  # the page that ends here has a form of its own
        else:
            continue
        begun = starts[bisect_right(starts, start) - 1]
        if start > begun and len(WRITTEN.findall(draft.text, begun, start)) >= (1 if begun in covers else least):
            yield Mark(
                Span(start, start),
                kinds.PAGE,
                RULE,
                attributes=attrs(cover="yes" if start in covers else "", inferred="yes"),
            )
            insort(starts, start)


def _is_slip(draft: Draft, begun: int, starts: list[int], line: Line) -> bool:
    """Whether a page that the input shows is a slip sheet: it begins with the words of one and has little else."""
    following = bisect_right(starts, begun)
    end = starts[following] if following < len(starts) else len(draft.text)
    return not draft.text[begun : line.start].strip() and len(WRITTEN.findall(draft.text, begun, end)) <= SLIP


def _is_form(draft: Draft, index: int, lexicon: Lexicon) -> bool:
    """Whether a form goes on after its line with the sender, the one of this index."""
    text = "\n".join(line.text for line in draft.lines[index + 1 : index + 30])
    return all(lexicon.patterns[use].search(text) for use in ("to line", "form number"))


def _form_top(lines: tuple[Line, ...], index: int, lexicon: Lexicon) -> int:
    """Where the form begins to which a FROM line belongs: its highest line that no page could end with."""
    top, patterns, hour = lines[index].start, lexicon.patterns, lexicon.calendar.stamped_hour
    for line in reversed(lines[max(index - 40, 0) : index]):
        text = line.text.strip()
        printed = patterns["letterhead"].match(text)
        if text and not (printed or patterns["form part"].match(text) or lexicon.stamp_index.find(hour.sub("", text))):
            break
        if printed or patterns["form top"].match(text):
            top = line.start
    return top
