"""Find the places where text was withheld, and say by which exemption.

What it marks: brackets with nothing between them, as engines write for an excision (``[]``, ``[ ]``, ``[`` at the
end of a line and ``]`` at the start of one); and the places where only a code in the margin tells that something is
missing: a page or the rest of a page without text, a paragraph beside such a code that shows no bracket. An inferred
gap says so (evidence internal). Each gap points to the categories of the nearest code of its page.

Where the layout of the page is known nothing is inferred here: the rule blanks sees the white place itself. And a gap
points only to a code that stands beside it on the page, level with its brackets or a few lines from them; where none
does, it says nothing of the exemption, though other gaps of the page may.

Text that something covers on the page, and that the file has, was masked by such brackets.

What it leaves alone: brackets with words in them (``[DURING]``), tick boxes of a form (``[] Yes [] No``), codes at the
edge of a page whose brackets explain them already. It supplies nothing, and gives no extent that cannot be known.

How it may be wrong: a white box without brackets leaves nothing in plain text, so where exactly a code in the margin
belongs is a guess to within a paragraph; the excision may stand some lines higher or lower.
Seen in: POLTO 12 (36 brackets, seven excisions without), FRUS-like typescripts with margin codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import inf

import regex

from teikit.core import Certainty, Draft, Edit, Mark, Span, attrs, kinds
from teikit.geometry import Heights, typed_pages
from teikit.geometry.codes import clusters_of
from teikit.layers.boxes import tick_boxes
from teikit.lexicon import Lexicon
from teikit.lexicon.margin import Cluster

RULE = "gaps"
PAIR = regex.compile(
    r"[\[{(]{1,2}(?=[\[\]_|\s])[\s.,:;|_~'‘’“”—-]{0,200}+\](?![\p{L}\p{N}])|\[[\s.,:;|_~'‘’“”—-]{0,200}+[\]}](?![\p{L}\p{N}])"
)
OPENING = regex.compile(r"(?m)\[(?=[^\p{L}\p{N}\[\]\r\n]{0,8}+(?:[\r\n]|\Z))")
CLOSING = regex.compile(r"(?m)^[^\p{L}\p{N}\[\]\r\n]{0,6}+(?P<closing>\])(?=\s)")
LONG_WORD = regex.compile(r"\p{L}{3,}")
REACH = 2
LINES = 12
"""Lines within which a bracket closes."""
FEW = 2.5
"""Lines between an excision and its code on the page: a reviewer writes (b)(1) above B1A3, which takes two lines, level
with the excision or just above it. A code further off may as well be that of the next excision, so it says nothing."""


def gaps(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``[]`` and ``[``; infer a gap beside ``(b)(1)`` where no bracket shows it; leave ``[DURING]``."""
    codes = clusters_of(draft, lexicon)
    hidden = {offset for cluster in codes for offset in range(*cluster.span)}
    hidden |= {box.start for box in tick_boxes(draft, lexicon)}
    covered = _covered(draft)
    shown = [
        span
        for span in _brackets(draft)
        if span.start not in hidden and (span.start in covered or not _is_garbage(draft.text, span, lexicon))
    ]
    heights = Heights(typed_pages(draft)) if draft.source.layout else None
    for page in draft.cut_at(kinds.PAGE):
        inside = [cluster for cluster in codes if page.start <= cluster.span.start < page.end]
        brackets = [
            span for span in shown if page.start <= span.start < page.end and (inside or draft.text[span.start] == "[")
        ]
        for span in brackets:
            extent = _rest(draft.text, span, page, inside)
            yield _bracketed(span, _nearest(draft.text, span, inside, heights), extent, covered.get(span.start))
        if draft.source.layout is None:
            yield from _inferred(draft, page, inside, brackets, lexicon.patterns["text"])


def _nearest(text: str, span: Span, codes: list[Cluster], heights: Heights | None) -> Cluster | None:
    """The codes that stand beside a bracket; without a layout those that are nearest in the text."""
    if heights is None:
        return min(codes, key=partial(_in_text, span), default=None)
    return _beside(text, span, codes, heights)


def _bracketed(span: Span, code: Cluster | None, extent: str | None, box: str | None) -> Mark:
    """The gap of a bracket, or of what covers text (then ``box`` says where)."""
    rend = "black" if box else "brackets"
    details = attrs(reason="redacted", rend=rend, extent=extent, ana=_ana(code), box=box)
    return Mark(span, kinds.GAP, RULE, attributes=details, why="something covers text that the file has" if box else "")


def _covered(draft: Draft) -> dict[int, str]:
    """Where text stood that something covers on the page, and the box around it; brackets stand there now."""
    layout = draft.source.layout
    words = (word for line in layout.lines for word in line.words if word.is_covered) if layout else ()
    return {draft.to_text(word.span.start): ",".join(map(str, word.box or ())) for word in words}


def _brackets(draft: Draft) -> Iterator[Span]:
    taken, text = 0, draft.text
    pairs = (Span(*match.span()) for match in PAIR.finditer(text))
    places = [span for span in pairs if not draft.holds_aside(span)]  # a stamp between two brackets is not nothing
    places += [Span(*match.span()) for match in OPENING.finditer(text)]
    places += [Span(*match.span("closing")) for match in CLOSING.finditer(text)]
    opened = -1
    for span in sorted(places):
        if span.start < taken:
            continue
        taken = span.end
        if text[span.start] == "]" and opened >= 0 and text[opened : span.start].count("\n") < LINES:
            opened = -1  # the other end of an excision that began with "[" some lines above
            continue
        opened = span.end if text[span.start : span.end] == "[" else -1
        yield span


