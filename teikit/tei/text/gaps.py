"""Text that is missing: ``gap``, or ``supplied`` if another release prints it."""

from __future__ import annotations

import re

from lxml import etree

from teikit.core import Evidence, Mark, kinds
from teikit.core.layout import Box
from teikit.passes.privacy import private
from teikit.tei.build import add_text, make, pointers
from teikit.tei.text.facsimile import Facsimile

ELLIPSIS = "[...]"  # sign for a gap in the text of a passage


def gap_of(mark: Mark, facsimile: Facsimile) -> etree._Element:
    """The ``gap`` of a mark with its reason, extent and exemption; with ``@evidence`` if it was inferred.

    Text that another release prints there makes it ``supplied``. The number of a living person is a gap, too.
    """
    if mark.kind == kinds.RECOVERED:
        return with_gaps(supplied(mark), mark.get("text"), public=mark.get("public") != "")
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
    """An empty ``supplied`` for text that one release withholds and others print."""
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
    """Add a text to an element, and return the element.

    :data:`ELLIPSIS` becomes a ``gap``, and so does the number of a living person, if ``public``.
    """
    gaps = [(match.start(), match.end(), "redacted") for match in re.finditer(re.escape(ELLIPSIS), text)]
    gaps += [(span.start, span.end, "privacy") for span in private(text)] if public else []
    at = 0
    for start, end, reason in sorted(gaps):
        add_text(element, text[at:start])
        element.append(make("gap", reason=reason, resp="#privacy" if reason == "privacy" else None))
        at = end
    add_text(element, text[at:])
    return element
