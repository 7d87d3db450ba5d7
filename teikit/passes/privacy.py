"""Find numbers that belong to living people: social security numbers, bank cards, passports.

What it marks: nine digits in the groups of a social security number (``123-45-6789``), if that area and group were
ever issued; nine digits after ``SSN`` or ``SOCIAL SECURITY``; the number of a bank card with the right check digit; the
number after ``PASSPORT NO``.

What it leaves alone: record numbers (``104-10014-10067``), telephone numbers, telegram and file numbers, dates.

How it may be wrong: nine digits in these groups may be some other number; misread digits may hide one. The
rule changes no text: the page of ``collate --html`` masks what it finds, and so does ``collate --public``.
Seen in: the 2025 release of the JFK records, which printed the numbers of living people.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from teikit.core import Draft, Mark, Span, kinds
from teikit.lexicon import Lexicon

RULE = "privacy"
D = "[0-9OIlSB]"
"""A digit, or a letter that engines read for one: O for 0, I and l for 1, S for 5, B for 8."""
SOCIAL = regex.compile(
    rf"(?<![\w-])(?P<area>{D}{{3}})(?P<by>[-. ])\s{{0,3}}(?P<group>{D}{{2}})(?P=by)\s{{0,3}}"
    rf"(?P<serial>{D}{{4}})(?![\w-])"
)
"""A social security number in its three groups: ``123-45-6789``."""
NAMED_NUMBER = regex.compile(
    r"\b(?:SSN|S\.S\.N\.|SOC(?:IAL|\.)?\s+SEC(?:URITY|\.)?)\W+(?:(?:ACCOUNT|ACCT|CARD)\W+)?"
    rf"(?:(?:NO|NUMBER|NUM|NR|#)\W+)?(?:IS\s+)?(?P<number>{D}[{D[1:-1]} .-]{{7,12}}{D})",
    regex.IGNORECASE,
)
"""One after its name, however it is divided: ``SSN: 123456789``."""
PASSPORT = regex.compile(
    r"\bPASSPORT\s+(?:NO|NUMBER|NUM|NR|#)\W{0,3}(?P<number>[A-Z]{0,2}[- ]?[0-9][0-9A-Z-]{4,9})(?!\w)", regex.IGNORECASE
)
"""The number of a passport after its name: ``PASSPORT NO. A123456``."""
CARD = regex.compile(
    r"(?<![\w-])(?:[0-9]{4}(?P<by>[ -])[0-9]{4}(?P=by)[0-9]{4}(?P=by)[0-9]{4}"
    r"|[0-9]{4}(?P<and>[ -])[0-9]{6}(?P=and)[0-9]{5}|[0-9]{15,16})(?![\w-])"
)
"""The number of a card, in the groups of a card or in one: other groups are file and telegram numbers side by side."""
DIGITS = str.maketrans("OIlSB", "01158")  # the digits, by the letters that engines read for them
FORMAT = regex.compile(r"\p{Cf}")  # an invisible character, which may be among digits: 123\u200b-45-6789
SPACE = regex.compile(r"\s")  # white space of any kind, including line ends
PLAIN = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **{chr(0xFF10 + digit): str(digit) for digit in range(10)}})
"""The hyphen for all hyphens and dashes, and digits for those of full width: ``123\u201145\u20116789``."""
PRIVATE = "[private]"  # text in the place of a number of a living person
SHORTEST = 9  # characters of the shortest of these numbers: 123456789
SOCIAL_DIGITS = 9  # digits of a social security number
MOST_LETTERS = 3  # of these, letters that were read for digits, at most


def privacy(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """Mark ``123-45-6789``; leave the record number ``104-10014-10067``."""
    for span in private(draft.text):
        yield Mark(span, kinds.PRIVATE, RULE)


def private(text: str) -> Iterator[Span]:
    r"""The places of such numbers in a text, in order and without overlap; they may run over line ends.

    Format characters among the digits, such as the soft hyphens of a PDF, are ignored.

    >>> [tuple(span) for span in private("SSN 123\u00ad-45-\n6789")]
    [(4, 17)]
    """
    if len(text) < SHORTEST or text.isalpha():
        return
    if not FORMAT.search(text):
        yield from _numbers(_plain(text))
        return
    visible = [at for at, character in enumerate(text) if not FORMAT.match(character)]
    for start, end in _numbers(_plain("".join(text[at] for at in visible))):
        yield Span(visible[start], visible[end - 1] + 1)


def masked(text: str, mask: str) -> str:
    """A text with ``mask`` in the place of each such number.

    >>> masked("SSN 123-45-6789, RECORD 104-10014-10067", "[private]")
    'SSN [private], RECORD 104-10014-10067'
    """
    parts, at = [], 0
    for start, end in private(text):
        parts += [text[at:start], mask]
        at = end
    return "".join([*parts, text[at:]])


def without_private(text: str) -> str:
    """A text in which the numbers of living people are masked, as in the TEI and in tables."""
    return masked(text, PRIVATE)


def _plain(text: str) -> str:
    """A text with plain spaces, hyphens and digits, each in its place."""
    return SPACE.sub(" ", text).translate(PLAIN)


def _numbers(text: str) -> Iterator[Span]:
    """The same in a text without invisible characters."""
    spans = [Span(*match.span()) for match in SOCIAL.finditer(text) if _is_social(match)]
    named = (match for match in NAMED_NUMBER.finditer(text) if _count(match["number"]) == SOCIAL_DIGITS)
    spans += (Span(*match.span("number")) for match in named)
    spans += (Span(*match.span("number")) for match in PASSPORT.finditer(text))
    spans += (Span(*match.span()) for match in CARD.finditer(text) if _is_card(match[0]))
    end = 0
    for span in sorted(spans):
        if span.start >= end:
            yield span
            end = span.end


def _is_social(match: regex.Match[str]) -> bool:
    """Whether a number of this area and group was ever issued, and most of its characters were read as digits."""
    area, group, serial = (match[name].translate(DIGITS) for name in ("area", "group", "serial"))
    is_issued = area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"
    return is_issued and sum(map(str.isdigit, match[0])) >= SOCIAL_DIGITS - MOST_LETTERS


def _count(number: str) -> int:
    """The number of digits, including letters that were read for digits."""
    return sum(map(str.isdigit, number.translate(DIGITS)))


def _is_card(number: str) -> bool:
    """Whether the check digit is right (Luhn), the first digit is that of a card, and the digits are of three kinds."""
    digits = [int(digit) for digit in number if digit.isdigit()]
    total = sum(digit if at % 2 == 0 else sum(divmod(2 * digit, 10)) for at, digit in enumerate(reversed(digits)))
    return total % 10 == 0 and len(set(digits)) > 2 and digits[0] in (3, 4, 5, 6)
