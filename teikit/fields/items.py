"""A field of a header: its type by its label or by what it shows, its rows, and the place of its value."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import regex

from teikit.core import Span
from teikit.core.kinds import CORRESPONDENTS
from teikit.fields.rows import HeaderRow

PARTIES = CORRESPONDENTS | {"attention", "via"}
"""Types of field that name somebody."""
SHAPES = (
    ("cite", "cite"), ("addresses", "to"), ("date-time group", "date"), ("classified figures", "date"),
    ("serial", "control"), ("date alone", "date"), ("day and month alone", "date"), ("misread date alone", "date"),
    ("known slug", "slug"), ("symbol alone", "number"), ("offices", "distribution"), ("list of codes", "distribution"),
    ("address and number", "reference"), ("some addresses", "to"), ("office", "distribution"),
    ("known group", "to"), ("number alone", "number"), ("head and date", "date"), ("classified date", "date"),
)  # fmt: skip
"""Types of fields without a label, by the facts that they show; the first fact that holds counts."""
CONFIRMED = "label confirmed"  # fact of a row whose hardly legible label others near it confirm
FITS = ("value fits", "reference with number", CONFIRMED)
"""Facts with which even a hardly legible label counts."""
CITED_SERIAL = regex.compile(r"[({]\s?(?:[I1]N|OUT)[\s:-]{0,2}[0-9]")
"""The serial number of another cable, which is referred to: ``B. MEXI 5060 (IN 35064)``"""
CITING = regex.compile(r"RE\W")
"""A label that is that of the subject on letters and of the reference on cables: ``RE: HAVA 2601``."""
FROM_MISREAD = regex.compile(r"\W*(?i:f\W?ro\p{L}{0,3}|prom)\s(?=\p{Lu}{4})")
"""Misreadings of FROM before an address: ``fROzar DIRECTOR: 5``"""


@dataclass(frozen=True)
class Item:
    """A field of a header."""

    type: str  # empty if it is not certain
    rows: tuple[HeaderRow, ...]
    value: Span  # the place of its value
    has_label_above: bool = False  # whether its label is apart from it, above
    is_before_info: bool = False  # whether it is the part of an address line before INFO or CITE
    is_further: bool = False  # whether it continues the field of the same type above it

    @property
    def value_text(self) -> str:
        """The text of its rows, without the label with which the first one begins."""
        return " ".join([self.rows[0].value_text, *(row.text for row in self.rows[1:])])

    @property
    def span(self) -> Span:
        """From the first row to the last."""
        return whole(self.rows)


def begin(kind: str, rows: Sequence[HeaderRow]) -> int:
    """The offset at which the value of a field begins: after its label, which may be a row of its own.

    A date-time group is label and value in one; the 10 of ``10 January`` is not a label.
    """
    first = rows[0]
    if first.label is None or not kind or (kind == "date" and first.label.field.value != "date"):
        return first.span.start
    if first.value.start < first.span.end or len(rows) == 1:
        return first.value.start
    return first.span.start if kind == "date" and not first.label.field.label else rows[1].span.start


def whole(rows: Sequence[HeaderRow]) -> Span:
    """From the first row to the last."""
    return Span(rows[0].span.start, rows[-1].span.end)


def type_of(row: HeaderRow) -> str:
    """The type of the field that a row is, by its label or by what it shows; empty if it is not certain."""
    label, facts = row.label, row.facts
    if row.routed:
        return row.routed
    if facts.get("precedence"):
        return "precedence"
    is_doubtful = label is not None and not label.exact and label.field.value != "date"
    if facts.get("serial") and CITED_SERIAL.search(row.text):
        return "reference"
    if facts.get("classified group") and not (label and label.exact):  # no receipt: SEC RE T 2700082 JAN 78
        return "date"
    if label and label.field.id == "subject" and label.exact and facts.get("address and number"):
        return "reference" if CITING.match(row.text) else "subject"
    if is_doubtful and row.shows(("date alone", "day and month alone")):  # 10 January is not TO
        return "date"
    if label and (row.clear_label or row.shows(FITS)):
        is_of_date = is_doubtful and label.after != "colon" and row.shows(("date", "misread date alone"))
        if not is_of_date:
            return "" if label.field.id == "other" else label.field.id
    shaped = next((kind for fact, kind in SHAPES if facts.get(fact)), "")
    return "from" if shaped == "to" and FROM_MISREAD.match(row.text) else shaped


def types_of(rows: Sequence[HeaderRow], taken: Container[int], given: Mapping[int, str]) -> list[str]:
    """The type of each row: the one ``given`` to it, or what it shows if it is a field (``taken``); else empty."""
    return [given.get(at) or (type_of(row) if at in taken else "") for at, row in enumerate(rows)]


def has_subject(rows: Sequence[HeaderRow], types: Mapping[int, str]) -> bool:
    """Whether one of the rows that are fields, with these ``types``, is a subject and has a value."""
    return any(kind == "subject" and rows[at].value_text for at, kind in types.items())


def is_label_alone(row: HeaderRow) -> bool:
    """Whether a row is only a label."""
    return row.label is not None and row.label.value >= len(row.text)


def is_dated(row: HeaderRow) -> bool:
    """Whether a row is a date after its label: ``DATE O1STR 1 June 1965``."""
    return type_of(row) == "date" and row.label is not None and bool(row.facts.get("value fits"))
