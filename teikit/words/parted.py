"""Two words that run together in one token: with nothing, a mark, or a speck between them."""

from __future__ import annotations

from collections.abc import Iterator

from teikit.words.candidate import Candidate, mutual_information, symbols_of
from teikit.words.chance import Chance
from teikit.words.segment import MARKS_INSIDE, RARE, Segment
from teikit.words.stuck_marks import CHANCE_INSIDE, words_beside_a_speck
from teikit.words.token_kinds import TokenKind

SHORTEST_PARTED = 5  # fewest letters of a token that may be two words: thatCIA
LONGEST_PARTED = 60  # most letters; a longer token is not text, and could be cut in too many places
SHORTEST_PART = 2  # fewest letters of each of two words that run together with nothing between them
PARTS_COUNT = 30  # least count of each of two words that run together: SMALL:STEPS
ARTICLES = ("THE", "A")  # words that run together with the preposition before them: tothe, witha
OFTEN_BEFORE = 100  # least count of a word and the article after it
LIKELIER = 0.2  # nats by which the next word must be likelier after A than elsewhere: ata later date, not ona of
CHANCE_OF_ARTICLE = Chance(right=0.97, harm=0.01)
"""The chances of a word with an article that runs together with it: of 30, 29 were such."""
RARER_COUNT = 3  # least count of the rarer of two words with marks between them: contended“at


def parted(segment: Segment, at: int) -> Iterator[Candidate]:
    """The candidates that part a token into two words, with or without marks between them: SMALL:STEPS, thatCIA."""
    token = segment.tokens[at]
    core, form = token.core, token.word
    certain = surely_two(segment, at)
    if not certain and not SHORTEST_PARTED <= len(form) <= LONGEST_PARTED:
        return
    for first, second in [certain] if certain else _halves(segment, form):
        start, end = len(first), len(form) - len(second)
        text = f"{segment.cased(at, first, core[:start])} {segment.cased(at, second, core[end:])}"
        cost = 0.0 if certain and start == end else segment.channel.cost(" ", core[start:end])
        symbols = (first, *symbols_of(second, token.trail))
        words = f"{first} {second}"
        yield Candidate(at + 1, token.lead + text + token.trail, symbols, cost, "parted", words, core)


def surely_two(segment: Segment, at: int) -> tuple[str, str] | None:
    """The two words that a token certainly is: with a speck in the place of their blank, or an article at its end."""
    return words_beside_a_speck(segment, at) or _before_an_article(segment, at)


def chance_of_two(segment: Segment, at: int) -> Chance | None:
    """The chances of parting a token that is certainly two words; None for any other."""
    if words_beside_a_speck(segment, at):
        return CHANCE_INSIDE
    return CHANCE_OF_ARTICLE if _before_an_article(segment, at) else None


def _before_an_article(segment: Segment, at: int) -> tuple[str, str] | None:
    """A common word and the article that runs together with it: ``tothe``, ``TOA FORMER``; not ``ASA``, a name."""
    token, vocabulary, kind = segment.tokens[at], segment.vocabulary, segment.kinds[at]
    may_be_name = kind is not TokenKind.ODD and not token.core.islower()
    if token.trail or may_be_name or at + 1 == len(segment.tokens):
        return None
    if kind not in (TokenKind.ODD, TokenKind.KNOWN) or vocabulary.count(token.word) >= RARE:
        return None
    article = next((article for article in ARTICLES if token.word.endswith(article)), "")
    first, after = token.word.removesuffix(article), segment.tokens[at + 1].word
    if not article or vocabulary.pair_count(first, article) < OFTEN_BEFORE:
        return None
    fits = article == "THE" or mutual_information(vocabulary, article, after) >= LIKELIER
    return (first, article) if fits else None


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
