"""What ``teikit convert`` writes of one conversion, and where: TEI, ALTO, PAGE; into a folder, a bag, a METS."""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path

from teikit import inputs, write
from teikit.commands import hand_over
from teikit.conversion import Conversion
from teikit.errors import UsageError
from teikit.export.mets import enter, refuse_outside
from teikit.inputs import Input, Inputs
from teikit.options import Options
from teikit.single import outputs_of


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
    made = list(outputs_of(conversion, Options.of(options), item.shown))
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
    if options.add_to_mets:
        refuse_outside(item, conversion.source, paths)
    outcomes: Counter[str] = Counter()
    for path, one in zip(paths, made, strict=True):
        if path.parent != folder(options):
            write.prepare(path.parent)
        outcomes[write.write(path, one.data, options.force)] += 1
    if options.add_to_mets:
        digests = (
            (path, one.kind, hashlib.sha256(one.data).hexdigest()) for path, one in zip(paths, made, strict=True)
        )
        enter(item, digests)
    if len(paths) == 1:
        return f"{next(iter(outcomes))} {paths[0]}"
    return f"{', '.join(f'{count} {what}' for what, count in outcomes.items())} in {paths[0].parent}"


def close_bag(options: argparse.Namespace) -> str:
    """Write what makes the output folder a bag: its manifests; the answer says so."""
    from teikit.inputs.sealing import seal_bag

    count = seal_bag(Path(options.output))
    return f"{options.output} is a bag of {count} file{'s' if count != 1 else ''} (BagIt 1.0)"
