"""Set the OCR engine's own markup aside, and mend single characters that no typewriter had.

What it mends: ``**bold**``, ``# headings`` and code fences of engines that write markdown are set aside (layer
``markup``); ligatures are spelt out; a Cyrillic or Greek look-alike inside a Latin word becomes the Latin letter;
a single byte that is a quotation mark or dash in Windows-1252 and nothing in UTF-8 is read as that.
Placeholders such as ``[Signature]`` become gaps, because they are not text of the page.

What it leaves alone: asterisks with a space inside (``** PL **`` is on the cable), typographic quotes, words that
are Cyrillic throughout, every other byte that cannot be decoded, invisible characters (they are only noted).

How it may be wrong: a typist's row of asterisks around a word looks like markup.
Seen in: the POLTO sample (bold), the JFK texts (headings, look-alikes).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from teikit.core import Certainty, Draft, Edit, Mark, Span, attrs, kinds
from teikit.lexicon import Lexicon

RULE = "characters"
BOLD = regex.compile(r"\*\*(?=[^\s*])((?:[^*\n]|\n(?!\s*\n)|\*(?!\*))*+)(?<=[^\s*])\*\*")
HEADING = regex.compile(r"(?m)^[ \t]*(#{1,6}[ \t]+)(?=\S)(?!page\b)", regex.IGNORECASE)
PAGE_HEADING = regex.compile(r"(?mi)^#{1,3} page \d")
TITLE = regex.compile(r"\A\s*# [^\n]*\n")
FENCE = regex.compile(r"(?m)^```[a-z]*[ \t]*(?:\r?\n|$)")
LIGATURES = regex.compile("[\ufb00-\ufb06]")
LATIN = regex.compile(r"\p{Latin}")
FOREIGN = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
WORD = regex.compile(r"\p{L}+")
LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеоѕіјрсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaeosijpcyxABEZHIKMNOPTYXo",
        strict=True,
    )
)
BYTE = regex.compile("(?<![\udc80-\udcff])([\udc80-\udcff])(?![\udc80-\udcff])")
CP1252 = {0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x96: "–", 0x97: "—"}


def characters(draft: Draft, lexicon: Lexicon) -> Iterator[Edit | Mark]:
    """Set ``**`` and ``# `` aside, spell out ``ﬁ``; leave ``** PL **`` and CYRILLIC words."""
    yield from _markup(draft.text, lexicon)
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
    foreign = [letter for letter in match[0] if not letter.isascii() and "LATIN" not in unicodedata.name(letter, "")]
    if foreign and all(letter in LOOKALIKES for letter in foreign):
        new = "".join(LOOKALIKES.get(letter, letter) for letter in match[0])
        yield Edit(Span(*match.span()), new, RULE, Certainty.MEDIUM, why="look-alikes of another alphabet")


def _markup(text: str, lexicon: Lexicon) -> Iterator[Mark]:
    for match in BOLD.finditer(text):
        yield _aside(match.start(), match.start() + 2)
        yield _aside(match.end() - 2, match.end())
    title = TITLE.match(text) if PAGE_HEADING.search(text) else None
    if title:
        yield _aside(0, title.end())
    for match in HEADING.finditer(text):
        if not title or match.start() >= title.end():
            yield _aside(*match.span(1))
    for match in FENCE.finditer(text):
        yield _aside(*match.span())
    for match in lexicon.patterns["placeholder"].finditer(text):
        unit = "signature" if match["signature"] else None
        details = attrs(reason="illegible", quantity=1 if unit else None, unit=unit)
        yield Mark(Span(*match.span()), kinds.GAP, RULE, attributes=details, why="a placeholder of the OCR engine")


def _aside(start: int, end: int) -> Mark:
    return Mark(Span(start, end), kinds.MARKUP, RULE, why="markup of the OCR engine, not of the page")
