"""Put a new reading of several words in the place of the old one, line by line; a broken word half by half."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex
from rapidfuzz.distance import Levenshtein

from teikit.core import Draft, Span
from teikit.core.hyphens import HYPHENS

BLANK = regex.compile(r"\s+")  # the white space between two words
MARK = regex.compile(r"[^\p{L}\p{N}\s]")  # a mark next to a word or within it
WORD_BEFORE = regex.compile(r"\S*$")  # the part of a word right before a place
WORD_AFTER = regex.compile(r"\S*")  # the same right after it
LINE_END = regex.compile(rf"(?P<hyphen>[{HYPHENS}]?)[ \t]*(?:\r\n|\r|\n)\s*")
"""A line end with the white space around it and the hyphen before it, if there is one."""


def spread(draft: Draft, span: Span, new: str, edges: Sequence[int] = ()) -> Iterator[tuple[Span, str]]:
    """The parts of a stretch of the draft's text that must change for it to read ``new``, each with its new reading.

    ``span``, ``edges`` and the returned spans are offsets in the text of the draft, in code points. Line ends stay
    where they are; if a word of ``new`` runs over one, the line end is removed from it. No part crosses a seam of the
    source, or one of the ``edges``, given in rising order, where a field or paragraph begins or ends.
    """
    old = draft.text[span.start : span.end]
    ends = {match.start(): match for match in LINE_END.finditer(old)}
    beside = {at - span.start for at in edges[bisect_right(edges, span.start) : bisect_left(edges, span.end)]}
    inside = {at for match in ends.values() for at in match.spans()[0]}
    seams = {at - span.start for at in draft.table.seams(span)}
    cuts = sorted({0, len(old), *inside, *seams, *beside})
    cuts = [at for at in cuts if not any(match.start() < at < match.end() for match in ends.values())]
    places = _places(LINE_END.sub(lambda match: " " * len(match[0]), old), new)
    for match in ends.values():
        _divide(places, match, new)
    for ending in [*(match.span() for match in ends.values()), *((at, at) for at in seams - inside - beside)]:
        _keep_whole(places, ending, old, new)
    for start, end in pairwise(cuts):
        part = new[places[start] : places[end]]
        if start in ends and ends[start].end() == end:
            yield from _at_line_end(ends[start], part, span.start, is_in_word=places[start] > 0)
        elif old[start:end] != part:
            yield _narrow(span.start + start, old[start:end], part.strip() if _is_line(old, start, end) else part)


def _divide(places: list[int], match: regex.Match[str], new: str) -> None:
    """Let a line end match only the space in the new reading: letters next to it belong to the words there."""
    start, end = places[match.start()], places[match.end()]
    blank = BLANK.search(new, start, end)
    places[match.start()], places[match.end()] = blank.span() if blank else (end, end)


def _keep_whole(places: list[int], ending: tuple[int, int], old: str, new: str) -> None:
    """Put a word of the new reading whole before a line end if neither half of it stays as it was.

    ``auscop-`` and ``Ability`` on two lines are ``susceptibility`` in another release: nothing shows where it is to be
    cut.
    """
    before, after = WORD_BEFORE.search(old, 0, ending[0]), WORD_AFTER.match(old, ending[1])
    begin, end = WORD_BEFORE.search(new, 0, places[ending[1]]), WORD_AFTER.match(new, places[ending[1]])
    if not (before and after and begin and end):
        return
    has_halves = all(half[0] for half in (before, after, begin, end))
    if has_halves and before[0] != begin[0] and after[0] != end[0] and (after.end(), end.end()) == (len(old), len(new)):
        places[ending[0] :] = [len(new)] * (len(old) + 1 - ending[0])


def _narrow(start: int, old: str, new: str) -> tuple[Span, str]:
    """A part without the marks at its edges that stay."""
    end = start + len(old)
    while old and new and old[0] == new[0] and MARK.match(old[0]):
        start, old, new = start + 1, old[1:], new[1:]
    while old and new and old[-1] == new[-1] and MARK.match(old[-1]):
        end, old, new = end - 1, old[:-1], new[:-1]
    return Span(start, end), new


def _at_line_end(match: regex.Match[str], part: str, start: int, is_in_word: bool) -> Iterator[tuple[Span, str]]:
    """The edit at a line end: it goes, with its hyphen, if a word runs over it; else the hyphen alone, if any, goes.

    No word runs over the line end in ``well Al`` / ``auvised to``: the new reading of ``Al auvised`` is ``advised``,
    all of it after the line end.
    """
    if is_in_word and not any(map(str.isspace, part)):
        yield Span(*match.span()).moved(start), ""
    elif match["hyphen"] and match["hyphen"] not in part:
        yield Span(*match.span("hyphen")).moved(start), ""


def _is_line(old: str, start: int, end: int) -> bool:
    """Whether a part is all that a line has: the space that stands for a line end must not go into it."""
    return (start == 0 or old[start - 1].isspace()) and (end == len(old) or old[end].isspace())


def _places(old: str, new: str) -> list[int]:
    """For each offset of the old reading, and its end, the offset of the new one that corresponds to it."""
    places = [0] * (len(old) + 1)
    for step in Levenshtein.opcodes(old, new):
        width = step.dest_end - step.dest_start
        for offset in range(step.src_start, step.src_end):
            places[offset] = step.dest_start + min(offset - step.src_start, width)
    places[0], places[len(old)] = 0, len(new)
    return places
