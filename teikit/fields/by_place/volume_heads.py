"""The head of a document in a printed volume: its title, its dateline, and the lines around them."""

from __future__ import annotations

from collections.abc import Sequence

from teikit.core import Line
from teikit.lexicon.patterns import Patterns

TITLE_LINES = 3  # lines of a title, at most
LINES_ABOVE = 2  # lines above a title without a number, at most: No. 335 / 788.00/8-353: Telegram
LINES_BETWEEN = 1  # unknown lines between title and dateline, at most: secret
LINES_ABOVE_SALUTATION = 12  # lines above a salutation, at most
LINES_AROUND = 4  # lines of the head directly above the dateline or below it, at most: [Received 9:15 p.m.]


def title_of(rows: Sequence[Line], patterns: Patterns) -> range:
    """The places of the lines of the title at the beginning of a document; empty if it has none.

    Older volumes have the number of the file above the parties (``788.00/8-353: Telegram``), or the parties alone.
    """
    above = (at for at, row in enumerate(rows[:LINES_ABOVE]) if not _is_above_title(row, patterns))
    first = next(above, min(LINES_ABOVE, len(rows)))
    ends = (at for at in range(first + 1, len(rows)) if _is_apart(rows, at) or _is_of_head(rows[at], patterns))
    title = range(first, next(ends, len(rows)))
    text = " ".join(rows[at].text.strip() for at in title)
    if first == 0 and patterns["title in a volume"].match(text):
        is_title = True
    elif patterns["record in a volume"].match(text):
        is_title = len(title) == 1
    else:
        is_filed = any(patterns["file in a volume"].match(row.text) for row in rows[:first])
        is_title = _has_parties(text, patterns, is_filed)
    return title if is_title and len(title) <= TITLE_LINES else range(0)


def following_titles(rows: Sequence[Line], patterns: Patterns) -> list[range]:
    """The places of the titles of the other documents of a volume, each with a dateline below it.

    A text that is copied from a volume has several documents and no pages.
    """
    titled = patterns["title in a volume"]
    begins = [at for at in range(1, len(rows)) if titled.match(rows[at].text.strip()) and _is_apart(rows, at)]
    titles = ((at, title_of(rows[at:], patterns)) for at in begins)
    return [
        range(at, at + title.stop) for at, title in titles if title and dateline_of(rows[at:], title.stop, patterns)
    ]


def _is_above_title(row: Line, patterns: Patterns) -> bool:
    """Whether a line may be above a title: a number, a file, the heading of an enclosure, ``[Translation.]``."""
    numbers = (patterns["above a title in a volume"], patterns["file in a volume"], patterns["enclosure heading"])
    line = patterns["line of a head in a volume"].match(row.text)
    return any(number.match(row.text) for number in numbers) or (line is not None and bool(line["form"]))


def _has_parties(text: str, patterns: Patterns, is_filed: bool) -> bool:
    """Whether a title names two parties; they must be people or offices if no file number shows that it is a title."""
    parties = patterns["parties in a volume"].match(text)
    named = patterns["party in a volume"].fullmatch
    return parties is not None and (is_filed or all(named(parties[group]) for group in ("sender", "addressee")))


def _is_of_head(row: Line, patterns: Patterns) -> bool:
    """Whether a line is a dateline or one of those around it: ``(No. 317.)``."""
    return _is_dateline(row, patterns) or patterns["line of a head in a volume"].match(row.text) is not None


def _is_apart(rows: Sequence[Line], at: int) -> bool:
    """Whether there is a blank line above a row."""
    return rows[at].start > rows[at - 1].next


def _is_dateline(row: Line, patterns: Patterns) -> bool:
    """Whether a line is a dateline."""
    return patterns["dateline in a volume"].match(row.text.strip()) is not None


def dateline_of(rows: Sequence[Line], below: int, patterns: Patterns) -> int:
    """The place of the dateline near below the title; 0 if there is none."""
    unknown = 0
    for at in range(below, min(len(rows), below + 1 + LINES_AROUND)):
        if _is_dateline(rows[at], patterns):
            return at
        unknown += not _is_of_head(rows[at], patterns)
        if unknown > LINES_BETWEEN:
            break
    return 0


def below_dateline(rows: Sequence[Line], dateline: int, patterns: Patterns) -> int:
    """The place of the first row below the dateline and the lines that belong to it: ``[Received June 7.]``."""
    below = range(dateline + 1, min(len(rows), dateline + 1 + LINES_AROUND))
    return next((at for at in below if not patterns["line of a head in a volume"].match(rows[at].text)), below.stop)


def above_salutation(rows: Sequence[Line], patterns: Patterns) -> tuple[range, int]:
    """The places of the dateline above a formal salutation with the lines of the head beside it, and of the dateline.

    ``No. 47.]`` / ``LEGATION OF THE UNITED STATES,`` / ``Constantinople, June 4, 1867.`` / ``SIR: I have the honor``;
    empty, and 0, if there is no such salutation, or not one dateline above it.
    """
    salutation = patterns["formal salutation"]
    saluted = next(
        (at for at, row in enumerate(rows[:LINES_ABOVE_SALUTATION]) if salutation.match(row.text.strip())), 0
    )
    dated = [at for at in range(saluted) if _is_dateline(rows[at], patterns)]
    if len(dated) != 1:
        return range(0), 0
    first, end = dated[0], dated[0] + 1
    while first and _is_of_head(rows[first - 1], patterns):
        first -= 1
    while end < saluted and _is_of_head(rows[end], patterns):
        end += 1
    return range(first, end), dated[0]
