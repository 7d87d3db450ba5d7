"""The language of a run of words, by its function words (languages.tsv); unknown if there are too few of them.

Each function word counts one, or less if several languages have it (DE, IN). A run is in a language if the function
words of that language count at least ``HITS``, make up ``SHARE`` of the run, and count ``AHEAD`` times as much as those
of any other language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import regex

from teikit.lexicon.levels import Level, levels, table
from teikit.lexicon.tables import DictionaryRow

HITS = 3.0  # function words of a run, at least: HELLO is not an English text
SHARE = 0.08
"""Share of function words in a run, at least. 272 of 293 English texts of JFK records have as many; the others are
lists or hardly legible. A page of the benchmark has .11, a Spanish clipping that was badly read .10."""
DIFFERENT = 4  # different function words, at least: DO BASE CHICAGO, DO BASE BOSTON, DO BASE NEW YORK is not Portuguese
AHEAD = 2.0  # count of the language divided by that of any other one, at least
COLUMNS = "code codes name words names source"
CODE = regex.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # a code by BCP 47: en, es-MX
LANGUAGE_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]+(?:['’]\p{L}+)?")  # a word of two letters or more: l'ennemi


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code in BCP 47, other codes for it, its name in English, its function words in capitals.

    ``name_words`` are the function words that also occur in names: CALLE DE LOS HEROES.
    """

    code: str
    codes: tuple[str, ...]
    name: str
    words: frozenset[str]
    name_words: frozenset[str]
    source: str


class RecognisedLanguage(NamedTuple):
    """The language of a run, and the count of its function words as a share of all words, 0 to 1."""

    code: str
    score: float


class Languages:
    """The languages that can be recognised."""

    def __init__(self, languages: Iterable[Language]) -> None:
        self.all = tuple(languages)
        shared = Counter(word for language in self.all for word in language.words)
        self._weights: dict[str, list[tuple[str, float]]] = {}
        for language in self.all:
            for word in language.words:
                self._weights.setdefault(word, []).append((language.code, 1 / shared[word]))

    def judge(self, words: Iterable[str]) -> RecognisedLanguage | None:
        """The language of a run of words in any case; None if it is not clear."""
        counts = Counter(word.upper().replace("’", "'") for word in words)
        hits: dict[str, float] = defaultdict(float)
        kinds = Counter[str]()
        for word, count in counts.items():
            for code, weight in self._weights.get(word, ()):
                hits[code] += count * weight
                kinds[code] += 1
        if not hits:
            return None
        (code, best), *rivals = sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))
        second = rivals[0][1] if rivals else 0.0
        enough = best >= max(HITS, SHARE * counts.total()) and kinds[code] >= DIFFERENT
        return RecognisedLanguage(code, best / counts.total()) if enough and best >= AHEAD * second else None

    def of_text(self, text: str) -> RecognisedLanguage | None:
        """The language of a text; None if unclear. Words of one letter do not count, because OCR makes such scraps."""
        return self.judge(LANGUAGE_WORD.findall(text))

    def named(self, name: str) -> Language | None:
        """The language of a code, with or without a region (``en-GB``), or of an English name; None if unknown."""
        wanted = name.lower()
        languages = (language for language in self.all if wanted in _names(language))
        return next(languages, None) or (self.named(wanted.partition("-")[0]) if "-" in wanted else None)

    def code(self, name: str) -> str:
        """The code of a language, given by its name or a code; empty for anything else.

        >>> languages().code("English"), languages().code("de-AT"), languages().code("no such")
        ('en', 'de-AT', '')
        """
        language = self.named(name)
        if language and name.lower() in (language.name.lower(), *language.codes):
            return language.code
        return name if CODE.fullmatch(name) else ""


def _names(language: Language) -> set[str]:
    """The codes and the name of a language in lower case."""
    return {language.code.lower(), language.name.lower(), *(code.lower() for code in language.codes)}


@cache
def languages(above: tuple[Level, ...] = ()) -> Languages:
    """The languages that the levels know; without levels, those that every collection knows."""
    return Languages(table(above or levels(()), "languages.tsv", COLUMNS, _language, lambda entry: entry.code))


def _language(row: DictionaryRow) -> Language:
    """The language of a row of ``languages.tsv``."""
    words, names = frozenset(row.text("words").split()), frozenset(row.maybe("names").split())
    return Language(row.text("code"), row.several("codes"), row.text("name"), words, names, row.text("source"))
