"""The lists of the overview, row by row: documents, failures, questions to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from teikit.html.tables import code, file_name, outside_text, row
from teikit.html.tags import Html, joined, tag
from teikit.work.ledger.facts import UNGRADED
from teikit.work.ledger.ledger import Ledger
from teikit.work.ledger.rows import LedgerEntry
from teikit.work.outcome import Failure

STATES = {"done": "done", "failed": "failed", "todo": "to do", "claimed": "in work", "skipped": "skipped"}
"""States of a document in the ledger, in words for people."""

Link = Callable[[LedgerEntry], Html]
"""A function that gives the name of a document, as a link to its TEI if that is known."""


class OverviewList(NamedTuple):
    """A list of the overview: its title, the heads of its columns, and the function that makes its rows."""

    title: str
    heads: tuple[str, ...]
    rows: Callable[[Ledger, Link], Iterator[Html]]


def failures_of(entry: LedgerEntry) -> list[Failure]:
    """The failures of a document, if it has any: its own, and those of its files that could not be read."""
    return [*([entry.failure] if entry.failure else []), *entry.left_out]


def _documents(ledger: Ledger, link: Link) -> Iterator[Html]:
    for entry in ledger.entries():
        yield row(link(entry), *(_done(entry) if entry.state == "done" else _not_done(entry)))


def _done(entry: LedgerEntry) -> tuple[str | int, ...]:
    """The cells of a document that was converted, after its name."""
    about, lost = entry.facts, len(entry.left_out)
    without = tag("div", f"without {lost} of its files", class_="bad") if lost else ""
    holds = joined([outside_text(about.get("headline", "")), without])
    return holds, about.get("grade", UNGRADED), about.get("kinds", {}).get("correction", 0), about.get("asking", 0)


def _not_done(entry: LedgerEntry) -> tuple[str | int, ...]:
    """The cells of a document that was not converted, after its name."""
    why = f": {entry.failure.code}" if entry.failure else ""
    return tag("span", f"{STATES.get(entry.state, entry.state)}{why}", class_="bad"), "", "", ""


def _failures(ledger: Ledger, _: Link) -> Iterator[Html]:
    for entry in ledger.entries():
        for failure in failures_of(entry):
            place = file_name(failure.place or entry.shown)
            yield row(place, outside_text(failure.message), outside_text(failure.hint), code(failure.code))


def _for_a_person(ledger: Ledger, link: Link) -> Iterator[Html]:
    """The rows of the questions to a person, document by document."""
    for entry in ledger.entries("done"):
        listed = entry.facts.get("people", [])
        for line, column, rule, why in listed:
            yield row(link(entry), f"{line}:{column}" if line else "", code(rule), outside_text(why))
        more = entry.facts.get("asking", 0) - len(listed)
        if more:
            yield row(link(entry), "", "", f"and {more} more; --report has all")


LISTS = {
    "documents": OverviewList(
        "Documents", ("Document", "What it holds", "Grade", "#Corrections", "#To look at"), _documents
    ),
    "failures": OverviewList("Failures", ("Document", "What is wrong", "What to do", "Code"), _failures),
    "people": OverviewList("To look at", ("Document", "Place", "Rule", "What it says"), _for_a_person),
}
"""The lists of the overview; the key begins the names of the files."""
