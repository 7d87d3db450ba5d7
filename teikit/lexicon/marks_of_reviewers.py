"""The codes that a reviewer's mark may be: ``(b)(1)``, ``86H1``."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from teikit.lexicon.entries import Exemption

MARKS = 10_000  # marks whose readings are cached, at most


class MarksOfReviewers:
    """Reads the marks of reviewers as the codes of ``exemptions``."""

    def __init__(self, exemptions: Sequence[Exemption]) -> None:
        self._exemptions = exemptions
        self._any_code = regex.compile("|".join(f"(?:{exemption.reads})" for exemption in exemptions) or "(?!)")
        self._readings: dict[str, tuple[Exemption, ...]] = {}

    def read(self, mark: str) -> tuple[Exemption, ...]:
        """The codes that a mark may be, in the order of the dictionary; several if it is ambiguous."""
        readings = self._readings.get(mark)
        if readings is None:
            if len(self._readings) >= MARKS:
                self._readings.clear()
            may_be = self._any_code.fullmatch(mark.strip()) is not None
            readings = tuple(exemption for exemption in self._exemptions if may_be and exemption.matches(mark))
            self._readings[mark] = readings
        return readings
