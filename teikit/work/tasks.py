"""What a command makes of each document: a task. Engines and driver know nothing else about the command."""

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
    """A file to write: its kind (tei, alto, page, html), its name relative to the output folder, its bytes."""

    kind: str
    name: str
    data: bytes


@dataclass(frozen=True)
class Result:
    """What a task made of one document.

    ``input`` is the SHA-256 of the bytes that were read, ``left_out`` the files of the input that could not be,
    ``facts`` what the overview says of it, ``told`` what the terminal shows, ``messages`` what the report has.
    ``withheld`` are the rows of the ledger of what was withheld.
    """

    input: str
    outputs: tuple[Output, ...]
    facts: dict[str, Any]
    told: str
    messages: list[Message]
    left_out: tuple[TeikitError, ...] = ()
    withheld: list[list[Any]] = field(default_factory=list)


class Task(Protocol):
    """The work of ``convert`` or ``collate``, done by the driver; a dataclass, so that it can be sent as JSON.

    ``noun`` and ``done`` are the words of messages for a document and for what was done to it; ``checked`` says what is
    true of its outputs.
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
        """The names of outputs without which a document is not done; names that cannot be predicted are left out."""

    def total(self, kinds: Mapping[str, int]) -> str:
        """What all documents together held, from the sum of ``kinds`` in their facts."""

    @property
    def checked(self) -> str:
        """What is true of outputs that were written, for the person who reads where they are."""
