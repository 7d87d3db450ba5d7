"""Turn the releases that were named for collation into records."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

from teikit import inputs
from teikit.collation.collection import Group, grouped, listed
from teikit.collation.join import names as names_of
from teikit.errors import Refused, UsageError
from teikit.inputs import packages
from teikit.work.documents import BatchDocument, NamedDocuments, record
from teikit.work.request import Request


def named_record(names: list[str], target: Path) -> NamedDocuments:
    """The one record whose releases were named, and whose edition is the file ``target``.

    Raises IN-NOTHING, COLLATE-ALONE (the same file twice) and USAGE-OUTPUT, and what opening the inputs raises.
    """
    named = packages.opened(inputs.expand(names))
    for error in named.failed:
        raise error
    if not named.files:
        _refuse_nothing()
    if len(named.files) == 1 and len(names) > 1 and len({os.path.realpath(name) for name in names}) == 1:
        hint = "Name each release once; name a file that contains several releases alone."
        raise Refused("COLLATE-ALONE", "the same file was named twice", hint, names[0])
    if target.is_dir():
        raise UsageError("USAGE-OUTPUT", "-o must name a file here, not a folder", "Name a file: -o edition.xml")
    return NamedDocuments([_record(Group(target.stem, named.files))], list(named.skipped), are_short=True)


def named_records(names: list[str], pairs: str, request: Request) -> NamedDocuments:
    """The records of the list ``pairs``, else those in the folders and files that were named.

    Raises IN-NOTHING, USAGE-OUTPUT, USAGE-PAIRS for inputs in addition to a list, and
    :class:`~teikit.errors.ConfigRefused` for a faulty list.
    """
    if request.output.endswith(".xml") and not os.path.isdir(request.output):
        raise UsageError("USAGE-OUTPUT", f"-o must name a folder here, but {request.output} looks like a file")
    if request.html and os.path.exists(request.html) and not os.path.isdir(request.html):
        raise UsageError("USAGE-OUTPUT", "--html must name a folder if many records are collated", place=request.html)
    if pairs and names:
        message = "--pairs names the releases of all records, so no other input can be named"
        raise UsageError("USAGE-PAIRS", message, "Leave out the inputs, or --pairs.", names[0])
    groups, skipped = (listed(Path(pairs)), []) if pairs else grouped(names, leave_out=request.folder)
    if not groups:
        _refuse_nothing()
    return NamedDocuments(list(map(_record, groups)), skipped, are_short=False)


def _refuse_nothing() -> NoReturn:
    raise Refused("IN-NOTHING", "there is nothing here to collate", "Name the files of the releases, or a folder.")


def _record(group: Group) -> BatchDocument:
    return record(group.name, group.inputs, names_of(group.inputs), group.failed)
