"""Headquarters in a row of its own on the form of a cable, whose label is illegible, and the station beside it.

The address line of the message shows which of the two sends: above ``DIR CITE MEXI 7508`` are the addressee,
``DIRECTOR``, and the sender, ``MEXICO CITY``; above ``CITE DIR 37408`` the addressee, ``JMWAVE``, and the sender,
``DIRECTOR``. If that line is illegible, the form decides: TO is above FROM.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

import regex

from teikit.fields.items import is_label_alone, types_of
from teikit.fields.rows import HeaderRow
from teikit.fields.values.likeness import likeness
from teikit.fields.values.words import HeaderWords

LEAST_LETTERS = 4  # letters of a name in a row of its own, at least
MOST_SPECKS = 4  # specks beside it, at most
LONGEST_SPECK = 5  # characters of such a speck, which may be a misread label: •OM DIRECTOR, 1 DIRECTOR
ROWS_BELOW_CITE = 3  # rows below CITE that may have the addressee
NEAR_ROWS = 2  # rows from headquarters up or down to the party on the other side, at most
OF_MESSAGE = frozenset({"slug", "reference"})
"""Types of field below the form, at the head of the message."""
CITY_LIKENESS = 0.65  # likeness, 0 to 1, of a misread city to that of the station that is cited, at least
ROW_WORD = regex.compile(r"\p{L}{3}")  # letters, as in a row that is not only specks
OPPOSITE = {"to": "from", "from": "to"}
"""The other party of a message."""
STEPS = {"to": 1, "from": -1}
"""The step from headquarters to the station: the form has TO above FROM."""


def headquarters(rows: Sequence[HeaderRow], taken: Container[int], words: HeaderWords) -> dict[str, dict[int, int]]:
    """The places of headquarters and its station by the types of their fields, and where the name begins in each."""
    types = types_of(rows, taken, {})
    line, kind = _address_line(rows, types, words)
    if not kind:
        line, kind = _in_order(rows, types, words)
    if not kind or _has_party(rows[:line], types, kind, words):
        return {}
    begins = {at: _alone(rows[at].text, words) for at in range(line) if not types[at]}
    alone = {at: begin for at, begin in begins.items() if begin is not None}
    if len(alone) != 1:
        return {}
    beside, opposite = min(alone) + STEPS[kind], OPPOSITE[kind]
    is_station = 0 <= beside < line and not types[beside] and _is_place(rows[beside].text, words)
    station = {opposite: {beside: 0}} if is_station and not _has_party(rows[:line], types, opposite, words) else {}
    return {kind: alone} | station


def station(
    rows: Sequence[HeaderRow], given: Mapping[int, str], taken: Container[int], words: HeaderWords
) -> dict[int, str]:
    """The place of the station that is alone on the form of a cable, and the type of its field.

    It is the sender if the message has its address after CITE: ``SON SALVARCR`` above ``DIR CITE SALV 5234``. It is
    the addressee directly above headquarters, which sends: ``SNI SALVADOR`` / ``FROM DIRECTOR`` / ``CITE DIR 37408``.
    """
    types = types_of(rows, taken, given)
    for at, row in enumerate(rows):
        cited = _after_cite(row, words)
        if not cited or row.facts.get("prose"):
            continue
        if is_headquarters(cited, words):
            return _above_headquarters(rows[:at], types, words)
        name = words.names.station(cited)
        city = words.names.city_of(name.form) if name else ""
        free = [place for place in range(at) if city and types[place] in ("", "to")]
        alone = [place for place in free if _is_city(rows[place].text, city)]
        is_sent = _has_party(rows[:at], types, "from", words) or "from" in types[:at]
        return {} if is_sent or len(alone) != 1 else {alone[0]: "from"}
    return {}


def below_labels(
    rows: Sequence[HeaderRow], given: Mapping[int, str], taken: Container[int], words: HeaderWords
) -> dict[int, str]:
    """The place of the addressee in a row of its own below CITE or TO; empty if another row names one.

    ``SECRET 080955Z CITE RAWALPINDI 3016`` / ``8 MAY 67 IN 61895`` / ``DIRECTOR``; ``To`` / ``7 WAVE .`` / ``CITE DIR``
    """
    types = types_of(rows, taken, given)
    labels = [at for at, kind in enumerate(types) if kind == "to"]
    if any(not is_label_alone(rows[at]) for at in labels):
        return {}
    cited, sender = _cited(rows, words)
    if not sender or len(labels) > 1:
        return {}
    if labels:
        at = labels[0] + 1
        is_sent = at < cited and is_headquarters(sender, words)
        return {at: "to"} if is_sent and not types[at] and _is_place_alone(rows[at].text, words) else {}
    below = range(cited + 1, min(len(rows), cited + 1 + ROWS_BELOW_CITE))
    free = [at for at in below if not types[at] and not rows[at].facts.get("prose")]
    alone = [at for at in free if _alone(rows[at].text, words) == 0]
    return dict.fromkeys(alone[:1], "to") if not is_headquarters(sender, words) else {}


def above_attention(
    rows: Sequence[HeaderRow], given: Mapping[int, str], taken: Container[int], words: HeaderWords
) -> dict[int, str]:
    """The place of headquarters in a row of its own above FOR, which names a person there; empty if a row has TO.

    ``TOR: 201302Z OCT 95`` / ``DIRECTOR . :`` / ``FOR: LIMIT CHIEF/OCC``
    """
    types = types_of(rows, taken, given)
    label = types.index("attention") if "attention" in types else 0
    above = range(max(0, label - NEAR_ROWS), label) if "to" not in types[:label] else ()
    alone = [at for at in above if not types[at] and _alone(rows[at].text, words) == 0]
    return dict.fromkeys(alone[:1], "to")


def _after_cite(row: HeaderRow, words: HeaderWords) -> str:
    """The word after CITE in a row; empty if the row has none."""
    read = words.read(row.text)
    return next((word.text for before, word in pairwise(read) if before.role == "cite"), "")


def _cited(rows: Sequence[HeaderRow], words: HeaderWords) -> tuple[int, str]:
    """The place of the first row with CITE, and the word after it there."""
    cited = ((at, _after_cite(row, words)) for at, row in enumerate(rows) if not row.facts.get("prose"))
    return next(((at, word) for at, word in cited if word), (len(rows), ""))


def _is_place_alone(text: str, words: HeaderWords) -> bool:
    """Whether the only long word of a row is an undamaged name of a station: ``7 WAVE .``"""
    long = [word.text for word in words.read(text) if len(word.text) >= LEAST_LETTERS]
    return len(long) == 1 and len(text.split()) <= MOST_SPECKS and _is_place(long[0], words)


def _above_headquarters(above: Sequence[HeaderRow], types: Sequence[str], words: HeaderWords) -> dict[int, str]:
    """The station directly above headquarters, which sends; empty if there is none, or another addressee."""
    senders = [at for at in range(1, len(above)) if types[at] == "from" and _is_sent_by_headquarters(above[at], words)]
    if len(senders) != 1:
        return {}
    at = senders[0] - 1
    while at > 0 and ROW_WORD.search(above[at].text) is None:
        at -= 1
    is_addressed = any(kind == "to" for place, kind in enumerate(types[: len(above)]) if place != at)
    is_free = types[at] in ("", "to") and above[at].label is None and not is_addressed
    return {at: "to"} if is_free and words.names.station_city(above[at].text) else {}


def _is_sent_by_headquarters(row: HeaderRow, words: HeaderWords) -> bool:
    """Whether a row of the sender names headquarters."""
    return any(len(word.text) >= LEAST_LETTERS and is_headquarters(word.text, words) for word in words.read(row.text))


def _is_city(text: str, city: str) -> bool:
    """Whether a whole text is a city, perhaps misread."""
    return likeness("".join(filter(str.isalpha, text)), "".join(filter(str.isalpha, city))) >= CITY_LIKENESS


def _address_line(rows: Sequence[HeaderRow], types: Sequence[str], words: HeaderWords) -> tuple[int, str]:
    """The place of the address line, and what headquarters is in it: ``from``, ``to``, or empty if that is unclear."""
    for at, row in enumerate(rows):
        read = words.read(row.text)
        roles = [word.role for word in read]
        cited = read[roles.index("cite") + 1 :][:1] if "cite" in roles else []
        if any(is_headquarters(word.text, words) for word in cited):
            return at, "from"
        if row.label is None and (types[at] == "to" or cited) and "address" in roles:
            return at, "to" if is_headquarters(read[roles.index("address")].text, words) else ""
    return 0, ""


def _in_order(rows: Sequence[HeaderRow], types: Sequence[str], words: HeaderWords) -> tuple[int, str]:
    """The place of the last row near headquarters, and what it is by its own place on the form; empty if unclear.

    It is the addressee above the sender, and the sender below addressees: ``1 DIRECTOR`` / ``MEXICO CITY``, ``EL
    SALVADOR MANAGUA`` / ``PIRECTOR``. The rest of its own label takes precedence: ``peom, DIRECTOR 7 *``.
    """
    ends = (at for at, kind in enumerate(types) if kind in OF_MESSAGE or rows[at].facts.get("prose"))
    end = next(ends, len(rows))
    at = next((at for at in range(end) if not types[at] and _alone(rows[at].text, words) is not None), None)
    if at is None:
        return 0, ""
    label, below = rows[at].label, range(at + 1, min(end, at + 1 + NEAR_ROWS))
    is_above = any(types[place] == "from" or _is_labelled(rows[place], "from") for place in below)
    if label is not None and label.field.id in OPPOSITE:
        kind = label.field.id
    elif is_above or (at + 1 < end and not types[at + 1] and _is_place(rows[at + 1].text, words)):
        kind = "to"
    else:
        kind = "from" if "to" in types[max(0, at - NEAR_ROWS) : at] else ""
    last = min(end, at + 1 + NEAR_ROWS)
    return (last, kind) if kind not in types[:last] else (0, "")


def _is_labelled(row: HeaderRow, kind: str) -> bool:
    """Whether a row begins with a label of one type, perhaps misread."""
    return row.label is not None and row.label.field.id == kind


def _has_party(above: Sequence[HeaderRow], types: Sequence[str], kind: str, words: HeaderWords) -> bool:
    """Whether a row above the address line has the label of a party with its value, not with other labels alone."""
    labelled = [(row, row.label) for row, read in zip(above, types, strict=False) if read == kind and row.label]
    values = (words.read(row.text[label.value :]) for row, label in labelled)
    return any(word.role in ("", "address") and len(word.text) >= LEAST_LETTERS for value in values for word in value)


def is_headquarters(token: str, words: HeaderWords) -> bool:
    """Whether a word names the party that has a long and a short name: ``DIRECTOR``, ``DIR``."""
    name = words.names.known(token)
    return name is not None and name.kind == "org" and words.names.short(name.form[:3]) is not None


def _alone(text: str, words: HeaderWords) -> int | None:
    """The offset of headquarters, the only name of a row; None if the row has more than it and specks."""
    read = words.read(text)
    long = [word for word in read if len(word.text) > LONGEST_SPECK]
    is_alone = len(long) == 1 and len(text.split()) <= MOST_SPECKS + 1 and len(long[0].text) >= LEAST_LETTERS
    return long[0].span.start if is_alone and is_headquarters(long[0].text, words) else None


def _is_place(text: str, words: HeaderWords) -> bool:
    """Whether a whole row is an undamaged name of a station: ``MEXICO CITY``."""
    name = words.names.known(text, exact=True)
    return name is not None and name.kind == "place" and len(text) >= LEAST_LETTERS
