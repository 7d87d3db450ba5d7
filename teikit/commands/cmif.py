"""``teikit cmif``: who wrote to whom in a folder, for correspSearch."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from teikit.commands.folder import address, all_records, edition_of, write_result
from teikit.errors import ExitCode
from teikit.folder.cmif import cmif
from teikit.folder.records import changed_on, tei_files
from teikit.wording import counted, say

FREE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence under which correspSearch takes a file."""


def run(options: argparse.Namespace) -> ExitCode:
    """Write the file, and name what correspSearch needs and it lacks."""
    documents, unread = all_records(options)
    edition = edition_of(options)
    changed = max(changed_on(path) for path, _ in tei_files(options.folder))
    title = Path(os.path.abspath(options.folder)).name
    data = cmif(documents, edition, title, changed, address(options.url, "--url"))
    missing = [
        *(["where the files are published (--url)"] if not options.url else []),
        *([f"the licence {FREE} ([edition] licence)"] if edition.licence.rstrip("/") != FREE.rstrip("/") else []),
        *(["who publishes it ([edition] publisher)"] if not edition.publisher else []),
    ]
    if missing:
        say(f"correspSearch also needs: {'; '.join(missing)}")
    letters = data.count(b"<correspDesc ")
    return write_result(options, data, f"{counted(letters, 'document')} of {len(documents):,}", unread)
