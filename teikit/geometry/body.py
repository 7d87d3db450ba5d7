"""The lines of the text on a page: without its form, its stamps, its signature, and what stands in the margins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

from teikit.geometry.page import DOUBTFUL, SURE, Placed, Typing
from teikit.lexicon import Lexicon

INDENT = 12
"""Characters by which a paragraph may be indented."""
HOLE = 3.4
"""Characters beyond the space of a typist from which on white between two words is a hole."""
STAMP = 8
"""Letters that a line of a stamp must have to be told from the text beside it."""
NOTE = regex.compile(r"(?=.*[()0-9\\])\S{2,9}")
SENTENCE_END = regex.compile(r"[.?!:;][\"'”’)\]]*$")
POINT = regex.compile(r"\W{0,2}(?:[0-9]{1,2}|\(?[A-Za-z0-9]{1,2}\))[.):,]?$|[A-Z]\.$|[-*•o]$")
BRACKET = regex.compile(r"[\[\]{}|]")
FEW, LEAST = 2, 3
CLEAR = 0.75
"""The mean certainty of a line that was read well."""


class Line(NamedTuple):
    """A typed line of the body: its words without those in the margins and without specks."""

    middle: float
    words: tuple[Placed, ...]
    begins: float
    """Characters from the left margin to its first word."""
    room: float
    """Characters from its last word to the right margin."""

    @property
    def text(self) -> str:
        """The words, parted by a space."""
        return " ".join(word.text for word in self.words)

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with it."""
        return SENTENCE_END.search(self.words[-1].text) is not None or self.words[-1].text.endswith(("]", "}"))

    @property
    def clear(self) -> bool:
        """Whether the engine read it well: then what is missing in it was hardly overlooked."""
        sure = [word.confidence for word in self.words if word.letters]
        return len(sure) > FEW and sum(sure) / len(sure) >= CLEAR


def bodies(pages: Iterable[Typing], lexicon: Lexicon, taken: Set[int]) -> list[list[Line]]:
    """The typed lines of each page below its form, with what stands between the margins; codes begin at ``taken``."""

    @cache
    def is_code(text: str) -> bool:
        return any(reading.alone for reading in lexicon.read_mark(text))

    return [_body(page, lexicon, taken, is_code) for page in pages]


def _body(page: Typing, lexicon: Lexicon, taken: Set[int], is_code: Callable[[str], bool]) -> list[Line]:
    cell, _, left, right = page.measures
    found = []
    for row in page.rows:
        words = tuple(
            word
            for word in row.words
            if not page.outside(word)
            and word.span.start not in taken
            and _is_typed(word, page)
            and not is_code(word.text)
        )
        words = _without_stamp(words, cell, lexicon)
        if not words or not _in_type(words, cell):
            continue
        sure = sum(word.letters for word in words if word.confidence >= SURE)
        if is_note(words, left, right, cell):
            continue
        if sure >= LEAST or all(BRACKET.fullmatch(word.text) for word in words):
            found.append(Line(row.middle, words, (words[0].left - left) / cell, (right - words[-1].right) / cell))
    return _without_tail(found[_form(found, lexicon) :])


def _without_stamp(words: tuple[Placed, ...], cell: float, lexicon: Lexicon) -> tuple[Placed, ...]:
    """The words of a row without those beyond a hole that are the line of a stamp."""
    for number, (word, other) in enumerate(pairwise(words), 1):
        rest = " ".join(word.text for word in words[number:])
        if other.left - word.right > HOLE * cell and len(rest) >= STAMP and lexicon.stamp_index.find(rest):
            return words[:number]
    return words


def is_note(words: Sequence[Placed], left: float, right: float, cell: float) -> bool:
    """Whether a row is nothing but what looks like a code, in the middle of the page: it stands in a white place."""
    alone = len(words) <= FEW and words[0].left > left + INDENT * cell and words[-1].right < right - FEW * cell
    return alone and all(NOTE.fullmatch(word.text) for word in words)


def _in_type(words: Sequence[Placed], cell: float) -> bool:
    """Whether the words of a row are as wide as the typewriter makes them, and not those of a stamp."""
    ratios = sorted((word.right - word.left) / (cell * len(word.text)) for word in words if len(word.text) > 3)
    return not ratios or 0.74 < ratios[len(ratios) // 2] < 1.25


def _is_typed(word: Placed, page: Typing) -> bool:
    """Whether a word is no speck and no scrawl of a few signs."""
    cell, pitch = page.measures.cell, page.measures.pitch
    if BRACKET.fullmatch(word.text):
        return True
    if not word.letters:
        return word.right - word.left > 1.5 * cell and word.confidence >= SURE
    if word.confidence < DOUBTFUL and len(word.text) < 3:
        return False
    return word.box.height <= 1.5 * pitch and (word.right - word.left) >= 0.25 * cell * len(word.text)


def _form(lines: Sequence[Line], lexicon: Lexicon) -> int:
    """How many lines at the head of the page belong to its form.

    If there is a field, all down to the first line after it that is as wide as the text or begins a numbered point.
    """
    end = full = 0
    precedences = {precedence.form for precedence in lexicon.precedences}
    for index, line in enumerate(lines):
        text = line.text
        if any(known.reads.match(text) for known in lexicon.fields) or text.strip(" .:") in precedences:
            end = index + 1
        elif _is_full(line):
            full += 1
            if full == FEW:
                break
    while end and end < len(lines) and not _is_full(lines[end]) and not POINT.match(lines[end].words[0].text):
        end += 1
    return end if end < len(lines) else 0


def _is_full(line: Line) -> bool:
    return line.begins < INDENT and line.room < INDENT and len(line.words) > 4


def _without_tail(lines: list[Line]) -> list[Line]:
    """The lines without a signature or catchword at the right, and initials below it."""
    for back in (1, 2, 3):
        if len(lines) > back and len(lines[-back].words) <= FEW and lines[-back].begins > INDENT + 6:
            return lines[:-back]
    return lines
