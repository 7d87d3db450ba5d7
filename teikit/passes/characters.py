"""Correct single characters that no typewriter had.

What it corrects: ligatures are spelt out; a Cyrillic or Greek look-alike inside a Latin word becomes the Latin letter;
in a Latin text a known word of nothing but look-alikes becomes the Latin word (``СОРУ`` for COPY, ``то :`` for TO:);
a single byte that is not valid UTF-8, but a quotation mark or dash in Windows-1252, becomes that character.

What it leaves alone: typographic quotes, other words that are Cyrillic throughout, every other byte that cannot be
decoded, invisible characters (they are only noted).

How it may be wrong: a word in another alphabet with one Latin letter in it is taken for a Latin word, and so is a
Russian word of look-alikes in a Latin text.
Seen in: the JFK texts (look-alikes).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from teikit.core import Certainty, Draft, Edit, Span
from teikit.lexicon import Lexicon

RULE = "characters"
LIGATURES = regex.compile("[\ufb00-\ufb06]")  # ligatures: ``ﬁ``, ``ﬂ``
LATIN = regex.compile(r"\p{Latin}")  # a Latin letter; look-alikes next to one are misread
FOREIGN = regex.compile(r"[\p{Cyrillic}\p{Greek}]")  # letters that look like Latin ones
WORD_OF_ANY_SCRIPT = regex.compile(r"\p{L}+")  # a word in any script
LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеоѕіјрсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaeosijpcyxABEZHIKMNOPTYXo",
        strict=True,
    )
)
"""The Cyrillic and Greek letters, with the Latin letters that they look like."""
PRINTED_SMALL = dict(zip("внкмтп", "BHKMTn", strict=True))
"""Lower-case letters that look like a Latin letter only in print: ``то`` for TO, ``Аппех``."""
SMALL_CAPITALS = frozenset("внкмт")
"""Those of them that look like small capitals: a word with one of them is read in capitals."""
MOST_FOREIGN = 0.02
"""The greatest share of Cyrillic or Greek letters in a Latin text: engines slip into another alphabet for a word.

52 of 55 JFK texts with such letters have fewer, and none has a whole passage in another alphabet.
"""
SHORT_WORD = 2  # most letters of a word of look-alikes that must be alone on its line
COMMON = 80
"""The lowest count in cables of a word that look-alikes may stand for: ``Арт`` and ``Мат.`` are misread months.

With these limits 21 words of the JFK texts are read in Latin letters, all of them rightly; without them ten more would
be, most of them wrongly.
"""
COMMON_SHORT = 1000  # the same for a short word: TO; HO and HA are other words, misread
BYTE = regex.compile("(?<![\udc80-\udcff])([\udc80-\udcff])(?![\udc80-\udcff])")
"""A byte that is not valid UTF-8, decoded as a lone surrogate, without another one next to it."""
CP1252 = {0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x96: "–", 0x97: "—"}
"""The characters of Windows-1252, by the control characters that these bytes are in Latin-1."""


def characters(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Spell out ``ﬁ``; leave CYRILLIC words."""
    for match in LIGATURES.finditer(draft.text):
        new = unicodedata.normalize("NFKC", match[0])
        yield Edit(Span(*match.span()), new, RULE, why="a ligature of the OCR engine")
    is_latin = _is_latin(draft.text)
    for match, is_alone in _foreign_words(draft):
        if LATIN.search(match[0]):
            yield from _lookalikes(match)
        elif is_latin and (is_alone or len(match[0]) > SHORT_WORD):
            yield from _latin_word(match, lexicon)
    for match in BYTE.finditer(draft.text):
        new = CP1252.get(ord(match[1]) - 0xDC00, "")
        if new:
            why = f"byte 0x{ord(match[1]) - 0xDC00:02X} in Windows-1252"
            yield Edit(Span(*match.span()), new, RULE, Certainty.MEDIUM, why=why)


def _lookalikes(match: regex.Match[str]) -> Iterator[Edit]:
    """The edit of a mixed word, if each of its foreign letters looks like a Latin one."""
    foreign = [letter for letter in match[0] if not letter.isascii() and "LATIN" not in unicodedata.name(letter, "")]
    if foreign and all(letter in LOOKALIKES for letter in foreign):
        new = "".join(LOOKALIKES.get(letter, letter) for letter in match[0])
        yield Edit(Span(*match.span()), new, RULE, Certainty.MEDIUM, why="look-alikes of another alphabet")


def _is_latin(text: str) -> bool:
    """Whether hardly any letters of a text are Cyrillic or Greek."""
    foreign = len(FOREIGN.findall(text))
    return 0 < foreign <= MOST_FOREIGN * sum(map(str.isalpha, text))


def _foreign_words(draft: Draft) -> Iterator[tuple[regex.Match[str], bool]]:
    """The words with letters of another alphabet, each with whether its line has no other letters or digits."""
    for line in draft.lines:
        if line.text.isascii():
            continue
        count = sum(map(str.isalnum, line.text))
        for match in WORD_OF_ANY_SCRIPT.finditer(draft.text, line.start, line.end):
            if FOREIGN.search(match[0]):
                yield match, count == len(match[0])


def _latin_word(match: regex.Match[str], lexicon: Lexicon) -> Iterator[Edit]:
    """The edit of a word that is Cyrillic throughout, if it looks like a common Latin word: ``ТУРЕ``, ``то :``"""
    letters = [LOOKALIKES.get(letter) or PRINTED_SMALL.get(letter) for letter in match[0]]
    new = "".join(letter for letter in letters if letter)
    new = new.upper() if SMALL_CAPITALS & set(match[0]) else new
    least = COMMON_SHORT if len(new) <= SHORT_WORD else COMMON
    if all(letters) and len(new) > 1 and lexicon.words.get(new.upper(), 0) >= least:
        yield Edit(Span(*match.span()), new, RULE, Certainty.MEDIUM, why="look-alikes of another alphabet")
