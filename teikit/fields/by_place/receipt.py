"""Number and time of receipt below the labels of both: ``Control:`` / ``Rec'd:`` / ``19528`` / ``OCTOBER 28, 1962``.

The form of the Department of State has the labels below each other. If engines read them before the values, the
first row below them is the number, and the second the date, perhaps with the hour below it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

import regex

from teikit.fields.items import is_label_alone
from teikit.fields.rows import HeaderRow
from teikit.fields.values.dates import Dates

LABELS = ("control", "received")
"""Types of the fields, in the order of the form."""
NUMBER_OF_RECEIPT = regex.compile(r"\W*[0-9]{2,5}(?:\s[0-9]{1,3})?\W*")
"""Such a number, perhaps with a space: ``19528``, ``15 20``."""
HOUR_OF_RECEIPT = regex.compile(r"(?i)\W*[0-9]{1,2}[:.][0-9]{2}\s?[AP]\W?M\W*")
"""The hour of receipt: ``12:30 p.m.``"""
DATE_OF_RECEIPT = regex.compile(
    r"(?P<month>\p{L}{3,9})\W{1,2}[0-9]{1,2},\s[0-9]{4}(?:,\s[0-9]{1,2}:[0-9]{2}\s?[AP]\.?M\b\W*)?\W*"
)
"""The date of receipt, perhaps with a misread year: ``DECEMBER 3, 1563, 2:39 P.M.``"""


def receipt(rows: Sequence[HeaderRow], types: Sequence[str], taken: Container[int], dates: Dates) -> dict[int, str]:
    """The places of the rows with number, date and hour of receipt, and the type of the field of each.

    ``types`` are the types of the rows by what they show, ``taken`` the places of the rows that are fields. Empty
    unless the labels stand directly below each other, and number and date directly below them.
    """
    for at in range(len(rows) - 3):
        labels = range(at, at + len(LABELS))
        are_labels = all(place in taken and is_label_alone(rows[place]) for place in labels)
        if not are_labels or tuple(types[place] for place in labels) != LABELS:
            continue
        number, date, hour = range(at + 2, at + 5)
        written = DATE_OF_RECEIPT.fullmatch(rows[date].text)
        is_number = NUMBER_OF_RECEIPT.fullmatch(rows[number].text) is not None
        if not is_number or written is None or not dates.month(written["month"])[0]:
            return {}
        has_hour = hour < len(rows) and HOUR_OF_RECEIPT.fullmatch(rows[hour].text) is not None
        return {number: "control", date: "received"} | ({hour: "received"} if has_hour else {})
    return {}
