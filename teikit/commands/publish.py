"""``teikit publish``: make a static site from a folder of TEI files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from teikit import inputs
from teikit.commands.folder import edition_of
from teikit.errors import ExitCode, UsageError
from teikit.files import write
from teikit.folder.records import tei_files
from teikit.site.build import File, build
from teikit.site.exchange import LOCK, is_site, resume
from teikit.site.frame import Frame
from teikit.wording import counted, say, visible
from teikit.work.ledger.lock import Lock
from teikit.work.request import Request

PAGES = (".html", ".htm")  # endings of the pages of any site


def run(options: argparse.Namespace) -> ExitCode:
    """Build the site and report what was done; a file that cannot be read does not stop the others.

    Raises USAGE-SAME-FILE if the site is to be written into the folder that is published, or into one with inputs.
    """
    jobs = Request(jobs=options.jobs).workers  # raises USAGE-NUMBER for an impossible number of processes
    folder, site = Path(options.folder), Path(options.site)
    if inputs.identity(site) and inputs.identity(site) == inputs.identity(folder):
        raise UsageError("USAGE-SAME-FILE", "this is the folder that is published", "Name another.", options.site)
    if not options.force and _holds_inputs(site):
        message = "this folder contains inputs, and the pages of the site would be read as inputs, too"
        raise UsageError("USAGE-SAME-FILE", message, "Name a folder of its own, or use --force.", options.site)
    files = [(path, name) for path, name in tei_files(options.folder) if site.resolve() not in path.resolve().parents]
    write.prepare(site)
    lock = Lock(site / LOCK, site)
    try:
        return _publish(options, files, site, jobs)
    finally:
        lock.release()


def _holds_inputs(folder: Path) -> bool:
    """Whether a folder that is not a site yet contains files other than pages that convert would read."""
    if not folder.is_dir() or is_site(folder):
        return False
    files = inputs.expand([str(folder)]).files
    return any(file.path and file.path.parent == folder and file.path.suffix.lower() not in PAGES for file in files)


def _publish(options: argparse.Namespace, files: Sequence[File], site: Path, jobs: int) -> ExitCode:
    """Publish files as a site with ``jobs`` processes, and report the number of documents."""
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
