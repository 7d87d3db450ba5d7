"""``teikit recover``: the OCR input again, byte for byte."""

from __future__ import annotations

import argparse
from pathlib import Path

from teikit import inputs, write
from teikit.commands import hand_over, load_tei, say
from teikit.errors import ExitCode, UsageError
from teikit.tei import recover


def run(options: argparse.Namespace) -> ExitCode:
    """Put the text of one or more TEI files together again and hand it over."""
    output = Path(options.output) if options.output else None
    if output and inputs.identity(output) in {inputs.identity(Path(name)) for name in options.files} - {None}:
        raise UsageError("USAGE-SAME-FILE", "this is an input; it will not be written over", place=options.output)
    data = recover([load_tei(name) for name in options.files])
    if output:
        write.prepare(output.parent)
        say(f"{write.write(output, data, options.force)} {output}")
    else:
        hand_over(data)
    return ExitCode.DONE
