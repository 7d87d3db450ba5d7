"""A witness, which is one release of a telegram: its words, the OCR reading of each, and its gaps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from teikit.core import Draft, Mark, Span, kinds
from teikit.core.hyphens import HYPHENS
from teikit.core.packet import Page, Telegram
from teikit.core.text import TOKEN, WRITTEN

NO_LETTER = regex.compile(r"[^\p{L}\p{N}|]+")
"""Characters that are not compared. The bar is compared, because engines read it for I: ``D|LLON``."""
LOOK_ALIKE = str.maketrans("01L|", "OIII")
"""Characters that engines confuse in any context; words that differ only in these have the same key."""
CAPITALS = 0.75  # share of capitals among its letters above which a text was typed in capitals
LINE_END = regex.compile(r"[ \t]*(?:\r\n|\r|\n)\s*")
"""A line end with the white space around it."""
BREAK = regex.compile(rf"[{HYPHENS}][ \t]*(?:\r\n|\r|\n)\s*")
"""A word broken at a line end, with the hyphen as engines read it: ``EVALU-``, ``EVALU¬``."""


def key_of(text: str) -> str:
    """The key by which a word is compared: letters and digits in capitals, look-alikes as one; empty for marks alone.

    >>> key_of("Dil1on,"), key_of("DILLON"), key_of("--")
    ('DIIION', 'DIIION', '')
    """
    return "" if not WRITTEN.search(text) else NO_LETTER.sub("", text).upper().translate(LOOK_ALIKE)


class WitnessWord(NamedTuple):
    """A word of a witness.

    ``span`` has its offsets in the text of the draft as corrected, in code points; ``text`` is its text there, ``raw``
    what the OCR read, with the halves of a broken word joined. ``key`` is the form that is compared (:func:`key_of`);
    it is never empty, because marks alone are not a word. ``page`` counts the pages of the witness from 0. If a
    correction has divided what the OCR read as one word, ``raw`` is the part of it that became this word, and
    ``is_joined`` says that the OCR read it as one with the word before.
    """

    span: Span
    text: str
    raw: str
    key: str
    page: int
    is_joined: bool = False


class Gap(NamedTuple):
    """A place where a witness says that text was withheld: the number of the word that follows, and the mark."""

    before_word: int
    mark: Mark


@dataclass(frozen=True)
class Witness:
    """One release of a telegram, or a printing of it. ``id`` is its ``witness/@xml:id`` in the TEI."""

    id: str
    draft: Draft
    telegram: Telegram
    is_printing: bool = False

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Its pages, in reading order."""
        return self.telegram.pages

    @cached_property
    def words(self) -> tuple[WitnessWord, ...]:
        """The words of the running text, page by page; those inside the brackets of a gap are left out.

        A code in the margin has no width: in ``AMERI-`` / ``B1A3 CAN`` the word goes on after it, and is whole.
        """
        runs: list[list[WitnessWord]] = []  # of words that the OCR read as one; nearly all have a single word
        text = self.draft.text
        spans = map(self.draft.to_text_span, (mark.span for mark in self.draft.of_kind(kinds.GAP)))
        gaps = sorted(gap for gap in spans if gap.start < gap.end)
        starts = [gap.start for gap in gaps]
        for number, page in enumerate(self.pages):
            start, end = self.draft.to_text_span(page.span)
            end_before = 0
            for match in TOKEN.finditer(text, start, end):
                key = key_of(match[0])
                span = Span(*match.span())
                index = bisect_left(starts, span.end) - 1
                if not key or (index >= 0 and span.start < gaps[index].end):
                    continue  # only marks, or in the brackets of a gap
                stretch = self.draft.to_source(span)
                if stretch.start >= end_before:
                    runs.append([])
                runs[-1].append(WitnessWord(span, match[0], self._raw(stretch), key, number))
                end_before = stretch.end
        divided = (run if len(run) == 1 else _divided(run, self._read_as_one(run)) for run in runs)
        return tuple(chain.from_iterable(divided))

    @cached_property
    def keys(self) -> list[str]:
        """The key of each word."""
        return [word.key for word in self.words]

    @cached_property
    def keys_read(self) -> frozenset[str]:
        """The keys of what the OCR read, word for word."""
        return frozenset(key_of(part) for part in raw_of(self.words).split())

    @cached_property
    def in_capitals(self) -> bool:
        """Whether the text was typed in capitals."""
        letters = [letter for word in self.words for letter in word.text if letter.isalpha()]
        return sum(map(str.isupper, letters)) > CAPITALS * len(letters)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps where text was withheld, in the order of the words; gaps for other reasons are left out."""
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

    def _read_as_one(self, words: Sequence[WitnessWord]) -> str:
        """What the OCR read where a correction made several words, to its end: ``ISsUES-OF``, not ``ISsUES``."""
        start, end = self.draft.to_source(words[0].span).start, self.draft.to_source(words[-1].span).end
        last = self.draft.pieces[bisect_left(self.draft.table.starts, end) - 1]
        return self._raw(Span(start, max([end, *(edit.span.end for edit in last.why)])))

    def _raw(self, stretch: Span) -> str:
        """What the OCR read in a stretch of the source, broken words joined."""
        parts: list[str] = []
        starts = self.draft.table.starts
        first = max(bisect_left(starts, stretch.start + 1) - 1, 0)
        for piece in self.draft.pieces[first : bisect_left(starts, stretch.end)]:
            if not piece.hidden:  # a running head between the halves of IN-VASION is not part of the word
                low, high = max(piece.span.start, stretch.start), min(piece.span.end, stretch.end)
                parts.append(self.draft.source.text[low:high])
        return LINE_END.sub(" ", BREAK.sub("", "".join(parts)).strip())


def text_of(words: Iterable[WitnessWord]) -> str:
    """The present text of the words, with spaces between them."""
    return " ".join(word.text for word in words)


def raw_of(words: Iterable[WitnessWord]) -> str:
    """The OCR reading of the words, with spaces between them."""
    return "".join(word.raw if word.is_joined else f" {word.raw}" for word in words).strip()


def _divided(words: Sequence[WitnessWord], raw: str) -> list[WitnessWord]:
    """Words that a correction made of ``raw``, each with its part of that: ``THE’`` and ``RECEIPT`` of ``THE’RECEIPT``.

    If both had the whole, the OCR would seem to have read it twice.
    """
    at = 0
    starts: list[int] = []
    steps = Levenshtein.opcodes(text_of(words), raw)
    for word in words:
        step = next(step for step in steps if step.src_start <= at < step.src_end)
        starts.append(min(step.dest_start + at - step.src_start, step.dest_end) if at else 0)
        at += len(word.text) + 1
    ends = [*starts[1:], len(raw)]
    return [
        word._replace(
            raw=raw[start:end].strip(), is_joined=start > 0 and not regex.search(r"\s", raw[start - 1 : start + 1])
        )
        for word, start, end in zip(words, starts, ends, strict=True)
    ]
