"""The report of a batch: JSON lines in the order of the plan, whatever the order of the work; and how it is read."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from teikit.errors import FileSystemError, Refused
from teikit.files import write
from teikit.inputs import missing
from teikit.work.ledger.ledger import Ledger
from teikit.work.outcome import Failure

OURS = b'{"kind": "'
"""The beginning of a report."""
NOT_A_REPORT = "Name the file that teikit convert IN -o OUT --report FILE wrote."


def write_report(ledger: Ledger, path: Path, force: bool) -> None:
    """Write the report of the last plan. An existing report is replaced, another file only with ``force``."""
    refuse_other_file(path, force)
    write.stream(path, _lines(ledger))


def refuse_other_file(path: Path, force: bool) -> None:
    """Refuse to replace a file that is not a report (OUT-EXISTS, OUT-NOT-REGULAR)."""
    write.refuse_other(path, (OURS,), "report of teikit", force)


def check_report(name: str) -> None:
    """Raise IN-MISSING for a report that does not exist, and REPORT-FORMAT for a file that does not begin like one."""
    next(read_report(name), None)


def read_report(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a report, one at a time, because there may be millions.

    Raises IN-MISSING, and REPORT-FORMAT, with the line, for a line that is not a row.
    """
    if not os.path.lexists(name):
        raise missing(name)
    with open(name, "rb") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            if not isinstance(row, dict) or "kind" not in row:
                raise Refused("REPORT-FORMAT", "this is not a row of a report", NOT_A_REPORT, f"{name}:{number}")
            yield row


def _lines(ledger: Ledger) -> Iterator[bytes]:
    """The lines of a report on all documents of a ledger."""
    for shown, report, failure, left_out in ledger.reports():
        for error in left_out:
            yield failure_line(shown, error)
        if failure:
            yield failure_line(shown, failure)
        if report and not failure:
            try:
                yield zlib.decompress(report)
            except zlib.error:
                raise FileSystemError("LEDGER-CORRUPT", f"the report of {shown} is damaged") from None


def failure_line(shown: str, failure: Failure) -> bytes:
    """A failure as a line of the report and of ``--json``; a note if there was nothing to do."""
    keys = ("place", "code", "message", "hint")
    values = {
        "kind": "error" if failure.exit else "note",
        "document": shown,
        **{key: getattr(failure, key) for key in keys},
    }
    return f"{json.dumps(values)}\n".encode("ascii")
