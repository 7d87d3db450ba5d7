"""The head of a telegram relayed by computer, from 1973 on, with a fixed place for each line.

``PAGE 01  BERN 01234  041210Z`` / ``ACTION EUR-12`` / ``FM AMEMBASSY BERN`` / ``TO SECSTATE WASHDC 1234`` / ``INFO
AMEMBASSY BONN`` / ``AMEMBASSY LONDON`` / ``C O N F I D E N T I A L SECTION 01 OF 02 BERN 1234``: sender, addressees and
those informed, one address a line, are above the classification with the number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import regex

from teikit.fields.rows import HeaderRow
from teikit.lexicon.patterns import Patterns

LABEL_LENGTH = len("FM ")
SENDER = regex.compile(r"FM\s\p{Lu}{2}")  # FM AMEMBASSY BERN
LISTS = {
    "to": regex.compile(r"TO\s(?:\p{Lu}{4,7}/)?(?=\p{Lu}{2})"),
    "info": regex.compile(r"INFO\s(?:\p{Lu}{4,7}/)?(?=\p{Lu}{2})"),
}
"""Beginnings of the lists of addressees and of those informed: ``TO SECSTATE WASHDC``, ``INFO RUEHBO/AMEMBASSY``."""
ADDRESS = regex.compile(r"\p{Lu}[\p{Lu}\p{N}./-]*(?:\s[\p{Lu}\p{N}./-]+){0,6}")
"""An address: ``USDEL MTN GENEVA``, ``ZEN/AMEMBASSY PARIS PRIORITY 123``."""
ROWS_BELOW = 2  # rows from the sender down to the addressees, and from these to the number, at most
MOST_ADDRESSES = 60  # rows of addresses, at most
OFFICES = regex.compile(r"(?=.*[0-9])(?:(?:\p{Lu}{1,5}[/-][0-9]{2}|/[0-9]{3}|\p{Lu})(?:\s+|$))+")
"""Offices, each with its copies, and the number of all copies: ``NSC-05  BIB-01  IO-10  /074 W``."""
RECEIPT = regex.compile(r"[0-9]{6}(?:Z\s[0-9Z/\s]+)?")  # the number of receipt after a rule: 103456Z  041300 /21
FIRST_PAGE = regex.compile(r"PAGE 0?1\s+(?=\p{Lu}[\p{Lu} .]{1,20}?\s+[0-9]{3,6}(?:\s|$))")
"""The page before the number: ``PAGE 01        BERN 01234  041210Z``"""


def automated(rows: Sequence[HeaderRow], patterns: Patterns) -> dict[str, dict[int, int]]:
    """The places of the rows of such a head by their types, and where the value begins in each.

    Without sender, addressees and the rows below them only the number is known, if ``TAGS`` are below it.
    """
    sender = next((at for at, row in enumerate(rows) if SENDER.match(row.text)), len(rows))
    below = range(sender + 1, min(sender + 1 + ROWS_BELOW, len(rows)))
    first = next((at for at in below if LISTS["to"].match(rows[at].text)), len(rows))
    last = min(len(rows), first + 1 + MOST_ADDRESSES)
    end = next((at for at in range(first, last) if _is_below_addresses(rows[at].text, patterns)), None)
    if end is None:
        return _number_alone(rows, patterns)
    given: dict[str, dict[int, int]] = defaultdict(dict)
    given["from"][sender] = LABEL_LENGTH
    _give_addresses(rows, range(first, end), given)
    for at in range(end, min(end + ROWS_BELOW, len(rows))):  # BT / C O N F I D E N T I A L BERN 1234
        if number := patterns["classified number"].match(rows[at].text):
            given["number"][at] = number.end("class")
    _give_above(rows[:sender], given, patterns)
    return given


def _number_alone(rows: Sequence[HeaderRow], patterns: Patterns) -> dict[str, dict[int, int]]:
    """The row with classification and number at the head of a telegram without addresses, and where the number begins.

    ``UNCLAS SECTION 01 OF 03 BERN 000123`` / ``SIPDIS`` / ``E.O. 12958: DECL: 02/01/2016`` / ``TAGS: PREL, SZ``.
    """
    tags = next((at for at, row in enumerate(rows) if row.clear_label and row.clear_label.field.type == "tags"), 0)
    numbers = {at: patterns["classified number"].match(row.text) for at, row in enumerate(rows[:tags])}
    begins = {at: number.end("class") for at, number in numbers.items() if number}
    return {"number": begins} if len(begins) == 1 else {}


def _is_below_addresses(text: str, patterns: Patterns) -> bool:
    """Whether a row is below the addresses: ``BT``, a classification, ``E.O. 11652: GDS``."""
    return bool(patterns["below addresses"].match(text) or patterns["classification line"].match(text))


def _give_addresses(rows: Sequence[HeaderRow], places: Iterable[int], given: dict[str, dict[int, int]]) -> None:
    """Give the rows of the addresses their types: each belongs to TO or INFO above it."""
    kind = "to"
    for at in places:
        if ADDRESS.fullmatch(rows[at].text) is None:
            return
        labels = ((begun, label.match(rows[at].text)) for begun, label in LISTS.items())
        begins = {begun: match.end() for begun, match in labels if match}
        kind = next(iter(begins), kind)
        given[kind][at] = begins.get(kind, 0)


def _give_above(rows: Sequence[HeaderRow], given: dict[str, dict[int, int]], patterns: Patterns) -> None:
    """Give the rows above the sender their types: page and number, offices, who cleared the telegram, its receipt.

    Below those who drafted and approved it are those who cleared it: ``APPROVED BY EUR:AB`` / ``S/S - MR. WHITE``.
    """
    is_cleared = False
    for at, row in enumerate(rows):
        is_cleared = is_cleared or patterns["drafted by"].match(row.text) is not None
        if page := FIRST_PAGE.match(row.text):
            given["form"][at] = page.end()
        elif OFFICES.fullmatch(row.text):
            given["distribution"][at] = 0
        elif RECEIPT.fullmatch(row.text):
            given["control"][at] = 0
            is_cleared = False
        elif is_cleared and not row.facts.get("date-time group"):
            given["coordination"][at] = 0
