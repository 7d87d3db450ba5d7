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
from teikit.site.exchange import LOCK, is_site, resume
from teikit.site.frame import Frame
from teikit.wording import counted, visible
from teikit.work.ledger.lock import Lock
from teikit.work.request import Request

PAGES = (".html", ".htm")  # endings of the pages of any site


def run(options: argparse.Namespace) -> ExitCode:
    """Build the site and say what was done; a file that cannot be read does not stop the others.

    Raises USAGE-SAME-FILE if the site would stand in the folder that is published, or in one with inputs.
    """
    jobs = Request(jobs=options.jobs).workers  # raises USAGE-NUMBER for what is no number of processes
    folder, site = Path(options.folder), Path(options.site)
    if inputs.identity(site) and inputs.identity(site) == inputs.identity(folder):
        raise UsageError("USAGE-SAME-FILE", "this is the folder that is published", "Name another.", options.site)
    if not options.force and _holds_inputs(site):
        message = "this folder holds inputs, and the pages of the site would be taken for more of them"
        raise UsageError("USAGE-SAME-FILE", message, "Name a folder of its own, or use --force.", options.site)
    files = [(path, name) for path, name in tei_files(options.folder) if site.resolve() not in path.resolve().parents]
    write.prepare(site)
    lock = Lock(site / LOCK, site)
    try:
        return _publish(options, files, site, jobs)
    finally:
        lock.release()


def _holds_inputs(folder: Path) -> bool:
    """Whether files that are no pages lie in a folder of which no site was made, and convert would read them."""
    if not folder.is_dir() or is_site(folder):
        return False
    files = inputs.expand([str(folder)]).files
    return any(file.path and file.path.parent == folder and file.path.suffix.lower() not in PAGES for file in files)


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
