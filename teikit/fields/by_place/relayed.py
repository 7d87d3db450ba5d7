"""The head of a cable of the seventies and later: its number of receipt, and what stands above it.

``INFO: CEDORECORD, MDSX, FILE,`` / ``CE/R (3/W)`` / ``98 2299059 ASR PAGE 001 IN 2299059``: the year and the number
under which it was received stand in one row. Above that row the list of those who are informed ends, with the number of
their copies. ``STAFF`` beside it tells who handles the cable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from teikit.fields.rows import Row

YEAR_AND_NUMBER = regex.compile(
    r"(?:\p{Ll}\s)?[6-9][0-9]\s[0-9]{7}(?:\s\p{Lu}{3})?(?:\sPAGE\s[0-9]{3})?(?:\sIN\s[0-9]{7})?\W*"
    r"|(?:\p{Ll}\s)?[6-9][0-9]\s[\p{Lu}0-9]{7}[\W_]*\sPAGE\s[0-9]{3}\sIN\s[0-9]{7}\W*"
)
"""Year and number of receipt: ``78 1065425 PAGE 001``, ``78 U2S6730,_ PAGE 001 IN 0252730`` with a misread figure."""
INFORMED = regex.compile(
    r"\(?[\p{Lu}\p{N}]{1,10}(?:[-/(][\p{Lu}\p{N}]{1,8})+[^\p{Ll}]*|\W*\([0-9]{1,4}(?:/\p{Lu}\.?)?\)\W*"
)
"""A row with which a list of offices goes on or ends: ``CE/R (3/W)``, ``CAPCS/LOC,``, ``(1170)``"""
HANDLED = regex.compile(r"STAFF")  # who handles a cable, alone in a row
ROWS_ABOVE = 6  # rows between the label of those who are informed, or act, and the number, at most
ROWS_AROUND = 12  # rows around the number in which STAFF stands, at most
LISTS = ("info", "action", "distribution")
"""Types of fields for those who act or are informed."""


def relayed(rows: Sequence[Row], types: Mapping[int, str]) -> dict[int, str]:
    """The places of the rows of such a head that show no type, and the type of each.

    ``types`` are the types of the rows that are fields, by their places; empty where a row shows none.
    """
    above = (place for place, row in enumerate(rows) if row.facts.get("before text") and not types.get(place))
    at = next((place for place in above if YEAR_AND_NUMBER.fullmatch(rows[place].text)), None)
    if at is None or not types:
        return {}
    listed = [place for place in range(max(0, at - ROWS_ABOVE), at) if types.get(place) in LISTS]
    below = range(listed[0] + 1, at) if listed else range(0)
    informed = {place for place in below if not types.get(place) and INFORMED.fullmatch(rows[place].text)}
    around = range(max(0, at - ROWS_AROUND), min(len(rows), at + ROWS_AROUND))
    handled = {place for place in around if not types.get(place) and HANDLED.fullmatch(rows[place].text)}
    return {at: "control"} | dict.fromkeys(informed, "distribution") | dict.fromkeys(handled, "slug")
