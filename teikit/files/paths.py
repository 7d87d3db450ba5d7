"""The files below a folder, and checks that file names from untrusted sources do not lead out of it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from teikit.errors import FileSystemError, Refused

Opener = Callable[[str], bytes]
"""Gives the bytes of a file by its relative name, or raises a :class:`~teikit.errors.TeikitError`."""

DRIVE = re.compile(r"[A-Za-z]:")
"""The drive with which a path begins on Windows."""
SITE_LISTING = ".teikit-site.json"
"""The file in a site that lists all its files, with their digests; the TEI files next to it are copies."""


def is_unsafe(name: str) -> bool:
    r"""Whether a name could lead out of the folder in which it is meant to stay, here or on another system.

    >>> [is_unsafe(name) for name in ("a/b.txt", "../b.txt", "a/../../b", "/b", "C:\\b", "a\\b", "~/b", "")]
    [False, True, True, True, True, True, True, True]
    """
    parts = name.split("/")
    bad_start = name.startswith(("/", "~")) or DRIVE.match(name) is not None
    return not name or bad_start or ".." in parts or "\\" in name or "\0" in name


def is_hidden(name: str) -> bool:
    """Whether a member is hidden: its name, or that of a folder above it, begins with a dot.

    >>> is_hidden("__MACOSX/a.txt"), is_hidden("a/.DS_Store"), is_hidden("a/b.txt")
    (True, True, False)
    """
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def xml_below(top: Path) -> list[tuple[Path, str]]:
    """The XML files below a folder, each with its path relative to it, in the order of these paths.

    Hidden files are left out, and so are the copies in a site that was made in the folder. A folder that may not be
    read is among the files: whoever reads it reports it.
    """
    closed: list[OSError] = []
    folders = [(Path(folder), names) for folder, _, names in os.walk(top, onerror=closed.append)]
    sites = {folder for folder, names in folders if SITE_LISTING in names} - {top}
    files = [folder / name for folder, names in folders for name in names if name.endswith(".xml")]
    paths = [*(path for path in files if path.is_file()), *(Path(error.filename) for error in closed)]
    named = ((path, path.relative_to(top).as_posix()) for path in paths if sites.isdisjoint(path.parents))
    return sorted((pair for pair in named if pair[1] == "." or not is_hidden(pair[1])), key=lambda pair: pair[1])


def outside(place: str) -> Refused:
    """The refusal of a name that leads out."""
    hint = "It was not read. Names must be relative and stay below the folder they begin in."
    return Refused("PATH-OUTSIDE", "the name leads out of the archive or folder", hint, place)


def path_below(top: str, name: str) -> Path:
    """The path of a file below the folder ``top``, which has no links in it; ``name`` is relative to it.

    Raises :class:`~teikit.errors.Refused` (PATH-OUTSIDE, PATH-LINK) if it leads out, and
    :class:`~teikit.errors.FileSystemError` (IN-MISSING) if there is nothing.
    """
    if is_unsafe(name):
        raise outside(name)
    path = os.path.join(top, *name.split("/"))
    if not os.path.lexists(path):
        hint = f"It was looked for in {top}."
        raise FileSystemError("IN-MISSING", "there is no such file", hint, name)
    if os.path.commonpath([top, os.path.realpath(path)]) != top:
        raise Refused("PATH-LINK", "this is a link that leads out of the folder", "It was not followed.", name)
    return Path(path)
