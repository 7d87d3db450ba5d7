"""Tabulate all excisions of an edition: place, extent, exemption, releases that print it, certainty, grounds."""

from __future__ import annotations

from collections import Counter

from teikit.collation.excisions import Excision
from teikit.html.edition_view import View
from teikit.html.tags import Html, bdi, joined, tag, text
from teikit.wording import counted

HEADS = ("Excision", "Extent", "Exemption", "Text", "Certainty", "Grounds")
"""Heads of the columns."""
MOST_WORDS = 12  # words shown of what was withheld; all of it is in the text


def exemption_list(view: View) -> Html:
    """The exemptions that the releases claim, the numbers of places, and their meanings; empty if no code was read."""
    counts = Counter(id for excision in view.edition.excisions for id in excision.codes)
    entries = []
    for id in sorted(counts):
        code, meaning = view.code(id)
        places = f"{counted(counts[id], 'place')}: {meaning or 'not known'}"
        entries.append(joined([tag("dt", code), tag("dd", places, id=_exemption_anchor(view, id))]))
    return tag("dl", *entries, class_="claims") if entries else Html("")


def _exemption_anchor(view: View, id: str) -> str:
    return f"w{view.number}-e-{id}"


def excision_table(view: View) -> Html:
    """The table of excisions, in the order of the releases that withhold."""
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in HEADS)))
    ordered = sorted(view.edition.excisions, key=lambda excision: view.releases[excision.witness_id].number)
    rows = (_row(view, excision) for excision in ordered)
    return tag("table", head, tag("tbody", *rows), class_="cards list")


def _row(view: View, excision: Excision) -> Html:
    """The row of an excision, with links to its place in the text, and to the meanings of its exemptions."""
    release = view.releases[excision.witness_id]
    place = f"R{release.number}, page {release.witness.pages[excision.page].n}"
    head = tag("th", tag("a", place, href=f"#{view.anchor(excision)}"), " ", tag("small", excision.id), scope="row")
    codes = joined((tag("a", view.code(id)[0], href=f"#{_exemption_anchor(view, id)}") for id in excision.codes), ", ")
    cells = (
        _extent(view, excision),
        codes or text("none read"),
        _printed(view, excision),
        str(excision.cert),
        "; ".join(excision.grounds),
    )
    return tag("tr", head, *(tag("td", cell) for cell in cells))


def _extent(view: View, excision: Excision) -> Html:
    """The extent in words and lines, and the share of the page, as far as they are known."""
    lines = f" on {counted(excision.lines, 'line')}" if excision.recovered and excision.lines > 1 else ""
    share = f"{100 * excision.share:.0f} % of its page is withheld" if excision.share is not None else ""
    return joined([(view.extent(excision) or "not known") + lines, tag("small", share) if share else ""], " ")


def _printed(view: View, excision: Excision) -> Html:
    """The releases that print what an excision withholds, and its first words there."""
    if not excision.recovered:
        return text("no release here prints it")
    links = [_link(view, excision, name) for name in excision.printed_by if name in view.releases]
    beginning = view.releases[excision.fuller_id].beginning(excision.fuller_words, MOST_WORDS)
    return joined([joined(links, ", "), ": ", tag("q", bdi(beginning))])


def _link(view: View, excision: Excision, name: str) -> Html:
    """The number of a release that prints it, as a link to the place where it does, if that is known."""
    id, number = view.printed_anchor(excision, name), view.releases[name].number
    return tag("a", f"R{number}", href=f"#{id}", aria_label=f"release {number} prints it") if id else text(f"R{number}")
