"""The lines of the text on a page, without its form, its stamps, its signature, and its margins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

from teikit.geometry.page import DOUBTFUL, SURE, TypedPage, TypedWord
from teikit.lexicon import Lexicon

INDENT = 12  # characters by which a paragraph may be indented
HOLE = 3.4  # characters beyond a typist's space from which white between two words is a hole
LONG_STAMP = 8  # characters of a line of a stamp, at least, to be distinguished from the text beside it
FEW_WORDS = 2  # words that show nothing by themselves, at most
FULL_LINES = 2  # full lines without a field, after which a page has no header
AT_EDGE = 2  # characters from an edge of the text, within which a line reaches it
LEAST_LETTERS = 3  # well-read letters of a typed line, at least
CLEAR = 0.75  # mean confidence of a line that was read well
RULE = 1.5  # width in characters above which a row of signs is a typed rule
HIGHEST = 1.5  # height of a typed word in lines, at most
SQUEEZED = 0.25  # width of a typed word as a share of that of its letters, at least
WIDE_LINE = 5  # words of a line that is as wide as the text, at least
SHOWN = 4  # letters of a word that shows the type of a row, at least
AT_RIGHT = 6  # characters beyond an indented line from which a name is at the right
NARROWEST = 0.74  # width of the letters of a row, of that of the typewriter, below which they are those of a stamp
WIDEST = 1.25  # the same, above which they are those of a stamp
SCRAWL = 2  # characters of a word of low confidence that is a scrawl, at most
NOTE = regex.compile(r"(?=.*[()0-9\\])\S{2,9}")
"""A code, or what is left of one: ``(b)(1)``, ``B1A5``, ``&)O)``."""
SENTENCE_END = regex.compile(r"[.?!:;][\"'”’)\]]*$")  # the end of a sentence, or of the line above a list
POINT_OR_BULLET = regex.compile(r"\W{0,2}(?:[0-9]{1,2}|\(?[A-Za-z0-9]{1,2}\))[.):,]?$|[A-Z]\.$|[-*•o]$")
"""The number of a point, or a bullet, perhaps misread: ``2.``, ``(C)``, ``1)``, ``3:``, ``A.``, ``o``."""
BRACKET = regex.compile(r"[\[\]{}|]")  # brackets, which are around withheld text


class Line(NamedTuple):
    """A typed line of the body: its words, without those in the margins and without specks.

    ``begins`` are the characters from the left margin to its first word, ``room`` those from its last word to the
    right margin.
    """

    middle: float
    words: tuple[TypedWord, ...]
    begins: float
    room: float

    @property
    def text(self) -> str:
        """The words, separated by a space."""
        return " ".join(word.text for word in self.words)

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with it."""
        return SENTENCE_END.search(self.words[-1].text) is not None or self.words[-1].text.endswith(("]", "}"))

    @property
    def clear(self) -> bool:
        """Whether the engine read it well: then missing words were hardly overlooked."""
        confidences = [word.confidence for word in self.words if word.letters]
        return len(confidences) > FEW_WORDS and sum(confidences) / len(confidences) >= CLEAR


def body_lines(pages: Iterable[TypedPage], lexicon: Lexicon, codes: Set[int]) -> list[list[Line]]:
    """The typed lines of each page below its form, between the margins.

    ``codes`` are the offsets at which codes begin, which are not words of the text.
    """

    @cache
    def is_code(text: str) -> bool:
        return any(reading.counts_alone for reading in lexicon.marks_of_reviewers.read(text))

    return [_body(page, lexicon, codes, is_code) for page in pages]


