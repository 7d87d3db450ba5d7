"""Contradictions to the type of a field: a number of a printed form, officers among offices, a date of the text."""

from __future__ import annotations

import regex

from teikit.core.kinds import CORRESPONDENTS
from teikit.fields.items import Item
from teikit.fields.values.numbers import TYPED_LABEL, may_be_of_form
from teikit.lexicon.patterns import Patterns

COPIES = regex.compile(r"\W*[0-9]{1,2}\s?[-–]")
"""The number of copies for a recipient: ``3 - Chief, SAS``."""
HOUR = regex.compile(r"[0-9]\s?[AP]\.?M\b")  # an hour, which no list of offices has: 5:44 PM
OWN_NUMBER = regex.compile(r"(?:\p{Lu}{4,}\s){1,2}[0-9]{5,6}")
"""An address and a number, and nothing else: ``DIRECTOR 261709``."""
LISTED_OFFICES = 2  # offices of a list, which is not the number of a message, at least
OFFICES_NO_SENDER = 3  # offices of a list, which is not a sender, at least
LEAST_FIGURES = 2  # digits of a date whose month is misread, at least: those of a year
VALUE_WORD = regex.compile(r"\p{L}{3,}")  # a word, which numbers and numerical dates do not have


def fits(item: Item, may_be_wired: bool, may_list_offices: bool, patterns: Patterns) -> bool:
    """Whether nothing that a field holds contradicts its type.

    ``may_be_wired`` says that the paper may have been sent by wire, ``may_list_offices`` that it has lists of offices
    by their codes.
    """
    return (
        may_be_division(item)
        and not is_of_text(item)
        and not has_no_date(item)
        and may_be_labelled(item, may_be_wired)
        and may_be_number(item, patterns, may_be_wired)
        and may_be_distribution(item, may_list_offices, patterns)
        and may_be_reference(item, patterns)
    )


def may_be_labelled(item: Item, may_be_wired: bool) -> bool:
    """Whether what was taken for the label of a party, a file or a number of receipt may be one.

    ``from Internal Revenue`` in lower case is not one on a paper that was not sent by wire. The first of some offices
    (``ELLE, UR, DET``) is not the label of a file, and CONTROLS not that of the number of receipt.
    """
    label, text = item.rows[0].label, " ".join(row.text for row in item.rows)
    has_figures = any(map(str.isdigit, text))
    if item.type == "file" and not has_figures and label is not None and not label.exact:
        return False
    if item.type == "control" and not has_figures and label is not None and label.is_plural:
        return False
    is_small = label is not None and label.after == "none" and text[: label.value].islower()
    return may_be_wired or item.type not in CORRESPONDENTS or not is_small


def may_be_division(item: Item) -> bool:
    """Whether a field may have the type ``division``: a small number above the label of an office."""
    return item.type != "division" or bool(item.rows[0].routed)


def has_no_date(item: Item) -> bool:
    """Whether a field of the type of a date has words and no digits: ``Tot. I: shroder``, ``DATE OF BIRTH``.

    A misread month alone with digits for the day is not a date either: ``1 - Nasca``.
    """
    first = item.rows[0]
    value = item.value_text
    figures = sum(map(str.isdigit, value))
    least = LEAST_FIGURES if first.facts.get("misread date alone") else 1
    return item.type == "date" and VALUE_WORD.search(value) is not None and figures < least


def lists_offices(item: Item, patterns: Patterns) -> bool:
    """Whether a field with a misread label of the sender is a list of offices: ``PROM, A/D, Cl, CI/OTS, Fly FI``."""
    first = item.rows[0]
    label = first.label
    is_misread = item.type == "from" and label is not None and not label.exact and label.after != "colon"
    codes = patterns["code of an office"].findall(first.text, item.value.start - first.span.start)
    return is_misread and len(codes) >= OFFICES_NO_SENDER


def is_beside_time(item: Item, above: Item) -> bool:
    """Whether a row is the number of the cable itself, below the time at which it was sent or received.

    ``TOT: 221849Z JUL 78`` / ``DIRECTOR 261709``
    """
    row = item.rows[0]
    is_number = item.type == "reference" and row.label is None and OWN_NUMBER.fullmatch(row.text) is not None
    return is_number and above.type in ("date", "received") and above.span.end <= item.span.start


def may_be_number(item: Item, patterns: Patterns, may_be_wired: bool = True) -> bool:
    """Whether a field may have the type ``number``.

    NO FOREIGN DISSEM, FORM NO 10, a misread list of offices (``wo. WH 5, S/c 2``) and a file number do not have it.
    """
    if item.type != "number":
        return True
    label, text = item.rows[0].label, " ".join(row.text for row in item.rows)
    value = text[label.value :] if label else text
    bare = value.strip(" .:")
    is_of_form = may_be_of_form(bare) and len(bare) > 1 and not text.startswith(TYPED_LABEL)
    if not may_be_wired and is_of_form:  # OPTIONAL FORM / NO. 10, but MEMORANDUM NO. 3, No. 87
        return False
    is_unmarked = label is not None and label.value > 0 and label.after == "none"
    if is_unmarked and VALUE_WORD.match(value):  # CIRCULAR 12 is all value
        return False
    empty = label is not None and (label.exact or label.after == "colon") and len(item.rows) == 1 and not value
    is_list = len(patterns["code of an office"].findall(text)) >= LISTED_OFFICES
    is_file = patterns["file of an office"].fullmatch(text) is not None
    is_something_else = is_list or is_file or is_printed_form(text, patterns)
    return empty or (any(map(str.isdigit, text)) and not is_something_else)


def is_printed_form(text: str, patterns: Patterns) -> bool:
    """Whether a text begins with the name of a printed form, whose number is not that of a message."""
    return (patterns["printed form"].match(text) or patterns["numbered form"].match(text)) is not None


def may_be_distribution(item: Item, may_list_offices: bool, patterns: Patterns) -> bool:
    """Whether a field may have the type ``distribution``; ``may_list_offices`` says that the paper has lists of codes.

    Officers and an hour do not have it; on papers without such lists, ``SANTO TRAFFICANTE, JR., aka`` and ``RF`` do
    not.
    """
    first, text = item.rows[0], " ".join(row.text for row in item.rows)
    label = first.label
    empty = label is not None and not label.exact and label.value >= len(first.text)  # Confi is not CONF
    labelled = label is not None and label.field.id == item.type and not empty
    if item.type != "distribution" or labelled or COPIES.match(text):
        return True
    if patterns["officer among offices"].search(text) or HOUR.search(text):
        return False
    return may_list_offices or bool(first.facts.get("offices")) or (bool(first.facts.get("office")) and "/" in text)


def may_be_reference(item: Item, patterns: Patterns) -> bool:
    """Whether a field may have the type ``reference``: a city with the number of its postal zone is not a cable."""
    first = item.rows[0]
    return item.type != "reference" or first.label is not None or not patterns["postal zone"].fullmatch(first.text)


def is_of_text(item: Item) -> bool:
    """Whether a field is a date of the text, not that of the document."""
    row = item.rows[0]
    is_label = row.label is not None and row.label.after == "colon"
    if item.type == "date" and not is_label and row.text.casefold().startswith("dated"):  # WAVE 2733, / dated 15 August
        return True
    alone = item.type == "date" and row.label is None
    return alone and bool(row.facts.get("text has begun") and row.facts.get("date alone"))
