"""The facts about the writing of a stretch of a line: prose or not; short, long or odd."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import regex

from teikit.fields.values.words import ReadWord

POINT_BEGINNING = regex.compile(r"\W{0,2}(?:[0-9]{1,2}|[Il])\s?[.,)]\s")
"""The number of a point at the beginning of a stretch: ``2. ``"""
BROKEN_WORD = regex.compile(r"\p{L}{2}[-¬]$")  # a word that continues in the next line: assas-
SENTENCE_END = regex.compile(r"\p{L}[.?!][\"'”’)\]]*$")  # the end of a sentence: Havana.
MARK = regex.compile(r"[^\p{L}\p{N}\s]")  # any sign that is not a letter, a digit or white space
ODD = regex.compile(r"\p{Ll}\p{Lu}|\p{Lu}{2,}\p{Ll}|[^\w\s'’.,:;()/\"&#*-]|\d\p{L}\d|\p{Ll}\d")
"""Signs that typed tokens hardly have: ``eNXRA``, ``0f5``."""
PROSE_FUNCTION_WORDS = 2  # function words of prose, at least
PROSE_WORDS = 6  # words of prose, at least
MOST_FUNCTION_WORDS = 3  # function words that count, at most
LONG_WORD = 3  # letters of a word that shows whether words are known or in lower case, at least
SMALL_WORDS = 4  # long words in lower case that are a fact, at least
LONG_STRETCH = 7  # words of a long stretch, at least
SHORT_STRETCH = 5  # characters of a short stretch, at most
FEW_WORDS = 2  # words of a stretch of few words, at most
UNKNOWN_SHARE = 0.34  # share of the words that are known and long, below which the words are unknown
MARKED_SHARE = 0.2  # share of the characters that are marks, above which marks are a fact
ODD_SHARE = 0.5  # share of odd tokens, from which half of the tokens are odd
SCRAP_LETTERS = 2  # letters and digits of an unknown token that is odd, at most


def writing(
    text: str, words: Sequence[ReadWord], function_words: Container[str], vocabulary: Mapping[str, int]
) -> dict[str, float]:
    """The facts about the writing of a stretch with these words, each with 1 or a share, 0 to 1."""
    upper = [word.text.upper() for word in words]
    function = sum(word in function_words for word in upper)
    facts = {"function words": min(function, MOST_FUNCTION_WORDS) / MOST_FUNCTION_WORDS}
    if function >= PROSE_FUNCTION_WORDS and len(words) >= PROSE_WORDS:
        facts["prose"] = 1.0
    if POINT_BEGINNING.match(text):
        facts["point"] = 1.0
    if sum(word.text.islower() for word in words if len(word.text) >= LONG_WORD) >= SMALL_WORDS:
        facts["small letters"] = 1.0
    if len(words) >= LONG_STRETCH:
        facts["long"] = 1.0
    elif len(text.strip()) <= SHORT_STRETCH:
        facts["short"] = 1.0
    elif len(words) <= FEW_WORDS:
        facts["few words"] = 1.0
    if len(words) > 1 and SENTENCE_END.search(text):
        facts["ends a sentence"] = 1.0
    if BROKEN_WORD.search(text):
        facts["broken word"] = 1.0
    return facts | _knowledge(upper, vocabulary) | _looks(text, vocabulary)


def _knowledge(words: Sequence[str], vocabulary: Mapping[str, int]) -> dict[str, float]:
    """Whether all long words of a stretch, in capitals, are known, and whether hardly any word is."""
    long = [word for word in words if len(word) >= LONG_WORD]
    known_words = sum(word in vocabulary for word in long)
    facts: dict[str, float] = {}
    if long and known_words == len(long):
        facts["known words"] = 1.0
    if known_words < UNKNOWN_SHARE * len([word for word in words if len(word) > 1]):
        facts["unknown words"] = 1.0
    return facts


def _looks(text: str, vocabulary: Mapping[str, int]) -> dict[str, float]:
    """Whether a stretch has many marks, is in capitals, and how many of its tokens are odd."""
    facts: dict[str, float] = {}
    if len(MARK.findall(text)) > MARKED_SHARE * len(text):
        facts["marks"] = 1.0
    if text.isupper():
        facts["capitals"] = 1.0
    odd = sum(_is_odd(token, vocabulary) for token in text.split()) / len(text.split())
    return facts | {"odd": odd, "odd half": float(odd >= ODD_SHARE)}


def _is_odd(token: str, vocabulary: Mapping[str, int]) -> bool:
    """Whether a token looks like noise: ``eNXRA``, ``|``, ``ot``."""
    bare = "".join(filter(str.isalnum, token)).upper()
    if not bare:
        return True
    if bare in vocabulary or bare.isdigit():
        return False
    return len(bare) <= SCRAP_LETTERS or ODD.search(token) is not None or token.islower()
