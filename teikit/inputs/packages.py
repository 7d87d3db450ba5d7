"""Inputs that hold others: zip and tar archives, and bags. Each member is an input of its own, and so is a METS."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from teikit.errors import TeikitError
from teikit.inputs import ENDINGS, Input, Inputs, load
from teikit.inputs.named import ARCHIVES

HEAD = 512  # bytes at the beginning of a file that show whether it is an archive


def opened(todo: Inputs) -> Inputs:
    """The inputs with every archive and bag replaced by what is in it; what cannot be used of one is a failure."""
    files: list[Input] = []
    failed = list(todo.failed)
    skipped = list(todo.skipped)
    for item in todo.files:
        held, errors = open_one(item, skipped)
        files += held
        failed += errors
    return Inputs(tuple(files), tuple(failed), tuple(skipped))


def open_one(item: Input, skipped: list[str]) -> tuple[list[Input], list[TeikitError]]:
    """What one input holds: itself, or the members of an archive or bag; names left out of it go into ``skipped``."""
    if item.path is None or not _holds_others(item.path):
        return [item], []
    try:
        return _members(item, skipped)
    except TeikitError as error:
        error.place = item.shown
        return [], [error]


def _holds_others(path: Path) -> bool:
    if not path.is_file():  # a pipe would never end: load() refuses it later
        return path.is_dir()
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    named = head and path.name.lower().endswith(ARCHIVES)
    return bool(named) or head.startswith(b"PK\x03\x04") or head[257:262] == b"ustar"


def _members(item: Input, skipped: list[str]) -> tuple[list[Input], list[TeikitError]]:
    from teikit.inputs.archives import unpack
    from teikit.inputs.bags import bag_members

    assert item.path is not None
    package = bag_members(item.path) if item.path.is_dir() else unpack(load(item.path), item.path.name)
    for error in package.errors:
        error.place = f"{item.shown}: {error.place.removeprefix(f'{item.path.name}:')}"
    if package.is_bag and package.mets:
        return [Input(item.path, item.shown, item.stem, package.mets, package)], list(package.errors)
    wanted = [name for name in package.names if name.lower().endswith(ENDINGS)]
    skipped += (f"{item.shown}: {name}" for name in package.names if name not in wanted)
    names = dict(_stems(wanted, package.is_bag))
    stem = item.stem.with_suffix("") if item.stem.suffix == ".tar" else item.stem
    members = [Input(item.path, f"{item.shown}: {name}", stem / names[name], name, package) for name in wanted]
    return members, list(package.errors)


def _stems(names: list[str], is_bag: bool) -> Iterator[tuple[str, Path]]:
    for name in names:
        inner = name.removeprefix("data/") if is_bag else name
        yield name, Path(PurePosixPath(posixpath.splitext(inner)[0]))
