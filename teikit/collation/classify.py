"""Why one release lacks what another prints: withheld, lost by the OCR, skipped by it, a page that is not there.

Each ground speaks for or against withholding with so many points; what adds up to little is "cannot tell". What the
fuller release prints may itself be a scrap of the OCR or part of the form: that is no text that was withheld.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from teikit.collation.align import Pair
from teikit.collation.grounds import Scene, grounds, printed_before, printed_by
from teikit.collation.passages import Passage, is_alike
from teikit.collation.sound import is_form, is_sound
from teikit.collation.witness import Witness, Word
from teikit.core import Certainty

HIGH, MEDIUM, AGAINST = 3.5, 2.0, -1.0
"""From so many points on a passage was withheld with high, with medium certainty; below the last it was not."""
NEAR = 80
"""Words; so far from its place a short passage is looked for in another order."""
SHORT = 4
MOST = 0.7
"""A release that has so much of a passage nearby, in another order, lacks nothing of it."""
WHOLE = 60
"""Words; what is missing in one piece of so many and leaves no trace may be a page that is not there."""


class Kind(StrEnum):
    """What became of a passage in the release that lacks it."""

    WITHHELD = "withheld"
    LOST = "lost"
    SKIPPED = "skipped"
    PAGE = "page"
    MOVED = "moved"
    SCRAP = "scrap"
    UNKNOWN = "unknown"


class Finding(NamedTuple):
    """What became of a passage, how sure that is, and the grounds. ``printed`` are the releases that have it."""

    passage: Passage
    kind: Kind
    cert: Certainty
    grounds: tuple[str, ...]
    printed: tuple[str, ...]


def classify(passage: Passage, scene: Scene, spare: Sequence[int]) -> Finding:
    """What became of a passage; ``spare`` are the words of the lacking release that match none of the fuller one."""
    elsewhere = _without_moved(passage, spare)
    if elsewhere is None:
        return Finding(passage, Kind.MOVED, Certainty.MEDIUM, ("the other release has the words nearby",), ())
    passage = elsewhere
    printed = (passage.fuller.id, *printed_by(passage, scene))
    if is_form(passage.words, scene.lexicon):
        return Finding(passage, Kind.SCRAP, Certainty.MEDIUM, ("part of the form",), printed)
    if not is_sound(passage.words, scene.lexicon, passage.fuller.in_capitals, 1 if passage.holes else 2):
        return Finding(passage, Kind.SCRAP, Certainty.MEDIUM, ("what stands there is no text",), printed)
    found = list(grounds(passage, scene))
    points = sum(one for one, _ in found)
    said = tuple(text for _, text in found if text)
    if points >= MEDIUM:
        return Finding(passage, Kind.WITHHELD, Certainty.HIGH if points >= HIGH else Certainty.MEDIUM, said, printed)
    if _is_page(passage):
        return Finding(passage, Kind.PAGE, Certainty.MEDIUM, (*said, "a whole page leaves no trace"), printed)
    if passage.instead and points < MEDIUM and len(passage.instead) > 0.25 * len(passage.text):
        return Finding(passage, Kind.LOST, Certainty.MEDIUM, (*said, "scraps stand there instead"), printed)
    if points <= AGAINST and printed_before(passage, scene):
        return Finding(passage, Kind.SKIPPED, Certainty.MEDIUM, said, printed)
    return Finding(passage, Kind.UNKNOWN, Certainty.LOW, said, printed)


def _without_moved(passage: Passage, spare: Sequence[int]) -> Passage | None:
    """A passage without the words at its ends that the lacking release has nearby, in another order.

    None if it has all of it there.
    """
    keys = passage.lacking.keys
    near = Counter(keys[at] for at in spare if abs(at - passage.other) <= NEAR)
    mine = [word.key for word in passage.words]
    there: list[bool] = []
    for key in mine:
        there.append(near[key] > 0)
        near[key] -= 1
    if sum(len(key) for key, one in zip(mine, there, strict=True) if one) >= MOST * sum(map(len, mine)):
        return None
    first = _trimmed(mine, there)
    last = len(mine) - _trimmed(mine[::-1], there[::-1])
    return replace(passage, start=passage.start + first, end=passage.start + last)


def _trimmed(keys: Sequence[str], there: Sequence[bool]) -> int:
    """How many words at the beginning stand elsewhere; a short word alone may stand anywhere."""
    count = next(at for at, one in enumerate(there) if not one)
    return count if count > 1 or len(keys[0]) > SHORT else 0


def _is_page(passage: Passage) -> bool:
    """Whether a passage is a whole page, or more, of the fuller release."""
    pages = {word.page for word in passage.words}
    words = passage.fuller.words
    return len(passage.words) >= WHOLE and any(
        all(passage.start <= at < passage.end for at in (_first(words, page), _last(words, page))) for page in pages
    )


def _first(words: Sequence[Word], page: int) -> int:
    return next(at for at, word in enumerate(words) if word.page == page)


def _last(words: Sequence[Word], page: int) -> int:
    return len(words) - 1 - next(at for at, word in enumerate(reversed(words)) if word.page == page)


def clean(one: Witness, other: Witness, pairs: Sequence[Pair]) -> float:
    """Of the words that both releases have, the share that they read alike, letter for letter."""
    both = [pair for pair in pairs if pair.both and is_alike(one, other, pair)]
    same = sum(one.keys[pair.start : pair.end] == other.keys[pair.other : pair.other_end] for pair in both)
    return same / len(both) if both else 0.0


def unmatched(one: Witness, other: Witness, pairs: Sequence[Pair]) -> list[int]:
    """The words of the second release that match none of the first."""
    matched: set[int] = set()
    for pair in pairs:
        if pair.both and is_alike(one, other, pair):
            matched.update(range(pair.other, pair.other_end))
    return [at for at in range(len(other.words)) if at not in matched]
