"""A printing as a draft: nothing in it is corrected; what its editors say is withheld is a gap."""

from __future__ import annotations

from collections.abc import Iterator

from teikit.core import Draft, Mark, Source, Span, attrs, kinds
from teikit.lexicon import Lexicon
from teikit.passes.pages import pages
from teikit.passes.paragraphs import paragraphs

RULE = "collate"  # name of the rule in the marks
PARTS = {"½": ".5", "1/2": ".5", "¼": ".25", "¾": ".75"}
"""How editors write fractions of a line, and the decimals: ``2½ lines``, ``2-1/2 lines``."""
BETWEEN = "-– "  # characters that may stand between a number and its fraction
DIGIT_FOR_LETTER = {"1ine": "line"}
"""Misread units, in volumes that were themselves read by an engine: ``less than 1 1ine``."""


def printed(source: Source, lexicon: Lexicon) -> Draft:
    """The draft of a printing: its pages and paragraphs, and the notes of its editors on what is withheld as gaps."""
    draft = Draft.of(source)
    draft = draft.apply(pages(draft, lexicon))
    draft = draft.apply(withheld_by_editors(draft, lexicon))
    return draft.apply(paragraphs(draft, lexicon))


def withheld_by_editors(draft: Draft, lexicon: Lexicon) -> Iterator[Mark]:
    """A gap for each note such as ``[2½ lines not declassified]``, with the extent that the note gives, if any."""
    for match in lexicon.patterns["withheld note"].finditer(draft.text):
        amount, vague = match["amount"], match["vague"]
        unit = DIGIT_FOR_LETTER.get(match["unit"].lower(), match["unit"].lower())
        number = _number(amount or "")
        quantity = "" if vague else number
        words = " ".join(filter(None, (vague, amount, match["units"])))
        details = attrs(
            reason="redacted",
            rend="brackets",
            unit=unit.replace(" ", "-") if quantity or not amount else "",
            quantity=quantity,
            extent=" ".join(words.split()) if amount and not quantity else "",
        )
        yield Mark(Span(*match.span()), kinds.GAP, RULE, attributes=details, why="the editors of the printing say so")


def _number(amount: str) -> str:
    """A number as TEI has it; empty for what is none.

    >>> _number("2½"), _number("2-1/2"), _number("½"), _number("12"), _number("several")
    ('2.5', '2.5', '0.5', '12', '')
    """
    for part, decimal in PARTS.items():
        if amount.endswith(part):
            amount = (amount.removesuffix(part).rstrip(BETWEEN) or "0") + decimal
    return amount if amount.replace(".", "", 1).isdigit() else ""
