"""The tables that were learnt and not written by hand: misreadings of engines, scorecards, points of lines."""

from __future__ import annotations

from functools import cache

from teikit.lexicon.levels import Level
from teikit.lexicon.line_judge import LineJudge, RolePoints
from teikit.lexicon.line_letters import LineLetters
from teikit.lexicon.line_roles import LineRole
from teikit.lexicon.tables import rows
from teikit.words.channel import Channel, MisreadingCount, channel_from_counts
from teikit.words.scorecard import Scorecard, ScoreRow

SCORECARDS = ("certainty.tsv", "certainty-confidence.tsv", "certainty-grid.tsv")
"""Files with the points of facts about a change."""
SCORE = ("case", "fact", "least", "right", "harm")
"""The columns of a scorecard."""
COUNTED = "engine\tsource\ttruth\tobserved\tcount\tof\n"
"""The line with the columns of the table of misreadings."""


@cache
def channel(levels: tuple[Level, ...], *engines: str) -> Channel:
    """The misreadings of some engines, or of all if none is named, from the most specific level that has them.

    The table is long and made by a program, so it is read without checks; the tests check each line.
    """
    lines = _last(levels, "channel.tsv").partition(COUNTED)[2].splitlines()
    rows = (line.split("\t") for line in lines)
    return channel_from_counts(
        MisreadingCount(truth, observed, int(count), int(of))
        for engine, _, truth, observed, count, of in rows
        if not engines or engine in engines
    )


@cache
def scorecard(levels: tuple[Level, ...]) -> Scorecard:
    """What each fact about a change of a word is worth, with and without confidences of the engine and a grid."""
    scores = (row for name in SCORECARDS for row in rows(_last(levels, name), name, SCORE))
    return Scorecard(
        ScoreRow(row.text("case"), row.text("fact"), row.real("least"), row.real("right"), row.real("harm"))
        for row in scores
    )


@cache
def line_judge(levels: tuple[Level, ...]) -> LineJudge:
    """The points of each fact about a line for each role."""
    columns = ("fact", *LineRole)
    points = rows(_last(levels, "line-roles.tsv"), "line-roles.tsv", columns)
    return LineJudge(RolePoints(row.text("fact"), role, row.real(role)) for row in points for role in LineRole)


@cache
def line_letters(levels: tuple[Level, ...]) -> LineLetters:
    """The points of runs of letters for the role of a line."""
    return LineLetters.from_table(_last(levels, "line-letters.tsv").splitlines())


def _last(levels: tuple[Level, ...], name: str) -> str:
    """The text of a file from the most specific level that has it; empty if none does."""
    return next((level.text(name) for level in reversed(levels) if level.data(name)), "")
