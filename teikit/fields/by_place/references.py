"""References below their label, each below its letter: ``REFS`` / ``A.)`` / ``MIM-006-74, 4 January`` / ``B.)``.

Engines that read columns give the label, the letters and the references as rows of their own. A row belongs to the
references if it is the next letter, is directly below one, or is the number under which the cable named above it was
received: ``B. DIRECTOR 493642`` / ``95 2040015``. If the letters go on to the first point of the text, all rows between
them belong to the references.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from teikit.fields.rows import HeaderRow

REFERENCE = "reference"
LABEL_ONLY = regex.compile(r"[^\p{L}\p{N}]*")  # signs after a label that has no value
LETTER = regex.compile(r"\W?(?P<letter>[A-H])\s?[.,)]{1,2}")  # one of several references, its letter alone: A.)
LETTERED = regex.compile(r"\W?(?P<letter>[A-Ha-h])\s?[.,][.,)]?\s?\S.*")
"""The same with the reference: ``B. DIRECTOR 493642``"""
NONE = regex.compile(r"(?i:none)\W*")  # the word below the label if there are none
RECEIVED = regex.compile(r"(?:[0-9]{5,6}\s)?[6-9][0-9]\s[0-9]{7}\W?|[0-9]{5,6}\W?")
"""The number of receipt of the cable named above it: ``95 2040015``; or the number of a cable: ``66777 94 5389683``"""
MISREAD = regex.compile(r"\p{L}{1,2}\W{0,2}\s[0-9]{5}(?:\s[0-9]{7})?\W{0,3}(?:\p{Ll}{2})?")
"""The next of several references, with letter and post hardly legible: ``ce 43602 0736567 \\``, ``cb. 43710 ny``"""
FIRST_POINT = regex.compile(r"1\.(?:\s.*)?")  # the first point of the text
MOST_ROWS = 32  # rows from the label to the first point, at most
LEAST_LETTERS = 3  # letters that go on to the first point, at least


def references(rows: Sequence[HeaderRow], types: Mapping[int, str]) -> dict[int, int]:
    """The places of the rows of such references, that of their label first, and where the value begins in each.

    ``types`` are the types of the rows that are fields, by their places.
    """
    at = next((place for place, kind in types.items() if kind == REFERENCE and _is_bare(rows[place])), None)
    if at is None or at + 1 >= len(rows):
        return _received(rows, types)
    if NONE.fullmatch(rows[at + 1].text):
        return _labelled(rows, at, [at + 1])
    if (first := LETTER.fullmatch(rows[at + 1].text)) is None or first["letter"] != "A":
        return _received(rows, types)
    return _labelled(rows, at, _to_first_point(rows, at + 1) or list(_lettered(rows, at + 1)))


def _is_bare(row: HeaderRow) -> bool:
    """Whether a row is only a label."""
    label = row.clear_label
    return label is not None and LABEL_ONLY.fullmatch(row.text, label.value) is not None


def _labelled(rows: Sequence[HeaderRow], at: int, places: Sequence[int]) -> dict[int, int]:
    """The rows of references, with the row of their label before them."""
    label = rows[at].clear_label
    return {at: label.value if label else 0} | dict.fromkeys(places, 0)


def _to_first_point(rows: Sequence[HeaderRow], begin: int) -> list[int]:
    """The rows from the first letter to the first point of the text; empty if several letters do not lead to it."""
    below = range(begin, min(len(rows), begin + MOST_ROWS))
    end = next((at for at in below if FIRST_POINT.fullmatch(rows[at].text)), begin)
    letters = {match["letter"].upper() for at in range(begin, end) for match in _letters(rows[at].text)}
    is_labelled = any(rows[at].clear_label and rows[at].text[0].isalpha() for at in range(begin, end))
    return list(range(begin, end)) if len(letters) >= LEAST_LETTERS and not is_labelled else []


def _letters(text: str) -> Iterator[regex.Match[str]]:
    """The letter of a reference with which a row begins."""
    yield from filter(None, (LETTER.fullmatch(text) or LETTERED.fullmatch(text),))


def _lettered(rows: Sequence[HeaderRow], begin: int) -> Iterator[int]:
    """The rows of the letters from row ``begin`` on, in their order, each with the row below it."""
    letter, is_below = "A", False
    for at in range(begin, len(rows)):
        row = rows[at]
        read = next(_letters(row.text), None)
        if read and read["letter"].upper() == letter:
            letter = chr(ord(letter) + 1)
            is_below = LETTER.fullmatch(row.text) is not None
        elif not (is_below and row.clear_label is None) and not RECEIVED.fullmatch(row.text):
            return
        else:
            is_below = False
        yield at


def _received(rows: Sequence[HeaderRow], types: Mapping[int, str]) -> dict[int, int]:
    """The rows with the number of receipt below references that are known by themselves, and these above them."""
    given: dict[int, int] = {}
    for at in range(1, len(rows)):
        is_below = types.get(at - 1) == REFERENCE or at - 1 in given
        is_cited = RECEIVED.fullmatch(rows[at].text) or MISREAD.fullmatch(rows[at].text)
        if is_below and is_cited and not types.get(at):
            first = at
            while first and types.get(first - 1) == REFERENCE and first - 1 not in given:
                first -= 1
            label = rows[first].clear_label
            given |= {first: label.value if label and first < at else 0} | dict.fromkeys(range(first + 1, at + 1), 0)
    return given
