"""Find the places where text was withheld, and say by which exemption.

What it marks: empty brackets, which engines write for an excision (``[]``, ``[ ]``, ``[`` at the end of a line and
``]`` at the start of one); and places where only a code in the margin shows that something is missing: a page or the
rest of a page without text, or a paragraph without brackets beside such a code. An inferred gap says so (evidence
internal). Each gap names the categories of the nearest code of its page.

If the layout of the page is known, nothing is inferred here, because the rule blanks sees the white area itself. Then a
gap names only a code that stands beside it on the page, level with its brackets or a few lines from them; without such
a code it names no exemption, though other gaps of the page may.

Brackets also stand for text that the file has and that something covers on the page.

What it leaves alone: brackets with words in them (``[DURING]``), tick boxes of a form (``[] Yes [] No``), codes at the
edge of a page that belong to its brackets. It supplies no text, and gives no extent that cannot be known.

How it may be wrong: a white box without brackets leaves nothing in plain text. The place of a code in the margin then
tells the excision only to within a paragraph; it may be some lines higher or lower.
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
from teikit.layers.brackets import brackets_of, closing, is_garbage
from teikit.lexicon import Lexicon
from teikit.lexicon.margin import Cluster

RULE = "gaps"
NEAR = 2  # lines of text between a code and the brackets that it belongs to, at most
OUT_OF_REACH = 1000  # characters between two places from which their lines are not counted
FAR = 99  # lines between two places that are out of reach of each other
BESIDE_CODES = 40  # characters before and behind codes in which a blank line is looked for
BESIDE = 2.5
"""Lines on the page between an excision and its code, at most: a reviewer writes (b)(1) above B1A3, which takes two
lines, level with the excision or just above it. A code further away may be that of the next excision."""


def gaps(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``[]`` and ``[``; infer a gap beside ``(b)(1)`` where no bracket shows it; leave ``[DURING]``."""
    codes = clusters_of(draft, lexicon)
    hidden = {offset for cluster in codes for offset in range(*cluster.span)}
    hidden |= {box.start for box in tick_boxes(draft, lexicon)}
    covered = _covered(draft)
    shown = [
        span
        for span in brackets_of(draft)
        if span.start not in hidden and (span.start in covered or not is_garbage(draft.text, span, lexicon))
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
            yield from _Inference(draft, page, inside, brackets, lexicon.patterns["text"]).marks()


def _nearest(text: str, span: Span, codes: list[Cluster], heights: Heights | None) -> Cluster | None:
    """The codes beside a bracket on the page; without a layout (``heights`` is None) the nearest ones in the text."""
    if heights is None:
        return min(codes, key=partial(_in_text, span), default=None)
    return _beside(text, span, codes, heights)


def _bracketed(span: Span, code: Cluster | None, extent: str | None, box: str | None) -> Mark:
    """The mark of a gap in brackets, or of covered text (then ``box`` says where it is on the page)."""
    rend = "black" if box else "brackets"
    details = attrs(reason="redacted", rend=rend, extent=extent, ana=_ana(code), box=box)
    return Mark(span, kinds.GAP, RULE, attributes=details, why="something covers text that the file has" if box else "")


def _covered(draft: Draft) -> dict[int, str]:
    """The places of covered text, where brackets stand now, each with its box as ``left,top,right,bottom``."""
    layout = draft.source.layout
    words = (word for line in layout.lines for word in line.words if word.is_covered) if layout else ()
    return {draft.to_text(word.span.start): ",".join(map(str, word.box or ())) for word in words}


class _Inference:
    """The gaps of one page that only its codes show.

    ``codes`` and ``brackets`` are those of the page, in order; ``written`` matches a line of text.
    """

    def __init__(
        self,
        draft: Draft,
        page: Span,
        codes: list[Cluster],
        brackets: list[Span],
        written: regex.Pattern[str],
    ) -> None:
        self._text, self._page, self._codes, self._brackets = draft.text, page, codes, brackets
        self._written = written
        self._bare = _without(self._text, page, codes)

    def marks(self) -> Iterator[Mark]:
        """Mark a gap for each code that no bracket explains."""
        since = self._page.start  # where the text begins to which the next code may belong
        for number, code in enumerate(self._codes):
            if not self._written.search(self._bare[code.span.end - self._page.start :]):
                yield from self._at_foot(code, since, number == 0)
                return
            yield from self._beside_text(code, since, self._end(number))
            since = code.span.end

    def _end(self, number: int) -> int:
        """Where the text below a code ends: at the next code, else with the page."""
        return self._codes[number + 1].span.start if number + 1 < len(self._codes) else self._page.end

    def _at_foot(self, code: Cluster, since: int, is_first: bool) -> Iterator[Mark]:
        """The gap of a code that no text follows: the page, or the rest of it."""
        if any(since <= span.start for span in self._brackets):
            return
        if not self._written.search(self._bare[: code.span.start - self._page.start]):
            yield _gap(code.span.start, code, attrs(quantity=1, unit="page"), "nothing but a code in the margin")
        else:
            extent = attrs(extent="rest of page") if is_first else ()
            yield _gap(code.span.start, code, extent, "a code in the margin, and no text after it")

    def _beside_text(self, code: Cluster, since: int, stop: int) -> Iterator[Mark]:
        """The gap of a code above a paragraph or beside text, if no bracket is near; its text ends at ``stop``."""
        start, end = code.span
        below = self._text[end:stop]
        is_above_text = self._bare[end - self._page.start : stop - self._page.start].strip()
        if _stands_between_paragraphs(self._text, code) and is_above_text:
            first = end + len(below) - len(below.lstrip())
            line_end = self._text.find("\n", first)
            if not any(since <= span.start <= line_end for span in self._brackets):
                yield _gap(first, code, (), "a code in the margin above a paragraph that shows no bracket")
        elif not any(_lines_between(self._text, span, code.span) <= NEAR for span in self._brackets):
            offset = end if _whole_lines(self._text, code) else start
            yield _gap(offset, code, (), "a code in the margin beside text that shows no bracket", Certainty.MEDIUM)


def _gap(
    offset: int, cluster: Cluster, extent: tuple[tuple[str, str], ...], why: str, cert: Certainty = Certainty.HIGH
) -> Mark:
    """The mark of an inferred gap at an offset, with the categories of its codes."""
    details = (*attrs(reason="redacted"), *extent, *attrs(ana=_ana(cluster), evidence="internal"))
    return Mark(Span(offset, offset), kinds.GAP, RULE, attributes=details, cert=cert, why=why)


def _ana(cluster: Cluster | None) -> str | None:
    """The categories of some codes as the value of ``@ana``; None without codes."""
    return " ".join(cluster.categories) if cluster else None


def _without(text: str, page: Span, codes: list[Cluster]) -> str:
    """The text of a page, each character of its codes replaced by a blank."""
    bare = text[page.start : page.end]
    for cluster in codes:
        start, end = cluster.span.start - page.start, cluster.span.end - page.start
        bare = bare[:start] + " " * (end - start) + bare[end:]
    return bare


def _rest(text: str, span: Span, page: Span, codes: list[Cluster]) -> str | None:
    """``rest of page`` for an opening bracket that nothing follows on its page, else None."""
    if text[span.start : span.end].rstrip() != "[":
        return None
    is_followed = any(letter.isalnum() for letter in _without(text, page, codes)[span.end - page.start :])
    return None if is_followed else "rest of page"


def _stands_between_paragraphs(text: str, cluster: Cluster) -> bool:
    """Whether codes stand on lines of their own with a blank line above and below."""
    before = text[max(cluster.span.start - BESIDE_CODES, 0) : cluster.span.start]
    after = text[cluster.span.end : cluster.span.end + BESIDE_CODES]
    return (
        regex.search(r"(?:\A|\n)[ \t]*\r?\n?\Z", before) is not None
        and regex.match(r"[ \t]*\r?\n", after) is not None
        and _whole_lines(text, cluster)
    )


def _whole_lines(text: str, cluster: Cluster) -> bool:
    """Whether codes begin at the beginning of a line."""
    return cluster.span.start == 0 or text[cluster.span.start - 1] in "\r\n"


def _in_text(span: Span, cluster: Cluster) -> int:
    """How many characters of the text lie between a gap and a code."""
    return min(abs(cluster.span.start - span.start), abs(cluster.span.end - span.start))


def _beside(text: str, span: Span, codes: list[Cluster], heights: Heights) -> Cluster | None:
    """The codes beside an excision on the page, those nearest to its first line; None if there are none."""
    ends = [place for offset in (span.start, closing(text, span)) if (place := heights.at(offset))]
    if not ends:
        return None
    page, first = ends[0]
    last = ends[-1][1] if ends[-1][0] == page else first

    def apart(cluster: Cluster) -> tuple[float, int]:
        places = [place for mark in cluster.marks if (place := heights.at(mark.span.start))]
        own = [height for number, height in places if number == page and first - BESIDE < height < last + BESIDE]
        return min((abs(height - first) for height in own), default=inf), _in_text(span, cluster)

    near = min(codes, key=apart, default=None)
    return near if near and apart(near)[0] < inf else None


def _lines_between(text: str, first: Span, second: Span) -> int:
    """How many line ends lie between two places; ``FAR`` where they are out of reach of each other."""
    low, high = sorted((first.start, second.start))
    return text.count("\n", low, high) if high - low < OUT_OF_REACH else FAR
