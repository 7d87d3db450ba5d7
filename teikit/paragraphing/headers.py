"""Where the header of a document ends: below its last field, with what stands between fields and is no text.

An engine tears a form: boxes of the routing, names of officers and scrawls stand above the fields and among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import regex

from teikit.core.packet import WIRED
from teikit.layers.measures import measured
from teikit.paragraphing.points import is_lone, point_of
from teikit.words.vocabulary import Vocabulary

SALUTED = "letter"  # the genre of what begins with an address and a salutation
SALUTATION = regex.compile(r"\W{0,3}(?:My )?Dear\s.{1,40}[:;,]\W{0,3}")
"""The end of the header of a letter: ``Dear Mr. Carpentier:``"""
HEADED = (*WIRED, "memorandum", "letter", "dispatch", "airtel")
"""Genres of documents that have a header above their text."""
TOLD = frozenset(
    {"date", "to", "from", "cite", "control", "received", "action", "reference", "slug", "info", "subject", "number",
     "precedence", "attention", "via", "originator", "unit"}
)  # fmt: skip
"""Types of field that only a header has; a distribution may stand below the text, too."""
MOST_SALUTED = 40  # lines above the salutation of a letter: letterhead, references, address
OPENING = 2  # types of field of a header that has other lines above it
MOST_ABOVE = 30  # lines above the first field
MOST_BETWEEN = 14  # lines between two fields
EACH = 4  # lines between two fields, for each field that stands below them
SENTENCE = 8  # words of a line that is text by itself
SEVERAL = 4  # words of a legible line
KNOWN_SHARE = 0.5  # share of its words that are known
LETTERS = 0.7  # share of its characters that are letters
FLUENT = 2  # fluent lines that are text, one after the other
LEGIBLE = 3  # legible lines that are text, one after the other


class Row(NamedTuple):
    """A line of the first page of a document, or a field of its header: where it starts, its text, its type."""

    start: int
    text: str
    is_field: bool
    type: str = ""


def header_end(rows: Sequence[Row], vocabulary: Vocabulary) -> int:
    """Where the last field of a header starts, given the lines and fields of the page in order; -1 if none does."""
    end, between = -1, list[Row]()
    runs = [(is_field, list(run)) for is_field, run in groupby(rows, lambda row: row.is_field)]
    for at, (is_field, run) in enumerate(runs):
        if not is_field:
            between += run
            if is_text([row.text for row in run], vocabulary):
                return end
            continue
        told = [row for row in run if row.type in TOLD]
        most = MOST_ABOVE if end < 0 else min(MOST_BETWEEN, EACH * max(len(told), 1))
        below = {row.type for is_one, part in runs[at:] if is_one for row in part if row.type in TOLD}
        if len(between) > most or (end < 0 and between and len(below) < OPENING):
            return end
        if told:
            end, between = run[-1].start, []
    return end


def salutation(rows: Sequence[Row]) -> int:
    """Where the salutation of a letter starts, with which its header ends; -1 if the page has none near its head."""
    return next((row.start for row in rows[:MOST_SALUTED] if SALUTATION.fullmatch(row.text)), -1)


def is_text(lines: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether lines that follow each other have text among them: a point, a sentence, several legible lines."""
    fluent = legible = 0
    for line in lines:
        point, measures = point_of(line.strip()), measured(line, vocabulary)
        if (point is not None and point.is_plain) or is_lone(line):
            return True
        is_legible = (
            measures.long_words >= SEVERAL and measures.known_share >= KNOWN_SHARE and measures.letters > LETTERS
        )
        fluent = fluent + 1 if measures.is_fluent else 0
        legible = legible + 1 if is_legible else 0
        if fluent >= FLUENT or legible >= LEGIBLE or (fluent and measures.long_words >= SENTENCE):
            return True
    return False
