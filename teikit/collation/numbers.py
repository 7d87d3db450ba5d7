"""Treat numbers among variants: context says nothing about a number, so it cannot correct one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import regex

from teikit.collation.witness import key_of
from teikit.words.tokens import parts

NUMBER_OR_DAMAGED = regex.compile(r"(?=.*[0-9])[A-Z0-9]+(?:[-/.,:][A-Z0-9]+)*")
"""A number, whole or damaged: ``788``, ``1.3``, ``7O``, ``F-5``."""
COMPOUND = regex.compile(r"(?=.*[0-9])[A-Z0-9]+(?:[-/][A-Z0-9]+)+(?:['’‘]S)?")
"""A name or number put together with signs: ``L/1``, ``F/86'S``. Its digits are digits, not misread letters."""
TIME_GROUP = regex.compile(r"(?:[0-9]{2})?[0-9]{4}Z")
"""Hour and minute in Greenwich time, also with the day (ACP 121), ``1337Z``, ``281726Z``: its Z is no misread 2."""


def digits(reading: str) -> str:
    """The digits in a reading."""
    return "".join(filter(str.isdigit, reading))


def is_number(reading: str) -> bool:
    """Whether a reading is a number, whole or damaged."""
    return NUMBER_OR_DAMAGED.fullmatch(parts(reading)[1]) is not None


def is_compound(reading: str) -> bool:
    """Whether a reading is composed of letters and digits with signs."""
    return COMPOUND.fullmatch(parts(reading)[1]) is not None


def number_beside(before: str, readings: Collection[str]) -> str:
    """The clean number of a release in the place of a damaged one of the base (``7O``, ``74u``); empty without one.

    At least half of the digits of the base must be in it, each in its place: HM877 is not a damaged 21162.

    ``before`` is the reading of the base. If it has only digits, or is a time group, it is returned, unless a release
    has a word there.
    """
    clean = {reading for reading in readings if parts(reading)[1].isdigit()}
    core = parts(before)[1]
    if len({key_of(reading) for reading in clean}) != 1 or not any(map(str.isdigit, core)):
        return ""
    if TIME_GROUP.fullmatch(core):
        return before
    if core.isdigit():
        words = [reading for reading in readings if reading != before and not any(map(str.isdigit, reading))]
        return before if not words else ""  # 70 may be a misread TO
    number = min(clean)
    return number if not _is_mostly_letters(core) and _has_digits_of(parts(number)[1], core) else ""


def _has_digits_of(number: str, damaged: str) -> bool:
    """Whether a number is as long as a damaged one and has at least half of its digits, each in its place.

    >>> _has_digits_of("747", "74u"), _has_digits_of("21162", "HM877")
    (True, False)
    """
    if len(number) != len(damaged):
        return False
    kept = [digit == clean for digit, clean in zip(damaged, number, strict=True) if digit.isdigit()]
    return 2 * sum(kept) >= len(kept)


def _is_mostly_letters(core: str) -> bool:
    """Whether most of it are letters: F-5 and B1A3 are not damaged numbers."""
    return 2 * sum(map(str.isalpha, core)) > len(core)


def numbers_differ(readings: Iterable[str]) -> bool:
    """Whether two releases have different numbers, each without a sign of damage."""
    return len({key_of(reading) for reading in readings if is_number(reading)}) > 1
