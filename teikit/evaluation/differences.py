"""Find the places where truth, OCR and output are not all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from teikit.evaluation.alignment import Reading, readings
from teikit.evaluation.extra import without_extra

CONTEXT = 4  # most words of the truth that are shown before a place, and after it


class PlaceOutcome(StrEnum):
    """The outcome of a place, the worst first."""

    SPOILT = "spoilt"  # a word that is right in the OCR and wrong in the output
    WRONG = "still wrong"  # the output differs from the truth, and no right word was spoilt
    MENDED = "mended"  # the output is the truth


class Difference(NamedTuple):
    """A place: the truth, the words ``before`` and ``after`` it, and the readings of the OCR and the output.

    ``word`` is the number, from 1, of the first word of the truth in the place.
    """

    outcome: PlaceOutcome
    word: int
    before: str
    truth: str
    after: str
    ocr: str
    output: str


def differences(truth: str, ocr: str, output: str) -> Iterator[Difference]:
    """The places where three texts with single spaces differ, in order; adjacent words are one place.

    Stretches that are missing in the truth are not counted.
    """
    words, (ocr, _), (output, _) = truth.split(), without_extra(truth, ocr), without_extra(truth, output)
    old, new = readings(words, ocr), readings(words, output)
    is_different = [
        _with_rest(old, at, ocr) != word or _with_rest(new, at, output) != word for at, word in enumerate(words)
    ]
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and is_different[end]:
            end += 1
        if end > at:
            is_spoilt = any(old[number].text == words[number] != new[number].text for number in range(at, end))
            yield _difference(words, at, end, is_spoilt, _stretch(old, at, end, ocr), _stretch(new, at, end, output))
        at = max(end, at + 1)


def _difference(words: Sequence[str], at: int, end: int, is_spoilt: bool, ocr: str, output: str) -> Difference:
    right = " ".join(words[at:end])
    outcome = PlaceOutcome.SPOILT if is_spoilt else PlaceOutcome.MENDED if output == right else PlaceOutcome.WRONG
    before, after = words[max(at - CONTEXT, 0) : at], words[end : end + CONTEXT]
    return Difference(outcome, at + 1, " ".join(before), right, " ".join(after), ocr, output)


def _with_rest(readings: Sequence[Reading], at: int, text: str) -> str:
    """The reading of a text for a word, and its text from there up to the next word."""
    return _stretch(readings, at, at + 1, text)


def _stretch(readings: Sequence[Reading], at: int, end: int, text: str) -> str:
    """The reading of a text for several words, and its text up to the next word, so that nothing is left out.

    For the first word it begins at the beginning of the text.
    """
    start = readings[at].start if at else 0
    stop = readings[end].start if end < len(readings) else len(text)
    return text[start : max(stop, readings[end - 1].end)].strip()
