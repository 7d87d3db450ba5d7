"""Guess the likeliest readings of a token for a person who sees the page, even if no rule would propose one.

A rule that corrects must be sure; a person need only find the right reading among a few. So words farther away are
considered, and other marks next to a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.candidate import END, NUMBER, UNKNOWN, Candidate, log_probability, mutual_information, symbols_of
from teikit.words.changes import ReadSegment
from teikit.words.segment import NOVEL, Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import upper

WEIGHED = 24  # most words near a form that are considered
SHORT_FORM = 4  # most letters of a form from which a word may be only one letter away, and not two
SHORTEST_FORM = 2  # fewest characters of a form from which words are looked for
ALIKE = 0.34  # least likeness to a form, 0 to 1, of a word that cables have after the word before
MARKS = ("", ".", ",")  # marks that may follow a word in the place of others
OTHER_MARK = 6.0  # nats for another mark than the one that was read


class Guess(NamedTuple):
    """A reading of a token, or of the tokens from it up to, not including, the number ``end``."""

    end: int
    text: str


def guesses(read: ReadSegment, at: int, most: int) -> list[Guess]:
    """The likeliest readings of a token, best first, at most ``most``; its present reading is not among them.

    The likelihood of a reading depends on its misreadings in the channel and on the words before and after it.
    """
    segment = read.segment
    standing = segment.tokens[at].text
    costs: dict[Guess, float] = {}
    for candidate in (
        *read.candidates[at],
        *_farther(segment, at),
        *_following(segment, at),
        *_other_marks(segment, at),
    ):
        if candidate.kind != "as read" and candidate.text != standing:
            guess = Guess(candidate.end, candidate.text)
            costs[guess] = min(costs.get(guess, inf), candidate.cost - _log_probability(segment, at, candidate))
    return sorted(costs, key=lambda guess: (costs[guess], guess))[:most]


def _farther(segment: Segment, at: int) -> Iterator[Candidate]:
    """Words near a token, whatever its kind; the marks next to it may be marks, or broken letters."""
    token = segment.tokens[at]
    if segment.kinds[at] is TokenKind.NUMBER:
        return
    lead, trail = segment.usual_marks(at)
    divisions = ((lead, token.core, trail), ("", token.text, ""), (lead, token.core + token.trail, ""))
    for before, observed, after in dict.fromkeys(divisions):
        form = upper(observed)
        if len(form) < SHORTEST_FORM:
            continue
        for cost, word in segment.nearest_words(at, form, observed, 1 if len(form) <= SHORT_FORM else 2, WEIGHED):
            text = before + segment.cased(at, word, observed) + after
            yield Candidate(at + 1, text, symbols_of(word, after), cost, "word", word, observed)


def _following(segment: Segment, at: int) -> Iterator[Candidate]:
    """Words that cables have after the word before and that look a little like the token.

    Includes words that look like the token and the one after it: ``COM U.iT`` is COMMIT.
    """
    token = segment.tokens[at]
    words = segment.vocabulary.followers(segment.neighbours(at)[0])
    for end in (at + 1, at + 2):
        if end > len(segment.tokens) or (end > at + 1 and token.ends_line):
            break
        observed = "".join(part.text for part in segment.tokens[at:end])
        trail = segment.usual_marks(end - 1)[1]
        if len(observed) < SHORTEST_FORM or not any(map(str.isalpha, observed)):
            continue
        similar = extract(upper(observed), words, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=WEIGHED)
        for word, _, _ in similar:
            text = segment.cased(at, word, observed) + trail
            cost = segment.channel.cost(text, observed)
            yield Candidate(end, text, symbols_of(word, trail), cost, "word", word, observed)


def _other_marks(segment: Segment, at: int) -> Iterator[Candidate]:
    """The same word with other marks next to it: ``RELATIONS.`` is RELATIONS,"""
    token = segment.tokens[at]
    if segment.kinds[at] is TokenKind.MARK:
        yield Candidate(at + 1, "", (), OTHER_MARK, "stray")
        return
    as_read = segment.as_read(at)
    lead, trail = segment.usual_marks(at)
    for before in dict.fromkeys((token.lead, lead, "")):
        for after in dict.fromkeys((token.trail, trail, *MARKS)):
            cost = sum(OTHER_MARK for old, new in ((token.lead, before), (token.trail, after)) if old != new)
            cost += 0 if segment.kinds[at] is TokenKind.KNOWN else NOVEL
            symbols = symbols_of(as_read.symbols[0], after)
            yield Candidate(at + 1, before + token.core + after, symbols, cost, "marks")


def _log_probability(segment: Segment, at: int, candidate: Candidate) -> float:
    """The logarithm of the probability of a candidate after the word before it, and how well the next word follows."""
    before = _symbol(segment, segment.neighbours(at)[0])
    total, last = log_probability(segment.vocabulary, before, candidate.symbols)
    following = _symbol(segment, segment.neighbours(candidate.end - 1)[1])
    return total + mutual_information(segment.vocabulary, last, following)


def _symbol(segment: Segment, word: str) -> str:
    """A word of the vocabulary, or a symbol, as it is; ``UNKNOWN`` for any other."""
    return word if word in (END, NUMBER) or word in segment.vocabulary else UNKNOWN
