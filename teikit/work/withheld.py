"""The ledger of what was withheld in all records: put together from the rows of each, in the order of the records."""

from __future__ import annotations

from pathlib import Path

from teikit import write
from teikit.collation.withheld import WithheldRow, to_json, to_tsv
from teikit.errors import FileSystemError, OutputExists
from teikit.work.ledger import Ledger

HEAD = 4096
OURS = ("\t".join(WithheldRow._fields).encode("ascii"), b'{\n "excisions": [')
"""How the two formats of the file begin."""


def write_withheld(ledger: Ledger, path: Path, force: bool = False) -> str:
    """Write the file of the last plan; returns what was done, nothing where no record has a row.

    An earlier one is replaced, another file only with ``force``.
    """
    refuse_other(path, force)
    rows = [WithheldRow(*row) for row in ledger.withheld()]
    if not rows:
        return ""
    return write.write(path, to_json(rows) if path.suffix == ".json" else to_tsv(rows), force=True)


def refuse_other(path: Path, force: bool) -> None:
    """Refuse to replace a file that is no such ledger (OUT-EXISTS)."""
    if not path.exists():
        return
    if not path.is_file():
        raise FileSystemError("OUT-NOT-REGULAR", "there is something here that is no regular file", place=str(path))
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head and not head.startswith(OURS) and not force:
        hint = "Use --force to replace it, or name another file."
        raise OutputExists("OUT-EXISTS", "the file exists and is no ledger of what was withheld", hint, str(path))
