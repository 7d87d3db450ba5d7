"""Find the telegrams of one input that are parts of one release, by stretches of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from teikit.collation.strays import LITTLE, stretches_of
from teikit.core import Draft
from teikit.core.packet import Telegram

SIMILAR = 0.25  # share of the stretches of the shorter text found in the longer from which they are one text
FEWEST_SHARED = 6  # stretches that both texts must have, at least


def stretches_in(draft: Draft, telegram: Telegram) -> set[tuple[str, ...]]:
    """The stretches of words on each page of a telegram, as keys."""
    texts = (draft.text[slice(*draft.to_text_span(page.span))] for page in telegram.pages)
    return {stretch for text in texts for stretch in stretches_of(text)}


def releases_of(draft: Draft, telegrams: Sequence[Telegram]) -> list[Telegram]:
    """The releases among telegrams that belong together.

    Two in one input are two releases if they have the same text, or have the same number and section and one has hardly
    any text; otherwise they are parts into which one release was cut.
    """
    releases: list[list[_Part]] = []
    for telegram in telegrams:
        part = _Part(telegram, stretches_in(draft, telegram))
        home = next((parts for parts in releases if _belongs(draft, part, parts)), None)
        if home is None:
            releases.append([part])
        else:
            home.append(part)
    return [_whole([part.telegram for part in parts]) for parts in releases]


class _Part(NamedTuple):
    """A telegram that may be a part of a release, and its stretches of words."""

    telegram: Telegram
    stretches: set[tuple[str, ...]]


def _belongs(draft: Draft, part: _Part, parts: Sequence[_Part]) -> bool:
    """Whether a part belongs to a release: it is of the same input, and the release does not have its text already."""
    origin = draft.source.origin
    telegram = part.telegram
    if origin(telegram.pages[0].span.start) != origin(parts[0].telegram.pages[0].span.start):
        return False
    for present, stretches in parts:
        shorter = min(len(part.stretches), len(stretches))
        shared = len(part.stretches & stretches)
        if shared >= FEWEST_SHARED and shared >= SIMILAR * shorter:
            return False
        same_number = present.number and (present.number, present.section) == (telegram.number, telegram.section)
        if same_number and shorter < LITTLE:
            return False
    return True


def _whole(parts: Sequence[Telegram]) -> Telegram:
    """Parts of one release as one telegram, with the name of the first part that has one."""
    named = next((part for part in parts if part.number), parts[0])
    genre = next((part.genre for part in parts if part.is_wired), parts[0].genre)
    pages = tuple(page for part in parts for page in part.pages)
    return replace(named, genre=genre, pages=pages)
