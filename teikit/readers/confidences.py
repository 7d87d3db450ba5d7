"""The confidences of words as Tesseract writes them into ALTO: up to 5.5.2 it writes 7 % as 0.7 and 100 % as 0.100."""

from __future__ import annotations

import re

from teikit.readers.scan import ScannedWord

TESSERACT = re.compile(r"tesseract\b\D*(?:(\d+)(?:\.(\d+))?(?:\.(\d+))?)?", re.IGNORECASE)
"""An engine that is Tesseract, and its version: ``tesseract v5.0.0-beta``, ``tesseract 5.3.0``."""
LAST_WRONG_TESSERACT = (5, 5, 2)  # the last version that writes confidences wrongly
AS_TESSERACT = re.compile(r"0\.([0-9]|[1-9][0-9]|100)")
"""A confidence as such a Tesseract writes it: ``0.`` and the percents."""
WRONG = re.compile(r"0\.([1-9]|100)")
"""Confidences that are wrong: ``0.7`` (means 7 %) and ``0.100``; ``0.70`` and ``0.0`` are right."""


class Confidences:
    """Keeps the confidences of a file that are wrong if Tesseract wrote them."""

    def __init__(self) -> None:
        self._wrong: list[tuple[list[ScannedWord], int, float]] = []
        self._by_another = False

    def add(self, text: str, words: list[ScannedWord], index: int) -> None:
        """Take the confidence of the word that is about to be ``words[index]``, as the file has it.

        Tesseract never writes 0.07, 1 or 0.953: if one of those is found, another program has written the numbers.
        """
        if not AS_TESSERACT.fullmatch(text):
            self._by_another = True
        elif WRONG.fullmatch(text):
            self._wrong.append((words, index, int(text[2:]) / 100))

    def correct(self, engine: str) -> int:
        """Correct the wrong ones in their lists of words, if ``engine`` wrote them; returns how many."""
        if self._by_another or not is_wrong_tesseract(engine):
            return 0
        for words, index, confidence in self._wrong:
            words[index] = words[index]._replace(confidence=confidence)
        return len(self._wrong)


def is_wrong_tesseract(engine: str) -> bool:
    """Whether an engine is a Tesseract that writes confidences wrongly; one without a version counts as such.

    >>> is_wrong_tesseract("tesseract 5.3.0"), is_wrong_tesseract("tesseract"), is_wrong_tesseract("tesseract 5.6.0")
    (True, True, False)
    """
    match = TESSERACT.match(engine)
    return match is not None and tuple(int(part or 0) for part in match.groups()) <= LAST_WRONG_TESSERACT
