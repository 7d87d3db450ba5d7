"""Whether a line continues the sentence above it, by its first words, although that ends with a full stop."""

from __future__ import annotations

from collections.abc import Container, Mapping

import regex

from teikit.core.text import LAST_WORD, OPEN_BRACKET
from teikit.layers.measures import KNOWN_COUNT, measured
from teikit.layers.open_sentences import PAIR_COUNT
from teikit.lexicon.patterns import Patterns
from teikit.paragraphing.line_patterns import CITATION, SENTENCE_END
from teikit.paragraphing.points import SENTENCE
from teikit.words.vocabulary import Vocabulary

SMALL_PAIR = regex.compile(r"['\"“‘]?(\p{Ll}+) (\p{Ll}{2,})\b")  # of sources, and contain both
SMALL_FIRST = regex.compile(r"[^\w(\[]{0,2}(\p{Ll}{3,})\b")  # still, the major aim is deemed worthy; “utmost security
LONG_FIRST_WORD = 4  # letters of such a word that is not likely to be a speck, at least: also
SEVERAL_WORDS = 4  # long words of a line that reads like a part of a sentence, at least
KNOWN_SHARE = 0.67  # share of known words of a line in lower case that may continue after a garbled word, at least
SPECK_AFTER = regex.compile(r"(?:\p{L}{3}|\)|\b\p{Ll}{2})[.?!]\W*\w{1,2}\W{0,3}$")
"""The end of a sentence with a speck after it: ``the responsibilities that go with it. i``"""
CLOSED = regex.compile(r"[)\"”]\W{0,3}$")  # had nothing to do with him (Oswald)."
COLON = regex.compile(r"(?<![\s,/)}\]]):\W{0,3}$")
"""The end of a line after which anything may begin; a colon that is apart is a speck: ``Golitsin,: ,``, ``P/A :``"""
SMALL_PART = regex.compile(r"[^\w(\[]?\p{Ll}")  # in Salem County, where; not a remark in brackets, (in interim: he
CITED_REST = regex.compile(r"(?:[\p{Lu}\d/-]*\d{4,6}\W{1,2})+")  # the rest of references: 15988, 15937, 16016) .
TITLE_LAST = regex.compile(r"(?r)(?<!\S)(\p{Lu}\p{Ll}{1,4})\.$")  # 1 - Mr.
INITIAL_LAST = regex.compile(r"(?<![\p{L}]|, )(\p{Lu}\p{L}+) \p{Lu}[.,]$")  # signed by Robert J.; not Vance, Robert J.
NAME_FIRST = regex.compile(r"\p{Lu}\p{Ll}{2,}")  # Wannall
SURNAME = regex.compile(r"\p{Lu}[\p{L}'’-]{2,}[.,;]?(?:\s|$)")  # Vance, VANCE.
STRAY = regex.compile(r"[^\w.:)]*[0-9b-hj-np-xz][^\w.:)]*")
"""A speck that was read as a digit or lower-case letter, alone on its line; ``4.``, ``1:`` and ``b)`` are points."""
CUT_WORD = regex.compile(r"\p{L}\W+(\p{L}{4,})[:!]\W{0,2}$")
"""The last word of a line whose last letter may have been read as a mark: ``at the Hote!``, ``NOT OPERATIO:``"""
LETTERS = "DEILMNRSTY"  # the letters with which most words end
COMMON_COUNT = 20  # count in cables of a word that is surely the one that was typed
ADDRESS = "address"  # kind of a title that anybody may have


