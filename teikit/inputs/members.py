"""The files that belong to one input, because they lie in an archive, a bag or beside a METS: read with care."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from teikit.core.metadata import Metadata
from teikit.errors import FileSystemError, Refused, TeikitError
from teikit.inputs import load

Opener = Callable[[str], bytes]
"""Gives the bytes of a member by its relative name, or raises a :class:`~teikit.errors.TeikitError`."""

DRIVE = re.compile(r"[A-Za-z]:")
METS = re.compile(r"(.*[._-])?mets([._-].*)?\.xml", re.IGNORECASE)


@dataclass(frozen=True)
class Package:
    """The members of an archive or a bag that can be read, in order, and why others cannot.

    ``open`` gives the bytes of a member. A bag has been verified, and its names begin with ``data/``.
    """

    names: tuple[str, ...]
    open: Opener
    errors: tuple[TeikitError, ...] = ()
    is_bag: bool = False
    metadata: Metadata = field(default_factory=Metadata)

    @property
    def mets(self) -> str:
        """The name of the METS that says which members are its pages; empty where there is none."""
        found = [name for name in self.names if METS.fullmatch(posixpath.basename(name))]
        return min(found, key=lambda name: (name.count("/"), name), default="")

    def beside(self, name: str) -> Opener:
        """How to open members by names relative to the folder in which the member ``name`` lies."""
        folder = posixpath.dirname(name)
        return lambda relative: self.open(posixpath.normpath(posixpath.join(folder, relative)))


def is_unsafe(name: str) -> bool:
    r"""Whether a name could lead out of the folder into which it is meant to lead, here or on another system.

    >>> [is_unsafe(name) for name in ("a/b.txt", "../b.txt", "a/../../b", "/b", "C:\\b", "a\\b", "~/b", "")]
    [False, True, True, True, True, True, True, True]
    """
    parts = name.split("/")
    bad_start = name.startswith(("/", "~")) or DRIVE.match(name) is not None
    return not name or bad_start or ".." in parts or "\\" in name or "\0" in name


def is_hidden(name: str) -> bool:
    """Whether a member is hidden, as folders have them: its name or that of a folder above it begins with a dot.

    >>> is_hidden("__MACOSX/a.txt"), is_hidden("a/.DS_Store"), is_hidden("a/b.txt")
    (True, True, False)
    """
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def outside(place: str) -> Refused:
    """The refusal of a name that leads out."""
    hint = "It was not read. Names must be relative and stay below the folder they begin in."
    return Refused("PATH-OUTSIDE", "the name leads out of the archive or folder", hint, place)


def in_memory(members: Mapping[str, bytes]) -> Opener:
    """How to open members that have been unpacked."""

    def opened(name: str) -> bytes:
        if name not in members:
            raise FileSystemError("IN-MISSING", "there is no such file in the archive", place=name)
        return members[name]

    return opened


def in_folder(folder: Path) -> Opener:
    """How to open files below a folder by their relative names; links are followed only where they stay below it."""
    top = os.path.realpath(folder)

    def opened(name: str) -> bytes:
        try:
            return load(path_below(top, name))
        except TeikitError as error:
            error.place = error.place or name
            raise

    return opened


def path_below(top: str, name: str) -> Path:
    """The path of a file below the folder ``top``, which has no links in it; ``name`` is relative to it.

    Raises :class:`~teikit.errors.Refused` (PATH-OUTSIDE, PATH-LINK) where it leads out, and
    :class:`~teikit.errors.FileSystemError` (IN-MISSING) where there is nothing.
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
