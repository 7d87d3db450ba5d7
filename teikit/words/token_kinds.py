"""Classify tokens before anything is changed: known word, name, number, code, mark."""

from __future__ import annotations

from collections import Counter
from enum import Enum

import regex

from teikit.words.names import known_as, own_count_of, stem_of
from teikit.words.tokens import DOTTED, Token
from teikit.words.vocabulary import Vocabulary

NAME_WITH_NUMBER = regex.compile(r"\p{L}+[^\p{L}\p{N}]+\p{N}+")  # LICOOKY-1
ORDINAL = regex.compile(r"[0-9]*(?:1ST|2ND|3RD|[04-9]TH)")  # 4TH: it is not WITH
STROKES = frozenset(("ll", "Il"))  # numbers and numerals, not words: on ll May, CHAPTER Il
LEAST_RECURRING = 3  # least occurrences in a document of an unknown word that is a name, not an error


class TokenKind(Enum):
    """The kind of a token."""

    MARK = "mark"  # it has neither letters nor digits
    NUMBER = "number"  # it has digits and no letters, or is an ordinal; also any token that must not be changed
    CODE = "code"  # B1A3, C/CIC; a single letter that is not a word, or an unknown form with full stops: J.G.2
    RECURRING = "recurring"  # an unknown word that the document has several times
    KNOWN = "known"  # a word of the vocabulary, also in the genitive
    ODD = "odd"  # anything else: an unknown word


def kind_of(token: Token, vocabulary: Vocabulary, own_counts: Counter[str]) -> TokenKind:
    """The kind of a token.

    ``vocabulary`` has the known words, in capitals; ``own_counts`` says how often the document has each word.
    """
    word = token.word
    if token.core in STROKES:
        return TokenKind.NUMBER
    if word.isalpha() and word in vocabulary:
        return TokenKind.KNOWN  # most words are
    if not word:
        return TokenKind.MARK
    if not any(map(str.isalpha, word)) or ORDINAL.fullmatch(word):
        return TokenKind.NUMBER
    digits = sum(map(str.isdigit, word))
    if digits * 2 >= len(word) or "/" in word or (digits and NAME_WITH_NUMBER.fullmatch(word)):
        return TokenKind.CODE
    if known_as(word, vocabulary):
        return TokenKind.KNOWN
    if len(word) == 1 or DOTTED.match(word):
        return TokenKind.CODE
    recurs = own_count_of(word, own_counts) >= LEAST_RECURRING and stem_of(word).isalpha()
    return TokenKind.RECURRING if recurs else TokenKind.ODD
