"""A release as it is aligned: its words, what the OCR read of each, and the places where something is missing."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import regex

from teikit.core import Draft, Mark, Span, kinds
from teikit.core.packet import Page, Telegram

TOKEN = regex.compile(r"\S+")
NO_LETTER = regex.compile(r"[^\p{L}\p{N}|]+")
"""Characters that are not compared. The bar is: engines read it for I."""
LETTER = regex.compile(r"[\p{L}\p{N}]")
LOOK_ALIKE = str.maketrans("01L|", "OIII")
"""Characters that engines take for each other whatever stands around them: what differs in these only is alike."""
CAPITALS = 0.75  # share of the letters of a text typed in capitals
LINE_END = regex.compile(r"[ \t]*(?:\r\n|\r|\n)\s*")
BREAK = regex.compile(r"[-\xad‐‑¬][ \t]*(?:\r\n|\r|\n)\s*")


def key_of(text: str) -> str:
    """The key of a word for comparing: letters and digits, in capitals, those that look alike as one; empty for marks.

    >>> key_of("Dil1on,"), key_of("DILLON"), key_of("--")
    ('DIIION', 'DIIION', '')
    """
    return "" if not LETTER.search(text) else NO_LETTER.sub("", text).upper().translate(LOOK_ALIKE)


class Word(NamedTuple):
    """A word of a release: its stretch of the draft's text, how it reads now, what the OCR read, its page.

    ``key`` is what is compared (:func:`key_of`); what is only marks is no word. ``page`` counts the pages of the
    release from 0; ``rules`` are those that have corrected the word.
    """

    span: Span
    text: str
    raw: str
    key: str
    page: int
    rules: frozenset[str] = frozenset()


class Gap(NamedTuple):
    """A place where the release says that something is missing: the word before which it stands, and the mark."""

    before_word: int
    mark: Mark


@dataclass(frozen=True)
class Witness:
    """One release of a telegram. ``id`` is that of its witness in the TEI; ``trusted`` is what was printed from it."""

    id: str
    draft: Draft
    telegram: Telegram
    trusted: bool = False

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Its pages in the order in which they are read."""
        return self.telegram.pages

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words of the running text, page by page; what stands in the brackets of a gap is none."""
        words: list[Word] = []
        text = self.draft.text
        gaps = sorted(self._in_text(mark) for mark in self.draft.of_kind(kinds.GAP))
        starts = [gap.start for gap in gaps]
        for number, page in enumerate(self.pages):
            start, end = self.draft.to_text_span(page.span)
            for match in TOKEN.finditer(text, start, end):
                key = key_of(match[0])
                span = Span(*match.span())
                index = bisect_left(starts, span.end) - 1
                if not key or (index >= 0 and span.start < gaps[index].end):
                    continue  # only marks, or in the brackets of a gap
                raw, rules = self._raw(span)
                words.append(Word(span, match[0], raw, key, number, rules))
        return tuple(words)

    @cached_property
    def keys(self) -> list[str]:
        """What is compared of each word."""
        return [word.key for word in self.words]

    @cached_property
    def in_capitals(self) -> bool:
        """Whether it was typed in capitals."""
        letters = [letter for word in self.words for letter in word.text if letter.isalpha()]
        return sum(map(str.isupper, letters)) > CAPITALS * len(letters)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The places where something is withheld, in the order of the words."""
        gaps: list[Gap] = []
        marks = [mark for mark in self.draft.of_kind(kinds.GAP) if mark.get("reason") == "redacted"]
        at = [mark.span.start for mark in marks]
        page_numbers = [word.page for word in self.words]
        for number, page in enumerate(self.pages):
            low, high = bisect_left(page_numbers, number), bisect_left(page_numbers, number + 1)
            starts = [word.span.start for word in self.words[low:high]]
            end = max(page.span.end, page.span.start + 1)
            for mark in marks[bisect_left(at, page.span.start) : bisect_left(at, end)]:
                gaps.append(Gap(low + bisect_left(starts, self.draft.to_text(mark.span.start)), mark))
        return tuple(sorted(gaps, key=lambda gap: gap.before_word))

    def _in_text(self, mark: Mark) -> Span:
        return self.draft.to_text_span(mark.span)

    def _raw(self, span: Span) -> tuple[str, frozenset[str]]:
        """What the OCR read where the draft now reads this, broken words joined; and the rules that changed it."""
        stretch = self.draft.to_source(span)
        parts: list[str] = []
        rules: set[str] = set()
        starts = self.draft.table.starts
        first = max(bisect_left(starts, stretch.start + 1) - 1, 0)
        for piece in self.draft.pieces[first : bisect_left(starts, stretch.end)]:
            if not piece.hidden:  # a running head between the halves of IN-VASION is none of it
                low, high = max(piece.span.start, stretch.start), min(piece.span.end, stretch.end)
                parts.append(self.draft.source.text[low:high])
                rules.update(edit.rule for edit in piece.why)
        return LINE_END.sub(" ", BREAK.sub("", "".join(parts)).strip()), frozenset(rules)
