"""``teikit names``: list the names in a folder with counts and the entries they may match, as TSV."""

from __future__ import annotations

import argparse

from teikit.commands.folder import all_records, write_result
from teikit.conversion import load_lexicon
from teikit.errors import ExitCode
from teikit.folder.names import Form, forms
from teikit.folder.tables import as_tsv
from teikit.options import Options
from teikit.wording import counted


def run(options: argparse.Namespace) -> ExitCode:
    """Write a row for each form of a name, with the entries of the lists that it may match."""
    chosen = Options.of(options)
    lexicon = load_lexicon(chosen)
    documents, unread = all_records(options)
    rows = forms(documents, lexicon)
    return write_result(options, as_tsv(Form._fields, rows, "; "), counted(len(rows), "form"), unread)
