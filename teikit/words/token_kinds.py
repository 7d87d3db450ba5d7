"""What a token is taken for before anything is changed: a word, a name, a number, a code, a mark."""

from __future__ import annotations

from collections import Counter
from enum import Enum

import regex

from teikit.words.names import known_as
from teikit.words.tokens import Token
from teikit.words.vocabulary import Vocabulary

NAME_WITH_NUMBER = regex.compile(r"\p{L}+[^\p{L}\p{N}]+\p{N}+")  # LICOOKY-1
LEAST_RECURRING = 3  # times that an unknown word stands in the document if it is a name and no error


class TokenKind(Enum):
    """What a token is taken for."""

    MARK = "mark"
    NUMBER = "number"
    CODE = "code"
    RECURRING = "recurring"
    KNOWN = "known"
    ODD = "odd"


def kind_of(token: Token, vocabulary: Vocabulary, own_counts: Counter[str]) -> TokenKind:
    """The kind of a token; ``own_counts`` has how often the document has each word."""
    word = token.word
    if word.isalpha() and word in vocabulary:
        return TokenKind.KNOWN  # most words are
    digits = sum(map(str.isdigit, word))
    if not word:
        return TokenKind.MARK
    if not any(map(str.isalpha, word)):
        return TokenKind.NUMBER
    if digits * 2 >= len(word) or "/" in word or (digits and NAME_WITH_NUMBER.fullmatch(word)):
        return TokenKind.CODE  # B1A3, C/CIC
    if known_as(word, vocabulary):
        return TokenKind.KNOWN
    if len(word) == 1:
        return TokenKind.CODE
    recurs = own_counts[word] >= LEAST_RECURRING and word.isalpha()
    return TokenKind.RECURRING if recurs else TokenKind.ODD
