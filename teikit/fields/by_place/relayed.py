"""The head of a cable of the seventies and later: number and time of its receipt, and the rows above them.

``INFO: CEDORECORD, MDSX, FILE,`` / ``CE/R (3/W)`` / ``98 2299059 ASR PAGE 001 IN 2299059``: the year and the number
under which it was received are in one row, and IN with the number again in the same or a row of its own. Above that row
the list of those who are informed ends, with the number of their copies. ``STAFF`` next to it says who handles the
cable. Below the number is the time of receipt, even if its label, TOR, is lost or misread (``042008Z FEB 94``), and
below that, after the classification, the time of sending (``S E C R E T 042002Z FEB 94 STAFF``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from teikit.fields.rows import HeaderRow
from teikit.fields.values.dates import Dates

YEAR_AND_NUMBER = regex.compile(
    r"(?:\p{Ll}\s)?[6-9][0-9]\s[0-9]{7}(?:\s\p{Lu}{3})?(?:\sPAGE\s[0-9]{3})?(?:\sIN\s[0-9]{7})?\W*"
    r"|(?:\p{Ll}\s)?[6-9][0-9]\s[\p{Lu}0-9]{7}[\W_]*\sPAGE\s[0-9]{3}\sIN\s[0-9]{7}\W*"
)
"""Year and number of receipt: ``78 1065425 PAGE 001``, ``78 U2S6730,_ PAGE 001 IN 0252730`` with a misread digit."""
RECEIVED = regex.compile(
    r".*\bPAGE\s[0-9OolL]{3}\b.{0,6}\sIN[\s_]{1,2}[0-9]{7}\b[\W\p{L}]{0,8}|IN[\s_]{1,2}[0-9]{7}"
    r"|(?:\p{L}{4,6}\s?[:;]\W{0,3})?[6-9][0-9]-[0-9]{7}\W*|\w{2}\s[0-9]{7}\s\p{Lu}{3}\sPAGE\s[0-9]{3}\W*\p{L}?"
)
"""The number after IN, however its row begins: ``saan PAGE ooL é 5 IN 0748996 N``, ``IN_ 5394206``; that with its year
without a legible label: ``wapno :\\96-5816647``; and the row with number and page: ``b6 5816647 ASR PAGE 001 é``."""
INFORMED = regex.compile(
    r"\(?[\p{Lu}\p{N}]{1,10}(?:[-/(][\p{Lu}\p{N}]{1,8})+[^\p{Ll}]*|\W*\([0-9]{1,4}(?:/\p{Lu}\.?)?\)\W*"
)
"""A row that continues or ends a list of offices: ``CE/R (3/W)``, ``CAPCS/LOC,``, ``(1170)``"""
HANDLED = regex.compile(r"STAFF")  # who handles a cable, alone in a row
SENT = regex.compile(r"\sSTAFF\W*$")  # the end of the row with the time of sending
ROWS_ABOVE = 6  # rows between the label of those who are informed, or act, and the number, at most
ROWS_AROUND = 12  # rows around the number that may have STAFF
ROWS_BETWEEN = 10  # rows between the times of receipt and of sending, at most
HEADED = ("before text", "no text")  # facts of a row without text above it
BELOW = ("cite", "reference", "subject")  # types of fields below the number, where those of cited cables are
LISTS = ("info", "action", "distribution")
"""Types of fields for those who act or are informed."""


def relayed(rows: Sequence[HeaderRow], types: Mapping[int, str]) -> dict[int, str]:
    """The places of the rows of such a head that show no type, and the type of each.

    ``types`` are the types of the rows that are fields, by their places; empty if a row shows none.
    """
    end = next((place for place, kind in types.items() if kind in BELOW), len(rows))
    above = [place for place in range(end) if rows[place].shows(HEADED) and not types.get(place)]
    again = [place for place in above if RECEIVED.fullmatch(rows[place].text)]
    at = next((place for place in above if YEAR_AND_NUMBER.fullmatch(rows[place].text)), min(again, default=None))
    if at is None or not types:
        return {}
    listed = [place for place in range(max(0, at - ROWS_ABOVE), at) if types.get(place) in LISTS]
    below = range(listed[0] + 1, at) if listed else range(0)
    informed = {place for place in below if not types.get(place) and INFORMED.fullmatch(rows[place].text)}
    around = range(max(0, at - ROWS_AROUND), min(len(rows), at + ROWS_AROUND))
    handled = {place for place in around if not types.get(place) and HANDLED.fullmatch(rows[place].text)}
    controls = dict.fromkeys([at, *again], "control")
    return controls | dict.fromkeys(informed, "distribution") | dict.fromkeys(handled, "slug")


def time_of_receipt(rows: Sequence[HeaderRow], types: Mapping[int, str], dates: Dates) -> dict[int, str]:
    """The place of the row with the time of receipt whose label is lost, above that with the time of sending.

    Both are of one day. ``types`` are as for :func:`relayed`.
    """
    dated = ((at, dates.groups(rows[at].text)) for at, kind in types.items() if kind == "date")
    groups = {at: days[0] for at, days in dated if days}
    sent = next((at for at in groups if rows[at].facts.get("classified group") or SENT.search(rows[at].text)), None)
    if sent is None:
        return {}
    near = (at for at in range(max(0, sent - ROWS_BETWEEN), sent) if at in groups and not _has_label(rows[at]))
    received = next((at for at in near if groups[at].day == groups[sent].day), None)
    return {} if received is None else {received: "received"}


def _has_label(row: HeaderRow) -> bool:
    """Whether a row begins with the label of a field; some fields are known by their form and have none."""
    return row.label is not None and bool(row.label.field.label)
