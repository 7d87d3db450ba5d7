"""Gaps as other tools want them: described in words, and with the units of other grammars.

Words are for tools that do not show an empty ``gap`` (TEI Publisher, CETEIcean without rules of its own).
"""

from __future__ import annotations

from lxml import etree

from teikit.tei.build import make, q
from teikit.wording import counted

REASONS = {
    "redacted": "withheld",
    "illegible": "illegible",
    "missing": "missing",
    "misfiled": "a leaf of another document",
    "privacy": "private number",
}
"""What is said of a gap, by its reason."""


def describe_gaps(root: etree._Element) -> None:
    """Give each gap that has no description one: ``[withheld: 1 page]``."""
    for gap in root.iter(q("gap")):
        if gap.find(q("desc")) is None:
            gap.append(make("desc", f"[{_in_words(gap)}]"))


def pluralize_units(root: etree._Element) -> None:
    """Write each unit in the texts in the plural: ``unit="page"`` becomes ``unit="pages"``, however many there are."""
    for text in root.iter(q("text")):
        for element in text.iter(etree.Element):
            if unit := element.get("unit"):
                element.set("unit", f"{unit}s")


def _in_words(gap: etree._Element) -> str:
    reason, quantity, unit = gap.get("reason", ""), gap.get("quantity", ""), gap.get("unit", "")
    extent = counted(int(quantity), unit) if quantity.isascii() and quantity.isdigit() and unit else ""
    return ": ".join(filter(None, (REASONS.get(reason, reason), gap.get("extent") or extent)))
