"""What a command makes of each document: the task that all engines and the driver know nothing more of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple, Protocol

from teikit.errors import TeikitError
from teikit.lexicon import Lexicon
from teikit.messages.message import Message
from teikit.options import Options
from teikit.work.documents import Document


class Output(NamedTuple):
    """A file to write: its kind (tei, alto, page, html), its name from the output folder on, its bytes."""

    kind: str
    name: str
    data: bytes


@dataclass(frozen=True)
class Result:
    """What a task made of one document.

    ``input`` is the SHA-256 of the bytes that were read, ``left_out`` what of the input could not be, ``facts`` what
    the overview tells of it, ``told`` what the terminal gets to see, ``messages`` what the report has. ``withheld`` are
    the rows of the ledger of what was withheld.
    """

    input: str
    outputs: tuple[Output, ...]
    facts: dict[str, Any]
    told: str
    messages: list[Message]
    left_out: tuple[TeikitError, ...] = ()
    withheld: list[list[Any]] = field(default_factory=list)


class Task(Protocol):
    """What ``convert`` and ``collate`` have the driver do; a dataclass, so that it may travel as JSON.

    ``noun`` and ``done`` are what messages call a document and what became of it; ``checked`` is what is true of the
    outputs of one that is done.
    """

    command: ClassVar[str]
    noun: ClassVar[str]
    done: ClassVar[str]

    @property
    def options(self) -> Options:
        """The options that decide what comes out."""

    def make(self, document: Document, lexicon: Lexicon, alone: bool, verbose: bool) -> Result:
        """Make the outputs of one document. ``alone`` and ``verbose`` say how much ``told`` is to tell.

        Raises :class:`~teikit.errors.TeikitError` for a document that fails; one whose exit code is DONE says that
        there was nothing to do.
        """

    def expected(self, document: Document) -> Iterable[str]:
        """Outputs without which a document is not done, by their names; those that nobody can foretell are left out."""

    def total(self, kinds: Mapping[str, int]) -> str:
        """What all documents together held, from the sum of ``kinds`` in their facts."""

    @property
    def checked(self) -> str:
        """What is true of outputs that were written, for the person who reads where they are."""
