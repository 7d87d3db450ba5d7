"""Measures of one line: its shares of letters and known words, and the patterns that it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from teikit.core.text import WORD_WITH_APOSTROPHES
from teikit.words.vocabulary import Vocabulary

ODD = regex.compile(r"[a-z][A-Z]|\w[^\w\s.,'’/&()-]\w|[^\x00-\x7f‘’“”—]")
"""Signs that nobody types: ``aB`` within a word, ``d~n``, ``¥``."""
OFFICE_SYMBOL = regex.compile(r"\W?[A-Z]{1,5}(?:/[A-Z0-9]{1,5})+\W?|\W?[A-Z]{2,5},")  # C/WH, ADDP,
LONG_WORD = 2  # letters of a long word, at least
SURE_WORD = 3  # letters of a known word that is not likely to be a speck, at least
SHORT_TOKEN = 2  # letters and digits of a short token, at most
KNOWN_COUNT = 3  # count, in cables, of a word that is known, at least
LONGEST_LINE = 400  # characters of a line that are measured, at most
STRANGE_WORDS = 12  # words of a line whose letters are judged, at most
NO_WORDS = 9.0  # strangeness of a line without words, in nats
FLUENT_WORDS = 5  # long words of a fluent line, at least
FLUENT_SHARE = 0.67  # share of these words that are known, at least
CAPITAL_SHARE = 0.8  # share of its letters that are capitals, above which a line is in capitals
CAPITAL_WORDS = 4  # long words of a line that shows whether the text is in capitals, at least
CAPITAL_KNOWN_SHARE = 0.6  # share of these words that are known, at least
CAPITAL_LINES = 0.6  # share of such lines that are in capitals, above which the text is
USUAL_SHARE = 0.85  # share of the lines of a document that are not wider than its usual width
LEAST_WIDTH = 20.0  # characters of the usual width, at least
EMPTY_WIDTH = 60.0  # characters of the usual width of a document without lines
AIRY_SHARE = 0.5  # share of lines after a blank line, from which a document is airy
REMEMBERED = 20_000  # tokens whose counts are cached, at most
LINES_REMEMBERED = 16_000  # lines whose measures are cached, at most: many rules ask for those of the same lines

SHAPES: Mapping[str, regex.Pattern[str]] = {
    name: regex.compile(pattern)
    for name, pattern in {
        "label and colon": r"^\W{0,3}\p{L}[\p{L} .,/'-]{1,24}?\s{0,3}[:;]",  # DATE :  SUBJECT:
        "colon at the end": r":\W{0,2}$",
        "numbered": r"^\W{0,2}(?:\d{1,2}|[A-Z])[.,)]\s",  # 2. REF CABLE
        "number of a page": r"^\W*(?:PAGE|Page|P\.)?\W*(?:NO\.?)?\W*[\dIl]{1,3}\W*$",  # - 2 -, PAGE 2
        "engine's page mark": r"^#+ Page \d+|^-{3,}$",
        "small letter first": r"^\W{0,2}\p{Ll}",
        "full stop": r"[.!?][\"”')]?\W{0,2}$",
        "hyphen at the end": r"\p{L}-$",
        "slashes": r"\p{L}/\p{L}",
        "initials and name": r"^\W*(?:[A-Z]\. ?){1,2}[A-Z]\p{L}+\W*$",  # F. J. Sheridan
        "rule": r"_{3,}",
    }.items()
}
"""Shapes of lines of any papers; those of one collection are in its ``patterns.toml``."""


class Measures(NamedTuple):
    """The measures of a line; shares are 0 to 1, a token is a stretch without spaces."""

    text: str
    words: tuple[str, ...]  # in capitals
    letters: float  # share of its characters, without spaces, that are letters
    digits: float  # share of them that are digits
    capitals: float  # share of its letters that are capitals
    long_words: int  # words of two letters or more
    known: int  # long words that are known from cables
    known_letters: float  # share of its characters in known words of three letters or more
    pairs: int  # pairs of neighbouring words that also follow each other in cables
    strangeness: float  # mean cost of a letter in its long words, in nats: how unlike known words they are
    odd_tokens: float  # share of tokens with signs or capitals in odd places
    short_tokens: float  # share of tokens with at most two letters or digits
    offices: int  # tokens that look like symbols of offices: C/WH

    @property
    def known_share(self) -> float:
        """The share of its long words that are known."""
        return self.known / max(self.long_words, 1)

    @property
    def is_fluent(self) -> bool:
        """Whether it reads like a line of text: five long words or more, two thirds of them known."""
        return self.long_words >= FLUENT_WORDS and self.known_share >= FLUENT_SHARE


class _Token(NamedTuple):
    """Counts of one token, or of several: characters of each kind, and how many tokens are odd, short, an office."""

    length: int
    letters: int
    digits: int
    capitals: int
    is_odd: int
    is_short: int
    is_office: int


NO_TOKEN = _Token(0, 0, 0, 0, 0, 0, 0)
"""The counts of a line without tokens."""


@lru_cache(REMEMBERED)
def _token(text: str) -> _Token:
    """The counts of one token."""
    return _Token(
        len(text),
        sum(map(str.isalpha, text)),
        sum(map(str.isdigit, text)),
        sum(map(str.isupper, text)),
        ODD.search(text) is not None,
        sum(map(str.isalnum, text)) <= SHORT_TOKEN,
        OFFICE_SYMBOL.fullmatch(text) is not None,
    )


@lru_cache(LINES_REMEMBERED)
def measured(line: str, vocabulary: Vocabulary) -> Measures:
    """The measures of one line by the words of a collection."""
    text = line.strip()[:LONGEST_LINE]
    words = WORD_WITH_APOSTROPHES.findall(text)
    tokens = [_token(token) for token in text.split()]
    total = _Token(*map(sum, zip(*tokens, strict=True))) if tokens else NO_TOKEN
    visible, count = max(total.length, 1), max(len(tokens), 1)
    upper = [word.upper() for word in words]
    long_words = [(word, form) for word, form in zip(words, upper, strict=True) if len(word) >= LONG_WORD]
    known_words = [word for word, form in long_words if vocabulary.count(form) >= KNOWN_COUNT]
    return Measures(
        text,
        tuple(upper),
        total.letters / visible,
        total.digits / visible,
        total.capitals / max(total.letters, 1),
        len(long_words),
        len(known_words),
        sum(len(word) for word in known_words if len(word) >= SURE_WORD) / visible,
        sum(vocabulary.pair_count(first, second) > 0 for first, second in pairwise(upper)),
        _strangeness([form for _, form in long_words], vocabulary),
        total.is_odd / count,
        total.is_short / count,
        total.is_office,
    )


def _strangeness(words: list[str], vocabulary: Vocabulary) -> float:
    """The mean cost of a letter of words, in nats, by the letters that precede it in known words."""
    costs = [cost for word in words[:STRANGE_WORDS] for cost in vocabulary.letter_surprisals(word)]
    return sum(costs) / len(costs) if costs else NO_WORDS


def usual_width(lines: Sequence[Measures]) -> float:
    """The width of a full line of a document, in characters."""
    widths = sorted(len(line.text) for line in lines)
    return max(LEAST_WIDTH, widths[int(USUAL_SHARE * (len(widths) - 1))]) if widths else EMPTY_WIDTH


def is_in_capitals(lines: Sequence[Measures]) -> bool:
    """Whether the text of a document is in capitals, as most of its legible lines are."""
    legible = [line for line in lines if line.long_words >= CAPITAL_WORDS and line.known_share >= CAPITAL_KNOWN_SHARE]
    return sum(line.capitals > CAPITAL_SHARE for line in legible) > CAPITAL_LINES * max(len(legible), 1)


def is_airy(blanks: Sequence[int]) -> bool:
    """Whether blank lines separate most lines of a document, as some engines write each piece of a row by itself.

    ``blanks`` has the number of blank lines before each line.
    """
    return sum(blank > 0 for blank in blanks) >= AIRY_SHARE * len(blanks)
