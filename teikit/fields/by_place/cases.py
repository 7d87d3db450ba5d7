"""The title of a case, by its place: FBI papers have it above the character of the case and its office.

``FROM: SAC, TAMPA (92-1)`` / ``JOHN SMITH, JR., aka`` / ``AR`` / ``(OO: TP)``: the label of the subject is often left
out, illegible or read elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

import regex

from teikit.core.kinds import CORRESPONDENTS
from teikit.fields.items import has_subject
from teikit.fields.rows import HeaderRow

CAPTIONS = {"character": "character", "origin": "office"}
"""Types of field by the names of groups in the pattern of captions: ``IS - CUBA``, ``(OO: NEWARK)``."""
MOST_TITLE_ROWS = 4  # rows of a title, at most
CAPITAL_SHARE = 0.75  # share of capitals among the letters of a title, at least
FEW_LETTERS = 4  # letters of the character of a case that may be a speck: AR
UNFIT = ("odd half", "point", "date alone", "misread date alone", "empty", "precedence", "comment", "prose")
"""Facts of a row that is not a title."""
ALIAS = regex.compile(r"(?i)[,;.]?\s(?:aka|wa)\b\W{0,3}\w?\W?$")
"""The end of a title that names a person with other names: ``JOHN SMITH, JR., aka.``"""
ALIAS_BELOW = regex.compile(r"(?:\p{Lu}[\p{L}.'’-]+,?(?:\s|$)){2,4}")
"""One of these other names, in a row below: ``Frank Fiorini``."""
TITLE_WORD = regex.compile(r"\p{L}{3,}")  # a word of a title, unlike specks


def title(rows: Sequence[HeaderRow], types: Mapping[int, str], captions: regex.Pattern[str]) -> dict[int, str]:
    """The places of the rows with the title of a case and its captions, of type subject; empty if it is unclear.

    ``types`` has the types of the rows that are fields, ``captions`` matches the captions below a title. Empty if a
    row with a subject has a value.
    """
    if has_subject(rows, types):
        return {}
    for at, row in enumerate(rows):
        is_above = not row.facts.get("text has begun") or _follows_party(types, at)
        if is_above and caption(row, captions) and (places := _above(rows, at, types, captions)):
            below = takewhile(lambda place: caption(rows[place], captions), range(at, len(rows)))
            return dict.fromkeys([*places, *below], "subject")
    return {}


def caption(row: HeaderRow, captions: regex.Pattern[str]) -> str:
    """The type of a row that is the caption of a case; empty for any other row."""
    match = captions.fullmatch(row.text)
    groups = match.groupdict() if match else {}
    return next((kind for name, kind in CAPTIONS.items() if groups.get(name)), "")


def _above(rows: Sequence[HeaderRow], at: int, types: Mapping[int, str], captions: regex.Pattern[str]) -> list[int]:
    """The rows with the title directly above the caption in row ``at``; empty if they are hardly one."""
    first = at
    while first > max(0, at - MOST_TITLE_ROWS) and types.get(first - 1) not in CORRESPONDENTS:
        row, below_alias = rows[first - 1], first > 1 and ALIAS.search(rows[first - 2].text) is not None
        if not (_is_title(row, captions) or (below_alias and ALIAS_BELOW.fullmatch(row.text))):
            break
        first -= 1
    if first > 0 and caption(rows[first - 1], captions):  # JOHN / AR / EXAMPLE, aka / (OO: LOS ANGELES)
        return []
    places = list(range(first, at))
    is_named = any(ALIAS.search(rows[place].text) for place in places)
    is_below = types.get(first - 1) in CORRESPONDENTS
    is_long = sum(map(str.isalpha, rows[at].text)) > FEW_LETTERS
    return places if is_named or is_below or is_long else []


def _follows_party(types: Mapping[int, str], at: int) -> bool:
    """Whether there is a party in one of the rows above row ``at`` in which that of a title with captions may be."""
    return any(types.get(place) in CORRESPONDENTS for place in range(at - MOST_TITLE_ROWS - 1, at + 1))


def _is_title(row: HeaderRow, captions: regex.Pattern[str]) -> bool:
    """Whether a row may be of a title: in capitals, or with other names at its end."""
    if row.clear_label or captions.fullmatch(row.text) or row.shows(UNFIT):
        return False
    letters = [letter for letter in row.text if letter.isalpha()]
    is_capital = sum(map(str.isupper, letters)) >= CAPITAL_SHARE * len(letters)
    return TITLE_WORD.search(row.text) is not None and (is_capital or ALIAS.search(row.text) is not None)
