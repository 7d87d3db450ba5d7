"""Values cut by a line end: the year of a date, or the rest of a list of offices, is in the next row.

``18 January`` / ``1974``; ``INFO: C/ORMS, FILE, C/LA,`` / ``DC/LA (3/W)``, even below a blank line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from teikit.fields.rows import HeaderRow
from teikit.fields.values.address import CUT
from teikit.fields.values.dates import Dates

OFFICES = "distribution"  # the type of a row of offices whose label is elsewhere
LISTED = ("offices", "office", "list of codes")
"""Facts of such a row."""
ADDRESSED = ("addresses", "some addresses", "one address")
"""Facts of a row of addressees, which does not belong to a list of offices: ``OTTAWA, COPENHAGEN, LONDON,``."""
COPIES = regex.compile(r"\([0-9]{1,3}/\p{L}\)[\W_]*$")
"""The number of copies at the end of such a list: ``DDO (5/W)``."""
PATH = regex.compile(r"\p{Lu}{2,6}\s?/\s?\p{Lu}{2,5}\W*|(?:\p{Lu}{2,12}(?:/\p{Lu}{2,6})?,\s?){1,4}")
"""An office alone, or some before commas: ``DCCE/BA``, ``LADORECORD,``, ``OG/DMS, PES/LSA,``."""
MISSING = regex.compile(r"(?:\p{L}{3,9}\s)?(?:19)?[4-9][0-9]")  # what a date may lack in its row: 1974, AUG 95


def is_list_cut(rows: Sequence[HeaderRow], at: int, given: Mapping[int, str]) -> bool:
    """Whether a list of offices that ends in a comma goes on in row ``at``; ``given`` has the types of given rows."""
    row = rows[at]
    is_free = row.clear_label is None and given.get(at, OFFICES) == OFFICES
    is_office = PATH.fullmatch(row.text) or COPIES.search(row.text)
    is_list = at in given or is_office or (row.shows(LISTED) and not row.shows(ADDRESSED))
    return is_free and bool(is_list) and CUT.search(rows[at - 1].text) is not None


def is_date_cut(rows: Sequence[HeaderRow], at: int, dates: Dates) -> bool:
    """Whether the year of a date, or month and year of a group, is in the row below row ``at``."""
    if at + 1 >= len(rows) or not MISSING.fullmatch(rows[at + 1].text):
        return False
    whole = f"{rows[at].text} {rows[at + 1].text}"
    dated = [*dates.groups(whole), *dates.days(whole)]
    return any(date.when and date.span.end == len(whole) for date in dated)
