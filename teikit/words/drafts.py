"""Get from a draft what the rules for words need: stretches that must not be changed, confidences of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from teikit.core import Draft, kinds
from teikit.words.confidence import WordConfidences

KEPT = (
    kinds.SIGNED,
    kinds.INITIALS,
    kinds.CLOSING,
    kinds.GAP,
    kinds.EXEMPTION,
    kinds.STAMP,
    kinds.FOREIGN,
    kinds.UNCLEAR,
    kinds.PERS_NAME,
    kinds.IDNO,
    kinds.DATE,
)
"""The kinds of marks whose words are not changed."""
DAY_OR_YEAR = regex.compile(r"[0-9]+")  # a day or a year in a date
NUMBERED = regex.compile(r"(?m)^[ \t]*+([0-9]{1,2})[ \t]++\S")  # a row that begins with a number: 11 Country
SPACED = regex.compile(r"(?<!\S)\p{Lu}(?: {1,2}\p{Lu}){4,}(?!\S)")
"""A word with spaced letters, like typed classifications: ``C O N F I D E N T I A L`` does not contain ALL."""
SURNAME_FIRST = regex.compile(
    r"""(?mx) ^[ \t]*+ (?:\d++[.)][ \t]*+)?
    \p{Lu}[\p{Lu}'’-]++,                                     # BEALS,
    (?:[ \t]++ \p{Lu}(?:\p{Ll}++ | \.?))+ [ \t\r]*+ $       # Robert W.
    """
)
"""A line of a list that is the name of a person, surname first: ``UNNER, James`` is not UNDER."""


def kept_stretches(draft: Draft) -> list[tuple[int, int]]:
    """The stretches of a draft that must not be changed, as offsets of its text in code points; in no order.

    They are those of the marks ``KEPT``, and those whose reading a person has decided.
    """
    spans = [mark.span for mark in draft.of_kind(*KEPT)]
    spans += [decided.span for decided in draft.decided if decided.protects_reading(decided.span)]
    return [(draft.to_text(span.start), draft.to_text(span.end)) for span in spans]


def no_words(dates: Iterable[regex.Pattern[str]], text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are not words: numbers in dates, numbers of rows, spaced letters, names of people.

    ``dates`` are the patterns of dates: ``11 April 1962`` is not IN April, nor is ``CALL 9 NOV`` CALL ON NOV.
    """
    for match in (match for date in dates for match in date.finditer(text)):
        yield from (figures.span() for figures in DAY_OR_YEAR.finditer(text, *match.span()))
    yield from _numbers_of_rows(text)
    yield from (spaced.span() for spaced in SPACED.finditer(text))
    yield from (person.span() for person in SURNAME_FIRST.finditer(text))


def _numbers_of_rows(text: str) -> Iterator[tuple[int, int]]:
    """The numbers of rows that continue, or are continued by, the nearest numbered row: ``10 Location``."""
    rows = list(NUMBERED.finditer(text))
    for at, row in enumerate(rows):
        beside = (int(near[1]) for near in (*rows[max(at - 1, 0) : at], *rows[at + 1 : at + 2]))
        if any(abs(number - int(row[1])) == 1 for number in beside):
            yield row.span(1)


def header_stretches(draft: Draft) -> list[tuple[int, int]]:
    """The stretches of a draft that are fields of a header, as offsets of its text in code points; in no order."""
    spans = [mark.span for mark in draft.of_kind(kinds.FIELD)]
    return [(draft.to_text(span.start), draft.to_text(span.end)) for span in spans]


def confidences_of(draft: Draft) -> WordConfidences | None:
    """The engine's confidences in the words of a draft; None unless its source has a layout by Tesseract."""
    layout = draft.source.layout
    return WordConfidences(layout, draft.to_source) if layout and layout.has_known_confidences else None
