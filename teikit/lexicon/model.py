"""The tables that were learnt, not written by hand: misreadings of engines, scorecards, points of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from teikit.errors import ConfigRefused
from teikit.lexicon.levels import Level
from teikit.lexicon.line_judge import LineJudge, RolePoints
from teikit.lexicon.line_letters import HEADING, LineLetters
from teikit.lexicon.line_roles import ROLES, LineRole
from teikit.lexicon.tables import DictionaryRow, rows
from teikit.scorecard import Points
from teikit.words.channel import Channel, MisreadingCount, channel_from_counts
from teikit.words.scorecard import SUMS, Scorecard

SCORECARDS = ("certainty.tsv", "certainty-confidence.tsv", "certainty-grid.tsv")
"""Files with the points of facts about a change."""
SCORE = ("case", "fact", "least", *SUMS)
"""The columns of a scorecard."""
COUNTED = ("engine", "source", "truth", "observed", "count", "of")
"""The columns of the table of misreadings."""


@cache
def channel(levels: tuple[Level, ...], *engines: str) -> Channel:
    """The misreadings of some engines, or of all if none is named, from the most specific level that has them."""
    counts = (line.split("\t") for line in _lines(levels, "channel.tsv", COUNTED, _check_count))
    return channel_from_counts(
        MisreadingCount(truth, observed, int(count), int(of))
        for engine, _, truth, observed, count, of in counts
        if not engines or engine in engines
    )


@cache
def scorecard(levels: tuple[Level, ...]) -> Scorecard:
    """The points of each fact about a change of a word, with and without confidences of the engine and a grid."""
    scores = (row for name in SCORECARDS for row in _rows(levels, name, SCORE))
    return Scorecard((row.text("case"), points(row, SUMS)) for row in scores)


def points(row: DictionaryRow, columns: Sequence[str]) -> Points:
    """The points in a row of a scorecard; ``columns`` are the names of the sums."""
    return Points(row.text("fact"), row.real("least"), tuple(row.real(column) for column in columns))


@cache
def line_judge(levels: tuple[Level, ...]) -> LineJudge:
    """The points of each fact about a line for each role."""
    roles = _rows(levels, "line-roles.tsv", ("fact", *LineRole))
    return LineJudge(RolePoints(row.text("fact"), role, row.real(role)) for row in roles for role in LineRole)


@cache
def line_letters(levels: tuple[Level, ...]) -> LineLetters:
    """The points of runs of letters for the role of a line."""
    return LineLetters.from_table(_lines(levels, "line-letters.tsv", (HEADING, *ROLES), _check_points))


def _rows(levels: tuple[Level, ...], name: str, columns: tuple[str, ...]) -> Iterator[DictionaryRow]:
    """The rows of a table from the most specific level that has it; none if none does."""
    level = _last(levels, name)
    return rows(level.text(name), level.place(name), columns) if level else iter(())


def _lines(
    levels: tuple[Level, ...], name: str, columns: tuple[str, ...], check: Callable[[DictionaryRow], object]
) -> list[str]:
    """The lines of a long table, below the names of its columns, from the most specific level that has it.

    A table that comes with teikit is read without checks, which the tests make; each row of another one is checked, and
    ConfigRefused is raised for a faulty one.
    """
    level = _last(levels, name)
    if level is None:
        return []
    if level.shipped:
        return level.text(name).partition("\t".join(columns) + "\n")[2].splitlines()
    lines = []
    for row in rows(level.text(name), level.place(name), columns):
        check(row)
        lines.append("\t".join(row.values[column] for column in columns))
    return lines


def _check_count(row: DictionaryRow) -> None:
    """Raise ConfigRefused (DICT-NUMBER) for a row without its two numbers: how often it was read, of how many times."""
    if row.number("count") is None or not row.number("of"):
        raise ConfigRefused("DICT-NUMBER", "count or of is not a whole number above 0", place=row.place)


def _check_points(row: DictionaryRow) -> None:
    """Raise ConfigRefused (DICT-NUMBER, DICT-EMPTY) for a row without a number for each role."""
    for role in ROLES:
        row.real(role)


def _last(levels: tuple[Level, ...], name: str) -> Level | None:
    """The most specific level that has a file; None if none does."""
    return next((level for level in reversed(levels) if level.data(name)), None)
