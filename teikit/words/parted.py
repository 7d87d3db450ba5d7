"""Two words that run together in one token: with nothing, a mark, or a speck between them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.words.candidate import Candidate, symbols_of
from teikit.words.chance import Chance
from teikit.words.segment import MARKS_INSIDE, Segment
from teikit.words.token_kinds import TokenKind

SHORTEST_PARTED = 5  # fewest letters of a token that may be two words: thatCIA
LONGEST_PARTED = 60  # most letters; a longer token is not text, and could be cut in too many places
SHORTEST_PART = 2  # fewest letters of each of two words that run together with nothing between them
PARTS_COUNT = 30  # least count of each of two words that run together: SMALL:STEPS
RARER_COUNT = 3  # the same of the rarer one, if there are marks between the two: contended“at
SPECK_INSIDE = regex.compile(r"(\p{L}{2,})([.:_'*~])(\p{L}{2,})")
"""Two words with a speck in the place of their blank: ``was.given``, ``to_be``; no sentence ends within one."""
STOPS = frozenset(".:")  # specks that are hardly anything else between words in small letters
FOLLOWS = 3  # least count of a pair of words with a speck between them, unless that is a stop between small letters
ABBREVIATION = "NO"  # a word that the typist may have put before a full stop: no.of copies
CHANCE_OF_SPECKS = Chance(right=0.98, harm=0.01)
"""The chances that they are two words with a blank between them, counted on real paper: 139 of 141 places."""


def parted(segment: Segment, at: int) -> Iterator[Candidate]:
    """Two words that run together, with or without something between them: SMALL:STEPS, thatCIA."""
    token = segment.tokens[at]
    core, form = token.core, token.word
    if not SHORTEST_PARTED <= len(form) <= LONGEST_PARTED:
        return
    certain = words_beside_a_speck(segment, at)
    halves = (certain,) if certain else (*known_halves(segment, form), *_halves_with_nothing_between(segment, form))
    for first, second in halves:
        start, end = len(first), len(form) - len(second)
        text = f"{segment.cased(at, first, core[:start])} {segment.cased(at, second, core[end:])}"
        cost = segment.channel.cost(" ", core[start:end])
        symbols = (first, *symbols_of(second, token.trail))
        words = f"{first} {second}"
        yield Candidate(at + 1, token.lead + text + token.trail, symbols, cost, "parted", words, core)


def known_halves(segment: Segment, form: str) -> Iterator[tuple[str, str]]:
    """The pairs of known words, with marks between, that make up a form: ``A‘RELATIVELY``. Neither may be dropped."""
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


def words_beside_a_speck(segment: Segment, at: int) -> tuple[str, str] | None:
    """The two common words that a token is, with a speck in the place of their blank: ``was.given``, ``DESIRES.OF``.

    They are in small letters with a stop between, or often follow each other, and the second is no word with a capital:
    otherwise a sentence may end between them.
    """
    token, vocabulary = segment.tokens[at], segment.vocabulary
    match = SPECK_INSIDE.fullmatch(token.word)
    if match is None or segment.kinds[at] is not TokenKind.ODD:
        return None
    first, mark, second = match.groups()
    are_common = min(map(vocabulary.count, (first, second))) >= PARTS_COUNT
    written = token.core[-len(second) :]
    may_follow = (mark in STOPS and token.core.islower()) or vocabulary.pair_count(first, second) >= FOLLOWS
    is_followed = may_follow and (written.islower() or written.isupper())
    return (first, second) if are_common and is_followed and first != ABBREVIATION else None
