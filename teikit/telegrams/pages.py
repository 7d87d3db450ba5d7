"""The pages of a draft: where each begins, its running head, its form, the document to which it belongs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

import regex

from teikit.core import Draft, Kind, Mark, Span, kinds
from teikit.core.genres import CABLE
from teikit.core.packet import Page, may_be_wired

FORM_FIELDS = {"from", "to", "number", "control", "cite", "action", "info"}
"""Types of field; the form of a telegram has at least two of these."""
AROUND = "* \t\r\n#"  # white space and marks of headings around a banner or a running head
LONG_NUMBER = 6  # digits of a number that is not a page number, at least
ARCHIVED = regex.compile(r"(?i)\bpage\W{0,3}(\d{1,4})\W*")
"""The number that an archive gave to a page of a file: ``NW 65924 DocId:32989768 Page 5``"""


def pages_of(draft: Draft) -> Iterator[Page]:
    """The pages of a draft, in the order of the input."""
    marks, starts = _marks_and_starts(draft)
    slips = draft.of_kind(kinds.COVER)
    inputs = {start for start, _ in draft.source.members}
    documents = _by_page(draft, starts, kinds.DOCUMENT)
    document: Mark | None = None
    heads, forms = _by_page(draft, starts, kinds.RUNNING_HEAD), _by_page(draft, starts, kinds.FIELD)
    stamps, closings = _by_page(draft, starts, kinds.STAMP), _by_page(draft, starts, kinds.CLOSING)
    ends = [*starts[1:], len(draft.source.plain)]
    for index, (mark, start, end) in enumerate(zip(marks, starts, ends, strict=True)):
        head = _head(heads[index])
        types = {field.get("type") for field in forms[index]}
        document = documents[index][0] if documents[index] else document
        is_headed = head is not None and not (index == 0 and _is_at_foot(head, forms[index]))
        goes_on = index > 0 and not documents[index] and _goes_on(document, closings[index - 1])
        form = not goes_on and not is_headed and len(types & FORM_FIELDS) > 1 and may_be_wired(document)
        n = head.get("n") if head else ""
        cover = bool(mark.get("cover")) or any(start <= slip.span.start < end for slip in slips)
        yield Page(
            index + 1,
            Span(start, end),
            n,
            head,
            form,
            cover,
            label=mark.get("label") or _archived(draft, stamps[index], index + 1),
            begins_input=start in inputs,
            document=document,
            begins_document=bool(documents[index]),
        )


def _head(heads: Sequence[Mark]) -> Mark | None:
    """The running head of a page: the first that names a telegram, else the first that is not from the engine."""
    typed = [head for head in heads if head.get("by") != "engine"]
    return next((head for head in typed if head.get("number")), next(iter(typed), None))


def _goes_on(document: Mark | None, above: Sequence[Mark]) -> bool:
    """Whether a page with the form of a telegram goes on with the page before, whose closing lines are ``above``.

    The form of a cable is on each of its pages (``ACTION UNIT`` / ``PAGE 02-02``), so one goes on unless END OF MESSAGE
    is on the page before.
    """
    is_cable = document is not None and document.get("type") == CABLE
    return is_cable and not any(mark.get("type") == "end" for mark in above)


def _marks_and_starts(draft: Draft) -> tuple[list[Mark], list[int]]:
    """The marks of the pages, and the offsets at which they begin, without empty pages."""
    marks = draft.of_kind(kinds.PAGE) or [Mark(Span(0, 0), kinds.PAGE, "pages")]
    heads = [head.span.start for head in draft.of_kind(kinds.RUNNING_HEAD)]
    banners = [banner.span for banner in draft.of_kind(kinds.CLASSIFICATION)]
    stamps = [stamp.span for stamp in draft.of_kind(kinds.STAMP) if stamp.get("place") == "top"]
    starts = [0, *(_start(draft.source.plain, mark, heads, banners, stamps) for mark in marks[1:])]
    kept = [index for index, start in enumerate(starts) if index + 1 == len(starts) or start < starts[index + 1]]
    return [marks[index] for index in kept], [starts[index] for index in kept]


def _archived(draft: Draft, stamps: Sequence[Mark], place: int) -> str:
    """The number that an archive printed on a page, if it is that of its ``place`` in the input; else nothing."""
    released = (draft.source.plain[slice(*stamp.span)].strip() for stamp in stamps if stamp.get("type") == "release")
    matches = map(ARCHIVED.search, released)
    numbers = {match[1] for match in matches if match and match.end() == len(match.string)}
    return str(place) if str(place) in numbers else ""


def _is_at_foot(head: Mark, fields: Sequence[Mark]) -> bool:
    """Whether a running head names no telegram and is below the fields of its page: ``-1-``."""
    return not head.get("number") and all(field.span.end <= head.span.start for field in fields)


def _start(text: str, mark: Mark, heads: Sequence[int], banners: Sequence[Span], stamps: Sequence[Span]) -> int:
    """The offset at which a page begins.

    A page that was recognised only by its head or banner begins with the banner above the head, and with the stamp
    above that, if it is one that heads pages. ``heads`` are the starts of the running heads; all are in order.
    """
    start = mark.span.start
    if not mark.get("inferred"):
        return start
    at = bisect_left(heads, start)
    if at < len(heads) and not text[start : heads[at]].strip(AROUND):
        start = _above(text, start, banners)
    return _above(text, start, stamps)


def _above(text: str, start: int, spans: Sequence[Span]) -> int:
    """Start of the line of the last of the spans before ``start`` if only white space is between, else of ``start``."""
    following = bisect_right(spans, start, key=itemgetter(0))
    before = next((spans[at] for at in reversed(range(following)) if spans[at].end <= start), None)
    if before and not text[before.end : start].strip(AROUND):
        start = before.start
    return text.rfind("\n", 0, start) + 1


def _by_page(draft: Draft, starts: list[int], kind: Kind) -> list[list[Mark]]:
    """The marks of a kind on each page; ``starts`` is where the pages begin."""
    marks: list[list[Mark]] = [[] for _ in starts]
    for mark in draft.of_kind(kind):
        marks[bisect_right(starts, mark.span.start) - 1].append(mark)
    return marks
