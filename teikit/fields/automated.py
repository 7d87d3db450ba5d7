"""The head of a telegram as computers relayed it, from 1973 on, where each line has its place.

``PAGE 01  BERN 01234  041210Z`` / ``ACTION EUR-12`` / ``FM AMEMBASSY BERN`` / ``TO SECSTATE WASHDC 1234`` / ``INFO
AMEMBASSY BONN`` / ``AMEMBASSY LONDON`` / ``C O N F I D E N T I A L SECTION 01 OF 02 BERN 1234``: sender, addressees and
those who are informed, an address a line, stand above the classification with the number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import regex

from teikit.fields.rows import Row

LABEL_LENGTH = len("FM ")
SENDER = regex.compile(r"FM\s\p{Lu}{2}")  # FM AMEMBASSY BERN
LISTS = {
    "to": regex.compile(r"TO\s(?:\p{Lu}{4,7}/)?(?=\p{Lu}{2})"),
    "info": regex.compile(r"INFO\s(?:\p{Lu}{4,7}/)?(?=\p{Lu}{2})"),
}
"""What begins the lists of those who are addressed and informed: ``TO SECSTATE WASHDC``, ``INFO RUEHBO/AMEMBASSY``."""
ADDRESS = regex.compile(r"\p{Lu}[\p{Lu}\p{N}./-]*(?:\s[\p{Lu}\p{N}./-]+){0,6}")
"""An address: ``USDEL MTN GENEVA``, ``ZEN/AMEMBASSY PARIS PRIORITY 123``."""
NEAR = 2  # rows below the sender in which the addressees begin, at most
MOST_ADDRESSES = 60  # rows of addresses, at most
NUMBER = regex.compile(
    r"(?P<class>(?:\p{Lu}(?:\s{1,3}\p{Lu}){5,}|UNCLAS(?:SIFIED)?|LIMITED OFFICIAL USE|CONFIDENTIAL|(?:TOP )?SECRET)\s+"
    r"(?:(?:FINAL )?SECTION [0-9]{1,2} OF [0-9]{1,2}\s+)?)\p{Lu}[\p{Lu} .]{1,20}?\s[0-9]{1,6}"
)
"""Classification and number: ``S E C R E T SAIGON 1234``, ``UNCLAS SECTION 1 OF 2 STATE 123456``"""
END = regex.compile(r"BT|E\.?O\.?\s?[0-9]{5}|TAGS|SUBJ|\p{Lu}(?:\s{1,3}\p{Lu}){5,}|UNCLAS|CONFIDENTIAL|SECRET")
"""What stands below the addresses."""
OFFICES = regex.compile(r"(?=.*[0-9])(?:(?:\p{Lu}{1,5}[/-][0-9]{2}|/[0-9]{3}|\p{Lu})(?:\s+|$))+")
"""Offices, each with its copies, and the number of all copies: ``NSC-05  BIB-01  IO-10  /074 W``."""
RECEIPT = regex.compile(r"[0-9]{6}(?:Z\s[0-9Z/\s]+)?")  # the number of receipt behind a ruled line: 103456Z  041300 /21
FIRST_PAGE = regex.compile(r"PAGE 0?1\s+(?=\p{Lu}[\p{Lu} .]{1,20}?\s+[0-9]{3,6}(?:\s|$))")
"""The page before the number: ``PAGE 01        BERN 01234  041210Z``"""
CLEARED = regex.compile(r"(?:DRAFTED|APPROVED) BY\W")
"""Who drafted and approved the telegram, above those who cleared it: ``APPROVED BY EUR:AB`` / ``S/S - MR. WHITE``."""


def automated(rows: Sequence[Row]) -> dict[str, dict[int, int]]:
    """The places of the rows of such a head by their types, and where the value begins in each.

    Empty without sender, addressees and an end.
    """
    sender = next((at for at, row in enumerate(rows) if SENDER.match(row.text)), len(rows))
    below = range(sender + 1, min(sender + 1 + NEAR, len(rows)))
    first = next((at for at in below if LISTS["to"].match(rows[at].text)), len(rows))
    end = next((at for at in range(first, len(rows)) if END.match(rows[at].text)), len(rows))
    if end == len(rows) or end > first + MOST_ADDRESSES:
        return {}
    given: dict[str, dict[int, int]] = defaultdict(dict)
    given["from"][sender] = LABEL_LENGTH
    kind = "to"
    for at in range(first, end):
        if ADDRESS.fullmatch(rows[at].text) is None:
            break
        begins = {begun: match.end() for begun, label in LISTS.items() if (match := label.match(rows[at].text))}
        kind = next(iter(begins), kind)
        given[kind][at] = begins.get(kind, 0)
    for at in range(end, min(end + NEAR, len(rows))):  # BT / C O N F I D E N T I A L BERN 1234
        if number := NUMBER.fullmatch(rows[at].text):
            given["number"][at] = number.end("class")
    _give_above(rows[:sender], given)
    return given


def _give_above(rows: Sequence[Row], given: dict[str, dict[int, int]]) -> None:
    """Give the rows above the sender their types: page and number, offices, who cleared the telegram, its receipt."""
    cleared = False
    for at, row in enumerate(rows):
        cleared = cleared or CLEARED.match(row.text) is not None
        if page := FIRST_PAGE.match(row.text):
            given["form"][at] = page.end()
        elif OFFICES.fullmatch(row.text):
            given["distribution"][at] = 0
        elif RECEIPT.fullmatch(row.text):
            given["control"][at] = 0
            cleared = False
        elif cleared and not row.facts.get("date-time group"):
            given["coordination"][at] = 0
