"""Two words that run together in one token: with nothing, a mark, or a speck between them."""

from __future__ import annotations

from collections.abc import Iterator

from teikit.words.candidate import Candidate, symbols_of
from teikit.words.segment import MARKS_INSIDE, Segment
from teikit.words.stuck_marks import words_beside_a_speck

SHORTEST_PARTED = 5  # fewest letters of a token that may be two words: thatCIA
LONGEST_PARTED = 60  # most letters; a longer token is not text, and could be cut in too many places
SHORTEST_PART = 2  # fewest letters of each of two words that run together with nothing between them
PARTS_COUNT = 30  # least count of each of two words that run together: SMALL:STEPS
RARER_COUNT = 3  # least count of the rarer of two words with marks between them: contended“at


def parted(segment: Segment, at: int) -> Iterator[Candidate]:
    """The candidates that part a token into two words, with or without marks between them: SMALL:STEPS, thatCIA."""
    token = segment.tokens[at]
    core, form = token.core, token.word
    if not SHORTEST_PARTED <= len(form) <= LONGEST_PARTED:
        return
    beside_a_speck = words_beside_a_speck(segment, at)
    for first, second in [beside_a_speck] if beside_a_speck else _halves(segment, form):
        start, end = len(first), len(form) - len(second)
        text = f"{segment.cased(at, first, core[:start])} {segment.cased(at, second, core[end:])}"
        cost = segment.channel.cost(" ", core[start:end])
        symbols = (first, *symbols_of(second, token.trail))
        words = f"{first} {second}"
        yield Candidate(at + 1, token.lead + text + token.trail, symbols, cost, "parted", words, core)


def _halves(segment: Segment, form: str) -> Iterator[tuple[str, str]]:
    """The pairs of words that make up a form, with marks or nothing between them."""
    yield from known_halves(segment, form)
    yield from _halves_with_nothing_between(segment, form)


def known_halves(segment: Segment, form: str) -> Iterator[tuple[str, str]]:
    """The pairs of known words that make up a form with marks between them: ``A‘RELATIVELY``."""
    for marks in MARKS_INSIDE.finditer(form):
        first, second = form[: marks.start()], form[marks.end() :]
        counts = sorted(map(segment.vocabulary.count, (first, second)))
        if counts[0] >= RARER_COUNT and counts[1] >= PARTS_COUNT:
            yield first, second


def _halves_with_nothing_between(segment: Segment, form: str) -> Iterator[tuple[str, str]]:
    """The pairs of common words that make up a form without marks: ``THATCIA``."""
    if MARKS_INSIDE.search(form) is None:
        for cut in range(SHORTEST_PART, len(form) - SHORTEST_PART + 1):
            first, second = form[:cut], form[cut:]
            if min(map(segment.vocabulary.count, (first, second))) >= PARTS_COUNT:
                yield first, second
