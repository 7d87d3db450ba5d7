"""Find the agency of a record of the JFK collection by its record number (``record-agencies.tsv``)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from teikit.lexicon import Lexicon
from teikit.lexicon.levels import Level, table
from teikit.lexicon.tables import DictionaryRow

TABLE = "record-agencies.tsv"
COLUMNS = "series agency source"


class _Agency(NamedTuple):
    """The first three digits of record numbers, and the agency that they mean."""

    series: str
    name: str


def agency_of(record: str, lexicon: Lexicon) -> str:
    """The agency of a record number such as ``104-10014-10067``; empty if no table has its series (``104``)."""
    return _agencies(lexicon.levels).get(record[:3], "")


@cache
def _agencies(levels: tuple[Level, ...]) -> dict[str, str]:
    def entry(row: DictionaryRow) -> _Agency:
        return _Agency(row.text("series"), row.text("agency"))

    return {agency.series: agency.name for agency in table(levels, TABLE, COLUMNS, entry, lambda agency: agency.series)}
