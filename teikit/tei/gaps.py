"""What is missing from the text: gaps, and what another release prints in their place."""

from __future__ import annotations

import re

from lxml import etree

from teikit.core import Evidence, Mark, kinds
from teikit.core.layout import Box
from teikit.passes.privacy import private
from teikit.tei.build import add_text, make, pointers
from teikit.tei.facsimile import Facsimile

ELLIPSIS = "[...]"  # what texts have for something missing, too


def gap_of(mark: Mark, facsimile: Facsimile) -> etree._Element:
    """The element of a gap, with what is known of it: reason, extent, exemption; of an inferred one, the ground.

    What another release prints there is supplied instead; a number of a living person is a gap, too.
    """
    if mark.kind == kinds.RECOVERED:
        return with_gaps(supplied(mark), mark.get("text"), mark.get("public") != "")
    if mark.kind == kinds.PRIVATE:
        return make("gap", reason="privacy", resp=f"#{mark.rule}")
    evidence, box = mark.get("evidence"), mark.get("box")
    place = Box(*map(int, box.split(","))) if box else None
    return make(
        "gap",
        facs=facsimile.region("gap", mark.span.start, place),
        reason=mark.get("reason"),
        quantity=mark.get("quantity"),
        unit=mark.get("unit"),
        extent=mark.get("extent"),
        ana=pointers(mark.get("ana").split()),
        rend=mark.get("rend"),
        resp=pointers(mark.by) if evidence else None,
        evidence=evidence,
        cert=str(mark.cert) if evidence else None,
    )


def supplied(mark: Mark) -> etree._Element:
    """The empty element for text that one release withholds and others print."""
    return make(
        "supplied",
        id=mark.get("id"),
        reason=mark.get("reason"),
        resp=f"#{mark.rule}",
        evidence=str(Evidence.EXTERNAL),
        cert=str(mark.cert),
        source=pointers(mark.get("source").split()),
    )


def with_gaps(element: etree._Element, text: str, public: bool) -> etree._Element:
    """An element with a text put into it; ``ELLIPSIS`` becomes a gap, and so does, if ``public``, a private number."""
    holes = [(match.start(), match.end(), "redacted") for match in re.finditer(re.escape(ELLIPSIS), text)]
    holes += [(span.start, span.end, "privacy") for span in private(text)] if public else []
    at = 0
    for start, end, reason in sorted(holes):
        add_text(element, text[at:start])
        element.append(make("gap", reason=reason, resp="#privacy" if reason == "privacy" else None))
        at = end
    add_text(element, text[at:])
    return element
