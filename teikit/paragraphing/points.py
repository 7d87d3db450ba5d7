"""Numbered or lettered points: ``2.``, ``(B)``, ``c.``, ``1a.``, as typists and engines write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

POINT = regex.compile(
    r"[^\w\s(]{0,2}\s?(?:(?P<open>\()\s?)?(?P<n>[0-9]{1,2}|(?P<sub>[0-9]{1,2})\s?[a-z]|[A-Za-z])\s?(?P<mark>[.,]?\)|[.,:•])"
    r"(?:(?:[.°'’”\"*]{0,2}|(?<=\d\.)\.:)_?\s+|(?=[A-Z][A-Za-z]))(?P<rest>\S.*)"
)
"""A point with its number and its text: ``2. OIL DEAL``, ``(a) He said``, ``1a. see below``, ``. 3.Subject is``, even
with more than one mark after its number: ``4.° No``, ``3,. The``, ``(2). This``, ``A.) Prices``, ``2.' RECHECK``"""
MARKS = frozenset(").,:•")
"""The signs that may follow the number of a point."""
MARK_WITHIN = 11  # characters at the beginning of a line among which is the mark of its point
SPECK_BEFORE_POINT = regex.compile(r"[^\w\s]{0,2}\w{1,2}[^\w\s.)]{0,2}\s(?=[0-9]{1,2}\.)")
"""A speck in the margin that the engine read before a point: ``5 2. BELIEVE BRITISH SPECIAL BRANCH``"""
LONE = regex.compile(
    r"[^\w(]{0,3}(?:\((?:[0-9]{1,2}|[a-z])|[0-9]{1,2}[a-z]?|[IVX]{2,4}|[A-Za-z])(?:\s?[.)]\W{0,2}|\W?:)"
)
"""The number of a point on a line of its own: Apple Vision reads the column of numbers apart from the text. ``(U)`` is
not one, because reviewers write it beside paragraphs."""
ALONE = regex.compile(r"(?P<n>[0-9]{1,2}|[a-z])\s?\.")
"""Such a number that counts in a row of points: ``5.`` shows that ``6. The information`` is a point, ``a.`` that ``b.``
is one."""
SIGN = regex.compile(r"[@€£¢§©®&?][.,]\s{1,2}\W?\p{Lu}")
"""A point whose letter or number an engine read as a sign: ``€. IF NEW ARTICLE`` for ``E.``, ``?. Object``"""
ELEVEN = regex.compile(r"\W?[1Iil|]{2}[.,]\s+\W?\p{Lu}")
"""The number eleven, as engines read it: ``ll. I told Subjects``, ``il, Security Office``"""
TENTH = 10  # the place of the point before it
GARBLED = regex.compile(r"\W{0,2}(?P<n>[0-9]{1,2})(?:\.[0-9]|\p{Ll}[^\w\s]?|[^\w\s.,:)])\s\W?\p{Lu}")
"""A point whose number is followed by more than a mark: ``2.1 LUCAS``, ``9e° ADL``, ``8¢ MORALES``"""
NUMBERED = "9."  # the style of the numbers of paragraphs
MOST_SKIPPED = 1  # garbled points between two consecutive ones, at most
SENTENCE = regex.compile(r"\W{0,2}\p{Lu}")
"""The beginning of the text of a point: ``42. he did not know`` is the end of a sentence."""


class Point(NamedTuple):
    """A point: the style of its number (``9.``, ``(a)``), its place in a row of such points, whether it is sure."""

    style: str
    place: int
    is_plain: bool

    def follows(self, before: Point | None) -> bool:
        """Whether this is the next point in the row of another one; one between them may be missing."""
        if before is None or before.style != self.style:
            return False
        return 0 < self.place - before.place <= 1 + MOST_SKIPPED


def point_of(line: str) -> Point | None:
    """The point with which a line begins; None if there is none. A comma, colon or bullet may be a misread full stop.

    >>> point_of("2. OIL DEAL"), point_of("(b) The 201 Dossier")
    (Point(style='9.', place=2, is_plain=True), Point(style='(a)', place=2, is_plain=True))
    >>> point_of("J. Edgar Hoover")
    Point(style='A.', place=10, is_plain=False)
    """
    match = POINT.match(line) if not MARKS.isdisjoint(line[:MARK_WITHIN]) else None
    if match is None:
        return None
    number, is_misread = match["n"], match["mark"] in ",:•"
    if (is_misread or len(match["mark"]) > 1) and not SENTENCE.match(match["rest"]):
        return None  # 12, 1963; (see A.) and
    if match["mark"] == ":" and not number.isdigit():
        return None  # Q: Where was he?
    kind, place = ("9", int(number)) if number.isdigit() else _letter(number, match["sub"])
    style = f"{match['open'] or ''}{kind}{'.' if is_misread else match['mark'][-1]}"
    is_initial = kind == "A" and style == "A."
    capitals = regex.match(r"\p{Lu}{2}", match["rest"]) is not None
    return Point(style, place, is_plain=not is_misread and (not is_initial or capitals))


