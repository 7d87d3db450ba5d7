"""Find the places where text was withheld, and say by which exemption.

What it marks: empty brackets, as engines write them for an excision (``[]``, ``[ ]``, ``[`` at the end of a line and
``]`` at the start of one); and places where only a code in the margin shows that something is missing: a page or the
rest of a page without text, or a paragraph without brackets beside such a code. An inferred gap is marked as such
(evidence internal). Each gap names the categories of the nearest code of its page.

If the layout of the page is known, nothing is inferred here, because the rule blanks sees the white area itself. Then a
gap names only a code that is beside it on the page, level with its brackets or a few lines from them; without such a
code it names no exemption, even if other gaps of the page do.

Brackets also mark text that the file has but that is covered on the page, and what editors or archivists say of an
excision (``[2 lines of source text not declassified]``), with the extent that they give.

What it leaves alone: brackets with words in them (``[DURING]``), tick boxes of a form (``[] Yes [] No``), codes at the
edge of a page that belong to its brackets. It supplies no text, and states no extent that cannot be known.

How it may be wrong: a white box without brackets leaves no trace in plain text. A code in the margin then shows the
place of the excision only to within a paragraph; it may be some lines higher or lower.
Seen in: POLTO 12 (36 brackets, seven excisions without), FRUS-like typescripts with margin codes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from math import inf

import regex

from teikit.core import Certainty, Draft, Edit, Mark, Span, attrs, kinds, overlaps
from teikit.geometry import Heights, typed_pages
from teikit.geometry.codes import clusters_of
from teikit.geometry.placed_codes import PlacedCodes, distance_from_start
from teikit.layers.boxes import tick_boxes
from teikit.layers.brackets import brackets_of, closing, is_garbage
from teikit.layers.editors_notes import withheld_notes
from teikit.lexicon import Lexicon
from teikit.lexicon.margin import Cluster

RULE = "gaps"
NEAR = 2  # lines of text between a code and its brackets, at most
OUT_OF_REACH = 1000  # characters between two places from which their lines are not counted
LAST_WRITTEN = regex.compile(r"(?r)[\p{L}\p{N}]")  # the last letter or digit of a text, read backwards
FAR = 99  # the number of lines between two places that are out of reach of each other
BESIDE_CODES = 40  # characters before and after codes in which a blank line is looked for


def gaps(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Mark ``[]``, ``[`` and ``[2 lines withheld]``; infer a gap beside a code without brackets; leave ``[DURING]``."""
    placeholders = sorted(draft.to_text_span(mark.span) for mark in draft.of_kind(kinds.GAP))  # [REDACTED]
    notes = withheld_notes(draft.text, lexicon, RULE)
    yield from (note for note in notes if not overlaps(note.span, placeholders))
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
    starts_of_codes, starts_shown = [code.span.start for code in codes], [bracket.start for bracket in shown]
    for span in draft.cut_at(kinds.PAGE):
        page = _Page(draft.text, span, codes[_inside(span, starts_of_codes)])
        inside = shown[_inside(span, starts_shown)]
        brackets = [bracket for bracket in inside if page.codes or draft.text[bracket.start] == "["]
        placed = PlacedCodes(page.codes, heights) if heights else None
        for bracket in brackets:
            code = placed.beside(bracket, closing(draft.text, bracket)) if placed else page.nearest(bracket)
            yield _bracketed(bracket, code, page.extent(bracket), covered.get(bracket.start))
        if heights is None:
            yield from _Inference(page, brackets, lexicon.patterns["text"]).marks()


def _inside(span: Span, starts: Sequence[int]) -> slice:
    """The slice of the places, given in order, that are inside a stretch of the text."""
    return slice(bisect_left(starts, span.start), bisect_left(starts, span.end))


def _bracketed(span: Span, code: Cluster | None, extent: str | None, box: str | None) -> Mark:
    """The mark of a gap in brackets, or of covered text (then ``box`` says where it is on the page)."""
    rend = "black" if box else "brackets"
    details = attrs(reason="redacted", rend=rend, extent=extent, ana=" ".join(code.claimed) if code else None, box=box)
    return Mark(span, kinds.GAP, RULE, attributes=details, why="something covers text that the file has" if box else "")


def _covered(draft: Draft) -> dict[int, str]:
    """The places of covered text, which have brackets now, each with its box as ``left,top,right,bottom``."""
    layout = draft.source.layout
    words = (word for line in layout.lines for word in line.words if word.is_covered) if layout else ()
    return {draft.to_text(word.span.start): ",".join(map(str, word.box or ())) for word in words}


