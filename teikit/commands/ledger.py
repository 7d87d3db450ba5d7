"""``teikit ledger``: show the ledger of a batch, write its reports again, merge ledgers of shards, or rebuild it."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path

from teikit.errors import ExitCode, FileSystemError, UsageError
from teikit.files import write
from teikit.files.write import hand_over
from teikit.inputs import in_utf8
from teikit.wording import counted, line_bytes, say, visible
from teikit.work.batch_folder import MAIN, ledger_path
from teikit.work.ledger.ledger import LEDGER_FOLDER, Ledger
from teikit.work.ledger.lock import Lock
from teikit.work.merge import merge, rebuild
from teikit.work.named_outputs import refuse_twice
from teikit.work.report import write_report
from teikit.work.request import Request
from teikit.work.summary import failures


def run(options: argparse.Namespace) -> ExitCode:
    """Run the requested action on the ledger of an output folder."""
    output = Path(options.output)
    if options.action in ("merge", "rebuild"):
        if options.action == "rebuild" and not (output / LEDGER_FOLDER).is_dir():
            hint = "Name the output folder of convert or collate."
            raise FileSystemError("LEDGER-MISSING", "this is not the output folder of a batch", hint, str(output))
        write.prepare(output / LEDGER_FOLDER)
        lock = Lock(output / LEDGER_FOLDER / f"{MAIN}.lock", output)
        try:
            done = (
                merge(output, [Path(folder) for folder in options.folders])
                if options.action == "merge"
                else rebuild(output)
            )
        finally:
            lock.release()
        say(done)
        return ExitCode.DONE
    part = Request(shard=options.shard).part  # raises USAGE-SHARD for a value that does not name a part
    ledger = Ledger(ledger_path(output, part.name if part else MAIN), create=False)
    try:
        _tell(ledger, options)
    finally:
        ledger.close()
    return ExitCode.DONE


def _tell(ledger: Ledger, options: argparse.Namespace) -> None:
    """Print or write what the options request from a ledger."""
    if options.action == "report":
        _write(ledger, options)
    elif options.failed:
        _failed(ledger, options.json)
    elif options.json:
        facts = {"counts": ledger.counts(), "configuration": ledger.configuration(), "runs": ledger.runs()}
        facts["left_out"] = ledger.skipped()
        hand_over(f"{json.dumps(facts)}\n".encode("ascii"))
    else:
        hand_over(line_bytes(_lines(ledger)))


def _write(ledger: Ledger, options: argparse.Namespace) -> None:
    """Write the files about a ledger that the options name. Raises USAGE-REPORT if they name none."""
    if not (options.report or options.overview or options.ledger):
        hint = "Use --report FILE, --overview DIR or --ledger FILE."
        raise UsageError("USAGE-REPORT", "there is nothing to write", hint)
    refuse_twice((os.path.realpath(name), name) for name in (options.report, options.ledger) if name)
    if options.report:
        write_report(ledger, Path(options.report), options.force)
    if options.overview:
        from teikit.html.overview import write_overview

        write.prepare(Path(options.overview))
        write_overview(ledger, Path(options.overview), options.force, Path(options.output))
    if options.ledger:
        from teikit.work.withheld import write_withheld

        write_withheld(ledger, Path(options.ledger), options.force)


def _lines(ledger: Ledger) -> Iterator[str]:
    """The state of a ledger for people: the number of inputs, the runs, the failures, what was left out."""
    counts = ledger.counts()
    states = ", ".join(f"{n:,} {state}" for state, n in sorted(counts.items()))
    yield f"{counted(sum(counts.values()), 'input')}: {states}"
    for number, begun, ended, host, pid, version, code in ledger.runs():
        outcome = f"ended {ended} with exit code {code}" if ended else "did not end, or is under way"
        yield f"run {number}: teikit {version}, process {pid} on {host}, begun {begun}, {outcome}"
    yield from failures(ledger)
    yield from (f"left out: {visible(name)}: {why}" for name, why in ledger.skipped())


def _failed(ledger: Ledger, as_json: bool) -> None:
    """Print the failed documents, one per line."""
    lines = []
    for entry in ledger.entries("failed"):
        if entry.failure and as_json:
            lines.append(json.dumps({"id": entry.id, "document": entry.shown, **entry.failure._asdict()}))
        elif entry.failure:
            place = visible(in_utf8(entry.failure.place or entry.shown))
            lines.append(f"{place}: {visible(entry.failure.message)} [{entry.failure.code}]")
    hand_over(line_bytes(lines))
