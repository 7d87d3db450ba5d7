"""What a person asked of a batch, from the options of ``teikit convert``, checked before anything is done."""

from __future__ import annotations

import argparse
import os
import re
from dataclasses import dataclass
from pathlib import Path

from teikit.errors import UsageError
from teikit.options import Options
from teikit.work.documents import Shard
from teikit.work.worker import Limits

NO_OTHER = Limits()
LEAST_MEMORY = 64
"""MiB that any document may take."""


@dataclass(frozen=True)
class Request:
    """The options of a batch. ``most`` and ``share`` are the failures that it bears, as a count or of all documents."""

    output: Path
    options: Options
    jobs: int = 1
    limits: Limits = NO_OTHER
    shard: Shard | None = None
    existing: str = ""
    force: bool = False
    retry_failed: bool = False
    abort: bool = False
    most: int | None = None
    share: float | None = None
    report: Path | None = None
    overview: Path | None = None
    bag: bool = False
    add_to_mets: bool = False
    scheduler: str = ""
    verbose: bool = False
    json: bool = False

    @property
    def reported(self) -> bool:
        """Whether all that was done to a document is wanted, for the report or for the terminal."""
        return self.report is not None or self.verbose or self.json

    @property
    def overwrite(self) -> bool:
        """Whether files that are not ours are replaced."""
        return self.force or self.existing == "overwrite"

    @property
    def payload(self) -> str:
        """The folder of the files below the output folder: in a bag, that of its payload."""
        return "data" if self.bag else ""

    @classmethod
    def of(cls, options: argparse.Namespace) -> Request:
        """The request in the options. Raises :class:`~teikit.errors.UsageError` for one that cannot be."""
        most, share = _failures(options.max_failures)
        if options.engine == "dask" and not options.scheduler:
            raise UsageError("USAGE-ENGINE", "--engine dask needs --scheduler ADDRESS", "Such as tcp://host:8786.")
        if options.scheduler and options.engine != "dask":
            raise UsageError("USAGE-ENGINE", "--scheduler is for --engine dask", "Name both, or none.")
        if options.shard and options.bag:
            hint = "Merge the ledgers first, then run the same command without --shard: it closes the bag."
            raise UsageError("USAGE-SHARD", "a part of a batch cannot be closed as a bag", hint)
        return cls(
            output=Path(options.output),
            options=Options.of(options),
            jobs=_jobs(options.jobs),
            limits=_limits(options.timeout, options.memory),
            shard=_shard(options.shard),
            existing=options.existing or "",
            force=options.force,
            retry_failed=options.retry_failed,
            abort=options.on_error == "abort",
            most=most,
            share=share,
            report=Path(options.report) if options.report else None,
            overview=Path(options.overview) if options.overview else None,
            bag=bool(options.bag),
            add_to_mets=options.add_to_mets,
            scheduler=options.scheduler or "",
            verbose=options.verbose,
            json=options.json,
        )


def _number(value: float, option: str, least: float) -> float:
    if value < least:
        raise UsageError("USAGE-NUMBER", f"{option} cannot be less than {least:g}", f"You gave {value:g}.")
    return value


def _limits(seconds: float | None, memory: float | None) -> Limits:
    """The limits of one document; 0 is none, nothing is what there is without the option."""
    seconds = NO_OTHER.seconds if seconds is None else _number(seconds, "--timeout", 0)
    memory = NO_OTHER.memory if memory is None else memory and _number(memory, "--memory", LEAST_MEMORY)
    return Limits(seconds, int(memory))


def _jobs(value: int | None) -> int:
    if value is None:
        return 1
    if value == 0:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return int(_number(value, "--jobs", 0))


def _shard(value: str | None) -> Shard | None:
    if value is None:
        return None
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", value, re.ASCII)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        hint = "Say --shard 3/16 for the third of sixteen parts; they are counted from 1."
        raise UsageError("USAGE-SHARD", f"'{value}' names no part", hint)
    return Shard(int(found[1]), int(found[2]))


def _failures(value: str | None) -> tuple[int | None, float | None]:
    """A count, or a share of all documents."""
    if value is None:
        return None, None
    found = re.fullmatch(r"([0-9]{1,9})(\.[0-9]{1,6})?(%?)", value, re.ASCII)
    if found and found[3] and float(value[:-1]) <= 100:
        return None, float(value[:-1]) / 100
    if found and not found[2] and not found[3]:
        return int(value), None
    hint = "Say --max-failures 10% or --max-failures 100."
    raise UsageError("USAGE-NUMBER", f"'{value}' is neither a count nor a share", hint)
