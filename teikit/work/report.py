"""Write the report of a batch: JSON lines in the order of the plan, whatever the order of the work."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from teikit.errors import FileSystemError
from teikit.files import write
from teikit.work.ledger.ledger import Ledger
from teikit.work.outcome import Failure

OURS = b'{"kind": "'
"""The beginning of a report."""


def write_report(ledger: Ledger, path: Path, force: bool) -> None:
    """Write the report of the last plan. An existing report is replaced, another file only with ``force``."""
    refuse_other_file(path, force)
    write.stream(path, _lines(ledger))


def refuse_other_file(path: Path, force: bool) -> None:
    """Refuse to replace a file that is not a report (OUT-EXISTS, OUT-NOT-REGULAR)."""
    write.refuse_other(path, (OURS,), "report of teikit", force)


def _lines(ledger: Ledger) -> Iterator[bytes]:
    """The lines of a report on all documents of a ledger."""
    for shown, report, failure, left_out in ledger.reports():
        for missing in left_out:
            yield failure_line(shown, missing)
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
