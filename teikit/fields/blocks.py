"""Values below a block of labels that are more than the labels: several addressees, and one sender.

``TO:`` / ``FROM:`` / ``DATE:`` / ``SUBJECT:`` / ``John Smith`` / ``Bill Jones`` / ``Mary Brown`` / ``6 May 1994``: a
paper has one sender, so the last name is the sender's, and all names above it are of addressees. The end of the names
is shown by what is below them: the date that a label waits for, the next label, or else the subject.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import regex

from teikit.core.kinds import CORRESPONDENTS
from teikit.fields.detached import PATH, Detached
from teikit.fields.rows import HeaderRow

OF_BLOCK = frozenset({"to", "from", "date", "subject", "reference"})
"""Types of the labels of a block."""
MOST_NAME_ROWS = 10  # rows with names below a block, at most
PAIR = 2  # names of a block with one addressee, and rows that are names because a date follows them
SIGNS = regex.compile(r"^\W+")  # the rest of a colon before a name: : John Smith


def in_blocks(
    rows: Sequence[HeaderRow], types: Sequence[str], taken: Container[int], given: Mapping[int, str], detached: Detached
) -> dict[int, str]:
    """The places of the rows below a block of labels that hold their values, and the type of the field of each.

    ``types`` are the types of the rows by what they show, ``taken`` the places of the rows that are fields, ``given``
    the types of the values that were found before.
    """
    values: dict[int, str] = {}
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and end in taken and types[end] in OF_BLOCK and detached.waits(rows[end], types[end]):
            end += 1
        labels = list(types[at:end])
        is_free = not any(given.get(place) in CORRESPONDENTS for place in range(end, end + MOST_NAME_ROWS))
        if labels[:2] == ["to", "from"]:
            values |= _values(rows, end, labels, detached, is_free)
        at = max(end, at + 1)
    return values


def of_head(
    rows: Sequence[HeaderRow], types: Sequence[str], taken: Container[int], given: Mapping[int, str], detached: Detached
) -> dict[int, str]:
    """The places of the head of an agency and of the field officer below, if TO and FROM are above them without values.

    ``TO`` / ``FROM`` / ``OPTIONAL FORM`` / ``DIRECTOR, FBI`` / ``LEGAT, HONG KONG``: engines read the labels, then the
    print next to them. The parameters are as for :func:`in_blocks`.
    """
    labels = {types[at]: at for at, row in enumerate(rows) if at in taken and detached.waits(row, types[at])}
    parties = {types[at] for at, row in enumerate(rows) if at in taken and not detached.waits(row, types[at])}
    if not labels.keys() >= CORRESPONDENTS or CORRESPONDENTS & (parties | set(given.values())):
        return {}
    pairs = [
        at
        for at in range(max(labels[kind] for kind in CORRESPONDENTS) + 1, len(rows) - 1)
        if detached.is_head(rows[at]) and detached.is_field_officer(rows[at + 1])
    ]
    return {pairs[0]: "to", pairs[0] + 1: "from"} if len(pairs) == 1 else {}


def _values(
    rows: Sequence[HeaderRow], begin: int, labels: Sequence[str], detached: Detached, is_free: bool
) -> dict[int, str]:
    """The types of the rows from ``begin`` on, below a block of ``labels``; empty unless all of them are known.

    If the rows are not free, because others hold values of the block, the names must be sure.
    """
    below = range(begin, min(len(rows), begin + MOST_NAME_ROWS))
    if "date" in labels:
        end = next((at for at in below if detached.is_dated(rows[at])), begin)
        names = _names_above(rows, begin, end, detached)
    elif len(labels) == PAIR:
        end = next((at for at in below if rows[at].clear_label), begin)
        names = _names_above(rows, begin, end, detached) if end - begin == PAIR else []
    else:
        names, end = _names(rows, begin, detached)
        names = names if end < len(rows) and detached.is_title(rows[end]) else []
    if len(names) < PAIR or not (is_free or _are_sure(rows, names, detached)):
        return {}
    given = {place: "to" for name in names[:-1] for place in name} | dict.fromkeys(names[-1], "from")
    for kind in ("date", "subject"):
        if (
            kind in labels
            and end < len(rows)
            and (kind == "date" or detached.is_title(rows[end], below_date="date" in labels))
        ):
            given[end] = kind
            end += 1
    return given


def _names_above(rows: Sequence[HeaderRow], begin: int, end: int, detached: Detached) -> list[list[int]]:
    """The places of each name from row ``begin`` up to row ``end``, above which they surely end; empty for no names.

    The second of two rows may be illegible, or the middle ones of several: ``John Smith`` / ``Laurle Brown @ DO`` /
    ``Mary Ford``.
    """
    names, at = _names(rows, begin, detached)
    if at == end:
        return names
    is_pair = end - begin == PAIR and detached.named(SIGNS.sub("", rows[begin].text))
    is_list = end - begin > PAIR and detached.is_party(rows[begin]) and detached.is_party(rows[end - 1])
    are_names = all(detached.is_name(rows[place]) for place in range(begin, end))
    return [[place] for place in range(begin, end)] if is_pair or (is_list and are_names) else []


def _are_sure(rows: Sequence[HeaderRow], names: Sequence[Sequence[int]], detached: Detached) -> bool:
    """Whether three names or more are surely those of parties: all are people, or the last has an office below it.

    Below two officers a person alone is rather the subject of the paper.
    """
    are_persons = all(detached.is_person(rows[name[0]]) for name in names)
    return len(names) > PAIR and (are_persons or len(names[-1]) > 1)


def _names(rows: Sequence[HeaderRow], begin: int, detached: Detached) -> tuple[list[list[int]], int]:
    """The places of each name from row ``begin`` on, each with its office below it, and the first row after them."""
    names: list[list[int]] = []
    for at in range(begin, min(len(rows), begin + MOST_NAME_ROWS)):
        text = SIGNS.sub("", rows[at].text)
        is_officer = detached.is_officer(rows[at]) or detached.is_qualified(rows[at])
        is_office = PATH.fullmatch(text) is not None or is_officer
        if names and is_office and detached.is_person(rows[names[-1][0]]):
            names[-1].append(at)
        elif detached.is_party(rows[at]):
            names.append([at])
        else:
            return names, at
    return names, min(len(rows), begin + MOST_NAME_ROWS)