def next_point(line: str, last: Point | None) -> Point | None:
    """The point that follows the ``last`` one, after a speck in the margin or misread; None if the line has none.

    >>> next_point("an 2. NEITHER FIRM", point_of("1. RETURNED TO OFFICE"))
    Point(style='9.', place=2, is_plain=True)
    """
    if last and last.style == NUMBERED and last.place == TENTH and ELEVEN.match(line):
        return Point(NUMBERED, TENTH + 1, is_plain=True)
    speck = SPECK_BEFORE_POINT.match(line) if last and "." in line[:MARK_WITHIN] else None
    point = point_of(line[speck.end() :]) if speck else None
    return point if point and point.follows(last) else None


def lone_next(line: str, last: Point | None) -> Point | None:
    """The point that directly follows the ``last`` one, if its number is the whole line; None for any other line."""
    point = point_in_row(line) if is_lone(line) else None
    is_next = point is not None and last is not None and point.style == last.style and point.place == last.place + 1
    return point if is_next else None


def _letter(number: str, sub: str | None) -> tuple[str, int]:
    """The style and place of a letter, perhaps after a number: ``b`` and ``1b`` are second in their rows."""
    letter = number[-1]
    kind = "A" if letter.isupper() else "a"
    return (f"{sub}{kind}" if sub else kind), ord(letter.upper()) - ord("A") + 1


def has_sign(line: str) -> bool:
    """Whether a line begins with a point whose letter an engine read as a sign.

    >>> has_sign("€. IF NEW ARTICLE IS BASED"), has_sign("& Co., New York")
    (True, False)
    """
    return SIGN.match(line) is not None


def is_lone(line: str) -> bool:
    """Whether a line is only the number of a point: ``3.``."""
    return LONE.fullmatch(line.strip()) is not None


def point_in_row(line: str) -> Point | None:
    """The point with which a line begins, or whose number is the whole line; None if there is none."""
    alone = ALONE.fullmatch(line)
    if alone is None:
        return point_of(line)
    kind, place = ("9", int(alone["n"])) if alone["n"].isdigit() else _letter(alone["n"], None)
    return Point(f"{kind}.", place, is_plain=True)


def in_rows(lines: Sequence[str]) -> list[bool]:
    """For each line of a document, whether it begins with a point whose predecessor or successor is there, too.

    >>> in_rows(["REFERENCE; Memo dtd 28 June", "1. This office", "2. Mr. Phillips", "2. Another"])
    [False, True, True, False]
    """
    are_in_rows = [False] * len(lines)
    last: dict[str, tuple[int, Point]] = {}
    for at, line in enumerate(lines):
        point = point_in_row(line.strip())
        if point is None:
            continue
        before = last.get(point.style)
        if before and point.follows(before[1]):
            are_in_rows[before[0]] = are_in_rows[at] = True
        last[point.style] = (at, point)
    return are_in_rows


def between_points(lines: Sequence[str]) -> list[bool]:
    """For each line of a document, whether it is below a numbered point and above the next one of its row.

    >>> between_points(["1. MARTIN said", "that he left.", "2. LUCAS told him", "to stay."])
    [False, True, False, False]
    """
    are_between = [False] * len(lines)
    for above, below, _ in _steps(lines):
        are_between[above + 1 : below] = [True] * (below - above - 1)
    return are_between


def garbled_in_rows(lines: Sequence[str]) -> list[int]:
    """The places of the lines of a document whose garbled number is that of a point missing between two others.

    >>> garbled_in_rows(["1. MARTIN", "2.1 LUCAS told him", "3. He"]), garbled_in_rows(["1. He", "2.1 A", "2. B"])
    ([1], [])
    """
    places: list[int] = []
    for above, below, point in _steps(lines):
        between = ((at, GARBLED.match(lines[at].strip())) for at in range(above + 1, below))
        places += [at for at, match in between if match and int(match["n"]) == point.place - 1]
    return places


def _steps(lines: Sequence[str]) -> Iterator[tuple[int, int, Point]]:
    """The places of each two consecutive numbered points of a row, and the second point."""
    last: tuple[int, Point] | None = None
    for at, line in enumerate(lines):
        point = point_in_row(line.strip())
        if point is None or point.style != NUMBERED:
            continue
        if last and point.follows(last[1]):
            yield last[0], at, point
        last = at, point
