"""The options for how a command works: its outputs, limits, what to do about failures, messages."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from teikit.errors import ExitCode, UsageError
from teikit.option_fields import COLLATE, CONVERT, flag, given, option, properties_of

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

LEAST_MEMORY = 64  # MiB, the lowest limit of memory allowed
LARGEST_NUMBER = 1_000_000_000
"""The largest number allowed; the system does not accept much larger ones."""
MANY = "many inputs (a folder, or with any of these options)"
"""The heading of the options of a batch in the help."""


class Limits(NamedTuple):
    """The limits of one document: seconds of time, MiB of memory beyond that of an idle worker; 0 is no limit."""

    seconds: float = 300.0
    memory: int = 2048


class Shard(NamedTuple):
    """One of ``of`` parts of a batch; ``number`` is counted from 1."""

    number: int
    of: int

    def has(self, id: str) -> bool:
        """Whether the document with this id is in this part; it does not depend on the machine or the other files."""
        import hashlib

        digest = hashlib.sha256(id.encode("utf-8")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1

    @property
    def name(self) -> str:
        """The name of its ledger: ``3-of-16``."""
        return f"{self.number}-of-{self.of}"


@dataclass(frozen=True)
class Request:
    """The options for how ``convert`` and ``collate`` work, under their names there.

    ``output`` is the output folder, empty for standard output. Raises :class:`~teikit.errors.UsageError` for an
    impossible request.
    """

    output: str = ""
    quiet: bool = False
    verbose: bool = False
    add_to_mets: bool = option(False, "register the output in the METS that was read", commands=CONVERT)
    ledger: str = option(
        "",
        "write the table of what was withheld, one row per excision (.tsv or .json)",
        metavar="FILE",
        commands=COLLATE,
    )
    html: str = option(
        "",
        "write a page with the releases side by side; for many records, a folder of pages",
        metavar="FILE",
        commands=COLLATE,
    )
    project: str = option(
        "",
        "the project file (default: teikit.toml in the folder of the first input or above; none: no project)",
        metavar="FILE",
    )
    report: str = option("", "write all corrections and messages to this file as JSON lines", metavar="FILE")
    json: bool = option(False, "print messages as JSON lines, on standard output if nothing else goes there")
    strict: bool = option(False, f"exit with {ExitCode.FINDINGS} if something needs a person's attention")
    force: bool = option(False, "replace existing outputs with other contents", short="-f")
    discard_edits: bool = option(False, "also replace edited outputs; a copy of each is kept")
    jobs: int | None = option(
        None,
        "the number of documents processed at once (default: 1; 0: one per core)",
        metavar="N",
        type=int,
        group=MANY,
    )
    resume: bool = option(False, "continue where the last run stopped (automatic if there is a ledger)", group=MANY)
    only_new: bool = option(
        False, "keep what is done, even if made by another version or with other options", group=MANY
    )
    diff: bool = option(
        False,
        "list what this version or these options would change, and write nothing; "
        "with -v, also what would stay the same",
        group=MANY,
    )
    retry_failed: bool = option(False, "retry documents that failed in an earlier run", group=MANY)
    existing: str = option(
        "",
        "what to do with an existing output that the ledger does not know",
        choices=("skip", "overwrite", "abort"),
        group=MANY,
    )
    on_error: str = option(
        "", "after a failure: skip the document (default) or abort the batch", choices=("skip", "abort"), group=MANY
    )
    max_failures: str | None = option(
        None, "abort the batch after more failures than this share or number", metavar="10%", group=MANY
    )
    timeout: float | None = option(
        None, "time limit per document (default: 300; 0: none)", metavar="SECONDS", type=float, group=MANY
    )
    memory: float | None = option(
        None, "memory limit per document (default: 2048; 0: none)", metavar="MiB", type=float, group=MANY
    )
    shard: str | None = option(
        None,
        "process only the I-th of N parts of the documents",
        metavar="I/N",
        group=MANY,
    )
    dry_run: bool = option(False, "print what would be done, and do nothing", group=MANY)
    log_json: bool = option(False, "report progress on standard error as JSON lines", group=MANY)
    overview: str = option(
        "", "write an overview of the batch as HTML pages into this folder", metavar="DIR", group=MANY
    )
    engine: str = option("", "run on a dask cluster (needs teikit[dask])", choices=("dask",), group=MANY)
    scheduler: str = option("", "the scheduler of the cluster: tcp://host:8786", metavar="ADDRESS", group=MANY)

    def __post_init__(self) -> None:
        if self.engine == "dask" and not self.scheduler:
            raise UsageError("USAGE-ENGINE", "--engine dask needs --scheduler ADDRESS", "For example: tcp://host:8786")
        if self.scheduler and self.engine != "dask":
            raise UsageError("USAGE-ENGINE", "--scheduler can only be used with --engine dask", "Use both, or neither.")
        if self.engine and self.diff:
            hint = "Leave out --engine; --jobs N uses several cores, --shard I/N does a part of the documents."
            raise UsageError("USAGE-ENGINE", "--diff works only on this machine", hint)
        if self.ledger and not self.ledger.endswith((".tsv", ".json")):
            raise UsageError(
                "USAGE-LEDGER", "the ledger must be .tsv or .json", "End its name in .tsv or .json.", self.ledger
            )
        # These are called before anything is written, because each raises an error for a value that it cannot read.
        _ = (self.workers, self.limits, self.part, self.allowed_failures)

    @classmethod
    def of(cls, options: argparse.Namespace) -> Self:
        """The request in the options of the command line."""
        return cls(**given(cls, options))

    @property
    def is_batch(self) -> bool:
        """Whether an option was given that makes the work a batch."""
        return bool(self.batch_options)

    @property
    def batch_options(self) -> list[str]:
        """The options that were given and make the work a batch, by their names on the command line."""
        options = ((member, properties_of(member)) for member in fields(self))
        return [
            flag(member.name)
            for member, described in options
            if described and described.group == MANY and getattr(self, member.name) != member.default
        ]

    @property
    def folder(self) -> Path:
        """The output folder."""
        from pathlib import Path  # not at the top: it is slow to import, and the help needs none

        return Path(self.output)

    @property
    def reported(self) -> bool:
        """Whether all messages about a document are kept, for the report or for the terminal."""
        return bool(self.report or self.json)

    @property
    def leaves_older(self) -> bool:
        """Whether documents that another version or other options made stay as they are."""
        return self.only_new or self.diff

    @property
    def overwrite(self) -> bool:
        """Whether files that teikit did not write are replaced."""
        return self.force or self.existing == "overwrite"

    @cached_property
    def workers(self) -> int:
        """The number of documents that are processed at once, at least 1."""
        if self.jobs is None:
            return 1
        if self.jobs == 0:
            return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return int(_number(self.jobs, "--jobs", 0))

    @cached_property
    def limits(self) -> Limits:
        """The limits of one document."""
        usual = Limits()
        seconds = usual.seconds if self.timeout is None else _number(self.timeout, "--timeout", 0)
        memory = usual.memory if self.memory is None else self.memory and _number(self.memory, "--memory", LEAST_MEMORY)
        return Limits(seconds, int(memory))

    @cached_property
    def part(self) -> Shard | None:
        """The requested part of the documents; None for all. Raises USAGE-SHARD if the value does not name a part."""
        if self.shard is None:
            return None
        parsed = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", self.shard, re.ASCII)
        if not parsed or not 1 <= int(parsed[1]) <= int(parsed[2]):
            hint = "Use --shard 3/16 for the third of sixteen parts; they are counted from 1."
            raise UsageError("USAGE-SHARD", f"'{self.shard}' does not name a part", hint)
        return Shard(int(parsed[1]), int(parsed[2]))

    @cached_property
    def allowed_failures(self) -> tuple[int | None, float | None]:
        """The failures that the batch tolerates: a count, or a share (0 to 1) of all documents; None if not given.

        Raises USAGE-NUMBER for any other value.
        """
        if self.max_failures is None:
            return None, None
        parsed = re.fullmatch(r"([0-9]{1,9})(\.[0-9]{1,6})?(%?)", self.max_failures, re.ASCII)
        if parsed and parsed[3] and float(self.max_failures[:-1]) <= 100:
            return None, float(self.max_failures[:-1]) / 100
        if parsed and not parsed[2] and not parsed[3]:
            return int(parsed[1]), None
        hint = "Use --max-failures 10% or --max-failures 100."
        raise UsageError("USAGE-NUMBER", f"'{self.max_failures}' is neither a count nor a share", hint)


def _number(value: float, name: str, least: float) -> float:
    """A number from ``least`` to ``LARGEST_NUMBER``. Raises USAGE-NUMBER for any other number, and for nan."""
    if not value <= LARGEST_NUMBER:
        raise UsageError("USAGE-NUMBER", f"{name} must be a number, at most {LARGEST_NUMBER:,}", f"You gave {value:g}.")
    if value < least:
        raise UsageError("USAGE-NUMBER", f"{name} cannot be less than {least:g}", f"You gave {value:g}.")
    return value
