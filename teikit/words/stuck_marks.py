"""Marks that nobody typed and that stick to a word within a sentence: ``the relationship. with``, ``from-the Bureau``.

No sentence begins with a small letter, and none ends with THE. What follows in the next line is not asked: words may be
lost where a line ends.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise

from teikit.words.candidate import mutual_information
from teikit.words.chance import Chance
from teikit.words.segment import Segment
from teikit.words.token_kinds import TokenKind
from teikit.words.tokens import Token

HYPHEN = "-"
STOP = "."  # a mark that is a speck before a small letter; a colon, a comma or a semicolon may be typed there
MARKS = frozenset(".:")  # marks that are specks after a word with which no sentence ends
BEFORE_MORE = frozenset(("THE", "AND", "OR", "AN", "THEIR"))  # words with which no sentence ends
NOT_IN_COMPOUNDS = frozenset(("THE", "AN", "OF", "HIS", "THEIR", "ITS", "WAS", "HAS", "HAD", "WERE"))
"""Words that no compound of two words has, so that a hyphen next to one is a speck: ``from-the``, ``end-of``."""
NUMBER = "NO"  # a word that is an abbreviation before a full stop: no. of copies
LEAST_COUNT = 30  # least count of each of the two words
SHORT = 3  # most letters of a word that may be an abbreviation: tel. until
SHORT_COUNT = 1000  # least count of a short word that is none
FOLLOWS = 3  # least count of the pair of words: in tel. until a sentence may end
AKIN = 0.1  # nats by which the second word must be likelier after the first than elsewhere: point. and
OPENING = ("OF", "COURSE")  # words with which a sentence may begin: an engine reads O as o
CHANCE = Chance(right=0.96, harm=0.03)
"""The chances that such a stop is a speck, counted on real paper: see ``benchmarks/findings.md``."""
CHANCE_OF_HYPHENS = Chance(right=0.98, harm=0.01)
"""The same of a hyphen in the place of a blank."""


def stuck_marks(segment: Segment, abbreviations: Container[str]) -> Iterator[int]:
    """The numbers of the tokens after whose word such a mark stands; ``abbreviations`` are in capitals."""
    tokens = segment.tokens
    for at, token in enumerate(tokens[:-1]):
        if token.trail not in MARKS or token.ends_line or token.start in segment.keep:
            continue
        is_abbreviation = token.word in abbreviations or token.word == NUMBER
        opens_sentence = tuple(after.word for after in tokens[at + 1 : at + 3]) == OPENING
        if not (is_abbreviation or opens_sentence) and _goes_on(segment, at, tokens[at + 1]):
            yield at


def _goes_on(segment: Segment, at: int, after: Token) -> bool:
    """Whether the sentence surely goes on after a word: in small letters, or because no sentence ends with it."""
    token, vocabulary = segment.tokens[at], segment.vocabulary
    count, pair_count = vocabulary.count(token.word), vocabulary.pair_count(token.word, after.word)
    are_known = segment.kinds[at] is segment.kinds[at + 1] is TokenKind.KNOWN and not after.lead
    is_whole = count >= (SHORT_COUNT if len(token.word) <= SHORT else LEAST_COUNT)
    if not are_known or not is_whole or vocabulary.count(after.word) < LEAST_COUNT:
        return False
    if token.word in BEFORE_MORE and pair_count:
        return True
    are_small = token.core.islower() and after.core.islower() and min(len(token.core), len(after.core)) > 1
    if token.trail != STOP or not are_small or pair_count < FOLLOWS:
        return False
    return mutual_information(vocabulary, token.word, after.word) >= AKIN


def hyphens_for_blanks(segment: Segment) -> Iterator[int]:
    """The numbers of the tokens after which a hyphen was read for a blank; a compound of more words is left alone."""
    tokens, vocabulary = segment.tokens, segment.vocabulary
    for at, (token, after) in enumerate(pairwise(tokens)):
        if not after.is_glued or token.is_glued or token.trail != HYPHEN or token.start in segment.keep:
            continue
        goes_on = at + 2 < len(tokens) and tokens[at + 2].is_glued
        is_same_case = token.core.islower() == after.core.islower() and token.core.isupper() == after.core.isupper()
        if goes_on or not is_same_case or NOT_IN_COMPOUNDS.isdisjoint((token.word, after.word)):
            continue
        are_common = min(map(vocabulary.count, (token.word, after.word))) >= LEAST_COUNT
        follows = vocabulary.pair_count(token.word, after.word) >= FOLLOWS
        if are_common and follows and mutual_information(vocabulary, token.word, after.word) >= AKIN:
            yield at
