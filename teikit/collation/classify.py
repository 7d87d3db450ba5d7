"""Classify why one release lacks what another prints: withheld, lost or skipped by the OCR, a missing page.

The chance that a passage was withheld is learnt (``chance``); if it is low, the text in its place shows what happened.
What the fuller release prints may itself be a scrap of the OCR or part of the form, which was not withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

import regex

from teikit.collation.chance import Chance
from teikit.collation.context import BLOCK, Context
from teikit.collation.facts import nearby_share, passage_facts, words_nearby
from teikit.collation.kinship import NEARLY_ALL
from teikit.collation.passages import Passage
from teikit.collation.sound import is_form, is_sound, looks_typed
from teikit.collation.witness import WitnessWord
from teikit.core import Certainty

HIGH_CHANCE = 0.85  # chance from which a passage was withheld with high certainty
MEDIUM_CHANCE = 0.4  # chance from which a passage was withheld with medium certainty
LIKELY = 0.6  # chance from which unknown words may be withheld names instead of scraps
INSTEAD = 0.25  # share of the length of a passage from which the words in its place are the passage, badly read
SHORT_WORD = 3  # letters up to which a word may occur anywhere by chance
MOST_LETTERS = 0.8  # share of the letters of a passage that are nearby from which it has only moved
WHOLE = 50  # words from which a passage that is missing without a trace may be a missing page
NO_TEXT = "what stands there is no text"
"""The ground of the verdict that a passage is a scrap, unless it belongs to the form."""
A_WORD = regex.compile(r"\p{L}{3}")
"""Three letters show that a passage has a word, and is not just a number."""


class Verdict(StrEnum):
    """Why a release lacks a passage; ``withheld again`` means that an earlier release had printed it."""

    WITHHELD = "withheld"
    AGAIN = "withheld again"
    LOST = "lost"
    SKIPPED = "skipped"
    PAGE = "page"
    MOVED = "moved"
    SCRAP = "scrap"
    UNKNOWN = "unknown"


class Finding(NamedTuple):
    """The verdict on a passage, how certain it is, and its grounds in words for a reader.

    ``printed_by`` has the ids of the witnesses that print the passage; ``chance`` is the chance that it was withheld,
    from 0 to 1.
    """

    passage: Passage
    verdict: Verdict
    cert: Certainty
    grounds: tuple[str, ...]
    printed_by: tuple[str, ...]
    chance: float = 0.0


def classify(passage: Passage, context: Context, spare: Sequence[int]) -> Finding:
    """The verdict about a passage that one release prints and another lacks, with its certainty and grounds.

    ``context`` has the other releases, ``spare`` the numbers of the words of the lacking release that match nothing.
    """
    facts = passage_facts(passage, context, spare)
    chance = Chance(facts, context.lexicon)
    if chance.withheld < MEDIUM_CHANCE:
        rest = _without_moved(passage, spare)
        if rest is None:
            return Finding(passage, Verdict.MOVED, Certainty.MEDIUM, ("the other release has the words nearby",), ())
        if rest != passage:
            passage, facts = rest, passage_facts(rest, context, spare)
            chance = Chance(facts, context.lexicon)
    printed_by = (passage.fuller.id, *context.printing_too(passage))
    if reason := _why_no_text(passage, context, chance.withheld):
        return Finding(passage, Verdict.SCRAP, Certainty.MEDIUM, (reason,), printed_by, chance.withheld)
    verdict, cert, further_grounds = _verdict(passage, context, facts, chance.withheld)
    grounds = (*_by_order(passage, context), *chance.grounds, *further_grounds)
    return Finding(passage, verdict, cert, grounds, printed_by, chance.withheld)


def _why_no_text(passage: Passage, context: Context, chance: float) -> str:
    """Why a passage was not typed as text; empty if it may have been."""
    if is_form(passage.words, context.lexicon):
        return "part of the form"
    # In the place of a gap, two letters are text; elsewhere they are likelier scraps. In a hole, names are text.
    is_sure = chance >= (MEDIUM_CHANCE if context.is_one_voice(passage.fuller.id, passage.lacking.id) else LIKELY)
    if is_sure and not passage.gaps and looks_typed(passage.words):
        return ""
    more_than = 1 if passage.gaps else 2
    if not is_sound(passage.words, context.lexicon, passage.fuller.in_capitals, more_than):
        return NO_TEXT
    return ""


def _verdict(
    passage: Passage, context: Context, facts: dict[str, float], chance: float
) -> tuple[Verdict, Certainty, tuple[str, ...]]:
    """The verdict, how certain it is, and any grounds in addition to those of the chance."""
    is_marked = bool(passage.gaps or facts["a code in its place"])
    if not is_marked and len(passage.instead) > INSTEAD * len(passage.text):
        return Verdict.LOST, Certainty.MEDIUM, ("scraps stand there instead",)
    is_one_voice = context.is_one_voice(passage.fuller.id, passage.lacking.id)
    if not (is_marked or is_one_voice) and _is_page(passage):
        return Verdict.PAGE, Certainty.MEDIUM, ("a whole page leaves no trace",)
    is_open = not is_marked and _is_open(passage, context, facts, chance)
    if facts["an earlier release prints it"]:
        return _verdict_on_printed(passage, context, facts, 0.0 if is_open else chance)
    if is_open or chance < MEDIUM_CHANCE:
        return Verdict.UNKNOWN, Certainty.LOW, ()
    return Verdict.WITHHELD, *_certainty(passage, facts, chance)


def _verdict_on_printed(
    passage: Passage, context: Context, facts: dict[str, float], chance: float
) -> tuple[Verdict, Certainty, tuple[str, ...]]:
    """The same for a passage that an earlier release prints; ``chance`` is 0 if its reason must be left open.

    Text is withheld again so rarely that without a mark only nearly identical readings, or whole blocks, show it.
    """
    if passage.gaps and chance >= MEDIUM_CHANCE:
        return Verdict.AGAIN, *_certainty(passage, facts, chance)
    if chance >= HIGH_CHANCE and _is_hole_in_line(passage, context, facts):
        return Verdict.AGAIN, Certainty.MEDIUM, ()
    if chance >= MEDIUM_CHANCE and _is_block(facts):
        return Verdict.AGAIN, Certainty.MEDIUM, ("several lines of text in one piece, which no third release prints",)
    return Verdict.SKIPPED, Certainty.MEDIUM, ()


def _certainty(passage: Passage, facts: dict[str, float], chance: float) -> tuple[Certainty, tuple[str, ...]]:
    """How certain it is that a passage was withheld, and the doubts about it if nothing marks its place."""
    if chance < HIGH_CHANCE:
        return Certainty.MEDIUM, ()
    is_marked = bool(passage.gaps or facts["a code in its place"])
    doubts = () if is_marked else tuple(_doubts(passage, facts))
    return Certainty.MEDIUM if doubts else Certainty.HIGH, doubts


def _is_open(passage: Passage, context: Context, facts: dict[str, float], chance: float) -> bool:
    """Whether the reason for a passage that is missing without a trace must be left open, whatever its chance.

    It is left open for a single line, or several of low chance, in a reading of another scan, because engines lose such
    lines; for a single common word; and for text that all other releases print if no date shows that they are later.
    """
    fuller, lacking = passage.fuller.id, passage.lacking.id
    stands_alone = not facts["the line goes on beside it"] and facts["letters"] < BLOCK
    is_lost_line = stands_alone and (facts["lines"] == 1 or chance < LIKELY)
    if is_lost_line and not facts["other releases lack it"] and not context.is_one_voice(fuller, lacking):
        return True
    if len(passage.words) == 1 and not facts["a name, a number or several words"]:
        return True
    third_releases = len(context.witnesses) - 2
    return (
        third_releases > 0
        and not context.released.get(lacking)
        and len(context.printing_too(passage)) == third_releases
    )


def _doubts(passage: Passage, facts: dict[str, float]) -> Iterator[str]:
    """Why a passage that was almost certainly withheld may have another extent or another reading.

    Of 138 such passages in 66 JFK records, 110 of the 112 without these doubts were opened by the later release, and 16
    of the 26 with them. ``BUENOS AIRES, KAKAS,`` compared with ``BUENOS AIRES, CARICAS, COPENHAGEN,`` lacks one word or
    two; ``858-4406.`` may be any number.
    """
    if not (facts["word right before read alike"] and facts["word right after read alike"]):
        yield "the words beside it are not read alike, so its extent is uncertain"
    if not A_WORD.search(passage.text):
        yield "it has no word that would show how well it was read"


def _is_hole_in_line(passage: Passage, context: Context, facts: dict[str, float]) -> bool:
    """Whether a passage is missing within a line of one of two nearly identical readings, and no third has it."""
    return (
        context.likeness[passage.fuller.id, passage.lacking.id] >= NEARLY_ALL
        and facts["the line goes on beside it"] > 1
        and not facts["other releases print it"]
    )


def _is_block(facts: dict[str, float]) -> bool:
    """Whether a passage is several lines of running text that no third release prints.

    In 90 JFK records, no release lacks such a passage of an earlier one that reaches medium certainty; engines lose
    shorter ones, and scraps.
    """
    return facts["letters"] >= 2 * BLOCK and not facts["other releases print it"]


def _by_order(passage: Passage, context: Context) -> tuple[str, ...]:
    """The order of the two releases by their dates, as a ground without points."""
    fuller, lacking = context.released.get(passage.fuller.id, ""), context.released.get(passage.lacking.id, "")
    order = context.order(passage.fuller.id, passage.lacking.id)
    if order > 0:
        return (f"released later ({fuller}) than the release that lacks it ({lacking})",)
    return (f"released in {fuller}, before the release that lacks it ({lacking})",) if order else ()


def _without_moved(passage: Passage, spare: Sequence[int]) -> Passage | None:
    """A passage without the words at its ends that the lacking release has nearby in another order.

    None if the lacking release has nearly all of the passage there (``MOST_LETTERS``).
    """
    if nearby_share(passage, spare) >= MOST_LETTERS:
        return None
    keys, is_nearby = [word.key for word in passage.words], words_nearby(passage, spare)
    first = _trimmed(keys, is_nearby)
    last = len(keys) - _trimmed(keys[::-1], is_nearby[::-1])
    return replace(passage, start=passage.start + first, end=passage.start + last)


def _trimmed(keys: Sequence[str], is_nearby: Sequence[bool]) -> int:
    """The number of words at the beginning that occur nearby; 0 for a single short word, which may be chance."""
    count = is_nearby.index(False)
    return count if count > 1 or len(keys[0]) > SHORT_WORD else 0


def _is_page(passage: Passage) -> bool:
    """Whether a passage is a whole page, or more, of the fuller release."""
    pages = {word.page for word in passage.words}
    words = passage.fuller.words
    return len(passage.words) >= WHOLE and any(
        all(passage.start <= at < passage.end for at in (_first(words, page), _last(words, page))) for page in pages
    )


def _first(words: Sequence[WitnessWord], page: int) -> int:
    return next(at for at, word in enumerate(words) if word.page == page)


def _last(words: Sequence[WitnessWord], page: int) -> int:
    return len(words) - 1 - next(at for at, word in enumerate(reversed(words)) if word.page == page)
