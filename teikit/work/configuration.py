"""The configuration of a batch, which the ledger records: all that decides the output; and changes of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from teikit import __version__
from teikit.errors import ConfigRefused
from teikit.inputs import load
from teikit.option_fields import OptionProperties, flag, options_of
from teikit.options import Options
from teikit.own_passes import installed_versions
from teikit.resources import folder
from teikit.work.tasks.task import Task

LONGEST_VALUE = 40  # most characters of a value that is shown in full
SHORTENED = 12  # characters that are shown of a longer one: a digest
REDO = (
    "Documents that are done would differ from the rest. --diff lists those that would, --force does them again, "
    "--only-new leaves them as they are; another -o keeps both."
)


def configuration_of(task: Task) -> dict[str, str]:
    """All that decides the output for a document, as short texts by the name of the option or part."""
    return {
        "command": task.command,
        "teikit": __version__,
        "dictionaries": _digest("dictionaries", (".tsv", ".txt", ".toml")),
        "schemas": _digest("schemas", ("teikit.rng", "-sch.xsl")),
        "passes": installed_versions(),
        **configuration(task.options, task.command),
    }


def _digest(kind: str, endings: tuple[str, ...]) -> str:
    """One SHA-256 of the names and bytes of the files with these endings in a folder of teikit's data."""
    digest = hashlib.sha256()
    for name, path in _files(folder(kind)):
        if name.endswith(endings):
            digest.update(f"{name}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(home: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for path in sorted(home.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            yield from _files(path, f"{above}{path.name}/")
        else:
            yield above + path.name, path


def digest_of_configuration(configuration: dict[str, str]) -> str:
    """One SHA-256 for a configuration."""
    return hashlib.sha256(repr(sorted(configuration.items())).encode("utf-8", "surrogatepass")).hexdigest()


def refuse_changed(before: dict[str, str] | None, now: dict[str, str], place: Path) -> None:
    """Refuse to continue under another configuration, and say which parts of it changed (LEDGER-CHANGED)."""
    differing = changes(before, now) if before is not None else []
    if not differing:
        return
    message = f"the configuration has changed since this folder was begun ({'; '.join(differing)})"
    raise ConfigRefused("LEDGER-CHANGED", message, REDO, str(place))


def changes(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """The parts of two configurations that differ, each as ``--profile: markup before, silent now``.

    An option without a value is as good as one that an earlier version did not have.
    """
    return [
        f"{name}: {_short(before.get(name, ''))} before, {_short(now.get(name, ''))} now"
        for name in sorted(before.keys() | now.keys())
        if before.get(name, "") != now.get(name, "")
    ]


def _short(value: str) -> str:
    if not value:
        return "none"
    return value if len(value) <= LONGEST_VALUE else f"{value[:SHORTENED]}..."


def configuration(options: Options, command: str) -> dict[str, str]:
    """The options of a command as short texts by their names, as recorded in the ledger.

    For an option that names files or folders the text has the digests of their bytes. Raises what reading them raises.
    """
    values = {
        flag(member.name): _text(getattr(options, member.name), described)
        for member, described in options_of(type(options), command)
        if not described.per_document
    }
    return {**values, "edition": options.edition.shared_values} if options.edition.shared_values else values


def _text(value: Any, described: OptionProperties) -> str:
    """The value of an option as recorded in the ledger; for files, their digests."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if described.files:
        return " ".join(map(_digest_of, value))
    if isinstance(value, tuple):
        return " ".join(value if described.ordered else sorted(value))
    return str(value or "")


def _digest_of(name: str) -> str:
    """The SHA-256 of a file, or of all files in a folder; any other value (``us``) stays as it is."""
    path = Path(name)
    if not path.is_dir():
        return hashlib.sha256(load(path)).hexdigest() if os.path.lexists(path) else name
    digest = hashlib.sha256()
    for file in sorted(file for file in path.rglob("*") if file.is_file()):
        digest.update(f"{file.relative_to(path)}\0".encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
