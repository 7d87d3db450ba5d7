"""Calculate the chances that a new reading is right or does harm, from its facts (``decided-points.tsv``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from teikit.collation.context import Context
from teikit.collation.decision import Decision
from teikit.collation.decision_facts import Evidence
from teikit.collation.witness import Witness
from teikit.lexicon.levels import Level, table
from teikit.lexicon.model import points
from teikit.words.scorecard import SUMS, Scorecard

TABLE = "decided-points.tsv"
COLUMNS = " ".join(("fact", "least", *SUMS))
CASE = "a reading of another release"  # the only case of this scorecard


def weighed(decided: Sequence[Decision], base: Witness, context: Context) -> list[Decision]:
    """The decisions about the text of one release; those that have a new reading from an OCR have its chances.

    What a printing says is trusted, and has none.
    """
    if not any(_is_weighed(decision, context) for decision in decided):
        return list(decided)
    evidence, scorecard = Evidence(base, context), _scorecard(context.lexicon.levels)
    return [
        replace(decision, chance=scorecard.chance(evidence.facts(decision), CASE))
        if _is_weighed(decision, context)
        else decision
        for decision in decided
    ]


def _is_weighed(decision: Decision, context: Context) -> bool:
    """Whether a decision has a new reading that does not come from a printing."""
    return decision.is_new and not any(context.witnesses[name].is_printing for name in decision.sources)


@cache
def _scorecard(levels: tuple[Level, ...]) -> Scorecard:
    rows = table(levels, TABLE, COLUMNS, lambda row: points(row, SUMS), lambda entry: (entry.fact, entry.least))
    return Scorecard((CASE, row) for row in rows)
