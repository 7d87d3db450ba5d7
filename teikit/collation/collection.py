"""Group files that are releases of one record, by a list, by folder, or by the record number in their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from teikit import inputs
from teikit.errors import ConfigRefused, TeikitError
from teikit.genres.records import UNDAMAGED_RECORD
from teikit.inputs import Input, Skipped, packages

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")  # characters that the name of a file must not have: 104-10014/10064
LONGEST_NAME = 120  # characters of the name of a file, at most


class Group(NamedTuple):
    """The name of an edition, the inputs that are releases of its record, and the errors of those that do not open."""

    name: str
    inputs: tuple[Input, ...]
    failed: tuple[TeikitError, ...] = ()


def listed(path: Path) -> list[Group]:
    """The groups that a file lists: a line for each, its name and the files of the releases, separated by tabs.

    Paths are relative to the folder of the list; lines that begin with # are comments. Raises
    :class:`~teikit.errors.ConfigRefused` for any other line, and an error if the list is missing.
    """
    if not path.is_file():
        raise inputs.missing(str(path))
    text = inputs.load(path).decode("utf-8-sig", "replace")
    groups: list[Group] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, *files = [part.strip() for part in line.split("\t")]
        if len(files) < 2 or not all(files):
            message = "this line has fewer than two files; it must be a name and the files of the releases, with tabs"
            raise ConfigRefused("PAIRS-LINE", message, place=f"{path}:{number}")
        opened = packages.opened(inputs.expand(str(path.parent / file) for file in files))
        groups.append(Group(safe(name), opened.files, opened.failed))
    return _unique(groups)


def grouped(names: Iterable[str], leave_out: Path | None = None) -> tuple[list[Group], list[Skipped]]:
    """The groups in files and folders, given by their names, and the files that are not inputs.

    Files with the same record number in their names are a group; so are all files of a folder without one. A file that
    cannot be opened is a group of its own. ``leave_out`` is the output folder, which has no inputs.
    """
    opened = packages.opened(inputs.expand(names, leave_out))
    by_key: dict[str, list[Input]] = {}
    for item in opened.files:
        record = UNDAMAGED_RECORD.search(item.name)
        folder = item.path.parent if item.path else Path()
        key = record[0] if record else str(folder)
        by_key.setdefault(key, []).append(item)
    groups = [Group(safe(Path(key).resolve().name), tuple(items)) for key, items in by_key.items()]
    groups += [Group(safe(Path(error.place).name), (), (error,)) for error in opened.failed]
    return _unique(groups), list(opened.skipped)


def safe(name: str) -> str:
    """A safe name for a file: letters, digits, dots, dashes; not hidden, not long.

    >>> safe("../POLTO 12/1"), safe("")
    ('POLTO-12-1', 'edition')
    """
    return UNSAFE.sub("-", name).strip("-.")[:LONGEST_NAME] or "edition"


def _unique(groups: Sequence[Group]) -> list[Group]:
    """Groups with different names, even on a file system that ignores case."""
    seen: dict[str, int] = {}
    unique: list[Group] = []
    for group in groups:
        key = group.name.casefold()
        seen[key] = seen.get(key, 0) + 1
        unique.append(group if seen[key] == 1 else group._replace(name=f"{group.name}-{seen[key]}"))
    return unique
