"""The pages of series: the list of all, and one for each series, with tick boxes for its occurrences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teikit.html.tags import Html, document, escaped, joined, tag
from teikit.review.pages import STYLE
from teikit.review.series import NAMES, Key, Occurrence, Series
from teikit.wording import counted

MOST_LISTED = 300  # most series of a kind that are listed
MOST_SHOWN = 2000  # most occurrences of a series that are shown and decided at once
TITLES = {
    "form": "The same form",
    "confusion": "The same confusion",
    "rule": "The same rule",
    "person": "A person",
    "place": "A place",
}
"""Titles by what the occurrences of a series have in common."""
VERDICTS = {
    "reads": "decided: the correction is right",
    "as-read": "decided: as the OCR has it",
    "person": "decided",
    "place": "decided",
}
"""The decisions on occurrences on these pages, in words."""


def series_list(series: Sequence[Series]) -> bytes:
    """All series by what they have in common, those most worth a look first."""
    parts = []
    for kind, title in TITLES.items():
        own = [(number, group) for number, group in enumerate(series) if group.kind == kind]
        if own:
            rows = [_listed(number, group) for number, group in own[:MOST_LISTED]]
            left = len(own) - MOST_LISTED
            more = tag("p", f"and {left} more of less worth") if left > 0 else Html("")
            parts += [tag("h2", title), tag("ul", *rows, class_="documents"), more]
    note = tag("p", "Nothing recurs in this report.") if not parts else Html("")
    back = tag("nav", tag("a", "all documents", href="../"), aria_label="documents")
    return document("Series", STYLE, tag("main", back, tag("h1", "Series"), note, *parts))


def _listed(number: int, series: Series) -> Html:
    if series.kind in NAMES.values():
        worth = f"{series.worth:.0f} to identify" if series.worth >= 1 else "identified"
    else:
        worth = f"about {series.worth:.0f} to change"
    summary = f" {counted(len(series.occurrences), 'place')}, {worth}"
    return tag("li", tag("a", escaped(series.name), href=f"{number}/"), tag("small", summary))


def series_page(series: Series, decided: Mapping[Key, str]) -> bytes:
    """One series: its occurrences, ticked unless decided, and the actions for those that are ticked."""
    shown = series.occurrences[:MOST_SHOWN]
    rows = [_row(number, occurrence, decided.get(occurrence.key, "")) for number, occurrence in enumerate(shown)]
    extent = counted(len(series.occurrences), "place")
    if len(shown) < len(series.occurrences):
        extent += f", of which the first {len(shown)} are here"
    back = tag("nav", tag("a", "all series", href="../"), tag("a", "all documents", href="../../"), aria_label="series")
    content = tag(
        "main",
        back,
        tag("h1", escaped(series.name), tag("small", f" {TITLES[series.kind].lower()}: {extent}")),
        tag("p", "", id="left", role="status"),
        tag("p", "", id="trouble", role="alert"),
        _buttons(series),
        tag("ol", *rows, class_="places"),
    )
    directives = "connect-src 'self'"
    return document(series.name, STYLE, content, scripts=("review_series.js",), directives=directives)


def _buttons(series: Series) -> Html:
    """The buttons for actions on the ticked occurrences of a series."""
    if series.kind in NAMES.values():
        label_text = f"the {series.kind} that the ticked ones name"
        label = tag("label", label_text, for_="ref")
        field = tag("input", id="ref", placeholder="https://www.wikidata.org/entity/Q9696", autocomplete="off")
        return tag("div", label, field, _button(series.kind, "take it"), _button("withdrawn", "undo"), class_="actions")
    accept = _button("reads", "accept the ticked ones")
    revoke = _button("as-read", "keep the OCR for the ticked ones")
    return tag("div", accept, revoke, _button("withdrawn", "undo the ticked ones"), class_="actions")


def _button(verdict: str, label: str) -> Html:
    return tag("button", label, type="button", data_verdict=verdict)


def _row(number: int, occurrence: Occurrence, verdict: str) -> Html:
    """An occurrence with its tick box; ``verdict`` is the decision on it, empty for none."""
    name = f"p{number}"
    state = VERDICTS.get(verdict, "")
    box = tag("input", type="checkbox", id=name, data_place=str(number), checked="" if state else "checked")
    change = [" → ", tag("ins", escaped(occurrence.after))] if occurrence.after else []
    text = joined(
        [
            escaped(occurrence.left),
            tag("mark", escaped(occurrence.before)),
            *change,
            escaped(occurrence.right),
            tag("small", f" {occurrence.where}{'; ' if state else ''}{state}"),
        ]
    )
    return tag("li", box, tag("label", text, for_=name), class_="decided-place" if state else "")
