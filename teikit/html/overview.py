"""The overview of a batch for people: HTML pages made of the ledger, the same for the same ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from teikit import write
from teikit.errors import OutputExists
from teikit.html.overview_page import (
    Content,
    code,
    document,
    is_ours,
    numbered,
    paged,
    row,
    steps,
    table,
    tag,
    text,
    with_more,
)
from teikit.work.facts import GRADES
from teikit.work.ledger import Ledger, Told
from teikit.work.outcome import Failure

HEAD = 2048
LISTS = ("documents", "failures", "people")
STATES = {"done": "done", "failed": "failed", "todo": "to do", "claimed": "in work", "skipped": "skipped"}
FOUND = {
    "document": "telegrams and other texts found",
    "correction": "corrections made",
    "suggestion": "readings too uncertain, only suggested",
    "asking": "things a person should look at",
}
ABOUT_GRADES = (
    "The grade says how damaged the OCR text was, from what the rules saw: places that were corrected or for which a "
    "reading is only suggested, per hundred words. "
    + ", ".join(f"{name} up to {most:g}" for name, most in GRADES)
    + ", D above; - for texts of less than 20 words. It says nothing of faults that no rule noticed."
)


@dataclass
class Sums:
    """What the pages add up while they go through the documents."""

    states: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    having: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    example: dict[str, Failure] = field(default_factory=dict)

    def take(self, told: Told) -> None:
        """Count one document."""
        self.states[told.state] += 1
        if told.state == "done":
            self.kinds.update(told.about.get("kinds", {}))
            self.kinds["document"] += told.about.get("documents", 0)
            self.kinds["asking"] += told.about.get("asking", 0)
            self.grades[told.about.get("grade", "-")] += 1
            self.rules.update(told.about.get("rules", {}))
            self.having.update(told.about.get("rules", {}).keys())
        for failure in ([told.failure] if told.failure else []) + list(told.left_out):
            self.codes[failure.code] += 1
            self.example.setdefault(failure.code, failure)


def write_overview(ledger: Ledger, folder: Path, force: bool = False) -> None:
    """Write the pages into a folder, ``index.html`` first of all; pages of an earlier overview go away.

    Raises OUT-EXISTS where a file that is none of ours bears the name of a page, unless ``force``.
    """
    _refuse_strangers(folder, force)
    sums = Sums()
    for told in ledger.told():
        sums.take(told)
    lists = {
        "documents": ("Documents", ("Document", "What it holds", "Grade", "#Corrections", "#To look at"), _documents),
        "failures": ("Failures", ("Document", "What is wrong", "What to do", "Code"), _failures),
        "people": ("To look at", ("Document", "Place", "Rule", "What it says"), _people),
    }
    kept = {"index.html"}
    for name, (title, heads, rows) in lists.items():
        for number, (some, more) in enumerate(with_more(paged(rows(ledger))), 1):
            where = f", page {number}" if more or number > 1 else ""
            body = table(heads, some) if some else tag("p", "None.")
            data = document(f"{title}{where}", steps(name, number, more), body, steps(name, number, more))
            write.write(folder / numbered(name, number), data, force=True)
            kept.add(numbered(name, number))
    write.write(folder / "index.html", document("What became of this batch", *_index(sums)), force=True)
    for path in _pages(folder):
        if path.name not in kept and _is_our_page(path):
            path.unlink()


def _pages(folder: Path) -> Iterator[Path]:
    for pattern in ("index.html", *(f"{name}-*.html" for name in LISTS)):
        yield from folder.glob(pattern)


def _is_our_page(path: Path) -> bool:
    with path.open("rb") as file:
        return is_ours(file.read(HEAD))


def _refuse_strangers(folder: Path, force: bool) -> None:
    for path in _pages(folder):
        if not force and not _is_our_page(path):
            hint = "Use --force to replace it, or name another folder."
            raise OutputExists("OUT-EXISTS", "this is no page of an overview", hint, str(path))


# ------------------------------------------------------------------ the lists


def _documents(ledger: Ledger) -> Iterator[etree._Element]:
    for told in ledger.told():
        about = told.about
        if told.state == "done":
            holds: list[Content] = [text(about.get("headline", ""))]
            holds += [tag("div", f"without {len(told.left_out)} of its files", class_="bad")] if told.left_out else []
            kinds = about.get("kinds", {})
            yield row(
                [text(told.shown), holds, about.get("grade", "-"), kinds.get("correction", 0), about.get("asking", 0)]
            )
        else:
            state = STATES.get(told.state, told.state)
            why = f": {told.failure.code}" if told.failure else ""
            yield row([text(told.shown), tag("span", f"{state}{why}", class_="bad"), "", "", ""])


def _failures(ledger: Ledger) -> Iterator[etree._Element]:
    for told in ledger.told():
        for failure in ([told.failure] if told.failure else []) + list(told.left_out):
            place = [text(failure.place or told.shown)]
            yield row([place[0], text(failure.message), text(failure.hint), code(failure.code)])


def _people(ledger: Ledger) -> Iterator[etree._Element]:
    for told in ledger.told("done"):
        for line, column, rule, why in told.about.get("people", []):
            yield row([text(told.shown), f"{line}:{column}" if line else "", code(rule), text(why)])
        more = told.about.get("asking", 0) - len(told.about.get("people", []))
        if more:
            yield row([text(told.shown), "", "", f"and {more} more; --report has all"])


# ------------------------------------------------------------------- the index


def _index(sums: Sums) -> Iterator[etree._Element]:
    yield from _numbers(sums)
    if sums.codes:
        yield tag("h2", "Failures, and how to mend them")
        rows = (
            row([sums.codes[one], code(one), text(sums.example[one].message), text(sums.example[one].hint)])
            for one in _by_count(sums.codes)
        )
        yield table(("#How many", "Code", "What is wrong (an example)", "What to do"), rows)
        yield tag("p", tag("a", "All failures", href=numbered("failures", 1)))
    yield tag("h2", "Grades")
    yield tag("p", ABOUT_GRADES)
    yield table(("Grade", "#Documents", ""), _bars(sums.grades, sorted(sums.grades, key=lambda one: (one == "-", one))))
    yield tag("h2", "Findings by rule")
    yield tag("p", "What each rule means: ", tag("code", "teikit explain RULE"), class_="quiet")
    rules = (
        row([rule.split(" ", 1)[0], code(rule.split(" ", 1)[-1]), sums.rules[rule], sums.having[rule]])
        for rule in _by_count(sums.rules)
    )
    yield table(("Kind", "Rule", "#How often", "#In documents"), rules)


def _numbers(sums: Sums) -> Iterator[etree._Element]:
    rows = [row([STATES.get(state, state), sums.states[state]]) for state in STATES if sums.states[state]]
    yield table(("Inputs", "#"), [*rows, row([tag("b", "all"), sums.states.total()])], few=True)
    yield table(("In what is done", "#"), [row([words, sums.kinds[kind]]) for kind, words in FOUND.items()], few=True)
    links = (("documents", "All documents"), ("people", "To look at"), ("failures", "Failures"))
    yield tag("nav", *(tag("a", words, href=numbered(name, 1)) for name, words in links))


def _by_count(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda one: (-counts[one], one))


def _bars(counts: Counter[str], order: Iterable[str]) -> Iterator[etree._Element]:
    most = max(counts.values(), default=1)
    for one in order:
        yield row([one, counts[one], tag("span", class_="bar", style=f"width: {20 * counts[one] / most:.2f}rem")])
