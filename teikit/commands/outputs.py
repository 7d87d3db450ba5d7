"""What ``teikit convert`` writes of one conversion, and where: TEI, ALTO, PAGE; into a folder, a bag, a METS."""

from __future__ import annotations

import argparse
import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from teikit import __version__, inputs, write
from teikit.commands import hand_over
from teikit.convert import Conversion
from teikit.errors import Refused, UsageError
from teikit.inputs import Input, Inputs

MEDIA = {"tei": "application/tei+xml", "alto": "application/alto+xml", "page": "application/vnd.prima.page+xml"}


class Output(NamedTuple):
    """A file to write: its kind (a key of ``MEDIA``), what its name has after the stem, its bytes."""

    kind: str
    suffix: str
    data: bytes


def refuse_bad_options(options: argparse.Namespace) -> None:
    """Find out now which options do not go together."""
    if not options.output and (options.bag or options.add_to_mets or len(options.to or ()) > 1):
        option = "--bag" if options.bag else "--add-to-mets" if options.add_to_mets else "several --to"
        raise UsageError("USAGE-OUTPUT", f"{option} cannot go to standard output", "Name a folder: -o DIR")


def folder(options: argparse.Namespace) -> Path:
    """The folder into which files go: in a bag, that of its payload."""
    return Path(options.output, "data") if options.bag else Path(options.output)


def refuse_input(path: Path, todo: Inputs) -> None:
    """Refuse to write over an input."""
    identity = inputs.identity(path)
    if identity and any(item.path and inputs.identity(item.path) == identity for item in todo.files):
        raise UsageError("USAGE-SAME-FILE", "this is an input; it will not be written over", place=str(path))


def hand_out(options: argparse.Namespace, item: Input, conversion: Conversion, todo: Inputs) -> str:
    """Put what was made of one input where it belongs; the answer says where that is."""
    made = list(_made(options, item, conversion))
    if not options.output:
        if len(made) > 1:
            what = f"{len(made)} files cannot go to standard output"
            raise UsageError("USAGE-OUTPUT", what, "Name a folder: -o DIR", item.shown)
        hand_over(made[0].data)
        return ""
    stem = folder(options) / item.stem
    paths = [stem.with_name(f"{stem.name}{one.suffix}") for one in made]
    for path in paths:
        refuse_input(path, todo)
    outcomes: Counter[str] = Counter()
    for path, one in zip(paths, made, strict=True):
        if path.parent != folder(options):
            write.prepare(path.parent)
        outcomes[write.write(path, one.data, options.force)] += 1
    if options.add_to_mets:
        _add_to_mets(item, conversion, list(zip(paths, made, strict=True)))
    if len(paths) == 1:
        return f"{next(iter(outcomes))} {paths[0]}"
    return f"{', '.join(f'{count} {what}' for what, count in outcomes.items())} in {paths[0].parent}"


def _made(options: argparse.Namespace, item: Input, conversion: Conversion) -> Iterator[Output]:
    kinds = dict.fromkeys(options.to or ("tei",))
    if "tei" in kinds:
        for suffix, data in conversion.documents:
            yield Output("tei", f".{suffix}.xml" if suffix else ".xml", data)
    with_boxes = " or ".join(kind for kind in kinds if kind != "tei")
    if with_boxes and conversion.source.layout is None:
        hint = "ALTO and PAGE can be made of hOCR, ALTO, PAGE, PDF and pictures."
        message = f"this input has no boxes, so it cannot be written as {with_boxes}"
        raise Refused("OUT-NO-LAYOUT", message, hint, item.shown)
    if "alto" in kinds:
        from teikit.export import alto_files

        yield from _pages("alto", alto_files(conversion.draft, conversion.source.name, __version__))
    if "page" in kinds:
        from teikit.export import to_page

        yield from _pages("page", to_page(conversion.draft, conversion.source.name, __version__))


def _pages(kind: str, files: list[tuple[str, bytes]]) -> Iterator[Output]:
    """Files of one page each; of a single one nothing tells the page."""
    for suffix, data in files:
        yield Output(kind, f".{suffix}.{kind}.xml" if len(files) > 1 else f".{kind}.xml", data)


def _add_to_mets(item: Input, conversion: Conversion, written: list[tuple[Path, Output]]) -> None:
    """Enter new files into the METS that was read; they must lie below its folder, since it may name no others."""
    from teikit.mets_output import NewFile, add_file_group

    if item.path is None or item.package or not _is_mets(conversion):
        message = "this is no METS in a folder, so nothing can be entered into it"
        raise UsageError("USAGE-METS", message, "Leave --add-to-mets out.", item.shown)
    top = os.path.realpath(item.path.parent)
    mets = item.path.read_bytes()
    for kind in dict.fromkeys(one.kind for _, one in written):
        files = []
        for path, one in written:
            if one.kind != kind:
                continue
            if os.path.commonpath([top, os.path.realpath(path)]) != top:
                hint = f"Name a folder below {item.path.parent} with -o."
                raise UsageError("USAGE-METS", "a METS can only name files below its own folder", hint, str(path))
            href = os.path.relpath(os.path.realpath(path), top).replace(os.sep, "/")
            files.append(NewFile("", href, MEDIA[kind], hashlib.sha256(one.data).hexdigest()))
        mets = add_file_group(mets, f"TEIKIT-{kind.upper()}", files, __version__, item.shown)
    write.write(item.path, mets, force=True)


def _is_mets(conversion: Conversion) -> bool:
    return conversion.source.parts[:1] != () and b"METS" in conversion.source.parts[0].data[:4096]


def close_bag(options: argparse.Namespace) -> str:
    """Write what makes the output folder a bag: its manifests; the answer says so."""
    from teikit.read.bags import write_bag

    payload = folder(options)
    paths = sorted(path for path in payload.rglob("*") if path.is_file())
    files = {path.relative_to(payload).as_posix(): path.read_bytes() for path in paths}
    write_bag(Path(options.output), files, {}, force=True)
    return f"{options.output} is a bag of {len(files)} file{'s' if len(files) != 1 else ''} (BagIt 1.0)"
