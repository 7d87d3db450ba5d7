"""The fields at the foot of a form, and the number at the head of its later pages.

A dispatch has its date, its number and its file at its foot, below the text; each later page repeats the number.

``DATE TYPED`` / ``4 Oct.`` / ``63`` / ``DATE DISPATCHED`` / ``UFGA-11653``: engines hardly read the small print of the
labels, so the values are recognised by their shape.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

import regex

from teikit.core import Span
from teikit.fields.items import Item
from teikit.fields.rows import HeaderRow
from teikit.fields.values.dates import Dates
from teikit.fields.values.words import HeaderWords
from teikit.lexicon.patterns import Patterns

SYMBOL = "symbol alone"  # fact of a row that is the number of a paper
PARTED = "day and month alone"  # fact of a row that is a date without its year
DATED = ("date alone", "misread date alone")
"""Facts of a row that is only a date."""
CITED = ("prose", "function words", "address and number", "label reference", "ends a sentence", "point")
"""Facts of a row whose date is of something else: ``including the extension to 1 March 1963``."""
BEFORE_DATE = regex.compile(r"(?<![\p{L}\p{N}/-])[A-Z]{3,5}[-~][0-9]{3,6}\s+$")
"""The number of a dispatch before its date, on one line: ``200-343-373 UFAA~4507 31 October 1972``"""
AT_END = regex.compile(r"(?<![\p{L}\p{N}/-])[A-Z]{4}[-~][0-9]{3,6}$")
"""The number of a dispatch at the end of a line: ``DISPATCH : SECRET : _ UFGA-24005``"""
HEAD_LIKENESS = 0.7  # likeness, 0 to 1, of a word of the head of a next page, at least: CONTINUATION OF / BISPAYCH
HEAD_ROWS = 8  # rows at the head of a page
ROWS_ABOVE = 3  # rows above the number that may have such a word


def foot(rows: Sequence[HeaderRow], dates: Dates, in_header: Collection[str], patterns: Patterns) -> Iterator[Item]:
    """The first date, number and file in the last rows of a page, unless their types are ``in_header``."""
    if "date" not in in_header and (dated := _date(rows, dates)):
        yield Item("date", dated, Span(dated[0].span.start, dated[-1].span.end))
    numbered = [row for row in rows if row.facts.get(SYMBOL)]
    if not numbered and (beside := _before(rows, dates)):
        numbered = [beside]
    if "number" not in in_header and numbered:
        yield Item("number", (numbered[0],), numbered[0].span)
    filed = (row for row in rows if patterns["file of a dispatch"].match(row.text))
    yield from (Item("file", (row,), row.span) for row in islice(filed, "file" not in in_header))


def continued(rows: Sequence[HeaderRow], known: HeaderWords) -> Iterator[Item]:
    """The number at the head of a later page of a dispatch."""
    for place, row in enumerate(rows[:HEAD_ROWS]):
        match = AT_END.search(row.text)
        words = (word for above in rows[max(0, place - ROWS_ABOVE) : place + 1] for word in above.text.split())
        if match and any(known.like_page_head(word) >= HEAD_LIKENESS for word in words):
            begin = row.span.start + match.start()
            yield Item("number", (replace(row, label=None, facts={SYMBOL: 1.0}),), Span(begin, row.span.end))
            return


def _before(rows: Sequence[HeaderRow], dates: Dates) -> HeaderRow | None:
    """The number before a date in its row; None if there is none."""
    for row in rows:
        for dated in dates.days(row.text):
            if match := BEFORE_DATE.search(row.text, 0, dated.span.start):
                start, end = match.start(), match.start() + len(match[0].rstrip())
                span = Span(start, end).moved(row.span.start)
                return replace(row, span=span, text=row.text[start:end], facts={SYMBOL: 1.0})
    return None


def _date(rows: Sequence[HeaderRow], dates: Dates) -> tuple[HeaderRow, ...]:
    """The first date: one row, two if the year is alone (``4 Oct.`` / ``63``), or a part of a row."""
    for row, below in pairwise((*rows, None)):
        if row is None:
            break
        if row.shows(DATED):
            return (row,)
        if below and row.facts.get(PARTED):
            whole = f"{row.text} {below.text}"
            if any(dated.when and dated.span.end == len(whole) for dated in dates.days(whole)):
                return row, below
        if not row.shows(CITED):
            for dated in dates.days(row.text)[-1:]:
                start, end = dated.span
                span = Span(start, end).moved(row.span.start)
                return (replace(row, span=span, text=row.text[start:end]),)
    return ()
