"""The rows of a page that are fields: the likely ones, except text and noise among them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from teikit.fields.items import CONFIRMED, is_dated, type_of
from teikit.fields.labels import MARKED
from teikit.fields.rows import HeaderRow
from teikit.lexicon.collection import Collection

LIKELY = 0.5  # chance from which a row is a field
LABELLED = 0.25  # chance from which a row above the text with an undamaged label is a field
DATELINE = 0.3  # chance from which a row that is only a date may be that of the document
SURELY = 0.8  # chance from which a row with a hardly legible label in the order of a form has that label
LEGIBLE = 0.7  # chance from which a row that looks like noise is a field
CERTAIN = 0.9  # chance from which a single row is a header
ENCLOSED = 0.8  # chance from which a long row between two fields is a field
FEW_WORDS = 5  # words of a row between two fields that is not text, at most
SEVERAL_CERTAIN = 3  # certain rows that are a header, whatever they show, at least
FORM_LABELS = 2  # kinds of labels with a colon that are a header, at least
LONG_LABEL = 6  # letters of a long label, at least
LABEL_LIKENESS = 0.7  # likeness of a label that another one near it confirms, at least
NEAR_ROWS = 2  # rows from one label of a header to another one that confirms it, at most
CORE = ("cite", "addresses", "date-time group", "classified figures", "serial", "known party", "label subject")
"""Facts one of which a header must show if it has no label of a party: who writes to whom, or about what."""
LABEL_FACTS = ("label exact long", "colon after exact", "before text")
"""Facts of a row that is a field even if its value reads like text: SUBJECT: Operations in Cuba - The PROENZA Case."""
TEXT_FACTS = ("long", "ends a sentence", "broken word")
"""Facts of a row that is text, unless it shows something of a header."""
DATED = ("date alone", "misread date alone", "head and date")
"""Facts of a row that is a date, perhaps after a misread label; the first is that of an undamaged date alone."""
NOISE = ("odd half", "unknown words", "short")
"""Facts of a row that may be noise."""
UNSURE = ("bare", "odd half", "ends a sentence")
"""Facts of a row that is not a field if little shows a header: ``MEXI. 5954 ID 6008 FOR RECENT TRAVEL.``"""
ORDERED = ("in order surely", "in order", "in order perhaps")
"""Facts of a label near another one in the order of a form."""
TELLING = frozenset({"reference", "subject", "date", "from", "to"})
"""Types of field whose undamaged label and colon make a single row a field: ``REF: UFGA 18908, 4 December 1964``."""

CONFIRMED_TYPES = TELLING | {"attention", "via"}
"""Types of field whose hardly legible label others near it confirm: ``Aitentiva: &. J. Papich`` above FROM."""


def chosen(
    rows: Sequence[HeaderRow],
    chances: Sequence[float],
    collection: Collection,
    has_letterhead: bool,
    begins_document: bool,
    is_telegram: bool = False,
) -> set[int]:
    """The places of the rows that are fields, by the chance of each; empty if there is too little evidence of a header.

    ``has_letterhead`` says that the page has the letterhead of a form, ``begins_document`` that a document begins with
    the page, ``is_telegram`` that this is one. With little evidence, only rows that show something of a header are
    fields if a telegram begins, and only those with an undamaged label if another document does.
    """
    taken = {at for at, row in enumerate(rows) if chances[at] >= LIKELY or row.routed}
    taken |= {at for at, row in enumerate(rows) if chances[at] >= LABELLED and _is_labelled(row)}
    taken -= _broken(rows)
    taken |= {at for at in range(1, len(rows) - 1) if _bridges(rows, at, taken)}
    taken |= {at for at, row in enumerate(rows) if begins_document and _is_number(row)}
    taken = _without_text(rows, taken, chances)
    taken -= _within_text(rows, taken)
    if begins_document and not is_telegram:
        taken |= _in_block(rows, taken)
    is_header = has_letterhead or _has_core(rows, taken, chances, collection, begins_document)
    if not begins_document:
        return taken if is_header else set()
    is_header = is_header or sum(chances[at] >= CERTAIN for at in taken) >= SEVERAL_CERTAIN
    is_header = is_header or (not is_telegram and len(_labels(rows, taken)) >= FORM_LABELS)
    fields = taken if is_header else _plain(rows, taken, is_telegram)
    return fields | _dateline(rows, fields, chances)


def _has_core(
    rows: Sequence[HeaderRow], taken: set[int], chances: Sequence[float], collection: Collection, begins_document: bool
) -> bool:
    """Whether the rows at the places ``taken`` have a party or a subject; a single row must be sure.

    If a document begins (``begins_document``), the date after its label is enough, and a clear label or a date-time
    group with its month makes a row sure.
    """
    wanted = (*CORE, *(f"label {kind}" for kind in collection.parties))
    core = [at for at in taken if rows[at].shows(wanted) or (begins_document and is_dated(rows[at]))]
    if not core or len(taken) > 1:
        return bool(core)
    row, chance = rows[core[0]], chances[core[0]]
    is_begun = bool(row.facts.get("group with month")) or (chance >= LABELLED and _is_labelled(row))
    return chance >= CERTAIN or (begins_document and is_begun)


def _plain(rows: Sequence[HeaderRow], taken: Iterable[int], is_telegram: bool) -> set[int]:
    """The rows that are fields if little shows a header: those that show something of one, or have a clear label."""
    return {at for at in taken if not rows[at].shows(UNSURE) and (is_telegram or _is_telling(rows[at]))}


def _is_telling(row: HeaderRow) -> bool:
    """Whether a row not below the text begins with the undamaged label of a party, a date, a subject or a reference."""
    label = row.label
    marked = label is not None and label.exact and label.after == "colon" and label.field.id in TELLING
    return marked and not row.facts.get("text has begun")


def labelled(rows: Sequence[HeaderRow], chances: Sequence[float]) -> set[int]:
    """The places of the likely rows above the text that begin with a long, undamaged label and its colon."""
    return {at for at, row in enumerate(rows) if chances[at] >= LIKELY and _is_labelled(row)}


def _is_labelled(row: HeaderRow) -> bool:
    """Whether a row above the text begins with a long, undamaged label and its colon."""
    return all(row.facts.get(fact) for fact in LABEL_FACTS)


def _is_number(row: HeaderRow) -> bool:
    """Whether a row above the text is the number of a message by its wording: ``CIRCULAR 12``, ``A-87``, ``No. 45``."""
    label = row.label
    if label is None or not label.exact or label.field.id != "number" or not row.facts.get("before text"):
        return False
    return label.value == 0 or (label.after == "none" and row.value_text.isdigit())


def _dateline(rows: Sequence[HeaderRow], taken: Iterable[int], chances: Sequence[float]) -> set[int]:
    """The place of the date above the text of a document whose header has none, if exactly one row may be that date.

    A likely row that is an undamaged date takes precedence over all others.
    """
    if any(type_of(rows[at]) == "date" for at in taken):
        return set()
    above = [at for at, row in enumerate(rows) if row.shows(("before text", "no text"))]
    for least, wanted in ((LIKELY, DATED[:1]), (DATELINE, DATED)):
        dated = {at for at in above if chances[at] >= least and rows[at].shows(wanted)}
        if dated:
            return dated if len(dated) == 1 else set()
    return set()


def _in_block(rows: Sequence[HeaderRow], taken: Container[int]) -> set[int]:
    """The rows above the text with a label that may be misread, near a field or another such row.

    ``JENORAIUM FoR: Deputy Director`` / ``SURICT: Seatoly ILDOY``, ``TO 8 The Adjutant General``.
    """
    block = {at for at, row in enumerate(rows) if _is_in_order(row)} | _in_pairs(rows)
    in_pairs = {at for at in block if not block.isdisjoint({*range(at - NEAR_ROWS, at + NEAR_ROWS + 1)} - {at})}
    return in_pairs | {at for at in block if at - 1 in taken or at + 1 in taken}


def confirmed(rows: Sequence[HeaderRow], taken: Container[int], chances: Sequence[float]) -> list[HeaderRow]:
    """The rows; those of a header with a long, hardly legible label surely in its place are marked as confirmed.

    Another such label is near it, or it is in the order of a form: ``suwect Direccion General`` above ``DATE OISTR``.
    """
    pairs = _in_pairs(rows)
    return [
        replace(row, facts={**row.facts, CONFIRMED: 1.0})
        if at in taken and (at in pairs or (chances[at] >= SURELY and _is_like(row, ORDERED)))
        else row
        for at, row in enumerate(rows)
    ]


def _in_pairs(rows: Sequence[HeaderRow]) -> set[int]:
    """The rows above the text with long labels that resemble those of two types of field, near each other."""
    like = {at: row.label.field.id for at, row in enumerate(rows) if row.label and _is_like(row)}
    return {
        at
        for at, kind in like.items()
        if any(like.get(place, kind) != kind for place in range(at - NEAR_ROWS, at + NEAR_ROWS + 1))
    }


def _is_like(row: HeaderRow, ordered: Sequence[str] = ()) -> bool:
    """Whether a row begins like a long label: with its colon above the text, or ``ordered`` on a form."""
    label = row.label
    if label is None or label.exact or label.field.id not in CONFIRMED_TYPES or len(label.field.label) < LONG_LABEL:
        return False
    if ordered:
        return label.likeness >= LABEL_LIKENESS and row.shows(ordered)
    return label.likeness >= LABEL_LIKENESS and label.after == "colon" and not row.facts.get("text has begun")


def _is_in_order(row: HeaderRow) -> bool:
    """Whether a row above the text begins with a label and what may be its colon, at a place where a form has it."""
    label = row.label
    if label is None or label.after not in MARKED or label.field.id not in TELLING or row.facts.get("text has begun"):
        return False
    return label.exact or row.shows(ORDERED)


def _labels(rows: Sequence[HeaderRow], taken: Iterable[int]) -> set[str]:
    """The types of the rows with a label and its colon."""
    labels = (rows[at].label for at in taken)
    return {label.field.id for label in labels if label and label.after in MARKED} & TELLING


def _broken(rows: Sequence[HeaderRow]) -> set[int]:
    """The rows of words that are broken at a line end, which are text: ``EVALU-`` / ``ATION`` is not a label."""
    ends = [at for at, row in enumerate(rows) if row.facts.get("broken word") and not row.label]
    return {place for at in ends for place in (at, at + 1)}


def _without_text(rows: Sequence[HeaderRow], taken: set[int], chances: Sequence[float]) -> set[int]:
    """The rows without text and noise, which show nothing of a header.

    Text is long or below the header. What looks like noise stays if its line has other rows: ``P TO: SECSTATE``
    has an office before the label.
    """
    bare = {at for at in taken if rows[at].facts.get("bare")}
    last = max(taken - bare, default=-1)
    text = {at for at in bare if rows[at].shows(TEXT_FACTS)}
    text -= {at for at in text if _is_enclosed(rows, at, taken, chances[at])}
    alone = (at for at in bare if not rows[at].is_shared)
    noise = {at for at in alone if _is_speck(rows[at])}
    doubtful = {at for at in bare if chances[at] < (CERTAIN if at > last else LEGIBLE)}
    return taken - text - (doubtful & (noise | {at for at in bare if at > last}))


def _within_text(rows: Sequence[HeaderRow], taken: Container[int]) -> set[int]:
    """The rows without an undamaged label that continue a row of the text: ``AT 1430 LOCAL TIME.`` is not a number."""
    within: set[int] = set()
    for at, row in enumerate(rows[1:], 1):
        above = rows[at - 1]
        is_text = above.facts.get("prose") and (above.facts.get("point") or above.facts.get("text has begun"))
        is_plain = (row.label is None or not row.label.exact) and not row.routed
        if is_text and is_plain and at - 1 not in taken and not row.is_apart:
            within.add(at)
    return within


def _is_enclosed(rows: Sequence[HeaderRow], at: int, taken: Container[int], chance: float) -> bool:
    """Whether a row between two fields is not text: a few words (``12:30 p.m.``), or one that is likely a field."""
    facts = rows[at].facts
    few = not facts.get("long") and not facts.get("broken word") and len(rows[at].text.split()) <= FEW_WORDS
    return (few or chance >= ENCLOSED) and at - 1 in taken and at + 1 in taken


def _is_speck(row: HeaderRow) -> bool:
    """Whether a row that shows nothing of a header looks like noise: odd or short, and not in capitals (``INR |``)."""
    return bool(row.facts.get("odd half") or row.facts.get("short")) and not row.text.isupper()


def _bridges(rows: Sequence[HeaderRow], at: int, taken: set[int]) -> bool:
    """Whether a row is directly between two fields, without blank lines, and is not noise."""
    row, below = rows[at], rows[at + 1]
    noise = row.shows(NOISE)
    return {at - 1, at + 1} <= taken and not noise and not row.is_apart and not below.is_apart