def _is_garbage(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Whether a bracket stands in a line that the engine made of boxes and rules: few of its words are any."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    words = [
        match[0].upper()
        for match in LONG_WORD.finditer(text[max(start, span.start - 300) : end if end >= 0 else None][:600])
    ]
    return len(words) > 2 and sum(word in lexicon.words for word in words) < 0.4 * len(words)


def _inferred(
    draft: Draft, page: Span, codes: list[Cluster], brackets: list[Span], written: regex.Pattern[str]
) -> Iterator[Mark]:
    """Gaps that only codes betray. ``since`` is where the text begins that the next code may speak of; ``written`` is
    what a line of text looks like."""
    text, since = draft.text, page.start
    bare = _without(text, page, codes)
    for number, cluster in enumerate(codes):
        start, end = cluster.span
        stop = codes[number + 1].span.start if number + 1 < len(codes) else page.end
        before, after = bare[: start - page.start], bare[end - page.start :]
        if not written.search(after):
            if not any(since <= span.start for span in brackets):
                whole = not written.search(before)
                extent = (
                    attrs(quantity=1, unit="page") if whole else attrs(extent="rest of page") if number == 0 else ()
                )
                yield _gap(
                    start,
                    cluster,
                    extent,
                    "nothing but a code in the margin" if whole else "a code in the margin, and no text after it",
                )
            return
        if _stands_between_paragraphs(text, cluster) and bare[end - page.start : stop - page.start].strip():
            first = end + len(text[end:stop]) - len(text[end:stop].lstrip())
            line_end = text.find("\n", first)
            if not any(since <= span.start <= line_end for span in brackets):
                yield _gap(first, cluster, (), "a code in the margin above a paragraph that shows no bracket")
        elif not any(_lines_between(text, span, cluster.span) <= REACH for span in brackets):
            yield _gap(
                end if _whole_lines(text, cluster) else start,
                cluster,
                (),
                "a code in the margin beside text that shows no bracket",
                Certainty.MEDIUM,
            )
        since = end


def _gap(
    offset: int, cluster: Cluster, extent: tuple[tuple[str, str], ...], why: str, cert: Certainty = Certainty.HIGH
) -> Mark:
    details = (*attrs(reason="redacted"), *extent, *attrs(ana=_ana(cluster), evidence="internal"))
    return Mark(Span(offset, offset), kinds.GAP, RULE, attributes=details, cert=cert, why=why)


def _ana(cluster: Cluster | None) -> str | None:
    return " ".join(cluster.categories) if cluster else None


def _without(text: str, page: Span, codes: list[Cluster]) -> str:
    """The text of a page with its codes blanked, offsets kept."""
    bare = text[page.start : page.end]
    for cluster in codes:
        start, end = cluster.span.start - page.start, cluster.span.end - page.start
        bare = bare[:start] + " " * (end - start) + bare[end:]
    return bare


def _rest(text: str, span: Span, page: Span, codes: list[Cluster]) -> str | None:
    """``rest of page`` where nothing follows an opening bracket on its page."""
    if text[span.start : span.end].rstrip() != "[":
        return None
    return (
        None
        if any(letter.isalnum() for letter in _without(text, page, codes)[span.end - page.start :])
        else "rest of page"
    )


def _stands_between_paragraphs(text: str, cluster: Cluster) -> bool:
    before, after = (
        text[max(cluster.span.start - 40, 0) : cluster.span.start],
        text[cluster.span.end : cluster.span.end + 40],
    )
    return (
        regex.search(r"(?:\A|\n)[ \t]*\r?\n?\Z", before) is not None
        and regex.match(r"[ \t]*\r?\n", after) is not None
        and _whole_lines(text, cluster)
    )


def _whole_lines(text: str, cluster: Cluster) -> bool:
    return cluster.span.start == 0 or text[cluster.span.start - 1] in "\r\n"


def _in_text(span: Span, cluster: Cluster) -> int:
    """How far a code stands from a gap in the text."""
    return min(abs(cluster.span.start - span.start), abs(cluster.span.end - span.start))


def _beside(text: str, span: Span, codes: list[Cluster], heights: Heights) -> Cluster | None:
    """The code that stands beside an excision on the page, the one nearest to its first line; None if none does."""
    ends = [place for offset in (span.start, _closing(text, span)) if (place := heights.at(offset))]
    if not ends:
        return None
    page, first = ends[0]
    last = ends[-1][1] if ends[-1][0] == page else first

    def apart(cluster: Cluster) -> tuple[float, int]:
        places = [place for mark in cluster.marks if (place := heights.at(mark.span.start))]
        own = [height for number, height in places if number == page and first - FEW < height < last + FEW]
        return min((abs(height - first) for height in own), default=inf), _in_text(span, cluster)

    near = min(codes, key=apart, default=None)
    return near if near and apart(near)[0] < inf else None


def _closing(text: str, span: Span) -> int:
    """Where the bracket closes that a gap opens, some lines below perhaps."""
    if text[span.start : span.end] != "[":
        return span.end - 1
    match = CLOSING.search(text, span.end)
    between = text[span.end : match.start()] if match else "["
    return match.start("closing") if match and "[" not in between and between.count("\n") < LINES else span.start


def _lines_between(text: str, first: Span, second: Span) -> int:
    low, high = sorted((first.start, second.start))
    return text.count("\n", low, high) if high - low < 1000 else 99
