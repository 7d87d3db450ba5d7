"""``teikit names``: the names in a folder, with counts and what they may be, as TSV."""

from __future__ import annotations

import argparse

from teikit.commands.folder import all_records, hand_over
from teikit.conversion import load_lexicon
from teikit.errors import ExitCode
from teikit.folder.names import Form, forms
from teikit.folder.tables import as_tsv
from teikit.options import Options
from teikit.wording import counted


def run(options: argparse.Namespace) -> ExitCode:
    """A row for each form, with the entries of the lists that it may be."""
    chosen = Options.of(options)
    lexicon = load_lexicon(chosen)
    documents, unread = all_records(options)
    rows = forms(documents, lexicon)
    return hand_over(options, as_tsv(Form._fields, rows, "; "), counted(len(rows), "form"), unread)
