"""``teikit stats``: tabulate the documents of a folder, one row each."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from teikit.commands.folder import all_records, edition_of, write_result
from teikit.errors import ExitCode
from teikit.folder.charts import page
from teikit.folder.stats import Stats, stats
from teikit.folder.tables import as_json, as_table, as_tsv
from teikit.wording import counted
from teikit.work.batch_folder import known_grades

SHOWN = (
    "file",
    "number",
    "date",
    "sender",
    "addressees",
    "kind",
    "classification",
    "pages",
    "excisions",
    "withheld",
    "opened",
    "grade",
    "queries",
)
"""The columns of the table for people."""
FIRST_TO_GO = ("classification", "addressees", "opened", "queries", "kind", "grade", "withheld", "excisions", "pages")
"""The columns that are dropped on a narrow terminal, in this order."""


def run(options: argparse.Namespace) -> ExitCode:
    """Write the table of a folder in the requested format."""
    documents, unread = all_records(options)
    rows = stats(documents, known_grades(Path(options.folder)))
    if options.format == "json":
        data = as_json(rows)
    elif options.format == "tsv":
        data = as_tsv(Stats._fields, rows)
    elif options.format == "html":
        data = page(rows, edition_of(options).series or Path(options.folder).resolve().name)
    else:
        width = shutil.get_terminal_size().columns if not options.output and sys.stdout.isatty() else 0
        data = as_table(Stats._fields, rows, SHOWN, width, FIRST_TO_GO)
    return write_result(options, data, counted(len(rows), "document"), unread)
