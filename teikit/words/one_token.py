"""The candidates that replace a single token."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import regex

from teikit.words.candidate import NOTHING, UNKNOWN, Candidate, symbols_of
from teikit.words.names import is_its_plural, known_as
from teikit.words.parted import known_halves, parted, surely_two
from teikit.words.segment import LONG_FORM, ODD_MARK, Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import LEADS, TRAILS, odd_marks, upper
from teikit.words.typed_marks import may_be_typed
from teikit.words.with_digits import with_digits

SHORT_CODE = 3  # most letters of a code that may be a word, and of a scrap at the edge of a line
LONG_NAME = 4  # fewest letters of a form that may be a name
LONGEST_DOUBTFUL = 7  # most letters of a common word that may be a misread one; at the second look of any word
COMMON = 100  # least count of a common word
CONTEXT_COUNT = 20  # least count of a word that takes the place of a known one: GF is OF
CONTEXT_RATIO = 3  # least factor by which it is commoner than the known one
OFTEN = 4  # least count of a pair of words that shows that both are right
ABBREVIATION = 4  # most letters of a word without vowels that is an abbreviation: GV, PL
VOWELS = frozenset("AEIOUY")  # letters that words have and abbreviations usually lack: MTG
ODD_ENDS = frozenset(":;)!")  # marks after a known word that may be broken letters: THA! is THAT
REPEAT = "RPT"  # says that the next word repeats the one before: DID NOT RPT NOI AGREE
REPEATED = 6.0  # nats by which the word that it repeats is cheaper
BEGINNING = regex.compile(r"(\w{1,2})\.(?=\w{3})")
"""An initial or a day before a full stop within a token: ``J.Carrtllo``, ``3.May``."""
NOT_BROKEN_LETTERS = frozenset("-—)(")  # marks that are not broken letters in places where a typist puts them


class Division(NamedTuple):
    """A way to divide a token: marks before the word, the word, marks after it; and its cost in nats."""

    lead: str
    core: str
    trail: str
    cost: float


def of_one_token(segment: Segment, at: int, as_read: Candidate) -> Iterator[Candidate]:
    """The candidates for the single token ``at`` of a segment, in addition to ``as_read``, the token as it was read."""
    token, kind = segment.tokens[at], segment.kinds[at]
    if kind is TokenKind.MARK:
        if as_read.cost and not may_be_typed(segment, at):
            yield _speck(segment, at)
        return
    if kind is not TokenKind.ODD and any(segment.odd_marks[at]):
        yield _without_odd_marks(segment, at, as_read)
    if kind is TokenKind.KNOWN and segment.is_oddly_cased(at):
        yield _in_usual_case(segment, at, as_read)
    is_short_code = kind is TokenKind.CODE and len(token.core) <= SHORT_CODE and "/" not in token.core
    if kind is TokenKind.KNOWN or is_short_code or _with_digits(segment, at):
        yield from _by_context(segment, at)
    are_two = surely_two(segment, at) is not None
    if kind is TokenKind.ODD and not are_two:
        yield from _near_words(segment, at)
    if kind is TokenKind.ODD or are_two:
        yield from parted(segment, at)
    if kind in (TokenKind.ODD, TokenKind.KNOWN) and REPEAT in segment.own_counts:
        yield from _repeated(segment, at)
    is_scrap = kind in (TokenKind.ODD, TokenKind.CODE) and len(token.text) <= SHORT_CODE and token.core.isalpha()
    if is_scrap and _is_at_edge(segment, at):
        yield _speck(segment, at)  # but not 5-F: a digit is content


def _speck(segment: Segment, at: int) -> Candidate:
    """The empty candidate for a mark, or a scrap at the edge of a line, that was not typed."""
    text = segment.tokens[at].text
    cost = sum(segment.channel.misreading_cost("", mark) for mark in text[:SHORT_CODE])
    return Candidate(at + 1, "", (NOTHING,), cost, "stray", "", text)


def _repeated(segment: Segment, at: int) -> Iterator[Candidate]:
    """The word that is repeated here according to RPT: in NOT RPT NOI the first NOT is a witness for the second."""
    tokens = segment.tokens
    for beside, twin in ((at - 1, at - 2), (at + 1, at + 2)):
        if 0 <= twin < len(tokens) and beside >= 0 and tokens[beside].word == REPEAT:
            word, token = tokens[twin].word, tokens[at]
            if segment.kinds[twin] is TokenKind.KNOWN and word != token.word:
                core = segment.cased(at, word, token.core)
                cost = segment.channel.cost(core, token.core) - REPEATED
                symbols = symbols_of(known_as(word, segment.vocabulary), token.trail)
                text = token.lead + core + token.trail
                yield Candidate(at + 1, text, symbols, cost, "context", word, token.core)


def _is_at_edge(segment: Segment, at: int) -> bool:
    """Whether a token begins or ends its line."""
    return segment.tokens[at].ends_line or segment.starts_line(at)


def _without_odd_marks(segment: Segment, at: int, as_read: Candidate) -> Candidate:
    """The token without the marks next to it that typists do not put there."""
    token = segment.tokens[at]
    lead, trail = segment.usual_marks(at)
    cost = segment.cost_of_dropping(token.lead, lead) + segment.cost_of_dropping(token.trail, trail)
    return Candidate(at + 1, lead + token.core + trail, as_read.symbols, cost, "marks", token.word, token.text)


def _in_usual_case(segment: Segment, at: int, as_read: Candidate) -> Candidate:
    """The same word in the letter case that typists use in this line: WaS is WAS."""
    token = segment.tokens[at]
    core = segment.cased(at, token.word, token.core)
    cost = segment.channel.cost(core, token.core)
    return Candidate(at + 1, token.lead + core + token.trail, as_read.symbols, cost, "case", token.word, token.core)


def _near_words(segment: Segment, at: int) -> Iterator[Candidate]:
    """The words and names near a token; its marks may be marks, broken letters, or specks."""
    for lead, core, trail, cost in divisions(segment, at):
        form = upper(core)
        least, halves = least_length(form), set(chain.from_iterable(known_halves(segment, form)))
        for misread, word in segment.nearest_words(at, form, core, 2 if len(form) >= LONG_FORM else 1):
            if len(word) < least or word in halves or is_its_plural(word, form):
                continue
            text = lead + segment.cased(at, word, core) + trail
            yield Candidate(at + 1, text, symbols_of(word, trail), cost + misread, "word", word, core)
        for misread, name in segment.nearest_names(at, form, core) if segment.names and len(form) >= LONG_NAME else ():
            text = lead + segment.cased(at, name, core) + trail
            yield Candidate(at + 1, text, symbols_of(UNKNOWN, trail), cost + misread, "word", name, core)


def least_length(form: str) -> int:
    """The least length of a word in the place of a form that drops no initial and no day: ``3.MAY`` is not MAY.

    In a word longer than the text after the full stop, the full stop and the letter before it may be a broken letter:
    MINISTER in the place of ``I.INISTER``, AUGUR in that of ``A.UUR``.

    >>> least_length("3.MAY"), least_length("I.INISTER"), least_length("A.UUR"), least_length("MAX")
    (4, 8, 4, 0)
    """
    beginning = BEGINNING.match(form)
    return len(form) - beginning.end() + 1 if beginning else 0


def _by_context(segment: Segment, at: int) -> Iterator[Candidate]:
    """The words near a known word that cables have between its neighbours, if they do not have the known word there.

    If the engine was not quite sure of the known word, any common word near it is a candidate.
    """
    word = segment.tokens[at].word
    if len(word) < 2 or word[0] == "'":
        return
    if not segment.is_doubted(at) and (_is_common_and_long(segment, word) or _is_at_home(segment, at)):
        return
    for lead, core, trail, cost in divisions(segment, at):
        form = upper(core)
        fitting = _fitting(segment, at, form)
        for misread, near in segment.nearest_words(at, form, core, 1) if fitting else ():
            if near in fitting:
                text = lead + segment.cased(at, near, core) + trail
                yield Candidate(at + 1, text, symbols_of(near, trail), cost + misread, "context", near, core)


def _fitting(segment: Segment, at: int, form: str) -> set[str]:
    """The words near a form that may replace a known word: commoner ones that fit between its neighbours."""
    word, count, pair_count = segment.tokens[at].word, segment.vocabulary.count, segment.vocabulary.pair_count
    if short := _with_digits(segment, at):
        return {short}
    before, after = segment.neighbours(at)
    is_doubted = segment.is_doubted(at)
    least = CONTEXT_COUNT if is_doubted else max(CONTEXT_COUNT, CONTEXT_RATIO * count(word))
    is_abbreviation = len(word) <= ABBREVIATION and not VOWELS.intersection(word)  # not a part of a longer word
    near_words = {near for _, near in segment.words_near(form, 1) if near != word and count(near) >= least}
    if is_abbreviation:
        near_words = {near for near in near_words if len(near) == len(word)}
    if is_doubted:
        return near_words
    return {near for near in near_words if pair_count(before, near) or pair_count(near, after)}


def _with_digits(segment: Segment, at: int) -> str:
    """The short word that a token with digits surely is; empty for any other."""
    return with_digits(segment.tokens, at, segment.vocabulary, segment.keep)


def _is_common_and_long(segment: Segment, word: str) -> bool:
    """Whether a known word is hardly a misreading of another one: GOVERNMENT, but not FALLOWING."""
    return len(word) > LONGEST_DOUBTFUL and segment.vocabulary.count(word) >= COMMON


def _is_at_home(segment: Segment, at: int) -> bool:
    """Whether cables have a known word next to these neighbours, and no odd mark follows it."""
    token, pair_count = segment.tokens[at], segment.vocabulary.pair_count
    if token.trail and token.trail[0] in ODD_ENDS:
        return False
    before, after = segment.neighbours(at)
    left, right = pair_count(before, token.word), pair_count(token.word, after)
    return (left > 0 and right > 0) or max(left, right) >= OFTEN


def divisions(segment: Segment, at: int) -> Iterator[Division]:
    """The ways to divide a token: in ``™ILITARY`` the mark may be a letter of the word, a mark, or a speck."""
    token = segment.tokens[at]
    if not token.lead and not token.trail:
        yield Division("", token.core, "", 0.0)
        return
    odd_before, odd_after = segment.odd_marks[at]
    lead, trail = segment.usual_marks(at)
    leads = [(token.lead, "", ODD_MARK * odd_before)]
    trails = [(token.trail, "", ODD_MARK * odd_after)]
    for count in range(1, _most_letters(token.lead[::-1], LEADS) + 1):
        left = token.lead[:-count]
        leads.append((left, token.lead[-count:], ODD_MARK * odd_marks(left, LEADS)))
    for count in range(1, _most_letters(token.trail, TRAILS) + 1):
        left = token.trail[count:]
        trails.append((left, token.trail[:count], ODD_MARK * odd_marks(left, TRAILS)))
    if lead != token.lead:
        leads.append((lead, "", segment.cost_of_dropping(token.lead, lead)))
    if trail != token.trail:
        trails.append((trail, "", segment.cost_of_dropping(token.trail, trail)))
    for lead, front, lead_cost in leads:
        for trail, back, trail_cost in trails:
            if not (front and back):
                yield Division(lead, front + token.core + back, trail, lead_cost + trail_cost)


def _most_letters(marks: str, usual: frozenset[str]) -> int:
    """The number of marks next to a word, nearest first, that may be broken letters: two if one is odd, else one."""
    if not marks or marks.startswith("--") or (marks in NOT_BROKEN_LETTERS and marks in usual):
        return 0
    return min(len(marks), 2 if odd_marks(marks[:2], usual) else 1)
