"""The counts of a comparison, which can be added up, and the rates calculated from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from teikit.evaluation.alignment import readings
from teikit.evaluation.extra import without_extra

LIKELY = 8  # characters per wrong one: a guess that makes counting faster and changes no count


class Score(NamedTuple):
    """The counts of one document, or of several; ``before`` is in the OCR, ``after`` in the output.

    ``characters`` and ``words`` are those of the truth. ``edits`` are the characters that must be inserted, deleted or
    replaced to turn a text into the truth (Levenshtein), ``word_edits`` the same in words. Of the words of the truth
    ``right_before`` were right in the OCR, and ``spoilt`` of these are wrong in the output; ``changed`` differ from the
    OCR, and ``mended`` of these are right in the output. ``extra`` are characters of stretches that are missing in the
    truth; no other count includes them.
    """

    characters: int = 0
    edits_before: int = 0
    edits_after: int = 0
    words: int = 0
    word_edits_before: int = 0
    word_edits_after: int = 0
    right_before: int = 0
    changed: int = 0
    mended: int = 0
    spoilt: int = 0
    extra_before: int = 0
    extra_after: int = 0

    def plus(self, added: Score) -> Score:
        """The sums of the counts of both."""
        return Score(*(count + more for count, more in zip(self, added, strict=True)))

    def rates(self) -> dict[str, float | None]:
        """The rates by their names (explained in ``RATES``); None if there is nothing to divide by.

        Error rates may be above 1, the reduction below 0; all others are from 0 to 1.
        """
        return {
            "cer_before": _share(self.edits_before, self.characters),
            "cer_after": _share(self.edits_after, self.characters),
            "cer_reduction": _share(self.edits_before - self.edits_after, self.edits_before),
            "wer_before": _share(self.word_edits_before, self.words),
            "wer_after": _share(self.word_edits_after, self.words),
            "harm": _share(self.spoilt, self.right_before),
            "precision": _share(self.mended, self.changed),
            "recall": _share(self.mended, self.words - self.right_before),
            "cer_with_extra_before": _share(self.edits_before + self.extra_before, self.characters),
            "cer_with_extra_after": _share(self.edits_after + self.extra_after, self.characters),
        }


RATES = {
    "cer_before": "character error rate of the OCR",
    "cer_after": "character error rate of the output",
    "cer_reduction": "share of the character errors that were corrected",
    "wer_before": "word error rate of the OCR",
    "wer_after": "word error rate of the output",
    "harm": "share of the words right in the OCR that are wrong in the output",
    "precision": "share of the changed words that are now right",
    "recall": "share of the words wrong in the OCR that are now right",
    "cer_with_extra_before": "character error rate of the OCR, including what is not in the truth",
    "cer_with_extra_after": "character error rate of the output, including what is not in the truth",
}
"""The rates and their meanings."""


def score(truth: str, before: str, after: str) -> Score:
    """The counts of three texts with single spaces: the truth, the OCR (before), and the output (after).

    Distances are in characters; words are those of the truth, each compared with the text in its place.
    """
    before, extra_before = without_extra(truth, before)
    after, extra_after = without_extra(truth, after)
    words = truth.split()
    right_before = changed = mended = spoilt = 0
    for word, old, new in zip(words, readings(words, before), readings(words, after), strict=True):
        right_before += old.text == word
        changed += old.text != new.text
        mended += old.text != new.text == word
        spoilt += old.text == word != new.text
    return Score(
        len(truth),
        Levenshtein.distance(truth, before, score_hint=len(truth) // LIKELY),
        Levenshtein.distance(truth, after, score_hint=len(truth) // LIKELY),
        len(words),
        Levenshtein.distance(words, before.split()),
        Levenshtein.distance(words, after.split()),
        right_before,
        changed,
        mended,
        spoilt,
        len(extra_before),
        len(extra_after),
    )


def total(scores: Sequence[Score]) -> Score:
    """The sums of the counts of several scores."""
    sums = Score()
    for score in scores:
        sums = sums.plus(score)
    return sums


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