def _body(page: TypedPage, lexicon: Lexicon, codes: Set[int], is_code: Callable[[str], bool]) -> list[Line]:
    """The lines of a page below its form, without margins, codes and stamps."""
    cell, _, left, right = page.measures
    lines: list[Line] = []
    for row in page.rows:
        words = tuple(
            word
            for word in row.words
            if not page.outside(word)
            and word.span.start not in codes
            and _is_typed(word, page)
            and not is_code(word.text)
        )
        words = _without_stamp(words, cell, lexicon)
        if not words or not _in_type(words, cell) or is_note(words, left, right, cell):
            continue
        sure = sum(word.letters for word in words if word.confidence >= SURE)
        if sure >= LEAST_LETTERS or all(BRACKET.fullmatch(word.text) for word in words):
            lines.append(Line(row.middle, words, (words[0].left - left) / cell, (right - words[-1].right) / cell))
    return _without_tail(lines[_form_length(lines, lexicon) :])


def _without_stamp(words: tuple[TypedWord, ...], cell: float, lexicon: Lexicon) -> tuple[TypedWord, ...]:
    """The words of a row, without a line of a stamp beyond a hole."""
    for number, (word, following) in enumerate(pairwise(words), 1):
        rest = " ".join(word.text for word in words[number:])
        is_hole = following.left - word.right > HOLE * cell
        if is_hole and len(rest) >= LONG_STAMP and lexicon.stamp_index.find(rest):
            return words[:number]
    return words


def is_note(words: Sequence[TypedWord], left: float, right: float, cell: float) -> bool:
    """Whether a row has only what looks like a code, in the middle of the page: it is in a white place."""
    alone = (
        len(words) <= FEW_WORDS and words[0].left > left + INDENT * cell and words[-1].right < right - AT_EDGE * cell
    )
    return alone and all(NOTE.fullmatch(word.text) for word in words)


def _in_type(words: Sequence[TypedWord], cell: float) -> bool:
    """Whether the words of a row are as wide as typed ones, unlike those of a stamp."""
    ratios = sorted((word.right - word.left) / (cell * len(word.text)) for word in words if len(word.text) >= SHOWN)
    return not ratios or NARROWEST < ratios[len(ratios) // 2] < WIDEST


def _is_typed(word: TypedWord, page: TypedPage) -> bool:
    """Whether a word is neither a speck nor a scrawl of a few signs.

    It is not higher than a line and not much narrower than its letters would be if typed.
    """
    cell, pitch = page.measures.cell, page.measures.pitch
    if BRACKET.fullmatch(word.text):
        return True
    if not word.letters:
        return word.right - word.left > RULE * cell and word.confidence >= SURE
    if word.confidence < DOUBTFUL and len(word.text) <= SCRAWL:
        return False
    return word.box.height <= HIGHEST * pitch and (word.right - word.left) >= SQUEEZED * cell * len(word.text)


def _form_length(lines: Sequence[Line], lexicon: Lexicon) -> int:
    """The number of lines at the head of the page that belong to its form.

    If there is a field, it is all lines down to the first one after it that is as wide as the text or begins a numbered
    point; 0 if that would be the whole page.
    """
    end = full = 0
    precedences = {precedence.form for precedence in lexicon.precedences}
    for at, line in enumerate(lines):
        text = line.text
        if any(field.reads.match(text) for field in lexicon.fields) or text.strip(" .:") in precedences:
            end = at + 1
        elif _is_full(line):
            full += 1
            if full == FULL_LINES:
                break
    while end and end < len(lines) and not _is_full(lines[end]) and not POINT_OR_BULLET.match(lines[end].words[0].text):
        end += 1
    return end if end < len(lines) else 0


def _is_full(line: Line) -> bool:
    """Whether a line is about as wide as the text."""
    return line.begins < INDENT and line.room < INDENT and len(line.words) >= WIDE_LINE


def _without_tail(lines: list[Line]) -> list[Line]:
    """The lines without a signature (``FINLETTER``) or catchword at the right, and initials below it."""
    for last in (1, 2, 3):
        if len(lines) > last and len(lines[-last].words) <= FEW_WORDS and lines[-last].begins > INDENT + AT_RIGHT:
            return lines[:-last]
    return lines
