"""What came of one document: the answer of a worker, written to a file and read from it."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from teikit.errors import ExitCode, TeikitError


class Failure(NamedTuple):
    """Why something failed, as :class:`~teikit.errors.TeikitError` says it."""

    code: str
    message: str
    hint: str = ""
    place: str = ""
    exit: int = ExitCode.BUG

    @classmethod
    def of(cls, error: TeikitError) -> Failure:
        """The failure that an error tells of."""
        return cls(error.code, error.message, error.hint, error.place, int(error.exit_code))

    @property
    def error(self) -> TeikitError:
        """The failure as an error, for those who raise or show it."""
        error = TeikitError(self.code, self.message, self.hint, self.place)
        error.exit_code = ExitCode(self.exit)
        return error


class Made(NamedTuple):
    """A file that was made: its path in the output folder (in Unicode), the temporary file that holds it so far."""

    path: str
    temporary: str
    sha256: str
    size: int
    kind: str


@dataclass(frozen=True)
class Outcome:
    """What came of one document.

    ``input`` is the SHA-256 of the bytes that were read, ``left_out`` what of the input could not be, ``facts`` what
    the overview tells of it (:func:`teikit.work.facts.facts_of`), ``said`` what the terminal gets to see,
    ``report`` the packed lines of the report. ``seconds`` of processor time and ``peak`` (the most memory of the
    worker so far, in MiB) are for the person who runs the batch and stand in no output.
    """

    failure: Failure | None = None
    input: str = ""
    outputs: tuple[Made, ...] = ()
    left_out: tuple[Failure, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    said: str = ""
    report: bytes | None = None
    seconds: float = 0.0
    peak: int = 0

    def as_json(self) -> bytes:
        """One line of JSON in ASCII."""
        values = asdict(self) | {"report": self.report and base64.b64encode(self.report).decode("ascii")}
        return json.dumps(values).encode("ascii")

    @classmethod
    def from_json(cls, data: bytes) -> Outcome:
        """What :meth:`as_json` made a line of."""
        values = json.loads(data)
        values["failure"] = values["failure"] and Failure(*values["failure"])
        values["outputs"] = tuple(Made(*one) for one in values["outputs"])
        values["left_out"] = tuple(Failure(*one) for one in values["left_out"])
        values["report"] = values["report"] and base64.b64decode(values["report"])
        return cls(**values)
