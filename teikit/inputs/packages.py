"""Inputs that hold others: archives, compressed files, bags. A METS among them is one input with its files."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from teikit.errors import TeikitError
from teikit.files.compressed import COMPRESSED, ZIP, is_tar
from teikit.inputs.contents import load
from teikit.inputs.folders import METS
from teikit.inputs.members import Package
from teikit.inputs.named import Input, Inputs
from teikit.inputs.sorting import ARCHIVES, Skipped, has_input_name, left_out, skipped_file

HEAD = 512  # bytes at the beginning of a file that show whether it is an archive


def opened(named: Inputs) -> Inputs:
    """The inputs with every archive and bag replaced by its contents; parts that cannot be used are failures."""
    files: list[Input] = []
    failed = list(named.failed)
    skipped = list(named.skipped)
    for item in named.files:
        held, errors = open_one(item, skipped)
        files += held
        failed += errors
    return Inputs(tuple(files), tuple(failed), tuple(skipped))


def open_one(item: Input, skipped: list[Skipped]) -> tuple[list[Input], list[TeikitError]]:
    """The inputs in one: itself, or the members of an archive or bag; and the errors of parts that cannot be used.

    Members that are not inputs are added to ``skipped``.
    """
    if item.path is None or not _holds_others(item.path):
        return [item], []
    try:
        return _members(item, skipped)
    except TeikitError as error:
        error.place = item.shown
        return [], [error]


def _holds_others(path: Path) -> bool:
    """Whether a file is an archive or compressed, or a folder, which is a bag."""
    if not path.is_file():  # a pipe would never end: load() refuses it later
        return path.is_dir()
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    is_named_so = bool(head) and path.name.lower().endswith((*ARCHIVES, *COMPRESSED))
    return is_named_so or head.startswith(ZIP) or is_tar(head)


def _members(item: Input, skipped: list[Skipped]) -> tuple[list[Input], list[TeikitError]]:
    """The same for an archive, bag or compressed file."""
    from teikit.inputs.archives import unpack
    from teikit.inputs.bags import bag_members

    assert item.path is not None
    package = bag_members(item.path) if item.path.is_dir() else unpack(load(item.path), item.path.name)
    for error in package.errors:
        error.place = f"{item.shown}: {error.place.removeprefix(f'{item.path.name}:')}"
    if package.is_compressed:
        stem = item.stem.with_suffix("") if has_input_name(item.path.name) else item.stem
        return [Input(item.path, item.shown, stem, package.names[0], package)], []
    why = left_out(package.names, package.open)
    skipped += (skipped_file(f"{item.shown}: {name}", why[name]) for name in package.names if name in why)
    wanted = [name for name in package.names if name not in why]
    stem = item.stem.with_suffix("") if item.stem.suffix == ".tar" else item.stem
    members = [Input(item.path, f"{item.shown}: {name}", _stem(stem, name, package), name, package) for name in wanted]
    return members, list(package.errors)


def _stem(stem: Path, name: str, package: Package) -> Path:
    """The name of a member in the output folder; a METS has that of its folder."""
    inner = PurePosixPath(name.removeprefix("data/") if package.is_bag else name)
    return stem / (inner.parent if inner.name == METS else inner.with_suffix(""))
