"""The chance that a row of a page belongs to the header of a message, by facts about the row and their weights.

There are two sums, so that each result can be explained. The stage *alone* adds up what the row shows and where it is;
the stage *together* adds how likely the rows around it are by the first sum. The weights (``field-evidence.tsv``) were
learnt from pages whose lines people had labelled (``tools/learn_fields.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from teikit.fields.labels import Labels
from teikit.fields.rows import HeaderRow
from teikit.lexicon.entries import Weight
from teikit.scorecard import ALWAYS, logistic

NEAR_ROWS = 3  # rows before, and as many after, that are near a row
WIDE_ROWS = 24  # rows before, and as many after, that may be of the same header
LABEL_REACH = 4  # rows up or down to the next label of a form, at most
TOP_ROWS = 8  # rows at the top of a page
DEEP_ROWS = 30  # rows above a row so deep on a page that a header is unlikely, at least
ROWS_JUST_ABOVE = 3  # rows just above the text
BEGUN_ROWS = 2  # rows of text after which the header is over
FOOT_LINES = 8  # lines at the foot of a page, where a distribution may be
PROSE_REACH = 4  # rows from the beginning of the text that are examined
LEAST_PROSE = 2  # of them, rows of prose, at least
MOST_NEAR = 2  # near rows of the header that count, at most
MOST_WIDE = 4  # the same of rows that may be of the same header
FEW_ROWS = 3  # rows of a page, up to which blank lines always count
SPREAD_SHARE = 0.8  # share of rows after a blank line, above which blank lines mean nothing
PLAIN = ("precedence", "date alone", "classified date")
"""Facts of a row of a header without a label."""
COLON = "colon after misread"  # fact of a row whose label is misread, but not its colon
MISREAD_LABEL_FACTS = ("label near long", "label far long")
"""Facts of a row with a long misread label: ``JENORAIUM FoR: Deputy Director of Central Intelligence`` is not prose."""
ORDERS = ((0.9, "in order surely"), (0.7, "in order"), (0.5, "in order perhaps"))
"""Facts about labels in the order of a form, by the likeness from which they hold."""


class Evidence:
    """The weights of a collection; false if it has none."""

    def __init__(self, weights: Iterable[Weight]) -> None:
        by_stage: dict[str, dict[str, float]] = {"alone": {}, "together": {}}
        for weight in weights:
            by_stage[weight.stage][weight.fact] = weight.weight
        self._alone, self._together = by_stage["alone"], by_stage["together"]

    def __bool__(self) -> bool:
        return bool(self._alone)

    def chances(self, facts: Sequence[Mapping[str, float]]) -> list[float]:
        """The chance of each row of a page that it is of a header, 0 to 1; :func:`placed` gives the ``facts``."""
        alone = [chance(row, self._alone) for row in facts]
        return [chance(row, self._together) for row in with_neighbours(facts, alone)]


def to_the_letter(rows: Sequence[HeaderRow]) -> list[float]:
    """The chances in a collection without weights: 1 for undamaged labels, precedences and dates above the text."""
    begin = text_begins(rows)
    return [float(at < begin and _is_plain(row)) for at, row in enumerate(rows)]


def _is_plain(row: HeaderRow) -> bool:
    """Whether a row begins with an undamaged label, or is a precedence or a date."""
    labelled = row.label is not None and row.label.field.reads.match(row.text) is not None
    return labelled or row.shows(PLAIN)


def chance(facts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The chance that follows from facts by their weights, 0 to 1."""
    return logistic(weights.get(ALWAYS, 0.0) + sum(weights.get(fact, 0.0) * value for fact, value in facts.items()))


