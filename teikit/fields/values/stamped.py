"""The line that headquarters stamped on a cable when it came in: the day, and the serial number of the receipt.

``10 DEC 63 IN 77 397``, ``24 DEC 63 11 8 6 4-37``: the stamp has spaces between the digits of the number, and engines
misread the letters before them. Only a number whose five digits and IN are legible is stated.
"""

from __future__ import annotations

import regex

STAMPED = regex.compile(r"(?P<day>[0-3]?[0-9]\s?\p{L}{3,9}\s?(?:19)?[4-9][0-9])(?=\D|[0-9]{2}|$)")
"""The date that headquarters stamped on a cable, perhaps with digits of a serial number after it: ``13 DEC 6341``"""
SERIAL = regex.compile(r"\bIN\s[0-9](?:\s?[0-9]){4}$")
"""The serial number after it, whose digits are apart: ``IN 77 397``."""
AFTER_DAY = regex.compile(r"[\p{L}\p{N}\s.-]{4,16}")  # the text after the day in such a line
LEAST_FIGURES = 4  # digits after the day, at least


def is_stamped(text: str) -> bool:
    """Whether a whole text is the day of receipt with a number after it: ``24 DEC 63 11 8 6 4-37``.

    >>> is_stamped("10 DEC 63 IN 77 397"), is_stamped("10 December 1963"), is_stamped("24 DEC 63 WITH SUBJ")
    (True, False, False)
    """
    day = STAMPED.match(text)
    after = text[day.end("day") :] if day else ""
    return AFTER_DAY.fullmatch(after) is not None and sum(map(str.isdigit, after)) >= LEAST_FIGURES


def serial_in(text: str) -> tuple[int, int] | None:
    """The start and end of the serial number in such a line; None if it is not legible.

    >>> serial_in("10 DEC 63 IN 77 397"), serial_in("24 DEC 63 11 8 6 4-37")
    ((10, 19), None)
    """
    match = SERIAL.search(text)
    return match.span() if match else None
