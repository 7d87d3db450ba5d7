"""Candidates at the second look: words near tokens that stand oddly, which fit better between their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from teikit.words.candidate import END, UNKNOWN, Candidate, Place, likelihood, symbols_of
from teikit.words.one_token import divisions
from teikit.words.segment import LONE_MARKS, LONGEST_QUOTATION, RARE, Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import HYPHENS, Token, upper

LARGEST_GAP = 6.0  # nats by which a candidate may be worse than what was read
MOST = 5  # candidates kept of one token
MOST_JOINED = 4  # candidates kept of several tokens
LEAST_COUNT = 2  # times that cables have a word that takes the place of one token
LEAST_COUNT_JOINED = 2  # times that cables have a word that takes the place of several
GENITIVE = "'S"  # ending that a word keeps: BREZHNEU'S is not BREZHNEV
LONGEST_CODE = 3  # letters of a code that may be a word
LONGEST_MARK = 2  # characters of a mark that may be a piece of a word
QUOTATIONS = frozenset('"“”')  # marks that come in pairs
MOST_PIECES = 3  # tokens that may be one word
LONGEST_PIECE = 3  # letters of the shortest piece
SHORTEST = 2  # letters that are left of a word in pieces
SHORTEST_WORD = 3  # letters of such a word
LONGEST = 18  # letters of such a word
LONGEST_BETWEEN = 3  # characters between its pieces
MOST_NEAR = 12  # words that are nearest and commonest
MOST_FOLLOWERS = 8  # words that are nearest among those that follow the word before
MOST_OWN = 4  # words that are nearest among those of the document


def of_one(segment: Segment, at: int, place: Place, as_read: Candidate) -> list[Candidate]:
    """The words that one token may be, which fit best in its place."""
    ranked: dict[str, tuple[float, Candidate]] = {}
    least = _gain(segment, place, as_read.symbols) - as_read.cost - LARGEST_GAP
    kind, near = _NEAR.get(segment.kinds[at], ("context", _near_known))
    for lead, core, trail, cost in divisions(segment, at):
        form = upper(core)
        if len(form) == 2 and form[1] in ".:":
            continue  # H. is an initial, and not HE
        for word in dict.fromkeys(near(segment, form, place.before)):
            is_other = word != form and (word.endswith("S") or not form.endswith(GENITIVE))
            if not is_other or segment.vocabulary.get(word, 0) < LEAST_COUNT:
                continue
            symbols = symbols_of(word, trail)
            most = _gain(segment, place, symbols) - cost - least
            if most < 0:
                continue
            cased = segment.cased(at, word, core)
            misread = segment.channel.cost(cased, core, most)
            text = lead + cased + trail
            if misread <= most and text != as_read.text:
                candidate = Candidate(at + 1, text, symbols, cost + misread, kind, word, core)
                ranked.setdefault(text, (misread - most, candidate))
    return _best(ranked.values(), MOST)


def _near_known(segment: Segment, form: str, before: str) -> Iterator[str]:
    """The words that differ in one letter from a known one."""
    return (word for _, word in segment.words_near(form, 1)[:MOST_NEAR])


def _near_odd(segment: Segment, form: str, before: str) -> Iterator[str]:
    """The words near a form, and farther ones that are known to follow the word before."""
    length = len(form)
    yield from (word for _, word in segment.words_near(form, 2 if length > 4 else 1)[:MOST_NEAR])
    if length > 1:
        reach = 1 if length < 3 else 2 if length < 6 else 3
        yield from _nearest(form, segment.vocabulary.followers(before), reach, MOST_FOLLOWERS)


def _near_number(segment: Segment, form: str, before: str) -> Iterator[str]:
    """The short words that are known to follow the word before: ``70`` is TO in RELATION 70 ITS."""
    most = len(form) + 1
    yield from (word for word in segment.vocabulary.followers(before) if len(word) <= most)


def lone_quotations(segment: Segment, at: int) -> tuple[bool, bool]:
    """Whether a token begins with a quotation mark that nothing closes, and ends with one that nothing opens."""
    token = segment.tokens[at]
    opens, closes = token.lead[:1] in QUOTATIONS, token.trail[-1:] in QUOTATIONS
    if opens:
        later = segment.tokens[at : at + LONGEST_QUOTATION]
        opens = not any(mark in QUOTATIONS for follower in later for mark in follower.trail)
    if closes:
        earlier = segment.tokens[max(0, at - LONGEST_QUOTATION) : at + 1]
        closes = not any(mark in QUOTATIONS for before in earlier for mark in before.lead)
    return opens, closes


_NEAR = {TokenKind.ODD: ("word", _near_odd), TokenKind.NUMBER: ("context", _near_number)}


def of_several(segment: Segment, at: int, pieces: Sequence[Candidate], places: Sequence[Place]) -> list[Candidate]:
    """The words that a token and the next one or two may be.

    ``pieces`` are these tokens as they were read, ``places`` between what one, two and three of them stand.
    """
    tokens = segment.tokens
    first = tokens[at]
    seen, form = first.core or first.text, first.word
    ranked: list[tuple[float, Candidate]] = []
    is_broken = False
    for count in range(2, len(pieces) + 1):
        last, previous = tokens[at + count - 1], tokens[at + count - 2]
        if not _may_be_piece(segment, at + count - 1) or (_is_end(previous) and not previous.broken):
            break
        is_broken = is_broken or previous.broken
        between = "" if previous.broken else f"{previous.trail if previous.core else ''} {last.lead}"
        seen, form = f"{seen}{between}{last.core}", form + last.word
        if len(form) > LONGEST or len(between) > LONGEST_BETWEEN:
            break
        is_odd = _is_odd(segment, at, at + count)
        is_short = min(len(token.word) for token in tokens[at : at + count]) <= LONGEST_PIECE
        may_be_word = (is_odd and (is_short or is_broken)) or _are_halves(segment, at, at + count)
        if len(form) >= SHORTEST and may_be_word and (last.trail not in HYPHENS or last.ends):
            ranked += _of_pieces(segment, at, pieces[:count], places[count - 1], seen, form, is_odd, is_broken)
    return _best(ranked, MOST_JOINED)


def may_be_pieces(segment: Segment, at: int) -> bool:
    """Whether a token and the next one or two may be one word."""
    if at + 1 == len(segment.tokens) or not _may_be_piece(segment, at) or not _may_be_piece(segment, at + 1):
        return False
    token = segment.tokens[at]
    if _is_end(token) and not token.broken:
        return False
    return _is_odd(segment, at, at + MOST_PIECES) or _are_halves(segment, at, at + MOST_PIECES)


def _is_end(token: Token) -> bool:
    """Whether no word goes on behind a token."""
    return token.ends or token.trail in HYPHENS


def _is_odd(segment: Segment, at: int, end: int) -> bool:
    """Whether one of some tokens is odd, or what stands between them: ``COMM ®MENT``, ``IN) TIA&``."""
    if any(kind in (TokenKind.ODD, TokenKind.RECURRING, TokenKind.MARK) for kind in segment.kinds[at:end]):
        return True
    return any(map(any, segment.odd_marks[at:end])) or any(
        (token.trail not in ("", ",", ".") and not token.broken) or following.lead
        for token, following in pairwise(segment.tokens[at:end])
    )


def _are_halves(segment: Segment, at: int, end: int) -> bool:
    """Whether known words may be one: nobody has seen two of them together, and one is short or rare (``HO. ES``).

    Or no blank is between them.
    """
    tokens, vocabulary = segment.tokens[at:end], segment.vocabulary
    return not segment.are_parted(at, end) or any(
        not vocabulary.pair(first.word, second.word)
        and (
            min(len(first.word), len(second.word)) <= LONGEST_PIECE
            or min(vocabulary.get(first.word, 0), vocabulary.get(second.word, 0)) < RARE
        )
        for first, second in pairwise(tokens)
    )


def _may_be_piece(segment: Segment, at: int) -> bool:
    """Whether a token may be a piece of a word: ``RIG. TS``, ``CL @E``, ``© STS``."""
    token, kind = segment.tokens[at], segment.kinds[at]
    if kind is TokenKind.MARK:
        is_typed = token.text in LONE_MARKS or "[" in token.text or "]" in token.text
        return not is_typed and len(token.text) <= LONGEST_MARK
    if kind is TokenKind.CODE:
        return len(token.core) <= LONGEST_CODE and "/" not in token.core
    return kind in (TokenKind.ODD, TokenKind.RECURRING) or (kind is TokenKind.KNOWN and token.word.isalpha())


def _of_pieces(
    segment: Segment,
    at: int,
    pieces: Sequence[Candidate],
    place: Place,
    seen: str,
    form: str,
    is_odd: bool,
    is_broken: bool,
) -> Iterator[tuple[float, Candidate]]:
    """The words that tokens may be which read as ``seen``, each with how much worse it is than what was read."""
    end = pieces[-1].end
    symbols = [symbol for piece in pieces for symbol in piece.symbols]
    least = _gain(segment, place, symbols) - sum(piece.cost for piece in pieces) - LARGEST_GAP
    lead = segment.usual_marks(at)[0] if segment.tokens[at].core else ""
    kind = "hyphen" if is_broken else "joined"
    for observed, sought, trail, cost in _endings(segment, end - 1, seen, form):
        for word in dict.fromkeys(_near_pieces(segment, sought, place.before, is_odd)):
            count = segment.vocabulary.get(word, 0)
            is_compound = word.count("-") > observed.count("-")  # DIAZ LANZ: so it was typed
            is_as_typed = is_compound or (word == sought and not is_odd and segment.are_parted(at, end))
            if count < LEAST_COUNT_JOINED or len(word) < SHORTEST_WORD or is_as_typed:
                continue
            most = _gain(segment, place, symbols_of(word, trail)) - cost - least
            if most < 0:
                continue
            cased = segment.cased(at, word, observed)
            misread = segment.channel.cost(cased, observed, most)
            if misread <= most:
                text = lead + cased + trail
                symbols_read = symbols_of(word, trail)
                yield misread - most, Candidate(end, text, symbols_read, cost + misread, kind, word, observed)


def _endings(segment: Segment, at: int, seen: str, form: str) -> Iterator[tuple[str, str, str, float]]:
    """What was read of tokens up to ``at``, its form, the marks behind it, and what it costs to read them so."""
    trail, usual = segment.tokens[at].trail, segment.usual_marks(at)[1]
    yield seen, form, usual, segment.cost_of_dropping(trail, usual)
    if trail and trail[0] not in "-—.,":
        yield seen + trail[0], form + trail[0], trail[1:], 0.0  # a mark may be a broken letter of the word


def _near_pieces(segment: Segment, form: str, before: str, is_odd: bool) -> Iterator[str]:
    """The words near a form of pieces; if one is odd, farther ones of the document, or that follow the word before."""
    yield from (word for _, word in segment.words_near(form, 2 if is_odd and len(form) > 4 else 1)[:MOST_NEAR])
    if len(form) > 3 and is_odd:
        reach = len(form) * 2 // 3
        yield from _nearest(form, segment.vocabulary.followers(before), reach, MOST_FOLLOWERS)
        yield from _nearest(form, segment.names.long_words, reach, MOST_OWN)


def _nearest(form: str, words: Sequence[str], reach: int, most: int) -> Iterator[str]:
    """The words that are nearest to a form and within a distance of it."""
    return (word for word, _, _ in extract(form, words, scorer=OSA.distance, score_cutoff=reach, limit=most))


def _gain(segment: Segment, place: Place, symbols: Sequence[str]) -> float:
    """How well symbols stand in a place, in nats."""
    gain, last = likelihood(segment.vocabulary, place.before, symbols)
    if place.after in (END, UNKNOWN):
        return gain
    return gain + likelihood(segment.vocabulary, last, (place.after,))[0]


def _best(ranked: Iterable[tuple[float, Candidate]], most: int) -> list[Candidate]:
    """The candidates that rank best: how much worse each is than what was read, in nats, and the candidate."""
    return [candidate for _, candidate in sorted(ranked)[:most]]
