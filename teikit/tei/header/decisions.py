"""The people who decided, and when: a ``respStmt`` for each, and ``revisionDesc``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from teikit.core import Decided
from teikit.tei.build import make
from teikit.wording import counted


def persons(decided: Iterable[Decided]) -> Iterator[etree._Element]:
    """A ``respStmt`` for each person whose decisions were applied, in alphabetical order."""
    for name in sorted({name for decision in decided if not decision.open for name in decision.who}):
        yield make("respStmt", "", make("resp", "decisions on single places"), make("name", name), id=name)


def with_changes(revisions: list[etree._Element], decided: Iterable[Decided]) -> list[etree._Element]:
    """``revisionDesc`` with a ``change`` added for each person: how many decisions were applied, and the last day.

    ``revisions`` holds the ``revisionDesc`` of the publisher, if there is one.
    """
    counts: Counter[str] = Counter()
    last: dict[str, str] = {}
    for decision in decided:
        if decision.open:
            continue
        for name in decision.who:
            counts[name] += 1
            last[name] = max(last.get(name, ""), decision.when)
    if not counts:
        return revisions
    (revision,) = revisions or [make("revisionDesc")]
    for name in sorted(counts):
        revision.append(make("change", counted(counts[name], "decision"), when=last[name], who=f"#{name}"))
    return [revision]
