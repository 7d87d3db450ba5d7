"""Explain the role of a line: what rules found out about it, the likeliest roles, and the facts that count for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from teikit.chain import with_layers
from teikit.core import Draft, Line, Source, kinds
from teikit.errors import UsageError
from teikit.layers.facts import facts
from teikit.layers.judged_lines import JudgedLine, judged_lines
from teikit.layers.line_marks import RULE
from teikit.lexicon import Lexicon
from teikit.lexicon.line_judge import LineJudge
from teikit.lexicon.line_roles import KEPT, LineRole
from teikit.options import DEFAULT_OPTIONS, Options
from teikit.passes.lines import FEWEST_LINES
from teikit.scorecard import ALWAYS
from teikit.wording import counted, visible

MOST_ROLES = 3  # roles that are shown, the likeliest first
MOST_GROUNDS = 8  # facts that are shown of each
LEAST_POINTS = 0.05  # points below which a fact says next to nothing
LIKELY = 0.01  # chance below which a role is not shown


def explain_line(source: Source, number: int, lexicon: Lexicon, options: Options = DEFAULT_OPTIONS) -> str:
    """What is known about a line, counted from 1, as lines of text. Raises UsageError if the text has no such line."""
    if not 0 < number <= len(source.lines):
        hint = f"It has {counted(len(source.lines), 'line')}."
        raise UsageError("USAGE-PLACE", f"there is no line {number} in this text", hint, source.name)
    line = source.lines[number - 1]
    account = ["  " + part for part in _account(source, line, lexicon, options)]
    return "\n".join([f"{visible(source.place(line.start))}: {visible(line.text.strip())}", *account]) + "\n"


def _account(source: Source, line: Line, lexicon: Lexicon, options: Options) -> Iterator[str]:
    """What is known about a line: its role, the facts that counted most, and the chances of other roles."""
    draft = with_layers(source, lexicon, options, until=RULE)
    rows = judged_lines(draft)
    at = next((place for place, row in enumerate(rows) if row.line.start == line.start), None)
    if at is None:
        yield "it is empty"
        return
    if rows[at].page_line.known_role:
        yield from _recognised_before(draft, line, rows[at].page_line.known_role)
    elif len(rows) < FEWEST_LINES:
        yield f"text: a document of {counted(len(rows), 'line')} is not judged line by line"
    else:
        yield from _judged(rows, at, lexicon)


def _recognised_before(draft: Draft, line: Line, role: str) -> Iterator[str]:
    """The role of a line that an earlier rule recognised, so that it was not judged."""
    yield f"{role}, recognised by an earlier rule:"
    for mark in draft.marks:
        if mark.span.overlaps(line.span) and mark.kind != kinds.P:
            yield f"  {mark.kind} (rule {mark.rule}{'; ' + visible(mark.why) if mark.why else ''})"


def _judged(rows: Sequence[JudgedLine], at: int, lexicon: Lexicon) -> Iterator[str]:
    """The chances of the likeliest roles of a line, what was decided, and the facts with the most weight."""
    judge = lexicon.line_judge
    shown = facts([row.page_line for row in rows], lexicon, lexicon.line_letters)
    chance = judge.chances(shown)[at]
    alone = judge.chances([shown[at]])[0]
    role = judge.role(chance)
    kept = sum(chance[kept_role] for kept_role in KEPT)
    decided = "stays in the text" if role in KEPT else "leaves the text"
    yield f"{role}: it {decided}; text or header with a chance of {kept:.3f}{_limit(judge, chance, role)}"
    for likely in sorted(chance, key=lambda likely: -chance[likely])[:MOST_ROLES]:
        if chance[likely] < LIKELY and likely != role:
            continue
        yield f"{likely} {chance[likely]:.1%}, by its own facts {alone[likely]:.1%}"
        weighed = [ground for ground in judge.grounds(shown[at], likely) if ground[0] != ALWAYS]
        for fact, points in [ground for ground in weighed if abs(ground[1]) >= LEAST_POINTS][:MOST_GROUNDS]:
            yield f"  {points:+.2f}  {fact}"


def _limit(judge: LineJudge, chance: dict[LineRole, float], role: LineRole) -> str:
    """The limit below which the line is set aside."""
    asides = [kind for kind in chance if kind not in KEPT]
    aside = role if role not in KEPT else max(asides, key=lambda kind: chance[kind])
    return f", set aside as {aside} below {judge.limit(aside):.3f}"