def placed(rows: Sequence[HeaderRow], count: int, labels: Labels) -> list[dict[str, float]]:
    """The facts of each row of a page, with those about its place; ``count`` is the number of lines of the page."""
    begin, spread = text_begins(rows), blank_lines_mean_nothing(rows)
    candidates = [labels.candidates(row.text) for row in rows]
    page_facts, since_comment = [], WIDE_ROWS
    for at, row in enumerate(rows):
        facts = dict(row.facts)
        since_comment = 0 if "comment" in facts else since_comment + 1
        if 0 < since_comment <= NEAR_ROWS:
            facts["after comment"] = 1.0
        facts |= dict.fromkeys(_place(at, begin, len(rows), count), 1.0)
        if not spread:
            facts["after a blank line" if row.is_apart else "directly below"] = 1.0
        best = _ordered(at, candidates, labels)
        facts |= dict.fromkeys([name for least, name in ORDERS if best >= least][:1], 1.0)
        page_facts.append(facts)
    return page_facts


def blank_lines_mean_nothing(rows: Sequence[HeaderRow]) -> bool:
    """Whether the engine put a blank line before nearly every row."""
    return len(rows) > FEW_ROWS and sum(row.is_apart for row in rows) > SPREAD_SHARE * len(rows)


def text_begins(rows: Sequence[HeaderRow]) -> int:
    """The place of the first row of the text; the number of rows if there is no text."""
    prose = [_is_prose(row) for row in rows]
    return next(
        (at for at, is_prose in enumerate(prose) if is_prose and sum(prose[at : at + PROSE_REACH]) >= LEAST_PROSE),
        len(rows),
    )


def _is_prose(row: HeaderRow) -> bool:
    """Whether a row is running text, or a long point of it."""
    facts = row.facts
    if facts.get("label exact long") or (facts.get(COLON) and any(facts.get(label) for label in MISREAD_LABEL_FACTS)):
        return False
    point = facts.get("point") and facts.get("long") and facts.get("function words")
    return bool(facts.get("prose") or (point and not facts.get("enumerated reference")))


def _place(at: int, begin: int, rows: int, count: int) -> Iterable[str]:
    """The facts about the place of a row on its page.

    ``begin`` is the first row of the text, ``rows`` the number of rows, ``count`` that of lines.
    """
    if begin == rows:
        yield "no text"
    elif at < begin:
        yield "before text"
        if at >= begin - ROWS_JUST_ABOVE:
            yield "just above text"
    elif at >= begin + BEGUN_ROWS:
        yield "text has begun"
        if at >= count - FOOT_LINES:
            yield "foot"
    if at < TOP_ROWS:
        yield "top"
    elif at >= DEEP_ROWS:
        yield "deep"


def _ordered(at: int, candidates: Sequence[Mapping[str, float]], labels: Labels) -> float:
    """How well a row and one near it match two labels of a form, in the order of the form; 0 to 1."""
    best = 0.0
    reached = range(max(0, at - LABEL_REACH), min(len(candidates), at + LABEL_REACH + 1))
    for label, like in candidates[at].items():
        for near_row in reached:
            for second, second_like in candidates[near_row].items() if near_row != at else ():
                first, last = (label, second) if at < near_row else (second, label)
                if labels.follows(first, last):
                    best = max(best, min(like, second_like) - (1 - max(like, second_like)) / 2)
    return best


def with_neighbours(facts: Sequence[Mapping[str, float]], alone: Sequence[float]) -> list[dict[str, float]]:
    """The facts of each row of a page, and the chances of the rows around it (``alone``), each 0 to 1."""
    with_chances = []
    for at, row in enumerate(facts):
        above, below = alone[max(0, at - NEAR_ROWS) : at], alone[at + 1 : at + 1 + NEAR_ROWS]
        before, after = min(sum(above), MOST_NEAR) / MOST_NEAR, min(sum(below), MOST_NEAR) / MOST_NEAR
        with_chances.append(
            {
                **row,
                "before": above[-1] if above else 0.0,
                "after": below[0] if below else 0.0,
                "three before": before,
                "three after": after,
                "both": before * after,
                "many before": min(sum(alone[max(0, at - WIDE_ROWS) : at]), MOST_WIDE) / MOST_WIDE,
                "many after": min(sum(alone[at + 1 : at + 1 + WIDE_ROWS]), MOST_WIDE) / MOST_WIDE,
            }
        )
    return with_chances
