"""Tasks: what a command makes of each document. Engines and driver know nothing else about the command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple, Protocol

from teikit.errors import TeikitError
from teikit.lexicon import Lexicon
from teikit.messages.message import Message
from teikit.options import Options
from teikit.work.documents import BatchDocument


class Output(NamedTuple):
    """A file to write: its kind (tei, alto, page, html), its name relative to the output folder, its bytes."""

    kind: str
    name: str
    data: bytes


@dataclass(frozen=True)
class Result:
    """The result of a task for one document.

    ``input`` is the SHA-256 of the bytes that were read, ``left_out`` says which files of the input could not be read
    and why, ``facts`` are those of :mod:`teikit.work.ledger.facts`, ``summary`` is what the terminal shows,
    ``messages`` are for the report. ``withheld`` are the rows of the ledger of what was withheld.
    """

    input: str
    outputs: tuple[Output, ...]
    facts: dict[str, Any]
    summary: str
    messages: list[Message]
    left_out: tuple[TeikitError, ...] = ()
    withheld: list[list[Any]] = field(default_factory=list)


class Task(Protocol):
    """The work of ``convert``, ``collate`` or ``copies`` on a document; a dataclass, so that it can be sent as JSON.

    ``noun`` and ``done`` are the words in messages for a document and for the work done on it: ``input``,
    ``converted``.
    """

    command: ClassVar[str]
    noun: ClassVar[str]
    done: ClassVar[str]

    @property
    def options(self) -> Options:
        """The options that decide the output."""

    def make(self, document: BatchDocument, lexicon: Lexicon, alone: bool, verbose: bool) -> Result:
        """Make the outputs of one document. ``alone`` (it is the only one) and ``verbose`` ask for a longer summary.

        Raises :class:`~teikit.errors.TeikitError` for a document that fails; one whose exit code is DONE says that
        there was nothing to do.
        """

    def expected(self, document: BatchDocument) -> Iterable[str]:
        """The names of outputs without which a document is not done; names that cannot be predicted are left out."""

    def total(self, kinds: Mapping[str, int]) -> str:
        """The totals of all documents, in words, from the sums of ``kinds`` in their facts."""

    @property
    def checked(self) -> str:
        """What was checked before outputs were written, in words: ``valid; ...``."""
