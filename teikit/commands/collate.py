"""``teikit collate``: the releases of one telegram, or of many, put together."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from teikit import inputs
from teikit.collation.collection import Group, grouped, listed
from teikit.collation.join import names
from teikit.errors import ExitCode, Refused, UsageError
from teikit.inputs import packages
from teikit.messages.explanations import check_rules
from teikit.options import Options
from teikit.tei.facsimile import check_template
from teikit.work.collate_task import CollateTask
from teikit.work.documents import Document, record
from teikit.work.request import Request
from teikit.work.telling import Work
from teikit.work.telling import run as run_task


def run(arguments: argparse.Namespace) -> ExitCode:
    """Collate the releases of each record; one that fails does not stop the others. Many records are a batch."""
    options, request = Options.of(arguments), Request.of(arguments)
    check_rules(options.without, to_leave_out=True)
    check_template(options.images)
    folders = any(map(os.path.isdir, arguments.inputs)) and not request.output.endswith(".xml")
    if arguments.pairs or folders or request.is_batch:
        work = _many(arguments, request)
        return run_task(CollateTask(options, html=_seen_from(request.output, request.html)), request, work)
    target = Path(request.output)
    work = _one(arguments.inputs, target)
    task = CollateTask(options, target.name, _seen_from(str(target.parent), request.html))
    return run_task(task, replace(request, output=str(target.parent)), work)


def _seen_from(folder: str, path: str) -> str:
    """A path as a name from a folder on, where it lies in it; else the whole path."""
    whole, top = os.path.abspath(path), os.path.abspath(folder)
    if not path:
        return ""
    return os.path.relpath(whole, top) if whole.startswith(top.rstrip(os.sep) + os.sep) else whole


def _one(named: list[str], target: Path) -> Work:
    """One record, whose releases were named, and whose edition is a file."""
    found = packages.opened(inputs.expand(named))
    for error in found.failed:
        raise error
    if not found.files:
        _refuse_nothing()
    if target.is_dir():
        raise UsageError("USAGE-OUTPUT", "-o names a file here, and this is a folder", "Name a file: -o edition.xml")
    return Work([_record(Group(target.stem, found.files))], list(found.skipped), short=True)


def _many(arguments: argparse.Namespace, request: Request) -> Work:
    """The records of a list, of folders, or the one whose releases were named; the editions go into a folder."""
    if request.output.endswith(".xml") and not os.path.isdir(request.output):
        raise UsageError("USAGE-OUTPUT", f"-o names a folder here, and {request.output} looks like a file")
    if request.html and os.path.exists(request.html) and not os.path.isdir(request.html):
        raise UsageError("USAGE-OUTPUT", "--html names a folder where many are collated", place=request.html)
    if arguments.pairs:
        groups = listed(Path(arguments.pairs))
        skipped: list[str] = []
    else:
        groups, skipped = grouped(arguments.inputs, leave_out=request.folder)
    if not groups:
        _refuse_nothing()
    return Work(list(map(_record, groups)), skipped, short=False)


def _refuse_nothing() -> None:
    raise Refused("IN-NOTHING", "there is nothing here to collate", "Name the files of the releases, or a folder.")


def _record(group: Group) -> Document:
    return record(group.name, group.inputs, names(group.inputs), group.failed)
