"""Decide about a file in the place of an output: it is replaced, or kept because somebody edited it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from teikit import inputs
from teikit.errors import OutputExists
from teikit.files import write
from teikit.work.documents import BatchDocument, from_unicode
from teikit.work.outcome import Made

KEPT = "kept as somebody edited it:"
COPIED = "replaced (and kept a copy of)"
"""Verdicts on a file that somebody edited or may have edited, as written before its path."""


class Target(NamedTuple):
    """The place of outputs, and the rules for files that exist there.

    ``output`` is the output folder, None for standard output; ``work`` the work folder with the temporary files.
    ``overwrite`` allows replacing files of others, ``discard_edits`` files of teikit that somebody edited.
    ``protected`` are the inputs (device, inode). ``known`` has the files that an earlier batch wrote here, by their
    paths, if this run has no ledger.
    """

    output: Path | None
    work: Path
    overwrite: bool
    add_to_mets: bool
    protected: frozenset[tuple[int, int]]
    discard_edits: bool = False
    known: Mapping[str, Made] = MappingProxyType({})


def verdict_on(made: Made, output: Path, target: Target, before: Mapping[str, Made]) -> tuple[Path, str]:
    """The path of an output, and the verdict on an existing file: written, unchanged, replaced, KEPT or COPIED.

    ``before`` are the files that teikit wrote for the document in an earlier run, by their paths. TEI that has changed
    since was edited by a person and is kept; this is an error only if the new output differs. A file known from a
    rebuild of the ledger may have been edited before, so a copy of it is kept. Raises OUT-EXISTS, OUT-EDITED,
    OUT-NOT-REGULAR and USAGE-SAME-FILE.
    """
    path = output / from_unicode(made.path)
    if not os.path.lexists(path):
        return path, "written"
    if not os.path.isfile(path):
        raise write.not_regular(path)
    if inputs.identity(path) in target.protected:
        raise inputs.is_input(str(path))
    there = file_digest(path)
    earlier = before.get(made.path) or target.known.get(made.path)
    if there == made.sha256:
        return path, "unchanged"
    if earlier and there == earlier.sha256:
        return path, COPIED if earlier.rebuilt else "replaced"
    if earlier and _is_edited_tei(path):
        if target.discard_edits:
            return path, COPIED
        if made.sha256 == earlier.sha256:
            return path, KEPT
        message = "this file has been edited since it was written; it was kept, and the new version was not written"
        wanted = f"teikit decisions from {path} --who NAME -o {output / 'decisions.jsonl'}"
        hint = f"To keep the edits, turn them into decisions: {wanted}. "
        hint += "Then (or to drop the edits) use --discard-edits, which replaces the file and keeps a copy."
        raise OutputExists("OUT-EDITED", message, hint, str(path))
    if target.overwrite:
        return path, COPIED if _is_edited_tei(path) else "replaced"
    hint = "Use --force to replace it, --existing skip to leave it, or name another -o."
    raise OutputExists("OUT-EXISTS", "the file exists with other contents", hint, str(path))


def _is_edited_tei(path: Path) -> bool:
    """Whether a file that has changed since teikit wrote it is complete TEI; a comment may follow."""
    data = path.read_bytes()
    return inputs.is_our_own(data[: inputs.HEADER]) and (b"</TEI>" in data or b"</teiCorpus>" in data)


def keep_copy(path: Path) -> None:
    """Keep a copy of a file next to it, named ``NAME.kept-`` and eight digits of its SHA-256."""
    data = path.read_bytes()
    kept = path.with_name(f"{path.name}.kept-{hashlib.sha256(data).hexdigest()[:8]}")
    if not kept.exists():
        os.replace(write.put(kept.parent, data, str(kept)), kept)


def file_digest(path: Path) -> str:
    """The SHA-256 of the bytes of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def protected(documents: Iterable[BatchDocument]) -> frozenset[tuple[int, int]]:
    """The inputs (device, inode), which an output must not replace, in the output folder or elsewhere."""
    paths = {file.path for document in documents for file in document.files if file.path}
    return frozenset(filter(None, (inputs.identity(Path(path)) for path in paths)))
