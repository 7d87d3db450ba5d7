"""``teikit publish``: a static site of a folder of TEI files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from teikit import inputs
from teikit.commands import say
from teikit.commands.folder import edition_of
from teikit.errors import ExitCode, UsageError
from teikit.files import write
from teikit.folder.records import tei_files
from teikit.site.build import File, build
from teikit.site.exchange import LOCK, resume
from teikit.site.frame import Frame
from teikit.wording import counted, visible
from teikit.work.ledger.lock import Lock
from teikit.work.request import Request


def run(options: argparse.Namespace) -> ExitCode:
    """Build the site and say what was done; a file that cannot be read does not stop the others.

    Raises USAGE-SAME-FILE where the site would stand in the folder that is published.
    """
    jobs = Request(jobs=options.jobs).workers  # raises USAGE-NUMBER for what is no number of processes
    folder, site = Path(options.folder), Path(options.site)
    if inputs.identity(site) and inputs.identity(site) == inputs.identity(folder):
        raise UsageError("USAGE-SAME-FILE", "this is the folder that is published", "Name another.", options.site)
    files = [(path, name) for path, name in tei_files(options.folder) if site.resolve() not in path.resolve().parents]
    write.prepare(site)
    lock = Lock(site / LOCK, site)
    try:
        return _publish(options, files, site, jobs)
    finally:
        lock.release()


def _publish(options: argparse.Namespace, files: Sequence[File], site: Path, jobs: int) -> ExitCode:
    """Publish files as a site in so many processes, and say how many."""
    if told := resume(site):
        say(f"{visible(options.site)}: {told}")
    edition = edition_of(options)
    name = options.title or edition.series or Path(options.folder).resolve().name
    built = build(Frame(name, edition), files, site, jobs, bool(options.force))
    for error in built.errors:
        say(error)
    done = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(built.verdicts.items()) if count)
    say(f"{counted(built.documents, 'document')} published (files: {done}): {visible(str(site / 'index.html'))}")
    return ExitCode.SOME_FAILED if built.errors else ExitCode.DONE
