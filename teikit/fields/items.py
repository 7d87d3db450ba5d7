"""A field of a header: its type by its label or by what it shows, its rows, and the place of its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from teikit.core import Span
from teikit.core.kinds import CORRESPONDENTS
from teikit.fields.rows import Row

PARTIES = CORRESPONDENTS | {"attention", "via"}
"""Types of field that name somebody."""
CLEAR = 0.75  # likeness, 0 to 1, of a label that counts whatever follows it, at least
SHAPES = (
    ("cite", "cite"), ("addresses", "to"), ("date-time group", "date"), ("classified figures", "date"),
    ("serial", "control"), ("date alone", "date"), ("day and month alone", "date"), ("misread date alone", "date"),
    ("known slug", "slug"), ("symbol alone", "number"), ("offices", "distribution"), ("list of codes", "distribution"),
    ("address and number", "reference"), ("some addresses", "to"), ("office", "distribution"),
    ("known group", "to"), ("number alone", "number"), ("head and date", "date"),
)  # fmt: skip
"""Types of fields without a label by the facts that they show; the first fact that holds counts."""
CONFIRMED = "label confirmed"  # fact of a row whose hardly legible label others near it confirm
FITS = ("value fits", "reference with number", CONFIRMED)
"""Facts with which even a hardly legible label counts."""
CITED_SERIAL = regex.compile(r"[({]\s?(?:[I1]N|OUT)[\s:-]{0,2}[0-9]")
"""The serial number of another cable, which is referred to: ``B. MEXI 5060 (IN 35064)``"""
CITING = regex.compile(r"RE\W")
"""A label that is that of the subject on letters and of the reference on cables: ``RE: HAVA 2601``."""
PRINTED = regex.compile(r"(?i)\W*(?:optional\W+form|standard\W+form|handbook|form)\b")
"""What stands before the number of a printed form, which is no number of a message."""
LISTED_OFFICE = regex.compile(r"\b(?:\p{L}{1,4}/\p{L}\w{0,3}|\p{L}{2,4}(?:\s?\d)?(?=,))")  # S/C, ADOP/A, DDP, WH 5,
FILE_OF_OFFICE = regex.compile(r"\W*\p{Lu}{2}\s[0-9]{1,3}\s?-\s?[0-9]{1,6}\W*")
"""The file of a field office at the head of a paper of the FBI: ``RH 92-264``."""
OFFICERS = regex.compile(r"(?i)\bchie[flt]\b|\bof\s+(?:station|base)\b")
"""What a row of officers has, who may be addressees: ``Chief, EUR``, ``Chief of Station, WH/Miami; C/EUR``."""
COPIES = regex.compile(r"\W*[0-9]{1,2}\s?[-–]")
"""The number of copies that somebody gets: ``3 - Chief, SAS``."""
HOUR = regex.compile(r"[0-9]\s?[AP]\.?M\b")
FROM_MISREAD = regex.compile(r"\W*(?i:f\W?ro\p{L}{0,3}|prom)\s(?=\p{Lu}{4})")
"""What engines make of FROM before an address: ``fROzar DIRECTOR: 5``"""
OF_CITY = regex.compile(r"\W*\p{L}+\s[0-9]{1,3}\W{0,2}\s?D[\We]?\s?[CEG]\p{Ll}?\W*")
"""The capital with its postal zone, which is no cable: ``WASHINGTON 25, D.C.``, ``Vashington 255 DeCa``"""
OFFICES = 2  # offices of a list, which is no number of a message, at least


@dataclass(frozen=True)
class Item:
    """A field of a header."""

    type: str  # empty if it is not certain
    rows: tuple[Row, ...]
    value: Span  # where its value stands
    given: bool = False  # whether its label stands apart from it, above
    turns: bool = False  # whether it is the part of an address line before INFO or CITE

    @property
    def span(self) -> Span:
        """From the first row to the last."""
        return whole(self.rows)


def begin(kind: str, rows: Sequence[Row]) -> int:
    """Where the value of a field begins: after its label, which may be a row of its own.

    A date-time group is label and value in one; the 10 of ``10 January`` is no label.
    """
    first = rows[0]
    if first.label is None or not kind or (kind == "date" and first.label.field.value != "date"):
        return first.span.start
    if first.value.start < first.span.end or len(rows) == 1:
        return first.value.start
    return first.span.start if kind == "date" and not first.label.field.label else rows[1].span.start


def whole(rows: Sequence[Row]) -> Span:
    """From the first row to the last."""
    return Span(rows[0].span.start, rows[-1].span.end)


def type_of(row: Row) -> str:
    """The type of the field that a row is, by its label or by what it shows; empty if it is not certain."""
    label, facts = row.label, row.facts
    if row.routed:
        return row.routed
    if facts.get("precedence"):
        return "precedence"
    dated = any(facts.get(fact) for fact in ("date alone", "date", "misread date alone"))
    misread = dated and label is not None and not label.exact and label.field.value != "date" and label.after != "colon"
    if facts.get("serial") and CITED_SERIAL.search(row.text):
        return "reference"
    if facts.get("classified group") and not (label and label.exact):  # SEC RE T 2700082 JAN 78 is no time of receipt
        return "date"
    if label and label.field.id == "subject" and label.exact and facts.get("address and number"):
        return "reference" if CITING.match(row.text) else "subject"
    if facts.get("date alone") and label and not label.exact and label.field.value != "date":  # 10 January is no TO
        return "date"
    if label and not misread and (label.likeness >= CLEAR or any(facts.get(fact) for fact in FITS)):
        return "" if label.field.id == "other" else label.field.id
    shaped = next((kind for fact, kind in SHAPES if facts.get(fact)), "")
    return "from" if shaped == "to" and FROM_MISREAD.match(row.text) else shaped


def is_label_alone(row: Row) -> bool:
    """Whether a row is a label and nothing else."""
    return row.label is not None and row.label.value >= len(row.text)


def is_numbered(item: Item) -> bool:
    """Whether a field may have the type ``number``.

    NO FOREIGN DISSEM, FORM NO 10, a misread list of offices (``wo. WH 5, S/c 2``) and the number of a file are none.
    """
    if item.type != "number":
        return True
    label, text = item.rows[0].label, " ".join(row.text for row in item.rows)
    empty = label is not None and len(item.rows) == 1 and label.value >= len(text)
    is_list = len(LISTED_OFFICE.findall(text)) >= OFFICES or FILE_OF_OFFICE.fullmatch(text) is not None
    return empty or (any(map(str.isdigit, text)) and PRINTED.match(text) is None and not is_list)


def is_distributed(item: Item, listed: bool) -> bool:
    """Whether a field may have the type ``distribution``; ``listed`` says that the paper has lists of codes.

    Officers and an hour are none; on papers without such lists ``SANTO TRAFFICANTE, JR., aka`` and ``RF`` are none.
    """
    first, text = item.rows[0], " ".join(row.text for row in item.rows)
    label = first.label
    empty = label is not None and not label.exact and label.value >= len(first.text)  # Confi is no CONF
    labelled = label is not None and label.field.id == item.type and not empty
    if item.type != "distribution" or labelled or COPIES.match(text):
        return True
    if OFFICERS.search(text) or HOUR.search(text):
        return False
    return listed or bool(first.facts.get("offices")) or (bool(first.facts.get("office")) and "/" in text)


def is_cited(item: Item) -> bool:
    """Whether a field may have the type ``reference``: a city with the number of its postal zone is no cable."""
    return item.type != "reference" or item.rows[0].label is not None or OF_CITY.fullmatch(item.rows[0].text) is None


def is_of_text(item: Item) -> bool:
    """Whether a field is a date of the text, and not that of the document."""
    row = item.rows[0]
    if item.type == "date" and row.text.casefold().startswith("dated"):  # WAVE 2733, / dated 15 August 1963
        return True
    alone = item.type == "date" and row.label is None
    return alone and bool(row.facts.get("text has begun") and row.facts.get("date alone"))


def is_dated(row: Row) -> bool:
    """Whether a row is a date after its label: ``DATE O1STR 1 June 1965``."""
    return type_of(row) == "date" and row.label is not None and bool(row.facts.get("value fits"))
