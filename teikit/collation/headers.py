"""Queries about dates and numbers that the headers of the releases of one telegram state differently.

The header of an edition says what most releases say; where no more than half of them agree, a person must look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from teikit.collation.identity import DAY, Work
from teikit.core import Draft
from teikit.core.packet import Query
from teikit.lexicon import Lexicon
from teikit.telegrams.correspondence import Correspondence


def differing_headers(draft: Draft, works: Sequence[Work], lexicon: Lexicon) -> Iterator[Query]:
    """A query for each date of sending, and each number, on which not more than half of the releases of a work agree.

    ``draft`` is that of all inputs. A query is about the page of the base with which the telegram begins.
    """
    for work in works:
        dates: defaultdict[str, list[str]] = defaultdict(list)
        numbers: defaultdict[str, list[str]] = defaultdict(list)
        for release in work.witnesses:
            spans = [page.span for page in release.pages]
            marks = [mark for mark in draft.marks if any(span.has(mark.span.start) for span in spans)]
            stated = Correspondence(draft, () if release.is_printing else marks, lexicon)
            if len(day := stated.dates.sent[1][:DAY]) == DAY:
                dates[day].append(release.id)
            if stated.number:
                numbers[stated.number].append(release.id)
        start = min(page.span.start for page in work.base.pages)
        if differing := _differing(dates):
            yield Query("HEADERS-DIFFER", f"the releases state different dates: {differing}", start)
        if differing := _differing(numbers):
            yield Query("HEADERS-DIFFER", f"the releases state different numbers: {differing}", start)


def _differing(readings: Mapping[str, Sequence[str]]) -> str:
    """Readings, each with the releases that have it, the most frequent first; empty if more than half have the first.

    >>> _differing({"1952-01-11": ["R3", "R4"], "1962-01-11": ["R1", "R2"]})
    '1952-01-11 (R3, R4), 1962-01-11 (R1, R2)'
    >>> _differing({"TEGU 5653": ["R1"], "TEGU 5633": ["R2", "R3"]})
    ''
    """
    ordered = sorted(readings.items(), key=lambda item: -len(item[1]))
    if len(ordered) < 2 or 2 * len(ordered[0][1]) > sum(map(len, readings.values())):
        return ""
    return ", ".join(f"{reading} ({', '.join(releases)})" for reading, releases in ordered)
