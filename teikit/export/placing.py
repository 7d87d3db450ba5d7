"""Where on the page corrected words stand: one for one, joined, parted, broken over a line end, put in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.core import Edit
from teikit.core.layout import Box, LayoutLine, LayoutWord, around
from teikit.export.tokens import Token, once
from teikit.export.values import CorrectedWord

HYPHENS = "-\xad‐‑¬"


class Old(NamedTuple):
    """A word of the layout, in which of all lines it stands, how the OCR read it, the edits that touch it."""

    word: LayoutWord
    line: int
    text: str
    edits: tuple[Edit, ...]


class Placed(NamedTuple):
    """A corrected word, and where it goes: the line, and the offset in the source that gives the order there."""

    line: int
    offset: int
    word: CorrectedWord


def place(olds: list[Old], found: list[Token], lines: Sequence[LayoutLine]) -> Iterator[Placed]:
    """What became of some words of the layout; nothing where edits took them away."""
    if not found:
        return
    if not olds:
        yield from _added(found[0], lines)
        return
    found = _whole(found) if len(found) > len(olds) else found
    if len(found) == len(olds):
        for token, old in zip(found, olds, strict=True):
            yield _placed(token.text, token.edits, [old], old.word.box)
        return
    halves = _halves(found[0], olds) if len(found) == 1 else None
    if halves:
        yield from halves
        return
    here = [old for old in olds if old.line == olds[0].line]
    boxes = _divided(around(old.word.box for old in here), [len(token.text) for token in found])
    for number, (token, box) in enumerate(zip(found, boxes, strict=True)):
        placed = _placed(token.text, token.edits, olds, box)
        yield placed if not number else placed._replace(word=placed.word._replace(ocr=""))


def _added(token: Token, lines: Sequence[LayoutLine]) -> Iterator[Placed]:
    """A word of which the OCR had nothing goes to the line where it was put in."""
    if lines:
        line = bisect_right(lines, token.start, key=lambda line: line.span.start) - 1
        yield Placed(max(line, 0), token.start, CorrectedWord(token.text, ocr="", edits=token.edits))


def _whole(found: list[Token]) -> list[Token]:
    """Tokens that touch are one word, of which a part is set aside."""
    joined: list[Token] = []
    for token in found:
        if joined and joined[-1].end == token.start < token.end:
            joined[-1] = Token(joined[-1].atoms + token.atoms)
        else:
            joined.append(token)
    return joined


def _placed(text: str, edits: tuple[Edit, ...], olds: list[Old], box: Box | None) -> Placed:
    """A corrected word, in the place of the first of the words it was made of."""
    ocr = " ".join(old.text for old in olds)
    known = [old.word.confidence for old in olds if old.word.confidence is not None]
    responsible = once(chain(edits, (edit for old in olds for edit in old.edits)))
    word = CorrectedWord(text, box, min(known, default=None), None if ocr == text else ocr, responsible)
    return Placed(olds[0].line, olds[0].word.span.start, word)


def _divided(box: Box | None, lengths: Sequence[int]) -> list[Box | None]:
    """A box cut for several words, in proportion to their letters, with a space between them."""
    if box is None:
        return [None] * len(lengths)
    letter = box.width / (sum(lengths) + len(lengths) - 1)
    found: list[Box | None] = []
    before = 0
    for length in lengths:
        left, right = round(box.left + before * letter), round(box.left + (before + length) * letter)
        found.append(Box(left, box.top, right, box.bottom))
        before += length + 1
    return found


def _halves(token: Token, olds: list[Old]) -> list[Placed] | None:
    """The halves of a word that stands on two lines; None where it does not, or nobody knows where it is broken."""
    here, there = [[old for old in olds if old.line == line] for line in (olds[0].line, olds[-1].line)]
    if olds[0].line == olds[-1].line or len(here) + len(there) != len(olds):
        return None
    end, mark = here[-1].word.span.end, here[-1].text[-1]
    if mark.isalnum() and not any(atom.text and atom.span.start >= end for atom in token.atoms):
        return None
    before = "".join(old.text for old in here)
    cut = _cut(token.text, before if mark.isalnum() else before[:-1], "".join(old.text for old in there))
    if token.text[cut : cut + 1] == mark or (mark in HYPHENS and token.text[cut : cut + 1] in tuple(HYPHENS)):
        cut += 1
        hyphen = mark if mark in HYPHENS else ""
    else:
        hyphen = "" if mark.isalnum() else mark if mark in HYPHENS else "-"
    first, second = token.text[:cut], token.text[cut:]
    stem = first[:-1] if hyphen and first[-1:] in tuple(HYPHENS) else first
    if not stem or not second:
        return None
    one = _placed(stem + hyphen, token.edits, here, around(old.word.box for old in here))
    other = _placed(second, token.edits, there, around(old.word.box for old in there))
    return [
        one._replace(word=one.word._replace(half=1, whole=token.text, hyphen=hyphen)),
        other._replace(word=other.word._replace(half=2, whole=token.text)),
    ]


def _cut(whole: str, before: str, after: str) -> int:
    """How many characters of a word stand on its first line, if the OCR read ``before`` there and then ``after``."""
    for op in Levenshtein.opcodes(before + after, whole):
        if op.src_start <= len(before) < op.src_end:
            return min(op.dest_start + len(before) - op.src_start, op.dest_end)
    return len(whole)
