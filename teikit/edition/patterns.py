"""Fill patterns of titles and identifiers, such as ``{record}: {from} {number}, {date:long}``, with known values.

If a value is unknown, its place is dropped together with the text before it and the closing brackets after it: nothing
is made up, and no comma is left over. Literal braces are doubled.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from teikit.errors import did_you_mean

FIELDS = {
    "name": "the name of the input without its ending, with its path in the input folder",
    "record": "the number of the record",
    "from": "who sent it",
    "to": "who it was sent to",
    "number": "the number of the telegram",
    "section": "which section of the telegram it is: 1 of 11",
    "date": "when it was sent; `{date:long}` is 28 October 1962, `{date:year}` 1962, `{date:compact}` 19621028",
    "kind": "what it is: telegram, memorandum",
    "subject": "its subject, as on the page",
    "title": "its title on the identification sheet",
    "id": "its number within a file of several documents: t2",
}
"""The fields that a pattern may name in addition to the columns of the table."""
FORMATS = ("long", "iso", "year", "compact")
"""The formats of ``{date}``."""
PLACE = "A place is a name in braces: {number}; a date may also be {date:long}, iso, year or compact."
LONE_BRACE = "Double a brace that stands for itself: {{."
"""What to do about a pattern that cannot be read; Python's parser says ``Single '}' encountered`` of a lone brace."""
CLOSING = regex.compile(r"[)\]}»”’\"']+")  # what closes the text around a part that is left out: (no. {number})
BETWEEN = " ,;:.·-–—/"
"""Characters that separate values, so they do not begin a text."""
NO_NAME = regex.compile(r"[^A-Za-z0-9._-]")  # characters that an xml:id or a file name may not have
TAKEN = regex.compile(r"r[^A-Za-z_]")
"""A name that looks as if ``r`` had been put before it: ``r104-10326``."""


class Place(NamedTuple):
    """A place in a pattern: the text before it, its field, the format, closing brackets after it."""

    before: str
    field: str
    format: str
    after: str


@lru_cache(maxsize=64)
def places(pattern: str) -> tuple[tuple[Place, ...], str]:
    """The places of a pattern, and the text after the last one. Raises ValueError, with a text for people."""
    fields: list[Place] = []
    rest = ""
    for literal, field, format, conversion in string.Formatter().parse(pattern):
        closing = CLOSING.match(literal) if fields else None
        if closing:
            fields[-1] = fields[-1]._replace(after=closing[0])
            literal = literal[closing.end() :]
        if field is None:
            rest += literal
            continue
        if conversion or not field:
            raise ValueError("a place in braces names a field, as in {number}")
        if format and (field != "date" or format not in FORMATS):
            raise ValueError(f"{{{field}:{format}}} is not a format; there is {{date:long}}, also iso, year, compact")
        fields.append(Place(rest + literal, field, format or "", ""))
        rest = ""
    return tuple(fields), rest


def fault_in(pattern: str, columns: Iterable[str]) -> tuple[str, str] | None:
    """What is wrong with a pattern, and what to do about it; None if nothing is."""
    known = [*FIELDS, *columns]
    try:
        named, _ = places(pattern)
    except ValueError as error:
        hint = LONE_BRACE if str(error).startswith("Single ") else PLACE
        return f"the pattern {pattern!r} cannot be read: {error}", hint
    for place in named:
        if place.field not in known:
            hint = did_you_mean(place.field, known) or f"There are {', '.join(known)}."
            return f"the pattern names {{{place.field}}}, which is neither a field nor a column", hint
    return None


def named(pattern: str) -> list[str]:
    """The fields that a valid pattern names."""
    return [place.field for place in places(pattern)[0]]


def filled(pattern: str, facts: Mapping[str, str], months: Sequence[str] = ()) -> str:
    """A pattern filled with the known values; empty if none of its fields is known.

    ``months`` are names for ``{date:long}``.

    A value is left out if the next one begins with it: DIR before the number DIR 88252.

    >>> filled("{record}: {from} {number} ({date:year})", {"from": "PARIS", "number": "12"})
    'PARIS 12'
    >>> filled("{record}: {from}", {"record": "104-10326-10050", "from": "PARIS"})
    '104-10326-10050: PARIS'
    """
    text = before = ""
    pattern_places, rest = places(pattern)
    for number, place in enumerate(pattern_places):
        value = _written(facts.get(place.field, ""), place.format, months)
        if value:
            text += place.before if text or not number else place.before.lstrip(BETWEEN)
            text += value.removeprefix(f"{before} ") + place.after
            before = value
    return text + rest if text or not pattern_places else ""


def _written(value: str, format: str, months: Sequence[str]) -> str:
    """A date (ISO 8601) in a format: ``iso``, ``year``, ``compact``, else in words, without unknown parts."""
    if not value or not format or format == "iso":
        return value
    day = value.partition("T")[0]
    if format == "year":
        return day[:4]
    if format == "compact":
        return day.replace("-", "")
    year, month, number, *_ = [*day.split("-"), "", ""]
    if not month or len(months) != 12:
        return day
    return " ".join(filter(None, (number.lstrip("0"), months[int(month) - 1], year)))


def xml_id(text: str) -> str:
    """An ``xml:id`` made from a text, always the same, and unique to the text: ``r104-10326-10050_2025``.

    A character that an identifier may not have becomes an underscore; then, and if another text could give the same
    identifier, six digits of the SHA-256 are added.

    >>> xml_id("104-10326-10050_2025"), xml_id("cable-03")
    ('r104-10326-10050_2025', 'cable-03')
    """
    plain = NO_NAME.sub("_", text)
    if plain != text or TAKEN.match(plain) or not plain:
        return told_apart(_begun(plain), text)
    return _begun(plain)


def _begun(plain: str) -> str:
    return plain if regex.match("[A-Za-z_]", plain) else f"r{plain}"


def told_apart(id: str, text: str) -> str:
    """An identifier that is not unique, with six digits made from the text."""
    return f"{id}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
