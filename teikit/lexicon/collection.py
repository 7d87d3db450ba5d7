"""What a collection is: its language, how it writes dates and numbers, what its forms are made of (collection.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR
from typing import Any, NamedTuple

from teikit.errors import ConfigRefused, did_you_mean
from teikit.lexicon.dates import Calendar
from teikit.lexicon.levels import Level

FILE = "collection.toml"
KEYS: dict[str, type | dict[str, type]] = {
    "title": str,
    "language": str,
    "words-of": list,
    "numerals": list,
    "families": list,
    "calendar": {
        "months": list,
        "halves": list,
        "clock": str,
        "hours": dict,
        "ordinals": list,
        "day-first": bool,
        "hour-first": bool,
        "years": list,
    },
    "rights": {"statement": str, "target": str, "status": str, "fields": list},
    "form": {"fields": list, "parties": list, "elsewhere": list, "routing": dict, "head-words": dict},
}
"""The keys of the file, and the kinds of their values. The head of the general file explains each."""


class Rights(NamedTuple):
    """What is known of the rights in works of a government: a sentence, a URL that explains it, its @status in TEI.

    ``fields`` are ids of fields that only forms of that government have.
    """

    statement: str
    target: str
    status: str
    fields: frozenset[str]


@dataclass(frozen=True)
class Collection:
    """The settings of a collection; ``numerals`` and ``head_words`` are in capitals.

    ``words_of`` are collections whose counted words are taken for those of this one, which has not counted enough.
    ``families`` are the kinds of its messages, in the order in which their fields are tried. ``form``, ``parties`` and
    ``elsewhere`` are ids of fields: those that make a header, one of which must be there, and those outside of headers.
    ``rights`` says what holds for a document that shows itself to be of the government whose collection it is.
    ``routing`` are labels in the left margin of a form and the fields that offices under them belong to; ``head_words``
    are the words that running heads are made of, and by how many letters they may be misread.
    """

    title: str
    language: str
    words_of: tuple[str, ...]
    numerals: tuple[str, ...]
    families: tuple[str, ...]
    calendar: Calendar
    form: frozenset[str]
    parties: frozenset[str]
    elsewhere: frozenset[str]
    routing: Mapping[str, str] = field(hash=False)
    head_words: Mapping[str, int] = field(hash=False)
    rights: Rights | None


def collection(levels: Sequence[Level]) -> Collection:
    """The settings of some levels, general to specific: the last value of a key counts."""
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
            years=tuple(calendar.get("years", (MINYEAR, MAXYEAR))),
        ),
        form=frozenset(form.get("fields", ())),
        parties=frozenset(form.get("parties", ())),
        elsewhere=frozenset(form.get("elsewhere", ())),
        routing=form.get("routing", {}),
        head_words=form.get("head-words", {}),
        rights=_rights(merged.get("rights", {})),
    )


def _rights(table: Mapping[str, Any]) -> Rights | None:
    if not table.get("statement"):
        return None
    return Rights(
        table["statement"], table.get("target", ""), table.get("status", ""), frozenset(table.get("fields", ()))
    )


def settings(level: Level) -> dict[str, Any]:
    """The settings of one level. Raises ConfigRefused for an unknown key, and for a value of the wrong kind."""
    tables = toml(level, FILE)
    _check(tables, KEYS, level.place(FILE))
    months = tables.get("calendar", {}).get("months", ())
    if months and (len(months) != 12 or not all(isinstance(names, list) and names for names in months)):
        raise ConfigRefused("DICT-MONTHS", "months are not twelve lists of names", place=level.place(FILE))
    years = tables.get("calendar", {}).get("years", (MINYEAR, MAXYEAR))
    if len(years) != 2 or not all(isinstance(year, int) for year in years) or years[0] > years[1]:
        raise ConfigRefused("DICT-YEARS", "years are not the first and the last year", place=level.place(FILE))
    return tables


def toml(level: Level, name: str) -> dict[str, Any]:
    """A TOML file of a level; nothing where it has none."""
    try:
        return tomllib.loads(level.text(name))
    except tomllib.TOMLDecodeError as error:
        raise ConfigRefused("DICT-TOML", str(error), place=level.place(name)) from None


def _check(table: Mapping[str, Any], keys: Mapping[str, Any], place: str) -> None:
    for key, value in table.items():
        if key not in keys:
            raise ConfigRefused("DICT-KEY", f"there is no key {key!r}", did_you_mean(key, keys), place)
        kind = keys[key]
        if isinstance(kind, dict) and isinstance(value, dict):
            _check(value, kind, place)
        elif not isinstance(value, dict if isinstance(kind, dict) else kind):
            raise ConfigRefused("DICT-KIND", f"the value of {key} is not what it must be", place=place)


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two levels of settings: tables are merged key by key; of everything else the upper level counts."""
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _over(merged[key], value) if both else value
    return merged
