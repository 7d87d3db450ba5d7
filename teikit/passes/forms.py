"""Tell printed forms from the text: letterheads, slip sheets, and the pages that only a form betrays.

What it marks: the printed head of a form (``INCOMING TELEGRAM`` / ``Department of State``), on one line or two; other
printed labels of forms (``ROUTING AND/OR INITIALS``), in a document that has several of them; a page before a slip
sheet (``EXCISED COPY FOLLOWS``), which is a page of its own, as is the identification form of the JFK collection; in an
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
APART, PAGEFUL = 5, 10
SEVERAL, LONG = 3, 60
"""Labels of a form that a document shows, at least; characters of the longest line that may be one."""
FROM_LINE = regex.compile(r"(?mi)^\W{0,3}(?:\S{1,3}\s+)?FROM\s?[:;]\s*(?P<post>\p{L}[\p{L} .'-]*)")
NUMBER_LINE = regex.compile(r"(?m)^\W{0,3}N[Oo0]\s?[:.;'’]\s*[A-Z0-9]")
TO_LINE = regex.compile(r"(?m)^\W{0,3}(?:TO|IO|T0)\s?[:;]")
WRITTEN = regex.compile(r"[^\r\n]*\S[^\r\n]*")
LETTERHEAD = regex.compile(
    r"""\W{0,3} (?: (?:INCOMING|OUTGOING)\ TELEGRAM (?:\W{1,5}Department\ of\ State)?
    | Department\ of\ State | CLASSIFIED\ MESSAGE ) \W{0,3}""",
    regex.VERBOSE,
)
FORM_PART = regex.compile(
    r"""^ \W{0,2} (?: [0-9]{1,3}(?:-[A-Z])? | [0-9]{3,5} | [A-Z][A-Z/]{0,5} | Action | Info | ACTION | INFO
    | Control\b.* | Re[a-z']{0,2}d?\s?[:;.].* | [A-Z][A-Za-z]+\ [0-9]{1,2},\ [0-9]{4}
    | [0-9]{1,2}:[0-9]{2}\ ?[AP]\.?\ ?M\.? ) \W{0,2} $""",
    regex.VERBOSE,
)
HOUR = regex.compile(r"\s+[0-9]{1,2}:[0-9]{2}\s?[AP]\.?M\.?$")
FORM_TOP = regex.compile(r"^\W{0,2}(?:[0-9]{2,3}(?:-[A-Z])?|Action|ACTION|Control\b.*)\W{0,2}$")
SLIP = regex.compile(
    r"""^ \W{0,3} (?: (?:EXCISED|SANITIZED|REDACTED|UNEXCISED|FULL(?:ER)?)\ (?:COPY|VERSION)(?:\ FOLLOWS)?
    | WITHDRAWAL\ (?:SHEET|NOTICE) ) \W{0,3} $""",
    regex.VERBOSE,
)

IDENTIFICATION = regex.compile(r"^\W{0,3}(?:JFK ASSASSINATION SYSTEM|IDENTIFICATION FORM)\W{0,3}$", regex.IGNORECASE)


def forms(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Take ``INCOMING TELEGRAM``; leave ``THE DEPARTMENT OF STATE``."""
    yield from _letterheads(draft)
    yield from _labels(draft, lexicon)
    yield from _page_breaks(draft, lexicon)


def _letterheads(draft: Draft) -> Iterator[Mark]:
    """The printed head of the form, which may stand on two lines."""
    start, end = 0, 0
    for line in draft.lines:
        if not line.text.strip() or not (len(line.text) < 70 and LETTERHEAD.fullmatch(line.text)):
            continue
        if end and draft.text[end : line.start].strip():
            yield Mark(Span(start, end), kinds.LETTERHEAD, RULE)
            end = 0
        start, end = start if end else line.start, line.next
    if end:
        yield Mark(Span(start, end), kinds.LETTERHEAD, RULE)


def _labels(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """The printed labels, if there are several: a line that resembles one alone may be the end of a paragraph."""
    found = [
        (line, match.stamp.name)
        for line in draft.lines
        if line.text.strip() and len(line.text) < LONG and not LETTERHEAD.fullmatch(line.text)
        if (match := lexicon.label_index.find(line.text)) and not lexicon.stamp_index.find(line.text)
    ]
    if len({label for _, label in found}) >= SEVERAL:
        yield from (Mark(line.whole, kinds.LABEL, RULE) for line, _ in found)


def _page_breaks(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """Pages that begin with a slip sheet or, in an input that shows no pages, with a form."""
    starts = sorted(draft.to_text(mark.span.start) for mark in draft.of_kind(kinds.PAGE))
    paged = is_paged(draft)
    covers: set[int] = set()
    for index, line in enumerate(draft.lines):
        if SLIP.match(line.text):
            start, least = line.start, APART if paged else 1
            covers.add(start)
            begun = starts[bisect_right(starts, start) - 1]
            if not draft.text[begun:start].strip():
                yield Mark(Span(start, start), kinds.COVER, RULE)
        elif paged and IDENTIFICATION.match(line.text):
            yield Mark(Span(line.start, line.start), kinds.COVER, RULE)
            continue
        elif not paged and FROM_LINE.match(line.text) and _is_form(draft.lines[index + 1 : index + 30]):
            start = _form_top(draft.lines, index, lexicon)
            least = PAGEFUL
            if FROM_LINE.search(draft.text, starts[bisect_right(starts, start - 1) - 1], start):
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


def _is_form(following: tuple[Line, ...]) -> bool:
    """Whether a State Department form goes on after its FROM line."""
    text = "\n".join(line.text for line in following)
    return TO_LINE.search(text) is not None and NUMBER_LINE.search(text) is not None


def _form_top(lines: tuple[Line, ...], index: int, lexicon: Lexicon) -> int:
    """Where the form begins to which a FROM line belongs: its highest line that no page could end with."""
    top = lines[index].start
    for line in reversed(lines[max(index - 40, 0) : index]):
        text = line.text.strip()
        if text and not (
            FORM_PART.match(text) or LETTERHEAD.fullmatch(text) or lexicon.stamp_index.find(HOUR.sub("", text))
        ):
            break
        if FORM_TOP.match(text) or LETTERHEAD.fullmatch(text):
            top = line.start
    return top
