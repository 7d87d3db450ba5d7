"""The head of a telegram on the form TELEGRAM RECEIVED of the Department of State, which was in use until 1946.

``JR           FROM   Bern`` / ``This telegram must be     Dated May 9, 1938`` / ``paraphrased     Rec'd 2:45 p.m.`` /
``Secretary of State,`` / ``Washington.`` / ``112, May 9, noon.``: notes of the code room are next to the labels, which
have no colons.
"""

from __future__ import annotations

from collections.abc import Sequence

from teikit.fields.by_place.unlabelled import NUMBER_AND_DAY
from teikit.fields.rows import HeaderRow
from teikit.fields.values.dates import Dates
from teikit.lexicon.patterns import Patterns

ROWS_BELOW = 3  # rows below the addressee that may have the number


def received_form(rows: Sequence[HeaderRow], patterns: Patterns, dates: Dates) -> dict[str, dict[int, int]]:
    """The places of the rows of such a head by their types, and where the value begins in each.

    Empty without the addressee, the number below and the sender above.
    """
    addressed = next((at for at, row in enumerate(rows) if patterns["department addressed"].match(row.text)), len(rows))
    numbers = {
        at: NUMBER_AND_DAY.match(rows[at].text)
        for at in range(addressed + 1, min(addressed + 1 + ROWS_BELOW, len(rows)))
    }
    number = {at: match.start("number") for at, match in numbers.items() if match and dates.month(match["month"])[0]}
    labelled: dict[str, dict[int, int]] = {}
    for kind, label in patterns.each("received form").items():
        labels = ((at, label.search(row.text)) for at, row in enumerate(rows[:addressed]))
        labelled[kind] = {at: match.end() for at, match in labels if match}
    given = {kind: places for kind, places in labelled.items() if len(places) == 1}
    if len(number) != 1 or "from" not in given:
        return {}
    return given | {"to": {addressed: 0}, "number": number}
