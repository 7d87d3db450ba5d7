"""Hyphenated words in ALTO, cut at a line end, in the various ways in which programs write them."""

from __future__ import annotations

from typing import NamedTuple

from teikit.core.hyphens import HYPHENS_AND_DASHES
from teikit.readers.letters import letters
from teikit.readers.scan import ScannedWord
from teikit.readers.tally import Tally


class _First(NamedTuple):
    """The part of a word before a line end: the last of ``words`` once its line is read; ``whole`` is SUBS_CONTENT."""

    words: list[ScannedWord]
    whole: str


class HyphenatedWords:
    """Keeps the part of a word before a line end (HypPart1) until the part after it comes (HypPart2)."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._first: _First | None = None

    def add(self, words: list[ScannedWord], kind: str, whole: str) -> None:
        """Take the last of ``words``, whose SUBS_TYPE is ``kind`` and whose SUBS_CONTENT is ``whole``.

        If both parts and the whole agree, the first part gets the whole. The whole may lack marks around the
        word (``DON,`` of LONDON), and a hyphen in it is one that stays (``NON-ALIGNED``).
        """
        first, self._first = self._first, _First(words, whole) if kind == "HypPart1" else None
        if kind != "HypPart2" or first is None or not first.words:
            return
        before, after = first.words[-1], words[-1]
        stem = before.text.rstrip(HYPHENS_AND_DASHES)
        if not after.text and stem and whole.startswith(stem):  # <String CONTENT="" SUBS_TYPE="HypPart2" .../>
            after = words[-1] = after._replace(text=whole[len(stem) :].lstrip(HYPHENS_AND_DASHES))
        joined = letters(before.text + after.text)
        if any(letters(stated) != joined for stated in (first.whole, whole) if stated):
            self._tally["ALTO-HYP-CONFLICT"] += 1
            return
        first.words[-1] = before._replace(whole=first.whole or whole or stem + after.text)

    def close(self) -> None:
        """At the end of a file give its last word its whole: the part after it is in the next file of a METS."""
        if self._first and self._first.words:
            words, whole = self._first
            words[-1] = words[-1]._replace(whole=whole)


def with_hyphen(text: str, hyphen: str) -> str:
    """A word at the end of a line with the hyphen of HYP: exactly one, whether CONTENT has it, too, or neither does.

    >>> with_hyphen("NEGO", "-"), with_hyphen("NEGO-", "-"), with_hyphen("NEGO", ""), with_hyphen("NEGO-", "")
    ('NEGO-', 'NEGO-', 'NEGO-', 'NEGO-')
    """
    has_one = text.endswith(tuple(HYPHENS_AND_DASHES))
    if hyphen.strip(HYPHENS_AND_DASHES):  # not a hyphen, but text all the same: nothing is lost
        return text + hyphen
    return text if has_one else text + (hyphen or "-")
