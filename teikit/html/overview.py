"""Write the overview of a batch: HTML pages made from the ledger, the same for the same ledger."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from teikit.errors import OutputExists
from teikit.files import write
from teikit.html.list_pages import is_generated, page_name, page_of, write_list
from teikit.html.overview_lists import LISTS, STATES, failures_of
from teikit.html.tables import code, file_name, outside_text, row, table
from teikit.html.tags import Html, joined, tag
from teikit.work.documents import from_unicode
from teikit.work.ledger.facts import FEWEST_WORDS, GRADES, UNGRADED
from teikit.work.ledger.ledger import Ledger
from teikit.work.ledger.questions import Question, Questions
from teikit.work.ledger.rows import LedgerEntry
from teikit.work.outcome import Failure

FINDINGS = {
    "document": "telegrams and other documents found",
    "correction": "corrections made",
    "suggestion": "suggestions, too uncertain to be made",
    "asking": "things to look at",
}
"""The findings in all documents, in words for people."""
LONGEST_BAR = 20  # rem of the bar of the most frequent grade
ABOUT_GRADES = (
    "The grade says how damaged the OCR text was, judging by what the rules saw: places per hundred words that were "
    "corrected or have a suggestion. "
    + ", ".join(f"{name} up to {most:g}" for name, most in GRADES)
    + f", D above; {UNGRADED} for texts of fewer than {FEWEST_WORDS} words. Errors that no rule saw are not counted."
)


def write_overview(ledger: Ledger, folder: Path, force: bool = False, output: Path | None = None) -> None:
    """Write the pages into a folder, ``index.html`` last; pages of an earlier overview are removed.

    ``output`` is the folder of the outputs; if it is given, documents are links to their TEI. Raises
    :class:`~teikit.errors.OutputExists` (OUT-EXISTS) if a file that teikit did not make has the name of a page,
    unless ``force``, and what :func:`teikit.files.write.write` raises.
    """
    if not force:
        _refuse_foreign(folder)
    totals = Totals()
    for entry in ledger.entries():
        totals.add(entry)

    def link(entry: LedgerEntry) -> Html:
        """The name of a document, as a link to its TEI if that is known."""
        paths = ledger.outputs([entry.id])[entry.id] if output and entry.state == "done" else {}
        name = file_name(entry.shown)
        return tag("a", name, href=_relative(folder, output / from_unicode(min(paths)))) if output and paths else name

    written = {"index.html"}
    for name, (title, heads, rows) in LISTS.items():
        written.update(write_list(folder, name, title, heads, rows(ledger, link), f"cards {name}"))
    write.write(folder / "index.html", page_of("Overview of this batch", *_index(totals)), force=True)
    for path in _pages_in(folder):
        if path.name not in written and is_generated(path):
            path.unlink()


def _relative(folder: Path, file: Path) -> str:
    """The relative link from a page in a folder to a file."""
    return quote(os.path.relpath(file, folder), errors="surrogateescape")


def _pages_in(folder: Path) -> Iterator[Path]:
    """The files of a folder that have the names of pages of an overview."""
    for pattern in ("index.html", *(f"{name}-*.html" for name in LISTS)):
        yield from folder.glob(pattern)


def _refuse_foreign(folder: Path) -> None:
    for path in _pages_in(folder):
        if not is_generated(path):
            hint = "Use --force to replace it, or name another folder."
            raise OutputExists("OUT-EXISTS", "this is not a page of an overview", hint, str(path))


# ---------------------------------------------------------------- the index


@dataclass
class Totals:
    """Counts over all documents of a batch.

    ``rules`` counts the findings of each rule, ``documents_of_rule`` the documents that have any; ``examples`` has the
    first failure of each code.
    """

    states: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    documents_of_rule: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Failure] = field(default_factory=dict)
    questions: Questions = field(default_factory=Questions)

    def add(self, entry: LedgerEntry) -> None:
        """Count one document."""
        self.states[entry.state] += 1
        if entry.state == "done":
            self.findings.update(entry.facts.get("kinds", {}))
            self.findings["document"] += entry.facts.get("documents", 0)
            self.findings["asking"] += entry.facts.get("asking", 0)
            self.questions.add(entry)
            self.grades[entry.facts.get("grade", UNGRADED)] += 1
            self.rules.update(entry.facts.get("rules", {}))
            self.documents_of_rule.update(entry.facts.get("rules", {}).keys())
        for failure in failures_of(entry):
            self.codes[failure.code] += 1
            self.examples.setdefault(failure.code, failure)


def _index(totals: Totals) -> Iterator[Html]:
    """The first page of an overview: numbers, failures, what to look at, grades."""
    yield from _numbers(totals)
    if totals.codes:
        yield tag("h2", "Failures, and what to do")
        rows = [_failure_row(name, totals) for name in _most_frequent_first(totals.codes)]
        yield table(("#How many", "Code", "What is wrong (an example)", "What to do"), rows, "cards codes")
        yield tag("p", tag("a", "All failures", href=page_name("failures", 1)))
    groups = totals.questions.most_frequent_first()
    if groups:
        yield tag("h2", "What to look at")
        heads = ("#How many", "#In documents", "Code", "What it says (an example)", "What to do")
        yield table(heads, map(_question_row, groups), "cards asked")
        yield tag("p", tag("a", "All places", href=page_name("people", 1)))
    yield tag("h2", "Grades")
    yield tag("p", ABOUT_GRADES)
    yield table(("Grade", "#Documents", "Compared"), _bars(totals.grades), "grades")
    yield tag("h2", "Findings by rule")
    yield tag("p", "What each rule means: ", tag("code", "teikit explain RULE"), class_="quiet")
    rows = [_rule_row(name, totals) for name in _most_frequent_first(totals.rules)]
    yield table(("Kind", "Rule", "#How often", "#In documents"), rows, "cards rules")


def _numbers(totals: Totals) -> Iterator[Html]:
    """The numbers of inputs that were done or failed, the findings in them, and links to the lists."""
    states = [row(words, totals.states[state]) for state, words in STATES.items() if totals.states[state]]
    yield table(("Inputs", "#Number"), [*states, row(tag("b", "all"), totals.states.total())], "few")
    findings = [row(words, totals.findings[kind]) for kind, words in FINDINGS.items()]
    yield table(("In what is done", "#Number"), findings, "few")
    links = (("documents", "All documents"), ("people", "To look at"), ("failures", "Failures"))
    yield tag("nav", *(tag("a", words, href=page_name(name, 1)) for name, words in links))


def _failure_row(name: str, totals: Totals) -> Html:
    example = totals.examples[name]
    return row(totals.codes[name], code(name), outside_text(example.message), outside_text(example.hint))


def _question_row(question: Question) -> Html:
    example = joined([file_name(question.place), ": ", outside_text(question.why)]) if question.shown else ""
    return row(question.count, question.documents, code(question.code), example, question.do)


def _rule_row(name: str, totals: Totals) -> Html:
    """The row of a rule, whose name in the facts is ``correction hyphens`` or ``query HOUR-DIFFERS``."""
    kind, _, rule = name.partition(" ")
    return row(kind, code(rule or kind), totals.rules[name], totals.documents_of_rule[name])


def _most_frequent_first(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))


def _bars(grades: Counter[str]) -> Iterator[Html]:
    """A row for each grade, the best first, and texts without a grade last."""
    most = max(grades.values(), default=1)
    for grade in sorted(grades, key=lambda grade: (grade == UNGRADED, grade)):
        width = f"{LONGEST_BAR * grades[grade] / most:.2f}rem"
        # A drawing, because the policy of the page forbids style attributes.
        yield row(grade, grades[grade], tag("svg", class_="bar", width=width, aria_hidden="true"))
