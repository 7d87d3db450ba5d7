"""Marks that nobody typed and that stick to words: ``the relationship. with``, ``from-the Bureau``, ``was.given``.

Marks before a word, too: ``PLANS ‘BUT``, ``THE CURVE, _REQUEST``.

A stop is a speck if the sentence goes on after it: no sentence begins with a small letter, and none ends with THE. The
last word of a line is left alone, because words may be lost where a line ends. The chances were counted on real texts:
see "Specks and the typewriter's grid" in ``benchmarks/findings.md``.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise

import regex

from teikit.words.candidate import mutual_information
from teikit.words.chance import Chance
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import Token
from teikit.words.vocabulary import Vocabulary

HYPHEN = "-"
FULL_STOP = "."  # the only stop that is a speck before any small letter: somebody may have typed a colon there
STOPS = frozenset(".:")  # stops that are specks after a word with which no sentence ends, or within a token
SPECK_INSIDE = regex.compile(r"(\p{L}{2,})([.:_'*~])(\p{L}{2,})")
"""Two words with a speck in the place of their blank: ``was.given``, ``to_be``."""
BEFORE_WORDS = frozenset("‘._|")  # marks that nobody types before a word within a line, unless a quotation begins
AFTER_WORDS = frozenset("’|")  # marks that nobody types after a word before a common follower: SUBJECT’ TO
BAR = "|"  # the one of them that nobody types before any word
NEVER_LAST = frozenset(("THE", "AND", "OR", "AN", "THEIR"))  # words with which no sentence ends
AUXILIARIES = frozenset(("WAS", "HAS", "HAD", "WERE", "IS", "ARE", "WILL", "BEEN"))
NOT_IN_COMPOUNDS = AUXILIARIES.union(
    ("THE", "AN", "OF", "HIS", "THEIR", "ITS", "TO", "WITH", "THAT", "HE", "SHE", "IT", "THEY")
)
"""Words that no compound of two words has, so that a hyphen next to one is a speck: ``from-the``, ``end-of``."""
NUMBER = "NO"  # a word that is an abbreviation before a full stop: no. of copies, no.of copies
OPENING = ("OF", "COURSE")  # words with which a sentence may begin, although an engine reads the O as o
COMMON_COUNT = 30  # least count of each of the two words beside the mark
SHORT_WORD = 3  # most letters of a word that may be an abbreviation: tel. until
SHORT_WORD_COUNT = 1000  # least count of a short word that is not an abbreviation
PAIR_COUNT = 3  # least count of the two words as a pair: in tel. until a sentence may end
LIKELIER = 0.1  # nats by which the second word must be likelier after the first than elsewhere: point. and
CHANCE_OF_STOPS = Chance(right=0.96, harm=0.03)
"""The chances of a full stop or a colon after a word: of some 235, six may have been typed."""
CHANCE_OF_HYPHENS = Chance(right=0.98, harm=0.01)
"""The chances of a hyphen in the place of a blank: of 42, all were specks."""
CHANCE_INSIDE = Chance(right=0.98, harm=0.01)
"""The chances of a mark in the place of a blank within a token: of 172, all but one were specks."""
CHANCE_BEFORE = Chance(right=0.97, harm=0.02)
"""The chances of a mark before a word: of 147 of which another release shows it, 143 were specks."""
CHANCE_AFTER = Chance(right=0.97, harm=0.02)
"""The chances of a mark after a word: of 43, 41 were specks."""


def stuck_marks(segment: Segment, abbreviations: Container[str]) -> Iterator[int]:
    """The numbers of the tokens with a stop after their word that nobody typed; ``abbreviations`` are in capitals."""
    tokens = segment.tokens
    for at, token in enumerate(tokens[:-1]):
        if token.trail not in STOPS or token.ends_line or token.start in segment.keep:
            continue
        is_abbreviation = token.word in abbreviations or token.word == NUMBER
        opens_sentence = tuple(after.word for after in tokens[at + 1 : at + 3]) == OPENING
        if not (is_abbreviation or opens_sentence) and _goes_on(segment, at, tokens[at + 1]):
            yield at


def _goes_on(segment: Segment, at: int, after: Token) -> bool:
    """Whether the sentence surely goes on from token ``at`` to the token ``after`` it.

    No sentence ends with the first word, or both are in small letters and often follow each other.
    """
    token, vocabulary = segment.tokens[at], segment.vocabulary
    count, pair_count = vocabulary.count(token.word), vocabulary.pair_count(token.word, after.word)
    are_known = segment.kinds[at] is segment.kinds[at + 1] is TokenKind.KNOWN and not after.lead
    is_whole = count >= (SHORT_WORD_COUNT if len(token.word) <= SHORT_WORD else COMMON_COUNT)
    if not are_known or not is_whole or vocabulary.count(after.word) < COMMON_COUNT:
        return False
    if token.word in NEVER_LAST and pair_count:
        return True
    are_small = token.core.islower() and after.core.islower() and min(len(token.core), len(after.core)) > 1
    return token.trail == FULL_STOP and are_small and _often_follow(vocabulary, token.word, after.word)


def _often_follow(vocabulary: Vocabulary, first: str, second: str) -> bool:
    """Whether a word follows another several times, and more often than by chance."""
    follows = vocabulary.pair_count(first, second) >= PAIR_COUNT
    return follows and mutual_information(vocabulary, first, second) >= LIKELIER


def _are_common(vocabulary: Vocabulary, first: str, second: str) -> bool:
    """Whether two words are both common."""
    return min(vocabulary.count(first), vocabulary.count(second)) >= COMMON_COUNT


def marks_before(segment: Segment) -> Iterator[int]:
    """The numbers of the tokens with a mark before their word that nobody typed: ``PLANS ‘BUT``, ``OUR .MINDS``.

    They are common words within a line. ``(IJABLE) .It`` is left alone: the full stop ends the sentence before it.
    """
    for at, token in enumerate(segment.tokens):
        if not segment.odd_marks[at][0] or segment.starts_line(at) or not _is_common(segment, at):
            continue
        before = segment.tokens[at - 1]
        if token.lead == HYPHEN:
            is_apart = not before.trail and HYPHEN not in token.trail
            is_speck = is_apart and _often_follow(segment.vocabulary, before.word, token.word)
        else:
            begins = token.lead == FULL_STOP and token.core[:1].isupper() and not token.core.isupper()
            is_speck = token.lead in BEFORE_WORDS and (before.ends_sentence or not begins)
        if is_speck:
            yield at


def marks_after(segment: Segment) -> Iterator[int]:
    """The numbers of the tokens with a mark after their word that nobody typed: ``been’ remodeled``, ``RETIRED| BOTH``.

    Both words are common and in one line.
    """
    for at, (token, after) in enumerate(pairwise(segment.tokens)):
        if token.trail not in AFTER_WORDS or not segment.odd_marks[at][1] or token.ends_line or after.lead:
            continue
        follows = token.trail == BAR or _often_follow(segment.vocabulary, token.word, after.word)
        if follows and _is_common(segment, at) and _is_common(segment, at + 1):
            yield at


def _is_common(segment: Segment, at: int) -> bool:
    """Whether a token is a common word, in a usual letter case, that may be changed."""
    token, is_known = segment.tokens[at], segment.kinds[at] is TokenKind.KNOWN
    is_usual = len(token.core) > 1 and not segment.is_oddly_cased(at)
    return is_known and is_usual and segment.vocabulary.count(token.word) >= COMMON_COUNT


def hyphens_for_blanks(segment: Segment) -> Iterator[int]:
    """The numbers of the tokens after which a hyphen was read for a blank; a compound of more words is left alone."""
    tokens, vocabulary = segment.tokens, segment.vocabulary
    for at, (token, after) in enumerate(pairwise(tokens)):
        if not after.is_glued or token.is_glued or token.trail != HYPHEN or token.start in segment.keep:
            continue
        goes_on = at + 2 < len(tokens) and tokens[at + 2].is_glued
        is_same_case = token.core.islower() == after.core.islower() and token.core.isupper() == after.core.isupper()
        words = token.word, after.word
        if goes_on or not is_same_case or NOT_IN_COMPOUNDS.isdisjoint(words):
            continue
        if _are_common(vocabulary, *words) and _often_follow(vocabulary, *words):
            yield at


def words_beside_a_speck(segment: Segment, at: int) -> tuple[str, str] | None:
    """The two common words that a token is, with a speck in the place of their blank: ``was.given``, ``DESIRES.OF``.

    They have a stop between them and are in small letters, or they often follow each other. The second does not begin
    with a capital before small letters: a sentence may end before such a word.
    """
    token, vocabulary = segment.tokens[at], segment.vocabulary
    match = SPECK_INSIDE.fullmatch(token.word)
    if match is None or segment.kinds[at] is not TokenKind.ODD:
        return None
    first, mark, second = match.groups()
    written = token.core[-len(second) :]
    is_stop = mark in STOPS and token.core.islower()
    follows = is_stop or vocabulary.pair_count(first, second) >= PAIR_COUNT
    goes_on = follows and (written.islower() or written.isupper())
    return (first, second) if goes_on and first != NUMBER and _are_common(vocabulary, first, second) else None
