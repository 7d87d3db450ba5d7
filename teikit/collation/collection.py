"""Collections: which files are releases of one record, by a list, by folder, by record number in their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from teikit import inputs
from teikit.collation.identity import RECORD
from teikit.errors import ConfigRefused, TeikitError
from teikit.inputs import Input, Skipped, packages

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST = 120  # characters of a name that becomes that of a file


class Group(NamedTuple):
    """Releases of one record, the name of its edition, and the errors of inputs that cannot be opened."""

    name: str
    inputs: tuple[Input, ...]
    failed: tuple[TeikitError, ...] = ()


def listed(path: Path) -> list[Group]:
    """The groups that a file lists: a line for each, its name and the files of the releases, separated by tabs.

    Files are looked for beside the list. Lines that begin with # are comments. Raises
    :class:`~teikit.errors.ConfigRefused` for a line that is none of these.
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
            message = "this line has no two files; a line is a name and the files of the releases, separated by tabs"
            raise ConfigRefused("PAIRS-LINE", message, place=f"{path}:{number}")
        opened = packages.opened(inputs.expand(str(path.parent / file) for file in files))
        groups.append(Group(safe(name), opened.files, opened.failed))
    return _unique(groups)


def grouped(names: Iterable[str], leave_out: Path | None = None) -> tuple[list[Group], list[Skipped]]:
    """The groups in folders, and the files that are no inputs.

    Files with the same record number in their names are a group, else all files of one folder; what cannot be opened is
    a group of its own. ``leave_out`` is the output folder, in which nothing is an input.
    """
    opened = packages.opened(inputs.expand(names, leave_out))
    by_key: dict[str, list[Input]] = {}
    for item in opened.files:
        record = RECORD.search(item.name)
        folder = item.path.parent if item.path else Path()
        key = record[1] if record else str(folder)
        by_key.setdefault(key, []).append(item)
    groups = [Group(safe(Path(key).resolve().name), tuple(items)) for key, items in by_key.items()]
    groups += [Group(safe(Path(error.place).name), (), (error,)) for error in opened.failed]
    return _unique(groups), list(opened.skipped)


def safe(name: str) -> str:
    """A name that may be that of a file: letters, digits, dots, dashes; never hidden, never long.

    >>> safe("../POLTO 12/1"), safe("")
    ('POLTO-12-1', 'edition')
    """
    return UNSAFE.sub("-", name).strip("-.")[:LONGEST] or "edition"


def _unique(groups: Sequence[Group]) -> list[Group]:
    """Groups with different names, even on a file system that ignores case."""
    seen: dict[str, int] = {}
    unique: list[Group] = []
    for group in groups:
        key = group.name.casefold()
        seen[key] = seen.get(key, 0) + 1
        unique.append(group if seen[key] == 1 else group._replace(name=f"{group.name}-{seen[key]}"))
    return unique
