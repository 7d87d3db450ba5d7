"""The places where the truth, the OCR and the output do not read the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from teikit.evaluation.alignment import Reading, readings
from teikit.evaluation.extra import without_extra

CONTEXT = 4  # words of the truth that are shown before and after a place


class Outcome(StrEnum):
    """What became of a place, the worst first."""

    SPOILT = "spoilt"  # a word there is right in the OCR and wrong in the output
    WRONG = "still wrong"
    MENDED = "mended"


class Difference(NamedTuple):
    """One place: the truth with the words around it, what the OCR reads there, what the output reads there.

    ``word`` is the number of the first word of the truth there, from 1.
    """

    outcome: Outcome
    word: int
    before: str
    truth: str
    after: str
    ocr: str
    output: str


def differences(truth: str, ocr: str, output: str) -> Iterator[Difference]:
    """The places of three texts with single blanks, in order; words that stand side by side are one place.

    Stretches that the truth does not have at all do not count.
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
            is_spoilt = any(old[place].text == words[place] != new[place].text for place in range(at, end))
            yield _difference(words, at, end, is_spoilt, _stretch(old, at, end, ocr), _stretch(new, at, end, output))
        at = max(end, at + 1)


def _difference(words: Sequence[str], at: int, end: int, is_spoilt: bool, ocr: str, output: str) -> Difference:
    right = " ".join(words[at:end])
    outcome = Outcome.SPOILT if is_spoilt else Outcome.MENDED if output == right else Outcome.WRONG
    before, after = words[max(at - CONTEXT, 0) : at], words[end : end + CONTEXT]
    return Difference(outcome, at + 1, " ".join(before), right, " ".join(after), ocr, output)


def _with_rest(readings: Sequence[Reading], at: int, text: str) -> str:
    """What a text has in the place of a word, and up to the next one."""
    return _stretch(readings, at, at + 1, text)


def _stretch(readings: Sequence[Reading], at: int, end: int, text: str) -> str:
    """What a text has in the place of some words, up to the next word, anything superfluous included.

    For the first words it begins where the text begins.
    """
    start = readings[at].start if at else 0
    stop = readings[end].start if end < len(readings) else len(text)
    return text[start : max(stop, readings[end - 1].end)].strip()
