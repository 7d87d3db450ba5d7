"""Place corrected words on the page: in the place of one word of the layout, of several, or of a part of one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.core import Edit
from teikit.core.hyphens import HYPHENS
from teikit.core.layout import Box, LayoutLine, LayoutWord, around
from teikit.export.pages import CorrectedWord
from teikit.export.tokens import CorrectedToken, distinct


class OcrWord(NamedTuple):
    """A word of the layout, the number of its line among all lines, its OCR reading, the edits that touch it."""

    word: LayoutWord
    line: int
    text: str
    edits: tuple[Edit, ...]


class PlacedWord(NamedTuple):
    """A corrected word, the number of its line, and the offset in the source by which it is ordered there."""

    line: int
    offset: int
    word: CorrectedWord


def placed_words(
    ocr_words: list[OcrWord], tokens: list[CorrectedToken], lines: Sequence[LayoutLine]
) -> Iterator[PlacedWord]:
    """A group of tokens in the places of the words of the layout from which they were made.

    ``lines`` are all lines of the layout. Nothing is yielded if edits removed the words.
    """
    if not tokens:
        return
    if not ocr_words:
        yield from _inserted(tokens[0], lines)
        return
    tokens = _touching_joined(tokens) if len(tokens) > len(ocr_words) else tokens
    if len(tokens) == len(ocr_words):
        for token, ocr_word in zip(tokens, ocr_words, strict=True):
            yield _placed(token.text, token.edits, [ocr_word], ocr_word.word.box)
    elif len(tokens) == 1 and (halves := _halves(tokens[0], ocr_words)):
        yield from halves
    else:
        yield from _side_by_side(tokens, ocr_words)


def _side_by_side(tokens: Sequence[CorrectedToken], ocr_words: Sequence[OcrWord]) -> Iterator[PlacedWord]:
    """Tokens that divide the place of several words of the layout, on the line of the first one.

    The first token has the whole reading of the OCR, the others none of their own.
    """
    on_first_line = [ocr_word for ocr_word in ocr_words if ocr_word.line == ocr_words[0].line]
    boxes = _divided(_box_around(on_first_line), [len(token.text) for token in tokens])
    for number, (token, box) in enumerate(zip(tokens, boxes, strict=True)):
        placed = _placed(token.text, token.edits, ocr_words, box)
        yield placed if not number else placed._replace(word=placed.word._replace(ocr=""))


def _inserted(token: CorrectedToken, lines: Sequence[LayoutLine]) -> Iterator[PlacedWord]:
    """A word that the OCR did not have at all, in the line where it was inserted, without a box."""
    if lines:
        line = bisect_right(lines, token.start, key=lambda line: line.span.start) - 1
        yield PlacedWord(max(line, 0), token.start, CorrectedWord(token.text, ocr="", edits=token.edits))


def _touching_joined(tokens: Sequence[CorrectedToken]) -> list[CorrectedToken]:
    """The tokens, with touching ones joined: a part of the word was set aside (the stray ``!`` after ``SECRET``)."""
    joined: list[CorrectedToken] = []
    for token in tokens:
        if joined and joined[-1].end == token.start < token.end:
            joined[-1] = CorrectedToken(joined[-1].atoms + token.atoms)
        else:
            joined.append(token)
    return joined


def _placed(text: str, edits: Iterable[Edit], ocr_words: Sequence[OcrWord], box: Box | None) -> PlacedWord:
    """A corrected word, ordered by the first of the words behind it, with the lowest of their confidences."""
    ocr = " ".join(ocr_word.text for ocr_word in ocr_words)
    confidences = [ocr_word.word.confidence for ocr_word in ocr_words if ocr_word.word.confidence is not None]
    all_edits = distinct(chain(edits, (edit for ocr_word in ocr_words for edit in ocr_word.edits)))
    word = CorrectedWord(text, box, min(confidences, default=None), None if ocr == text else ocr, all_edits)
    return PlacedWord(ocr_words[0].line, ocr_words[0].word.span.start, word)


def _box_around(ocr_words: Iterable[OcrWord]) -> Box | None:
    return around(ocr_word.word.box for ocr_word in ocr_words)


def _divided(box: Box | None, lengths: Sequence[int]) -> list[Box | None]:
    """A box divided among words with these numbers of letters; letters and spaces have the same width."""
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


def _halves(token: CorrectedToken, ocr_words: Sequence[OcrWord]) -> list[PlacedWord]:
    """The halves of a word on two lines; empty if it is on one, or nothing shows where it is broken."""
    upper = [ocr_word for ocr_word in ocr_words if ocr_word.line == ocr_words[0].line]
    lower = [ocr_word for ocr_word in ocr_words if ocr_word.line == ocr_words[-1].line]
    if ocr_words[0].line == ocr_words[-1].line or len(upper) + len(lower) != len(ocr_words):
        return []
    end, has_mark = upper[-1].word.span.end, not upper[-1].text[-1].isalnum()
    if not has_mark and not any(atom.text and atom.span.start >= end for atom in token.atoms):
        return []
    first, hyphen, second = _broken(token.text, _ocr_text(upper), _ocr_text(lower))
    if not first or not second:
        return []
    upper_half = _placed(first + hyphen, token.edits, upper, _box_around(upper))
    lower_half = _placed(second, token.edits, lower, _box_around(lower))
    return [
        upper_half._replace(word=upper_half.word._replace(half=1, whole=token.text, hyphen=hyphen)),
        lower_half._replace(word=lower_half.word._replace(half=2, whole=token.text)),
    ]


def _ocr_text(ocr_words: Iterable[OcrWord]) -> str:
    return "".join(ocr_word.text for ocr_word in ocr_words)


def _broken(word: str, before: str, after: str) -> tuple[str, str, str]:
    """A word as its first half, the hyphen on the line (empty: none) and its second half.

    ``before`` is the OCR reading of the first half with the mark at the line end, ``after`` that of the second.

    >>> _broken("EVALUATION", "EVALU-", "ATION"), _broken("PRO-US", "PRO-", "US")
    (('EVALU', '-', 'ATION'), ('PRO', '-', 'US'))
    >>> _broken("DEVELOP", "DEVEL~", "OP"), _broken("WILLING", "WIL", "LING")
    (('DEVEL', '-', 'OP'), ('WIL', '', 'LING'))
    """
    mark, signs = before[-1], tuple(HYPHENS)
    if mark.isalnum():
        cut = _cut(word, before, after)
        return word[:cut], "", word[cut:]
    cut = _cut(word, before[:-1], after)
    if mark in signs:
        hyphen, is_in_word = mark, word[cut : cut + 1] in signs  # PRO-US keeps it
    else:
        is_in_word = word[cut : cut + 1] == mark  # A/B
        hyphen = "" if is_in_word else "-"  # DEVEL~: a misread hyphen
    first, second = word[: cut + is_in_word], word[cut + is_in_word :]
    return first[:-1] if hyphen and first[-1:] in signs else first, hyphen, second


def _cut(whole: str, before: str, after: str) -> int:
    """The number of characters of a word on its first line, if the OCR read ``before`` there and then ``after``."""
    for step in Levenshtein.opcodes(before + after, whole):
        if step.src_start <= len(before) < step.src_end:
            return min(step.dest_start + len(before) - step.src_start, step.dest_end)
    return len(whole)
