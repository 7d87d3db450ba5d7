"""The questions of a batch to a person, grouped by code: the numbers of places and documents, an example of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from teikit.messages.codes import codes
from teikit.messages.message import HARMLESS
from teikit.work.ledger.ledger import Ledger
from teikit.work.ledger.rows import LedgerEntry

KINDS = ("query", "note")
"""Kinds of messages that a person should look at."""


@dataclass
class Question:
    """All places with one code. ``shown``, ``line``, ``column`` and ``why`` are those of the first one.

    ``shown`` is the name of its document in messages, ``why`` the message. In a collation, ``line`` is the whole place
    in one of the releases (``name:line:column``), and ``column`` is empty.
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
        """The first place, in the form of messages: ``a.txt:3:1``."""
        return ":".join(str(part) for part in (self.shown, self.line, self.column) if part)

    @property
    def do(self) -> str:
        """What to do, from the table of codes; empty if it has nothing."""
        return codes()[self.code].do if self.code in codes() else ""


@dataclass
class Questions:
    """The questions of a batch by their codes; ``documents`` is the number of documents that have any."""

    by_code: dict[str, Question] = field(default_factory=dict)
    documents: int = 0

    def add(self, entry: LedgerEntry) -> None:
        """Add those of one document."""
        self.documents += bool(entry.facts.get("asking"))
        for name, count in entry.facts.get("rules", {}).items():
            kind, _, code = name.partition(" ")
            if kind in KINDS and code not in HARMLESS:
                question = self.by_code.setdefault(code, Question(code))
                question.count += count
                question.documents += 1
        for line, column, code, why in entry.facts.get("people", ()):
            first = self.by_code.get(code)
            if first and not first.shown:
                first.shown, first.line, first.column, first.why = entry.shown, line, column, why

    def most_frequent_first(self) -> list[Question]:
        """The questions, the most frequent first; equally frequent ones in the order of their codes."""
        return sorted(self.by_code.values(), key=lambda question: (-question.count, question.code))


def questions(ledger: Ledger) -> Questions:
    """The questions of all documents that are done in the last plan."""
    gathered = Questions()
    for entry in ledger.entries("done"):
        gathered.add(entry)
    return gathered
