"""Consecutive lines of one form: people, names with descriptions, days with events.

BEALS, Robert W.                    Mr. Jens Evensen, Minister
HEWETT, Arthur                      Ms. Solveig Rud, Adviser

Kessel - head of the delegation     12 May 1963 - First meeting of the Group
Lindt - author of the draft         3 June 1963 - Agreement on the price
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from teikit.core import Line
from teikit.paragraphing.points import point_of

FEWEST_ENTRIES = 4  # entries of such a list, at least
NAME_WORD = r"\p{Lu}[\p{L}.'’-]*"
SMALL = r"(?:and|at|de|for|in|la|of|on|the|to|van|von)\b"  # words of offices and names that are in lower case
SURNAME = r"\p{Lu}[\p{L}'’-]+(?=, \p{Lu}\S*(?:\s\S+){0,3}$)"  # before a first name and little else
PERSON = regex.compile(
    rf"(?=[^\d]{{5,59}}[\p{{L}}.)]$)(?!.*\b(?!{SMALL})\p{{Ll}}{{2,}})\W{{0,2}}"
    rf"(?P<name>{SURNAME}|(?=.*\p{{Ll}}{{2}})(?:{NAME_WORD}\s){{0,4}}{NAME_WORD}), \p{{Lu}}"
)
"""``HALE, Mabel``, ``Capt. Odd Bye, Counselor of Embassy``; not ``CONCERNED, THAT SHE IS UNDER A CERTAIN AMOUNT OF``"""
DISTINCT_SHARE = 0.75  # share of different names in a list, at least; not Daly City, California
TERM = regex.compile(rf"\W{{0,2}}{NAME_WORD}(?:,? {NAME_WORD}){{0,4}}\s[-–—]{{1,2}}\s\p{{L}}")
"""``Lindt - author of the draft``, ``SAND, Emil - Adviser``"""
DAY_OF_ENTRY = regex.compile(
    r"\W{0,2}(?:\d{1,2} \p{Lu}\p{L}{2,8}\.?,? \d{4}|\p{Lu}\p{L}{2,8}\.? \d{1,2},? \d{4}|\d{1,2}([/-])\d{1,2}\1\d{2,4})"
    r"(?:\s?:|\s[-–—]{1,2})\s\S"
)
"""``12 May 1963 - First meeting``, ``3/23/59: Agreement``"""
FULL_SHARE = 0.8  # length of a line that may continue in the next one, as a share of the usual length, at least


class Entries(NamedTuple):
    """The starts of the lines that belong to such lists."""

    persons: set[int]  # those that begin a person
    described: set[int]  # those that begin an entry with a description: ``Lindt - author of the draft``
    inside: set[int]  # those that belong to the entry above


def entries(lines: Sequence[Line], width: float) -> Entries:
    """Such lists in the lines of a document.

    ``width`` is the usual length of a line in characters: an entry continues only after a line about as long.

    >>> names = ("HALE, Mabel", "LODEN, Per", "MOSS, Ivan", "REID, Ogden", "He saw Hale, Reid and Moss")
    >>> entries([Line(name, at, at + len(name), at + len(name)) for at, name in enumerate(names)], 60)
    Entries(persons={0, 1, 2, 3}, described=set(), inside=set())
    """
    listed = Entries(set(), set(), set())
    for form in (PERSON, TERM, DAY_OF_ENTRY):
        for run in _runs(lines, form, width):
            begun = {line.start for line in run if _begins(line, form)}
            if len(begun) >= FEWEST_ENTRIES and (form is not PERSON or _are_distinct(run)):
                (listed.persons if form is PERSON else listed.described).update(begun)
                listed.inside.update({line.start for line in run} - begun)
    return listed


def _runs(lines: Sequence[Line], form: regex.Pattern[str], width: float) -> Iterator[list[Line]]:
    """The runs of lines that may be entries of one form, including the lines that continue them."""
    run: list[Line] = []
    for line in lines:
        if _begins(line, form) or (run and _goes_on(run[-1], line, width)):
            run.append(line)
            continue
        yield run
        run = []
    yield run


def _begins(line: Line, form: regex.Pattern[str]) -> bool:
    """Whether a line may begin an entry of a form."""
    return form.match(line.text.strip()) is not None


def _are_distinct(run: Sequence[Line]) -> bool:
    """Whether most lines of a run have names of their own before the comma."""
    matches = (PERSON.match(line.text.strip()) for line in run)
    names = [match["name"] for match in matches if match]
    return len(set(names)) >= DISTINCT_SHARE * len(names)


def _goes_on(before: Line, line: Line, width: float) -> bool:
    """Whether an entry continues in a line: after a full line, and not with a point."""
    is_full = line.start == before.next and len(before.text.strip()) >= FULL_SHARE * width
    return is_full and point_of(line.text.strip()) is None
