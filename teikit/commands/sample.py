"""``teikit sample``: the sample telegrams, to try teikit on."""

from __future__ import annotations

import argparse
from pathlib import Path

from teikit import write
from teikit.commands import say
from teikit.errors import ExitCode
from teikit.resources import folder
from teikit.wording import visible


def run(options: argparse.Namespace) -> ExitCode:
    """Write the samples into a folder; a file there that says something else is left as it is (OUT-EXISTS)."""
    target = Path(options.folder)
    write.prepare(target)
    for sample in sorted(folder("samples").iterdir(), key=lambda path: path.name):
        if sample.name.endswith(".txt"):
            path = target / sample.name
            say(f"{write.write(path, sample.read_bytes())} {visible(str(path))}")
    say(f"Try: teikit convert {visible(str(target))} -o out")
    return ExitCode.DONE
