"""Corrections, suggestions and notices about a text, as values with a short ``repr``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from teikit.core import Edit, Note, Source
from teikit.core.packet import Query
from teikit.messages.message import Message, as_line, edit_message
from teikit.wording import visible

SHARED = (
    "kind",
    "document",
    "line",
    "column",
    "rule",
    "before",
    "after",
    "certainty",
    "evidence",
    "why",
    "left",
    "right",
)
"""The fields that a correction copies from its message."""


@dataclass(frozen=True, repr=False)
class Correction:
    """One correction, or one reading that is too uncertain to be made.

    ``before`` is the reading of the OCR and ``after`` the right one, ``left`` and ``right`` the text next to it in its
    line; ``rule`` is the pass that proposed it. ``document``, ``line`` and ``column`` (from 1) are its place, ``start``
    and ``end`` its offsets in the text that was read. ``certainty`` is low, medium or high, ``evidence`` internal,
    external or conjecture. ``chance`` is how likely the new reading is to be right and ``harm`` how likely the old one
    was, from 0 to 1; None if the rule does not calculate them.
    """

    before: str
    after: str
    rule: str
    certainty: str
    evidence: str
    why: str
    document: str
    line: int
    column: int
    start: int
    end: int
    left: str = ""
    right: str = ""
    chance: float | None = None
    harm: float | None = None
    kind: str = "correction"

    def __str__(self) -> str:
        return as_line(Message(**{name: getattr(self, name) for name in SHARED}))

    def __repr__(self) -> str:
        return f"<{self}>"


@dataclass(frozen=True, repr=False)
class Notice:
    """A message about a text: a query, a remark or a note.

    ``code`` is for programs, ``message`` for people; ``line`` and ``column`` are None if it concerns the whole input.
    """

    code: str
    message: str
    document: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = self.document if self.line is None else f"{self.document}:{self.line}:{self.column}"
        return f"{place}: {self.message} [{self.code}]"

    def __repr__(self) -> str:
        return f"<{visible(str(self))}>"


def corrections_of(source: Source, edits: Iterable[Edit], kind: str) -> Iterator[Correction]:
    """Edits of a source as corrections, in the order of the text; ``kind`` is correction or suggestion."""
    for edit in sorted(edits, key=lambda edit: edit.span):
        message = edit_message(edit, kind, source, source.origin(edit.span.start)[1])
        shared = {name: getattr(message, name) for name in SHARED}
        yield Correction(**shared, start=edit.span.start, end=edit.span.end, chance=edit.chance, harm=edit.harm)


def notices_of(source: Source, notes: Iterable[Note | Query]) -> Iterator[Notice]:
    """Notes, queries and remarks about a source as notices, each with its place."""
    for note in notes:
        place = (None, None) if note.offset is None else source.position(note.offset)
        yield Notice(note.code, note.message, source.origin(note.offset or 0)[1], *place)
