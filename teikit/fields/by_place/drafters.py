"""The drafter of a cable, by place: name, office and extension below each other at the head of the form.

``F. HANSEN`` / ``SAS/ B0B,`` / ``6172``: engines often lose the labels before them, ORIG, UNIT and EXT.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from teikit.fields.rows import HeaderRow

OFFICE = regex.compile(
    r"\W{0,3}\p{Lu}{1,4}\s?/\s?\p{Lu}[\p{Lu}\d]{0,5}(?:/[\p{Lu}\d]{1,4}){0,2}\W*(?:\s\W*\p{Lu}{4,}\W*)?"
)
"""The symbol of an office with specks, perhaps with a banner next to it: ``SAS/ B0B,``, ``E/AS/S : SECRET``"""
EXTENSION = regex.compile(r"\W*[0-9]{4}(?:/[0-9]{4})?(?:\W.{0,3})?")  # 6172, 7963/9108, 7697 ae
PERSON_NAME = regex.compile(r"[^\p{L}(]*(?:\p{Lu}[\p{L}.]*\s){1,2}\p{Lu}\p{L}{3,}(?:\W+\p{L}{1,2})?\W*")
"""A person's name, perhaps with a speck after it: ``F. HANSEN``, ``Walter Raymond, Jr.``"""
LABELLED = frozenset({"originator", "unit", "extension"})
"""Types of field that name the drafter."""
BELOW = frozenset({"to", "from", "info", "cite", "reference", "slug"})
"""Types of field below the drafter."""


def drafter(rows: Sequence[HeaderRow], types: Mapping[int, str]) -> dict[int, str]:
    """The types of the rows with the drafter's office and extension, and with the name if it is above them.

    ``types`` has the types of the rows that are fields. Empty if a label shows one of them, and below the addresses.
    """
    if not LABELLED.isdisjoint(types.values()):
        return {}
    end = min((at for at, kind in types.items() if kind in BELOW), default=len(rows))
    at = next((at for at in range(end - 1) if _are_office_and_extension(rows[at], rows[at + 1])), None)
    if at is None:
        return {}
    is_named = at > 0 and not rows[at - 1].clear_label and PERSON_NAME.fullmatch(rows[at - 1].text) is not None
    return ({at - 1: "originator"} if is_named else {}) | {at: "unit", at + 1: "extension"}


def _are_office_and_extension(row: HeaderRow, below: HeaderRow) -> bool:
    """Whether a row is the symbol of an office and the one below it a number of four digits; neither has a label."""
    is_office = OFFICE.fullmatch(row.text) is not None and EXTENSION.fullmatch(below.text) is not None
    return is_office and not row.clear_label and not below.clear_label and not row.facts.get("text has begun")
