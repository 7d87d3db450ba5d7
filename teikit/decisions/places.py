"""Find the place of a decision in a source: its own or, in another reading of the pages, by its context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teikit.core import Source, Span
from teikit.decisions.book import is_of
from teikit.decisions.row import DecisionRow

CONTEXT = 24  # most code points that a row keeps on either side of a place
NEAR_CONTEXT = 10  # code points of them that are enough if the rest differs
LEAST_CONTEXT = 4  # code points of context, without spaces, below which a place is looked for only by its whole line
SHIFT = 400  # code points by which such a line may have moved; similar lines are farther away


class Placed(NamedTuple):
    """A decision and its stretch of a source, in code points of the decoded text; None if no place matches.

    ``is_moved`` says that it was made on another reading, or at another offset; ``is_read_now`` that the OCR now has
    the reading that was decided.
    """

    row: DecisionRow
    span: Span | None
    is_moved: bool = False
    is_read_now: bool = False


def context(text: str, span: Span) -> tuple[str, str]:
    """The text before and after a stretch in its line, for a row; at the edge of a line, the line end.

    >>> context("MEN AND OUR ERVICE\\nWILL", Span(12, 18))
    ('MEN AND OUR ', '\\n')
    """
    left = re.search(r"(?:\r?\n|\r)?[^\r\n]*\Z", text[max(0, span.start - CONTEXT) : span.start])
    right = re.match(r"[^\r\n]+|\r?\n|\r|", text[span.end : span.end + CONTEXT])
    before = left[0] if left else ""
    return (before if before.strip() == "" else before.lstrip("\r\n")), right[0] if right else ""


def placed(rows: Sequence[DecisionRow], source: Source) -> Iterator[Placed]:
    """Decisions that concern a source, each with its place there.

    A decision on this very input stands at its offsets, if the text there is still the same. Any other is found by the
    text it was made on and by what stands beside that text; it counts only if there is exactly one such place.
    """
    for row in rows:
        own = is_of(row, source.files_digest)
        if own and source.text[row.at.start : row.at.end] == row.before and row.at.end <= len(source.text):
            yield Placed(row, row.at)
            continue
        span, read = found_again(row, source.text)
        yield Placed(row, span, is_moved=True, is_read_now=read)


def found_again(row: DecisionRow, text: str) -> tuple[Span | None, bool]:
    """The only place in a text that a decision can be about, and whether the text there is already as decided."""
    for before, read in ((row.before, False), (row.after, True)):
        if read and (row.is_ != "reads" or not row.after.strip()):
            continue
        for left, right in ((row.left, row.right), (row.left[-NEAR_CONTEXT:], row.right[:NEAR_CONTEXT])):
            spans = _places(left, before, right, text)
            if len(spans) == 1:
                return spans[0], read
            if spans:
                break
    return _in_own_line(row, text), False


def _in_own_line(row: DecisionRow, text: str) -> Span | None:
    """The place of a row with hardly any context, if a single line of the text, not far away, is the same as its line.

    So a signature (TAYLOR) or a short header line (``NO: 12``) is found after a word above it was changed.
    """
    left, right = row.left.strip(), row.right.strip()
    letters = "".join(f"{left}{row.before}{right}".split())
    is_known_by_context = len("".join((left + right).split())) >= LEAST_CONTEXT
    if is_known_by_context or len(letters) < LEAST_CONTEXT or not row.before.strip():
        return None
    parts = (_loose(part) for part in (left, row.before.strip(), right))
    pattern = r"(?m)^[^\S\n]*{}[^\S\n]*(?P<place>{})[^\S\n]*{}[^\S\n]*$".format(*parts)
    spans = [Span(*match.span("place")) for match in re.finditer(pattern, text)]
    return spans[0] if len(spans) == 1 and abs(spans[0].start - row.at.start) <= SHIFT else None


def _places(left: str, before: str, right: str, text: str) -> list[Span]:
    """All places of a text with this context on either side; they may overlap; none if the context is too short."""
    if len("".join((left + right).split())) < LEAST_CONTEXT:
        return []
    outer = (r"(?:\A|\s)" if left.isspace() else _loose(left), r"(?:\s|\Z)" if right.isspace() else _loose(right))
    pattern = f"{outer[0]}(?P<place>{_loose(before)}){outer[1]}"
    matches = re.finditer(f"(?={pattern})", text)
    return [Span(*match.span("place")) for match in matches]


def _loose(text: str) -> str:
    """A pattern for a text in which spaces and line ends may differ."""
    parts = re.split(r"(\s+)", text)
    return "".join(r"\s+" if number % 2 else re.escape(part) for number, part in enumerate(parts))
