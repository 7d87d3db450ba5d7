"""The candidates of the second look for a word in pieces: words near two or three tokens that fit better there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from teikit.words.candidate import Candidate, Place
from teikit.words.joined_tokens import (
    LONGEST_BETWEEN,
    LONGEST_PIECE,
    LONGEST_WORD,
    MOST_TOKENS,
    NOT_BROKEN_LETTERS,
    has_long_word,
)
from teikit.words.one_token import Division
from teikit.words.segment import LONG_FORM, Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import HYPHENS, Token, is_typed_alone
from teikit.words.wide_candidates import (
    LARGEST_GAP,
    LEAST_COUNT,
    LONGEST_CODE,
    MOST_FOLLOWERS,
    MOST_NEAR,
    Slot,
    best,
    nearest,
    score,
)

MOST_JOINED = 4  # most candidates of several tokens
LONGEST_MARK = 2  # most characters of a mark that may be a piece of a word
USUAL_ENDS = frozenset(("", ",", "."))  # marks after a piece that are not odd
SHORTEST_REST = 2  # fewest letters that are left of a word in pieces
SHORTEST_WORD = 3  # fewest letters of such a word
LONG_PIECES = 4  # fewest letters that are left of a word in pieces which may be far from them
LONG_WORD = 4  # fewest letters of a known word that is not one of three pieces of a word in one line
LONG_HALF = 7  # fewest letters of a known word that is half of another only next to a single letter
MOST_OWN = 4  # most words that are tried of the other words of the document


class _Pieces(NamedTuple):
    """Tokens up to, not including, the number ``end`` that may be pieces of one word.

    ``observed`` is what was read for it, ``form`` the same in the vocabulary's form. ``is_odd`` says that one of the
    pieces is odd, or the text between them, ``is_broken`` that a line ends among them.
    """

    end: int
    observed: str
    form: str
    is_odd: bool
    is_broken: bool


def of_several(segment: Segment, at: int, pieces: Sequence[Candidate], places: Sequence[Place]) -> list[Candidate]:
    """The candidates that join a token and the next one or two into one word and fit best there, best first.

    ``pieces`` leave these tokens as they were read; ``places`` are those of one, two and three of them.
    """
    ranked: list[tuple[float, Candidate]] = []
    for joined in _joined(segment, at, len(pieces)):
        count = joined.end - at
        ranked += _of_pieces(segment, at, joined, pieces[:count], places[count - 1])
    return best(ranked, MOST_JOINED)


def _joined(segment: Segment, at: int, most: int) -> Iterator[_Pieces]:
    """The ways in which a token and the next ones, at most ``most`` in all, may be pieces of one word."""
    tokens = segment.tokens
    observed, form = tokens[at].core or tokens[at].text, tokens[at].word
    is_broken = False
    for end in range(at + 2, at + most + 1):
        last, previous = tokens[end - 1], tokens[end - 2]
        if not _may_be_piece(segment, end - 1) or (_is_end(previous) and not previous.is_broken):
            return
        is_broken = is_broken or previous.is_broken
        between = "" if previous.is_broken else f"{previous.trail} {last.lead}"
        observed, form = f"{observed}{between}{last.core}", form + last.word
        if len(form) > LONGEST_WORD or len(between) > LONGEST_BETWEEN:
            return
        is_odd = _is_odd(segment, at, end)
        is_short = min(len(token.word) for token in tokens[at:end]) <= LONGEST_PIECE
        if end > at + 2 and not is_broken and has_long_word(segment, at, end, LONG_WORD):
            return
        may_be_word = (is_odd and (is_short or is_broken)) or _are_halves(segment, at, end)
        if len(form) >= SHORTEST_REST and may_be_word and (last.trail not in HYPHENS or last.ends_line):
            yield _Pieces(end, observed, form, is_odd, is_broken)


def may_be_pieces(segment: Segment, at: int) -> bool:
    """Whether a token may be the first of two or three pieces of a word."""
    if at + 1 == len(segment.tokens) or not _may_be_piece(segment, at) or not _may_be_piece(segment, at + 1):
        return False
    token = segment.tokens[at]
    if _is_end(token) and not token.is_broken:
        return False
    return _is_odd(segment, at, at + MOST_TOKENS) or _are_halves(segment, at, at + MOST_TOKENS)


def _is_end(token: Token) -> bool:
    """Whether no word continues after a token."""
    return token.ends_line or token.trail in HYPHENS


def _is_odd(segment: Segment, at: int, end: int) -> bool:
    """Whether one of the tokens is odd, or the text between them: ``COMM ®MENT``, ``IN) TIA&``."""
    if any(kind in (TokenKind.ODD, TokenKind.RECURRING, TokenKind.MARK) for kind in segment.kinds[at:end]):
        return True
    return any(map(any, segment.odd_marks[at:end])) or any(
        (token.trail not in USUAL_ENDS and not token.is_broken) or following.lead
        for token, following in pairwise(segment.tokens[at:end])
    )


def _are_halves(segment: Segment, at: int, end: int) -> bool:
    """Whether known words may be pieces of one: two are strangers, or there is no room for spaces between them."""
    count = len(segment.tokens[at:end])
    return not segment.are_parted(at, end) or any(_are_strangers(segment, first) for first in range(at, at + count - 1))


def _are_strangers(segment: Segment, at: int) -> bool:
    """Whether a known word and the next one are strangers; a long one may only lack a letter: A VANTAGE."""
    lengths = len(segment.tokens[at].word), len(segment.tokens[at + 1].word)
    return (max(lengths) < LONG_HALF or min(lengths) == 1) and segment.are_strangers(at)


def _may_be_piece(segment: Segment, at: int) -> bool:
    """Whether a token may be a piece of a word: ``RIG. TS``, ``CL @E``, ``© STS``."""
    token, kind = segment.tokens[at], segment.kinds[at]
    if kind is TokenKind.MARK:
        return not is_typed_alone(token.text) and len(token.text) <= LONGEST_MARK
    if kind is TokenKind.CODE:
        return len(token.core) <= LONGEST_CODE and "/" not in token.core
    return kind in (TokenKind.ODD, TokenKind.RECURRING) or (kind is TokenKind.KNOWN and token.word.isalpha())


def _of_pieces(
    segment: Segment, at: int, joined: _Pieces, pieces: Sequence[Candidate], place: Place
) -> Iterator[tuple[float, Candidate]]:
    """The candidates that join some pieces into one word, each with its rank."""
    symbols = [symbol for piece in pieces for symbol in piece.symbols]
    least = score(segment, place, symbols) - sum(piece.cost for piece in pieces) - LARGEST_GAP
    slot = Slot(segment, at, joined.end, place, least, "hyphen" if joined.is_broken else "joined")
    lead = segment.usual_marks(at)[0] if segment.tokens[at].core else ""
    is_as_typed = not joined.is_odd and segment.are_parted(at, joined.end)
    for observed, form, trail, cost in _endings(segment, joined):
        near_words = dict.fromkeys(_near_pieces(segment, form, place.before, joined.is_odd))
        if is_as_typed:
            near_words.pop(form, None)
        hyphens = observed.count("-")  # DIAZ LANZ was typed as two words
        words = [word for word in near_words if _is_usual(word, segment) and word.count("-") <= hyphens]
        yield from slot.ranked(Division(lead, observed, trail, cost), words)


def _is_usual(word: str, segment: Segment) -> bool:
    """Whether a word is long and common enough to be in pieces."""
    return len(word) >= SHORTEST_WORD and segment.vocabulary.count(word) >= LEAST_COUNT


def _endings(segment: Segment, joined: _Pieces) -> Iterator[tuple[str, str, str, float]]:
    """The ways in which a word in pieces may end: what was read for it, its form, the marks after it, and the cost."""
    last = joined.end - 1
    trail, usual = segment.tokens[last].trail, segment.usual_marks(last)[1]
    yield joined.observed, joined.form, usual, segment.cost_of_dropping(trail, usual)
    if trail and trail[0] not in NOT_BROKEN_LETTERS:
        yield joined.observed + trail[0], joined.form + trail[0], trail[1:], 0.0  # the mark may be a broken letter


def _near_pieces(segment: Segment, form: str, before: str, is_odd: bool) -> Iterator[str]:
    """The words near a form in pieces; if it is odd, farther ones that cables have after the word before.

    Includes long words that the document has elsewhere.
    """
    yield from (word for _, word in segment.words_near(form, 2 if is_odd and len(form) >= LONG_FORM else 1)[:MOST_NEAR])
    if len(form) >= LONG_PIECES and is_odd:
        reach = len(form) * 2 // 3
        yield from nearest(form, segment.vocabulary.followers(before), reach, MOST_FOLLOWERS)
        yield from nearest(form, segment.names.long_words, reach, MOST_OWN)
