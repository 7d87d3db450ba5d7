"""The candidates of the second look for one token: words near it that fit better between its neighbours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.candidate import Candidate, Place, log_probability, symbols_of
from teikit.words.letter_case import casing
from teikit.words.names import is_its_plural
from teikit.words.one_token import Division, divisions, least_length
from teikit.words.parted import known_halves
from teikit.words.segment import LONG_FORM, Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import upper

LARGEST_GAP = 6.0  # nats by which a candidate may be worse than what was read
MOST_CANDIDATES = 5  # most candidates of one token
LEAST_COUNT = 2  # least count of a word that takes the place of tokens
GENITIVE = "'S"  # ending that a word keeps: BREZHNEU'S is not BREZHNEV
LONGEST_CODE = 3  # most letters of a code that may be a word
QUOTATIONS = frozenset('"“”')  # marks that come in pairs
MOST_NEAR = 12  # most words that are tried of those near a form
REACH = ((2, 1), (5, 2))  # letters of a form, at most, and how many letters away such a follower may be
FARTHEST = 3  # letters away that it may be from any longer form
MOST_FOLLOWERS = 8  # most words that are tried of those that follow the word before


class Slot(NamedTuple):
    """Tokens from ``at`` up to, not including, the number ``end`` that may be one word in a place.

    ``least`` is the score, in nats, that a candidate must have there, ``kind`` how it differs from what was read.
    """

    segment: Segment
    at: int
    end: int
    place: Place
    least: float
    kind: str

    def ranked(self, division: Division, words: Iterable[str]) -> Iterator[tuple[float, Candidate]]:
        """The candidates for the words that reach the least score, each with its rank.

        ``division`` has what was read for the word, and the marks next to it. The lower a rank, the better.
        """
        lead, observed, trail, cost = division
        segment = self.segment
        cased = casing(observed, segment.cases[self.at])
        for word in words:
            symbols = symbols_of(word, trail)
            most = score(segment, self.place, symbols) - cost - self.least
            if most < 0:
                continue
            typed = cased(word)
            misread = segment.channel.cost(typed, observed, most)
            if misread <= most:
                text = lead + typed + trail
                yield misread - most, Candidate(self.end, text, symbols, cost + misread, self.kind, word, observed)


def of_one(segment: Segment, at: int, place: Place, as_read: Candidate) -> list[Candidate]:
    """The candidates of one token that fit best in its place, best first; ``as_read`` leaves it as it was read."""
    kind, near = _NEAR.get(segment.kinds[at], ("context", _near_known))
    least = score(segment, place, as_read.symbols) - as_read.cost - LARGEST_GAP
    slot = Slot(segment, at, at + 1, place, least, kind)
    ranked: dict[str, tuple[float, Candidate]] = {}
    for division in divisions(segment, at):
        form = upper(division.core)
        if len(form) == 2 and form[1] in ".:":
            continue  # H. is an initial, not HE
        least_long = least_length(form)
        dropped = set(chain.from_iterable(known_halves(segment, form)))  # to read only one half would lose the other
        near_words = (word for word in dict.fromkeys(near(segment, form, place.before)) if word not in dropped)
        words = [word for word in near_words if len(word) >= least_long and _may_replace(word, form, segment)]
        for rank, candidate in slot.ranked(division, words):
            if candidate.text != as_read.text:
                ranked.setdefault(candidate.text, (rank, candidate))
    return best(ranked.values(), MOST_CANDIDATES)


def _may_replace(word: str, form: str, segment: Segment) -> bool:
    """Whether a word differs from the one that was read and is not too rare."""
    count = segment.vocabulary.count
    is_another = word != form and (word.endswith("S") or not form.endswith(GENITIVE))
    is_rarer = form.endswith(".") and count(word) < count(form[:-1])  # Dept. is not DEPTH
    return is_another and not is_rarer and not is_its_plural(word, form) and count(word) >= LEAST_COUNT


def _near_known(segment: Segment, form: str, before: str) -> Iterator[str]:
    """The words one letter away from a known one."""
    return (word for _, word in segment.words_near(form, 1)[:MOST_NEAR])


def _near_odd(segment: Segment, form: str, before: str) -> Iterator[str]:
    """The words near a form, and farther ones that cables have after the word before."""
    length = len(form)
    yield from (word for _, word in segment.words_near(form, 2 if length >= LONG_FORM else 1)[:MOST_NEAR])
    if length > 1:
        reach = next((reach for most, reach in REACH if length <= most), FARTHEST)
        yield from nearest(form, segment.vocabulary.followers(before), reach, MOST_FOLLOWERS)


def _near_number(segment: Segment, form: str, before: str) -> Iterator[str]:
    """The short words that cables have after the word before: ``70`` is TO in RELATION 70 ITS."""
    longest = len(form) + 1
    yield from (word for word in segment.vocabulary.followers(before) if len(word) <= longest)


_NEAR = {TokenKind.ODD: ("word", _near_odd), TokenKind.NUMBER: ("context", _near_number)}
"""For a kind of tokens, the kind of their candidates, and the function that finds these."""


def lone_quotations(segment: Segment, at: int) -> tuple[bool, bool]:
    """Whether a token begins with a quotation mark that nothing closes, and ends with one that nothing opens."""
    token = segment.tokens[at]
    is_lone_before = token.lead[:1] in QUOTATIONS and not segment.is_closed(at, QUOTATIONS)
    is_lone_after = token.trail[-1:] in QUOTATIONS and not segment.is_opened(at, QUOTATIONS)
    return is_lone_before, is_lone_after


def nearest(form: str, words: Collection[str], reach: int, most: int) -> Iterator[str]:
    """The words nearest to a form, nearest first: at most ``most``, none farther than ``reach`` letters."""
    return (word for word, _, _ in extract(form, words, scorer=OSA.distance, score_cutoff=reach, limit=most))


def score(segment: Segment, place: Place, symbols: Sequence[str]) -> float:
    """The logarithm of the probability of symbols in a place, and of what follows them there."""
    before, last = log_probability(segment.vocabulary, place.before, symbols)
    return before + log_probability(segment.vocabulary, last, (place.after,))[0]


def best(ranked: Iterable[tuple[float, Candidate]], most: int) -> list[Candidate]:
    """The candidates with the lowest ranks, at most ``most``."""
    return [candidate for _, candidate in sorted(ranked)[:most]]
