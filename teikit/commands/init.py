"""``teikit init``: make the skeleton of an edition's repository."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from teikit.errors import ExitCode
from teikit.project.skeleton import make
from teikit.wording import say, visible


def run(options: argparse.Namespace) -> ExitCode:
    """Write the files that are missing; leave existing files alone."""
    folder = Path(options.folder)
    for name, written in make(folder):
        say(f"{visible(str(folder / name))}: {'written' if written else 'exists already, kept'}")
    say("Fill in publisher and licence in teikit.toml, put OCR files into input/, and their data into records.csv:")
    there = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    say(f"  {there}teikit convert input -o output && teikit publish output site")
    return ExitCode.DONE
