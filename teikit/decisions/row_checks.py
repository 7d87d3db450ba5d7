"""Find faults in the values of a decision (query, extent, reading, time, reference), and what to do about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from teikit.errors import did_you_mean
from teikit.resources import table_of_codes

UNITS = ("char", "word", "line", "sentence", "paragraph", "page", "signature")
"""The units of the extent of a gap, as in ``gap/@unit``."""
EXTENT = re.compile(rf"(?P<quantity>(?=.*[1-9])[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?) (?P<unit>{'|'.join(UNITS)})s?")
"""The extent of a gap in numbers: ``3 words``, ``2.5 lines``; ``0 lines`` is impossible."""
BEGINS_WITH_NUMBER = re.compile(r"\s*[-+.,]?[0-9]")  # an extent in numbers, right or wrong: -3 lines
SIGN_OF_GAP = re.compile(r"\[\s*(?:\.\s*\.\s*\.|…)\s*\]|█")
"""Signs for withheld text in the texts of teikit and of language models: ``[...]``, ``[. . .]``, ``████``."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
"""The day with which a time begins: ``2024-05-01T12:00:00Z``."""
NOT_IN_REFERENCE = re.compile(r"[\s<>\"]")  # characters that URLs and identifiers cannot have


def faults_of_values(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The faults of the values of a decision that are neither free text nor one of a few words, and what to do."""
    query, extent, reading = (values.get(key, "") for key in ("query", "extent", "after"))
    if query and query not in codes_of_queries():
        hint = did_you_mean(query, codes_of_queries()) or "It is 'code' in the report, next to the place of the query."
        yield f"'{query}' is not the code of a query", hint
    if not is_extent(extent):
        hint = f"A number and {', '.join(UNITS[:-1])} or {UNITS[-1]}: 3 lines, 2.5 lines; or words: rest of the page."
        yield f"'{extent}' is not an extent", hint
    if has_sign_of_gap(reading):
        hint = 'Decide on the place of the gap alone with "is":"gap", and on the words next to it with "reads".'
        yield f"'{reading}' is not a reading: text was withheld there", hint
    if not _is_time(values.get("when", "")):
        yield f"'{values['when']}' is not a time", "Write it like 2026-11-27T10:02:11Z"
    if NOT_IN_REFERENCE.search(values.get("ref", "")):
        yield f"'{values['ref']}' is not a reference", "Write a URL or an identifier without spaces: wd:Q9696"


@cache
def codes_of_queries() -> tuple[str, ...]:
    """The codes of all queries that teikit may ask."""
    rows = (line.split("\t") for line in table_of_codes().splitlines() if not line.startswith("#"))
    return tuple(dict.fromkeys(row[0] for row in rows if row[1] == "query"))


def is_extent(extent: str) -> bool:
    """Whether the extent of a gap is a number of units, in words (``rest of page``), or empty."""
    return EXTENT.fullmatch(extent) is not None or not BEGINS_WITH_NUMBER.match(extent)


def has_sign_of_gap(reading: str) -> bool:
    """Whether a reading says that text was withheld, which only the verdict ``gap`` may."""
    return SIGN_OF_GAP.search(reading) is not None


def _is_time(time: str) -> bool:
    """Whether a text is a day, or a time of a day, in ISO 8601; or empty."""
    try:
        datetime.fromisoformat(time if DAY.match(time) else "")
    except ValueError:
        return not time
    return True
