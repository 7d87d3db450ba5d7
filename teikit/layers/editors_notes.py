"""Gaps for the notes of editors and archivists on withheld text: ``[2½ lines of source text not declassified]``."""

from __future__ import annotations

from collections.abc import Iterator

from teikit.core import Mark, Span, attrs, kinds
from teikit.lexicon import Lexicon

WHY = "a note in the text says so"
PARTS = {"½": ".5", "1/2": ".5", "¼": ".25", "¾": ".75"}
"""The fractions that editors write, with their decimals: ``2½ lines``, ``2-1/2 lines``."""
BETWEEN = "-– "  # characters that may be between a number and its fraction
DIGIT_FOR_LETTER = {"1ine": "line"}
"""Misread units, in volumes that were themselves read by an engine: ``less than 1 1ine``."""
UNITS = frozenset({"word", "line", "sentence", "paragraph", "page"})
"""Units of gaps in TEI; anything else (``document number``, ``2 names``) is an extent in words."""


def withheld_notes(text: str, lexicon: Lexicon, rule: str) -> Iterator[Mark]:
    """A gap for each note such as ``[2½ lines not declassified]``, with the extent that it gives, if any.

    ``rule`` is the name of the rule that marks it.
    """
    for match in lexicon.patterns["withheld note"].finditer(text):
        unit = DIGIT_FOR_LETTER.get(match["unit"], match["unit"]) or ""
        quantity = _number(match["amount"] or "") if unit.lower() in UNITS and not match["vague"] else ""
        words = " ".join(filter(None, (match["vague"], match["amount"], match["units"]))).split()
        details = attrs(
            reason="redacted",
            rend="brackets",
            unit=unit.lower() if quantity else "",
            quantity=quantity,
            extent="" if quantity else " ".join(words),
        )
        yield Mark(Span(*match.span()), kinds.GAP, rule, attributes=details, why=WHY)


def _number(amount: str) -> str:
    """A number in the form of TEI; empty for anything else.

    >>> _number("2½"), _number("2-1/2"), _number("½"), _number("12"), _number("several")
    ('2.5', '2.5', '0.5', '12', '')
    """
    for part, decimal in PARTS.items():
        if amount.endswith(part):
            amount = (amount.removesuffix(part).rstrip(BETWEEN) or "0") + decimal
    return amount if amount.replace(".", "", 1).isdigit() else ""
