"""What a token may be, for a person who looks at it: the likeliest readings, also where no rule would propose one.

A rule that corrects must be sure; a person who sees the page need only find the right reading among a few. So words are
looked for farther away, and the marks beside a word may be others.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.candidate import END, NUMBER, UNKNOWN, Candidate, likelihood, symbols_of
from teikit.words.changes import ReadSegment
from teikit.words.segment import NOVEL, Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import upper

WEIGHED = 24  # words near a form that are weighed
SHORT = 4  # letters of a form up to which a word with one error is looked for, and of a longer one with two
ALIKE = 0.34  # likeness, 0 to 1, of a word that stands well beside its neighbours
MARKS = ("", ".", ",")  # marks that may stand behind a word in the place of others
OTHER_MARK = 6.0  # nats for another mark than the one that was read


class Guess(NamedTuple):
    """A reading of a token, or of it and those after it, up to, not including, the token number ``end``."""

    end: int
    text: str


def guesses(read: ReadSegment, at: int, most: int) -> list[Guess]:
    """The likeliest readings of the token number ``at`` of a segment, best first, but for that which stands there.

    A reading is as likely as the channel says that the engine misread it so, and as the words before and after it ask.
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
            costs[guess] = min(costs.get(guess, inf), candidate.cost - _fits(segment, at, candidate))
    return sorted(costs, key=lambda guess: (costs[guess], guess))[:most]


def _farther(segment: Segment, at: int) -> Iterator[Candidate]:
    """Words near a token, whatever it is taken for, with the marks beside it as marks, or as broken letters."""
    token = segment.tokens[at]
    if segment.kinds[at] is TokenKind.NUMBER:
        return
    lead, trail = segment.usual_marks(at)
    for before, seen, after in dict.fromkeys(
        ((lead, token.core, trail), ("", token.text, ""), (lead, token.core + token.trail, ""))
    ):
        form = upper(seen)
        if len(form) < 2:
            continue
        for asked, word in segment.nearest_words(at, form, seen, 1 if len(form) <= SHORT else 2, WEIGHED):
            text = before + segment.cased(at, word, seen) + after
            yield Candidate(at + 1, text, symbols_of(word, after), asked, "word", word, seen)


def _following(segment: Segment, at: int) -> Iterator[Candidate]:
    """Words that cables have after the word before and that look a little like the token.

    Also like it and the token after it: ``COM U.iT`` is COMMIT.
    """
    token, vocabulary = segment.tokens[at], segment.vocabulary
    before = segment.neighbours(at)[0]
    for end in (at + 1, at + 2):
        if end > len(segment.tokens) or (end > at + 1 and token.ends):
            break
        seen = "".join(part.text for part in segment.tokens[at:end])
        trail = segment.usual_marks(end - 1)[1]
        if len(seen) < 2 or not any(map(str.isalpha, seen)):
            continue
        words = {word: word for word in vocabulary.followers(before)}
        for word, _, _ in extract(
            upper(seen), words, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=WEIGHED
        ):
            core = segment.cased(at, word, seen)
            cost = segment.channel.cost(core + trail, seen)
            yield Candidate(end, core + trail, symbols_of(word, trail), cost, "word", word, seen)


def _other_marks(segment: Segment, at: int) -> Iterator[Candidate]:
    """The same word with other marks beside it: ``RELATIONS.`` is RELATIONS,"""
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


def _fits(segment: Segment, at: int, candidate: Candidate) -> float:
    """The logarithm of how likely a candidate stands between its neighbours."""
    before = _known(segment, segment.neighbours(at)[0])
    total, last = likelihood(segment.vocabulary, before, candidate.symbols)
    following = _known(segment, segment.neighbours(candidate.end - 1)[1])
    if following not in (END, UNKNOWN) and last not in (UNKNOWN, ""):
        total += segment.vocabulary.after(last, following) - segment.vocabulary.alone(following)
    return total


def _known(segment: Segment, symbol: str) -> str:
    return symbol if symbol in (END, NUMBER) or symbol in segment.vocabulary else UNKNOWN
