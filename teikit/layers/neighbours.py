"""Facts that a line takes over from its neighbours: the lines before and after it, and those two lines away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

MOST = "letters most of all of "  # beginning of the fact that names the role for which the letters of a line speak
PASSED_ON = (
    "known share", "pairs", "width", "on other pages", "counts with the pages", "banner >= 0.9", "banner >= 1",
    "label and colon", "record number", "archive's number", "stamp line", "form label", "numbered", "is ", "phrase",
    "starts with a label", MOST,
)  # fmt: skip
"""Beginnings of the facts that a line passes on to its neighbours."""


def with_neighbours(own: Sequence[Sequence[str]], pages: Sequence[int]) -> list[tuple[str, ...]]:
    """The facts of each line, its ``own`` and those of its neighbours; ``pages`` has the page of each line."""
    passed = [list(filter(None, map(_passed_on, facts))) for facts in own]
    spoken_for = [next(fact for fact in facts if fact.startswith(MOST)) for facts in own]
    return [(*own[at], *_nearest(pages, passed, at), *_further(spoken_for, at)) for at in range(len(own))]


@cache
def _passed_on(fact: str) -> tuple[str, str] | None:
    """A fact as the next line and the line above take it over; None if they do not."""
    return (f"before: {fact}", f"after: {fact}") if fact.startswith(PASSED_ON) else None


def _nearest(pages: Sequence[int], passed: Sequence[Sequence[tuple[str, str]]], at: int) -> Iterator[str]:
    """The facts of the lines directly before and after a line, on its page."""
    if at and pages[at - 1] == pages[at]:
        yield from [before for before, _ in passed[at - 1]]
    else:
        yield "before: edge of the page"
    if at + 1 < len(pages) and pages[at + 1] == pages[at]:
        yield from [after for _, after in passed[at + 1]]
    else:
        yield "after: edge of the page"


def _further(roles: Sequence[str], at: int) -> Iterator[str]:
    """The facts about the roles for which the letters speak two lines before and two lines after a line."""
    if at >= 2:
        yield f"two before: {roles[at - 2]}"
    if at + 2 < len(roles):
        yield f"two after: {roles[at + 2]}"
