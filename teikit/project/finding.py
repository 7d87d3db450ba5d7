"""Find the project file of an edition: the one that is named, or the nearest above the inputs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from teikit.inputs import missing

PROJECT_FILE = "teikit.toml"
"""The name by which a project file is found."""
NONE = "none"
"""The value of the option that means no project file."""


def find(names: Iterable[str], named: str | None = None) -> Path | None:
    """The project file that is ``named``, else the nearest above the first of the inputs that are files or folders.

    What has this name and is not a file is given, too: reading it says so, and it is not passed over.
    Raises IN-MISSING if the file that is named does not exist.
    """
    if named:
        if named != NONE and not os.path.lexists(named):
            raise missing(named)
        return None if named == NONE else Path(named)
    first = next((name for name in names if name != "-" and os.path.lexists(name)), ".")
    start = Path(os.path.abspath(first))
    folders = [start, *start.parents] if start.is_dir() else [*start.parents]
    path = next((folder / PROJECT_FILE for folder in folders if os.path.lexists(folder / PROJECT_FILE)), None)
    working_folder = Path.cwd()
    return path.relative_to(working_folder) if path and path.is_relative_to(working_folder) else path
