"""Write the ledger of what was withheld in all records: the rows of each, in the order of the records."""

from __future__ import annotations

from pathlib import Path

from teikit.collation.withheld import WithheldRow, to_json, to_tsv
from teikit.files import write
from teikit.work.ledger.ledger import Ledger

OURS = ("\t".join(WithheldRow._fields).encode("ascii"), b'{\n "excisions": [')
"""The beginnings of the two formats of the file."""


def write_withheld(ledger: Ledger, path: Path, force: bool) -> str:
    """Write what was withheld in the records of the last plan; returns what :func:`teikit.files.write.write` did.

    The file is JSON if its name ends in ``.json``, else TSV. If no record has a row, nothing is written, and the result
    is empty. An earlier ledger is replaced, another file only with ``force``.
    """
    refuse_other_file(path, force)
    rows = [WithheldRow(*row) for row in ledger.withheld()]
    if not rows:
        return ""
    return write.write(path, to_json(rows) if path.suffix == ".json" else to_tsv(rows), force=True)


def refuse_other_file(path: Path, force: bool) -> None:
    """Refuse to replace a file that is not such a ledger (OUT-EXISTS, OUT-NOT-REGULAR)."""
    write.refuse_other(path, OURS, "ledger of what was withheld", force)
