"""Patterns of the beginnings and ends of lines, shared by the modules that divide text into paragraphs."""

from __future__ import annotations

import regex

from teikit.core.hyphens import HYPHENS
from teikit.lexicon.patterns import Patterns

SENTENCE_END = regex.compile(
    r"(?:[.?!:]['\"”’)\]]*|[.?!]\W{0,3}\p{L}{0,2}[({\[]\w{1,2}[)}\]]?|\p{Ll}{2}[.?!]\W{0,3}[uUxXwW]{1,2}[)}\]]?)\W{0,3}"
    r"(?<!\b\p{L}{1,3}\.['\"”’]?,)$"
)
"""A full stop, with the classification of the paragraph after it perhaps: ``in Exile. (S)``, or what an engine read
of it: ``SANTIAGO ALVAREZ. (X``, ``NOVEMBER 23 LAST.JX(u)``, ``Washington, D. C., area. u``; not an
abbreviation before a comma: ``"MUY CONSUMISTA" (I.E.,``."""
BROKEN_WORD = regex.compile(rf"\p{{L}}[{HYPHENS}]\s*$")  # a word that continues in the next line: assas-
COMMA = regex.compile(r",\W{0,3}$")  # the end of a line at which a sentence or a list continues
FIRST_WORD = regex.compile(r"\W{0,2}(\p{L}{2,})")  # the first word of a line
LABEL_FIRST = regex.compile(r"\p{L}[\p{L} /]{1,20}:|\W?\p{Lu}[\p{Lu} ,/]{1,50}:\W?$")
"""A label at the beginning of a line: ``Distribution:``, ``cc:``, ``FOR THE DEPUTY DIRECTOR FOR PLANS:``"""
PORTION = regex.compile(r"\p{L}.*[.?!]\W{0,3}\p{L}{0,2}[({\[][xX]?[uUsScC]\W{0,3}$")
"""The classification of a paragraph after its last sentence: ``FABRICATED STORY. *(XU``, ``NOVEMBER 23 LAST.JX(u)``"""
TYPED_NAME = regex.compile(
    r"\W?(?:\p{Lu}\p{L}+\s+(?:\p{Lu}[.,]\s?){1,2}|(?:\p{Lu}[.,]\s?){2,4})\s?\p{Lu}[\p{L}'’-]{2,}"
    r"(?:,? (?:Jr|JR|Sr|SR|III?)\.?)?\W?"
)
"""A typed name under a signature: ``ALBIN R. TRACIOKAS``, ``CHESTER D, DAINOLD``"""
DASHED = regex.compile(r"(?:[-–—]{1,2}|[•*·]|¢(?=\s\p{Lu}))\s*[^\s\W_]")
"""A paragraph that begins with a dash or bullet, perhaps misread: ``- Cuba``, ``--On the subject``, ``¢ Volume 2``; two
stars are a note"""
CITATION = regex.compile(r"\W?\(\p{Lu}{4,} \d{4,6}\b[^()\p{Ll}]*\)\W{0,3}")
"""References alone on a line: ``(MINSK 15930) .``, ``(MINSK 15967/EBM-00Q73, 15968)``"""
WORD_OR_SCRAP = regex.compile(r"\p{L}{2,}")  # a word, or what an engine took for one
LONG_WORD = regex.compile(r"\p{L}{4,}")  # a word of a sentence or a heading: that, CUBA
SMALL_WORD = regex.compile(r"\b\p{Ll}{2,}\b")  # a word in lower case, of which sentences consist
SENTENCE_WORD = regex.compile(r"\b(?:\p{Ll}{2,}|HE|THE|THAT|AND|OF)\b")
"""A word of a sentence, even of one in capitals: ``HE``, ``THAT``."""


def goes_on(text: str, patterns: Patterns) -> bool:
    """Whether a sentence continues after the end of a line: at a comma, in a broken word, after THE or OF."""
    return any(mark.search(text.rstrip()) for mark in (COMMA, BROKEN_WORD, patterns["goes on"]))
