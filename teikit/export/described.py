"""Change gaps for other tools: describe them in words (``desc``), and put their units in the plural.

Tools that show nothing for an empty ``gap`` (TEI Publisher, CETEIcean without rules of its own) show its description;
TEI simplePrint has the units ``chars``, ``lines``, ``pages``.
"""

from __future__ import annotations

from lxml import etree

from teikit.tei.build import make, q
from teikit.wording import extent

REASONS = {
    "redacted": "withheld",
    "illegible": "illegible",
    "missing": "missing",
    "misfiled": "filed elsewhere",
    "privacy": "private number",
}
"""The words for each ``gap/@reason``."""


def describe_gaps(root: etree._Element) -> None:
    """Add a description to each gap without one, in place: ``[withheld: 1 page]``."""
    for gap in root.iter(q("gap")):
        if gap.find(q("desc")) is None:
            gap.append(make("desc", f"[{_in_words(gap)}]"))


def pluralize_units(root: etree._Element) -> None:
    """Write each unit in the texts in the plural, in place: ``unit="page"`` becomes ``unit="pages"``, even for one."""
    for text in root.iter(q("text")):
        for element in text.iter(etree.Element):
            if unit := element.get("unit"):
                element.set("unit", f"{unit}s")


def _in_words(gap: etree._Element) -> str:
    """The reason of a gap, and its extent as far as it is known: ``withheld: 3 lines``."""
    reason, missing = gap.get("reason", ""), extent(gap.get("quantity"), gap.get("unit"))
    return ": ".join(filter(None, (REASONS.get(reason, reason), gap.get("extent") or missing)))
