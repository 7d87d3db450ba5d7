"""Which rows of a page are fields: those that are likely, without what is text or noise among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from teikit.fields.items import is_dated, type_of
from teikit.fields.rows import Row
from teikit.lexicon.collection import Collection

LIKELY = 0.5  # chance from which a row is a field
LABELLED = 0.25  # chance from which a row with a whole label above the text is a field
DATELINE = 0.3  # chance from which a row that is a date alone may be that of the document
LEGIBLE = 0.7  # chance from which a row that looks like noise is a field
CERTAIN = 0.9  # chance of a row that is a header alone
SEVERAL = 3  # certain rows that are a header, whatever they show
CORE = ("cite", "addresses", "date-time group", "classified figures", "serial", "known party", "label subject")
"""Facts of which a header without the label of a party shows one: who writes to whom, about what."""
LABEL = ("label exact long", "colon after exact", "before text")
"""Facts of a row that is a field although its value is a sentence: SUBJECT: Operations in Cuba - The PROENZA Case."""
TEXT = ("long", "ends a sentence", "broken word")
"""Facts of a row that is text, if nothing of a header is in it."""
DATED = ("date alone", "misread date alone", "head and date")
"""Facts of a row that is a date, behind a misread label perhaps."""
NOISE = ("odd half", "unknown words", "short")
"""Facts of a row that says nothing."""


def chosen(
    rows: Sequence[Row], chances: Sequence[float], collection: Collection, printed: bool, opens: bool
) -> set[int]:
    """The places of the rows that are fields, by the chance of each; none where too little speaks for a header.

    ``printed`` says that the letterhead of a form stands on the page, ``opens`` that a document begins with it.
    """
    taken = {index for index, row in enumerate(rows) if chances[index] >= LIKELY or row.routed}
    labelled = {index for index in range(len(rows)) if chances[index] >= LABELLED and _is_labelled(rows[index])}
    taken = (taken | labelled) - _broken(rows)
    taken |= {index for index in range(1, len(rows) - 1) if _bridges(rows, index, taken)}
    taken = _without_text(rows, taken, chances)
    wanted = (*CORE, *(f"label {kind}" for kind in collection.parties))
    core = [
        index
        for index in taken
        if any(rows[index].facts.get(fact) for fact in wanted) or (opens and is_dated(rows[index]))
    ]
    timed = opens and any(rows[index].facts.get("group with month") for index in core)
    sure = timed or len(taken) > 1 or chances[core[0]] >= CERTAIN or (opens and core[0] in labelled) if core else False
    several = opens and sum(chances[index] >= CERTAIN for index in taken) >= SEVERAL
    fields = taken if printed or sure or several else set()
    return fields | _dateline(rows, fields, chances) if opens else fields


def _is_labelled(row: Row) -> bool:
    """Whether a row above the text has a long label to the letter with its colon, whatever else is in it."""
    return all(row.facts.get(fact) for fact in LABEL)


def _dateline(rows: Sequence[Row], taken: Iterable[int], chances: Sequence[float]) -> set[int]:
    """The date that stands above the text of a document whose header has none: the only row that may be one.

    A row that is a date to the letter and likely of a header comes before all others.
    """
    if any(type_of(rows[index]) == "date" for index in taken):
        return set()
    above = [i for i, row in enumerate(rows) if row.facts.get("before text") or row.facts.get("no text")]
    for least, wanted in ((LIKELY, DATED[:1]), (DATELINE, DATED)):
        dated = {i for i in above if chances[i] >= least and any(rows[i].facts.get(fact) for fact in wanted)}
        if dated:
            return dated if len(dated) == 1 else set()
    return set()


def _broken(rows: Sequence[Row]) -> set[int]:
    """The rows that a word is broken over: ``EVALU-`` / ``ATION`` is no label, nor what stands above it."""
    ends = [index for index, row in enumerate(rows) if row.facts.get("broken word") and not row.label]
    return {place for index in ends for place in (index, index + 1)}


def _without_text(rows: Sequence[Row], taken: set[int], chances: Sequence[float]) -> set[int]:
    """The rows without those that are text: nothing of a header is in them, and they are long or stand below it.

    Nor those that look like noise, but in a line that has a label, too: P TO: SECSTATE has the office before it.
    """
    bare = {index for index in taken if rows[index].facts.get("bare")}
    last = max(taken - bare, default=-1)
    text = {index for index in bare if any(rows[index].facts.get(fact) for fact in TEXT)}
    alone = (index for index in bare if not rows[index].shared)
    noise = {index for index in alone if _is_speck(rows[index])}
    doubtful = {index for index in bare if chances[index] < (CERTAIN if index > last else LEGIBLE)}
    return taken - text - (doubtful & (noise | {index for index in bare if index > last}))


def _is_speck(row: Row) -> bool:
    """Whether a row in which nothing of a header is looks like noise: odd or short, and in no capitals (INR |)."""
    return bool(row.facts.get("odd half") or row.facts.get("short")) and not row.text.isupper()


def _bridges(rows: Sequence[Row], index: int, taken: set[int]) -> bool:
    """Whether a row that shows nothing stands directly between two fields, and is no noise."""
    row, below = rows[index], rows[index + 1]
    noise = any(row.facts.get(fact) for fact in NOISE)
    return {index - 1, index + 1} <= taken and not noise and not row.apart and not below.apart
