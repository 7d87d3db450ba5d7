"""The place of corrected words on the page: one for one, joined, separated, broken over a line end, inserted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.core import Edit
from teikit.core.layout import Box, LayoutLine, LayoutWord, around
from teikit.export.pages import CorrectedWord
from teikit.export.tokens import Token, once

HYPHENS = "-\xad‐‑¬"


class OcrWord(NamedTuple):
    """A word of the layout, the number of its line among all lines, how the OCR read it, the edits that touch it."""

    word: LayoutWord
    line: int
    text: str
    edits: tuple[Edit, ...]


class PlacedWord(NamedTuple):
    """A corrected word, and where it goes: the line, and the offset in the source that gives the order there."""

    line: int
    offset: int
    word: CorrectedWord


def placed_words(ocr_words: list[OcrWord], tokens: list[Token], lines: Sequence[LayoutLine]) -> Iterator[PlacedWord]:
    """The tokens made from some words of the layout, each in its place; nothing where edits removed the words."""
    if not tokens:
        return
    if not ocr_words:
        yield from _added(tokens[0], lines)
        return
    tokens = _whole(tokens) if len(tokens) > len(ocr_words) else tokens
    if len(tokens) == len(ocr_words):
        for token, ocr_word in zip(tokens, ocr_words, strict=True):
            yield _placed(token.text, token.edits, [ocr_word], ocr_word.word.box)
        return
    halves = _halves(tokens[0], ocr_words) if len(tokens) == 1 else None
    if halves:
        yield from halves
        return
    on_first_line = [ocr_word for ocr_word in ocr_words if ocr_word.line == ocr_words[0].line]
    boxes = _divided(_box_around(on_first_line), [len(token.text) for token in tokens])
    for number, (token, box) in enumerate(zip(tokens, boxes, strict=True)):
        placed = _placed(token.text, token.edits, ocr_words, box)
        # The first word has the whole reading of the OCR, the others none of their own.
        yield placed if not number else placed._replace(word=placed.word._replace(ocr=""))


def _added(token: Token, lines: Sequence[LayoutLine]) -> Iterator[PlacedWord]:
    """A word that the OCR did not have at all goes to the line where it was inserted."""
    if lines:
        line = bisect_right(lines, token.start, key=lambda line: line.span.start) - 1
        yield PlacedWord(max(line, 0), token.start, CorrectedWord(token.text, ocr="", edits=token.edits))


def _whole(tokens: list[Token]) -> list[Token]:
    """Tokens that touch are one word, of which a part is set aside: ``SECRET`` and the stray ``!`` behind it."""
    joined: list[Token] = []
    for token in tokens:
        if joined and joined[-1].end == token.start < token.end:
            joined[-1] = Token(joined[-1].atoms + token.atoms)
        else:
            joined.append(token)
    return joined


def _placed(text: str, edits: tuple[Edit, ...], ocr_words: list[OcrWord], box: Box | None) -> PlacedWord:
    """A corrected word, in the place of the first of the words it was made of."""
    ocr = " ".join(ocr_word.text for ocr_word in ocr_words)
    confidences = [ocr_word.word.confidence for ocr_word in ocr_words if ocr_word.word.confidence is not None]
    responsible = once(chain(edits, (edit for ocr_word in ocr_words for edit in ocr_word.edits)))
    word = CorrectedWord(text, box, min(confidences, default=None), None if ocr == text else ocr, responsible)
    return PlacedWord(ocr_words[0].line, ocr_words[0].word.span.start, word)


def _box_around(ocr_words: list[OcrWord]) -> Box | None:
    return around(ocr_word.word.box for ocr_word in ocr_words)


def _divided(box: Box | None, lengths: Sequence[int]) -> list[Box | None]:
    """A box cut for several words, in proportion to their letters, with a space between them."""
    if box is None:
        return [None] * len(lengths)
    letter = box.width / (sum(lengths) + len(lengths) - 1)
    boxes: list[Box | None] = []
    before = 0
    for length in lengths:
        left, right = round(box.left + before * letter), round(box.left + (before + length) * letter)
        boxes.append(Box(left, box.top, right, box.bottom))
        before += length + 1
    return boxes


def _halves(token: Token, ocr_words: list[OcrWord]) -> list[PlacedWord] | None:
    """The halves of a word that stands on two lines; None where it does not, or nothing shows where it is broken."""
    upper = [ocr_word for ocr_word in ocr_words if ocr_word.line == ocr_words[0].line]
    lower = [ocr_word for ocr_word in ocr_words if ocr_word.line == ocr_words[-1].line]
    if ocr_words[0].line == ocr_words[-1].line or len(upper) + len(lower) != len(ocr_words):
        return None
    end, mark = upper[-1].word.span.end, upper[-1].text[-1]
    if mark.isalnum() and not any(atom.text and atom.span.start >= end for atom in token.atoms):
        return None
    before = "".join(ocr_word.text for ocr_word in upper)
    cut = _cut(token.text, before if mark.isalnum() else before[:-1], "".join(ocr_word.text for ocr_word in lower))
    hyphen_stays = mark in HYPHENS and token.text[cut : cut + 1] in tuple(HYPHENS)  # PRO-US, not EVALUATION
    if token.text[cut : cut + 1] == mark or hyphen_stays:
        cut += 1
        hyphen = mark if mark in HYPHENS else ""
    else:
        hyphen = "" if mark.isalnum() else mark if mark in HYPHENS else "-"  # DEVEL~ is a hyphen misread
    first, second = token.text[:cut], token.text[cut:]
    stem = first[:-1] if hyphen and first[-1:] in tuple(HYPHENS) else first
    if not stem or not second:
        return None
    upper_half = _placed(stem + hyphen, token.edits, upper, _box_around(upper))
    lower_half = _placed(second, token.edits, lower, _box_around(lower))
    return [
        upper_half._replace(word=upper_half.word._replace(half=1, whole=token.text, hyphen=hyphen)),
        lower_half._replace(word=lower_half.word._replace(half=2, whole=token.text)),
    ]


def _cut(whole: str, before: str, after: str) -> int:
    """The number of characters of a word on its first line, where the OCR read ``before`` there and then ``after``."""
    for step in Levenshtein.opcodes(before + after, whole):
        if step.src_start <= len(before) < step.src_end:
            return min(step.dest_start + len(before) - step.src_start, step.dest_end)
    return len(whole)
