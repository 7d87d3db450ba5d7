"""``teikit recover``: give back the input of TEI files, byte for byte."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from teikit import inputs
from teikit.commands import load_tei
from teikit.errors import ExitCode, TeikitError, UsageError
from teikit.files import write
from teikit.files.paths import is_unsafe, outside
from teikit.files.write import hand_over
from teikit.folder.records import SOURCE
from teikit.tei import recover_files
from teikit.wording import say, visible

SHOWN = 5  # most names of files in a message


def run(options: argparse.Namespace) -> ExitCode:
    """Recover the input of one or more TEI files, and write it to the named output or to standard output.

    Raises USAGE-SAME-FILE for an output that is one of the TEI files, and USAGE-OUTPUT for an input of several files
    without a folder to write them into.
    """
    output = Path(options.output) if options.output else None
    read = list(_with_source(options.files))
    inputs.refuse_input([options.output or ""], read)
    roots = list(map(load_tei, read))
    try:
        files = recover_files(roots)
    except TeikitError as error:
        error.place = error.place or ", ".join(read[:SHOWN]) + (", ..." if len(read) > SHOWN else "")
        raise
    if output and len(files) > 1:
        _write_all(output, files, options.force, read)
    elif output:
        write.prepare(output.parent)
        say(f"{write.write(output, files[0][1], options.force)} {output}")
    elif len(files) > 1:
        names = ", ".join(visible(name) for name, _ in files[:SHOWN]) + (", ..." if len(files) > SHOWN else ".")
        hint = f"Name a folder for them: -o DIR. They are {names}"
        raise UsageError("USAGE-OUTPUT", f"the input was {len(files)} files, not one", hint)
    else:
        hand_over(files[0][1])
    return ExitCode.DONE


def _with_source(names: list[str]) -> Iterator[str]:
    """The files that were named, and those with the lines of the OCR that ``teikit export`` put next to them."""
    for name in names:
        yield name
        beside = name.removesuffix(".xml") + SOURCE
        if name.endswith(".xml") and beside not in names and os.path.exists(beside):
            yield beside


def _write_all(folder: Path, files: list[tuple[str, bytes]], force: bool, read: list[str]) -> None:
    """Write the files of a METS into a folder, under their relative names; names that lead out of it are refused.

    None of them replaces one of the TEI files that were ``read``.
    """
    for name, _ in files:
        if is_unsafe(name):
            raise outside(name)
    paths = [folder.joinpath(*name.split("/")) for name, _ in files]
    inputs.refuse_input(map(str, paths), read)
    for path, (_, data) in zip(paths, files, strict=True):
        write.prepare(path.parent)
        say(f"{write.write(path, data, force)} {path}")
