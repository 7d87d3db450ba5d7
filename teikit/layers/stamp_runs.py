"""Consecutive lines that belong to one stamp of the catalogue, with misread pieces of it among them.

A line that resembles no line of a stamp by itself may still be a piece of one: engines break the lines of a stamp
anywhere (``downgrading and`` / ``declassification``) and lose half of them (``Backgroune`` above ``Do Not Reproduce``).
Next to a sure line of the stamp such a piece is recognised by its letters alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex
from rapidfuzz.fuzz import partial_ratio

from teikit.core import Draft, Line, kinds
from teikit.lexicon import Lexicon, Stamp, StampMatch
from teikit.lexicon.entries import NOT_A_LETTER
from teikit.lexicon.matching import EDGES

MOST_BLANK_LINES = 2  # blank lines between two lines of one stamp, at most
LONG_LINE = 200  # characters of a line that is too long for a stamp, at least
FEWEST_LETTERS = 6  # of a piece of a stamp that is recognised next to it, at least
SHORT_PIECE = 8  # letters of a piece that must be nearly undamaged, at most
ALIKE, NEARLY_ALIKE = 75.0, 85.0
"""Per cent of the letters of a piece that must agree with the stamp: one of 80 pieces in 327 files was wrong."""
PIECE_SIMILARITY = 0.0  # the similarity stated for a piece, which shows no stamp by itself
DATE_IN_FIGURES = regex.compile(r"(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}(?:[0-9]{2})?(?![0-9/])")
"""A numerical date: ``11/22/63``."""
DAY_ON_STAMP = regex.compile(r"[0-9]{1,2}\s\p{Lu}\p{Ll}{2}\W{0,2}[0-9]{2}|(?:19|20)[0-9]{2}")
"""A day as the CIA writes it on its stamps, or a year: ``6 Apr 94``, ``2000``."""
DATES = regex.compile(rf"(?:{DATE_IN_FIGURES.pattern}|{DAY_ON_STAMP.pattern}|[^\p{{L}}\p{{N}}])+")
"""A line of nothing but dates."""

Run = list[tuple[Line, Sequence[StampMatch]]]
"""Consecutive lines, each with the lines of stamps that it matches."""


class _Row(NamedTuple):
    """A line that is not blank, or the part of it that is a stamp; ``is_apart`` if it does not follow the last one."""

    line: Line
    is_apart: bool
    matches: Sequence[StampMatch]


def stamp_runs(draft: Draft, lexicon: Lexicon) -> Iterator[Run]:
    """The runs of consecutive lines that are lines of one stamp, or pieces of it."""
    run: Run = []
    for row in _with_pieces(list(_rows(draft, lexicon))):
        if run and (row.is_apart or not common_names(run, row.matches)):
            yield run
            run = []
        if row.matches:
            run.append((row.line, row.matches))
    if run:
        yield run


def common_names(run: Run, matches: Iterable[StampMatch]) -> set[str]:
    """The names of the stamps to which all lines of a run, and some other matches, belong."""
    names = {match.stamp.name for match in matches}
    for _, of_line in run:
        names &= {match.stamp.name for match in of_line}
    return names


def _rows(draft: Draft, lexicon: Lexicon) -> Iterator[_Row]:
    """The lines that are not blank, each with the lines of stamps that it resembles by itself."""
    starts = [page.start for page in draft.cut_at(kinds.PAGE)]
    blank = end = 0
    for line in draft.lines:
        if not line.text.strip():
            blank += 1
            continue
        part = _part(line, lexicon) if len(line.text) < LONG_LINE else line
        matches = lexicon.stamp_index.find_all(part.text) if len(line.text) < LONG_LINE else ()
        is_on_next_page = bisect_right(starts, end - 1) != bisect_right(starts, part.start)
        apart = blank > MOST_BLANK_LINES or is_on_next_page or bool(draft.text[end : part.start].strip())
        yield _Row(part, apart, matches)
        blank, end = 0, part.next


def _with_pieces(rows: list[_Row]) -> list[_Row]:
    """The rows; each piece of the stamp in the row above or below gets the matches of that row."""
    for step in (1, -1):
        for index in range(len(rows))[::step]:
            beside = index - step
            if rows[index].matches or not 0 <= beside < len(rows) or rows[max(index, beside)].is_apart:
                continue
            rows[index] = rows[index]._replace(matches=_pieces(rows[index].line.text, _of_sure(rows, beside, step)))
    return rows


def _of_sure(rows: Sequence[_Row], at: int, step: int) -> Sequence[StampMatch]:
    """The matches of a row; of a date alone, which shows no stamp, only those that the row before it has, too.

    ``step`` is -1 if the rows are examined from below.
    """
    if not DATES.fullmatch(rows[at].line.text):
        return rows[at].matches
    before = at - step
    if not 0 <= before < len(rows) or rows[max(at, before)].is_apart:
        return ()
    names = {match.stamp.name for match in rows[before].matches}
    return [match for match in rows[at].matches if match.stamp.name in names]


def _pieces(text: str, matches: Iterable[StampMatch]) -> Sequence[StampMatch]:
    """The stamps, of those that a line matches, of which its neighbour may be a piece, each as a match."""
    return [match._replace(similarity=PIECE_SIMILARITY) for match in matches if _is_piece(text, match.stamp)]


def _is_piece(text: str, stamp: Stamp) -> bool:
    """Whether a line next to a line of a stamp may belong to it."""
    if any(line.counts_beside and line.reads.fullmatch(text.strip(EDGES)) for line in stamp.lines):
        return True
    letters = NOT_A_LETTER.sub("", text).upper()
    least = NEARLY_ALIKE if len(letters) <= SHORT_PIECE else ALIKE
    return FEWEST_LETTERS <= len(letters) <= len(stamp.letters) and partial_ratio(letters, stamp.letters) >= least


def _part(line: Line, lexicon: Lexicon) -> Line:
    """The part of a line that is a stamp, if the engine read the stamp into another line; else the whole line.

    ``P.D.S. REVIEW 5:26 PM`` has the hour of receipt after the stamp, ``Info COPY LBJ LIBRARY`` a field before it.
    """
    known, hour = lexicon.stamp_index, lexicon.calendar.stamped_hour.search(line.text)
    if hour and known.find(line.text[: hour.start()]):
        end = line.start + hour.start()
        return Line(line.text[: hour.start()], line.start, end, end)
    edge = None if known.find(line.text) else known.at_edge(line.text)
    if not edge or _goes_on(line.text, *edge):
        return line
    start, end = line.start + edge[0], line.start + edge[1]
    return Line(line.text[edge[0] : edge[1]], start, end, line.next if end == line.end else end)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence in lower case continues in a stretch at the edge of its line.

    ``Seguridad del Estado (Department of State``; but not ``Department of State   INCOMING TELEGRAM``.
    """
    words = regex.findall(r"\p{L}+", text[end:])[:1] or regex.findall(r"\p{L}+", text[:start])[-1:]
    return not text[start:end].isupper() and any(not word.isupper() for word in words)
