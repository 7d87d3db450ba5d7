"""Rows on the form of a cable whose labels are hardly legible, by the fields above and below them on the form.

``unit, WH/4/PA`` / ``ems, 4935`` / ``Date 9 MAY``: between UNIT and DATE is the extension. ``FROM : SAN JOSE`` /
``ACHONI ICAMISA 3`` / ``INFO : DDP``: between FROM and INFO are the action offices. ``DIR CITE WAVE 2733`` / ``sMZIP``
/ ``REF``: between CITE and REF is the slug. The content of the row must be of the kind of the field.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import regex

from teikit.core.kinds import CORRESPONDENTS
from teikit.fields.by_place.headquarters import is_headquarters
from teikit.fields.items import types_of
from teikit.fields.rows import HeaderRow
from teikit.fields.values.likeness import likeness
from teikit.fields.values.numbers import SPACED_FIGURES
from teikit.fields.values.words import HeaderWords

DRAFTED = frozenset({"originator", "unit", "extension", "division", "distribution"})
"""Types of field that may be above the extension: those at the head of an outgoing cable."""
LISTS = frozenset({"info", "distribution"})
"""Types of field for those who are informed, which are below the action offices."""
ACTING_OR_INFORMED = LISTS | {"action"}
"""The same, and that of the action offices."""
OFFICE_FACTS = ("list of codes", "offices", "office")
"""Facts of a row that names offices."""
NUMBER = "number"  # the type of a row whose label was taken for NO: wo. WH 5, S/c 2
NEAR_ROWS = 2  # rows from a row up or down to the next field, at most
ACTING = regex.compile(
    r"(?:[^\s\d]{1,12}\s){0,3}[^\s\d]*[\p{L}/]{2,}(?:-|\.)?\s?[0-9]{1,2}(?:\s\(.{3,60}\)|[^\p{L}\p{N}]*)$"
)
"""Action offices, each with the number of its copies, perhaps with a note: ``ACHONI ICAMISA 3``, ``DEAd/SA 3``,
``scTiONs “ WH 7 (MR WH DIV NOTIFIED)``."""
SLUG = regex.compile(r"[^\p{L}\p{N}(){}]*\p{Ll}?(?P<slug>\p{Lu}{4,12})(?:\s(?P<slug>\p{Lu}{3,9}))?[^\p{L}\p{N}(){}]*")
"""A slug alone in its row, perhaps misread or in two parts: ``rOKTYGPFLOOR``, ``PER UNEN`` for PBRUMEN."""
LIKE_PLACE = 0.85  # likeness, 0 to 1, of a word to an address, from which it is not a slug: HAMBURGO
BELOW_SLUG = frozenset({"slug", "reference", "precedence", "number", ""})
"""Types of field that may be below a slug."""
LEAD = regex.compile(r"(?:\S{1,2}\s)?(?P<label>\p{Lu}{3,6})(?:\s\W?\w?\W?)?\s(?=\p{Lu}{4})")
"""A label that is perhaps FROM, after a speck, and what was made of its colon: ``I PROM O AMINE``."""
FROM = "FROM"  # the label of the sender
FROM_LIKENESS = 0.7  # likeness, 0 to 1, of a misread label to it, at least


def gaps(
    rows: Sequence[HeaderRow], taken: Container[int], given: Mapping[int, str], words: HeaderWords
) -> dict[int, str]:
    """The places of the rows whose type is known only by the fields around them, with the type of each.

    ``taken`` are the places of the rows that are fields, ``given`` the types that were found before.
    """
    types = types_of(rows, taken, given)
    filled: dict[int, str] = {}
    for at in range(len(rows)):
        is_open = at in taken and (not types[at] or (types[at] == NUMBER and _is_misread_list(rows, at)))
        if is_open and (kind := _kind(rows, types, at, words)):
            types[at] = filled[at] = kind
    return filled | _slugs(rows, types, words) | _drafters(rows, types, taken)


def sender_begins(rows: Sequence[HeaderRow], taken: Container[int], given: Mapping[int, str]) -> dict[int, int]:
    """The place of the row after a possible FROM, and where the sender begins: below TO, above the action offices.

    Empty if another row has this label.
    """
    types = types_of(rows, taken, given)
    if FROM.lower() in types:
        return {}
    for at, row in enumerate(rows):
        lead = LEAD.match(row.text) if at in taken and not types[at] else None
        is_above = _below(rows, types, at) in ACTING_OR_INFORMED or "to" in types[max(0, at - NEAR_ROWS) : at]
        if lead and is_above and likeness(lead["label"], FROM) >= FROM_LIKENESS:
            return {at: lead.end()}
    return {}


def _kind(rows: Sequence[HeaderRow], types: Sequence[str], at: int, words: HeaderWords) -> str:
    """The type of a row by the fields around it: an extension, a number after CITE, offices; empty if unclear."""
    row, below = rows[at], _below(rows, types, at)
    before = types[at - 1] if at else ""
    is_at_head = {kind for kind in types[:at] if kind} <= DRAFTED
    if row.facts.get("head and extension") and below in ("date", "to") and is_at_head:
        return "extension"
    if before == "cite" and SPACED_FIGURES.fullmatch(row.text) and not any(map(str.isdigit, rows[at - 1].text)):
        return "cite"
    if before in ACTING_OR_INFORMED and _lists(rows, at):
        return "info"
    is_between = _above(types, at) in CORRESPONDENTS and (below in LISTS or _lists(rows, at + 1))
    is_below_label = before == "action" and not rows[at - 1].value_text.strip(" .:;,•")
    if (is_between or is_below_label) and ACTING.match(row.text) and not row.facts.get("one address"):
        return "distribution" if _is_outgoing(rows, types, at, words) else "action"
    return ""


def _slugs(rows: Sequence[HeaderRow], types: Sequence[str], words: HeaderWords) -> dict[int, str]:
    """The places of the rows directly below CITE that are slugs by their place and form."""
    below = (at for at in range(1, len(rows)) if types[at - 1] == "cite" and not types[at])
    ends = (at for at in below if _below(rows, types, at) in BELOW_SLUG)
    return {at: "slug" for at in ends if _is_slug(rows[at], words)}


def _is_slug(row: HeaderRow, words: HeaderWords) -> bool:
    """Whether a row has only one or two words in capitals that are neither known words nor names."""
    slug = SLUG.fullmatch(row.text)
    if slug is None or words.names.known(row.text, exact=True):
        return False
    return not any(words.is_word(word) or words.names.address(word) >= LIKE_PLACE for word in slug.captures("slug"))


def _above(types: Sequence[str], at: int) -> str:
    """The type of the nearest field above a row; empty if none is near."""
    return next((kind for kind in reversed(types[max(0, at - NEAR_ROWS) : at]) if kind), "")


def _below(rows: Sequence[HeaderRow], types: Sequence[str], at: int) -> str:
    """The type of the nearest field below a row; empty if none is near, or if text begins before it."""
    following = range(at + 1, min(len(rows), at + 1 + NEAR_ROWS))
    return next((types[place] for place in following if types[place] or rows[place].facts.get("prose")), "")


def _lists(rows: Sequence[HeaderRow], at: int) -> bool:
    """Whether a row names offices."""
    return at < len(rows) and rows[at].shows(OFFICE_FACTS)


def _is_misread_list(rows: Sequence[HeaderRow], at: int) -> bool:
    """Whether a row names offices after what was taken for NO, without its colon."""
    label = rows[at].label
    return _lists(rows, at) and (label is None or label.after != "colon")


def _is_outgoing(rows: Sequence[HeaderRow], types: Sequence[str], at: int, words: HeaderWords) -> bool:
    """Whether headquarters sends: its form has CONF, whereas that of an incoming cable has ACTION."""
    senders = [rows[place] for place in range(at) if types[place] == "from"]
    return any(is_headquarters(word.text, words) for row in senders for word in words.read(row.text))


def _drafters(rows: Sequence[HeaderRow], types: Sequence[str], taken: Container[int]) -> dict[int, str]:
    """The places of unit and drafter above the extension, in the first three fields of an outgoing cable.

    ``onc. We T. BLLIS:nj`` / ``ueir, WH/4/PA-PROP`` / ``or, 4935``: the office directly above the extension is that of
    the drafter, whose name is directly above it.
    """
    drafters: dict[int, str] = {}
    for at in range(1, len(rows)):
        if (
            types[at] == "extension"
            and types[at - 1] == "distribution"
            and rows[at - 1].clear_label is None
            and rows[at - 1].facts.get("office")
        ):
            drafters[at - 1] = "unit"
    unit = next((at for at, kind in enumerate(types) if drafters.get(at, kind) == "unit"), 0)
    if unit and unit - 1 in taken and not any(types[:unit]):
        drafters[unit - 1] = "originator"
    return drafters
