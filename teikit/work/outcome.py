"""The result of one document, which a worker writes to a file and the parent reads."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from teikit.errors import ExitCode, TeikitError


class Failure(NamedTuple):
    """The cause of a failure, with the fields of :class:`~teikit.errors.TeikitError`; ``exit`` is its exit code."""

    code: str
    message: str
    hint: str = ""
    place: str = ""
    exit: int = ExitCode.BUG

    @property
    def state(self) -> str:
        """The state of a document with this failure in the ledger: failed, or alone if there was nothing to do."""
        return "failed" if self.exit else "alone"

    @classmethod
    def of(cls, error: TeikitError) -> Failure:
        """The failure that an error describes."""
        return cls(error.code, error.message, error.hint, error.place, int(error.exit_code))

    @property
    def error(self) -> TeikitError:
        """The failure as an error, to be raised or shown."""
        error = TeikitError(self.code, self.message, self.hint, self.place)
        error.exit_code = ExitCode(self.exit)
        return error


class Made(NamedTuple):
    """A file that was made: its path in the output folder, as :func:`~teikit.work.documents.in_unicode` writes it.

    ``temporary`` is the name of the file in the work folder that holds its bytes, empty if none does; ``size`` is in
    bytes; ``kind`` is that of :class:`~teikit.work.tasks.task.Output`. ``rebuilt`` says that it was found by a rebuild
    of the ledger, so it may have been edited before.
    """

    path: str
    temporary: str
    sha256: str
    size: int
    kind: str
    rebuilt: bool = False


@dataclass(frozen=True)
class Outcome:
    """The result of one document.

    ``input`` is the SHA-256 of the bytes that were read, ``left_out`` says which files of the input could not be read
    and why, ``facts`` are those of :mod:`teikit.work.ledger.facts`, ``summary`` is what the terminal shows.
    ``report`` has the lines of the report, ``withheld`` the rows of the ledger of what was withheld, both packed by
    zlib; ``decided`` is a digest of the decisions on the document. ``seconds`` of processor time and ``peak`` (the most
    memory of the worker so far, in MiB) are for the person who runs the batch and are not in any output. ``held`` are
    the bytes of the outputs if they are not in temporary files, in the process that made them.
    """

    failure: Failure | None = None
    input: str = ""
    outputs: tuple[Made, ...] = ()
    left_out: tuple[Failure, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    summary: str = ""
    report: bytes | None = None
    withheld: bytes | None = None
    decided: str = ""
    seconds: float = 0.0
    peak: int = 0
    held: tuple[bytes, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the document failed; having nothing to do is not a failure."""
        return self.failure is not None and self.failure.state == "failed"

    def as_json(self) -> bytes:
        """One line of JSON in ASCII."""
        packed = {name: _in_ascii(getattr(self, name)) for name in ("report", "withheld")}
        return json.dumps({**asdict(self), **packed, "held": ()}).encode("ascii")

    @classmethod
    def from_json(cls, data: bytes) -> Outcome:
        """The outcome of which :meth:`as_json` made a line."""
        values = json.loads(data)
        values["failure"] = values["failure"] and Failure(*values["failure"])
        values["outputs"] = tuple(Made(*fields) for fields in values["outputs"])
        values["left_out"] = tuple(Failure(*fields) for fields in values["left_out"])
        for name in ("report", "withheld"):
            values[name] = values[name] and base64.b64decode(values[name])
        return cls(**{**values, "held": ()})


def _in_ascii(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode("ascii")
