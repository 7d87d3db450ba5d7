"""``teikit links``: list the telegrams that telegrams cite, as TSV."""

from __future__ import annotations

import argparse
from collections import Counter

from teikit.commands.folder import all_records, write_result
from teikit.errors import ExitCode
from teikit.folder.citations import with_text
from teikit.folder.links import STATES, CitationLink, links
from teikit.folder.tables import as_tsv
from teikit.lexicon import load
from teikit.wording import counted, say


def run(options: argparse.Namespace) -> ExitCode:
    """Write one row per citation, and report the number of each kind."""
    documents, unread = all_records(options)
    texts = list(with_text(documents, load(*options.collection or ())))
    rows = list(links(texts, {text.place: text.meant for text in texts}))
    names = {text.place: text.name for text in texts}
    named = [
        row._replace(document=names[row.document], targets=tuple(names[place] for place in row.targets)) for row in rows
    ]
    counts = Counter(link.state for link in rows)
    about = f"{counted(len(rows), 'citation')}: " + ", ".join(f"{counts[state]:,} {state}" for state in STATES)
    if not options.output:
        say(about)
    return write_result(options, as_tsv(CitationLink._fields, named, "; "), about, unread)
