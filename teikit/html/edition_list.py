"""All excisions of an edition as a table: place, extent, exemption, who prints it, certainty, grounds."""

from __future__ import annotations

from collections import Counter

from teikit.collation.excisions import Excision
from teikit.html.edition_view import View
from teikit.html.tags import Html, bdi, joined, tag, text
from teikit.wording import counted

HEADS = ("Excision", "Extent", "Exemption", "What stands there", "Certainty", "Grounds")
WORDS = 12
"""So many words of what was withheld are shown; all of it stands in the text."""


def claims(view: View) -> Html:
    """The exemptions that the releases claim, what each means, and in how many places; nothing if none was read."""
    counts = Counter(id for one in view.edition.excisions for id in one.codes)
    entries = [
        joined(
            [
                tag("dt", code),
                tag("dd", f"{counted(counts[id], 'place')}: {meaning or 'not known'}", id=_claim(view, id)),
            ]
        )
        for id in sorted(counts)
        for code, meaning in [view.code(id)]
    ]
    return tag("dl", *entries, class_="claims") if entries else Html("")


def _claim(view: View, id: str) -> str:
    return f"w{view.number}-e-{id}"


def listing(view: View) -> Html:
    """The table, release by release."""
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in HEADS)))
    found = sorted(view.edition.excisions, key=lambda one: view.releases[one.witness].number)
    return tag("table", head, tag("tbody", *(_line(view, one) for one in found)), class_="cards list")


def _line(view: View, one: Excision) -> Html:
    release = view.releases[one.witness]
    place = f"R{release.number}, page {release.witness.pages[one.page].n}"
    link = tag("a", place, href=f"#{view.anchor(one)}")
    head = tag("th", link, " ", tag("small", one.id), scope="row")
    links = joined((tag("a", view.code(id)[0], href=f"#{_claim(view, id)}") for id in one.codes), ", ")
    cells = (_extent(view, one), links or text("none read"), _printed(view, one), str(one.cert), "; ".join(one.grounds))
    return tag("tr", head, *(tag("td", cell) for cell in cells))


def _extent(view: View, one: Excision) -> Html:
    lines = f" on {counted(one.lines, 'line')}" if one.recovered and one.lines > 1 else ""
    share = f"{100 * one.share:.0f} % of its page is withheld" if one.share is not None else ""
    return joined([(view.extent(one) or "not known") + lines, tag("small", share) if share else ""], " ")


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
