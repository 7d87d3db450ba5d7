"""The settings of a collection: its language, how it writes dates and numbers, the parts of its forms.

They stand in ``collection.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR
from typing import Any

from teikit.errors import ConfigRefused
from teikit.lexicon.dates import Calendar
from teikit.lexicon.levels import Level
from teikit.lexicon.tables import ANY, check, toml

FILE = "collection.toml"
KEYS: dict[str, Any] = {
    "title": str,
    "language": str,
    "words-of": [str],
    "numerals": [str],
    "families": [str],
    "calendar": {
        "months": list,
        "halves": [str],
        "clock": str,
        "hours": {ANY: int},
        "ordinals": [str],
        "day-first": bool,
        "hour-first": bool,
        "day-begins": str,
        "years": list,
    },
    "form": {"fields": [str], "parties": [str], "elsewhere": [str], "routing": {ANY: str}, "head-words": {ANY: int}},
}
"""The keys of the file, which the general one explains, and the kinds of their values (``tables.check``)."""


@dataclass(frozen=True)
class Collection:
    """The settings of a collection. Ids of fields are those of ``fields.tsv``."""

    title: str
    language: str  # code of its language in BCP 47
    words_of: tuple[str, ...]  # collections whose counted words it uses, because it has not counted enough itself
    numerals: tuple[str, ...]  # the numbers from one on in words, in capitals
    families: tuple[str, ...]  # the kinds of its messages, in the order in which their fields are tried
    calendar: Calendar
    form: frozenset[str]  # ids of the fields that a header is made of
    parties: frozenset[str]  # ids of fields with parties, one of which a header must have
    elsewhere: frozenset[str]  # ids of fields that stand outside of headers
    routing: Mapping[str, str] = field(hash=False)  # fields of offices by the label above them in the left margin
    head_words: Mapping[str, int] = field(hash=False)  # words of running heads: most letters that may be misread


def collection(levels: Sequence[Level]) -> Collection:
    """The settings of the levels, general to specific; of two values of a key the more specific one counts.

    Raises ConfigRefused as :func:`settings` does.
    """
    merged: dict[str, Any] = {}
    for level in levels:
        merged = _over(merged, settings(level))
    calendar, form = merged.get("calendar", {}), merged.get("form", {})
    return Collection(
        title=merged.get("title", ""),
        language=merged.get("language", ""),
        words_of=tuple(merged.get("words-of", ())),
        numerals=tuple(merged.get("numerals", ())),
        families=tuple(merged.get("families", ())),
        calendar=Calendar(
            months=tuple(map(tuple, calendar.get("months", ()))),
            halves=tuple(calendar.get("halves", ())),
            clock=calendar.get("clock", ""),
            hours=calendar.get("hours", {}),
            ordinals=tuple(calendar.get("ordinals", ())),
            day_first=calendar.get("day-first", False),
            hour_first=calendar.get("hour-first", False),
            day_begins=calendar.get("day-begins", ""),
            years=tuple(calendar.get("years", (MINYEAR, MAXYEAR))),
        ),
        form=frozenset(form.get("fields", ())),
        parties=frozenset(form.get("parties", ())),
        elsewhere=frozenset(form.get("elsewhere", ())),
        routing=form.get("routing", {}),
        head_words=form.get("head-words", {}),
    )


def settings(level: Level) -> dict[str, Any]:
    """The settings of one level.

    Raises ConfigRefused for a file that is no TOML (DICT-TOML), an unknown key (DICT-KEY), a value of the wrong type
    (DICT-KIND), months that are not twelve (DICT-MONTHS), and years in the wrong order (DICT-YEARS).
    """
    tables = toml(level.text(FILE), level.place(FILE))
    check(tables, KEYS, FILE, level.place(FILE))
    months = tables.get("calendar", {}).get("months", ())
    if months and (len(months) != 12 or not all(map(_is_month, months))):
        raise ConfigRefused("DICT-MONTHS", "months are not twelve lists of names", place=level.place(FILE))
    years = tables.get("calendar", {}).get("years", (MINYEAR, MAXYEAR))
    if len(years) != 2 or not all(isinstance(year, int) for year in years) or years[0] > years[1]:
        raise ConfigRefused("DICT-YEARS", "years are not the first and the last year", place=level.place(FILE))
    return tables


def _is_month(names: object) -> bool:
    """Whether a value of the file can be the names of a month."""
    return isinstance(names, list) and bool(names) and all(isinstance(name, str) and name for name in names)


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two levels of settings as one: tables are merged key by key, and of other values that of ``above`` counts."""
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _over(merged[key], value) if both else value
    return merged
