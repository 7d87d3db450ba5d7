"""Why one release lacks what another prints: withheld, lost by the OCR, skipped by it, a page that is not there.

Each ground speaks for or against withholding with some points; where they add up to little, the reason is not known.
What the fuller release prints may itself be a scrap of the OCR or part of the form: that is no text that was withheld.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from teikit.collation.align import Pair
from teikit.collation.grounds import Context, grounds, is_hole, is_printed_before, printing_too
from teikit.collation.passages import Passage, is_alike
from teikit.collation.sound import is_form, is_sound, looks_typed
from teikit.collation.witness import Witness, Word
from teikit.core import Certainty

HIGH = 3.5  # points from which on a passage was withheld with high certainty
MEDIUM = 2.0  # points from which on it was withheld with medium certainty
AGAINST = -1.0  # points up to which it was not withheld
INSTEAD = 0.25  # share of a passage from which on what stands in its place is the passage itself, read as scraps
NEAR = 80  # words within which a short passage is looked for in another order
SHORT = 4  # characters of a word that may stand anywhere
MOST = 0.7  # share of a passage that a release must have nearby, in another order, to lack nothing of it
TELLING = 10  # characters of a passage in a hole from which on it is no accident that words like it stand nearby
WHOLE = 60  # words; what is missing in one piece of so many and leaves no trace may be a page that is not there


class Verdict(StrEnum):
    """The reason why a release lacks a passage; ``withheld again`` is what an earlier release printed."""

    WITHHELD = "withheld"
    AGAIN = "withheld again"
    LOST = "lost"
    SKIPPED = "skipped"
    PAGE = "page"
    MOVED = "moved"
    SCRAP = "scrap"
    UNKNOWN = "unknown"


class Finding(NamedTuple):
    """The verdict on a passage, how sure it is, and its grounds. ``printed_by`` are the releases that have it."""

    passage: Passage
    verdict: Verdict
    cert: Certainty
    grounds: tuple[str, ...]
    printed_by: tuple[str, ...]


def classify(passage: Passage, context: Context, spare: Sequence[int]) -> Finding:
    """The verdict on a passage; ``spare`` are the words of the lacking release that match none of the fuller one."""
    hole = is_hole(passage, context)
    rest = passage if hole and len(passage.text) >= TELLING else _without_moved(passage, spare)
    if rest is None:
        return Finding(passage, Verdict.MOVED, Certainty.MEDIUM, ("the other release has the words nearby",), ())
    passage = rest
    printed_by = (passage.fuller.id, *printing_too(passage, context))
    if is_form(passage.words, context.lexicon):
        return Finding(passage, Verdict.SCRAP, Certainty.MEDIUM, ("part of the form",), printed_by)
    # In the place of a gap two letters are text; elsewhere they are likelier scraps. In a hole names are text.
    if not (hole and looks_typed(passage.words)) and not is_sound(
        passage.words, context.lexicon, passage.fuller.in_capitals, 1 if passage.gaps else 2
    ):
        return Finding(passage, Verdict.SCRAP, Certainty.MEDIUM, ("what stands there is no text",), printed_by)
    weighed = list(grounds(passage, context))
    points = sum(weight for weight, _ in weighed)
    verdict, cert, more = _verdict(passage, context, points)
    return Finding(passage, verdict, cert, (*(ground for _, ground in weighed if ground), *more), printed_by)


def _verdict(passage: Passage, context: Context, points: float) -> tuple[Verdict, Certainty, tuple[str, ...]]:
    """What the points come to, how sure that is, and a ground of its own if the verdict has one."""
    if points >= MEDIUM:
        if is_printed_before(passage, context):
            is_marked = bool(passage.gaps)  # without a mark of the reviewer nobody can be sure of so rare a thing
            return Verdict.AGAIN, Certainty.HIGH if is_marked and points >= HIGH else Certainty.MEDIUM, ()
        return Verdict.WITHHELD, Certainty.HIGH if points >= HIGH else Certainty.MEDIUM, ()
    if _is_page(passage):
        return Verdict.PAGE, Certainty.MEDIUM, ("a whole page leaves no trace",)
    if passage.instead and len(passage.instead) > INSTEAD * len(passage.text):
        return Verdict.LOST, Certainty.MEDIUM, ("scraps stand there instead",)
    if points <= AGAINST and is_printed_before(passage, context):
        return Verdict.SKIPPED, Certainty.MEDIUM, ()
    return Verdict.UNKNOWN, Certainty.LOW, ()


def _without_moved(passage: Passage, spare: Sequence[int]) -> Passage | None:
    """A passage without the words at its ends that the lacking release has nearby, in another order.

    None if it has all of it there.
    """
    keys = passage.lacking.keys
    nearby = Counter(keys[at] for at in spare if abs(at - passage.other_start) <= NEAR)
    mine = [word.key for word in passage.words]
    is_nearby: list[bool] = []
    for key in mine:
        is_nearby.append(nearby[key] > 0)
        nearby[key] -= 1
    letters_nearby = sum(len(key) for key, nearby_too in zip(mine, is_nearby, strict=True) if nearby_too)
    if letters_nearby >= MOST * sum(map(len, mine)):
        return None
    first = _trimmed(mine, is_nearby)
    last = len(mine) - _trimmed(mine[::-1], is_nearby[::-1])
    return replace(passage, start=passage.start + first, end=passage.start + last)


def _trimmed(keys: Sequence[str], is_nearby: Sequence[bool]) -> int:
    """The number of words at the beginning that stand elsewhere; a short word alone may stand anywhere."""
    count = is_nearby.index(False)
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


def agreement(first: Witness, second: Witness, pairs: Sequence[Pair]) -> float:
    """Of the words that both releases have, the share that they read alike, letter for letter."""
    both = [pair for pair in pairs if pair.both and is_alike(first, second, pair)]
    same = sum(first.keys[pair.start : pair.end] == second.keys[pair.other_start : pair.other_end] for pair in both)
    return same / len(both) if both else 0.0


def unmatched(first: Witness, second: Witness, pairs: Sequence[Pair]) -> list[int]:
    """The words of the second release that match none of the first."""
    matched: set[int] = set()
    for pair in pairs:
        if pair.both and is_alike(first, second, pair):
            matched.update(range(pair.other_start, pair.other_end))
    return [at for at in range(len(second.words)) if at not in matched]
