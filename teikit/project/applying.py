"""Apply the settings of a project file wherever the command line gives none."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from teikit.errors import UsageError
from teikit.project.finding import find
from teikit.project.reading import Commands, Project, read

PLACES = ("inputs", "files", "folder", "names", "output")
"""The names that commands give to the inputs or outputs that were named."""


def apply(options: Namespace, commands: Commands) -> Project | None:
    """Complete the options of a command from the project file that they name, or from the nearest one above the inputs.

    The command line wins. Afterwards ``options.edition`` has the metadata of the edition, ``options.project`` the path
    of the file, ``options.defaults`` the values that it gave; without a file nothing is changed. Raises what
    :func:`~teikit.project.reading.read` raises.
    """
    named: str | list[str] = next(filter(None, (getattr(options, name, None) for name in PLACES)), [])
    path = find([named] if isinstance(named, str) else named, options.project)
    if path is None:
        options.project = None
        return None
    project = read(Path(path), commands)
    options.defaults = {}
    for name, value in project.defaults(options.command).items():
        if getattr(options, name, value) is None:
            setattr(options, name, value)
            options.defaults[name] = value
    options.project, options.edition = str(path), project.edition
    return project


def place_in_project(error: UsageError, options: Namespace) -> None:
    """Set the place of an error about the value of an option to the project file, if that gave the value."""
    for name, value in vars(options).get("defaults", {}).items():
        values = value if isinstance(value, list) else [value]
        shown = [f"--{name.replace('_', '-')} ", *(f"'{item}'" for item in values)]
        if not error.place and any(text in f"{error.message} " for text in shown):
            error.place = options.project
