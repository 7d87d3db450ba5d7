"""All excisions of an edition as a table: place, extent, exemption, who prints it, certainty, grounds."""

from __future__ import annotations

from teikit.collate.excisions import Excision
from teikit.collate.page_html import Html, bdi, joined, tag, text
from teikit.collate.page_view import View

HEADS = ("Excision", "Extent", "Exemption, and what it claims", "What stands there", "Certainty", "Grounds")
WORDS = 12
"""So many words of what was withheld are shown; all of it stands in the text."""


def listing(view: View) -> Html:
    """The table, release by release."""
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in HEADS)))
    found = sorted(view.edition.excisions, key=lambda one: view.releases[one.witness].number)
    return tag("table", head, tag("tbody", *(_line(view, one) for one in found)), class_="cards list")


def _line(view: View, one: Excision) -> Html:
    release = view.releases[one.witness]
    place = f"R{release.number}, page {release.witness.pages[one.page].n}"
    link = tag("a", place, href=f"#{view.anchor(one)}")
    return tag(
        "tr", tag("th", link, " ", tag("small", one.id), scope="row"), tag("td", _extent(view, one)),
        tag("td", _claims(view, one)), tag("td", _printed(view, one)), tag("td", str(one.cert)),
        tag("td", "; ".join(one.grounds)),
    )  # fmt: skip


def _extent(view: View, one: Excision) -> Html:
    lines = f" on {one.lines} lines" if one.lines > 1 else ""
    share = f"; {100 * one.share:.0f} % of the page with all that is withheld there" if one.share is not None else ""
    return text((view.extent(one) or "not known") + lines + share)


def _claims(view: View, one: Excision) -> Html:
    claims = [joined([tag("b", code), f" {meaning}"]) for code, meaning in view.codes(one)]
    return joined(claims, "; ") if claims else text("none read")


def _printed(view: View, one: Excision) -> Html:
    """Which releases print it, and how it begins there."""
    if not one.recovered:
        return text("no release here prints it")
    links = [_link(view, one, name) for name in one.printed if name in view.releases]
    reads = view.releases[one.fuller].reads(one.words, WORDS)
    return joined([joined(links, ", "), ": ", tag("q", bdi(reads))])


def _link(view: View, one: Excision, name: str) -> Html:
    id, number = view.printed(one, name), view.releases[name].number
    return tag("a", f"R{number}", href=f"#{id}", aria_label=f"release {number} prints it") if id else text(f"R{number}")