def begins_amid(before: str, line: str, words: Vocabulary) -> bool:
    """Whether a line begins within a sentence, whether or not the line above it seems to end one.

    It begins with two words in lower case that follow each other in cables, or with one that is not likely to be a
    speck, or that begins a fluent line: ``The compilations were derived from a variety.`` / ``of sources, and contain
    both``; ``the U.S.A.`` / ``also``. A colon is not a speck. References alone are within a sentence, too: ``PLAN`` /
    ``(MINSK 15930).``
    """
    if COLON.search(before):
        return False
    if CITATION.fullmatch(line) or (OPEN_BRACKET.search(before) and CITED_REST.fullmatch(line)):
        return True
    first, match = SMALL_FIRST.match(line), SMALL_PAIR.match(line)
    pair = [word.upper() for word in match.groups()] if match else []
    are_known = bool(pair) and all(words.get(word, 0) >= KNOWN_COUNT for word in pair)
    if are_known and words.pair_count(*pair) >= PAIR_COUNT:
        return True
    is_first = first is not None and words.get(first[1].upper(), 0) >= KNOWN_COUNT and CLOSED.search(before) is None
    is_sure = first is not None and is_first and len(first[1]) >= LONG_FIRST_WORD
    return is_sure or ((are_known or is_first) and measured(line, words).is_fluent)


def goes_on_small(before: str, line: str) -> bool:
    """Whether a line begins with a lower-case letter, and the one above it does not end in a colon.

    >>> goes_on_small("Congress.", "in Havana."), goes_on_small("as follows:", "to whom"), goes_on_small("x.", "(to be")
    (True, False, False)
    """
    return COLON.search(before) is None and SMALL_PART.match(line) is not None


def is_prose(line: str, words: Vocabulary) -> bool:
    """Whether a line reads like a part of a sentence, although perhaps not like a whole row."""
    row = measured(line, words)
    return row.long_words >= SEVERAL_WORDS and row.known_share >= KNOWN_SHARE and not line.isupper()


def is_after_speck(before: str, line: str, words: Vocabulary) -> bool:
    """Whether the line above ends a sentence with a speck after it, as the fluent sentence that begins next shows.

    ``Albany airtel. ih`` / ``It is to be noted that an informant in Pittsburgh had received``.
    """
    is_next = SPECK_AFTER.search(before.rstrip()) is not None and SENTENCE.match(line) is not None
    return is_next and measured(line, words).is_fluent


def is_named_next(before: str, line: str, titles: Mapping[str, str], given: Container[str] = ()) -> bool:
    """Whether a line begins with a name whose title or given name, with an initial, ends the line above.

    ``1 - Mr.`` / ``Wannall``; ``signed by Robert J.`` / ``Vance``. ``titles`` has the kind of each word that precedes a
    name, ``given`` are given names, both in capitals.

    >>> is_named_next("1 - Mr.", "Wannall", {"MR": "address"}), is_named_next("left.", "Wannall", {"MR": "address"})
    (True, False)
    """
    title, initial = TITLE_LAST.search(before), INITIAL_LAST.search(before.rstrip())
    is_titled = title is not None and titles.get(title[1].upper()) == ADDRESS
    is_initialled = initial is not None and initial[1].upper() in given
    return (is_titled and NAME_FIRST.match(line) is not None) or (is_initialled and SURNAME.match(line) is not None)


def is_speck_amid(before: str, line: str, words: Vocabulary) -> bool:
    """Whether a line is a speck in a sentence that the line before leaves open: ``assessment. Since`` / ``4``."""
    is_open = SENTENCE_END.search(before.rstrip()) is None and words.get(last_word(before), 0) > 0
    return is_open and STRAY.fullmatch(line.strip()) is not None


def last_word(text: str) -> str:
    """The last word of a line, in capitals; empty if it ends otherwise."""
    match = LAST_WORD.search(text)
    return match[1].upper() if match else ""


def is_stopped_amid(line: str, patterns: Patterns, words: Vocabulary) -> bool:
    """Whether the mark at the end of a line does not end a sentence: it is after THE or OF, or is a misread letter.

    ``MEETING AND ON. THE.``; ``at the Hote!`` for ``Hotel``.
    """
    if patterns["never last"].search(line):
        return True
    cut = CUT_WORD.search(line)
    word = cut[1].upper() if cut else ""
    return bool(word) and word not in words and any(words.get(word + last, 0) >= COMMON_COUNT for last in LETTERS)
