"""Select the questions about a document: doubtful lines, the likeliest errors first, queries, gaps, asides."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from teikit.core import Certainty, Draft, Mark, Span, kinds
from teikit.core.packet import Packet
from teikit.decisions.row import layer_of, layers
from teikit.review.lines import ReviewLine
from teikit.wording import extent

LEAST_ERRORS = 0.5  # expected errors of a line that is asked about, at least
BUDGET = 10  # lines of a page that are asked about, the most doubtful ones
ANSWERS = {"gap": ("gap", "no-gap"), "layer": ("layer", "field")}
"""The verdicts that settle the question about a mark."""


class ReviewItem(NamedTuple):
    """A question: its kind (line, query, gap, layer), its stretch of the source, teikit's message about it.

    ``value`` is the code of a query, the kind of a layer, the exemptions of a gap; ``extent`` is that of a gap.
    ``line`` is the line of the question.
    """

    kind: str
    span: Span
    message: str = ""
    value: str = ""
    extent: str = ""
    line: ReviewLine | None = None


def items(packet: Packet, lines: Sequence[ReviewLine], budget: int = BUDGET) -> list[ReviewItem]:
    """The questions about a document, the most important first; what a person decided is not asked again.

    At most ``budget`` lines of a page; with 0, all that are doubtful.
    """
    asked = [ReviewItem("line", line.span, line=line) for line in queue(lines, budget)]
    return [*asked, *_queries(packet, lines), *_marks(packet.draft)]


def queue(lines: Iterable[ReviewLine], budget: int = BUDGET) -> list[ReviewLine]:
    """The lines that are worth a look, the most doubtful first: at most ``budget`` of a page."""
    by_page: dict[int, list[ReviewLine]] = defaultdict(list)
    for line in lines:
        if line.errors >= LEAST_ERRORS and line.is_doubtful:
            by_page[line.page].append(line)
    pages = [sorted(page, key=lambda line: (-line.errors, line.number)) for page in by_page.values()]
    chosen = [line for page in pages for line in (page[:budget] if budget else page)]
    return sorted(chosen, key=lambda line: (-line.errors, line.number))


def _queries(packet: Packet, lines: Sequence[ReviewLine]) -> Iterator[ReviewItem]:
    """The queries that are questions, each with the word at its place and its line."""
    text = packet.source.text
    by_number = {line.number: line for line in lines}
    starts = [line.start for line in packet.source.lines]
    for query in packet.queries:
        if not query.is_remark:
            end = query.offset
            while end < len(text) and not text[end].isspace():
                end += 1
            line = by_number.get(bisect_right(starts, query.offset) - 1)
            yield ReviewItem("query", Span(query.offset, end), query.message, query.code, line=line)


def _marks(draft: Draft) -> Iterator[ReviewItem]:
    """Excisions and asides that are not certain and not decided yet."""
    for mark in sorted(draft.marks, key=lambda mark: mark.span):
        if mark.cert >= Certainty.HIGH or mark.who:
            continue
        if mark.kind == kinds.GAP and mark.get("reason") == "redacted":
            item = ReviewItem("gap", mark.span, mark.why, mark.get("ana").replace("#", ""), _extent(mark))
        elif mark.aside and mark.span.start < mark.span.end and layer_of(mark.kind) in layers():
            item = ReviewItem("layer", mark.span, mark.why, layer_of(mark.kind))
        else:
            continue
        if not _is_decided(item, draft):
            yield item


def _extent(mark: Mark) -> str:
    """The extent of a gap in the form of decisions: ``3 lines``."""
    return extent(mark.get("quantity"), mark.get("unit")) or mark.get("extent")


def _is_decided(item: ReviewItem, draft: Draft) -> bool:
    """Whether a decision at the place of an item settles it."""
    return any(
        decision.verdict in ANSWERS[item.kind]
        and not decision.open
        and decision.span.start <= item.span.end
        and item.span.start <= decision.span.end
        for decision in draft.decided
    )
