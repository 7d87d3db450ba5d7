"""The inputs in a folder: files by their names, METS and bags by their content; and why the rest is left out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from teikit.errors import FileSystemError
from teikit.files.compressed import unpacked_name
from teikit.inputs.contents import load
from teikit.inputs.sorting import (
    BAG,
    HEADER,
    LINK,
    SPECIAL,
    WRITTEN_BY_US,
    WRONG_NAME,
    Skipped,
    has_input_name,
    is_mets,
    is_our_own,
    named_by_mets,
    skipped_file,
    tag_files,
)
from teikit.readers.registry import XML_ENDINGS

PACKED_HEADER = 1 << 16  # bytes at the beginning of a compressed file that are unpacked to see what it is
METS = "mets.xml"  # name of a METS whose output has the name of its folder: a workspace of OCR-D


def inputs_in(folder: Path, leave_out: str = "") -> Iterator[tuple[Path, Path] | Skipped | FileSystemError]:
    """The files of a folder and those below it, in the order of their names: an input with its stem, or why it is none.

    A bag is one input, and so is a METS, with the files that it names. Hidden files and folders are skipped, and so is
    the folder ``leave_out`` (a path without links), if it is in this one. A folder that may not be read is a failure,
    and the rest is still read.
    """
    unreadable: list[OSError] = []
    by_mets: dict[str, str] = {}
    for parent, folders, names in os.walk(folder, onerror=unreadable.append):
        if leave_out and parent != str(folder) and os.path.realpath(parent) == leave_out:
            folders[:] = []
            continue
        if BAG in names:
            folders[:] = []
            yield Path(parent), _stem_of_folder(Path(parent), folder)
            continue
        folders[:] = _shown(folders)
        links = [path for name in folders if (path := Path(parent, name)).is_symlink()]
        yield from (skipped_file(str(path), LINK) for path in links)
        shown = _shown(names)
        why = _left_out(Path(parent), shown, has_payload="data" in folders)
        mets_files = [name for name in shown if name not in why and is_mets(name, _head(Path(parent, name)))]
        place = os.path.relpath(parent, folder)
        under = "" if place == "." else f"{place}{os.sep}"
        named = named_by_mets(mets_files, lambda name, parent=parent: _loaded(Path(parent, name)))  # type: ignore[misc]
        by_mets |= {f"{under}{name}": reason for name, reason in named.items() if f"{under}{name}" not in by_mets}
        for name in shown:
            path = Path(parent, name)
            reason = why.get(name) or by_mets.pop(f"{under}{name}", "")
            if reason:
                yield skipped_file(str(path), reason)
            else:
                by_folder = unpacked_name(name) == METS and name in mets_files
                yield path, _stem_of_folder(path.parent, folder) if by_folder else _stem(path, folder)
    for error in unreadable:
        message, hint = f"this folder cannot be read: {error.strerror}", "Ask its owner, or use chmod."
        yield FileSystemError("IN-UNREADABLE", message, hint, os.fsdecode(error.filename))


def _shown(names: Sequence[str]) -> list[str]:
    """The names that are not hidden, in order."""
    return sorted(name for name in names if not name.startswith("."))


def _left_out(folder: Path, names: Sequence[str], has_payload: bool) -> dict[str, str]:
    """The files of one folder that are not inputs because of their kind, their name or their author, and why."""
    why = tag_files(names, has_payload)
    for name in names:
        path = folder / name
        if name in why:
            continue
        if not has_input_name(name):
            why[name] = WRONG_NAME
        elif path.is_symlink():
            why[name] = LINK
        elif not path.is_file():
            why[name] = SPECIAL
        elif name.lower().endswith(XML_ENDINGS) and is_our_own(_head(path)):
            why[name] = WRITTEN_BY_US
    return why


def _head(path: Path) -> bytes:
    """The beginning of a file, unpacked if necessary; empty if it cannot be read, which is reported later."""
    try:
        with path.open("rb") as file:
            if unpacked_name(path.name) == path.name:
                return file.read(HEADER)
            from teikit.inputs.decompressing import head_of

            return head_of(file.read(PACKED_HEADER), HEADER)
    except OSError:
        return b""


def _loaded(path: Path) -> bytes:
    """The bytes of a file, unpacked if necessary."""
    if unpacked_name(path.name) == path.name:
        return load(path)
    from teikit.inputs.archives import unpack

    package = unpack(load(path), path.name)
    return package.open(package.names[0])


def _stem(path: Path, folder: Path) -> Path:
    """The name of a file in the output folder: its path below the folder that was named, without its ending."""
    return path.relative_to(folder).with_suffix("")


def _stem_of_folder(inner: Path, folder: Path) -> Path:
    """The name, in the output folder, of an input that is a whole folder."""
    return inner.relative_to(folder) if inner != folder else Path(folder.resolve().name)
