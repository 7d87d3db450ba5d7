"""Mend single characters that no typewriter had.

What it mends: ligatures are spelt out; a Cyrillic or Greek look-alike inside a Latin word becomes the Latin letter;
a single byte that is not valid UTF-8, but a quotation mark or dash in Windows-1252, becomes that character.

What it leaves alone: typographic quotes, words that are Cyrillic throughout, every other byte that cannot be decoded,
invisible characters (they are only noted).

How it may be wrong: a word in another alphabet with one Latin letter in it is taken for a Latin word.
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
LATIN = regex.compile(r"\p{Latin}")
FOREIGN = regex.compile(r"[\p{Cyrillic}\p{Greek}]")  # letters that look like Latin ones
WORD = regex.compile(r"\p{L}+")
LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеоѕіјрсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaeosijpcyxABEZHIKMNOPTYXo",
        strict=True,
    )
)
BYTE = regex.compile("(?<![\udc80-\udcff])([\udc80-\udcff])(?![\udc80-\udcff])")
"""A byte that is not valid UTF-8, decoded as a lone surrogate, without another one beside it."""
CP1252 = {0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x96: "–", 0x97: "—"}
"""The characters of Windows-1252 by the control characters that stand for them in Latin-1."""


def characters(draft: Draft, lexicon: Lexicon) -> Iterator[Edit]:
    """Spell out ``ﬁ``; leave CYRILLIC words."""
    for match in LIGATURES.finditer(draft.text):
        new = unicodedata.normalize("NFKC", match[0])
        yield Edit(Span(*match.span()), new, RULE, why="a ligature of the OCR engine")
    for match in WORD.finditer(draft.text):
        if not match[0].isascii() and LATIN.search(match[0]) and FOREIGN.search(match[0]):
            yield from _lookalikes(match)
    for match in BYTE.finditer(draft.text):
        new = CP1252.get(ord(match[1]) - 0xDC00, "")
        if new:
            why = f"byte 0x{ord(match[1]) - 0xDC00:02X} as Windows-1252 has it"
            yield Edit(Span(*match.span()), new, RULE, Certainty.MEDIUM, why=why)


def _lookalikes(match: regex.Match[str]) -> Iterator[Edit]:
    """The edit of a mixed word, if each of its foreign letters looks like a Latin one."""
    foreign = [letter for letter in match[0] if not letter.isascii() and "LATIN" not in unicodedata.name(letter, "")]
    if foreign and all(letter in LOOKALIKES for letter in foreign):
        new = "".join(LOOKALIKES.get(letter, letter) for letter in match[0])
        yield Edit(Span(*match.span()), new, RULE, Certainty.MEDIUM, why="look-alikes of another alphabet")
