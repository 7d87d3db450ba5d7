"""Replace an old site by a new one: it is first written completely into another folder, then every file is moved in.

A run that is killed while it writes leaves the old site as it was. One that is killed while it moves files leaves a
list of all moves, which the next run finishes first. So a site is old or new, and mixed only while files are renamed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from teikit.errors import FileSystemError, OutputExists
from teikit.files import write
from teikit.files.paths import SITE_LISTING

BESIDE = ".teikit-site.new"
"""The folder in a site in which a new one is written."""
LOCK = ".teikit-site.lock"
"""The file in a site on which the run that builds it has a lock."""
MOVES = ".teikit-site.moves"
"""The list of the files to move and remove; while it exists, the new site is complete and valid."""


class Moves(NamedTuple):
    """All files of a new site with their digests (``now``), and those of the old one that are removed (``gone``)."""

    now: dict[str, str]
    gone: tuple[str, ...]


def listed_files(site: Path) -> dict[str, str]:
    """The files of the last run and their digests; none without such a run, or if its listing cannot be read."""
    try:
        listing = json.loads((site / SITE_LISTING).read_text("ascii"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in listing.items()} if isinstance(listing, dict) else {}


def is_site(folder: Path) -> bool:
    """Whether an earlier run made a site of a folder, or began to."""
    return any((folder / name).exists() for name in (SITE_LISTING, BESIDE, MOVES))


def resume(site: Path) -> str:
    """Finish or discard the work of a killed run on a site; returns what was done, in words, empty for nothing."""
    if _moves(site) is not None:
        finish(site)
        return "an earlier run was interrupted while its pages were moved: all of them are in their places now"
    if (site / BESIDE).is_dir():
        discard(site)
        return "an earlier run was interrupted: nothing of it was published"
    return ""


def stage(site: Path, name: str, data: bytes, is_ours: bool) -> tuple[str, str]:
    """Write a file of the new site next to the old one; returns written, replaced or unchanged, and its digest.

    Raises OUT-EXISTS if a file with other contents exists that teikit did not write, OUT-NOT-REGULAR, and
    what writing raises.
    """
    path, is_there = _at(site, name), False
    digest = hashlib.sha256(data).hexdigest()
    if path.exists():
        if not path.is_file():
            raise write.not_regular(path)
        is_there = True
        if path.read_bytes() == data:
            return "unchanged", digest
        if not is_ours:
            hint = "Use --force to replace it, or name another folder."
            raise OutputExists("OUT-EXISTS", "this file is not one of an earlier site", hint, str(path))
    target = _at(site / BESIDE, name)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write.refusal(error, target.parent) from None
    write.write(target, data, force=True)
    return "replaced" if is_there else "written", digest


def publish(site: Path, now: Mapping[str, str]) -> int:
    """Move the staged files into their places; ``now`` are all files of the new site and their digests.

    A file of an earlier run that is not among them is removed, unless it was edited. Returns the number of those.
    """
    before = listed_files(site)
    gone = [name for name in before.keys() - now.keys() if _is_as_written(site, name, before[name])]
    _save(site / MOVES, {"now": dict(now), "gone": sorted(gone)})
    finish(site)
    return len(gone)


def finish(site: Path) -> None:
    """Move and remove the files in the list; what is already done is skipped."""
    moves = _moves(site) or Moves({}, ())
    for name in moves.now:
        staged, path = _at(site / BESIDE, name), _at(site, name)
        if staged.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(staged, path)
    for name in moves.gone:
        _at(site, name).unlink(missing_ok=True)
    _save(site / SITE_LISTING, dict(sorted(moves.now.items())))
    (site / MOVES).unlink(missing_ok=True)
    discard(site)


def discard(site: Path) -> None:
    """Remove staged files, unless they are still to be moved."""
    if not (site / MOVES).exists():
        shutil.rmtree(site / BESIDE, ignore_errors=True)


def _moves(site: Path) -> Moves | None:
    """The unfinished moves; None if there are none, or their list cannot be read."""
    try:
        listed = json.loads((site / MOVES).read_text("ascii"))
        return Moves(dict(listed["now"]), tuple(listed["gone"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _save(path: Path, value: object) -> None:
    write.write(path, json.dumps(value, indent=0).encode("ascii"), force=True)


def _is_as_written(site: Path, name: str, digest: str) -> bool:
    """Whether a file of the site still has the digest with which it was written."""
    path = _at(site, name)
    return path.is_file() and not path.is_symlink() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _at(site: Path, name: str) -> Path:
    """A file of a site by its name. Raises OUT-NOT-REGULAR for a name that leads out of it."""
    parts = name.split("/")
    if ".." in parts or name.startswith("/"):
        raise FileSystemError("OUT-NOT-REGULAR", "this name leads out of the site", f"Remove {SITE_LISTING}.", name)
    return site.joinpath(*parts)
