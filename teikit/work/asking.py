"""What a batch asks of a person, grouped by code: how often, in how many documents, one example of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from teikit.messages.codes import codes
from teikit.messages.message import HARMLESS
from teikit.work.ledger import Ledger
from teikit.work.ledger_rows import Told

KINDS = ("query", "note")
"""Kinds of messages that a person should look at."""


@dataclass
class Asked:
    """All places of one code. ``shown``, ``line``, ``column`` and ``why`` are those of the first one.

    Of a collation ``line`` is the whole place in one of the releases.
    """

    code: str
    count: int = 0
    documents: int = 0
    shown: str = ""
    line: int | str = 0
    column: int | str = 0
    why: str = ""

    @property
    def place(self) -> str:
        """The first place, as messages name it."""
        return ":".join(str(part) for part in (self.shown, self.line, self.column) if part)

    @property
    def do(self) -> str:
        """What to do, if the table of codes says so."""
        return codes()[self.code].do if self.code in codes() else ""


@dataclass
class Asking:
    """What is asked in all documents of a batch, by code."""

    by_code: dict[str, Asked] = field(default_factory=dict)
    documents: int = 0

    def add(self, entry: Told) -> None:
        """Count what one document asks."""
        self.documents += bool(entry.about.get("asking"))
        for name, count in entry.about.get("rules", {}).items():
            kind, _, code = name.partition(" ")
            if kind in KINDS and code not in HARMLESS:
                asked = self.by_code.setdefault(code, Asked(code))
                asked.count += count
                asked.documents += 1
        for line, column, code, why in entry.about.get("people", ()):
            group = self.by_code.get(code)
            if group and not group.shown:
                group.shown, group.line, group.column, group.why = entry.shown, line, column, why

    def most_frequent_first(self) -> list[Asked]:
        """The groups, the most frequent first; equally frequent ones in the order of their codes."""
        return sorted(self.by_code.values(), key=lambda asked: (-asked.count, asked.code))


def asking(ledger: Ledger) -> Asking:
    """What is asked in the documents of the last plan."""
    asked = Asking()
    for entry in ledger.told("done"):
        asked.add(entry)
    return asked
