"""The candidates that join two or three tokens in a row, separated by a space or by a line end, into one word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from teikit.words.candidate import Candidate, symbols_of
from teikit.words.segment import KEPT, Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import HYPHENS, LONE_MARKS, Token

MOST_TOKENS = 3  # most tokens that may be one word
LEAST_COUNT = 3  # least count of a word that is made of several tokens
SHORTEST_WORD = 3  # fewest letters of such a word
SHORTEST_OVER_LINE = 4  # fewest letters of such a word that continues in the next line
LONGEST_WORD = 18  # most letters of such a word
LONG_FORM = 6  # fewest letters of a form from which such a word may be two letters away, and not only one
LONGEST_BETWEEN = 3  # most characters between two of its tokens
LONGEST_TRAIL = 2  # marks, at most, at the end of a line in which a hyphen was misread
LONGEST_PIECE = 3  # most letters of the shortest of three tokens
LONG_WORD = 6  # fewest letters of a known word that is not one of three tokens of a word in one line
MISREAD_HYPHENS = frozenset("=~«")  # marks at the end of a line that nobody types there but a hyphen
MISREAD_COUNT = 6  # least count of a word that is broken by one of them
NOT_BROKEN_LETTERS = frozenset("-—.,")  # marks after a word that are not broken letters

# REUNIFI- | CATION in the text, with something from the margin of the page between the two:
MARGIN_LENGTH = 5  # most characters of the text in the margin; with a digit it is content: B1A3
MARGIN_COST = 12.0  # nats, at most, that it costs to drop it
MARGIN_COUNT = 6  # least count of the word


class _Joint(NamedTuple):
    """Tokens up to, not including, the number ``end`` that may be one word.

    ``observed`` is what was read, ``form`` the same in the vocabulary's form, ``distance`` is the number of letters in
    which words may differ from it. ``is_broken`` says that a line ends within it, ``cost`` is that of dropping the text
    between the tokens.
    """

    end: int
    observed: str
    form: str
    distance: int
    is_broken: bool = False
    cost: float = 0.0


def joined(segment: Segment, at: int) -> Iterator[Candidate]:
    """The candidates that join a token and the next one or two into one word.

    Either a letter was read as a space, or the word continues in the next line.
    """
    for joint in (*_beside_each_other(segment, at), *_over_line(segment, at)):
        last = segment.tokens[joint.end - 1]
        if last.trail in HYPHENS and not last.ends_line:
            continue  # AN EX-AGENT: the first part of a compound is not the second half of a word
        yield from _words(segment, at, joint, last.trail, KEPT // 2)
        if last.trail and last.trail[0] not in NOT_BROKEN_LETTERS:
            mark = last.trail[0]
            longer = joint._replace(observed=joint.observed + mark, form=joint.form + mark)
            yield from _words(segment, at, longer, last.trail[1:], KEPT // 2 - 1)


def _words(segment: Segment, at: int, joint: _Joint, trail: str, most: int) -> Iterator[Candidate]:
    """The words that the tokens of a joint may be, with the marks ``trail`` after them.

    They are the ``most`` nearest, and what was read itself if it is a word.
    """
    form, observed = joint.form, joint.observed
    words = segment.nearest_words(at, form, observed, joint.distance if len(form) >= LONG_FORM else 1, most)
    if form in segment.vocabulary and form not in (word for _, word in words):
        words.append((segment.channel.cost(segment.cased(at, form, observed), observed), form))
    lead = "" if segment.kinds[at] is TokenKind.MARK else segment.tokens[at].lead
    for cost, word in words:
        if word.count("-") > observed.count("-") or segment.vocabulary[word] < LEAST_COUNT:
            continue
        are_known = all(kind is TokenKind.KNOWN for kind in segment.kinds[at : joint.end])
        if word == form and not joint.is_broken and are_known and segment.are_parted(at, joint.end):
            continue  # THREE FOLD was typed as two words
        text = lead + segment.cased(at, word, observed) + trail
        kind = "hyphen" if joint.is_broken else "joined"
        yield Candidate(joint.end, text, symbols_of(word, trail), cost + joint.cost, kind, word, observed)


def _over_line(segment: Segment, at: int) -> Iterator[_Joint]:
    """A word that continues in the next line though no hyphen was read, or though a mark or the margin is between."""
    tokens = segment.tokens
    if at + 1 == len(tokens):
        return
    token, after = tokens[at], tokens[at + 1]
    lacks_hyphen = token.ends_line and not token.is_broken
    if lacks_hyphen and (_may_lack_hyphen(segment, at) or _has_misread_hyphen(segment, at)):
        cost = segment.channel.cost("-", token.trail)
        yield _Joint(at + 2, token.core + after.core, token.word + after.word, 2, is_broken=True, cost=cost)
    if at + 2 < len(tokens) and _ends_before_margin(token, after):
        second = tokens[at + 2]
        word = token.word + second.word
        is_margin = len(after.text) <= MARGIN_LENGTH and not any(map(str.isdigit, after.text))
        if is_margin and segment.vocabulary.count(word) >= MARGIN_COUNT:
            cost = min(sum(segment.channel.misreading_cost("", mark) for mark in after.text), MARGIN_COST)
            yield _Joint(at + 3, token.core + second.core, word, 1, is_broken=True, cost=cost)


def _may_lack_hyphen(segment: Segment, at: int) -> bool:
    """Whether a token that ends its line without a hyphen and the next one may be one word: one of them is odd."""
    token, after = segment.tokens[at], segment.tokens[at + 1]
    kinds = {segment.kinds[at], segment.kinds[at + 1]}
    are_words = kinds <= {TokenKind.KNOWN, TokenKind.ODD} and TokenKind.ODD in kinds
    has_room = len(token.trail) <= LONGEST_TRAIL and not after.lead
    return are_words and has_room and SHORTEST_OVER_LINE <= len(token.word + after.word) <= LONGEST_WORD


def _has_misread_hyphen(segment: Segment, at: int) -> bool:
    """Whether a token ends with a misread hyphen and makes a word with the next one: ``neighbor=`` / ``hood``."""
    token, after = segment.tokens[at : at + 2]
    is_whole = segment.vocabulary.count(token.word + after.word) >= MISREAD_COUNT
    return token.trail in MISREAD_HYPHENS and is_whole and not after.lead


def _ends_before_margin(token: Token, after: Token) -> bool:
    """Whether a token ends with a hyphen before text from the margin, or its line does: ``REUNIFI-`` / ``|``."""
    has_hyphen = token.trail in HYPHENS or (token.ends_line and token.trail in MISREAD_HYPHENS)
    return has_hyphen and token.ends_line is not after.ends_line and token.core != ""


def _beside_each_other(segment: Segment, at: int) -> Iterator[_Joint]:
    """The joints of a token and the next one or two, in one line or over a hyphen at its end."""
    tokens, kinds = segment.tokens, segment.kinds
    token, is_mark = tokens[at], kinds[at] is TokenKind.MARK
    if _stands_alone(kinds[at]) or (is_mark and not _may_be_letter(token.text)):
        return
    observed, form = token.text if is_mark else token.core, token.word  # a mark may be the first letter: | NFORM
    is_broken = False
    is_odd = _is_odd(segment, at)
    for place in range(at + 1, min(at + MOST_TOKENS, len(tokens))):
        before, after = tokens[place - 1], tokens[place]
        if _stands_alone(kinds[place]) or (before.ends_line and not before.is_broken):
            return
        between = _between(before, after)
        observed, form = observed + between + after.core, form + after.word
        if (
            len(form) > LONGEST_WORD
            or len(between) > LONGEST_BETWEEN
            or (is_mark and kinds[place] is not TokenKind.ODD)
        ):
            return
        is_broken = is_broken or before.is_broken
        if place > at + 1 and not is_broken and has_long_word(segment, at, place + 1, LONG_WORD):
            return
        is_odd = is_odd or _is_odd(segment, place)
        is_short = place == at + 1 or min(len(part.word) for part in tokens[at : place + 1]) <= LONGEST_PIECE
        may_be_halves = is_odd or (place == at + 1 and segment.may_be_halves(at))
        if is_short and len(form) >= SHORTEST_WORD and may_be_halves:
            yield _Joint(place + 1, observed, form, 2 if is_odd else 1, is_broken)


def has_long_word(segment: Segment, at: int, end: int, long: int) -> bool:
    """Whether one of the tokens is a known word of at least ``long`` letters, so hardly a third of a word."""
    pairs = zip(segment.tokens[at:end], segment.kinds[at:end], strict=True)
    return any(kind is TokenKind.KNOWN and len(token.word) >= long for token, kind in pairs)


def _between(before: Token, after: Token) -> str:
    """What was read between the cores of two tokens: marks and a space; empty if the first ends its line."""
    if before.is_broken:
        return ""
    return before.trail if after.is_glued else f"{before.trail} {after.lead}"


def _is_odd(segment: Segment, at: int) -> bool:
    """Whether a token is not a known word, or of one letter only."""
    return segment.kinds[at] is not TokenKind.KNOWN or len(segment.tokens[at].word) == 1


def _may_be_letter(mark: str) -> bool:
    """Whether a lone mark may be a letter of the next word."""
    return mark not in LONE_MARKS and len(mark) == 1


def _stands_alone(kind: TokenKind) -> bool:
    """Whether a token is never part of a word."""
    return kind in (TokenKind.NUMBER, TokenKind.RECURRING)


def are_two_words(segment: Segment, at: int) -> bool:
    """Whether a token and the next one are certainly two words: both known, and not the halves of one word."""
    if at + 1 == len(segment.tokens):
        return True
    return not _is_odd(segment, at) and not _is_odd(segment, at + 1) and not segment.may_be_halves(at)
