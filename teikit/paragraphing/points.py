"""The number or letter with which a point begins: ``2.``, ``(B)``, ``c.``, ``1a.``, as typists and engines write it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

POINT = regex.compile(
    r"[^\w\s(]{0,2}\s?(?:(?P<open>\()\s?)?(?P<n>[0-9]{1,2}|(?P<sub>[0-9]{1,2})\s?[a-z]|[A-Za-z])\s?(?P<mark>[).,:])"
    r"(?:\s+|(?=[A-Z][A-Za-z]))(?P<rest>\S.*)"
)
MARKS = frozenset(").,:")  # marks of points
MARKED = 11  # characters at the head of a line among which the mark of its point stands
LONE = regex.compile(r"[^\w(]{0,3}(?:\((?:[0-9]{1,2}|[a-z])|[0-9]{1,2}[a-z]?|[A-Za-z])(?:[.)]\W{0,2}|\W?:)")
"""A number that stands on a line of its own: Apple Vision reads the column of the numbers apart from the text. But for
``(U)``: reviewers write it beside paragraphs."""
ALONE = regex.compile(r"([0-9]{1,2})\.")
"""A number that stands on a line of its own above its text: it shows that ``6. The information`` is a point."""
MOST_SKIPPED = 1  # points between two neighbours that the engine garbled
SENTENCE = regex.compile(r"\W{0,2}\p{Lu}")
"""How the text of a point begins: ``42. he did not know`` is the end of a sentence."""


class Point(NamedTuple):
    """A point: how it is written (``9.``, ``(a)``), its place in the row of its kind, whether it is surely one."""

    style: str
    place: int
    is_plain: bool

    def follows(self, before: Point | None) -> bool:
        """Whether this is the next of the same row of points; one in between may be missing."""
        if before is None or before.style != self.style:
            return False
        return 0 < self.place - before.place <= 1 + MOST_SKIPPED


def point_of(line: str) -> Point | None:
    """The point with which a line begins; None where it begins with none. A comma or colon may be a full stop misread.

    >>> point_of("2. OIL DEAL"), point_of("(b) The 201 Dossier")
    (Point(style='9.', place=2, is_plain=True), Point(style='(a)', place=2, is_plain=True))
    >>> point_of("J. Edgar Hoover")
    Point(style='A.', place=10, is_plain=False)
    """
    match = POINT.match(line) if not MARKS.isdisjoint(line[:MARKED]) else None
    if match is None:
        return None
    number, is_misread = match["n"], match["mark"] in ",:"
    if is_misread and not SENTENCE.match(match["rest"]):
        return None  # 12, 1963
    if match["mark"] == ":" and not number.isdigit():
        return None  # Q: Where was he?
    kind, place = ("9", int(number)) if number.isdigit() else _letter(number, match["sub"])
    style = f"{match['open'] or ''}{kind}{'.' if is_misread else match['mark']}"
    is_initial = kind == "A" and style == "A."
    capitals = regex.match(r"\p{Lu}{2}", match["rest"]) is not None
    return Point(style, place, not is_misread and (not is_initial or capitals))


def _letter(number: str, sub: str | None) -> tuple[str, int]:
    letter = number[-1]
    kind = "A" if letter.isupper() else "a"
    return (f"{sub}{kind}" if sub else kind), ord(letter.upper()) - ord("A") + 1


def is_lone(line: str) -> bool:
    """Whether a line is nothing but the number of a point: ``3.``"""
    return LONE.fullmatch(line.strip()) is not None


def in_rows(lines: Sequence[str]) -> list[bool]:
    """Of each line of a document, whether it begins with a point that a neighbour of its row precedes or follows.

    >>> in_rows(["REFERENCE; Memo dtd 28 June", "1. This office", "2. Mr. Phillips", "2. Another"])
    [False, True, True, False]
    """
    told = [False] * len(lines)
    last: dict[str, tuple[int, Point]] = {}
    for at, line in enumerate(lines):
        alone = ALONE.fullmatch(line.strip())
        point = Point("9.", int(alone[1]), True) if alone else point_of(line.strip())
        if point is None:
            continue
        before = last.get(point.style)
        if before and point.follows(before[1]):
            told[before[0]] = told[at] = True
        last[point.style] = (at, point)
    return told
