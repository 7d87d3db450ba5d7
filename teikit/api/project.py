"""Read a project file in a program: ``teikit.load_project`` returns the options in it."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

from teikit.cli import by_command
from teikit.errors import FileSystemError
from teikit.options import Options, refuse_unknown
from teikit.project import PROJECT_FILE, find, read
from teikit.project.keys import COMMANDS


def load_project(place: str | os.PathLike[str] = ".", *, command: str = "convert") -> Options:
    """The options in a project file: the metadata of the edition, and the defaults of a command.

    ``place`` is the file, or a folder or an input: the nearest ``teikit.toml`` there or above is read. The options are
    for ``options=`` of :func:`~teikit.api.functions.convert` and :func:`~teikit.api.functions.collate`; arguments of
    the call itself take precedence. A row of the table of documents is found by the name of the input. Options for the
    way the work is done (``jobs``, ``report``) are not included.

    Raises FileSystemError (PROJECT-MISSING) if there is no such file, USAGE-OPTION for a command that reads none, and
    :class:`~teikit.errors.ConfigRefused` with the line of the fault in it.
    """
    refuse_unknown("command", command, COMMANDS)
    name = os.fspath(place)
    path = find([name], name if Path(name).suffix == Path(PROJECT_FILE).suffix else None)
    if path is None:
        message = f"there is no {PROJECT_FILE} here or in a folder above"
        raise FileSystemError("PROJECT-MISSING", message, "`teikit init` makes one.", name)
    project = read(path, by_command)
    names = {member.name for member in fields(Options)}
    defaults = {key: value for key, value in project.defaults(command).items() if key in names and value is not None}
    return Options(**defaults, edition=project.edition)
