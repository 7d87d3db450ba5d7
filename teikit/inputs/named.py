"""The names on the command line, expanded to a list of files to read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from teikit.errors import FileSystemError, TeikitError, UsageError
from teikit.inputs.contents import load
from teikit.inputs.folders import inputs_in
from teikit.inputs.sorting import Skipped

if TYPE_CHECKING:
    from teikit.inputs.members import Package


class Input(NamedTuple):
    """One file to read: its path (None for standard input), its name in messages, its name in the output folder.

    A member of an archive or bag has the ``path`` of that, its own ``member`` name, and an opener. ``document`` is the
    xml:id of the document that is meant in a TEI with many: ``volume.xml#d12``.
    """

    path: Path | None
    shown: str
    stem: Path
    member: str = ""
    package: Package | None = None
    document: str = ""

    @property
    def name(self) -> str:
        """The name used in the TEI: without the folder, so that the same text gives the same bytes anywhere."""
        if self.member:
            return self.member.rpartition("/")[2]
        return in_utf8(self.path.name) if self.path else "stdin"

    def read(self) -> bytes:
        """The bytes of the input."""
        return self.package.open(self.member) if self.package else load(self.path)


class Inputs(NamedTuple):
    """Everything that was named: the inputs to read, the errors of others, and the files that are not inputs."""

    files: tuple[Input, ...]
    failed: tuple[TeikitError, ...]
    skipped: tuple[Skipped, ...]

    @property
    def named(self) -> int:
        """The number of inputs, readable or not."""
        return len(self.files) + len(self.failed)


def expand(names: Iterable[str], leave_out: Path | None = None) -> Inputs:
    """The inputs for some names: a file, the files in a folder in the order of their names, standard input for ``-``.

    A METS is one input with the files that it names, and a bag is one, wherever they are. Files that teikit wrote are
    left out of folders, so that these may hold output and input. Hidden files and folders are left out, too, and links
    in folders are not followed. A file named twice is read once. ``leave_out`` is the output folder: if it is inside a
    folder that was named, nothing in it is an input.
    """
    output = os.path.realpath(leave_out) if leave_out else ""
    files: dict[str, Input] = {}
    failed: list[TeikitError] = []
    skipped: list[Skipped] = []
    for name in names:
        path = Path(name)
        if name == "-":
            files["-"] = Input(None, "stdin", Path("stdin"))
        elif not name:  # Path("") is the current folder, which nobody named
            failed.append(missing(name))
        elif os.path.isdir(path):
            entries = list(inputs_in(path, output))
            skipped += (entry for entry in entries if isinstance(entry, Skipped))
            failed += (entry for entry in entries if isinstance(entry, FileSystemError))
            for file, stem in (entry for entry in entries if not isinstance(entry, Skipped | FileSystemError)):
                files.setdefault(os.path.realpath(file), Input(file, str(file), stem))
        elif os.path.lexists(path):
            files.setdefault(os.path.realpath(path), Input(path, name, Path(path.stem)))
        elif "#" in name and os.path.isfile(name.rpartition("#")[0]):
            file_name, _, document = name.rpartition("#")
            stem = Path(f"{Path(file_name).stem}-{document}".replace("/", "_"))
            files.setdefault(
                f"{os.path.realpath(file_name)}#{document}", Input(Path(file_name), name, stem, document=document)
            )
        else:
            failed.append(missing(name))
    return Inputs(tuple(files.values()), tuple(failed), tuple(skipped))


def in_utf8(name: str) -> str:
    """A name of the file system decoded as UTF-8, whatever the locale; other bytes become lone surrogates."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def missing(name: str) -> FileSystemError:
    """The error for a name on the command line that does not exist."""
    hint = "Check the name and the folder in which you are." if not os.path.isabs(name) else "Check the name."
    return FileSystemError("IN-MISSING", "there is no such file or folder", hint, name)


def identity(path: Path) -> tuple[int, int] | None:
    """The identity of a file under all its names (device and inode); None if there is no file."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def refuse_input(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Refuse an output that is also an input (USAGE-SAME-FILE), under whatever name; empty names are ignored."""
    named = {there: name for name in outputs if name and (there := identity(Path(name)))}
    for path in sorted(inputs) if named else ():
        if name := named.get(identity(Path(path)) or (-1, -1)):
            raise is_input(name)


def is_input(name: str) -> UsageError:
    """The error for an output that is also an input."""
    return UsageError("USAGE-SAME-FILE", "this is an input and is not overwritten", "Name another output.", name)