class _Page:
    """A page, at ``span`` in a text, and the codes on it, in order."""

    def __init__(self, text: str, span: Span, codes: Sequence[Cluster]) -> None:
        self.text, self.span, self.codes = text, span, codes
        self._starts = [code.span.start for code in codes]
        self._bare = _without(text, span, codes)
        written = LAST_WRITTEN.search(self._bare)
        self._last = span.start + written.start() if written else -1  # offset of the last letter or digit

    def bare(self, start: int, end: int | None = None) -> str:
        """The text of the page from one offset to another, or to its end, with spaces instead of codes."""
        return self._bare[start - self.span.start : None if end is None else end - self.span.start]

    def nearest(self, bracket: Span) -> Cluster | None:
        """The codes nearest to a bracket in the text: those before it or those after it; None if there are none."""
        after = bisect_right(self._starts, bracket.start)
        return min(self.codes[max(after - 1, 0) : after + 1], key=partial(distance_from_start, bracket), default=None)

    def extent(self, bracket: Span) -> str | None:
        """``rest of page`` for an opening bracket that no letter or digit follows on the page, else None."""
        is_open = self.text[slice(*bracket)].rstrip() == "["
        return "rest of page" if is_open and self._last < bracket.end else None


class _Inference:
    """The gaps of a page that are shown only by its codes. ``written`` matches a line of text."""

    def __init__(self, page: _Page, brackets: Sequence[Span], written: regex.Pattern[str]) -> None:
        self._page, self._written = page, written
        self._brackets = [bracket.start for bracket in brackets]

    def marks(self) -> Iterator[Mark]:
        """Mark a gap for each code that no bracket explains."""
        since = self._page.span.start  # the start of the text to which the next code may belong
        for at, code in enumerate(self._page.codes):
            if code.is_first and at + 1 < len(self._page.codes):
                continue  # the excision is between the two codes of a pair
            if not self._written.search(self._page.bare(code.span.end)):
                yield from self._at_foot(code, since, is_first=at == 0)
                return
            yield from self._beside_text(code, since, self._end(at))
            since = code.span.end

    def _end(self, at: int) -> int:
        """The end of the text below a code and those that follow it without text: the next code, or the page's end."""
        codes = self._page.codes
        following = (code.span.start for code in codes[at + 1 :])
        return next(
            (start for start in following if self._page.bare(codes[at].span.end, start).strip()), self._page.span.end
        )

    def _has_bracket(self, start: int, last: float = inf) -> bool:
        """Whether there is a bracket at the offset ``start`` or after it, but not after ``last``."""
        following = bisect_left(self._brackets, start)
        return following < len(self._brackets) and self._brackets[following] <= last

    def _is_near_bracket(self, code: Cluster) -> bool:
        """Whether a bracket is near a code: the last one before it or the first one after it."""
        after = bisect_left(self._brackets, code.span.start)
        beside = self._brackets[max(after - 1, 0) : after + 1]
        return any(_lines_between(self._page.text, bracket, code.span.start) <= NEAR for bracket in beside)

    def _at_foot(self, code: Cluster, since: int, is_first: bool) -> Iterator[Mark]:
        """The gap of a code that no text follows: the whole page, or the rest of it."""
        if self._has_bracket(since):
            return
        if not self._written.search(self._page.bare(self._page.span.start, code.span.start)):
            yield _gap(code.span.start, code, attrs(quantity=1, unit="page"), "nothing but a code in the margin")
        else:
            extent = attrs(extent="rest of page") if is_first else ()
            yield _gap(code.span.start, code, extent, "a code in the margin, and no text after it")

    def _beside_text(self, code: Cluster, since: int, stop: int) -> Iterator[Mark]:
        """The gap of a code above a paragraph or beside text, if no bracket is near; its text ends at ``stop``."""
        text, (start, end) = self._page.text, code.span
        is_above_text = self._page.bare(end, stop).strip()
        if _stands_between_paragraphs(text, code) and is_above_text:
            below = self._page.bare(end, stop)
            first = end + len(below) - len(below.lstrip())
            if not self._has_bracket(since, text.find("\n", first)):
                yield _gap(first, code, (), "a code in the margin above a paragraph that shows no bracket")
        elif not self._is_near_bracket(code):
            is_in_line = not _whole_lines(text, code)
            offset = text.rfind("\n", 0, start) + 1 if code.paired else start if is_in_line else end
            yield _gap(offset, code, (), "a code in the margin beside text that shows no bracket", Certainty.MEDIUM)


def _gap(
    offset: int, cluster: Cluster, extent: tuple[tuple[str, str], ...], why: str, cert: Certainty = Certainty.HIGH
) -> Mark:
    """The mark of an inferred gap at an offset, with the categories of its codes."""
    details = (*attrs(reason="redacted"), *extent, *attrs(ana=" ".join(cluster.claimed), evidence="internal"))
    return Mark(Span(offset, offset), kinds.GAP, RULE, attributes=details, cert=cert, why=why)


def _without(text: str, page: Span, codes: Sequence[Cluster]) -> str:
    """The text of a page, each character of its codes replaced by a space."""
    kept, since = [], page.start
    for code in codes:
        kept += [text[since : code.span.start], " " * (code.span.end - code.span.start)]
        since = code.span.end
    return "".join((*kept, text[since : page.end]))


def _stands_between_paragraphs(text: str, cluster: Cluster) -> bool:
    """Whether codes are on lines of their own with a blank line above and below."""
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


def _lines_between(text: str, first: int, second: int) -> int:
    """The number of line ends between two offsets; ``FAR`` if they are out of reach of each other."""
    low, high = sorted((first, second))
    return text.count("\n", low, high) if high - low < OUT_OF_REACH else FAR
