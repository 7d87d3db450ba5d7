"""The numbers in fields: of messages, reports, dispatches, their receipt, and files."""

from __future__ import annotations

import regex

MESSAGE_NUMBER = regex.compile(r"(?:(?:[A-Z]{3,}\.?\s+){0,3}|C?A-)[0-9]{1,6}(?![0-9:/]|-[0-9])")
"""The number of a message, ``POLTO CIRCULAR 12``, ``A-87``; not the beginning of an instruction's: ``NO. 70-1``."""
SYMBOL = regex.compile(
    r"(?!TDCS\s?O)[A-Z]{2,6}(?:[\s-]?[A-Z]{1,3}|/[A-Z]{1,3}:?)?[\s/~-]{1,2}[0-9][0-9/,-]*[0-9](?:,\s[0-9]{3}(?![0-9]))?"
)
"""The number of a report or a dispatch: ``CS CI-316/00628-65``, ``UFG 7675``, ``UFAA~4507``, ``TDCS DB-3/656, 739``,
``WH/COS: 344-74``; TDCSOB is a misread TDCSDB."""
AS_TYPED = ("~", "-"), (", ", ","), ("- ", "-"), ("/,", "/")
"""Misreadings in such a number, and what was typed."""
CONTROL = regex.compile(r"(?<![\p{L}\p{N}]|\bPAGE\s)[0-9]{3,5}(?![\p{L}\p{N}&%$#])")
"""The control number of a form of the State Department: ``19528``; not 001 of PAGE 001, not a part of ``IN B959%5``."""
SERIAL = regex.compile(
    r"(?<![\p{L}\p{N}])(?:(?:IN|OUT)[\s:-]{0,2}|(?<=\bIN_\s?))(?P<figures>[0-9]{4,7})(?![\p{L}\p{N}&%$#])"
)
"""The serial number of a cable at headquarters: ``IN 80396``, ``OUT-54710``, 5394206 of ``IN_ 5394206``; a sign at its
end is a misread digit."""
BROKEN_SERIAL = regex.compile(r"(?<![\p{L}\p{N}])(?:IN|OUT)\s?[0-9]{3,6}[&%$#]")
"""Such a number with a misread digit: ``IN 8135&``."""
HYPHENED = regex.compile(r"(?<![0-9-])[0-9]{2}-[0-9]{5,7}(?![0-9-])")  # the same with its year before it: 78-0169544
YEAR_AND_NUMBER = regex.compile(r"(?<![0-9])[6-9][0-9]\s[0-9]{7}(?![0-9])")
"""The same with a space after the year: ``78 1065425 PAGE 001``."""
YEAR_BEFORE = regex.compile(r"(?<![0-9])[6-9][0-9]\s(?P<figures>[\p{L}0-9]{7,8})(?![\p{L}0-9])(?=.*\sIN[\s_])")
"""The same, perhaps misread, before the number after IN: ``78 O7a17048 PAGE 001 IN 0791704``."""
AFTER_TIME = regex.compile(r"(?<=[0-9][Z27%zX]\s\p{L}{3}\s[4-9][0-9])[^0-9]{1,12}(?P<number>[0-9]{5})$")
"""The number of a cable after the time at which it was received: ``TOR: 171655Z NOV 95 28456``."""
SPACED_FIGURES = regex.compile(r"[0-9](?:\s?[0-9]){4,5}")
"""The number of a cable on a line of its own, perhaps with a space in it: ``9823 6``."""
PARTED = regex.compile(r"(?<=\n)[0-9](?:\s?[0-9]){4,5}$")
"""The same as the last line of a field."""
TYPED_LABEL = "No. "  # the label of a number that is typed on a despatch, not printed on a form
DIGITS_OF_FORM = 2  # digits of the number of a printed form, at most: OPTIONAL FORM NO. 10
FILE = regex.compile(r"(?<![0-9+-])(?P<file>[0-9]{1,3}-[0-9]{1,6}(?:-[0-9]{1,4})*(?:/[0-9]{1,4})?)(?![0-9])")
"""The number of a file of the FBI: ``(62-109060)``, ``105-82555-1234``"""


def number_of_receipt(value: str) -> regex.Match[str] | None:
    """The number under which a message was received; None without a legible one, or if its two readings differ.

    >>> number_of_receipt("78 1065425 PAGE 001")[0], number_of_receipt("10 DEC 63 IN 8135&")
    ('78 1065425', None)
    >>> number_of_receipt("78 O7a17048 PAGE 001 IN 0791704"), number_of_receipt("95 PAGE 001 IN_ 2246909")[0]
    (None, '2246909')
    """
    first, again = YEAR_BEFORE.search(value), SERIAL.search(value)
    if first and again and not first["figures"].startswith(again["figures"]):
        return None
    patterns = (YEAR_AND_NUMBER, SERIAL, HYPHENED, CONTROL)
    number = next(filter(None, (pattern.search(value) for pattern in patterns)), None)
    return None if BROKEN_SERIAL.search(value) else number


def may_be_of_form(number: str) -> bool:
    """Whether a number may be that of a printed form: ``10``, but not ``112`` or ``A-10``."""
    return number.isdigit() and len(number) <= DIGITS_OF_FORM


def as_typed(number: str) -> str | None:
    """A number as it was typed: ``UFAA-4507`` for ``UFAA~4507``; None if it was read like that."""
    typed = number
    for read, right in AS_TYPED:
        typed = typed.replace(read, right)
    return typed if typed != number else None
